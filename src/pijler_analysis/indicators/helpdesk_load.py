"""What the questions ask of the team: a rate per working day, and months against their pattern."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pijler_analysis.calendar import working_days
from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.catalogue import Row, Rows, indicator
from pijler_analysis.indicators.measures import count, ratio, unknowable
from pijler_analysis.stats.counts import rate, seasonality

PROCESS = "procesbeeld: zou een jaar als dit er toevallig anders uitzien?"
MONTHS = tuple(f"{month:02d}" for month in range(1, 13))


@indicator(
    id="helpdesk.questions_per_day",
    name_nl="Vragen per werkdag",
    name_en="Helpdesk questions per working day",
    definition="Vragen aan de helpdesk, gedeeld door het aantal werkdagen van het jaar.",
    silence="Een gemiddelde verbergt drukke weken, en het zegt niet hoeveel werk een vraag vroeg.",
    numerator="vragen in het logboek",
    denominator="werkdagen van het jaar",
    tables=("helpdesk",),
    unit="questions_per_day",
    counts="questions",
    protection="workload",
    direction=0,
)
def helpdesk_questions_per_day(data: YearData) -> Rows:
    """Divide the questions by the working days, with an exact Poisson interval beside it."""
    questions, days = len(data.helpdesk), float(_working_days(data).sum())
    row = ratio(questions, days, high=(questions + data.rejected_rows("helpdesk")) / days)
    return [row, process_view(questions, days)]


def process_view(events: int, exposure: float) -> Row:
    """Return a rate with its exact Poisson interval, which is no bound of what happened."""
    found, narrow = rate(events, exposure), rate(events, exposure, confidence=0.8)
    row = ratio(
        events, exposure, low=found["low"], high=found["high"], by="process_view", group="year"
    )
    limits = {"low_80": narrow["low"], "high_80": narrow["high"]}
    said = {"interval": "confidence", "confidence": 0.95, "method": "poisson, exact"}
    return row | limits | said | {"note": PROCESS}


@indicator(
    id="helpdesk.month_pattern",
    name_nl="Spreiding over de maanden",
    name_en="Questions over the months",
    definition="Deel van de vragen dat in een andere maand viel dan we volgens de vroegere "
    "jaren verwachtten. Het aantal werkdagen van elke maand telt mee. Per maand: de vragen, "
    "gedeeld door wat verwacht was.",
    silence="Het vergelijkt met vroegere jaren; waarom een maand drukker is, zegt het niet.",
    numerator="",
    denominator="",
    tables=("helpdesk",),
    unit="share",
    counts="questions",
    protection="workload",
    direction=0,
)
def helpdesk_month_pattern(data: YearData) -> Rows:
    """Lay the months beside the pattern of earlier years; the first year has none to lie beside.

    The total is the part of the questions that lies in another month than expected; the months are
    ratios of what came to what was expected, with an exact Poisson interval as process view.
    """
    before = [one for one in data.earlier if len(one.helpdesk)]
    if not before or not len(data.helpdesk):
        return [unknowable("er is geen vroeger jaar om mee te vergelijken")]
    found, expected = _monthly(data), _expected(data, before)
    apart = float(np.abs(found - expected).sum() / 2 / found.sum())
    lost = data.rejected_rows("helpdesk")
    room = lost / (len(data.helpdesk) + lost)
    limits = {"low": max(0.0, apart - room), "high": min(1.0, apart + room)}
    said = {"numerator": None, "denominator": len(data.helpdesk), "method": "dissimilarity"}
    return [count(apart) | limits | said, *_months(found, expected)]


def _months(found: np.ndarray, expected: np.ndarray) -> Rows:
    return [
        process_view(int(seen), wanted) | {"by": "month", "group": month, "unit": "ratio"}
        for month, seen, wanted in zip(MONTHS, found, expected, strict=True)
        if wanted > 0
    ]


def _expected(data: YearData, before: list[YearData]) -> np.ndarray:
    """Return how many of the year's questions the pattern of earlier years puts in each month."""
    pattern = seasonality(
        np.concatenate([_monthly(one) for one in before]),
        list(MONTHS) * len(before),
        years=np.repeat([one.year for one in before], len(MONTHS)),
        exposure=np.concatenate([_working_days(one) for one in before]),
    )
    weights = pattern["index"] * _working_days(data)
    return len(data.helpdesk) * weights / weights.sum()


@once_a_year
def _monthly(data: YearData) -> np.ndarray:
    months = data.helpdesk["asked_on"].dt.month.to_numpy()
    return np.bincount(months, minlength=13)[1:].astype(float)


@once_a_year
def _working_days(data: YearData) -> np.ndarray:
    """Return the working days of each month of the year."""
    starts = pd.Series(pd.date_range(f"{data.year}-01-01", periods=13, freq="MS"))
    first, last = starts[:-1], starts[1:].reset_index(drop=True)
    return working_days(first, last, own_holidays=data.settings.holidays).to_numpy(dtype=float)
