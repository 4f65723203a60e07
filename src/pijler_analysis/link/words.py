"""How alike two names are, word by word: a rare word that differs counts, a common one hardly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from types import MappingProxyType

from rapidfuzz.distance import OSA

INITIALS = 0.6
"""Likeness given to initials and the name they stand for; who else bears them decides."""
_MISTYPED = 0.7
"""Likeness of two words from which one may be the other mistyped."""


class Words:
    """How many names of a list hold each word, and so how much it tells."""

    def __init__(self, names: Sequence[str], *, initials: Mapping[str, int] = MappingProxyType({})):
        self.names = names
        self._initials = initials
        self._spread = Counter(word for name in names for word in set(name.split()))

    def weight(self, word: str) -> float:
        """Return how much a word tells: the rarer, the more."""
        return log((1 + len(self.names)) / self._spread.get(word, 1)) + 0.1

    def namesakes(self, name: str) -> float:
        """Return how many others a name of one word may stand for; 0 for longer names.

        Other names that hold the word count, and three times those with these initials.
        """
        if " " in name:
            return 0.0
        return max(self._spread.get(name, 0) - 2, 0) + 3.0 * self._initials.get(name, 0)

    def likeness(self, one: str, other: str) -> float:
        """Return how alike two names are, 0 to 1.

        The words both have count fully; what is left over counts as far as its letters agree.
        Where it looks mistyped it weighs as the commoner of the two, else as the rarer.

        >>> words = Words(["hart kasongo", "hart rambo", "hart lindi", "hart zobi"])
        >>> words.likeness("hart kasongo", "hart kasnogo") > 0.85
        True
        >>> words.likeness("hart kasongo", "hart rambo") < 0.4
        True
        >>> words.likeness("hart kasongo", "hartt kasongo") > 0.9
        True
        """
        if one == other:
            return 1.0
        left, right = one.split(), other.split()
        shared = set(left) & set(right)
        both = sum(self.weight(word) for word in shared)
        rest = [[word for word in words if word not in shared] for words in (left, right)]
        heavy = [sum(self.weight(word) for word in words) for words in rest]
        letters = OSA.normalized_similarity("".join(rest[0]), "".join(rest[1]))
        loose = min(heavy) if letters >= _MISTYPED else max(heavy)
        by_word = (both + letters * loose) / (both + loose) if both + loose else 1.0
        joined = OSA.normalized_similarity(one.replace(" ", ""), other.replace(" ", ""))
        return min(max(by_word, joined if joined >= 0.9 else 0.0), 0.99)
