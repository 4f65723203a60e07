"""Inequality of lists small enough to do by hand, with zeros and missing values in them."""

import math

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.inequality import (
    _ginis_without_one,
    gini,
    gini_interval,
    lorenz,
    theil,
    top_share,
)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([5, 5, 5], 0),
        ([0, 0, 10], 1),
        ([1, 3], 0.5),  # mean difference 2 over twice the mean 4, times 2/1 … = 0.5
        ([3, None, 1], 0.5),
        (pd.Series([3, pd.NA, 1], dtype="Int64"), 0.5),
        ([1, 2, 3, 4], 1 / 3),
        ([0, 1, 2, 3, 4], 0.5),
    ],
)
def test_gini_by_hand(amounts: object, expected: float) -> None:
    assert gini(amounts) == pytest.approx(expected, abs=1e-15)


def test_without_the_correction_small_groups_look_more_equal() -> None:
    assert gini([0, 0, 10], corrected=False) == pytest.approx(2 / 3)
    assert gini([7], corrected=False) == 0


@pytest.mark.parametrize("amounts", [[], [None], [7], [0, 0, 0]])
def test_nothing_to_divide_is_missing(amounts: list) -> None:
    assert math.isnan(gini(amounts))


@pytest.mark.parametrize(
    ("amounts", "named"),
    [
        ([1, -2, 3], "^negative amount -2 .item 1"),
        (pd.Series([1, np.inf], index=["a", "b"]), "^amount inf is not a number .item 'b'"),
        ([[1, 2], [3, 4]], "^x is not a list of amounts$"),
    ],
)
def test_an_impossible_amount_is_named(amounts: object, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        gini(amounts)


def test_the_list_given_is_not_changed() -> None:
    amounts = np.array([3.0, 1.0, 2.0])
    gini(amounts)
    assert amounts.tolist() == [3, 1, 2]


def test_an_interval_is_around_the_gini_that_was_asked_for() -> None:
    """The nine distances, each pair twice, add up to 12: 12/9 over twice the mean of 4/3."""
    assert gini_interval([0, 1, 3], corrected=False)["estimate"] == pytest.approx(0.5)
    assert gini_interval([0, 1, 3])["estimate"] == pytest.approx(0.75)


def test_jackknife_by_hand() -> None:
    """Without one of 0, 1, 3: Ginis 0.5, 1 and 1; their spread (2/3)(1/36 + 1/36 + 4/36)."""
    found = gini_interval([0, 1, 3])
    assert found["estimate"] == pytest.approx(0.75)
    assert found["se"] == pytest.approx(np.sqrt(2 / 3 * 6 / 36))
    assert (found["low"], found["high"]) == (pytest.approx(0.75 - 1.959964 / 3), 1)
    assert found["method"] == "jackknife"


@pytest.mark.parametrize("corrected", [True, False])
def test_jackknife_is_the_gini_without_each(corrected: bool) -> None:
    amounts = [0, 0, 5, 1, 9, 3, 3]
    without = [gini(amounts[:i] + amounts[i + 1 :], corrected=corrected) for i in range(7)]
    se = np.sqrt(6 / 7 * np.sum((without - np.mean(without)) ** 2))
    assert gini_interval(amounts, corrected=corrected)["se"] == pytest.approx(se)


def test_limits_stay_within_zero_and_one() -> None:
    assert gini_interval([1, 1, 1.2])["low"] == 0
    found = gini_interval([5, 5, 5, 5])
    assert (found["low"], found["estimate"], found["high"], found["se"]) == (0, 0, 0, 0)


@pytest.mark.parametrize("amounts", [[], [3], [3, 4], [0, 0, 0]])
def test_too_few_for_an_interval(amounts: list) -> None:
    found = gini_interval(amounts)
    assert math.isnan(found["se"])
    assert math.isnan(found["low"])
    assert math.isnan(found["high"])


def test_an_interval_when_one_has_all() -> None:
    """Without that one nothing is left to divide: its Gini is missing, and so is the spread."""
    assert math.isnan(gini_interval([0, 0, 0, 7])["se"])


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([4, 4], 0),
        ([0, 0, 0, 8], math.log(4)),
        ([1, 3, None], (0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 2),
        ([], math.nan),
        ([0, 0], math.nan),
    ],
)
def test_theil_by_hand(amounts: list, expected: float) -> None:
    assert theil(amounts) == pytest.approx(expected, nan_ok=True)


def test_lorenz_starts_at_nothing_and_ends_at_all() -> None:
    curve = lorenz([60, None, 10, 30])
    assert curve["organisations_share"] == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert curve["amount_share"] == pytest.approx([0, 0.1, 0.4, 1])
    for nothing in ([], [0, 0]):
        assert [values.tolist() for values in lorenz(nothing).values()] == [[0], [0]]


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.25, 0.6), (0.5, 0.8), (0.125, 0.3), (0.375, 0.7), (1, 1), (0.1, 0.24)],
)
def test_top_share_by_hand(share: float, expected: float) -> None:
    assert top_share([10, 10, 20, 60], share) == pytest.approx(expected)


def test_the_top_is_a_tenth_unless_told() -> None:
    assert top_share(range(1, 11)) == pytest.approx(10 / 55)
    assert math.isnan(top_share([0, 0]))
    assert math.isnan(top_share([]))


@pytest.mark.parametrize("share", [0, -0.1, 1.1])
def test_an_impossible_top_is_named(share: float) -> None:
    with pytest.raises(ValueError, match=f"^share {share} is not above 0"):
        top_share([1, 2], share)


def test_the_lorenz_curve_of_nothing_has_both_parts() -> None:
    assert set(lorenz([])) == set(lorenz([1])) == {"organisations_share", "amount_share"}


def test_ginis_without_one_by_hand() -> None:
    """Of 0, 1, 3: without 0 it is 2/4, without 1 or 3 the other has all."""
    assert _ginis_without_one(np.array([0.0, 1, 3]), True) == pytest.approx([0.5, 1, 1])
    assert _ginis_without_one(np.array([0.0, 1, 3]), False) == pytest.approx([0.25, 0.5, 0.5])


@pytest.mark.parametrize("measure", [theil, lorenz, top_share, gini_interval])
def test_every_measure_refuses_a_negative_amount(measure: object) -> None:
    with pytest.raises(ValueError, match="negative amount -1"):
        measure([2, -1])
