"""Rank correlation: who takes part, when it says nothing, and what is refused."""

import math

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.association import rank_correlation

TEN = list(range(10))
NEARLY = [1, 0, 3, 2, 5, 4, 7, 6, 9, 8]


@pytest.mark.parametrize(
    ("y", "rho"),
    [
        (TEN, 1),
        (TEN[::-1], -1),
        (NEARLY, 1 - 6 * 10 / 990),  # Spearman's formula without ties: 1 − 6 Σd²/(n³ − n)
        ([v**3 for v in NEARLY], 1 - 6 * 10 / 990),
    ],
)
def test_only_the_order_counts(y: list[int], rho: float) -> None:
    assert rank_correlation(TEN, y)["estimate"] == pytest.approx(rho, abs=1e-15)


def test_who_lacks_a_number_is_left_out() -> None:
    found = rank_correlation([*TEN, math.nan, 3], [*NEARLY, 5, None])
    assert found == rank_correlation(TEN, NEARLY)
    assert found["n"] == 10
    assert rank_correlation(pd.Series([*TEN, None], dtype="Int64"), [*NEARLY, 1]) == found


@pytest.mark.parametrize("y", [TEN, TEN[::-1]])
def test_the_limits_of_one_order_close_around_it(y: list[int]) -> None:
    found = rank_correlation(TEN, y)
    near, far = sorted(
        [abs(found["estimate"] - found["low"]), abs(found["estimate"] - found["high"])]
    )
    assert 0 <= near < 1e-11
    assert near < far < 1e-9
    assert -1 <= found["low"] < found["high"] <= 1


@pytest.mark.parametrize(
    ("x", "y", "n"),
    [
        ([3] * 12, range(12), 12),
        (range(12), [3] * 12, 12),
        ([1], [2], 1),
        ([], [], 0),
        ([math.nan], [2], 0),
    ],
)
def test_what_is_the_same_for_all_says_nothing(x: list, y: list, n: int) -> None:
    missing = dict.fromkeys(("estimate", "low", "high"), math.nan)
    assert rank_correlation(x, y) == pytest.approx(missing | {"n": n}, nan_ok=True)


@pytest.mark.parametrize("n", [2, 3, 9])
def test_few_pairs_have_no_limits(n: int) -> None:
    missing = dict.fromkeys(("low", "high"), math.nan)
    found = rank_correlation(range(n), range(n))
    assert found == pytest.approx(missing | {"estimate": 1, "n": n}, nan_ok=True)


def test_ranks_one_apart_are_no_sameness() -> None:
    assert rank_correlation([5, 6], [1, 2])["estimate"] == pytest.approx(1)


@pytest.mark.parametrize("population", [10, 10.0])
def test_everyone_asked_leaves_nothing_to_chance(population: float) -> None:
    found = rank_correlation(TEN, NEARLY, population=population)
    assert (found["low"], found["high"]) == pytest.approx((found["estimate"],) * 2, abs=1e-12)


def test_a_population_without_end_is_as_none_given() -> None:
    assert rank_correlation(TEN, NEARLY, population=math.inf) == rank_correlation(TEN, NEARLY)
    large = rank_correlation(TEN, NEARLY, population=10**9)
    assert large["low"] == pytest.approx(rank_correlation(TEN, NEARLY)["low"], rel=1e-7)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (([1, 2], [1, 2, 3]), r"^different numbers of rows: \{'x': 2, 'y': 3\}$"),
        (([1, 2], 3), r"^'y' is one value, where a list of them is expected$"),
        ((3, [1, 2]), r"^'x' is one value, where a list of them is expected$"),
        (([1, math.inf], [1, 2]), r"^x is not finite: inf \(item 1\)$"),
        (([1, 2], pd.Series([1, -math.inf], index=["a", "b"])), r"^y is not finite: -inf .*'b'"),
        (([[1, 2]], [3]), r"^x is not a list of numbers$"),
        (([3], [[1, 2]]), r"^y is not a list of numbers$"),
    ],
)
def test_scales_that_do_not_fit_are_refused(call: tuple, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rank_correlation(*call)


def test_series_in_another_order_are_refused() -> None:
    x, y = pd.Series([1, 2], index=["a", "b"]), pd.Series([1, 2], index=["b", "a"])
    with pytest.raises(ValueError, match=r"^rows of 'y' are not in the order of 'x'$"):
        rank_correlation(x, y)


@pytest.mark.parametrize(
    ("population", "message"),
    [
        (9, r"^10 pairs of a population of 9$"),
        (12.5, r"^population is not whole: 12.5$"),
        (np.nan, r"^population is not whole: nan$"),
    ],
)
def test_a_population_that_cannot_be_is_refused(population: float, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rank_correlation(TEN, NEARLY, population=population)
