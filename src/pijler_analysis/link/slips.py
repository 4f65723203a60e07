"""Words known with one letter wrong, left out, doubled or swapped, whatever the number of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA


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
        near = {known for rest in _rests(word) for known in self._by_rest.get(rest, ())}
        return sorted(known for known in near if OSA.distance(word, known) < 2)


def _rests(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
