"""Kappa as R computes it, and as a book prints it."""

import numpy as np
import pytest

from golden import assert_golden, read_beside
from pijler_analysis.stats.agreement import alpha, kappa, pooled_kappa

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


def test_the_plain_share_is_told_beside() -> None:
    assert (PATIENTS["n"], PATIENTS["agreed"]) == (100, pytest.approx(0.89))
    assert (POOLED["n"], POOLED["agreed"]) == (8, pytest.approx(21 / 24))
    alike = kappa(["a", "a"], ["a", "a"])
    assert (alike["n"], alike["agreed"]) == (2, 1)
    alike = pooled_kappa([[0], [0]], [[0], [0]])
    assert (alike["n"], alike["agreed"]) == (2, 1)


def test_two_things_have_a_standard_error_and_one_has_none() -> None:
    """Whichever of two is left out, the other is agreed on as often as chance would have it."""
    assert pooled_kappa([[1, 1], [1, 1]], [[1, 0], [0, 0]])["se"] == 0
    assert np.isnan(pooled_kappa([[1, 0]], [[1, 0]])["se"])
    assert np.isnan(pooled_kappa([[1, 0]], [[0, 0]])["se"])


def test_limits_stay_within_minus_one_and_one() -> None:
    apart, close = kappa(list("abab"), list("babb")), kappa(list("abab"), list("abbb"))
    assert (apart["low"], close["high"]) == (-1, 1)


def test_nothing_read_is_missing() -> None:
    for found in (kappa([], []), pooled_kappa(np.zeros((0, 2)), np.zeros((0, 2)))):
        assert found["n"] == 0
        assert np.isnan([found["estimate"], found["agreed"], found["low"]]).all()


def test_a_thing_without_a_score_is_left_out() -> None:
    told, kept = alpha([1, 2, 2, 2, None], list("aabbc")), alpha([1, 2, 2, 2], list("aabb"))
    assert told["estimate"] == kept["estimate"]
    with pytest.raises(ValueError, match=r"\{.scores.: 1, .things.: 2\}"):
        alpha([1], ["a", "b"])


def test_readers_of_other_codes_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^\(2, 1\) decisions of the first reader and \(2, 2\)"):
        pooled_kappa([[1], [0]], [[1, 0], [0, 0]])
    with pytest.raises(ValueError, match=r"\{.first.: 1, .second.: 2\}"):
        pooled_kappa([[1, 0]], [[1, 0], [0, 0]])


def test_nothing_to_agree_on_is_missing() -> None:
    assert np.isnan(kappa(["a", "a"], ["a", "a"])["estimate"])
    assert np.isnan(pooled_kappa([[0], [0]], [[0], [0]])["estimate"])


def test_readers_of_a_different_number_of_things_are_refused() -> None:
    with pytest.raises(ValueError, match=r"different numbers of rows: \{.first.: 3, .second.: 2\}"):
        kappa([1, 2, 3], [1, 2])


JUDGES = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
"""Four observers of twelve units: Krippendorff (2011), who gives 0.849 for the interval metric."""


def test_alpha_is_the_published_one():
    scores = np.array(JUDGES, dtype=float)
    found = alpha(scores.ravel(), np.tile(np.arange(12), 4))
    assert round(found["estimate"], 3) == 0.849
    assert (found["n"], found["things"]) == (40, 11)  # the twelfth unit has one score


def test_alpha_is_every_pair_compared():
    """The definition itself: squared differences within a thing over those at large."""
    scores, things = [7, 8, 6, 4, 4, 9, 5, 5], list("aaabbccd")
    mine = [(score, thing) for score, thing in zip(scores, things, strict=True) if thing != "d"]
    times = {thing: sum(other == thing for _, other in mine) for _, thing in mine}
    pairs = [(a, b, one, other) for i, (a, one) in enumerate(mine)
             for j, (b, other) in enumerate(mine) if i != j]  # fmt: skip
    within = sum((a - b) ** 2 / (times[one] - 1) for a, b, one, other in pairs if one == other)
    at_large = sum((a - b) ** 2 for a, b, _, _ in pairs)
    n = len(mine)
    wanted = 1 - (within / n) / (at_large / (n * (n - 1)))
    assert alpha(scores, things)["estimate"] == pytest.approx(wanted, abs=1e-12)


def test_alpha_of_nothing_to_agree_on_is_missing():
    assert np.isnan(alpha([5, 5, 5], ["a", "a", "b"])["estimate"])
    assert np.isnan(alpha([], [])["estimate"])
    assert alpha([1, 9], ["a", "b"])["n"] == 0


def test_alpha_refuses_a_score_without_end():
    with pytest.raises(ValueError, match=r"^score inf is not finite \(item 3\)$"):
        alpha([1, 2, 2, np.inf], list("aabb"))
