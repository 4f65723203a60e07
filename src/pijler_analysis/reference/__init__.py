"""Packaged facts: provinces by postcode, continents by country, and how answers are spelled."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files


@cache
def province_ranges() -> tuple[tuple[int, int, str, int], ...]:
    """Return first and last postcode, province, and the first year a range holds.

    A narrower range stands after the one it changes.
    """
    return tuple(
        (int(row["first"]), int(row["last"]), row["province"], int(row["from_year"] or 0))
        for row in _rows("postcode_provinces.csv")
    )


@cache
def continents() -> dict[str, str]:
    """Return the continent of each country, by its ISO 3166 code of two letters."""
    return {row["country"]: row["continent"] for row in _rows("countries.csv")}


@cache
def country_aliases() -> dict[str, tuple[str, ...]]:
    """Return the countries a loose name may mean; more than one where it is ambiguous."""
    return {row["alias"]: tuple(row["country"].split(";")) for row in _rows("country_aliases.csv")}


@cache
def spellings(name: str) -> dict[str, tuple[str, ...]]:
    """Return code → spellings for a column of codes, the plain spelling first.

    >>> spellings("channel")["telephone"][0]
    'telefoon'
    """
    return {code: tuple(words) for code, words in _codes()[name].items()}


@cache
def _codes() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_text("codes.toml"))


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(name).splitlines()))


def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
