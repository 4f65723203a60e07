"""What changed in the exports since last year, seen before anything is cleaned or counted.

A heading that is new, gone or renamed, a code never seen before, far more or fewer rows, a column
that is suddenly empty: each is one Dutch line.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pijler_analysis.clean.log import show
from pijler_analysis.clean.rows import own_values
from pijler_analysis.clean.values import codes
from pijler_analysis.errors import DataError, FileError
from pijler_analysis.ingest.answered import questionnaire_of
from pijler_analysis.ingest.cells import Cell, is_blank
from pijler_analysis.ingest.files import input_files, read_sheets
from pijler_analysis.ingest.mapping import normalise_heading
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.ingest.tables import block_of, sheets_of
from pijler_analysis.schema.columns import COLUMNS
from pijler_analysis.settings import Settings, Source

SMALL = 10
"""Rows below which a change in their number says nothing."""
ALIKE = 0.6
"""Likeness of two headings from which one may be the other renamed."""
USED, EMPTY = 0.2, 0.02
"""Part of a column that was filled, and part below which it is empty."""
_MOST_NAMED = 5


@dataclass(frozen=True)
class Profile:
    """What an export of a source looks like: rows, headings, and per heading how it is filled.

    ``filled`` is heading → part of the rows with something in it; ``codes`` is heading → code → as
    written, for the columns that hold codes. An answer that cannot be read is a code of its own.
    """

    rows: int
    headings: Mapping[str, str]
    filled: Mapping[str, float]
    codes: Mapping[str, Mapping[str, str]]


def drift(settings: Settings, year: int) -> list[str]:
    """Compare the exports of a year with those of the year before that has them.

    Parameters
    ----------
    settings : the project
    year : the year to look at; a survey is compared with the wave before

    Returns
    -------
    Dutch lines, source by source; empty for the first year

    Raises
    ------
    FileError
        If a file of the year itself is missing or cannot be read.
    """
    said = []
    now = input_files(settings, year)
    earlier = _earlier_files(settings, year)
    for name, source in settings.sources.items():
        before, paths = earlier.get(name), now.get(name)
        if before and paths:
            last, last_paths = before
            file = ", ".join(path.name for path in paths)
            lines = _compared(source, settings, last_paths, paths)
            said += [f"{file}: {line} (tegenover {last})" for line in lines]
    return said


def _compared(source: Source, settings: Settings, before: list[Path], now: list[Path]) -> list[str]:
    """Compare what can be read; that a table or sheet is not found any more is a line as well."""
    try:
        old = profile(source, settings, before)
    except (DataError, FileError):
        return []
    try:
        return compare(old, profile(source, settings, now), source)
    except DataError as error:
        return [str(error)]


def _earlier_files(settings: Settings, year: int) -> dict[str, tuple[int, list[Path]]]:
    """Return for each source the last year before this one that has files of it."""
    found: dict[str, tuple[int, list[Path]]] = {}
    for earlier in sorted(one for one in settings.years if one < year):
        try:
            files = input_files(settings, earlier)
        except FileError:
            continue
        found |= {name: (earlier, paths) for name, paths in files.items() if paths}
    return found


def profile(source: Source, settings: Settings, paths: Sequence[Path]) -> Profile:
    """Look at the exports of a source without reading their values."""
    wanted = _headings_of(source, settings)
    cells: dict[str, list[Cell]] = {}
    headings: dict[str, str] = {}
    rows = 0
    for path in paths:
        for sheet in sheets_of(source, path, read_sheets(path)):
            found, count = _columns(sheet, source, list(wanted))
            rows += count
            for heading, column in found.items():
                name = normalise_heading(heading)
                headings.setdefault(name, heading)
                cells.setdefault(name, []).extend(column)
    coded = {
        normalise_heading(heading): column
        for heading, column in wanted.items()
        if _is_coded(column)
    }
    return Profile(
        rows=rows,
        headings=headings,
        filled={name: _filled_share(column) for name, column in cells.items()},
        codes={name: _codes(cells[name], coded[name], source) for name in coded if name in cells},
    )


def _headings_of(source: Source, settings: Settings) -> Mapping[str, str]:
    questionnaire = questionnaire_of(settings.root, source)
    return source.columns if questionnaire is None else questionnaire.headings()


def _columns(sheet: Sheet, source: Source, wanted: list[str]) -> tuple[dict[str, list[Cell]], int]:
    """Return the columns of a sheet by their heading, and how many rows of data it has."""
    block = block_of(sheet, wanted, source)
    columns = zip(*block.rows, strict=False) if block.rows else [()] * len(block.headings)
    named = zip(block.headings, columns, strict=False)
    return {heading: list(column) for heading, column in named if heading}, len(block.rows)


def _is_coded(column: str) -> bool:
    declared = COLUMNS.get(column)
    return declared is not None and not declared.personal and bool(declared.values)


def _filled_share(cells: Sequence[Cell]) -> float:
    return sum(not is_blank(cell) for cell in cells) / len(cells) if cells else 0.0


def _codes(cells: Sequence[Cell], column: str, source: Source) -> dict[str, str]:
    """Return the codes in a column, each as it was written; a known spelling is no new code."""
    written = [cell for cell in dict.fromkeys(cells) if not is_blank(cell)]
    readings = codes(column, own=own_values(source, column))(written)
    return {
        reading.value or show(cell, False): show(cell, False)
        for cell, reading in zip(written, readings, strict=True)
        if reading.value or reading.reason
    }


def compare(old: Profile, new: Profile, source: Source) -> list[str]:
    """Say in Dutch what differs between two exports of one source."""
    return [
        *_headings_changed(old, new, source),
        *_rows_changed(old.rows, new.rows),
        *_emptied(old, new),
        *_new_codes(old, new),
    ]


def _headings_changed(old: Profile, new: Profile, source: Source) -> list[str]:
    gone = [name for name in old.headings if name not in new.headings]
    added = [name for name in new.headings if name not in old.headings]
    said = []
    for name in gone:
        near = difflib.get_close_matches(name, added, n=1, cutoff=ALIKE)
        if near:
            added.remove(near[0])
            said.append(
                f'de kop "{old.headings[name]}" heet nu wellicht "{new.headings[near[0]]}"; '
                f"pas bron {source.name} aan in pijler.toml"
            )
        else:
            said.append(f'de kop "{old.headings[name]}" is verdwenen')
    said += [f'de kop "{new.headings[name]}" is nieuw' for name in added]
    return said


def _rows_changed(before: int, now: int) -> list[str]:
    """Say that the number of rows changed by more than three tenths."""
    if max(before, now) < SMALL or 10 * abs(now - before) <= 3 * before:
        return []
    way = "meer" if now > before else "minder"
    return [f"{now} rijen, dat is veel {way} dan {before}; is de export volledig en niet dubbel?"]


def _emptied(old: Profile, new: Profile) -> list[str]:
    """Say which columns that used to be filled now are empty."""
    if not new.rows:
        return []
    return [
        f'de kolom "{new.headings[name]}" is nu leeg (vroeger {share:.0%} ingevuld)'
        for name, share in old.filled.items()
        if share >= USED and name in new.filled and new.filled[name] <= EMPTY
    ]


def _new_codes(old: Profile, new: Profile) -> list[str]:
    """Say which answers a column of codes never had before."""
    said = []
    for name, now in new.codes.items():
        known = old.codes.get(name)
        fresh = [written for code, written in now.items() if known and code not in known]
        if fresh:
            shown = ", ".join(sorted(f'"{written}"' for written in fresh)[:_MOST_NAMED])
            more = f" en {len(fresh) - _MOST_NAMED} andere" if len(fresh) > _MOST_NAMED else ""
            said.append(f'nieuwe antwoorden in kolom "{new.headings[name]}": {shown}{more}')
    return said
