"""What ``pijler inspect --write`` makes of ``pijler.toml``, step by step as an analyst goes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import openpyxl
import pytest
from tool_exports import limesurvey

from pijler_analysis.cli import main
from pijler_analysis.settings import Settings, read_settings

HELPDESK = (
    "Nr;Datum;Kanaal;Organisatie;Vraag;Kleur\n1;12/03/2024;e-mail;Hart voor Benin;Wat kost het?;x\n"
)
GROUPED = [["Code", "Datum", "Titel", "Plaats"], ["VORMINGEN"],
           ["S1", "12/03/2024", "Starten met een project", "Gent"],
           ["S2", "19/03/2024", "Fondsen werven", "Online"], ["ONTMOETINGEN"],
           ["S3", "22/04/2024", "Netwerkavond", "Gent"]]  # fmt: skip


@pytest.fixture
def project(tmp_path) -> Path:
    folder = tmp_path / "nieuw"
    assert main(["init", str(folder)]) == 0
    return folder


def put(project: Path, year: int, name: str, content: str) -> Path:
    """Put an export in the folder of its year."""
    path = project / "data" / "raw" / str(year) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def write(project: Path, *paths: Path) -> Settings:
    assert main(["--project", str(project), "inspect", *map(str, paths), "--write"]) == 0
    return read_settings(project)


def test_a_new_project_has_no_source_of_another_organisation(project):
    settings = read_settings(project)
    written = tomllib.loads((project / "pijler.toml").read_text(encoding="utf-8"))
    assert [*written["sources"]] == ["activities"]
    assert settings.sources["activities"].optional
    assert (settings.field.organisations, settings.capacity.fte, settings.targets) == (0, 0, {})
    assert not (project / "data" / "questionnaires").exists()


def test_the_years_are_those_of_the_folders(project, capsys):
    later = put(project, 2024, "helpdesk_2024.csv", HELPDESK)
    earlier = put(project, 2023, "helpdesk_2023.csv", HELPDESK.replace("2024", "2023"))
    assert write(project, later).years == (2024,)
    settings = write(project, earlier)
    assert (settings.years, settings.reference_year) == ((2023, 2024), 2023)
    assert "years = [2023, 2024] (de jaren met exports)" in capsys.readouterr().err


def test_a_year_that_was_chosen_to_compare_with_stays(project):
    for year in (2022, 2023):
        put(project, year, "helpdesk.csv", HELPDESK.replace("2024", str(year)))
    write(project, *(project / "data" / "raw").glob("20*/*.csv"))
    settings = project / "pijler.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("reference_year = 2022", "reference_year = 2023"), "utf-8")
    assert write(project, put(project, 2024, "helpdesk.csv", HELPDESK)).reference_year == 2023


def test_a_file_from_elsewhere_changes_no_year(project, tmp_path):
    before = read_settings(project).years
    loose = tmp_path / "helpdesk.csv"
    loose.write_text(HELPDESK, encoding="utf-8")
    assert write(project, loose).years == before


def test_what_is_left_and_what_is_taken_for_granted_is_said(project, capsys):
    settings = write(project, put(project, 2024, "helpdesk.csv", HELPDESK))
    assert settings.sources["helpdesk"].columns["Kleur"] == ""
    assert 'niet gebruikt: "Kleur"' in capsys.readouterr().err
    sessions = "Code;Datum;Titel;Plaats\nS1;12/03/2024;Starten met een project;Gent\n"
    write(project, put(project, 2024, "vormingen.csv", sessions))
    assert 'session_kind is overal "training"' in capsys.readouterr().err


def test_sub_headings_that_are_codes_fill_their_column(project, capsys):
    path = put(project, 2024, "kalender vormingen.xlsx", "")
    book = openpyxl.Workbook()
    for row in GROUPED:
        book.active.append(row)
    book.save(path)
    assert write(project, path).sources["sessions"].subheadings == "session_kind"
    shown = capsys.readouterr()
    assert "session_kind: VORMINGEN, ONTMOETINGEN" in shown.out
    assert "geen kolom gevonden voor session_kind" not in shown.out


def test_a_comment_goes_where_its_source_gives_way(project):
    settings = project / "pijler.toml"
    old = (
        '\n# Het logboek van vroeger.\n[sources.helpdesk]\ntable = "helpdesk"\nfile = "log*.xlsx"\n'
        'layout = "log"\n\n# Van de buren, blijft.\n[sources.fund]\ntable = "fund"\n'
        'file = "fonds*.xlsx"\nlayout = "log"\n'
    )
    settings.write_text(settings.read_text(encoding="utf-8") + old, encoding="utf-8")
    write(project, put(project, 2024, "helpdesk.csv", HELPDESK))
    text = settings.read_text(encoding="utf-8")
    assert tomllib.loads(text)["sources"]["helpdesk"]["file"] == "helpdesk.csv"
    assert "van vroeger" not in text
    assert "Van de buren, blijft." in text
    assert "# ── Bronnen" in text


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ("smallest_cell = 5", "smallest_cell = 1", 2, "smallest_cell"),
        ("[protection]", "[protection", 3, "pijler.toml is niet leesbaar bij regel"),
    ],
)
def test_settings_that_do_not_work_stop_it_before_anything_is_written(
    project, tmp_path, capsys, old, new, code, told
):
    settings = project / "pijler.toml"
    assert old in settings.read_text("utf-8")
    settings.write_text(settings.read_text("utf-8").replace(old, new), "utf-8")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    survey = limesurvey(tmp_path)
    assert main(["--project", str(project), "inspect", str(survey), "--write"]) == code
    assert told in capsys.readouterr().err
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before
