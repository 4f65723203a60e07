"""A sentence may not say more than its verdict, nor the other way round."""

from __future__ import annotations

import re

_RISES = ("steeg", "stegen", "gestegen", "hoger", "nam toe", "namen toe", "groeide", "groeiden")
_FALLS = ("daalde", "daalden", "gedaald", "lager", "nam af", "namen af", "kromp", "krompen")


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


RISE, FALL, DIRECTIONS = _any_of(_RISES), _any_of(_FALLS), _any_of(_RISES + _FALLS)
"""Words that say which way something went."""

_HEDGE = re.compile(r"\bwaarschijnlijk\b", re.IGNORECASE)
_NEVER = re.compile(r"(?!)")
_NO_MOVE = re.compile(r"ongeveer gelijk|valt niet te zeggen", re.IGNORECASE)


def check_verdict(text: str, verdict: str | None, shape: str) -> None:
    """Stop where a Dutch sentence contradicts its verdict or the direction of its shape.

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
    wrong = None
    if verdict in ("onzeker", "geen verschil van belang"):
        wrong = DIRECTIONS.search(text)
    elif verdict == "waarschijnlijk":
        wrong = None if _HEDGE.search(text) else DIRECTIONS.search(text)
    elif verdict == "duidelijk":
        wrong = _NO_MOVE.search(text)
    wrong = wrong or {"up": FALL, "down": RISE}.get(shape, _NEVER).search(text)
    if wrong:
        raise ValueError(f'"{wrong.group()}" past niet bij het oordeel {verdict}: {text}')
