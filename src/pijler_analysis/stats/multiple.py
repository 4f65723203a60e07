"""p-values of several tests read together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    check_choice,
    refuse,
)

METHODS = ("holm", "bh")


def adjust(p: ArrayLike, *, method: str = "holm") -> Floats:
    """Which of these findings stand when all of them were looked at?

    Parameters
    ----------
    p : p-values, one per test of the family
        Missing ones stay missing and do not count as tests.
    method : {"holm", "bh"}
        ``holm``: the chance of even one false finding stays under the level (headline figures).
        ``bh``: the expected share of false findings among the findings does (exploration).

    Returns
    -------
    array of adjusted p-values, in the order given
        Compare each with the level itself, such as 0.05.

    Raises
    ------
    ValueError
        If a p-value does not lie in 0 to 1, or the method is not known.

    Notes
    -----
    With the k p-values sorted upward, Holm takes max over j ≤ i of min(1, (k − j + 1) p₍ⱼ₎);
    Benjamini–Hochberg takes min over j ≥ i of k p₍ⱼ₎ / j. Holm (1979), *Scandinavian
    Journal of Statistics* 6, 65–70; Benjamini & Hochberg (1995), *JRSS B* 57, 289–300.
    In R: ``p.adjust(p, "holm")`` and ``p.adjust(p, "BH")``.

    Examples
    --------
    >>> adjust([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    >>> adjust([0.01, 0.04, 0.03], method="bh").round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    check_choice("method", method, METHODS)
    values = as_floats(p, "p")
    if values.ndim != 1:
        raise ValueError("p is not a list of p-values")
    refuse((values < 0) | (values > 1), lambda i: f"p-value {values[i]:g} is not in 0 to 1", p)
    adjusted = np.full(values.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(values))
    order = tested[np.argsort(values[tested])]
    climb = _holm if method == "holm" else _benjamini_hochberg
    adjusted[order] = climb(values[order])
    return adjusted


def _holm(rising: Floats) -> Floats:
    tests_left = np.arange(rising.size, 0, -1)
    return np.minimum(1, np.maximum.accumulate(tests_left * rising))


def _benjamini_hochberg(rising: Floats) -> Floats:
    rank = np.arange(1, rising.size + 1)
    scaled = rising.size / rank * rising
    return np.minimum.accumulate(scaled[::-1])[::-1]
