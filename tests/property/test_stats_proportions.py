"""What holds for every share, whatever the counts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pijler_analysis.stats.proportions import (
    METHODS,
    detectable_change,
    proportion_interval,
    sample_size,
)

QUICK = settings(max_examples=60, deadline=None)
CONFIDENCE = st.sampled_from([0.5, 0.8, 0.95, 0.99])
METHOD = st.sampled_from(METHODS)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int, int | None]:
    """Successes, trials and, or not, a population."""
    trials = draw(st.integers(1, 300))
    successes = draw(st.integers(0, trials))
    population = draw(st.none() | st.integers(trials, 1500))
    return successes, trials, population


@QUICK
@given(counts(), METHOD, CONFIDENCE)
def test_limits_lie_around_the_estimate_within_zero_and_one(
    case: tuple[int, int, int | None], method: str, confidence: float
) -> None:
    k, n, size = case
    found = proportion_interval(k, n, population=size, method=method, confidence=confidence)
    assert 0 <= found["low"] <= found["estimate"] <= found["high"] <= 1
    assert found["estimate"] == k / n


@QUICK
@given(counts(), METHOD, CONFIDENCE)
def test_failures_mirror_successes(
    case: tuple[int, int, int | None], method: str, confidence: float
) -> None:
    k, n, size = case
    yes = proportion_interval(k, n, population=size, method=method, confidence=confidence)
    no = proportion_interval(n - k, n, population=size, method=method, confidence=confidence)
    assert (yes["low"], yes["high"]) == pytest.approx((1 - no["high"], 1 - no["low"]), abs=1e-9)


@QUICK
@given(st.integers(1, 300), st.data(), METHOD)
def test_a_census_has_no_width(n: int, data: st.DataObject, method: str) -> None:
    k = data.draw(st.integers(0, n))
    found = proportion_interval(k, n, population=n, method=method)
    assert found["low"] == found["high"] == k / n


@QUICK
@given(counts(), METHOD)
def test_more_confidence_is_never_narrower(case: tuple[int, int, int | None], method: str) -> None:
    k, n, size = case
    narrow = proportion_interval(k, n, population=size, method=method, confidence=0.8)
    wide = proportion_interval(k, n, population=size, method=method, confidence=0.95)
    assert wide["low"] <= narrow["low"] + 1e-12
    assert wide["high"] >= narrow["high"] - 1e-12


@QUICK
@given(counts(), st.sampled_from(["wilson", "exact", "clopper-pearson", "jeffreys"]))
def test_a_smaller_population_is_never_wider(
    case: tuple[int, int, int | None], method: str
) -> None:
    k, n, _ = case
    small = proportion_interval(k, n, population=2 * n, method=method)
    large = proportion_interval(k, n, population=20 * n, method=method)
    slack = 1 / n if method == "exact" else 1e-12
    assert small["high"] - small["low"] <= large["high"] - large["low"] + slack


@QUICK
@given(st.lists(counts(), min_size=1, max_size=12), METHOD)
def test_many_at_once_are_each_one_by_one(
    cases: list[tuple[int, int, int | None]], method: str
) -> None:
    sizes = [np.inf if size is None else size for _, _, size in cases]
    together = proportion_interval(
        [k for k, _, _ in cases], [n for _, n, _ in cases], population=sizes, method=method
    )
    for position, (k, n, size) in enumerate(cases):
        one = proportion_interval(k, n, population=size, method=method)
        assert {name: values[position] for name, values in together.items()} == one


@QUICK
@given(st.floats(0.01, 0.4), st.integers(1, 5000), st.floats(0.05, 0.95))
def test_the_sample_size_is_within_the_population_and_enough(
    half_width: float, population: int, proportion: float
) -> None:
    n = sample_size(half_width, population=population, proportion=proportion)
    assert 1 <= n <= population
    if population > 1:
        left = (population - n) / (population - 1)
        reached = 1.959963984540054 * np.sqrt(proportion * (1 - proportion) / n * left)
        assert reached <= half_width * (1 + 1e-6)


@QUICK
@given(st.integers(20, 400), st.integers(20, 400), st.floats(0.05, 0.6))
def test_more_answers_or_a_finite_population_show_smaller_changes(
    n1: int, n2: int, baseline: float
) -> None:
    plain = detectable_change(n1, n2, baseline=baseline)
    more = detectable_change(n1 * 2, n2 * 2, baseline=baseline)
    finite = detectable_change(n1, n2, baseline=baseline, population1=985)
    assert not more > plain
    assert not finite > plain
