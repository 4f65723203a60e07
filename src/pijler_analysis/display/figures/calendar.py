"""When the helpdesk was busy: questions per month and day of the week, to explore."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import NothingToShowError
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import open_canvas
from pijler_analysis.display.style import FILL, GREY, INK, THIS_YEAR, Width, house_style, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


@or_one_line
def helpdesk_calendar(helpdesk: pd.DataFrame, *, width: Width = "full") -> Chart:
    """Draw how many questions came in each month on each day of the week.

    Parameters
    ----------
    helpdesk : clean table; the count of our own work carries nothing of who asked

    Returns
    -------
    Chart; its data hold one row per month, one column per day
    """
    asked = helpdesk["asked_on"].dropna()
    if asked.empty:
        raise NothingToShowError("De helpdesk kreeg geen vragen.")
    counts = _counts(asked)
    title = _title(counts)
    with house_style():
        left = max(text_width(month) for month in MONTHS) + 0.13
        canvas = open_canvas(
            title, width=width, plot_height=0.2 * len(MONTHS), left=left, bottom=0.22
        )
        _draw(canvas.axes, counts, short=width == "half")
    told = (
        "Vragen aan de helpdesk per maand en weekdag. Bron: helpdesklogboek; "
        f"{labels.number(counts.to_numpy().sum())} vragen."
    )
    per_month = "; ".join(f"{month}: {labels.number(n)}" for month, n in counts.sum(axis=1).items())
    return Chart(
        canvas.figure, title, told, f"{title}. Per maand: {per_month}.", counts,
        "helpdesk-kalender", width,
    )  # fmt: skip


def _counts(asked: pd.Series) -> pd.DataFrame:
    days = DAYS if (asked.dt.day_of_week >= 5).any() else DAYS[:5]
    counts = pd.crosstab(asked.dt.month, asked.dt.day_of_week)
    counts = counts.reindex(index=range(1, 13), columns=range(len(days)), fill_value=0)
    return counts.set_axis(list(MONTHS)).set_axis(list(days), axis=1)


def _title(counts: pd.DataFrame) -> str:
    month, day = counts.sum(axis=1), counts.sum()
    return (
        f"De helpdesk kreeg de meeste vragen in {month.idxmax()} ({labels.number(month.max())}) "
        f"en op {day.idxmax()} ({labels.number(day.max())})"
    )


def _draw(axes: Axes, counts: pd.DataFrame, *, short: bool) -> None:
    import seaborn as sns  # slow to import, and only this figure needs it
    from matplotlib.colors import LinearSegmentedColormap

    shades = LinearSegmentedColormap.from_list("load", [FILL, THIS_YEAR])
    names = [str(day)[:2] if short else str(day) for day in counts]
    sns.heatmap(
        counts, ax=axes, cmap=shades, annot=True, fmt="d", cbar=False, linewidths=1.5,
        linecolor="white", xticklabels=names, annot_kws={"size": 7},
    )  # fmt: skip
    for text in axes.texts:
        is_dark = int(text.get_text()) > 0.65 * counts.to_numpy().max()
        text.set_color("white" if is_dark else INK)
    axes.set_axis_on()
    axes.set(xlabel="", ylabel="")
    axes.tick_params(length=0, labelcolor=GREY)
    axes.tick_params(axis="y", rotation=0)
    axes.tick_params(axis="x", rotation=0)
