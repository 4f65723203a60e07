"""All files of one source as one raw table: cells as found, each row with its file and place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from pijler_analysis.errors import DataError, FileError, place
from pijler_analysis.ingest.cells import Cell, Row, is_blank
from pijler_analysis.ingest.dialects import read_export, sheet_of
from pijler_analysis.ingest.layouts import Block, find_block
from pijler_analysis.ingest.mapping import HeadingMap, map_headings
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.settings import TOOLS, Source

Place = tuple[str, str | None, int]
"""Where a row stands: file, sheet (None in a text file), row as a spreadsheet numbers it."""

FURNITURE = ("source", "file", "sheet", "row", "kind")


@dataclass(frozen=True)
class RawTable:
    """What one source delivered: each distinct line once, its cells as found.

    Attributes
    ----------
    source : the source as set in pijler.toml
    cells : column → its cells, in the order of ``places``
    places : where each row stands
    headings : column → heading in the export
    counts : per sheet ``file, sheet, read, merged, furniture``
    furniture : each row that is no data, as ``source, file, sheet, row, kind``
    merged : where each line stands that an earlier one repeats, and that earlier one
    warnings : Dutch one-liners
    """

    source: Source
    cells: Mapping[str, Sequence[Cell]]
    places: Sequence[Place]
    headings: Mapping[str, str]
    counts: Sequence[tuple[str, str | None, int, int, int]]
    furniture: Sequence[tuple]
    merged: Sequence[tuple[Place, Place]]
    warnings: Sequence[str]

    def heading(self, column: str) -> str:
        """Return the heading of a column in the export; its own name where it has none."""
        return self.headings.get(column, column)

    def provenance(self) -> dict[str, list]:
        """Return file, sheet and row of every row, as columns."""
        columns = list(zip(*self.places, strict=True)) or [(), (), ()]
        return dict(zip(("file", "sheet", "row"), map(list, columns), strict=True))


def read_source(
    source: Source, sheets: Mapping[Path, list[Sheet]], columns: Mapping[str, str]
) -> RawTable:
    """Read every file of a source into one raw table.

    Parameters
    ----------
    source : its layout, sheet and fixed values
    sheets : the files of the source, as read
    columns : heading → column

    Raises
    ------
    DataError
        If a sheet or heading is missing, or a heading is there twice.
    FileError
        If a sheet holds formulas that were never calculated.
    """
    gathered = _Gathered(source)
    for path, found in sheets.items():
        for sheet in _sheets_of(source, path, found):
            gathered.add(sheet, columns)
    return gathered.table()


def unread_sheets(sources: Sequence[Source], path: Path, sheets: list[Sheet]) -> list[str]:
    """Return the titles of the sheets with content that none of the sources reads."""
    read = {sheet.name for source in sources for sheet in _sheets_of(source, path, sheets)}
    return [
        sheet.name
        for sheet in sheets
        if sheet.name is not None
        and sheet.name not in read
        and any(not is_blank(cell) for row in sheet.rows for cell in row)
    ]


def _sheets_of(source: Source, path: Path, sheets: list[Sheet]) -> list[Sheet]:
    """Return the sheets of a file that belong to a source."""
    if source.layout == "sheet_per_session":
        return [sheet for sheet in sheets if sheet.name not in source.skip_sheets]
    if source.layout in TOOLS and source.sheet is None:
        found = sheet_of(sheets, source.layout)
        if found is not None:
            return [found]
    if source.sheet is None or sheets[0].is_delimited:
        visible = [sheet for sheet in sheets if not sheet.is_hidden and sheet.rows]
        if not visible:
            raise DataError(f"{path.name}: er staat geen gevuld blad in")
        return visible[:1]
    named = [sheet for sheet in sheets if _same_title(sheet.name, source.sheet)]
    if not named:
        titles = ", ".join(f'"{sheet.name}"' for sheet in sheets)
        raise DataError(
            f'{path.name}: het blad "{source.sheet}" ontbreekt (er zijn: {titles}); '
            f"hernoem het blad of pas bron {source.name} aan in pijler.toml"
        )
    return named


def _block_of(sheet: Sheet, wanted: Sequence[str], source: Source) -> Block:
    """Return the table of a sheet: as its tool writes it, or found by its headings."""
    if source.layout in TOOLS and any(sheet.rows):
        return read_export(sheet, source.layout).block
    return find_block(sheet, wanted, layout=source.layout, header_rows=source.header_rows)


def _same_title(title: str | None, wanted: str) -> bool:
    return title is not None and title.strip().casefold() == wanted.strip().casefold()


class _Gathered:
    """The lines of a source, while its files are read one after the other."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.columns: list[str] = []
        self.headings: dict[str, str] = {}
        self.rows: list[tuple[Cell, ...]] = []
        self.places: list[Place] = []
        self.seen: dict[tuple, Place] = {}
        self.counts: list[tuple[str, str | None, int, int, int]] = []
        self.furniture: list[tuple] = []
        self.merged: list[tuple[Place, Place]] = []
        self.warnings: list[str] = []

    def add(self, sheet: Sheet, columns: Mapping[str, str]) -> None:
        """Take in one sheet."""
        where = place(sheet.file, sheet=sheet.name)
        if sheet.uncomputed:
            raise FileError(
                f"{where}: formule zonder berekende waarde in cel {', '.join(sheet.uncomputed[:5])}"
                "; open het bestand in Excel, bewaar het en lever het opnieuw"
            )
        source = self.source
        block = _block_of(sheet, list(columns), source)
        mapped = map_headings(block.headings, columns, where=where)
        self.columns = self.columns or list(mapped.columns)
        self.headings = self.headings or dict(mapped.headings)
        merged = self._take_rows(sheet, block, mapped)
        self.counts.append((sheet.file, sheet.name, block.read, merged, len(block.furniture)))
        self.furniture += [
            (source.name, sheet.file, sheet.name, row, kind) for row, kind in block.furniture
        ]
        self._warn(sheet, block, mapped, where)

    def _take_rows(self, sheet: Sheet, block: Block, mapped: HeadingMap) -> int:
        """Add the rows that were not there yet; returns how many were."""
        compared = _picker(_comparable(block, mapped))
        wanted = _picker([mapped.columns[column] for column in self.columns])
        title = sheet.name if self.source.layout == "sheet_per_session" else None
        before = len(self.merged)
        for number, row in zip(block.numbers, block.rows, strict=True):
            origin = (sheet.file, sheet.name, number)
            first = self.seen.setdefault((title, compared(row)), origin)
            if first is origin:
                self.rows.append(wanted(row))
                self.places.append(origin)
            else:
                self.merged.append((origin, first))
        return len(self.merged) - before

    def _warn(self, sheet: Sheet, block: Block, mapped: HeadingMap, where: str) -> None:
        if sheet.is_hidden:
            self.warnings.append(f"{where}: het blad is verborgen en is wel gelezen")
        if mapped.unmapped:
            names = ", ".join(f'"{name}"' for name in mapped.unmapped.values())
            self.warnings.append(f"{where}: niet in pijler.toml en niet gelezen: {names}")
        nameless = [place for place, heading in enumerate(block.headings) if not heading]
        if any(not is_blank(row[place]) for row in block.rows for place in nameless):
            self.warnings.append(f"{where}: cellen onder een lege kop zijn niet gelezen")

    def table(self) -> RawTable:
        """Return all that was taken in."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        return RawTable(
            source=self.source,
            cells=dict(zip(self.columns, columns, strict=True)),
            places=self.places,
            headings=self.headings,
            counts=self.counts,
            furniture=self.furniture,
            merged=self.merged,
            warnings=self.warnings,
        )


def _comparable(block: Block, mapped: HeadingMap) -> list[int]:
    """Return the positions that make two lines the same, in an order of their headings."""
    named = [*mapped.known, *mapped.unmapped]
    return sorted(named, key=lambda place: block.headings[place].casefold())


def _picker(positions: Sequence[int]) -> Callable[[Row], tuple[Cell, ...]]:
    """Return a function from a row to a tuple of its cells at the positions."""
    if len(positions) == 1:
        only = positions[0]
        return lambda row: (row[only],)
    return itemgetter(*positions)
