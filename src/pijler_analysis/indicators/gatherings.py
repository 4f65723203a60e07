"""Meetings and the yearly day, and what they share with trainings: who came, and who is new."""

from __future__ import annotations

from pijler_analysis.data import YearData
from pijler_analysis.indicators.breakdowns import counts_of
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.doubts import count_of, diaspora_share_of, new_share_of
from pijler_analysis.indicators.measures import count, unknowable
from pijler_analysis.indicators.organisations import (
    as_series,
    ids_at,
    ids_earlier,
    present_at,
    unmarked_at,
)
from pijler_analysis.indicators.session_breakdowns import lines_by

FIRST_YEAR = "in het eerste jaar met gegevens valt niet te weten wie er voor het eerst was"


@indicator(
    id="meeting.attendances",
    name_nl="Deelnames aan ontmoetingsmomenten",
    name_en="Meeting attendances",
    definition="Aanwezigheden op ontmoetingsmomenten.",
    silence="Wie twee keer kwam, telt twee keer; het zegt niet wie elkaar er leerde kennen.",
    numerator="aanwezige deelnemers, per ontmoetingsmoment geteld",
    denominator="",
    tables=("attendance", "sessions"),
    unit="attendances",
    counts="persons",
    protection="persons",
)
def meeting_attendances(data: YearData) -> Rows:
    """Count the attendances at meetings."""
    return attendances_at(data, "meeting")


@indicator(
    id="day.attendances",
    name_nl="Deelnemers aan de Dag van de 4de Pijler",
    name_en="Attendances at the yearly day",
    definition="Aanwezigen op de Dag van de 4de Pijler.",
    silence="Wie even binnenkwam, telt evenveel als wie de hele dag bleef.",
    numerator="aanwezige deelnemers",
    denominator="",
    tables=("attendance", "sessions"),
    unit="attendances",
    counts="persons",
    protection="persons",
)
def day_attendances(data: YearData) -> Rows:
    """Count the people present at the yearly day."""
    return attendances_at(data, "yearly_day")


@indicator(
    id="meeting.organisations",
    name_nl="Organisaties op ontmoetingsmomenten",
    name_en="Organisations at meetings",
    definition="Verschillende organisaties, aanwezig op een ontmoetingsmoment.",
    silence="Het zegt niet met hoeveel een organisatie kwam, en niet of ze er iets aan had.",
    numerator="verschillende organisaties, aanwezig op een ontmoetingsmoment",
    denominator="",
    tables=("attendance", "sessions", "registrations"),
    unit="organisations",
    counts="organisations",
    protection="public",
)
def meeting_organisations(data: YearData) -> Rows:
    """Count the unique organisations at meetings, by province and status."""
    return organisations_at(data, "meeting", by=("province", "municipality_size", "diaspora"))


@indicator(
    id="meeting.first_time_share",
    name_nl="Voor het eerst op ontmoetingsmomenten",
    name_en="First time at meetings",
    definition="Organisaties die voor het eerst op een ontmoetingsmoment waren, als deel van de "
    "verschillende organisaties daar. Voor het eerst: in geen enkel vroeger jaar met gegevens.",
    silence="Wie kwam voor onze gegevens beginnen, lijkt nieuw; hoe minder jaren er zijn, hoe "
    "meer er nieuw lijken.",
    numerator="verschillende organisaties op een ontmoetingsmoment, nooit eerder gezien",
    denominator="verschillende organisaties op een ontmoetingsmoment",
    tables=("attendance", "sessions", "registrations"),
    unit="share",
    counts="organisations",
    protection="public",
    direction=0,
)
def meeting_first_time_share(data: YearData) -> Rows:
    """Share of the unique organisations at meetings that no earlier year of data saw."""
    return first_time_share_at(data, "meeting")


@indicator(
    id="meeting.diaspora_share",
    name_nl="Aandeel diaspora op ontmoetingsmomenten",
    name_en="Diaspora share at meetings",
    definition="Diasporaorganisaties op een ontmoetingsmoment, als deel van de verschillende "
    "organisaties die er waren en waarvan de status geweten is.",
    silence="Het zegt niets over de mensen die kwamen, alleen over hun organisatie, en niets "
    "over wie niet geregistreerd is.",
    numerator="verschillende diasporaorganisaties op een ontmoetingsmoment",
    denominator="verschillende organisaties op een ontmoetingsmoment waarvan de status geweten is",
    tables=("attendance", "sessions", "registrations"),
    unit="share",
    counts="organisations",
    protection="public",
    challenge="diaspora",
)
def meeting_diaspora_share(data: YearData) -> Rows:
    """Share of diaspora among the unique organisations at meetings."""
    return [diaspora_share_of(data, ids_at(data, "meeting"))]


@indicator(
    id="day.organisations",
    name_nl="Organisaties op de Dag",
    name_en="Organisations at the yearly day",
    definition="Verschillende organisaties, aanwezig op de Dag van de 4de Pijler.",
    silence="Het zegt niet met hoeveel een organisatie kwam, en niets over bezoekers zonder "
    "organisatie.",
    numerator="verschillende organisaties, aanwezig op de Dag van de 4de Pijler",
    denominator="",
    tables=("attendance", "sessions", "registrations"),
    unit="organisations",
    counts="organisations",
    protection="public",
)
def day_organisations(data: YearData) -> Rows:
    """Count the unique organisations at the yearly day, by province and status."""
    return organisations_at(data, "yearly_day", by=("province", "municipality_size", "diaspora"))


@indicator(
    id="day.first_time_share",
    name_nl="Voor het eerst op de Dag",
    name_en="First time at the yearly day",
    definition="Organisaties die voor het eerst op de Dag van de 4de Pijler waren, als deel van "
    "de verschillende organisaties daar. Voor het eerst: in geen enkel vroeger jaar met "
    "gegevens.",
    silence="Wie kwam voor onze gegevens beginnen, lijkt nieuw; hoe minder jaren er zijn, hoe "
    "meer er nieuw lijken.",
    numerator="verschillende organisaties op de Dag van de 4de Pijler, nooit eerder gezien",
    denominator="verschillende organisaties op de Dag van de 4de Pijler",
    tables=("attendance", "sessions", "registrations"),
    unit="share",
    counts="organisations",
    protection="public",
    direction=0,
)
def day_first_time_share(data: YearData) -> Rows:
    """Share of the unique organisations at the yearly day that no earlier year of data saw."""
    return first_time_share_at(data, "yearly_day")


@indicator(
    id="day.diaspora_share",
    name_nl="Aandeel diaspora op de Dag",
    name_en="Diaspora share at the yearly day",
    definition="Diasporaorganisaties op de Dag van de 4de Pijler, als deel van de verschillende "
    "organisaties daar. Alleen organisaties waarvan de status geweten is, tellen mee.",
    silence="Het zegt niets over de mensen die kwamen, alleen over hun organisatie, en niets "
    "over wie niet geregistreerd is.",
    numerator="verschillende diasporaorganisaties op de Dag van de 4de Pijler",
    denominator="verschillende organisaties op de Dag waarvan de status geweten is",
    tables=("attendance", "sessions", "registrations"),
    unit="share",
    counts="organisations",
    protection="public",
    challenge="diaspora",
)
def day_diaspora_share(data: YearData) -> Rows:
    """Share of diaspora among the unique organisations at the yearly day."""
    return [diaspora_share_of(data, ids_at(data, "yearly_day"))]


def attendances_at(data: YearData, kind: str, *, by: tuple[str, ...] = ("province",)) -> Rows:
    """Count who was present at sessions of a kind; a blank presence may have been one."""
    unmarked = unmarked_at(data, kind)
    return [
        count(len(present_at(data, kind)), possible=unmarked),
        *lines_by(data, kind, by=by, possible=unmarked),
    ]


def organisations_at(data: YearData, kind: str, *, by: tuple[str, ...]) -> Rows:
    """Count the unique organisations seen at sessions of a kind."""
    seen = ids_at(data, kind)
    return [count_of(data, seen), *counts_of(data, as_series(seen), by=by)]


def first_time_share_at(data: YearData, kind: str) -> Rows:
    """Share of the unique organisations at sessions of a kind that were never seen there before.

    The first year of data cannot know.
    """
    before = ids_earlier(data, lambda year: ids_at(year, kind))
    if before is None:
        return [unknowable(FIRST_YEAR)]
    return [new_share_of(data, ids_at(data, kind), before)]
