"""Personal data out of everything a build keeps: tables, lists and warnings of every year.

Columns that identify a person become one pseudonym where people are counted, and go. Texts are
scrubbed; a number in which somebody typed an address or a name becomes a pseudonym, so that it
still names one row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from pijler_analysis.clean.national_numbers import DROPPED
from pijler_analysis.clean.readings import shape_of
from pijler_analysis.clean.year import CleanedYear
from pijler_analysis.ingest.cells import fold
from pijler_analysis.protect.people import People, full_names
from pijler_analysis.protect.pseudonyms import pseudonym
from pijler_analysis.protect.scrub import (
    NAME,
    NAME_MARK,
    Names,
    Scrubber,
    distinct,
    is_name,
    names_of,
    ordinary_words,
    replaced,
    total,
)
from pijler_analysis.reference import municipalities, sub_municipalities
from pijler_analysis.schema.columns import COLUMNS, UNREGISTERED
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import Settings

Scrubbed = Counter[tuple[str, str, str]]
"""(table, column, kind) → how often something was left out."""

SCRUBBED = ("table", "column", "kind", "count")
_SHAPED = ("old", "new", "value_shown")
_SAID = ("file", "sheet", "column", "reason", "expected")
_ORDINARY_ID = re.compile(r"[A-Z]{0,5}[-/ ]?\d{1,4}(?:[-/ ]?\d{1,4})?", re.IGNORECASE)
"""A number of up to eight digits, which is neither a telephone number nor a name."""
_AS_READ = ("person_id", "source", "enterprise_number", "postcode", "partner_countries", "country",
            "item", "code")  # fmt: skip
"""Text columns that can hold nothing but what their reader makes of a cell."""


_BETWEEN_NAMES = re.compile("(;|: | → )")
"""What stands between names of organisations: in a list, and in *renamed 2024: old → new*."""

_ORGANISATION_IDS = ("organisation_id", "left", "right")


@dataclass(frozen=True)
class Protected:
    """What may be kept of the years: no column identifies a person and no text names one.

    ``scrubbed`` counts per year what was left out: ``table, column, kind, count``.
    """

    years: dict[int, CleanedYear]
    scrubbed: dict[int, pd.DataFrame]
    means: _Means

    def without_names(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a table about organisations without personal data.

        Its ids match those of the clean tables; texts are names of organisations, joined by ``;``,
        and what became of them.
        """
        changed: dict[str, pd.Series] = {}
        for column in map(str, table.select_dtypes("string")):
            values = table[column]
            if column in _ORGANISATION_IDS:
                changed[column], _ = _without_telling_ids(values, self.means)
            else:
                changed[column] = _each_part(values, self.means)
        return table.assign(**changed)


def protect_years(
    numbered: Mapping[int, CleanedYear],
    *,
    people: People,
    names: Names,
    key: bytes,
    settings: Settings,
) -> Protected:
    """Take the personal data out of linked years.

    Parameters
    ----------
    numbered : linked years with a number for each person; personal columns still in
    people : who has which number
    names : persons to look for in texts, see ``known_names``
    key : of the pseudonyms
    settings : says which source fills which table
    """
    means = _Means(Scrubber(names), Scrubber(Names()), people.pseudonyms(key), key)
    means = replace(means, telling=_telling_ids(numbered, means))
    years, scrubbed = {}, {}
    for year, one in numbered.items():
        found: Scrubbed = _national_numbers(one, settings)
        kept = {name: _kept(table, name, means, found=found) for name, table in one.tables.items()}
        warnings = [means.scrubber.text(warning)[0] for warning in one.warnings]
        years[year] = replace(
            one,
            tables=kept,
            log=_scrub_list(one.log, means.scrubber),
            rejected=_scrub_list(one.rejected, means.scrubber),
            accounting=_scrub_list(one.accounting, means.scrubber),
            furniture=_scrub_list(one.furniture, means.scrubber),
            warnings=warnings,
        )
        scrubbed[year] = _counted(found)
    return Protected(years, scrubbed, means)


def known_names(years: Mapping[int, CleanedYear]) -> Names:
    """Return the names of every person in the personal columns of all years."""
    tables = [table for one in years.values() for table in one.tables.values()]
    people = {name for table in tables for name in full_names(table) if name}
    own_words = [
        table[column] for table in tables for column in table if COLUMNS[str(column)].own_words
    ]
    ordinary = {fold(name) for known in municipalities().values() for name, _ in known}
    ordinary |= {fold(name) for name in sub_municipalities()}
    ordinary |= ordinary_words(pd.concat(own_words)) if own_words else set()
    return names_of(people, ordinary=ordinary)


@dataclass(frozen=True)
class _Means:
    """What protecting a column needs: scrubbing with names, by form only, pseudonyms, the key."""

    scrubber: Scrubber
    forms: Scrubber
    pseudonyms: Mapping[str, str]
    key: bytes
    telling: frozenset[str] = frozenset()
    organisation_names: dict[str, tuple[str, Counter[str]]] = field(default_factory=dict)


def _kept(table: pd.DataFrame, name: str, means: _Means, *, found: Scrubbed) -> pd.DataFrame:
    """Return the columns of a table that are kept, scrubbed."""
    kept = table[list(TABLES[name].kept)]
    changed = {}
    if "person_id" in kept:
        changed["person_id"] = replaced(kept["person_id"], means.pseudonyms)
    for column in _free_columns(kept):
        values, count = _scrubbed(kept[column], column, means)
        if count:
            changed[column] = values
            found.update({(name, column, kind): times for kind, times in count.items()})
    return kept.assign(**changed) if changed else kept


def _free_columns(table: pd.DataFrame) -> Iterator[str]:
    """Yield the columns in which anything may have been typed."""
    for name in table:
        column = COLUMNS[str(name)]
        if column.dtype == "string" and not column.values and column.name not in _AS_READ:
            yield column.name


def _scrubbed(values: pd.Series, column: str, means: _Means) -> tuple[pd.Series, Counter[str]]:
    if column.endswith("_id"):
        return _without_telling_ids(values, means)
    if column == "organisation_name":
        return _organisation_names(values, means)
    return means.scrubber.column(values, singles=COLUMNS[column].own_words)


def _telling_ids(years: Mapping[int, CleanedYear], means: _Means) -> frozenset[str]:
    """Return the numbers made from a name that turns out to be personal: those can be guessed."""
    found: set[str] = set()
    for one in years.values():
        for table in one.tables.values():
            if "organisation_name" in table and "organisation_id" in table:
                made = table["organisation_id"].str.startswith(UNREGISTERED).fillna(False)
                rows = table.loc[made, ["organisation_id", "organisation_name"]].dropna()
                found.update(
                    number
                    for number, name in zip(
                        rows["organisation_id"], rows["organisation_name"], strict=True
                    )
                    if _organisation_name(name, means)[0] != name
                )
    return frozenset(found)


def _without_telling_ids(values: pd.Series, means: _Means) -> tuple[pd.Series, Counter[str]]:
    """Put a pseudonym for each number in which something personal stands; it stays unique."""
    counts = {}
    for text in distinct(values):
        if text in means.telling:
            counts[text] = Counter({NAME: 1})
        elif not _ORDINARY_ID.fullmatch(text):
            scrubbed, count = means.scrubber.text(text)
            if scrubbed != text:
                counts[text] = count
    new = {text: _new_id(text, means) for text in counts}
    return replaced(values, new), total(values, counts)


def _new_id(text: str, means: _Means) -> str:
    """Return a pseudonym for a number; who never registered can still be told by it."""
    begin = UNREGISTERED if text in means.telling else ""
    return begin + pseudonym(text, key=means.key, kind="id", exact=True)


def _organisation_names(values: pd.Series, means: _Means) -> tuple[pd.Series, Counter[str]]:
    """Scrub names of organisations; one that is a person's name and nothing else goes."""
    new, counts = {}, {}
    for text in distinct(values):
        scrubbed, count = _organisation_name(text, means)
        if scrubbed != text:
            new[text], counts[text] = scrubbed, count
    return replaced(values, new), total(values, counts)


def _organisation_name(text: str, means: _Means) -> tuple[str, Counter[str]]:
    """Scrub the name of an organisation.

    *Vrienden van* somebody is the public name of an organisation, and stays.
    """
    known = means.organisation_names.get(text)
    if known is None:
        scrubbed, count = means.forms.text(text)
        if is_name(scrubbed, means.scrubber.names):
            scrubbed, count = NAME_MARK, count + Counter({NAME: 1})
        known = means.organisation_names[text] = (scrubbed, count)
    return known


def _each_part(values: pd.Series, means: _Means) -> pd.Series:
    """Scrub the names of organisations that stand in one cell, or in what is told of them there."""
    new = {}
    for text in distinct(values):
        pieces = _BETWEEN_NAMES.split(text)
        scrubbed = "".join(
            piece if at % 2 else _organisation_name(piece, means)[0]
            for at, piece in enumerate(pieces)
        )
        if scrubbed != text:
            new[text] = scrubbed
    return replaced(values, new)


def _scrub_list(rows: pd.DataFrame, scrubber: Scrubber) -> pd.DataFrame:
    """Return a list without personal data: places and words are scrubbed, values show their shape.

    Parameters
    ----------
    rows : has any of ``file, sheet, column, old, new, value_shown, reason, expected``
    """
    changed = {column: scrubber.column(rows[column])[0] for column in _SAID if column in rows}
    for column in _SHAPED:
        if column in rows:
            told = {text: shape_of(text) for text in distinct(rows[column])
                    if scrubber.text(text)[0] != text}  # fmt: skip
            changed[column] = replaced(rows[column], told)
    return rows.assign(**changed)


def _national_numbers(one: CleanedYear, settings: Settings) -> Scrubbed:
    """Count the national register numbers that were left out on reading."""
    dropped = one.log[one.log["rule"] == DROPPED]
    return Counter(
        (settings.sources[str(source)].table, str(column), "national_number")
        for source, column in zip(dropped["source"], dropped["column"], strict=True)
    )


def _counted(found: Scrubbed) -> pd.DataFrame:
    rows = [(*where, count) for where, count in sorted(found.items())]
    columns = list(zip(*rows, strict=True)) or [()] * len(SCRUBBED)
    return pd.DataFrame(
        {
            name: pd.array(list(column), dtype="Int64" if name == "count" else "string")
            for name, column in zip(SCRUBBED, columns, strict=True)
        }
    )
