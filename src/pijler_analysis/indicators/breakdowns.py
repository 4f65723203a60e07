"""The breakdowns of organisations: one name, one meaning and one list of groups for all indicators.

``--by province`` means the province in this year's register wherever organisations are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

import numpy as np
import pandas as pd

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.catalogue import Row, Rows
from pijler_analysis.indicators.doubts import (
    doubt_note,
    fewest_in,
    heads_of,
    least_part,
    one_each,
    perhaps_among,
    widened,
    with_fewest,
)
from pijler_analysis.indicators.measures import (
    Groups,
    counts_by,
    parts_by,
    status_shares_by,
)
from pijler_analysis.indicators.organisations import Ids, as_series, register_rows
from pijler_analysis.reference import (
    continents,
    inhabitants,
    least_developed,
    municipality_names,
    spellings,
)
from pijler_analysis.schema.columns import (
    CONTINENTS,
    LEGAL_FORMS,
    PROJECT_THEMES,
    PROVINCES,
    REGIONS,
)
from pijler_analysis.schema.results import UNKNOWN

_Way = tuple[str, tuple[str, ...], np.ndarray]

AGES = ("under_5", "from_5", "from_10", "from_20")
_AGES_FROM = (0, 5, 10, 20)
SIZES = ("to_5", "from_6", "from_11", "from_21")
_SIZES_FROM = (0, 6, 11, 21)
DIASPORA = ("yes", "no")
MUNICIPALITY_SIZES = ("under_10000", "from_10000", "from_20000", "from_50000")
_INHABITANTS_FROM = (0, 10_000, 20_000, 50_000)


@dataclass(frozen=True)
class Breakdown:
    """How a register divides into groups: one group per organisation, missing where unknown."""

    groups: tuple[str, ...]
    of_register: Callable[[YearData], pd.Series]


def _column(name: str) -> Callable[[YearData], pd.Series]:
    return lambda data: data.registrations[name]


@once_a_year
def _ages(data: YearData) -> pd.Series:
    return _classed(data.year - data.registrations["founded_year"], _AGES_FROM, AGES)


@once_a_year
def _sizes(data: YearData) -> pd.Series:
    return _classed(data.registrations["volunteers"], _SIZES_FROM, SIZES)


@once_a_year
def _municipalities(data: YearData) -> pd.Series:
    """Name each municipality; unknown where what was typed is none."""
    written = data.registrations["municipality"]
    return written.where(written.isin(municipality_names()))


@once_a_year
def _municipality_sizes(data: YearData) -> pd.Series:
    """Class each municipality by its inhabitants; unknown outside Flanders and Brussels."""
    counted = data.registrations["municipality"].map(inhabitants(data.year))
    return _classed(counted, _INHABITANTS_FROM, MUNICIPALITY_SIZES)


def _classed(values: pd.Series, lowest: tuple[int, ...], names: tuple[str, ...]) -> pd.Series:
    """Give each number the name of its class; a missing or negative one has none."""
    numbers = values.to_numpy(dtype=float, na_value=np.nan)
    classes = np.searchsorted(lowest, numbers, side="right") - 1
    classes = np.where(np.isnan(numbers), -1, classes)
    return pd.Series(pd.array([*names, None], dtype="string")).take(classes % (len(names) + 1))


@once_a_year
def _diaspora(data: YearData) -> pd.Series:
    return data.registrations["is_diaspora"].map({True: "yes", False: "no"}).astype("string")


@once_a_year
def _first_themes(data: YearData) -> pd.Series:
    first = data.registrations["themes"].str.split(";").str[0].str.casefold()
    return first.map(_theme_words()).astype("string")


BREAKDOWNS: Mapping[str, Breakdown] = {
    "province": Breakdown(PROVINCES, _column("province")),
    "region": Breakdown(REGIONS, _column("region")),
    "municipality": Breakdown((), _municipalities),
    "municipality_size": Breakdown(MUNICIPALITY_SIZES, _municipality_sizes),
    "legal_form": Breakdown(LEGAL_FORMS, _column("legal_form")),
    "age": Breakdown(AGES, _ages),
    "size": Breakdown(SIZES, _sizes),
    "diaspora": Breakdown(DIASPORA, _diaspora),
    "first_theme": Breakdown(PROJECT_THEMES, _first_themes),
}
"""The ways in which each organisation of the register belongs to one group."""

ORGANISATION_BREAKDOWNS = ("province", "municipality_size", "diaspora", "age", "size")
"""Those by which it is told whom a part of the work reaches."""


def groups_of(data: YearData, organisation_ids: pd.Series, by: str) -> Groups:
    """Return the group of each organisation; unknown if not linked or unsaid."""
    return register_groups(data, by)[register_rows(data, organisation_ids)]


@once_a_year
def register_groups(data: YearData, by: str) -> np.ndarray:
    """Return the group of each row of the register, and at the end that of no row."""
    groups = BREAKDOWNS[by].of_register(data).to_numpy(dtype=object, na_value=UNKNOWN)
    return np.append(groups, UNKNOWN)


def _along(data: YearData, organisation_ids: pd.Series, by: tuple[str, ...]) -> Iterator[_Way]:
    """Yield each breakdown with its expected groups and the group of every organisation."""
    rows = register_rows(data, organisation_ids)
    for name in by:
        yield name, BREAKDOWNS[name].groups, register_groups(data, name)[rows]


def counts_of(
    data: YearData, organisation_ids: pd.Series, *, by: tuple[str, ...], possible: float = 0
) -> Rows:
    """Count unique organisations, one row each, along breakdowns of the register.

    At least those of a group are the ones there would be if all that may be the same are.
    """
    rows: Rows = []
    for name, expected, groups in _along(data, organisation_ids, by):
        fewest = fewest_in(data, organisation_ids, groups)
        for row in counts_by(groups, by=name, expected=expected, possible=possible):
            rows.append(_bounded_below(data, row, fewest, organisation_ids, groups))
    return rows


def lines_of(
    data: YearData, organisation_ids: pd.Series, *, by: tuple[str, ...], possible: float = 0
) -> Rows:
    """Count lines by the group of their organisation, along breakdowns of the register."""
    return [
        row
        for name, expected, groups in _along(data, organisation_ids, by)
        for row in counts_by(groups, by=name, expected=expected, possible=possible)
    ]


def parts_of(data: YearData, everyone: Ids, seen: Ids, *, by: tuple[str, ...]) -> Rows:
    """Share of some organisations that was seen somewhere, along breakdowns of the register.

    Each of those of which it is uncertain may lie in any group.
    """
    ids, more = as_series(everyone), perhaps_among(data, everyone - seen, seen)
    found = ids.isin(seen)
    rows: Rows = []
    for name, expected, groups in _along(data, ids, by):
        there, where = ids[found], groups[found.to_numpy()]
        fewest = fewest_in(data, there, where)
        for row in parts_by(found, groups, by=name, expected=expected, unplaced=more):
            least = None if fewest is None else least_part(row, fewest.get(row["group"], 0))
            members = partial(_members, there, where, row)
            rows.append(with_fewest(data, row, least, members))
    return rows


def status_shares_of(
    data: YearData, organisation_ids: pd.Series, status: pd.Series, *, by: tuple[str, ...]
) -> Rows:
    """Share of True among unique organisations, along breakdowns of the register.

    The bounds are also those of all that may be the same being it.
    """
    rows: Rows = []
    for name, expected, groups in _along(data, organisation_ids, by):
        apart = status_shares_by(status, groups, by=name, expected=expected)
        together = _status_of_one_each(data, organisation_ids, status, groups, by=name)
        for row in apart:
            other = together.get(row["group"], row)
            wider = widened(row, other)
            if wider != row:
                wider |= doubt_note(data, _members(organisation_ids, groups, row))
            rows.append(wider)
    return rows


def _status_of_one_each(
    data: YearData, organisation_ids: pd.Series, status: pd.Series, groups: np.ndarray, *, by: str
) -> dict[str, Row]:
    """Return the share of True in each group if all that may be the same are it."""
    group_of = one_each(data, organisation_ids, groups)
    if group_of is None:
        return {}
    heads = heads_of(data, organisation_ids)
    one = status.groupby(heads.to_numpy()).max().reindex(list(group_of))
    rows = status_shares_by(one, np.array(list(group_of.values()), dtype=object), by=by)
    return {row["group"]: row for row in rows}


def _bounded_below(
    data: YearData, row: Row, fewest: Mapping[Hashable, int] | None, organisation_ids: pd.Series,
    groups: np.ndarray,
) -> Row:  # fmt: skip
    """Lower the lower bound of a count to who surely lies in its group."""
    least = None if fewest is None else fewest.get(row["group"], 0)
    return with_fewest(data, row, least, partial(_members, organisation_ids, groups, row))


def _members(organisation_ids: pd.Series, groups: np.ndarray, row: Row) -> Ids:
    return frozenset(organisation_ids.to_numpy(dtype=object)[groups == row["group"]])


def continents_of(partner_countries: pd.Series) -> pd.Series:
    """Return every continent an organisation works on, a row each; missing where none is known."""
    return _several(partner_countries, continents())


def countries_of(partner_countries: pd.Series) -> pd.Series:
    """Return every country an organisation works in, a row each; missing where none is known."""
    return _several(partner_countries, {code: code for code in continents()})


def themes_of(themes: pd.Series) -> pd.Series:
    """Return every theme of an organisation, a row each; missing where none is known."""
    return _several(themes.str.casefold(), _theme_words())


def _several(joined: pd.Series, meanings: Mapping[str, str]) -> pd.Series:
    """Split cells of several words and give each its meaning, the same one once per cell.

    The index tells the row each comes from.
    """
    found = [_meanings(cell, meanings) for cell in joined.to_numpy(dtype=object, na_value="")]
    rows = np.repeat(joined.index, [len(several) for several in found])
    return pd.Series([one for several in found for one in several], index=rows, dtype="string")


def _meanings(cell: str, meanings: Mapping[str, str]) -> list[str | None]:
    known = dict.fromkeys(meanings[word] for word in cell.split(";") if word in meanings)
    return list(known) or [None]


def works_in_least_developed(data: YearData, partner_countries: pd.Series) -> pd.Series:
    """Tell whether one of the countries was among the least developed on 1 July of the year."""
    call = date(data.year, 7, 1)
    listed = {code for code, (first, until) in least_developed().items() if first <= call < until}
    told = [
        None if not cell else not listed.isdisjoint(cell.split(";"))
        for cell in partner_countries.to_numpy(dtype=object, na_value="")
    ]
    return pd.Series(told, dtype="boolean")


@cache
def _theme_words() -> dict[str, str]:
    return {word: code for code, words in spellings("project_theme").items() for word in words}


MANY: Mapping[str, tuple[tuple[str, ...], Callable[[pd.DataFrame], pd.Series]]] = {
    "continent": (CONTINENTS, lambda register: continents_of(register["partner_countries"])),
    "country": ((), lambda register: countries_of(register["partner_countries"])),
    "project_theme": (PROJECT_THEMES, lambda register: themes_of(register["themes"])),
}
"""The ways in which an organisation may belong to several groups; their counts add up to more."""


def counts_of_many(data: YearData, register: pd.DataFrame, *, possible: float = 0) -> Rows:
    """Count the organisations of a register in every group they belong to.

    Two that may be one count once at least in a group of both.
    """
    ids = register["organisation_id"]
    heads = heads_of(data, ids)
    rows: Rows = []
    for name, (expected, groups_of_each) in MANY.items():
        groups = groups_of_each(register)
        of, whose = groups.index, ids[groups.index]
        told = groups.to_numpy(dtype=object, na_value=UNKNOWN)
        fewest = None if heads is ids else heads[of].groupby(told).nunique().to_dict()
        for row in counts_by(groups, by=name, expected=expected, possible=possible):
            rows.append(_bounded_below(data, row, fewest, whose, told))
    return rows
