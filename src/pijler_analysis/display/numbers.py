"""Where a printed number comes from: a mark before it that no reader sees.

While the pages of a PDF are made, a number read from a table is :class:`Sourced`: it remembers its
cell. Whoever writes it out puts one private-use character before the digits and enters cell and
text under that character in a file. The typesetter takes the character out and tells on which page
it stood, so that ``numbers.json`` names the cell of every number on every page. Elsewhere (another
format, Jupyter, the tests) there are no marks, and numbers are plain.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from numbers import Integral, Real
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

FILE_VARIABLE = "PIJLER_NUMBERS"
"""The file in which a PDF being made collects its numbers, told to the cells that make it."""

FIRST_MARK = 0xF0000
MARK = re.compile("[\U000f0000-\U0010fffd]")
NAMES = ("4de", "11.11.11")
"""Names that hold digits."""

_DIGITS = re.compile(r"4de(?![a-z])|\d+(?:[.,]\d+)*")

Origin = tuple[tuple[str, Any], ...]
"""A cell by name: its table, what tells its row, its column."""


class Sourced(float):
    """A number that remembers its cell; what is computed from it is a plain number again."""

    origin: Origin

    def __new__(cls, value: float, origin: Origin) -> Sourced:
        """Tie a number to its cell."""
        made = super().__new__(cls, value)
        made.origin = origin
        return made

    def __abs__(self) -> Sourced:
        """Return its size, which a sentence prints beside *meer* or *minder*."""
        return Sourced(abs(float(self)), self.origin)


class SourcedCount(int):
    """The same for a whole number."""

    origin: Origin

    def __new__(cls, value: int, origin: Origin) -> SourcedCount:
        """Tie a number to its cell."""
        made = super().__new__(cls, value)
        made.origin = origin
        return made


def is_traced() -> bool:
    """Whether the numbers written now are those of a PDF."""
    return bool(os.environ.get(FILE_VARIABLE))


def origin(table: str, column: str, /, **row: Any) -> Origin:
    """Name a cell.

    >>> origin("accounting", "read", file="fonds.xlsx")
    (('from', 'accounting'), ('file', 'fonds.xlsx'), ('column', 'read'))
    """
    return (("from", table), *row.items(), ("column", column))


def sourced(value: Any, table: str, column: str, /, **row: Any) -> Any:
    """Return a number that remembers its cell; as it came where nothing is traced."""
    if not is_traced() or value is None or pd.isna(value):
        return value
    return _with_origin(value, origin(table, column, **row))


class Quoted(str):
    """A text that remembers its cell, so that a digit in it is told where it stands."""

    origin: Origin

    def __new__(cls, text: str, where: Origin) -> Quoted:
        """Tie a text to its cell."""
        made = super().__new__(cls, text)
        made.origin = where
        return made


def cited(table: pd.DataFrame, name: str, *, key: Sequence[str] = ()) -> pd.DataFrame:
    """Return a table whose numbers and texts remember their cells, for whoever prints them.

    Parameters
    ----------
    name : what the table is called in ``numbers.json``
    key : the columns that tell its rows apart

    Returns
    -------
    the same rows; as they came where nothing is traced
    """
    if not is_traced():
        return table
    places = [
        {str(name): value for name, value in one.items()}
        for one in table[list(key)].astype(str).to_dict("records")
    ]
    shown = table.copy()
    for column in table.columns:
        dtype = table[column].dtype
        if pd.api.types.is_bool_dtype(dtype) or not (
            pd.api.types.is_numeric_dtype(dtype) or pd.api.types.is_string_dtype(dtype)
        ):
            continue
        values = [
            _with_origin(value, origin(name, str(column), **place))
            for value, place in zip(table[column].tolist(), places, strict=True)
        ]
        shown[column] = pd.Series(values, table.index, dtype=object)
    return shown


def _with_origin(value: Any, where: Origin) -> Any:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return value
    if isinstance(value, str):
        return Quoted(value, where)
    if isinstance(value, Integral):
        return SourcedCount(int(value), where)
    return Sourced(float(value), where) if isinstance(value, Real) else value


def records(table: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the rows of a table, each value as it is; pandas itself would forget their cells."""
    columns = [table[column].tolist() for column in table.columns]
    return [dict(zip(table.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def tick(value: float) -> Any:
    """Return a value of a scale, which names itself."""
    return sourced(value, "scale", "place", at=value)


def marked(value: Any, digits: str) -> str:
    """Put the mark of a number before its digits; a plain number gets none."""
    if not isinstance(value, Sourced | SourcedCount) or not is_traced():
        return digits
    return _mark(value.origin, digits)


def marked_text(text: str, where: Origin) -> str:
    """Mark the digits in a text that stands in a table as it is, such as the name of a file."""
    if not is_traced() or MARK.search(text):
        return text
    return _DIGITS.sub(
        lambda found: found[0] if found[0] in NAMES else _mark(where, found[0]), text
    )


def quoted(text: str) -> str:
    """Mark the digits of a text that remembers its cell; another text stays as it is."""
    return marked_text(text, text.origin) if isinstance(text, Quoted) else text


def unmarked(text: str) -> str:
    """Return a text as a reader sees it."""
    return MARK.sub("", text)


def marks(texts: Sequence[str]) -> str:
    """Return the marks alone, to set where a drawing stands that cannot hold them."""
    return "".join(mark for text in texts for mark in MARK.findall(text))


def _mark(where: Origin, digits: str) -> str:
    register = _register(os.environ[FILE_VARIABLE])
    if (where, digits) not in register.codes:
        register.codes[where, digits] = FIRST_MARK + len(register.codes)
        register.file.write(json.dumps({"text": digits} | dict(where), default=str) + "\n")
    return chr(register.codes[where, digits]) + digits


@dataclass(frozen=True)
class _Register:
    """What each mark stands for, and the file it is entered in as it comes."""

    file: TextIO
    codes: dict[tuple[Origin, str], int] = field(default_factory=dict)


@cache
def _register(path: str) -> _Register:
    return _Register(Path(path).open("a", encoding="utf-8", buffering=1))


def registered(path: Path) -> dict[int, dict[str, Any]]:
    """Return the digits and the cell each mark stands for, by its code."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {FIRST_MARK + place: json.loads(line) for place, line in enumerate(lines)}
