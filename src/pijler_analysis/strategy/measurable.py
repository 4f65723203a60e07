"""What each activity of a plan should move, and whether such a move could be shown at all.

A complete count shows any change that is larger than its bounds leave in doubt and that is worth
speaking of. A survey shows only what stands out of its sampling error, and only in a year that
holds one. Who promises a change that cannot be shown, cannot be held to it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.indicators.change import smallest_change
from pijler_analysis.schema.results import latest_totals
from pijler_analysis.settings import Verdicts
from pijler_analysis.stats.proportions import detectable_change

COLUMNS = (
    "activity_id", "activity", "challenge", "indicator", "unit", "measured_in", "baseline",
    "target", "detectable", "chance", "is_shown",
)  # fmt: skip
POWER = 0.8
"""Chance with which a change of the ``detectable`` size is seen."""

_LEAST, _MOST = 0.05, 0.999
"""Between these chances a search makes sense; beyond them it says little more."""
_HALVINGS = 20


def measurable_targets(
    plan: pd.DataFrame,
    results: pd.DataFrame,
    *,
    year: int,
    verdicts: Verdicts,
    waves: Collection[int] = (),
) -> pd.DataFrame:
    """Say of each activity where its indicator stands, where it should go, and if that can show.

    Parameters
    ----------
    plan : clean table ``activities`` of the year planned
    results : protected result table
    year : the year planned
    verdicts : the smallest changes that matter
    waves : years of a survey

    Returns
    -------
    one row per activity that names an indicator: ``activity_id, activity, challenge, indicator,
    unit``, ``measured_in`` (the year of the baseline), ``baseline``, ``target`` (missing where the
    plan wants no certain change), ``detectable`` (the smallest change in the wanted direction that
    would be seen), ``chance`` (of seeing the change wanted: 0 or 1 for a complete count, missing
    for a survey that the year does not hold) and ``is_shown`` (chance of eight in ten or more;
    missing where that is not known)

    Notes
    -----
    Of a complete count the change must matter at both of its bounds, taken to be as wide next
    time; of a survey see ``stats.proportions.detectable_change``, with as many answers as the last
    time, none of them from who answered before.
    """
    known = latest_totals(results, until=year - 1)
    rows = [
        _row(one, known.loc[one["indicator"]], verdicts=verdicts, has_survey=year in waves)
        for one in plan[plan["indicator"].isin(known.index)].to_dict("records")
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {"chance": "Float64", "is_shown": "boolean", "target": "Float64", "detectable": "Float64"}
    )


def wanted_change(indicator: str, part: Any, baseline: float) -> float | None:
    """Return the change a plan wants of an indicator, in the indicator's own unit.

    Parameters
    ----------
    part : ``target_change`` of the plan: points of a share, else a part of the baseline
    baseline : what the change starts from

    Examples
    --------
    >>> wanted_change("training.attendances", 0.1, 1000.0), wanted_change("diaspora.share", 0.02, 1)
    (100.0, 0.02)
    """
    if pd.isna(part) or pd.isna(baseline):
        return None
    declared = CATALOGUE[indicator]
    is_points = declared.unit == "share" and not declared.is_relative
    return float(part) * (1 if is_points else baseline)


def _row(
    activity: Mapping[Any, Any], now: pd.Series, *, verdicts: Verdicts, has_survey: bool
) -> dict[str, object]:
    declared = CATALOGUE[str(activity["indicator"])]
    baseline = float(now["estimate"])
    change = wanted_change(declared.id, activity["target_change"], baseline)
    is_rise = (declared.direction or 1) > 0 if change is None else change >= 0
    is_sample = declared.basis == "sample"
    detectable = (
        _seen_in_survey(now, is_rise=is_rise, power=POWER)
        if is_sample
        else _seen_in_count(now, smallest_change(declared.id, baseline, verdicts))
    )
    chance = _chance(now, change, detectable, is_sample=is_sample, is_rise=is_rise)
    told = chance if has_survey or not is_sample else None
    return {
        **{name: activity[name] for name in ("activity_id", "activity", "challenge", "indicator")},
        "unit": declared.unit,
        "measured_in": int(now["year"]),
        "baseline": baseline,
        "target": None if change is None else baseline + change,
        "detectable": detectable,
        "chance": told,
        "is_shown": None if told is None else told >= POWER,
    }


def _seen_in_count(now: pd.Series, relevant: float) -> float:
    """Return the smallest change of a complete count that matters at both of its bounds."""
    doubt = now["high"] - now["low"]
    return relevant + (0.0 if pd.isna(doubt) else float(doubt))


def _seen_in_survey(now: pd.Series, *, is_rise: bool, power: float) -> float | None:
    answers, share = now["denominator"], float(now["estimate"])
    if pd.isna(answers) or answers < 1 or not 0 < share < 1:
        return None
    everyone = None if pd.isna(now["population"]) else float(now["population"])
    n = float(answers)
    seen = detectable_change(
        n, n,
        baseline=share if is_rise else 1 - share,
        population1=everyone, population2=everyone,
        overlap=0.0 if everyone is None else max(0.0, 2 * n - everyone),
        power=power,
    )  # fmt: skip
    return None if math.isnan(seen) else seen


def _chance(
    now: pd.Series,
    change: float | None,
    detectable: float | None,
    *,
    is_sample: bool,
    is_rise: bool,
) -> float | None:
    """Return how likely the change wanted would be seen, if it came about."""
    if change is None or detectable is None:
        return None
    if not is_sample:
        return float(abs(change) >= detectable)
    low, high = _LEAST, _MOST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        seen = _seen_in_survey(now, is_rise=is_rise, power=middle)
        low, high = (middle, high) if seen is not None and seen <= abs(change) else (low, middle)
    return low
