"""One row of the truth, and the few shapes it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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
    """Promise no more of a row than that the bounds of the figure hold it, on a base like this."""
    return replace(row, numerator=None, population=None, low=None, high=None, is_within=True)


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


def parted(
    indicator: str, year: int, found: int, everyone: int, *, unplaced: int = 0, by: str = "total",
    group: str = "total",
) -> Truth:  # fmt: skip
    """State the share of a fixed group that was found; each unplaced line may be one more."""
    row = divided(indicator, year, found, everyone, by=by, group=group)
    if not everyone:
        return row
    return replace(row, low=row.estimate, high=min(1.0, (found + unplaced) / everyone))


def parted_by(
    indicator: str, year: int, everyone: Iterable[str], found: Collection[str],
    groups: Mapping[str, Mapping[str, str]], *, by: str,
) -> list[Truth]:  # fmt: skip
    """State the share found of each group along a breakdown of the register."""
    members: dict[str, list[bool]] = {}
    for one in everyone:
        group = groups[one][by] if one in groups else UNKNOWN
        members.setdefault(group, []).append(one in found)
    return [
        divided(indicator, year, sum(told), len(told), by=by, group=group)
        for group, told in sorted(members.items())
    ]


def shared_by(
    indicator: str, year: int, told: Mapping[str, bool | None],
    groups: Mapping[str, Mapping[str, str]], *, by: str,
) -> list[Truth]:  # fmt: skip
    """State a share of yes of each group along a breakdown of the register."""
    members: dict[str, list[bool | None]] = {}
    for one, said in told.items():
        members.setdefault(groups[one][by] if one in groups else UNKNOWN, []).append(said)
    return [
        shared(indicator, year, part, by=by, group=group) for group, part in sorted(members.items())
    ]


def tallied(
    indicator: str, year: int, everyone: Iterable[str], groups: Mapping[str, Mapping[str, str]],
    *, by: str,
) -> list[Truth]:  # fmt: skip
    """Count organisations along a breakdown of the register."""
    named = (groups[one][by] if one in groups else UNKNOWN for one in everyone)
    return grouped(indicator, year, by, tally(named))
