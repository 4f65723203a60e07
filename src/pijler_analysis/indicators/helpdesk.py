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
    direction=0,
)
def helpdesk_questions(data: YearData) -> Rows:
    """Count the questions of the year, by asker, channel and topic."""
    questions = data.helpdesk
    return [
        count(len(questions), possible=data.rejected_rows("helpdesk")),
        *counts_by(questions["asker"], by="asker", expected=ASKERS),
        *counts_by(questions["channel"], by="channel", expected=CHANNELS),
        *counts_by(questions["topic"], by="topic", expected=CHALLENGES),
    ]


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
    questions, fte = len(data.helpdesk), data.settings.fte
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
    """Median working days to an answer, open questions counted as still waiting (Kaplan–Meier)."""
    questions = data.helpdesk
    year_end = pd.Series(pd.Timestamp(data.year, 12, 31), index=questions.index)
    waited = working_days(questions["asked_on"], year_end, own_holidays=data.settings.holidays)
    answered = questions["response_days"].notna().to_numpy()
    days = questions["response_days"].fillna(waited.clip(lower=0)).to_numpy(dtype=float)
    median = waiting_time(days, answered)["median"] if len(days) else np.nan
    row = count(median)
    return [row | {"numerator": None, "denominator": len(days), "method": "kaplan-meier"}]
