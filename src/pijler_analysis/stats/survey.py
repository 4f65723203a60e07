"""Means, totals, ratios and shares of a survey, as the survey was drawn and weighted.

Each estimate is linearised: its variance is that of a weighted sum of scores, which `_design`
computes with strata, clusters, finite population and raking. A domain (``by``) keeps the whole
design: respondents outside it score zero, they are not dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    check_confidence,
    check_same_rows,
    item_name,
    refuse,
    student_quantile,
)
from pijler_analysis.stats._cross_table import cross_table_test
from pijler_analysis.stats._design import Design, Population, make_design
from pijler_analysis.stats._share_limits import check_method, effective_answers, share_limits
from pijler_analysis.stats._shares import shares

__all__ = ["cross_table_test", "mean", "proportion", "ratio", "shares", "total"]

Answers = ArrayLike | pd.Series | pd.DataFrame


@dataclass(frozen=True)
class Sample:
    """Answers (rows × items) with the groups to report and the design they came from."""

    values: Floats
    items: list[Any] | None
    groups: list[tuple[Any, NDArray[np.bool_]]] | None
    design: Design

    @property
    def domains(self) -> list[NDArray[np.bool_]]:
        """The rows of each group, or all rows."""
        if self.groups is None:
            return [np.ones(len(self.values), dtype=bool)]
        return [rows for _, rows in self.groups]


_ROUNDING = 1e-13
"""An answer this close to the mean, relative to itself, is the mean."""


@dataclass(frozen=True)
class Linear:
    """Estimates of one domain with their variance, and what an interval needs besides."""

    estimate: Floats
    variance: Floats
    n: Floats
    df: Floats
    deff: Floats


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
    """Weighted mean of what respondents answered.

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
    sample = _sample(y, by, weights, strata, clusters, population, raking)
    return _report(sample, [_mean(sample, rows) for rows in sample.domains], confidence)


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
    """Total over the population of what respondents answered.

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
    sample = _sample(y, by, weights, strata, clusters, population, raking)
    return _report(sample, [_total(sample, rows) for rows in sample.domains], confidence)


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
    """Ratio of two totals, such as euros per member.

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
    sample = _sample(numerator, by, weights, strata, clusters, population, raking)
    below = as_floats(denominator, "denominator")
    _check_finite(below, denominator)
    found = [_ratio(sample, rows, below) for rows in sample.domains]
    return _report(sample, found, confidence)


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
    """Weighted share of respondents who said yes, with an interval that suits a share.

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
    sample = _sample(y, by, weights, strata, clusters, population, raking)
    _check_yes_no(sample.values, y)
    found = [_mean(sample, rows) for rows in sample.domains]
    kish = [_kish(sample, rows) for rows in sample.domains]
    return _report(sample, found, confidence, method=method, kish=kish)


def _sample(
    y: Answers,
    by: ArrayLike | pd.Series | None,
    weights: ArrayLike | pd.Series | None,
    strata: ArrayLike | pd.Series | None,
    clusters: ArrayLike | pd.Series | None,
    population: Population,
    raking: Mapping[str, Any] | None,
) -> Sample:
    """Answers, groups and design of one call, checked to be of the same rows."""
    rows = check_same_rows(y=y, by=by, weights=weights, strata=strata, clusters=clusters)
    values = as_floats(y, "y")
    if values.ndim > 2:
        raise ValueError("answers have rows and items, not more")
    items: list[Any] | None = list(y.columns) if isinstance(y, pd.DataFrame) else None
    if values.ndim == 1:
        values = values[:, None]
    elif items is None:
        items = [*range(values.shape[1])]
    _check_finite(values, y)
    design = make_design(
        rows,
        weights=weights,
        strata=strata,
        clusters=clusters,
        population=population,
        raking=raking,
    )
    return Sample(values, items, None if by is None else _groups(by), design)


def _groups(by: ArrayLike | pd.Series) -> list[tuple[Any, NDArray[np.bool_]]]:
    """Label and rows of each group: categories in their order, else sorted; blanks last."""
    groups = pd.Series(by)
    if not isinstance(groups.dtype, pd.CategoricalDtype):
        groups = groups.astype("category")
    codes = groups.cat.codes.to_numpy()
    found = [(label, codes == i) for i, label in enumerate(groups.cat.categories)]
    if (codes < 0).any():
        found.append((np.nan, codes < 0))
    return found


def _check_finite(values: Floats, y: Answers) -> None:
    """Raise where an answer is infinite."""
    rows = values if values.ndim > 1 else values[:, None]
    refuse(np.atleast_1d(np.isinf(rows).any(axis=1)), lambda _: "an answer is not finite", y)


def _check_yes_no(values: Floats, y: Answers) -> None:
    """Raise unless every answer is 0, 1 or missing."""
    wrong = ~(np.isnan(values) | (values == 0) | (values == 1))
    if wrong.any():
        row, column = (int(part[0]) for part in np.nonzero(wrong))
        item = f" of {y.columns[column]!r}" if isinstance(y, pd.DataFrame) else ""
        raise ValueError(
            f"a share needs answers 0 or 1, not {values[row, column]:g}"
            f" (item {item_name(row, y)}{item})"
        )


def _inside(rows: NDArray[np.bool_], values: Floats) -> Floats:
    """1 where a respondent of the domain answered, by item."""
    return (rows[:, None] & ~np.isnan(values)).astype(float)


def _mean(sample: Sample, rows: NDArray[np.bool_]) -> Linear:
    """Means of one domain."""
    return _ratio(sample, rows, np.ones(len(sample.values)))


def _ratio(sample: Sample, rows: NDArray[np.bool_], below: Floats) -> Linear:
    """Ratios of one domain."""
    inside = _inside(rows, sample.values + below[:, None])
    y = np.where(inside > 0, sample.values, 0.0)
    x = np.where(inside > 0, below[:, None], 0.0)
    w = sample.design.weights
    with np.errstate(invalid="ignore", divide="ignore"):
        bottom = w @ x
        bottom = np.where(bottom == 0, np.nan, bottom)
        estimate = (w @ y) / bottom
        apart = y - estimate * x
        apart[np.abs(apart) <= _ROUNDING * np.abs(y)] = 0.0
        scores = np.where(inside > 0, apart / bottom, 0.0)
    return _linear(sample.design, estimate, scores, inside, (w @ inside) ** 2)


def _total(sample: Sample, rows: NDArray[np.bool_]) -> Linear:
    """Totals of one domain; missing when nobody in it answered."""
    inside = _inside(rows, sample.values)
    y = np.where(inside > 0, sample.values, 0.0)
    w = sample.design.weights
    estimate = np.where(inside.any(axis=0), w @ y, np.nan)
    return _linear(sample.design, estimate, y, inside, (w @ inside) ** 2)


def _linear(
    design: Design, estimate: Floats, scores: Floats, inside: Floats, scale: Floats
) -> Linear:
    """Variance, degrees of freedom and design effect of scores summed over the domain."""
    n = (inside * (design.weights > 0)[:, None]).sum(axis=0)
    df = np.array([design.degrees_of_freedom(column > 0) for column in inside.T], dtype=float)
    df = np.where(n > 0, df, np.nan)
    variance = np.where(n > 0, design.variance(scores), np.nan)
    everyone = bool(np.all(design.fractions >= 1))
    if not everyone:
        variance = np.where(df > 0, variance, np.nan)
    simple = _simple_variance(design, scores, inside, n) * scale
    with np.errstate(invalid="ignore", divide="ignore"):
        deff = np.where(simple > 0, variance / simple, np.nan)
    return Linear(estimate, variance, n, df, deff)


def _simple_variance(design: Design, scores: Floats, inside: Floats, n: Floats) -> Floats:
    """Variance of the mean score had the domain's answers been a simple random sample."""
    w = design.weights[:, None] * inside
    with np.errstate(invalid="ignore", divide="ignore"):
        mass = w.sum(axis=0)
        middle = (w * scores).sum(axis=0) / mass
        spread = (w * (scores - middle) ** 2).sum(axis=0) / mass * n / (n - 1)
        if np.isinf(design.total_population):
            return spread / n
        persons = mass
        if len(design.unit_stratum) == len(scores):
            persons = mass / design.weights.sum() * design.total_population
        return spread / n * np.where(persons > n, 1 - n / persons, np.nan)


def _kish(sample: Sample, rows: NDArray[np.bool_]) -> Floats:
    """Kish's effective number of answers, with the finite population."""
    w = sample.design.weights[:, None] * _inside(rows, sample.values)
    with np.errstate(invalid="ignore", divide="ignore"):
        return w.sum(axis=0) ** 2 / (w**2).sum(axis=0) * sample.design.gain


def _report(
    sample: Sample,
    found: list[Linear],
    confidence: float,
    *,
    method: str | None = None,
    kish: list[Floats] | None = None,
) -> dict[str, Any] | pd.DataFrame:
    """Results of all domains as a dict of numbers, or a frame with one row per item and group."""
    check_confidence(confidence)
    stretch = sample.design.stretch
    flat = {
        name: np.array([getattr(part, name) for part in found]).T.reshape(-1)
        for name in ("estimate", "variance", "df", "deff", "n")
    }
    flat["se"] = np.sqrt(flat.pop("variance"))
    if method is None or kish is None:
        half = student_quantile(confidence, flat["df"]) * flat["se"] * stretch
        flat |= {"low": flat["estimate"] - half, "high": flat["estimate"] + half}
    else:
        flat["effective_n"] = effective_answers(
            flat["estimate"], flat["se"] ** 2, np.array(kish).T.reshape(-1)
        )
        low, high = share_limits(flat, method, confidence, stretch=stretch)
        flat |= {"low": low, "high": high}
    order = ("estimate", "se", "low", "high", "df", "deff", "n", "effective_n")
    columns: dict[str, Any] = {name: flat[name] for name in order if name in flat}
    if method is not None:
        columns["method"] = np.full(len(flat["n"]), method, dtype=object)
    return _shape(sample, columns)


def _shape(sample: Sample, columns: dict[str, Any]) -> dict[str, Any] | pd.DataFrame:
    """One dict for one item and no groups, else a frame that names items and groups."""
    if sample.items is None and sample.groups is None:
        return {name: values.tolist()[0] for name, values in columns.items()}
    items = sample.items or [None]
    labels = [None] if sample.groups is None else [label for label, _ in sample.groups]
    keys: dict[str, Any] = {}
    if sample.items is not None:
        keys["item"] = [item for item in items for _ in labels]
    if sample.groups is not None:
        keys["group"] = labels * len(items)
    return pd.DataFrame(keys | columns)
