"""Columns of cells whose distinct cells are known, and where rows stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from pijler_analysis.ingest.cells import Cell, Row
from pijler_analysis.ingest.grid import Grid

Codes = npt.NDArray[np.intp]

Place = tuple[str, str | None, int]
"""Where a row stands: file, sheet (None in a text file), row as a spreadsheet numbers it."""

SheetName = tuple[str, str | None]
_NONE = np.empty(0, dtype=np.intp)


class CodedColumn(Sequence[Cell]):
    """The cells of a column: ``distinct`` ones in the order they come, ``codes`` one per row.

    Where nearly every cell differs some may stand among the distinct ones twice.

    >>> column = CodedColumn.of(["b", "a", "b"])
    >>> column.distinct, column.codes.tolist(), column[2], list(column)
    (['b', 'a'], [0, 1, 0], 'b', ['b', 'a', 'b'])
    """

    def __init__(self, distinct: list[Cell], codes: Codes) -> None:
        self.distinct, self.codes = distinct, codes

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> CodedColumn:
        """Return any cells as such a column."""
        if isinstance(cells, CodedColumn):
            return cells
        numbers: defaultdict[Cell, int] = defaultdict(count().__next__)
        codes = np.fromiter(map(numbers.__getitem__, cells), np.intp, len(cells))
        return cls(list(numbers), codes)

    def has_no_twice(self) -> bool:
        """Tell whether every row has another cell."""
        return len(self.distinct) == len(self.codes) == len(set(self.distinct))

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, row: int) -> Cell: ...
    @overload
    def __getitem__(self, row: slice) -> list[Cell]: ...
    def __getitem__(self, row: int | slice) -> Cell | list[Cell]:
        if isinstance(row, slice):
            return [self.distinct[code] for code in self.codes[row].tolist()]
        return self.distinct[self.codes[row]]

    def __iter__(self) -> Iterator[Cell]:
        return map(self.distinct.__getitem__, self.codes.tolist())


def column_of(rows: Sequence[Row], place: int) -> CodedColumn:
    """Return a column of some rows, without the cells of a grid that none of its rows has."""
    if not isinstance(rows, Grid):
        return CodedColumn.of([row[place] for row in rows])
    cells, numbers = rows.columns[place]
    if numbers is None:
        return CodedColumn(cells, np.arange(len(cells)))
    codes, used = pd.factorize(np.frombuffer(numbers, dtype=np.intc))
    return CodedColumn([cells[code] for code in used.tolist()], codes)


class Places(Sequence[Place]):
    """Where each row of a table stands: the sheets, and per row its sheet and its number there.

    >>> places = Places.of([("a.csv", None, 2), ("b.csv", None, 2)])
    >>> places[1], places.counts()
    (('b.csv', None, 2), {('a.csv', None): 1, ('b.csv', None): 1})
    """

    def __init__(self, sheets: Sequence[SheetName], sheet: Codes, number: Codes) -> None:
        self.sheets, self.sheet, self.number = sheets, sheet, number

    @classmethod
    def of(cls, places: Iterable[Place]) -> Places:
        """Return places that are known one by one."""
        files, titles, numbers = list(zip(*places, strict=True)) or ((), (), ())
        found: dict[SheetName, int] = {}
        codes = [found.setdefault(sheet, len(found)) for sheet in zip(files, titles, strict=True)]
        return cls(list(found), np.array(codes, np.intp), np.array(numbers, np.intp))

    @classmethod
    def joined(cls, parts: Sequence[Places]) -> Places:
        """Return the places of several tables, one after the other."""
        starts = np.cumsum([0, *(len(part.sheets) for part in parts)])
        return cls(
            [sheet for part in parts for sheet in part.sheets],
            np.concatenate(
                [_NONE, *(part.sheet + at for part, at in zip(parts, starts, strict=False))]
            ),
            np.concatenate([_NONE, *(part.number for part in parts)]),
        )

    def __len__(self) -> int:
        return len(self.number)

    @overload
    def __getitem__(self, row: int) -> Place: ...
    @overload
    def __getitem__(self, row: slice) -> list[Place]: ...
    def __getitem__(self, row: int | slice) -> Place | list[Place]:
        if isinstance(row, slice):
            return list(self.taken(np.arange(len(self))[row]))
        return (*self.sheets[self.sheet[row]], int(self.number[row]))

    def __iter__(self) -> Iterator[Place]:
        for sheet, number in zip(self.sheet.tolist(), self.number.tolist(), strict=True):
            yield (*self.sheets[sheet], number)

    def taken(self, rows: npt.NDArray[np.bool_] | Codes) -> Places:
        """Return the places of some of the rows."""
        return Places(self.sheets, self.sheet[rows], self.number[rows])

    def columns(self) -> dict[str, tuple[list[str | None] | Codes, Codes | None]]:
        """Return file, sheet and row: the values, and which of them each row has."""
        return {
            "file": ([file for file, _ in self.sheets], self.sheet),
            "sheet": ([title for _, title in self.sheets], self.sheet),
            "row": (self.number, None),
        }

    def counts(self) -> dict[SheetName, int]:
        """Count the rows of each sheet."""
        found = np.bincount(self.sheet, minlength=len(self.sheets)).tolist()
        counted: dict[SheetName, int] = {}
        for sheet, rows in zip(self.sheets, found, strict=True):
            counted[sheet] = counted.get(sheet, 0) + rows
        return counted
