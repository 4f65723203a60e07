"""Every answer on satisfaction: what is negative to the left, what is positive to the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import check_any_to_show, or_one_line
from pijler_analysis.display.cells import (
    WHOLE,
    Cell,
    cells,
    latest_year,
    limits_text,
    survey_cells,
    value_text,
)
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import Canvas, KeyEntry, open_canvas, write
from pijler_analysis.display.figures.notes import caption, cells_frame
from pijler_analysis.display.group_sentences import describe_groups
from pijler_analysis.display.groups import ordered_groups
from pijler_analysis.display.language import say
from pijler_analysis.display.style import (
    ASKED,
    EARLIER,
    GREY,
    INK,
    RULE,
    SOFT_ASKED,
    THIS_YEAR,
    UNKNOWN_FILL,
    house_style,
    text_width,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLORS = {
    4: (ASKED, SOFT_ASKED, EARLIER, THIS_YEAR),
    5: (ASKED, SOFT_ASKED, UNKNOWN_FILL, EARLIER, THIS_YEAR),
}
_SATISFIED, _ANSWERS = "survey.satisfaction", "survey.answers"
_ROW, _HEAD, _GAP = 0.25, 0.2, 0.13
_COLUMNS = (0.55, 0.95, 0.4)
"""Inches for the share of the satisfied, its interval and the number of answers."""


@or_one_line
def answers(results: pd.DataFrame, *, year: int | None = None) -> Chart:
    """Draw how members answered on each building block, around the neutral answer.

    Parameters
    ----------
    results : result table, protected
    year : shown is the last wave up to it; the latest of all where left out

    Returns
    -------
    Chart; beside each block the share of its two positive answers with its interval, and n. An
    answer too few gave is not drawn.
    """
    year = latest_year(results, _ANSWERS, by="block_answer", until=year)
    satisfied = survey_cells(results, _SATISFIED, "block", year=year)
    check_any_to_show([*satisfied.values()], results, _SATISFIED, year=year, by="block")
    given = _by_block(cells(results, _ANSWERS, by="block_answer", year=year))
    blocks = [block for block in ordered_groups(satisfied) if block in given]
    scale = len(given[blocks[0]])
    finding = describe_groups([satisfied[block] for block in blocks if block != WHOLE])
    names = labels.labels("block", blocks)
    with house_style():
        canvas = open_canvas(
            finding.title, plot_height=len(blocks) * _ROW + _HEAD,
            left=max(map(text_width, names)) + _GAP, right=sum(_COLUMNS), bottom=0.04,
            key=_key(given[blocks[0]]),
        )  # fmt: skip
        _draw(canvas.axes, names, [given[block] for block in blocks], _COLORS[scale])
        _write_columns(canvas, [satisfied[block] for block in blocks])
    shown = [row for block in blocks for row in given[block]]
    extra = say("Een antwoord dat te weinig leden gaven, is niet getekend.")
    return Chart(
        canvas.figure, finding.title,
        caption(_SATISFIED, [satisfied[block] for block in blocks], extra=extra),
        f"{finding.text} {_alt(blocks, given, satisfied)}", cells_frame(shown), "antwoorden",
    )  # fmt: skip


def _by_block(shown: Sequence[Cell]) -> dict[str, list[Cell]]:
    """Return the answers of each block in the order of the scale."""
    found: dict[str, list[Cell]] = {}
    for row in sorted(shown, key=lambda one: one.group):
        found.setdefault(row.group.split(" ")[0], []).append(row)
    return found


def _key(rows: Sequence[Cell]) -> list[KeyEntry]:
    return [
        KeyEntry(labels.label("block_answer", row.group, form="short"), color)
        for row, color in zip(rows, _COLORS[len(rows)], strict=True)
    ]


def _draw(
    axes: Axes, names: Sequence[str], rows: Sequence[Sequence[Cell]], colors: Sequence[str]
) -> None:
    starts = [_starts([row.estimate or 0.0 for row in one]) for one in rows]
    low = min(min(one) for one in starts)
    high = max(
        start[-1] + (one[-1].estimate or 0.0) for start, one in zip(starts, rows, strict=True)
    )
    axes.set_xlim(low - 0.01, high + 0.01)
    axes.set_ylim(len(rows) - 0.5, -0.5 - _HEAD / _ROW)
    for place, (name, start, one) in enumerate(zip(names, starts, rows, strict=True)):
        write(axes, name, (low - 0.01, place), (-6, 0), ha="right")
        for left, row, color in zip(start, one, colors, strict=True):
            size = row.estimate or 0.0
            axes.barh(place, size, left=left, height=0.68, color=color, edgecolor="white",
                      linewidth=0.6)  # fmt: skip
            if size >= 0.09:
                tone = "white" if color in (THIS_YEAR, ASKED) else INK
                write(axes, value_text(row), (left + size / 2, place), (0, 0), color=tone)
    axes.plot((0, 0), (-0.5, len(rows) - 0.5), color=RULE, linewidth=0.8, zorder=0)


def _starts(sizes: Sequence[float]) -> list[float]:
    """Return where each answer starts, with the middle of the scale at zero."""
    half = len(sizes) // 2
    left = -sum(sizes[:half]) - (sizes[half] / 2 if len(sizes) % 2 else 0.0)
    starts = []
    for size in sizes:
        starts.append(left)
        left += size
    return starts


def _write_columns(canvas: Canvas, rows: Sequence[Cell]) -> None:
    heads = (say("tevreden"), "", "n")
    first = canvas.bottom + canvas.plot_height - _HEAD
    at = canvas.width - sum(_COLUMNS)
    texts = [
        (value_text(row), limits_text(row), labels.number(row.denominator or 0)) for row in rows
    ]
    for column, width in enumerate(_COLUMNS):
        at += width
        for place, text in enumerate([heads[column], *(row[column] for row in texts)]):
            height = first + 0.55 * _HEAD if not place else first - (place - 0.5) * _ROW
            color, weight = (GREY, "normal") if column else (THIS_YEAR, "semibold")
            canvas.figure.text(
                at / canvas.width, height / canvas.height, text, ha="right", va="center",
                color=color, weight=weight,
            )  # fmt: skip


def _alt(
    blocks: Sequence[str], given: Mapping[str, Sequence[Cell]], satisfied: Mapping[str, Cell]
) -> str:
    told = []
    for block in blocks:
        said = ", ".join(
            f"{labels.label('block_answer', row.group, form='short')} {value_text(row)}"
            for row in given[block]
        )
        told.append(
            say(
                "{block}: {answers}; samen tevreden {share}.", block=labels.label("block", block),
                answers=said, share=value_text(satisfied[block]),
            )
        )  # fmt: skip
    return " ".join(told)
