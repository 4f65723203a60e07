"""The two lists that lose nothing: what was changed, and what could not be used.

Columns are named by their heading in the export, since that is where a colleague mends them.
A column that may hold personal data shows type and length only, and so does a cell of any other
column that holds an address, a telephone or account number or a link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from pijler_analysis.clean.identifiers import holds_identifier
from pijler_analysis.clean.readings import ReadColumn, array_of, shape_of, shown
from pijler_analysis.ingest.columns import Codes, Place, Places
from pijler_analysis.schema.columns import COLUMNS

LOG = ("source", "file", "sheet", "row", "column", "old", "new", "rule")
REJECTED = (
    "source", "table", "file", "sheet", "row", "column", "value_shown", "reason", "expected",
    "effect",
)  # fmt: skip

ROW, VALUE = "row", "value"
"""Effects of a rejection: the whole row is set aside, or only the value is missing."""

LACKING = "verplichte waarde ontbreekt"
"""The reason why a row without something it must have is set aside."""

_LONGEST = 60
_NO_CODES = np.empty((0, 4), dtype=np.intp)
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


class Changes:
    """The values of a table that were changed, kept as columns: most of their texts return.

    Parameters
    ----------
    places : where each row of the table stands

    Examples
    --------
    >>> changes = Changes(Places.of([("a.csv", None, 2), ("a.csv", None, 3)]))
    >>> changes.add(np.array([1]), "Naam", [("an", "An", "hersteld")])
    >>> list(changes)
    [Change(place=('a.csv', None, 3), heading='Naam', old='an', new='An', rule='hersteld')]
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._numbers: defaultdict[str | None, int] = defaultdict(count().__next__)
        self._rows: list[Codes] = []
        self._texts: list[Codes] = []
        self._elsewhere: list[Change] = []

    def add(
        self, rows: Codes, heading: str, changed: Sequence[tuple[str, str, str]],
        which: Codes | None = None,
    ) -> None:  # fmt: skip
        """Add changes of a column.

        Parameters
        ----------
        rows : where they are
        changed : old, new and rule of each change; of each that differs where ``which`` is given
        which : for each row its change
        """
        number = self._numbers.__getitem__
        at = number(heading)
        texts = np.array(
            [(at, number(old), number(new), number(rule)) for old, new, rule in changed],
            dtype=np.intp,
        )
        self._rows.append(rows)
        self._texts.append(texts if which is None else texts[which])

    def put(self, changes: Iterable[Change]) -> None:
        """Add changes that are known one by one."""
        self._elsewhere += changes

    def __iter__(self) -> Iterator[Change]:
        yield from self.made_by(None)

    def made_by(self, rule: str | None) -> Iterator[Change]:
        """Yield the changes that a rule made; those of every rule where it is None."""
        known, asked = list(self._numbers), self._numbers.get(rule or "", -1)
        for rows, texts in zip(self._rows, self._texts, strict=True):
            wanted = slice(None) if rule is None else texts[:, -1] == asked
            places = self._places.taken(rows[wanted])
            for place, codes in zip(places, texts[wanted].tolist(), strict=True):
                yield Change(place, *(known[code] for code in codes))
        yield from (one for one in self._elsewhere if rule in (None, one.rule))

    def columns(self) -> tuple[Places, list[str | None], Codes]:
        """Return where the changes are, the texts, and of each the heading, old, new and rule."""
        number = self._numbers.__getitem__
        told = [list(map(number, one[1:])) for one in self._elsewhere]
        elsewhere = Places.of(one.place for one in self._elsewhere)
        places = self._places.taken(np.concatenate([*self._rows, np.empty(0, dtype=np.intp)]))
        codes = np.concatenate([*self._texts, np.array(told, dtype=np.intp).reshape(-1, 4)])
        return Places.joined([places, elsewhere]), list(self._numbers), codes


class Findings:
    """What was changed and rejected while a table was read."""

    def __init__(self, places: Places) -> None:
        self.changes = Changes(places)
        self.problems: list[Problem] = []

    def add(self, column: ReadColumn, *, name: str, heading: str) -> None:
        """Take over the changed and the unreadable cells of a column as read."""
        if not column.noted:
            return
        is_personal = name in COLUMNS and COLUMNS[name].personal
        changed = {code: one for code, one in column.noted.items() if one.rule}
        if changed:
            rows, which = column.rows_of(list(changed))
            shapes = [
                (show(column.cells[code], is_personal), show(one.value, is_personal), one.rule)
                for code, one in changed.items()
            ]
            self.changes.add(rows, heading, shapes, which)
        wrong = [code for code, reading in column.noted.items() if reading.reason]
        if wrong:
            rows, which = column.rows_of(wrong)
            for position, at in zip(rows.tolist(), which.tolist(), strict=True):
                reading = column.noted[wrong[at]]
                old = show(column.cells[wrong[at]], is_personal)
                self.problems.append(
                    Problem(position, name, heading, old, reading.reason, reading.expected)
                )

    def settle(
        self, name: str, heading: str, rows: Codes, cells: Sequence[object], values: pd.Series,
        rule: str,
    ) -> None:  # fmt: skip
        """Log values that follow from other columns, at the rows where they differ."""
        if not len(rows):
            return
        is_personal = name in COLUMNS and COLUMNS[name].personal
        changed = [
            (show(cells[row], is_personal), show(_plain(value), is_personal), rule)
            for row, value in zip(rows.tolist(), values.iloc[rows].tolist(), strict=True)
        ]
        self.changes.add(rows, heading, changed)


def origin_of(places: Places) -> dict[str, ExtensionArray]:
    """Return file, sheet and row of every row, as columns of their type."""
    found = {}
    for name, (values, codes) in places.columns().items():
        typed = array_of(values, COLUMNS[name].dtype)
        found[name] = typed if codes is None else typed.take(codes)
    return found


def log_of(changes: Sequence[tuple[str, Changes]]) -> pd.DataFrame:
    """Return the changes of several tables, each with the name of its source, as rows of ``LOG``.

    >>> changes = Changes(Places.of([("a.csv", None, 2)]))
    >>> changes.add(np.array([0]), "Naam", [("an", "An", "hersteld")])
    >>> log_of([("register", changes)]).drop(columns="row").iloc[0].tolist()
    ['register', 'a.csv', <NA>, 'Naam', 'an', 'An', 'hersteld']
    """
    found = [one.columns() for _, one in changes]
    sources = np.repeat(np.arange(len(found)), [len(places) for places, _, _ in found])
    starts = np.cumsum([0, *(len(texts) for _, texts, _ in found)])
    texts = array_of([text for _, known, _ in found for text in known], "string")
    codes = [own + start for (_, _, own), start in zip(found, starts, strict=False)]
    names = array_of([source for source, _ in changes], "string")
    return pd.DataFrame(
        {"source": names.take(sources)}
        | origin_of(Places.joined([places for places, _, _ in found]))
        | dict(zip(LOG[-4:], map(texts.take, np.concatenate([*codes, _NO_CODES]).T), strict=True))
    )


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
