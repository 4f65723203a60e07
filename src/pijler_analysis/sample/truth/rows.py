"""One row of the truth, and the few shapes it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Truth:
    """What an indicator must come out at; a field is None where nothing is promised.

    ``is_within`` marks what really happened where names must be guessed at: not the figure, but
    its bounds must hold it.
    """

    indicator: str
    year: int
    by: str = "total"
    group: str = "total"
    numerator: float | None = None
    denominator: float | None = None
    population: float | None = None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    is_within: bool = False


def within(row: Truth) -> Truth:
    """Promise no more of a row than that the bounds of the figure hold it."""
    return Truth(
        row.indicator, row.year, row.by, row.group, estimate=row.estimate, is_within=True
    )  # fmt: skip


def counted(indicator: str, year: int, count: float, *, more: float | None = None) -> Truth:
    """State a count; ``more`` is what may come on top of it, None where that is not promised."""
    low, high = (None, None) if more is None else (count, count + more)
    return Truth(indicator, year, estimate=count, low=low, high=high)


def grouped(indicator: str, year: int, by: str, counts: Mapping[str, float]) -> list[Truth]:
    """State a number per group, in the order of the names."""
    return [
        Truth(indicator, year, by, group, estimate=number)
        for group, number in sorted(counts.items())
    ]


def tally(groups: Iterable[str | None]) -> Counter[str]:
    """Count each group; a missing one counts as unknown."""
    return Counter(UNKNOWN if group is None else group for group in groups)


def shared(
    indicator: str, year: int, told: Sequence[bool | None], *, by: str = "total",
    group: str = "total", outside: int = 0,
) -> Truth:  # fmt: skip
    """State a share of yes among those known, bounded by what the unknown could make of it.

    ``outside`` counts lines that may stand for others still, of which nothing is known.
    """
    yes = sum(one is True for one in told)
    unknown = sum(one is None for one in told)
    known, everyone = len(told) - unknown, len(told) + outside
    return Truth(
        indicator, year, by, group, yes, known, len(told),
        estimate=yes / known if known else None,
        low=yes / everyone if everyone else None,
        high=(yes + unknown + outside) / everyone if everyone else None,
    )  # fmt: skip


def divided(
    indicator: str, year: int, numerator: float, denominator: float, *, by: str = "total",
    group: str = "total",
) -> Truth:  # fmt: skip
    """State a ratio without bounds."""
    estimate = numerator / denominator if denominator else None
    return Truth(indicator, year, by, group, numerator, denominator, estimate=estimate)
