"""Changes computed from respondents' own answers: means, weights, composition."""

import math
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats._judge import tailed
from pijler_analysis.stats._overlap import correlation_within
from pijler_analysis.stats.change import mean_change, standardised_change, survey_change
from pijler_analysis.stats.survey import mean, proportion
from pijler_analysis.stats.weights import design_effect, rake

Y1 = [3, 4, 4, 2, 5, 3, 4, 5, 2, 1]
Y2 = [4, 4, 5, 3, 5, 4, 4, 5, 3, 4, 2, 5]
IDS = {"ids1": list("abcdefghij"), "ids2": list("hijklmnopqrs")}
SIZES = {"population1": 100, "population2": 120}
KEYS = ("difference", "se", "df", "low", "high", "low_80", "high_80", "p", "correlation")


def agree(found: dict, other: dict, keys: tuple[str, ...] = KEYS) -> None:
    for key in keys:
        assert found[key] == pytest.approx(other[key], rel=1e-9, abs=1e-12, nan_ok=True), key


# ---- means ----


def test_a_mean_by_hand() -> None:
    """Waves 1, 3 and 2, 6: s² = 2 and 8; Welch: 5²/(1 + 16) degrees of freedom."""
    found = mean_change([1, 3], [2, 6])
    assert found["difference"] == 2
    assert found["se"] == pytest.approx(math.sqrt(1 + 4))
    assert found["df"] == pytest.approx(25 / 17)
    assert found["method"] == "t, as independent"


def test_populations_by_hand() -> None:
    """f = ¼; the pairs (1, 2), (3, 6) have covariance 4; 2/4 − 1/8 of it counts."""
    found = mean_change([1, 3], [2, 6], ids1=[1, 2], ids2=[1, 2], population1=8, population2=8)
    assert found["se"] == pytest.approx(math.sqrt(0.75 * 1 + 0.75 * 4 - 2 * 4 * 3 / 8))
    assert found["df"] == pytest.approx(1)


def test_fewer_shared_units_by_hand() -> None:
    """Of 8 and 10 units, 6 in both: 2/4 − 6/80 of the covariance, here 2."""
    found = mean_change([1, 3], [3, 5], ids1=[1, 2], ids2=[1, 2], population1=8, population2=10,
                        population_both=6)  # fmt: skip
    rho = (2 / 4 - 6 / 80) * 2 / math.sqrt(0.75 * 0.8)
    assert found["correlation"] == pytest.approx(min(rho, 1))
    one_more = mean_change([1, 3, 2], [3, 5, 5], ids1=[1, 2, 3], ids2=[1, 2, 4], population1=8,
                           population2=10, population_both=6)  # fmt: skip
    covariance, excess = 1 * 2 / 2 * 2, 2 / 9 - 6 / 80
    variance = 5 / 8 * 1 / 3 + 7 / 10 * (4 / 3) / 3 - 2 * min(covariance, math.sqrt(4 / 3)) * excess
    assert one_more["se"] == pytest.approx(math.sqrt(variance))


def test_less_overlap_than_chance_is_taken_cautiously() -> None:
    """n12 = 0 of 2 and 2, populations 4 and 8: −2 · ½ · s1 s2 · (0 − 4/32)."""
    found = mean_change([1, 3], [2, 6], ids1=[1, 2], ids2=[3, 4], population1=4, population2=8)
    assert found["se"] == pytest.approx(math.sqrt(0.5 * 1 + 0.75 * 4 + 2 * 2 * 4 / 32))


def test_one_respondent_twice_shows_no_correlation() -> None:
    once = mean_change(Y1, Y2, ids1=IDS["ids1"], ids2=[*"jklmnopqrstu"])
    assert once["correlation"] == 0
    assert once["method"] == "t, overlap"


def test_a_missing_answer_leaves_with_its_id() -> None:
    with_gap = mean_change([*Y1, None], [math.nan, *Y2], ids1=[*IDS["ids1"], "h2"],
                           ids2=["a", *IDS["ids2"]], **SIZES)  # fmt: skip
    agree(with_gap, mean_change(Y1, Y2, **IDS, **SIZES))


def test_whoever_has_no_id_answered_once() -> None:
    unknown = IDS | {"ids2": [None, "i", None, *"klmnopqrs"]}
    named = IDS | {"ids2": ["x", "i", "y", *"klmnopqrs"]}
    agree(mean_change(Y1, Y2, **unknown), mean_change(Y1, Y2, **named))
    both = {"ids1": [None, *"bcdefghij"], "ids2": [None, *"ijklmnopqrs"]}
    told = {"ids1": [*"abcdefghij"], "ids2": ["x", *"ijklmnopqrs"]}
    agree(mean_change(Y1, Y2, **both), mean_change(Y1, Y2, **told))


def test_everyone_twice_leaves_no_doubt() -> None:
    found = mean_change([1, 2, 3], [2, 2, 5], ids1=[1, 2, 3], ids2=[1, 2, 3],
                        population1=3, population2=3)  # fmt: skip
    assert (found["se"], found["low"], found["high"], found["p"]) == (0, 1, 1, 0)
    assert found["verdict"] == "duidelijk"
    again = mean_change([1, 2, 3], [3, 2, 1], population1=3, population2=3)
    assert (again["low"], again["p"], again["verdict"]) == (0, 1, "geen verschil van belang")


@pytest.mark.parametrize(
    ("y1", "y2"), [([], [1, 2]), ([3], [1, 2]), ([2, 2], [3, 3]), ([None, None], [1, 2])]
)
def test_too_little_to_go_by_is_missing(y1: list, y2: list) -> None:
    found = mean_change(y1, y2)
    assert math.isnan(found["se"])
    assert math.isnan(found["low"])
    assert math.isnan(found["p"])
    assert found["verdict"] is None


def test_one_wave_without_spread_still_has_that_of_the_other() -> None:
    found = mean_change([2, 2, 2], [1, 3])
    assert (found["se"], found["df"]) == (1, pytest.approx(1))


def test_a_census_does_not_make_a_flat_sample_sure() -> None:
    assert math.isnan(mean_change([1, 2, 3], [2, 2], population1=3, population2=50)["se"])
    assert math.isnan(mean_change([2, 2], [1, 2, 3], population1=50, population2=3)["se"])


def test_a_wave_without_spread_is_not_correlated() -> None:
    assert mean_change([2, 2, 2], [1, 3, 5], ids1=[1, 2, 3], ids2=[1, 2, 3])["correlation"] == 0


def test_pairs_cannot_hang_together_more_than_wholly() -> None:
    """The pair (0, 0), (10, 10) has covariance 50, where s1 s2 is 10: taken as 10."""
    y = [0, 10, 5, 5, 5, 5]
    found = mean_change(y, y, ids1=range(6), ids2=[0, 1, 6, 7, 8, 9])
    assert found["se"] == pytest.approx(math.sqrt(2 * 10 / 6 - 2 * 10 * 2 / 36))


def test_pairs_cannot_contradict_each_other_more_than_wholly() -> None:
    y, turned = np.array([[0.0], [10], [5], [5], [5], [5]]), [[10.0], [0], [5], [5], [5], [5]]
    pairs = np.array([0, 1]), np.array([0, 1])
    assert correlation_within(y, np.array(turned), pairs) == pytest.approx(-1)


def test_each_item_hangs_together_as_if_alone() -> None:
    first = np.array([[1.0, 100], [2, 900], [4, 250], [3, 0]])
    second = np.array([[2.0, 5], [2, 1], [5, 2], [1, 8]])
    pairs = np.array([0, 1, 2]), np.array([1, 2, 3])
    together = correlation_within(first, second, pairs)
    alone = [correlation_within(first[:, [i]], second[:, [i]], pairs)[0] for i in (0, 1)]
    assert together.tolist() == pytest.approx(alone)
    assert abs(together[0]) < 1


def test_one_degree_of_freedom_has_limits() -> None:
    assert tailed(np.array([1.959963984540054]), 1) == pytest.approx(12.706204736432)
    assert tailed(np.array([1.959963984540054]), 0.5) > 12.7


def test_a_wave_of_the_only_unit_there_is_leaves_the_other_its_spread() -> None:
    found = mean_change([3], [1, 2, 4], population1=1)
    assert found["df"] == pytest.approx(2)


def test_a_sample_within_the_smaller_population_is_at_most_wholly_correlated() -> None:
    found = mean_change([1, 3], [2, 6], ids1=[1, 2], ids2=[1, 2], population1=4, population2=8)
    assert found["correlation"] == 1


def test_ids_of_one_wave_only_tell_nothing() -> None:
    assert mean_change(Y1, Y2, ids1=IDS["ids1"])["method"] == "t, as independent"
    assert mean_change(Y1, Y2, ids2=IDS["ids2"])["method"] == "t, as independent"


def test_five_percent_of_the_first_mean_matters_unless_told() -> None:
    y1, y2 = [99.99, 100.01] * 50, [104.94, 104.96] * 50
    assert mean_change(y1, y2)["verdict"] == "geen verschil van belang"
    assert mean_change(y1, [y + 0.1 for y in y2])["verdict"] == "duidelijk"
    assert mean_change(y1, y2, relevant=4)["verdict"] == "duidelijk"
    assert mean_change([-y for y in y1], [-y for y in y2])["verdict"] == "geen verschil van belang"


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"ids1": [*"abcdefghia"]}, "^id 'a' occurs twice in the first wave"),
        ({"ids2": [*"hijklmnopqrr"]}, "^id 'r' occurs twice in the second wave"),
        ({"ids1": [*"abc"]}, "different numbers of rows"),
        ({"population1": 5}, "10 respondents, of a population of 5"),
    ],
)
def test_impossible_waves_are_named(changed: dict, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        mean_change(**({"y1": Y1, "y2": Y2} | IDS | SIZES | changed))


# ---- weighted ----


@pytest.mark.parametrize("options", [{}, IDS, IDS | SIZES, SIZES | {"relevant": 0.3}])
def test_equal_weights_give_the_plain_change_of_a_mean(options: dict) -> None:
    agree(survey_change(Y1, Y2, kind="mean", **options), mean_change(Y1, Y2, **options))


def test_weights_only_count_relative_to_each_other() -> None:
    w1, w2 = np.arange(1.0, 11), np.arange(1.0, 13)
    found = survey_change(Y1, Y2, weights1=w1, weights2=w2, kind="mean", **IDS, **SIZES)
    scaled = survey_change(Y1, Y2, weights1=w1 * 7, weights2=w2 / 3, kind="mean", **IDS, **SIZES)
    agree(found, scaled)
    assert found["difference"] == pytest.approx(
        np.average(Y2, weights=w2) - np.average(Y1, weights=w1)
    )


def test_each_wave_is_as_survey_has_it() -> None:
    yes1, yes2 = [y > 3 for y in Y1], [y > 3 for y in Y2]
    w = np.arange(1.0, 13)
    found = survey_change(yes1, yes2, weights2=w, **SIZES)
    one, two = proportion(yes1, population=100), proportion(yes2, weights=w, population=120)
    assert found["difference"] == pytest.approx(two["estimate"] - one["estimate"])
    assert found["se"] == pytest.approx(math.hypot(one["se"], two["se"]))
    below = math.hypot(two["estimate"] - two["low"], one["high"] - one["estimate"])
    assert found["low"] == pytest.approx(found["difference"] - below)
    above = math.hypot(two["high"] - two["estimate"], one["estimate"] - one["low"])
    assert found["high"] == pytest.approx(found["difference"] + above)
    assert found["method"] == "share, as independent"


def test_shares_have_their_own_smallest_change() -> None:
    y1, y2 = [1] * 500 + [0] * 500, [1] * 510 + [0] * 490
    waves = {"ids1": range(1000), "ids2": range(1000), "population1": 1000, "population2": 1000}
    assert survey_change(y1, y2, **waves)["verdict"] == "geen verschil van belang"
    assert survey_change(y1, y2, **waves, relevant=0.01)["verdict"] == "duidelijk"
    assert survey_change(y1, y2, kind="mean", **waves)["verdict"] == "geen verschil van belang"
    assert survey_change(y1, y2, kind="mean", **waves, relevant=0.01)["verdict"] == "duidelijk"


def test_two_points_matter_to_a_share() -> None:
    everyone = {"population1": 1000, "population2": 1000}
    found = survey_change([1] * 500 + [0] * 500, [1] * 530 + [0] * 470, **everyone)
    assert found["verdict"] == "duidelijk"


def test_a_missing_answer_contributes_nothing() -> None:
    """Contributions: answer less share, 0 where missing; their covariance over all four."""
    y1, y2 = [1, 0, None, 1], [1, 1, 0, None]
    found = survey_change(y1, y2, kind="mean", ids1=range(4), ids2=range(4))
    one, two = np.array([1, -2, 0, 1]) / 3, np.array([1, 1, -2, 0]) / 3
    assert found["correlation"] == pytest.approx(np.corrcoef(one, two)[0, 1])


def test_several_items_come_as_rows_and_only_shared_ones() -> None:
    one = pd.DataFrame({"website": [1, 0, 1, 0], "fund": [0, 0, 1, None], "old": [1, 1, 1, 1]})
    two = pd.DataFrame({"fund": [1, 1, 1, 0], "website": [1, 0, 1, 1], "new": [0, 0, 0, 0]})
    found = survey_change(one, two, ids1=range(4), ids2=range(1, 5), **SIZES)
    assert found["item"].tolist() == ["website", "fund"]
    alone = survey_change(one["fund"], two["fund"], ids1=range(4), ids2=range(1, 5), **SIZES)
    agree(found.iloc[1].to_dict(), alone)


def test_an_answer_nobody_gave_is_missing() -> None:
    found = survey_change([None, None, None], [1, 0, 1])
    assert math.isnan(found["difference"])
    assert found["verdict"] is None


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"kind": "median"}, "^kind 'median' is not one of share, mean"),
        ({"y1": [1, 2, 0]}, "needs answers 0 or 1, not 2"),
        ({"ids1": [1, 2]}, "different numbers of rows"),
        ({"y1": pd.DataFrame({"fund": [1, 0, 0]})}, "^the waves have no item in common"),
        ({"weights2": [1, 2, 3]}, "different numbers of rows"),
    ],
)
def test_impossible_surveys_are_named(changed: dict, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        survey_change(**({"y1": [1, 0, 0], "y2": [0, 1]} | changed))


# ---- the same composition ----

PLACE1 = pd.DataFrame({"province": ["A"] * 30 + ["B"] * 10})
PLACE2 = pd.DataFrame({"province": ["A"] * 10 + ["B"] * 30})
YES1 = [1] * 15 + [0] * 15 + [1] * 1 + [0] * 9
YES2 = [1] * 6 + [0] * 4 + [1] * 6 + [0] * 24


def test_each_class_compared_with_itself() -> None:
    """A: 50 → 60 %, B: 10 → 20 %; standard ¼ A, ¾ B; crude 16/40 → 12/40."""
    found = standardised_change(YES1, PLACE1, YES2, PLACE2)
    assert found["difference"] == pytest.approx(0.10)
    assert found["crude_difference"] == pytest.approx(-0.10)
    assert found["composition_difference"] == pytest.approx(-0.20)
    assert found["design_effect2"] == pytest.approx(1)
    weights1 = np.repeat([10 / 30, 3], [30, 10])
    assert found["design_effect1"] == pytest.approx(design_effect(weights1))
    assert found["collapsed"] == 0


def test_margins_set_the_composition() -> None:
    even = {"province": pd.Series({"A": 500, "B": 500})}
    found = standardised_change(YES1, PLACE1, YES2, PLACE2, margins=even, population1=1000,
                                population2=1000, ids1=range(40), ids2=range(20, 60))  # fmt: skip
    rakings = [rake(place, even) for place in (PLACE1, PLACE2)]
    by_hand = survey_change(YES1, YES2, raking1=rakings[0], raking2=rakings[1], population1=1000,
                            population2=1000, ids1=range(40), ids2=range(20, 60))  # fmt: skip
    agree(found, by_hand)
    assert found["difference"] == pytest.approx((0.6 + 0.2 - 0.5 - 0.1) / 2)


@pytest.mark.parametrize("kind", ["mean", "share"])
def test_after_raking_the_p_value_goes_with_the_wider_limits(kind: str) -> None:
    even = {"province": pd.Series({"A": 500, "B": 500})}
    options = {"raking1": rake(PLACE1, even), "raking2": rake(PLACE2, even), "population1": 1000,
               "population2": 1000, "kind": kind}  # fmt: skip
    p = survey_change(YES1, YES2, **options)["p"]
    found = survey_change(YES1, YES2, **options, confidence=1 - p)
    assert found["low" if found["difference"] > 0 else "high"] == pytest.approx(0, abs=1e-6)


def test_the_same_composition_leaves_the_crude_change() -> None:
    found = standardised_change(YES1, PLACE1, YES1[::-1], PLACE1[::-1].reset_index(drop=True))
    assert found["composition_difference"] == pytest.approx(0, abs=1e-12)


def test_merged_classes_are_counted() -> None:
    small = pd.DataFrame({"province": ["A"] * 20 + ["B"] * 17 + ["C"] * 3})
    found = standardised_change([1, 0] * 20, small, [1, 0] * 20, small)
    assert found["collapsed"] == 4  # B and C, in either wave
    kept = standardised_change([1, 0] * 20, small, [1, 0] * 20, small, collapse_below=0)
    assert kept["collapsed"] == 0


def test_five_respondents_make_a_class() -> None:
    small = pd.DataFrame({"province": ["A"] * 20 + ["B"] * 15 + ["C"] * 5})
    assert standardised_change([1, 0] * 20, small, [1, 0] * 20, small)["collapsed"] == 0


def test_several_items_each_get_their_composition() -> None:
    one, two = pd.DataFrame({"x": YES1, "y": YES1}), pd.DataFrame({"x": YES2, "y": YES2[::-1]})
    found = standardised_change(one, PLACE1, two, PLACE2)
    assert found["item"].tolist() == ["x", "y"]
    assert found["composition_difference"].iloc[0] == pytest.approx(-0.20)
    alone = standardised_change(YES1, PLACE1, YES2[::-1], PLACE2)
    agree(found.iloc[1].to_dict(), alone)


def test_means_can_be_standardised_too() -> None:
    found = standardised_change(YES1, PLACE1, YES2, PLACE2, kind="mean")
    raked = rake(PLACE1, {"province": PLACE2["province"].value_counts()})
    one, two = mean(YES1, raking=raked), mean(YES2)
    assert found["difference"] == pytest.approx(two["estimate"] - one["estimate"])
    assert found["method"] == "mean, as independent"


def test_a_cap_holds_the_weights() -> None:
    one = PLACE1.assign(own=["j", "n", "n", "n", "n"] * 8)
    two = PLACE2.assign(own=["j", "n"] * 20)
    margins = {column: two[column].value_counts() for column in two}
    capped = standardised_change(YES1, one, YES2, two, cap=2.5)
    assert capped["design_effect1"] == design_effect(rake(one, margins, cap=2.5)["weights"])
    assert capped["design_effect1"] < standardised_change(YES1, one, YES2, two)["design_effect1"]


def test_rows_are_checked() -> None:
    with pytest.raises(ValueError, match="different numbers of rows"):
        standardised_change(YES1[1:], PLACE1, YES2, PLACE2)
    with pytest.raises(ValueError, match="different numbers of rows"):
        standardised_change(YES1, PLACE1, YES2[1:], PLACE2)


def test_answers_without_spread_have_no_correlation_whatever_rounding_leaves() -> None:
    once, same = np.array([[0.1], [0.2], [0.7]]), np.full((3, 1), 0.5)
    with np.errstate(all="raise"):
        assert correlation_within(once, same, (np.arange(3), np.arange(3))) == [0]


def test_a_census_is_certain_though_its_margins_leave_nothing_over() -> None:
    place, totals = pd.DataFrame({"p": ["A", "B"]}), {"p": pd.Series({"A": 1, "B": 1})}
    raked = rake(place, totals, collapse_below=0)
    waves = {"raking1": raked, "raking2": raked, "population1": 2, "population2": 2}
    found = survey_change([1, 0], [1, 0], **waves)
    assert (found["low"], found["difference"], found["high"]) == (0, 0, 0)


def test_ids_as_text_never_meet_ids_as_numbers() -> None:
    told = r"^ids are text in one wave and numbers in the other: nobody would be met$"
    for ids1, ids2 in ((["1", "2"], [1, 2]), ([1, None], pd.Series(["1", "2"]))):
        with pytest.raises(ValueError, match=told):
            mean_change([1, 2], [2, 4], ids1=ids1, ids2=ids2)


@pytest.mark.parametrize("compare", [mean_change, partial(survey_change, kind="mean")])
def test_long_numbers_tell_people_apart_beside_someone_without_an_id(compare: Any) -> None:
    one, other = 2**53, 2**53 + 1  # the same number to a float
    found = compare([1, 3, 2], [5, 2, 4], ids1=[one, other, None], ids2=[other, one, None])
    named = compare([1, 3, 2], [5, 2, 4], ids1=["a", "b", None], ids2=["b", "a", None])
    assert found == named


@pytest.mark.parametrize("ids2", [["b", "c"], [2, "b"], [None, None]])
def test_ids_of_other_people_are_no_mistake(ids2: list) -> None:
    found = mean_change([1, 2], [2, 4], ids1=["a", "b"], ids2=ids2)
    assert found["method"] == "t, overlap"


@pytest.mark.parametrize("kind", ["share", "mean"])
def test_the_only_one_there_is_asked_twice_leaves_no_doubt(kind: str) -> None:
    one = {"population1": 1, "population2": 1, "ids1": ["a"], "ids2": ["a"], "kind": kind}
    found = survey_change([1.0], [0.0], **one)
    assert (found["low"], found["high"], found["low_80"], found["high_80"]) == (-1, -1, -1, -1)
    assert found["verdict"] == "duidelijk"
