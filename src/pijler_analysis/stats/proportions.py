"""How sure is a share: intervals for k of n, also when n is a large part of everyone.

One idea carries the finite population. Drawing n of N without replacement tells as much as
drawing n* = n(N − 1)/(N − n) with replacement, so every interval takes its finite form by
reading n* for n; with everyone asked (n = N) n* is infinite and the width is zero. Only the
exact interval has a form of its own, the inversion of the hypergeometric test.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    check_choice,
    check_confidence,
    check_number,
    is_scalar,
    normal_quantile,
    not_whole,
    refuse,
    shaped,
)
from pijler_analysis.stats._columns import aligned
from pijler_analysis.stats._hypergeometric import hypergeometric_limits

DIRECT = ("wilson", "clopper-pearson", "agresti-coull", "jeffreys", "wald")
METHODS = ("auto", "exact", *DIRECT)
FEW = 5
SMALL_SAMPLE = 40
HALVINGS = 60


def proportion_interval(
    successes: ArrayLike | pd.Series,
    trials: ArrayLike | pd.Series,
    *,
    population: ArrayLike | pd.Series | None = None,
    method: str = "auto",
    confidence: float = 0.95,
) -> dict[str, Any]:
    """Share of successes with the interval that holds the share among everyone.

    Parameters
    ----------
    successes, trials : whole numbers, scalars or arrays that broadcast
        A missing count gives a missing result, and so do zero trials.
    population : number of units the trials were drawn from; None for unlimited
    method : one of `METHODS`
        ``auto`` is Wilson; with a population it is ``exact`` when successes or failures are at
        most 5 or trials under 40. ``exact`` without a population is Clopper-Pearson.
    confidence : probability that the interval holds the true share

    Returns
    -------
    dict with ``estimate``, ``low``, ``high``, ``se``, ``method``
        Floats (and a word) when everything passed is scalar, else arrays.

    Raises
    ------
    ValueError
        If a count is negative or not whole, successes exceed trials, or trials the population.

    Notes
    -----
    Wilson: (p + z²/2n* ± z √(p(1−p)/n* + z²/4n*²)) / (1 + z²/n*), which is Wilson's formula with
    z² multiplied by (N−n)/(N−1). Exact: all K of N with P(X ≥ k) > α/2 and P(X ≤ k) > α/2.
    Standard error: √(p(1−p)/n*). Wilson 1927; Cochran 1977, ch. 3; Newcombe 1998; Brown, Cai and
    DasGupta 2001; Wang 2015.

    In R: ``prop.test(k, n, correct = FALSE)$conf.int`` (Wilson), ``binom.test(k, n)``
    (Clopper-Pearson), ``phyper`` over all K (exact); base R has no finite Wilson.

    Examples
    --------
    >>> found = proportion_interval(24, 160, population=985)
    >>> round(found["estimate"], 3), round(found["low"], 3), round(found["high"], 3)
    (0.15, 0.106, 0.208)
    >>> found["method"]
    'wilson'
    >>> proportion_interval([0, 45], [20, 100], population=300)["low"].round(2).tolist()
    [0.0, 0.37]
    """
    check_choice("method", method, METHODS)
    check_confidence(confidence)
    scalar = is_scalar(successes, trials, population)
    k, n, size = _checked_counts(successes, trials, population)
    with np.errstate(invalid="ignore"):
        p = k / n
        effective = effective_trials(n, size)
        se = np.sqrt(p * (1 - p) / effective)
    used = _methods_used(method, k, n, size)
    low, high = np.full(p.shape, np.nan), np.full(p.shape, np.nan)
    for name in np.unique(used):
        here = (used == name) & (n > 0) & ~np.isnan(size)
        if name == "exact":
            found = hypergeometric_limits(k[here], n[here], size[here], confidence)
        else:
            found = limits(p[here], effective[here], method=str(name), confidence=confidence)
        low[here], high[here] = found
    return shaped(
        scalar, {"estimate": p, "low": low, "high": high, "se": se, "method": used.astype(object)}
    )


def effective_trials(n: Floats, population: Floats) -> Floats:
    """Draws with replacement that tell as much: n(N − 1)/(N − n), infinite when all were asked.

    Parameters
    ----------
    n, population : arrays of one shape; an infinite population leaves n, a missing one is missing

    Returns
    -------
    array, one effective number each

    Notes
    -----
    Cochran 1977, ch. 3. In R: ``n * (N - 1) / (N - n)``.

    Examples
    --------
    >>> effective_trials(np.array([150.0, 985.0]), np.array([985.0, 985.0])).round(2).tolist()
    [176.77, inf]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        finite = n * (population - 1) / (population - n)
        return np.where(np.isinf(population), n, np.where(n >= population, np.inf, finite))


def limits(
    p: ArrayLike, n: ArrayLike, *, method: str = "wilson", confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Limits from a share and an effective number of trials, whole or not, also infinite.

    Parameters
    ----------
    p, n : share and trials, scalars or arrays that broadcast; missing ones give missing limits
    method : as in `proportion_interval`, but for ``auto`` and ``exact``

    Returns
    -------
    two arrays, low and high, within 0 and 1 and around p; both p where n is infinite

    Raises
    ------
    ValueError
        If p does not lie in 0 to 1, n is negative, or the method is not known.

    Notes
    -----
    Formulas and sources as in `proportion_interval`. In R: ``prop.test(p * n, n, correct =
    FALSE)$conf.int`` (Wilson), which takes a count that is not whole.

    Examples
    --------
    >>> low, high = limits(0.15, 188.3)
    >>> round(float(low), 3), round(float(high), 3)
    (0.106, 0.208)
    """
    share, trials = np.broadcast_arrays(as_floats(p, "p"), as_floats(n, "n"))
    check_choice("method", method, DIRECT)
    refuse((share < 0) | (share > 1), lambda i: f"p is no share: {share.flat[i]:g}", p)
    refuse(trials < 0, lambda i: f"n below zero: {trials.flat[i]:g}", n)
    z = normal_quantile(confidence)
    if method == "wilson":
        low, high = wilson_limits(share, trials, z)
    elif method == "agresti-coull":
        low, high = _agresti_coull_limits(share, trials, z)
    elif method == "wald":
        half = z * np.sqrt(share * (1 - share) / trials)
        low, high = share - half, share + half
    else:
        low, high = _beta_limits(share, trials, confidence, extra=0.5 * (method == "jeffreys"))
    everyone = np.isinf(trials)
    low = np.where(everyone, share, np.clip(low, 0.0, share))
    high = np.where(everyone, share, np.clip(high, share, 1.0))
    return low, high


def wilson_limits(p: Floats, n: Floats, z: ArrayLike) -> tuple[Floats, Floats]:
    """Wilson's score limits; ``z`` may be a quantile of Student's t, also infinite.

    Parameters
    ----------
    p, n, z : share, effective trials, standard errors; arrays that broadcast
        A missing one gives missing limits; an infinite z the limits 0 and 1.

    Returns
    -------
    two arrays, low and high

    Notes
    -----
    Formula and source as in `proportion_interval`. In R:
    ``prop.test(p * n, n, conf.level = 1 - 2 * pnorm(-z), correct = FALSE)$conf.int``.

    Examples
    --------
    >>> low, high = wilson_limits(np.array([0.15]), np.array([188.3]), 1.96)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.106], [0.208])
    """
    square = np.square(z)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = square / n
        middle = (p + ratio / 2) / (1 + ratio)
        half = np.sqrt(ratio) * np.sqrt(p * (1 - p) + ratio / 4) / (1 + ratio)
    unlimited = np.isinf(ratio)
    low = np.where(unlimited, 0.0, np.where(p == 0, 0.0, middle - half))
    high = np.where(unlimited, 1.0, np.where(p == 1, 1.0, middle + half))
    return low, high


def _agresti_coull_limits(p: Floats, n: Floats, z: float) -> tuple[Floats, Floats]:
    """Wald's limits after adding z² trials, half of them successes."""
    middle = (p + z**2 / n / 2) / (1 + z**2 / n)
    half = z * np.sqrt(middle * (1 - middle) / (n + z**2))
    return middle - half, middle + half


def _beta_limits(p: Floats, n: Floats, confidence: float, *, extra: float) -> tuple[Floats, Floats]:
    """Quantiles of the beta distribution: Clopper-Pearson, or Jeffreys with half an extra."""
    tail = check_confidence(confidence)
    trials = np.where(np.isinf(n), 1.0, n)
    k, rest = p * trials, (1 - p) * trials
    step = 1 - 2 * extra  # Clopper-Pearson gives the neighbouring count, Jeffreys does not
    low = special.betaincinv(k + extra, rest + extra + step, tail)
    high = special.betaincinv(k + extra + step, rest + extra, 1 - tail)
    return np.where(p == 0, 0.0, low), np.where(p == 1, 1.0, high)


def _methods_used(method: str, k: Floats, n: Floats, population: Floats) -> NDArray[np.str_]:
    """The method by name for each item."""
    if method not in ("auto", "exact"):
        return np.full(k.shape, method)
    finite = ~np.isinf(population)
    if method == "exact":
        return np.where(finite, "exact", "clopper-pearson")
    few = (np.minimum(k, n - k) <= FEW) | (n < SMALL_SAMPLE)
    return np.where(finite & few, "exact", "wilson")


def _checked_counts(
    successes: ArrayLike | pd.Series,
    trials: ArrayLike | pd.Series,
    population: ArrayLike | pd.Series | None,
) -> tuple[Floats, Floats, Floats]:
    """Counts as float arrays of one shape, or ``ValueError`` naming the item that is wrong."""
    everyone = np.inf if population is None else population
    given = (successes, trials, population)
    columns, _ = aligned(successes=successes, trials=trials, population=everyone)
    k, n, size = columns["successes"], columns["trials"], columns["population"]
    for name, values in (("successes", k), ("trials", n), ("population", size)):
        _check_whole(values, name, given)
    refuse(k > n, lambda i: f"more successes than trials: {k.flat[i]:g} of {n.flat[i]:g}", *given)
    refuse(
        n > size,
        lambda i: f"more trials than the population: {n.flat[i]:g} of {size.flat[i]:g}",
        *given,
    )
    missing = np.isnan(k) | np.isnan(n)
    return np.where(missing, np.nan, k), np.where(missing, np.nan, n), size


def _check_whole(values: Floats, name: str, given: tuple[object, ...]) -> None:
    """Raise unless counts are whole and not negative; missing counts and endless N pass."""
    refuse(values < 0, lambda i: f"{name} below zero: {values.flat[i]:g}", *given)
    wrong = not_whole(values) & ~(np.isposinf(values) & (name == "population"))
    refuse(wrong, lambda i: f"{name} not whole: {values.flat[i]:g}", *given)


def sample_size(
    half_width: float,
    *,
    population: float | None = None,
    proportion: float = 0.5,
    confidence: float = 0.95,
) -> int:
    """How many answers make a share known to plus or minus ``half_width``.

    Parameters
    ----------
    half_width : as a share: 0.05 for five percentage points
    population : number of units to draw from; None for unlimited
    proportion : the share expected; one half asks for most answers

    Returns
    -------
    int, never more than the population; nothing here may be missing

    Raises
    ------
    ValueError
        If ``half_width`` or ``proportion`` is no share, or the population under 1.

    Notes
    -----
    n₀ = z² p(1−p)/h², then n₀ / (1 + (n₀ − 1)/N), rounded up. Cochran 1977, section 4.4.
    In R: ``ceiling(n0 / (1 + (n0 - 1) / N))`` with ``n0 <- qnorm(.975)^2 * p * (1 - p) / h^2``.

    Examples
    --------
    >>> sample_size(0.05), sample_size(0.05, population=985)
    (385, 277)
    """
    for name, value in (("half_width", half_width), ("proportion", proportion)):
        check_number(name, value)
    check_number("population", population, optional=True)
    if not 0 < half_width < 1:
        raise ValueError(f"half_width must lie between 0 and 1, not {half_width}")
    if not 0 <= proportion <= 1:
        raise ValueError(f"proportion must lie between 0 and 1, not {proportion}")
    everyone = math.inf if population is None else population
    if not everyone >= 1:
        raise ValueError(f"population must be at least 1, not {population}")
    if math.isfinite(everyone) and everyone != int(everyone):
        raise ValueError(f"population is not whole: {population}")
    certain = (half_width / normal_quantile(confidence)) ** 2
    spread = proportion * (1 - proportion)
    if math.isinf(everyone):
        needed = spread / certain if certain else math.inf
    else:
        needed = spread * everyone / (certain * (everyone - 1) + spread) if spread else 0.0
    if math.isinf(needed):
        raise ValueError(f"half_width {half_width} is too small for any number of answers")
    return max(1, math.ceil(needed - 1e-9))


def detectable_change(
    n1: float,
    n2: float,
    *,
    baseline: float,
    population1: float | None = None,
    population2: float | None = None,
    overlap: float = 0,
    correlation: float = 0.5,
    power: float = 0.8,
    confidence: float = 0.95,
) -> float:
    """How much a share must rise between two waves to be seen with the given probability.

    Parameters
    ----------
    n1, n2 : answers in the first and second wave
    baseline : the share in the first wave; for a fall pass ``1 - baseline``
    population1, population2 : units to draw from; None for unlimited. With both given, the
        smaller population is taken to lie within the larger.
    overlap : units that answered both waves; more than 0 where the waves together ask more
        units than there are
    correlation : between the two answers of one unit
    power : probability of seeing the rise

    Returns
    -------
    float, as a share: 0.1 for ten percentage points; missing when even a rise to one is not seen

    Raises
    ------
    ValueError
        If a wave exceeds its population, the overlap a wave, or a share does not lie in 0 to 1.

    Notes
    -----
    The d that solves d = z_{1−α/2} √V₀ + z_power √V₁, where V₁ is the variance of the difference
    (1−f₁)s₁²/n₁ + (1−f₂)s₂²/n₂ − 2·r·s₁s₂ (n₁₂/(n₁n₂) − N₁₂/(N₁N₂)), s² = p(1−p)·N/(N−1), and
    V₀ the same with both shares at their common mean. Tam 1984; Fleiss, Levin and Paik 2003, ch. 4.

    In R, for equal n, unlimited populations and no overlap:
    ``power.prop.test(n = n, p1 = baseline, power = power)$p2 - baseline``.

    Examples
    --------
    >>> round(detectable_change(150, 160, baseline=0.07), 3)
    0.104
    >>> round(detectable_change(150, 160, baseline=0.07, population1=985, population2=985), 3)
    0.099
    """
    for name, value in (
        ("n1", n1), ("n2", n2), ("baseline", baseline), ("overlap", overlap),
        ("correlation", correlation), ("power", power),
    ):  # fmt: skip
        check_number(name, value)
    check_number("population1", population1, optional=True)
    check_number("population2", population2, optional=True)
    waves = _two_waves(n1, n2, population1, population2, overlap)
    for name, value in (("baseline", baseline), ("power", power)):
        if not 0 < value < 1:
            raise ValueError(f"{name} must lie between 0 and 1, not {value}")
    if not -1 <= correlation <= 1:
        raise ValueError(f"correlation must lie between -1 and 1, not {correlation}")
    z, z_power = normal_quantile(confidence), float(special.ndtri(power))

    def short_of(later: float) -> float:
        middle = (n1 * baseline + n2 * later) / (n1 + n2)
        under_null = _change_variance(middle, middle, waves, correlation)
        variance = _change_variance(baseline, later, waves, correlation)
        return z * math.sqrt(under_null) + z_power * math.sqrt(variance) - (later - baseline)

    if short_of(1.0) > 0:
        return float("nan")
    unseen, seen = 0.0, 1 - baseline
    for _ in range(HALVINGS):
        middle = (unseen + seen) / 2
        if short_of(baseline + middle) > 0:
            unseen = middle
        else:
            seen = middle
    return seen


def _two_waves(
    n1: float, n2: float, population1: float | None, population2: float | None, overlap: float
) -> tuple[float, float, float]:
    """Factors of s₁², s₂² and −2·s₁s₂·r in the variance of a difference between waves."""
    for number, n, size in ((1, n1, population1), (2, n2, population2)):
        if not n > 0:
            raise ValueError(f"n{number} must be positive, not {n}")
        if size is not None and n > size:
            raise ValueError(f"n{number} exceeds population{number}: {n:g} of {size:g}")
        if size is not None and not size > 0:
            raise ValueError(f"population{number} must be positive, not {size}")
    if not 0 <= overlap <= min(n1, n2):
        raise ValueError(f"overlap must lie between 0 and the smaller wave, not {overlap}")
    if population1 is not None and population2 is not None:
        least = n1 + n2 - max(population1, population2)
        if overlap < least:
            raise ValueError(f"overlap must be at least {least:g}, not {overlap:g}")
    own = [
        1 / n if size is None else (size - n) / max(size - 1, 1) / n
        for n, size in ((n1, population1), (n2, population2))
    ]
    both = overlap / (n1 * n2)
    if population1 is not None and population2 is not None:
        larger = max(population1, population2)
        both = (both - 1 / larger) * larger / max(larger - 1, 1)
    return own[0], own[1], both


def _change_variance(
    first: float, second: float, waves: tuple[float, float, float], correlation: float
) -> float:
    """Variance of the difference between two shares."""
    a, b = first * (1 - first), second * (1 - second)
    found = a * waves[0] + b * waves[1] - 2 * correlation * math.sqrt(a * b) * waves[2]
    return max(found, 0.0)
