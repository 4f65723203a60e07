"""The order of rows and columns, a split in two files and blank rows change nothing that matters.

On the exports of the sample: the titles and headings stay on top, the rows of data are what is
shuffled, cut and padded. Of two rows with one key and other content the first is kept, so rows are
taken here that have no such double.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pijler_analysis.clean.rows import CleanTable, Context, clean_rows, join_parts
from pijler_analysis.clean.year import RECIPES
from pijler_analysis.ingest.files import read_sheets
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.ingest.tables import read_source
from pijler_analysis.settings import read_settings

PROJECT = Path(__file__).parents[2]
SETTINGS = read_settings(PROJECT)
FILES = {
    "registrations": "website_registraties_2024.csv",
    "helpdesk": "helpdesk_2024.xlsx",
    "fund": "fonds_2024.xlsx",
    "panel": "panel_2024.xlsx",
    "steering_group": "stuurgroep_2024.csv",
}
TAKEN = 30


@cache
def sheet_of(name: str) -> tuple[Sheet, int]:
    """Return the head of an export of the sample, and how many rows its head is."""
    source = SETTINGS.sources[name]
    sheets = read_sheets(PROJECT / "data" / "raw" / "2024" / FILES[name])
    sheet = next(one for one in sheets if source.sheet in (None, one.name))
    headings = next(iter(source.columns)).split(" · ")[-1]
    head = 1 + next(place for place, row in enumerate(sheet.rows) if headings in row)
    return replace(sheet, rows=sheet.rows[: head + TAKEN], hidden_rows=frozenset()), head


def clean(name: str, *sheets: Sheet) -> CleanTable:
    source = SETTINGS.sources[name]
    given = {Path(sheet.file): [sheet] for sheet in sheets}
    raw = read_source(source, given, source.columns)
    return join_parts([clean_rows(raw, RECIPES[source.table], Context(SETTINGS, 2024))], name)


def content(found: CleanTable, name: str) -> pd.DataFrame:
    """Return the clean rows in the order of their key, without the place they stood at."""
    key = next(iter(found.table.columns))
    return found.table.drop(columns=["file", "row"]).sort_values(key, ignore_index=True)


def rejected(found: CleanTable) -> list[tuple]:
    return sorted(row[5:] for row in found.rejected)


def adds_up(found: CleanTable) -> bool:
    return all(row[3] == sum(row[4:]) for row in found.accounting)


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_row_order_a_split_and_blank_rows_change_nothing(name, data):
    sheet, head = sheet_of(name)
    expected = clean(name, sheet)
    body = data.draw(st.permutations(sheet.rows[head:]))
    cut = data.draw(st.integers(0, len(body)))
    blanks = [[""] * len(sheet.rows[0])] * data.draw(st.integers(0, 4))
    parts = [
        replace(sheet, rows=[*sheet.rows[:head], *rows, *blanks], file=f"{number}_{sheet.file}")
        for number, rows in enumerate((body[:cut], body[cut:]))
    ]
    found = clean(name, *parts)
    pd.testing.assert_frame_equal(content(found, name), content(expected, name))
    assert rejected(found) == rejected(expected)
    assert adds_up(found)


@pytest.mark.parametrize("name", [name for name in FILES if name != "fund"])
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_column_order_changes_nothing(name, data):
    sheet, head = sheet_of(name)
    width = max(map(len, sheet.rows))
    order = data.draw(st.permutations(range(width)))
    padded = [[*row, *[""] * (width - len(row))] for row in sheet.rows]
    titles = padded[: head - 1]
    moved = [[row[place] for place in order] for row in padded[head - 1 :]]
    expected = clean(name, replace(sheet, rows=[*titles, *without_lone(padded[head - 1 :])]))
    found = clean(name, replace(sheet, rows=[*titles, *without_lone(moved)]))
    pd.testing.assert_frame_equal(content(found, name), content(expected, name))
    assert rejected(found) == rejected(expected)


def without_lone(rows: list[list]) -> list[list]:
    """Leave sub-headings and totals out: they have their place in the first columns."""
    return [
        row for row in rows
        if sum(cell != "" for cell in row) > 2
        and not any(str(cell).startswith("Totaal") for cell in row)
    ]  # fmt: skip
