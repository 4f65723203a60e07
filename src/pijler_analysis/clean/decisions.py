"""Workbooks in which a human decided something: read by their headings, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pijler_analysis.errors import DataError
from pijler_analysis.ingest.cells import Cell
from pijler_analysis.ingest.files import read_sheets
from pijler_analysis.ingest.layouts import find_block
from pijler_analysis.ingest.mapping import map_headings


def read_decisions(
    path: Path, columns: Mapping[str, str], *, sheet: str = ""
) -> list[tuple[int, dict[str, Cell]]]:
    """Return the rows of a sheet of a workbook, each with its number.

    Parameters
    ----------
    path : the workbook; no decisions where it is not there
    columns : heading → column, as ``ingest.mapping.map_headings`` takes it
    sheet : its name; the first one where left out

    Raises
    ------
    DataError
        If the sheet or a heading is missing, or a heading stands there twice.
    FileError
        If the file cannot be read.
    """
    if not path.is_file():
        return []
    sheets = read_sheets(path)
    found = [one for one in sheets if one.name == sheet] if sheet else sheets
    if not found:
        raise DataError(f'{path.name}: het blad "{sheet}" ontbreekt; zet het er weer in')
    block = find_block(found[0], list(columns), layout="csv")
    mapped = map_headings(block.headings, columns, where=path.name)
    return [
        (number, {column: row[place] for column, place in mapped.columns.items()})
        for number, row in zip(block.numbers, block.rows, strict=True)
    ]
