"""Targets of ``pijler.toml`` beside the figures, and whether each was met."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

import pandas as pd

from pijler_analysis.errors import UsageError
from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.schema.results import TOTAL

A_PERCENTAGE = 1.5
"""Above this a target for a share was typed as a percentage: even days spent do not come to it."""


def add_targets(results: pd.DataFrame, targets: Mapping[str, Mapping[int, float]]) -> pd.DataFrame:
    """Fill ``target`` and ``status`` of the total of every indicator that has a target.

    Raises
    ------
    UsageError
        If a target names an indicator that does not exist or has no total, or gives a share as a
        percentage.
    """
    for id, by_year in targets.items():
        _check_target(id, by_year, results.loc[results["indicator"] == id, "by"])
    wanted = [
        targets.get(id, {}).get(year)
        for id, year in zip(results["indicator"], results["year"], strict=True)
    ]
    target = pd.Series(wanted, index=results.index, dtype="Float64")
    filled = results.assign(target=target.where(results["by"] == TOTAL))
    aimed = filled[filled["target"].notna()]
    limits = aimed[["target", "low", "high", "low_80", "high_80"]].astype("object")
    statuses = [
        target_status(*row, direction=CATALOGUE[id].direction or 1)
        for id, row in zip(
            aimed["indicator"], limits.where(limits.notna(), None).to_numpy(), strict=True
        )
    ]
    filled["status"] = pd.Series(statuses, index=aimed.index, dtype="string").reindex(filled.index)
    return filled


def _check_target(id: str, by_year: Mapping[int, float], breakdowns: pd.Series) -> None:
    place = f'pijler.toml: [targets."{id}"]'
    if id not in CATALOGUE:
        near = get_close_matches(id, CATALOGUE, n=1)
        raise UsageError(f"{place} is geen indicator{f'; bedoeld is {near[0]}?' if near else ''}")
    if len(breakdowns) and TOTAL not in set(breakdowns):
        known = ", ".join(sorted(set(breakdowns)))
        raise UsageError(f"{place} heeft geen totaal, enkel cijfers per {known}: daar is geen doel "
                         "bij te zetten")  # fmt: skip
    for year, value in by_year.items():
        if CATALOGUE[id].unit == "share" and value > A_PERCENTAGE:
            raise UsageError(f"{place} {year} is een aandeel van 0 tot 1: 13 % schrijf je als 0.13")


def target_status(
    target: float,
    low: float | None,
    high: float | None,
    low_80: float | None = None,
    high_80: float | None = None,
    *,
    direction: int,
) -> str | None:
    """Say whether a target was met, from the interval or the bounds around the figure.

    A target is a floor where more is better or neither is, a ceiling where less is better.
    Missing limits give no status; missing 80 % limits leave out the word *waarschijnlijk*.

    >>> target_status(0.15, 0.16, 0.18, direction=1)
    'gehaald'
    """
    if low is None or high is None:
        return None
    if direction < 0:
        mirrored = (None if limit is None else -limit for limit in (high, low, high_80, low_80))
        return target_status(-target, *mirrored, direction=1)
    if low >= target:
        return "gehaald"
    if high < target:
        return "niet gehaald"
    if low_80 is not None and low_80 >= target:
        return "waarschijnlijk gehaald"
    if high_80 is not None and high_80 < target:
        return "waarschijnlijk niet gehaald"
    return "onbeslist"
