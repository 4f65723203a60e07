"""The figures of a strategy: two waves of a survey, what goes first, what more people can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from pijler_analysis.display import labels, numbers
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import NothingToShowError
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import Canvas, KeyEntry, open_canvas, write
from pijler_analysis.display.language import say, say_note
from pijler_analysis.display.style import (
    EARLIER,
    GREY,
    GRID,
    INK,
    RULE,
    THIS_YEAR,
    UNKNOWN_FILL,
    house_style,
    text_width,
)
from pijler_analysis.display.wave_words import (
    BRIDGED,
    change_words,
    changes_title,
    item_name,
    priorities_title,
    rank_words,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 0.225
_GAP = 0.13
CONFIDENCE = 0.95
"""Of the intervals of ``strategy.wave_change``."""

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_VERDICT_ROOM = 1.55
Row = dict[str, Any]


@or_one_line
def wave_changes(changes: pd.DataFrame, *, kind: str, then: int, now: int) -> Chart:
    """Draw what two waves answered on the items of one kind, joined where a line is allowed.

    Parameters
    ----------
    changes : protected: ``item, grade, share_then, share_now, difference, low, high, verdict,
        note``
    kind : ``satisfaction`` or ``need``: how the items begin
    then, now : years of the waves

    Returns
    -------
    Chart; items on another scale get a dashed line, items that are not comparable none at all
    """
    rows = _rows_of(numbers.cited(changes, "changes", key=["item"]), kind)
    title = changes_title(rows, kind=kind, then=then, now=now)
    names = [item_name(row["item"]) for row in rows]
    with house_style():
        canvas = open_canvas(
            title, plot_height=len(rows) * ROW, left=max(map(text_width, names)) + _GAP,
            right=_VERDICT_ROOM, key=_key(rows, then, now),
        )  # fmt: skip
        _frame(canvas, names)
        for place, row in enumerate(rows):
            _draw_change(canvas.axes, place, row)
    told = say(
        "Gewogen aandeel van de leden die antwoordden, {then} en {now}. Bron: bevraging van de "
        "leden. De lijn toont hoe zeker het verschil is: raakt ze het open punt, dan kan het "
        "toeval zijn.", then=then, now=now,
    )  # fmt: skip
    if any(row["grade"] == BRIDGED for row in rows):
        told += " " + say(
            "Gestippeld: de vraag of de schaal veranderde; lees beide definities ernaast."
        )
    alt = " ".join(f"{item_name(row['item'])}: {change_words(row)}." for row in rows)
    return Chart(canvas.figure, title, told, f"{title}. {alt}", pd.DataFrame(rows),
                 f"golven-{kind}")  # fmt: skip


@or_one_line
def rank_bars(acceptability: pd.DataFrame) -> Chart:
    """Draw how often each challenge ends first, second or third, over all plausible weights.

    Parameters
    ----------
    acceptability : one row per challenge: ``alternative, rank, top`` and the share per rank, 1 on
    """
    if acceptability.empty:
        raise NothingToShowError("Over de uitdagingen zijn er geen gegevens.")
    acceptability = numbers.cited(acceptability, "ranking", key=["alternative"])
    order = acceptability.sort_values(["top", "mean_rank"], ascending=[False, True])
    names = labels.labels("challenge", order["alternative"])
    title = priorities_title(order)
    key = [KeyEntry(say("eerste"), THIS_YEAR), KeyEntry(say("tweede of derde"), EARLIER),
           KeyEntry(say("lager"), UNKNOWN_FILL)]  # fmt: skip
    with house_style():
        canvas = open_canvas(
            title, plot_height=len(order) * ROW, left=max(map(text_width, names)) + _GAP,
            right=0.5, bottom=0.04, key=key,
        )  # fmt: skip
        _set_rows(canvas.axes, names)
        for place, row in enumerate(numbers.records(order)):
            start = 0.0
            for size, color in ((row[1], THIS_YEAR), (row["top"] - row[1], EARLIER),
                                (1 - row["top"], UNKNOWN_FILL)):  # fmt: skip
                canvas.axes.barh(place, size, left=start, height=0.62, color=color)
                start += size
            write(canvas.axes, labels.percent(row["top"]), (1, place), (5, 0), color=GREY,
                  ha="left")  # fmt: skip
    told = say(
        "Hoe vaak elke uitdaging bij de eerste drie eindigt, over alle verdedigbare gewichten en "
        "de onzekerheid van de cijfers. Bron: bevragingen en helpdesk."
    )
    alt = " ".join(f"{name}: {rank_words(row)}." for name, row in
                   zip(names, numbers.records(order), strict=True))  # fmt: skip
    return Chart(canvas.figure, title, told, f"{title}. {alt}", order, "prioriteiten")


@or_one_line
def capacity_lines(outlook: pd.DataFrame, *, programme: tuple[int, int] | None = None) -> Chart:
    """Draw how many candidate activities are done by each year, for each number of people.

    Parameters
    ----------
    outlook : ``fte, year, done`` (so far), ``conflict`` (why not even the running work fits)
    programme : first and last year of the programme period, marked
    """
    fits = outlook[outlook["conflict"] == ""]
    if fits.empty:
        raise NothingToShowError("Met geen van deze aantallen past het lopende werk.")
    outlook = numbers.cited(outlook, "outlook", key=["fte", "year"]).assign(year=outlook["year"])
    fits = outlook.loc[fits.index]
    last = fits[fits["year"] == fits["year"].max()].sort_values("fte")
    title = _capacity_title(numbers.records(last))
    with house_style():
        canvas = open_canvas(title, plot_height=1.9, left=0.3, right=1.0, bottom=0.24)
        _draw_outlook(canvas.axes, fits, programme)
    unfit = sorted(set(outlook["fte"]) - set(fits["fte"]))
    told = say("Nieuwe activiteiten die tegen het einde van elk jaar gedaan zijn. Bron: programma.")
    if unfit:
        told += " " + say("Met {fte} voltijdse krachten past het lopende werk er niet in.",
                          fte=_listed(unfit))  # fmt: skip
    alt = " ".join(
        say(
            "Met {fte} voltijdse krachten: {count}.",
            fte=_fte(row["fte"]),
            count=labels.number(row["done"]),
        )
        for row in numbers.records(last)
    )
    return Chart(canvas.figure, title, told, f"{title}. {alt}", outlook, "capaciteit-jaren")


def _rows_of(changes: pd.DataFrame, kind: str) -> list[Row]:
    rows = changes[changes["item"].str.startswith(f"{kind}_")]
    if rows.empty:
        raise NothingToShowError("Geen vraag hiervan werd in beide bevragingen gesteld.")
    order = rows["share_now"].astype("Float64").fillna(-1.0)
    ordered = rows.iloc[order.argsort(kind="stable")[::-1]]
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in numbers.records(ordered)
    ]


def _key(rows: Sequence[Row], then: int, now: int) -> list[KeyEntry]:
    key = [KeyEntry(str(then), GREY, "o", hollow=True), KeyEntry(str(now), THIS_YEAR, "o")]
    sure = labels.percent(numbers.sourced(CONFIDENCE, "changes", "confidence"))
    return [
        *key,
        KeyEntry(say("hoe zeker het verschil is ({sure} zekerheid)", sure=sure), THIS_YEAR, "_"),
    ]


def _set_rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    for place, name in enumerate(names):
        write(axes, name, (0, place), (-6, 0), ha="right")


def _frame(canvas: Canvas, names: Sequence[str]) -> None:
    _set_rows(canvas.axes, names)
    last = len(names) - 0.5
    for tick in _TICKS:
        write(canvas.axes, labels.percent(numbers.tick(tick)), (tick, last), (0, -9), color=GREY)
    canvas.axes.vlines(_TICKS, -0.5, last, color=GRID, linewidth=0.6, zorder=0, clip_on=False)


def _draw_change(axes: Axes, place: int, row: Row) -> None:
    if row["share_now"] is None:
        write(
            axes, say_note(row["note"]), (0, place), (4, 0), color=GREY, ha="left", style="italic"
        )
        return
    first, last = float(row["share_then"]), float(row["share_now"])
    dashes = (0, (2, 2)) if row["grade"] == BRIDGED else "solid"
    axes.plot((first, last), (place, place), color=RULE, linewidth=1.6, linestyle=dashes, zorder=1)
    ends = (max(first + float(row["low"]), 0.0), min(first + float(row["high"]), 1.0))
    axes.hlines(place + 0.22, *ends, color=THIS_YEAR, linewidth=1.1, zorder=2)
    axes.plot(first, place, "o", markersize=5, color=GREY, markerfacecolor="white", zorder=4)
    axes.plot(last, place, "o", markersize=5, color=THIS_YEAR, zorder=5)
    write(axes, change_words(row), (1, place), (8, 0), color=INK, ha="left")


def _draw_outlook(axes: Axes, fits: pd.DataFrame, programme: tuple[int, int] | None) -> None:
    years = sorted(fits["year"].unique())
    high = max(float(fits["done"].max()), 1.0)
    axes.set_xlim(years[0] - 0.3, years[-1] + 0.1)
    axes.set_ylim(0, high * 1.12)
    if programme:
        axes.axvspan(programme[0] - 0.3, programme[1] + 0.1, color=GRID, zorder=0, linewidth=0)
        write(axes, say("programmaperiode"), (programme[0] - 0.25, high * 1.08), (0, 0), color=GREY,
              ha="left")  # fmt: skip
    axes.plot((years[0] - 0.3, years[-1] + 0.1), (0, 0), color=RULE, linewidth=0.8)
    for year in years:
        write(axes, str(year), (year, 0), (0, -9), color=GREY)
    for place, fte in enumerate(sorted(fits["fte"].unique())):
        rows = fits[fits["fte"] == fte]
        color = (EARLIER, GREY, THIS_YEAR, INK)[place % 4]
        axes.plot(rows["year"], rows["done"], "o-", color=color, markersize=4, linewidth=1.4)
        end = rows.iloc[-1]
        told = say("{fte} voltijds: {count}", fte=_fte(fte), count=labels.number(end["done"]))
        write(axes, told, (end["year"], end["done"]), (8, 0), color=INK, ha="left")


def _capacity_title(last: Sequence[Row]) -> str:
    least, most = last[0], last[-1]
    if least["done"] == most["done"]:
        return say("Met meer mensen doen we tegen {year} niet meer nieuwe activiteiten",
                   year=most["year"])  # fmt: skip
    return say(
        "Tegen {year} doen we met {many} voltijdse krachten {more} nieuwe activiteiten, met {few} "
        "zijn het er {less}",
        year=most["year"], many=_fte(most["fte"]), more=labels.number(most["done"]),
        few=_fte(least["fte"]), less=labels.number(least["done"]),
    )  # fmt: skip


def _fte(value: float) -> str:
    return labels.number(value, decimals=0 if float(value).is_integer() else 1)


def _listed(values: Sequence[float]) -> str:
    return labels.listing([_fte(value) for value in values])
