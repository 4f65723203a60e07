"""How evenly the fund's money is spread: the curve of what the smallest amounts add up to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels, numbers
from pijler_analysis.display.absence import check_any_to_show, or_one_line
from pijler_analysis.display.cells import Cell, cell, cells, latest_year, value_text
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import KeyEntry, open_canvas, write
from pijler_analysis.display.figures.notes import base_text, cells_frame, years_text
from pijler_analysis.display.group_sentences import groups_text
from pijler_analysis.display.language import say
from pijler_analysis.display.style import EARLIER, GREY, GRID, RULE, THIS_YEAR, Width, house_style
from pijler_analysis.display.subjects import subject

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INDICATOR, _HALF = "fund.top_share", "p50"
_TICKS = (0.0, 0.5, 1.0)


@or_one_line
def fund_spread(
    results: pd.DataFrame,
    *,
    year: int | None = None,
    against: int | None = None,
    width: Width = "half",
) -> Chart:
    """Draw which part of the money the smallest amounts add up to, beside an even spread.

    Parameters
    ----------
    results : result table, protected
    year : the latest with this breakdown where left out
    against : an earlier year to draw beside it
    """
    year = year if year is not None else latest_year(results, _INDICATOR, by="lorenz")
    now = _curve(results, year)
    check_any_to_show(now, results, _INDICATOR, year=year, by="lorenz")
    before = _curve(results, against) if against is not None and against < year else []
    title = _title(now, cell(results, _INDICATOR, year=year), year)
    key = [KeyEntry(str(year), THIS_YEAR, "o")]
    key += [KeyEntry(str(against), EARLIER, "o")] if before else []
    key.append(KeyEntry(say("ieder evenveel"), RULE, "_"))
    with house_style():
        canvas = open_canvas(
            title, width=width, plot_height=1.3, left=0.45, right=0.15, bottom=0.22, key=key
        )
        _draw(canvas.axes, now, before)
    shown = [*now, *before]
    told = say(
        "Verdeling van het toegekende bedrag, {years}. Bron: {source}. Horizontaal: projecten van "
        "klein naar groot bedrag. Verticaal: hun deel van het geld.",
        years=years_text([row.year for row in shown]),
        source=subject(_INDICATOR).source + base_text(shown),
    )
    return Chart(
        canvas.figure, title, told,
        f"{title}. {groups_text(now)}.", cells_frame(shown), "fonds-spreiding", width,
    )  # fmt: skip


def _curve(results: pd.DataFrame, year: int) -> list[Cell]:
    rows = cells(results, _INDICATOR, by="lorenz", year=year)
    return sorted((row for row in rows if row.has_value), key=_part)


def _part(row: Cell) -> float:
    return int(row.group.removeprefix("p")) / 100


def _title(now: Sequence[Cell], top: Cell | None, year: int) -> str:
    half = next((row for row in now if row.group == _HALF), None)
    if half is None:
        return say("Hoe het geld van het fonds in {year} verdeeld was", year=year)
    told = say(
        "De helft van de projecten, die met de kleinste bedragen, kreeg in {year} samen {share} "
        "van het geld", year=year, share=value_text(half),
    )  # fmt: skip
    if top is None or not top.has_value:
        return told
    return say("{finding}. De tien procent grootste: {share}", finding=told, share=value_text(top))


def _draw(axes: Axes, now: Sequence[Cell], before: Sequence[Cell]) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.hlines(_TICKS, 0, 1, color=GRID, linewidth=0.6, zorder=0)
    axes.plot((0, 1), (0, 1), color=RULE, linewidth=1, zorder=1)
    for rows, color in ((before, EARLIER), (now, THIS_YEAR)):
        if rows:
            parts = [0.0, *map(_part, rows), 1.0]
            shares = [0.0, *(row.estimate or 0.0 for row in rows), 1.0]
            axes.plot(parts, shares, color=color, linewidth=1.6, zorder=2)
    half = next((row for row in now if row.group == _HALF), None)
    if half is not None and half.estimate is not None:
        axes.plot(0.5, half.estimate, "o", color=THIS_YEAR, markersize=5, zorder=3)
        write(axes, value_text(half), (0.5, half.estimate or 0.0), (7, -5), color=THIS_YEAR,
              ha="left", weight="semibold")  # fmt: skip
    for tick in _TICKS:
        write(axes, labels.percent(numbers.tick(tick)), (tick, 0), (0, -9), color=GREY)
        write(axes, labels.percent(numbers.tick(tick)), (0, tick), (-5, 0), color=GREY, ha="right")
