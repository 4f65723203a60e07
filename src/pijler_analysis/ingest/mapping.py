"""Headings of an export to columns of ours: exactly those that are mapped, each exactly once."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pijler_analysis.errors import DataError
from pijler_analysis.ingest.cells import column_letters


@dataclass(frozen=True)
class HeadingMap:
    """Where each mapped column stands.

    ``columns`` is column → position, ``headings`` column → heading as found, ``known`` the
    positions of all mapped headings (also those set aside), ``unmapped`` position → heading.
    """

    columns: Mapping[str, int]
    headings: Mapping[str, str]
    known: tuple[int, ...]
    unmapped: Mapping[int, str]


_UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u00ad"))
"""Signs without a width: the mark at the start of a file that was put behind another."""


@lru_cache(maxsize=10_000)
def normalise_heading(heading: str) -> str:
    """Bring a heading to the form in which it is compared: blanks, marks and case do not count.

    >>> normalise_heading("\\ufeff  Naam\\u00a0\\n organisatie ")
    'naam organisatie'
    """
    seen = unicodedata.normalize("NFKC", heading).translate(_UNSEEN)
    return " ".join(seen.casefold().split())


def map_headings(
    found: Sequence[str],
    wanted: Mapping[str, str],
    *,
    where: str,
    may_lack: Collection[str] = (),
) -> HeadingMap:
    """Find each mapped heading among those of a table.

    Parameters
    ----------
    found : headings of the table, in order; a blank one names nothing
    wanted : heading → column; several headings of one column are alternatives, an empty column
        sets the heading aside and may be absent
    where : the file and sheet, for the message
    may_lack : columns that an export may lack

    Raises
    ------
    DataError
        If a heading stands there twice, or a column has none of its headings.

    Examples
    --------
    >>> mapped = map_headings(["NR ", "Datum", "Kleur"], {"Nr": "question_id", "Datum": "asked_on"},
    ...                       where="log.xlsx")
    >>> mapped.columns, mapped.unmapped
    ({'question_id': 0, 'asked_on': 1}, {2: 'Kleur'})
    """
    positions = _positions(found, where)
    columns: dict[str, int] = {}
    headings: dict[str, str] = {}
    known = []
    for heading, column in wanted.items():
        position = positions.get(normalise_heading(heading))
        if position is None:
            continue
        known.append(position)
        if column in columns:
            raise DataError(
                f'{where}: de koppen "{headings[column]}" en "{heading}" zijn dezelfde kolom '
                f"({column}); hou er een over in pijler.toml"
            )
        if column:
            columns[column], headings[column] = position, found[position].strip()
    settled = {"", *columns, *may_lack}
    missing = [heading for heading, column in wanted.items() if column not in settled]
    if missing:
        raise DataError(_missing(missing[0], found, where))
    unmapped = {
        position: heading
        for position, heading in enumerate(found)
        if position not in known and normalise_heading(heading)
    }
    return HeadingMap(columns, headings, tuple(known), unmapped)


def _positions(found: Sequence[str], where: str) -> dict[str, int]:
    """Return the position of each heading; stop on one that stands there twice."""
    positions: dict[str, int] = {}
    for position, heading in enumerate(found):
        name = normalise_heading(heading)
        if name and name in positions:
            raise DataError(
                f'{where}: de kop "{heading.strip()}" staat er twee keer '
                f"(kolommen {column_letters(positions[name])} en {column_letters(position)}); "
                "geef een van beide een andere naam"
            )
        if name:
            positions[name] = position
    return positions


def _missing(heading: str, found: Sequence[str], where: str) -> str:
    names = {normalise_heading(name): name.strip() for name in found if name.strip()}
    near = difflib.get_close_matches(normalise_heading(heading), list(names), n=1, cutoff=0.0)
    hint = f'; de kop die er het meest op lijkt is "{names[near[0]]}"' if near else ""
    return f'{where}: de kop "{heading}" ontbreekt{hint}; pas het bestand of pijler.toml aan'
