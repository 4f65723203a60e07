"""Dissimilarity and the R-indicator against R."""

import pandas as pd
import pytest

from golden import assert_golden, names_in, read_beside
from pijler_analysis.stats.distance import dissimilarity, r_indicator

NUMBERS = read_beside(__file__)
MENDEL = dissimilarity([315, 108, 101, 32], [9, 3, 3, 1])
PANEL = dissimilarity([120, 60, 45, 25], [380, 310, 195, 100])
FINITE = dissimilarity([120, 60, 45, 25], [380, 310, 195, 100], population=985)
ADMITTED = {
    "Male": [512, 353, 120, 138, 53, 22],
    "Female": [89, 17, 202, 131, 94, 24],
}
REJECTED = {
    "Male": [313, 207, 205, 279, 138, 351],
    "Female": [19, 8, 391, 244, 299, 317],
}
UNITS = pd.DataFrame(
    [
        {"responded": answer, "gender": gender, "dept": dept}
        for answer, table in ((1, ADMITTED), (0, REJECTED))
        for gender, counts in table.items()
        for dept, count in zip("ABCDEF", counts, strict=True)
        for _ in range(count)
    ]
)
BOTH = r_indicator(UNITS["responded"], UNITS[["gender", "dept"]])
PARTIAL = r_indicator(UNITS["responded"], UNITS[["gender", "dept"]], by_class=True).set_index(
    ["column", "class"]
)["partial"]


def chi_square(found: dict[str, float]) -> list[float]:
    return [found["chi2"], found["df"], found["p"]]


OURS = {
    "mendel": chi_square(MENDEL),
    "mendel_distance": MENDEL["estimate"],
    "panel": chi_square(PANEL),
    "panel_distance": PANEL["estimate"],
    "panel_finite": [FINITE["chi2"], FINITE["p"]],
    "r_indicator": BOTH["estimate"],
    "max_bias": BOTH["max_bias"],
    "response_rate": BOTH["response_rate"],
    "r_of_gender": r_indicator(UNITS["responded"], UNITS[["gender"]])["estimate"],
    "partial_gender": PARTIAL["gender"][["Male", "Female"]].tolist(),
    "partial_dept": PARTIAL["dept"].tolist(),
}


@pytest.mark.parametrize("name", OURS)
def test_ours_equals_r(name: str) -> None:
    assert_golden(NUMBERS, name, OURS[name])


def test_every_number_is_compared() -> None:
    assert names_in(NUMBERS) == set(OURS)
