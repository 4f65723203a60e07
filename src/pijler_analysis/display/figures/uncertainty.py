"""Where the uncertainty of the headline figures comes from: three bars side by side, never summed.

Chance (who happened to answer), silence (what weighting moves) and what is not known (unlinked
rows, a status nobody filled in) are of another kind each; the longest bar says what to mend first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import Cell, NothingToShowError, cell, latest_year
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import KeyEntry, open_canvas, write
from pijler_analysis.display.language import say
from pijler_analysis.display.style import (
    ASKED,
    EARLIER,
    GREY,
    RULE,
    THIS_YEAR,
    house_style,
    text_width,
)
from pijler_analysis.display.subjects import HEADLINE, sources, subject

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CAUSES = {
    "sampling": ("toeval van de steekproef", EARLIER),
    "silence": ("wie niet antwoordde", THIS_YEAR),
    "unknown": ("niet gekoppeld of onbekend", ASKED),
}
"""What makes a figure uncertain: its words and its colour."""
_ROW_HEIGHT = 0.42
_BAR = 0.24
_TITLE = "Wat de kerncijfers onzeker maakt"


def uncertainty_parts(results: pd.DataFrame, *, year: int) -> pd.DataFrame:
    """Return how far each headline figure may be off by each cause, as a part of the figure.

    Returns
    -------
    DataFrame, one row per headline indicator with a figure: ``indicator``, ``year``, ``sampling``
    (half of the 95 % interval), ``silence`` (what weighting moves it by), ``unknown`` (to its
    farthest bound); missing where a cause does not apply
    """
    rows = []
    for indicator in HEADLINE:
        try:
            shown_year = latest_year(results, indicator, until=year)
        except NothingToShowError:
            continue
        plain = cell(results, indicator, year=shown_year)
        if plain is not None and plain.estimate and plain.limits:
            weighted = cell(results, indicator, year=shown_year, weighted=True)
            rows.append({"indicator": indicator, "year": shown_year, **_parts(plain, weighted)})
    return pd.DataFrame(rows, columns=["indicator", "year", *CAUSES])


def _parts(plain: Cell, weighted: Cell | None) -> dict[str, float | None]:
    value, (low, high) = plain.estimate or 1.0, plain.limits or (0.0, 0.0)
    size = abs(value)
    if plain.basis != "sample":
        return {"unknown": max(high - value, value - low) / size}
    parts: dict[str, float | None] = {"sampling": (high - low) / 2 / size}
    if weighted is not None and weighted.estimate is not None:
        parts["silence"] = abs(weighted.estimate - value) / size
    return parts


@or_one_line
def uncertainty(results: pd.DataFrame, *, year: int) -> Chart:
    """Draw for each headline indicator how far each cause may move it, in percent of the figure.

    Parameters
    ----------
    results : result table, protected
    year : the year; a survey figure is that of the last wave up to it
    """
    parts = uncertainty_parts(results, year=year)
    if parts.empty:
        raise NothingToShowError("Van geen enkel kerncijfer is de zekerheid bekend.")
    names = [subject(indicator).name for indicator in parts["indicator"]]
    with house_style():
        canvas = open_canvas(
            say(_TITLE), plot_height=len(parts) * _ROW_HEIGHT,
            left=max(text_width(name) for name in names) + 0.13, right=0.6, bottom=0.04,
            key=[KeyEntry(say(words), color) for words, color in CAUSES.values()],
        )  # fmt: skip
        _draw(canvas.axes, parts, names)
    told = [_told(name, row) for name, row in zip(names, parts.to_dict("records"), strict=True)]
    return Chart(
        canvas.figure, say(_TITLE),
        say("Hoe ver elk kerncijfer van {year} ernaast kan zitten, per oorzaak, in procent van het "
            "cijfer. De balken tel je niet op. Bron: {source}.",
            year=year, source=sources(parts["indicator"])),
        f"{say(_TITLE)}. {' '.join(told)}", parts, "onzekerheid",
    )  # fmt: skip


def _draw(axes: Axes, parts: pd.DataFrame, names: list[str]) -> None:
    axes.set_ylim(len(parts) - 0.5, -0.5)
    axes.set_xlim(0, max(parts[list(CAUSES)].max().max(), 0.01))
    axes.plot((0, 0), (-0.5, len(parts) - 0.5), color=RULE, linewidth=0.8, clip_on=False)
    for place, name in enumerate(names):
        write(axes, name, (0, place), (-6, 0), ha="right")
    for order, (cause, (_, color)) in enumerate(CAUSES.items()):
        for place, value in enumerate(parts[cause]):
            at = place + (order - 1) * (_BAR + 0.03)
            shown = not pd.isna(value)
            if shown:
                axes.barh(at, value, height=_BAR, color=color, zorder=2)
                write(axes, _percent(value), (value, at), (4, 0), color=GREY, ha="left")


def _told(name: str, row: dict) -> str:
    said = [
        f"{say(words)} {_percent(row[cause])}"
        for cause, (words, _) in CAUSES.items()
        if not pd.isna(row[cause])
    ]
    return f"{name}: {labels.listing(said)}."


def _percent(value: float) -> str:
    return labels.percent(value, decimals=0 if value >= 0.095 or not value else 1)
