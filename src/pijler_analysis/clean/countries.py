"""Reader of loose country names, and what is known of a country at a date."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache, lru_cache

import pandas as pd

from pijler_analysis.clean.readings import ColumnReader, Reading, each, unreadable
from pijler_analysis.clean.values import mend, one_of, parts_of
from pijler_analysis.ingest.cells import Cell, text_of
from pijler_analysis.reference import (
    continents,
    country_aliases,
    income_groups,
    least_developed,
)

_AND = re.compile(r"\s+(?:en|&|\+)\s+", re.IGNORECASE)
_LETTERS_ONLY = re.compile(r"[\W_]+")


def countries(*, several: bool = False) -> ColumnReader:
    """Return a reader of loose country names to ISO 3166 codes of two letters.

    Parameters
    ----------
    several : read a list in one cell, to codes joined by ``;``; a name that is not known is
        reported and the others are kept

    Examples
    --------
    >>> countries()(["Ivoor kust"])[0].value
    'CI'
    >>> countries()(["Congo"])[0].reason
    'meer dan een land mogelijk'
    >>> countries(several=True)(["Benin, DR Congo en Togo"])[0].value
    'BJ;CD;TG'
    """
    return each(_read_countries if several else _read_country)


@lru_cache(maxsize=10_000)
def _read_country(cell: Cell) -> Reading:
    text = text_of(cell)
    found = find_country(text)
    if len(found) == 1:
        return Reading(found[0], "" if text == _dutch_names().get(found[0]) else "land herkend")
    if found:
        names = [_dutch_names()[code] for code in found]
        return unreadable("meer dan een land mogelijk", one_of(names))
    return unreadable("onbekend land", "de Nederlandse naam van een land")


@lru_cache(maxsize=10_000)
def _read_countries(cell: Cell) -> Reading:
    readings = [_read_country(part) for part in _country_parts(text_of(cell))]
    values = dict.fromkeys(reading.value for reading in readings if reading.value)
    problem = next((reading for reading in readings if reading.reason), Reading())
    rule = next((reading.rule for reading in readings if reading.rule), "")
    return Reading(";".join(values) or None, rule, problem.reason, problem.expected)


def _country_parts(text: str) -> list[str]:
    """Split a list of countries; a name that itself holds a comma stays whole."""
    if find_country(text):
        return [text]
    parts: list[str] = []
    for part in parts_of(text, ";,/|\n"):
        parts += _split_at_and(part)
    return parts


def _split_at_and(text: str) -> list[str]:
    """Split at *en*, the longest known names first: *Trinidad en Tobago* is one country."""
    words = _AND.split(text)
    parts: list[str] = []
    while words:
        ends = range(len(words), 0, -1)
        end = next((end for end in ends if find_country(" en ".join(words[:end]))), 1)
        parts.append(" en ".join(words[:end]))
        words = words[end:]
    return parts


def find_country(text: str) -> tuple[str, ...]:
    """Return the countries a name may mean: none, one, or several where it is ambiguous.

    >>> find_country("Kongo-Kinshasa"), find_country("Congo"), find_country("Atlantis")
    (('CD',), ('CD', 'CG'), ())
    """
    key = _key(mend(text))
    if not key:
        return ()
    return _country_names().get(key) or _foreign_names().get(key, ())


def _key(text: str) -> str:
    """Reduce a name to its letters: blanks and hyphens do not tell two countries apart."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    return _LETTERS_ONLY.sub("", bare)


@cache
def _dutch_names() -> dict[str, str]:
    from babel import Locale

    territories = Locale.parse("nl").territories
    return {code: territories[code] for code in continents()}


@cache
def _country_names() -> dict[str, tuple[str, ...]]:
    """Return the names used here: aliases of our own over the official Dutch ones."""
    names = {_key(name): (code,) for code, name in _dutch_names().items()}
    return names | {_key(alias): codes for alias, codes in country_aliases().items()}


@cache
def spelled_countries() -> dict[str, tuple[str, ...]]:
    """Return every name of a country in Dutch, French and English, with what it may mean."""
    from babel import Locale

    names = {
        Locale.parse(language).territories[code]: (code,)
        for language in ("en", "fr", "nl")
        for code in continents()
    }
    return names | country_aliases()


@cache
def _foreign_names() -> dict[str, tuple[str, ...]]:
    """Return the English and French names, asked only where no Dutch one fits."""
    from babel import Locale

    return {
        _key(Locale.parse(language).territories[code]): (code,)
        for language in ("fr", "en")
        for code in continents()
    }


def continents_of(countries: pd.Series) -> pd.Series:
    """Return the continent of each country code.

    >>> continents_of(pd.Series(["CD", "PE", None])).tolist()
    ['Africa', 'Latin America', <NA>]
    """
    return countries.map(continents()).astype("string")


def income_groups_of(countries: pd.Series, *, on: date) -> pd.Series:
    """Return the World Bank income group of each country on a day; missing where it has none.

    >>> income_groups_of(pd.Series(["TG", "ZM", None]), on=date(2023, 1, 1)).tolist()
    ['low', 'low', <NA>]
    >>> income_groups_of(pd.Series(["ZM"]), on=date(2023, 7, 1)).tolist()
    ['lower_middle']
    """
    found = {code: _income_group(code, on) for code in countries.dropna().unique()}
    return countries.map(found).astype("string")


def _income_group(country: str, on: date) -> str | None:
    known = income_groups().get(country, ())
    return next((group for day, group in reversed(known) if day <= on), None) or None


def are_least_developed(countries: pd.Series, *, on: date) -> pd.Series:
    """Tell of each country whether it was on the United Nations' list on a day.

    >>> are_least_developed(pd.Series(["BT", "PE", None]), on=date(2023, 12, 12)).tolist()
    [True, False, <NA>]
    >>> are_least_developed(pd.Series(["BT"]), on=date(2023, 12, 13)).tolist()
    [False]
    """
    listed = least_developed()
    never = (date.max, date.max)
    found = {}
    for code in countries.dropna().unique():
        first, until = listed.get(code, never)
        found[code] = first <= on < until
    return countries.map(found).astype("boolean")
