"""Room for a hidden count to be another one, found by trying: no solver needed where it is plain.

Where some are moved from one count to another of its table, and back in what is left of their
bases, so that everything published still holds, the other value is possible too. What is found
this way is certain; where nothing is found the solver has to tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pijler_analysis.protect.joins import Terms

Limits = tuple[tuple[float, float], ...]
Bases = tuple[tuple[int, float, float], ...]

_TRIES = 20
"""Counts to move before the search for one count is given up."""


@dataclass(frozen=True)
class _Rule:
    """A sum of counts that may not leave its limits; ``now`` is what it is."""

    factors: Mapping[int, float]
    now: float
    least: float
    most: float

    def lacks(self, moved: Mapping[int, float]) -> float:
        """Return what must be added to the sum, once some counts have moved."""
        total, factors = self.now, self.factors
        for at, step in moved.items():  # few have moved, many may stand in the sum
            if at in factors:
                total += factors[at] * step
        return min(self.most - total, 0.0) or max(self.least - total, 0.0)


class Room:
    """Counts that hang together, as they truly are, and what is published of them.

    Parameters
    ----------
    counts : the true counts; None for one that stands in no table, which is not moved
    limits, sums, bases : as in ``audit.Knowns``
    """

    def __init__(
        self,
        counts: Sequence[float | None],
        limits: Limits,
        sums: tuple[Terms, ...],
        bases: Bases,
    ) -> None:
        self._counts, self._limits = counts, limits
        self._rules: dict[int, list[_Rule]] = defaultdict(list)
        known = [
            *((_factors(terms), 0.0, 0.0) for terms in sums),
            *(({cell: 1.0, cell + 1: 1.0}, low, high) for cell, low, high in bases),
        ]
        rules = [_Rule(factors, self._sum(factors), low, high) for factors, low, high in known]
        for rule in rules:
            for at in rule.factors:
                self._rules[at].append(rule)
        self._holds = not any(rule.lacks({}) for rule in rules) and all(
            count is None or low <= count <= high
            for count, (low, high) in zip(counts, limits, strict=True)
        )
        self._tries = 0

    def _sum(self, factors: Mapping[int, float]) -> float:
        """Return what a sum is; an equation with a count of no table is what gives that count."""
        known = [(factor, self._counts[at]) for at, factor in factors.items()]
        return sum(factor * count for factor, count in known if count is not None) * all(
            count is not None for _, count in known
        )

    def has(self, unknown: int, values: int) -> bool:
        """Tell whether a count can be seen to take this many values.

        Counts of which what is published is not true cannot be told.
        """
        if not self._holds:
            return False
        found = 1
        for direction in (1.0, -1.0):
            for step in range(1, values):
                if found >= values:
                    return True
                self._tries = _TRIES
                if not self._can_move(unknown, direction * step, {}):
                    break
                found += 1
        return found >= values

    def _can_move(self, unknown: int, step: float, moved: Mapping[int, float]) -> bool:
        """Tell whether a count can move, if need be with others that put its sums right again."""
        count, (low, high) = self._counts[unknown], self._limits[unknown]
        self._tries -= 1
        if count is None or self._tries < 0 or not low <= count + step <= high or step % 1:
            return False
        moved = {**moved, unknown: step}
        for rule in (rule for at in moved for rule in self._rules[at]):
            lack = rule.lacks(moved)
            if lack:
                return any(
                    self._can_move(other, lack / factor, moved)
                    for other, factor in rule.factors.items()
                    if other not in moved
                )
        return True


def _factors(terms: Terms) -> dict[int, float]:
    """Return how often each count stands in an equation.

    >>> _factors(((0, 1.0), (2, -1.0), (0, 1.0)))
    {0: 2.0, 2: -1.0}
    """
    factors: dict[int, float] = defaultdict(float)
    for at, factor in terms:
        factors[at] += factor
    return dict(factors)
