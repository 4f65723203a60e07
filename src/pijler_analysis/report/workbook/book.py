"""The workbook's paper: sheets with the same head, formats by unit, text that stays text."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from pijler_analysis.display.language import say
from pijler_analysis.display.style import ASKED, GREY, INK, RULE, THIS_YEAR

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FIRST_ROW = 3
"""Row of the headings: title and mark stand above it, with one row of air."""

LINE_HEIGHT = 13.5
LONGEST_HEADING = 12
"""A heading with more characters than this may need two lines."""
LONGEST_TEXT = 32_000
LONGEST_LINK = 250
_PERCENT = "0.0\\ %"
_FORMATS = {"eur": '"€" #,##0', "index": "0.00", "questions_per_fte": "0.0", "share": _PERCENT}


@dataclass
class Book:
    """One workbook being written; formats are made once each."""

    workbook: Workbook
    year: int
    marks: Sequence[str]
    fingerprint: str
    _looks: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def look(self, **properties: Any) -> Format:
        """Return the format with these properties on top of the house font."""
        if properties.get("indent"):
            properties.setdefault("align", "left")
        key = tuple(sorted(properties.items()))
        if key not in self._looks:
            base = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}
            self._looks[key] = self.workbook.add_format(base | properties)
        return self._looks[key]

    def open_sheet(self, name: str, title: str, *, widths: Sequence[float]) -> Worksheet:
        """Give a sheet, by its Dutch name, its title, its mark and its print set-up."""
        sheet = self.workbook.get_worksheet_by_name(say(name))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.look())
        sheet.hide_gridlines(2)
        sheet.set_row(0, 24)
        sheet.write_string(0, 0, title, self.look(bold=True, font_size=16, font_color=THIS_YEAR))
        if self.marks:
            mark = " · ".join(self.marks)
            sheet.write_string(1, 0, mark, self.look(bold=True, font_color=ASKED))
        self._set_page(sheet, title)
        return sheet

    def _set_page(self, sheet: Worksheet, title: str) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        sheet.set_header(f"&L{_printed(title)}&R{_printed(' · '.join(self.marks))}")
        sheet.set_footer(
            "&L"
            + say("Cijfers van {year} · versie {version}", year=self.year,
                  version=_printed(self.fingerprint))
            + "&R&P / &N"
        )  # fmt: skip

    def write_head(
        self, sheet: Worksheet, row: int, headings: Sequence[str], *, right: Collection[int] = ()
    ) -> None:
        """Write a row of headings between thin rules; ``right`` are the columns of numbers."""
        for column, heading in enumerate(headings):
            look = self.look(
                bold=True, font_color=THIS_YEAR, top=1, bottom=1, border_color=RULE,
                text_wrap=True, align="right" if column in right else "left",
                indent=0 if column in right else int(column > 0),
            )  # fmt: skip
            sheet.write_string(row, column, say(heading), look)
        lines = 2 if any(len(heading) > LONGEST_HEADING for heading in headings) else 1
        sheet.set_row(row, LINE_HEIGHT * lines + 2)

    def fit_row(
        self, sheet: Worksheet, row: int, texts: Iterable[object], widths: Sequence[float]
    ) -> None:
        """Give a row the height its longest wrapped text needs."""
        lines = max(
            math.ceil(1.1 * len(str(text)) / width) if isinstance(text, str) else 1
            for text, width in zip(texts, widths, strict=True)
        )
        sheet.set_row(row, LINE_HEIGHT * max(lines, 1) + 2)

    def freeze_head(self, sheet: Worksheet, row: int) -> None:
        """Keep title and headings in sight, on screen and on every printed page."""
        sheet.freeze_panes(row + 1, 1)
        sheet.repeat_rows(row)

    def put(self, sheet: Worksheet, row: int, column: int, value: object, **look: Any) -> None:
        """Write one value: a number as number, anything else as text, nothing where missing."""
        if value is None or value is pd.NA or value != value:
            sheet.write_blank(row, column, None, self.look(**look))
        elif isinstance(value, bool):
            sheet.write_string(row, column, say("ja") if value else say("nee"), self.look(**look))
        elif isinstance(value, int | float) and math.isfinite(value):
            sheet.write_number(row, column, value, self.look(**look))
        else:
            sheet.write_string(row, column, str(value)[:LONGEST_TEXT], self.look(**look))

    def put_link(
        self, sheet: Worksheet, row: int, text: str, target: tuple[str, int], **look: Any
    ) -> None:
        """Write a name in the first column that leads to the first column of a row elsewhere."""
        name, line = target
        style = self.look(**({"font_color": THIS_YEAR} | look))
        sheet.write_url(row, 0, f"internal:'{say(name)}'!A{line + 1}", style, text[:LONGEST_LINK])

    def put_quantity(
        self, sheet: Worksheet, row: int, column: int, value: float | None, unit: str, **look: Any
    ) -> None:
        """Write a number in the format of its unit."""
        self.put(sheet, row, column, value, num_format=number_format(unit, value), **look)

    def note(self, sheet: Worksheet, row: int, text: str) -> None:
        """Write a small grey line."""
        sheet.write_string(row, 0, text, self.look(font_color=GREY, font_size=9))


def number_format(unit: str, value: float | None) -> str:
    """Return how a spreadsheet shows a quantity; the sign of thousands follows the reader's own.

    >>> number_format("eur", 1250.0), number_format("days", 2.5)
    ('"€" #,##0', '#,##0.0')
    """
    if unit in _FORMATS:
        return _FORMATS[unit]
    whole = value is None or value is pd.NA or float(value).is_integer()
    return "#,##0" if whole else "#,##0.0"


def _printed(text: str) -> str:
    return text.replace("&", "&&")
