"""Where the uncertainty of the headline figures comes from: a bar per cause, never summed.

Chance (who happened to answer), silence (what weighting moves) and what is not known (unlinked
rows, a status nobody filled in) are of another kind each; the longest bar says what to mend first.
Each figure has a scale of its own, from zero to its farthest end, so that one very uncertain
figure does not dwarf the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import Cell, NothingToShowError, cell, latest_year
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import KeyEntry, open_canvas, write
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import cited
from pijler_analysis.display.style import (
    ASKED,
    EARLIER,
    GREY,
    GRID,
    INK,
    RULE,
    house_style,
    text_width,
)
from pijler_analysis.display.subjects import HEADLINE, sources, subject

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CAUSES = {
    "sampling": ("toeval van de steekproef", EARLIER),
    "silence": ("wie niet antwoordde", INK),
    "unknown": ("niet gekoppeld of onbekend", ASKED),
}
"""What makes a figure uncertain: its words and its colour."""
_ROW_HEIGHT = 0.3
_BAR = 0.34


Spans = dict[str, tuple[float, float]]
"""By cause where a figure may lie, as a part of it: 0.9 to 1.2 is a tenth less to a fifth more."""


def uncertainty_parts(results: pd.DataFrame, *, year: int) -> pd.DataFrame:
    """Return how far each headline figure may be off by each cause, as a part of the figure.

    Returns
    -------
    DataFrame, one row per headline indicator with a figure: ``indicator``, ``year``, ``sampling``
    (half of the 95 % interval), ``silence`` (what weighting moves it by), ``unknown`` (to its
    farthest bound); missing where a cause does not apply
    """
    rows = [
        {"indicator": indicator, "year": shown_year}
        | {cause: _size(cause, span) for cause, span in spans.items()}
        for indicator, shown_year, spans in _uncertain(results, year)
    ]
    parts = pd.DataFrame(rows, columns=["indicator", "year", *CAUSES])
    return cited(parts, "uncertainty", key=["indicator", "year"])


def _uncertain(results: pd.DataFrame, year: int) -> Iterator[tuple[str, int, Spans]]:
    for indicator in HEADLINE:
        try:
            shown_year = latest_year(results, indicator, until=year)
        except NothingToShowError:
            continue
        plain = cell(results, indicator, year=shown_year)
        if plain is not None and plain.estimate and plain.limits:
            weighted = cell(results, indicator, year=shown_year, weighted=True)
            yield indicator, shown_year, _spans(plain, weighted)


def _spans(plain: Cell, weighted: Cell | None) -> Spans:
    value = plain.estimate or 1.0
    low, high = sorted(end / value for end in plain.limits or (value, value))
    if plain.basis != "sample":
        return {"unknown": (low, high)}
    spans = {"sampling": (low, high)}
    if weighted is not None and weighted.estimate is not None:
        moved = weighted.estimate / value
        spans["silence"] = (min(moved, 1.0), max(moved, 1.0))
    return spans


def _size(cause: str, span: tuple[float, float]) -> float:
    low, high = span
    return (high - low) / 2 if cause == "sampling" else max(high - 1, 1 - low)


@or_one_line
def uncertainty(results: pd.DataFrame, *, year: int) -> Chart:
    """Draw around each headline figure how far each cause may move it, each on its own scale.

    Parameters
    ----------
    results : result table, protected
    year : the year; a survey figure is that of the last wave up to it
    """
    parts = uncertainty_parts(results, year=year)
    if parts.empty:
        raise NothingToShowError("Van geen enkel kerncijfer is de zekerheid bekend.")
    names = [subject(indicator).name for indicator in parts["indicator"]]
    title = _title(parts)
    with house_style():
        canvas = open_canvas(
            title, plot_height=len(parts) * _ROW_HEIGHT,
            left=max(text_width(name) for name in names) + 0.13, right=1.1, bottom=0.04,
            key=[KeyEntry(say("het cijfer"), INK, "o"),
                 *(KeyEntry(say(words), color) for words, color in CAUSES.values())],
        )  # fmt: skip
        _draw(canvas.axes, [spans for _, _, spans in _uncertain(results, year)], parts, names)
    told = [_told(name, row) for name, row in zip(names, parts.to_dict("records"), strict=True)]
    return Chart(
        canvas.figure, title,
        say("Hoe ver elk kerncijfer van {year} ernaast kan zitten, per oorzaak, in procent van het "
            "cijfer. Elke rij heeft haar eigen schaal, vanaf nul. De balken tel je niet op. "
            "Bron: {source}.", year=year, source=sources(parts["indicator"])),
        f"{title}. {' '.join(told)}", parts, "onzekerheid",
    )  # fmt: skip


def _title(parts: pd.DataFrame) -> str:
    """Name the figure that may be off by most, and why."""
    sizes = parts.set_index("indicator")[list(CAUSES)].astype(float)
    if not sizes.fillna(0.0).to_numpy().any():
        return say("Van geen enkel kerncijfer kan een bekende oorzaak iets veranderen")
    indicator = str(sizes.max(axis=1).idxmax())
    cause = str(sizes.loc[indicator].idxmax())
    size = parts.loc[parts["indicator"] == indicator, cause].iloc[0]
    told = say(
        "{name} is het minst zeker: {cause} kan het cijfer {size} verschuiven",
        name=subject(indicator).phrase, cause=say(CAUSES[cause][0]), size=_percent(size),
    )  # fmt: skip
    return labels.capitalised(told)


def _draw(axes: Axes, rows: list[Spans], parts: pd.DataFrame, names: list[str]) -> None:
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.plot((0, 0), (-0.5, len(rows) - 0.5), color=RULE, linewidth=0.8, clip_on=False)
    for place, (name, spans) in enumerate(zip(names, rows, strict=True)):
        write(axes, name, (0, place), (-6, 0), ha="right")
        axes.plot((0, 1), (place, place), color=GRID, linewidth=0.6, zorder=0)
        _draw_row(axes, place, spans)
        told = [_percent(parts[cause].iloc[place]) for cause in spans]
        write(axes, labels.listing(told), (1, place), (8, 0), color=GREY, ha="left")


def _draw_row(axes: Axes, place: int, spans: Spans) -> None:
    """Draw a figure and its bars on a scale from zero to the farthest end."""
    end = max(1.0, *(high for _, high in spans.values()))
    for order, (cause, (low, high)) in enumerate(spans.items()):
        at = place + (order - (len(spans) - 1) / 2) * _BAR
        axes.barh(
            at, (high - low) / end, left=low / end, height=_BAR, color=CAUSES[cause][1], zorder=2
        )
    axes.plot(
        1 / end, place, "o", markersize=4.5, color=INK, markeredgecolor="white", zorder=3,
        clip_on=False,
    )  # fmt: skip


def _told(name: str, row: dict) -> str:
    said = [
        f"{say(words)} {_percent(row[cause])}"
        for cause, (words, _) in CAUSES.items()
        if not pd.isna(row[cause])
    ]
    return f"{name}: {labels.listing(said)}."


def _percent(value: float) -> str:
    return labels.percent(value, decimals=0 if value >= 0.095 or not value else 1)
