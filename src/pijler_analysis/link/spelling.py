"""Names that a keyboard or a form took apart, put back by what the other names of the list say.

*Hartvoor Kasongo* and a site's *hartvoorkasongo* are *hart voor kasongo*; *hart voor kas*, cut off
by a form, is the one longer name it begins.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from pijler_analysis.link.slips import Slips, one_slip_apart

_GLUED = 6
"""Letters from which names of the same letters are one name."""
_OFTEN, _OFTEN_LEAST, _SELDOM = 0.005, 8, 0.1
"""Part of the names, and names, that share a word from which it is common; part of that from which
a word is so seldom that it may be a slip."""
_LONG = 8
"""Letters of a word in which one wrong letter is surely a slip."""
_NEAR, _ONCE = 5, 2
"""Letters of a word, and names at most that bear it, from which it may be a slip of another."""
_COMPLETIONS = 40
"""Longer names looked at; more begin so only where the beginning tells nothing."""


def mend_words(names: Mapping[str, int]) -> dict[str, str]:
    """Return each plain name with the slips in words that many names of the list share mended.

    >>> meant = mend_words({"missiekring peer": 30, "misiekring peer": 1, "missiekring per": 1})
    >>> meant["misiekring peer"], meant["missiekring per"]
    ('missiekring peer', 'missiekring per')
    """
    spread = Counter(word for name, borne in names.items() for word in name.split() * borne)
    often = max(_OFTEN_LEAST, _OFTEN * sum(names.values()))
    common = Slips(word for word, borne in spread.items() if borne >= often and len(word) >= _LONG)
    meant = {
        word: common.meant(word) or word
        for word, borne in spread.items()
        if len(word) >= _LONG and borne <= max(often * _SELDOM, 1)
    }
    return {name: " ".join([meant.get(word, word) for word in name.split()]) for name in names}


def near_words(borne: Mapping[str, int]) -> dict[str, list[str]]:
    """Return for each seldom word the words at least as common that it is one slip away from.

    >>> near_words({"kasongo": 4, "kasogno": 1, "kasonga": 1, "water": 9, "wate": 1})
    {'kasogno': ['kasongo'], 'kasonga': ['kasongo']}
    """
    near: dict[str, list[str]] = defaultdict(list)
    for pair in one_slip_apart([word for word in borne if len(word) >= _NEAR]):
        commoner, word = sorted(pair, key=lambda one: (borne[one], one), reverse=True)
        if borne[word] <= _ONCE:
            near[word].append(commoner)
    return dict(near)


def put_together(names: Mapping[str, int], *, full: Collection[str] = ()) -> dict[str, str]:
    """Return for each plain name the one meant, itself where nothing is to be mended.

    Parameters
    ----------
    names : plain names, and how many records bear each
    full : those written as long as a field may have room for, which may have been cut off

    Examples
    --------
    >>> names = {"hart voor kasongo": 2, "hartvoor kasongo": 1, "hart voor kaso": 1}
    >>> meant = put_together(names, full=["hart voor kaso"])
    >>> meant["hartvoor kasongo"], meant["hart voor kaso"]
    ('hart voor kasongo', 'hart voor kasongo')
    """
    spaced = _one_spacing(names)
    letters = {name.replace(" ", ""): name for name in sorted(set(spaced.values()))}
    ordered = sorted(letters)
    cut = {name: _completed(spaced[name], ordered, letters) for name in full}
    return {name: cut.get(name, meant) for name, meant in spaced.items()}


def _one_spacing(names: Mapping[str, int]) -> dict[str, str]:
    """Give names of the same letters the spaces most records use; of equals, the most words."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[name.replace(" ", "")].append(name)
    return {
        name: max(spellings, key=lambda one: (names[one], one.count(" "), one))
        if len(letters) >= _GLUED
        else name
        for letters, spellings in alike.items()
        for name in spellings
    }


def _completed(name: str, ordered: list[str], letters: Mapping[str, str]) -> str:
    """Return the only longer name that goes on where this one stops in the middle of a word; of
    several, the word begun alone is completed.
    """
    beginning = name.replace(" ", "")
    at = bisect_right(ordered, beginning)
    longer = []
    for other in ordered[at : at + _COMPLETIONS]:
        if not other.startswith(beginning):
            break
        whole = letters[other]
        if whole.startswith(name) and whole[len(name)] != " ":
            longer.append(whole)
    shortest = min(longer, key=len, default=name)
    if all(whole.startswith(shortest) for whole in longer):
        return shortest
    begun = {_first_words(whole, name.count(" ") + 1) for whole in longer}
    return begun.pop() if len(begun) == 1 else name


def _first_words(name: str, count: int) -> str:
    return " ".join(name.split()[:count])
