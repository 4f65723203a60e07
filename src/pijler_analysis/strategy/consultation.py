"""With whom a plan was discussed: their advice, and why the plan departs from it where it does."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pijler_analysis.clean.decisions import read_entries
from pijler_analysis.errors import DataError
from pijler_analysis.settings import Settings

BODIES = ("steering_group", "panel", "management")
COLUMNS = ("who", "date", "advice", "followed", "why")


def read_consultation(settings: Settings, year: int) -> pd.DataFrame:
    """Return the advice on the plan of a year, from ``data/decisions/overleg_<year>.toml``.

    Returns
    -------
    ``who`` (steering_group, panel, management), ``date, advice, followed, why``; empty where
    nothing was written down

    Raises
    ------
    DataError
        If an entry lacks a field, or departs from advice without saying why.
    """
    path = settings.decisions / f"overleg_{year}.toml"
    if not path.is_file():
        return pd.DataFrame(columns=list(COLUMNS))
    entries = read_entries(path, "advice")
    for number, entry in enumerate(entries, start=1):
        problem = _problem(entry)
        if problem:
            raise DataError(f"{path.name}, advies {number}: {problem}")
    return pd.DataFrame(entries, columns=list(COLUMNS)).sort_values("date", ignore_index=True)


def _problem(entry: dict) -> str:
    """Return what is wrong with an entry, empty where nothing is."""
    missing = [name for name in COLUMNS if name not in entry]
    if missing:
        return f"{missing[0]!r} ontbreekt"
    unknown = sorted(set(entry) - set(COLUMNS))
    if unknown:
        return f"{unknown[0]!r} is niet bekend"
    if entry["who"] not in BODIES:
        return f"who is {', '.join(BODIES)}"
    if type(entry["date"]) is not date:  # a moment is a date to Python, and sorts with none
        return "date is een datum als 2024-11-14"
    if not isinstance(entry["followed"], bool):
        return "followed is true of false"
    for name in ("advice", "why"):
        if not isinstance(entry[name], str):
            return f"{name} is een tekst tussen aanhalingstekens"
    if not entry["advice"].strip():
        return "zeg bij advice wat het advies was"
    if not entry["followed"] and not entry["why"].strip():
        return "zeg bij why waarom het plan ervan afwijkt"
    return ""
