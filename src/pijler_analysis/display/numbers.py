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
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

FILE_VARIABLE = "PIJLER_NUMBERS"
"""The file in which a PDF being made collects its numbers, told to the kernel that makes it."""

FIRST_MARK = 0xF0000
MARK = re.compile("[\U000f0000-\U0010fffd]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")

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


def is_traced() -> bool:
    """Whether the numbers written now are those of a PDF."""
    return bool(os.environ.get(FILE_VARIABLE))


def origin(table: str, column: str, **row: Any) -> Origin:
    """Name a cell.

    >>> origin("accounting", "read", file="fonds.xlsx")
    (('table', 'accounting'), ('file', 'fonds.xlsx'), ('column', 'read'))
    """
    return (("table", table), *row.items(), ("column", column))


def sourced(value: Any, table: str, column: str, **row: Any) -> Any:
    """Return a number that remembers its cell; as it came where nothing is traced."""
    if not is_traced() or value is None or pd.isna(value):
        return value
    return Sourced(value, origin(table, column, **row))


def cited(table: pd.DataFrame, name: str, *, key: Sequence[str]) -> pd.DataFrame:
    """Return a table whose numbers remember their cells; as it came where nothing is traced.

    Parameters
    ----------
    name : what the table is called in ``numbers.json``
    key : the columns that tell its rows apart
    """
    if not is_traced():
        return table
    places = table[list(key)].astype(str).to_dict("records")
    numeric = [
        column
        for column in table.columns
        if column not in key and pd.api.types.is_numeric_dtype(table[column].dtype)
    ]
    found = {
        column: [
            sourced(value, name, str(column), **place)
            for value, place in zip(table[column].tolist(), places, strict=True)
        ]
        for column in numeric
    }
    return table.assign(
        **{column: pd.Series(values, table.index, dtype=object) for column, values in found.items()}
    )


def marked(value: Any, digits: str) -> str:
    """Put the mark of a number before its digits; a plain number gets none."""
    if not isinstance(value, Sourced) or not is_traced():
        return digits
    return _mark(value.origin, digits)


def marked_text(text: str, where: Origin) -> str:
    """Mark the digits in a text that stands in a table as it is, such as the name of a file."""
    if not is_traced() or MARK.search(text):
        return text
    return _DIGITS.sub(lambda found: _mark(where, found.group()), text)


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
