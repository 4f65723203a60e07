"""What is uncertain about unique organisations: pairs of names that may be one and the same.

A figure on unique organisations is computed with every pair apart; its bounds are those of every
pair being one organisation, and of none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.catalogue import Row
from pijler_analysis.indicators.measures import count, ratio, status_share
from pijler_analysis.indicators.organisations import Ids, as_series, register_column


def count_of(data: YearData, seen: Ids, *, possible: int = 0) -> Row:
    """Count unique organisations; with ``possible`` rows besides that were not read."""
    row = bounded(data, lambda ids: count(len(ids)), seen)
    return row | {"high": row["high"] + possible}


def both_of(data: YearData, one: Ids, other: Ids) -> Row:
    """Count the organisations seen in two places."""
    return several_of(data, [one, other])


def several_of(data: YearData, places: Sequence[Ids]) -> Row:
    """Count the organisations seen in at least two of some places."""
    return bounded(data, lambda *sets: count(sum(n > 1 for n in _times(sets).values())), *places)


def _times(sets: Iterable[Ids]) -> Counter[str]:
    return Counter(one for ids in sets for one in ids)


def part_of(data: YearData, everyone: Ids, seen: Ids) -> Row:
    """Share of some organisations that was seen somewhere."""
    found = len(everyone & seen)
    more = perhaps_among(data, everyone - seen, seen)
    high = (found + more) / len(everyone) if everyone else None
    return ratio(found, len(everyone), high=high) | doubt_note(data, seen)


def new_share_of(data: YearData, seen: Ids, before: Ids) -> Row:
    """Share of the organisations seen that were not seen before."""
    return bounded(data, lambda now, then: ratio(len(now - then), len(now)), seen, before)


def repeated_share_of(data: YearData, organisation_ids: pd.Series) -> Row:
    """Share of the different organisations on some rows that stand on more than one."""
    rows = organisation_ids.dropna().tolist()
    apart = Counter(rows)
    together = apart.copy()
    for one, head in _merged(data, frozenset(apart)).items():
        together[head] += together.pop(one)
    shares = [ratio(sum(n > 1 for n in times.values()), len(times)) for times in (apart, together)]
    return _widened(*shares) | doubt_note(data, frozenset(rows))


def diaspora_share_of(data: YearData, seen: Ids) -> Row:
    """Share of diaspora among unique organisations of known status."""
    ids = as_series(seen)
    status = register_column(data, ids, "is_diaspora")
    apart = status_share(status)
    merged = _merged(data, seen)
    if not merged:
        return apart | doubt_note(data, seen)
    together = status_share(status.groupby([merged.get(one, one) for one in ids]).max())
    return _widened(apart, together) | doubt_note(data, seen)


def perhaps_among(data: YearData, missing: Ids, seen: Ids) -> int:
    """Count how many more were seen if the uncertain pairs are all the same.

    One that was seen stands for one of the missing at most.
    """
    pairs = [
        (one, other)
        for left, right in _pairs(data)
        for one, other in ((left, right), (right, left))
        if one in missing and other in seen
    ]
    return min(len({one for one, _ in pairs}), len({other for _, other in pairs}))


def doubt_note(data: YearData, seen: Ids) -> dict[str, str]:
    """Say in a row that some organisations may be the same; nothing where there are none."""
    pairs = sum(left in seen or right in seen for left, right in _pairs(data))
    if not pairs:
        return {}
    return {
        "note": f"organisaties die misschien dezelfde zijn: {pairs} paren; grenzen als ze het alle "
        "zijn en als geen het is"
    }


def bounded(data: YearData, measure: Callable[..., Row], *sets: Ids) -> Row:
    """Measure organisations apart, bounded by the same with every uncertain pair as one."""
    everyone = frozenset().union(*sets)
    merged, apart = _merged(data, everyone), measure(*sets)
    if not merged:
        return apart | doubt_note(data, everyone)
    together = measure(*(_with_heads(ids, merged) for ids in sets))
    return _widened(apart, together) | doubt_note(data, everyone)


def _with_heads(ids: Ids, merged: dict[str, str]) -> Ids:
    """Put the head of each organisation that may be another in its place."""
    found = ids & merged.keys()
    return (ids - found) | {merged[one] for one in found}


def _widened(apart: Row, together: Row) -> Row:
    limits = {}
    for name, which in (("low", min), ("high", max)):
        told = [row[name] for row in (apart, together) if row[name] is not None]
        limits[name] = which(told) if told else None
    return apart | limits


def _merged(data: YearData, organisation_ids: Ids) -> dict[str, str]:
    """Give organisations that may be the same, chained along pairs among them, one head.

    Returns
    -------
    organisation → its head, of those that are not their own
    """
    pairs = [pair for pair in _pairs(data) if organisation_ids.issuperset(pair)]
    head = {one: one for pair in pairs for one in pair}

    def find(one: str) -> str:
        while head[one] != one:
            one = head[one]
        return one

    for left, right in pairs:
        head[find(right)] = find(left)
    return {one: found for one in head if (found := find(one)) != one}


@once_a_year
def _pairs(data: YearData) -> list[tuple[str, str]]:
    doubts = data.doubts
    return list(zip(doubts["left"].tolist(), doubts["right"].tolist(), strict=True))
