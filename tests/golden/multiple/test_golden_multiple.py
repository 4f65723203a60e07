"""Adjusted p-values as R's p.adjust gives them."""

import numpy as np
import pytest

from golden import assert_golden, read_beside
from pijler_analysis.stats.multiple import adjust

R = read_beside(__file__)
BH95 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip
MIXED = [0.03, 0.001, None, 0.2, 0.03, 0.04, 0]
FAMILIES = {
    f"{method}_{name}": adjust(p, method=method)
    for name, p in (("1995", BH95), ("mixed", MIXED))
    for method in ("holm", "bh")
}


@pytest.mark.parametrize("name", R)
def test_as_r(name: str) -> None:
    family, place = name.split(".")
    tested = FAMILIES[family][~np.isnan(FAMILIES[family])]
    assert_golden(R, name, tested[int(place) - 1])


def test_the_published_conclusion() -> None:
    """At 0.05 the false discovery rate keeps four findings, where Bonferroni keeps three."""
    assert (adjust(BH95, method="bh") < 0.05).sum() == 4
    assert (adjust(BH95) < 0.05).sum() == 3
