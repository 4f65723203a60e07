"""Empty forms for the logs that are kept by hand, so that next year's data come in clean.

Each form is a workbook with a sheet to fill in (drop-downs, dates within the year, amounts, locked
headings) and a sheet that explains. A filled form in ``data/raw/<year>/`` is read without a word
in ``pijler.toml``: its headings are known (``settings.form_sources``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pijler_analysis.atomic import replacing_files
from pijler_analysis.reference import FORM_GUIDE, FORM_SHEET, form_name, forms, spellings
from pijler_analysis.workbooks import new_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 2000
"""Rows that can be filled in."""

_YES_NO = ("ja", "nee")
_WIDTHS = {"text": 24, "date": 14, "amount": 14, "integer": 10, "score": 10, "code": 26}
_GUIDE_ROW = 3


def write_templates(folder: Path, *, year: int) -> list[Path]:
    """Write an empty form for each log that is kept by hand.

    Returns
    -------
    the paths of the workbooks; files of the same name are replaced, all of them or none
    """
    names = [form_name(name, year) for name in forms()]
    with replacing_files(folder) as staging:
        for name, form in zip(names, forms().values(), strict=True):
            _write_form(staging / name, form, year)
    return [folder / name for name in names]


def _write_form(path: Path, form: Mapping[str, Any], year: int) -> None:
    with new_workbook(path, title=form["title"]) as book:
        sheet, guide = book.add_worksheet(FORM_SHEET), book.add_worksheet(FORM_GUIDE)
        choices = _write_guide(book, guide, form, year)
        _write_fields(book, sheet, form["fields"], choices, year)


def _write_fields(
    book: Workbook,
    sheet: Worksheet,
    fields: Sequence[Mapping[str, Any]],
    choices: Mapping[str, str],
    year: int,
) -> None:
    """Write the headings, locked, and below them the cells to fill in."""
    head = book.add_format({"bold": True, "bg_color": "#DCE9EE", "bottom": 1, "locked": True})
    looks = {"date": "dd/mm/yyyy", "amount": "#,##0.00"}
    sheet.protect("", {"format_columns": True, "sort": True, "autofilter": True})
    sheet.freeze_panes(1, 0)
    for column, field in enumerate(fields):
        kind = field["kind"]
        # Text stays text: a number of ten digits must not lose its zero.
        look = {
            "locked": False,
            "num_format": looks.get(kind, "@" if kind == "text" else "General"),
        }
        width = max(_WIDTHS.get(kind, 10), len(field["heading"]) + 2)
        sheet.set_column(column, column, width, book.add_format(look))
        sheet.write_string(0, column, field["heading"], head)
        rule = _rule(field, choices, year)
        if rule:
            shown = {"input_title": field["heading"][:32], "input_message": field["help"][:255]}
            sheet.data_validation(1, column, ROWS, column, rule | shown)


def _rule(field: Mapping[str, Any], choices: Mapping[str, str], year: int) -> dict[str, Any]:
    """Return what a cell of a field accepts, in the words of the workbook library."""
    kind, heading = field["kind"], field["heading"]
    if heading in choices:
        return {"validate": "list", "source": choices[heading],
                "error_message": "Kies een antwoord uit de lijst."}  # fmt: skip
    if kind == "date":
        # Someone may be a member for long, or enrol in December for January.
        first = date(1950, 1, 1) if field["column"] == "member_since" else date(year - 1, 1, 1)
        return {"validate": "date", "criteria": "between", "minimum": first,
                "maximum": date(year + 1, 12, 31),
                "error_message": "Schrijf een datum als dag/maand/jaar."}  # fmt: skip
    if kind in ("amount", "integer", "score"):
        whole = "integer" if kind == "integer" else "decimal"
        most = 10 if kind == "score" else 10_000_000
        return {"validate": whole, "criteria": "between", "minimum": 0, "maximum": most,
                "error_message": f"Schrijf een getal van 0 tot {most}."}  # fmt: skip
    return {}


def _write_guide(
    book: Workbook, sheet: Worksheet, form: Mapping[str, Any], year: int
) -> dict[str, str]:
    """Write what to fill in where, and the lists to choose from; returns heading → list."""
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 70, wrapped)
    title = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, f"{form['title']} {year}", title)
    lines = [("Zo vul je in", line) for line in form["guide"]]
    lines += [
        (field["heading"], field["help"] + (" (verplicht)" if field.get("required") else ""))
        for field in form["fields"]
    ]
    for row, (what, text) in enumerate(lines, start=2):
        sheet.write_string(row, 0, what, bold)
        sheet.write_string(row, 1, text, wrapped)
    choices = {}
    for column, field in enumerate(form["fields"], start=_GUIDE_ROW):
        words = _words(field)
        if not words:
            continue
        sheet.set_column(column, column, 26)
        sheet.write_string(1, column, field["heading"], bold)
        for row, word in enumerate(words, start=2):
            sheet.write_string(row, column, word)
        choices[field["heading"]] = _area(column, len(words))
    return choices


def _words(field: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the answers to choose from, none where any will do."""
    if field["kind"] in ("boolean", "presence"):
        return _YES_NO
    if field["kind"] == "code":
        return tuple(words[0] for words in spellings(field["column"]).values())
    return ()


def _area(column: int, length: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    return f"={FORM_GUIDE}!{xl_range_abs(2, column, length + 1, column)}"
