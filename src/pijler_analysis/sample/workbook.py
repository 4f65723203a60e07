"""Workbooks that come out the same to the byte on every machine.

The parts are stored without compression (compressors differ) and without the date of today.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

Cell = str | int | float | date | None

_WRITTEN = datetime(2025, 1, 6, 9, 0)
_MEMBER_DATE = (1980, 1, 1, 0, 0, 0)


class Workbook:
    """A workbook kept by hand: rows appended one by one, titles merged over the columns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._stream, {"in_memory": True})
        self._book.set_properties({"created": _WRITTEN, "author": "", "title": path.stem})
        self._bold = self._book.add_format({"bold": True})
        self._title = self._book.add_format({"bold": True, "font_size": 14})
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})
        self._moment = self._book.add_format({"num_format": "m/d/yy h:mm:ss"})

    def sheet(self, name: str, *, widths: Sequence[int] = ()) -> Sheet:
        """Add a sheet."""
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return Sheet(sheet, self._bold, self._title, self._day, self._moment)

    def close(self) -> Path:
        """Write the file, its parts stored in the order they were made."""
        self._book.close()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with (
            zipfile.ZipFile(self._stream) as packed,
            zipfile.ZipFile(self._path, "w", zipfile.ZIP_STORED) as plain,
        ):
            for name in packed.namelist():
                member = zipfile.ZipInfo(name, _MEMBER_DATE)
                member.create_system = 0
                plain.writestr(member, packed.read(name))
        return self._path


class Sheet:
    """One sheet, filled from the top."""

    def __init__(self, sheet: Any, bold: Any, title: Any, day: Any, moment: Any) -> None:
        self._sheet, self._bold, self._title_style = sheet, bold, title
        self._day, self._moment = day, moment
        self.row = 0

    def title(self, text: str, *, columns: int) -> None:
        """Write a title merged over the columns."""
        self._sheet.merge_range(self.row, 0, self.row, columns - 1, text, self._title_style)
        self.row += 1

    def blank(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def header(self, names: Sequence[str]) -> None:
        """Write a header row."""
        for column, name in enumerate(names):
            self._sheet.write_string(self.row, column, name, self._bold)
        self.row += 1

    def groups(self, spans: Sequence[tuple[str, int]]) -> None:
        """Write a line of headings, each merged over a number of columns."""
        column = 0
        for name, width in spans:
            last = column + width - 1
            if width > 1:
                self._sheet.merge_range(self.row, column, self.row, last, name, self._bold)
            else:
                self._sheet.write_string(self.row, column, name, self._bold)
            column += width
        self.row += 1

    def line(self, cells: Sequence[Cell]) -> None:
        """Write a row; texts stay texts, blanks stay empty."""
        for column, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                self._sheet.write_string(self.row, column, cell)
            elif isinstance(cell, datetime):
                self._sheet.write_datetime(self.row, column, cell, self._moment)
            elif isinstance(cell, date):
                self._sheet.write_datetime(self.row, column, cell, self._day)
            else:
                self._sheet.write_number(self.row, column, cell)
        self.row += 1
