"""The action plan: days planned and spent per challenge, and how far its activities are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import check_any_to_show, or_one_line
from pijler_analysis.display.cells import (
    Cell,
    NothingToShowError,
    cell,
    cells,
    counted_cell,
    latest_year,
)
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import KeyEntry, open_canvas, write
from pijler_analysis.display.figures.notes import caption, cells_frame
from pijler_analysis.display.figures.rows import Series, draw_rows
from pijler_analysis.display.group_sentences import groups_text
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import sourced
from pijler_analysis.display.style import (
    ASKED,
    EARLIER,
    THIS_YEAR,
    UNKNOWN_FILL,
    Width,
    house_style,
)
from pijler_analysis.schema.columns import CHALLENGES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLAN = "activities"
_STATUS_COLORS = {
    "done": THIS_YEAR, "running": EARLIER, "planned": UNKNOWN_FILL, "dropped": ASKED,
}  # fmt: skip


@or_one_line
def plan_progress(activities: pd.DataFrame, *, year: int, width: Width = "full") -> Chart:
    """Draw the days planned and spent on each challenge.

    Parameters
    ----------
    activities : clean table of the plan of ``year``; days that were not filled in are left out
        and counted in the caption

    Returns
    -------
    Chart
    """
    _check_any(activities, year)
    planned = _days(activities, "days_planned", year)
    spent = _days(activities, "days_spent", year)
    used, foreseen = (
        labels.counted(sourced(_total(one), PLAN, f"sum({column})", year=year), "dag", "dagen")
        for one, column in ((spent, "days_spent"), (planned, "days_planned"))
    )
    title = say(
        "In {year} besteedden we {used} aan het actieplan, van de {planned} die gepland waren",
        year=year, used=used, planned=foreseen,
    )  # fmt: skip
    series = [
        Series(say("besteed"), spent, THIS_YEAR),
        Series(say("gepland"), {group: planned[group] for group in spent}, EARLIER),
    ]
    blank = int(activities["days_spent"].isna().sum())
    return _chart(series, title, activities, label="plan-dagen", width=width, blank=blank)


@or_one_line
def plan_days(activities: pd.DataFrame, *, year: int, width: Width = "full") -> Chart:
    """Draw the days a plan gives to each challenge."""
    _check_any(activities, year)
    planned = _days(activities, "days_planned", year)
    highest = max(planned.values(), key=lambda row: row.estimate or 0.0)
    name = labels.label("challenge", highest.group, form="phrase")
    all_days = sourced(_total(planned), PLAN, "sum(days_planned)", year=year)
    total = labels.counted(all_days, "dag", "dagen")
    most = labels.number(highest.estimate or 0.0)
    title = say(
        "Van de {total} in het plan voor {year} gaan de meeste naar {name} ({most})",
        total=total, year=year, name=name, most=most,
    )  # fmt: skip
    return _chart(
        [Series(str(year), planned, THIS_YEAR)], title, activities, label="plan-uitdagingen",
        width=width,
    )  # fmt: skip


@or_one_line
def plan_status(results: pd.DataFrame, *, year: int | None = None, width: Width = "full") -> Chart:
    """Draw how far the activities of a plan are, as one bar in parts."""
    year = year if year is not None else latest_year(results, "plan.done_share")
    parts = {
        row.group: row
        for row in cells(results, "plan.done_share", by="activity_status", year=year)
        if row.has_value and row.estimate
    }
    shown = [parts[status] for status in _STATUS_COLORS if status in parts]
    check_any_to_show(shown, results, "plan.done_share", year=year, by="activity_status")
    total = cell(results, "plan.done_share", year=year)
    title = _status_title(total, year)
    key = [KeyEntry(_status(row), _STATUS_COLORS[row.group]) for row in shown]
    with house_style():
        canvas = open_canvas(title, width=width, plot_height=0.36, bottom=0.02, key=key)
        _draw_parts(canvas.axes, shown)
    told = caption("plan.done_share", [total] if total else shown)
    alt = f"{title}. {groups_text(shown)}."
    return Chart(canvas.figure, title, told, alt, cells_frame(shown), "plan-stand", width)


def _check_any(activities: pd.DataFrame, year: int) -> None:
    """Stop where there is no plan, or an empty one."""
    if activities.empty:
        raise NothingToShowError(say("Er is geen actieplan voor {year}.", year=year))


def _days(activities: pd.DataFrame, column: str, year: int) -> dict[str, Cell]:
    """Add the days of each challenge that has an activity, in the order of the strategy paper."""
    days = activities.groupby("challenge", observed=True)[column].sum()
    return {
        challenge: counted_cell(
            "plan.days_spent_share", year=year, by="challenge", group=challenge,
            unit="days",
            estimate=sourced(float(days[challenge]), PLAN, f"sum({column})", year=year,
                             challenge=challenge),
        )
        for challenge in CHALLENGES
        if challenge in days.index
    }  # fmt: skip


def _total(days: dict[str, Cell]) -> float:
    return sum(row.estimate or 0.0 for row in days.values())


def _chart(
    series: list[Series],
    title: str,
    activities: pd.DataFrame,
    *,
    label: str,
    width: Width,
    blank: int = 0,
) -> Chart:
    with house_style():
        canvas, groups = draw_rows(
            title, "challenge", series, kind="bars", width=width, lead_last=True
        )
    year = next(iter(series[0].cells.values())).year
    rows = sourced(float(len(activities)), PLAN, "count(activity_id)", year=year)
    count = labels.counted(rows, "activiteit", "activiteiten")
    told = say("Werkdagen per uitdaging. Bron: actieplan; {count}.", count=count)
    if blank:
        empty = sourced(float(blank), PLAN, "empty(days_spent)", year=year)
        of_which = labels.counted(empty, "activiteit", "activiteiten")
        told += say(" Van {count} zijn de bestede dagen niet ingevuld.", count=of_which)
    alt = " ".join(
        f"{one.name.capitalize()}: {groups_text([one.cells[group] for group in groups])}."
        for one in series
    )
    shown = [one.cells[group] for group in groups for one in series]
    return Chart(canvas.figure, title, told, f"{title}. {alt}", cells_frame(shown), label, width)


def _status(row: Cell) -> str:
    name = labels.label("activity_status", row.group, form="phrase")
    return f"{name}: {labels.number(row.numerator)}" if row.numerator is not None else name


def _status_title(total: Cell | None, year: int) -> str:
    if total is None or total.numerator is None or not total.denominator:
        return say("Over de stand van het actieplan van {year} zijn er geen gegevens", year=year)
    done, all_of_them = labels.number(total.numerator), labels.number(total.denominator)
    share = labels.percent(total.estimate if total.estimate is not None else 0.0)
    return say(
        "Van de {total} activiteiten in het plan van {year} zijn er {done} gedaan ({share})",
        total=all_of_them, year=year, done=done, share=share,
    )  # fmt: skip


def _draw_parts(axes: Axes, shown: list[Cell]) -> None:
    start = 0.0
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.5, 0.5)
    for row in shown:
        size = row.estimate or 0.0
        axes.barh(0, size, left=start, height=0.9, color=_STATUS_COLORS[row.group],
                  edgecolor="white", linewidth=1)  # fmt: skip
        if size >= 0.06:
            light = row.group in ("done", "dropped")
            write(
                axes, labels.percent(size), (start + size / 2, 0), (0, 0),
                color="white" if light else "#1f2a33", weight="semibold",
            )  # fmt: skip
        start += size
