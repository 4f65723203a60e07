"""A choice of activities as the workbook in which people go on with it.

The file has the headings of the project's own action plan, so that a build reads it back, and a
year later again, once the days spent and the state are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pijler_analysis.atomic import replacing_files
from pijler_analysis.errors import FileError, UsageError
from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.reference import spellings
from pijler_analysis.settings import Settings
from pijler_analysis.strategy.plan import SOURCE
from pijler_analysis.strategy.yearplan import YearPlan
from pijler_analysis.workbooks import new_workbook

REVIEW_DAYS = {0: (12, 15), 1: (4, 15), 2: (7, 1), 3: (10, 15), 4: (12, 15)}
"""Month and day on which an activity is looked at again, by the quarter it starts in."""
_WIDTHS = {"activity": 60, "goal": 40, "remark": 70, "indicator": 28, "owner_role": 24}
_USUAL_WIDTH = 16
_HEAD_ROW = 2


def write_plan(settings: Settings, plan: YearPlan, *, year: int) -> Path:
    """Write a choice to ``data/decisions/actieplan_<year>.xlsx``.

    Raises
    ------
    FileError
        If there is a plan for that year: what people chose is never overwritten.
    UsageError
        If ``pijler.toml`` does not say which headings an action plan has.
    """
    path = settings.decisions / f"actieplan_{year}.xlsx"
    if path.exists():
        raise FileError(
            f"{path.name} is er al en blijft zoals het is; verplaats of hernoem het om een nieuw "
            "voorstel te schrijven"
        )
    headings = _headings(settings)
    rows = [_row(plan, one, year=year) for one in plan.portfolio.chosen.to_dict("records")]
    with replacing_files(settings.decisions) as staging:
        _write(staging / path.name, headings, rows, sheet=settings.sources[SOURCE].sheet, year=year)
    return path


def _headings(settings: Settings) -> dict[str, str]:
    """Return the heading of each column, in the order of the project's own plan."""
    if SOURCE not in settings.sources:
        raise UsageError(f"pijler.toml: bron {SOURCE} ontbreekt, met de koppen van een actieplan")
    columns = settings.sources[SOURCE].columns
    return {column: heading for heading, column in columns.items() if column}


def _row(plan: YearPlan, chosen: Mapping[Any, Any], *, year: int) -> dict[str, Any]:
    id, quarter = str(chosen["activity_id"]), int(chosen["quarter"])
    activities = plan.activities
    activity = activities[activities["activity_id"] == id].to_dict("records")[0]
    days = plan.effort.loc[id].to_dict()
    direction = CATALOGUE[activity["indicator"]].direction or 1
    ways = [f"Gelijkwaardig partnerschap: {activity['partnership']}"]
    ways += [f"Innovatie: {how}" for how in activity["innovation"].values()]
    return {
        "activity_id": id,
        "activity": activity["activity"],
        "challenge": _word("challenge", activity["challenge"]),
        "owner_role": max(days, key=lambda role: days[role]),
        "quarter": _word("quarter", f"Q{quarter}" if quarter else "year"),
        "days_planned": float(chosen["days"]),
        "budget_eur": float(chosen["eur"]),
        "indicator": activity["indicator"],
        "target_change": direction * float(activity["change"]),
        "review_on": date(year, *REVIEW_DAYS[quarter]),
        "activity_status": _word("activity_status", "planned"),
        "remark": "; ".join(ways),
    }


def _word(column: str, code: str) -> str:
    """Return the first word by which our own reader knows a code."""
    return spellings(column)[code][0]


def _write(
    path: Path,
    headings: Mapping[str, str],
    rows: list[dict[str, Any]],
    *,
    sheet: str | None,
    year: int,
) -> None:
    with new_workbook(path, title=f"Actieplan {year}") as book:
        page = book.add_worksheet(sheet or "Actieplan")
        bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        part = book.add_format({"num_format": "0 %", "valign": "top"})
        page.write_string(0, 0, f"Actieplan {year}: voorstel", book.add_format({"bold": True}))
        for place, (column, heading) in enumerate(headings.items()):
            page.set_column(place, place, _WIDTHS.get(column, _USUAL_WIDTH))
            page.write_string(_HEAD_ROW, place, heading, bold)
            for number, row in enumerate(rows, start=_HEAD_ROW + 1):
                value = row.get(column)
                if isinstance(value, date):
                    page.write_datetime(number, place, value, day)
                elif column == "target_change":
                    page.write_number(number, place, row[column], part)
                elif value is not None:
                    page.write(number, place, value, wrapped)
        page.freeze_panes(_HEAD_ROW + 1, 2)
