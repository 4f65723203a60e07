"""Verdicts: each rule, its edge, and the order in which the rules are tried."""

import math

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.change import census_verdict, verdict

CLEAR, LIKELY, NONE, UNCERTAIN = (
    "duidelijk",
    "waarschijnlijk",
    "geen verschil van belang",
    "onzeker",
)


@pytest.mark.parametrize(
    ("d", "low", "high", "low_80", "high_80", "word"),
    [
        (0.08, 0.03, 0.13, 0.05, 0.11, CLEAR),
        (-0.08, -0.13, -0.03, -0.11, -0.05, CLEAR),
        (0.02, 0.01, 0.03, 0.015, 0.025, CLEAR),  # exactly what matters
        (0.09 - 0.07, 0.01, 0.03, 0.015, 0.025, CLEAR),  # …and a hair under it in binary
        (0.019, 0.001, 0.037, 0.01, 0.028, LIKELY),  # excludes 0, but too small to matter
        (0.08, 0.0, 0.16, 0.02, 0.14, LIKELY),  # a limit of 0 does not exclude 0
        (-0.08, -0.16, 0.0, -0.14, -0.02, LIKELY),
        (0.08, -0.02, 0.18, 0.01, 0.15, LIKELY),
        (-0.08, -0.18, 0.02, -0.15, -0.01, LIKELY),
        (0.08, -0.04, 0.20, 0.0, 0.16, UNCERTAIN),
        (0.08, -0.10, 0.26, -0.05, 0.21, UNCERTAIN),
        (0.01, 0.005, 0.015, 0.007, 0.013, NONE),  # excludes 0, yet nowhere of importance
        (0.0, -0.019, 0.019, -0.01, 0.01, NONE),
        (0.0, -0.02, 0.019, -0.01, 0.01, UNCERTAIN),
        (0.0, -0.019, 0.02, -0.01, 0.01, UNCERTAIN),
        (0.0, 0.0, 0.0, 0.0, 0.0, NONE),
        (0.05, 0.05, 0.05, 0.05, 0.05, CLEAR),  # twice a census
    ],
)
def test_one_word_holds(
    d: float, low: float, high: float, low_80: float, high_80: float, word: str
) -> None:
    assert verdict(d, low, high, low_80, high_80) == word


def test_what_matters_is_declared() -> None:
    assert verdict(0.08, 0.03, 0.13, 0.05, 0.11, relevant=0.1) == LIKELY
    assert verdict(0.08, 0.03, 0.13, 0.05, 0.11, relevant=0.2) == NONE
    assert verdict(0.0, 0.0, 0.0, 0.0, 0.0, relevant=0) == NONE


def test_in_the_headline_family_the_adjusted_p_must_agree() -> None:
    clear = (0.08, 0.03, 0.13, 0.05, 0.11)
    assert verdict(*clear, adjusted_p=0.049) == CLEAR
    assert verdict(*clear, adjusted_p=0.051) == LIKELY
    assert verdict(*clear, adjusted_p=0.049, confidence=0.99) == LIKELY
    assert verdict(*clear, adjusted_p=math.nan) == CLEAR
    assert verdict(*clear, adjusted_p=0.5, confidence=0.5) == LIKELY  # not below
    assert verdict(*clear, adjusted_p=0.49, confidence=0.5) == CLEAR


def test_many_at_once_missing_ones_without_a_word() -> None:
    words = verdict(
        pd.Series([0.08, None, 0.0]), [0.03, 0.0, -0.01], [0.13, 0.1, 0.01],
        [0.05, 0.0, -0.005], [0.11, 0.1, 0.005],
    )  # fmt: skip
    assert words.tolist() == [CLEAR, None, NONE]
    assert verdict(math.nan, 0, 0, 0, 0) is None
    assert verdict(0.1, 0.05, 0.2, math.nan, 0.15) is None


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"low": [0.03, 0.2]}, "^interval is turned round: 0.2 to 0.15 .item 1"),
        ({"low_80": [0.03, 0.2]}, "^80 % interval is turned round: 0.2 to 0.12 .item 1"),
        ({"relevant": [0.02, -0.02]}, "relevant is not a number from 0: -0.02 .item 1"),
        ({"relevant": [0.02, math.nan]}, "relevant is not a number from 0: nan .item 1"),
        (
            {"low": [0.0, 0.0, 0.0]},
            r"^arguments of different length: difference \(2,\), low \(3,\), high \(2,\)",
        ),
    ],
)
def test_a_turned_interval_is_named(changed: dict, named: str) -> None:
    given = {"difference": [0.1, 0.1], "low": [0, 0], "high": [0.15, 0.15],
             "low_80": [0, 0], "high_80": [0.12, 0.12]}  # fmt: skip
    with pytest.raises(ValueError, match=named):
        verdict(**(given | changed))


@pytest.mark.parametrize("sign", [1, -1])
def test_rounding_grows_with_the_difference(sign: int) -> None:
    limits = sorted(sign * end for end in (1000 * (1 + 1e-13), 1001))
    assert verdict(sign * 1000, *limits, *limits) == CLEAR


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (0.03, 0.05, CLEAR),
        (-0.05, -0.03, CLEAR),
        (0.02, 0.02, CLEAR),
        (0.09 - 0.07, 0.05, CLEAR),
        (0.0, 0.0, NONE),
        (0.01, 0.015, NONE),
        (-0.019, 0.019, NONE),
        (0.01, 0.05, UNCERTAIN),
        (-0.05, 0.01, UNCERTAIN),
        (-0.05, 0.05, UNCERTAIN),  # matters at both bounds, but which way?
        (math.nan, 0.05, None),
    ],
)
def test_a_census_is_judged_by_its_bounds(low: float, high: float, word: str | None) -> None:
    assert census_verdict(low, high) == word


def test_a_census_has_its_own_smallest_change() -> None:
    assert census_verdict([0.03, 0.03], [0.05, 0.05], relevant=[0.04, 0.06]).tolist() == [
        UNCERTAIN, NONE,
    ]  # fmt: skip
    with pytest.raises(ValueError, match=r"turned round: 1 to 0 \(item 0\)"):
        census_verdict(np.array([1.0]), [0.0])
    with pytest.raises(ValueError, match=r"^relevant is not a number from 0: -1$"):
        census_verdict(0, 1, relevant=-1)
