"""A year of small exports: what each table becomes, what is listed, and that every row adds up."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from clean_files import (
    DAY,
    HELPDESK,
    LISTS,
    PANEL,
    PLAN,
    REGISTER,
    SESSIONS,
    write_csv,
    write_project,
    write_xlsx,
)
from hypothesis import HealthCheck, given
from hypothesis import settings as property_settings
from hypothesis import strategies as st

from pijler_analysis.clean.year import CleanedYear, clean_file, clean_year
from pijler_analysis.errors import DataError, UsageError
from pijler_analysis.schema.checks import DTYPES
from pijler_analysis.schema.columns import COLUMNS
from pijler_analysis.schema.tables import TABLES

RAW = set(TABLES) - {"questions", "unanswered"}
"""The tables whose rows are rows of an export."""


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory) -> CleanedYear:
    return clean_year(write_project(tmp_path_factory.mktemp("project")), 2024)


def rows(table: pd.DataFrame, *columns: str) -> list[tuple]:
    plain = table[list(columns)].astype(object).where(table[list(columns)].notna(), None)
    return [tuple(row) for row in plain.itertuples(index=False)]


def rejected(cleaned: CleanedYear, table: str) -> list[tuple]:
    found = cleaned.rejected[cleaned.rejected["table"] == table]
    return rows(found, "row", "column", "value_shown", "reason", "effect")


# ── tables ────────────────────────────────────────────────────────────────────────────────


def test_every_table_is_there_and_has_its_declared_types(cleaned):
    assert set(cleaned.tables) == set(TABLES)
    for name, table in cleaned.tables.items():
        declared = {column.name: DTYPES[column.dtype] for column in TABLES[name].columns}
        assert {column: str(dtype) for column, dtype in table.dtypes.items()} == declared, name


def test_the_register(cleaned):
    table = cleaned.tables["registrations"]
    assert rows(table, "registration_id", "organisation_name", "province", "partner_countries") == [
        ("R0001", "Hart voor Bénin", "Oost-Vlaanderen", "BJ;TG"),
        ("R0002", "Congrégatie Samen", "Antwerpen", "CD;KE"),
        ("R0004", "Oude Werking", None, None),
    ]
    assert rows(table, "is_diaspora", "registration_status", "has_newsletter") == [
        (False, "active", True), (True, "active", None), (None, "ended", False),
    ]  # fmt: skip
    assert table["registered_on"].isna().tolist() == [False, True, True]
    assert table["organisation_id"].isna().all()
    assert table["contact_email"].iloc[0] == "an@hart.example"


def test_the_register_lists_what_it_could_not_use(cleaned):
    assert rejected(cleaned, "registrations") == [
        (3, "Geregistreerd sinds", "31/02/2016", "onmogelijke datum", "value"),
        (5, "Registratienummer", "R0002", "komt al voor met andere inhoud", "row"),
        (6, "Naam organisatie", "(leeg)", "verplichte waarde ontbreekt", "row"),
        (7, "Partnerlanden", "Congo", "meer dan een land mogelijk", "value"),
        (8, "Status", "in behandeling", "onbekende waarde", "row"),
    ]  # fmt: skip


def test_a_number_given_out_twice_names_the_row_that_came_first(cleaned):
    twice = cleaned.rejected[cleaned.rejected["reason"] == "komt al voor met andere inhoud"]
    assert twice["expected"].str.contains("website_registraties.csv, rij 3").any()


def test_invitations_know_the_word_for_not_yet(cleaned):
    table = cleaned.tables["invitations"]
    assert table["completed_on"].isna().tolist() == [False, True]
    assert table["wave"].tolist() == [2024, 2024]
    assert rejected(cleaned, "invitations") == []


def test_the_member_survey_keeps_blank_not_shown_and_not_ticked_apart(cleaned):
    table = cleaned.tables["survey_members"]
    assert rows(table, "response_id", "is_complete", "satisfaction_overall", "satisfaction_website",
                "need_kwaliteit", "need_netwerk", "has_ethical_code") == [
        ("7", True, 5, 4, True, False, True),
        ("8", False, 3, None, None, None, None),
        ("9", True, None, None, False, False, False),
        ("10", True, None, None, None, None, None),
    ]  # fmt: skip
    assert rejected(cleaned, "survey_members") == [(4, "Q01", "Best", "onbekend antwoord", "value")]


def test_a_choice_answered_by_other_alone_is_answered(tmp_path):
    settings = write_project(tmp_path)
    path = settings.raw / "2024" / "bevraging_leden_limesurvey.csv"
    text = path.read_text(encoding="utf-8-sig")
    head = text.splitlines()[0].split(",")
    line = [""] * len(head)
    line[0], line[1], line[head.index("Q03[other]")] = "11", "2024-10-10 10:00:00", "Bezoek"
    path.write_text(text + ",".join(line) + "\n", encoding="utf-8-sig")
    table = clean_year(settings, 2024).tables["survey_members"].set_index("response_id")
    assert not table.loc["11", "need_kwaliteit"]
    assert pd.isna(table.loc["8", "need_kwaliteit"])


def test_the_stakeholder_survey_splits_what_was_chosen_in_one_cell(cleaned):
    table = cleaned.tables["survey_stakeholders"]
    assert rows(table, "role", "satisfaction_overall", "satisfaction_website", "need_stem",
                "need_europa") == [
        ("province", 4, None, True, False),
        (None, 4, None, False, False),
        ("other", None, None, None, None),
    ]  # fmt: skip


def test_the_questions_carry_their_scale(cleaned):
    table = cleaned.tables["questions"].set_index(["audience", "item"])
    overall = table.loc[("members", "satisfaction_overall")]
    assert (overall["scale_max"], overall["scale_top"], overall["wave"]) == (5, 4, 2024)
    assert overall["scale"].startswith("Zeer ontevreden;")
    assert pd.isna(table.loc[("stakeholders", "need_stem"), "scale_max"])


def test_the_helpdesk_log(cleaned):
    table = cleaned.tables["helpdesk"]
    assert rows(table, "question_id", "channel", "asker", "topic", "response_days") == [
        ("1", "email", "fourth_pillar", "financien", 2),
        ("2", "telephone", "youth", "buitenland", 0),
        ("4", None, "government", "stem", None),
    ]  # fmt: skip
    assert table["asked_on"].dt.day.tolist() == [8, 15, 12]
    assert table["row"].tolist() == [5, 6, 10]
    assert rejected(cleaned, "helpdesk") == [
        (9, "Datum", "31/02/2024", "onmogelijke datum", "row"),
        (10, "Kanaal", "fax", "onbekende waarde", "value"),
        (10, "Beantwoord op", "09/02/2024", "beantwoord voor de vraag gesteld werd", "value"),
        (11, "Datum", "(leeg)", "verplichte waarde ontbreekt", "row"),
    ]  # fmt: skip


def test_sessions_and_their_lists(cleaned):
    assert rows(cleaned.tables["sessions"], "session_id", "session_kind", "province") == [
        ("V01", "training", "Oost-Vlaanderen"), ("O01", "meeting", None),
        ("DAG", "yearly_day", "Brussel"),
    ]  # fmt: skip
    attendance = cleaned.tables["attendance"]
    assert rows(attendance, "attendance_id", "organisation_name", "is_present") == [
        ("V01-1", "Hart voor Bénin", True), ("V01-2", None, False), ("V01-3", None, None),
        ("O01-1", None, None), ("DAG-1", "Hart voor Bénin", True), ("DAG-2", None, False),
    ]  # fmt: skip
    assert attendance["enrolled_on"].dropna().dt.month.tolist() == [2, 10, 10]
    assert rejected(cleaned, "attendance") == [
        (4, "Aanwezig", "misschien", "onbekende waarde", "value")
    ]


def test_the_fund(cleaned):
    assert rows(cleaned.tables["fund"], "application_id", "continent", "requested_eur", "decision",
                "granted_eur", "score_feasibility") == [
        ("F1", "Africa", 1250.0, "granted", 1250.0, 6.5),
        ("F2", None, 1250.0, "refused", 0.0, 6.0),
    ]  # fmt: skip
    assert rejected(cleaned, "fund") == [
        (4, "Aanvraag · Land", "Congo", "meer dan een land mogelijk", "value"),
        (5, "Beslissing · Toegekend bedrag", "(leeg)", "verplichte waarde ontbreekt", "row"),
        (6, "Aanvraag · Gevraagd bedrag", "veel", "is niet een bedrag in euro", "row"),
    ]


def test_money_for_a_refused_application_is_refused_too(tmp_path):
    settings = write_project(tmp_path)
    path = tmp_path / "fonds.xlsx"
    head = list(settings.sources["fund"].columns)
    line = ["F9", "Hart", "", "Peru", "", 900, 7, 7, 7, "ja", "afgewezen", 500]
    source = replace(settings.sources["fund"], header_rows=1)
    write_xlsx(path, {"Aanvragen": [head, line]})
    odd = replace(settings, sources={"fund": source})
    cleaned = clean_file(odd, "fund", path, year=2024)
    assert rejected(cleaned, "fund") == [
        (2, "Beslissing · Toegekend bedrag", "500",
         "een toegekend bedrag bij een afgewezen aanvraag", "row")
    ]  # fmt: skip


def test_the_panel_and_the_plan(cleaned):
    assert rows(cleaned.tables["panel"], "member_id", "has_migration_background",
                "was_present_spring", "was_present_autumn") == [
        ("P001", False, True, None), ("P002", True, True, False),
    ]  # fmt: skip
    assert rows(cleaned.tables["activities"], "challenge", "quarter", "days_spent",
                "budget_eur", "target_change", "review_on", "activity_status") == [
        ("kwaliteit", "year", 38.5, 1250.0, 0.05, pd.Timestamp("2024-12-15"), "done"),
    ]  # fmt: skip


# ── what became of every row and value ────────────────────────────────────────────────────


def test_every_row_of_every_sheet_is_accounted_for(cleaned):
    counts = cleaned.accounting
    total = counts[["kept", "rejected", "merged", "furniture"]].sum(axis=1)
    assert (counts["read"] == total).all()
    by_sheet = counts.set_index(["source", "sheet"])
    columns = ["read", "kept", "rejected", "merged", "furniture"]
    assert by_sheet.loc[("helpdesk", "Logboek"), columns].tolist() == [13, 3, 2, 0, 8]
    assert by_sheet.loc[("attendance", "V01"), columns].tolist() == [7, 3, 0, 1, 3]
    assert by_sheet.loc[("fund", "Aanvragen"), columns].tolist() == [7, 2, 2, 0, 3]
    kept = sum(len(table) for name, table in cleaned.tables.items() if name in RAW)
    assert counts["kept"].sum() == kept


def test_a_rejected_row_has_one_line_with_effect_row(cleaned):
    lost = cleaned.rejected[cleaned.rejected["effect"] == "row"]
    assert not lost.duplicated(["file", "sheet", "row"]).any()
    assert cleaned.accounting["rejected"].sum() == len(lost)


def test_each_change_is_logged_with_its_place_and_rule(cleaned):
    log = cleaned.log[cleaned.log["source"] == "registrations"]
    assert rows(log, "row", "column", "old", "new", "rule") == [
        (3, "Naam organisatie", "CongrÃ©gatie  Samen", "Congrégatie Samen", "tekens hersteld"),
        (3, "Rechtsvorm", "feit. ver.", "informal", "schrijfwijze herkend"),
        (3, "Postcode", "B-2070", "2070", "postcode gelezen"),
        (7, "Postcode", "?", "(leeg)", "niet ingevuld"),
        (3, "Partnerlanden", "Congo (DRC) en Kenia", "CD;KE", "land herkend"),
        (2, "Telefoon", "tekst, 12 tekens", "tekst, 11 tekens", "telefoonnummer gelezen"),
        (3, "Gemeente", "Burcht", "Zwijndrecht", "gemeente volgens de postcode of de plaats"),
        (4, None, "dezelfde cellen als een eerdere rij",
         "samengevoegd met website_registraties.csv, rij 3", "dubbele rij samengevoegd"),
    ]  # fmt: skip


def test_no_list_holds_a_personal_value(tmp_path):
    settings = write_project(tmp_path)
    folder = settings.raw / "2024"
    odd = [list(row) for row in REGISTER]
    odd[1][11], odd[1][12] = "An  Peeters ", " an@hart.example"
    odd[1][15] = "an@hart.example"
    write_csv(folder / "website_registraties.csv", odd, delimiter=";", encoding="cp1252")
    panel = [list(row) for row in PANEL]
    panel[3][2] = "#N/B"
    panel[4][2] = "Diop  "
    write_xlsx(folder / "panel.xlsx", {"Ledenlijst": panel})
    cleaned = clean_year(settings, 2024)
    written = pd.concat([cleaned.log, cleaned.rejected, cleaned.furniture]).to_csv()
    for value in ("Peeters", "Diop", "@", "#N/B"):
        assert value not in written
    name = cleaned.log[cleaned.log["column"] == "Contactpersoon"].iloc[0]
    assert (name["old"], name["new"]) == ("tekst, 12 tekens", "tekst, 10 tekens")


def test_rows_of_another_year_are_kept_and_pointed_out(cleaned):
    assert [warning for warning in cleaned.warnings if "buiten 2024" in warning] == [
        "vormingen.xlsx: 1 rij valt buiten 2024 (sessions, eerste: rij 5)"
    ]


def test_files_sheets_and_lists_that_nobody_reads_are_pointed_out(tmp_path):
    settings = write_project(tmp_path)
    folder = settings.raw / "2024"
    write_csv(folder / "nieuwsbrief.csv", [["a", "b"]])
    write_xlsx(folder / "helpdesk.xlsx", {"Logboek": HELPDESK, "Oud": [["x"]], "Leeg": []})
    said = " | ".join(clean_year(settings, 2024).warnings)
    assert "nieuwsbrief.csv: hoort bij geen bron" in said
    assert 'helpdesk.xlsx: het blad "Oud"' in said
    assert "Leeg" not in said


# ── years, settings and other files ───────────────────────────────────────────────────────


def test_a_year_without_a_wave_has_empty_typed_survey_tables(tmp_path):
    settings = replace(write_project(tmp_path), waves=(2019,))
    tables = clean_year(settings, 2024).tables
    for name in ("invitations", "survey_members", "survey_stakeholders", "questions"):
        assert len(tables[name]) == 0
        assert list(tables[name]) == [column.name for column in TABLES[name].columns]


def test_files_in_the_folder_of_another_year_give_the_same_rows(tmp_path):
    settings = write_project(tmp_path)
    before = clean_year(settings, 2024)
    (settings.raw / "2024").rename(settings.raw / "2019")
    after = clean_year(settings, 2019)
    for name in ("helpdesk", "fund", "panel", "attendance"):
        known_of_a_year = ["income_group", "is_least_developed"] if name == "fund" else []
        pd.testing.assert_frame_equal(
            before.tables[name].drop(columns=known_of_a_year),
            after.tables[name].drop(columns=known_of_a_year),
        )
    assert after.tables["survey_members"]["wave"].tolist() == [2019] * 4
    assert len(after.rejected) == len(before.rejected)


def test_the_chosen_plan_is_read_like_the_plan_of_a_year(tmp_path):
    settings = write_project(tmp_path)
    path = write_xlsx(tmp_path / "keuze.xlsx", {"Actieplan": PLAN})
    cleaned = clean_file(settings, "activities", path, year=2025)
    assert list(cleaned.tables) == ["activities"]
    assert len(cleaned.tables["activities"]) == 1
    with pytest.raises(UsageError, match="geen bron 'plannen'"):
        clean_file(settings, "plannen", path, year=2025)


def test_a_project_adds_a_spelling_and_a_wrong_one_is_refused(tmp_path):
    settings = write_project(tmp_path)

    def with_spelling(code: str) -> CleanedYear:
        source = replace(settings.sources["helpdesk"], values={"channel": {"fax": code}})
        return clean_year(replace(settings, sources={**settings.sources, "helpdesk": source}), 2024)

    assert with_spelling("telephone").tables["helpdesk"]["channel"].tolist()[2] == "telephone"
    with pytest.raises(UsageError, match="onbekende code 'fax'"):
        with_spelling("fax")


def test_a_list_of_a_session_that_is_not_there_stops_the_work(tmp_path):
    settings = write_project(tmp_path)
    sheets = {"Overzicht": SESSIONS, **LISTS, "V99": LISTS["O01"]}
    write_xlsx(settings.raw / "2024" / "vormingen.xlsx", sheets)
    with pytest.raises(DataError, match=r'vormingen\.xlsx, blad "V99": sessie V99'):
        clean_year(settings, 2024)


def test_a_session_without_a_list_is_pointed_out(tmp_path):
    settings = write_project(tmp_path)
    lists = {title: rows for title, rows in LISTS.items() if title != "O01"}
    write_xlsx(settings.raw / "2024" / "vormingen.xlsx", {"Overzicht": SESSIONS, **lists})
    said = " | ".join(clean_year(settings, 2024).warnings)
    assert "sessies zonder aanwezigheidslijst: O01" in said


@pytest.mark.parametrize(
    ("file", "rows"),
    [
        ("website_registraties.csv", REGISTER[:1]),
        ("helpdesk.xlsx", {"Logboek": HELPDESK[:3]}),
        ("panel.xlsx", {"Ledenlijst": PANEL[:3]}),
    ],
)
def test_an_export_with_headings_alone_stops_the_work(tmp_path, file, rows):
    """Counted as it stands, it would say that nothing happened that year."""
    settings = write_project(tmp_path)
    path = settings.raw / "2024" / file
    write = write_csv if path.suffix == ".csv" else write_xlsx
    write(path, rows)
    with pytest.raises(DataError, match=f"{file}: geen enkele rij met gegevens"):
        clean_year(settings, 2024)


def test_a_missing_heading_stops_with_file_sheet_and_heading(tmp_path):
    settings = write_project(tmp_path)
    log = [list(row) for row in HELPDESK]
    log[2][2] = "Kanalen"
    write_xlsx(settings.raw / "2024" / "helpdesk.xlsx", {"Logboek": log})
    with pytest.raises(
        DataError, match=r'helpdesk\.xlsx, blad "Logboek": de kop "Kanaal".*Kanalen'
    ):
        clean_year(settings, 2024)


# ── properties ────────────────────────────────────────────────────────────────────────────

LINES = [
    *DAY[1:],
    ["1002", "10/4/24", "Fatou", "Diop", "", "Samen", "Gratis", "Checked In"],
    ["1003", "13/13/24", "Piet", "Claes", "", "", "Gratis", "Onbekende status"],
    ["1003", "13/13/24", "Piet", "Claes", "", "", "Gratis", "Onbekende status"],
    ["1004", "", "", "", "", "", "", ""],
]  # fmt: skip
STEADY = [name for name in COLUMNS if name not in ("row", "attendance_id", "file")]


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return write_project(tmp_path_factory.mktemp("steady"))


def attendance_of(settings, *files: list[list[str]]) -> tuple[list[str], CleanedYear]:
    """Clean lists of the yearly day; returns the rows without their place, sorted."""
    folder: Path = settings.raw / "2024"
    for old in folder.glob("dag_van_de_4de_pijler*"):
        old.unlink()
    for number, lines in enumerate(files):
        write_csv(folder / f"dag_van_de_4de_pijler_{number}.csv", [DAY[0], *lines])
    cleaned = clean_year(settings, 2024)
    table = cleaned.tables["attendance"]
    steady = table[[name for name in STEADY if name in table]]
    return sorted(map(str, steady.itertuples(index=False))), cleaned


@property_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(len(LINES))), blanks=st.integers(0, 3), cut=st.integers(0, 6))
def test_row_order_blank_rows_and_a_split_change_nothing_but_order(settings, order, blanks, cut):
    expected, whole = attendance_of(settings, LINES)
    shuffled = [LINES[place] for place in order] + [[""] * len(DAY[0])] * blanks
    first, second = shuffled[:cut], shuffled[cut:]
    found, split = attendance_of(settings, first, second)
    assert found == expected
    day = split.accounting[split.accounting["source"] == "attendance_day"]
    assert day["kept"].sum() + day["merged"].sum() == len(LINES)
    assert len(split.rejected) == len(whole.rejected)


def test_more_satisfied_than_filled_in_a_form_is_refused(tmp_path):
    settings = write_project(tmp_path)
    rows = [list(row) for row in SESSIONS]
    rows[2] += ["Evaluaties", "Tevreden", "Kosten"]
    rows[3] += [12, 14, "€ 250,50"]
    path = tmp_path / "data" / "raw" / "2024" / "vormingen.xlsx"
    write_xlsx(path, {"Overzicht": rows, **LISTS})
    found = clean_year(settings, 2024)
    held = found.tables["sessions"].set_index("session_id").loc["V01"]
    assert (held["evaluations"], held["cost_eur"]) == (12, 250.5)
    assert held.isna()["satisfied"]
    assert "meer tevreden deelnemers" in " ".join(found.rejected["reason"])
