"""The stages of a build in order, what is stale, and what was made from what.

Raw exports become clean tables, tied to the register and stripped of personal columns; those
become the result table. Each stage leaves a manifest with the hashes of what it read, so that a
second build with nothing changed does nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock

from pijler_analysis.atomic import MANIFEST, finish_interrupted, replacing_files
from pijler_analysis.clean.year import CleanedYear, clean_year
from pijler_analysis.data import YearData
from pijler_analysis.indicators import compute_indicators
from pijler_analysis.ingest.files import input_files
from pijler_analysis.link.match import link_years
from pijler_analysis.report.rejected import write_rejected
from pijler_analysis.schema.checks import check_table
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import FILE_NAME, Settings

RESULTS = "indicators.parquet"
LOCK = ".lock"
REJECTED_WORKBOOK = "afgekeurd.xlsx"
NOTES = ("log", "rejected", "accounting", "links", "furniture")
"""What is kept beside the clean tables of a year."""

Progress = Callable[[str], None]


def data_fingerprint(settings: Settings) -> str:
    """Hash everything the results depend on: exports, settings, questionnaires and our code."""
    return _digest({"inputs": input_hashes(settings), "code": code_hash()})


def input_hashes(settings: Settings) -> dict[str, str]:
    """Hash every file the results are made from, by its path within the project."""
    files = {
        path
        for year in settings.years
        for paths in input_files(settings, year).values()
        for path in paths
    }
    files |= set((settings.root / "data" / "questionnaires").glob("*.toml"))
    files.add(settings.root / FILE_NAME)
    return {path.relative_to(settings.root).as_posix(): file_hash(path) for path in sorted(files)}


def file_hash(path: Path) -> str:
    """Hash a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=1)
def code_hash() -> str:
    """Hash the package's own code and reference data."""
    package = Path(__file__).parent
    kinds = {".py", ".csv", ".toml", ".typ", ".lua", ".mplstyle"}
    files = sorted(path for path in package.rglob("*") if path.suffix in kinds)
    return _digest({path.relative_to(package).as_posix(): file_hash(path) for path in files})


def _digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def locked(settings: Settings) -> FileLock:
    """Return the lock that keeps two programs from writing the processed data at once."""
    settings.processed.mkdir(parents=True, exist_ok=True)
    return FileLock(settings.processed / LOCK)


def is_fresh(settings: Settings) -> bool:
    """Tell whether the processed data were made from the files as they are now."""
    finish_interrupted(settings.processed)
    manifest = read_manifest(settings)
    return bool(manifest) and manifest.get("fingerprint") == data_fingerprint(settings)


def read_manifest(settings: Settings) -> dict[str, Any]:
    """Read what the last build wrote about itself; empty if there was none."""
    path = settings.processed / MANIFEST
    if not path.is_file():
        return {}
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def process(settings: Settings, *, progress: Progress = lambda _: None) -> None:
    """Read, clean, link and check every year, compute the indicators, and keep all of it.

    The personal columns are used for linking and go no further. Nothing is written unless every
    year went through.
    """
    fingerprint = data_fingerprint(settings)
    cleaned = {}
    for year in settings.years:
        progress(f"{year} lezen en opschonen")
        cleaned[year] = clean_year(settings, year)
    progress("organisaties koppelen")
    years = _linked(cleaned, settings)
    progress("indicatoren berekenen")
    results = compute_indicators(years.values(), settings)
    progress("bewaren")
    with replacing_files(settings.processed) as staging:
        for year, data in years.items():
            _write_year(staging / str(year), data, cleaned[year])
        results.to_parquet(staging / RESULTS, index=False)
        manifest = {
            "fingerprint": fingerprint,
            "inputs": input_hashes(settings),
            "warnings": {year: one.warnings for year, one in cleaned.items()},
        }
        (staging / MANIFEST).write_text(
            json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8"
        )


def _linked(cleaned: Mapping[int, CleanedYear], settings: Settings) -> dict[int, YearData]:
    """Tie the rows to organisations, drop the personal columns, hold each table to its schema."""
    linked, links = link_years(
        {year: one.tables for year, one in cleaned.items()}, providers=settings.mail_providers
    )
    years = {}
    for year, tables in linked.items():
        checked = {name: check_table(table, name) for name, table in tables.items()}
        years[year] = YearData(
            year=year,
            settings=settings,
            tables={name: table[list(TABLES[name].kept)] for name, table in checked.items()},
            rejected=cleaned[year].rejected,
            links=links[links["year"] == year].reset_index(drop=True),
            accounting=cleaned[year].accounting,
            warnings=tuple(cleaned[year].warnings),
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
    }
    for name in NOTES:
        notes[name].to_parquet(folder / f"_{name}.parquet", index=False)
    write_rejected(folder / REJECTED_WORKBOOK, cleaned.rejected, year=data.year)


def load_year(settings: Settings, year: int) -> YearData:
    """Read the clean tables of a year as the last build left them."""
    folder = settings.processed / str(year)
    return YearData(
        year=year,
        settings=settings,
        tables={name: pd.read_parquet(folder / f"{name}.parquet") for name in TABLES},
        rejected=pd.read_parquet(folder / "_rejected.parquet"),
        links=pd.read_parquet(folder / "_links.parquet"),
        accounting=pd.read_parquet(folder / "_accounting.parquet"),
        warnings=tuple(read_manifest(settings)["warnings"][str(year)]),
    )


def load_results(settings: Settings) -> pd.DataFrame:
    """Read the exact result table as the last build left it."""
    return pd.read_parquet(settings.processed / RESULTS)
