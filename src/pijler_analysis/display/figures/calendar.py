"""When the helpdesk was busy: questions per month and day of the week, to explore."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import NothingToShowError
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import open_canvas, write
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import sourced
from pijler_analysis.display.style import FILL, GREY, INK, SHADES, Width, house_style, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


_FIRST_DARK = 0.5
"""From this part of the highest count the shade asks for white digits."""


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
        left = max(text_width(say(month)) for month in MONTHS) + 0.13
        canvas = open_canvas(
            title, width=width, plot_height=0.19 * len(MONTHS), left=left, bottom=0.22
        )
        _draw(canvas.axes, counts, short=width == "half")
    asked_of = sourced(counts.to_numpy().sum(), "helpdesk", "asked_on")
    told = say(
        "Vragen aan de helpdesk per maand en weekdag. Bron: helpdesklogboek; {count} vragen.",
        count=labels.number(asked_of),
    )
    per_month = "; ".join(
        f"{say(str(month))}: {labels.number(n)}" for month, n in counts.sum(axis=1).items()
    )
    alt = say("{title}. Per maand: {months}.", title=title, months=per_month)
    return Chart(
        canvas.figure, title, told, alt, counts,
        "helpdesk-kalender", width,
    )  # fmt: skip


def _counts(asked: pd.Series) -> pd.DataFrame:
    days = DAYS if (asked.dt.day_of_week >= 5).any() else DAYS[:5]
    counts = pd.crosstab(asked.dt.month, asked.dt.day_of_week)
    counts = counts.reindex(index=range(1, 13), columns=range(len(days)), fill_value=0)
    return counts.set_axis(list(MONTHS)).set_axis(list(days), axis=1)


def _title(counts: pd.DataFrame) -> str:
    month, day = counts.sum(axis=1), counts.sum()
    return say(
        "De helpdesk kreeg de meeste vragen in {month} ({in_month}) en op {day} ({on_day})",
        month=say(str(month.idxmax())), in_month=_number(month.max(), "month", month.idxmax()),
        day=say(str(day.idxmax())), on_day=_number(day.max(), "day", day.idxmax()),
    )  # fmt: skip


def _draw(axes: Axes, counts: pd.DataFrame, *, short: bool) -> None:
    import seaborn as sns  # slow to import, and only this figure needs it

    none = counts == 0
    sns.heatmap(
        counts, ax=axes, cmap=list(SHADES), mask=none, cbar=False, linewidths=1.5,
        linecolor="white", xticklabels=False, yticklabels=False,
    )  # fmt: skip
    axes.set(xlabel="", ylabel="", facecolor=FILL)
    dark = counts.to_numpy().max() * _FIRST_DARK
    for line, (month, row) in enumerate(counts.iterrows()):
        write(axes, say(str(month)), (0, line + 0.5), (-6, 0), color=GREY, ha="right")
        for column, (day, asked) in enumerate(row.items()):
            text = labels.number(sourced(asked, "helpdesk", "asked_on", month=month, day=day))
            tone = "white" if asked > dark else INK
            write(axes, text, (column + 0.5, line + 0.5), (0, 0), color=tone)
    for column, day in enumerate(counts):
        name = say(str(day))
        write(axes, name[:2] if short else name, (column + 0.5, counts.shape[0]), (0, -8),
              color=GREY)  # fmt: skip


def _number(value: float, which: str, name: object) -> str:
    return labels.number(sourced(value, "helpdesk", "asked_on", **{which: name}))
