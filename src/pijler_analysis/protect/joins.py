"""Which published counts add up to which others: what a reader has when laying tables together.

An equation is found where it holds in the exact counts and where a reader would expect it: groups
add up to their total, finer groups to a coarser one, the answers to a question to all who answered
it, the satisfied to those who chose the upper answers. Each row has two counts, its cell and the
rest of its base; unknown ``2 * i`` is the cell of row ``i``, ``2 * i + 1`` its rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from pijler_analysis.protect.disclosure import SPECIAL_APART
from pijler_analysis.schema.results import ANSWER_CHALLENGE, ANSWER_CODE, TOTAL

TOGETHER = (("survey.answers", "survey.satisfaction", "survey.experience"),)
"""Indicators that count the same answers in other ways."""

Terms = tuple[tuple[int, float], ...]
"""The unknowns of an equation with their factors; they add up to nothing."""

Equation = tuple[Terms, bool]
"""The terms, and whether they come short of nothing by those who are in no group."""

_OVERALL = "overall"
"""What the answers call the question that the total of satisfaction is about."""


class Row(NamedTuple):
    """One cell of a table: the two counts behind it, and what is printed of them."""

    indicator: str
    by: str
    group: str
    counts: tuple[float, float]
    has_base: bool
    protection: str
    numerator: float
    denominator: float


Subjects = Mapping[str, Collection[str]]
"""Challenge → the codes of open answers that belong to it."""


def equations(rows: Sequence[Row], subjects: Subjects) -> list[Terms]:
    """Return every equation between the counts of rows on one population.

    Groups that leave some of their total out add up to it with whoever is in none of them: an
    unknown of its own, numbered after those of the rows.
    """
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        blocks[row.indicator, row.by].append(place)
    found: list[Equation] = []
    for (indicator, by), places in blocks.items():
        if by != TOTAL:
            found += _totals(rows, places, blocks.get((indicator, TOTAL), []))
            found += _refinements(rows, places, by, indicator, blocks)
            found += _distributions(rows, places)
        if by == ANSWER_CHALLENGE:
            codes = blocks.get((indicator, ANSWER_CODE), [])
            for whole in places:
                own = subjects.get(rows[whole].group, ())
                found += _union(rows, whole, [one for one in codes if rows[one].group in own])
    for answers, satisfied, experience in TOGETHER:
        found += _judgements(rows, answers, satisfied)
        found += _experience(rows, satisfied, experience)
    elsewhere = count(2 * len(rows))
    return [(*terms, (next(elsewhere), 1.0)) if is_short else terms for terms, is_short in found]


def _totals(rows: Sequence[Row], groups: list[int], totals: list[int]) -> Iterator[Equation]:
    """Yield the sums of a breakdown; two channels also shown as one have a sum of their own."""
    apart = [place for place in groups if rows[place].group in SPECIAL_APART]
    joint = [place for place in groups if place not in apart and _add_up(rows, place, apart)]
    if len(apart) > 1 and joint:
        yield from _equate(joint[0], apart)
        groups = [place for place in groups if place != joint[0]]
    for total in totals:
        yield from _equate_within(rows, total, groups)


def _refinements(
    rows: Sequence[Row],
    fine: list[int],
    by: str,
    indicator: str,
    blocks: dict[tuple[str, str], list[int]],
) -> Iterator[Equation]:
    """Yield the sums of groups such as *money yes* and *money no* to *money*."""
    coarse = by.rpartition("_")[0]
    for whole in blocks.get((indicator, coarse), ()):
        parts = [place for place in fine if first_words(rows[place].group) == rows[whole].group]
        if parts:
            yield from _equate_within(rows, whole, parts)


def _union(rows: Sequence[Row], whole: int, parts: Sequence[int]) -> Iterator[Equation]:
    """Yield that a challenge counts each of its subjects, and no more than all of them together.

    An answer may be about several of them, so that they may add up to more than the challenge.
    """
    count, rest = rows[whole].counts
    for part in parts:
        one = rows[part].counts
        yield ((2 * whole, -1.0), (2 * part, 1.0)), one[0] < count
        yield ((2 * part + 1, -1.0), (2 * whole + 1, 1.0)), rest < one[1]
    if parts:
        together = sum(rows[part].counts[0] for part in parts)
        yield ((2 * whole, 1.0), *((2 * part, -1.0) for part in parts)), count < together


def _distributions(rows: Sequence[Row], groups: list[int]) -> Iterator[Equation]:
    """Yield the sums of answers of which everyone gave one, to all who gave any."""
    families: dict[str, list[int]] = defaultdict(list)
    for place in groups:
        families[first_words(rows[place].group)].append(place)
    for family in families.values():
        everyone = sum(rows[place].counts[0] for place in family)
        if len(family) > 1 and all(sum(rows[place].counts) == everyone for place in family):
            for place in family:
                others = [(2 * other, 1.0) for other in family if other != place]
                yield ((2 * place + 1, -1.0), *others), False


def _judgements(rows: Sequence[Row], answers: str, satisfied: str) -> Iterator[Equation]:
    """Yield that the satisfied are those who chose the upper answers, the others the lower."""
    given: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if row.indicator == answers:
            given[first_words(row.group)].append(place)
    for whole, row in enumerate(rows):
        chosen = given.get(_OVERALL if row.by == TOTAL else row.group, [])
        if row.indicator != satisfied or not chosen:
            continue
        ranked = sorted(chosen, key=lambda place: rows[place].group)
        for cut in range(1, len(ranked)):
            lower, upper = (sum(rows[place].counts[0] for place in part)
                            for part in (ranked[:cut], ranked[cut:]))  # fmt: skip
            if (upper, lower) == row.counts:
                for unknown, part in ((2 * whole, ranked[cut:]), (2 * whole + 1, ranked[:cut])):
                    yield ((unknown, -1.0), *((2 * place, 1.0) for place in part)), False
                break


def _experience(rows: Sequence[Row], satisfied: str, experience: str) -> Iterator[Equation]:
    """Yield that those with experience are all who judged."""
    judged = {(row.by, row.group): place for place, row in enumerate(rows)
              if row.indicator == satisfied}  # fmt: skip
    for place, row in enumerate(rows):
        other = judged.get((row.by, row.group))
        if (
            row.indicator == experience
            and other is not None
            and row.counts[0] == sum(rows[other].counts)
        ):
            yield ((2 * place, -1.0), (2 * other, 1.0), (2 * other + 1, 1.0)), False


def first_words(group: str) -> str:
    """Return what a group of two is about: a question, of one of its answers.

    >>> first_words("yearly_day 4/5"), first_words("Limburg")
    ('yearly_day', '')
    """
    return group.rpartition(" ")[0]


def _add_up(rows: Sequence[Row], whole: int, parts: Sequence[int]) -> bool:
    return all(left == 0 for left in _left(rows, whole, parts))


def _left(rows: Sequence[Row], whole: int, parts: Sequence[int]) -> list[float]:
    """Return what parts leave of both counts of a whole."""
    return [
        rows[whole].counts[part] - sum(rows[place].counts[part] for place in parts)
        for part in range(2)
    ]


def _equate_within(rows: Sequence[Row], whole: int, parts: Sequence[int]) -> Iterator[Equation]:
    """Yield the sums of parts to a whole, if no more than the whole is in them."""
    left = _left(rows, whole, parts)
    if min(left) >= 0:
        yield from _equate(whole, parts, is_short=max(left) > 0)


def _equate(whole: int, parts: Sequence[int], *, is_short: bool = False) -> Iterator[Equation]:
    for part in range(2):
        yield (
            ((2 * whole + part, -1.0), *((2 * place + part, 1.0) for place in parts)),
            is_short,
        )
