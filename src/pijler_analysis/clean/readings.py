"""How one cell was read, and how a column is read: once per distinct cell, then mapped back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, overload

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray
from pandas.api.types import pandas_dtype

from pijler_analysis.ingest.cells import Cell, fold, is_blank, text_of
from pijler_analysis.ingest.columns import CodedColumn, Codes
from pijler_analysis.reference import spellings
from pijler_analysis.schema.checks import DTYPES


class Reading(NamedTuple):
    """What a cell came to.

    ``rule`` is set where the value differs from what stood there, ``reason`` and ``expected``
    where (a part of) the cell could not be read. A blank cell has none of these.
    """

    value: Any = None
    rule: str = ""
    reason: str = ""
    expected: str = ""


CellReader = Callable[[Cell], Reading]


class Readings(Sequence[Reading]):
    """What the cells of a column came to, where most were read without a word.

    >>> readings = Readings(["a", "b"])
    >>> readings.note(1, Reading("B", "hersteld"))
    >>> readings.values, readings[0], readings[1].rule
    (['a', 'B'], Reading(value='a', rule='', reason='', expected=''), 'hersteld')
    """

    def __init__(self, values: list[Any]) -> None:
        self.values = values
        self.noted: dict[int, Reading] = {}

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> Readings:
        """Return readings made one by one."""
        if isinstance(readings, Readings):
            return readings
        found = cls([reading.value for reading in readings])
        found.noted = {
            code: reading for code, reading in enumerate(readings)
            if reading.rule or reading.reason
        }  # fmt: skip
        return found

    def note(self, code: int, reading: Reading) -> None:
        """Take over how one cell was read."""
        self.values[code] = reading.value
        if reading.rule or reading.reason:
            self.noted[code] = reading

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, code: int) -> Reading: ...
    @overload
    def __getitem__(self, code: slice) -> list[Reading]: ...
    def __getitem__(self, code: int | slice) -> Reading | list[Reading]:
        if isinstance(code, slice):
            return [self[one] for one in range(*code.indices(len(self)))]
        return self.noted.get(range(len(self))[code]) or Reading(self.values[code])


ColumnReader = Callable[[Sequence[Cell]], Sequence[Reading]]
"""A reader of the distinct cells of a column; it may look at all of them before reading one."""

_LONGEST_BLANK = 40
"""Characters; longer texts are not compared with the words that say nothing is known."""
_EPOCH = date(1970, 1, 1).toordinal()
_NO_DAY = np.iinfo(np.int64).min

BLANK = Reading()
NOT_FILLED_IN = Reading(None, "niet ingevuld")
_EXCEL_ERROR = re.compile(r"#(?:N/A|N/B|REF!|VERW!|VALUE!|WAARDE!|DIV/0!|DEEL/0!|NAME\?|NAAM\?"
                          r"|NUM!|GETAL!|NULL!|LEEG!)")  # fmt: skip


def unreadable(reason: str, expected: str) -> Reading:
    """Return the reading of a cell that must be reported."""
    return Reading(None, "", reason, expected)


def each(read_cell: CellReader, *, dates: bool = False, blanks: bool = True) -> ColumnReader:
    """Turn a reader of one cell into a reader of a column.

    Blank cells and Excel's error texts are dealt with here.

    Parameters
    ----------
    dates : whether a date is expected; elsewhere Excel may have made one of "1-5"
    blanks : whether words such as "onbekend" or "n.v.t." say that there is no value
    """

    def read(cells: Sequence[Cell]) -> list[Reading]:
        return [_read_one(cell, read_cell, dates, blanks) for cell in cells]

    return read


def usually(are_usual: Callable[[Sequence[Cell]], list[bool]], read: ColumnReader) -> ColumnReader:
    """Turn a reader into one that is asked only about what is not written in the usual way.

    Parameters
    ----------
    are_usual : tells of each cell whether it is read as it stands
    read : reader of the others
    """

    def read_column(cells: Sequence[Cell]) -> Readings:
        readings = Readings(list(cells))
        others = [code for code, usual in enumerate(are_usual(cells)) if not usual]
        for code, reading in zip(others, read([cells[code] for code in others]), strict=True):
            readings.note(code, reading)
        return readings

    return read_column


def _read_one(cell: Cell, read_cell: CellReader, dates: bool, blanks: bool) -> Reading:
    if isinstance(cell, str):
        if is_blank(cell):
            return BLANK
        if cell[0] == "#" and _EXCEL_ERROR.fullmatch(cell.strip()):
            return unreadable("een foutmelding van Excel in plaats van een waarde", "een waarde")
        if blanks and says_blank(cell):
            return NOT_FILLED_IN
    elif isinstance(cell, date) and not dates:
        return unreadable("een datum in een kolom zonder datums", "de waarde als tekst")
    return read_cell(cell)


def says_blank(text: str) -> bool:
    """Tell whether a text says that nothing is known.

    >>> says_blank("N.v.t."), says_blank("niet"), says_blank("-")
    (True, False, True)
    """
    if len(text) > _LONGEST_BLANK or text[:1].isdigit() or "@" in text:
        return False
    return fold(text) in _blank_words()


@cache
def _blank_words() -> frozenset[str]:
    return frozenset(fold(word) for word in spellings("blank")["blank"])


def shown(value: Any) -> str:
    """Return a value as a Dutch reader would type it.

    >>> [shown(value) for value in (True, 1250.0, 7.5, date(2024, 3, 1), "vzw", None)]
    ['ja', '1250', '7,5', '01/03/2024', 'vzw', '']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return text_of(value).replace(".", ",")
    return text_of(value) if isinstance(value, date) else str(value)


def shape_of(cell: Any) -> str:
    """Return the type and length of a cell, for a column that may hold personal data.

    >>> shape_of("An Peeters"), shape_of(470123456.0), shape_of("")
    ('tekst, 10 tekens', 'getal, 9 tekens', '(leeg)')
    """
    if isinstance(cell, str):
        return f"tekst, {len(cell)} tekens" if cell else "(leeg)"
    text = shown(cell)
    if not text:
        return "(leeg)"
    if isinstance(cell, (date, datetime)):
        return "datum"
    return f"getal, {len(text)} tekens"


@dataclass(frozen=True)
class ReadColumn:
    """A column as read: its values, and per row the distinct cell that stands behind it.

    ``noted`` are the readings of the distinct cells that were changed or could not be read.
    """

    values: np.ndarray | ExtensionArray
    codes: Codes
    cells: list[Cell]
    noted: dict[int, Reading]

    def rows_of(self, wanted: list[int]) -> tuple[Codes, Codes]:
        """Return the rows that hold one of these distinct cells, and which of them each holds."""
        which = np.full(len(self.cells), -1)
        which[wanted] = np.arange(len(wanted))
        held = which[self.codes]
        rows = np.flatnonzero(held >= 0)
        return rows, held[rows]


def read_column(cells: Sequence[Cell], read: ColumnReader, dtype: str) -> ReadColumn:
    """Read each distinct cell of a column once and map the readings back.

    Parameters
    ----------
    cells : cells as found
    read : reader of the distinct cells
    dtype : one of the declared types (``schema.checks.DTYPES``), or ``"object"`` for a column that
        is only used on the way

    Returns
    -------
    ReadColumn with one value per cell; unreadable cells are missing
    """
    column = CodedColumn.of(cells)
    readings = Readings.of(read(column.distinct))
    values = _typed(readings.values, dtype)
    return ReadColumn(values.take(column.codes), column.codes, column.distinct, readings.noted)


def _typed(values: list[Any], dtype: str) -> np.ndarray | ExtensionArray:
    """Return the values of the distinct cells as an array of the declared type."""
    if dtype == "date":
        days = [_NO_DAY if value is None else value.toordinal() - _EPOCH for value in values]
        return np.array(days, dtype="datetime64[D]").astype(DTYPES[dtype])
    if dtype == "object":
        return np.array([*values, None], dtype=object)[:-1]
    return array_of(values, dtype)


def array_of(values: Sequence[Any] | np.ndarray, dtype: str) -> ExtensionArray:
    """Return values as an array of a declared type that knows missing values."""
    held = values if isinstance(values, np.ndarray) else list(values)
    return pd.array(held, dtype=_pandas_type(dtype))


@cache
def missing(dtype: str) -> ExtensionArray:
    """Return one missing value of a declared type, to be taken as often as there are rows."""
    return array_of([None], dtype)


@cache
def _pandas_type(dtype: str) -> Any:
    """Return the type behind a declared one; by its name pandas would look it up each time."""
    return pandas_dtype(DTYPES[dtype])
