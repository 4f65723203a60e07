"""Workbooks of LibreOffice (.ods): looked over as a zip and as XML, then read by calamine.

A cell or row may say that it is repeated a million times, so the grid is counted before anything
is laid out.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from xml.parsers import expat

from pijler_analysis.errors import FileError
from pijler_analysis.ingest.calamine import read_calamine
from pijler_analysis.ingest.cells import column_letters
from pijler_analysis.ingest.grid import with_errors
from pijler_analysis.ingest.sheet_facts import Position, SheetFacts, check_grid
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.ingest.zipped import check_entries, xml_parts

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_HIDDEN = ("collapse", "filter")
_MOST_HIDDEN = 1_048_576


def read_opendocument(path: Path) -> list[Sheet]:
    """Read every sheet of an .ods, each row at its own number.

    Raises
    ------
    FileError
        If it is damaged, protected, unsafe or too large to read.
    """
    content = _content(path)
    facts = _look_over(path.name, content)
    return [_completed(sheet, facts[str(sheet.name)]) for sheet in read_calamine(path)]


def _content(path: Path) -> bytes:
    damaged = f"{path.name} is beschadigd en kan niet worden gelezen; vraag het opnieuw"
    try:
        with zipfile.ZipFile(path) as archive:
            check_entries(path.name, archive)
            names = archive.namelist()
            if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
                raise FileError(
                    f"{path.name} heeft een wachtwoord; bewaar het bestand zonder wachtwoord"
                )
            parts = dict(xml_parts(path.name, archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError) as error:
        raise FileError(damaged) from error
    if _CONTENT not in parts:
        raise FileError(f"{path.name} is onvolledig: {_CONTENT} ontbreekt; vraag het opnieuw")
    return parts[_CONTENT]


def _look_over(name: str, content: bytes) -> dict[str, SheetFacts]:
    """Go over the sheets; returns what each holds, by its title."""
    reader = _Tables()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise FileError(
            f"{name} is beschadigd (regel {error.lineno}); vraag het opnieuw"
        ) from error
    for sheet, facts in reader.found.items():
        check_grid(facts, name=name, sheet=sheet)
    return reader.found


def _completed(sheet: Sheet, facts: SheetFacts) -> Sheet:
    return replace(
        sheet,
        rows=with_errors(sheet.rows, facts.errors),
        uncomputed=facts.uncomputed,
        hidden_rows=facts.hidden_rows,
        hidden_columns=facts.hidden_columns,
    )


def _local(attributes: dict[str, str]) -> dict[str, str]:
    """Return attributes without their namespaces, but for calcext's kind of value."""
    return {
        ("calcext-" if "calcext" in name else "") + name.rpartition(" ")[2]: value
        for name, value in attributes.items()
    }


class _Tables:
    """Collects what each table holds as the parser passes it."""

    def __init__(self) -> None:
        self.found: dict[str, SheetFacts] = {}
        self._depth = 0
        self.last_row = 0
        self._start_table({})

    def start(self, element: str, raw: dict[str, str]) -> None:
        kind, attributes = element.rpartition(" ")[2], _local(raw)
        if kind == "table":
            self._depth += 1
            if self._depth == 1:
                self._start_table(attributes)
        elif self._depth != 1:
            return
        elif kind == "table-column":
            self._pass_column(attributes)
        elif kind == "table-row":
            self._start_row(attributes)
        elif kind in ("table-cell", "covered-table-cell"):
            self._start_cell(attributes)

    def text(self, text: str) -> None:
        if self._depth == 1:
            self._shown += text

    def end(self, element: str) -> None:
        kind = element.rpartition(" ")[2]
        if kind == "table":
            self._depth -= 1
            if self._depth == 0:
                self._end_table()
        elif self._depth == 1 and kind in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif self._depth == 1 and kind == "table-row":
            self._row += self._repeat
            if self._row_filled:
                self.last_row = self._row

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._name = attributes.get("name", "")
        self._row = self._column = self._passed = 0
        self._repeat, self._row_filled, self._shown = 1, False, ""
        self.last_row = self.width = self.cells = 0
        self._cell: dict[str, str] = {}
        self.errors: dict[Position, str] = {}
        self.uncomputed: list[str] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def _pass_column(self, attributes: dict[str, str]) -> None:
        repeat = int(attributes.get("number-columns-repeated", 1))
        if attributes.get("visibility") in _HIDDEN:
            last = min(self._passed + repeat, self._passed + _MOST_HIDDEN)
            self.hidden_columns |= set(range(self._passed, last))
        self._passed += repeat

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._repeat = int(attributes.get("number-rows-repeated", 1))
        self._column, self._row_filled = 0, False
        if attributes.get("visibility") in _HIDDEN:
            last = self._row + min(self._repeat, _MOST_HIDDEN)
            self.hidden_rows |= set(range(self._row, last))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._shown = attributes, ""

    def _end_cell(self) -> None:
        cell, shown = self._cell, self._shown.strip()
        repeat = int(cell.get("number-columns-repeated", 1))
        has_value = "value-type" in cell or bool(shown)
        if cell.get("calcext-value-type") == "error" or shown.startswith("Err:"):
            self.errors[self._row, self._column] = shown or "#N/A"
        elif "formula" in cell and not has_value:
            self.uncomputed.append(f"{column_letters(self._column)}{self._row + 1}")
        self._column += repeat
        if has_value:
            self._row_filled = True
            self.width = max(self.width, self._column)
            self.cells += min(repeat, 1000)

    def _end_table(self) -> None:
        self.found[self._name] = SheetFacts(
            last_row=self.last_row,
            width=self.width,
            cells=self.cells,
            errors=self.errors,
            uncomputed=tuple(self.uncomputed),
            hidden_rows=frozenset(row for row in self.hidden_rows if row < self.last_row),
            hidden_columns=frozenset(place for place in self.hidden_columns if place < self.width),
        )
