"""How alike two names are, word by word: a rare word that differs counts, a common one hardly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist
from scipy import sparse

from pijler_analysis.link.names import place_words
from pijler_analysis.link.spelling import near_words

COUNTRY = "land"
"""What a country begins with once it has one spelling."""
INITIALS = 0.6
"""Likeness given to initials and the name they stand for; who else bears them decides."""
_MISTYPED, _JOINED = 0.7, 0.9
"""Likeness of the letters from which words, and whole names, may be the same mistyped."""
_BESIDE = 0.8
"""Part of its weight that a country loses where it is only told beside the name."""
_ALMOST = 0.99
_NOTHING = 1e-6


class Alike(NamedTuple):
    """How alike pairs of names are.

    ``likeness`` goes from 0 to 1; ``rarest`` is the rarest word both hold, places left
    aside, -1 if none; ``is_slip`` tells whether one of the two holds it with a slip only;
    ``is_torn`` whether each has a word the other has not, nor one like it; ``torn_by`` is how much
    those words of the one with the least of them tell, of what a word nobody else has tells;
    ``of_country`` whether both name a country.
    """

    likeness: np.ndarray
    rarest: np.ndarray
    is_slip: np.ndarray
    is_torn: np.ndarray
    torn_by: np.ndarray
    of_country: np.ndarray


class Words:
    """How many names of a list hold each word, and so how much it tells.

    ``written`` are the names with their words in the order they were written in. ``bears``
    tells which names hold which words, so or with a slip.
    """

    def __init__(self, names: Sequence[str], *, written: Sequence[str] | None = None) -> None:
        self._joined = [name.replace(" ", "") for name in written or names]
        held = [[*dict.fromkeys(name.split())] for name in names]
        spread = Counter(word for words in held for word in words)
        self.codes = {word: code for code, word in enumerate(spread)}
        holders = np.array([*spread.values()], dtype=float)
        self._most = np.log(1 + len(names)) + 0.1
        weight = self._most - np.log(np.maximum(holders, 1))
        is_place = np.array([word in place_words() for word in spread], dtype=bool)
        is_country = np.array([_told_apart(word) != word for word in spread], dtype=bool)
        self._letters = pa.array([_told_apart(word) for word in spread], pa.string())
        self._holds = self._matrix(held)
        self._weighed = sparse.csr_array(self._holds * weight)
        self.bears = sparse.csr_array(self._holds @ self._meant(near_words(spread)))
        self.bears.data[:] = 1
        common = self.bears.sum(axis=0)
        self._by_rank = np.append(np.argsort(-common, kind="stable"), -1)
        ranks = _ranks(self._by_rank[:-1], is_place)
        self._ranked = sparse.csr_array(self.bears * ranks)
        self._borne = sparse.csr_array(self.bears * weight)
        self._ranked_so = sparse.csr_array(self._holds * ranks)
        self._total = self._weighed.sum(axis=1)
        self._countries = sparse.csr_array(self._holds * (weight * is_country)).sum(axis=1)

    def _matrix(self, held: Sequence[Sequence[str]]) -> sparse.csr_array:
        """Return which names hold which words, those of a name in the order they stand in."""
        ends = np.concatenate(([0], np.cumsum([len(some) for some in held], dtype=np.int64)))
        codes = np.fromiter(
            (self.codes[word] for some in held for word in some), dtype=np.int64, count=ends[-1]
        )
        shape = (len(held), max(len(self.codes), 1))
        return sparse.csr_array((np.ones(ends[-1]), codes, ends), shape=shape)

    def _meant(self, near: Mapping[str, Sequence[str]]) -> sparse.csr_array:
        """Return which words each word may mean: itself, and those it may be a slip of."""
        slips = [(self.codes[word], self.codes[one]) for word in near for one in near[word]]
        own = [(code, code) for code in self.codes.values()]
        rows, columns = np.array([*own, *slips], dtype=np.int64).reshape(-1, 2).T
        size = max(len(self.codes), 1)
        return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))

    def compared(self, pairs: np.ndarray) -> Alike:
        """Return how alike two names are.

        The words both have count fully; what is left over counts as far as its letters agree.
        Where it looks mistyped it weighs as the commoner of the two, else as the rarer.

        Parameters
        ----------
        pairs : two columns of places in the list of names

        Examples
        --------
        >>> words = Words(["hart kasongo", "hart kasnogo", "hartt kasongo", "hart rambo"])
        >>> alike = words.compared(np.array([[0, 0], [0, 1], [0, 2], [0, 3]]))
        >>> alike.likeness.round(1).tolist(), alike.is_torn.tolist()
        ([1.0, 0.9, 0.9, 0.5], [False, False, False, True])
        """
        if not len(pairs):
            none = np.empty(0, dtype=bool)
            return Alike(np.empty(0), np.empty(0, dtype=np.int64), none, none, np.empty(0), none)
        one, other = pairs[:, 0], pairs[:, 1]
        shared = _sums(self._holds[one].multiply(self._weighed[other]))
        left, right = self._without_country(one, other, shared)
        own = np.minimum(self._total[one], self._total[other]) - shared
        has_both = own > _NOTHING
        letters = np.where(np.maximum(left, right) > _NOTHING, 0.0, 1.0)
        apart = one[has_both], other[has_both]
        letters[has_both] = _letters(self._rest(*apart), self._rest(*reversed(apart)))
        loose = np.where(letters >= _MISTYPED, np.minimum(left, right), np.maximum(left, right))
        by_word = (shared + letters * loose) / np.maximum(shared + loose, 1e-9)
        by_word = np.where(shared + loose > 0, by_word, 1.0)
        joined = _letters([self._joined[i] for i in one], [self._joined[j] for j in other])
        alike = np.minimum(
            np.where(joined >= _JOINED, np.maximum(by_word, joined), by_word), _ALMOST
        )
        likeness = np.where(one == other, 1.0, alike)
        is_torn = has_both & (letters < _MISTYPED) & (likeness < _JOINED)
        ranked = _highest(self.bears[one].multiply(self._ranked[other]))
        is_slip = ranked > _highest(self._holds[one].multiply(self._ranked_so[other]))
        torn_by = np.where(is_torn, np.clip(own / self._most, 0, 1), 0.0)
        of_country = (self._countries[one] > 0) & (self._countries[other] > 0)
        return Alike(likeness, self._by_rank[ranked - 1], is_slip, is_torn, torn_by, of_country)

    def overlap(self, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which part of the longer name the words are that both hold: as written, and also
        those one of the two holds with a slip.
        """
        one, other = pairs[:, 0], pairs[:, 1]
        longer = np.maximum(np.maximum(self._total[one], self._total[other]), _NOTHING)
        written = _sums(self._holds[one].multiply(self._weighed[other])) / longer
        return written, _sums(self.bears[one].multiply(self._borne[other])) / longer

    def _without_country(
        self, one: np.ndarray, other: np.ndarray, shared: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return what is left of each; a country only one of a pair names weighs little."""
        told, also = self._countries[one], self._countries[other]
        left = self._total[one] - shared - _BESIDE * told * (also == 0)
        return left, self._total[other] - shared - _BESIDE * also * (told == 0)

    def _rest(self, one: np.ndarray, other: np.ndarray) -> list[str]:
        """Return the letters of the words one name of each pair has and the other has not."""
        held = self._holds[one]
        held.data = np.arange(1.0, held.nnz + 1)
        shared = held.multiply(self._holds[other]).data.astype(np.int64) - 1
        own = np.ones(held.nnz, dtype=bool)
        own[shared] = False
        before = np.concatenate(([0], np.cumsum(own)))
        letters = self._letters.take(pa.array(held.indices[own]))
        rests = pa.ListArray.from_arrays(before[held.indptr], letters)
        joined: list[str] = pc.binary_join(rests, "").to_pylist()
        return joined


def _ranks(order: np.ndarray, is_place: np.ndarray) -> np.ndarray:
    """Number the words from 1, the rarest last; a place, which is told otherwise, is 0."""
    ranks = np.empty(len(order))
    ranks[order] = np.arange(1, len(order) + 1)
    return np.where(is_place, 0, ranks)


def _sums(matrix: sparse.csr_array) -> np.ndarray:
    return np.asarray(matrix.sum(axis=1)).ravel()


def _highest(matrix: sparse.csr_array) -> np.ndarray:
    return np.asarray(matrix.max(axis=1).todense(), dtype=np.int64).ravel()


def _told_apart(word: str) -> str:
    """Return the letters by which a word is compared: of a country its code alone."""
    return word.removeprefix(COUNTRY) if len(word) == len(COUNTRY) + 2 else word


def _letters(left: list[str], right: list[str]) -> np.ndarray:
    scores: np.ndarray = cpdist(left, right, scorer=OSA.normalized_similarity, workers=2)
    return scores
