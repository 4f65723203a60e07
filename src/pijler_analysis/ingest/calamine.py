"""Sheets as calamine reads them: every cell untyped, repeated values kept once in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pijler_analysis.errors import FileError, place
from pijler_analysis.ingest.cells import Cell, Row
from pijler_analysis.ingest.grid import LARGE, Grid, filled_cells, packed
from pijler_analysis.ingest.sheet_facts import EMPTY_GRID, LARGEST_GRID
from pijler_analysis.ingest.sheets import Sheet

STRAY = "er staat een losse cel ver buiten de tabel"
_PANIC = "PanicException"
"""What a reader written in Rust raises where it meets what it never expected; no Exception."""
_PLAIN = {str, float, date, datetime}


def read_calamine(path: Path) -> list[Sheet]:
    """Read every sheet that holds cells.

    Raises
    ------
    FileError
        If calamine cannot read the file, or a block is larger than the table can be.
    """
    try:
        with path.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as workbook:
            return [
                _sheet(path, workbook.get_sheet_by_name(about.name), about.visible)
                for about in workbook.sheets_metadata
                if about.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise FileError(
            f"{path.name} heeft een wachtwoord; bewaar het bestand zonder wachtwoord"
        ) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise FileError(
            f"{path.name} is beschadigd en kan niet worden gelezen; vraag het opnieuw"
        ) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise FileError(f"{path.name} doet de lezer vastlopen; bewaar het opnieuw") from error


def _sheet(path: Path, found: CalamineSheet, visible: SheetVisibleEnum) -> Sheet:
    last_row, last_column = found.end or (0, 0)
    grid = (last_row + 1) * (last_column + 1)
    if grid > LARGEST_GRID:
        raise FileError(
            f"{place(path, sheet=found.name)}: {STRAY}, of het blad is te groot; "
            "verwijder de lege rijen en kolommen en bewaar opnieuw"
        )
    rows: Sequence[Row] = (_large_rows if last_row >= LARGE else _plain_rows)(found)
    if grid > EMPTY_GRID and grid > 100 * filled_cells(rows):
        raise FileError(
            f"{place(path, sheet=found.name)}: {STRAY}; "
            "verwijder de lege rijen en kolommen en bewaar opnieuw"
        )
    return Sheet(
        file=path.name,
        name=found.name,
        rows=rows,
        merges=tuple(found.merged_cell_ranges or ()),
        is_hidden=visible != SheetVisibleEnum.Visible,
    )


def _plain_rows(found: CalamineSheet) -> list[Row]:
    """Return the rows of a sheet from row 1, and keep each distinct cell once."""
    known: dict[Cell, Cell] = {}
    keep = known.setdefault
    rows = _spelled_rows(found.to_python(skip_empty_area=False))
    return [list(map(keep, row, row)) for row in rows]


def _large_rows(found: CalamineSheet) -> Grid:
    """Return the rows of a large sheet by column, while they come."""
    first, last = (found.start or (0, 0))[1], (found.end or (0, 0))[1]
    return packed(_spelled_rows(found.iter_rows()), last + 1 - first, before=first)


def _spelled_rows(rows: Iterable[list[Any]]) -> Iterator[Row]:
    """Spell out what is no text, number or date."""
    are_plain = _PLAIN.issuperset
    return (row if are_plain(map(type, row)) else list(map(spelled, row)) for row in rows)


def spelled(cell: Any) -> Cell:
    """Return a cell as text, number or date.

    >>> spelled(True), spelled(3), spelled(timedelta(hours=26)), spelled(None)
    ('WAAR', 3.0, '1 day, 2:00:00', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "WAAR" if cell else "ONWAAR"
    if isinstance(cell, int):
        return float(cell)
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    kept: Cell = cell
    return kept
