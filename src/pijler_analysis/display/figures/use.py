"""What members use beside how content they are with it: what to mend first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels, numbers
from pijler_analysis.display.absence import check_any_to_show, or_one_line
from pijler_analysis.display.cells import Cell, cells, latest_year, value_text
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import open_canvas, write
from pijler_analysis.display.figures.notes import caption, cells_frame
from pijler_analysis.display.language import say
from pijler_analysis.display.style import ASKED, GREY, GRID, RULE, THIS_YEAR, house_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_USED, _SATISFIED = "survey.experience", "survey.satisfaction"
_TICKS = tuple(part / 10 for part in range(11))
Pair = tuple[Cell, Cell]


@or_one_line
def use_and_satisfaction(results: pd.DataFrame, *, year: int | None = None) -> Chart:
    """Draw each building block at how many members know it and how many of them are satisfied.

    Parameters
    ----------
    results : result table, protected
    year : shown is the last wave up to it; the latest of all where left out

    Returns
    -------
    Chart; its title names what more members than the middle one know, and fewer are content with
    """
    year = latest_year(results, _USED, by="block", until=year)
    satisfied = {row.group: row for row in cells(results, _SATISFIED, by="block", year=year)}
    used = cells(results, _USED, by="block", year=year)
    pairs = [
        (row, satisfied[row.group])
        for row in used
        if row.has_value and row.group in satisfied and satisfied[row.group].has_value
    ]
    check_any_to_show([row for row, _ in pairs], results, _USED, year=year, by="block")
    middle = _middle(pairs)
    first = [pair for pair in pairs if _is_urgent(pair, middle)]
    title = _title(first, year)
    with house_style():
        canvas = open_canvas(title, plot_height=1.75, left=0.45, right=0.3, bottom=0.42)
        _draw(canvas.axes, pairs, middle)
    extra = say("De lijnen staan bij de middelste bouwsteen. Elk punt heeft een marge.")
    alt = "; ".join(map(_told, pairs))
    shown = [one for pair in pairs for one in pair]
    return Chart(
        canvas.figure, title, caption(_SATISFIED, [row for _, row in pairs], extra=extra),
        f"{title}. {alt}.", cells_frame(shown), "gebruik-tevredenheid",
    )  # fmt: skip


def _middle(pairs: Sequence[Pair]) -> tuple[float, float]:
    known = pd.DataFrame([(row.estimate, other.estimate) for row, other in pairs], dtype=float)
    return float(known[0].median()), float(known[1].median())


def _is_urgent(pair: Pair, middle: tuple[float, float]) -> bool:
    used, satisfied = (row.estimate or 0.0 for row in pair)
    return used >= middle[0] and satisfied < middle[1]


def _title(first: Sequence[Pair], year: int) -> str:
    if not first:
        return say("Wat de meeste leden kennen, waarderen ze in {year} ook het vaakst", year=year)
    phrases = labels.listing([labels.label("block", row.group, form="phrase") for row, _ in first])
    return say(
        "Veel leden kennen {blocks}, maar waren er in {year} minder vaak tevreden over",
        blocks=phrases, year=year,
    )  # fmt: skip


def _draw(axes: Axes, pairs: Sequence[Pair], middle: tuple[float, float]) -> None:
    spots = [tuple(row.estimate or 0.0 for row in pair) for pair in pairs]
    (left, right), (low, high) = (
        (min(values) - 0.05, min(max(values) + 0.05, 1.03)) for values in zip(*spots, strict=True)
    )
    axes.set_xlim(left, right)
    axes.set_ylim(low, high)
    axes.axvline(middle[0], color=GRID, linewidth=1, zorder=0)
    axes.axhline(middle[1], color=GRID, linewidth=1, zorder=0)
    for pair, (x, y) in zip(pairs, spots, strict=True):
        urgent = _is_urgent(pair, middle)
        color = ASKED if urgent else THIS_YEAR
        axes.plot(x, y, "o", markersize=6, color=color, zorder=3)
        is_right = x > (left + right) / 2
        write(
            axes, _name(pair), (x, y), (-7 if is_right else 7, _apart((x, y), spots)),
            color=color if urgent else GREY, ha="right" if is_right else "left",
            weight="semibold" if urgent else "normal",
        )  # fmt: skip
    _draw_scales(axes, (left, right), (low, high))


def _apart(spot: tuple[float, ...], spots: Sequence[tuple[float, ...]]) -> float:
    """Return how far a name is moved up or down from one that would stand beside it."""
    x, y = spot
    near = [two for one, two in spots if 0 < abs(two - y) < 0.03 and abs(one - x) < 0.12]
    return 5.0 * (1 if all(y > other for other in near) else -1) if near else 0.0


def _draw_scales(axes: Axes, across: tuple[float, float], up: tuple[float, float]) -> None:
    (left, right), (low, high) = across, up
    axes.plot((left, right), (low, low), color=RULE, linewidth=0.8, clip_on=False)
    for tick in _TICKS:
        if left <= tick <= right:
            write(axes, labels.percent(numbers.tick(tick)), (tick, low), (0, -9), color=GREY)
        if low <= tick <= high:
            write(
                axes,
                labels.percent(numbers.tick(tick)),
                (left, tick),
                (-5, 0),
                color=GREY,
                ha="right",
            )
    write(axes, say("kent de bouwsteen"), (right, low), (0, -21), color=GREY, ha="right")
    write(axes, say("tevreden"), (left, high), (4, -2), color=GREY, ha="left", va="top")


def _name(pair: Pair) -> str:
    return labels.label("block", pair[0].group)


def _told(pair: Pair) -> str:
    used, satisfied = map(value_text, pair)
    return say(
        "{block}: {used} kent, {satisfied} tevreden",
        block=_name(pair), used=used, satisfied=satisfied,
    )  # fmt: skip
