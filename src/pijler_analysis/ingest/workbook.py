"""Excel workbooks: looked over as a zip before they are parsed, then read cell by cell, untyped.

A workbook can declare a million cells in two kilobytes, hold a formula without its result, or
have rows out of order; ordinary readers give wrong numbers or end the process. Each of these is
found in the bytes of the sheet first.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from pijler_analysis.errors import FileError
from pijler_analysis.ingest.cells import Cell, Row
from pijler_analysis.ingest.sheets import Sheet

LARGEST_CONTENT = 500 * 1024**2
"""Bytes a workbook may unpack to."""
LARGEST_RATIO = 300
"""How many times smaller a large part may be packed."""
LARGEST_GRID = 20_000_000
"""Cells the used block of a sheet may span."""
EMPTY_GRID = 1_000_000
"""Above this a block must hold something in at least one of a hundred cells."""

_PROLOG = 1024
_SMALL_PART = 10 * 1024**2
_ROW = re.compile(rb'<row\b[^>]*?\sr="(\d+)"')
_PREFIXED_ROW = re.compile(rb'<\w+:row\b[^>]*?\sr="(\d+)"')
_WIDE = re.compile(rb'r="([A-Z]{2,3})\d')
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\st="e")[^>]*?\sr="([A-Z]+)(\d+)"[^>]*>'
    rb"(?:<(?:\w+:)?f[^>]*/>|<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>)?<(?:\w+:)?v>([^<]*)<"
)
_UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c\b(?![^>]*\st="str")[^>]*?\sr="([A-Z]+\d+)"[^>]*>'
    rb"<(?:\w+:)?f(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_PLAIN = {str, float, date, datetime}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class _Findings:
    """What the bytes of a sheet hold that a parser would drop without a word."""

    errors: dict[tuple[int, int], str]
    uncomputed: tuple[str, ...]


def read_workbook(path: Path) -> list[Sheet]:
    """Read every sheet of a workbook, each row at its own number.

    Raises
    ------
    FileError
        If the workbook is damaged, protected, unsafe or too large to read.
    """
    try:
        findings = _look_over(path)
        return list(_sheets(path, findings))
    except PasswordError as error:
        raise FileError(
            f"{path.name} heeft een wachtwoord; bewaar het bestand zonder wachtwoord"
        ) from error
    except (zipfile.BadZipFile, zlib.error, CalamineError, EOFError, OSError, KeyError) as error:
        raise FileError(
            f"{path.name} is beschadigd en kan niet worden gelezen; vraag het opnieuw"
        ) from error
    except (ElementTree.ParseError, NotImplementedError, RuntimeError) as error:
        raise FileError(
            f"{path.name} is geen gewone Excel-werkmap; open ze in Excel en bewaar ze als .xlsx"
        ) from error


def _sheets(path: Path, findings: dict[str, _Findings]) -> Iterator[Sheet]:
    workbook = CalamineWorkbook.from_path(str(path))
    for about in workbook.sheets_metadata:
        sheet = workbook.get_sheet_by_name(about.name)
        found = findings.get(about.name, _Findings({}, ()))
        rows = [_plain(row) for row in sheet.to_python(skip_empty_area=False)]
        yield Sheet(
            file=path.name,
            name=about.name,
            rows=_with_errors(rows, found.errors),
            merges=tuple(sheet.merged_cell_ranges or ()),
            is_hidden=about.visible != SheetVisibleEnum.Visible,
            uncomputed=found.uncomputed,
        )


def _plain(row: list[Any]) -> Row:
    """Keep text, numbers and dates; spell out what is none of these."""
    if set(map(type, row)) <= _PLAIN:
        return row
    return [_spelled(cell) for cell in row]


def _spelled(cell: Any) -> Cell:
    if isinstance(cell, bool):
        return "WAAR" if cell else "ONWAAR"
    if isinstance(cell, int):
        return float(cell)
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return cell


def _with_errors(rows: list[Row], errors: dict[tuple[int, int], str]) -> list[Row]:
    """Put Excel's error texts back in the cells the parser left empty."""
    if not errors:
        return rows
    restored = [list(row) for row in rows]
    for (row, column), text in errors.items():
        if row < len(restored) and column < len(restored[row]):
            restored[row][column] = text
    return restored


def _look_over(path: Path) -> dict[str, _Findings]:
    """Check a workbook as a zip, and each sheet as bytes; returns findings by sheet name."""
    with zipfile.ZipFile(path) as archive:
        _check_sizes(path, archive.infolist())
        names = archive.namelist()
        if "xl/workbook.xml" not in names:
            raise FileError(f"{path.name} is een zip-bestand, geen Excel-werkmap")
        found = {}
        for name in names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                found[name] = _look_at_sheet(path, archive.read(name))
            elif name.endswith((".xml", ".rels")):
                with archive.open(name) as stream:
                    _check_prolog(path, stream.read(_PROLOG))
        if not any(sheet.errors or sheet.uncomputed for sheet in found.values()):
            return {}
        return {
            title: found[part] for title, part in _parts_by_title(archive).items() if part in found
        }


def _check_sizes(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > LARGEST_CONTENT:
        raise FileError(f"{path.name} is te groot om te lezen; splits het bestand")
    for entry in entries:
        if entry.flag_bits & 1:
            raise FileError(
                f"{path.name} heeft een wachtwoord; bewaar het bestand zonder wachtwoord"
            )
        if entry.file_size > _SMALL_PART and entry.file_size > LARGEST_RATIO * max(
            entry.compress_size, 1
        ):
            raise FileError(
                f"{path.name} is verdacht sterk gecomprimeerd en wordt niet gelezen; "
                "kopieer de gegevens naar een nieuwe werkmap"
            )


def _check_prolog(path: Path, start: bytes) -> None:
    """Stop on declarations that can make a small file grow without end or read others."""
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise FileError(f"{path.name} bevat onveilige inhoud en wordt niet gelezen")


def _look_at_sheet(path: Path, xml: bytes) -> _Findings:
    """Check the grid and the order of the rows; find error cells and uncomputed formulas."""
    _check_prolog(path, xml[:_PROLOG])
    rows = [int(number) for number in _ROW.findall(xml) or _PREFIXED_ROW.findall(xml)]
    if any(later <= earlier for earlier, later in pairwise(rows)):
        raise FileError(
            f"{path.name}: rijen staan dubbel of door elkaar in het bestand; "
            "open het in Excel en bewaar het opnieuw"
        )
    _check_grid(path, xml, rows[-1] if rows else 0)
    errors = {}
    if b't="e"' in xml:
        for letters, row, text in _ERROR.findall(xml):
            errors[int(row) - 1, _position(letters)] = text.decode("utf-8", "replace")
    uncomputed = _UNCOMPUTED.findall(xml) if b"<f" in xml or b":f" in xml else []
    return _Findings(errors, tuple(cell.decode() for cell in uncomputed))


def _check_grid(path: Path, xml: bytes, last_row: int) -> None:
    columns = max((_position(found) + 1 for found in set(_WIDE.findall(xml))), default=26)
    grid = last_row * columns
    cells = xml.count(b"<c ") + xml.count(b":c ")
    if grid > EMPTY_GRID and grid > 100 * cells:
        raise FileError(
            f"{path.name}: er staat een losse cel ver buiten de tabel; verwijder de lege rijen "
            "en kolommen en bewaar opnieuw"
        )
    if grid > LARGEST_GRID:
        raise FileError(f"{path.name}: een blad is te groot om te lezen; splits het bestand")


def _position(letters: bytes) -> int:
    """Return the position, from 0, of a column named by its letters."""
    position = 0
    for letter in letters:
        position = position * 26 + letter - ord("A") + 1
    return position - 1


def _parts_by_title(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the zip that holds each sheet, by the title of the sheet."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    sheets = (element for element in workbook.iter() if element.tag.endswith("}sheet"))
    return {sheet.get("name", ""): _part(targets.get(sheet.get(_RELATION), "")) for sheet in sheets}


def _part(target: str) -> str:
    return str(PurePosixPath("/xl") / target).lstrip("/")
