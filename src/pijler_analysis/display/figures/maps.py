"""Two maps: Flanders as a tile per province, and the countries organisations work in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels, numbers
from pijler_analysis.display.absence import check_any_to_show, or_one_line
from pijler_analysis.display.cells import Cell, cells, known, latest_year, value_text
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import KeyEntry, open_canvas, write
from pijler_analysis.display.figures.notes import caption, cells_frame
from pijler_analysis.display.group_sentences import describe_groups, groups_text
from pijler_analysis.display.language import say
from pijler_analysis.display.style import (
    FILL,
    INK,
    RULE,
    SHADES,
    WIDTHS,
    Width,
    house_style,
)
from pijler_analysis.reference import world_outline
from pijler_analysis.schema.results import UNKNOWN

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TILES = {
    "West-Vlaanderen": (0, 0), "Oost-Vlaanderen": (1, 0), "Antwerpen": (2, 0), "Limburg": (3, 0),
    "Brussel": (1.5, 1), "Vlaams-Brabant": (2.5, 1),
}  # fmt: skip
"""Column and row of each province, about where it lies."""

_LATITUDES = (-41.0, 61.0)
_LONGITUDES = (-170.0, 180.0)


@or_one_line
def province_map(
    results: pd.DataFrame,
    indicator: str,
    *,
    year: int | None = None,
    width: Width = "half",
    label: str | None = None,
) -> Chart:
    """Draw a tile per province, the darker the more, each with its value.

    Parameters
    ----------
    results : result table, protected
    year : the latest with this breakdown where left out

    Returns
    -------
    Chart; a province too small to show keeps its tile and says so
    """
    year = year if year is not None else latest_year(results, indicator, by="province")
    found = {row.group: row for row in cells(results, indicator, by="province", year=year)}
    shown = [found[name] for name in _TILES if name in found]
    check_any_to_show(shown, results, indicator, year=year, by="province")
    finding = describe_groups(shown)
    with house_style():
        canvas = open_canvas(
            finding.title, width=width, plot_height=0.31 * WIDTHS[width], bottom=0.02
        )
        _draw_tiles(canvas.axes, shown, name_form="short" if width == "half" else "label")
    return Chart(
        canvas.figure, finding.title,
        caption(indicator, shown, extra=say("Schematische kaart: een tegel per provincie.")),
        f"{finding.text} {groups_text(shown)}.", cells_frame(shown),
        label or f"{indicator}-kaart".replace(".", "-").replace("_", "-"), width,
    )  # fmt: skip


@or_one_line
def partner_countries(results: pd.DataFrame, *, year: int | None = None) -> Chart:
    """Draw a world map of the countries active organisations work in, the darker the more.

    Returns
    -------
    Chart; its caption counts the countries that have no place on a map of this size
    """
    indicator = "reach.registrations"
    year = year if year is not None else latest_year(results, indicator, by="country")
    rows = cells(results, indicator, by="country", year=year)
    shown = sorted(
        (row for row in known(rows) if row.group != UNKNOWN and row.estimate),
        key=lambda row: -(row.estimate or 0.0),
    )
    check_any_to_show(shown, results, indicator, year=year, by="country")
    steps = _steps([row.estimate or 0.0 for row in shown])
    title = _countries_title(shown, year)
    key = [
        KeyEntry(_step_words(low, high), shade)
        for (low, high), shade in zip(steps, SHADES, strict=False)
    ]
    with house_style():
        canvas = open_canvas(title, plot_height=1.8, bottom=0.02, key=key)
        drawn = _draw_world(canvas.axes, {row.group: row for row in shown}, steps)
    missing = _countries([row for row in shown if row.group not in drawn], year)
    extra = say("Een organisatie telt mee in elk land waar ze werkt.")
    if missing:
        absent = labels.counted(missing, "land is", "landen zijn")
        extra += " " + say("{absent} te klein voor deze kaart.", absent=absent)
    first = "; ".join(
        f"{labels.label('country', row.group)}: {value_text(row)}" for row in shown[:10]
    )
    return Chart(
        canvas.figure, title, caption(indicator, shown, extra=extra),
        say("{title}. De eerste landen: {countries}.", title=title, countries=first),
        cells_frame(shown), "partnerlanden",
    )  # fmt: skip


def _draw_tiles(axes: Axes, shown: list[Cell], *, name_form: str) -> None:
    from matplotlib.patches import Rectangle

    axes.set_xlim(0, 4)
    axes.set_ylim(2, 0)
    values = [row.estimate or 0.0 for row in known(shown)]
    low, high = min(values, default=0.0), max(values, default=1.0)
    for row in shown:
        left, top = _TILES[row.group]
        place = (
            (row.estimate - low) / (high - low) if row.estimate is not None and high > low else 0
        )
        shade = SHADES[min(int(place * len(SHADES)), len(SHADES) - 1)] if row.has_value else FILL
        axes.add_patch(
            Rectangle((left + 0.02, top + 0.03), 0.96, 0.94, facecolor=shade, edgecolor="white")
        )
        tone = "white" if shade in SHADES[2:] and row.has_value else INK
        name = (
            labels.label("province", row.group, form=name_form)
            .replace("-", "-\n")
            .replace(" ", "\n")
        )
        write(axes, name, (left + 0.5, top + 0.36), (0, 0), color=tone)
        value = value_text(row) if row.has_value else say(labels.TOO_SMALL)
        write(axes, value, (left + 0.5, top + 0.78), (0, 0), color=tone, weight="semibold")


def _steps(values: list[float]) -> list[tuple[int, int]]:
    """Divide counts in as many ranges as there are shades, each about twice as wide."""
    high = int(max(values))
    edges = [1, max(2, round(high * 0.07)), max(3, round(high * 0.2)), max(4, round(high * 0.5))]
    return [
        (low, top - 1) for low, top in zip(edges, [*edges[1:], high + 1], strict=True) if top > low
    ]


def _step_words(low: int, high: int) -> str:
    return labels.value_range(numbers.tick(low), numbers.tick(high), "organisations")


def _draw_world(axes: Axes, rows: dict[str, Cell], steps: list[tuple[int, int]]) -> set[str]:
    """Draw all countries as one artist; returns those of the results that have a place."""
    from matplotlib.collections import PolyCollection

    outlines = world_outline()
    axes.set_xlim(*_LONGITUDES)
    axes.set_ylim(*_LATITUDES)
    faces = [_shade(rows.get(country), steps) for country, _ in outlines]
    axes.add_collection(
        PolyCollection(
            [points for _, points in outlines], facecolors=faces, edgecolors=RULE, linewidths=0.3
        )
    )
    return {country for country, _ in outlines}


def _shade(row: Cell | None, steps: list[tuple[int, int]]) -> str:
    if row is None or row.estimate is None:
        return FILL
    return next(
        (SHADES[place] for place, (_, high) in enumerate(steps) if row.estimate <= high), SHADES[-1]
    )


def _countries(shown: list[Cell], year: int) -> float:
    """Count rows of the results."""
    return numbers.sourced(
        float(len(shown)), "results", "count(group)", indicator="reach.registrations", year=year,
        by="country",
    )  # fmt: skip


def _countries_title(shown: list[Cell], year: int) -> str:
    most = [row for row in shown if row.estimate == shown[0].estimate]
    names = labels.listing([labels.label("country", row.group, form="phrase") for row in most])
    return say(
        "In {year} werkten organisaties in {countries}, de meeste in {names} ({value})",
        year=year, countries=labels.counted(_countries(shown, year), "land", "landen"), names=names,
        value=value_text(most[0]),
    )  # fmt: skip
