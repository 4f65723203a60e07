"""Intervals and planning against R, number by number."""

from functools import partial

import numpy as np
import pytest

from golden import assert_golden, names_in, read_beside
from pijler_analysis.stats.proportions import (
    detectable_change,
    effective_trials,
    limits,
    proportion_interval,
    sample_size,
    wilson_limits,
)

NUMBERS = read_beside(__file__)


def both(k: int, n: int, method: str = "auto", size: int | None = None, level: float = 0.95):
    found = proportion_interval(k, n, population=size, method=method, confidence=level)
    return [found["low"], found["high"]]


def of_188(method: str, level: float = 0.95):
    return [float(limit) for limit in limits(0.15, 188.3, method=method, confidence=level)]


OF_985 = {"population1": 985, "population2": 985}
change = partial(detectable_change, 150, 150, baseline=0.15)
OURS = {
    "wilson_81_263": both(81, 263),
    "wilson_15_148": both(15, 148),
    "wilson_0_20": both(0, 20),
    "wilson_1_29": both(1, 29),
    "exact_81_263": both(81, 263, "clopper-pearson"),
    "exact_15_148": both(15, 148, "exact"),
    "exact_0_20": both(0, 20, "clopper-pearson"),
    "exact_1_29": both(1, 29, "clopper-pearson"),
    "wilson_90_15_148": both(15, 148, level=0.9),
    "exact_80_1_29": both(1, 29, "clopper-pearson", level=0.8),
    "jeffreys_15_148": both(15, 148, "jeffreys"),
    "jeffreys_1_29": both(1, 29, "jeffreys"),
    "agresti_coull_15_148": both(15, 148, "agresti-coull"),
    "wald_81_263": both(81, 263, "wald"),
    "se_81_263": proportion_interval(81, 263)["se"],
    "finite_wilson_24_160_985": both(24, 160, size=985),
    "finite_wilson_7_100_985": both(7, 100, size=985),
    "finite_wilson_80_24_160_985": both(24, 160, size=985, level=0.8),
    "finite_wilson_200_500_985": both(200, 500, "wilson", 985),
    "finite_exact_45_100_300": both(45, 100, "exact", 300),
    "finite_exact_2_150_985": both(2, 150, size=985),
    "finite_exact_0_40_985": both(0, 40, size=985),
    "finite_exact_38_39_985": both(38, 39, size=985),
    "finite_exact_12_25_60": both(12, 25, size=60),
    "finite_exact_90_24_160_985": both(24, 160, "exact", 985, 0.9),
    "finite_clopper_pearson_24_160_985": both(24, 160, "clopper-pearson", 985),
    "finite_jeffreys_24_160_985": both(24, 160, "jeffreys", 985),
    "finite_agresti_coull_24_160_985": both(24, 160, "agresti-coull", 985),
    "finite_wald_24_160_985": both(24, 160, "wald", 985),
    "finite_se_24_160_985": proportion_interval(24, 160, population=985)["se"],
    "finite_exact_3_10_10000000": both(3, 10, size=10_000_000),
    "finite_exact_2_400_6800000": both(2, 400, size=6_800_000),
    "sample_size_5": sample_size(0.05),
    "sample_size_5_985": sample_size(0.05, population=985),
    "sample_size_3_985_15": sample_size(0.03, population=985, proportion=0.15),
    "sample_size_5_90": sample_size(0.05, confidence=0.9),
    "change_150_15": change(),
    "change_80_50_90": detectable_change(80, 80, baseline=0.5, power=0.9),
    "change_150_15_10": change(confidence=0.9),
    "change_150_160_985_0": detectable_change(150, 160, baseline=0.07, **OF_985),
    "change_150_160_985_50": detectable_change(
        150, 160, baseline=0.07, overlap=50, correlation=0.6, **OF_985
    ),
    "effective_trials": effective_trials(np.array([150, 1, 984]), np.full(3, 985)).tolist(),
    "limits_wilson": of_188("wilson"),
    "limits_wilson_80": of_188("wilson", 0.8),
    "limits_clopper_pearson": of_188("clopper-pearson"),
    "limits_jeffreys": of_188("jeffreys"),
    "limits_agresti_coull": of_188("agresti-coull"),
    "limits_wald": of_188("wald"),
    "wilson_limits": [float(limit) for limit in wilson_limits(np.array(0.3), np.array(41.7), 2.1)],
}
# R searches the root of the power function; ours is halved to the last digit
ITERATIVE = {name for name in OURS if name.startswith("change_")}


@pytest.mark.parametrize("name", OURS)
def test_ours_equals_r(name: str) -> None:
    assert_golden(NUMBERS, name, OURS[name], iterative=ITERATIVE)


def test_every_number_is_compared() -> None:
    assert names_in(NUMBERS) == set(OURS)
