"""What readers get of the results: protected, audited, in keeping with earlier releases.

Made once per state of the data and of the releases, and kept beside the exact results, so that a
notebook reads it in a moment.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from pijler_analysis import store
from pijler_analysis.atomic import replacing_files
from pijler_analysis.clean.answer_codes import challenges_of, read_code_book
from pijler_analysis.data import YearData
from pijler_analysis.indicators import CATALOGUE
from pijler_analysis.protect.disclosure import guarded_rows
from pijler_analysis.protect.gate import publishable, without_omitted
from pijler_analysis.protect.ledger import (
    FOLDER,
    MEMBERS,
    Release,
    keep_released,
    read_releases,
    released_cells,
    write_release,
)
from pijler_analysis.protect.pseudonyms import pseudonym, read_key
from pijler_analysis.schema.results import CHANGE
from pijler_analysis.settings import Settings

KINDS = {id: one.protection for id, one in CATALOGUE.items()}
_CODE = 12
"""Characters of the code of a member: two of one cell are never the same."""
WORKLOAD = {(id, by) for id, one in CATALOGUE.items() for by in one.workload_by}


def releases(settings: Settings) -> list[Release]:
    """Return every release of the project, the oldest first."""
    return read_releases(settings.decisions / FOLDER)


def published_results(settings: Settings) -> pd.DataFrame:
    """Return the result table as readers get it; the processed data must be fresh and locked.

    Raises
    ------
    DataError
        If a hidden count could be worked out from the other figures, or a release was edited.
    """
    fingerprint = store.read_manifest(settings)["fingerprint"]
    kept = store.load_published(settings, _key(settings, fingerprint))
    if kept is not None:
        return kept
    results = publish(
        store.load_results(settings), settings, data=partial(store.load_year, settings)
    )
    with replacing_files(settings.processed) as staging:
        keep_published(staging, results, settings, fingerprint=fingerprint)
    return results


def publish(
    results: pd.DataFrame, settings: Settings, *, data: Callable[[int], YearData]
) -> pd.DataFrame:
    """Return exact results as readers get them.

    Parameters
    ----------
    data : gives the clean tables of a year; asked for where something was released before

    Raises
    ------
    DataError
        As ``published_results``.
    """
    released = releases(settings)
    return publishable(
        with_members(results, settings, data=data) if released else results,
        kinds=KINDS,
        workload=WORKLOAD,
        rules=settings.protection,
        released=released_cells(released),
        subjects=_subjects(settings),
    )


def _subjects(settings: Settings) -> dict[str, set[str]]:
    """Return challenge → the codes of open answers that belong to it."""
    subjects: dict[str, set[str]] = defaultdict(set)
    for code, challenge in challenges_of(read_code_book(settings)).items():
        subjects[challenge].add(code)
    return subjects


def keep_published(
    folder: Path, results: pd.DataFrame, settings: Settings, *, fingerprint: str
) -> None:
    """Write what readers get beside the exact results it was made from.

    Parameters
    ----------
    folder : where processed data are being written
    fingerprint : of the data the results were computed from
    """
    store.write_published(folder, results, _key(settings, fingerprint))


def record_release(
    settings: Settings,
    folder: Path,
    *,
    year: int,
    key: str,
    outputs: Mapping[str, str],
    released_on: date,
    waves: Mapping[str, pd.DataFrame],
) -> None:
    """Write what readers get of a year, and of the years before it, as a release.

    Where an earlier value stays, the counts behind it stay with it, so that small corrections
    cannot add up over several releases.
    """
    published = published_results(settings)
    results = store.load_results(settings)
    exact = without_omitted(
        with_members(results, settings, data=partial(store.load_year, settings)),
        settings.protection,
    )
    kept, _ = keep_released(
        exact,
        published,
        released_cells(releases(settings)),
        guarded=guarded_rows(exact, KINDS, WORKLOAD),
        smallest=settings.protection.smallest_cell,
    )
    until = exact["year"] <= year
    write_release(
        folder,
        year=year,
        key=key,
        outputs=outputs,
        exact=kept[until],
        published=published[until],
        released_on=released_on,
        waves=waves,
    )


def with_members(
    results: pd.DataFrame, settings: Settings, *, data: Callable[[int], YearData]
) -> pd.DataFrame:
    """Add the keyed members of the cells whose value can move while their counts do not.

    Those are weighted shares and indices. A member is a row with what it answered; in each cell it
    has another code.
    """
    from pijler_analysis.indicators.rows import counted_rows
    from pijler_analysis.indicators.selections import SELECTIONS

    key = read_key(settings)
    guarded = guarded_rows(results, KINDS, WORKLOAD) & (results["by"] != CHANGE)
    loose = guarded & (results["weighted"].fillna(False) | (results["unit"] == "index"))
    loose &= results["indicator"].isin(list(SELECTIONS)) & (results["protection"] == "")
    members = pd.Series(pd.NA, index=results.index, dtype="string")
    for year in results.loc[loose, "year"].unique().tolist():
        own, tables = results[loose & (results["year"] == year)], data(year)
        for indicator in own["indicator"].unique().tolist():
            counted = counted_rows(tables, indicator)
            told = counted["key"] + " " + counted["role"]
            cells = own[own["indicator"] == indicator]
            for (by, group), rows in told.groupby([counted["by"], counted["group"]]):
                same = cells.index[(cells["by"] == by) & (cells["group"] == group)]
                cell = f"{indicator} {year} {by} {group} "
                members[same] = _coded(cell, rows.tolist(), key) if len(same) else pd.NA
    return results.assign(**{MEMBERS: members})


def _coded(cell: str, members: list[str], key: bytes) -> str:
    """Return the codes of the members of a cell, in the order of the codes."""
    codes = {pseudonym(cell + one, key=key, kind=MEMBERS, exact=True)[:_CODE] for one in members}
    return " ".join(sorted(codes))


def _key(settings: Settings, fingerprint: str) -> str:
    """Hash the state of the data and of every release."""
    folder = settings.decisions / FOLDER
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    state = [fingerprint, *map(store.file_hash, files)]
    return hashlib.sha256("\n".join(state).encode()).hexdigest()
