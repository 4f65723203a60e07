"""All files of one source as one raw table: cells as found, each row with its file and place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import numpy as np

from pijler_analysis.errors import DataError, FileError, place
from pijler_analysis.ingest.cells import (
    Cell,
    Row,
    column_letters,
    is_blank,
    shows_something,
)
from pijler_analysis.ingest.colours import row_colours
from pijler_analysis.ingest.columns import CodedColumn, Place, Places, column_of
from pijler_analysis.ingest.dialects import read_export, sheet_of
from pijler_analysis.ingest.grid import Grid
from pijler_analysis.ingest.hand_kept import Carried, fill_down, read_colours, says_idem
from pijler_analysis.ingest.layouts import Block, find_block
from pijler_analysis.ingest.mapping import HeadingMap, map_headings
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.ingest.xlsform import LAYOUT as KOBO
from pijler_analysis.ingest.xlsform import in_columns
from pijler_analysis.settings import TOOLS, Source

PER_SHEET = ("sheet_per_session", "sheet_per_month")
"""The layouts in which every sheet is part of the table."""

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
    carried : each cell that was filled in from elsewhere: its place, its column, what stood there,
        what came there, and why
    warnings : Dutch one-liners
    """

    source: Source
    cells: Mapping[str, Sequence[Cell]]
    places: Places
    headings: Mapping[str, str]
    counts: Sequence[tuple[str, str | None, int, int, int]]
    furniture: Sequence[tuple]
    merged: Sequence[tuple[Place, Place]]
    warnings: Sequence[str]
    carried: Sequence[tuple[Place, str, Cell, Cell, str]] = ()

    def heading(self, column: str) -> str:
        """Return the heading of a column in the export; its own name where it has none."""
        return self.headings.get(column, column)


def read_source(
    source: Source,
    sheets: Mapping[Path, list[Sheet]],
    columns: Mapping[str, str],
    *,
    others: Sequence[Collection[str]] = (),
) -> RawTable:
    """Read every file of a source into one raw table.

    Parameters
    ----------
    source : its layout, sheet and fixed values
    sheets : the files of the source, as read
    columns : heading → column
    others : headings of the other tables that may stand on the same sheets

    Raises
    ------
    DataError
        If a sheet or heading is missing, or a heading is there twice.
    FileError
        If a sheet holds formulas that were never calculated.
    """
    gathered = _Gathered(source, others)
    for path, found in sheets.items():
        for sheet in sheets_of(source, path, found):
            gathered.add(sheet, columns, path)
    return gathered.table()


def unread_sheets(sources: Sequence[Source], path: Path, sheets: list[Sheet]) -> list[str]:
    """Return the titles of the sheets with content that none of the sources reads or skips."""
    known = {sheet.name for source in sources for sheet in sheets_of(source, path, sheets)}
    known |= {title for source in sources for title in source.skip_sheets}
    return [
        sheet.name
        for sheet in sheets
        if sheet.name is not None
        and sheet.name not in known
        and any(map(shows_something, sheet.rows))
    ]


def sheets_of(source: Source, path: Path, sheets: list[Sheet]) -> list[Sheet]:
    """Return the sheets of a file that belong to a source."""
    if source.layout in PER_SHEET:
        lists = [sheet for sheet in sheets if sheet.name not in source.skip_sheets]
        return [sheet for sheet in lists if any(map(shows_something, sheet.rows))]
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


def block_of(
    sheet: Sheet,
    wanted: Sequence[str],
    source: Source,
    *,
    others: Sequence[Collection[str]] = (),
) -> Block:
    """Return the table of a sheet: as its tool writes it, or found by its headings."""
    if source.layout in TOOLS and any(sheet.rows):
        block = read_export(sheet, source.layout).block
        return in_columns(block, wanted) if source.layout == KOBO else block
    return find_block(
        sheet, wanted, layout=source.layout, header_rows=source.header_rows,
        others=others, is_grouped=bool(source.subheadings),
    )  # fmt: skip


def _same_title(title: str | None, wanted: str) -> bool:
    return title is not None and title.strip().casefold() == wanted.strip().casefold()


class _Gathered:
    """The lines of a source, while its files are read one after the other."""

    def __init__(self, source: Source, others: Sequence[Collection[str]]) -> None:
        self.source = source
        self.others = others
        self.columns: list[str] = []
        self.headings: dict[str, str] = {}
        self.rows: list[tuple[Cell, ...]] = []
        self.places: list[Place] = []
        self.seen: dict[tuple, Place] = {}
        self.counts: list[tuple[str, str | None, int, int, int]] = []
        self.furniture: list[tuple] = []
        self.merged: list[tuple[Place, Place]] = []
        self.carried: list[tuple[Place, str, Cell, Cell, str]] = []
        self.warnings: list[str] = []
        self._large: tuple[Sheet, Block, HeadingMap] | None = None

    def add(self, sheet: Sheet, columns: Mapping[str, str], path: Path) -> None:
        """Take in one sheet."""
        where = place(sheet.file, sheet=sheet.name)
        if sheet.uncomputed:
            raise FileError(
                f"{where}: formule zonder berekende waarde in cel {', '.join(sheet.uncomputed[:5])}"
                "; open het bestand in Excel, bewaar het en lever het opnieuw"
            )
        source = self.source
        block = block_of(sheet, list(columns), source, others=self.others)
        mapped = map_headings(block.headings, columns, where=where, may_lack=source.may_lack)
        self.columns = self.columns or _columns_of(source, mapped)
        self.headings = self.headings or dict(mapped.headings)
        carried = _carried(source, sheet, block, mapped, path)
        merged = self._take(sheet, block, mapped, carried)
        self.counts.append((sheet.file, sheet.name, block.read, merged, len(block.furniture)))
        self.furniture += [
            (source.name, sheet.file, sheet.name, row, kind) for row, kind in block.furniture
        ]
        self._warn(sheet, block, mapped, where)
        self.warnings += [f"{where}: {doubt}" for doubt in carried.doubts]

    def _take(self, sheet: Sheet, block: Block, mapped: HeadingMap, carried: Carried) -> int:
        """Add the rows of a sheet; returns how many of them were there already.

        As long as it is the only sheet, a large one stays as it is where no two rows can be equal.
        """
        if not self.counts and _differ_all(block, mapped):
            self._large = sheet, block, mapped
            return 0
        if self._large is not None:
            large, self._large = self._large, None
            self._take_rows(*large, Carried())
        return self._take_rows(sheet, block, mapped, carried)

    def _take_rows(self, sheet: Sheet, block: Block, mapped: HeadingMap, carried: Carried) -> int:
        """Add the rows that were not there yet; returns how many were."""
        compared = _picker(_comparable(block, mapped))
        named = [name for name in self.columns if name in mapped.columns]
        wanted = _picker([mapped.columns[name] for name in named])
        source, title = self.source, str(sheet.name or "").strip()
        group = title if source.layout in PER_SHEET else None
        more = len(self.columns) > len(named) or carried.cells
        before = len(self.merged)
        for at, (number, row) in enumerate(zip(block.numbers, block.rows, strict=True)):
            origin = (sheet.file, sheet.name, number)
            under = block.above[at] if source.subheadings else None
            first = self.seen.setdefault((group, under, compared(row)), origin)
            if first is not origin and not carried.cells.get(at):
                self.merged.append((origin, first))
                continue
            cells = wanted(row)
            if more:
                changes = carried.cells.get(at, {})
                known = dict(zip(named, cells, strict=True))
                known |= {source.subheadings: under or "", source.sheet_titles: title}
                known |= {name: new for name, (_, new, _) in changes.items()}
                cells = tuple(known.get(name, "") for name in self.columns)
                self.carried += [(origin, name, *change) for name, change in changes.items()]
            self.rows.append(cells)
            self.places.append(origin)
        return len(self.merged) - before

    def _warn(self, sheet: Sheet, block: Block, mapped: HeadingMap, where: str) -> None:
        if sheet.is_hidden:
            self.warnings.append(f"{where}: het blad is verborgen en is wel gelezen")
        if mapped.unmapped:
            names = ", ".join(f'"{name}"' for name in mapped.unmapped.values())
            self.warnings.append(f"{where}: niet in pijler.toml en niet gelezen: {names}")
        self.warnings += [f"{where}: {note}" for note in _hidden(sheet, block)]
        if block.others:
            first = column_letters(block.others[0])
            self.warnings.append(f"{where}: een andere tabel vanaf kolom {first} is niet gelezen")
        nameless = [
            place
            for place, heading in enumerate(block.headings)
            if not heading and place not in block.others
        ]
        if nameless and any(not is_blank(row[at]) for row in block.rows for at in nameless):
            self.warnings.append(f"{where}: cellen onder een lege kop zijn niet gelezen")

    def table(self) -> RawTable:
        """Return all that was taken in."""
        cells, places = self._by_rows() if self._large is None else self._whole(*self._large)
        return RawTable(
            source=self.source,
            cells=cells,
            places=places,
            headings=self.headings,
            counts=self.counts,
            furniture=self.furniture,
            merged=self.merged,
            warnings=self.warnings,
            carried=self.carried,
        )

    def _by_rows(self) -> tuple[dict[str, Sequence[Cell]], Places]:
        """Return the columns and places of the rows that were taken in one by one."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        return dict(zip(self.columns, columns, strict=True)), Places.of(self.places)

    def _whole(
        self, sheet: Sheet, block: Block, mapped: HeadingMap
    ) -> tuple[dict[str, Sequence[Cell]], Places]:
        """Return the columns and places of the one large sheet."""
        nowhere = np.zeros(len(block.rows), dtype=np.intp)
        told = {self.source.sheet_titles: str(sheet.name or "").strip()}
        cells: dict[str, Sequence[Cell]] = {
            name: column_of(block.rows, mapped.columns[name]) if name in mapped.columns
            else CodedColumn([told.get(name, "")], nowhere)
            for name in self.columns
        }  # fmt: skip
        return cells, Places([(sheet.file, sheet.name)], nowhere, np.array(block.numbers, np.intp))


def _columns_of(source: Source, mapped: HeadingMap) -> list[str]:
    """Return the columns of a source: those with a heading, told in another way, or lacking."""
    told = (source.subheadings, source.sheet_titles, source.colours.get("column", ""),
            *source.may_lack)  # fmt: skip
    return list(dict.fromkeys([*mapped.columns, *(name for name in told if name)]))


def _carried(source: Source, sheet: Sheet, block: Block, mapped: HeadingMap, path: Path) -> Carried:
    """Return the cells that are filled in from elsewhere on the sheet, as the source allows."""
    carried = Carried()
    if not source.is_kept_by_hand:
        return carried
    allowed = {name: mapped.columns[name] for name in source.fill_down if name in mapped.columns}
    fill_down(sheet, block, allowed, carried)
    for name, position in mapped.columns.items():
        texts = {row[position] for row in block.rows}
        if name not in allowed and any(map(says_idem, texts)):
            carried.doubts.append(
                f'kolom "{mapped.headings[name]}": idem wordt niet herhaald; zet de kolom bij '
                "`fill_down` in pijler.toml"
            )
    if source.colours and sheet.name is not None:
        target = source.colours["column"]
        read_colours(block, row_colours(path, sheet.name), source.colours,
                     mapped.columns.get(target), carried)  # fmt: skip
    return carried


def _hidden(sheet: Sheet, block: Block) -> list[str]:
    """Say which rows and columns with content were hidden; they are read all the same."""
    hidden = sheet.hidden_rows
    rows = [str(number) for number in block.numbers if number - 1 in hidden] if hidden else []
    columns = [
        column_letters(at) for at, name in enumerate(block.headings)
        if name and at in sheet.hidden_columns
    ]  # fmt: skip
    said = []
    if rows:
        which = "verborgen rij is" if len(rows) == 1 else "verborgen rijen zijn"
        said.append(f"{len(rows)} {which} wel gelezen (rij {', '.join(rows[:10])})")
    if columns:
        said.append(f"verborgen kolommen zijn wel gelezen ({', '.join(columns)})")
    return said


def _differ_all(block: Block, mapped: HeadingMap) -> bool:
    """Tell of a large sheet whether some column has another cell in every row."""
    if not isinstance(block.rows, Grid):
        return False
    return any(column_of(block.rows, at).has_no_twice() for at in _comparable(block, mapped))


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
