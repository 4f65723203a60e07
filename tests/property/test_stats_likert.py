"""What holds for answers on any scale, and for rank tests of any groups."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pijler_analysis.stats.likert import compare_groups, summary

QUICK = settings(max_examples=60, deadline=None)
ANSWERS = st.lists(st.none() | st.integers(1, 5), min_size=1, max_size=40)
GROUPED = st.lists(st.tuples(st.integers(1, 5), st.sampled_from("abc")), min_size=2, max_size=40)


@QUICK
@given(ANSWERS)
def test_shares_add_up(answers: list[int | None]) -> None:
    found = summary(answers)
    assert found["n"] + found["missing"] == len(answers)
    shares = [found[f"share_{i}"] for i in range(1, 6)]
    if found["n"]:
        assert sum(shares) == pytest.approx(1)
        assert found["top"] == pytest.approx(shares[3] + shares[4])
        assert found["bottom"] == pytest.approx(shares[0] + shares[1])
        assert found["mean"] == pytest.approx(np.dot(shares, range(1, 6)))
        for name in ("top", "bottom"):
            assert 0 <= found[f"{name}_low"] <= found[name] <= found[f"{name}_high"] <= 1


@QUICK
@given(ANSWERS)
def test_turning_the_scale_round_swaps_top_and_bottom(answers: list[int | None]) -> None:
    turned = [None if answer is None else 6 - answer for answer in answers]
    one, other = summary(answers, population=100), summary(turned, population=100)
    assert one["top_low"] == pytest.approx(other["bottom_low"], nan_ok=True)
    assert one["mean"] == pytest.approx(6 - other["mean"], nan_ok=True)


@QUICK
@given(ANSWERS)
def test_equal_weights_are_no_weights(answers: list[int | None]) -> None:
    plain, weighted = summary(answers), summary(answers, weights=[2.5] * len(answers))
    for key in ("top", "bottom", "mean", "mean_low", "mean_high", "median", "share_3"):
        assert plain[key] == pytest.approx(weighted[key], nan_ok=True)


@QUICK
@given(GROUPED, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_respondents_changes_nothing(
    rows: list[tuple[int, str]], ordered: bool, random: Any
) -> None:
    mixed = rows.copy()
    random.shuffle(mixed)
    found = [
        compare_groups([answer for answer, _ in r], [group for _, group in r], ordered=ordered)
        for r in (rows, mixed)
    ]
    for key, value in found[0].items():
        other = found[1][key]
        assert value == (pytest.approx(other, nan_ok=True) if isinstance(other, float) else other)


@QUICK
@given(GROUPED, st.booleans())
def test_only_the_order_of_answers_counts(rows: list[tuple[int, str]], ordered: bool) -> None:
    answers, groups = [answer for answer, _ in rows], [group for _, group in rows]
    plain = compare_groups(answers, groups, ordered=ordered)
    squared = compare_groups([answer**2 - 7 for answer in answers], groups, ordered=ordered)
    assert plain["p"] == pytest.approx(squared["p"], nan_ok=True)
    assert plain["estimate"] == pytest.approx(squared["estimate"], nan_ok=True)


@QUICK
@given(GROUPED, st.booleans())
def test_effect_and_p_stay_within_zero_and_one(rows: list[tuple[int, str]], ordered: bool) -> None:
    found = compare_groups([a for a, _ in rows], [g for _, g in rows], ordered=ordered)
    for key in ("estimate", "p", "low", "high"):
        assert np.isnan(found[key]) or -1e-12 <= found[key] <= 1 + 1e-12
    if not np.isnan(found["low"]):
        assert found["low"] <= found["estimate"] <= found["high"]


@QUICK
@given(GROUPED)
def test_reversing_the_groups_reverses_the_effect(rows: list[tuple[int, str]]) -> None:
    answers, groups = [a for a, _ in rows], [g for _, g in rows]
    order = sorted(set(groups))
    one = compare_groups(answers, pd.Categorical(groups, order), ordered=True)
    other = compare_groups(answers, pd.Categorical(groups, order[::-1]), ordered=True)
    assert one["estimate"] == pytest.approx(1 - other["estimate"], nan_ok=True)
    assert one["p"] == pytest.approx(other["p"], nan_ok=True)
