"""The stages of a build in order: read and clean, link, strip, check, compute, keep.

Personal columns are used for linking and go no further. Nothing is written unless every year went
through.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from pijler_analysis.atomic import MANIFEST, replacing_files
from pijler_analysis.clean.year import CleanedYear, clean_year
from pijler_analysis.data import YearData
from pijler_analysis.indicators import compute_indicators
from pijler_analysis.ingest.reader import reader
from pijler_analysis.link.decisions import read_decisions
from pijler_analysis.link.years import Linked, doubts_of, link_years
from pijler_analysis.protect.ledger import frozen_levels, frozen_years
from pijler_analysis.report.rejected import write_rejected
from pijler_analysis.schema.checks import check_table
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import Settings
from pijler_analysis.store import (
    DOUBTS,
    NOTES,
    ORGANISATIONS,
    RESULTS,
    data_fingerprint,
    input_hashes,
)

REJECTED_WORKBOOK = "afgekeurd.xlsx"

Progress = Callable[[str], None]


def process(settings: Settings, *, progress: Progress = lambda _: None) -> None:
    """Read, clean, link and check every year, compute the indicators, and keep all of it."""
    reader().start()
    fingerprint = data_fingerprint(settings)
    frozen = frozen_years(settings)
    cleaned = {}
    for year in settings.years:
        if year in frozen:
            continue
        progress(f"{year} lezen en opschonen")
        cleaned[year] = clean_year(settings, year)
    progress("organisaties koppelen")
    linked = link_years(
        {year: one.tables for year, one in cleaned.items()},
        providers=settings.mail_providers,
        decisions=read_decisions(settings.decisions),
    )
    years = _checked(linked, cleaned, settings)
    progress("indicatoren berekenen")
    results = compute_indicators(
        years.values(), settings, frozen=frozen_levels(settings) if frozen else None
    )
    progress("bewaren")
    with replacing_files(settings.processed) as staging:
        for year, data in years.items():
            _write_year(staging / str(year), data, cleaned[year])
        results.to_parquet(staging / RESULTS, index=False)
        linked.organisations.to_parquet(staging / ORGANISATIONS, index=False)
        linked.doubts.to_parquet(staging / DOUBTS, index=False)
        manifest = {
            "fingerprint": fingerprint,
            "inputs": input_hashes(settings),
            "warnings": {year: one.warnings for year, one in cleaned.items()},
        }
        (staging / MANIFEST).write_text(
            json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8"
        )


def _checked(
    linked: Linked, cleaned: Mapping[int, CleanedYear], settings: Settings
) -> dict[int, YearData]:
    """Drop the personal columns and hold each table to its schema."""
    years: dict[int, YearData] = {}
    links = linked.counts
    for year, tables in linked.tables.items():
        checked = {name: check_table(table, name) for name, table in tables.items()}
        years[year] = YearData(
            year=year,
            settings=settings,
            tables={name: table[list(TABLES[name].kept)] for name, table in checked.items()},
            rejected=cleaned[year].rejected,
            links=links[links["year"] == year].reset_index(drop=True),
            accounting=cleaned[year].accounting,
            warnings=tuple(cleaned[year].warnings),
            doubts=doubts_of(linked, year),
            history=partial(tuple, list(years.values())),
        )
    return years


def _write_year(folder: Path, data: YearData, cleaned: CleanedYear) -> None:
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
    }
    for name in NOTES:
        notes[name].to_parquet(folder / f"_{name}.parquet", index=False)
    write_rejected(folder / REJECTED_WORKBOOK, cleaned.rejected, year=data.year)
