"""Changes between two waves, computed from what each respondent answered.

Whoever took part in both waves is found by id; the correlation of the two estimates follows from
what they contributed to each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import (
    Floats,
    check_choice,
    check_frame,
    check_number,
    check_same_rows,
    shaped,
)
from pijler_analysis.stats._columns import items_of
from pijler_analysis.stats._design import check_raking
from pijler_analysis.stats._judge import judged, tailed, touching
from pijler_analysis.stats._overlap import Ids, Waves, combined_se, partial_df
from pijler_analysis.stats._wave import Wave, answered, hang_together, weighted, with_se
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
        Left out: the overlap is unknown and the waves are taken as drawn independently. Whoever
        has no id is taken to have answered once.
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
        If an id occurs twice in a wave, ids are text in one wave and numbers in the other, or
        sizes are impossible together.

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
    check_number("relevant", relevant, optional=True)
    check_same_rows(y1=y1, ids1=ids1)
    check_same_rows(y2=y2, ids2=ids2)
    first, second = answered("y1", y1, ids1), answered("y2", y2, ids2)
    waves, measured, method = hang_together(
        first, second, (population1, population2, population_both)
    )
    correlation = waves.correlation(waves.within(measured))
    found = _mean_result(
        with_se(first, waves.n1, waves.size1), with_se(second, waves.n2, waves.size2),
        waves, correlation, relevant=relevant, confidence=confidence,
    )  # fmt: skip
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

    Raises
    ------
    ValueError
        As in `mean_change` and `survey.mean`; if the waves have no item in common.

    Notes
    -----
    Each wave by `survey.proportion` or `survey.mean`. Their correlation is that of
    `change.proportion_change`, with for each respondent the linearised contribution: weight times
    what the raking margins leave of (answer − estimate). Shares: MOVER from the two Wilson limits
    on the effective n, its correlation with Newcombe's continuity correction. Means: t. After
    raking both are widened as in `survey.mean`. In R:
    ``svydesign`` on both waves stacked, with the respondent as cluster, and ``svycontrast``; it
    knows no overlap of populations.

    Examples
    --------
    >>> found = survey_change([0, 0, 1, 0, 1, 0], [1, 0, 1, 1, 1, 0], population1=100,
    ...                       population2=100, ids1=range(6), ids2=range(3, 9))
    >>> round(found["difference"], 3), found["verdict"]
    (0.333, 'onzeker')
    """
    check_choice("kind", kind, KINDS)
    check_number("relevant", relevant, optional=True)
    check_number("population1", population1, optional=True)
    check_number("population2", population2, optional=True)
    check_raking("raking1", raking1)
    check_raking("raking2", raking2)
    check_same_rows(y1=y1, ids1=ids1, weights1=weights1)
    check_same_rows(y2=y2, ids2=ids2, weights2=weights2)
    later = items_of(y2)
    items = [item for item in items_of(y1) if item in later]
    if not items:
        raise ValueError("the waves have no item in common")
    if isinstance(y1, pd.DataFrame):
        y1, y2 = y1[items], pd.DataFrame(later)[items]
    first = weighted(y1, ids1, weights1, raking1, population1, kind)
    second = weighted(y2, ids2, weights2, raking2, population2, kind)
    sizes = (population1, population2, population_both)
    waves, measured, method = hang_together(first, second, sizes)
    correlation = waves.correlation(waves.within(measured))
    judge = _share_result if kind == "share" else _mean_result
    found = judge(first, second, waves, correlation, relevant=relevant, confidence=confidence)
    found |= {"correlation": correlation, "method": np.full(len(items), f"{kind}, {method}")}
    if isinstance(y1, pd.DataFrame):
        return pd.DataFrame({"item": items} | found)
    return shaped(True, found)


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

    Raises
    ------
    ValueError
        As in `survey_change` and `weights.rake`.

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
    check_frame("classes1", classes1)
    check_frame("classes2", classes2)
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


def _mean_result(
    first: Wave,
    second: Wave,
    waves: Waves,
    correlation: Floats,
    *,
    relevant: float | None,
    confidence: float,
) -> dict[str, Any]:
    """Judge differences of means; one without any spread is only known when all were asked."""
    difference = second.estimate - first.estimate
    se = combined_se(first.se, second.se, correlation)
    df = partial_df(first.se, second.se, waves)
    se = np.where((se > 0) | waves.all_asked, se, np.nan)
    wide = combined_se(first.se * first.stretch, second.se * second.stretch, correlation)
    wide = np.where(np.isnan(se), np.nan, wide)

    def limits(z: Floats) -> tuple[Floats, Floats]:
        half = np.where(se == 0, 0.0, tailed(z, df) * wide)
        return difference - half, difference + half

    with np.errstate(invalid="ignore", divide="ignore"):
        student = 2 * special.stdtr(df, -np.abs(difference / wide))
    p = np.where(se == 0, 1.0 * (difference == 0), student)
    if relevant is None:
        worth = np.nan_to_num(RELEVANT_SHARE_OF_MEAN * np.abs(first.estimate))
    else:
        worth = np.array([relevant])
    result = judged(difference, limits, p=p, relevant=worth, confidence=confidence)
    return {"difference": difference, "se": se, "df": df} | result


def _share_result(
    first: Wave,
    second: Wave,
    waves: Waves,
    correlation: Floats,
    *,
    relevant: float | None,
    confidence: float,
) -> dict[str, Any]:
    """Judge differences of weighted shares, by the Wilson limits of either wave.

    For the limits a positive correlation is moved towards 0 as far as half a respondent in each
    cell of yes and no could (Newcombe's continuity correction): twice the same answers of a
    sample say little of those who were not asked.
    """
    spread = first.estimate * (1 - first.estimate) * second.estimate * (1 - second.estimate)
    with np.errstate(invalid="ignore", divide="ignore"):
        half = waves.correlation(1 / (2 * waves.n_both * np.sqrt(spread)))
    wary = np.where(correlation > 0, np.maximum(correlation - half, 0), correlation)

    def limits(z: Floats) -> tuple[Floats, Floats]:
        sides = [
            (wave.estimate, *wilson_limits(wave.estimate, wave.n, wave.quantile(z)))
            for wave in (first, second)
        ]
        return combined_limits(sides[0], sides[1], wary)

    difference = second.estimate - first.estimate
    worth = RELEVANT_SHARE if relevant is None else relevant
    found = {
        "difference": difference,
        "se": combined_se(first.se, second.se, correlation),
        "df": partial_df(first.se, second.se, waves),
    }
    p = touching(difference, limits)
    return found | judged(difference, limits, p=p, relevant=worth, confidence=confidence)
