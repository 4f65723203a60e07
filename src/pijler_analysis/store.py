"""What a build keeps: where it lies, whether it still is what the exports say, and reading it.

The manifest holds one fingerprint over all exports, the settings, the questionnaires and our own
code; processed data with another fingerprint are stale.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock

from pijler_analysis.atomic import MANIFEST, finish_interrupted
from pijler_analysis.data import YearData
from pijler_analysis.errors import UsageError
from pijler_analysis.ingest.control import CONTROL
from pijler_analysis.ingest.files import input_files, unclaimed_files
from pijler_analysis.protect.forgotten import FILE as FORGOTTEN
from pijler_analysis.protect.forgotten import requests_state
from pijler_analysis.protect.ledger import FOLDER, frozen_years
from pijler_analysis.protect.pseudonyms import key_check, read_key
from pijler_analysis.protect.scrub import Names
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import FILE_NAME, Settings

RESULTS = "indicators.parquet"
ORGANISATIONS = "organisations.parquet"
DOUBTS = "doubts.parquet"
PUBLISHED = "published.parquet"
LOCK = ".lock"
DECISIONS = ("corrections.xlsx", "andere.xlsx", "open_antwoorden.xlsx", "koppelingen.csv")
"""Files of ``data/decisions`` that change what is read."""
NAMES = "names.parquet"
NOTES = ("log", "rejected", "accounting", "links", "furniture", "doubts", "scrubbed")
"""What is kept beside the clean tables of a year."""
_NAME_KINDS = ("phrase", "joined", "length")


def data_fingerprint(settings: Settings) -> str:
    """Hash everything the results depend on: exports, settings, questionnaires and our code."""
    return _digest(
        {
            "inputs": input_hashes(settings),
            "forgotten": requests_state(settings),
            "code": code_hash(),
        }
    )


def data_state(settings: Settings) -> dict[str, str]:
    """Return what processed data must have in common with the project to be fresh.

    Beside the fingerprint: which key made the pseudonyms, who is forgotten, and what lies unread
    beside the exports. The fingerprint of the results depends on none of them.
    """
    forgotten = settings.decisions / FORGOTTEN
    unread = {
        str(year): [path.name for path in unclaimed_files(settings, year, read)]
        for year, read in _read_files(settings).items()
    }
    return {
        "fingerprint": data_fingerprint(settings),
        "key": key_check(read_key(settings)),
        "forgotten": file_hash(forgotten) if forgotten.is_file() else "",
        "unread": _digest(unread),
    }


def input_hashes(settings: Settings) -> dict[str, str]:
    """Hash every file the results are made from, by its path within the project."""
    files = {
        path for read in _read_files(settings).values() for paths in read.values() for path in paths
    }
    if frozen_years(settings):
        files |= set((settings.decisions / FOLDER).glob("*/*"))
    files |= set((settings.root / "data" / "questionnaires").glob("*.toml"))
    files |= set(settings.raw.glob(f"*/{CONTROL}"))
    files.add(settings.root / FILE_NAME)
    files |= {path for path in settings.decisions.glob("*.*") if path.name in DECISIONS}
    return {path.relative_to(settings.root).as_posix(): file_hash(path) for path in sorted(files)}


def _read_files(settings: Settings) -> dict[int, dict[str, list[Path]]]:
    """Return the files of each source, for each year that still has its exports."""
    frozen = frozen_years(settings)
    return {year: input_files(settings, year) for year in settings.years if year not in frozen}


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
    """Tell whether the processed data were made from the files as they are now, and are whole."""
    finish_interrupted(settings.processed)
    state, manifest = data_state(settings), read_manifest(settings)
    is_same = {name: manifest.get(name) for name in state} == state
    return is_same and manifest.get("files", {}).items() <= table_sizes(settings.processed).items()


def table_sizes(folder: Path) -> dict[str, int]:
    """Return the size of each table of a build, by its path; a damaged one is told by it.

    What is published is left out: it is made again on its own.
    """
    paths = (path for path in folder.rglob("*.parquet") if path.name != PUBLISHED)
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in sorted(paths)}


def read_manifest(settings: Settings) -> dict[str, Any]:
    """Read what the last build wrote about itself; empty if there was none."""
    return read_written(settings.processed / MANIFEST)


def read_written(manifest: Path) -> dict[str, Any]:
    """Read a manifest; empty where there is none, or something else wrote in it."""
    try:
        written = json.loads(manifest.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return written if isinstance(written, dict) else {}


def load_year(settings: Settings, year: int) -> YearData:
    """Read the clean tables of a year as the last build left them.

    Raises
    ------
    UsageError
        If the exports of the year are gone and only its released figures are left.
    """
    folder = _folder(settings, year)
    return YearData(
        year=year,
        settings=settings,
        tables={name: load_table(settings, year, name) for name in TABLES},
        rejected=pd.read_parquet(folder / "_rejected.parquet"),
        links=pd.read_parquet(folder / "_links.parquet"),
        accounting=pd.read_parquet(folder / "_accounting.parquet"),
        warnings=tuple(read_manifest(settings)["warnings"][str(year)]),
        doubts=pd.read_parquet(folder / "_doubts.parquet"),
        history=partial(_load_earlier, settings, year),
        scrubbed=pd.read_parquet(folder / "_scrubbed.parquet"),
    )


def load_table(settings: Settings, year: int, name: str) -> pd.DataFrame:
    """Read one clean table of a year; see ``load_year``."""
    return pd.read_parquet(_folder(settings, year) / f"{name}.parquet")


def _folder(settings: Settings, year: int) -> Path:
    if year in frozen_years(settings):
        raise UsageError(
            f"{year} is bevroren: de exports zijn weg; de vrijgegeven cijfers blijven en worden "
            "niet opnieuw gemaakt"
        )
    return settings.processed / str(year)


def write_names(folder: Path, names: Names) -> None:
    """Keep the pseudonyms of the names to look for in what is read outside a build."""
    rows = [("phrase", one) for one in sorted(names.phrases)]
    rows += [("joined", one) for one in sorted(names.joined)]
    rows += [("length", str(one)) for one in names.lengths]
    table = pd.DataFrame(rows, columns=["kind", "pseudonym"], dtype="string")
    table.to_parquet(folder / NAMES, index=False)


def load_names(settings: Settings) -> Names:
    """Read the names to look for; none if there was no build yet."""
    path = settings.processed / NAMES
    if not path.is_file():
        return Names()
    table = pd.read_parquet(path)
    of = {kind: table.loc[table["kind"] == kind, "pseudonym"].tolist() for kind in _NAME_KINDS}
    return Names(
        phrases=frozenset(of["phrase"]),
        joined=frozenset(of["joined"]),
        lengths=tuple(int(one) for one in of["length"]),
        key=read_key(settings),
    )


def _load_earlier(settings: Settings, year: int) -> tuple[YearData, ...]:
    """Read the years before a year; a frozen one has figures and no data."""
    known = sorted(set(settings.years) - set(frozen_years(settings)))
    return tuple(load_year(settings, earlier) for earlier in known if earlier < year)


def load_log(settings: Settings, year: int) -> pd.DataFrame:
    """Read the cleaning log of a year as the last build left it."""
    return pd.read_parquet(settings.processed / str(year) / "_log.parquet")


def load_organisations(settings: Settings) -> pd.DataFrame:
    """Read the register of organisations as the last build left it."""
    return pd.read_parquet(settings.processed / ORGANISATIONS)


def load_doubts(settings: Settings) -> pd.DataFrame:
    """Read the uncertain pairs of organisations as the last build left them."""
    return pd.read_parquet(settings.processed / DOUBTS)


def load_results(settings: Settings) -> pd.DataFrame:
    """Read the exact result table as the last build left it."""
    return pd.read_parquet(settings.processed / RESULTS)


def load_published(settings: Settings, key: str) -> pd.DataFrame | None:
    """Read the published result table, if what is there was made for this key."""
    try:
        table = pd.read_parquet(settings.processed / PUBLISHED)
    except (FileNotFoundError, ValueError):  # ValueError: damaged
        return None
    return table if table.attrs.get("key") == key else None


def write_published(folder: Path, results: pd.DataFrame, key: str) -> None:
    """Write the published result table with the key it was made for."""
    marked = results.copy()
    marked.attrs["key"] = key
    marked.to_parquet(folder / PUBLISHED, index=False)
