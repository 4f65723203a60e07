"""Variance by drawing again: the rescaled bootstrap, raked again in every replicate.

Where a large part of the population answered, drawing respondents again as they are overstates
what chance did. Rao and Wu's remedy draws n − 1 of n with replacement and shrinks every weight
towards its own value by √(1 − f), f the part of the stratum that was drawn. Respondents of one
weighting cell are interchangeable, so replicates are drawn and raked per cell, all at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    as_list,
    check_confidence,
    check_same_rows,
)
from pijler_analysis.stats._design import (
    Design,
    Population,
    check_raking,
    make_design,
)
from pijler_analysis.stats._domains import check_yes_no_answers, make_sample
from pijler_analysis.stats._replicates import generator, is_yes_no, item_sums, replicate_rows
from pijler_analysis.stats._share_limits import (
    check_method,
    effective_answers,
    mean_limits,
    share_limits,
)

REPLICATES = 2000
SEED = 20240101
MEAN_COLUMNS = ("estimate", "se", "low", "high", "df", "n", "replicates")
SHARE_COLUMNS = (*MEAN_COLUMNS[:6], "effective_n", "replicates")


def rescaled_bootstrap(
    *,
    weights: ArrayLike | pd.Series | None = None,
    raking: Mapping[str, Any] | None = None,
    strata: ArrayLike | pd.Series | None = None,
    clusters: ArrayLike | pd.Series | None = None,
    population: Population = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> dict[str, Any]:
    """What could the weights have been, had chance drawn other units?

    Parameters
    ----------
    weights : one per respondent, when nothing was raked
    raking : what `weights.rake` returned; every replicate is raked again to its margins (its cap
        is not applied again)
    strata, clusters, population : as in `survey.mean`
    replicates : number of replicates
    seed : the same seed gives the same replicates

    Returns
    -------
    dict with ``weights`` (array, one per row), ``replicate_weights`` (rows × replicates) and
    ``converged``: per replicate, whether it met the margins to 1e-9

    Raises
    ------
    ValueError
        If neither weights nor raking is given, there are fewer than two replicates, or the seed
        is below zero.

    Notes
    -----
    Of the n_h units of a stratum n_h − 1 are drawn with replacement; a unit drawn t times gets
    weight w·(1 − λ + λ·t·n_h/(n_h − 1)) with λ = √(1 − f_h), so no weight turns negative. The
    variance of an estimate is the mean square of replicate minus full-sample estimate. Rao and Wu
    1988; Rao, Wu and Yue 1992; Preston 2009.

    In R: ``as.svrepdesign(design, type = "subbootstrap", replicates = 2000)`` draws likewise but
    knows no population; ``svrepdesign(weights = w, repweights = W, type = "bootstrap",
    combined.weights = TRUE, mse = TRUE)`` and ``rake`` use our replicates.

    Examples
    --------
    >>> found = rescaled_bootstrap(weights=[2.0] * 50, population=100, replicates=400, seed=1)
    >>> found["replicate_weights"].shape, bool(found["replicate_weights"].min() >= 0)
    ((50, 400), True)
    >>> found["replicate_weights"].sum(axis=0).round(6).tolist()[:2]
    [100.0, 100.0]
    """
    check_raking("raking", raking)
    given = weights if raking is None else raking["weights"]
    if given is None:
        raise ValueError("either weights or raking is needed")
    design = make_design(
        check_same_rows(weights=given, strata=strata, clusters=clusters),
        weights=weights,
        strata=strata,
        clusters=clusters,
        population=population,
        raking=raking,
    )
    found, converged = replicate_rows(design, generator(replicates, seed), replicates)
    return {"weights": design.weights, "replicate_weights": found, "converged": converged}


def normal_shares(
    answers: ArrayLike | pd.DataFrame,
    *,
    weights: ArrayLike | pd.Series | None = None,
    population: float | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> dict[str, Any]:
    """What could the shares of several items have been together, where many answered?

    For a few hundred answers draw respondents (`rescaled_bootstrap`); where there are thousands
    the shares of such draws are normal, and drawing the shares themselves costs next to nothing.

    Parameters
    ----------
    answers : 1 and 0 (or True and False), a row per respondent and a column per item
        Missing where not answered: it leaves the base of that item only.
    weights : one per respondent; 1 where left out
    population : units the respondents were drawn from; None for unlimited
    replicates, seed : how many, and where the random numbers start

    Returns
    -------
    dict with ``estimate`` (per item) and ``replicates`` (items × replicates); missing where nobody
    answered, the replicates also where one respondent alone shows no spread

    Raises
    ------
    ValueError
        If there are fewer than two replicates, an answer is not 0, 1 or missing, a weight is
        negative or missing, or there are more respondents than the population.

    Notes
    -----
    The shares have the covariance of their linearised values z = w·(y − p)/Σw over respondents,
    (1 − f)·n/(n − 1)·Σ(z − z̄)(z − z̄)ᵀ. Särndal, Swensson and Wretman 1992, ch. 5. In R:
    ``MASS::mvrnorm(2000, coef(m), vcov(m))`` with ``m <- svymean(~a + b, design)``.

    Examples
    --------
    >>> answers = [[1, 0], [1, 1], [0, 0], [1, None]] * 500
    >>> found = normal_shares(answers, replicates=400)
    >>> found["estimate"].round(3).tolist(), found["replicates"].shape
    ([0.75, 0.333], (2, 400))
    """
    rng = generator(replicates, seed)
    sample = make_sample(answers, None, weights, None, None, population, None, "answers")
    check_yes_no_answers(sample.values, answers)
    design, inside = sample.design, ~np.isnan(sample.values)
    said = np.where(inside, sample.values, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        base = design.weights @ inside
        shares = (design.weights @ said) / base
        covariance = design.covariance(np.where(inside, said - shares, 0.0) / base)
    known = np.isfinite(covariance.diagonal())
    drawn = np.full((len(shares), replicates), np.nan)
    if known.any():
        drawn[known] = rng.multivariate_normal(
            shares[known], covariance[np.ix_(known, known)], replicates, method="eigh"
        ).T
    return {"estimate": shares, "replicates": drawn}


def bootstrap_mean(
    y: ArrayLike | pd.Series | pd.DataFrame,
    *,
    weights: ArrayLike | pd.Series | None = None,
    raking: Mapping[str, Any] | None = None,
    strata: ArrayLike | pd.Series | None = None,
    clusters: ArrayLike | pd.Series | None = None,
    population: Population = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
    confidence: float = 0.95,
) -> dict[str, Any] | pd.DataFrame:
    """How sure are weighted means, when units are drawn again and again?

    Parameters
    ----------
    y : as in `survey.mean`; make an answer missing to leave a respondent out of an item

    The other parameters are those of `rescaled_bootstrap`.

    Returns
    -------
    dict with ``estimate``, ``se``, ``low``, ``high``, ``df``, ``n``, ``replicates``
        With several items a DataFrame with these columns after ``item``. ``replicates`` counts
        those that met the margins and gave an estimate; the others do not take part.

    Raises
    ------
    ValueError
        As in `rescaled_bootstrap` and `survey.mean`.

    Notes
    -----
    Limits as in `survey.mean`, with the bootstrap's standard error. With few weighting cells and
    few distinct answers the replicates are drawn per cell and answer, so that the work hardly
    depends on the number of rows.
    In R: ``svymean(~y, svrepdesign(…))`` on the replicates of `rescaled_bootstrap`.

    Examples
    --------
    >>> found = bootstrap_mean([3, 4, 5, 4, 2, 3, 4, 4], population=20)
    >>> found["estimate"], round(found["se"], 1)
    (3.625, 0.2)
    """
    check_confidence(confidence)
    columns, items = _columns(y)
    design = _design_of(y, weights, raking, strata, clusters, population)
    flat = _summary(design, columns, replicates, seed)
    low, high = mean_limits(flat, design, confidence)
    return _report(items, flat | {"low": low, "high": high}, MEAN_COLUMNS)


def bootstrap_proportion(
    y: ArrayLike | pd.Series | pd.DataFrame,
    *,
    weights: ArrayLike | pd.Series | None = None,
    raking: Mapping[str, Any] | None = None,
    strata: ArrayLike | pd.Series | None = None,
    clusters: ArrayLike | pd.Series | None = None,
    population: Population = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
    method: str = "wilson",
    confidence: float = 0.95,
) -> dict[str, Any] | pd.DataFrame:
    """How sure are weighted shares, when units are drawn again and again?

    Parameters
    ----------
    y : 0 and 1, as in `survey.proportion`
    method : as in `survey.proportion`

    The other parameters are those of `rescaled_bootstrap`.

    Returns
    -------
    as `bootstrap_mean`, with ``effective_n`` besides

    Raises
    ------
    ValueError
        As in `bootstrap_mean`; if an answer is not 0, 1 or missing, naming the item.

    Notes
    -----
    Limits as in `survey.proportion`, with the bootstrap's variance.
    In R: ``svyciprop(~y, svrepdesign(…))`` on the replicates of `rescaled_bootstrap`.

    Examples
    --------
    >>> found = bootstrap_proportion([1] * 24 + [0] * 136, population=985)
    >>> found["estimate"], round(found["low"], 2), round(found["high"], 2)
    (0.15, 0.11, 0.21)
    """
    check_method(method)
    check_confidence(confidence)
    columns, items = _columns(y)
    for position, column in enumerate(columns):
        if not is_yes_no(column):
            name = "" if items is None else f" (item {items[position]!r})"
            raise ValueError(f"a share needs answers 0 or 1{name}")
    design = _design_of(y, weights, raking, strata, clusters, population)
    flat = _summary(design, columns, replicates, seed)
    flat["effective_n"] = effective_answers(flat["estimate"], flat["se"] ** 2, flat["kish"])
    low, high = share_limits(flat, method, confidence)
    return _report(items, flat | {"low": low, "high": high}, SHARE_COLUMNS)


def _columns(y: ArrayLike | pd.Series | pd.DataFrame) -> tuple[list[Floats], list[Any] | None]:
    """Each item as an array, and the items' names if there are several."""
    if isinstance(y, pd.DataFrame):
        return [as_floats(column, "y") for _, column in y.items()], list(y.columns)
    return [as_list(y, "y")], None


def _design_of(
    y: ArrayLike | pd.Series | pd.DataFrame,
    weights: ArrayLike | pd.Series | None,
    raking: Mapping[str, Any] | None,
    strata: ArrayLike | pd.Series | None,
    clusters: ArrayLike | pd.Series | None,
    population: Population,
) -> Design:
    """The design, checked to have the rows of the answers."""
    rows = check_same_rows(y=y, weights=weights, strata=strata, clusters=clusters)
    return make_design(
        rows,
        weights=weights,
        strata=strata,
        clusters=clusters,
        population=population,
        raking=raking,
    )


def _summary(
    design: Design, columns: list[Floats], replicates: int, seed: int
) -> dict[str, Floats]:
    """Estimate, standard error and what limits need besides, one of each per item."""
    sums = item_sums(design, columns, replicates, seed)
    with np.errstate(invalid="ignore", divide="ignore"):
        estimate = sums.top / sums.bottom
        distance = sums.tops / sums.bottoms - estimate[:, None]
        usable = sums.converged & (sums.bottoms > 0)
        kept = usable.sum(axis=1)
        variance = (np.where(usable, distance, 0.0) ** 2).sum(axis=1) / kept
        kish = sums.bottom**2 / sums.squares * design.gain
    if not design.all_asked:
        variance = np.where(sums.df > 0, variance, np.nan)
    return {
        "estimate": estimate,
        "se": np.sqrt(variance),
        "df": np.where(sums.n > 0, sums.df, np.nan),
        "n": sums.n,
        "kish": kish,
        "replicates": kept.astype(float),
    }


def _report(
    items: list[Any] | None, flat: Mapping[str, Floats], names: tuple[str, ...]
) -> dict[str, Any] | pd.DataFrame:
    """A dict of numbers for one item, a frame for several."""
    if items is None:
        return {name: float(flat[name][0]) for name in names}
    return pd.DataFrame({"item": items} | {name: flat[name] for name in names})
