"""Personal data out of texts that are kept: identifiers by their form, persons by their names.

The names are those of the data themselves: whoever stands in a personal column of any table. They
are recognised with and without accents, in any order, with initials and written as one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from pijler_analysis.clean.identifiers import without_identifiers
from pijler_analysis.ingest.cells import fold
from pijler_analysis.protect.pseudonyms import pseudonym

NAME = "name"
NAME_MARK = "[naam]"
ANY_MARK = re.compile(r"\[(?:e-mail|telefoon|rekening|rijksregisternummer|link|naam)\]")

_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_BETWEEN = re.compile(r"[\s.,;'’\-_\u00a0]{0,3}")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_NO_PERSON = {
    "vzw", "asbl", "ivzw", "stichting", "fonds", "comite", "vrienden", "amis", "werkgroep",
    "vereniging", "groep", "school", "voor", "pour", "gemeente", "stad", "provincie", "dienst",
    "secretariaat", "secretaris", "bestuur", "penningmeester", "voorzitter", "info", "project",
    "projecten", "solidair", "contact", "onbekend", "en", "et", "and",
}  # fmt: skip
"""Words with which a cell for a person's name holds something else."""
_MOST_WORDS = 6
_SHORTEST_JOINED, _SHORTEST_SINGLE = 7, 3


@dataclass(frozen=True)
class Names:
    """The names of persons in the data, as folded words.

    ``phrases`` are whole names, their words in alphabetical order, ``joined`` those written as one
    word, ``singles`` the first and last names on their own, ``lengths`` of how many words a name
    consists, ``words`` every word of them. With a ``key`` they are pseudonyms, which may be kept.
    """

    phrases: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    singles: frozenset[str] = frozenset()
    lengths: tuple[int, ...] = ()
    words: frozenset[str] = frozenset()
    key: bytes | None = None

    def may_stand_in(self, words: Iterable[str]) -> bool:
        """Tell quickly whether a name could be among words; most texts hold none."""
        return self.key is not None or not self.words.isdisjoint(words)

    def has_phrase(self, words: Iterable[str]) -> bool:
        """Tell whether words, in whatever order, are the name of a person."""
        return self._form(" ".join(sorted(words))) in self.phrases

    def has_joined(self, word: str) -> bool:
        """Tell whether a word is the whole name of a person."""
        return len(word) >= _SHORTEST_JOINED and self._form(word) in self.joined

    def keyed(self, key: bytes) -> Names:
        """Return the same list as pseudonyms; single words, too easy to mistake, are left out."""
        return Names(
            phrases=frozenset(_keyed(one, key) for one in self.phrases),
            joined=frozenset(_keyed(one, key) for one in self.joined),
            lengths=self.lengths,
            key=key,
        )

    def _form(self, text: str) -> str:
        return text if self.key is None else _keyed(text, self.key)


def _keyed(text: str, key: bytes) -> str:
    return pseudonym(text, key=key, kind=NAME, exact=True)


def names_of(full_names: Iterable[str], *, ordinary: Iterable[str] = ()) -> Names:
    """Return the list of names to look for.

    Parameters
    ----------
    full_names : names of persons; one of a single word is too little to go by
    ordinary : folded words that are no names on their own, such as places

    Examples
    --------
    >>> names = names_of(["An De Smet"])
    >>> [scrub_text(text, names)[0] for text in ("De Smet, An belde", "a. desmet", "ANDESMET")]
    ['[naam] belde', 'a. desmet', '[naam]']
    """
    phrases: set[str] = set()
    lengths: set[int] = set()
    joined: set[str] = set()
    singles: set[str] = set()
    for name in set(full_names):
        words = tuple(word for word, _, _ in _words(name))
        if not 2 <= len(words) <= _MOST_WORDS or _NO_PERSON.intersection(words):
            continue
        phrases |= {" ".join(sorted(words)), " ".join(sorted((words[0][0], *words[1:])))}
        lengths.add(len(words))
        turned = ("".join(words[at:] + words[:at]) for at in range(len(words)))
        joined |= {whole for whole in turned if len(whole) >= _SHORTEST_JOINED}
        singles |= {word for word in words if len(word) >= _SHORTEST_SINGLE}
    return Names(
        phrases=frozenset(phrases),
        joined=frozenset(joined),
        singles=frozenset(singles - set(ordinary)),
        words=frozenset(word for phrase in phrases for word in phrase.split()) | joined,
        lengths=tuple(sorted(lengths, reverse=True)),
    )


def _words(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text without accents and capitals, each with where it stands."""
    return [(_plain(match[0]), *match.span()) for match in _WORD.finditer(text)]


def _plain(word: str) -> str:
    if word.isascii():
        return word.lower()
    return _ACCENT.sub("", unicodedata.normalize("NFKD", word.casefold()))


def scrub_text(text: str, names: Names, *, singles: bool = False) -> tuple[str, Counter[str]]:
    """Return a text with marks for what gives a person away, and how many of each kind.

    The time it takes grows with the length of the text, whatever is in it.

    Parameters
    ----------
    names : persons to look for
    singles : a first or last name on its own counts too, where it begins with a capital

    Examples
    --------
    >>> text, count = scrub_text("Jose\\u0301 Claes (jc@hart.example)", names_of(["José Claes"]))
    >>> text, count["name"], count["email"]
    ('[naam] ([e-mail])', 1, 1)
    """
    rest, found = without_identifiers(text)
    parts: list[str] = []
    end = 0
    for start, stop in _named(rest, names, singles=singles):
        parts += [rest[end:start], NAME_MARK]
        found[NAME] += 1
        end = stop
    return "".join([*parts, rest[end:]]), found


def is_name(text: str, names: Names) -> bool:
    """Tell whether a text is the name of a person and nothing else.

    >>> names = names_of(["José Claes"])
    >>> is_name("claes José", names), is_name("Huis van José Claes", names)
    (True, False)
    """
    rest = ANY_MARK.sub(" ", unicodedata.normalize("NFC", text))
    words = [word for word, _, _ in _words(rest)]
    if not names.may_stand_in(words):
        return False
    return names.has_phrase(words) or (len(words) == 1 and names.has_joined(words[0]))


def _named(text: str, names: Names, *, singles: bool) -> Iterator[tuple[int, int]]:
    """Yield where names stand, the longest first at each place."""
    words = _words(text)
    if not names.may_stand_in(word for word, _, _ in words):
        return
    at = 0
    while at < len(words):
        count = _phrase_at(text, words, at, names)
        word, start, _ = words[at]
        if not count and names.has_joined(word):
            count = 1
        if not count and singles and word in names.singles and text[start].isupper():
            count = 1
        if count:
            yield start, words[at + count - 1][2]
        at += count or 1


def _phrase_at(text: str, words: list[tuple[str, int, int]], at: int, names: Names) -> int:
    """Return of how many words the name is that begins at a word, 0 if none does."""
    for length in names.lengths:
        phrase = [word for word, _, _ in words[at : at + length]]
        if names.has_phrase(phrase) and _stand_together(text, words, at, len(phrase)):
            return len(phrase)
    return 0


def _stand_together(text: str, words: list[tuple[str, int, int]], at: int, length: int) -> bool:
    return all(
        _BETWEEN.fullmatch(text, words[place][2], words[place + 1][1])
        for place in range(at, at + length - 1)
    )


def ordinary_words(texts: pd.Series) -> set[str]:
    """Return the words that texts also write without a capital: on their own they are no names.

    >>> sorted(ordinary_words(pd.Series(["De roos van Roos", None])))
    ['roos', 'van']
    """
    return {
        fold(word)
        for text in texts.dropna().unique()
        for word in _WORD.findall(text)
        if word.islower()
    }


class Scrubber:
    """Scrubs columns; a text that returns in another table or year is looked at once."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._known: dict[tuple[str, bool], tuple[str, Counter[str]]] = {}

    def text(self, text: str, *, singles: bool = False) -> tuple[str, Counter[str]]:
        """Return a text scrubbed and what was left out, see ``scrub_text``."""
        known = self._known.get((text, singles))
        if known is None:
            known = scrub_text(text, self.names, singles=singles)
            self._known[text, singles] = known
        return known

    def column(self, values: pd.Series, *, singles: bool = False) -> tuple[pd.Series, Counter[str]]:
        """Return a column scrubbed and what was left out, over all its rows."""
        new: dict[str, str] = {}
        for text in distinct(values):
            scrubbed, _ = self.text(text, singles=singles)
            if scrubbed != text:
                new[text] = scrubbed
        found = total(values, {text: self.text(text, singles=singles)[1] for text in new})
        return replaced(values, new), found


def distinct(values: pd.Series) -> list[str]:
    """Return the different texts of a column."""
    return [text for text in values.unique().tolist() if isinstance(text, str)]


def total(values: pd.Series, counts: Mapping[str, Counter[str]]) -> Counter[str]:
    """Add up what was left out of the texts of a column, as often as each occurs."""
    found: Counter[str] = Counter()
    if counts:
        for text, rows in values[values.isin(list(counts))].value_counts().items():
            found.update({kind: times * int(rows) for kind, times in counts[str(text)].items()})
    return found


def replaced(values: pd.Series, new: Mapping[str, str]) -> pd.Series:
    """Return a column with new texts for some; the column itself where there are none."""
    if not new:
        return values
    return values.map(lambda text: new.get(text, text), na_action="ignore").astype("string")
