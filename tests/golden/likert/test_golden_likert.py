"""Rank tests and summaries of scales as R has them."""

import numpy as np
import pytest

from golden import assert_golden, read_beside
from pijler_analysis.stats.likert import compare_groups, summary
from pijler_analysis.stats.ranks import average_ranks, brunner_munzel, jonckheere, kruskal_wallis

R = read_beside(__file__)
BRUNNER = ("estimate", "low", "high", "se", "statistic", "df", "p")
KRUSKAL = ("estimate", "statistic", "df", "p")
JONCKHEERE = ("estimate", "statistic", "p")

PAIN_Y = np.array([1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1])
PAIN_N = np.array([3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4])
NEW, ACTIVE = (np.repeat(range(-2, 3), n) for n in ([24, 37, 21, 19, 6], [11, 51, 22, 21, 7]))
OZONE = {
    5: "41 36 12 18 28 23 19 8 7 16 11 14 18 14 34 6 30 11 1 11 4 32 23 45 115 37",
    6: "29 71 39 23 21 37 20 12 13",
    7: "135 49 32 64 40 77 97 97 85 10 27 7 48 35 61 79 63 16 80 108 20 52 82 50 64 59",
    8: "39 9 16 78 35 66 122 89 110 44 28 65 22 59 23 31 44 21 9 45 168 73 76 118 84 85",
    9: "96 78 73 91 47 32 20 23 21 24 44 21 28 9 13 46 18 13 24 16 13 23 36 7 14 30 14 18 20",
}
MUCOCILIARY = ([2.9, 3.0, 2.5, 2.6, 3.2], [3.8, 2.7, 4.0, 2.4], [2.8, 3.4, 3.7, 2.2, 2.0])
MOTIVATION = (
    [40, 35, 38, 43, 44, 41], [38, 40, 47, 44, 40, 42], [48, 40, 45, 43, 46, 44],
)  # fmt: skip
SATISFACTION = ([1, 2, 2, 3, 3], [2, 3, 3, 3, 4, 4], [3, 4, 4, 5, 5, 5, 2])
ANSWERS = np.repeat(range(1, 6), [2, 5, 9, 16, 8])


def arrays(groups: tuple) -> list[np.ndarray]:
    return [np.array(group, dtype=float) for group in groups]


TESTS = {
    "pain": (BRUNNER, brunner_munzel(PAIN_Y, PAIN_N)),
    "pain_80": (BRUNNER, brunner_munzel(PAIN_Y, PAIN_N, confidence=0.8)),
    "change_score": (BRUNNER, brunner_munzel(NEW, ACTIVE)),
    "ozone": (KRUSKAL, kruskal_wallis(arrays(tuple(v.split() for v in OZONE.values())))),
    "mucociliary": (KRUSKAL, kruskal_wallis(arrays(MUCOCILIARY))),
    "motivation": (JONCKHEERE, jonckheere(arrays(MOTIVATION))),
    "satisfaction": (JONCKHEERE, jonckheere(arrays(SATISFACTION))),
    "satisfaction_kruskal": (KRUSKAL, kruskal_wallis(arrays(SATISFACTION))),
}
ITEM, FINITE = summary(ANSWERS), summary(ANSWERS, population=300)
WEIGHTED = summary(ANSWERS, weights=np.repeat([1, 2], 20))
SUMMARIES = {
    "shares": [ITEM[f"share_{i}"] for i in range(1, 6)],
    "top": [ITEM["top_low"], ITEM["top_high"]],
    "bottom": [ITEM["bottom_low"], ITEM["bottom_high"]],
    "mean": [ITEM["mean_low"], ITEM["mean_high"]],
    "median": [ITEM["median"]],
    "top_of_300": [FINITE["top_low"], FINITE["top_high"]],
    "mean_of_300": [FINITE["mean_low"], FINITE["mean_high"]],
    "weighted_mean": [WEIGHTED["mean"], WEIGHTED["mean_low"], WEIGHTED["mean_high"]],
    "weighted_top": [WEIGHTED["top"]],
    "ranks": average_ranks(np.array([3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5])),
}


@pytest.mark.parametrize("name", R)
def test_as_r(name: str) -> None:
    case, _, place = name.partition(".")
    at = int(place or 1) - 1
    if case in TESTS:
        keys, found = TESTS[case]
        assert_golden(R, name, found[keys[at]])
    else:
        assert_golden(R, name, SUMMARIES[case][at])


def test_the_published_numbers() -> None:
    pain = TESTS["pain"][1]
    assert round(pain["estimate"], 3) == 0.789
    assert (round(pain["low"], 4), round(pain["high"], 4)) == (0.5952, 0.9827)
    assert (round(pain["statistic"], 4), round(pain["df"], 3)) == (3.1375, 17.683)
    assert round(pain["p"], 6) == 0.005786
    assert round(TESTS["change_score"][1]["p"], 4) == 0.2411
    assert round(TESTS["ozone"][1]["statistic"], 3) == 29.267
    assert round(TESTS["motivation"][1]["estimate"] * 108, 9) == 79  # J, of 3 × 36 pairs


def test_compare_groups_takes_the_same_tests() -> None:
    y, groups = np.concatenate(MOTIVATION), np.repeat(["a", "b", "c"], 6)
    assert compare_groups(y, groups, ordered=True)["p"] == TESTS["motivation"][1]["p"]
    assert compare_groups(y, groups)["p"] == kruskal_wallis(arrays(MOTIVATION))["p"]
