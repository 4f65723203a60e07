"""Seeded draws that come out the same on every machine and in every Python.

Only :meth:`random.Random.random` is promised to stay the same for a seed, so every draw here is
made of it. Each part of the sample throws its own dice: a change in one leaves the others alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")

SEED = "4de Pijler"


class Dice:
    """Draws for one named part of the sample.

    >>> Dice("example").whole(1, 6) == Dice("example").whole(1, 6)
    True
    """

    def __init__(self, part: str) -> None:
        self._random = random.Random(f"{SEED}/{part}").random

    def chance(self, share: float) -> bool:
        """Tell whether something with this share happens."""
        return self._random() < share

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        """Draw one option, all equally likely."""
        return options[int(self._random() * len(options))]

    def weigh(self, options: Iterable[tuple[T, float]]) -> T:
        """Draw one option with the weight beside it."""
        pairs = list(options)
        left = self._random() * sum(weight for _, weight in pairs)
        for option, weight in pairs:
            left -= weight
            if left < 0:
                return option
        return pairs[-1][0]

    def shuffle(self, options: Iterable[T]) -> list[T]:
        """Return the options in another order."""
        left = list(options)
        for last in range(len(left) - 1, 0, -1):
            other = int(self._random() * (last + 1))
            left[last], left[other] = left[other], left[last]
        return left

    def some(self, options: Iterable[T], count: int) -> list[T]:
        """Draw this many different options."""
        return self.shuffle(options)[:count]

    def day(self, first: date, last: date) -> date:
        """Draw a day, both ends included."""
        return first + timedelta(days=self.whole(0, (last - first).days))

    def bell(self, low: int, high: int) -> int:
        """Draw a whole number, those in the middle more likely."""
        return round((self.whole(low, high) + self.whole(low, high) + self.whole(low, high)) / 3)
