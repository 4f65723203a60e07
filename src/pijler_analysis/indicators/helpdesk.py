"""Helpdesk: how many questions, from whom, how fast answered, and what that asks of the team."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from pijler_analysis.calendar import working_days
from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.helpdesk_load import process_view
from pijler_analysis.indicators.measures import (
    count,
    counts_by,
    parts_by,
    ratio,
    share,
    status_share,
)
from pijler_analysis.schema.columns import ASKERS, CHALLENGES, CHANNELS
from pijler_analysis.stats.counts import waiting_time

TOPICS = (*CHALLENGES, "other")
WAYS = {"asker": ASKERS, "channel": CHANNELS, "topic": TOPICS}
"""How the questions divide: who asked, how, and on which of the challenges."""
NEVER = 10_000.0
"""Working days that no answer takes."""


@indicator(
    id="helpdesk.questions",
    name_nl="Vragen aan de helpdesk",
    name_en="Helpdesk questions",
    definition="Vragen die in het jaar bij de helpdesk binnenkwamen, langs alle wegen samen.",
    silence="Het zegt niet hoeveel werk een vraag vroeg, en niet wie een vraag had en ze niet "
    "stelde.",
    numerator="vragen in het logboek",
    denominator="",
    tables=("helpdesk",),
    unit="questions",
    counts="questions",
    protection="persons",
    workload_by=("channel", "topic"),
    direction=0,
)
def helpdesk_questions(data: YearData) -> Rows:
    """Count the questions of the year, by asker, channel and topic."""
    questions, rejected = data.helpdesk, data.rejected_rows("helpdesk")
    rows = [count(len(questions), possible=rejected)]
    for by, expected in WAYS.items():
        rows += counts_by(questions[by], by=by, expected=expected, possible=rejected)
    return rows


@indicator(
    id="helpdesk.questions_share",
    name_nl="Verdeling van de vragen",
    name_en="Division of the questions",
    definition="Vragen per kanaal, soort vrager of onderwerp, als deel van de vragen waarvan dat "
    "genoteerd is. De onderwerpen zijn de elf uitdagingen, en al de rest.",
    silence="Een groter deel kan ook betekenen dat er over de rest minder gevraagd werd.",
    numerator="vragen van het kanaal, de vrager of het onderwerp",
    denominator="vragen waarvan dat genoteerd is",
    tables=("helpdesk",),
    unit="share",
    counts="questions",
    protection="persons",
    workload_by=("channel", "topic"),
    direction=0,
)
def helpdesk_questions_share(data: YearData) -> Rows:
    """Divide the questions over channels, askers and topics; a blank may be of any group."""
    lost = data.rejected_rows("helpdesk")
    rows: Rows = []
    for by, expected in WAYS.items():
        told = Counter(data.helpdesk[by].dropna().to_numpy(dtype=object))
        known = told.total()
        blank = len(data.helpdesk) - known
        rows += [
            share(told[group], known - told[group], blank, outside=lost, by=by, group=group)
            for group in expected
        ]
    return rows


@indicator(
    id="helpdesk.conversations",
    name_nl="Persoonlijke gesprekken",
    name_en="Helpdesk conversations",
    definition="Vragen aan de helpdesk die in een persoonlijk gesprek behandeld werden.",
    silence="Het zegt niet hoe lang een gesprek duurde en niet of het hielp.",
    numerator="vragen met als kanaal een persoonlijk gesprek",
    denominator="",
    tables=("helpdesk",),
    unit="questions",
    counts="questions",
    protection="workload",
    direction=0,
)
def helpdesk_conversations(data: YearData) -> Rows:
    """Count the questions handled in a personal conversation."""
    channel = data.helpdesk["channel"]
    possible = int(channel.isna().sum()) + data.rejected_rows("helpdesk")
    return [count(int((channel == "conversation").sum()), possible=possible)]


@indicator(
    id="helpdesk.questions_per_fte",
    name_nl="Vragen per voltijdse medewerker",
    name_en="Helpdesk questions per FTE",
    definition="Vragen aan de helpdesk, gedeeld door het aantal voltijdse krachten van het "
    "steunpunt.",
    silence="Het team doet veel meer dan vragen beantwoorden; het zegt niet hoeveel van de tijd "
    "ernaartoe gaat.",
    numerator="vragen in het logboek",
    denominator="voltijdse krachten van het steunpunt",
    tables=("helpdesk",),
    unit="questions_per_fte",
    counts="questions",
    protection="workload",
    direction=0,
)
def helpdesk_questions_per_fte(data: YearData) -> Rows:
    """Divide the questions by the team's full-time equivalents."""
    questions, fte = len(data.helpdesk), data.settings.capacity.fte
    if not fte:
        return [ratio(questions, 0)]
    row = ratio(questions, fte, high=(questions + data.rejected_rows("helpdesk")) / fte)
    return [row, process_view(questions, fte)]


@indicator(
    id="helpdesk.response_days",
    name_nl="Antwoordtijd van de helpdesk",
    name_en="Helpdesk response time",
    definition="Aantal werkdagen waarbinnen de helft van de vragen beantwoord was. Een vraag die "
    "op het einde van het jaar nog open stond, telt mee als wachtend.",
    silence="Het zegt niet of het antwoord hielp; de traagste vragen vallen buiten de mediaan.",
    numerator="",
    denominator="",
    tables=("helpdesk",),
    unit="days",
    counts="questions",
    protection="workload",
    direction=-1,
    headline=True,
)
def helpdesk_response_days(data: YearData) -> Rows:
    """Median working days to an answer, open questions counted as still waiting (Kaplan–Meier).

    Questions that were rejected, and answers whose date could not be read, may have been answered
    at once or not at all: that gives the bounds.
    """
    return _wait_until(data, "median")


@indicator(
    id="helpdesk.response_days_nine_in_ten",
    name_nl="Antwoordtijd van negen op tien vragen",
    name_en="Response time of nine in ten questions",
    definition="Aantal werkdagen waarbinnen negen op tien vragen beantwoord waren. Een vraag die "
    "op het einde van het jaar nog open stond, telt mee als wachtend.",
    silence="Hoe lang de traagste tien procent wachtte, zegt het niet; een moeilijke vraag mag "
    "langer duren.",
    numerator="",
    denominator="",
    tables=("helpdesk",),
    unit="days",
    counts="questions",
    protection="workload",
    direction=-1,
)
def helpdesk_response_days_nine_in_ten(data: YearData) -> Rows:
    """Working days to the answer of nine questions in ten, bounded like the median."""
    return _wait_until(data, "p90")


@indicator(
    id="helpdesk.referrals_share",
    name_nl="Doorverwezen vragen",
    name_en="Questions referred",
    definition="Vragen waarbij genoteerd is naar wie ze doorverwezen werden, als deel van alle "
    "vragen.",
    silence="Het zegt niet of wie doorverwezen werd, daar ook geholpen is; een blanco cel telt "
    "als niet doorverwezen.",
    numerator="vragen met een doorverwijzing",
    denominator="vragen in het logboek",
    tables=("helpdesk",),
    unit="share",
    counts="questions",
    protection="workload",
    direction=0,
)
def helpdesk_referrals_share(data: YearData) -> Rows:
    """Share of the questions that was referred to someone else, by topic; a blank is not."""
    referred = data.helpdesk["referred_to"].notna()
    return [
        status_share(referred, outside=data.rejected_rows("helpdesk")),
        *parts_by(referred, data.helpdesk["topic"], by="topic", expected=TOPICS),
    ]


def _wait_until(data: YearData, which: str) -> Rows:
    """Return the working days by which a part of the questions had its answer."""
    days, answered = _waits(data)
    unknown = data.rejected_rows("helpdesk") + data.rejected_values("helpdesk", "answered_on")
    at_once, never = np.zeros(unknown), np.full(unknown, NEVER)
    limits = {
        "low": _waited(np.append(days, at_once), np.append(answered, at_once == 0), which),
        "high": _waited(np.append(days, never), np.append(answered, never == 0), which),
    }
    row = count(_waited(days, answered, which)) | limits
    return [row | {"numerator": None, "denominator": len(days), "method": "kaplan-meier"}]


@once_a_year
def _waits(data: YearData) -> tuple[np.ndarray, np.ndarray]:
    """Return the working days each question waited, and whether that ended in an answer."""
    questions = data.helpdesk
    year_end = pd.Series(pd.Timestamp(data.year, 12, 31), index=questions.index)
    waited = working_days(questions["asked_on"], year_end, own_holidays=data.settings.holidays)
    answered = questions["response_days"].notna().to_numpy()
    days = questions["response_days"].fillna(waited.clip(lower=0)).to_numpy(dtype=float)
    return days, answered


def _waited(days: np.ndarray, answered: np.ndarray, which: str) -> float:
    return waiting_time(days, answered.astype(bool))[which] if len(days) else np.nan
