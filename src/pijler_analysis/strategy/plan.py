"""The action plan a human chose: read from the decisions, held to what it may say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pijler_analysis.clean.year import clean_file
from pijler_analysis.errors import DataError, FileError, place
from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.protect.scrub import Scrubber
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import Settings
from pijler_analysis.store import load_names

SOURCE = "activities"
_WRITTEN = ("activity", "owner_role", "goal", "remark", "file", "sheet")
"""Columns in which somebody may have typed a name or an address."""


def read_plan(settings: Settings, year: int) -> pd.DataFrame:
    """Return the activities chosen for a year, from ``data/decisions/actieplan_<year>.xlsx``.

    Returns
    -------
    one row per activity, as the clean table ``activities``

    Raises
    ------
    FileError
        If there is no plan for that year.
    DataError
        If a row or value of it cannot be used, or it names an indicator that does not exist.
    """
    path = plan_path(settings, year)
    cleaned = clean_file(settings, SOURCE, path, year=year)
    for fault in cleaned.rejected.to_dict("records"):
        where = place(fault["file"], sheet=fault["sheet"], row=fault["row"], column=fault["column"])
        raise DataError(f"{where}: {fault['reason']}; verwacht: {fault['expected']}")
    plan = cleaned.tables[SOURCE][list(TABLES[SOURCE].kept)]
    _check_indicators(plan)
    scrubber = Scrubber(load_names(settings))
    return plan.assign(**{name: scrubber.column(plan[name])[0] for name in _WRITTEN})


def plan_path(settings: Settings, year: int) -> Path:
    """Return where the plan of a year is.

    Raises
    ------
    FileError
        If there is none.
    """
    path = settings.decisions / f"actieplan_{year}.xlsx"
    if not path.is_file():
        folder = settings.decisions.relative_to(settings.root).as_posix()
        raise FileError(
            f"{path.name} ontbreekt in {folder}; zet er de activiteiten in die "
            f"voor {year} gekozen zijn, in de vorm van het actieplan van dit jaar"
        )
    return path


def _check_indicators(plan: pd.DataFrame) -> None:
    unknown = plan[plan["indicator"].notna() & ~plan["indicator"].isin(list(CATALOGUE))]
    for activity in unknown.to_dict("records"):
        where = place(activity["file"], sheet=activity["sheet"], row=activity["row"])
        raise DataError(
            f"{where}: indicator {activity['indicator']!r} bestaat niet; "
            f"kies uit {', '.join(CATALOGUE)}"
        )
