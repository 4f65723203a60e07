"""What holds for the division of any amounts."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pijler_analysis.stats.inequality import gini, gini_interval, lorenz, theil, top_share

QUICK = settings(max_examples=80, deadline=None)
AMOUNTS = st.lists(st.integers(0, 10_000), min_size=2, max_size=30).filter(any)


@QUICK
@given(AMOUNTS)
def test_measures_stay_in_their_range(amounts: list[int]) -> None:
    n = len(amounts)
    assert -1e-12 <= gini(amounts) <= 1 + 1e-12
    assert gini(amounts, corrected=False) == pytest.approx(gini(amounts) * (n - 1) / n)
    assert -1e-12 <= theil(amounts) <= np.log(n) + 1e-12
    assert 0.1 - 1e-12 <= top_share(amounts) <= 1


@QUICK
@given(AMOUNTS, st.floats(0.01, 100), st.randoms(use_true_random=False))
def test_unit_and_order_change_nothing(amounts: list[int], unit: float, random: Any) -> None:
    mixed = [unit * amount for amount in amounts]
    random.shuffle(mixed)
    for measure in (gini, theil, top_share):
        assert measure(mixed) == pytest.approx(measure(amounts), abs=1e-12)
    assert gini_interval(mixed)["se"] == pytest.approx(
        gini_interval(amounts)["se"], abs=1e-9, nan_ok=True
    )


@QUICK
@given(AMOUNTS)
def test_everyone_twice_is_the_same_division(amounts: list[int]) -> None:
    assert gini(amounts * 2, corrected=False) == pytest.approx(gini(amounts, corrected=False))
    assert theil(amounts * 2) == pytest.approx(theil(amounts))
    assert top_share(amounts * 2, 0.3) == pytest.approx(top_share(amounts, 0.3))


@QUICK
@given(AMOUNTS)
def test_a_gift_from_the_richest_to_the_poorest_evens_out(amounts: list[int]) -> None:
    rising = sorted(amounts)
    assume(rising[-1] > rising[0])
    given_away = rising.copy()
    gift = (rising[-1] - rising[0]) / 4
    given_away[0] += gift
    given_away[-1] -= gift
    assert gini(given_away) < gini(rising)
    assert theil(given_away) < theil(rising)


@QUICK
@given(AMOUNTS)
def test_the_lorenz_curve_sags_and_holds_the_gini(amounts: list[int]) -> None:
    curve = lorenz(amounts)
    x, y = curve["organisations_share"], curve["amount_share"]
    assert (x[0], y[0], x[-1], y[-1]) == (0, 0, 1, 1)
    assert (np.diff(np.diff(y)) >= -1e-12).all()
    assert (y <= x + 1e-12).all()
    area = np.sum((y[1:] + y[:-1]) / 2 * np.diff(x))
    assert gini(amounts, corrected=False) == pytest.approx(1 - 2 * area, abs=1e-12)
    assert top_share(amounts, 1 / len(amounts)) == pytest.approx(1 - y[-2])
