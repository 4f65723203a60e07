"""What was released before: every published cell, so that a correction tells nothing of a few.

A weighted share or an index can move while its counts do not, when one respondent takes the place
of another. Of such a cell the ledger keeps its members as well: keyed, and in each cell otherwise,
so that nobody can be followed from one cell to the next.

A release lies in ``data/decisions/published/`` as a folder of its own: ``cells.parquet`` with every
cell as readers got it and the counts behind it, and ``release.json`` with the year, the key of
the build, and hashes of what went out and of the cells. Where two waves of a survey were compared,
those tables lie beside it (``strategy.wave_ledger``). The counts behind hidden cells are in it: it
belongs to the analyst, like everything in ``data/decisions``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from pijler_analysis.errors import DataError
from pijler_analysis.schema.results import CHANGE, FROZEN, RESULT_DTYPES, TOTAL
from pijler_analysis.settings import Settings

FOLDER = "published"
CELLS, RELEASE = "cells.parquet", "release.json"

CELL = ["indicator", "version", "year", "by", "group", "weighted"]
"""What makes a cell the same cell in two releases: its definition, its year and its group."""

KEPT = "zoals eerder gepubliceerd; een verschil van enkelen komt volgend jaar mee"

MEMBERS = "members"
"""Column with the keyed members of a cell, between blanks; missing where its counts say enough."""

_BEHIND = {"exact_numerator": "numerator", "exact_denominator": "denominator",
           "exact_estimate": "estimate"}  # fmt: skip


@dataclass(frozen=True)
class Release:
    """One release: the year it is about, the build it came from, and what went out.

    ``waves`` holds the tables of two waves compared, by their names.
    """

    year: int
    key: str
    released_on: str
    outputs: Mapping[str, str]
    cells: pd.DataFrame
    waves: Mapping[str, pd.DataFrame]


def read_releases(folder: Path) -> list[Release]:
    """Read every release, the oldest first.

    Raises
    ------
    DataError
        If a release was changed by hand, or a part of it is missing.
    """
    if not folder.is_dir():
        return []
    paths = sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")
    return [_read_release(path) for path in paths]


def _read_release(path: Path) -> Release:
    name = f"{FOLDER}/{path.name}"
    try:
        about = json.loads((path / RELEASE).read_text(encoding="utf-8"))
        hashes = {CELLS: about["cells"], **about.get("waves", {})}
        for file, digest in hashes.items():
            if _hash(path / file) != digest:
                raise DataError(
                    f"{name}/{file} is gewijzigd na de publicatie; zet het bestand terug zoals het "
                    "bewaard werd"
                )
        return Release(
            year=int(about["year"]),
            key=str(about["key"]),
            released_on=str(about["released_on"]),
            outputs=dict(about["outputs"]),
            cells=pd.read_parquet(path / CELLS),
            waves={
                Path(file).stem: pd.read_parquet(path / file) for file in hashes if file != CELLS
            },
        )
    except FileNotFoundError as error:
        missing = Path(str(error.filename)).name
        raise DataError(f"{name}: {missing} ontbreekt; zet de map terug zoals ze was") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{name}/{RELEASE} is niet leesbaar; zet het bestand terug") from error


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_release(
    folder: Path,
    *,
    year: int,
    key: str,
    outputs: Mapping[str, str],
    exact: pd.DataFrame,
    published: pd.DataFrame,
    released_on: date,
    waves: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    """Write a release into an empty folder.

    Parameters
    ----------
    exact, published : the cells as computed, with their ``members`` where those are kept, and as
        readers get them, row by row the same
    waves : tables of two waves compared, with the counts behind them, by their names
    """
    folder.mkdir(parents=True)
    behind = {name: exact[column] for name, column in _BEHIND.items()}
    if MEMBERS in exact:
        behind[MEMBERS] = exact[MEMBERS]
    published.assign(**behind).to_parquet(folder / CELLS, index=False)
    tables = {f"{name}.parquet": table for name, table in (waves or {}).items()}
    for file, table in tables.items():
        table.to_parquet(folder / file, index=False)
    about = {
        "year": year,
        "key": key,
        "released_on": released_on.isoformat(),
        "outputs": dict(outputs),
        "cells": _hash(folder / CELLS),
        "waves": {file: _hash(folder / file) for file in tables},
    }
    (folder / RELEASE).write_text(json.dumps(about, indent=1), encoding="utf-8")


def released_cells(releases: list[Release]) -> pd.DataFrame:
    """Return each cell as it was released last, with the counts behind it."""
    if not releases:
        dtypes = RESULT_DTYPES | dict.fromkeys(_BEHIND, "Float64") | {MEMBERS: "string"}
        return pd.DataFrame(columns=list(dtypes)).astype(dtypes)
    every = pd.concat([release.cells for release in releases], ignore_index=True)
    return every.drop_duplicates(CELL, keep="last", ignore_index=True)


def frozen_years(settings: Settings) -> tuple[int, ...]:
    """Return the years whose exports are gone but whose figures were released.

    They are never built again: what was released is what there is.
    """
    gone = [year for year in settings.years if not (settings.raw / str(year)).is_dir()]
    if not gone:
        return ()
    cells = released_cells(read_releases(settings.decisions / FOLDER))
    return tuple(year for year in gone if (cells["year"] == year).any())


def frozen_levels(settings: Settings) -> pd.DataFrame:
    """Return the released level rows of the frozen years, as readers got them."""
    cells = released_cells(read_releases(settings.decisions / FOLDER))
    frozen = cells["year"].isin(frozen_years(settings)) & (cells["by"] != CHANGE)
    rows = cells.loc[frozen, list(RESULT_DTYPES)].reset_index(drop=True)
    return rows.assign(protection=rows["protection"].mask(rows["protection"] == "", FROZEN))


def keep_released(
    exact: pd.DataFrame,
    published: pd.DataFrame,
    released: pd.DataFrame,
    *,
    guarded: pd.Series,
    smallest: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Let the earlier value stay where the new one differs by a few persons or answers.

    Parameters
    ----------
    exact, published : result table as computed, with ``members`` where those are known, and as
        protected, row by row the same
    released : cells released before, see ``released_cells``
    guarded : True for the rows whose counts are persons or answers
    smallest : differences of 1 up to, not including, this many stay unpublished

    Returns
    -------
    both tables with the earlier numbers in the rows that stay; the changes since another year
    move with them, so that no difference tells what was kept back.
    """
    earlier = released.rename(columns={MEMBERS: f"{MEMBERS}_before"})
    before = exact[CELL].merge(earlier, on=CELL, how="left", validate="many_to_one")
    before.index = exact.index
    differs = pd.Series(False, index=exact.index)
    for behind, column in _BEHIND.items():
        if column != "estimate":
            differs |= (exact[column] - before[behind]).abs().between(1, smallest - 1).fillna(False)
    has_members = MEMBERS in exact and MEMBERS in released
    if has_members:
        pairs = exact[[MEMBERS]].assign(before=before[f"{MEMBERS}_before"]).dropna()
        few = [
            _are_a_few_apart(now, then, smallest)
            for now, then in zip(pairs[MEMBERS], pairs["before"], strict=True)
        ]
        differs |= pd.Series(few, index=pairs.index, dtype=bool).reindex(
            exact.index, fill_value=False
        )
    stays = differs & guarded & (exact["by"] != CHANGE)
    if not stays.any():
        return exact, published
    numbers = [name for name in RESULT_DTYPES if name not in CELL]
    kept, shown = exact.copy(), published.copy()
    for behind, column in _BEHIND.items():
        kept.loc[stays, column] = before.loc[stays, behind]
    if has_members:
        kept.loc[stays, MEMBERS] = before.loc[stays, f"{MEMBERS}_before"]
    shown.loc[stays, numbers] = before.loc[stays, numbers]
    shown.loc[stays, "note"] = KEPT
    return kept, _move_changes(shown, published, stays)


def _are_a_few_apart(now: str, then: str, smallest: int) -> bool:
    """Tell whether one to a few members came, went or answered otherwise."""
    new, old = set(now.split()), set(then.split())
    return 1 <= max(len(new - old), len(old - new)) < smallest


def _move_changes(shown: pd.DataFrame, published: pd.DataFrame, stays: pd.Series) -> pd.DataFrame:
    """Compute the changes of kept totals from what is shown of them."""
    totals = stays & (published["by"] == TOTAL) & ~published["weighted"].fillna(False)
    names = ["indicator", "version", "year"]
    cells = published.loc[totals, names].itertuples(index=False, name=None)
    moved = dict(
        zip(cells, shown.loc[totals, "estimate"] - published.loc[totals, "estimate"], strict=True)
    )
    changes = shown[shown["by"] == CHANGE]
    for place, (indicator, version, year), then in zip(
        changes.index,
        changes[names].itertuples(index=False, name=None),
        changes["group"].astype(int),
        strict=True,
    ):
        step = moved.get((indicator, version, year), 0) - moved.get((indicator, version, then), 0)
        shown.loc[place, ["estimate", "low", "high"]] += step
    return shown
