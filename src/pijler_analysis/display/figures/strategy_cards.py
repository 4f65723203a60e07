"""The two small figures on the page of a challenge: its place among the needs, what came in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import check_any_to_show, or_one_line
from pijler_analysis.display.cells import (
    Cell,
    NothingToShowError,
    cells,
    latest_year,
    survey_cells,
    value_text,
)
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import KeyEntry, open_canvas, write
from pijler_analysis.display.figures.notes import caption, cells_frame
from pijler_analysis.display.group_sentences import groups_text
from pijler_analysis.display.groups import ordered_groups
from pijler_analysis.display.language import say
from pijler_analysis.display.sentences import limits_meaning, series_text
from pijler_analysis.display.style import (
    EARLIER,
    GREY,
    INK,
    RULE,
    THIS_YEAR,
    house_style,
    text_width,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDS, QUESTIONS = "survey.needs", "helpdesk.questions"
_ROW, _GAP, _HEIGHT = 0.14, 0.1, 1.25
"""Inches of a row, beside names and values, and of the bars of the years."""


@or_one_line
def need_among_needs(results: pd.DataFrame, challenge: str, *, year: int | None = None) -> Chart:
    """Draw the members that ask for support on every challenge, one of them picked out.

    Parameters
    ----------
    results : result table, protected
    challenge : the one the page is about
    year : shown is the last wave up to it; the latest of all where left out
    """
    wave = latest_year(results, NEEDS, by="challenge", until=year)
    rows = survey_cells(results, NEEDS, "challenge", year=wave)
    if challenge not in rows:
        name = labels.label("challenge", challenge, form="phrase")
        raise NothingToShowError(
            say("Naar steun voor {name} werd in {year} niet gevraagd.", name=name, year=wave)
        )
    shown = [rows[group] for group in ordered_groups(rows)]
    title = _need_title(rows[challenge])
    names = labels.labels("challenge", [row.group for row in shown], form="short")
    meaning = limits_meaning(shown)
    key = [KeyEntry(meaning, GREY, "_")] if meaning else []
    with house_style():
        canvas = open_canvas(
            title, width="half", plot_height=len(shown) * _ROW, bottom=0.02, key=key,
            left=max(map(text_width, names)) + _GAP, right=0.35,
        )  # fmt: skip
        _draw_needs(canvas.axes, shown, names, challenge)
    alt = f"{title}. {groups_text(shown)}."
    label = f"nood-{challenge}"
    return Chart(canvas.figure, title, caption(NEEDS, shown), alt, cells_frame(shown), label,
                 "half")  # fmt: skip


@or_one_line
def questions_over_the_years(
    results: pd.DataFrame, challenge: str, *, year: int | None = None
) -> Chart:
    """Draw the questions to the helpdesk on a challenge, a bar per year with its bounds."""
    until = latest_year(results, QUESTIONS, by="topic", until=year)
    found = cells(results, QUESTIONS, by="topic", group=challenge)
    shown = [row for row in found if row.year <= until]
    if not shown or shown[-1].year != until:
        name = labels.label("topic", challenge, form="phrase")
        raise NothingToShowError(
            say("Over {name} kreeg de helpdesk in {year} geen vragen.", name=name, year=until)
        )
    check_any_to_show(shown, results, QUESTIONS, year=until, by="topic")
    title = _questions_title(shown[-1])
    meaning = limits_meaning(shown)
    with house_style():
        key = [KeyEntry(meaning, INK, "|")] if meaning else []
        canvas = open_canvas(title, width="half", plot_height=_HEIGHT, key=key)
        _draw_years(canvas.axes, shown)
    alt = f"{title}. {series_text(shown)}."
    label = f"vragen-{challenge}"
    return Chart(canvas.figure, title, caption(QUESTIONS, shown), alt, cells_frame(shown), label,
                 "half")  # fmt: skip


def _need_title(row: Cell) -> str:
    name = labels.label("challenge", row.group, form="phrase")
    if not row.has_value:
        return say("Hoeveel leden steun vragen voor {name}, is te klein om te tonen", name=name)
    return say("{share} van de leden die antwoordden, vraagt steun voor {name}",
               share=value_text(row), name=name)  # fmt: skip


def _questions_title(row: Cell) -> str:
    name = labels.label("topic", row.group, form="phrase")
    if row.estimate is None:
        return say("Vragen aan de helpdesk over {name}", name=name)
    asked = labels.counted(row.estimate, "vraag", "vragen")
    return say("In {year} kreeg de helpdesk {questions} over {name}", year=row.year,
               questions=asked, name=name)  # fmt: skip


def _draw_needs(axes: Axes, shown: Sequence[Cell], names: Sequence[str], challenge: str) -> None:
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.plot((0, 0), (-0.5, len(shown) - 0.5), color=RULE, linewidth=0.8, clip_on=False)
    for place, (row, name) in enumerate(zip(shown, names, strict=True)):
        is_own = row.group == challenge
        color, weight = (THIS_YEAR, "semibold") if is_own else (GREY, "normal")
        write(axes, name, (0, place), (-5, 0), ha="right", color=color, weight=weight)
        write(axes, value_text(row) if row.has_value else say(labels.TOO_SMALL), (1, place), (4, 0),
              ha="left", color=color, weight=weight)  # fmt: skip
        if row.estimate is None:
            continue
        mark = THIS_YEAR if is_own else EARLIER
        if row.limits:
            axes.hlines(place, *row.limits, color=mark, linewidth=1.1, zorder=2)
        axes.plot(row.estimate, place, "o", markersize=4.2, color=mark, zorder=3)


def _draw_years(axes: Axes, shown: Sequence[Cell]) -> None:
    ends = [end for row in shown if row.estimate is not None
            for end in (row.estimate, *(row.limits or ()))]  # fmt: skip
    axes.set_xlim(-0.5, len(shown) - 0.5)
    axes.set_ylim(0, 1.15 * max(ends))
    axes.axhline(0, color=RULE, linewidth=0.8, clip_on=False)
    for place, row in enumerate(shown):
        is_last = place == len(shown) - 1
        write(axes, str(row.year), (place, 0), (0, -9), color=GREY)
        if row.estimate is None:
            write(axes, say(labels.TOO_SMALL), (place, 0), (0, 6), color=GREY, style="italic")
            continue
        axes.bar(place, row.estimate, width=0.62, color=THIS_YEAR if is_last else EARLIER, zorder=2)
        top = row.estimate
        if row.limits and row.limits[1] > row.limits[0]:
            axes.vlines(place, *row.limits, color=INK, linewidth=1.1, zorder=3)
            top = max(top, row.limits[1])
        write(
            axes, labels.number(row.estimate), (place, top), (0, 3), va="bottom",
            color=THIS_YEAR if is_last else GREY, weight="semibold" if is_last else "normal",
        )  # fmt: skip
