"""A support centre nobody wrote the readers for: inspected, mapped, built, compared with its truth.

What an analyst does for it is what this does: an empty project, the exports in the folders of their
years, ``pijler inspect --write`` on each, ``pijler build``.
"""

from __future__ import annotations

import json

import pytest
from meanings import MEANINGS
from organisation import YEARS, write_year
from survey_file import BLOCKS, CHALLENGES

from pijler_analysis.cli import COMMANDS, main
from pijler_analysis.project import open_project
from pijler_analysis.protect.pseudonyms import VARIABLE

pytestmark = pytest.mark.skipif(
    "inspect" not in {command.NAME for command in COMMANDS}, reason="there is no pijler inspect yet"
)

TOOLS = {
    "Contacten_leden": "civicrm", "Bevraging": "ms_forms", "osticket": "osticket",
    "zammad": "zammad", "Vormingskalender": "unknown", "eventbrite": "eventbrite",
    "Projectenfonds": "unknown", "odoo": "odoo", "stuurgroep": "unknown",
}  # fmt: skip
"""How a file's name begins, and what ``inspect`` calls the tool it came from."""


@pytest.fixture(scope="module")
def own_key_file():
    """Keep the tests away from the key of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def project(tmp_path_factory, own_key_file):
    """The project with its exports in place, and the truth of each year."""
    folder = tmp_path_factory.mktemp("second") / "grensland"
    own_key_file.setenv(VARIABLE, str(folder.parent / "pseudoniemen.key"))
    assert main(["init", str(folder)]) == 0
    truth = {}
    for year in YEARS:
        raw = folder / "data" / "raw" / str(year)
        raw.mkdir(parents=True, exist_ok=True)
        truth[year] = write_year(raw, year)
    return folder, truth


@pytest.fixture(scope="module")
def built(project):
    """The project after ``inspect --write`` on every file and one ``build``."""
    folder, truth = project
    for path in _files(folder):
        assert main(["--project", str(folder), "inspect", str(path), "--write"]) == 0, path.name
    assert main(["--project", str(folder), "build", *map(str, YEARS)]) == 0
    return open_project(folder), truth


def _files(folder):
    return sorted((folder / "data" / "raw").glob("20*/*"))


def _inspect(folder, path, capsys):
    """What ``inspect`` tells a program of a file."""
    capsys.readouterr()
    main(["--project", str(folder), "inspect", str(path), "--json"])
    return json.loads(capsys.readouterr().out)


def test_each_file_is_recognised_and_its_rows_are_counted(project, capsys):
    folder, truth = project
    wrong = {}
    for path in _files(folder):
        found = _inspect(folder, path, capsys)
        tool = next(tool for begin, tool in TOOLS.items() if path.name.startswith(begin))
        rows = truth[int(path.parent.name)].rows[path.name]
        if (found["tool"], found["data_rows"]) != (tool, rows):
            wrong[path.name] = (found["tool"], found["data_rows"]), (tool, rows)
    assert not wrong


def test_nine_of_ten_headings_that_have_a_meaning_are_proposed_right(project, capsys):
    folder, _ = project
    right, wrong = 0, []
    for path in _files(folder):
        table, meanings = next(m for begin, m in MEANINGS.items() if path.name.startswith(begin))
        found = _inspect(folder, path, capsys)
        for column in found["columns"]:
            heading = column["name"].split(" · ")[-1].strip()
            if heading in meanings:
                proposed = column["maps_to"] if found["table"] == table else None
                right += proposed == meanings[heading]
                if proposed != meanings[heading]:
                    wrong.append((path.name, heading, proposed))
    assert right >= 150
    assert len(wrong) <= right / 9, wrong
    assert not [miss for miss in wrong if miss[2] is not None], "better no meaning than a wrong one"


@pytest.mark.parametrize("year", YEARS)
def test_totals_are_those_of_the_truth(built, year):
    project, truth = built
    found, wanted = totals(project.load(year)), truth[year].totals
    assert set(found) == set(wanted)
    off = {name: (found[name], wanted[name]) for name in wanted if found[name] != wanted[name]}
    assert not off, f"found, wanted: {off}"


def totals(data) -> dict[str, float]:
    """The totals of the truth, counted in the clean tables of a year."""
    active = data.registrations.query("registration_status == 'active'")
    panel, fund = data.panel, data.fund
    return {
        "registrations": len(data.registrations),
        "active_registrations": len(active),
        "active_diaspora": active["is_diaspora"].sum(),
        "active_without_diaspora_answer": active["is_diaspora"].isna().sum(),
        "new_registrations": (data.registrations["registered_on"].dt.year == data.year).sum(),
        "questions": len(data.helpdesk),
        "open_questions": data.helpdesk["answered_on"].isna().sum(),
        "questions_by_telephone": (data.helpdesk["channel"] == "telephone").sum(),
        "questions_before_july": (data.helpdesk["asked_on"].dt.month < 7).sum(),
        "questions_diaspora": (data.helpdesk["asker"] == "diaspora").sum(),
        "sessions": len(data.sessions),
        "trainings": (data.sessions["session_kind"] == "training").sum(),
        "meetings": (data.sessions["session_kind"] == "meeting").sum(),
        "sessions_before_july": (data.sessions["held_on"].dt.month < 7).sum(),
        "enrolled_before_july": (data.attendance["enrolled_on"].dt.month < 7).sum(),
        "attendances": len(data.attendance),
        "attendances_present": data.attendance["is_present"].sum(),
        "applications": len(fund),
        "approved": (fund["decision"] == "granted").sum(),
        "requested_eur": round(fund["requested_eur"].sum(), 2),
        "granted_eur": round(fund["granted_eur"].sum(), 2),
        "panel_members": len(panel),
        "panel_migration_background": panel["has_migration_background"].sum(),
        "panel_present_spring": panel["was_present_spring"].sum(),
        "steering_members": len(data.steering_group),
        "steering_meetings_present": data.steering_group["meetings_present"].sum(),
        **survey_totals(data.survey_members),
    }


def survey_totals(answers) -> dict[str, float]:
    """Answers per item; satisfied are the two highest of five."""
    satisfaction = {block: answers[f"satisfaction_{block}"] for block in BLOCKS}
    return {
        "responses": len(answers),
        "ethical_code": answers["has_ethical_code"].sum(),
        **{f"answered.{block}": given.notna().sum() for block, given in satisfaction.items()},
        **{f"satisfied.{block}": (given >= 4).sum() for block, given in satisfaction.items()},
        **{f"need.{one}": answers[f"need_{one}"].sum() for one in CHALLENGES},
    }
