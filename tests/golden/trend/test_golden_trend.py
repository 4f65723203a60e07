"""Trends as R's prop.trend.test and glm have them."""

import pytest

from golden import assert_golden, read_beside
from pijler_analysis.stats.trend import count_trend, proportion_trend

R = read_beside(__file__)
SHARE_KEYS = (
    "estimate", "se", "low", "high", "statistic", "p", "departure_statistic", "departure_df",
    "departure_p",
)  # fmt: skip
COUNT_KEYS = ("estimate", "low", "high", "se", "p", "dispersion")
MALFORMED, ALL_BORN = [48, 38, 5, 1, 1], [17114, 14502, 793, 127, 38]
STEADY = [200, 214, 221, 236, 240]
FOUND = {
    "smokers": proportion_trend([83, 90, 129, 70], [86, 93, 136, 82]),
    "malformation": proportion_trend(MALFORMED, ALL_BORN, scores=[0, 0.5, 1.5, 4, 7]),
    "six_years": proportion_trend(
        [70, 76, 74, 90, 101, 118], [900, 905, 930, 940, 960, 985], scores=range(2019, 2025)
    ),
    "steady": count_trend(STEADY),
    "steady_80": count_trend(STEADY, confidence=0.8),
    "wild": count_trend(
        [150, 260, 190, 310, 240, 330],
        exposure=[250, 252, 253, 251, 249, 250],
        scores=range(2019, 2025),
    ),
}


@pytest.mark.parametrize("name", R)
def test_as_r(name: str) -> None:
    case, place = name.split(".")
    keys = COUNT_KEYS if case in ("steady", "steady_80", "wild") else SHARE_KEYS
    # R fits these by iteration too, and sums the years' departure from large parts
    iterative = {name} if keys is COUNT_KEYS else set()
    assert_golden(R, name, FOUND[case][keys[int(place) - 1]], iterative=iterative)


def test_the_published_malformation_trend() -> None:
    found = FOUND["malformation"]
    assert round(found["statistic"], 2) == 6.57
    assert round(found["statistic"] + found["departure_statistic"], 2) == 12.08
    assert found["departure_df"] == 3
