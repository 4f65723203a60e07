"""How long people waited, the ones still waiting counted too."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats._arrays import Floats, as_list, normal_quantile, refuse

Marks = NDArray[np.bool_]

_ROUNDING = 1e-12
"""Shares that differ by less are the same share, computed in another order."""


def waiting_time(
    days: ArrayLike, answered: ArrayLike, *, confidence: float = 0.95
) -> dict[str, float]:
    """How long does a question wait for its answer, the open ones counted too?

    Parameters
    ----------
    days : days waited, one per question
        Of an open question: the days waited so far. A missing one leaves with its question.
    answered : bool, one per question
        Whether the wait ended; missing leaves with its question.

    Returns
    -------
    dict
        ``median`` and ``p90``: the first day on which half, nine in ten, had an answer; missing
        where so many never had one. ``median_low, median_high, p90_low, p90_high``: their
        interval as a process (another year like this one); a limit that lies beyond the longest
        wait is missing. ``n, answered, open``: how many questions.

    Raises
    ------
    ValueError
        If a wait is negative or infinite, or ``answered`` neither yes nor no.

    Notes
    -----
    S(t) = Π (1 − dⱼ/nⱼ) over the days tⱼ ≤ t, with dⱼ answers among nⱼ still waiting; a question
    open on day t still waits on that day. The median is the smallest t with S(t) ≤ 0.5. Limits:
    the days on which the log–log limits of S pass the same share (Brookmeyer & Crowley 1982,
    with Greenwood's variance). Kaplan & Meier (1958), *JASA* 53, 457–481. In R:
    ``survfit(Surv(days, answered) ~ 1, conf.type = "log-log")``, whose ``quantile`` takes
    the middle of a stretch on which S is exactly 0.5, where this takes its beginning.

    Examples
    --------
    >>> waited = waiting_time([1, 2, 2, 5, 9], [True, True, True, False, True])
    >>> waited["median"], waited["p90"], waited["open"]
    (2.0, 9.0, 1.0)
    """
    z = normal_quantile(confidence)
    waits, ended = _waits(days, answered)
    times, survival, low, high = _survival(waits, ended, z)
    found: dict[str, float] = {}
    for name, left in (("median", 0.5), ("p90", 0.1)):
        found[name] = _first_below(times, survival, left)
        found[f"{name}_low"] = _first_below(times, low, left)
        found[f"{name}_high"] = _first_below(times, high, left)
    n, done = float(waits.size), float(ended.sum())
    return found | {"n": n, "answered": done, "open": n - done}


def _waits(days: ArrayLike, answered: ArrayLike) -> tuple[Floats, Marks]:
    """Pair the waits with whether they ended, complete pairs only."""
    waits = as_list(days, "days")
    ended = as_list(answered, "answered")
    if waits.shape != ended.shape:
        raise ValueError(f"{waits.size} waits, but {ended.size} marks whether they ended")
    refuse(waits < 0, lambda i: f"negative wait {waits[i]:g}", days)
    refuse(np.isinf(waits), lambda i: f"wait {waits[i]:g} is not a number of days", days)
    unclear = ~np.isnan(ended) & (ended != 0) & (ended != 1)
    refuse(unclear, lambda i: f"answered is neither yes nor no: {ended[i]:g}", answered, days)
    known = ~np.isnan(waits) & ~np.isnan(ended)
    return waits[known], ended[known] == 1


def _survival(waits: Floats, ended: Marks, z: float) -> tuple[Floats, ...]:
    """Days on which a wait ended, the share still waiting after each, and its limits."""
    times, which = np.unique(waits, return_inverse=True)
    left = np.bincount(which, minlength=times.size)
    waiting = left[::-1].cumsum()[::-1]
    answers = np.bincount(which, weights=ended, minlength=times.size)
    with np.errstate(divide="ignore", invalid="ignore"):
        survival = np.cumprod(1 - answers / waiting)
        spread = np.sqrt(np.cumsum(answers / (waiting * (waiting - answers))))
        log = np.log(survival)
        swing = np.exp(z * spread / np.abs(log))
    # Nobody left waiting: the variance is not defined, so neither are the limits.
    return times, survival, np.exp(log * swing), np.exp(log / swing)


def _first_below(times: Floats, share: Floats, left: float) -> float:
    """Return the first day on which at most ``left`` is still waiting."""
    reached = np.flatnonzero(share <= left + _ROUNDING)
    return float(times[reached[0]]) if reached.size else float("nan")
