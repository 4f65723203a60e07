"""Excel workbooks of today (.xlsx): looked over as a zip and as bytes, then read cell by cell.

Calamine reads; where it gives up on a sound file openpyxl does. What the reader found is held
against a count of the cells in the bytes of each sheet.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Sequence
from html import unescape
from pathlib import Path, PurePosixPath

from pijler_analysis.errors import FileError
from pijler_analysis.ingest.calamine import STRAY, read_calamine
from pijler_analysis.ingest.cells import Row
from pijler_analysis.ingest.grid import filled_cells, with_errors
from pijler_analysis.ingest.sheet_census import check_same, parse_sheet, parse_texts
from pijler_analysis.ingest.sheet_facts import Position, SheetFacts, empty_texts, scan_sheet
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.ingest.zipped import check_entries, xml_parts

DAMAGED = "is beschadigd en kan niet worden gelezen; vraag het opnieuw"
UNUSUAL = "is geen gewone Excel-werkmap; open ze in Excel en bewaar ze als .xlsx"
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError)

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SINCE_1904 = re.compile(rb"""\bdate1904\s*=\s*["'](?:1|true)["']""")
_STATED = re.compile(rb"""uniqueCount\s*=\s*["'](\d+)""")
_TEXTS = "xl/sharedStrings.xml"


class _Package:
    """The parts of a workbook that its sheets are judged on."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name
        self.parts: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(path) as archive:
                check_entries(self.name, archive)
                self.parts = {part.lower(): xml for part, xml in xml_parts(self.name, archive)}
        except _BROKEN_ZIP as error:
            raise FileError(f"{self.name} {DAMAGED}") from error
        except (NotImplementedError, RuntimeError) as error:
            raise FileError(f"{self.name} {UNUSUAL}") from error

    @property
    def is_since_1904(self) -> bool:
        return _SINCE_1904.search(self.parts["xl/workbook.xml"]) is not None

    def texts(self) -> bytes:
        return self.parts.get(_TEXTS.lower(), b"")

    def overstates_texts(self) -> bool:
        """Tell whether the workbook says it has more texts than it can: calamine trusts that."""
        texts = self.texts()
        stated = _STATED.search(texts[:1024])
        return stated is not None and int(stated[1]) > len(texts)

    def sheets(self) -> dict[str, bytes]:
        """Return the content of each sheet, by its title."""
        relations = map(_attributes, _RELATION.findall(self._part("xl/_rels/workbook.xml.rels")))
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        found = {}
        for entry in map(_attributes, _SHEET.findall(self._part("xl/workbook.xml"))):
            part = targets.get(entry.get("r:id") or entry.get("id"), "")
            found[entry.get("name", "")] = self._part(_absolute(part))
        return found

    def _part(self, part: str) -> bytes:
        if part.lower() not in self.parts:
            raise FileError(
                f"{self.name} is onvolledig: een onderdeel ontbreekt; vraag het opnieuw"
            )
        return self.parts[part.lower()]


def read_workbook(path: Path) -> list[Sheet]:
    """Read every sheet of a workbook, each row at its own number.

    Raises
    ------
    FileError
        If the workbook is damaged, protected, unsafe, too large to read, or read differently by
        two readers.
    """
    package = _Package(path)
    facts = _look_over(package)
    sheets = _read(package)
    notes = ("datums tellen vanaf 1904 (Excel voor Mac)",) if package.is_since_1904 else ()
    return [_completed(package, sheet, facts, notes) for sheet in sheets]


def _look_over(package: _Package) -> dict[str, SheetFacts]:
    """Go over each sheet as bytes, by patterns where those suffice."""
    empty = empty_texts(package.texts())
    found = {}
    for sheet, xml in package.sheets().items():
        facts = scan_sheet(xml, name=package.name, sheet=sheet, empty_texts=empty)
        found[sheet] = facts or _parsed(package, sheet, xml)
    return found


def _parsed(package: _Package, sheet: str, xml: bytes) -> SheetFacts:
    texts = parse_texts(package.texts()) if package.texts() else None
    return parse_sheet(xml, name=package.name, sheet=sheet, texts=texts)


def _read(package: _Package) -> list[Sheet]:
    """Read with calamine, or with openpyxl where calamine gives up."""
    if not package.overstates_texts():
        try:
            return read_calamine(package.path)
        except FileError as error:
            if STRAY in str(error):
                raise
    from pijler_analysis.ingest.openpyxl_reader import read_openpyxl

    return read_openpyxl(package.path)


def _completed(
    package: _Package, sheet: Sheet, facts: dict[str, SheetFacts], notes: tuple[str, ...]
) -> Sheet:
    """Hold a sheet against its bytes, and add what the reader does not tell."""
    name = str(sheet.name)
    found = facts.get(name, SheetFacts())
    if _count(sheet.rows, found.errors) != found.filled:
        found = _parsed(package, name, package.sheets()[name])
        check_same(sheet.rows, found, name=package.name, sheet=name)
    return Sheet(
        file=sheet.file,
        name=sheet.name,
        rows=with_errors(sheet.rows, found.errors),
        merges=sheet.merges,
        is_hidden=sheet.is_hidden,
        uncomputed=found.uncomputed,
        hidden_rows=found.hidden_rows,
        hidden_columns=found.hidden_columns,
        notes=sheet.notes + notes,
    )


def _count(rows: Sequence[Row], errors: dict[Position, str]) -> int:
    """Count the cells that hold something, those with an error value among them."""
    shown = sum(
        row < len(rows) and column < len(rows[row]) and rows[row][column] != ""
        for row, column in errors
    )
    return filled_cells(rows) + len(errors) - shown


def _attributes(element: bytes) -> dict[str, str]:
    """Return the attributes of an element.

    >>> _attributes(b'name="Thema&apos;s" state="hidden"')
    {'name': "Thema's", 'state': 'hidden'}
    """
    return {
        name.decode(): unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(element)
    }


def _absolute(target: str) -> str:
    return str(PurePosixPath("/xl") / target).lstrip("/")
