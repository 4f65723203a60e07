"""Answers that form a scale: recognised by their words, given back from low to high."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pijler_analysis.ingest.cells import fold
from pijler_analysis.reference import answer_scales


@dataclass(frozen=True)
class Scale:
    """A scale of answers: what it measures, its answers from the lowest, and those outside it."""

    name: str
    answers: tuple[str, ...]
    silent: tuple[str, ...] = ()


def find_scale(values: Sequence[str]) -> Scale | None:
    """Return the scale that holds all the answers, as the export spells them.

    Parameters
    ----------
    values : the distinct answers, blanks left out

    Returns
    -------
    Scale with its answers in the spelling of the export where they occur; None where the answers
    are no scale, or only one of them was ever given.

    Examples
    --------
    >>> find_scale(["tevreden", "Zeer tevreden", "Geen ervaring"]).answers[-2:]
    ('tevreden', 'Zeer tevreden')
    >>> find_scale(["Gent", "Tevreden"]) is None
    True
    """
    spelled = {fold(value): value for value in values}
    silent = tuple(value for word, value in spelled.items() if _is_silent(word))
    on_scale = {word for word in spelled if not _is_silent(word)}
    if len(on_scale) < 2:
        return None
    fitting = (scale for scale in _scales() if on_scale <= {fold(answer) for answer in scale[1]})
    name, answers = next(fitting, ("", ()))
    if not answers:
        return _ranked([value for word, value in spelled.items() if word in on_scale], silent)
    return Scale(name, tuple(spelled.get(fold(answer), answer) for answer in answers), silent)


def _ranked(values: Sequence[str], silent: tuple[str, ...]) -> Scale | None:
    """Put answers of one word in order by how strongly they say it, and whether they deny it.

    None unless every answer has a rank of its own, and there are at least three.
    """
    ranks = {value: _rank(value) for value in values}
    known = [rank for rank in ranks.values() if rank is not None]
    if len(known) < max(3, len(values)) or len(set(known)) < len(known):
        return None
    ordered = sorted(values, key=lambda value: ranks[value] or 0.0)
    names = {name for value in values for word, name in _stems().items() if word in fold(value)}
    return Scale(min(names, default="agreement"), tuple(ordered), silent)


def _rank(value: str) -> float | None:
    """Return how far an answer stands from the middle; None where it says nothing of a scale.

    >>> [_rank(text) for text in ("Eerder niet tevreden", "Neutraal", "Zeer tevreden", "Gent")]
    [-1.0, 0.0, 3.0, None]
    """
    words = answer_scales()["ranks"]
    said = fold(value).split()
    if any(word in said for word in words["neutral"]):
        return 0.0
    stem = next((stem for stem in _stems() if any(stem in word for word in said)), None)
    if stem is None:
        return None
    strength = 3.0 if any(word in said for word in words["strong"]) else 2.0
    strength = 1.0 if any(word in said for word in words["weak"]) else strength
    is_denied = any(word in said for word in words["not"]) or any(
        word.startswith(prefix) and stem in word[len(prefix) :]
        for word in said for prefix in words["prefixes"]
    )  # fmt: skip
    return -strength if is_denied else strength


def _stems() -> dict[str, str]:
    return answer_scales()["ranks"]["stems"]


@cache
def _scales() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((entry["name"], tuple(entry["answers"])) for entry in answer_scales()["scale"])


@cache
def _is_silent(word: str) -> bool:
    """Tell whether an answer stands outside every scale, such as *geen ervaring mee*."""
    known = (fold(answer) for answer in answer_scales()["silent"]["answers"])
    return any(f"{word} ".startswith(f"{answer} ") for answer in known)
