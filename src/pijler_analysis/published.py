"""What readers get of the results: protected, audited, in keeping with earlier releases.

Made once per state of the data and of the releases, and kept beside the exact results, so that a
notebook reads it in a moment.
"""

from __future__ import annotations

import hashlib

import pandas as pd

from pijler_analysis import store
from pijler_analysis.indicators import CATALOGUE
from pijler_analysis.protect.gate import publishable
from pijler_analysis.protect.ledger import FOLDER, Release, read_releases, released_cells
from pijler_analysis.settings import Settings

KINDS = {id: one.protection for id, one in CATALOGUE.items()}
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
    key = _key(settings)
    kept = store.load_published(settings, key)
    if kept is not None:
        return kept
    results = publishable(
        store.load_results(settings),
        kinds=KINDS,
        workload=WORKLOAD,
        rules=settings.protection,
        released=released_cells(releases(settings)),
    )
    store.write_published(settings, results, key)
    return results


def _key(settings: Settings) -> str:
    """Hash the state of the data and of every release."""
    folder = settings.decisions / FOLDER
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    state = [store.read_manifest(settings)["fingerprint"], *map(store.file_hash, files)]
    return hashlib.sha256("\n".join(state).encode()).hexdigest()
