"""Means, totals, ratios and shares of a survey, as the survey was drawn and weighted.

Each estimate is linearised: its variance is that of a weighted sum of scores, which `_design`
computes with strata, clusters, finite population and raking. A domain (``by``) keeps the whole
design: respondents outside it score zero, they are not dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from numpy.typing import ArrayLike

from pijler_analysis.stats._arrays import as_list, check_same_rows
from pijler_analysis.stats._cross_table import cross_table_test
from pijler_analysis.stats._design import Population
from pijler_analysis.stats._domains import (
    Answers,
    check_finite,
    check_yes_no_answers,
    domain_kish,
    domain_mean,
    domain_ratio,
    domain_total,
    make_sample,
    report,
)
from pijler_analysis.stats._share_limits import check_method
from pijler_analysis.stats._shares import shares

__all__ = ["cross_table_test", "mean", "proportion", "ratio", "shares", "total"]


def mean(
    y: Answers,
    *,
    weights: ArrayLike | pd.Series | None = None,
    strata: ArrayLike | pd.Series | None = None,
    clusters: ArrayLike | pd.Series | None = None,
    population: Population = None,
    raking: Mapping[str, Any] | None = None,
    by: ArrayLike | pd.Series | None = None,
    confidence: float = 0.95,
) -> dict[str, Any] | pd.DataFrame:
    """What would everyone have answered on average?

    Parameters
    ----------
    y : numbers, one row per respondent; a DataFrame for several items at once
        A missing answer leaves the mean, as a domain does.
    weights : one per respondent; without them all equal, or N/n per stratum
    strata, clusters : labels, one per respondent, none missing
    population : sampling units (clusters, if any) in the population: a number, or with strata
        one per stratum; None for unlimited
    raking : what `weights.rake` returned; its weights are used, and what its margins explain
        leaves the variance
    by : groups to report apart; respondents without one form a last group

    Returns
    -------
    dict with ``estimate``, ``se``, ``low``, ``high``, ``df``, ``deff``, ``n``
        With several items or groups a DataFrame with these columns after ``item`` and ``group``.

    Raises
    ------
    ValueError
        If rows do not match, a label is missing, a weight is negative or missing, an answer is
        infinite, more was drawn than there is, or a stratum holds one sampling unit of several.

    Notes
    -----
    ȳ = Σwy/Σw; scores (y − ȳ)/Σw; variance Σ_h (1 − f_h) n_h/(n_h − 1) Σ(u − ū_h)² with u the sum
    of weight times score per sampling unit. ``df`` counts the domain's sampling units minus
    strata. ``deff`` compares with a simple random sample of as many. Cochran 1977, ch. 5, 9;
    Lohr 2022, ch. 9; Deville and Särndal 1992 for raking.

    Limits: ȳ ± t·se; after raking t·se·√((n − 1)/(n − r)), with r the independent classes of the
    margins, since residuals of a fit are too small. R has no such factor: its ``confint`` is
    narrower, by a twelfth with 20 respondents and four classes; ``se`` and ``df`` are R's.

    In R: ``svymean(~y, svydesign(ids = ~clusters, strata = ~strata, weights = ~w, fpc = ~N),
    deff = TRUE)``; ``svyby(~y, ~by, design, svymean)``; after raking ``rake(design, …)``.

    Examples
    --------
    >>> found = mean([3, 4, 5, 4], population=20)
    >>> found["estimate"], round(found["se"], 3), found["n"]
    (4.0, 0.365, 4.0)
    """
    sample = make_sample(y, by, weights, strata, clusters, population, raking)
    return report(sample, [domain_mean(sample, rows) for rows in sample.domains], confidence)


def total(
    y: Answers,
    *,
    weights: ArrayLike | pd.Series | None = None,
    strata: ArrayLike | pd.Series | None = None,
    clusters: ArrayLike | pd.Series | None = None,
    population: Population = None,
    raking: Mapping[str, Any] | None = None,
    by: ArrayLike | pd.Series | None = None,
    confidence: float = 0.95,
) -> dict[str, Any] | pd.DataFrame:
    """To what would the answers of everyone add up?

    Parameters
    ----------
    y : numbers as in `mean`; a missing answer adds nothing
    weights : one per respondent; without weights nor population it is the respondents' own total

    The other parameters are those of `mean`.

    Returns
    -------
    dict or DataFrame as that of `mean`; missing where nobody answered

    Raises
    ------
    ValueError
        As in `mean`.

    Notes
    -----
    Σwy, scores y. Cochran 1977, ch. 2, 5. In R: ``svytotal(~y, design, deff = TRUE)``.

    Examples
    --------
    >>> found = total([3, 4, 5, 4], population=20)
    >>> found["estimate"], round(found["se"], 2)
    (80.0, 7.3)
    """
    sample = make_sample(y, by, weights, strata, clusters, population, raking)
    return report(sample, [domain_total(sample, rows) for rows in sample.domains], confidence)


def ratio(
    numerator: Answers,
    denominator: ArrayLike | pd.Series,
    *,
    weights: ArrayLike | pd.Series | None = None,
    strata: ArrayLike | pd.Series | None = None,
    clusters: ArrayLike | pd.Series | None = None,
    population: Population = None,
    raking: Mapping[str, Any] | None = None,
    by: ArrayLike | pd.Series | None = None,
    confidence: float = 0.95,
) -> dict[str, Any] | pd.DataFrame:
    """How much of one thing is there per unit of another, such as euros per member?

    Parameters
    ----------
    numerator : numbers as in `mean`; a DataFrame for several at once
    denominator : numbers, one per respondent; a row where either is missing leaves the ratio

    The other parameters are those of `mean`.

    Returns
    -------
    dict or DataFrame as that of `mean`; missing where the denominators add up to nothing

    Raises
    ------
    ValueError
        As in `mean`.

    Notes
    -----
    R = Σwy/Σwx, scores (y − Rx)/Σwx. Cochran 1977, ch. 6.
    In R: ``svyratio(~y, ~x, design, deff = TRUE)``.

    Examples
    --------
    >>> round(ratio([2, 4, 9], [1, 2, 3])["estimate"], 2)
    2.5
    """
    check_same_rows(numerator=numerator, denominator=denominator)
    check_same_rows(denominator=denominator)
    sample = make_sample(numerator, by, weights, strata, clusters, population, raking, "numerator")
    below = as_list(denominator, "denominator")
    check_finite(below, denominator)
    found = [domain_ratio(sample, rows, below) for rows in sample.domains]
    return report(sample, found, confidence)


def proportion(
    y: Answers,
    *,
    weights: ArrayLike | pd.Series | None = None,
    strata: ArrayLike | pd.Series | None = None,
    clusters: ArrayLike | pd.Series | None = None,
    population: Population = None,
    raking: Mapping[str, Any] | None = None,
    by: ArrayLike | pd.Series | None = None,
    method: str = "wilson",
    confidence: float = 0.95,
) -> dict[str, Any] | pd.DataFrame:
    """Which share of everyone would have said yes?

    Parameters
    ----------
    y : booleans or 0 and 1, missing where not answered; a DataFrame for several items at once
    method : ``wilson``, ``logit``, ``korn-graubard`` or ``wald``

    The other parameters are those of `mean`.

    Returns
    -------
    dict with ``estimate``, ``se``, ``low``, ``high``, ``df``, ``deff``, ``n``, ``effective_n``,
    ``method``; a DataFrame with several items or groups. One answer alone, short of the whole
    population, tells nothing: limits 0 and 1 and no standard error.

    Raises
    ------
    ValueError
        As in `mean`; if an answer is not 0, 1 or missing, or the method not known.

    Notes
    -----
    Effective n = p(1−p)/v with v the linearised variance; where all say the same, Kish's n times
    (N−1)/(N−n). ``wilson``: Wilson's limits on it with Student's quantile at the design's degrees
    of freedom; after raking on effective n × (n − r)/(n − 1), as in `mean`. ``korn-graubard``:
    Clopper-Pearson on effective n × (t_{n−1}/t_df)². ``logit``: symmetric on the log odds,
    missing where all say the same. ``wald``: p ± t·se, for comparison only. Korn and Graubard
    1998; Franco, Little, Louis and Slud 2019.

    In R: ``svymean(~y, design)`` for estimate and se; ``svyciprop(~y, design, method = "xlogit")``
    is ``logit``, ``method = "beta"`` is ``korn-graubard``; survey 4.1 has no Wilson.

    Examples
    --------
    >>> said_yes = [1] * 24 + [0] * 136
    >>> found = proportion(said_yes, population=985)
    >>> round(found["estimate"], 3), round(found["low"], 3), round(found["high"], 3)
    (0.15, 0.106, 0.208)
    >>> province = ["A"] * 80 + ["B"] * 80
    >>> proportion(said_yes, population=985, by=province)[["group", "estimate", "n"]]
      group  estimate     n
    0     A       0.3  80.0
    1     B       0.0  80.0
    """
    check_method(method)
    sample = make_sample(y, by, weights, strata, clusters, population, raking)
    check_yes_no_answers(sample.values, y)
    found = [domain_mean(sample, rows) for rows in sample.domains]
    kish = [domain_kish(sample, rows) for rows in sample.domains]
    return report(sample, found, confidence, method=method, kish=kish)
