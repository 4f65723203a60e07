"""Limits for a mean or a share whose variance a survey design gave."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import (
    Floats,
    check_choice,
    check_confidence,
    student_quantile,
)
from pijler_analysis.stats._design import Design
from pijler_analysis.stats.proportions import wilson_limits

PROPORTION_METHODS = ("wilson", "logit", "korn-graubard", "wald")


def check_method(method: str) -> None:
    """Raise unless the method is known."""
    check_choice("method", method, PROPORTION_METHODS)


def effective_answers(p: Floats, variance: Floats, kish: Floats) -> Floats:
    """p(1−p)/v; Kish's where all say the same; infinite when nothing is left uncertain."""
    with np.errstate(invalid="ignore", divide="ignore"):
        inner = p * (1 - p) / variance
    return np.where((p <= 0) | (p >= 1), kish, inner)


def mean_limits(
    flat: Mapping[str, Floats], design: Design, confidence: float, *, stretch: float = 1.0
) -> tuple[Floats, Floats]:
    """Estimate ∓ t·se, ``stretch`` times as wide; of no width where everyone was asked.

    Everyone may be one, who leaves no degree of freedom and no doubt.
    """
    half = student_quantile(confidence, flat["df"]) * flat["se"] * stretch
    half = 0 * flat["se"] if design.all_asked else half
    return flat["estimate"] - half, flat["estimate"] + half


def share_limits(
    flat: Mapping[str, Floats], method: str, confidence: float, *, stretch: float = 1.0
) -> tuple[Floats, Floats]:
    """Limits of shares, by the method asked for.

    ``flat`` holds ``estimate``, ``se``, ``df``, ``n`` and ``effective_n``, one of each per share;
    ``stretch`` widens Wilson's limits after raking, the other methods stay as R has them. Certain
    shares have no width; an answer that stands alone tells nothing.
    """
    quantile = student_quantile(confidence, flat["df"])
    n = flat["effective_n"] / stretch**2
    limits: dict[str, Callable[[], tuple[Floats, Floats]]] = {
        "wilson": lambda: wilson_limits(flat["estimate"], n, quantile),
        "logit": lambda: _logit_limits(flat["estimate"], flat["se"], quantile),
        "korn-graubard": lambda: _korn_graubard_limits(flat, quantile, confidence),
        "wald": lambda: _wald_limits(flat["estimate"], flat["se"], quantile),
    }
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = limits[method]()
    p, known = flat["estimate"], np.isinf(n)
    alone = (flat["df"] == 0) & ~known
    low = np.where(known, p, np.where(alone, 0.0, np.clip(low, 0.0, p)))
    high = np.where(known, p, np.where(alone, 1.0, np.clip(high, p, 1.0)))
    return low, high


def _wald_limits(p: Floats, se: Floats, quantile: Floats) -> tuple[Floats, Floats]:
    """Estimate plus and minus."""
    return p - quantile * se, p + quantile * se


def _logit_limits(p: Floats, se: Floats, quantile: Floats) -> tuple[Floats, Floats]:
    """Symmetric on the log odds; missing at 0 and 1."""
    inner = np.where((p > 0) & (p < 1), p, np.nan)
    half = quantile * se / (inner * (1 - inner))
    middle = special.logit(inner)
    return special.expit(middle - half), special.expit(middle + half)


def _korn_graubard_limits(
    flat: Mapping[str, Floats], quantile: Floats, confidence: float
) -> tuple[Floats, Floats]:
    """Clopper-Pearson on the effective n, made smaller for the degrees of freedom."""
    p, tail = flat["estimate"], check_confidence(confidence)
    n = flat["effective_n"] * (student_quantile(confidence, flat["n"] - 1) / quantile) ** 2
    low = special.betaincinv(n * p, n * (1 - p) + 1, tail)
    high = special.betaincinv(n * p + 1, n * (1 - p), 1 - tail)
    return np.where(p <= 0, 0.0, low), np.where(p >= 1, 1.0, high)
