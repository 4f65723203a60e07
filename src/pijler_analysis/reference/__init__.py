"""Packaged facts: what lies where in Belgium and in the world, and how answers are spelled.

Municipalities by postcode are those of Statbel (CC BY 4.0), with the borders before the mergers of
2019 and 2025 laid under them. Inhabitants are the legal population of the municipalities of
Flanders and Brussels on 1 January 2020, as published by Statbel (CC BY 4.0). Income groups are the
World Bank's, in force from 1 July of a year to the next; the outlines of countries are those of
Natural Earth (public domain), simplified, without the smallest islands and Antarctica; the centres
of municipalities from GeoNames (CC BY 4.0); the least
developed countries are those of the United Nations, where a departure after 2024 is the date
planned for it.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

INHABITANTS_ON = date(2020, 1, 1)
"""The day whose inhabitants are known."""


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
def municipalities() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return for each postcode its municipalities, each with the first year it holds.

    >>> municipalities()["9910"]
    (('Knesselare', 0), ('Aalter', 2019))
    """
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for row in _rows("municipalities.csv"):
        entry = (row["municipality"], int(row["from_year"] or 0))
        found[row["postcode"]] = (*found.get(row["postcode"], ()), entry)
    return found


@cache
def municipality_names() -> frozenset[str]:
    """Return every municipality of Belgium, in whichever year it was one."""
    return frozenset(name for known in municipalities().values() for name, _ in known)


@cache
def inhabitants(year: int) -> dict[str, int]:
    """Return the inhabitants of each municipality with the borders of a year.

    They are those of 1 January 2020 (see ``INHABITANTS_ON``): of municipalities that merged since,
    their sum. Those that had merged before are not in it, nor those outside Flanders and Brussels.

    >>> inhabitants(2024)["Borsbeek"], inhabitants(2024)["Antwerpen"]
    (10949, 529247)
    >>> inhabitants(2025)["Antwerpen"]
    540196
    """
    counted = {row["municipality"]: int(row["inhabitants"]) for row in _rows("inhabitants.csv")}
    pairs = {
        (_borders(known, INHABITANTS_ON.year), _borders(known, year))
        for known in municipalities().values()
    }
    times = Counter(then for then, _ in pairs)
    found: dict[str, int] = {}
    for then, now in pairs:
        if then in counted and now and times[then] == 1:
            found[now] = found.get(now, 0) + counted[then]
    return found


@cache
def municipality_places(year: int) -> dict[str, tuple[float, float]]:
    """Return where each municipality of Flanders and Brussels lies, with the borders of a year.

    A longitude and a latitude in degrees: of municipalities that merged, those of the largest.

    >>> municipality_places(2024)["Gent"]
    (3.72, 51.05)
    """
    counted = inhabitants(INHABITANTS_ON.year)
    known = {
        row["municipality"]: (float(row["longitude"]), float(row["latitude"]))
        for row in _rows("municipality_places.csv")
    }
    pairs = [
        (_borders(told, INHABITANTS_ON.year), _borders(told, year))
        for told in municipalities().values()
    ]
    placed = sorted((pair for pair in pairs if pair[0] in known), key=lambda one: counted[one[0]])
    return {now: known[then] for then, now in placed if now in inhabitants(year)}


def _borders(known: tuple[tuple[str, int], ...], year: int) -> str:
    """Return the municipality of a postcode in a year; empty where it had none."""
    return next((name for name, from_year in reversed(known) if from_year <= year), "")


@cache
def sub_municipalities() -> dict[str, str]:
    """Return the postcode of parts of municipalities whose name says enough by itself."""
    return {row["name"]: row["postcode"] for row in _rows("sub_municipalities.csv")}


@cache
def world_outline() -> tuple[tuple[str, tuple[tuple[float, float], ...]], ...]:
    """Return the outlines of the world: a country (blank where it has no code), its points.

    A point is a longitude and a latitude in degrees; a country of several parts comes back.

    >>> sorted({country for country, _ in world_outline()})[:3]
    ['', 'AE', 'AF']
    """
    return tuple(
        (row["country"], tuple(_point(text) for text in row["outline"].split()))
        for row in _rows("world_outline.csv")
    )


def _point(text: str) -> tuple[float, float]:
    longitude, latitude = text.split(",")
    return float(longitude), float(latitude)


@cache
def income_groups() -> dict[str, tuple[tuple[date, str], ...]]:
    """Return for each country its income groups, each from a day on; blank is not classified."""
    found: dict[str, tuple[tuple[date, str], ...]] = {}
    for row in _rows("income_groups.csv"):
        entry = (date.fromisoformat(row["valid_from"]), row["income_group"])
        found[row["country"]] = (*found.get(row["country"], ()), entry)
    return found


@cache
def least_developed() -> dict[str, tuple[date, date]]:
    """Return the first day on the list, and the first day off it, of each country ever on it."""
    return {
        row["country"]: (
            date.fromisoformat(row["from"]),
            date.fromisoformat(row["until"]) if row["until"] else date.max,
        )
        for row in _rows("least_developed.csv")
    }


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
def link_weights() -> dict[str, float]:
    """Return what each sign that two records are one organisation weighs, in powers of ten.

    >>> link_weights()["address"] > link_weights()["country"] > 0 > link_weights()["other_place"]
    True
    """
    return tomllib.loads(_text("link_weights.toml"))


@cache
def name_words() -> dict[str, Any]:
    """Return the words in names of organisations: small, common, abbreviated, foreign.

    >>> name_words()["phrases"]["groupe de travail"]
    'werkgroep'
    """
    return tomllib.loads(_text("name_words.toml"))


@cache
def _codes() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_text("codes.toml"))


FORM_SHEET, FORM_GUIDE = "Invullen", "Uitleg"
"""Sheets of a form that is filled in by hand."""


@cache
def forms() -> dict[str, Any]:
    """Return the forms for what is kept by hand: table, title, guide and fields of each.

    >>> [field["heading"] for field in forms()["panel"]["fields"]][:2]
    ['Lidnummer', 'Voornaam']
    """
    return tomllib.loads(_text("templates.toml"))


def form_name(form: str, year: int | str) -> str:
    """Return the file name of a form; with ``"*"`` as year the pattern of all of them."""
    return f"formulier_{form}_{year}.xlsx"


@cache
def heading_words() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, per table, clean column → how its heading may read; ``all`` holds for every table.

    >>> "kanaal" in heading_words()["helpdesk"]["channel"]
    True
    """
    words = tomllib.loads(_text("headings.toml"))
    return {
        table: {column: tuple(spelled) for column, spelled in columns.items()}
        for table, columns in words.items()
    }


@cache
def answer_scales() -> dict[str, Any]:
    """Return the scales of answers, and the words by which questions are told apart."""
    return tomllib.loads(_text("scales.toml"))


def _rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table; the lines above say whence it comes, and when it was checked."""
    return list(csv.DictReader(line for line in _text(name).splitlines() if line[:1] != "#"))


def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
