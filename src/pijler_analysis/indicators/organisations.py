"""What the register says of the organisation behind a row."""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData


def active_registrations(data: YearData) -> pd.DataFrame:
    """Return the organisations that were in the register at the end of the year."""
    return data.registrations[data.registrations["registration_status"] == "active"]


def register_column(data: YearData, organisation_ids: pd.Series, column: str) -> pd.Series:
    """Look a column of this year's register up for each organisation; missing if not linked."""
    register = data.registrations[["organisation_id", column]]
    by_id = register.set_index("organisation_id")[column]
    return organisation_ids.map(by_id).astype(by_id.dtype)


def named_but_unlinked(table: pd.DataFrame) -> pd.Series:
    """Flag rows that name an organisation which could not be tied to the register."""
    return table["organisation_id"].isna() & table["organisation_name"].notna()


def present_at(data: YearData, kind: str) -> pd.DataFrame:
    """Return the attendance lines of sessions of a kind on which someone was present."""
    return data.attendance[_is_of_kind(data, kind) & data.attendance["is_present"].fillna(False)]


def unmarked_at(data: YearData, kind: str) -> int:
    """Count the attendance lines of sessions of a kind that do not say who was present."""
    return int((_is_of_kind(data, kind) & data.attendance["is_present"].isna()).sum())


def _is_of_kind(data: YearData, kind: str) -> pd.Series:
    """Flag the attendance lines of all sessions of a kind."""
    sessions = data.sessions.loc[data.sessions["session_kind"] == kind, "session_id"]
    return data.attendance["session_id"].isin(sessions)
