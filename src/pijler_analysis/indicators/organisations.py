"""What the register says of the organisation behind a row, and which organisations came where.

Most of it is derived once a year and asked for by many indicators. What is uncertain about names
is in ``doubts``.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.schema.columns import UNREGISTERED

Ids = frozenset[str]
"""Different organisations, registered or not."""


_REGISTER = ["organisation_id", "organisation_name", "is_diaspora", "partner_countries", "themes",
             "confirmed_on", "has_newsletter"]  # fmt: skip
_LINES = ["session_id", "organisation_id", "organisation_name", "person_id", "is_present"]


@once_a_year
def active_registrations(data: YearData) -> pd.DataFrame:
    """Return the organisations that were in the register at the end of the year."""
    return data.registrations.loc[data.registrations["registration_status"] == "active", _REGISTER]


@once_a_year
def registered_at_start(data: YearData) -> pd.Series:
    """Return the organisations that stood in the register on the first of January."""
    start = pd.Timestamp(data.year, 1, 1)
    register = data.registrations
    still_there = (register["registration_status"] == "active") | (register["ended_on"] >= start)
    return register.loc[(register["registered_on"] < start) & still_there, "organisation_id"]


def register_column(data: YearData, organisation_ids: pd.Series, column: str) -> pd.Series:
    """Look a column of this year's register up for each organisation; missing if not linked."""
    values = data.registrations[column].array
    rows = register_rows(data, organisation_ids)
    return pd.Series(
        pd.api.extensions.take(values, rows, allow_fill=True), index=organisation_ids.index
    )


def register_rows(data: YearData, organisation_ids: pd.Series) -> np.ndarray:
    """Return the row of each organisation in this year's register; -1 if it is not there.

    Of an organisation that stands in it twice the active registration counts.
    """
    index, rows = _register_index(data)
    found = index.get_indexer(pd.Index(organisation_ids.to_numpy(dtype=object)))
    return np.append(rows, -1)[found]


@once_a_year
def _register_index(data: YearData) -> tuple[pd.Index, np.ndarray]:
    """Return the organisations of the register, each once, and their rows."""
    register = data.registrations
    order = np.argsort((register["registration_status"] == "ended").to_numpy(), kind="stable")
    ids = pd.Index(register["organisation_id"].to_numpy(dtype=object)[order])
    first = ~ids.duplicated()
    return ids[first], order[first]


def is_registered(organisation_ids: pd.Series) -> pd.Series:
    """Flag the organisations that stand in the register of some year."""
    return organisation_ids.notna() & ~organisation_ids.str.startswith(UNREGISTERED).fillna(False)


@once_a_year
def present_at(data: YearData, kind: str) -> pd.DataFrame:
    """Return the attendance lines of sessions of a kind on which someone was present."""
    lines = listed_at(data, kind)
    return lines[lines["is_present"].fillna(False)]


@once_a_year
def listed_at(data: YearData, kind: str) -> pd.DataFrame:
    """Return all attendance lines of sessions of a kind."""
    sessions = data.sessions.loc[data.sessions["session_kind"] == kind, "session_id"]
    return data.attendance.loc[data.attendance["session_id"].isin(sessions), _LINES]


@once_a_year
def unmarked_at(data: YearData, kind: str) -> int:
    """Count the attendance lines of sessions of a kind that do not say who was present."""
    return int(listed_at(data, kind)["is_present"].isna().sum())


def ids_in(table: pd.DataFrame) -> Ids:
    """Return the different organisations the rows of a table stand for."""
    return different(table["organisation_id"])


def different(ids: pd.Series) -> Ids:
    """Return the different ones in a column."""
    return frozenset(ids.dropna().to_numpy(dtype=object))


@once_a_year
def ids_at(data: YearData, kind: str) -> Ids:
    """Return the different organisations seen at sessions of a kind."""
    return ids_in(present_at(data, kind))


@once_a_year
def ids_asking(data: YearData) -> Ids:
    """Return the different organisations that asked the helpdesk something."""
    return ids_in(data.helpdesk)


@once_a_year
def ids_applying(data: YearData) -> Ids:
    """Return the different organisations that applied to the fund."""
    return ids_in(data.fund)


def ids_earlier(data: YearData, ids_of: Callable[[YearData], Ids]) -> Ids | None:
    """Return the organisations seen in any earlier year; None where there is no earlier year."""
    if not data.earlier:
        return None
    return frozenset().union(*(ids_of(before) for before in data.earlier))


def as_series(ids: Ids) -> pd.Series:
    """Return organisations as a column, always in the same order."""
    return pd.Series(np.array(sorted(ids), dtype=object), dtype="string")
