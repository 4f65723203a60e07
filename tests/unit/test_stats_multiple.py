"""Adjusted p-values on families small enough to do by hand."""

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.multiple import adjust


@pytest.mark.parametrize(
    ("p", "method", "expected"),
    [
        ([0.01, 0.04, 0.03], "holm", [0.03, 0.06, 0.06]),
        ([0.01, 0.04, 0.03], "bh", [0.03, 0.04, 0.04]),
        ([0.5, 0.6, 0.9], "holm", [1, 1, 1]),
        ([0.5, 0.6, 0.9], "bh", [0.9, 0.9, 0.9]),
        ([0.02, 0.02], "holm", [0.04, 0.04]),
        ([0.02, 0.02], "bh", [0.02, 0.02]),
        ([0, 1], "holm", [0, 1]),
        ([], "holm", []),
        ([], "bh", []),
    ],
)
def test_by_hand(p: list, method: str, expected: list) -> None:
    assert adjust(p, method=method) == pytest.approx(expected)


@pytest.mark.parametrize("method", ["holm", "bh"])
def test_a_missing_p_is_no_test(method: str) -> None:
    with_gap = adjust(pd.Series([0.01, None, 0.04]), method=method)
    assert np.isnan(with_gap[1])
    assert with_gap[[0, 2]] == pytest.approx(adjust([0.01, 0.04], method=method))


def test_holm_is_the_default() -> None:
    assert adjust([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


@pytest.mark.parametrize(
    ("p", "named"),
    [
        ([0.1, 1.1], "^p-value 1.1 is not in 0 to 1 .item 1"),
        (pd.Series({"gini": -0.1}), "^p-value -0.1 is not in 0 to 1 .item 'gini'"),
        (0.3, "^p is not a list of p-values$"),
    ],
)
def test_an_impossible_p_is_named(p: object, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        adjust(p)


def test_an_unknown_method_is_named() -> None:
    with pytest.raises(ValueError, match=r"^method 'bonferroni' is not one of holm, bh"):
        adjust([0.1], method="bonferroni")
