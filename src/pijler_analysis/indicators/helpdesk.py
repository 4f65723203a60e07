"""Helpdesk: how many questions, from whom, how fast answered, and what that asks of the team."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pijler_analysis.calendar import working_days
from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.measures import count, counts_by, ratio
from pijler_analysis.schema.columns import ASKERS, CHALLENGES, CHANNELS
from pijler_analysis.stats.counts import waiting_time

NEVER = 10_000.0
"""Working days that no answer takes."""


@indicator(
    id="helpdesk.questions",
    name_nl="Vragen aan de helpdesk",
    name_en="Helpdesk questions",
    definition="Vragen die in het jaar bij de helpdesk binnenkwamen, langs alle wegen samen.",
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
    groups = {"asker": ASKERS, "channel": CHANNELS, "topic": CHALLENGES}
    rows = [count(len(questions), possible=rejected)]
    for by, expected in groups.items():
        rows += counts_by(questions[by], by=by, expected=expected, possible=rejected)
    return rows


@indicator(
    id="helpdesk.conversations",
    name_nl="Persoonlijke gesprekken",
    name_en="Helpdesk conversations",
    definition="Vragen aan de helpdesk die in een persoonlijk gesprek behandeld werden.",
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
    definition="Vragen aan de helpdesk, gedeeld door het aantal VTE van het steunpunt.",
    numerator="vragen in het logboek",
    denominator="VTE van het steunpunt",
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
    return [ratio(questions, fte, high=(questions + data.rejected_rows("helpdesk")) / fte)]


@indicator(
    id="helpdesk.response_days",
    name_nl="Antwoordtijd van de helpdesk",
    name_en="Helpdesk response time",
    definition="Aantal werkdagen waarbinnen de helft van de vragen beantwoord was. Een vraag die "
    "op het einde van het jaar nog open stond, telt mee als wachtend.",
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
    questions = data.helpdesk
    year_end = pd.Series(pd.Timestamp(data.year, 12, 31), index=questions.index)
    waited = working_days(questions["asked_on"], year_end, own_holidays=data.settings.holidays)
    answered = questions["response_days"].notna().to_numpy()
    days = questions["response_days"].fillna(waited.clip(lower=0)).to_numpy(dtype=float)
    unknown = data.rejected_rows("helpdesk") + data.rejected_values("helpdesk", "answered_on")
    at_once, never = np.zeros(unknown), np.full(unknown, NEVER)
    row = count(_median_wait(days, answered)) | {
        "low": _median_wait(np.append(days, at_once), np.append(answered, at_once == 0)),
        "high": _median_wait(np.append(days, never), np.append(answered, never == 0)),
    }
    return [row | {"numerator": None, "denominator": len(days), "method": "kaplan-meier"}]


def _median_wait(days: np.ndarray, answered: np.ndarray) -> float:
    return waiting_time(days, answered.astype(bool))["median"] if len(days) else np.nan
