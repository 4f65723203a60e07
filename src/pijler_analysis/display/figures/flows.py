"""Who changed their answer between two waves: flows from then to now, one panel per question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels, numbers
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import NothingToShowError
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import KeyEntry, open_canvas, write
from pijler_analysis.display.language import say
from pijler_analysis.display.style import (
    ASKED,
    EARLIER,
    GREY,
    INK,
    RULE,
    THIS_YEAR,
    house_style,
    wrapped,
)
from pijler_analysis.display.wave_words import item_name, most_moved

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PANELS = 6
_YES_YES, _NO_YES, _YES_NO, _NO_NO = (1, 1), (0, 1), (1, 0), (0, 0)
_COLORS = {_YES_YES: EARLIER, _NO_YES: THIS_YEAR, _YES_NO: ASKED, _NO_NO: "#e1e6ea"}
WORDS = {_YES_YES: "twee keer ja", _NO_YES: "van nee naar ja", _YES_NO: "van ja naar nee",
         _NO_NO: "twee keer nee"}  # fmt: skip
Counts = Mapping[tuple[int, int], float]


@or_one_line
def answer_flows(moves: pd.DataFrame, *, then: int, now: int) -> Chart:
    """Draw of the questions where most moved how many went from which answer to which.

    Parameters
    ----------
    moves : protected: ``item, then, now, count, n_both``
    then, now : years of the waves

    Returns
    -------
    Chart; only questions of which every count may be shown
    """
    panels = _panels(numbers.cited(moves, "moves", key=["item", "then", "now"]))
    if not panels:
        raise NothingToShowError("Te weinig organisaties antwoordden twee keer om dit te tonen.")
    title = _title(moves, dict(panels))
    key = [KeyEntry(say(words), _COLORS[move]) for move, words in WORDS.items()]
    with house_style():
        canvas = open_canvas(title, plot_height=1.75, bottom=0.2, key=key)
        canvas.axes.set_xlim(0, PANELS)
        canvas.axes.set_ylim(-0.02, 1.36)
        for place, (item, counts) in enumerate(panels):
            _draw_panel(canvas.axes, place, item, counts, (then, now))
    told = say(
        "Organisaties die in {then} en in {now} antwoordden, afgerond om kleine groepen te "
        "beschermen. Ja: tevreden, of steun gevraagd. Bron: bevraging van de leden.",
        then=then, now=now,
    )  # fmt: skip
    alt = " ".join(f"{item_name(item)}: {_told(counts)}." for item, counts in panels)
    drawn = moves[moves["item"].isin([item for item, _ in panels])]
    return Chart(canvas.figure, title, told, f"{title}. {alt}", drawn, "stromen")


def _panels(moves: pd.DataFrame) -> list[tuple[str, Counts]]:
    """Return the questions of which all four counts are known, the one with most moves first."""
    known = moves.groupby("item", sort=False).filter(lambda one: one["count"].notna().all())
    found: list[tuple[str, Counts]] = [
        (str(item), {(int(row["then"]), int(row["now"])): row["count"]
                     for row in numbers.records(rows)})
        for item, rows in known.groupby("item", sort=False)
    ]  # fmt: skip
    return sorted(found, key=lambda one: -_moved(one[1]))[:PANELS]


def _moved(counts: Counts) -> float:
    return float((counts[_NO_YES] + counts[_YES_NO]) / (sum(counts.values()) or 1))


def _title(moves: pd.DataFrame, panels: Mapping[str, Counts]) -> str:
    """Name the questions where most moved; the counts where it is one question, and drawn."""
    items, _ = most_moved(moves) or (list(panels)[:1], 0.0)
    about = labels.listing([item_name(item, form="phrase") for item in items])
    if len(items) > 1 or items[0] not in panels:
        return say("Over {item} veranderden organisaties het vaakst van antwoord", item=about)
    counts = panels[items[0]]
    return say(
        "Over {item} veranderden organisaties het vaakst van antwoord: {rose} van nee naar ja, "
        "{fell} van ja naar nee",
        item=about, rose=labels.number(counts[_NO_YES]), fell=labels.number(counts[_YES_NO]),
    )  # fmt: skip


def _draw_panel(axes: Axes, place: int, item: str, counts: Counts, years: tuple[int, int]) -> None:
    """Draw four flows between two columns: yes above no, then at the left and now at the right."""
    total = float(sum(counts.values())) or 1.0
    left, right = place + 0.16, place + 0.84
    begin = _ends(counts, [_YES_YES, _YES_NO, _NO_YES, _NO_NO])
    end = _ends(counts, [_YES_YES, _NO_YES, _YES_NO, _NO_NO])
    for move in (_YES_YES, _NO_NO, _NO_YES, _YES_NO):
        size = float(counts[move]) / total
        _draw_flow(axes, (left, right), (1 - begin[move], 1 - end[move]), size, _COLORS[move])
        if move in (_NO_YES, _YES_NO) and size >= 0.05:
            write(axes, labels.number(counts[move]), (right, 1 - end[move] - size / 2), (-4, 0),
                  color="white", ha="right")  # fmt: skip
    for x, year in zip((left, right), years, strict=True):
        write(axes, str(year), (x, 0), (0, -9), color=GREY)
        axes.plot((x, x), (0, 1), color=RULE, linewidth=0.8, zorder=4)
    for line, words in enumerate(wrapped(item_name(item), width=0.98, size=8)[:3]):
        write(axes, words, (place + 0.5, 1.29 - 0.1 * line), (0, 0), color=INK)


def _ends(counts: Counts, order: Sequence[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """Return how far from the top each flow starts, as a part of all."""
    total, used, found = float(sum(counts.values())) or 1.0, 0.0, {}
    for move in order:
        found[move] = used / total
        used += float(counts[move])
    return found


def _draw_flow(
    axes: Axes, ends: tuple[float, float], tops: tuple[float, float], size: float, color: str
) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    (left, right), (first, last) = ends, tops
    middle = (left + right) / 2
    outline = [
        (left, first), (middle, first), (middle, last), (right, last), (right, last - size),
        (middle, last - size), (middle, first - size), (left, first - size), (left, first),
    ]  # fmt: skip
    curve = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    axes.add_patch(
        PathPatch(Path(outline, curve), facecolor=color, edgecolor="white", linewidth=0.5)
    )


def _told(counts: Counts) -> str:
    return labels.listing(
        [f"{labels.number(counts[move])} {say(words)}" for move, words in WORDS.items()]
    )
