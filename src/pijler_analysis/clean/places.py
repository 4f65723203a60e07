"""Readers of Belgian postcodes, and what lies where with the borders of a year."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import pandas as pd

from pijler_analysis.clean.readings import ColumnReader, Reading, each, unreadable
from pijler_analysis.ingest.cells import Cell, fold, text_of
from pijler_analysis.reference import municipalities, province_ranges, sub_municipalities

_POSTCODE = re.compile(r"(?:BE?[\s.\-]*)?([1-9]\d{3})(?:\.0)?(?:[\s,]+[^\W\d].*)?", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\(.*\)$")
_REGIONS = {"Brussel": "Brussel", "Wallonië": "Wallonië"}


def postcodes() -> ColumnReader:
    """Return a reader of Belgian postcodes.

    >>> [reading.value for reading in postcodes()(["B-9000", "9000 ", 2070.0, "1012 AB"])]
    ['9000', '9000', '2070', None]
    """
    return each(_read_postcode)


def _read_postcode(cell: Cell) -> Reading:
    text = text_of(cell)
    match = _POSTCODE.fullmatch(text)
    if match is None or re.fullmatch(r"\d{4}\s?[A-Z]{2}", text):
        return unreadable("is geen Belgische postcode", "vier cijfers, zoals 9000")
    return Reading(match[1], "" if match[1] == cell or match[1] == text else "postcode gelezen")


def provinces_of(postcodes: pd.Series, *, year: int) -> pd.Series:
    """Return the province or region of each postcode, with the borders of that year.

    >>> provinces_of(pd.Series(["9000", "2070", None]), year=2024).tolist()
    ['Oost-Vlaanderen', 'Antwerpen', <NA>]
    """
    found = {code: province_of(code, year=year) for code in postcodes.dropna().unique()}
    return postcodes.map(found).astype("string")


@lru_cache(maxsize=10_000)
def province_of(postcode: str, *, year: int) -> str | None:
    """Return the province or region a postcode lies in, with the borders of a year.

    >>> province_of("2070", year=2024), province_of("2070", year=2025)
    ('Antwerpen', 'Oost-Vlaanderen')
    """
    number, province = int(postcode), None
    for first, last, name, from_year in province_ranges():
        if first <= number <= last and year >= from_year:
            province = name
    return province


def regions_of(provinces: pd.Series) -> pd.Series:
    """Return the region of each province.

    >>> regions_of(pd.Series(["Limburg", "Brussel", None])).tolist()
    ['Vlaanderen', 'Brussel', <NA>]
    """
    return provinces.map(lambda name: _REGIONS.get(name, "Vlaanderen"), na_action="ignore").astype(
        "string"
    )


def municipality_of(postcode: str, *, year: int) -> str | None:
    """Return the municipality a postcode lies in, with the borders of a year.

    >>> municipality_of("9910", year=2018), municipality_of("9910", year=2019)
    ('Knesselare', 'Aalter')
    >>> municipality_of("2070", year=2025), municipality_of("9998", year=2025)
    ('Beveren-Kruibeke-Zwijndrecht', None)
    """
    known = municipalities().get(postcode, ())
    return next((name for name, from_year in reversed(known) if year >= from_year), None)


def postcode_of_place(name: str) -> str | None:
    """Return a postcode of a municipality, of now or of before a merger, or of a part of one.

    >>> postcode_of_place("Gentbrugge"), postcode_of_place("sint niklaas (Waas)")
    ('9050', '9100')
    >>> postcode_of_place("Atlantis") is None
    True
    """
    return _places().get(fold(name)) or _places().get(fold(_BRACKETED.sub("", name.strip())))


@cache
def _places() -> dict[str, str]:
    named = {fold(name): postcode for name, postcode in sub_municipalities().items()}
    for postcode, known in reversed(municipalities().items()):
        named |= {fold(name): postcode for name, _ in known}
    return named


def located(table: pd.DataFrame, *, year: int) -> pd.DataFrame:
    """Return where each row lies with the borders of a year, by its postcode or else its place.

    Parameters
    ----------
    table : has ``postcode`` and may have ``municipality``, as written

    Returns
    -------
    DataFrame with ``municipality``, ``province`` and ``region``. A municipality that is not known
    stays as written; where there is nothing to go by all three are missing.
    """
    postcode = table["postcode"]
    if "municipality" in table:
        written = table["municipality"]
        places = {name: postcode_of_place(name) for name in written.dropna().unique()}
        postcode = postcode.fillna(written.map(places).astype("string"))
    else:
        written = pd.Series(pd.NA, index=table.index, dtype="string")
    names = {code: municipality_of(code, year=year) for code in postcode.dropna().unique()}
    province = provinces_of(postcode, year=year)
    return pd.DataFrame(
        {
            "municipality": postcode.map(names).astype("string").fillna(written),
            "province": province,
            "region": regions_of(province),
        }
    )
