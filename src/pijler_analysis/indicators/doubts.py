"""What is uncertain about unique organisations: pairs of names that may be one and the same.

A figure on unique organisations is computed with every pair apart; its bounds are those of every
pair being one organisation, and of none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain

import numpy as np
import pandas as pd

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.catalogue import Row
from pijler_analysis.indicators.measures import count, ratio, status_share
from pijler_analysis.indicators.organisations import Ids, as_series, different, register_column
from pijler_analysis.schema.notes import PERHAPS_THE_SAME
from pijler_analysis.schema.results import UNKNOWN


def count_of(data: YearData, seen: Ids, *, possible: int = 0) -> Row:
    """Count unique organisations; with ``possible`` rows besides that were not read."""
    row = bounded(data, lambda ids: count(len(ids)), seen)
    return row | {"high": row["high"] + possible}


def both_of(data: YearData, one: Ids, other: Ids) -> Row:
    """Count the organisations seen in two places.

    Each pair of one seen here and one seen there may be one more.
    """
    row = several_of(data, [one, other])
    return row | {"high": row["numerator"] + perhaps_among(data, one - other, other - one)}


def several_of(data: YearData, places: Sequence[Ids]) -> Row:
    """Count the organisations seen in at least two of some places.

    Any two seen in one place each, not the same one, may be one more.
    """
    row = bounded(data, lambda *sets: count(sum(n > 1 for n in _times(sets).values())), *places)
    once = {one for one, n in _times(places).items() if n == 1}
    place = {one: at for at, ids in enumerate(places) for one in ids if one in once}
    loose = {
        one
        for pair in _pairs(data)
        if once.issuperset(pair) and place[pair[0]] != place[pair[1]]
        for one in pair
    }
    return row | {"high": max(row["high"], row["numerator"] + len(loose) // 2)}


def _times(sets: Iterable[Ids]) -> Counter[str]:
    return Counter(chain.from_iterable(sets))


def part_of(data: YearData, everyone: Ids, seen: Ids) -> Row:
    """Share of some organisations that was seen somewhere.

    At least those seen would be as few as the pairs among them allow, and all others different.
    """
    found = everyone & seen
    more = perhaps_among(data, everyone - seen, seen)
    high = (len(found) + more) / len(everyone) if everyone else None
    row = ratio(len(found), len(everyone), high=high) | doubt_note(data, everyone | seen)
    return row | {"low": least_part(row, len(found) - len(_merged(data, found)))}


def least_part(row: Row, fewest: int) -> float | None:
    """Return the share if those found are the fewest they may be, and all others different."""
    missing = row["denominator"] - row["numerator"]
    return fewest / (fewest + missing) if fewest + missing else row["low"]


def new_share_of(data: YearData, seen: Ids, before: Ids) -> Row:
    """Share of the organisations seen that were not seen before; any of the new may have been."""
    row = bounded(data, lambda now, then: ratio(len(now - then), len(now)), seen, before)
    if not seen:
        return row
    fewest = len(seen - before) - perhaps_among(data, seen - before, before)
    return row | {"low": min(row["low"], fewest / len(seen))}


def repeated_share_of(data: YearData, organisation_ids: pd.Series) -> Row:
    """Share of the different organisations on some rows that stand on more than one."""
    rows = organisation_ids.dropna().tolist()
    apart = Counter(rows)
    together = apart.copy()
    for one, head in _merged(data, frozenset(apart)).items():
        together[head] += together.pop(one)
    shares = [ratio(sum(n > 1 for n in times.values()), len(times)) for times in (apart, together)]
    return widened(*shares) | doubt_note(data, frozenset(rows))


def diaspora_share_of(data: YearData, seen: Ids) -> Row:
    """Share of diaspora among unique organisations of known status."""
    ids = as_series(seen)
    return status_share_of(data, ids, register_column(data, ids, "is_diaspora"))


def status_share_of(
    data: YearData, organisation_ids: pd.Series, status: pd.Series, *, outside: int = 0
) -> Row:
    """Share of True among unique organisations; of two that may be one, either may be it."""
    ids = _listed(organisation_ids)
    seen = frozenset(ids)
    apart, merged = status_share(status, outside=outside), _merged(data, seen)
    if not merged:
        return apart
    heads = [merged.get(one, one) for one in ids]
    together = status_share(status.groupby(heads).max(), outside=outside)
    return widened(apart, together) | doubt_note(data, seen)


def one_each(
    data: YearData, organisation_ids: pd.Series, groups: np.ndarray
) -> dict[str, Hashable] | None:
    """Return who there is if every uncertain pair is one: the group of each head.

    One of a known and an unknown group is of the known one; one of two known groups may be of
    either and is left out. None where no pair is uncertain.
    """
    ids = _listed(organisation_ids)
    merged = _merged(data, frozenset(ids))
    if not merged:
        return None
    group_of: dict[str, Hashable] = {}
    torn: set[object] = {pd.NA}
    for one, group in zip(ids, groups.tolist(), strict=True):
        head = merged.get(one, one)
        before = group_of.setdefault(head, group)
        if before == UNKNOWN:
            group_of[head] = group
        elif group not in (before, UNKNOWN):
            torn.add(head)
    return {head: group for head, group in group_of.items() if head not in torn}


def fewest_in(
    data: YearData, organisation_ids: pd.Series, groups: np.ndarray
) -> Counter[Hashable] | None:
    """Count in each group who surely lies there if every uncertain pair is one.

    None where no pair is uncertain.
    """
    group_of = one_each(data, organisation_ids, groups)
    return None if group_of is None else Counter(group_of.values())


def _listed(organisation_ids: pd.Series) -> list[str]:
    return organisation_ids.to_numpy(dtype=object).tolist()


def with_fewest(data: YearData, row: Row, fewest: float | None, members: Callable[[], Ids]) -> Row:
    """Widen a row below, and say why, where its members may be fewer."""
    if fewest is None or row["low"] is None or fewest >= row["low"]:
        return row
    return row | {"low": fewest} | doubt_note(data, members())


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
    """Say in a row that some of these organisations may be the same; nothing where none may.

    A pair of which one lies outside leaves the figure as it is.
    """
    pairs = _pairs_among(data, seen)
    if not pairs:
        return {}
    return {"note": PERHAPS_THE_SAME.format(pairs=len(pairs))}


def bounded(data: YearData, measure: Callable[..., Row], *sets: Ids) -> Row:
    """Measure organisations apart, bounded by the same with every uncertain pair as one."""
    everyone = frozenset().union(*sets)
    merged, apart = _merged(data, everyone), measure(*sets)
    if not merged:
        return apart
    together = measure(*(_with_heads(ids, merged) for ids in sets))
    return widened(apart, together) | doubt_note(data, everyone)


def _with_heads(ids: Ids, merged: dict[str, str]) -> Ids:
    """Put the head of each organisation that may be another in its place."""
    found = ids & merged.keys()
    return (ids - found) | {merged[one] for one in found}


def heads_of(data: YearData, organisation_ids: pd.Series) -> pd.Series:
    """Put in the place of each organisation the head of those that may be one with it."""
    merged = _merged(data, different(organisation_ids))
    if not merged:
        return organisation_ids
    heads = [merged.get(one, one) for one in _listed(organisation_ids)]
    return pd.Series(heads, index=organisation_ids.index, dtype="string")


def widened(apart: Row, together: Row) -> Row:
    """Give a row the widest of its own bounds and those of another."""
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
    pairs = _pairs_among(data, organisation_ids)
    head = {one: one for pair in pairs for one in pair}

    def find(one: str) -> str:
        while head[one] != one:
            one = head[one]
        return one

    for left, right in pairs:
        head[find(right)] = find(left)
    return {one: found for one in head if (found := find(one)) != one}


def _pairs_among(data: YearData, organisation_ids: Ids) -> list[tuple[str, str]]:
    ids = organisation_ids
    return [pair for pair in _pairs(data) if pair[0] in ids and pair[1] in ids]


@once_a_year
def _pairs(data: YearData) -> list[tuple[str, str]]:
    doubts = data.doubts
    return list(zip(doubts["left"].tolist(), doubts["right"].tolist(), strict=True))
