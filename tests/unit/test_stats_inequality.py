"""Gini on lists small enough to do by hand, with zeros and missing values in them."""

import math

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.inequality import gini


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
        ([1, -2, 3], "negative amount -2 .item 1"),
        (pd.Series([1, np.inf], index=["a", "b"]), "amount inf is not a number .item 'b'"),
        ([[1, 2], [3, 4]], "x is not a list of amounts"),
    ],
)
def test_an_impossible_amount_is_named(amounts: object, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        gini(amounts)


def test_the_list_given_is_not_changed() -> None:
    amounts = np.array([3.0, 1.0, 2.0])
    gini(amounts)
    assert amounts.tolist() == [3, 1, 2]
