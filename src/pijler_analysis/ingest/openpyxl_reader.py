"""Sheets as openpyxl reads them: slower, for what calamine cannot do.

A sound file on which calamine gives up, and what a person said with a colour or a comment.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pijler_analysis.errors import FileError
from pijler_analysis.ingest.calamine import spelled
from pijler_analysis.ingest.sheets import Sheet

NOTE = "gelezen met openpyxl, omdat calamine het bestand niet aankan"


@dataclass(frozen=True)
class Mark:
    """What a person said with a cell beside its value: ``colour`` as RRGGBB, and a comment."""

    colour: str = ""
    comment: str = ""


Marks = dict[tuple[int, int], Mark]
"""Marks by row and column, from 0."""


def read_openpyxl(path: Path) -> list[Sheet]:
    """Read every sheet of an xlsx.

    Raises
    ------
    FileError
        If openpyxl cannot read it either.
    """
    return _with_workbook(path, lambda book: [_sheet(path, sheet) for sheet in book.worksheets])


def read_workbook_marks(path: Path) -> dict[str, Marks]:
    """Return for each sheet of an xlsx the cells with a filled background or a comment.

    Raises
    ------
    FileError
        If openpyxl cannot read it.
    """
    return _with_workbook(path, lambda book: {sheet.title: _marks(sheet) for sheet in book})


def _with_workbook(path: Path, take: Callable[[Any], Any]) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return take(openpyxl.load_workbook(path, data_only=True))
    except Exception as error:  # openpyxl fails in as many ways as a file can be broken
        raise FileError(
            f"{path.name} is beschadigd en kan niet worden gelezen; vraag het opnieuw"
        ) from error


def _sheet(path: Path, sheet: Any) -> Sheet:
    return Sheet(
        file=path.name,
        name=sheet.title,
        rows=[[spelled(cell) for cell in row] for row in sheet.iter_rows(values_only=True)],
        merges=tuple(
            ((merge.min_row - 1, merge.min_col - 1), (merge.max_row - 1, merge.max_col - 1))
            for merge in sheet.merged_cells.ranges
        ),
        is_hidden=sheet.sheet_state != "visible",
        notes=(NOTE,),
    )


def _marks(sheet: Any) -> Marks:
    return {
        (cell.row - 1, cell.column - 1): Mark(
            _colour(cell), cell.comment.text if cell.comment else ""
        )
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment or _colour(cell)
    }


def _colour(cell: Any) -> str:
    """Return the background of a cell; a colour of the theme by its number."""
    fill = cell.fill
    if fill is None or fill.fill_type != "solid":
        return ""
    colour = fill.start_color
    if colour.type == "rgb":
        return str(colour.rgb)[-6:].upper()
    return f"thema {colour.theme}" if colour.type == "theme" else f"palet {colour.indexed}"
