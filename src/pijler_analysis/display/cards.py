"""The cards of the summary page: a value, how sure, its six years, target and verdict."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.cells import Cell, cell, cells, change, limits_text, value_text
from pijler_analysis.display.figures.sparkline import sparkline
from pijler_analysis.display.fragments import SHAPES, Fragment, typst_string
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import unmarked
from pijler_analysis.display.sentences import series_text, verdict_words
from pijler_analysis.display.subjects import HEADLINE, subject

_TONES = {
    "gehaald": "good",
    "waarschijnlijk gehaald": "good",
    "waarschijnlijk niet gehaald": "off",
    "niet gehaald": "off",
}


@dataclass(frozen=True)
class Card:
    """What one card says, as text; ``spark`` holds raw numbers."""

    label: str
    value: str
    interval: str
    spark: tuple[float | None, ...]
    years: tuple[int, ...]
    is_waves: bool
    spark_alt: str
    last: str
    target: str
    verdict: str
    shape: str
    tone: str


def summary_cards(
    results: pd.DataFrame,
    *,
    year: int,
    against: int,
    indicators: Sequence[str] = HEADLINE,
) -> Fragment:
    """Lay the headline indicators out as cards, four in a row.

    Parameters
    ----------
    results : result table, protected
    year, against : this year and the reference year its verdict compares with
    indicators : ids, in order
    """
    made = [build_card(results, one, year=year, against=against) for one in indicators]
    typst = ",\n  ".join(_typst(card) for card in made)
    page = "".join(_html(card) for card in made)
    grid = (
        '<div class="cards" style="display:grid;gap:.75rem;'
        f'grid-template-columns:repeat(auto-fit,minmax(10rem,1fr))">{page}</div>'
    )
    return Fragment(
        f"```{{=typst}}\n#cards(columns: 4,\n  {typst},\n)\n```\n\n```{{=html}}\n{grid}\n```\n",
        grid,
    )


def build_card(results: pd.DataFrame, indicator: str, *, year: int, against: int) -> Card:
    """Say on one card where an indicator stands."""
    series = [row for row in cells(results, indicator) if row.year <= year]
    now = cell(results, indicator, year=year)
    is_waves = _has_gaps([row.year for row in series]) or len({row.version for row in series}) > 1
    compared = change(results, indicator, year=year, against=against)
    shape, words = verdict_words(compared)
    if against >= year:
        words = say("het eerste jaar")
    else:
        words = say(
            "{verdict} met {year}" if shape == "none" else "sinds {year} {verdict}",
            verdict=words, year=against,
        )  # fmt: skip
    return Card(
        label=subject(indicator).name,
        value=_value(now),
        interval=_below(now),
        spark=tuple(row.estimate if row.has_value else None for row in series),
        years=tuple(row.year for row in series),
        is_waves=is_waves,
        spark_alt=say("Verloop: {series}", series=series_text(series)) if series else "",
        last=_before(series, year),
        target=_target(now),
        verdict=words,
        shape=shape,
        tone=_TONES.get(now.status or "", "neutral") if now else "neutral",
    )


def _value(row: Cell | None) -> str:
    """Write a value large: working days as a bare number, their unit stands under it."""
    if row is None or row.estimate is None:
        return value_text(row)
    return labels.short_quantity(row.estimate, row.unit)


def _below(row: Cell | None) -> str:
    """Write how sure a value is, or the unit of a value set without it."""
    if row is None or row.unit != "days" or row.estimate is None:
        return limits_text(row)
    return limits_text(row) or labels.quantity(row.estimate, row.unit).split(labels.NO_BREAK)[-1]


def _has_gaps(years: Sequence[int]) -> bool:
    return bool(years) and list(years) != list(range(years[0], years[-1] + 1))


def _before(series: Sequence[Cell], year: int) -> str:
    earlier = [row for row in series if row.year < year]
    return f"{earlier[-1].year}: {_value(earlier[-1])}" if earlier else ""


def _target(now: Cell | None) -> str:
    if now is None or now.target is None:
        return ""
    status = f" ({say(now.status)})" if now.status else ""
    return say("doel: {target}", target=labels.short_quantity(now.target, now.unit)) + status


def _typst(card: Card) -> str:
    values = ", ".join("none" if one is None else repr(one) for one in card.spark)
    ends = (card.years[0], card.years[-1]) if len(card.years) > 1 else ()
    known = any(one is not None for one in card.spark)
    fields = {
        "label": typst_string(card.label),
        "value": typst_string(card.value),
        "interval": _optional(card.interval),
        "spark": f"({values},)" if known else "()",
        "spark-dots": str(card.is_waves).lower(),
        "spark-labels": "(" + "".join(f'"{one}", ' for one in ends) + ")",
        "spark-alt": _optional(unmarked(card.spark_alt)),
        "last": _optional(card.last),
        "target": _optional(card.target),
        "verdict": typst_string(card.verdict),
        "shape": typst_string(card.shape),
        "tone": typst_string(card.tone),
    }
    return f"kpi-card({', '.join(f'{name}: {value}' for name, value in fields.items())})"


def _optional(text: str) -> str:
    return typst_string(text) if text else "none"


def _html(card: Card) -> str:
    target = _plain(card.target)
    if target and card.tone == "off":
        target = f'<span style="font-weight:600;color:#b8480f">{target}</span>'
    beside = " · ".join(text for text in (_plain(card.last), target) if text)
    grey, strong = "color:#5c6770", "font-weight:600;color:#1d4e66"
    sign = f'<span aria-hidden="true">{SHAPES.get(card.shape, "")}</span>'
    lines = [
        _line("label", f"font-size:.85em;{grey}", _plain(card.label)),
        _line("value", f"font-size:1.6em;{strong}", _plain(card.value)),
        _line("interval", f"font-size:.8em;{grey}", _plain(card.interval) or "&nbsp;"),
        sparkline(card.spark, dots=card.is_waves, alt=card.spark_alt),
        _line("beside", "font-size:.8em", beside),
        _line("verdict", "font-size:.85em;color:#1d4e66", f"{sign} {_plain(card.verdict)}"),
    ]
    return f'<div class="card" style="border-top:1px solid #b9c2c9">{"".join(lines)}</div>'


def _line(part: str, style: str, content: str) -> str:
    return f'<div class="{part}" style="{style}">{content}</div>'


def _plain(text: str) -> str:
    return html.escape(text, quote=False)
