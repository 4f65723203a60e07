"""Kappa as R computes it, and as a book prints it."""

import numpy as np
import pytest

from golden import assert_golden, read_beside
from pijler_analysis.stats.agreement import kappa, pooled_kappa

R = read_beside(__file__)
ITERATIVE = {"se_patients", "se_two", "limits_two.1", "limits_two.2"}
"""R finds the slopes by differences."""


def unrolled(table):
    """Return the labels of two readers behind a table of counts."""
    cells = np.argwhere(np.array(table) >= 0).repeat(np.array(table).ravel(), axis=0)
    return cells[:, 0], cells[:, 1]


PATIENTS = kappa(*unrolled([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
TWO = kappa(*unrolled([[20, 5], [10, 15]]))
FIRST = [[1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0], [0, 0, 0], [0, 1, 1], [1, 0, 0]]
SECOND = [[1, 0, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0], [0, 0, 0], [0, 0, 0], [0, 1, 1], [1, 0, 1]]
POOLED = pooled_kappa(FIRST, SECOND)
OURS = {
    "kappa_patients": PATIENTS["estimate"],
    "se_patients": PATIENTS["se"],
    "kappa_two": TWO["estimate"],
    "se_two": TWO["se"],
    "limits_two.1": TWO["low"],
    "limits_two.2": TWO["high"],
    "pooled": POOLED["estimate"],
    "pooled_se": POOLED["se"],
}


@pytest.mark.parametrize("name", R)
def test_as_r(name: str) -> None:
    assert_golden(R, name, OURS[name], iterative=ITERATIVE)


def test_as_the_book() -> None:
    assert round(PATIENTS["estimate"], 2) == 0.68


def test_nothing_to_agree_on_is_missing() -> None:
    assert np.isnan(kappa(["a", "a"], ["a", "a"])["estimate"])
    assert np.isnan(pooled_kappa([[0], [0]], [[0], [0]])["estimate"])


def test_readers_of_a_different_number_of_things_are_refused() -> None:
    with pytest.raises(ValueError, match=r"different numbers of rows: \{.first.: 3, .second.: 2\}"):
        kappa([1, 2, 3], [1, 2])
