"""Training: sessions, who came, how much of the register, who came back."""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.breakdowns import ORGANISATION_BREAKDOWNS, parts_of
from pijler_analysis.indicators.catalogue import Row, Rows, indicator
from pijler_analysis.indicators.doubts import part_of
from pijler_analysis.indicators.gatherings import (
    attendances_at,
    first_time_share_at,
    organisations_at,
)
from pijler_analysis.indicators.measures import (
    count,
    ratio,
    share,
    status_share,
    unknowable,
)
from pijler_analysis.indicators.organisations import (
    ids_at,
    listed_at,
    present_at,
    registered_at_start,
)
from pijler_analysis.indicators.session_breakdowns import organisations_by, sessions_by


@indicator(
    id="training.sessions",
    name_nl="Vormingen",
    name_en="Training sessions",
    definition="Vormingen die in het jaar gehouden zijn; een reeks telt per bijeenkomst.",
    silence="Het zegt niet hoe lang een vorming duurde, hoeveel er kwamen of wat ze leerden.",
    numerator="gehouden vormingen",
    denominator="",
    tables=("sessions",),
    unit="sessions",
    counts="sessions",
    protection="workload",
)
def training_sessions(data: YearData) -> Rows:
    """Count the training sessions of the year, by theme, place, way and partner."""
    rejected = data.rejected_rows("sessions")
    return [
        count(len(_trainings(data)), possible=rejected),
        *sessions_by(data, "training", possible=rejected),
    ]


@indicator(
    id="training.attendances",
    name_nl="Deelnames aan vormingen",
    name_en="Training attendances",
    definition="Aanwezigheden op vormingen: wie drie vormingen volgt, telt drie keer.",
    silence="Het zegt niet hoeveel verschillende mensen kwamen, en niet of ze er iets aan hadden.",
    numerator="aanwezige deelnemers, per vorming geteld",
    denominator="",
    tables=("attendance", "sessions"),
    unit="attendances",
    counts="persons",
    protection="persons",
    headline=True,
)
def training_attendances(data: YearData) -> Rows:
    """Count the attendances at trainings, by what the session was."""
    return attendances_at(data, "training", by=("theme", "province", "held", "partner"))


@indicator(
    id="training.organisations",
    name_nl="Organisaties op vorming",
    name_en="Organisations trained",
    definition="Verschillende organisaties die minstens een vorming volgden, geregistreerd of "
    "niet.",
    silence="Een organisatie die met een iemand een avond kwam, telt evenveel als een die met "
    "vijf het hele jaar kwam.",
    numerator="verschillende organisaties, aanwezig op minstens een vorming",
    denominator="",
    tables=("attendance", "sessions", "registrations"),
    unit="organisations",
    counts="organisations",
    protection="public",
    version=2,
)
def training_organisations(data: YearData) -> Rows:
    """Count the unique organisations seen at trainings, by what they are and what they took."""
    return [
        *organisations_at(data, "training", by=ORGANISATION_BREAKDOWNS),
        *organisations_by(data, "training", by=("theme", "held", "partner")),
    ]


@indicator(
    id="training.reach",
    name_nl="Bereik van de vormingen",
    name_en="Training reach",
    definition="Organisaties die in het jaar minstens een vorming volgden, als deel van wie op 1 "
    "januari geregistreerd was.",
    silence="Het zegt niets over organisaties die niet geregistreerd zijn.",
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
    listed, seen = frozenset(registered_at_start(data)), ids_at(data, "training")
    return [
        part_of(data, listed, seen),
        *parts_of(data, listed, seen, by=ORGANISATION_BREAKDOWNS),
    ]


@indicator(
    id="training.first_time_share",
    name_nl="Voor het eerst op vorming",
    name_en="First time at a training",
    definition="Organisaties die voor het eerst op vorming waren, als deel van de verschillende "
    "organisaties op vorming. Voor het eerst: in geen enkel vroeger jaar met gegevens.",
    silence="Wie kwam voor onze gegevens beginnen, lijkt nieuw; en een organisatie die vroeger "
    "kwam, kan nu iemand anders sturen.",
    numerator="verschillende organisaties op vorming, nooit eerder gezien",
    denominator="verschillende organisaties op vorming",
    tables=("attendance", "sessions"),
    unit="share",
    counts="organisations",
    protection="public",
    direction=0,
)
def training_first_time_share(data: YearData) -> Rows:
    """Share of the unique organisations trained that no earlier year of data saw."""
    return first_time_share_at(data, "training")


@indicator(
    id="training.returning_share",
    name_nl="Terug op vorming",
    name_en="Back at a training",
    definition="Organisaties die vorig jaar een vorming volgden: welk deel dit jaar opnieuw een "
    "volgde.",
    silence="Wie niet terugkwam, kan genoeg geleerd hebben; het zegt niet of dat goed of slecht "
    "is.",
    numerator="organisaties, aanwezig op vorming in dit en in het vorige jaar",
    denominator="organisaties, aanwezig op vorming in het vorige jaar",
    tables=("attendance", "sessions"),
    unit="share",
    counts="organisations",
    protection="public",
)
def training_returning_share(data: YearData) -> Rows:
    """Share of last year's organisations that came to a training again."""
    if data.previous is None:
        return [unknowable("van het jaar ervoor zijn er geen gegevens")]
    before, seen = ids_at(data.previous, "training"), ids_at(data, "training")
    return [part_of(data, before, seen), *parts_of(data, before, seen, by=("diaspora",))]


@indicator(
    id="training.occupancy",
    name_nl="Bezetting van de vormingen",
    name_en="Occupancy of trainings",
    definition="Aanwezigen op vormingen, als deel van de plaatsen die er waren.",
    silence="Een volle zaal zegt niets over wie aan de deur bleef of wie zich niet meer inschreef.",
    numerator="aanwezigen op vormingen waarvan het aantal plaatsen geweten is",
    denominator="plaatsen op die vormingen",
    tables=("attendance", "sessions"),
    unit="share",
    counts="persons",
    protection="persons",
)
def training_occupancy(data: YearData) -> Rows:
    """Divide who came by the places there were."""
    sessions = data.sessions
    offered = sessions[(sessions["session_kind"] == "training") & (sessions["capacity"] > 0)]
    lines = listed_at(data, "training")
    lines = lines[lines["session_id"].isin(offered["session_id"])]
    present, unmarked = int(lines["is_present"].sum()), int(lines["is_present"].isna().sum())
    places = int(offered["capacity"].sum())
    high = (present + unmarked) / places if places else None
    return [ratio(present, places, high=high)]


@indicator(
    id="training.no_show_share",
    name_nl="Ingeschreven en niet gekomen",
    name_en="No-show at trainings",
    definition="Mensen op de lijst van een vorming die er niet waren, als deel van wie op de "
    "lijst staat. Alleen wie als aanwezig of afwezig genoteerd is, telt mee.",
    silence="Het zegt niet waarom iemand niet kwam, en niets over vormingen waar niemand een "
    "lijst afvinkte.",
    numerator="ingeschreven deelnemers die er niet waren",
    denominator="ingeschreven deelnemers van wie de aanwezigheid genoteerd is",
    tables=("attendance", "sessions"),
    unit="share",
    counts="persons",
    protection="persons",
    direction=-1,
)
def training_no_show_share(data: YearData) -> Rows:
    """Share of those enrolled who did not come."""
    return [status_share(~listed_at(data, "training")["is_present"])]


@indicator(
    id="training.online_share",
    name_nl="Vormingen online",
    name_en="Trainings online",
    definition="Vormingen die online gehouden werden, als deel van alle vormingen waarvan geweten "
    "is hoe ze gehouden werden.",
    silence="Het zegt niet wat deelnemers liever hebben, en niet waar ze beter leren.",
    numerator="vormingen online",
    denominator="vormingen, online of ter plaatse",
    tables=("sessions",),
    unit="share",
    counts="sessions",
    protection="workload",
    direction=0,
)
def training_online_share(data: YearData) -> Rows:
    """Share of the trainings that was held online."""
    return [status_share(_trainings(data)["is_online"], outside=data.rejected_rows("sessions"))]


@indicator(
    id="training.partner_share",
    name_nl="Vormingen met een partner",
    name_en="Trainings with a partner",
    definition="Vormingen die samen met een partner gegeven werden, zoals een provincie of een "
    "gemeente, als deel van alle vormingen.",
    silence="Het zegt niet wat de partner bijdroeg: een zaal telt evenveel als een hele vorming.",
    numerator="vormingen waarbij een partner genoteerd is",
    denominator="gehouden vormingen",
    tables=("sessions",),
    unit="share",
    counts="sessions",
    protection="workload",
)
def training_partner_share(data: YearData) -> Rows:
    """Share of the trainings given with a partner; a blank cell is no partner."""
    with_partner = _trainings(data)["session_partner"].notna()
    return [status_share(with_partner, outside=data.rejected_rows("sessions"))]


@indicator(
    id="training.satisfaction",
    name_nl="Tevreden na een vorming",
    name_en="Satisfied after a training",
    definition="Deelnemers die op het evaluatieformulier tevreden of zeer tevreden zijn, als deel "
    "van wie het formulier invulde. De grenzen zijn die waarbij iedereen die er was en geen "
    "formulier invulde, ontevreden of tevreden is.",
    silence="Op het einde van een avond is men vlug tevreden; het zegt niet wat deelnemers nadien "
    "anders deden.",
    numerator="formulieren met tevreden of zeer tevreden",
    denominator="ingevulde formulieren",
    tables=("sessions", "attendance"),
    unit="share",
    counts="answers",
    protection="answers",
)
def training_satisfaction(data: YearData) -> Rows:
    """Share of satisfied among the evaluation forms, in all and per theme."""
    held = _trainings(data)
    asked = held[held["evaluations"].notna() & held["satisfied"].notna()]
    there = present_at(data, "training")["session_id"].value_counts()
    came = asked["session_id"].map(there).astype("Int64").fillna(0)
    return [
        _satisfied(asked, came),
        *(
            _satisfied(part, came[part.index]) | {"by": "theme", "group": theme}
            for theme, part in asked.groupby("session_theme")
        ),
    ]


def _satisfied(sessions: pd.DataFrame, came: pd.Series) -> Row:
    forms, satisfied = int(sessions["evaluations"].sum()), int(sessions["satisfied"].sum())
    silent = max(0, int(came.sum()) - forms)
    return share(satisfied, forms - satisfied, silent)


@indicator(
    id="training.cost_eur",
    name_nl="Kosten per deelname",
    name_en="Cost per attendance",
    definition="Wat de vormingen waarvan de kosten genoteerd zijn samen kostten, gedeeld door de "
    "deelnames eraan; lonen tellen niet mee.",
    silence="Goedkoper is niet beter: een kleine groep leert soms meer. De uren van het team "
    "zitten er niet in.",
    numerator="kosten in euro",
    denominator="aanwezigen op vormingen waarvan de kosten genoteerd zijn",
    tables=("sessions", "attendance"),
    unit="eur",
    counts="euro",
    protection="workload",
    direction=-1,
)
def training_cost_eur(data: YearData) -> Rows:
    """Divide what the trainings cost by who came; a blank presence may have been one more."""
    priced = priced_trainings(data)
    if priced.empty:
        return [unknowable("van geen enkele vorming zijn de kosten genoteerd")]
    lines = listed_at(data, "training")
    lines = lines[lines["session_id"].isin(priced["session_id"])]
    came, unmarked = int(lines["is_present"].sum()), int(lines["is_present"].isna().sum())
    cost = float(priced["cost_eur"].sum())
    return [ratio(cost, came, low=cost / (came + unmarked) if came else None)]


def priced_trainings(data: YearData) -> pd.DataFrame:
    """Return the trainings of which somebody noted the cost."""
    held = _trainings(data)
    return held[held["cost_eur"].notna()]


def _trainings(data: YearData) -> pd.DataFrame:
    return data.sessions[data.sessions["session_kind"] == "training"]
