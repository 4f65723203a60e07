"""What ``pijler inspect`` says of the files of the project, against their declared mapping."""

import json

import pytest
from clean_files import PROJECT

from pijler_analysis.cli import main
from pijler_analysis.inspection.report import as_json, inspect_file
from pijler_analysis.settings import read_settings

RAW = PROJECT / "data" / "raw" / "2024"
SETTINGS = read_settings(PROJECT)
LISTS = ("registrations", "invitations", "helpdesk", "sessions", "fund", "panel", "steering_group",
         "activities", "attendance_day")  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_the_project_is_mapped_as_a_person_mapped_it(name):
    source = SETTINGS.sources[name]
    (path,) = RAW.glob(source.file)
    found = as_json(inspect_file(path))
    proposed = {column["name"]: column["maps_to"] or "" for column in found["columns"]}
    assert found["table"] == source.table
    assert {heading: proposed[heading] for heading in source.columns} == dict(source.columns)


def test_json_has_the_agreed_keys_and_masks_who_someone_is(capsys):
    path = str(RAW / "website_registraties_2024.csv")
    assert main(["inspect", path, "--json"]) == 0
    text = capsys.readouterr().out
    found = json.loads(text)
    assert (found["tool"], found["encoding"], found["delimiter"]) == ("unknown", "cp1252", ";")
    assert (found["header_rows"], found["data_rows"]) == (1, 1171)
    assert (found["first_row"], found["last_row"], found["sheet"]) == (2, 1172, None)
    assert "@" not in text.replace("xx@", "").replace("x@x", "").replace("9@x", "")
    assert "Keita" not in text


def test_several_files_give_a_list(capsys):
    paths = [str(path) for path in sorted(RAW.glob("panel*")) + sorted(RAW.glob("stuurgroep*"))]
    assert main(["inspect", *paths, "--json"]) == 0
    assert [one["file"] for one in json.loads(capsys.readouterr().out)] == [
        "panel_2024.xlsx", "stuurgroep_2024.csv"
    ]  # fmt: skip
