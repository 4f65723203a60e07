"""Change rows: this year against the year before and against the reference year, with a verdict.

Complete counts have no sampling error; what is uncertain about them are their bounds. So the
difference has bounds too, and the verdict asks whether it matters at both of them. Survey items
are compared by the strategy room, which knows whether the two questionnaires asked the same.

Only what was counted by the same definition is compared. In the year in which a definition changed
the old one was still counted, so that year is compared with those before it by the old one; no
later year is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.schema.results import CHANGE, RESULT_DTYPES, TOTAL, VERSION
from pijler_analysis.settings import Verdicts

BRIDGED = "vergeleken volgens de vroegere definitie"

CLEAR, NONE, UNCERTAIN = "duidelijk", "geen verschil van belang", "onzeker"


def add_changes(results: pd.DataFrame, *, reference_year: int, verdicts: Verdicts) -> pd.DataFrame:
    """Append, for every total that is a complete count, its change since two earlier years.

    Parameters
    ----------
    results : result table with the level rows of all years
    reference_year : year of the previous strategy paper, compared with besides the year before
    verdicts : the smallest change that matters

    Returns
    -------
    the result table with rows ``by = "change"``, ``group`` the earlier year, ``estimate`` this
    year minus that year, ``low`` and ``high`` from the bounds of both.
    """
    totals = results[results["by"].isin([TOTAL, VERSION]) & (results["basis"] == "census")]
    totals = totals.drop_duplicates(["indicator", "version", "year"])
    incomparable = [id for id, one in CATALOGUE.items() if not one.is_comparable]
    now = totals[~totals["indicator"].isin(incomparable)].dropna(subset=["estimate"])
    steps = [
        _differences(now, now["year"] - 1),
        _differences(now, pd.Series(reference_year, index=now.index)),
    ]
    changes = pd.concat(steps, ignore_index=True)
    changes = changes[changes["year"] > changes["year_then"]].drop_duplicates(
        ["indicator", "year", "year_then"]
    )
    changes["verdict"] = [
        bounds_verdict(low, high, relevant=smallest_change(id, then, verdicts))
        for id, then, low, high in zip(
            changes["indicator"], changes["estimate_then"], changes["low"].fillna(-np.inf),
            changes["high"].fillna(np.inf), strict=True,
        )
    ]  # fmt: skip
    return pd.concat(
        [results, changes.reindex(columns=list(RESULT_DTYPES)).astype(RESULT_DTYPES)],
        ignore_index=True,
    )


def _differences(now: pd.DataFrame, years: Sequence[int] | pd.Series) -> pd.DataFrame:
    """Subtract from each row the same indicator in another year, where there is one."""
    then = now.loc[now["by"] == TOTAL, ["indicator", "version", "year", "estimate", "low", "high"]]
    earlier = {name: f"{name}_then" for name in ("year", "estimate", "low", "high")}
    pairs = now.assign(year_then=years).merge(
        then.rename(columns=earlier),
        on=["indicator", "version", "year_then"],
        validate="many_to_one",
    )
    return pairs.assign(
        by=CHANGE,
        group=pairs["year_then"].astype("string"),
        note=pairs["note"].mask(pairs["by"] == VERSION, BRIDGED),
        estimate=pairs["estimate"] - pairs["estimate_then"],
        low=pairs["low"] - pairs["high_then"],
        high=pairs["high"] - pairs["low_then"],
        method="difference",
    ).drop(columns=["numerator", "denominator", "population"])


def smallest_change(indicator: str, then: float, verdicts: Verdicts) -> float:
    """Return the smallest change that matters for an indicator: δ of docs/methode.md."""
    declared = CATALOGUE[indicator]
    if declared.unit == "share" and not declared.is_relative:
        return verdicts.share
    if declared.unit == "index":
        return verdicts.gini
    return verdicts.relative * abs(then)


def bounds_verdict(low: float, high: float, *, relevant: float) -> str:
    """Judge a difference of complete counts by its bounds; a missing one lies anywhere.

    Clear where it matters at both bounds and in the same direction, no difference of importance
    where it matters at neither and nowhere between, uncertain otherwise.

    >>> bounds_verdict(0.05, 0.09, relevant=0.02)
    'duidelijk'
    >>> bounds_verdict(-0.01, 0.01, relevant=0.02)
    'geen verschil van belang'
    >>> bounds_verdict(0.01, 0.05, relevant=0.02)
    'onzeker'

    What was none and stayed none did not change, however small a change would matter.

    >>> bounds_verdict(0, 0, relevant=0), bounds_verdict(0, 3, relevant=0)
    ('geen verschil van belang', 'onzeker')
    """
    if not (low or high):
        return NONE
    if (low >= relevant and low > 0) or (high <= -relevant and high < 0):
        return CLEAR
    if -relevant < low and high < relevant:
        return NONE
    return UNCERTAIN
