"""The exact interval for a share of a finite population: the hypergeometric test, inverted."""

from __future__ import annotations

import math

import numpy as np

from pijler_analysis.stats._arrays import Floats, check_confidence

_SUMMED = 1_000_000
"""Populations up to this size are gone through unit by unit; that is quick for many at once."""
_SAME_CHANCE = 1e-9
"""Chances this close to the level, relatively, are the level itself, and then reject."""


def hypergeometric_limits(
    k: Floats, n: Floats, population: Floats, confidence: float
) -> tuple[Floats, Floats]:
    """Least and greatest share of the population that the exact test does not reject."""
    tail = check_confidence(confidence)
    triples = np.column_stack([k, n, population]).astype(np.int64)
    distinct, place = np.unique(triples, axis=0, return_inverse=True)
    least = [_least_total(a, b, c, tail) / c for a, b, c in distinct.tolist()]
    most = [(c - _least_total(b - a, b, c, tail)) / c for a, b, c in distinct.tolist()]
    return np.array(least)[place], np.array(most)[place]


def _least_total(k: int, n: int, population: int, tail: float) -> int:
    """Least number K of successes in the population with P(X ≥ k | K) > tail.

    P(X ≥ k | K) is the chance that, going through the population in random order, the k-th of the
    n sampled units has come by place K: a negative hypergeometric distribution, summed once.
    """
    if k == 0:
        return 0
    tail *= 1 + _SAME_CHANCE
    if population > _SUMMED:
        return _halved_total(k, n, population, tail)
    place = np.arange(k, population - n + k)
    steps = np.log(place * (population - place - n + k) / ((place - k + 1) * (population - place)))
    first = _log_factorial(n) - _log_factorial(n - k)  # k sampled units in the first k places
    first += _log_factorial(population - k) - _log_factorial(population)
    chance = np.cumsum(np.exp(first + np.concatenate([[0.0], np.cumsum(steps)])))
    return k + int(np.argmax(chance > tail))


def _halved_total(k: int, n: int, population: int, tail: float) -> int:
    """The same, found by halving: for populations too large to go through unit by unit."""
    short, enough = k - 1, population - n + k
    while enough - short > 1:
        middle = (short + enough) // 2
        if _chance_of_at_least(k, n, population, middle) > tail:
            enough = middle
        else:
            short = middle
    return enough


def _chance_of_at_least(k: int, n: int, population: int, total: int) -> float:
    """P(X ≥ k) when ``total`` of the population are successes, from the chances near the mode."""
    mode = (n + 1) * (total + 1) // (population + 2)
    reach = 100 + int(40 * math.sqrt(n * (total / population) * (1 - total / population)))
    first, last = max(0, n - population + total, mode - reach), min(n, total, mode + reach)
    x = np.arange(first, last)
    steps = np.log((total - x) / (x + 1)) + np.log((n - x) / (population - total - n + x + 1))
    chances = np.concatenate([[0.0], np.cumsum(steps)])
    chances = np.exp(chances - chances.max())
    return float(chances[max(k - first, 0) :].sum() / chances.sum())


def _log_factorial(n: int) -> float:
    """Logarithm of n!."""
    return math.lgamma(n + 1)
