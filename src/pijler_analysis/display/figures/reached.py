"""How far the work reaches: from the field to who came, and who is met in more than one channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import check_any_to_show, or_one_line
from pijler_analysis.display.cells import Cell, NothingToShowError, cell, cells, latest_year
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import open_canvas, write
from pijler_analysis.display.figures.notes import cells_frame
from pijler_analysis.display.language import say
from pijler_analysis.display.style import (
    EARLIER,
    FILL,
    GREY,
    INK,
    RULE,
    SHADES,
    THIS_YEAR,
    WIDTHS,
    Width,
    house_style,
    text_width,
)
from pijler_analysis.display.subjects import sources
from pijler_analysis.display.words import CONTACT_CHANNELS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_STEPS = {
    "reach.newsletter_share": "krijgen de nieuwsbrief",
    "helpdesk.ever_asked_share": "stelden ooit een vraag",
    "training.reach": "volgden dit jaar een vorming",
    "fund.register_share": "vroegen dit jaar steun aan",
}
"""What part of the register each contact reached, in words after a number."""

_ROW = 0.27
_CHANNELS = ("registrations", "training", "helpdesk", "panel", "steering_group")


@or_one_line
def reach_funnel(results: pd.DataFrame, *, year: int | None = None, width: Width = "full") -> Chart:
    """Draw how many organisations each step from the field to a contact still holds.

    Parameters
    ----------
    results : result table, protected
    year : the latest where left out

    Returns
    -------
    Chart; a step that is not known is left out
    """
    year = year if year is not None else latest_year(results, "reach.registrations")
    registered = cell(results, "reach.registrations", year=year)
    check_any_to_show([registered] if registered else [], results, "reach.registrations", year=year)
    bars = _bars(results, year)
    title = _funnel_title(bars)
    names = [name for name, _, _ in bars]
    with house_style():
        canvas = open_canvas(
            title, width=width, plot_height=len(bars) * _ROW,
            left=max(map(text_width, names)) + 0.13, right=0.85, bottom=0.04,
        )  # fmt: skip
        _draw_funnel(canvas.axes, bars)
    used = [row.indicator for _, row, _ in bars]
    told = say(
        "Van het veld tot het contact, {year}, in organisaties. Bron: {source}. Een organisatie "
        "kan in meer dan één stap staan. Bij de vormingen tellen organisaties die bij het begin "
        "van het jaar geregistreerd waren.", year=year, source=sources(dict.fromkeys(used)),
    )  # fmt: skip
    alt = "; ".join(f"{name}: {_count(row)}" for name, row, _ in bars)
    return Chart(
        canvas.figure, title, told, f"{title}. {alt}.", cells_frame([row for _, row, _ in bars]),
        "trechter", width,
    )  # fmt: skip


@or_one_line
def channel_overlap(
    results: pd.DataFrame, *, year: int | None = None, width: Width = "half"
) -> Chart:
    """Draw how many organisations are met in both of two channels, for every pair.

    Returns
    -------
    Chart; a pair too small to show says so
    """
    indicator = "diaspora.overlap"
    year = year if year is not None else latest_year(results, indicator, by="channel_pair")
    rows = cells(results, indicator, by="channel_pair", year=year)
    check_any_to_show(rows, results, indicator, year=year, by="channel_pair")
    total = cell(results, indicator, year=year)
    title = _overlap_title(rows, total, year)
    names = [say(CONTACT_CHANNELS[one].label) for one in _CHANNELS]
    with house_style():
        left = max(text_width(name) for name in names[1:]) + 0.13
        lower = _room_below(names[:-1], WIDTHS[width] - left)
        canvas = open_canvas(
            title, width=width, plot_height=0.27 * (len(names) - 1), left=left,
            bottom=0.24 + lower / 72,
        )  # fmt: skip
        _draw_pairs(canvas.axes, {row.group: row for row in rows}, names, lower=lower)
    alt = "; ".join(f"{labels.label('channel_pair', row.group)}: {_shown(row)}" for row in rows)
    told = say(
        "Organisaties in twee kanalen tegelijk, {year}. Bron: {source}.", year=year,
        source=sources([indicator]),
    )  # fmt: skip
    return Chart(
        canvas.figure, title, told, f"{title}. {alt}.", cells_frame(rows), "overlap", width,
    )  # fmt: skip


def _bars(results: pd.DataFrame, year: int) -> list[tuple[str, Cell, float]]:
    """Return the steps: words, the row its count comes from, and its part of the register."""
    registered = cell(results, "reach.registrations", year=year)
    coverage = cell(results, "reach.coverage", year=year)
    if registered is None or not registered.estimate:
        raise NothingToShowError(say("Er is geen register om van te vertrekken."))
    bars = []
    if coverage is not None and coverage.denominator:
        field = replace(coverage, estimate=coverage.denominator, unit="organisations")
        part = coverage.denominator / registered.estimate
        bars.append((say("in het veld, naar schatting"), field, part))
    bars.append((say("geregistreerd"), registered, 1.0))
    for indicator, words in _STEPS.items():
        row = cell(results, indicator, year=year)
        if row is not None and row.has_value and row.numerator is not None:
            counted = replace(row, estimate=row.numerator, unit="organisations")
            bars.append((say(words), counted, row.numerator / registered.estimate))
    return bars


def _funnel_title(bars: Sequence[tuple[str, Cell, float]]) -> str:
    register = next(row for _, row, _ in bars if row.indicator == "reach.registrations")
    steps = [(name, row) for name, row, _ in bars if row.indicator in _STEPS]
    start = labels.counted(register.estimate or 0, "organisatie", "organisaties")
    if not steps:
        return say("Er staan {organisations} in het register", organisations=start)
    ends = dict.fromkeys([steps[0], steps[-1]])
    told = labels.listing([f"{_count(row)} {name}" for name, row in ends])
    return say("Het register telt {organisations}. {steps}", organisations=start, steps=told)


def _draw_funnel(axes: Axes, bars: Sequence[tuple[str, Cell, float]]) -> None:
    axes.set_xlim(0, max(part for _, _, part in bars))
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.plot((0, 0), (-0.5, len(bars) - 0.5), color=RULE, linewidth=0.8, clip_on=False)
    for place, (name, row, part) in enumerate(bars):
        color = {"reach.coverage": FILL, "reach.registrations": THIS_YEAR}.get(
            row.indicator, EARLIER
        )
        axes.barh(place, part, height=0.66, color=color)
        write(axes, name, (0, place), (-6, 0), ha="right")
        write(axes, _count(row), (part, place), (5, 0), ha="left", color=INK, weight="semibold")


def _room_below(names: Sequence[str], width: float) -> float:
    """Return how many points every second name goes down, where two would else run together."""
    step = width / len(names)
    pairs = pairwise(names)
    crowded = any((text_width(one) + text_width(other)) / 2 > step - 0.05 for one, other in pairs)
    return 10.0 if crowded else 0.0


def _draw_pairs(axes: Axes, rows: dict[str, Cell], names: Sequence[str], *, lower: float) -> None:
    from matplotlib.patches import Rectangle

    last = len(names) - 1
    axes.set_xlim(0, last)
    axes.set_ylim(last, 0)
    high = max((row.estimate or 0.0 for row in rows.values()), default=1.0) or 1.0
    for column, first in enumerate(_CHANNELS[:-1]):
        write(axes, names[column], (column + 0.5, last), (0, -8 - lower * (column % 2)),
              color=GREY)  # fmt: skip
        for line, second in enumerate(_CHANNELS[column + 1 :], start=column):
            row = rows.get(f"{first}+{second}")
            part = (row.estimate or 0.0) / high if row is not None else 0.0
            shade = FILL if part < 0.02 else SHADES[min(int(part * len(SHADES)), len(SHADES) - 1)]
            axes.add_patch(
                Rectangle(
                    (column + 0.02, line + 0.04), 0.96, 0.92, facecolor=shade, edgecolor="none"
                )
            )
            tone = "white" if shade in SHADES[2:] else INK
            write(axes, _shown(row), (column + 0.5, line + 0.5), (0, 0), color=tone)
    for line, name in enumerate(names[1:]):
        write(axes, name, (0, line + 0.5), (-6, 0), ha="right")


def _overlap_title(rows: Sequence[Cell], total: Cell | None, year: int) -> str:
    known = [row for row in rows if row.has_value]
    if not known or total is None or not total.has_value:
        return say("Hoeveel organisaties in twee kanalen zitten, tonen we niet")
    most = max(known, key=lambda row: row.estimate or 0.0)
    return say(
        "In {year} zaten {organisations} in meer dan één kanaal, het vaakst in {pair} ({value})",
        year=year, organisations=labels.counted(total.estimate or 0, "organisatie", "organisaties"),
        pair=labels.label("channel_pair", most.group, form="phrase"), value=_count(most),
    )  # fmt: skip


def _count(row: Cell) -> str:
    return labels.number(row.estimate) if row.estimate is not None else labels.MISSING


def _shown(row: Cell | None) -> str:
    if row is None or row.estimate is None:
        return say(labels.TOO_SMALL) if row is not None and row.is_withheld else "–"
    return labels.number(row.estimate)
