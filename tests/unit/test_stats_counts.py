"""Rates, seasons and waiting times on a handful of counts, some missing."""

import math

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.counts import (
    dispersion,
    rate,
    rate_ratio,
    seasonality,
    waiting_time,
)


def test_without_open_questions_the_median_is_the_first_day_half_is_answered() -> None:
    waited = waiting_time([4, 1, 3, 2], [True] * 4)
    assert waited["median"] == 2  # two of four answered on day 2: S is exactly 0.5
    assert waited["p90"] == 4
    assert (waited["n"], waited["answered"], waited["open"]) == (4, 4, 0)


def test_an_open_question_counts_until_its_day() -> None:
    # S: day 1 → 3/4; day 2 nothing ends, one leaves; day 3 → 3/4 · 1/2; day 5 → 0
    waited = waiting_time([1, 2, 3, 5], [True, False, True, True])
    assert waited["median"] == 3
    assert waited["p90"] == 5


def test_a_question_open_on_the_day_another_is_answered_still_waits_then() -> None:
    # Day 2: two wait, one answer: S = 1/2. Were the open one gone, S would be 0.
    waited = waiting_time([2, 2], [True, False])
    assert waited["median"] == 2
    assert math.isnan(waited["p90"])


def test_a_share_that_is_half_up_to_rounding_is_half() -> None:
    # 23/24 · 22/23 · … gives 0.5000000000000001 where half of 24 are left
    waited = waiting_time(np.arange(1, 25), [True] * 24)
    assert waited["median"] == 12


def test_more_than_half_open_has_no_median() -> None:
    waited = waiting_time([1, 2, 3], [True, False, False])
    assert math.isnan(waited["median"])
    assert math.isnan(waited["median_high"])


def test_a_missing_day_or_answer_leaves() -> None:
    days = pd.Series([1, pd.NA, 3, 3], dtype="Int64")
    answered = pd.Series([True, True, True, pd.NA], dtype="boolean")
    without = waiting_time([1, 3], [True, True])
    assert waiting_time(days, answered) == pytest.approx(without, nan_ok=True)


def test_no_questions_is_missing() -> None:
    waited = waiting_time([], [])
    assert waited["n"] == 0
    assert all(math.isnan(waited[key]) for key in waited if key.startswith(("median", "p90")))


@pytest.mark.parametrize(
    ("days", "answered", "named"),
    [
        (pd.Series([1, -1], index=["Q1", "Q2"]), [True, True], "^negative wait -1 .item 'Q2'"),
        ([1, math.inf], [True, True], "^wait inf is not a number of days .item 1"),
        ([1, 2], [1, 2], "^answered is neither yes nor no: 2 .item 1"),
        ([1, 2], [True], "2 waits, but 1 marks"),
    ],
)
def test_an_impossible_wait_is_named(days: object, answered: list, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        waiting_time(days, answered)


def test_a_wider_confidence_is_a_wider_interval() -> None:
    days, answered = np.arange(1, 41), [True] * 40
    narrow = waiting_time(days, answered, confidence=0.5)
    wide = waiting_time(days, answered, confidence=0.99)
    assert wide["median_low"] < narrow["median_low"] <= 20 <= narrow["median_high"]
    assert narrow["median_high"] < wide["median_high"]
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1"):
        waiting_time(days, answered, confidence=95)


# ---- rates ----


def test_a_rate_by_hand() -> None:
    """None seen: at most −ln(0.025) events; one seen: at least −ln(0.975)."""
    none = rate(0, 2)
    assert (none["estimate"], none["low"], none["se"]) == (0, 0, 0)
    assert none["high"] == pytest.approx(-math.log(0.025) / 2)
    one = rate(1, 1)
    assert one["low"] == pytest.approx(-math.log(0.975))
    assert (one["estimate"], one["se"], one["method"]) == (1, 1, "exact")
    assert rate(9, 3)["se"] == pytest.approx(1)


def test_more_dispersion_is_a_wider_rate() -> None:
    exact, quasi = rate(50, 10), rate(50, 10, dispersion=2)
    assert quasi["method"] == "quasi-poisson"
    assert quasi["se"] == pytest.approx(exact["se"] * math.sqrt(2))
    assert quasi["low"] == pytest.approx(2 * rate(25, 10)["low"])
    assert quasi["high"] == pytest.approx(2 * rate(25, 10)["high"])


def test_many_rates_at_once() -> None:
    found = rate(pd.Series([3, pd.NA, 0], dtype="Int64"), [10, 10, 0])
    assert found["estimate"] == pytest.approx([0.3, math.nan, math.nan], nan_ok=True)
    assert found["low"][0] == pytest.approx(rate(3, 10)["low"])
    assert np.isnan(found["high"][1:]).all()
    assert np.isnan(found["low"][1:]).all()
    assert found["method"].tolist() == ["exact"] * 3


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (([1, -1], 1), "^-1 is not a count of events .item 1"),
        ((2.5, 1), "^2.5 is not a count of events$"),
        ((1, -2), "^exposure below zero: -2"),
        ((1, 0), "1 events over no exposure"),
        ((pd.Series({"mei": 1}), 0), "1 events over no exposure .item 'mei'"),
    ],
)
def test_an_impossible_rate_is_named(given: tuple, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        rate(*given)


def test_an_impossible_dispersion_or_confidence_is_named() -> None:
    for wrong in (0, -1, math.nan):
        with pytest.raises(ValueError, match=r"^dispersion is not above zero"):
            rate(1, 1, dispersion=wrong)
    with pytest.raises(ValueError, match="confidence must lie"):
        rate(1, 1, confidence=0)
    with pytest.raises(ValueError, match="confidence must lie"):
        rate_ratio(1, 1, 1, 1, confidence=1)


def test_a_ratio_by_hand() -> None:
    """3 : 0 of equal exposure: all splits of 3, chances 1 3 3 1 of 8; the ends are as unlikely."""
    found = rate_ratio(3, 10, 0, 10)
    assert (found["estimate"], found["high"]) == (math.inf, math.inf)
    assert found["p"] == pytest.approx(2 / 8)
    share = 0.025 ** (1 / 3)
    assert found["low"] == pytest.approx(share / (1 - share))
    turned = rate_ratio(0, 10, 3, 10)
    assert (turned["estimate"], turned["low"]) == (0, 0)
    assert turned["high"] == pytest.approx((1 - share) / share)
    assert rate_ratio(2, 10, 1, 10)["p"] == 1
    assert rate_ratio(4, 10, 2, 20)["estimate"] == pytest.approx(4)


def test_p_of_an_uneven_split_by_hand() -> None:
    """One third expected: splits of 3 have chances 8, 12, 6, 1 of 27."""
    assert rate_ratio(2, 10, 1, 20)["p"] == pytest.approx(7 / 27)
    assert rate_ratio(0, 10, 3, 20)["p"] == pytest.approx(15 / 27)
    assert rate_ratio(3, 10, 0, 20)["p"] == pytest.approx(1 / 27)
    assert rate_ratio(1, 10, 2, 20)["p"] == 1
    assert rate_ratio(1, 10, 0, 20)["p"] == pytest.approx(1 / 3)
    assert rate_ratio(0, 10, 1, 20)["p"] == 1


def test_turning_a_ratio_round() -> None:
    there, back = rate_ratio(30, 10, 18, 11), rate_ratio(18, 11, 30, 10)
    assert there["low"] == pytest.approx(1 / back["high"])
    assert there["p"] == pytest.approx(back["p"])


def test_a_dispersed_ratio_is_that_of_fewer_events() -> None:
    quasi, fewer = rate_ratio(30, 10, 18, 11, dispersion=2), rate_ratio(15, 10, 9, 11)
    assert (quasi["low"], quasi["high"]) == pytest.approx((fewer["low"], fewer["high"]))
    assert quasi["method"] == "quasi-poisson"
    none = rate_ratio(0, 10, 6, 10, dispersion=2)
    assert none["p"] == pytest.approx(2 * 0.5**3)
    assert rate_ratio(6, 10, 0, 10, dispersion=2)["p"] == pytest.approx(2 * 0.5**3)
    assert rate_ratio(6, 10, 6, 10, dispersion=2)["p"] == 1
    few = rate_ratio(4, 10, 8, 10, dispersion=2)  # twice P(X ≤ 2 of 6)
    assert few["p"] == pytest.approx(2 * (1 + 6 + 15) / 64)
    assert rate_ratio(8, 10, 4, 10, dispersion=2)["p"] == pytest.approx(few["p"])


def test_no_events_at_all_is_missing() -> None:
    found = rate_ratio([0, 5], [10, 10], [0, 0], [10, 0])
    assert np.isnan([found[key][0] for key in ("estimate", "low", "high", "p")]).all()
    assert np.isnan([found[key][1] for key in ("estimate", "low", "high", "p")]).all()


def test_an_impossible_ratio_is_named() -> None:
    with pytest.raises(ValueError, match="-3 is not a count"):
        rate_ratio(1, 1, -3, 1)
    with pytest.raises(ValueError, match=r"0.5 is not a count of events \(item 1\)"):
        rate_ratio([1, 0.5], 1, 2, 1)


# ---- dispersion ----


def test_dispersion_by_hand() -> None:
    """2, 4, 6 around 4: χ² = (4 + 0 + 4)/4; on 2 degrees of freedom p = e^(−χ²/2)."""
    found = dispersion([2, 4, 6])
    assert (found["estimate"], found["statistic"], found["df"]) == (1, 2, 2)
    assert found["p"] == pytest.approx(math.exp(-1))
    assert found["method"] == "poisson"


def test_busy_days_are_expected_to_be_busy() -> None:
    found = dispersion([2, 4, 6], exposure=[1, 2, 3])
    assert found["statistic"] == pytest.approx(0)


def test_no_days_and_no_events_leave() -> None:
    assert dispersion([2, 4, 6, 0], exposure=[1, 1, 1, 0]) == dispersion([2, 4, 6])


def test_two_counts_are_enough() -> None:
    found = dispersion([2, 4])
    assert (found["df"], found["estimate"]) == (1, pytest.approx(2 / 3))


def test_years_may_differ() -> None:
    counts, years = [2, 4, 20, 40, 7], ["a", "a", "b", "b", None]
    found = dispersion(counts, groups=years)
    assert found["statistic"] == pytest.approx(2 / 3 + 200 / 30)
    assert found["df"] == 2
    assert found["method"] == "quasi-poisson"


def test_one_and_a_half_is_the_edge() -> None:
    at_it, over_it = dispersion([7, 1, 4, 4]), dispersion([7, 1, 5, 3])
    assert (at_it["estimate"], at_it["method"]) == (1.5, "poisson")
    assert (over_it["estimate"], over_it["method"]) == (pytest.approx(5 / 3), "quasi-poisson")


def test_a_year_without_events_tells_nothing() -> None:
    with_empty = dispersion([2, 4, 6, 0, 0], groups=[1, 1, 1, 2, 2])
    assert with_empty == dispersion([2, 4, 6])


def test_the_regression_by_hand() -> None:
    """Around 4: ((y − 4)² − y)/4 = ½, −1, −½; mean −⅓, so t = −⅓/√(7/6 / 2 / 3 …)."""
    excess = np.array([0.5, -1, -0.5])
    error = np.sqrt(np.sum((excess - excess.mean()) ** 2) / 2 / 3)
    found = dispersion([2, 4, 6])
    assert found["regression_t"] == pytest.approx(excess.mean() / error)
    assert found["regression_p"] > 0.5


@pytest.mark.parametrize("counts", [[], [5], [0, 0, 0], [None, 4]])
def test_too_few_counts_for_a_dispersion(counts: list) -> None:
    found = dispersion(counts)
    assert set(found) == set(dispersion([2, 4]))
    numbers = ("estimate", "statistic", "p", "regression_t", "regression_p")
    assert all(math.isnan(found[key]) for key in numbers)
    assert (found["df"] < 1, found["method"]) == (True, "poisson")


def test_counts_all_alike_have_no_regression_error() -> None:
    found = dispersion([4, 4, 4])
    assert (found["statistic"], found["p"]) == (0, 1)


def test_an_impossible_count_is_named() -> None:
    with pytest.raises(ValueError, match=r"-1 is not a count of events \(item 1\)"):
        dispersion([1, -1])
    with pytest.raises(ValueError, match=r"^exposure below zero: -1 \(item 0\)"):
        dispersion([1, 1], exposure=[-1, 1])


# ---- seasons ----


def test_one_year_of_months_by_hand() -> None:
    found = seasonality([10, 20, 30], ["a", "b", "c"])
    assert found["months"] == ["a", "b", "c"]
    assert found["index"] == pytest.approx([0.5, 1, 1.5])
    assert (found["df"], found["df_residual"], found["method"]) == (2, 0, "poisson")
    assert math.isnan(found["dispersion"])
    deviance = 2 * sum(y * math.log(y / 20) for y in (10, 20, 30))
    assert found["statistic"] == pytest.approx(deviance)
    assert found["p"] == pytest.approx(math.exp(-deviance / 2))


def test_the_interval_of_two_months_by_hand() -> None:
    """log(index of a) = log 2 − log(1 + b/a): its slope on log(b/a) is −share of b, here ¾."""
    found = seasonality([10, 30], [1, 2])
    error = 0.75 * math.sqrt(1 / 10 + 1 / 30)
    assert found["low"][0] == pytest.approx(0.5 * math.exp(-1.959964 * error), rel=1e-6)
    assert found["high"][0] == pytest.approx(0.5 * math.exp(1.959964 * error), rel=1e-6)


def test_days_off_do_not_make_a_season() -> None:
    found = seasonality([10, 20, 30], [1, 2, 3], exposure=[1, 2, 3])
    assert found["index"] == pytest.approx([1, 1, 1])
    assert found["statistic"] == pytest.approx(0, abs=1e-12)
    assert found["p"] == pytest.approx(1)


def test_years_of_different_size_share_their_season() -> None:
    found = seasonality([10, 20, 100, 200], [1, 2, 1, 2], years=[1, 1, 2, 2])
    assert found["index"] == pytest.approx([2 / 3, 4 / 3])
    assert found["dispersion"] == pytest.approx(0, abs=1e-12)
    assert found["df_residual"] == 1


def test_a_month_without_events_has_index_zero() -> None:
    found = seasonality([10, 0, 30, 12, 0, 28], [1, 7, 9] * 2, years=[1, 1, 1, 2, 2, 2])
    assert found["index"][1] == 0
    assert np.isnan(found["low"][1])
    assert np.isnan(found["high"][1])
    assert found["index"].mean() == pytest.approx(1)
    assert found["df"] == 2


def test_a_year_without_events_tells_nothing_of_seasons() -> None:
    counts, months = [10, 20, 0, 0], [1, 2, 1, 2]
    with_empty = seasonality(counts[::-1], months[::-1], years=[1, 1, 2, 2])
    assert with_empty["statistic"] == pytest.approx(seasonality([10, 20], [1, 2])["statistic"])


def test_rows_with_something_missing_leave() -> None:
    found = seasonality([10, None, 20, 5, 0], [1, 1, 2, None, 2], exposure=[1, 1, 1, 1, 0])
    assert found["index"] == pytest.approx([2 / 3, 4 / 3])


def test_a_month_of_which_nothing_is_known_is_not_there() -> None:
    found = seasonality([10, None, 30], [1, 2, 3])
    assert found["months"] == [1, 3]
    assert found["index"] == pytest.approx([0.5, 1.5])


def test_wild_seasons_are_tested_with_their_dispersion() -> None:
    months, years = [1, 2, 3] * 3, np.repeat([1, 2, 3], 3)
    wild = seasonality([5, 40, 20, 30, 10, 45, 9, 50, 12], months, years=years)
    calm = seasonality([15, 22, 30, 17, 20, 33, 14, 25, 29], months, years=years)
    assert (wild["method"], calm["method"]) == ("quasi-poisson", "poisson")
    assert wild["dispersion"] > 1.5 > calm["dispersion"]
    assert (wild["df"], wild["df_residual"]) == (2, 4)
    halfway = seasonality([13, 22, 34, 20, 18, 30, 12, 30, 28], months, years=years)
    assert 1.5 < halfway["dispersion"] < 2.5
    assert halfway["method"] == "quasi-poisson"
    assert wild["p"] > 0.2 > 0.05 > calm["p"]


@pytest.mark.parametrize(("counts", "months"), [([0, 0], [1, 2]), ([None, None], [])])
def test_nothing_counted_has_no_season(counts: list, months: list) -> None:
    found = seasonality(counts, [1, 2])
    assert set(found) == set(seasonality([1, 2], [1, 2]))
    assert (found["months"], found["df"], found["df_residual"]) == (
        months, max(len(months) - 1, 0), 0,
    )  # fmt: skip
    assert found["method"] == "poisson"
    assert np.isnan(found["index"]).all()
    assert math.isnan(found["p"])
    assert math.isnan(found["statistic"])


def test_months_are_sorted() -> None:
    found = seasonality([30, 10, 20], ["c", "a", "b"])
    assert found["months"] == ["a", "b", "c"]
    assert found["index"] == pytest.approx([0.5, 1, 1.5])


def test_one_month_has_nothing_to_compare_with() -> None:
    found = seasonality([5, 6], [1, 1], years=[1, 2])
    assert found["index"].tolist() == [1]
    assert (found["df"], math.isnan(found["statistic"])) == (0, True)
    assert math.isnan(found["p"])


@pytest.mark.parametrize(
    ("given", "options", "named"),
    [
        (([1, -1], [1, 2]), {}, "-1 is not a count .item 1"),
        (([1, 0.5], [1, 2]), {}, "0.5 is not a count .item 1"),
        (([1, 2], [1, 2]), {"exposure": [1, 0]}, "2 events over no exposure .item 1"),
        (([1, 2], [1, 2]), {"exposure": [-1, 1]}, "^exposure below zero: -1 .item 0"),
        (([1, 2], [1, 2, 3]), {}, "2 counts, 3 months and 2 years"),
        (([1, 2], [1, 2]), {"years": [1]}, "2 counts, 2 months and 1 years"),
        (([1, 2], [1, 2]), {"confidence": 7}, "confidence must lie"),
        (([1, 2], [1, 2]), {"years": [1, 2]}, "^months and years cannot be told apart"),
    ],
)
def test_impossible_seasons_are_named(given: tuple, options: dict, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        seasonality(*given, **options)


LABELLED = pd.Series({"a": 1, "b": -1})


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"count1": LABELLED}, "-1 is not a count of events"),
        ({"count2": LABELLED}, "-1 is not a count of events"),
        ({"exposure1": LABELLED}, "exposure below zero: -1"),
        ({"exposure2": LABELLED}, "exposure below zero: -1"),
        ({"exposure2": LABELLED.replace(-1, math.inf)}, "exposure is not finite: inf"),
        ({"exposure1": LABELLED.replace(-1, 0)}, "3 events over no exposure"),
        ({"dispersion": LABELLED}, "dispersion is not above zero: -1"),
        ({"dispersion": LABELLED.replace(-1, math.inf)}, "dispersion is not finite: inf"),
    ],
)
def test_what_is_wrong_with_a_rate_is_named_by_its_label(given: dict, named: str) -> None:
    usual = {"count1": 3, "exposure1": 10, "count2": 5, "exposure2": 10}
    with pytest.raises(ValueError, match=rf"^{named} \(item 'b'\)$"):
        rate_ratio(**usual | given)
    alone = {name.removesuffix("1").removesuffix("2"): value for name, value in given.items()}
    with pytest.raises(ValueError, match=rf"^{named} \(item 'b'\)$"):
        rate(**{"count": 3, "exposure": 10} | alone)


def test_the_period_with_an_impossible_exposure_is_named() -> None:
    with pytest.raises(ValueError, match=r"^exposure below zero: -1 \(item 'b'\)$"):
        dispersion([1, 2], exposure=LABELLED)
    with pytest.raises(ValueError, match=r"^different numbers of rows: \{'counts': 3, 'groups': 2"):
        dispersion([1, 2, 3], groups=["a", "b"])


def test_the_method_of_a_ratio_follows_the_dispersion() -> None:
    assert rate_ratio(3, 10, 5, 10)["method"] == "exact"
    found = rate_ratio(3, 10, 5, 10, dispersion=[1, 2])
    assert found["method"].tolist() == ["exact", "quasi-poisson"]


def test_less_than_one_event_still_has_a_lower_limit() -> None:
    """One event with dispersion 2 counts for half. In R: x = qbeta(0.025, 1/2, 7/2); x/(1 - x)."""
    assert rate_ratio(1, 1, 5, 1, dispersion=2)["low"] == pytest.approx(0.0001506587, rel=1e-6)


def test_one_where_less_is_expected_is_as_unlikely_either_way_round() -> None:
    there = rate_ratio(3, 100, 1, 1, dispersion=2)
    back = rate_ratio(1, 1, 3, 100, dispersion=2)
    assert there["p"] == pytest.approx(back["p"])
    assert there["p"] < 0.9


def test_a_split_beyond_which_all_are_likelier_has_one_tail() -> None:
    """1 of 5 where 4 of 5 are expected: P(X ≤ 1) = 5 · 0.8 · 0.2⁴ + 0.2⁵, and 5 is likelier."""
    found = rate_ratio(1, 4, 4, 1)
    assert found["p"] == pytest.approx(5 * 0.8 * 0.2**4 + 0.2**5)
    assert rate_ratio(4, 1, 1, 4)["p"] == pytest.approx(found["p"])


def test_a_single_event_counts_in_a_season() -> None:
    assert seasonality([1, 3], ["a", "b"])["index"] == pytest.approx([0.5, 1.5])
    assert seasonality([1], ["a"])["index"].tolist() == [1]
    assert seasonality([1, 1, 2, 2], [1, 2, 1, 2], years=[1, 1, 2, 2])["df_residual"] == 1
    with pytest.raises(ValueError, match=r"^1 events over no exposure \(item 0\)$"):
        seasonality([1, 2], [1, 2], exposure=[0, 1])


def test_the_month_with_an_impossible_exposure_is_named() -> None:
    counts = pd.Series({"jan": 1, "feb": 2})
    for wrong, told in ((-1, "exposure below zero: -1"), (math.inf, "exposure is not finite: inf")):
        with pytest.raises(ValueError, match=rf"^{told} \(item 'feb'\)$"):
            seasonality(counts, [1, 2], exposure=[1, wrong])
