"""Rank correlation as R computes it."""

import pytest

from golden import assert_golden, read_beside
from pijler_analysis.stats.association import rank_correlation

R = read_beside(__file__)
X = [5, 4, 4, 3, 5, 2, 4, 1, 3, 3, 4, 5, 2, 2, 4, 5, 3, 4, 1, 2, 5, 4, 3, 3, 2, 4, 5, 1, 3, 4]
Y = [4, 4, 5, 3, 5, 3, 4, 2, 3, 2, 4, 4, 3, 1, 5, 5, 2, 3, 2, 2, 4, 4, 4, 3, 3, 5, 5, 2, 3, 3]
LIGHTNESS = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
CONSUMERS = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
PLAIN = rank_correlation(X, Y)
FINITE = rank_correlation(X, Y, population=100)
NARROW = rank_correlation(X, Y, population=100, confidence=0.8)
TEN = rank_correlation(range(10), [1, 0, 3, 2, 5, 4, 7, 6, 9, 8])
OURS = {
    "rho": PLAIN["estimate"],
    "limits.1": PLAIN["low"],
    "limits.2": PLAIN["high"],
    "limits_finite.1": FINITE["low"],
    "limits_finite.2": FINITE["high"],
    "limits_80.1": NARROW["low"],
    "limits_80.2": NARROW["high"],
    "ten.1": TEN["estimate"],
    "ten.2": TEN["low"],
    "ten.3": TEN["high"],
    "tuna": rank_correlation(LIGHTNESS, CONSUMERS)["estimate"],
}


@pytest.mark.parametrize("name", R)
def test_as_r(name: str) -> None:
    assert_golden(R, name, OURS[name])
