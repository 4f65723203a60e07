"""``kpi.xlsx``: every indicator with its year before, target and verdict, ready to filter.

Numbers are numbers in the format of their unit; text is text, also when it starts with ``=``.
The same inputs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from pijler_analysis.display.cells import index_cells
from pijler_analysis.display.language import say
from pijler_analysis.report.workbook.book import Book
from pijler_analysis.report.workbook.results import Spot, fill_indicators, fill_summary, fill_theme
from pijler_analysis.report.workbook.tables import (
    definition_places,
    fill_definitions,
    fill_plan,
    fill_progress,
    fill_quality,
)
from pijler_analysis.schema.results import CHANGE
from pijler_analysis.workbooks import new_workbook

__all__ = ["write_workbook"]

THEME_SHEETS = {
    "Bereik": ("reach",),
    "Diaspora": ("diaspora",),
    "Vormingen": ("training", "meeting", "day"),
    "Helpdesk": ("helpdesk",),
    "Fonds": ("fund",),
    "Panel": ("panel",),
    "Bevraging": ("survey",),
    "Voortgang plan": ("plan",),
}
"""Which themes stand on which sheet; a theme that is not here gets a sheet of its own name."""

FIRST_SHEETS, PLAN_SHEET = ("Samenvatting", "Indicatoren"), "Actieplan"
LAST_SHEETS = ("Terugblik", "Definities", "Datakwaliteit")
THEME_NAMES = tuple(THEME_SHEETS)


def write_workbook(
    path: Path,
    *,
    results: pd.DataFrame,
    catalogue: pd.DataFrame,
    quality: Mapping[str, pd.DataFrame],
    activities: pd.DataFrame,
    plan: tuple[pd.DataFrame, pd.DataFrame] | None,
    year: int,
    marks: Sequence[str],
    fingerprint: str,
) -> None:
    """Write the workbook of a year, in the language spoken now.

    Parameters
    ----------
    path : where; an existing file is replaced
    results : result table, protected
    catalogue : the declarations of the indicators, in the order of the report
    quality : ``accounting``, ``rejected`` and ``links``
    activities : the year's action plan with its progress
    plan : the plan for the year after and what it should move
        (``strategy.measurable.measurable_targets``); None while nobody chose one
    marks : words on every sheet, such as *Voorbeelddata* and *Ontwerp*
    fingerprint : what stands for these inputs, printed at the foot of every page
    """
    shown = results[results["year"] <= year]
    known = catalogue[catalogue["id"].isin(shown["indicator"])].reset_index(drop=True)
    names = {id: say(name) for id, name in zip(known["id"], known["name_nl"], strict=True)}
    themes = _by_sheet(names)
    against = _reference_year(shown, year)
    with new_workbook(path, title=say("Kerncijfers {year}", year=year)) as workbook:
        for name in (*FIRST_SHEETS, *themes, *([PLAN_SHEET] if plan else []), *LAST_SHEETS):
            workbook.add_worksheet(say(name))
        book = Book(workbook, year, [say(mark) for mark in marks], fingerprint)
        rows, spots = definition_places(known), dict[str, Spot]()
        for name, indicators in themes.items():
            spots |= fill_theme(book, shown, names, indicators, name=name, rows=rows)
        fill_definitions(book, known, spots)
        index = index_cells(shown)
        fill_summary(book, shown, index, names, against=against, spots=spots)
        fill_indicators(book, index, names, against=against, rows=rows)
        fill_quality(book, quality)
        fill_progress(book, activities, names)
        if plan:
            fill_plan(book, *plan, names)


def _by_sheet(names: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the indicators of each theme's sheet, in the order of the catalogue."""
    sheets = {theme: sheet for sheet, themes in THEME_SHEETS.items() for theme in themes}
    found: dict[str, list[str]] = {sheet: [] for sheet in THEME_SHEETS}
    for indicator in names:
        theme = indicator.split(".")[0]
        found.setdefault(sheets.get(theme, theme), []).append(indicator)
    return {sheet: indicators for sheet, indicators in found.items() if indicators}


def _reference_year(results: pd.DataFrame, year: int) -> int:
    """Return the earliest year this one is compared with."""
    compared = results.loc[(results["by"] == CHANGE) & (results["year"] == year), "group"]
    return min((int(one) for one in compared), default=year - 1)
