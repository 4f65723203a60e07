"""Sheets of results: the summary, every indicator, and one sheet per theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.cells import Cell, CellIndex, index_cells, limits_text, value_text
from pijler_analysis.display.fragments import SHAPES
from pijler_analysis.display.groups import ordered_groups
from pijler_analysis.display.language import say, say_note
from pijler_analysis.display.sentences import verdict_words
from pijler_analysis.display.style import ASKED, GREY, RULE, THIS_YEAR
from pijler_analysis.display.subjects import HEADLINE, SUBJECTS
from pijler_analysis.report.narrative import decisions, summary_changes
from pijler_analysis.report.workbook.book import FIRST_ROW, Book
from pijler_analysis.schema.results import CHANGE, TOTAL

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Names = Mapping[str, str]
Spot = tuple[str, int, int, int]
"""Where the series of an indicator stands: sheet, row, first and last column."""

_SUMMARY_WIDTHS = (36, 10, 10, 10, 18, 19, 25, 10, 25)
Place = tuple[str, int]
"""A sheet and a row of it, where a link leads."""

STATUS_ICONS = {
    "gehaald": "✓", "waarschijnlijk gehaald": "✓", "onbeslist": "?",
    "waarschijnlijk niet gehaald": "✗", "niet gehaald": "✗",
}  # fmt: skip
"""What a status looks like without its words, also in grey."""

MISSED = ("niet gehaald", "waarschijnlijk niet gehaald")


def fill_summary(
    book: Book,
    results: pd.DataFrame,
    index: CellIndex,
    names: Names,
    *,
    against: int,
    spots: Mapping[str, Spot],
) -> None:
    """Fill the sheet a director prints: headline figures, their sparkline, what changed."""
    year = book.year
    sheet = book.open_sheet(
        "Samenvatting", say("Kerncijfers {year}", year=year), widths=_SUMMARY_WIDTHS
    )
    head = (say("Kerncijfer"), str(against), str(year - 1), str(year), say("Verloop"),
            say("Zekerheid"), say("Sinds {year}", year=against), say("Doel"),
            say("Stand"))  # fmt: skip
    book.write_head(sheet, FIRST_ROW, head, right=(1, 2, 3, 7))
    book.freeze_head(sheet, FIRST_ROW)
    shown = [one for one in HEADLINE if one in names]
    for row, indicator in enumerate(shown, start=FIRST_ROW + 1):
        sheet.set_row(row, 20)
        _put_headline(book, sheet, row, index, indicator, names, against, spots)
        if indicator in spots:
            _add_sparkline(sheet, row, 4, spots[indicator])
    row = FIRST_ROW + len(shown) + 2
    changed = [line.removeprefix("- ") for line in
               str(summary_changes(results, year=year, against=against)).splitlines()]  # fmt: skip
    row = _put_lines(book, sheet, row, say("Wat veranderde"), changed)
    decided = [one.text for one in decisions(results, year=year)]
    _put_lines(book, sheet, row + 1, say("Wat er te beslissen valt"), decided)
    sheet.fit_to_pages(1, 1)


def fill_indicators(
    book: Book, index: CellIndex, names: Names, *, against: int, rows: Mapping[str, Place]
) -> None:
    """Fill the list of every indicator: three years, bounds, change, verdict, target, status."""
    year = book.year
    changes = [
        words
        for one in (against, year - 1)
        for words in (say("Verschil met {year}", year=one), say("Sinds {year}", year=one))
    ]
    head = (say("Kerncijfer"), say("Thema"), str(against), str(year - 1), str(year),
            say("Laag {year}", year=year), say("Hoog {year}", year=year), *changes, say("Doel"),
            say("Stand"), say("Opmerking"))  # fmt: skip
    widths = (42, 20, 9, 9, 9, 9, 9, 11, 23, 11, 23, 9, 22, 70)
    sheet = book.open_sheet("Indicatoren", say("Alle kerncijfers {year}", year=year), widths=widths)
    book.write_head(sheet, FIRST_ROW, head, right=(2, 3, 4, 5, 6, 7, 9, 11))
    book.freeze_head(sheet, FIRST_ROW)
    row = FIRST_ROW
    for indicator in names:
        row += 1
        book.put_link(sheet, row, names[indicator], rows[indicator])
        book.put(sheet, row, 1, _theme(indicator))
        now = index.cell(indicator, year=year)
        for column, one in enumerate((against, year - 1, year), start=2):
            _put_cell(book, sheet, row, column, index.cell(indicator, year=one))
        _put_limits(book, sheet, row, 5, now)
        for column, one in ((7, against), (9, year - 1)) if now else ():
            _put_change(book, sheet, row, column, index.change(indicator, year=year, against=one))
        _put_target(book, sheet, row, 11, now)
        note = say_note(now.note) if now and now.note else None
        book.put(sheet, row, 13, note, text_wrap=True)
        book.fit_row(sheet, row, [note], widths[13:])
    sheet.autofilter(FIRST_ROW, 0, row, len(head) - 1)


def fill_theme(
    book: Book,
    results: pd.DataFrame,
    names: Names,
    indicators: Sequence[str],
    *,
    name: str,
    rows: Mapping[str, Place],
) -> dict[str, Spot]:
    """Fill the sheet of a theme: every group of its indicators over all years.

    Returns
    -------
    where the total of each indicator stands
    """
    shown = results[results["indicator"].isin(indicators) & (results["by"] != CHANGE)]
    years = sorted({int(one) for one in shown["year"]})
    index = index_cells(shown)
    head = [say("Kerncijfer"), say("Indeling"), say("Groep"), *map(str, years),
            say("Laag {year}", year=book.year), say("Hoog {year}", year=book.year), "n",
            say("Bescherming")]  # fmt: skip
    widths = (42, 13, 36, *[9] * len(years), 11, 11, 8, 22)
    sheet = book.open_sheet(name, say(name), widths=widths)
    book.write_head(sheet, FIRST_ROW, head, right=range(3, len(head) - 1))
    book.freeze_head(sheet, FIRST_ROW)
    row, totals = FIRST_ROW, dict[str, Spot]()
    for indicator in indicators:
        for by, group, weighted in _groups_of(index, indicator):
            row += 1
            found = [
                index.cell(indicator, year=one, by=by, group=group, weighted=weighted)
                for one in years
            ]
            if by == TOTAL and not weighted:
                totals[indicator] = (name, row, 3, 2 + len(years))
            _put_group(book, sheet, row, names[indicator], (by, group, weighted), found)
            if by == TOTAL and not weighted:
                book.put_link(sheet, row, names[indicator], rows[indicator],
                              bold=True, top=4, border_color=RULE)  # fmt: skip
    sheet.autofilter(FIRST_ROW, 0, max(row, FIRST_ROW + 1), len(head) - 1)
    sheet.print_area(0, 0, row, len(head) - 1)
    _add_charts(book, sheet, totals, names, column=len(head) + 1)
    return totals


def _theme(indicator: str) -> str:
    return labels.label("subject", indicator.split(".")[0])


def _put_headline(
    book: Book, sheet: Worksheet, row: int, index: CellIndex, indicator: str, names: Names,
    against: int, spots: Mapping[str, Spot],
) -> None:  # fmt: skip
    year = book.year
    name = say(SUBJECTS[indicator].name) if indicator in SUBJECTS else names[indicator]
    unit = f" ({say('werkdagen')})" if indicator == "helpdesk.response_days" else ""
    if indicator in spots:
        book.put_link(sheet, row, name + unit, spots[indicator][:2], bold=True)
    else:
        book.put(sheet, row, 0, name + unit, bold=True)
    now = index.cell(indicator, year=year)
    for column, one in enumerate((against, year - 1, year), start=1):
        strong = {"bold": True, "font_color": THIS_YEAR} if one == year else {}
        _put_cell(book, sheet, row, column, index.cell(indicator, year=one), **strong)
    counted = say("volledige telling") if now and now.basis == "census" else ""
    book.put(sheet, row, 5, limits_text(now) or counted, indent=1)
    _put_verdict(book, sheet, row, 6, index.change(indicator, year=year, against=against))
    _put_target(book, sheet, row, 7, now)


def _put_lines(book: Book, sheet: Worksheet, row: int, title: str, lines: Sequence[str]) -> int:
    book.put(sheet, row, 0, title, bold=True, font_size=12, font_color=THIS_YEAR)
    for line in lines:
        row += 1
        sheet.merge_range(row, 0, row, 8, "", book.look(text_wrap=True))
        book.put(sheet, row, 0, line, text_wrap=True)
        book.fit_row(sheet, row, [line], [1.2 * sum(_SUMMARY_WIDTHS)])
    return row + 1


def _put_cell(
    book: Book, sheet: Worksheet, row: int, column: int, shown: Cell | None, **look: Any
) -> None:
    """Write an estimate as a number, or in words why there is none."""
    if shown is None or (shown.estimate is None and not shown.protection):
        book.put(sheet, row, column, None)
    elif not shown.has_value:
        words = say(labels.TOO_SMALL) if shown.is_withheld else value_text(shown)
        book.put(sheet, row, column, words, font_color=GREY, italic=True, align="right")
    else:
        book.put_quantity(sheet, row, column, shown.estimate, shown.unit, **look)


def _put_limits(book: Book, sheet: Worksheet, row: int, column: int, shown: Cell | None) -> None:
    limits = shown.limits if shown else None
    if shown and limits:
        for place, value in enumerate(limits):
            book.put_quantity(sheet, row, column + place, value, shown.unit, font_color=GREY)


def _put_change(book: Book, sheet: Worksheet, row: int, column: int, shown: Cell | None) -> None:
    if shown is not None and shown.has_value and shown.estimate is not None:
        if shown.is_share:
            form = '+0.0" pp";-0.0" pp";0.0" pp"'
            book.put(sheet, row, column, shown.estimate * 100, num_format=form)
        else:
            form = "+#,##0.##;-#,##0.##;0" if shown.unit == "index" else "+#,##0;-#,##0;0"
            book.put(sheet, row, column, shown.estimate, num_format=form)
    _put_verdict(book, sheet, row, column + 1, shown)


def _put_verdict(book: Book, sheet: Worksheet, row: int, column: int, shown: Cell | None) -> None:
    shape, words = verdict_words(shown)
    book.put(sheet, row, column, f"{SHAPES.get(shape, '')} {words}".strip(), indent=1)


def _put_target(book: Book, sheet: Worksheet, row: int, column: int, shown: Cell | None) -> None:
    if shown is None or shown.target is None:
        return
    book.put_quantity(sheet, row, column, shown.target, shown.unit)
    off = shown.status in MISSED
    icon = STATUS_ICONS.get(shown.status or "", "")
    status = f"{icon} {say(shown.status or '')}".strip()
    book.put(sheet, row, column + 1, status, bold=off, indent=1, font_color=ASKED if off else GREY)


def _groups_of(index: CellIndex, indicator: str) -> list[tuple[str, str, bool]]:
    """Return the groups of an indicator: the total first, each breakdown from high to low."""
    ways: dict[tuple[str, bool], dict[str, Cell]] = {}
    for row in sorted(index.by_place.values(), key=lambda row: row.year):
        if row.indicator == indicator and row.by != CHANGE:
            ways.setdefault((row.by, row.weighted), {})[row.group] = row
    order = sorted(ways, key=lambda way: (way[0] != TOTAL, way))
    return [(by, group, weighted) for by, weighted in order
            for group in ordered_groups(ways[by, weighted])]  # fmt: skip


def _put_group(
    book: Book, sheet: Worksheet, row: int, name: str, place: tuple[str, str, bool],
    found: Sequence[Cell | None],
) -> None:  # fmt: skip
    by, group, weighted = place
    strong = {"bold": True, "top": 4, "border_color": RULE} if by == TOTAL else {}
    book.put(sheet, row, 0, name, **strong)
    book.put(sheet, row, 1, "" if by == TOTAL else labels.heading(by), **strong)
    words = labels.label(by, group) + (f" ({say('gewogen')})" if weighted else "")
    book.put(sheet, row, 2, words, **strong)
    for column, shown in enumerate(found, start=3):
        _put_cell(book, sheet, row, column, shown, **strong)
    last, after = found[-1], 3 + len(found)
    _put_limits(book, sheet, row, after, last)
    if last is not None and not last.is_withheld:
        book.put_quantity(sheet, row, after + 2, last.denominator, "rows", font_color=GREY)
    book.put(sheet, row, after + 3, _protection(last), font_color=GREY, indent=1)


def _protection(shown: Cell | None) -> str:
    words = {"withheld": say(labels.WITHHELD), "rounded": say("afgerond"),
             "bound": say("enkel een grens")}  # fmt: skip
    return words.get((shown.protection or "") if shown else "", "")


def _add_charts(
    book: Book, sheet: Worksheet, totals: Mapping[str, Spot], names: Names, *, column: int,
) -> None:  # fmt: skip
    """Put the course of the first two indicators beside the table, as native charts."""
    for place, (indicator, (name, row, first, last)) in enumerate(list(totals.items())[:2]):
        chart = book.workbook.add_chart({"type": "line"})
        chart.add_series({
            "name": names[indicator],
            "categories": [say(name), FIRST_ROW, first, FIRST_ROW, last],
            "values": [say(name), row, first, row, last],
            "line": {"color": THIS_YEAR, "width": 2},
            "marker": {"type": "circle", "size": 6, "fill": {"color": THIS_YEAR},
                       "border": {"color": THIS_YEAR}},
            "data_labels": {"value": True, "position": "above"},
        })  # fmt: skip
        chart.set_title({"name": names[indicator], "name_font": {"size": 11, "bold": True}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_size({"width": 480, "height": 260})
        chart.show_na_as_empty_cell()
        told = say("Verloop van {name}", name=names[indicator])
        sheet.insert_chart(FIRST_ROW + place * 15, column, chart, {"description": told})


def _add_sparkline(sheet: Worksheet, row: int, column: int, spot: Spot) -> None:
    from xlsxwriter.utility import xl_range

    name, source, first, last = spot
    options = {
        "range": f"'{say(name)}'!{xl_range(source, first, source, last)}", "markers": True,
        "series_color": THIS_YEAR, "weight": 1.5, "last_point": True,
    }  # fmt: skip
    sheet.add_sparkline(row, column, options)
