"""The truth of the second support centre, recounted from its files by another road.

Plain reading with ``csv`` and ``openpyxl``, knowing where everything stands; no reader of ours.
"""

from __future__ import annotations

import csv

import pytest
from activity_files import KINDS
from openpyxl import load_workbook
from organisation import YEARS, write_year
from survey_file import BLOCKS, CHALLENGES, SCALE


@pytest.fixture(scope="module", params=YEARS)
def written(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(str(request.param))
    return folder, write_year(folder, request.param)


def _rows(folder, pattern, *, skip=0, delimiter=","):
    """Cells of the one file that fits, without the first ``skip`` rows and the blank ones."""
    (path,) = folder.glob(pattern)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream, delimiter=delimiter))
    else:
        sheets = [s for s in load_workbook(path).worksheets if s.sheet_state == "visible"]
        rows = [list(row) for sheet in sheets for row in sheet.iter_rows(values_only=True)]
    return [row for row in rows[skip:] if any(cell not in (None, "") for cell in row)]


def _euro(cell) -> float:
    """A Belgian amount by hand: the last comma splits off cents, ``-`` alone is nothing."""
    if not isinstance(cell, str):
        return float(cell)
    text = cell.replace("€", "").replace("EUR", "").replace("\xa0", "").strip()
    if text == "-":
        return 0.0
    if text.endswith("k"):
        return 1000 * float(text[:-1])
    whole, _, cents = text.partition(",")
    return float(whole.replace(".", "")) + float(cents.replace("-", "0") or 0) / 100


def test_register(written):
    folder, truth = written
    header, *rows = _rows(folder, "Contacten*")
    status, diaspora = header.index("Status lidmaatschap"), header.index("Diaspora-organisatie")
    active = [row for row in rows if row[status] in ("Nieuw", "Huidig")]
    assert len(rows) == truth.totals["registrations"]
    assert len(active) == truth.totals["active_registrations"]
    assert sum(row[diaspora] == "Ja" for row in active) == truth.totals["active_diaspora"]
    assert all(row[header.index("Einde lidmaatschap")] for row in rows if row not in active)


def test_survey(written):
    folder, truth = written
    rows = _rows(folder, "Bevraging*", skip=1)
    assert len(rows) == truth.totals["responses"]
    for column, block in enumerate(BLOCKS, 7):
        answers = [row[column] for row in rows if row[column] in SCALE]
        assert len(answers) == truth.totals[f"answered.{block}"]
        good = [answer for answer in answers if answer in ("Tevreden", "Zeer tevreden")]
        assert len(good) == truth.totals[f"satisfied.{block}"]
    ticked = [option for row in rows for option in (row[17] or "").split(";")]
    for challenge, label in CHALLENGES.items():
        assert ticked.count(label) == truth.totals[f"need.{challenge}"]


def test_helpdesk(written):
    folder, truth = written
    if list(folder.glob("zammad*")):
        rows = [row for row in _rows(folder, "zammad*") if row[1]][1:]
        open_ones, calls = sum(row[16] is None for row in rows), [row[8] for row in rows]
        months = [row[14].month for row in rows]
    else:
        rows = _rows(folder, "osticket*", skip=1, delimiter=";")
        open_ones, calls = sum(row[9] == "Open" for row in rows), [row[8].lower() for row in rows]
        months = [int(row[1].split("/")[1]) for row in rows]
    assert len(rows) == truth.totals["questions"]
    assert open_ones == truth.totals["open_questions"]
    assert sum(month < 7 for month in months) == truth.totals["questions_before_july"]
    assert calls.count("phone") == truth.totals["questions_by_telephone"]


def test_sessions_and_attendance(written):
    folder, truth = written
    sessions = [row[0] for row in _rows(folder, "Vormingskalender*") if str(row[0]).isdigit()]
    attendances = _rows(folder, "eventbrite*", skip=1)
    present = [row for row in attendances if row[12] == "Checked In"]
    assert len(sessions) == len(set(sessions)) == truth.totals["sessions"]
    assert {row[1] for row in attendances} == set(sessions)
    early = sum(int(row[3].split("/")[0]) < 7 for row in attendances)
    assert early == truth.totals["enrolled_before_july"]
    assert len(attendances) == truth.totals["attendances"]
    assert len(present) == truth.totals["attendances_present"]


def test_sub_headings_tell_the_kind_of_session(written):
    folder, truth = written
    counts, heading = dict.fromkeys(KINDS.values(), 0), ""
    for row in _rows(folder, "Vormingskalender*"):
        heading = row[0] if row[0] in counts else heading
        counts[heading] = counts.get(heading, 0) + str(row[0]).isdigit()
    assert counts[KINDS["training"]] == truth.totals["trainings"]
    assert counts[KINDS["meeting"]] == truth.totals["meetings"]
    assert counts[KINDS["yearly_day"]] == 1


def test_fund(written):
    folder, truth = written
    rows = [row for row in _rows(folder, "Projectenfonds*") if str(row[0]).startswith("202")]
    assert len(rows) == truth.totals["applications"]
    assert sum(_euro(row[4]) for row in rows) == pytest.approx(truth.totals["requested_eur"])
    assert sum(_euro(row[9]) for row in rows) == pytest.approx(truth.totals["granted_eur"])
    (total,) = [row for row in _rows(folder, "Projectenfonds*") if row[0] == "TOTAAL"]
    assert (total[4], total[9]) == (truth.totals["requested_eur"], truth.totals["granted_eur"])


def test_panel_and_steering_group(written):
    folder, truth = written
    panel = _rows(folder, "odoo*", skip=1)
    assert len(panel) == len({row[0] for row in panel}) == truth.totals["panel_members"]
    assert sum(row[8] is True for row in panel) == truth.totals["panel_migration_background"]
    group = [row for row in _rows(folder, "stuurgroep*") if isinstance(row[0], int)]
    assert len(group) == truth.totals["steering_members"]
    assert sum(row[6] for row in group) == truth.totals["steering_meetings_present"]


def test_every_file_is_accounted_for(written):
    folder, truth = written
    assert {path.name for path in folder.iterdir()} == set(truth.rows)
