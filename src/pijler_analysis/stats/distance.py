"""Do those who answered, or who sit on a panel, look like everyone?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    as_list,
    check_frame,
    check_number,
    check_same_rows,
    check_yes_no,
    item_name,
    refuse,
)

STEPS = 25  # Newton steps; seven or so settle, more are needed where a class says the same
FURTHEST = 30.0  # log odds of a class where all or none responded


def dissimilarity(
    observed: ArrayLike | pd.Series,
    reference: ArrayLike | pd.Series,
    *,
    population: float | None = None,
) -> dict[str, Any]:
    """How far does the make-up of a group lie from that of a reference, over classes?

    Parameters
    ----------
    observed : number in the group, one per class
    reference : number (or share) in the reference, one per class; two Series are matched by index
    population : number of units the group was drawn from, where it is a part of the reference

    Returns
    -------
    dict with ``estimate``, ``chi2``, ``df``, ``p``, ``n``
        ``estimate`` is the part of the group that would have to be of another class for both to
        be alike: 0 alike, 1 nothing in common. All missing for an empty group.

    Raises
    ------
    ValueError
        If a count is negative or missing, the reference is empty, the classes differ or one is
        there twice, or the group has members in a class the reference does not have.

    Notes
    -----
    D = ½ Σ|oᵢ/n − rᵢ/R|; X² = Σ(oᵢ − n rᵢ/R)²/(n rᵢ/R), for a part of the reference times
    (N−1)/(N−n), on the classes of the reference minus one degrees of freedom. Duncan and Duncan
    1955; Cochran 1977.

    In R: ``sum(abs(o / sum(o) - r / sum(r))) / 2``; ``chisq.test(o, p = r / sum(r))``.

    Examples
    --------
    >>> found = dissimilarity([30, 10], [500, 500])
    >>> found["estimate"], found["chi2"], round(found["p"], 4)
    (0.25, 10.0, 0.0016)
    """
    group, whole = _matched(observed, reference)
    check_number("population", population, optional=True)
    n, size = float(group.sum()), float(whole.sum())
    if size == 0:
        raise ValueError("the reference is empty")
    if population is not None and not population > 0:
        raise ValueError(f"population must be positive, not {population}")
    if population is not None and n > population:
        raise ValueError(f"the group exceeds the population: {n:g} of {population:g}")
    refuse(
        (group > 0) & (whole == 0),
        lambda i: f"{group[i]:g} in the group, none in the reference",
        observed,
    )
    df = float((whole > 0).sum() - 1)
    if n == 0:
        nothing = dict.fromkeys(("estimate", "chi2", "df", "p"), float("nan"))
        return {**nothing, "n": 0.0}
    expected = n * whole / size
    there = whole > 0
    chi2 = float(((group - expected)[there] ** 2 / expected[there]).sum())
    chi2 = chi2 * _gain(n, population) if chi2 > 0 else 0.0
    return {
        "estimate": float(np.abs(group / n - whole / size).sum() / 2),
        "chi2": chi2,
        "df": df,
        "p": float(special.chdtrc(df, chi2)),
        "n": n,
    }


def r_indicator(
    responded: ArrayLike | pd.Series, classes: pd.DataFrame, *, by_class: bool = False
) -> dict[str, Any] | pd.DataFrame:
    """How evenly did everyone who could answer do so? 1 when all classes respond alike.

    Parameters
    ----------
    responded : whether each unit of the population answered; none missing
    classes : DataFrame, one row per unit of the population, one column per trait (a category)
        A blank is a class of its own.
    by_class : also which traits and classes respond above or below average

    Returns
    -------
    dict with ``estimate`` (R), ``response_rate``, ``spread`` (S), ``max_bias`` and ``n``
        ``max_bias`` bounds the bias of an unweighted mean, in standard deviations of the answer.
        With ``by_class`` a DataFrame with ``column``, ``class``, ``n``, ``response_rate`` and
        ``partial``: the class's part in the spread, negative where it responds less.

    Raises
    ------
    ValueError
        If an answer is missing or not 0 or 1, or nobody responded.

    Notes
    -----
    R = 1 − 2S(ρ), S the standard deviation (N − 1) of response propensities ρ of a logistic
    regression on all traits, without interactions; max_bias = S / mean ρ. Partial per class:
    √(N_c/N)·(mean ρ_c − mean ρ). The R is that of the population listed, not of a sample, so
    there is no interval. Schouten, Cobben and Bethlehem 2009.

    In R: ``rho <- fitted(glm(responded ~ a + b, binomial)); 1 - 2 * sd(rho)``.

    Examples
    --------
    >>> place = pd.DataFrame({"place": ["A"] * 4 + ["B"] * 4})
    >>> found = r_indicator([1, 1, 1, 0, 1, 0, 0, 0], place)
    >>> round(found["estimate"], 3), found["response_rate"], round(found["max_bias"], 3)
    (0.465, 0.5, 0.535)
    """
    check_frame("classes", classes)
    n = check_same_rows(responded=responded, classes=classes)
    check_yes_no("by_class", by_class)
    twice = classes.columns[classes.columns.duplicated()]
    if len(twice):
        raise ValueError(f"the classes have column {twice[0]!r} twice")
    answered = as_list(responded, "responded")
    refuse(~np.isin(answered, (0, 1)), lambda i: f"response is {answered[i]:g}", responded)
    if not answered.any():
        raise ValueError("nobody responded")
    codes = [pd.Categorical(classes[column]) for column in classes]
    propensity = _propensities(answered, codes)
    rate = float(answered.mean())
    if by_class:
        return _partial(list(classes.columns), codes, propensity, rate)
    spread = float(pd.Series(propensity).std())
    return {
        "estimate": 1 - 2 * spread,
        "response_rate": rate,
        "spread": spread,
        "max_bias": spread / rate,
        "n": float(n),
    }


def _gain(n: float, population: float | None) -> float:
    """(N − 1)/(N − n): what drawing without replacement adds to a chi-square."""
    if population is None:
        return 1.0
    return (population - 1) / (population - n) if population > n else float("inf")


def _matched(
    observed: ArrayLike | pd.Series, reference: ArrayLike | pd.Series
) -> tuple[Floats, Floats]:
    """Both as arrays of the same classes, none negative or missing."""
    if isinstance(observed, pd.Series) and isinstance(reference, pd.Series):
        for counts in (observed, reference):
            twice = counts.index[counts.index.duplicated()]
            if len(twice):
                raise ValueError(f"class {twice[0]!r} is there twice")
        strange = observed.index.difference(reference.index)
        if len(strange):
            raise ValueError(f"class {strange[0]!r} is not in the reference")
        observed = observed.reindex(reference.index, fill_value=0)
    group, whole = as_floats(observed, "observed"), as_floats(reference, "reference")
    if group.shape != whole.shape or group.ndim != 1:
        raise ValueError(f"{group.size} classes in the group, {whole.size} in the reference")
    for values, source in ((group, observed), (whole, reference)):
        wrong = ~(np.isfinite(values) & (values >= 0))
        if wrong.any():
            position = int(np.argmax(wrong))
            raise ValueError(
                f"{values[position]:g} is no count (item {item_name(position, source)})"
            )
    return group, whole


def _propensities(answered: Floats, codes: list[pd.Categorical]) -> Floats:
    """Response propensity of each unit: logistic regression, fitted on distinct profiles."""
    if not codes:
        return np.full(len(answered), answered.mean())
    profile = pd.DataFrame({i: column.codes for i, column in enumerate(codes)})
    number = profile.groupby(list(profile)).ngroup().to_numpy()
    distinct = profile.groupby(list(profile)).first().index.to_frame()
    design = np.concatenate([np.ones((len(distinct), 1)), _dummies(distinct)], axis=1)
    yes, units = as_floats(np.bincount(number, answered)), as_floats(np.bincount(number))
    return _logistic(design, yes, units)[number]


def _dummies(profiles: pd.DataFrame) -> Floats:
    """A column of zeros and ones for every class of every trait."""
    return np.concatenate(
        [
            (profiles[trait].to_numpy()[:, None] == profiles[trait].unique()).astype(float)
            for trait in profiles
        ],
        axis=1,
    )


def _logistic(design: Floats, yes: Floats, n: Floats) -> Floats:
    """Fitted shares per profile, by iteratively reweighted least squares."""
    linear = special.logit((yes + 0.5) / (n + 1))
    for _ in range(STEPS):
        fitted = special.expit(linear)
        root = np.sqrt(n * fitted * (1 - fitted))
        target = linear + (yes - n * fitted) / root**2
        beta, *_ = np.linalg.lstsq(root[:, None] * design, root * target)
        linear = np.clip(design @ beta, -FURTHEST, FURTHEST)
    return special.expit(linear)


def _partial(
    columns: list[Any], codes: list[pd.Categorical], propensity: Floats, rate: float
) -> pd.DataFrame:
    """Unconditional partial R-indicator of every class."""
    tables = []
    for column, values in zip(columns, codes, strict=True):
        found = pd.Series(propensity).groupby(np.asarray(values, dtype=object), dropna=False)
        table = found.agg(n="size", response_rate="mean").rename_axis("class").reset_index()
        table.insert(0, "column", column)
        table["partial"] = np.sqrt(table["n"] / len(propensity)) * (table["response_rate"] - rate)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)
