"""One indicator over the years: dots, a line where the years follow each other, the target.

Where the definition changed, the line is broken: the year of the change has a dot for either
definition, the old one hollow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import check_any_to_show, or_one_line
from pijler_analysis.display.cells import (
    Cell,
    NothingToShowError,
    cell,
    cells,
    change,
    latest_year,
    reference_year,
    value_text,
)
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.canvas import (
    Align,
    KeyEntry,
    VerticalAlign,
    open_canvas,
    write,
)
from pijler_analysis.display.figures.notes import caption, cells_frame
from pijler_analysis.display.fragments import Sentence
from pijler_analysis.display.language import say
from pijler_analysis.display.sentences import (
    change_sentence,
    level_sentence,
    limits_meaning,
    pair_decimals,
    series_text,
    target_words,
)
from pijler_analysis.display.style import (
    ASKED,
    BAND,
    EARLIER,
    GREY,
    RULE,
    THIS_YEAR,
    Width,
    house_style,
)
from pijler_analysis.display.subjects import subject
from pijler_analysis.schema.results import VERSION

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BESIDE: dict[str, tuple[tuple[float, float], Align, VerticalAlign]] = {
    "above": ((0, 5), "center", "bottom"),
    "below": ((0, -5), "center", "top"),
    "right": ((7, 0), "left", "center"),
}
TOO_SMALL = "een verloop tonen we niet, want de groep is elk jaar te klein"
LEAST_SPAN = 0.1
"""Part of a value that the scale at least covers, so that next to no change looks like it."""
ONE_YEAR = "een verloop is er vanaf het tweede jaar"
NOT_FROM_ZERO = "De schaal begint niet bij nul."
_HEIGHTS: dict[Width, float] = {"full": 1.25, "half": 1.25}


@or_one_line
def trend(
    results: pd.DataFrame,
    indicator: str,
    *,
    year: int | None = None,
    against: int | None = None,
    width: Width = "full",
    label: str | None = None,
) -> Chart:
    """Draw how an indicator moved over the years, with its bounds or interval and its targets.

    Parameters
    ----------
    results : result table, protected
    year, against : the years the title compares; left out, the latest and the earliest compared
    width : ``full`` or ``half`` of the text's width

    Returns
    -------
    Chart; its title is the change with the verb of its verdict
    """
    year = year if year is not None else latest_year(results, indicator)
    if against is None:
        against = reference_year(results, indicator, year=year)
    shown = [row for row in cells(results, indicator) if row.year <= year]
    check_any_to_show(shown, results, indicator, year=year)
    _check_course(shown)
    sentence = change_sentence(results, indicator, year=year, against=against, with_reason=False)
    decimals = _decimals(results, indicator, year=year, against=against)
    old = _by_old_definitions(results, shown)
    with house_style():
        canvas = open_canvas(
            sentence.title, width=width, plot_height=_HEIGHTS[width], key=_key(shown, old)
        )
        _draw(canvas.axes, shown, old, plot_height=canvas.plot_height, decimals=decimals)
    return Chart(
        canvas.figure,
        sentence.title,
        caption(indicator, shown, extra=_extra(shown, old, against)),
        _alt(results, shown, old, sentence.text, decimals=decimals),
        cells_frame([*shown, *old]),
        label or f"{indicator.replace('.', '-').replace('_', '-')}-verloop",
        width,
    )


@or_one_line
def part_trend(
    results: pd.DataFrame,
    indicator: str,
    by: str,
    group: str,
    *,
    year: int,
    against: int | None = None,
    width: Width = "half",
) -> Chart:
    """Draw how an indicator moved in one part of the register: a province, towns of one size.

    Parameters
    ----------
    by, group : a breakdown of organisations, and one of its groups
    year, against : this year and the reference year

    Returns
    -------
    Chart; a part is too small for a verdict, so its title tells two years and has no verb
    """
    shown = [row for row in cells(results, indicator, by=by, group=group) if row.year <= year]
    check_any_to_show(shown, results, indicator, year=year, by=by)
    _check_course(shown)
    part = labels.label(by, group, form="phrase")
    told = [row for row in shown if row.has_value and row.year in (against, year)]
    title = say(
        "{Phrase} in {part}: {values}", Phrase=labels.capitalised(subject(indicator).phrase),
        part=part, values=series_text(told or shown),
    )  # fmt: skip
    with house_style():
        canvas = open_canvas(title, width=width, plot_height=_HEIGHTS[width], key=_key(shown, []))
        _draw(canvas.axes, shown, [], plot_height=canvas.plot_height, decimals=0)
    return Chart(
        canvas.figure,
        title,
        caption(indicator, shown, extra=_extra(shown, [], year), part=part),
        f"{title}. {say('Per jaar: {series}.', series=series_text(shown))}",
        cells_frame(shown),
        f"{indicator}-{group}".lower().replace(".", "-").replace("_", "-"),
        width,
    )


def _check_course(shown: Sequence[Cell]) -> None:
    """Stop where there are no two years to draw, or none that may be shown."""
    phrase = labels.capitalised(subject(shown[0].indicator).phrase)
    if len(shown) == 1:
        raise NothingToShowError(f"{phrase}: {say(ONE_YEAR)}.")
    if not any(row.has_value for row in shown):
        raise NothingToShowError(f"{phrase}: {say(TOO_SMALL)}.")


def diaspora_trend(
    results: pd.DataFrame, *, year: int | None = None, width: Width = "full"
) -> Chart | Sentence:
    """Draw the headline: the share of diaspora over the five channels together."""
    return trend(results, "diaspora.share", year=year, width=width, label="diaspora-verloop")


def response_time(
    results: pd.DataFrame, *, year: int | None = None, width: Width = "full"
) -> Chart | Sentence:
    """Draw how long a question to the helpdesk waited for its answer."""
    return trend(results, "helpdesk.response_days", year=year, width=width, label="antwoordtijd")


def panel_presence(
    results: pd.DataFrame, *, year: int | None = None, width: Width = "full"
) -> Chart | Sentence:
    """Draw how many members of the panel came to its meetings."""
    return trend(results, "panel.presence", year=year, width=width, label="panel-aanwezigheid")


def _decimals(results: pd.DataFrame, indicator: str, *, year: int, against: int | None) -> int:
    """Return the decimals the title uses, so that the dots agree with it."""
    if against is None:
        return 0
    before = cell(results, indicator, year=against)
    after = cell(results, indicator, year=year)
    if before is None or after is None or not (before.has_value and after.has_value):
        return 0
    return pair_decimals(before, after, change(results, indicator, year=year, against=against))


def _by_old_definitions(results: pd.DataFrame, shown: Sequence[Cell]) -> list[Cell]:
    """Return, of the years in which the definition changed, the total by the old one."""
    current = {row.year: row.version for row in shown}
    return [
        row
        for row in cells(results, shown[0].indicator, by=VERSION)
        if row.has_value and row.year in current and row.version != current[row.year]
    ]


def _key(shown: Sequence[Cell], old: Sequence[Cell]) -> list[KeyEntry]:
    entries = [KeyEntry(say("vroegere definitie"), EARLIER, "o", hollow=True)] if old else []
    meaning = limits_meaning(shown)
    if meaning:
        band = _follows(shown) and any(row.interval == "bounds" for row in shown)
        entries.append(KeyEntry(meaning, BAND if band else EARLIER, "s" if band else "|"))
    targets = [(row, row.target) for row in shown if row.target is not None]
    if targets:
        last, target = targets[-1]
        value = labels.quantity(target, last.unit)
        text = say("doel voor {year}: {value}", year=last.year, value=value)
        entries.append(KeyEntry(text, ASKED, "_"))
    return entries


def _spread(row: Cell) -> bool:
    return row.limits is not None and row.limits[1] > row.limits[0]


def _follows(shown: Sequence[Cell]) -> bool:
    """Whether the years with a value follow each other, so that a line may join them."""
    years = [row.year for row in shown if row.has_value]
    return len(years) > 2 and years == list(range(years[0], years[-1] + 1))


def _draw(
    axes: Axes, shown: Sequence[Cell], old: Sequence[Cell], *, plot_height: float, decimals: int
) -> None:
    places = {row.year: place for place, row in enumerate(shown)}
    visible = [row for row in shown if row.has_value]
    follows = _follows(shown)
    for piece in _pieces(visible, old):
        _draw_limits(axes, piece, places, band=follows)
        if follows:
            line = [places[row.year] for row in piece], [row.estimate or 0.0 for row in piece]
            axes.plot(*line, color=EARLIER, zorder=2)
    low, high = _set_limits(axes, shown, old)
    scale = plot_height * 72 / (high - low)
    for order, row in enumerate(visible):
        side = _side(visible, order, scale) if follows else "right"
        _draw_dot(axes, row, places[row.year], side, decimals=decimals, last=row is shown[-1])
    for row in old:
        _draw_old_dot(axes, row, places[row.year], decimals=decimals)
    for place, row in enumerate(shown):
        if row.target is not None:
            half = 0.037 * len(shown)
            ends = place - half, place + half
            axes.hlines(row.target, *ends, color=ASKED, linewidth=1.6, zorder=4)
        if not row.has_value:
            _label_missing(axes, row, place)


def _pieces(visible: Sequence[Cell], old: Sequence[Cell]) -> list[list[Cell]]:
    """Divide a series where its definition changed; the old one is known up to and in that year."""
    versions = sorted({row.version or 0 for row in visible})
    return [
        [row for row in (*visible, *old) if (row.version or 0) == version] for version in versions
    ]


def _draw_limits(
    axes: Axes, visible: Sequence[Cell], places: Mapping[int, int], *, band: bool
) -> None:
    if not any(_spread(row) for row in visible):
        return
    ends = [row.limits or (row.estimate or 0.0, row.estimate or 0.0) for row in visible]
    years = [places[row.year] for row in visible]
    lows, highs = [end[0] for end in ends], [end[1] for end in ends]
    if band:
        axes.fill_between(years, lows, highs, color=BAND, linewidth=0, zorder=1)
    else:
        axes.vlines(years, lows, highs, color=EARLIER, linewidth=1.2, zorder=1)


def starts_at_zero(shown: Sequence[Cell]) -> bool:
    """Whether a series is drawn from zero: wherever that leaves its course readable."""
    low, high = _extent(shown)
    return low < 0.65 * high


def _extent(shown: Sequence[Cell]) -> tuple[float, float]:
    values = [row.estimate for row in shown if row.estimate is not None]
    for row in shown:
        values += [*(row.limits or ()), *([row.target] if row.target is not None else [])]
    return min(values, default=0.0), max(values, default=1.0)


def _set_limits(axes: Axes, shown: Sequence[Cell], old: Sequence[Cell]) -> tuple[float, float]:
    low, high = _extent([*shown, *old])
    span = max(high - low, LEAST_SPAN * abs(high)) or 1.0
    bottom = low - 0.25 * span
    if starts_at_zero([*shown, *old]):
        bottom, span = 0.0, high
        axes.axhline(0, color=RULE, linewidth=0.8, zorder=1, clip_on=False)
    top = high + 0.2 * span
    axes.set_ylim(bottom, top)
    axes.set_xlim(-0.5, len(shown) - 0.5)
    for place, row in enumerate(shown):
        write(axes, str(row.year), (place, bottom), (0, -9), color=GREY)
    return bottom, top


def _side(visible: Sequence[Cell], place: int, scale: float) -> str:
    """Choose where the value of a dot stands free of the line and of the target's mark."""
    value = visible[place].estimate or 0.0
    around = [visible[other].estimate or 0.0 for other in (place - 1, place + 1)
              if 0 <= other < len(visible)]  # fmt: skip
    pull = sum(other - value for other in around) * scale
    target = visible[place].target
    gap = (target - value) * scale if target is not None else 0.0
    if 3 < gap < 18:
        return "below"
    if -18 < gap < -3:
        return "above"
    return "below" if pull > 12 and value * scale > 16 else "above"


def _draw_dot(axes: Axes, row: Cell, place: int, side: str, *, decimals: int, last: bool) -> None:
    if row.estimate is None:
        return
    spot = place, row.estimate
    color = THIS_YEAR if last else EARLIER
    axes.plot(*spot, "o", markersize=5, color=color, zorder=3, clip_on=False)
    shift, ha, va = _BESIDE[side]
    text = labels.short_quantity(row.estimate, row.unit, decimals=decimals)
    tone, weight = (THIS_YEAR, "semibold") if last else (GREY, "normal")
    write(axes, text, spot, shift, ha=ha, va=va, color=tone, weight=weight)


def _draw_old_dot(axes: Axes, row: Cell, place: int, *, decimals: int) -> None:
    if row.estimate is None:
        return
    spot = place, row.estimate
    axes.plot(
        *spot, "o", markersize=5, zorder=3, clip_on=False, markerfacecolor="white",
        markeredgecolor=EARLIER,
    )  # fmt: skip
    shift, ha, va = _BESIDE["right"]
    text = labels.short_quantity(row.estimate, row.unit, decimals=decimals)
    write(axes, text, spot, shift, ha=ha, va=va, color=GREY)


def _label_missing(axes: Axes, row: Cell, place: int) -> None:
    middle = sum(axes.get_ylim()) / 2
    text = value_text(row).replace(" om ", "\nom ")
    write(axes, text, (place, middle), (0, 0), color=GREY, style="italic")


def _extra(shown: Sequence[Cell], old: Sequence[Cell], against: int | None) -> str:
    """Warn of what a hasty reader would get wrong."""
    warnings = []
    if shown[0].indicator == "helpdesk.response_days":
        warnings.append(say("De helft van de vragen kreeg binnen die tijd antwoord."))
    warnings += [
        say("In {year} veranderde de definitie; vergelijk niet over dat jaar heen.", year=row.year)
        for row in old
    ]
    if against is None and len(shown) > 1 and not old:
        years = [str(row.year) for row in shown]
        warnings.append(say("Metingen van {years} zijn niet zomaar te vergelijken.",
                            years=labels.listing(years)))  # fmt: skip
    if not starts_at_zero([*shown, *old]):
        warnings.append(say(NOT_FROM_ZERO))
    return " ".join(warnings)


def _alt(
    results: pd.DataFrame, shown: Sequence[Cell], old: Sequence[Cell], finding: str, *,
    decimals: int,
) -> str:  # fmt: skip
    last = shown[-1]
    series = series_text(shown, decimals=decimals)
    parts = [finding, say("Per jaar: {series}.", series=series)]
    if old:
        earlier = series_text(old, decimals=decimals)
        parts.append(say("Volgens de vroegere definitie: {series}.", series=earlier))
    sure = level_sentence(results, last.indicator, year=last.year)
    if sure.text != finding and last.limits and last.limits[0] < last.limits[1]:
        parts.append(sure.text)
    reached = target_words(last)
    if reached:
        parts.append(f"{labels.capitalised(reached)}.")
    return " ".join(parts)
