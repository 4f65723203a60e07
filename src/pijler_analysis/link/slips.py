"""Words known with one letter wrong, left out, doubled or swapped, whatever the number of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist


class Slips:
    """A list of right words, by what is left of each when a letter falls out.

    Two words one slip apart have such a rest in common, so that only a few need be compared.

    >>> known = Slips(["werkgroep", "kinderen"])
    >>> known.meant("werkgreop"), known.meant("kinderen"), known.meant("groep")
    ('werkgroep', 'kinderen', None)
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words):
            for rest in _rests(word):
                self._by_rest[rest].append(word)

    def meant(self, word: str) -> str | None:
        """Return the right word, of several the first in the alphabet; None where none is near."""
        return next(iter(self.near(word)), None)

    def near(self, word: str) -> list[str]:
        """Return all right words at most one slip away, in the order of the alphabet."""
        rests = self._by_rest.keys() & _rests(word)
        near = {known for rest in rests for known in self._by_rest[rest]}
        return sorted(known for known in near if OSA.distance(word, known) < 2)


def one_slip_apart(words: Sequence[str]) -> list[tuple[str, str]]:
    """Return each two different words of a list that are one slip apart.

    >>> one_slip_apart(["kasongo", "kasogno", "water"])
    [('kasongo', 'kasogno')]
    """
    rests = pd.Series([_rests(word) for word in words], dtype=object).explode()
    told = pd.DataFrame({"word": rests.index, "rest": pd.factorize(rests)[0]}).drop_duplicates()
    told = told[told["rest"].duplicated(keep=False)]
    pairs = told.merge(told, on="rest").query("word_x < word_y")[["word_x", "word_y"]]
    left, right = np.array(words, dtype=object)[pairs.drop_duplicates().to_numpy().T]
    is_near = cpdist(left, right, scorer=OSA.distance, score_cutoff=1) < 2
    return list(zip(left[is_near], right[is_near], strict=True))


def _rests(word: str) -> list[str]:
    return [word, *[word[:at] + word[at + 1 :] for at in range(len(word))]]
