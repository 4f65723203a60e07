"""How alike two names are, word by word: a rare word that differs counts, a common one hardly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import fsum, log

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

COUNTRY = "land"
"""What a country begins with once it has one spelling."""
INITIALS = 0.6
"""Likeness given to initials and the name they stand for; who else bears them decides."""
_MISTYPED, _JOINED = 0.7, 0.9
"""Likeness of the letters from which words, and whole names, may be the same mistyped."""
_BESIDE = 0.8
"""Part of its weight that a country loses where it is only told beside the name."""
_ALMOST = 0.99


class Words:
    """How many names of a list hold each word, and so how much it tells.

    ``written`` are the names with their words in the order they were written in.
    """

    def __init__(self, names: Sequence[str], *, written: Sequence[str] | None = None) -> None:
        self._joined = [name.replace(" ", "") for name in written or names]
        self._words = [name.split() for name in names]
        self._sets = [set(words) for words in self._words]
        spread = Counter(word for words in self._sets for word in words)
        self.codes = {word: code for code, word in enumerate(spread)}
        self._weight = {
            word: log((1 + len(names)) / holders) + 0.1 for word, holders in spread.items()
        }
        self._letters = {word: _told_apart(word) for word in spread}
        self._total = [fsum(self._weight[word] for word in set(words)) for words in self._words]

    def likeness(self, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return how alike two names are, 0 to 1, and the rarest word both hold, -1 if none.

        The words both have count fully; what is left over counts as far as its letters agree.
        Where it looks mistyped it weighs as the commoner of the two, else as the rarer.

        Parameters
        ----------
        pairs : two columns of places in the list of names

        Examples
        --------
        >>> words = Words(["hart kasongo", "hart kasnogo", "hartt kasongo", "hart rambo"])
        >>> alike, rarest = words.likeness(np.array([[0, 0], [0, 1], [0, 2], [0, 3]]))
        >>> alike.round(1).tolist()
        [1.0, 0.9, 0.9, 0.5]
        """
        if not len(pairs):
            return np.empty(0), np.empty(0, dtype=np.int64)
        shared, left, right, rests, rarest = self._apart(pairs)
        left, right = self._without_country(pairs, left, right)
        letters = _letters([one for one, _ in rests], [other for _, other in rests])
        loose = np.where(letters >= _MISTYPED, np.minimum(left, right), np.maximum(left, right))
        by_word = (shared + letters * loose) / np.maximum(shared + loose, 1e-9)
        by_word = np.where(shared + loose > 0, by_word, 1.0)
        names = self._joined
        joined = _letters([names[i] for i in pairs[:, 0]], [names[j] for j in pairs[:, 1]])
        alike = np.minimum(
            np.where(joined >= _JOINED, np.maximum(by_word, joined), by_word), _ALMOST
        )
        return np.where(pairs[:, 0] == pairs[:, 1], 1.0, alike), rarest

    def _without_country(
        self, pairs: np.ndarray, left: np.ndarray, right: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Let a country weigh little where only one of a pair names one."""
        countries = [
            fsum(self._weight[word] for word in set(words) if _told_apart(word) != word)
            for words in self._words
        ]
        told = np.array(countries)
        one, other = told[pairs[:, 0]], told[pairs[:, 1]]
        left = left - _BESIDE * one * (other == 0)
        return left, right - _BESIDE * other * (one == 0)

    def _apart(
        self, pairs: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[tuple[str, str]], np.ndarray]:
        """Split each pair: the weight both share, what is left of each, its letters, and the
        rarest word shared.
        """
        words, weight, sets, codes = self._words, self._weight, self._sets, self.codes
        rarest = np.full(len(pairs), -1, dtype=np.int64)
        letters = self._letters
        shared = np.zeros(len(pairs))
        rests = []
        for at, (i, j) in enumerate(pairs.tolist()):
            both = sets[i] & sets[j]
            if both:
                shared[at] = fsum([weight[word] for word in both])
                rarest[at] = codes[max(both, key=lambda word: (weight[word], word))]
            rests.append(
                (
                    "".join([letters[word] for word in words[i] if word not in both]),
                    "".join([letters[word] for word in words[j] if word not in both]),
                )
            )
        total = np.array(self._total)
        return shared, total[pairs[:, 0]] - shared, total[pairs[:, 1]] - shared, rests, rarest


def _told_apart(word: str) -> str:
    """Return the letters by which a word is compared: of a country its code alone."""
    return word.removeprefix(COUNTRY) if len(word) == len(COUNTRY) + 2 else word


def _letters(left: list[str], right: list[str]) -> np.ndarray:
    scores: np.ndarray = cpdist(left, right, scorer=OSA.normalized_similarity, workers=2)
    return scores
