"""Names that a keyboard or a form took apart, put back by what the other names of the list say.

*Hartvoor Kasongo* and a site's *hartvoorkasongo* are *hart voor kasongo*; *hart voor kas*, cut off
by a form, is the one longer name it begins.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pijler_analysis.link.slips import Slips, one_slip_apart

_GLUED = 6
"""Letters from which names of the same letters are one name."""
_OFTEN, _OFTEN_LEAST, _SELDOM = 0.005, 8, 0.1
"""Part of the names, and names, that share a word from which it is common; part of that from which
a word is so seldom that it may be a slip."""
_LONG = 8
"""Letters of a word in which one wrong letter is surely a slip."""
_NEAR, _ONCE = 5, 2
"""Letters of a word, and names at most that bear it, from which it may be a slip of another; so
many bear a word that was cut off at most.
"""
_TOGETHER = 5
"""Words at most that a keyboard makes one of."""
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
    respaced = _respaced(names)
    spaced = _one_spacing(_borne_as(names, respaced))
    spaced = {name: spaced[meant] for name, meant in respaced.items()}
    letters = {name.replace(" ", ""): name for name in sorted(set(spaced.values()))}
    ordered = sorted(letters)
    bearers = Counter(word for name in letters.values() for word in {*name.split()})
    cut = {
        name: _completed(spaced[name], ordered, letters)
        for name in full
        if bearers[spaced[name].rpartition(" ")[-1]] <= _ONCE
    }
    return {name: cut.get(name, meant) for name, meant in spaced.items()}


def _respaced(names: Mapping[str, int]) -> dict[str, str]:
    """Take words apart or together, within a name, as most names of the list have them.

    >>> meant = _respaced({"hart voor kasongo": 2, "hartvoorkasongo gent": 1, "kaso ngo": 1})
    >>> meant["hartvoorkasongo gent"], meant["kaso ngo"]
    ('hart voor kasongo gent', 'kasongo')
    """
    words = Counter(word for name, borne in names.items() for word in name.split() * borne)
    long = {word for word in words if len(word) >= _GLUED}
    begun = {word[:_GLUED] for word in long}
    runs: dict[str, Counter[str]] = defaultdict(Counter)
    apart: set[str] = set()
    for name, borne in names.items():
        for glued, run in _runs(name.split(), begun):
            if glued in long:
                runs[glued][run] += borne
                apart.add(name)
    meant: dict[str, str] = {}
    for glued, spellings in runs.items():
        rarest = {run: min(words[word] for word in run.split()) for run in spellings}
        run, borne = max(spellings.items(), key=lambda one: (one[1], rarest[one[0]], one[0]))
        usual = run if borne >= words[glued] else glued
        meant |= dict.fromkeys((glued, *spellings), usual)
    concerned = (
        name for name in names if name in apart or not runs.keys().isdisjoint(name.split())
    )
    return {name: name for name in names} | {name: _with_runs(name, meant) for name in concerned}


def _runs(words: Sequence[str], begun: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """Yield each few words that stand beside each other, glued and as they are, if a word that
    begins as they do is among those ``begun``.
    """
    for at, word in enumerate(words[:-1]):
        glued = word
        for last in range(at + 1, min(at + _TOGETHER, len(words))):
            glued += words[last]
            if len(glued) >= _GLUED:
                if glued[:_GLUED] not in begun:
                    break
                yield glued, " ".join(words[at : last + 1])


def _with_runs(name: str, meant: Mapping[str, str]) -> str:
    """Write the words of a name, and runs of them, as they are meant; the longest run first."""
    words, written, at = name.split(), [], 0
    while at < len(words):
        ends = range(min(at + _TOGETHER, len(words)), at, -1)
        end = next((end for end in ends if " ".join(words[at:end]) in meant), at + 1)
        run = " ".join(words[at:end])
        written.append(meant.get(run, run))
        at = end
    return " ".join(written)


def _borne_as(names: Mapping[str, int], meant: Mapping[str, str]) -> Counter[str]:
    borne: Counter[str] = Counter()
    for name, many in names.items():
        borne[meant[name]] += many
    return borne


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
