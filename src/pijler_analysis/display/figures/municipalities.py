"""A map of Flanders and Brussels: a dot per municipality, the larger the more organisations.

Only what is public of organisations is counted by municipality: who is in the register. Nothing of
persons or of answers is, as most municipalities have fewer than it takes to hide one among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pijler_analysis.display import labels, numbers
from pijler_analysis.display.absence import check_any_to_show, or_one_line
from pijler_analysis.display.cells import Cell, cells, known, latest_year, value_text
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import open_canvas, write
from pijler_analysis.display.figures.free_spots import free_spots
from pijler_analysis.display.figures.notes import caption, cells_frame
from pijler_analysis.display.language import say
from pijler_analysis.display.style import (
    GREY,
    RULE,
    TEXT_SIZE,
    THIS_YEAR,
    WIDTHS,
    house_style,
    text_width,
)
from pijler_analysis.reference import municipality_places

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INDICATOR, _BY = "reach.registrations", "municipality"
_LONGITUDES, _LATITUDES = (2.45, 6.05), (50.66, 51.54)
_SQUEEZE = 0.63
"""How much shorter a degree of longitude is than one of latitude, here."""
_AREA = 7.0
"""Square points of dot per organisation."""
_NONE = 5.0
"""The same of the dot where there is none."""

_NAMED = 6


@or_one_line
def municipality_map(results: pd.DataFrame, *, year: int | None = None) -> Chart:
    """Draw where active organisations are: a dot per municipality, its area their number.

    A municipality without any keeps a small grey dot, so the reader sees that nobody is there.

    Returns
    -------
    Chart; its caption counts the organisations that have no place on the map
    """
    year = year if year is not None else latest_year(results, _INDICATOR, by=_BY)
    places = municipality_places(year)
    rows = [row for row in known(cells(results, _INDICATOR, by=_BY, year=year)) if row.estimate]
    shown = sorted(
        (row for row in rows if row.group in places), key=lambda row: -(row.estimate or 0.0)
    )
    check_any_to_show(shown, results, _INDICATOR, year=year, by=_BY)
    title = _title(shown, year)
    shape = (_LATITUDES[1] - _LATITUDES[0]) / ((_LONGITUDES[1] - _LONGITUDES[0]) * _SQUEEZE)
    with house_style():
        canvas = open_canvas(title, plot_height=shape * WIDTHS["full"], bottom=0.02)
        _draw(canvas.axes, shown, places)
    first = "; ".join(f"{labels.label(_BY, row.group)}: {value_text(row)}" for row in shown[:10])
    return Chart(
        canvas.figure, title, caption(_INDICATOR, shown, extra=_read(rows, places, year)),
        say("{title}. De eerste gemeenten: {municipalities}.", title=title, municipalities=first),
        cells_frame(shown), "gemeenten",
    )  # fmt: skip


def _draw(axes: Axes, shown: list[Cell], places: dict[str, tuple[float, float]]) -> None:
    axes.set_xlim(*_LONGITUDES)
    axes.set_ylim(*_LATITUDES)
    has_any = {row.group for row in shown}
    none = [place for name, place in places.items() if name not in has_any]
    axes.scatter([x for x, _ in none], [y for _, y in none], s=_NONE, color=RULE, linewidths=0)
    there = [places[row.group] for row in shown]
    areas = [_AREA * (row.estimate or 0.0) for row in shown]
    axes.scatter(
        [x for x, _ in there], [y for _, y in there], s=areas, color=THIS_YEAR, alpha=0.5,
        edgecolors="white", linewidths=0.5,
    )  # fmt: skip
    dots = np.array([*there, *none])
    radii = np.sqrt(np.array([*areas, *[_NONE] * len(none)]) / np.pi)
    _write_names(axes, shown[:_NAMED], dots, radii)


def _write_names(axes: Axes, named: list[Cell], dots: np.ndarray, radii: np.ndarray) -> None:
    """Write each name where it lies on no dot, with a line to its own where that is further off.

    ``named`` are the first of ``dots``, in the same order; ``radii`` are in points.
    """
    corner = np.array((_LONGITUDES[0], _LATITUDES[0]))
    scale = WIDTHS["full"] * 72 / (_LONGITUDES[1] - _LONGITUDES[0]) * np.array((1, 1 / _SQUEEZE))
    size = (np.array((_LONGITUDES[1], _LATITUDES[1])) - corner) * scale
    circles = np.column_stack(((dots - corner) * scale, radii))
    names = [f"{labels.label(_BY, row.group)} {value_text(row)}" for row in named]
    sizes = [(text_width(name, weight="semibold") * 72 + 4, TEXT_SIZE) for name in names]
    for name, spot in zip(names, free_spots(sizes, circles, within=size), strict=True):
        if spot is not None:
            x, y = corner + spot.middle / scale
            write(axes, name, (x, y), (0, 0), weight="semibold")
            axes.plot(*(corner + spot.line / scale).T, color=GREY, linewidth=0.6, zorder=4)


def _title(shown: list[Cell], year: int) -> str:
    most = [row for row in shown if row.estimate == shown[0].estimate]
    names = labels.listing([labels.label(_BY, row.group, form="phrase") for row in most])
    return say(
        "In {year} waren er actieve organisaties in {municipalities}, de meeste in {names} "
        "({value})",
        year=year, municipalities=labels.counted(_count(shown, year), "gemeente", "gemeenten"),
        names=names, value=value_text(most[0]),
    )  # fmt: skip


def _count(shown: list[Cell], year: int) -> float:
    """Count rows of the results."""
    return numbers.sourced(
        float(len(shown)), "results", "count(group)", indicator=_INDICATOR, year=year, by=_BY
    )


def _read(rows: list[Cell], places: dict[str, tuple[float, float]], year: int) -> str:
    """Say how to read the map, and how many organisations it leaves out."""
    told = say("Een grijze stip is een gemeente zonder actieve organisatie.")
    absent = [row for row in rows if row.group not in places]
    if not absent:
        return told
    lost = numbers.sourced(
        sum(row.estimate or 0.0 for row in absent), "results", "sum(estimate)",
        indicator=_INDICATOR, year=year, by=_BY,
        groups=";".join(sorted(row.group for row in absent)),
    )  # fmt: skip
    count = labels.counted(lost, "organisatie ligt", "organisaties liggen")
    return f"{told} " + say(
        "{count} buiten Vlaanderen en Brussel of op een onbekende plaats.", count=count
    )
