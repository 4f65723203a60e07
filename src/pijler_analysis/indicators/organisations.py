"""What the register says of the organisation behind a row, and how many organisations rows are.

Some pairs of organisations may be one and the same: what counts unique organisations is bounded by
all of these being the same, and none of them.
"""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.schema.columns import UNREGISTERED


def active_registrations(data: YearData) -> pd.DataFrame:
    """Return the organisations that were in the register at the end of the year."""
    return data.registrations[data.registrations["registration_status"] == "active"]


def register_column(data: YearData, organisation_ids: pd.Series, column: str) -> pd.Series:
    """Look a column of this year's register up for each organisation; missing if not linked.

    Of an organisation that stands in it twice the active registration counts.
    """
    once = data.registrations.sort_values("registration_status", kind="stable")
    by_id = once.drop_duplicates("organisation_id").set_index("organisation_id")[column]
    return organisation_ids.map(by_id).astype(by_id.dtype)


def is_registered(organisation_ids: pd.Series) -> pd.Series:
    """Flag the organisations that stand in the register of some year."""
    return organisation_ids.notna() & ~organisation_ids.str.startswith(UNREGISTERED).fillna(False)


def unique_organisations(*organisation_ids: pd.Series) -> pd.Series:
    """Return each organisation once."""
    return pd.Series(pd.concat(organisation_ids).dropna().unique(), dtype="string")


def merged_by_doubts(data: YearData, organisation_ids: pd.Series) -> pd.Series:
    """Number unique organisations so that every uncertain pair among them is one organisation."""
    head = {one: one for one in organisation_ids}

    def find(one: str) -> str:
        while head[one] != one:
            one = head[one]
        return one

    for left, right in zip(data.doubts["left"], data.doubts["right"], strict=True):
        if left in head and right in head:
            head[find(right)] = find(left)
    return organisation_ids.map({one: find(one) for one in head})


def doubts_among(data: YearData, organisation_ids: pd.Series) -> int:
    """Count the uncertain pairs with an organisation among these."""
    doubts = data.doubts
    return int(
        (doubts["left"].isin(organisation_ids) | doubts["right"].isin(organisation_ids)).sum()
    )


def doubt_note(pairs: int) -> dict[str, str]:
    """Say in a row that some organisations may be the same; nothing where there are none."""
    if not pairs:
        return {}
    return {
        "note": f"organisaties die misschien dezelfde zijn: {pairs} paren; grenzen als ze het alle "
        "zijn en als geen het is"
    }


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
