"""Where statistics end: the largest numbers, the flattest answers, and what is no number at all."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats import (
    _hypergeometric,
    change,
    counts,
    distance,
    likert,
    proportions,
    resample,
    survey,
    trend,
    weights,
)
from pijler_analysis.stats._design import raking_stretch

INF, NAN = math.inf, math.nan
TWELVE = range(12)
PLACE = pd.DataFrame({"place": list("AAABBB") * 2, "own": list("jjnnjn") * 2})
MARGINS = {"place": pd.Series({"A": 60, "B": 40}), "own": pd.Series({"j": 35, "n": 65})}
SIZES: dict[str, Any] = {"population1": 60, "population2": 60}
TWICE: dict[str, Any] = {"ids1": TWELVE, "ids2": TWELVE, **SIZES}
BACKWARD = pd.Series([3, 4], index=["b", "a"])
FORWARD = pd.Series([1, 2], index=["a", "b"])


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: proportions.proportion_interval(FORWARD, BACKWARD), "'trials' are not in the"),
        (lambda: proportions.proportion_interval([1, 2], [3, 4, 5]), "trials \\(3,\\)"),
        (lambda: change.proportion_change(FORWARD, 4, BACKWARD, 9), "not in the order of"),
        (lambda: counts.rate(FORWARD, BACKWARD), "'exposure' are not in the order of 'count'"),
        (lambda: survey.mean(3), "'y' is one value"),
        (lambda: likert.summary(4), "'answers' is one value"),
        (lambda: proportions.sample_size(0.05, population=NAN), "at least 1, not nan"),
        (lambda: proportions.sample_size(0.05, population=1.5), "not whole: 1.5"),
        (lambda: proportions.sample_size(1e-200), "too small"),
        (
            lambda: proportions.detectable_change(
                600, 600, baseline=0.1, population1=985, population2=985
            ),
            "overlap must be at least 215",
        ),
        (
            lambda: proportions.detectable_change(5, 5, baseline=0.1, population1=NAN),
            "population1 must be positive",
        ),
        (lambda: weights.effective_n([1, INF]), "weight inf is not finite \\(item 1\\)"),
        (lambda: weights.design_effect([1, INF]), "weight inf is not finite"),
        (lambda: weights.rake(PLACE, MARGINS, collapse_below=NAN), "collapse_below must be"),
        (lambda: weights.rake(PLACE, MARGINS, collapse_below=-1), "collapse_below must be"),
        (lambda: survey.ratio([1, 2], [1, INF]), "an answer is not finite \\(item 1\\)"),
        (lambda: survey.mean([1, 2], population=7.5), "population is not whole: 7.5"),
        (
            lambda: survey.mean([1, 2, 3, 4], strata=list("aabb"), population={"a": 2, "b": 2.5}),
            "population of stratum 'b' is not whole",
        ),
        (lambda: change.paired_change([[1, 2], [3, INF]]), "neither is not a count: inf"),
        (lambda: change.mean_change([1, INF], [1, 2]), "an answer is not finite \\(item 1\\)"),
        (lambda: change.mean_change([1, 2], [1, 2], population1=2.5), "population1 is not whole"),
        (
            lambda: change.proportion_change(
                1, 4, 1, 4,
                overlap={"both": 1, "only1": 0, "only2": 0, "neither": 3, "unknown": 2},
            ),
            "overlap has 'unknown'",
        ),
        (lambda: likert.summary([5, 1], top=1.5), "top 1.5 is not from 1 to 4"),
        (lambda: likert.compare_groups([1, 2, INF], list("aab")), "not finite \\(item 2\\)"),
        (lambda: counts.rate(INF, 5), "inf is not a count"),
        (lambda: counts.rate(5, INF), "exposure is not finite"),
        (lambda: counts.rate(5, 1, dispersion=INF), "dispersion is not finite"),
        (lambda: counts.dispersion([5, 6, INF]), "inf is not a count of events \\(item 2\\)"),
        (lambda: counts.seasonality([5, INF], list("ab")), "inf is not a count \\(item 1\\)"),
        (lambda: counts.seasonality([5, 6], list("ab"), exposure=[1, INF]), "not finite"),
        (lambda: trend.proportion_trend([0.5, 1], [4, 4]), "yes not whole: 0.5 \\(item 0\\)"),
        (lambda: trend.proportion_trend([1, 2], [4, 4.5]), "answers not whole: 4.5 \\(item 1\\)"),
        (lambda: trend.proportion_trend([1, 2], [4, INF]), "answers not whole: inf"),
        (lambda: trend.proportion_trend([1, 2], [4, 4], scores=[1, INF]), "score is not finite"),
        (lambda: trend.count_trend([5, 1.5, 5]), "count not whole: 1.5 \\(item 1\\)"),
        (lambda: trend.count_trend([5, 6, 7], exposure=[1, 2, INF]), "exposure is not finite"),
        (lambda: distance.dissimilarity([5, 5], [9, 9], population=NAN), "must be positive"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(call: Callable[[], object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        call()


@pytest.mark.parametrize(
    ("numbers", "options", "told"),
    [
        ((0.5, 0.03, 0.13, 0.05, 0.11), {}, "outside its interval: 0.5"),
        ((-0.1, 0.03, 0.13, 0.05, 0.11), {}, "outside its interval: -0.1"),
        ((0.08, 0.03, 0.13, 0.05, 0.11), {"adjusted_p": 2}, "no chance: 2"),
        ((0.08, 0.03, 0.13, 0.05, 0.11), {"adjusted_p": -0.1}, "no chance: -0.1"),
    ],
)
def test_a_verdict_on_what_cannot_be_is_refused(
    numbers: tuple[float, ...], options: dict[str, Any], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        change.verdict(*numbers, **options)


def labelled(fine: float, wrong: float) -> pd.Series:
    return pd.Series([fine, wrong], index=["a", "b"])


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: trend.proportion_trend(labelled(1, -1), [4, 4]), "yes below zero: -1"),
        (lambda: trend.proportion_trend([1, -1], labelled(4, 4)), "yes below zero: -1"),
        (lambda: trend.proportion_trend(labelled(1, 1.5), [4, 4]), "yes not whole: 1.5"),
        (lambda: trend.proportion_trend([1, 1], labelled(4, 4.5)), "answers not whole: 4.5"),
        (lambda: trend.proportion_trend(labelled(1, 5), [4, 4]), "more yes than answers: 5 of 4"),
        (lambda: trend.proportion_trend([1, 5], labelled(4, 4)), "more yes than answers: 5 of 4"),
        (
            lambda: trend.proportion_trend([1, 1], [4, 4], scores=labelled(1, INF)),
            "score is not finite: inf",
        ),
        (
            lambda: trend.count_trend([1, 1], exposure=labelled(1, INF)),
            "exposure is not finite: inf",
        ),
        (lambda: counts.waiting_time(labelled(1, -2), [True, True]), "negative wait -2"),
        (
            lambda: counts.waiting_time([1, 2], labelled(1, 2)),
            "answered is neither yes nor no: 2",
        ),
        (
            lambda: counts.waiting_time(labelled(1, 2), [1, 2]),
            "answered is neither yes nor no: 2",
        ),
        (
            lambda: change.verdict(
                labelled(0.1, 0.9), [0, 0], [0.2, 0.2], [0.05, 0.05], [0.15, 0.15]
            ),
            "the difference lies outside its interval: 0.9",
        ),
        (
            lambda: change.verdict(0.1, 0, 0.2, 0.05, 0.15, adjusted_p=labelled(0.5, 2)),
            "adjusted_p is no chance: 2",
        ),
        (
            lambda: change.census_verdict(labelled(0, 0.3), [0.1, 0.2]),
            "interval is turned round: 0.3 to 0.2",
        ),
        (
            lambda: change.census_verdict([0, 0.3], labelled(0.1, 0.2)),
            "interval is turned round: 0.3 to 0.2",
        ),
        (
            lambda: change.census_verdict(0, 0.1, relevant=labelled(0.1, -1)),
            "relevant is not a number from 0: -1",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_label(call: Callable[[], object], told: str) -> None:
    with pytest.raises(ValueError, match=rf"^{told} \(item 'b'\)$"):
        call()


def test_a_trend_looks_at_every_moment_with_an_answer() -> None:
    """Of 0, 1 and 4 answers: the first tells nothing, the second does."""
    found = trend.proportion_trend([0, 1, 1], [0, 1, 4])
    assert (found["points"], found["df"]) == (2, 1)
    assert found["method"] == "cochran-armitage, fewer than 5 points"
    assert trend.count_trend([1, 1, 2])["estimate"] > 1


def test_one_census_gives_one_word() -> None:
    assert isinstance(change.census_verdict(0.05, 0.15), str)


def test_a_chance_of_nothing_or_all_is_a_chance() -> None:
    limits = (0.1, 0.05, 0.15, 0.07, 0.13)
    assert change.verdict(*limits, adjusted_p=0) == "duidelijk"
    assert change.verdict(*limits, adjusted_p=1) == "waarschijnlijk"


def test_numbers_in_give_plain_numbers_out() -> None:
    """Also for the reader of a JSON file, which knows no numbers of NumPy."""
    for found in (
        proportions.proportion_interval(np.int64(3), np.int64(10), population=20),
        change.proportion_change(1, 4, 2, 4, overlap=[1, 0, 0, 2]),
        change.paired_change([[1, 2], [3, 4]]),
        change.mean_change([1, 2, 3], [2, 3, 5]),
        change.survey_change([0, 1, 1], [1, 0, 1]),
        likert.summary([1, 2, 3]),
        likert.compare_groups([1, 2, 3, 4, 2], list("aabbb")),
        likert.compare_groups([1, 2, 3, 4, 5, 5], list("aabbcc"), ordered=True),
        counts.rate_ratio(3, 4, 2, 3),
        counts.dispersion([3, 4, 9]),
        counts.waiting_time([1, 2], [True, True]),
        trend.proportion_trend([1, 2, 3], [4, 4, 4]),
        trend.count_trend([4, 5, 9]),
        survey.proportion([1, 0, 1]),
        survey.cross_table_test(list("aabbab"), list("xyxyxx")),
    ):
        kinds = {type(value) for value in found.values()}
        assert kinds <= {float, int, str, type(None)}, found


def _accepted(k: int, n: int, population: int, tail: Fraction) -> list[int]:
    """Totals that the exact test does not reject, counted out in whole numbers."""
    every = math.comb(population, n)
    kept = []
    for total in range(k, population - n + k + 1):
        ways = [math.comb(total, x) * math.comb(population - total, n - x) for x in range(n + 1)]
        if sum(ways[k:]) > tail * every and sum(ways[: k + 1]) > tail * every:
            kept.append(total)
    return kept


@pytest.mark.parametrize(
    ("k", "n", "population", "confidence"),
    [(45, 100, 300, "0.95"), (1, 1, 20, "0.90"), (0, 1, 20, "0.90"), (1, 1, 40, "0.95"),
     (0, 1, 40, "0.95"), (1, 1, 10, "0.80"), (2, 7, 31, "0.99"), (5, 5, 9, "0.50")],
)  # fmt: skip
def test_an_exact_interval_is_the_count_of_all_samples(
    k: int, n: int, population: int, confidence: str
) -> None:
    """Also where a chance is exactly the level, as 1/20 is at 90 %: that rejects."""
    kept = _accepted(k, n, population, (1 - Fraction(confidence)) / 2)
    found = proportions.proportion_interval(
        k, n, population=population, method="exact", confidence=float(confidence)
    )
    assert found["low"] * population == pytest.approx(kept[0], abs=1e-9)
    assert found["high"] * population == pytest.approx(kept[-1], abs=1e-9)


@pytest.mark.parametrize(("k", "n"), [(0, 30), (3, 10), (45, 100), (30, 30), (2, 900)])
def test_a_huge_population_is_no_population(k: int, n: int) -> None:
    huge = proportions.proportion_interval(k, n, population=10**9, method="exact")
    endless = proportions.proportion_interval(k, n, method="exact")
    assert huge["low"] == pytest.approx(endless["low"], rel=2e-5, abs=2e-9)
    assert huge["high"] == pytest.approx(endless["high"], rel=2e-5)


def test_halving_finds_the_same_totals_as_going_through_them() -> None:
    for k, n, population in [(3, 10, 60), (45, 100, 300), (1, 1, 20), (7, 200, 985), (9, 9, 12)]:
        tail = 0.025 * (1 + 1e-9)
        assert _hypergeometric._halved_total(
            k, n, population, tail
        ) == _hypergeometric._least_total(k, n, population, 0.025)


def test_half_a_thousand_million_successes_have_limits() -> None:
    found = proportions.proportion_interval(5e8, 1e9, population=2e9, method="exact")
    half = 1.959963984540054 * math.sqrt(0.25 / 1e9 / 2)
    assert found["high"] - 0.5 == pytest.approx(half, rel=1e-4)
    assert 0.5 - found["low"] == pytest.approx(half, rel=1e-4)


def test_many_who_changed_have_a_mid_p() -> None:
    """0.5 to the power 1,100 is 0 in floating point, and the number of tables is infinite."""
    even = change.paired_change([[0, 1100], [1100, 5]])
    assert even["mid_p"] == pytest.approx(1 - math.comb(2200, 1100) / 2**2200 / 2, rel=1e-10)
    found = change.paired_change([[0, 1050], [1150, 5]])
    ways = [math.comb(2200, x) for x in range(1051)]
    exact = Fraction(2 * sum(ways) - ways[-1], 2**2200)
    assert found["mid_p"] == pytest.approx(float(exact), rel=1e-10)
    assert change.paired_change([[0, 9e8], [9e8 + 6e4, 5]])["mid_p"] == pytest.approx(0.157, 0.01)


def test_a_thousand_million_events_can_be_compared() -> None:
    found = counts.rate_ratio(1e9, 1, 1e9 + 1e5, 1)
    z = 1e5 / math.sqrt(2e9 + 1e5)
    assert found["p"] == pytest.approx(math.erfc(z / math.sqrt(2)), rel=1e-3)
    assert found["low"] < found["estimate"] < found["high"] < 1


@pytest.mark.parametrize(
    ("y1", "y2"),
    [
        ([2, 5, 1], [2, 5, 1]),
        ([2, 5, 1], [3, 6, 2]),
        ([0.1, 0.2, 0.3], [0.1, 0.2, 0.3]),
        ([3, 3, 3], [4, 4, 4]),
        ([0.1] * 3, [0.1] * 3),
    ],
)
def test_where_nobody_changed_apart_from_others_nothing_tells_the_spread(
    y1: list[float], y2: list[float]
) -> None:
    """As R's t.test says: the data are essentially constant."""
    order = [2, 0, 1]
    for places in ([0, 1, 2], order):
        sizes = {**SIZES, "ids1": places, "ids2": range(3)}
        one = [y1[i] for i in places]
        for found in (
            change.mean_change(one, y2, **sizes),
            change.survey_change(one, y2, kind="mean", **sizes),
        ):
            assert math.isnan(found["se"])
            assert math.isnan(found["p"])
            assert found["verdict"] is None
            assert found["difference"] == pytest.approx(sum(y2) / 3 - sum(y1) / 3)


def test_the_same_answers_twice_leave_the_others_open() -> None:
    """Nobody asked changed, 48 were not asked: the interval has a width, weighted or not."""
    y = [1, 0, 0, 1, 0, 0] * 2
    table = {"both": 4, "only1": 0, "only2": 0, "neither": 8}
    plain = change.proportion_change(4, 12, 4, 12, overlap=table, **SIZES)
    weighted = change.survey_change(y, y, **TWICE)
    raked = change.standardised_change(
        y, PLACE, y, PLACE, margins=MARGINS, collapse_below=0, **TWICE
    )
    for found in (plain, weighted, raked):
        assert found["difference"] == pytest.approx(0, abs=1e-12)
        assert found["high"] > 0.05
        assert found["low"] == pytest.approx(-found["high"])
    assert plain["se"] == 0
    squared = 2.20098516**2 * 48 / 59  # Student's t on 11 degrees, in a finite population
    assert plain["high"] == pytest.approx(squared / (12 + squared))


def test_survey_refuses_nothing_where_a_wave_is_empty() -> None:
    found = change.survey_change([], [1, 0])
    assert math.isnan(found["difference"])
    assert found["verdict"] is None


def test_what_the_margins_fix_is_certain() -> None:
    """The share of a raked class is the register's: no spread, not even that of rounding."""
    raking = weights.rake(PLACE, MARGINS, collapse_below=0)
    in_a = (PLACE["place"] == "A").astype(int)
    found = survey.proportion(in_a, raking=raking, population=100)
    assert (found["se"], found["deff"], found["effective_n"]) == (0, 0, INF)
    assert found["low"] == found["high"] == found["estimate"] == pytest.approx(0.6)
    many = survey.shares(pd.DataFrame({"place": in_a}), raking=raking, population=100)
    assert many["se"].tolist() == [0, 0]
    assert np.isinf(many["effective_n"]).all()
    amount = survey.mean(in_a * 3.0, raking=raking, population=100)
    assert (amount["se"], amount["high"]) == (0, amount["estimate"])


def test_one_answer_from_all_has_no_spread_and_no_design_effect() -> None:
    raking = weights.rake(PLACE, MARGINS, collapse_below=0)
    uneven: dict[str, Any] = {"weights": [1.3, 2.7, 3.1, 0.7, 1.9, 2.2, 1.1]}
    for found in (
        survey.mean([0.1] * 7, **uneven),
        survey.mean([3] * 7, **uneven),
        survey.mean([0.1] * 12, raking=raking),
        survey.ratio([0.1 * i for i in range(1, 8)], range(1, 8), **uneven),
    ):
        assert found["se"] == 0
        assert math.isnan(found["deff"])
        assert found["low"] == found["high"] == found["estimate"]


def test_a_ratio_over_nothing_is_missing() -> None:
    found = survey.ratio([1, 2], [0, 0])
    assert math.isnan(found["estimate"])
    assert math.isnan(found["low"])


def test_answers_that_go_together_wholly_leave_the_test_nothing_to_judge_by() -> None:
    found = survey.cross_table_test(list("aabb"), list("xxyy"))
    assert found["chi2"] == pytest.approx(4)
    assert math.isnan(found["f"])
    assert math.isnan(found["p"])
    nobody = survey.cross_table_test(list("aabb"), list("xyxy"), weights=[0] * 4)
    assert nobody["n"] == 0
    assert math.isnan(nobody["p"])


def test_all_counted_at_one_end_has_no_factor() -> None:
    for busy in ([0, 0, 9], [9, 0, 0, 0], [0, 0, 0, 9]):
        found = trend.count_trend(busy)
        assert math.isnan(found["estimate"])
        assert math.isnan(found["p"])
    assert trend.count_trend([0, 9, 0])["estimate"] == pytest.approx(1)


def test_a_trend_of_one_moment_or_none_is_missing() -> None:
    for found in (
        trend.proportion_trend([1, 2, 3], [3, 7, 9], scores=[2024.1] * 3),
        trend.proportion_trend([], []),
        trend.proportion_trend([3], [4]),
    ):
        assert math.isnan(found["estimate"])
        assert math.isnan(found["p"])
        assert found["departure_df"] >= 0


def test_late_years_are_as_precise_as_early_ones() -> None:
    late = trend.proportion_trend([1, 2, 3], [4, 4, 4], scores=[2019, 2021, 2024])
    early = trend.proportion_trend([1, 2, 3], [4, 4, 4], scores=[0, 2, 5])
    assert late["statistic"] == pytest.approx(early["statistic"], rel=1e-14)


@pytest.mark.parametrize("sizes", [(2, 2, 2), (3, 5, 7), (11, 13, 17), (1, 9, 4)])
def test_one_answer_from_all_groups_is_no_difference(sizes: tuple[int, ...]) -> None:
    groups = np.repeat(np.arange(len(sizes)), sizes)
    for ordered in (False, True):
        found = likert.compare_groups(np.full(len(groups), 3.0), groups, ordered=ordered)
        assert (found["statistic"], found["p"]) == (0, 1)
        assert type(found["statistic"]) is float


def test_one_respondent_alone_has_replicates_but_no_spread() -> None:
    assert math.isnan(resample.bootstrap_mean([3.0], population=10, replicates=5)["se"])


@pytest.mark.parametrize("value", [0.1, -0.1, 1e-20, 1e20])
def test_the_same_answer_from_all_has_no_spread_on_any_scale(value: float) -> None:
    found = survey.mean([value] * 7, weights=[1, 2, 5, 1, 3, 1, 7])
    assert found["estimate"] == pytest.approx(value)
    assert found["se"] == 0
    assert survey.total([value] * 3)["se"] == 0


def test_the_respondent_of_a_cluster_in_two_strata_is_named() -> None:
    design = {"clusters": list("xyyz"), "strata": list("aabb"), "population": {"a": 9, "b": 9}}
    with pytest.raises(ValueError, match=r"a cluster lies in two strata \(item 1\)$"):
        survey.mean([1, 2, 3, 4], **design)


def test_items_on_another_scale_leave_each_other_alone() -> None:
    small, large = [1, 2, 4, 3], [1e14, 2e14, 3e14, 5e14]
    together = survey.mean(pd.DataFrame({"small": small, "large": large}))
    assert together["se"].tolist() == [survey.mean(small)["se"], survey.mean(large)["se"]]


def test_no_item_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^y has no item$"):
        survey.mean(pd.DataFrame(index=range(4)))


def test_one_answer_more_than_classes_still_has_a_width() -> None:
    place = pd.DataFrame({"place": list("AAB")})
    raked = weights.rake(place, {"place": pd.Series({"A": 6, "B": 4})}, collapse_below=0)
    assert raking_stretch(raked, all_asked=False) == pytest.approx(math.sqrt(2))


def test_the_respondent_with_an_infinite_answer_is_named() -> None:
    answers = pd.DataFrame({"a": [1.0, 2, 3], "b": [1.0, 2, INF]}, index=list("xyz"))
    with pytest.raises(ValueError, match=r"^an answer is not finite \(item 'z'\)$"):
        survey.mean(answers)


@pytest.mark.parametrize("estimate", [survey.mean, survey.total, survey.proportion])
def test_items_with_other_blanks_are_each_as_if_alone(estimate: Callable[..., Any]) -> None:
    answers = pd.DataFrame(
        {
            "a": [1, 0, 1, NAN, 1, 0], "b": [NAN, 1, 0, 1, NAN, 0], "none": [NAN] * 6,
            "all": [1, 1, 1, NAN, 1, 1],
        }
    )  # fmt: skip
    for design in (
        {"weights": [1, 2, 3, 1, 2, 3], "population": 40},
        {"clusters": list("uvwxyy"), "weights": [5, 2, 3, 1, 2, 4]},
    ):
        together = estimate(answers, **design).set_index("item")
        for item in answers:
            alone = estimate(answers[item], **design)
            for name, value in alone.items():
                assert together.loc[item, name] == pytest.approx(value, nan_ok=True)


def test_equal_weights_do_not_change_the_effect_of_a_design() -> None:
    for weight in (1, 7):
        found = survey.mean([3, 4, 5, 4], weights=[weight] * 4, population=20)
        assert found["deff"] == pytest.approx(1)


def test_a_census_nobody_answered_has_no_total() -> None:
    found = survey.total([NAN] * 4, population=4)
    assert math.isnan(found["estimate"])
    assert math.isnan(found["se"])


def test_answers_that_count_for_nothing_have_no_total() -> None:
    found = survey.total([3, 4, 5], weights=[0, 0, 2], by=list("aab"))
    assert math.isnan(found["estimate"][0])
    assert found["estimate"][1] == 10
    assert survey.total([3, 4], weights=[0.25, 0.5])["estimate"] == 2.75


def test_waves_of_nobody_known_to_be_the_same_have_no_change() -> None:
    empty = change.proportion_change(0, 0, 0, 0, population1=0, population2=0, overlap=[0] * 4)
    assert math.isnan(empty["low"])
    found = change.proportion_change([0, 1], [0, 4], [0, 2], [0, 4], overlap=[0] * 4)
    assert np.isnan([found[key][0] for key in ("difference", "se", "low", "high", "p")]).all()
    assert found["verdict"][0] is None
    assert found["low"][1] < 0.25 < found["high"][1]


def test_a_total_of_equal_answers_has_no_effect_of_a_design() -> None:
    found = survey.total([1, 1, 1, 2, 3, 4], by=list("aaabbb"))
    assert found["se"].min() > 0
    assert math.isnan(found["deff"][0])


def test_one_of_two_is_drawn_each_time() -> None:
    """Every replicate is 1 or 3 where the mean is 2."""
    assert resample.bootstrap_mean([1.0, 3.0], replicates=50)["se"] == pytest.approx(1)


@pytest.mark.parametrize(
    "design",
    [
        {"strata": list("aaaabbbb"), "population": {"a": 9, "b": 30}},
        {"clusters": list("aabbccdd"), "population": 20},
    ],
)
def test_a_share_is_drawn_as_a_mean_is(design: dict[str, Any]) -> None:
    y = [0, 1, 1, 0, 1, 1, 1, 0]
    drawn: dict[str, Any] = {"replicates": 20, **design}
    mean = resample.bootstrap_mean(y, **drawn)
    assert resample.bootstrap_proportion(y, **drawn)["se"] == pytest.approx(mean["se"])
    part = "strata" if "strata" in design else "clusters"
    with pytest.raises(ValueError, match=f"different numbers of rows: .*'{part}': 7"):
        resample.bootstrap_mean(y, **drawn | {part: list("aaaabbb")})


def test_text_among_the_answers_drawn_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"^y is not a number: '1'$"):
        resample.bootstrap_mean(pd.DataFrame({"q": [1, 0], "r": ["1", "0"]}), replicates=5)


def test_raking_names_what_is_wrong() -> None:
    people = PLACE.set_axis([f"r{i}" for i in range(12)])
    bad = [1.0] * 11 + [-1]
    with pytest.raises(ValueError, match=r"^base weight -1 cannot be used \(item 'r11'\)$"):
        weights.rake(people, MARGINS, base_weights=bad)
    named = pd.Series(bad, index=people.index)
    with pytest.raises(ValueError, match=r"^base weight -1 cannot be used \(item 'r11'\)$"):
        weights.rake(people, MARGINS, base_weights=named)
    with pytest.raises(ValueError, match=r"^margin 'place' is not a number: '6'$"):
        weights.rake(PLACE, {"place": pd.Series({"A": "6", "B": "4"})})
    with pytest.raises(ValueError, match=r"a dict of column and Series of totals$"):
        weights.rake(PLACE, {})


def test_small_base_weights_are_raked_as_large_ones() -> None:
    small = weights.rake(PLACE, MARGINS, base_weights=[0.01] * 12, collapse_below=0)
    usual = weights.rake(PLACE, MARGINS, collapse_below=0)
    assert small["weights"] == pytest.approx(usual["weights"])


def test_classes_that_went_together_keep_the_name_of_their_column() -> None:
    place = pd.DataFrame({"place": list("AAAAAABBBBBC")})
    found = weights.rake(place, {"place": pd.Series({"A": 60, "B": 40, "C": 20})})
    assert set(found["residuals"]["column"]) == {"place"}
    assert len(found["collapsed"]) > 0
