"""Tests on the order of answers, not on their distances."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import Floats, check_confidence

NO_TEST = {
    "estimate": math.nan, "low": math.nan, "high": math.nan, "se": math.nan,
    "statistic": math.nan, "df": math.nan, "p": math.nan,
}  # fmt: skip


def average_ranks(values: Floats) -> Floats:
    """Rank from 1 up; equal values share the average of their ranks."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[which]


def brunner_munzel(first: Floats, second: Floats, *, confidence: float = 0.95) -> dict[str, Any]:
    """Does the second group answer higher than the first? Spread and shape may differ.

    ``estimate`` is the chance that a random member of the second group answered higher than one
    of the first, equal answers counting half. With the groups wholly apart, or all answers equal,
    there is no spread to go by: p is then that of the permutation test, and limits are missing.
    """
    check_confidence(confidence)
    n1, n2 = first.size, second.size
    if min(n1, n2) < 2:
        return NO_TEST | {"method": "brunner-munzel"}
    ranks = average_ranks(np.concatenate([first, second]))
    place1, place2 = ranks[:n1] - average_ranks(first), ranks[n1:] - average_ranks(second)
    chance = float(place2.mean() / n1)
    parts = place1.var(ddof=1) / n2**2 / n1, place2.var(ddof=1) / n1**2 / n2
    se = math.sqrt(sum(parts))
    if se == 0:
        p = 1.0 if chance == 0.5 else 2 / special.binom(n1 + n2, n1)
        return NO_TEST | {"estimate": chance, "p": float(p), "method": "brunner-munzel"}
    df = sum(parts) ** 2 / (parts[0] ** 2 / (n1 - 1) + parts[1] ** 2 / (n2 - 1))
    t = (chance - 0.5) / se
    half = -float(special.stdtrit(df, (1 - confidence) / 2)) * se
    return {
        "estimate": chance, "low": max(chance - half, 0.0), "high": min(chance + half, 1.0),
        "se": se, "statistic": t, "df": float(df), "p": float(2 * special.stdtr(df, -abs(t))),
        "method": "brunner-munzel",
    }  # fmt: skip


def kruskal_wallis(groups: list[Floats]) -> dict[str, Any]:
    """Do several groups answer alike? ``estimate`` is ε², the part of the ranks they explain."""
    values = np.concatenate(groups)
    n, df = values.size, len(groups) - 1
    ranks = average_ranks(values)
    ties = np.unique(values, return_counts=True)[1].astype(float)
    untied = 1 - (ties**3 - ties).sum() / (n**3 - n)
    if untied == 0:
        return NO_TEST | {"estimate": 0.0, "statistic": 0.0, "df": df, "p": 1.0,
                          "method": "kruskal-wallis"}  # fmt: skip
    parts = np.split(ranks, np.cumsum([group.size for group in groups])[:-1])
    between = sum(part.sum() ** 2 / part.size for part in parts)
    h = max(float((12 * between / (n * (n + 1)) - 3 * (n + 1)) / untied), 0.0)
    return NO_TEST | {
        "estimate": h / (n - 1), "statistic": h, "df": df, "p": float(special.chdtrc(df, h)),
        "method": "kruskal-wallis",
    }  # fmt: skip


def jonckheere(groups: list[Floats]) -> dict[str, Any]:
    """Do answers rise, or fall, with the order of the groups?

    ``estimate`` is the chance that of two members of different groups the one of the later group
    answered higher, equal answers counting half.
    """
    sizes = np.array([group.size for group in groups], dtype=float)
    values = np.concatenate(groups)
    ties = np.unique(values, return_counts=True)[1].astype(float)
    n = values.size
    higher = sum(_times_higher(groups[i], groups[j]) for j in range(len(groups)) for i in range(j))
    pairs = (n**2 - (sizes**2).sum()) / 2
    variance = _jonckheere_variance(n, sizes, ties)
    z = float(higher - pairs / 2) / math.sqrt(variance) if ties.size > 1 else 0.0
    return NO_TEST | {
        "estimate": float(higher / pairs), "statistic": z, "p": float(2 * special.ndtr(-abs(z))),
        "method": "jonckheere",
    }  # fmt: skip


def _times_higher(first: Floats, second: Floats) -> float:
    """Pairs in which the second is higher; equal ones count half."""
    rising = np.sort(first)
    below = np.searchsorted(rising, second, "left") + np.searchsorted(rising, second, "right")
    return float(below.sum() / 2)


def _jonckheere_variance(n: int, sizes: Floats, ties: Floats) -> float:
    """Variance under no difference, with ties (Hollander & Wolfe, eq. 6.19)."""

    def cubes(x: Floats) -> float:
        return float((x * (x - 1) * (2 * x + 5)).sum())

    def triples(x: Floats) -> float:
        return float((x * (x - 1) * (x - 2)).sum())

    def twos(x: Floats) -> float:
        return float((x * (x - 1)).sum())

    whole = np.array([float(n)])
    variance = (cubes(whole) - cubes(sizes) - cubes(ties)) / 72
    if n > 2:
        variance += triples(sizes) * triples(ties) / (36 * triples(whole))
    return variance + twos(sizes) * twos(ties) / (8 * twos(whole))
