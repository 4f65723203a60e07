"""What holds for every change, whatever the counts."""

import math
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pijler_analysis.stats.change import (
    census_verdict,
    mean_change,
    paired_change,
    proportion_change,
    survey_change,
    verdict,
)

QUICK = settings(max_examples=60, deadline=None)
WORDS = {"duidelijk", "waarschijnlijk", "geen verschil van belang", "onzeker"}
LIMITS = st.floats(-1, 1, allow_nan=False)


@st.composite
def waves(draw: st.DrawFn) -> tuple[tuple[int, int, int, int], dict[str, Any]]:
    """Two waves of one population, with an overlap or not."""
    table = [draw(st.integers(0, 12)) for _ in range(4)]
    yes1, no1, yes2, no2 = (draw(st.integers(0, 30)) for _ in range(4))
    both, only1, only2, neither = table
    k1, k2 = both + only1 + yes1, both + only2 + yes2
    n1, n2 = k1 + only2 + neither + no1, k2 + only1 + neither + no2
    assume(n1 and n2)
    size = draw(st.none() | st.integers(n1 + n2 - sum(table), 400))
    options = {"population1": size, "population2": size}
    if draw(st.booleans()):
        options["overlap"] = table
    return (k1, n1, k2, n2), options


@QUICK
@given(waves())
def test_limits_lie_around_the_difference(case: tuple) -> None:
    counts, options = case
    found = proportion_change(*counts, **options)
    inner, outer = (found["low_80"], found["high_80"]), (found["low"], found["high"])
    tiny = 1e-12
    assert -1 - tiny <= outer[0] <= inner[0] + tiny
    assert inner[0] - tiny <= found["difference"] <= inner[1] + tiny
    assert inner[1] - tiny <= outer[1] <= 1 + tiny
    assert 0 <= found["p"] <= 1
    assert found["se"] >= 0
    assert found["verdict"] in WORDS


@QUICK
@given(waves())
def test_p_says_the_same_as_the_interval(case: tuple) -> None:
    counts, options = case
    found = proportion_change(*counts, **options)
    assume(abs(found["p"] - 0.05) > 1e-6)
    assert (found["p"] < 0.05) == (found["low"] > 1e-12 or found["high"] < -1e-12)


@QUICK
@given(waves())
def test_no_mirrors_yes_and_then_mirrors_now(case: tuple) -> None:
    (k1, n1, k2, n2), options = case
    yes = proportion_change(k1, n1, k2, n2, **options)
    table = options.get("overlap")
    turned = None if table is None else [table[3], table[2], table[1], table[0]]
    no = proportion_change(n1 - k1, n1, n2 - k2, n2, **(options | {"overlap": turned}))
    swapped = None if table is None else [table[0], table[2], table[1], table[3]]
    back = proportion_change(k2, n2, k1, n1, **(options | {"overlap": swapped}))
    for other in (no, back):
        assert yes["difference"] == pytest.approx(-other["difference"], abs=1e-12)
        assert yes["low"] == pytest.approx(-other["high"], abs=1e-9)
        assert yes["p"] == pytest.approx(other["p"], rel=1e-6, abs=1e-9)


@QUICK
@given(st.integers(1, 60), st.data())
def test_a_census_twice_has_no_width(n: int, data: st.DataObject) -> None:
    k1, k2 = data.draw(st.integers(0, n)), data.draw(st.integers(0, n))
    found = proportion_change(k1, n, k2, n, population1=n, population2=n)
    assert found["low"] == found["high"] == found["difference"] == k2 / n - k1 / n
    assert found["se"] == 0


@QUICK
@given(waves())
def test_more_of_the_same_is_surer(case: tuple) -> None:
    """Ten times everything, the population too: narrower, and the same difference."""
    (k1, n1, k2, n2), options = case
    size, table = options["population1"], options.get("overlap")
    larger = {
        "population1": size and size * 10,
        "population2": size and size * 10,
        "overlap": None if table is None else [cell * 10 for cell in table],
    }
    small = proportion_change(k1, n1, k2, n2, **options)
    large = proportion_change(k1 * 10, n1 * 10, k2 * 10, n2 * 10, **larger)
    assert large["difference"] == pytest.approx(small["difference"])
    assert large["high"] - large["low"] <= small["high"] - small["low"] + 1e-9


@QUICK
@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_pairs_have_limits_around_the_difference(cells: list[int]) -> None:
    assume(sum(cells))
    found = paired_change([cells[:2], cells[2:]])
    for method in ("tango", "newcombe"):
        low, high = found[f"{method}_low"], found[f"{method}_high"]
        assert -1 - 1e-12 <= low <= found["difference"] + 1e-9
        assert found["difference"] - 1e-9 <= high <= 1 + 1e-12
    assert 0 < found["mid_p"] <= found["exact_p"] + 1e-12
    assert found["exact_p"] <= 1
    assert 0 <= found["asymptotic_p"] <= 1


@QUICK
@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_tango_and_mcnemar_agree(cells: list[int]) -> None:
    """Tango's test of no difference is McNemar's."""
    assume(sum(cells) and cells[1] + cells[2])
    found = paired_change([cells[:2], cells[2:]])
    assume(abs(found["asymptotic_p"] - 0.05) > 1e-6)
    excludes = found["tango_low"] > 0 or found["tango_high"] < 0
    assert excludes == (found["asymptotic_p"] < 0.05)


ANSWERS = st.lists(st.integers(1, 5), min_size=3, max_size=25)


@QUICK
@example([2, 5, 1], [2, 5, 1], Random(1), 0)
@given(ANSWERS, ANSWERS, st.randoms(use_true_random=False), st.integers(0, 10))
def test_the_order_of_respondents_changes_nothing(
    y1: list[int], y2: list[int], random: Any, shift: int
) -> None:
    ids1, ids2 = list(range(len(y1))), list(range(shift, shift + len(y2)))
    rows = list(range(len(y1)))
    random.shuffle(rows)
    size = {"population1": 60, "population2": 60}
    found = mean_change(y1, y2, ids1=ids1, ids2=ids2, **size)
    mixed = mean_change([y1[i] for i in rows], y2, ids1=[ids1[i] for i in rows], ids2=ids2, **size)
    for key in ("difference", "se", "df", "low", "high", "p"):
        assert found[key] == pytest.approx(mixed[key], nan_ok=True, abs=1e-9)


@QUICK
@given(ANSWERS, ANSWERS, st.floats(-50, 50), st.floats(0.1, 20))
def test_another_unit_is_the_same_change(
    y1: list[int], y2: list[int], zero: float, unit: float
) -> None:
    assume(len(set(y1)) > 1 and len(set(y2)) > 1)
    plain = mean_change(y1, y2, relevant=0.1)
    other = mean_change([zero + unit * y for y in y1], [zero + unit * y for y in y2],
                        relevant=0.1 * unit)  # fmt: skip
    assert other["low"] == pytest.approx(unit * plain["low"], abs=1e-9)
    assert other["p"] == pytest.approx(plain["p"], rel=1e-6, abs=1e-12)
    assert other["verdict"] == plain["verdict"]


@QUICK
@given(
    st.lists(st.tuples(st.booleans(), st.floats(0.2, 5)), min_size=3, max_size=20),
    st.lists(st.tuples(st.booleans(), st.floats(0.2, 5)), min_size=3, max_size=20),
    st.floats(0.01, 100),
)
def test_the_scale_of_weights_changes_nothing(one: list, two: list, scale: float) -> None:
    (y1, w1), (y2, w2) = (map(list, zip(*wave, strict=True)) for wave in (one, two))
    size = {"population1": 50, "population2": 50}
    found = survey_change(y1, y2, weights1=w1, weights2=w2, **size)
    scaled = survey_change(y1, y2, weights1=np.array(w1) * scale, weights2=w2, **size)
    for key in ("difference", "se", "low", "high"):
        assert found[key] == pytest.approx(scaled[key], abs=1e-9, nan_ok=True)


@QUICK
@given(LIMITS, LIMITS, LIMITS, LIMITS, LIMITS, st.floats(0, 0.5))
def test_exactly_one_word_holds(
    d: float, a: float, b: float, c: float, e: float, relevant: float
) -> None:
    low, d, high = sorted((d, a, b))
    low_80, high_80 = min(c, e), max(c, e)
    word = verdict(d, low, high, low_80, high_80, relevant=relevant)
    assert word in WORDS
    mirrored = verdict(-d, -high, -low, -high_80, -low_80, relevant=relevant)
    assert mirrored == word
    stricter = verdict(d, low, high, low_80, high_80, relevant=relevant, adjusted_p=0.9)
    assert stricter == word or (word, stricter) in {
        ("duidelijk", "waarschijnlijk"), ("duidelijk", "onzeker"),
    }  # fmt: skip


@QUICK
@given(LIMITS, LIMITS, st.floats(0, 0.5))
def test_a_census_word_holds_for_every_change_between_the_bounds(
    a: float, b: float, relevant: float
) -> None:
    low, high = min(a, b), max(a, b)
    word = census_verdict(low, high, relevant=relevant)
    exact = {census_verdict(d, d, relevant=relevant) for d in np.linspace(low, high, 11)}
    if word != "onzeker":
        assert exact == {word}
    assert word in WORDS - {"waarschijnlijk"}
    assert not math.isnan(low)
