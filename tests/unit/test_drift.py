"""Two years of exports compared: each change is one line, and sameness says nothing."""

import shutil
from dataclasses import replace

import pytest
from clean_files import FUND, FUND_GROUPS, HELPDESK, REGISTER, STEERING, write_csv, write_project
from clean_files import write_xlsx as write

from pijler_analysis.cli import main
from pijler_analysis.drift import Profile, compare, drift


@pytest.fixture
def settings(tmp_path):
    found = write_project(tmp_path)
    shutil.copytree(found.raw / "2024", found.raw / "2023")
    return replace(found, years=(2023, 2024), waves=())


def register(settings, rows) -> None:
    path = settings.raw / "2024" / "website_registraties.csv"
    write_csv(path, rows, delimiter=";", encoding="cp1252")


def test_the_same_exports_have_no_drift_and_the_first_year_has_nothing_before_it(settings):
    assert drift(settings, 2024) == []
    assert drift(settings, 2023) == []


def test_a_renamed_a_new_and_a_gone_heading_are_told_apart(settings):
    rows = [list(row) for row in REGISTER]
    rows[0][4] = "Postcodes"
    rows[0][18] = "Kleur"
    register(settings, rows)
    lines = drift(settings, 2024)
    assert len(lines) == 3
    assert 'de kop "Postcode" heet nu wellicht "Postcodes"; pas bron registrations aan' in lines[0]
    assert 'de kop "Nieuwsbrief" is verdwenen' in lines[1]
    assert 'de kop "Kleur" is nieuw' in lines[2]
    assert lines[0].startswith("website_registraties.csv: ")
    assert lines[0].endswith("(tegenover 2023)")


def test_a_code_never_seen_is_told_and_another_spelling_of_a_known_one_is_not(settings):
    log = [list(row) for row in HELPDESK]
    log[4][2], log[5][2] = "per e-mail", "postduif"
    write(settings.raw / "2024" / "helpdesk.xlsx", {"Logboek": log})
    [line] = drift(settings, 2024)
    assert 'nieuwe antwoorden in kolom "Kanaal": "postduif"' in line


def test_a_personal_value_in_a_column_of_codes_is_not_shown(settings):
    log = [list(row) for row in HELPDESK]
    log[4][2] = "an.peeters@hart.example"
    write(settings.raw / "2024" / "helpdesk.xlsx", {"Logboek": log})
    [line] = drift(settings, 2024)
    assert "peeters" not in line


@pytest.mark.parametrize(("number", "is_said"), [(12, False), (13, False), (14, True), (6, True)])
def test_far_more_or_fewer_rows_are_told(settings, number, is_said):
    for year, count in (("2023", 10), ("2024", number)):
        rows = [[f"S{n}", *STEERING[1][1:]] for n in range(count)]
        write_csv(settings.raw / year / "stuurgroep.csv", [STEERING[0], *rows], delimiter=";")
    lines = drift(settings, 2024)
    assert bool(lines) == is_said
    if is_said:
        assert (
            f"{number} rijen, dat is veel {'meer' if number > 10 else 'minder'} dan 10" in lines[0]
        )


def test_a_column_that_is_suddenly_empty_is_told(settings):
    rows = [[*row[:5], "", *row[6:]] if at else list(row) for at, row in enumerate(FUND)]
    write(settings.raw / "2024" / "fonds.xlsx", {"Aanvragen": rows}, groups=FUND_GROUPS)
    [line] = drift(settings, 2024)
    assert 'de kolom "Aanvraag · Gevraagd bedrag" is nu leeg (vroeger 100% ingevuld)' in line


def test_a_sheet_that_is_gone_is_a_line_among_the_others(settings):
    write(settings.raw / "2024" / "helpdesk.xlsx", {"Blad1": HELPDESK})
    rows = [list(row) for row in REGISTER]
    rows[0][18] = "Kleur"
    register(settings, rows)
    lines = drift(settings, 2024)
    assert any('het blad "Logboek" ontbreekt' in line for line in lines)
    assert any("Kleur" in line for line in lines)


def test_few_rows_say_nothing_of_their_number():
    old = Profile(rows=3, headings={}, filled={}, codes={})
    assert compare(old, replace(old, rows=9), source=None) == []


def test_check_says_it_before_anything_is_computed(settings, capsys):
    toml = settings.root / "pijler.toml"
    text = toml.read_text(encoding="utf-8")
    text = text.replace("[2019, 2020, 2021, 2022, 2023, 2024]", "[2023, 2024]")
    text = text.replace("reference_year = 2019", "reference_year = 2023")
    toml.write_text(text.replace("waves = [2019, 2024]", "waves = []"), encoding="utf-8")
    rows = [list(row) for row in REGISTER]
    rows[0][4] = "Postcodes"
    register(settings, rows)
    code = main(["--project", str(settings.root), "check", "2024"])
    said = capsys.readouterr()
    assert said.out.splitlines()[0].startswith('veranderd: website_registraties.csv: de kop "Post')
    assert code == 1
    assert 'de kop "Postcode" ontbreekt' in said.err
