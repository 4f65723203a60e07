"""Values that stand elsewhere than in a column of their own, and those that stand nowhere."""

import csv
from pathlib import Path

import pytest

from pijler_analysis.clean.rows import CleanPart, Context, clean_rows
from pijler_analysis.clean.year import RECIPES
from pijler_analysis.errors import DataError
from pijler_analysis.ingest.files import read_sheets
from pijler_analysis.ingest.tables import read_source
from pijler_analysis.settings import Source, read_settings

PROJECT = Path(__file__).parents[2]
SESSIONS = {"Code": "session_id", "Datum": "held_on", "Plaats": "place", "Soort": "session_kind"}


def clean(folder: Path, table: str, columns: dict[str, str], *rows: list[str]) -> CleanPart:
    """Clean a text file with these headings and rows."""
    path = folder / "lijst.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, delimiter=";").writerows([list(columns), *rows])
    source = Source(name="lijst", table=table, file="*.csv", layout="csv", columns=columns)
    raw = read_source(source, {path: read_sheets(path)}, columns)
    return clean_rows(raw, RECIPES[table], Context(read_settings(PROJECT), 2024))


def test_a_place_tells_what_is_online_and_in_which_province_it_lies(tmp_path):
    places = ["Hasselt", "Online", "online (Zoom)", "via Teams", "Leuven en online", ""]
    rows = [[f"S{at}", "12/03/2024", place, "vorming"] for at, place in enumerate(places)]
    part = clean(tmp_path, "sessions", SESSIONS, *rows)
    online = part.kept["is_online"].astype("object")
    assert online.where(online.notna(), None).tolist() == [False, True, True, True, None, None]
    assert part.kept["province"].tolist()[0] == "Limburg"
    assert part.kept["province"].isna().sum() == 5
    logged = [(change.old, change.new) for change in part.changes if "online" in change.rule]
    assert logged == [
        ("Hasselt", "nee"), ("Online", "ja"), ("online (Zoom)", "ja"), ("via Teams", "ja")
    ]  # fmt: skip


def test_a_column_of_its_own_goes_before_the_place(tmp_path):
    columns = SESSIONS | {"Online?": "is_online", "Postcode": "postcode"}
    row = ["S1", "12/03/2024", "Hasselt", "vorming", "ja", "onleesbaar"]
    part = clean(tmp_path, "sessions", columns, row)
    assert part.kept["is_online"].tolist() == [True]
    assert part.kept["province"].isna().all()


def test_a_required_column_that_stands_nowhere_stops_the_work(tmp_path):
    columns = {heading: name for heading, name in SESSIONS.items() if name != "session_kind"}
    with pytest.raises(DataError, match=r"lijst\.csv: .*session_kind.*sources\.lijst\.columns"):
        clean(tmp_path, "sessions", columns, ["S1", "12/03/2024", "Hasselt"])


def test_a_year_alone_will_do_where_only_the_year_counts(tmp_path):
    columns = {"Nr": "member_id", "Lid sinds": "member_since"}
    rows = [["1", "2019"], ["2", "03/05/2020"], ["3", "219"]]
    part = clean(tmp_path, "steering_group", columns, *rows)
    assert part.kept["member_since"].dt.strftime("%Y-%m-%d").tolist()[:2] == [
        "2019-01-01", "2020-05-03"
    ]  # fmt: skip
    assert [change.rule for change in part.changes] == ["jaartal gelezen als 1 januari"]
    assert [problem.position for problem in part.problems] == [2]


def test_a_year_alone_is_no_day_on_which_a_session_was_held(tmp_path):
    part = clean(tmp_path, "sessions", SESSIONS, ["S1", "2024", "Hasselt", "vorming"])
    assert part.kept.empty
    assert part.problems[0].reason == "geen datum herkend"
