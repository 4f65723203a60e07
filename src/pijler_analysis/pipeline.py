"""The stages of a build in order: read and clean, link, protect, check, compute, keep.

Personal columns are used for linking and to tell people apart, and go no further. Nothing is
written unless every year went through.

Within these stages pandas keeps text as Python's own strings: with tables as small as a year's,
that takes a fifth less time than Arrow's. Each function that another process may begin with says so
itself, as that process may know nothing of this one's options.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pandas as pd

from pijler_analysis.atomic import MANIFEST, replacing_files
from pijler_analysis.clean.year import CleanedYear, clean_year, names_in_exports
from pijler_analysis.data import YearData
from pijler_analysis.errors import DataError, PijlerError
from pijler_analysis.indicators import count_levels, judge_levels
from pijler_analysis.indicators.totals import reconcile
from pijler_analysis.ingest.control import read_totals
from pijler_analysis.link.decisions import read_decisions
from pijler_analysis.link.years import Linked, doubts_of, link_years
from pijler_analysis.processes import Beside
from pijler_analysis.protect.forgotten import leave_out, read_requests
from pijler_analysis.protect.ledger import frozen_levels, frozen_years
from pijler_analysis.protect.people import People, number_people
from pijler_analysis.protect.personal import known_names, protect_years
from pijler_analysis.protect.pseudonyms import read_key
from pijler_analysis.protect.scrub import Names, names_of, scrub_text
from pijler_analysis.published import keep_published, publish
from pijler_analysis.report.rejected import write_rejected
from pijler_analysis.schema.checks import check_table
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import Settings
from pijler_analysis.store import (
    DOUBTS,
    NOTES,
    ORGANISATIONS,
    RESULTS,
    data_state,
    input_hashes,
    table_sizes,
    write_names,
)

REJECTED_WORKBOOK = "afgekeurd.xlsx"

Progress = Callable[[str], None]
Figures = tuple[pd.DataFrame, pd.DataFrame | None]
"""The exact results, and what readers get of them."""


@pd.option_context("mode.string_storage", "python")
def process(
    settings: Settings,
    *,
    progress: Progress = lambda _: None,
    start_others: Callable[[], object] | None = None,
) -> None:
    """Read, clean, link and check every year, compute the indicators, and keep all of it.

    With ``start_others``, another process cleans half the years, and computes the indicators while
    this one protects and writes the tables; in between, only one is at work, and it is called to
    start what else can be done.
    """
    in_parallel = start_others is not None
    key = read_key(settings)
    state = data_state(settings)
    linked = linked_years(settings, progress=progress, start_others=start_others)
    present = leave_out(linked.years, read_requests(settings, key), key=key)
    people = People({year: one.tables for year, one in present.items()})
    numbered = number_people(present, people)
    progress("indicatoren berekenen")
    counted = replace(linked, years=numbered)
    figures = Beside(compute_figures, settings, counted, in_parallel=True) if in_parallel else None
    names = known_names(linked.years)
    forgotten = _organisation_ids(linked.years) - _organisation_ids(present)
    protected = protect_years(numbered, people=people, names=names, key=key, settings=settings)
    progress("bewaren")
    with replacing_files(settings.processed) as staging:
        for year, data in _checked(protected.years, linked, settings).items():
            kept = replace(data, doubts=protected.without_names(_without(data.doubts, forgotten)))
            _write_year(staging / str(year), kept, protected.years[year], protected.scrubbed[year])
        for name, table in (
            (ORGANISATIONS, linked.linked.organisations),
            (DOUBTS, linked.linked.doubts),
        ):
            kept_table = protected.without_names(_without(table, forgotten))
            kept_table.to_parquet(staging / name, index=False)
        write_names(staging, names.keyed(key))
        results, published = figures.result() if figures else compute_figures(settings, counted)
        results.to_parquet(staging / RESULTS, index=False)
        if published is not None:
            keep_published(staging, published, settings, fingerprint=state["fingerprint"])
        manifest = state | {
            "inputs": _scrubbed_paths(input_hashes(settings), names),
            "warnings": {
                year: [
                    *one.warnings,
                    *reconcile(results, read_totals(settings.raw / str(year)), year=year),
                ]
                for year, one in protected.years.items()
            },
            "files": table_sizes(staging),
        }
        (staging / MANIFEST).write_text(
            json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8"
        )


@pd.option_context("mode.string_storage", "python")
def compute_figures(
    settings: Settings, linked: LinkedYears, *, in_parallel: bool = False
) -> Figures:
    """Compute the indicators of all years, and what readers get of them.

    That is None where a hidden count could be worked out: whoever wants those figures then hears.
    With ``in_parallel``, another process counts the earlier half of the years.
    """
    frozen = frozen_levels(settings) if frozen_years(settings) else None
    checked = _checked(linked.years, linked, settings)
    years = list(checked.values())
    half = len(years) // 2 if in_parallel else 0
    earlier = Beside(_count_levels, years[:half]) if half else None
    levels = _count_levels(years[half:])
    if earlier:
        levels = pd.concat([earlier.result(), levels], ignore_index=True)
    results = judge_levels(levels, settings, frozen=frozen)
    with suppress(DataError):
        return results, publish(results, settings, data=checked.__getitem__)
    return results, None


@pd.option_context("mode.string_storage", "python")
def _count_levels(years: Sequence[YearData]) -> pd.DataFrame:
    return count_levels(years)


def _organisation_ids(years: Mapping[int, CleanedYear]) -> set[str]:
    """Return every organisation that a row of the years stands for."""
    return {
        number
        for one in years.values()
        for table in one.tables.values()
        if "organisation_id" in table
        for number in table["organisation_id"].dropna().unique()
    }


def _without(table: pd.DataFrame, forgotten: set[str]) -> pd.DataFrame:
    """Return a table about organisations without those that are forgotten."""
    columns = [name for name in ("organisation_id", "left", "right") if name in table]
    return table[~table[columns].isin(forgotten).any(axis=1)].reset_index(drop=True)


@dataclass(frozen=True)
class LinkedYears:
    """The cleaned years with their rows tied to organisations, and what is to be said of that.

    Personal columns are still in: this is never written.
    """

    years: dict[int, CleanedYear]
    linked: Linked


def linked_years(
    settings: Settings,
    *,
    progress: Progress = lambda _: None,
    start_others: Callable[[], object] | None = None,
) -> LinkedYears:
    """Read and clean every year that has its exports, and tie the rows to organisations.

    With ``start_others``, another process cleans half the years; then it is called (``process``).

    Raises
    ------
    PijlerError
        If an export cannot be used. The line names no person, whatever files and sheets are called.
    """
    frozen = frozen_years(settings)
    years = [year for year in settings.years if year not in frozen]
    half = len(years) // 2 if start_others else len(years)
    try:
        later = Beside(clean_years, settings, years[half:]) if start_others else None
        cleaned = clean_years(settings, years[:half], progress=progress)
        if later:
            for year in years[half:]:
                progress(f"{year} lezen en opschonen")
            import scipy.optimize  # noqa: F401  now, so that the processes that count have it

            cleaned |= later.result()
        if start_others:
            start_others()
        progress("organisaties koppelen")
        linked = link_years(
            {year: one.tables for year, one in cleaned.items()},
            providers=settings.mail_providers,
            decisions=read_decisions(settings.decisions),
        )
    except PijlerError as error:
        raise type(error)(scrub_text(str(error), names_to_hide(settings))[0]) from None
    return LinkedYears(
        {year: replace(one, tables=linked.tables[year]) for year, one in cleaned.items()}, linked
    )


@pd.option_context("mode.string_storage", "python")
def clean_years(
    settings: Settings, years: Sequence[int], *, progress: Progress = lambda _: None
) -> dict[int, CleanedYear]:
    """Read and clean some years."""
    cleaned = {}
    for year in years:
        progress(f"{year} lezen en opschonen")
        cleaned[year] = clean_year(settings, year)
    return cleaned


def names_to_hide(settings: Settings) -> Names:
    """Return the persons no line on the screen may name, as far as they can be known now."""
    return names_of(names_in_exports(settings))


def _checked(
    years: Mapping[int, CleanedYear], linked: LinkedYears, settings: Settings
) -> dict[int, YearData]:
    """Drop the personal columns and hold each table to its schema."""
    links = linked.linked.counts
    found: dict[int, YearData] = {}
    for year, one in years.items():
        found[year] = YearData(
            year=year,
            settings=settings,
            tables={
                name: check_table(table, name)[list(TABLES[name].kept)]
                for name, table in one.tables.items()
            },
            rejected=one.rejected,
            links=links[links["year"] == year].reset_index(drop=True),
            accounting=one.accounting,
            warnings=tuple(one.warnings),
            doubts=doubts_of(linked.linked, year),
            history=partial(tuple, list(found.values())),
        )
    return found


def _scrubbed_paths(hashes: Mapping[str, str], names: Names) -> dict[str, str]:
    """Return the hashes of the inputs by their paths, without the person a file is called after."""
    scrubbed: dict[str, str] = {}
    for path, digest in hashes.items():
        shown = scrub_text(path, names)[0]
        scrubbed[shown if shown not in scrubbed else f"{shown} {digest[:8]}"] = digest
    return scrubbed


def _write_year(folder: Path, data: YearData, cleaned: CleanedYear, scrubbed: pd.DataFrame) -> None:
    folder.mkdir()
    for name, table in data.tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    notes = {
        "log": cleaned.log,
        "rejected": cleaned.rejected,
        "accounting": cleaned.accounting,
        "links": data.links,
        "furniture": cleaned.furniture,
        "doubts": data.doubts,
        "scrubbed": scrubbed,
    }
    for name in NOTES:
        notes[name].to_parquet(folder / f"_{name}.parquet", index=False)
    write_rejected(folder / REJECTED_WORKBOOK, cleaned.rejected, year=data.year)
