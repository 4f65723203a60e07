"""How alike two names are, word by word: a rare word that differs counts, a common one hardly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import fsum, log

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

INITIALS = 0.6
"""Likeness given to initials and the name they stand for; who else bears them decides."""
_MISTYPED, _JOINED = 0.7, 0.9
"""Likeness of the letters from which words, and whole names, may be the same mistyped."""
_ALMOST = 0.99


class Words:
    """How many names of a list hold each word, and so how much it tells."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._words = [name.split() for name in names]
        spread = Counter(word for words in self._words for word in set(words))
        self._weight = {
            word: log((1 + len(names)) / holders) + 0.1 for word, holders in spread.items()
        }
        self._total = [fsum(self._weight[word] for word in set(words)) for words in self._words]

    def likeness(self, pairs: np.ndarray) -> np.ndarray:
        """Return how alike two names are, 0 to 1.

        The words both have count fully; what is left over counts as far as its letters agree.
        Where it looks mistyped it weighs as the commoner of the two, else as the rarer.

        Parameters
        ----------
        pairs : two columns of places in the list of names

        Examples
        --------
        >>> words = Words(["hart kasongo", "hart kasnogo", "hartt kasongo", "hart rambo"])
        >>> words.likeness(np.array([[0, 0], [0, 1], [0, 2], [0, 3]])).round(1).tolist()
        [1.0, 0.9, 0.9, 0.5]
        """
        if not len(pairs):
            return np.empty(0)
        shared, left, right, rests = self._apart(pairs)
        letters = _letters([one for one, _ in rests], [other for _, other in rests])
        loose = np.where(letters >= _MISTYPED, np.minimum(left, right), np.maximum(left, right))
        by_word = (shared + letters * loose) / np.maximum(shared + loose, 1e-9)
        by_word = np.where(shared + loose > 0, by_word, 1.0)
        names = [name.replace(" ", "") for name in self._names]
        joined = _letters([names[i] for i in pairs[:, 0]], [names[j] for j in pairs[:, 1]])
        alike = np.minimum(
            np.where(joined >= _JOINED, np.maximum(by_word, joined), by_word), _ALMOST
        )
        return np.where(pairs[:, 0] == pairs[:, 1], 1.0, alike)

    def _apart(
        self, pairs: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[tuple[str, str]]]:
        """Split each pair: the weight both share, what is left of each, and its letters."""
        words, weight, sets = self._words, self._weight, [set(words) for words in self._words]
        shared = np.empty(len(pairs))
        rests = []
        for at, (i, j) in enumerate(pairs.tolist()):
            both = sets[i] & sets[j]
            shared[at] = fsum([weight[word] for word in both])
            rests.append(
                (
                    "".join([word for word in words[i] if word not in both]),
                    "".join([word for word in words[j] if word not in both]),
                )
            )
        total = np.array(self._total)
        return shared, total[pairs[:, 0]] - shared, total[pairs[:, 1]] - shared, rests


def _letters(left: list[str], right: list[str]) -> np.ndarray:
    scores: np.ndarray = cpdist(left, right, scorer=OSA.normalized_similarity, workers=2)
    return scores
