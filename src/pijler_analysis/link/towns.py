"""In which municipality a place lies, however it was written."""

from __future__ import annotations

import re
from functools import cache

from pijler_analysis.clean.places import municipality_of, postcode_of_place
from pijler_analysis.ingest.cells import fold
from pijler_analysis.link.slips import Slips
from pijler_analysis.reference import municipalities, name_words, sub_municipalities

_NOW = 9999
"""Municipalities are compared with the borders of now."""
_POSTCODE = re.compile(r"^(?:b[ -]?)?(\d{4})\b")
_ALIASES: dict[str, str] = {
    spelled: place
    for place, spellings in name_words()["places"].items()
    for spelled in spellings.split(", ")
}
_SAINT = re.compile(r"\bst\b")
_CAPITAL = "Brussel"
"""What people call all nineteen municipalities of a region: it tells not which."""
_LONG = 6
"""Letters from which a place is known with one letter wrong."""


def town_at(postcode: str) -> str | None:
    """Return the municipality a postcode lies in.

    >>> town_at("9050"), town_at("1050"), town_at("0000")
    ('Gent', 'Elsene', None)
    """
    return municipality_of(postcode, year=_NOW)


def town_of(place: str | None) -> str | None:
    """Return the municipality a place lies in; None for a place that is not known, or wide.

    Short, French and mistyped names are read too, and a postcode before the name.

    >>> town_of("St.-Gillis-Waas"), town_of("Malines"), town_of("A'pen"), town_of("Zorsel")
    ('Sint-Gillis-Waas', 'Mechelen', 'Antwerpen', 'Zoersel')
    >>> town_of("2280 Grobbendonk"), town_of("Bruxelles"), town_of("Atlantis")
    ('Grobbendonk', None, None)
    """
    if not place:
        return None
    told = _POSTCODE.match(place.casefold())
    if told and (town := town_at(told[1])):
        return town
    code = _postcode_of(place)
    town = town_at(code) if code else None
    return None if town == _CAPITAL else town


def _postcode_of(place: str) -> str | None:
    words = _SAINT.sub("sint", fold(place))
    known = postcode_of_place(place) or postcode_of_place(_ALIASES.get(words, words))
    if known or len(words) < _LONG:
        return known
    near = _long_places().near(words)
    return postcode_of_place(near[0]) if len(near) == 1 else None


@cache
def _long_places() -> Slips:
    named = {name for known in municipalities().values() for name, _ in known}
    folded = {fold(name) for name in (*named, *sub_municipalities())}
    return Slips(name for name in folded if len(name) >= _LONG)
