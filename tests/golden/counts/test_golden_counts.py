"""Rates, seasons and waiting times as R has them."""

import numpy as np
import pytest

from golden import assert_golden, read_beside
from pijler_analysis.stats.counts import (
    dispersion,
    rate,
    rate_ratio,
    seasonality,
    waiting_time,
)

R = read_beside(__file__)
RATE = ("estimate", "low", "high")
RATIO = (*RATE, "p")
SPREAD = ("estimate", "statistic", "df", "p", "regression_t", "regression_p")
WAITS = ("median", "median_low", "median_high", "p90", "p90_low", "p90_high")

MONTHS = [14, 22, 31, 12, 18, 35, 9, 21, 27, 16, 20, 29]
STEADY = [14, 22, 31, 12, 18, 25, 33, 9, 15, 21, 29, 14]
WILD = [14, 42, 31, 5, 38, 35, 9, 21, 57, 36, 20, 59]
DAYS = [21, 20, 22, 19, 21, 20, 22, 20, 21, 22, 19, 20]
YEAR, QUARTER = np.repeat([2022, 2023, 2024], 4), np.tile([1, 2, 3, 4], 3)
SIX_MP = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSE = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
I = np.arange(1, 121)  # noqa: E741
MANY, CLOSED = I * 37 % 53, I % 7 != 0
CASES = {
    "leukemia": (RATE, rate(137, 24.19893)),
    "questions": (RATE, rate(231, 250)),
    "questions_80": (RATE, rate(231, 250, confidence=0.8)),
    "none": (RATE, rate(0, 12)),
    "one": (RATE, rate(1, 1)),
    "quasi": (("low", "high"), rate(231, 250, dispersion=2.5)),
    "quasi_none": (("high",), rate(0, 12, dispersion=2.5)),
    "own_example": (RATIO, rate_ratio(11, 800, 21, 3011)),
    "two_years": (RATIO, rate_ratio(231, 250, 204, 251)),
    "two_years_80": (RATIO, rate_ratio(231, 250, 204, 251, confidence=0.8)),
    "few": (RATIO, rate_ratio(3, 20, 9, 21)),
    "equal": (RATIO, rate_ratio(10, 5, 10, 5)),
    "first_none": (RATIO, rate_ratio(0, 10, 6, 12)),
    "large": (RATIO, rate_ratio(5210, 1000, 5002, 1010)),
    "millions": (RATIO, rate_ratio(1_003_000, 1, 1_000_000, 1)),
    "far_apart": (RATIO, rate_ratio(60, 3, 2, 41)),
    "quasi_ratio": (("low", "high"), rate_ratio(231, 250, 204, 251, dispersion=2.5)),
    "quasi_ratio_p": (("p",), rate_ratio(231, 250, 204, 251, dispersion=2.5)),
    "spread": (SPREAD, dispersion(MONTHS)),
    "spread_by_year": (SPREAD, dispersion(MONTHS, exposure=DAYS, groups=YEAR)),
    "calm": (SPREAD, dispersion([18, 22, 20, 19, 21, 17, 23, 20])),
    "one_year": (("statistic", "p"), seasonality(MONTHS, range(12))),
    "remission": (WAITS, waiting_time(SIX_MP, RELAPSE)),
    "placebo": (WAITS, waiting_time(PLACEBO, [1] * 21)),
    "placebo_80": (WAITS, waiting_time(PLACEBO, [1] * 21, confidence=0.8)),
    "many": (WAITS, waiting_time(MANY, CLOSED)),
    "many_99": (WAITS, waiting_time(MANY, CLOSED, confidence=0.99)),
}


def seasons(counts: list[int], confidence: float = 0.95) -> np.ndarray:
    found = seasonality(counts, QUARTER, years=YEAR, exposure=DAYS, confidence=confidence)
    numbers = [found["index"], found["low"], found["high"]]
    tests = [found["statistic"], found["p"], found["dispersion"]]
    return np.concatenate([*numbers, tests])


SEASONS = {
    "seasons": seasons(STEADY),
    "seasons_80": seasons(STEADY, 0.8),
    "wild_seasons": seasons(WILD),
}
ITERATIVE = {name for name in R if "seasons" in name or name.startswith("one_year")}


@pytest.mark.parametrize("name", R)
def test_as_r(name: str) -> None:
    case, _, place = name.partition(".")
    at = int(place or 1) - 1
    if case in SEASONS:
        assert_golden(R, name, SEASONS[case][at], iterative=ITERATIVE)
    else:
        keys, found = CASES[case]
        assert_golden(R, name, found[keys[at]], iterative=ITERATIVE)


def test_the_published_numbers() -> None:
    assert CASES["remission"][1]["median"] == 23
    assert CASES["placebo"][1]["median"] == 8
    assert round(CASES["own_example"][1]["p"], 5) == 0.07967
    assert SEASONS["wild_seasons"][-1] > 1.5
    assert SEASONS["seasons"][-1] < 1.5
