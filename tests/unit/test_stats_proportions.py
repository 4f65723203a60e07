"""Intervals for a share against published limits, and what each refuses."""

import pytest

from pijler_analysis.stats.proportions import proportion_interval


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilson_gives_the_limits_newcombe_published(
    k: int, n: int, low: float, high: float
) -> None:
    found = proportion_interval(k, n)
    assert found["low"] == pytest.approx(low, abs=5e-5)
    assert found["high"] == pytest.approx(high, abs=5e-5)
