"""Agreement of people who judged the same things, beyond what chance would give.

Two readers who sorted things into kinds, or any number of judges who gave them scores.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from pijler_analysis.stats._arrays import as_list, check_same_rows, normal_quantile, refuse

_MISSING = float("nan")


def kappa(first: ArrayLike, second: ArrayLike, *, confidence: float = 0.95) -> dict[str, float]:
    """How well do two readers agree on one question, chance taken off?

    Parameters
    ----------
    first, second : what each reader made of every thing, in the same order
        Any labels; nothing missing.

    Returns
    -------
    dict with ``estimate``, ``se``, ``low``, ``high``, ``n`` and ``agreed`` (the plain share).
    Where both gave everything the same label there is nothing to agree on: all but the counts
    are missing. Where they never differ the standard error is 0, which says nothing of how sure
    that is: the limits are missing.

    Raises
    ------
    ValueError
        If the two are not as long.

    Notes
    -----
    Cohen (1960); the standard error that of Fleiss, Cohen & Everitt (1969), which holds for any
    kappa and not only for none. In R: ``psych::cohen.kappa(cbind(first, second))``.

    Examples
    --------
    >>> found = kappa(["a"] * 80 + ["b"] * 10 + ["c"] * 10,
    ...               ["a"] * 75 + ["b"] + ["c"] * 4 + ["a"] * 5 + ["b"] * 4 + ["c"] + ["c"] * 10)
    >>> round(found["estimate"], 3), round(found["se"], 4)
    (0.676, 0.0877)
    """
    n = check_same_rows(first=first, second=second)
    one, other = np.asarray(first), np.asarray(second)
    kinds = np.unique(np.concatenate([one, other]))
    places = np.searchsorted(kinds, one), np.searchsorted(kinds, other)
    table = np.zeros((len(kinds), len(kinds)))
    np.add.at(table, places, 1)
    agreed = float(np.trace(table) / n) if n else _MISSING
    if len(kinds) < 2:
        return _found(_MISSING, _MISSING, n, agreed, confidence)
    p = table / n
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    by_chance = float(rows @ columns)
    estimate = (agreed - by_chance) / (1 - by_chance)
    se = _standard_error(p, rows, columns, agreed, by_chance) / math.sqrt(n)
    return _found(estimate, se, n, agreed, confidence)


def _standard_error(
    p: np.ndarray, rows: np.ndarray, columns: np.ndarray, agreed: float, by_chance: float
) -> float:
    """Return the standard error for one thing: formula 13 of Fleiss, Cohen & Everitt."""
    room = 1 - by_chance
    both = columns[:, None] + rows[None, :]  # of the cell in row i and column j: p.i + pj.
    inner = np.diag(p) * (room - (rows + columns) * (1 - agreed)) ** 2
    outer = p * both**2 * (1 - np.eye(len(p)))
    left = agreed * by_chance - 2 * by_chance + agreed
    variance = (inner.sum() + (1 - agreed) ** 2 * outer.sum() - left**2) / room**4
    return math.sqrt(max(0.0, variance))


def pooled_kappa(
    first: ArrayLike, second: ArrayLike, *, confidence: float = 0.95
) -> dict[str, float]:
    """How well do two readers agree on all codes together, where a thing may have several?

    Parameters
    ----------
    first, second : boolean, a row per thing and a column per code: whether the reader gave it
        Nothing missing.

    Returns
    -------
    dict as of `kappa`; ``agreed`` is the share of all decisions on a code that were the same

    Notes
    -----
    Agreement and chance are averaged over the codes before they are divided, so that a rare code
    does not weigh as much as a common one: De Vries et al. (2008). The standard error leaves each
    thing out in turn (jackknife). No package of R has it: see ``tests/golden/agreement``.

    Examples
    --------
    >>> same = [[1, 0], [0, 1], [1, 1], [0, 0]]
    >>> pooled_kappa(same, same)["estimate"]
    1.0
    """
    n = check_same_rows(first=first, second=second)
    one, other = np.asarray(first, dtype=bool), np.asarray(second, dtype=bool)
    if one.shape != other.shape:
        raise ValueError(f"{one.shape} decisions of the first reader and {other.shape}")
    same = (one == other).sum(axis=0)
    estimate = float(_pooled(same, one.sum(axis=0), other.sum(axis=0), n)) if n else _MISSING
    agreed = float(same.mean() / n) if n else _MISSING
    if n < 2 or math.isnan(estimate):
        return _found(estimate, _MISSING, n, agreed, confidence)
    without = _pooled(
        same - (one == other), one.sum(axis=0) - one, other.sum(axis=0) - other, n - 1
    )
    se = math.sqrt((n - 1) / n * float(((without - without.mean()) ** 2).sum()))
    return _found(estimate, se, n, agreed, confidence)


def _pooled(same: np.ndarray, one: np.ndarray, other: np.ndarray, n: int) -> np.ndarray:
    """Divide the mean agreement beyond chance by the mean room for it, over the last axis."""
    yes, too = one / n, other / n
    by_chance = (yes * too + (1 - yes) * (1 - too)).mean(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return ((same / n).mean(axis=-1) - by_chance) / (1 - by_chance)


def _found(
    estimate: float, se: float, n: int, agreed: float, confidence: float
) -> dict[str, float]:
    half = normal_quantile(confidence) * se or _MISSING
    return {
        "estimate": estimate, "se": se, "low": float(np.maximum(-1.0, estimate - half)),
        "high": float(np.minimum(1.0, estimate + half)), "n": n, "agreed": agreed,
    }  # fmt: skip


def alpha(scores: ArrayLike, things: ArrayLike) -> dict[str, float]:
    """How far do judges give the same thing the same score, however many judged each of them?

    Parameters
    ----------
    scores : numbers of equal steps, one per judgement
        Missing ones are left out, and so is a thing that only one judge scored.
    things : what each score is about, in the same order
        Who judged need not be known.

    Returns
    -------
    dict with ``estimate`` (1: always the same; 0: no better than scores dealt out by lot; below 0:
    more apart than by lot), ``n`` scores and ``things`` that count. Where all scores are the same
    there is nothing to agree on: the estimate is missing.

    Raises
    ------
    ValueError
        If the two are not as long, or a score is infinite.

    Notes
    -----
    Krippendorff's α with the interval metric, 1 − D_o/D_e: the mean squared difference of scores
    within a thing over that of scores at large. Krippendorff (2011), *Computing Krippendorff's
    Alpha-Reliability*. All the scores there are, so there is no interval. In R:
    ``irr::kripp.alpha(t(matrix), "interval")``.

    Examples
    --------
    >>> alpha([7, 7, 4, 4, 9, 9], list("aabbcc"))["estimate"]
    1.0
    >>> round(alpha([7, 8, 4, 4, 9, 5], list("aabbcc"))["estimate"], 3)
    0.38
    """
    check_same_rows(scores=scores, things=things)
    given = as_list(scores, "scores")
    refuse(np.isinf(given), lambda i: f"score {given[i]:g} is not finite", scores)
    labels = np.unique(np.asarray(things), return_inverse=True)[1]
    kept = ~np.isnan(given)
    kept &= np.bincount(labels[kept], minlength=labels.max(initial=-1) + 1)[labels] > 1
    values, places = given[kept], np.unique(labels[kept], return_inverse=True)[1]
    n, times = len(values), np.bincount(places)
    counted = {"n": float(n), "things": float(len(times))}
    if n == 0 or np.ptp(values) == 0:
        return {"estimate": _MISSING} | counted
    values = values - values.mean()
    squares, sums = np.bincount(places, values**2), np.bincount(places, values)
    within = float((2 * (times * squares - sums**2) / (times - 1)).sum()) / n
    at_large = 2 * float((values**2).sum()) / (n - 1)
    return {"estimate": 1 - within / at_large} | counted
