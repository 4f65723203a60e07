"""Changes between two waves, computed from what each respondent answered.

Whoever took part in both waves is found by id; the correlation of the two estimates follows from
what they contributed to each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special

from pijler_analysis.stats import survey
from pijler_analysis.stats._arrays import Floats, as_floats, check_same_rows, shaped
from pijler_analysis.stats._columns import items_of, per_item
from pijler_analysis.stats._design import raking_residuals
from pijler_analysis.stats._judge import Limits, judged, tailed
from pijler_analysis.stats._overlap import (
    Ids,
    Waves,
    combined_se,
    correlation_within,
    make_waves,
    positions_in_both,
)
from pijler_analysis.stats.paired import combined_limits
from pijler_analysis.stats.proportions import wilson_limits
from pijler_analysis.stats.weights import design_effect, rake

KINDS = ("share", "mean")
RELEVANT_SHARE = 0.02
RELEVANT_SHARE_OF_MEAN = 0.05


def mean_change(
    y1: ArrayLike,
    y2: ArrayLike,
    *,
    ids1: Ids | None = None,
    ids2: Ids | None = None,
    population1: float | None = None,
    population2: float | None = None,
    population_both: float | None = None,
    relevant: float | None = None,
    confidence: float = 0.95,
) -> dict[str, Any]:
    """Did a mean change between two waves with partly the same respondents?

    Parameters
    ----------
    y1, y2 : numbers, one per respondent of each wave
        A missing one leaves, with its id.
    ids1, ids2 : who answered, in the order of y1 and y2
        Left out: the overlap is unknown and the waves are taken as drawn independently.
    population1, population2 : units each wave was drawn from; None for unlimited
    population_both : units in both populations; left out, the smaller lies in the larger
    relevant : the smallest change that matters; left out, 5 % of the first mean

    Returns
    -------
    dict
        ``difference, se, df, low, high, low_80, high_80, p, verdict, correlation, method``.
        Missing where a wave has fewer than 2 answers, or neither shows any spread, unless
        everyone was asked.

    Raises
    ------
    ValueError
        If an id occurs twice in a wave, or sizes are impossible together.

    Notes
    -----
    Var = (1−f₁)s₁²/n₁ + (1−f₂)s₂²/n₂ − 2 s₁₂ (n₁₂/(n₁n₂) − N₁₂/(N₁N₂)), s₁₂ the covariance
    among those who answered twice (at most s₁s₂; with less overlap than chance would bring, at
    least ½ s₁s₂). Student's t with degrees of freedom between Welch's (no overlap) and n₁₂ − 1
    (all overlap), in proportion. Tam (1984); Qualité & Tillé (2008); Derrick, Russ, Toher & White
    (2017), *Journal of Modern Applied Statistical Methods* 16, 137–157.

    In R, without populations: ``t.test(y2, y1)`` (nobody twice), ``t.test(y2, y1, paired = TRUE)``
    (everyone twice), ``Partiallyoverlapping::Partover.test(…, var.equal = FALSE)``.

    Examples
    --------
    >>> found = mean_change([3, 4, 4, 2, 5], [4, 4, 5, 3, 5], ids1=list("abcde"),
    ...                     ids2=list("abcfg"))
    >>> round(found["difference"], 3), found["method"]
    (0.6, 't, overlap')
    """
    first, second = _answered(y1, ids1), _answered(y2, ids2)
    waves, measured, method = _hang_together(
        first, second, (population1, population2, population_both)
    )
    correlation = waves.correlation(waves.within(measured))
    part1 = _mean_se(first, waves.n1, waves.size1)
    part2 = _mean_se(second, waves.n2, waves.size2)
    means = [wave.values.mean() if wave.values.size else np.nan for wave in (first, second)]
    found = _mean_result(
        np.array([means[1] - means[0]]),
        combined_se(part1, part2, correlation),
        _partial_df(part1, part2, waves),
        everyone=bool(waves.all_asked[0]),
        relevant=RELEVANT_SHARE_OF_MEAN * abs(means[0]) if relevant is None else relevant,
        confidence=confidence,
    )
    return shaped(True, found | {"correlation": correlation, "method": f"t, {method}"})


def survey_change(
    y1: ArrayLike | pd.DataFrame,
    y2: ArrayLike | pd.DataFrame,
    *,
    weights1: ArrayLike | None = None,
    weights2: ArrayLike | None = None,
    raking1: Mapping[str, Any] | None = None,
    raking2: Mapping[str, Any] | None = None,
    ids1: Ids | None = None,
    ids2: Ids | None = None,
    population1: float | None = None,
    population2: float | None = None,
    population_both: float | None = None,
    kind: str = "share",
    relevant: float | None = None,
    confidence: float = 0.95,
) -> dict[str, Any] | pd.DataFrame:
    """Did a weighted share or mean change between two waves with partly the same respondents?

    Parameters
    ----------
    y1, y2 : answers, one row per respondent of each wave, missing where not answered
        A DataFrame for several items at once; those in both are compared.
    weights1, weights2 : weights of the respondents; left out, all equal
    raking1, raking2 : what `weights.rake` returned for each wave, instead of weights
    ids1, ids2 : who answered; left out, the overlap is unknown
    population1, population2, population_both : as in `mean_change`
    kind : ``share`` for answers 0 and 1, ``mean`` for numbers
    relevant : smallest change that matters; left out, 0.02 for shares, 5 % of the first mean

    Returns
    -------
    dict as that of `mean_change`; for several items a DataFrame with one row per ``item``

    Notes
    -----
    Each wave by `survey.proportion` or `survey.mean`. Their correlation is that of
    `change.proportion_change`, with for each respondent the linearised contribution: weight times
    what the raking margins leave of (answer − estimate). Shares: MOVER from the two Wilson limits
    on the effective n. Means: t. In R: ``svydesign`` on both waves stacked, with the respondent
    as cluster, and ``svycontrast``; it knows no overlap of populations.

    Examples
    --------
    >>> found = survey_change([0, 0, 1, 0, 1, 0], [1, 0, 1, 1, 1, 0], population1=100,
    ...                       population2=100, ids1=range(6), ids2=range(3, 9))
    >>> round(found["difference"], 3), found["verdict"]
    (0.333, 'onzeker')
    """
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is not one of {', '.join(KINDS)}")
    items1, items2 = items_of(y1), items_of(y2)
    check_same_rows(y1=y1, ids1=ids1, weights1=weights1)
    check_same_rows(y2=y2, ids2=ids2, weights2=weights2)
    shared = [item for item in items1 if item in items2]
    if not shared:
        raise ValueError("the waves have no item in common")
    rows = []
    for item in shared:
        first = _weighted(items1[item], ids1, weights1, raking1, population1, kind)
        second = _weighted(items2[item], ids2, weights2, raking2, population2, kind)
        sizes = (population1, population2, population_both)
        found = _weighted_result(first, second, sizes, kind, relevant, confidence)
        rows.append({"item": item} | shaped(True, found))
    return per_item(rows, y1)


def standardised_change(
    y1: ArrayLike | pd.DataFrame,
    classes1: pd.DataFrame,
    y2: ArrayLike | pd.DataFrame,
    classes2: pd.DataFrame,
    *,
    margins: Mapping[Any, pd.Series] | None = None,
    ids1: Ids | None = None,
    ids2: Ids | None = None,
    population1: float | None = None,
    population2: float | None = None,
    population_both: float | None = None,
    kind: str = "share",
    cap: float | None = None,
    collapse_below: int = 5,
    relevant: float | None = None,
    confidence: float = 0.95,
) -> dict[str, Any] | pd.DataFrame:
    """What is left of a change once both waves are weighted to the same composition?

    Parameters
    ----------
    y1, y2 : answers as in `survey_change`
    classes1, classes2 : DataFrames with the classes of each respondent (province, size, …)
    margins : column → Series of totals by class, the composition both waves are raked to
        Left out: the composition of the second wave's respondents.
    cap, collapse_below : as in `weights.rake`

    The other parameters are those of `survey_change`.

    Returns
    -------
    dict as that of `survey_change`, or DataFrame with one row per ``item``
        Besides: ``crude_difference`` (unweighted), ``composition_difference`` (crude minus
        standardised: what a change of who answered explains), ``design_effect1``,
        ``design_effect2`` (what the weights cost each wave) and ``collapsed`` (classes merged,
        in both waves together; `weights.rake` tells which).

    Notes
    -----
    Direct standardisation by raking; the margins are taken as known. Deville & Särndal (1992);
    Kitagawa (1955), *JASA* 50, 1168–1194. In R: ``survey::svystandardize`` for one
    classification, ``rake`` of both waves to the same margins for several.

    Examples
    --------
    Within each province nothing changed; only who answered did.

    >>> place1 = pd.DataFrame({"province": ["A"] * 30 + ["B"] * 10})
    >>> place2 = pd.DataFrame({"province": ["A"] * 10 + ["B"] * 30})
    >>> found = standardised_change([1] * 15 + [0] * 15 + [1] * 1 + [0] * 9, place1,
    ...                             [1] * 5 + [0] * 5 + [1] * 3 + [0] * 27, place2)
    >>> round(found["crude_difference"], 3), abs(round(found["difference"], 3))
    (-0.2, 0.0)
    """
    if margins is None:
        margins = {column: classes2[column].value_counts() for column in classes2}
    check_same_rows(y1=y1, classes1=classes1)
    check_same_rows(y2=y2, classes2=classes2)
    rakings = [
        rake(classes, margins, cap=cap, collapse_below=collapse_below)
        for classes in (classes1, classes2)
    ]
    shared: dict[str, Any] = {
        "ids1": ids1, "ids2": ids2, "population1": population1, "population2": population2,
        "population_both": population_both, "kind": kind, "relevant": relevant,
        "confidence": confidence,
    }  # fmt: skip
    found = survey_change(y1, y2, raking1=rakings[0], raking2=rakings[1], **shared)
    crude = survey_change(y1, y2, **shared)
    besides = {
        "crude_difference": crude["difference"],
        "composition_difference": crude["difference"] - found["difference"],
        "design_effect1": design_effect(rakings[0]["weights"]),
        "design_effect2": design_effect(rakings[1]["weights"]),
        "collapsed": sum(len(raking["collapsed"]) for raking in rakings),
    }
    return found.assign(**besides) if isinstance(found, pd.DataFrame) else found | besides


@dataclass(frozen=True)
class _Answers:
    """What each respondent of a wave contributes to its estimate, and who they are."""

    values: Floats
    ids: Any
    estimate: dict[str, Any]


def _answered(y: ArrayLike, ids: Ids | None) -> _Answers:
    """Answers that are there, with the ids of those who gave them."""
    check_same_rows(y=y, ids=ids)
    values = np.atleast_1d(as_floats(y))
    here = ~np.isnan(values)
    kept = None if ids is None else pd.Index(list(ids))[here]
    return _Answers(values[here], kept, {})


def _hang_together(
    first: _Answers, second: _Answers, populations: tuple[float | None, ...]
) -> tuple[Waves, float, str]:
    """Sizes of the waves, correlation of a unit's two contributions, and what is known of it."""
    known = first.ids is not None and second.ids is not None
    pairs = positions_in_both(first.ids, second.ids) if known else None
    population1, population2, population_both = populations
    waves = make_waves(
        len(first.values),
        len(second.values),
        population1=population1,
        population2=population2,
        population_both=population_both,
        n_both=np.nan if pairs is None else len(pairs[0]),
    )
    measured = 0.0 if pairs is None else correlation_within(first.values, second.values, pairs)
    return waves, measured, "as independent" if pairs is None else "overlap"


def _mean_se(wave: _Answers, n: Floats, size: Floats) -> Floats:
    """Standard error of a mean; missing with fewer than 2 answers, 0 when everyone was asked."""
    spread = np.var(wave.values, ddof=1) if wave.values.size > 1 else np.nan
    return np.where((n >= size) & (n > 0), 0.0, np.sqrt((1 - n / size) * spread / np.maximum(n, 1)))


def _partial_df(first: Floats, second: Floats, waves: Waves) -> Floats:
    """Degrees of freedom between Welch's and those of pairs, by the share answering twice."""
    both = np.nan_to_num(waves.n_both)
    once = waves.n1 + waves.n2 - 2 * both
    parts = [
        np.where(se > 0, se**4 / np.maximum(n - 1, 1), 0.0)
        for se, n in ((first, waves.n1), (second, waves.n2))
    ]
    with np.errstate(invalid="ignore", divide="ignore"):
        welch = (first**2 + second**2) ** 2 / (parts[0] + parts[1])
        return both - 1 + (welch - both + 1) * once / (once + 2 * both)


def _mean_result(
    difference: Floats,
    se: Floats,
    df: Floats,
    *,
    everyone: bool,
    relevant: float,
    confidence: float,
) -> dict[str, Any]:
    """Judge a difference of means; one without any spread is only known when all were asked."""
    if not everyone:
        se = np.where(se > 0, se, np.nan)

    def limits(z: Floats) -> tuple[Floats, Floats]:
        half = np.where(se == 0, 0.0, tailed(z, df) * se)
        return difference - half, difference + half

    worth = 0.0 if np.isnan(relevant) else relevant
    p = np.where(se == 0, 1.0 * (difference == 0), _student_p(difference, se, df))
    result = judged(difference, limits, relevant=worth, confidence=confidence, p=p)
    return {"difference": difference, "se": se, "df": df} | result


def _student_p(difference: Floats, se: Floats, df: Floats) -> Floats:
    """Two-sided p of Student's t."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(2 * special.stdtr(df, -np.abs(difference / se)))


def _weighted(
    answers: ArrayLike,
    ids: Ids | None,
    weights: ArrayLike | None,
    raking: Mapping[str, Any] | None,
    population: float | None,
    kind: str,
) -> _Answers:
    """Estimate of one wave, with what each respondent contributes to it."""
    y = np.atleast_1d(as_floats(answers))
    estimator = survey.proportion if kind == "share" else survey.mean
    found = estimator(y, weights=weights, raking=raking, population=population)
    here = ~np.isnan(y)
    if raking is not None:
        w = raking["weights"]
    else:
        w = np.ones(len(y)) if weights is None else as_floats(weights)
    scores = np.where(here, y - found["estimate"], 0.0)
    if raking is not None:
        scores = raking_residuals(scores[:, None], raking)[:, 0]
    return _Answers(w * scores, ids, dict(found))


def _weighted_result(
    first: _Answers,
    second: _Answers,
    populations: tuple[float | None, ...],
    kind: str,
    relevant: float | None,
    confidence: float,
) -> dict[str, Any]:
    """Judge the difference of two weighted estimates."""
    waves, measured, method = _hang_together(first, second, populations)
    correlation = waves.correlation(waves.within(measured))
    one, two = first.estimate, second.estimate
    difference = np.array([two["estimate"] - one["estimate"]])
    part1, part2 = np.array([one["se"]]), np.array([two["se"]])
    se, df = combined_se(part1, part2, correlation), _partial_df(part1, part2, waves)
    if kind == "mean":
        worth = RELEVANT_SHARE_OF_MEAN * abs(one["estimate"]) if relevant is None else relevant
        found = _mean_result(
            difference, se, df,
            everyone=bool(waves.all_asked[0]), relevant=worth, confidence=confidence,
        )  # fmt: skip
    else:
        worth = RELEVANT_SHARE if relevant is None else relevant
        limits = _share_limits(one, two, correlation)
        found = {"difference": difference, "se": se, "df": df}
        found |= judged(difference, limits, relevant=worth, confidence=confidence)
    return found | {"correlation": correlation, "method": f"{kind}, {method}"}


def _share_limits(one: dict[str, Any], two: dict[str, Any], correlation: Floats) -> Limits:
    """Limits of the difference of two weighted shares, at any number of standard errors."""

    def limits(z: Floats) -> tuple[Floats, Floats]:
        sides = []
        for wave in (one, two):
            share, trials = np.array([wave["estimate"]]), np.array([wave["effective_n"]])
            sides.append((share, *wilson_limits(share, trials, tailed(z, wave["df"]))))
        return combined_limits(sides[0], sides[1], correlation)

    return limits
