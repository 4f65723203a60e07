"""The two lists that lose nothing: what was changed, and what could not be used.

Columns are named by their heading in the export, since that is where a colleague mends them.
A column that may hold personal data shows type and length only, and so does a cell of any other
column that holds an address, a telephone or account number or a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pijler_analysis.clean.identifiers import holds_identifier
from pijler_analysis.clean.readings import ReadColumn, array_of, shape_of, shown
from pijler_analysis.ingest.tables import Place
from pijler_analysis.schema.columns import COLUMNS

LOG = ("source", "file", "sheet", "row", "column", "old", "new", "rule")
REJECTED = (
    "source", "table", "file", "sheet", "row", "column", "value_shown", "reason", "expected",
    "effect",
)  # fmt: skip

ROW, VALUE = "row", "value"
"""Effects of a rejection: the whole row is set aside, or only the value is missing."""

_LONGEST = 60
_COUNTS = {"row", "read", "kept", "rejected", "merged", "furniture"}


class Change(NamedTuple):
    """A value that differs from what stood there."""

    place: Place
    heading: str | None
    old: str
    new: str
    rule: str


class Problem(NamedTuple):
    """A value, or a whole row, that could not be used; ``position`` is that of the row."""

    position: int
    name: str
    heading: str
    value_shown: str
    reason: str
    expected: str
    effect: str = VALUE


class Findings:
    """What was changed and rejected while a table was read."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self.changes: list[Change] = []
        self.problems: list[Problem] = []

    def add(self, column: ReadColumn, *, name: str, heading: str) -> None:
        """Take over the changed and the unreadable cells of a column as read."""
        is_personal = name in COLUMNS and COLUMNS[name].personal
        for code, cell, reading in column.noted():
            positions, old = column.positions(code), show(cell, is_personal)
            if reading.rule:
                new = show(reading.value, is_personal)
                self.changes += [
                    Change(self._places[position], heading, old, new, reading.rule)
                    for position in positions
                ]
            if reading.reason:
                self.problems += [
                    Problem(position, name, heading, old, reading.reason, reading.expected)
                    for position in positions
                ]

    def settle(
        self, name: str, heading: str, rows: Sequence[int], cells: Sequence[object],
        values: pd.Series, rule: str,
    ) -> None:  # fmt: skip
        """Log values that follow from other columns, at the rows where they differ."""
        is_personal = name in COLUMNS and COLUMNS[name].personal
        self.changes += [
            Change(self._places[row], heading, show(cells[row], is_personal),
                   show(_plain(values.iloc[row]), is_personal), rule)
            for row in rows
        ]  # fmt: skip


def _plain(value: Any) -> Any:
    """Return a value of a column as Python's own, and a missing one as None."""
    if value is pd.NA:
        return None
    return value.item() if isinstance(value, np.generic) else value


def show(value: object, is_personal: bool) -> str:
    """Return a value as a list may show it.

    >>> show("fax", False), show("An Peeters", True), show("an@hart.example", False)
    ('fax', 'tekst, 10 tekens', 'tekst, 15 tekens')
    """
    if is_personal:
        return shape_of(value)
    text = shown(value)
    if "@" in text or holds_identifier(text):
        return shape_of(value)
    if not text:
        return "(leeg)"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def listed(rows: Iterable[Sequence[object]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a table: numbers of rows are numbers, all else is text."""
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(
        {
            name: array_of(column, "integer" if name in _COUNTS else "string")
            for name, column in zip(columns, cells, strict=True)
        }
    )
