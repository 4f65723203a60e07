"""What a human decided: corrections with a check on the old value, and answers sorted by hand."""

from dataclasses import replace

import openpyxl
import pytest
from clean_files import MEMBERS, STAKEHOLDERS, write_csv, write_project, write_xlsx

from pijler_analysis.clean.recode import FILE, read_recodes, write_recodes
from pijler_analysis.clean.year import answers_in_own_words, clean_year
from pijler_analysis.errors import DataError
from pijler_analysis.store import data_fingerprint

HEAD = ["Bron", "Sleutel", "Kolom", "Oud", "Nieuw", "Wie", "Waarom"]
SIGNED = ["An", "nagevraagd"]


@pytest.fixture
def settings(tmp_path):
    found = write_project(tmp_path)
    found.decisions.mkdir(parents=True, exist_ok=True)
    return found


def corrected(settings, *lines):
    write_xlsx(settings.decisions / "corrections.xlsx", {"Blad1": [HEAD, *lines]})
    cleaned = clean_year(settings, 2024)
    return cleaned, [line for line in cleaned.warnings if line.startswith("corrections.xlsx")]


def test_a_correction_is_applied_and_logged(settings):
    cleaned, said = corrected(
        settings,
        ["fund", "F2", "Aanvraag · Land", "Congo", "DR Congo", *SIGNED],
        ["helpdesk", 3, "asked_on", "31/02/2024", "28/02/2024", *SIGNED],
        ["attendance", "O01 rij 4", "is_present", "misschien", "ja", *SIGNED],
        ["fund", "F4", "requested_eur", "veel", 750, *SIGNED],
    )
    assert said == []
    assert cleaned.tables["fund"].set_index("application_id").loc["F2", "country"] == "CD"
    assert "3" in cleaned.tables["helpdesk"]["question_id"].tolist()
    assert cleaned.tables["fund"].set_index("application_id").loc["F4", "requested_eur"] == 750
    log = cleaned.log[cleaned.log["rule"] == "correctie van een mens"]
    assert sorted(log["new"]) == ["28/02/2024", "750", "DR Congo", "ja"]
    assert set(log["old"]) == {"Congo", "31/02/2024", "misschien", "veel"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (["fund", "F2", "Aanvraag · Land", "Togo", "Benin", *SIGNED], "oude waarde staat er niet"),
        (["fund", "F2", "country", "Togo", "Congo", *SIGNED], "de bron is intussen verbeterd"),
        (["fund", "F99", "country", "Togo", "Benin", *SIGNED], "geen rij met die sleutel"),
        (["fund", "F2", "Kleur", "rood", "blauw", *SIGNED], "geen kolom 'Kleur'"),
        (["fonds", "F2", "country", "Congo", "Benin", *SIGNED], "'fonds' staat niet in pijler"),
        (["fund", "F2", "country", "Congo", "Benin", "", "zomaar"], "wie en waarom"),
        (["registrations", "R0002", "status", "x", "y", *SIGNED], "meer dan een rij"),
    ],
)
def test_a_correction_that_does_not_fit_is_reported_and_changes_nothing(settings, line, why):
    before = clean_year(settings, 2024)
    cleaned, said = corrected(settings, line)
    assert len(said) == 1
    assert why in said[0]
    assert "rij 2" in said[0]
    assert cleaned.tables["fund"].equals(before.tables["fund"])
    assert cleaned.log.equals(before.log)


def test_a_personal_value_in_a_correction_stays_out_of_the_lists(settings):
    cleaned, said = corrected(
        settings, ["panel", "P001", "E-mail", "an@hart.example", "an@nieuw.example", *SIGNED],
        ["panel", "P002", "E-mail", "weg@hart.example", "an@geheim.example", *SIGNED],
    )  # fmt: skip
    assert cleaned.tables["panel"]["contact_email"].iloc[0] == "an@nieuw.example"
    assert not cleaned.log["new"].str.contains("nieuw", na=False).any()
    assert "geheim" not in said[0]
    assert "weg@" not in said[0]


def test_a_workbook_without_a_heading_is_refused_with_its_name(settings):
    write_xlsx(settings.decisions / "corrections.xlsx", {"Blad1": [HEAD[:-1], ["fund"]]})
    with pytest.raises(DataError, match=r"corrections\.xlsx.*Waarom"):
        clean_year(settings, 2024)


def test_a_decision_makes_the_build_stale(settings):
    settings = replace(settings, years=(2024,))
    before = data_fingerprint(settings)
    write_xlsx(settings.decisions / "corrections.xlsx", {"Blad1": [HEAD]})
    assert data_fingerprint(settings) != before


# ── andere, namelijk ──────────────────────────────────────────────────────────────────────


def survey_with_words(settings) -> None:
    lines = [list(row) for row in MEMBERS]
    lines[3][29] = "Geld zoeken"
    write_csv(settings.raw / "2024" / "bevraging_leden_limesurvey.csv", lines)
    answers = [list(row) for row in STAKEHOLDERS]
    answers[3][11] = "Financiën en fondsenwerving;Jongeren bereiken;"
    write_xlsx(settings.raw / "2024" / "bevraging_stakeholders.xlsx", {"Sheet1": answers})


def sort_answers(settings, **options: str) -> int:
    """Write the sheet, fill it in as a human does; returns how many were waiting."""
    path = settings.decisions / FILE
    waiting = write_recodes(path, answers_in_own_words(settings, [2024]), read_recodes(settings))
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows(min_row=2):
        row[2].value = options.get(row[1].value.split()[0], row[2].value)
    book.save(path)
    return waiting


def needs(cleaned, table: str) -> list[bool]:
    found = cleaned.tables[table]
    return found["need_financien"].fillna(False).tolist()


def test_a_written_answer_goes_out_and_comes_back_as_an_option(settings):
    survey_with_words(settings)
    before = clean_year(settings, 2024)
    assert sort_answers(settings, Geld="financien", Jongeren="vrijwilligers") == 2
    after = clean_year(settings, 2024)
    assert needs(before, "survey_members") == [False] * 4
    assert needs(after, "survey_members") == [False, False, True, False]
    assert after.tables["survey_stakeholders"]["need_vrijwilligers"].tolist()[2] is True
    rules = after.log["rule"].str.startswith("andere, namelijk")
    assert rules.sum() == 2
    unknown = after.rejected["reason"] == "onbekende keuze"
    assert (before.rejected["reason"] == "onbekende keuze").sum() == 1
    assert unknown.sum() == 0


def test_what_was_decided_is_not_asked_again(settings):
    survey_with_words(settings)
    assert sort_answers(settings, Geld="-") == 2
    assert sort_answers(settings) == 1
    assert needs(clean_year(settings, 2024), "survey_members") == [False] * 4
