"""Files in which a human decided something: workbooks by their headings, and TOML by its tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pijler_analysis.errors import DataError
from pijler_analysis.ingest.cells import Cell
from pijler_analysis.ingest.files import read_sheets
from pijler_analysis.ingest.layouts import find_block
from pijler_analysis.ingest.mapping import map_headings
from pijler_analysis.toml_files import read_toml


def read_decisions(
    path: Path, columns: Mapping[str, str], *, sheet: str = "", may_lack: Collection[str] = ()
) -> list[tuple[int, dict[str, Cell]]]:
    """Return the rows of a sheet of a workbook, each with its number.

    Parameters
    ----------
    path : the workbook; no decisions where it is not there
    columns : heading → column, as ``ingest.mapping.map_headings`` takes it
    sheet : its name; the first one where left out
    may_lack : columns that the sheet may do without

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
    mapped = map_headings(block.headings, columns, where=path.name, may_lack=may_lack)
    return [
        (number, {column: row[place] for column, place in mapped.columns.items()})
        for number, row in zip(block.numbers, block.rows, strict=True)
    ]


def read_entries(path: Path, name: str) -> list[dict[str, Any]]:
    """Return the entries ``[[name]]`` of a TOML file that holds nothing else.

    Raises
    ------
    DataError
        If it cannot be read, or holds anything else.
    """
    content = read_toml(path, path.name, error=DataError)
    for other in sorted(content.keys() - {name}):
        raise DataError(f"{path.name}: {other!r} is niet bekend; verwacht alleen [[{name}]]")
    entries = content.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise DataError(f"{path.name}: schrijf elk stuk onder een eigen [[{name}]]")
    return entries
