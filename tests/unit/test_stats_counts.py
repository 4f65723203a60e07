"""Waiting times on a handful of questions, some of them open."""

import math

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.counts import waiting_time


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
        (pd.Series([1, -1], index=["Q1", "Q2"]), [True, True], "negative wait -1 .item 'Q2'"),
        ([1, math.inf], [True, True], "wait inf is not a number of days .item 1"),
        ([1, 2], [1, 2], "answered is neither yes nor no: 2 .item 1"),
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
