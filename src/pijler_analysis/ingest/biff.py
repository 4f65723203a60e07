"""Old Excel workbooks (.xls): their records looked over, then read by calamine.

The file is a small file system (a compound file) whose stream "Workbook" is a row of records.
Both are walked here without trusting any length or pointer in them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pijler_analysis.errors import FileError, place
from pijler_analysis.ingest.calamine import read_calamine
from pijler_analysis.ingest.cells import column_letters
from pijler_analysis.ingest.grid import with_errors
from pijler_analysis.ingest.sheet_facts import Position, SheetFacts, check_grid
from pijler_analysis.ingest.sheets import Sheet

MOST_ROWS = 65_536
"""Rows the format can hold: a sheet that is full was probably cut off."""

_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE
_BOF, _EOF, _SHEET, _PASSWORD, _DATES = 0x809, 0x0A, 0x85, 0x2F, 0x22
_ROW, _COLUMNS, _ERROR, _FORMULA = 0x208, 0x7D, 0x205, 0x06
_CELLS = {0xFD, 0x203, 0x27E, 0x204, 0xD6, 0xBD, _ERROR, _FORMULA}
_MANY = 0xBD
_NEVER = b"\x03\x00\x00\x00\x00\x00\xff\xff"
"""The result of a formula that is the empty text, or was never calculated."""
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!",
           42: "#N/A"}  # fmt: skip


def read_biff(path: Path) -> list[Sheet]:
    """Read every sheet of an .xls, each row at its own number.

    Raises
    ------
    FileError
        If it is damaged, protected, cut off at the last row, or too large to read.
    """
    try:
        book = _Book(_stream(path.read_bytes()))
    except (struct.error, IndexError, ValueError, UnicodeDecodeError) as error:
        raise FileError(
            f"{path.name} is beschadigd en kan niet worden gelezen; vraag het opnieuw"
        ) from error
    if book.has_password:
        raise FileError(f"{path.name} heeft een wachtwoord; bewaar het bestand zonder wachtwoord")
    facts = {name: sheet.facts(book.is_computed) for name, sheet in book.sheets.items()}
    for name, found in facts.items():
        if found.last_row >= MOST_ROWS and found.cells > MOST_ROWS // 2:
            raise FileError(
                f"{place(path, sheet=name)}: het blad is vol ({MOST_ROWS} rijen) en dus "
                "waarschijnlijk afgekapt; vraag de export als .xlsx of .csv"
            )
        check_grid(found, name=path.name, sheet=name)
    notes = ("datums tellen vanaf 1904 (Excel voor Mac)",) if book.is_since_1904 else ()
    return [_completed(sheet, facts, notes) for sheet in read_calamine(path)]


def _completed(sheet: Sheet, facts: dict[str, SheetFacts], notes: tuple[str, ...]) -> Sheet:
    found = facts.get(str(sheet.name), SheetFacts())
    return replace(
        sheet,
        rows=with_errors(sheet.rows, found.errors),
        uncomputed=found.uncomputed,
        hidden_rows=found.hidden_rows,
        hidden_columns=found.hidden_columns,
        notes=notes,
    )


@dataclass
class _SheetRecords:
    """What the records of one sheet say."""

    last_row: int = 0
    width: int = 0
    cells: int = 0
    has_results: bool = False
    errors: dict[Position, str] = field(default_factory=dict)
    empty_results: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def take(self, kind: int, data: bytes) -> None:
        if kind == _ROW:
            row, options = struct.unpack_from("<H", data)[0], struct.unpack_from("<H", data, 12)[0]
            if options & 0x20:
                self.hidden_rows.add(row)
        elif kind == _COLUMNS:
            first, last, _, _, options = struct.unpack_from("<5H", data)
            if options & 1:
                self.hidden_columns |= set(range(first, min(last, 255) + 1))
        elif kind in _CELLS:
            self._take_cell(kind, data)

    def _take_cell(self, kind: int, data: bytes) -> None:
        row, column = struct.unpack_from("<HH", data)
        last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind == _MANY else column
        self.last_row, self.width = max(self.last_row, row + 1), max(self.width, last + 1)
        self.cells += last - column + 1
        if kind == _ERROR and data[7]:
            self.errors[row, column] = _ERRORS.get(data[6], "#N/A")
        if kind == _FORMULA:
            result = data[6:14]
            if result == _NEVER:
                self.empty_results.append(f"{column_letters(column)}{row + 1}")
            else:
                self.has_results = True
            if result[6:] == b"\xff\xff" and result[0] == 2:
                self.errors[row, column] = _ERRORS.get(result[2], "#N/A")

    def facts(self, is_computed: bool) -> SheetFacts:
        return SheetFacts(
            last_row=self.last_row,
            width=self.width,
            cells=self.cells,
            errors=self.errors,
            uncomputed=() if is_computed else tuple(self.empty_results),
            hidden_rows=frozenset(row for row in self.hidden_rows if row < self.last_row),
            hidden_columns=frozenset(place for place in self.hidden_columns if place < self.width),
        )


class _Book:
    """What the records of a workbook say of its sheets.

    A formula with the empty text as its result was never calculated where no formula of the whole
    workbook has another result.
    """

    def __init__(self, stream: bytes) -> None:
        self.has_password = self.is_since_1904 = False
        self.sheets: dict[str, _SheetRecords] = {}
        starts: dict[int, str] = {}
        current: _SheetRecords | None = None
        for start, kind, data in _records(stream):
            if kind == _PASSWORD:
                self.has_password = True
            elif kind == _DATES:
                self.is_since_1904 = data[:1] == b"\x01"
            elif kind == _SHEET:
                starts[struct.unpack_from("<I", data)[0]] = _title(data)
            elif kind == _BOF and start in starts:
                current = self.sheets.setdefault(starts[start], _SheetRecords())
            elif current is not None:
                current.take(kind, data)

    @property
    def is_computed(self) -> bool:
        return any(sheet.has_results for sheet in self.sheets.values())


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    start = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield start, kind, stream[start + 4 : start + 4 + length]
        start += 4 + length


def _title(data: bytes) -> str:
    length, wide = data[6], data[7] & 1
    return data[8 : 8 + 2 * length].decode("utf-16-le") if wide else (
        data[8 : 8 + length].decode("latin-1"))  # fmt: skip


# ── the compound file ─────────────────────────────────────────────────────────────────────


def _stream(content: bytes) -> bytes:
    """Return the stream that holds the workbook.

    Raises
    ------
    ValueError
        If there is none, or its sectors run in a circle.
    """
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    directory, cutoff, small_table = (
        struct.unpack_from("<I", content, offset)[0] for offset in (48, 56, 60)
    )
    table = _sector_table(content, size)
    entries = _chain(content, table, directory, size, 512)
    root = entries[:128]
    for start in range(0, len(entries), 128):
        entry = entries[start : start + 128]
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le")
        if name in ("Workbook", "Book"):
            first, length = struct.unpack_from("<II", entry, 116)
            if length >= cutoff:
                return _chain(content, table, first, size, 512)[:length]
            small = _chain(content, table, struct.unpack_from("<I", root, 116)[0], size, 512)
            links = _numbers(_chain(content, table, small_table, size, 512))
            return _chain(small, links, first, 64, 0)[:length]
    raise ValueError("no workbook stream")


def _sector_table(content: bytes, size: int) -> list[int]:
    """Return for each sector the one that follows it."""
    sectors = list(struct.unpack_from("<109I", content, 76))
    more, seen = struct.unpack_from("<I", content, 68)[0], 0
    while more not in (_FREE, _END) and seen < len(content) // size:
        listed = _numbers(content[512 + more * size : 512 + (more + 1) * size])
        sectors += listed[:-1]
        more, seen = listed[-1], seen + 1
    used = [sector for sector in sectors if sector not in (_FREE, _END)]
    return [
        number
        for sector in used
        for number in _numbers(content[512 + sector * size : 512 + (sector + 1) * size])
    ]


def _chain(content: bytes, table: list[int], first: int, size: int, offset: int) -> bytes:
    parts, seen = [], set()
    while first not in (_END, _FREE):
        if first in seen or first >= len(table):
            raise ValueError("the sectors run in a circle")
        seen.add(first)
        parts.append(content[offset + first * size : offset + (first + 1) * size])
        first = table[first]
    return b"".join(parts)


def _numbers(raw: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
