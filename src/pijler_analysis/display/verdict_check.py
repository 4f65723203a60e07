"""A sentence may not say more than its verdict, nor the other way round, in any language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pijler_analysis.display.language import SOURCE, language, say

RISES = ("steeg", "stegen", "gestegen", "hoger", "nam toe", "namen toe", "groeide", "groeiden")
FALLS = ("daalde", "daalden", "gedaald", "lager", "nam af", "namen af", "kromp", "krompen")
"""Words that say which way something went."""

HEDGES = ("{move} waarschijnlijk",)
NO_MOVES = ("ongeveer gelijk", "valt niet te zeggen")

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class VerdictWords:
    """What tells in a language that something rose, fell, probably did, or did not."""

    rise: re.Pattern[str]
    fall: re.Pattern[str]
    direction: re.Pattern[str]
    hedge: re.Pattern[str]
    no_move: re.Pattern[str]


@cache
def verdict_words_of(lang: str) -> VerdictWords:
    """Return the words of a language, from its catalogue.

    >>> bool(verdict_words_of("en").hedge.search("It probably rose."))
    True
    """
    kinds = (RISES, FALLS, RISES + FALLS, HEDGES, NO_MOVES)
    return VerdictWords(*(_any_of([say(word, lang) for word in kind]) for kind in kinds))


def _any_of(words: list[str]) -> re.Pattern[str]:
    plain = (re.escape(word.replace("{move}", "").strip()) for word in words)
    return re.compile(rf"\b(?:{'|'.join(plain)})\b", re.IGNORECASE)


DIRECTIONS = verdict_words_of(SOURCE).direction


def check_verdict(text: str, verdict: str | None, shape: str) -> None:
    """Stop where a sentence contradicts its verdict or the direction of its shape.

    Parameters
    ----------
    shape : ``up``, ``down`` or another

    Raises
    ------
    ValueError
        With the sentence, its verdict and the word that does not fit.

    Examples
    --------
    >>> check_verdict("Het aandeel steeg van 7 % naar 15 %.", "duidelijk", "up")
    >>> check_verdict("Het aandeel steeg van 7 % naar 8 %.", "onzeker", "unsure")
    Traceback (most recent call last):
        ...
    ValueError: "steeg" past niet bij het oordeel onzeker: Het aandeel steeg van 7 % naar 8 %.
    """
    if verdict is None:
        return
    words = verdict_words_of(language())
    wrong = None
    if verdict in ("onzeker", "geen verschil van belang"):
        wrong = words.direction.search(text)
    elif verdict == "waarschijnlijk":
        wrong = None if words.hedge.search(text) else words.direction.search(text)
    elif verdict == "duidelijk":
        wrong = words.no_move.search(text)
    wrong = wrong or {"up": words.fall, "down": words.rise}.get(shape, _NEVER).search(text)
    if wrong:
        raise ValueError(f'"{wrong.group()}" past niet bij het oordeel {verdict}: {text}')
