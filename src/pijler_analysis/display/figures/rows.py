"""Groups under each other: a bar or a dot per group, its interval, its figures in columns.

A group too small to show keeps its row and says so; a group that is not known comes last.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pijler_analysis.display import labels, numbers
from pijler_analysis.display.cells import Cell, value_text
from pijler_analysis.display.figures.canvas import Canvas, KeyEntry, open_canvas, write
from pijler_analysis.display.groups import ordered_groups
from pijler_analysis.display.language import say
from pijler_analysis.display.sentences import limits_meaning
from pijler_analysis.display.style import (
    GREY,
    GRID,
    INK,
    RULE,
    THIS_YEAR,
    UNKNOWN_FILL,
    Width,
    text_width,
)
from pijler_analysis.schema.results import UNKNOWN

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Kind = Literal["bars", "dots"]
ROW_HEIGHT = 0.205
_HEAD = 0.2
_TICK_ROOM = 0.45
"""Inches a tick of the scale needs for its label."""

_GAP = 0.13


@dataclass(frozen=True)
class Series:
    """One mark per group: a year, an audience, weighted or not."""

    name: str
    cells: dict[str, Cell]
    color: str = THIS_YEAR
    hollow: bool = False


@dataclass(frozen=True)
class Column:
    """One column of text right of the plot, in the order of the groups."""

    heading: str
    texts: tuple[str, ...]
    color: str = GREY
    weight: str = "normal"
    mark: KeyEntry | None = None

    @property
    def width(self) -> float:
        """Inches its widest text takes, and the mark before its heading."""
        mark = 0.13 if self.mark else 0.0
        texts = max((text_width(text, weight=self.weight) for text in self.texts), default=0.0)
        return max(texts, text_width(self.heading, weight=self.weight) + mark)


def draw_rows(
    title: str,
    by: str,
    series: Sequence[Series],
    *,
    kind: Kind,
    width: Width = "full",
    counts: bool = False,
    lead_last: bool = False,
) -> tuple[Canvas, list[str]]:
    """Draw the groups of a breakdown; the first series leads and sets the order.

    Parameters
    ----------
    by : the dimension the groups belong to
    series : first this year (or the plain figures), then what it is compared with
    counts : add a column with the number of answers behind each share
    lead_last : put the column of the first series last, as years follow each other

    Returns
    -------
    the canvas and the groups in the order drawn; call it within ``house_style()``
    """
    groups = ordered_groups(series[0].cells)
    names = labels.labels(by, groups, form="short" if width == "half" else "label")
    columns = _columns(groups, series, kind=kind, counts=counts, lead_last=lead_last)
    at_the_end = kind == "bars" and len(columns) == 1
    head = 0.0 if at_the_end else _HEAD
    canvas = open_canvas(
        title, width=width, plot_height=len(groups) * ROW_HEIGHT + head,
        left=max(text_width(name) for name in names) + _GAP,
        right=sum(column.width + _GAP for column in columns),
        bottom=0.22 if kind == "dots" else 0.04, key=_key(series, kind),
    )  # fmt: skip
    _set_axes(canvas, names, series, kind, head=head)
    rows = [[one.cells.get(group) for group in groups] for one in series]
    (_draw_bars if kind == "bars" else _draw_dots)(canvas.axes, rows, series)
    _label_withheld(canvas.axes, rows[0])
    if at_the_end:
        _label_bars(canvas.axes, [series[0].cells[group] for group in groups], columns[0])
    else:
        _draw_columns(canvas, columns)
    return canvas, groups


def _columns(
    groups: Sequence[str], series: Sequence[Series], *, kind: Kind, counts: bool, lead_last: bool
) -> list[Column]:
    columns = []
    in_order = list(enumerate(series))
    for order, one in reversed(in_order) if lead_last else in_order:
        mark = KeyEntry("", one.color, "s" if kind == "bars" else "o", one.hollow)
        columns.append(
            Column(
                one.name, tuple(_text(one.cells.get(group)) for group in groups),
                color=GREY if order else THIS_YEAR, weight="normal" if order else "semibold",
                mark=mark if len(series) > 1 else None,
            )
        )  # fmt: skip
    if counts:
        lead = series[0].cells
        columns.append(Column("n", tuple(_base(lead[group]) for group in groups)))
    return columns


def _text(row: Cell | None) -> str:
    if row is None or row.estimate is None:
        return "–" if row is None or not row.is_withheld else say(labels.TOO_SMALL)
    return labels.short_quantity(row.estimate, row.unit)


def _base(row: Cell) -> str:
    return labels.number(row.denominator) if row.denominator else "–"


def _key(series: Sequence[Series], kind: Kind) -> list[KeyEntry]:
    shown = [row for one in series for row in one.cells.values() if row.group != UNKNOWN]
    text = limits_meaning(shown)
    return [KeyEntry(text, INK if kind == "bars" else series[0].color, "_")] if text else []


def _set_axes(
    canvas: Canvas, names: Sequence[str], series: Sequence[Series], kind: Kind, *, head: float
) -> None:
    """Set the scales and write names and ticks as plain text, which draws far faster than axes."""
    axes, high, last = canvas.axes, _highest(series), len(names) - 0.5
    axes.set_ylim(last, -0.5 - head / ROW_HEIGHT)
    axes.set_xlim(0, high)
    for place, name in enumerate(names):
        write(axes, name, (0, place), (-6, 0), ha="right")
    if kind == "bars":
        axes.plot((0, 0), (-0.5, last), color=RULE, linewidth=0.8, zorder=3, clip_on=False)
        return
    unit = next(row.unit for row in series[0].cells.values())
    ticks = _ticks(high, most=max(2, int(canvas.plot_width / _TICK_ROOM)))
    for tick in ticks:
        write(
            axes, labels.short_quantity(numbers.tick(tick), unit), (tick, last), (0, -9), color=GREY
        )
    axes.vlines(ticks, -0.5, last, color=GRID, linewidth=0.6, zorder=0, clip_on=False)
    axes.hlines(range(len(names)), 0, high, color=GRID, linewidth=0.6, zorder=0)


def _highest(series: Sequence[Series]) -> float:
    ends = [
        value
        for one in series
        for row in one.cells.values()
        if row.has_value
        for value in (row.estimate, *(row.limits or ()))
        if value is not None
    ]
    high = max(ends, default=1.0) or 1.0
    shares = all(row.is_share for one in series for row in one.cells.values())
    if not shares:
        return high
    return min(max(1.0, high), math.ceil(high * 10 + 1e-9) / 10) if high <= 1 else high


def _ticks(high: float, *, most: int) -> list[float]:
    """Return round values from zero to ``high``, at most so many steps apart."""
    size = 10 ** math.floor(math.log10(high))
    steps = (part * size * scale for scale in (0.1, 1, 10) for part in (1, 2, 5))
    step = next(one for one in steps if high / one <= most)
    return [round(step * order, 10) for order in range(int(high / step + 1e-9) + 1)]


def _label_withheld(axes: Axes, rows: Sequence[Cell | None]) -> None:
    for place, row in enumerate(rows):
        if row is not None and not row.has_value:
            write(axes, value_text(row), (0, place), (4, 0), color=GREY, ha="left", style="italic")


def _draw_bars(axes: Axes, rows: Sequence[Sequence[Cell | None]], series: Sequence[Series]) -> None:
    shapes = [(0.56, 0.0)] if len(series) == 1 else [(0.42, -0.13), (0.2, 0.24)]
    for order, (one, (height, shift)) in enumerate(zip(series, shapes, strict=True)):
        shown = _shown(rows[order])
        colors = [UNKNOWN_FILL if row.group == UNKNOWN else one.color for _, row in shown]
        places = [place + shift for place, _ in shown]
        values = [row.estimate or 0.0 for _, row in shown]
        axes.barh(places, values, height=height, color=colors, zorder=2)
        if not order:
            _draw_limits(axes, shown, shift, INK, 4)


def _draw_dots(axes: Axes, rows: Sequence[Sequence[Cell | None]], series: Sequence[Series]) -> None:
    shifts = (0.0,) if len(series) == 1 else (-0.16, 0.16)
    for order, (one, shift) in enumerate(zip(series, shifts, strict=True)):
        shown = _shown(rows[order])
        _draw_limits(axes, shown, shift, one.color, 2 - order)
        axes.plot(
            [row.estimate or 0.0 for _, row in shown], [place + shift for place, _ in shown],
            "o", markersize=4.2 if order else 5, color=one.color, zorder=4 - order, clip_on=False,
            markerfacecolor="white" if one.hollow else one.color,
        )  # fmt: skip


def _shown(rows: Sequence[Cell | None]) -> list[tuple[int, Cell]]:
    return [(place, row) for place, row in enumerate(rows) if row is not None and row.has_value]


def _draw_limits(
    axes: Axes, shown: Sequence[tuple[int, Cell]], shift: float, color: str, zorder: int
) -> None:
    ends = [(place + shift, *row.limits) for place, row in shown
            if row.group != UNKNOWN and row.limits and row.limits[1] > row.limits[0]]  # fmt: skip
    if ends:
        places, lows, highs = zip(*ends, strict=True)
        axes.hlines(places, lows, highs, color=color, linewidth=1.1, zorder=zorder)


def _label_bars(axes: Axes, rows: Sequence[Cell], column: Column) -> None:
    """Write each value at the end of its bar, past its upper bound."""
    for place, (row, text) in enumerate(zip(rows, column.texts, strict=True)):
        if row.has_value:
            end = max(row.estimate or 0.0, *(row.limits or (0.0,)))
            write(
                axes, text, (end, place), (5, 0), color=column.color, ha="left",
                weight=column.weight,
            )  # fmt: skip


def _draw_columns(canvas: Canvas, columns: Sequence[Column]) -> None:
    at = canvas.width - sum(column.width + _GAP for column in columns)
    first = canvas.bottom + canvas.plot_height - _HEAD
    for column in columns:
        at += _GAP + column.width
        heights = [first - (place + 0.5) * ROW_HEIGHT for place in range(len(column.texts))]
        texts = [(column.heading, first + _HEAD * 0.55), *zip(column.texts, heights, strict=True)]
        for text, height in texts:
            canvas.figure.text(
                at / canvas.width, height / canvas.height, text, ha="right", va="center",
                color=column.color, weight=column.weight,
            )  # fmt: skip
        if column.mark:
            start = at - text_width(column.heading, weight=column.weight) - 0.07
            _draw_mark(canvas, column.mark, start, first + _HEAD * 0.55)


def _draw_mark(canvas: Canvas, mark: KeyEntry, x: float, y: float) -> None:
    from matplotlib.lines import Line2D

    canvas.figure.add_artist(
        Line2D(
            [x / canvas.width], [y / canvas.height], marker=mark.marker, markersize=4.5,
            linestyle="", color=mark.color, transform=canvas.figure.transFigure,
            markerfacecolor="white" if mark.hollow else mark.color,
        )
    )  # fmt: skip
