"""From an interval at any confidence to what a change result holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from pijler_analysis.stats._arrays import Floats, normal_quantile
from pijler_analysis.stats.verdicts import verdict

Limits = Callable[[Floats], tuple[Floats, Floats]]
"""Limits of a difference, from how many standard errors they may lie away."""

_FARTHEST = 40.0
"""Standard errors beyond which a p-value is 0 in floating point."""
_HALVINGS = 60


def judged(
    difference: Floats, limits: Limits, *, relevant: ArrayLike, confidence: float
) -> dict[str, Any]:
    """Interval, 80 % interval, p-value and verdict of a difference.

    The p-value is where the interval would just touch 0, so that it never contradicts it.
    """
    z, z_80 = normal_quantile(confidence), normal_quantile(0.80)
    low, high = limits(np.full(difference.shape, z))
    low_80, high_80 = limits(np.full(difference.shape, z_80))
    p = np.where(np.isnan(low), np.nan, _touching(difference.shape, limits))
    words = verdict(
        difference, low, high, low_80, high_80, relevant=relevant, confidence=confidence
    )
    return {
        "low": low, "high": high, "low_80": low_80, "high_80": high_80, "p": p, "verdict": words,
    }  # fmt: skip


def _touching(shape: tuple[int, ...], limits: Limits) -> Floats:
    """p-value at which the interval just touches 0, found by halving."""
    excluding, touching = np.zeros(shape), np.full(shape, _FARTHEST)
    for _ in range(_HALVINGS):
        middle = (excluding + touching) / 2
        low, high = limits(middle)
        apart = (low > 0) | (high < 0)
        excluding, touching = np.where(apart, middle, excluding), np.where(apart, touching, middle)
    return np.asarray(2 * special.ndtr(-excluding))


def tailed(z: Floats, df: ArrayLike) -> Floats:
    """Quantile of Student's t with the same tail as ``z`` has on the normal curve."""
    spread = np.asarray(df, dtype=float)
    known = np.where(spread > 0, spread, 1.0)
    return np.where(spread > 0, -special.stdtrit(known, special.ndtr(-z)), np.nan)
