"""Raking: margins met, odd margins refused by name."""

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.weights import rake

PEOPLE = pd.DataFrame({"place": list("AAAABBBB"), "own": list("jnnnjjjn")})
TOTALS = {"place": pd.Series({"A": 60, "B": 40}), "own": pd.Series({"j": 30, "n": 70})}


def test_raked_weights_add_up_to_every_margin() -> None:
    found = rake(PEOPLE, TOTALS, collapse_below=0)
    reached = pd.Series(found["weights"])
    for column, totals in TOTALS.items():
        assert reached.groupby(PEOPLE[column]).sum().to_numpy() == pytest.approx(totals, rel=1e-11)
    assert found["converged"]


def test_margins_of_different_size_are_refused() -> None:
    with pytest.raises(ValueError, match="'place' to 100, 'own' to 110"):
        rake(PEOPLE, TOTALS | {"own": pd.Series({"j": 30, "n": 80})}, collapse_below=0)


def test_an_empty_class_with_a_total_is_refused() -> None:
    totals = TOTALS | {"place": pd.Series({"A": 50, "B": 40, "C": 10})}
    with pytest.raises(ValueError, match="'C' of 'place' has 0 respondents"):
        rake(PEOPLE, totals, collapse_below=0)


def test_the_same_rows_in_another_order_get_the_same_weights() -> None:
    order = np.array([3, 1, 0, 2, 7, 6, 5, 4])
    first = rake(PEOPLE, TOTALS, collapse_below=0)["weights"]
    second = rake(PEOPLE.iloc[order], TOTALS, collapse_below=0)["weights"]
    assert second == pytest.approx(first[order], rel=1e-12)
