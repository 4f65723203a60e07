"""Training, meetings and the yearly day: sessions, who came, and how much of the register."""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.measures import count, counts_by, ratio
from pijler_analysis.indicators.organisations import (
    doubt_note,
    doubts_among,
    merged_by_doubts,
    present_at,
    unique_organisations,
    unmarked_at,
)
from pijler_analysis.schema.columns import PROVINCES

ONLINE = "online"


@indicator(
    id="training.sessions",
    name_nl="Vormingen",
    name_en="Training sessions",
    definition="Vormingen die in het jaar gehouden zijn; een reeks telt per bijeenkomst.",
    numerator="gehouden vormingen",
    denominator="",
    tables=("sessions",),
    unit="sessions",
    counts="sessions",
    protection="workload",
)
def training_sessions(data: YearData) -> Rows:
    """Count the training sessions of the year, by theme."""
    sessions = data.sessions[data.sessions["session_kind"] == "training"]
    rejected = data.rejected_rows("sessions")
    return [
        count(len(sessions), possible=rejected),
        *counts_by(sessions["session_theme"], by="theme", possible=rejected),
    ]


@indicator(
    id="training.attendances",
    name_nl="Deelnames aan vormingen",
    name_en="Training attendances",
    definition="Aanwezigheden op vormingen: wie drie vormingen volgt, telt drie keer.",
    numerator="aanwezige deelnemers, per vorming geteld",
    denominator="",
    tables=("attendance", "sessions"),
    unit="attendances",
    counts="persons",
    protection="persons",
    headline=True,
)
def training_attendances(data: YearData) -> Rows:
    """Count the attendances at trainings, by the province of the session."""
    return _attendances(data, "training")


@indicator(
    id="training.organisations",
    name_nl="Organisaties op vorming",
    name_en="Organisations trained",
    definition="Verschillende organisaties die minstens een vorming volgden, geregistreerd of "
    "niet.",
    numerator="verschillende organisaties, aanwezig op minstens een vorming",
    denominator="",
    tables=("attendance", "sessions", "registrations"),
    unit="organisations",
    counts="organisations",
    protection="public",
    version=2,
)
def training_organisations(data: YearData) -> Rows:
    """Count the unique organisations seen at trainings."""
    trained = unique_organisations(present_at(data, "training")["organisation_id"])
    pairs = doubts_among(data, trained)
    low = {"low": merged_by_doubts(data, trained).nunique()}
    return [count(len(trained)) | low | doubt_note(pairs)]


@indicator(
    id="training.reach",
    name_nl="Bereik van de vormingen",
    name_en="Training reach",
    definition="Deel van de organisaties die bij het begin van het jaar geregistreerd waren, dat "
    "in het jaar minstens een vorming volgde.",
    numerator="geregistreerde organisaties, aanwezig op minstens een vorming",
    denominator="organisaties, geregistreerd op 1 januari",
    tables=("attendance", "sessions", "registrations"),
    unit="share",
    counts="organisations",
    protection="public",
    headline=True,
)
def training_reach(data: YearData) -> Rows:
    """Share of the organisations registered at the start of the year that came to a training."""
    eligible = _registered_at_start(data).drop_duplicates()
    trained = unique_organisations(present_at(data, "training")["organisation_id"])
    reached = int(eligible.isin(trained).sum())
    if eligible.empty:
        return [ratio(reached, 0)]
    more = _perhaps_reached(data, eligible[~eligible.isin(trained)], trained)
    row = ratio(reached, len(eligible), high=(reached + more) / len(eligible))
    return [row | doubt_note(doubts_among(data, trained))]


def _perhaps_reached(data: YearData, eligible: pd.Series, trained: pd.Series) -> int:
    """Count how many more were reached if the uncertain pairs are all the same.

    One that came stands for one registered organisation at most.
    """
    left, right = data.doubts["left"], data.doubts["right"]
    both = pd.DataFrame({"one": pd.concat([left, right]), "other": pd.concat([right, left])})
    both = both[both["one"].isin(eligible) & both["other"].isin(trained)]
    return min(both["one"].nunique(), both["other"].nunique())


def _registered_at_start(data: YearData) -> pd.Series:
    """Return the organisations that stood in the register on the first of January."""
    start = pd.Timestamp(data.year, 1, 1)
    register = data.registrations
    still_there = (register["registration_status"] == "active") | (register["ended_on"] >= start)
    return register.loc[(register["registered_on"] < start) & still_there, "organisation_id"]


@indicator(
    id="meeting.attendances",
    name_nl="Deelnames aan ontmoetingsmomenten",
    name_en="Meeting attendances",
    definition="Aanwezigheden op ontmoetingsmomenten.",
    numerator="aanwezige deelnemers, per ontmoetingsmoment geteld",
    denominator="",
    tables=("attendance", "sessions"),
    unit="attendances",
    counts="persons",
    protection="persons",
)
def meeting_attendances(data: YearData) -> Rows:
    """Count the attendances at meetings."""
    return _attendances(data, "meeting")


@indicator(
    id="day.attendances",
    name_nl="Deelnemers aan de Dag van de 4de Pijler",
    name_en="Attendances at the yearly day",
    definition="Aanwezigen op de Dag van de 4de Pijler.",
    numerator="aanwezige deelnemers",
    denominator="",
    tables=("attendance", "sessions"),
    unit="attendances",
    counts="persons",
    protection="persons",
)
def day_attendances(data: YearData) -> Rows:
    """Count the people present at the yearly day."""
    return _attendances(data, "yearly_day")


def _attendances(data: YearData, kind: str) -> Rows:
    """Count who was present at sessions of a kind; a blank presence may have been one."""
    unmarked = unmarked_at(data, kind)
    present = present_at(data, kind)
    sessions = data.sessions[["session_id", "province", "is_online"]].set_index("session_id")
    places = sessions["province"].mask(sessions["is_online"].fillna(False), ONLINE)
    where, expected = present["session_id"].map(places), (*PROVINCES, ONLINE)
    return [
        count(len(present), possible=unmarked),
        *counts_by(where, by="province", expected=expected, possible=unmarked),
    ]
