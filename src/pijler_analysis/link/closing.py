"""From accepted pairs to organisations, without letting likeness of names run in a chain.

A and B look alike, B and C look alike, and yet A and C need not: a pair that rests on the names
alone joins two groups only if it ties the head of one to the head of the other. A pair with a
second piece of evidence joins whole groups, but two towns only if a person, an address or a domain
ties them. No pair joins two numbers of a register.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd


class Groups:
    """Units joined so far. The head of a group is its best-known unit."""

    def __init__(
        self, weight: np.ndarray, numbers: Iterable[pd.Series], apart: np.ndarray, *,
        towns: pd.Series,
    ) -> None:  # fmt: skip
        self._parent = list(range(len(weight)))
        self._weight = weight.tolist()
        self._numbers = [
            dict(zip(told.index.tolist(), told.tolist(), strict=True)) for told in numbers
        ]
        self._town = dict(zip(towns.index.tolist(), towns.tolist(), strict=True))
        self._apart: dict[int, set[int]] = {}
        for one, other in apart.tolist():
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def __len__(self) -> int:
        return len(self._parent)

    def head(self, unit: int) -> int:
        """Return the head of the group a unit is in."""
        while self._parent[unit] != unit:
            self._parent[unit] = self._parent[self._parent[unit]]
            unit = self._parent[unit]
        return unit

    def join(
        self, left: int, right: int, *, on_name_only: bool = False, same_town: bool = False
    ) -> bool:
        """Join the groups of two units unless something forbids it; tells whether they are one.

        ``same_town`` forbids it where the groups are at home in different towns.
        """
        one, other = self.head(left), self.head(right)
        if one == other:
            return True
        if on_name_only and {one, other} != {left, right}:
            return False
        if same_town and _differ(self._town, one, other):
            return False
        if self.are_apart(one, other) or self._are_torn(one, other):
            return False
        if self._rank(other) > self._rank(one):
            one, other = other, one
        self._parent[other] = one
        for numbers in (*self._numbers, self._town):
            if other in numbers:
                numbers.setdefault(one, numbers[other])
        for foe in self._apart.pop(other, set()):
            self._apart[foe].discard(other)
            self._apart[foe].add(one)
            self._apart.setdefault(one, set()).add(foe)
        return True

    def are_apart(self, one: int, other: int) -> bool:
        """Tell whether a human said that the groups of two heads are different."""
        return other in self._apart.get(one, ())

    def of_units(self) -> np.ndarray:
        """Return the head of each unit."""
        return np.array([self.head(unit) for unit in range(len(self._parent))], dtype=np.int64)

    def _are_torn(self, one: int, other: int) -> bool:
        return any(_differ(numbers, one, other) for numbers in self._numbers)

    def _rank(self, unit: int) -> tuple[bool, int, int]:
        return unit in self._numbers[0], self._weight[unit], -unit


def _differ(told: dict[int, str], one: int, other: int) -> bool:
    return one in told and other in told and told[one] != told[other]
