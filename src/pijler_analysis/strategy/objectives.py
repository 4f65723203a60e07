"""Which objectives of the strategy paper were met: by their indicator, or by a recorded judgement.

An objective with a target is judged by its indicator and nothing else. Of the others somebody has
to say so, with a reason; what nobody judged is not met and not missed, but not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from pijler_analysis.clean.decisions import read_entries
from pijler_analysis.errors import DataError
from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.indicators.targets import target_status
from pijler_analysis.schema.results import latest_totals
from pijler_analysis.settings import Settings
from pijler_analysis.strategy.consultation import BODIES
from pijler_analysis.strategy.programme import Challenge, Objective

REACHED = {"yes": "gehaald", "partly": "deels gehaald", "no": "niet gehaald"}
NOT_JUDGED = "nog niet beoordeeld"
COLUMNS = (
    "objective_id", "challenge", "objective", "indicator", "unit", "measured_in", "value",
    "target", "status", "why",
)  # fmt: skip
_FIELDS = ("id", "reached", "who", "why")


def judge_objectives(
    programme: Mapping[str, Challenge],
    results: pd.DataFrame,
    judgements: pd.DataFrame,
    *,
    year: int,
) -> pd.DataFrame:
    """Say of every objective whether it was met by a year, and how that is known.

    Parameters
    ----------
    programme : the challenges with their objectives
    results : protected result table
    judgements : see ``read_judgements``
    year : the last year that counts

    Returns
    -------
    one row per objective: ``objective_id, challenge, objective``; where it has a target also
    ``indicator, unit, measured_in`` (the last year up to ``year`` with a figure), ``value,
    target``; ``status`` (gehaald, waarschijnlijk gehaald, onzeker, niet gehaald …, deels gehaald or
    nog niet beoordeeld) and ``why``: the reason somebody gave, empty where a figure decides
    """
    figures = latest_totals(results, until=year).to_dict("index")
    said = judgements.set_index("id").to_dict("index")
    rows = [
        {"objective_id": one.id, "challenge": challenge.id, "objective": one.nl}
        | (_measured(one, figures) if one.indicator else _judged(said.get(one.id)))
        for challenge in programme.values()
        for one in challenge.objectives
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _measured(objective: Objective, figures: Mapping[Any, Mapping[Any, Any]]) -> dict[str, Any]:
    declared = CATALOGUE[objective.indicator]
    told: dict[str, Any] = {
        "indicator": declared.id, "unit": declared.unit, "target": objective.target, "why": "",
        "status": "geen gegevens",
    }  # fmt: skip
    row = figures.get(declared.id)
    if row is None or objective.target is None:
        return told
    low, high, low_80, high_80 = (
        None if pd.isna(row[name]) else float(row[name])
        for name in ("low", "high", "low_80", "high_80")
    )
    status = target_status(
        objective.target, low, high, low_80, high_80, direction=declared.direction or 1
    )
    return told | {
        "measured_in": int(row["year"]), "value": float(row["estimate"]),
        "status": status or "geen gegevens",
    }  # fmt: skip


def _judged(said: Mapping[Any, Any] | None) -> dict[str, Any]:
    if said is None:
        return {"status": NOT_JUDGED, "why": ""}
    return {"status": REACHED[said["reached"]], "why": said["why"]}


def read_judgements(settings: Settings, year: int, *, known: Iterable[Objective]) -> pd.DataFrame:
    """Return who judged which objective, from ``data/decisions/doelen_<year>.toml``.

    Returns
    -------
    ``id`` of the objective, ``reached`` (yes, partly, no), ``who`` (steering_group, panel,
    management) and ``why``; empty where nobody judged one yet

    Raises
    ------
    DataError
        If an entry lacks a field, names no objective or one twice, or judges what a figure decides.
    """
    path = settings.decisions / f"doelen_{year}.toml"
    if not path.is_file():
        return pd.DataFrame(columns=list(_FIELDS))
    entries = read_entries(path, "objective")
    objectives = {one.id: one for one in known}
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        if problem := _problem(entry, objectives, seen):
            raise DataError(f"{path.name}, doel {number}: {problem}")
        seen.add(entry["id"])
    return pd.DataFrame(entries, columns=list(_FIELDS))


def _problem(entry: Mapping[str, Any], objectives: Mapping[str, Objective], seen: set[str]) -> str:
    """Return what is wrong with an entry, empty where nothing is."""
    for name in sorted(set(_FIELDS) ^ set(entry)):
        return f"{name!r} {'is niet bekend' if name in entry else 'ontbreekt'}"
    for name in _FIELDS:
        if not isinstance(entry[name], str):
            return f"{name} is een tekst tussen aanhalingstekens"
    id = entry["id"]
    if id not in objectives:
        return f"{id!r} is geen doel uit challenges.toml"
    if id in seen:
        return f"{id!r} staat er twee keer"
    if objectives[id].indicator:
        return f"{id!r} wordt beoordeeld met {objectives[id].indicator}, niet met de hand"
    if entry["reached"] not in REACHED:
        return f"reached is {', '.join(REACHED)}"
    if entry["who"] not in BODIES:
        return f"who is {', '.join(BODIES)}"
    return "" if entry["why"].strip() else "zeg bij why waarom"
