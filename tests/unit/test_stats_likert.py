"""Answers on a scale: small tables with blanks in them, and tests whose answer is known."""

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats import survey
from pijler_analysis.stats.likert import compare_groups, summary
from pijler_analysis.stats.proportions import proportion_interval
from pijler_analysis.stats.ranks import average_ranks, brunner_munzel, jonckheere, kruskal_wallis
from pijler_analysis.stats.weights import rake

ANSWERS = pd.Series([5, 4, 4, 2, 3, pd.NA, 1, 5, 5, 4], dtype="Int64")


# ---- summary ----


def test_shares_by_hand() -> None:
    found = summary(ANSWERS)
    assert (found["n"], found["missing"]) == (9, 1)
    shares = [found[f"share_{i}"] for i in range(1, 6)]
    assert shares == pytest.approx([1 / 9, 1 / 9, 1 / 9, 3 / 9, 3 / 9])
    assert (found["top"], found["bottom"]) == pytest.approx((6 / 9, 2 / 9))
    assert found["mean"] == pytest.approx(33 / 9)
    assert found["median"] == 4


@pytest.mark.parametrize(
    ("options", "top", "bottom"),
    [
        ({"top": 1}, 3 / 9, 1 / 9),
        ({"top": 3}, 7 / 9, 3 / 9),
        ({"top": 2, "bottom": 1}, 6 / 9, 1 / 9),
        ({"top": 1, "bottom": 4}, 3 / 9, 6 / 9),
        ({"scale": 7}, 0, 2 / 9),
        ({"scale": 6}, 3 / 9, 2 / 9),
    ],
)
def test_top_and_bottom_are_chosen(options: dict, top: float, bottom: float) -> None:
    found = summary(ANSWERS, **options)
    assert (found["top"], found["bottom"]) == pytest.approx((top, bottom))
    assert f"share_{options.get('scale', 5)}" in found
    assert f"share_{options.get('scale', 5) + 1}" not in found


@pytest.mark.parametrize(
    ("answers", "median"),
    [([1, 2, 3, 4], 2), ([1, 1, 5, 5], 1), ([3], 3), ([2, 5, 5], 5), ([1, 5, 5, 5, 1, 1, 1], 1)],
)
def test_the_median_is_the_lowest_answer_half_do_not_exceed(answers: list, median: int) -> None:
    assert summary(answers)["median"] == median


def test_intervals_are_those_of_a_share_and_a_mean() -> None:
    found = summary(ANSWERS, population=300, confidence=0.8)
    top = proportion_interval(6, 9, population=300, confidence=0.8)
    bottom = proportion_interval(2, 9, population=300, confidence=0.8)
    middle = survey.mean(ANSWERS, population=300, confidence=0.8)
    assert (found["top_low"], found["top_high"]) == (top["low"], top["high"])
    assert (found["bottom_low"], found["bottom_high"]) == (bottom["low"], bottom["high"])
    assert (found["mean_low"], found["mean_high"]) == (middle["low"], middle["high"])


def test_weights_shift_all_of_it() -> None:
    weights = np.array([1.0, 1, 1, 6, 1, 1, 1, 1, 1, 1])
    found = summary(ANSWERS, weights=weights)
    assert found["share_2"] == pytest.approx(6 / 14)
    assert found["bottom"] == pytest.approx(7 / 14)
    assert found["mean"] == pytest.approx(43 / 14)
    assert found["median"] == 2
    low = survey.proportion([0, 0, 0, 1, 0, None, 1, 0, 0, 0], weights=weights)["low"]
    assert found["bottom_low"] == pytest.approx(low)


def test_raked_weights_are_taken_with_their_margins() -> None:
    place = pd.DataFrame({"place": list("AAAAABBBBB")})
    raking = rake(place, {"place": pd.Series({"A": 200, "B": 100})})
    found = summary(ANSWERS, raking=raking, population=300)
    top = [v >= 4 if pd.notna(v) else None for v in ANSWERS]
    by_hand = survey.proportion(top, raking=raking, population=300)
    assert (found["top"], found["top_high"]) == (by_hand["estimate"], by_hand["high"])


def test_nobody_answered() -> None:
    found = summary([None, None])
    assert (found["n"], found["missing"]) == (0, 2)
    others = [value for key, value in found.items() if key not in ("n", "missing")]
    assert all(math.isnan(value) for value in others)


def test_several_items_are_rows() -> None:
    table = pd.DataFrame({"website": [5, 4, None], "fund": [1, 2, 2]})
    found = summary(table)
    assert found["item"].tolist() == ["website", "fund"]
    assert found["n"].tolist() == [2, 3]
    assert found["top"].tolist() == [1, 0]


@pytest.mark.parametrize(
    ("answers", "options", "named"),
    [
        ([1, 6], {}, "^answer 6 is not on the scale 1 to 5 .item 1"),
        ([0, 1], {}, "answer 0 is not on the scale"),
        ([2.5], {}, "answer 2.5 is not on the scale"),
        (pd.DataFrame({"fund": [1, 5]}), {"scale": 4}, "^answer to 'fund' 5 is not on"),
        ([1], {"top": 5}, "^top 5 is not from 1 to 4"),
        ([1], {"top": 0}, "^top 0 is not from 1 to 4"),
        ([1], {"bottom": 5}, "^bottom 5 is not from 1 to 4"),
        ([1, 2], {"weights": [1]}, "different numbers of rows"),
    ],
)  # fmt: skip
def test_what_is_not_on_the_scale_is_named(answers: object, options: dict, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        summary(answers, **options)


# ---- groups ----


@pytest.mark.parametrize(
    ("values", "ranks"),
    [([3, 1, 2], [3, 1, 2]), ([2, 2, 1], [2.5, 2.5, 1]), ([4, 4, 4, 4], [2.5] * 4), ([], [])],
)
def test_equal_answers_share_their_rank(values: list, ranks: list) -> None:
    assert average_ranks(np.array(values, dtype=float)).tolist() == ranks


def test_two_groups_by_hand() -> None:
    """Of 9 pairs the second is higher in 6 and equal in 1."""
    found = compare_groups([1, 2, 4, 2, 3, 5], list("aaabbb"))
    assert found["estimate"] == pytest.approx(6.5 / 9)
    assert (found["method"], found["n"], found["groups"]) == ("brunner-munzel", 6, 2)
    turned = compare_groups([1, 2, 4, 2, 3, 5], list("bbbaaa"))
    assert turned["estimate"] == pytest.approx(1 - found["estimate"])
    assert turned["low"] == pytest.approx(1 - found["high"])
    assert turned["p"] == pytest.approx(found["p"])


def test_the_order_of_categories_is_the_order_of_groups() -> None:
    groups = pd.Series(pd.Categorical(list("aaabbb"), categories=["b", "a"]))
    assert compare_groups([1, 2, 4, 2, 3, 5], groups)["estimate"] == pytest.approx(2.5 / 9)


def test_blank_answers_and_groups_leave() -> None:
    with_gaps = compare_groups([1, 2, 4, None, 2, 3, 5, 5], [*"aaaa", *"bbb", None])
    without = compare_groups([1, 2, 4, 2, 3, 5], list("aaabbb"))
    assert with_gaps == without


def test_groups_wholly_apart_go_by_permutation() -> None:
    """Of the C(6, 3) = 20 ways to split six, two are as far apart."""
    found = compare_groups([1, 2, 2, 4, 4, 5], list("aaabbb"))
    assert (found["estimate"], found["p"]) == (1, pytest.approx(2 / 20))
    assert found["method"] == "brunner-munzel"
    assert math.isnan(found["low"])
    turned = compare_groups([1, 2, 2, 4, 4, 5], list("bbbaaa"))
    assert (turned["estimate"], turned["p"]) == (0, pytest.approx(2 / 20))
    assert compare_groups([3, 3, 3, 3], list("aabb"))["p"] == 1


def test_limits_stay_within_zero_and_one() -> None:
    found = brunner_munzel(np.array([1.0, 2, 3]), np.array([3.0, 4, 5]))
    assert found["high"] == 1
    assert 0 < found["low"] < found["estimate"] < 1
    turned = brunner_munzel(np.array([3.0, 4, 5]), np.array([1.0, 2, 3]))
    assert turned["low"] == 0


def test_one_answer_in_a_group_is_too_few() -> None:
    found = compare_groups([1, 2, 3], list("aab"))
    assert math.isnan(found["p"])
    assert (found["groups"], found["method"]) == (2, "brunner-munzel")
    assert not math.isnan(compare_groups([1, 3, 2, 3], list("aabb"))["p"])


def test_one_group_is_no_comparison() -> None:
    found = compare_groups([1, 2, None], list("aab"))
    assert found["method"] is None
    assert math.isnan(found["estimate"])
    assert (found["n"], found["groups"]) == (2, 1)


def test_more_groups_by_hand() -> None:
    """Ranks 1 2 | 3 4 | 5 6: H = 12/42 · (9 + 49 + 121)/2 − 21; ε² = H/5."""
    found = compare_groups([1, 2, 3, 4, 5, 6], list("aabbcc"))
    h = 12 / 42 * 179 / 2 - 21
    assert (found["statistic"], found["df"]) == (pytest.approx(h), 2)
    assert found["estimate"] == pytest.approx(h / 5)
    assert found["p"] == pytest.approx(math.exp(-h / 2))  # χ² with 2 degrees of freedom
    assert found["method"] == "kruskal-wallis"


def test_all_the_same_answer_is_no_difference() -> None:
    found = kruskal_wallis([np.array([3.0, 3]), np.array([3.0]), np.array([3.0, 3])])
    assert (found["estimate"], found["statistic"], found["df"], found["p"]) == (0, 0, 2, 1)
    ordered = jonckheere([np.array([3.0, 3]), np.array([3.0]), np.array([3.0, 3])])
    assert (ordered["estimate"], ordered["p"]) == (0.5, 1)


def test_ordered_groups_by_hand() -> None:
    """All 12 pairs rise; mean 6, variance (36·15 − 3·4·7)/72 … = 12.33 − 3 · 0.5."""
    found = compare_groups([1, 2, 3, 4, 5, 6], list("aabbcc"), ordered=True)
    variance = (6 * 5 * 17 - 3 * 2 * 1 * 9) / 72
    assert found["statistic"] == pytest.approx(6 / math.sqrt(variance))
    assert (found["estimate"], found["method"]) == (1, "jonckheere")
    falling = compare_groups([6, 5, 4, 3, 2, 1], list("aabbcc"), ordered=True)
    assert (falling["estimate"], falling["p"]) == (0, pytest.approx(found["p"]))


def test_jonckheere_z_has_variance_one_over_all_orders() -> None:
    """Every way to hand six answers with ties to groups of 3, 2 and 1, equally likely."""
    answers = np.array([1.0, 2, 2, 3, 3, 3])
    zs = [
        jonckheere([answers[[*first]], answers[[*second]], answers[[*last]]])["statistic"]
        for first, second, last in _splits(6, 3, 2)
    ]
    assert np.mean(zs) == pytest.approx(0, abs=1e-12)
    assert np.mean(np.square(zs)) == pytest.approx(1)


def _splits(n: int, first: int, second: int) -> list[tuple[list, list, list]]:
    found = []
    for groups in product(range(3), repeat=n):
        parts = tuple([i for i in range(n) if groups[i] == g] for g in range(3))
        if (len(parts[0]), len(parts[1])) == (first, second):
            found.append(parts)
    return found


def test_two_ordered_groups_are_compared_as_two() -> None:
    assert compare_groups([1, 2, 4, 2], list("aabb"), ordered=True)["method"] == "brunner-munzel"


def test_several_items_each_get_their_test() -> None:
    table = pd.DataFrame({"x": [1, 2, 4, 2, 3, 5], "y": [1, None, 4, 2, 3, 5]})
    found = compare_groups(table, pd.Series(list("aaabbb")))
    assert found["item"].tolist() == ["x", "y"]
    assert found["n"].tolist() == [6, 5]
    assert found["estimate"].iloc[0] == pytest.approx(6.5 / 9)


def test_every_test_has_the_same_keys() -> None:
    two = compare_groups([1, 2, 2, 3], list("aabb"))
    for answers, groups in (([1], "a"), ([1, 2, 3], "abc"), ([1, 2, 3], "aab"), ([1, 2], "aa")):
        for ordered in (False, True):
            assert set(compare_groups(answers, list(groups), ordered=ordered)) == set(two)


def test_two_answers_alone_in_order() -> None:
    """One pair, rising: ½ above its mean, variance ¼."""
    assert jonckheere([np.array([1.0]), np.array([2.0])])["statistic"] == pytest.approx(1)
    assert kruskal_wallis([np.array([3.0]), np.array([3.0])])["method"] == "kruskal-wallis"


def test_as_many_groups_as_answers() -> None:
    with pytest.raises(ValueError, match="different numbers of rows"):
        compare_groups([1, 2, 3], list("ab"))
    with pytest.raises(ValueError, match="confidence"):
        compare_groups([1, 2, 3, 4], list("aabb"), confidence=95)


@pytest.mark.parametrize("scale", [1, 2.5, math.inf, math.nan])
def test_a_scale_has_at_least_two_answers(scale: float) -> None:
    with pytest.raises(ValueError, match=rf"^scale {scale} is not a number of answers$"):
        summary([1, 1, 1], scale=scale, top=1)


def test_two_answers_are_a_scale() -> None:
    assert summary([1, 2, 2], scale=2, top=1)["top"] == pytest.approx(2 / 3)


def test_answers_and_weights_are_of_the_same_rows() -> None:
    told = r"^different numbers of rows: \{'answers': 3, 'weights': 2\}$"
    with pytest.raises(ValueError, match=told):
        summary([1, 2, 3], weights=[1, 2])


@pytest.mark.parametrize("weights", [None, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]])
def test_less_confidence_is_narrower_for_every_part(weights: list[int] | None) -> None:
    answers = [1, 2, 2, 3, 4, 5, 5, 4, 3, 2]
    usual = summary(answers, weights=weights)
    bold = summary(answers, weights=weights, confidence=0.8)
    for part in ("top", "bottom", "mean"):
        assert usual[f"{part}_low"] < bold[f"{part}_low"]
        assert bold[f"{part}_high"] < usual[f"{part}_high"]


def test_groups_that_do_not_meet_have_the_chance_of_that_order() -> None:
    """Two and two apart: 2 of the 6 ways to share four answers out are as extreme."""
    found = brunner_munzel(np.array([1.0, 2]), np.array([3.0, 4]))
    assert found["p"] == pytest.approx(2 / 6)
    assert (found["estimate"], found["method"]) == (1, "brunner-munzel")
    alike = brunner_munzel(np.array([2.0, 2]), np.array([2.0, 2]))
    assert (alike["estimate"], alike["p"]) == (0.5, 1)


def test_answers_that_count_for_nothing_have_no_median() -> None:
    assert np.isnan(summary([1, 2, 3], weights=[0, 0, 0])["median"])
    assert summary([1, 2, 3], weights=[0, 0, 1])["median"] == 3
