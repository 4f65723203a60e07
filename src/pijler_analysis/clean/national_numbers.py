"""National register numbers: found wherever somebody typed one, and left out.

Eleven digits: the day of birth, a serial number, and a check (97 minus the remainder on division
by 97 of the nine before it, with a 2 put in front for who was born in this century).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

DROPPED = "rijksregisternummer weggelaten"
FEWEST = 11
"""Characters a text must have before it can hold a number."""
HAS_DIGITS = re.compile(r"\d{2}\D?\d{2}\D?\d{2}\D{0,3}\d{3}")

_NUMBER = re.compile(
    r"(?<!\d)(\d{2})([. \-/]?)(\d{2})([. \-/]?)(\d{2})(\s?[\-–. /]?\s?)"
    r"(\d{3})([. \-]?)(\d{2})(?!\d)"
)
_DAYS, _MONTHS = 31, 12
_BIS = (20, 40)
"""Added to the month for who is not in the register itself."""


def without_national_numbers(text: str, *, bare: bool = True) -> str:
    """Return a text without the national register numbers in it.

    Parameters
    ----------
    bare : also leave out eleven digits without any sign between them

    Examples
    --------
    >>> without_national_numbers("An (85.07.30-033.28) belde")
    'An (…) belde'
    >>> without_national_numbers("85073003328"), without_national_numbers("85073003328", bare=False)
    ('', '85073003328')
    """

    def replaced(match: re.Match[str]) -> str:
        signs = "".join(match.group(2, 4, 6, 8))
        return "…" if _is_valid(match) and (signs or bare) else match[0]

    if not HAS_DIGITS.search(text):
        return text
    rest = _NUMBER.sub(replaced, text)
    return rest if rest.strip(" …") else ""


def national_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where national register numbers stand in a text.

    >>> list(national_numbers("RR 85.07.30-033.28"))
    [(3, 18)]
    """
    return (match.span() for match in _NUMBER.finditer(text) if _is_valid(match))


def _is_valid(match: re.Match[str]) -> bool:
    year, month, day, serial, check = (int(match[part]) for part in (1, 3, 5, 7, 9))
    signs = "".join(match.group(2, 4, 6, 8))
    months = [month, *(month - more for more in _BIS if signs)]
    if not any(0 <= one <= _MONTHS for one in months) or day > _DAYS:
        return False
    stem = ((year * 100 + month) * 100 + day) * 1000 + serial
    return check in (97 - stem % 97, 97 - (2_000_000_000 + stem) % 97)
