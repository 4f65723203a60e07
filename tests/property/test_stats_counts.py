"""What holds for every rate, ratio, season and wait."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pijler_analysis.stats.counts import (
    dispersion,
    rate,
    rate_ratio,
    seasonality,
    waiting_time,
)
from pijler_analysis.stats.multiple import adjust

QUICK = settings(max_examples=60, deadline=None)
COUNT, EXPOSURE = st.integers(0, 500), st.floats(0.1, 300)
WAITS = st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=40)


@QUICK
@given(COUNT, EXPOSURE, st.floats(0.5, 5), st.sampled_from([0.5, 0.8, 0.95, 0.99]))
def test_limits_lie_around_a_rate(k: int, t: float, phi: float, confidence: float) -> None:
    found = rate(k, t, dispersion=phi, confidence=confidence)
    assert 0 <= found["low"] <= found["estimate"] <= found["high"]
    assert found["estimate"] == k / t
    twice = rate(k, 2 * t, dispersion=phi, confidence=confidence)
    assert twice["high"] == pytest.approx(found["high"] / 2)


@QUICK
@given(COUNT, EXPOSURE, COUNT, EXPOSURE, st.sampled_from([1, 1.7]))
def test_a_ratio_turned_round(k1: int, t1: float, k2: int, t2: float, phi: float) -> None:
    assume(k1 and k2)
    there = rate_ratio(k1, t1, k2, t2, dispersion=phi)
    back = rate_ratio(k2, t2, k1, t1, dispersion=phi)
    assert there["low"] <= there["estimate"] <= there["high"]
    assert there["low"] == pytest.approx(1 / back["high"])
    assert there["p"] == pytest.approx(back["p"], rel=1e-6)
    assert 0 <= there["p"] <= 1


@QUICK
@given(st.lists(COUNT, min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_periods_changes_nothing(counts: list[int], random: Any) -> None:
    mixed = counts.copy()
    random.shuffle(mixed)
    one, other = dispersion(counts), dispersion(mixed)
    for key in ("estimate", "statistic", "p", "regression_t"):
        assert one[key] == pytest.approx(other[key], nan_ok=True, rel=1e-6, abs=1e-9)


@QUICK
@given(
    st.lists(st.integers(1, 60), min_size=8, max_size=8),
    st.lists(st.floats(0.5, 25), min_size=8, max_size=8),
)
def test_the_average_month_is_one(counts: list[int], days: list[float]) -> None:
    months, years = [1, 2, 3, 4] * 2, [1] * 4 + [2] * 4
    found = seasonality(counts, months, years=years, exposure=days)
    assert np.mean(found["index"]) == pytest.approx(1)
    assert (found["low"] <= found["index"]).all()
    assert (found["index"] <= found["high"]).all()
    longer = seasonality(counts, months, years=years, exposure=np.array(days) * 3)
    assert longer["index"] == pytest.approx(found["index"])
    assert longer["p"] == pytest.approx(found["p"], rel=1e-6, abs=1e-9)
    assert 0 <= found["p"] <= 1


@QUICK
@given(WAITS, st.randoms(use_true_random=False))
def test_waits_in_another_order(waits: list[tuple[int, bool]], random: Any) -> None:
    mixed = waits.copy()
    random.shuffle(mixed)
    one, other = (waiting_time([d for d, _ in w], [a for _, a in w]) for w in (waits, mixed))
    assert one == pytest.approx(other, nan_ok=True)
    for key in ("median", "p90"):
        value, low, high = one[key], one[f"{key}_low"], one[f"{key}_high"]
        assert math.isnan(low) or math.isnan(value) or low <= value
        assert math.isnan(high) or value <= high


@QUICK
@given(WAITS)
def test_waits_twice_over_have_the_same_median(waits: list[tuple[int, bool]]) -> None:
    days, answered = [d for d, _ in waits], [a for _, a in waits]
    once, twice = waiting_time(days, answered), waiting_time(days * 2, answered * 2)
    for key in ("median", "p90"):
        assert once[key] == pytest.approx(twice[key], nan_ok=True)


@QUICK
@given(st.lists(st.integers(0, 30), min_size=1, max_size=40))
def test_without_open_questions_half_is_answered_by_the_median(days: list[int]) -> None:
    found = waiting_time(days, [True] * len(days))
    assert np.mean(np.array(days) <= found["median"]) >= 0.5
    assert np.mean(np.array(days) < found["median"]) < 0.5
    assert np.mean(np.array(days) <= found["p90"]) >= 0.9 - 1e-12


@QUICK
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.sampled_from(["holm", "bh"]))
def test_adjusting_never_helps_and_keeps_the_order(p: list[float], method: str) -> None:
    adjusted = adjust(p, method=method)
    assert (adjusted >= np.array(p)).all()
    assert (adjusted <= 1).all()
    order = np.argsort(p, kind="stable")
    assert (np.diff(adjusted[order]) >= -1e-15).all()
    assert (adjust(p) >= adjust(p, method="bh") - 1e-15).all()
