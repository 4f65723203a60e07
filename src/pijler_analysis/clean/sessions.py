"""Sessions (trainings, meetings, the yearly day) and the lists of who came."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pijler_analysis.clean.places import located, postcodes
from pijler_analysis.clean.readings import ColumnReader
from pijler_analysis.clean.rows import Context, Draft, Recipe, own_values
from pijler_analysis.clean.values import amounts, booleans, numbers
from pijler_analysis.ingest.cells import fold
from pijler_analysis.ingest.tables import RawTable

_ONLINE = frozenset(
    ("online", "zoom", "teams", "webinar", "digitaal", "livestream", "meet", "jitsi", "webex")
)
_SMALL_WORDS = frozenset(("via", "op", "in", "de", "een", "ms", "microsoft", "google", "meeting"))


def _session_readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
    return {
        "postcode": postcodes(),
        **{
            name: numbers(lowest=0, highest=100_000, whole=True)
            for name in ("capacity", "evaluations", "satisfied")
        },
        "cost_eur": amounts(),
    }


def _derive_session(draft: Draft) -> None:
    """Add where it was held, with the borders of the year; an online place is no place.

    A place stands in for the postcode and for the mark of online sessions where the source has no
    column for these.
    """
    frame = draft.frame
    if "is_online" not in draft.delivered:
        is_online = _says_online(frame["place"])
        draft.settle("is_online", is_online, "online of niet volgens de plaats", told_by="place")
    known = ["postcode"] if "postcode" in draft.delivered else ["postcode", "municipality"]
    where = located(frame.assign(municipality=frame["place"])[known], year=draft.context.year)
    frame[["province", "region"]] = where[["province", "region"]]
    draft.reject_values(
        (frame["satisfied"] > frame["evaluations"]).fillna(False),
        "satisfied",
        reason="meer tevreden deelnemers dan ingevulde evaluaties",
        expected="hoogstens het aantal evaluaties",
    )


def _says_online(places: pd.Series) -> pd.Series:
    """Tell whether a place is online; missing where there is none, or both at once.

    >>> _says_online(pd.Series(["online (Zoom)", "Leuven", "Leuven en online", None])).tolist()
    [True, False, <NA>, <NA>]
    """
    told = {place: _is_online(place) for place in places.dropna().unique()}
    return places.map(told).astype("boolean")


def _is_online(place: str) -> bool | None:
    words = set(fold(place).split()) - _SMALL_WORDS
    if words & _ONLINE:
        return True if words <= _ONLINE else None
    return False


def _attendance_readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
    return {
        "is_present": booleans(spelled="presence", own=own_values(raw.source, "is_present")),
    }


def _derive_attendance(draft: Draft) -> None:
    """Name the session after its sheet where it has one, and number the lines of each list."""
    frame = draft.frame
    if draft.raw.source.layout == "sheet_per_session":
        frame["session_id"] = pd.Series(
            [str(sheet).strip() for _, sheet, _ in draft.raw.places], dtype="string"
        )
    number = frame.groupby("session_id", sort=False).cumcount() + 1
    frame["attendance_id"] = frame["session_id"] + "-" + number.astype("string")


SESSIONS = Recipe("sessions", _session_readers, _derive_session)
ATTENDANCE = Recipe("attendance", _attendance_readers, _derive_attendance)


def lists_without_session(sessions: pd.DataFrame, attendance: pd.DataFrame) -> list[str]:
    """Return the codes on attendance lists that no session of the year has."""
    listed = attendance["session_id"].dropna().unique()
    return sorted(set(listed) - set(sessions["session_id"]))
