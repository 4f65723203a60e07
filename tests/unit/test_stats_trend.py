"""Trends by hand, with gaps in them."""

import math

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.trend import count_trend, proportion_trend

RISING = ([10, 20, 30, 40, 50], [100, 100, 100, 100, 100])
MISSING = ("estimate", "low", "high", "se", "p")


def test_a_share_by_hand() -> None:
    """p̄ = 0.3, Σ n(x − x̄)² = 1000: slope 0.1, χ² = 0.01 · 1000/0.21; on a line, so no rest."""
    found = proportion_trend(*RISING)
    assert found["estimate"] == pytest.approx(0.1)
    assert found["statistic"] == pytest.approx(10 / 0.21)
    assert found["se"] == pytest.approx(math.sqrt(0.21 / 1000))
    assert found["high"] == pytest.approx(0.1 + 1.959964 * math.sqrt(0.00021), rel=1e-6)
    assert found["low"] == pytest.approx(0.1 - 1.959964 * math.sqrt(0.00021), rel=1e-6)
    assert found["departure_statistic"] == pytest.approx(0, abs=1e-12)
    assert (found["departure_df"], found["departure_p"], found["points"]) == (3, 1, 5)
    assert (found["df"], found["method"]) == (1, "cochran-armitage")
    narrower = proportion_trend(*RISING, confidence=0.8)
    assert narrower["high"] == pytest.approx(0.1 + 1.281552 * math.sqrt(0.00021), rel=1e-6)


def test_scores_set_the_unit() -> None:
    decades = proportion_trend(*RISING, scores=[0, 10, 20, 30, 40])
    assert decades["estimate"] == pytest.approx(0.01)
    years = proportion_trend(*RISING, scores=pd.Series(range(2020, 2025)))
    assert years["statistic"] == pytest.approx(proportion_trend(*RISING)["statistic"])


def test_a_gap_leaves_and_keeps_the_time_of_the_others() -> None:
    gap = proportion_trend([10, None, 30, 0, 50], [100, 100, 100, 0, 100])
    without = proportion_trend([10, 30, 50], [100, 100, 100], scores=[0, 2, 4])
    assert gap["estimate"] == pytest.approx(without["estimate"]) == pytest.approx(0.1)
    assert gap["points"] == 3
    assert gap["method"] == "cochran-armitage, fewer than 5 points"


def test_three_points_off_a_line() -> None:
    """10, 30, 20 of 100: p̄ = 0.2; χ² = 2/0.16 = 12.5, of which the slope 0.05 has 3.125."""
    found = proportion_trend([10, 30, 20], [100, 100, 100])
    assert found["statistic"] == pytest.approx(3.125)
    assert found["departure_statistic"] == pytest.approx(9.375)
    assert (found["departure_df"], found["departure_p"]) == (1, pytest.approx(0.0021995, rel=1e-4))


def test_two_points_have_no_departure() -> None:
    found = proportion_trend([10, 20], [100, 100])
    assert found["departure_df"] == 0
    assert math.isnan(found["departure_p"])
    assert found["estimate"] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("k", "n"), [([], []), ([1], [2]), ([0, 0], [5, 5]), ([5, 5], [5, 5]), ([0, 0], [0, 0])]
)
def test_nothing_to_see_is_missing(k: list, n: list) -> None:
    found = proportion_trend(k, n)
    assert all(math.isnan(found[key]) for key in (*MISSING, "statistic", "departure_statistic"))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (([3, 9], [5, 5]), "^more yes than answers: 9 of 5 .item 1"),
        ((pd.Series({2023: 3, 2024: -1}), [5, 5]), "^yes below zero: -1 .item 2024"),
        (([1, 2], [5, 5, 5]), "different length"),
    ],
)
def test_impossible_shares_are_named(given: tuple, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        proportion_trend(*given)


def test_as_many_scores_as_points() -> None:
    with pytest.raises(ValueError, match="3 scores for 5 points"):
        proportion_trend(*RISING, scores=[1, 2, 3])
    with pytest.raises(ValueError, match="2 scores for 3 points"):
        count_trend([1, 2, 3], scores=[1, 2])


def test_a_count_that_doubles() -> None:
    found = count_trend([10, 20, 40, 80, 160])
    assert found["estimate"] == pytest.approx(2)
    assert found["low"] < 2 < found["high"]
    assert found["low"] * found["high"] == pytest.approx(4)
    assert (found["points"], found["df"], found["method"]) == (5, 3, "poisson")
    assert found["dispersion"] == pytest.approx(0, abs=1e-12)


def test_more_days_are_no_growth() -> None:
    found = count_trend([10, 20, 40, 80, 160], exposure=[1, 2, 4, 8, 16])
    assert found["estimate"] == pytest.approx(1)
    assert found["p"] == pytest.approx(1)


def test_counts_that_jump_are_quasi() -> None:
    calm, wild = count_trend([100, 110, 105, 120, 118]), count_trend([50, 160, 55, 180, 108])
    assert (calm["method"], wild["method"]) == ("poisson", "quasi-poisson")
    assert wild["dispersion"] > 1.5 > calm["dispersion"]
    assert wild["high"] / wild["low"] > 1.5 * calm["high"] / calm["low"]


def test_counts_a_little_too_wild_are_quasi() -> None:
    found = count_trend([70, 100, 80, 110, 90, 115])
    assert 1.5 < found["dispersion"] < 2.5
    assert found["method"] == "quasi-poisson"


def test_a_missing_count_leaves() -> None:
    gap = count_trend([10, None, 40, 80], exposure=[1, 1, 1, 1])
    without = count_trend([10, 40, 80], scores=[0, 2, 3])
    assert gap["estimate"] == pytest.approx(without["estimate"])
    assert gap["points"] == 3
    assert gap["method"].endswith(", fewer than 5 points")


@pytest.mark.parametrize(
    ("counts", "scores"), [([], None), ([3, 4], None), ([0, 0, 0], None), ([1, 2, 3], [5, 5, 5])]
)
def test_no_trend_in_nothing(counts: list, scores: list | None) -> None:
    found = count_trend(counts, scores=scores)
    assert all(math.isnan(found[key]) for key in (*MISSING, "dispersion"))
    assert (found["points"], found["df"], found["method"]) == (len(counts), 0, None)


def test_no_events_at_one_point_is_fine() -> None:
    assert 0 < count_trend([0, 3, 5, 9])["estimate"] < 5


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"counts": [1, -2, 3]}, "^count below zero: -2 .item 1"),
        ({"exposure": [1, 0, 1]}, "^exposure is not above zero: 0 .item 1"),
        ({"exposure": np.array([1, 1, -3])}, "exposure is not above zero: -3 .item 2"),
        ({"confidence": 2}, "confidence must lie"),
    ],
)
def test_impossible_counts_are_named(changed: dict, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        count_trend(**({"counts": [1, 2, 3]} | changed))


def test_moments_far_from_zero_lose_no_digits() -> None:
    """Such as nanoseconds since 1970."""
    near = proportion_trend([1, 4, 9], [20, 20, 20], scores=[0, 1, 3])
    far = proportion_trend([1, 4, 9], [20, 20, 20], scores=[1e15, 1e15 + 1, 1e15 + 3])
    assert far == near
