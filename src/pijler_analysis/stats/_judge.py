"""From an interval at any confidence to what a change result holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import Floats, normal_quantile
from pijler_analysis.stats.verdicts import verdict

Limits = Callable[[Floats], tuple[Floats, Floats]]
"""Limits of a difference, from how many standard errors they may lie away."""

_FARTHEST = 40.0
"""Standard errors beyond which a p-value is 0 in floating point."""
_LARGEST = 1e100
_ROUNDS = 40
_PRECISE = 1e-15


def judged(
    difference: Floats,
    limits: Limits,
    *,
    p: Floats,
    relevant: ArrayLike,
    confidence: float,
) -> dict[str, Any]:
    """Interval, 80 % interval, p-value and verdict of a difference.

    ``p`` is where the interval would just touch 0, so that it never contradicts it: `touching`,
    or what the method knows in closed form.
    """
    z, z_80 = normal_quantile(confidence), normal_quantile(0.80)
    low, high = limits(np.full(difference.shape, z))
    low_80, high_80 = limits(np.full(difference.shape, z_80))
    words = verdict(
        difference, low, high, low_80, high_80, relevant=relevant, confidence=confidence
    )
    return {
        "low": low, "high": high, "low_80": low_80, "high_80": high_80,
        "p": np.where(np.isnan(low), np.nan, p), "verdict": words,
    }  # fmt: skip


def touching(difference: Floats, limits: Limits) -> Floats:
    """p-value at which the interval just touches 0.

    Regula falsi (Illinois) on how far the limit facing 0 lies beyond it.
    """

    def beyond(z: Floats) -> Floats:
        low, high = limits(z)
        return np.where(difference > 0, -low, high)

    near, far = np.zeros(difference.shape), np.full(difference.shape, _FARTHEST)
    short, over = -np.abs(difference), beyond(far)
    reached, before = over > 0, short
    z = near
    for _ in range(_ROUNDS):
        with np.errstate(invalid="ignore", divide="ignore"):
            z = (near * over - far * short) / (over - short)
        found = beyond(z)
        outside = found > 0
        again = outside == (before > 0)
        short = np.where(outside, np.where(again, short / 2, short), found)
        over = np.where(outside, found, np.where(again, over / 2, over))
        near, far, before = np.where(outside, near, z), np.where(outside, z, far), found
        if np.all((np.abs(found) < _PRECISE) | ~reached):
            break
    return np.where(reached, 2 * special.ndtr(-z), np.where(difference == 0, 1.0, 0.0))


def tailed(z: Floats, df: ArrayLike) -> Floats:
    """Quantile of Student's t with the same tail as ``z`` has on the normal curve.

    Missing without degrees of freedom, and never so large that its square is not a number.
    """
    spread = np.where(np.asarray(df) > 0, df, np.nan)
    return np.minimum(-special.stdtrit(spread, special.ndtr(-z)), _LARGEST)
