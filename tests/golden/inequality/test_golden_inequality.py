"""Gini, Theil, Lorenz and top shares as R computes them."""

import pytest

from golden import assert_golden, read_beside
from pijler_analysis.stats.inequality import gini, gini_interval, lorenz, theil, top_share

R = read_beside(__file__)
ILOCOS = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
GRANTED = [250, 500, 500, 750, 1000, 1000, 1250, 1500, 2000, 2500, 4000, 7500]
APPLIED = [0] * 5 + GRANTED
OURS = {
    "gini_ilocos": gini(ILOCOS, corrected=False),
    "gini_ilocos_corrected": gini(ILOCOS),
    "theil_ilocos": theil(ILOCOS),
    "top_ilocos": top_share(ILOCOS),
    "gini_granted": gini(GRANTED),
    "gini_applied": gini(APPLIED),
    "gini_without_largest": gini(GRANTED[:-1]),
    "theil_granted": theil(GRANTED),
    "theil_applied": theil(APPLIED),
    "top_granted": top_share(GRANTED),
    "top_quarter": top_share(GRANTED, 0.25),
    "top_applied": top_share(APPLIED),
    "gini_mean_difference": gini(GRANTED),
    "jackknife_se": gini_interval(GRANTED)["se"],
    "jackknife_limits.1": gini_interval(GRANTED)["low"],
    "jackknife_limits.2": gini_interval(GRANTED)["high"],
    "jackknife_limits_80.1": gini_interval(GRANTED, confidence=0.8)["low"],
    "jackknife_limits_80.2": gini_interval(GRANTED, confidence=0.8)["high"],
    "jackknife_se_uncorrected": gini_interval(GRANTED, corrected=False)["se"],
    "jackknife_se_applied": gini_interval(APPLIED)["se"],
} | {f"lorenz_ilocos.{i}": y for i, y in enumerate(lorenz(ILOCOS)["amount_share"], start=1)}


@pytest.mark.parametrize("name", R)
def test_as_r(name: str) -> None:
    assert_golden(R, name, OURS[name])


def test_the_published_gini_of_ilocos() -> None:
    assert round(gini(ILOCOS, corrected=False), 7) == 0.4620911
