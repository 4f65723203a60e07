"""What may be said of a change, in one of four words."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats._arrays import Floats, check_confidence, refuse, shaped
from pijler_analysis.stats._columns import aligned

Marks = NDArray[np.bool_]

CLEAR = "duidelijk"
LIKELY = "waarschijnlijk"
NO_DIFFERENCE = "geen verschil van belang"
UNCERTAIN = "onzeker"

_ROUNDING = 1e-12
"""0.09 − 0.07 is a hair under 0.02 in binary; differences this close are equal."""


def verdict(
    difference: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    low_80: ArrayLike,
    high_80: ArrayLike,
    *,
    relevant: ArrayLike = 0.02,
    adjusted_p: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Any:
    """What may be said of a change between two years?

    Parameters
    ----------
    difference, low, high, low_80, high_80 : float or array
        The change, its interval at ``confidence`` and its 80 % interval.
    relevant : float or array
        The smallest change that matters, in the unit of the difference.
    adjusted_p : float or array, optional
        For an indicator of the headline family: its p-value after ``multiple.adjust``.

    Returns
    -------
    str, or array of str
        Tried in this order: *geen verschil van belang* (the whole interval lies within
        ± relevant), *duidelijk* (the interval excludes 0, the change is at least ``relevant``,
        and ``adjusted_p``, where given, is below 1 − confidence), *waarschijnlijk* (the 80 %
        interval excludes 0), *onzeker*. None where the difference or a limit is missing.

    Raises
    ------
    ValueError
        If an interval is turned round, or ``relevant`` below zero or missing.

    Notes
    -----
    A change of exactly ``relevant`` matters. An interval of width 0 at 0 (twice the same
    complete count) is no difference, whatever ``relevant`` is. For counts that are complete but
    bounded, see ``census_verdict``. The words are this project's own; to call an effect
    negligible from its interval is an equivalence test (Schuirmann 1987, *Journal of
    Pharmacokinetics and Biopharmaceutics* 15, 657–680).

    In R the two ends of that test: ``low > -relevant & high < relevant``; there is no function
    for the four words.

    Examples
    --------
    >>> verdict(0.08, 0.03, 0.13, 0.05, 0.11)
    'duidelijk'
    >>> verdict([0.03, 0.0], [-0.01, -0.01], [0.07, 0.01], [0.004, -0.006], [0.056, 0.006]).tolist()
    ['waarschijnlijk', 'geen verschil van belang']
    """
    check_confidence(confidence)
    given, scalar = aligned(
        difference=difference, low=low, high=high, low_80=low_80, high_80=high_80,
        relevant=relevant, adjusted_p=adjusted_p,
    )  # fmt: skip
    p = given.pop("adjusted_p")
    sources = (difference, low, high, relevant, adjusted_p)
    refuse((p < 0) | (p > 1), lambda i: f"adjusted_p is no chance: {p[i]:g}", *sources)
    _check_limits(given["low"], given["high"], given["relevant"], *sources)
    _check_limits(given["low_80"], given["high_80"], given["relevant"], *sources, what="80 % ")
    d, rounding = given["difference"], _ROUNDING * (1 + np.abs(given["difference"]))
    apart = (d < given["low"] - rounding) | (d > given["high"] + rounding)
    refuse(apart, lambda i: f"the difference lies outside its interval: {d[i]:g}", *sources)
    clear = _excludes_zero(given["low"], given["high"])
    clear &= _matters(given["difference"], given["relevant"])
    clear &= np.isnan(p) | (p < 1 - confidence)
    words = _words(
        _any_missing(given),
        _negligible(given["low"], given["high"], given["relevant"]),
        clear,
        _excludes_zero(given["low_80"], given["high_80"]),
    )
    return shaped(scalar, {"verdict": words})["verdict"]


def census_verdict(low: ArrayLike, high: ArrayLike, *, relevant: ArrayLike = 0.02) -> Any:
    """What may be said of a change between two complete counts with bounds?

    Nothing was drawn, so chance plays no part: only what is not known does.

    Parameters
    ----------
    low, high : float or array
        The smallest and the largest the change can be, all unknowns resolved either way.
    relevant : float or array
        The smallest change that matters, in the unit of the bounds.

    Returns
    -------
    str, or array of str
        *duidelijk*: the change matters at both bounds, in the same direction. *geen verschil
        van belang*: at neither, so nowhere between. Else *onzeker*. None where a bound is missing.

    Raises
    ------
    ValueError
        If the bounds are turned round, or ``relevant`` below zero or missing.

    Notes
    -----
    The bounds are those of Manski (1995), *Identification Problems in the Social Sciences*: what
    the data say without a guess at what is missing. In R plain comparisons: *duidelijk* is
    ``low >= relevant & low > 0 | high <= -relevant & high < 0``.

    Examples
    --------
    >>> census_verdict(0.03, 0.05), census_verdict(-0.01, 0.01), census_verdict(0.01, 0.05)
    ('duidelijk', 'geen verschil van belang', 'onzeker')
    """
    given, scalar = aligned(low=low, high=high, relevant=relevant)
    bounds = given["low"], given["high"]
    _check_limits(*bounds, given["relevant"], low, high, relevant)
    clear = _excludes_zero(*bounds)
    for bound in bounds:
        clear &= _matters(bound, given["relevant"])
    negligible = _negligible(*bounds, given["relevant"])
    words = _words(_any_missing(given), negligible, clear, np.zeros_like(clear))
    return shaped(scalar, {"verdict": words})["verdict"]


def _check_limits(
    low: Floats, high: Floats, relevant: Floats, *sources: object, what: str = ""
) -> None:
    """Refuse a turned interval, and a smallest change that is none."""
    refuse(
        ~(relevant >= 0), lambda i: f"relevant is not a number from 0: {relevant[i]:g}", *sources
    )
    refuse(
        low > high,
        lambda i: f"{what}interval is turned round: {low[i]:g} to {high[i]:g}",
        *sources,
    )


def _words(missing: Marks, negligible: Marks, clear: Marks, likely: Marks) -> NDArray[np.object_]:
    """Choose the first word that holds, in the order of the arguments."""
    words = np.full(missing.shape, UNCERTAIN, dtype=object)
    for holds, word in ((likely, LIKELY), (clear, CLEAR), (negligible, NO_DIFFERENCE)):
        words[holds] = word
    words[missing] = None
    return words


def _excludes_zero(low: Floats, high: Floats) -> Marks:
    return (low > 0) | (high < 0)


def _matters(difference: Floats, relevant: Floats) -> Marks:
    return np.asarray(np.abs(difference) >= relevant - _ROUNDING)


def _negligible(low: Floats, high: Floats, relevant: Floats) -> Marks:
    """Whether every value of the interval is too small to matter."""
    within = ~_matters(low, relevant) & ~_matters(high, relevant)
    return within | ((low == 0) & (high == 0))


def _any_missing(given: dict[str, Floats]) -> Marks:
    return np.asarray(np.isnan(np.stack(list(given.values()))).any(axis=0))
