"""A second reading of a sheet by an XML parser, for what patterns cannot see or do not agree on.

It lists which cells hold something. Where that differs from what the reader found, the file is
refused with the cell: one of the two would be a wrong number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.parsers import expat

from pijler_analysis.errors import FileError, place
from pijler_analysis.ingest.cells import Row, column_letters, is_blank
from pijler_analysis.ingest.sheet_facts import (
    Position,
    SheetFacts,
    check_grid,
    column_position,
    disorder,
)

_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_TRUE = ("1", "true")
_LAST_COLUMN = 16_384


def parse_sheet(xml: bytes, *, name: str, sheet: str, texts: list[bool] | None) -> SheetFacts:
    """Go over a sheet with an XML parser.

    Parameters
    ----------
    xml : the part of the zip
    name, sheet : for the messages
    texts : for each shared text whether it shows something; None where there are none

    Raises
    ------
    FileError
        If rows or cells are doubled or out of order, the grid is larger than the table can be, or
        the part is no XML.
    """
    census = _Census(name, sheet, texts or [])
    _parse(xml, census, name=name, sheet=sheet)
    facts = census.facts()
    check_grid(facts, name=name, sheet=sheet)
    return facts


def parse_texts(xml: bytes) -> list[bool]:
    """Tell for each shared text whether it shows something."""
    reader = _Texts()
    _parse(xml, reader, name="", sheet="")
    return reader.shows


def check_same(rows: Sequence[Row], facts: SheetFacts, *, name: str, sheet: str) -> None:
    """Stop where the cells a reader found are not those of the census.

    Raises
    ------
    FileError
        Naming the first cell on which the two differ.
    """
    read = {
        (number, column)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if not is_blank(cell)
    }
    differ = read ^ ((facts.positions or frozenset()) - facts.errors.keys())
    if differ:
        row, column = min(differ)
        raise FileError(
            f"{place(name, sheet=sheet)}, cel {column_letters(column)}{row + 1}: twee lezers "
            "lezen een andere inhoud; open het bestand in Excel en bewaar het opnieuw"
        )


def _parse(xml: bytes, reader: _Census | _Texts, *, name: str, sheet: str) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise FileError(
            f"{place(name, sheet=sheet)} is beschadigd (regel {error.lineno}); vraag het opnieuw"
        ) from error


class _Texts:
    """Collects, per shared text, whether it shows something; how it sounds does not count."""

    def __init__(self) -> None:
        self.shows: list[bool] = []
        self._inside = self._sounded = False

    def start(self, element: str, _: dict[str, str]) -> None:
        kind = element.rpartition(" ")[2]
        if kind == "si":
            self.shows.append(False)
        self._sounded = self._sounded or kind == "rPh"
        self._inside = kind == "t" and not self._sounded

    def end(self, element: str) -> None:
        kind = element.rpartition(" ")[2]
        self._inside = self._inside and kind != "t"
        self._sounded = self._sounded and kind != "rPh"

    def text(self, text: str) -> None:
        if self._inside and self.shows and not is_blank(text):
            self.shows[-1] = True


class _Census:
    """Collects the cells of a sheet as the parser passes them."""

    def __init__(self, name: str, sheet: str, texts: list[bool]) -> None:
        self.name, self.sheet, self.texts = name, sheet, texts
        self.row = self.column = -1
        self.width = 0
        self.seen: set[Position] = set()
        self.filled: set[Position] = set()
        self.errors: dict[Position, str] = {}
        self.uncomputed: list[str] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._type, self._value, self._has_formula = "n", "", False
        self._inside = self._sounded = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        kind = element.rpartition(" ")[2]
        if kind == "row":
            self._start_row(attributes)
        elif kind == "c":
            self._start_cell(attributes)
        elif kind == "f":
            self._has_formula = True
        elif kind == "col" and attributes.get("hidden") in _TRUE:
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.hidden_columns |= set(range(first - 1, min(last, _LAST_COLUMN)))
        elif kind == "rPh":
            self._sounded = True
        self._inside = kind == "v" or (kind == "t" and not self._sounded)

    def text(self, text: str) -> None:
        if self._inside:
            self._value += text

    def end(self, element: str) -> None:
        kind = element.rpartition(" ")[2]
        if kind == "c":
            self._end_cell()
        elif kind == "rPh":
            self._sounded = False
        if kind in ("v", "t"):
            self._inside = False

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self.row + 2)) - 1
        if number <= self.row:
            raise disorder(self.name, self.sheet)
        self.row, self.column = number, -1
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.add(number)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        row = int(reference[2]) - 1 if reference else self.row
        self.column = column_position(reference[1]) if reference else self.column + 1
        self.width = max(self.width, self.column + 1)
        if row != self.row or (row, self.column) in self.seen:
            raise disorder(self.name, self.sheet, attributes.get("r", ""))
        self.seen.add((row, self.column))
        self._type, self._value, self._has_formula = attributes.get("t", "n"), "", False

    def _end_cell(self) -> None:
        position, value = (self.row, self.column), self._value
        if self._has_formula and not value.strip() and self._type != "str":
            self.uncomputed.append(f"{column_letters(self.column)}{self.row + 1}")
        if self._type == "e":
            self.errors[position] = value
        if self._shows(value):
            self.filled.add(position)

    def _shows(self, value: str) -> bool:
        if self._type != "s" or not value.strip().isdigit():
            return not is_blank(value)
        number = int(value)
        return number >= len(self.texts) or self.texts[number]

    def facts(self) -> SheetFacts:
        return SheetFacts(
            last_row=self.row + 1,
            width=self.width,
            cells=len(self.seen),
            filled=len(self.filled),
            errors=self.errors,
            uncomputed=tuple(self.uncomputed),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            positions=frozenset(self.filled),
        )
