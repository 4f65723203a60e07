"""Intervals for a share against published limits and plain counting, and what each refuses."""

import math

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.proportions import (
    METHODS,
    detectable_change,
    effective_trials,
    limits,
    proportion_interval,
    sample_size,
    wilson_limits,
)

FINITE_METHODS = [method for method in METHODS if method != "auto"]


@pytest.mark.parametrize(
    ("k", "n", "wilson", "exact"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_limits_newcombe_published_in_1998(
    k: int, n: int, wilson: tuple[float, float], exact: tuple[float, float]
) -> None:
    for method, published in (("auto", wilson), ("exact", exact)):
        found = proportion_interval(k, n, method=method)
        assert (found["low"], found["high"]) == pytest.approx(published, abs=5e-5)


def counted(k: int, n: int, size: int, tail: float) -> tuple[float, float]:
    """The exact interval by counting samples for every possible population."""
    fits = []
    for there in range(size + 1):
        ways = [math.comb(there, x) * math.comb(size - there, n - x) for x in range(n + 1)]
        if min(sum(ways[: k + 1]), sum(ways[k:])) > tail * math.comb(size, n):
            fits.append(there)
    return fits[0] / size, fits[-1] / size


@pytest.mark.parametrize("n", [1, 2, 5, 11, 12])
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_the_exact_interval_holds_what_counting_does_not_rule_out(
    n: int, confidence: float
) -> None:
    for k in range(n + 1):
        found = proportion_interval(k, n, population=12, method="exact", confidence=confidence)
        assert (found["low"], found["high"]) == counted(k, n, 12, (1 - confidence) / 2)
        assert found["estimate"] == k / n


def test_strict_test_inversion_gives_111_to_160_of_300() -> None:
    found = proportion_interval(45, 100, population=300, method="exact")
    assert (found["low"], found["high"]) == (111 / 300, 160 / 300)


def test_a_large_population_does_not_break_the_exact_interval() -> None:
    found = proportion_interval(3, 2000, population=200_000, method="exact")
    unlimited = proportion_interval(3, 2000, method="exact")
    assert found["low"] == pytest.approx(unlimited["low"], rel=0.03)
    assert found["high"] == pytest.approx(unlimited["high"], rel=0.03)


@pytest.mark.parametrize(
    ("k", "n", "population", "method"),
    [
        (6, 40, 985, "wilson"),
        (5, 40, 985, "exact"),
        (34, 40, 985, "wilson"),
        (35, 40, 985, "exact"),
        (20, 39, 985, "exact"),
        (5, 40, None, "wilson"),
        (1, 3, None, "wilson"),
    ],
)
def test_few_answers_of_a_population_get_the_exact_interval(
    k: int, n: int, population: int | None, method: str
) -> None:
    found = proportion_interval(k, n, population=population)
    named = proportion_interval(k, n, population=population, method=method)
    assert found == named
    assert found["method"] == method


def test_exact_without_a_population_is_clopper_pearson() -> None:
    found = proportion_interval(3, 10, method="exact")
    assert found == proportion_interval(3, 10, method="clopper-pearson")
    assert found["method"] == "clopper-pearson"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("k", [0, 1, 30, 60])
def test_when_everyone_was_asked_nothing_is_uncertain(method: str, k: int) -> None:
    found = proportion_interval(k, 60, population=60, method=method)
    assert (found["low"], found["estimate"], found["high"], found["se"]) == (
        k / 60, k / 60, k / 60, 0.0,
    )  # fmt: skip


def test_a_finite_population_narrows_as_more_trials_would() -> None:
    assert effective_trials(np.array([160.0]), np.array([985.0]))[0] == 160 * 984 / 825
    everyone = effective_trials(np.array([5.0, 5.0, 0.0, 1.0]), np.array([5.0, np.inf, 9.0, 1.0]))
    assert everyone.tolist() == [np.inf, 5, 0, np.inf]
    for method in ("wilson", "clopper-pearson", "agresti-coull", "jeffreys", "wald"):
        found = proportion_interval(24, 160, population=985, method=method)
        low, high = limits(0.15, 160 * 984 / 825, method=method)
        assert (found["low"], found["high"]) == pytest.approx((float(low), float(high)))


def test_agresti_coull_adds_two_of_each_at_95_percent() -> None:
    z = 1.959963984540054
    middle = (3 + z**2 / 2) / (10 + z**2)
    half = z * math.sqrt(middle * (1 - middle) / (10 + z**2))
    found = proportion_interval(3, 10, method="agresti-coull")
    assert (found["low"], found["high"]) == pytest.approx((middle - half, middle + half))


def test_jeffreys_and_clopper_pearson_end_at_the_border() -> None:
    for method in ("jeffreys", "clopper-pearson"):
        assert proportion_interval(0, 10, method=method)["low"] == 0
        assert proportion_interval(10, 10, method=method)["high"] == 1
    assert proportion_interval(0, 10, method="clopper-pearson")["high"] == pytest.approx(
        1 - 0.025**0.1
    )


def test_wald_stays_inside_zero_and_one() -> None:
    assert proportion_interval(1, 10, method="wald")["low"] == 0
    assert proportion_interval(9, 10, method="wald")["high"] == 1


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("population", [None, 985])
def test_no_respondents_give_missing(method: str, population: int | None) -> None:
    found = proportion_interval(0, 0, population=population, method=method)
    assert all(math.isnan(found[name]) for name in ("estimate", "low", "high", "se"))


@pytest.mark.parametrize(("k", "n", "size"), [(None, 2, 9), (2, None, 9), (2, 4, float("nan"))])
def test_a_missing_count_gives_a_missing_interval(
    k: float | None, n: float | None, size: float
) -> None:
    found = proportion_interval([k, 1], [n, 2], population=[size, 9])
    assert math.isnan(found["low"][0])
    assert math.isnan(found["high"][0])
    assert found["low"][1] == proportion_interval(1, 2, population=9)["low"]


def test_scalars_give_floats_and_arrays_give_arrays() -> None:
    one = proportion_interval(24, 160, population=985)
    assert {name: type(value) for name, value in one.items()} == {
        "estimate": float, "low": float, "high": float, "se": float, "method": str,
    }  # fmt: skip
    for many in (
        proportion_interval([24, 3], [160, 160], population=985),
        proportion_interval(np.array([24, 3]), 160, population=985),
        proportion_interval(pd.Series([24, 3], dtype="Int64"), 160, population=985),
        proportion_interval(pd.Index([24, 3]), pd.Series([160, 160]), population=985),
    ):
        assert all(isinstance(value, np.ndarray) for value in many.values())
        assert {name: values[0] for name, values in many.items()} == one
    assert isinstance(proportion_interval(24, [160])["low"], np.ndarray)
    assert isinstance(proportion_interval(24, 160, population=[985])["low"], np.ndarray)


def test_tables_of_counts_keep_their_shape() -> None:
    found = proportion_interval([[24, 3], [0, 160]], 160, population=985)
    assert found["low"].shape == (2, 2)
    assert found["method"].tolist() == [["wilson", "exact"], ["exact", "exact"]]


@pytest.mark.parametrize(
    ("k", "n", "size", "message"),
    [
        (5, 4, None, "more successes than trials: 5 of 4"),
        (1, 4, 3, "more trials than the population: 4 of 3"),
        (-1, 4, None, "successes below zero: -1"),
        (1, -4, None, "trials below zero: -4"),
        (1, 2, -1, "population below zero: -1"),
        (1.5, 4, None, "successes not whole: 1.5"),
        (1, 4.5, None, "trials not whole: 4.5"),
        (1, 4, 9.5, "population not whole: 9.5"),
        (1, math.inf, None, "trials not whole: inf"),
    ],
)
def test_impossible_counts_are_refused_by_name(
    k: float, n: float, size: float | None, message: str
) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        proportion_interval(k, n, population=size)
    counts = pd.Series([1, k], index=["website", "helpdesk"])
    with pytest.raises(ValueError, match=rf"^{message} \(item 'helpdesk'\)$"):
        proportion_interval(counts, [1, n], population=None if size is None else [9, size])
    with pytest.raises(ValueError, match=rf"^{message} \(item 1\)$"):
        proportion_interval([1, k], [1, n], population=None if size is None else [9, size])


def test_the_item_is_named_after_whichever_series_there_is() -> None:
    trials = pd.Series([4, 4], index=["a", "b"])
    with pytest.raises(ValueError, match="item 'b'"):
        proportion_interval([1, 5], trials)


def test_counts_that_just_fit_are_accepted() -> None:
    assert proportion_interval(4, 4, population=4)["estimate"] == 1
    assert proportion_interval(0, 1)["estimate"] == 0


def test_an_unknown_method_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"^method 'score' is not one of auto, exact, wilson"):
        proportion_interval(1, 2, method="score")


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95])
def test_a_confidence_that_is_no_probability_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match=f"^confidence must lie between 0 and 1, not {confidence}"):
        proportion_interval(1, 2, confidence=confidence)


def test_limits_take_parts_of_trials_and_endless_ones() -> None:
    low, high = limits([0.2, 0.2, 0.0, 1.0], [12.5, np.inf, 4.0, 4.0])
    named = limits([0.2, 0.2, 0.0, 1.0], [12.5, np.inf, 4.0, 4.0], method="wilson")
    assert (low.tolist(), high.tolist()) == (named[0].tolist(), named[1].tolist())
    assert low[0] < 0.2 < high[0]
    assert (low[1], high[1]) == (0.2, 0.2)
    assert (low[2], high[3]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("p", "n", "named"),
    [
        (1.5, 10, "^p is no share: 1.5$"),
        (-0.1, 10, "^p is no share: -0.1$"),
        (pd.Series({"a": 0.1, "b": 1.01}), 10, r"^p is no share: 1.01 \(item 'b'\)$"),
        (0.5, -1, "^n below zero: -1$"),
        (0.5, pd.Series({"a": 1, "b": -0.5}), r"^n below zero: -0.5 \(item 'b'\)$"),
    ],
)
def test_limits_of_what_is_no_share_are_refused(p: object, n: object, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        limits(p, n)


def test_limits_without_a_trial_know_nothing() -> None:
    low, high = limits(0.5, [0.0, 0.5])
    assert (low[0], high[0]) == (0, 1)
    assert 0 < low[1] < high[1] < 1


def test_one_item_in_any_list_gives_a_list() -> None:
    for found in (
        proportion_interval([3], 10),
        proportion_interval(3, [10]),
        proportion_interval(3, 10, population=[20]),
    ):
        assert found["low"].shape == (1,)


def test_one_of_a_population_of_one_is_certain() -> None:
    found = proportion_interval(1, 1, population=1, method="wilson")
    assert (found["low"], found["high"], found["se"]) == (1, 1, 0)


def test_wilson_ends_exactly_at_the_border() -> None:
    share = np.array([0.0, 1.0, 0.5])
    low, high = wilson_limits(share, np.array([7.0, 7.0, 1.0]), 1.7)
    square = 1.7**2
    assert low.tolist() == [0.0, pytest.approx(7 / (7 + square)), low[2]]
    assert high.tolist() == [pytest.approx(square / (7 + square)), 1.0, high[2]]
    assert 0 < low[2] < high[2] < 1
    assert low[2] + high[2] == pytest.approx(1)


def test_wilson_with_an_endless_quantile_knows_nothing() -> None:
    low, high = wilson_limits(np.array([0.3]), np.array([5.0]), np.array([np.inf]))
    assert (low[0], high[0]) == (0.0, 1.0)
    low, high = wilson_limits(np.array([0.3, 0.3]), np.array([0.0, 1e-200]), 1.96)
    assert [*low, *high] == pytest.approx([0, 0, 1, 1], abs=1e-15)


@pytest.mark.parametrize(
    ("population", "published"),
    [(100, 80), (200, 132), (300, 169), (1000, 278)],
)
def test_sample_sizes_krejcie_and_morgan_published_in_1970(population: int, published: int) -> None:
    assert sample_size(0.05, population=population) == published


def test_sample_sizes_round_up_and_stay_within_the_population() -> None:
    assert sample_size(0.05) == 385
    assert sample_size(0.0001, population=985) == 985
    assert sample_size(0.05, population=1) == 1
    assert sample_size(0.05, proportion=0, population=985) == 1
    assert sample_size(0.05, proportion=0) == 1
    assert sample_size(0.05, proportion=1) == 1
    assert sample_size(0.05, proportion=0, population=1) == 1
    assert sample_size(0.2, confidence=0.6827) == 7
    assert isinstance(sample_size(0.05), int)


def test_a_whole_answer_is_not_rounded_up_once_more() -> None:
    exact = 1.959963984540054 * 0.5 / math.sqrt(100)
    assert sample_size(exact) == 100
    assert sample_size(exact * 0.9999) == 101


@pytest.mark.parametrize("confidence", [0.8, 0.95])
@pytest.mark.parametrize("n", [25, 277, 984])
def test_the_sample_size_is_the_least_that_is_precise_enough(confidence: float, n: int) -> None:
    found = proportion_interval(n // 2, n, population=985, confidence=confidence)
    z = limits(0.5, 1, method="wald", confidence=confidence)
    assert z[0] == 0
    half = found["se"] * {0.8: 1.2815515655446004, 0.95: 1.959963984540054}[confidence]
    wanted = sample_size(half, population=985, proportion=(n // 2) / n, confidence=confidence)
    assert wanted == n


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"half_width": 0}, "half_width must lie between 0 and 1, not 0"),
        ({"half_width": 1}, "half_width must lie between 0 and 1, not 1"),
        ({"half_width": 0.1, "proportion": 1.2}, "proportion must lie between 0 and 1, not 1.2"),
        ({"half_width": 0.1, "proportion": -0.1}, "proportion must lie between 0 and 1, not -0.1"),
        ({"half_width": 0.1, "population": 0}, "population must be at least 1, not 0"),
        ({"half_width": 0.1, "confidence": 1}, "confidence must lie between 0 and 1, not 1"),
    ],
)
def test_an_impossible_plan_is_refused(options: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        sample_size(**options)  # type: ignore[arg-type]


def power_of(
    d: float, n1: float, n2: float, p: float, factors: tuple[float, float, float], z: float
) -> float:
    """Chance of seeing a rise d, written out once more: factors of s₁², s₂² and 2·s₁·s₂."""
    middle = (n1 * p + n2 * (p + d)) / (n1 + n2)

    def spread(a: float, b: float) -> float:
        a, b = a * (1 - a), b * (1 - b)
        return math.sqrt(a * factors[0] + b * factors[1] - 2 * math.sqrt(a * b) * factors[2])

    distance = (d - z * spread(middle, middle)) / spread(p, p + d)
    return 0.5 * (1 + math.erf(distance / math.sqrt(2)))


@pytest.mark.parametrize(
    ("options", "factors"),
    [
        ({}, (1 / 150, 1 / 90, 0)),
        ({"overlap": 60}, (1 / 150, 1 / 90, 0.5 * 60 / 150 / 90)),
        ({"overlap": 60, "correlation": 0.8}, (1 / 150, 1 / 90, 0.8 * 60 / 150 / 90)),
        ({"population1": 985}, ((985 - 150) / 984 / 150, 1 / 90, 0)),
        ({"population2": 400}, (1 / 150, (400 - 90) / 399 / 90, 0)),
        (
            {"population1": 985, "population2": 400, "overlap": 60},
            (835 / 984 / 150, 310 / 399 / 90,
             0.5 * (60 / 150 / 90 - 1 / 985) * 985 / 984),
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("power", [0.8, 0.9])
def test_the_detectable_change_is_seen_with_the_power_asked(
    options: dict[str, float], factors: tuple[float, float, float], power: float
) -> None:
    d = detectable_change(150, 90, baseline=0.15, power=power, **options)
    assert 0 < d < 0.3
    assert power_of(d, 150, 90, 0.15, factors, 1.959963984540054) == pytest.approx(power)


def test_two_censuses_show_any_change() -> None:
    found = detectable_change(
        985, 985, baseline=0.2, population1=985, population2=985, overlap=985, correlation=1
    )
    assert found == pytest.approx(0, abs=1e-6)


def test_too_few_answers_see_no_change_at_all() -> None:
    assert math.isnan(detectable_change(2, 2, baseline=0.5))
    assert not math.isnan(detectable_change(20, 20, baseline=0.5))


def test_one_of_two_units_twice_by_hand() -> None:
    """(N−n)/(N−1) is 1, and 2 r (0 − 1/N)·N/(N−1) is −1: V₀ = 3 p(1−p), at a power of a half."""
    two = {"population1": 2, "population2": 2}
    found = detectable_change(1, 1, baseline=0.5, **two, power=0.5, confidence=0.1)
    middle = 0.5 + found / 2
    assert found == pytest.approx(0.1256613468550741 * math.sqrt(3 * middle * (1 - middle)))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n1": 0}, "n1 must be positive, not 0"),
        ({"n2": -1}, "n2 must be positive, not -1"),
        ({"n1": 0.5, "population1": 0}, "n1 exceeds population1: 0.5 of 0"),
        ({"population1": 9}, "n1 exceeds population1: 10 of 9"),
        ({"population2": 19}, "n2 exceeds population2: 20 of 19"),
        ({"overlap": 11}, "overlap must lie between 0 and the smaller wave, not 11"),
        ({"overlap": -1}, "overlap must lie between 0 and the smaller wave, not -1"),
        ({"baseline": 0}, "baseline must lie between 0 and 1, not 0"),
        ({"baseline": 1}, "baseline must lie between 0 and 1, not 1"),
        ({"power": 1}, "power must lie between 0 and 1, not 1"),
        ({"correlation": 2}, "correlation must lie between -1 and 1, not 2"),
        ({"correlation": 1.1}, "correlation must lie between -1 and 1, not 1.1"),
        ({"correlation": -1.1}, "correlation must lie between -1 and 1, not -1.1"),
    ],
)
def test_impossible_waves_are_refused(options: dict[str, float], message: str) -> None:
    given = {"n1": 10, "n2": 20, "baseline": 0.5} | options
    with pytest.raises(ValueError, match=f"^{message}$"):
        detectable_change(given.pop("n1"), given.pop("n2"), **given)  # type: ignore[arg-type]


def test_an_item_beyond_the_labels_goes_by_its_number() -> None:
    with pytest.raises(ValueError, match=r"^more successes than trials: 1 of 0 \(item 1\)$"):
        proportion_interval(pd.Series([1], index=["a"]), [5, 0])


def test_waves_that_just_fit_are_accepted() -> None:
    found = detectable_change(
        10, 20, baseline=0.5, population1=10, population2=20, overlap=10, correlation=1
    )
    assert 0 <= found < 0.5
    detectable_change(10, 20, baseline=0.5, correlation=-1)
    assert detectable_change(1, 1, baseline=0.5, population1=1, population2=1, overlap=1) >= 0
