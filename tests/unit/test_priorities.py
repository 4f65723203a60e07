"""Ranks over uncertain weights: small cases whose shares follow from geometry."""

import pandas as pd
import pytest

from pijler_analysis.strategy.priorities import flipping_weights, rank_acceptability

EVEN = {"need": 1.0, "signals": 1.0}


def evidence(**alternatives):
    """Alternatives with a value, or a range, on need and signals."""
    rows = []
    for name, values in alternatives.items():
        for criterion, value in zip(EVEN, values, strict=True):
            low, high = value if isinstance(value, tuple) else (value, value)
            middle = None if low is None else (low + high) / 2
            rows.append((name, criterion, middle, low, high))
    return pd.DataFrame(rows, columns=["alternative", "criterion", "value", "low", "high"]).astype(
        dict.fromkeys(("value", "low", "high"), "Float64")
    )


def test_opposite_alternatives_are_each_first_half_the_time():
    """a wins on need, b on signals, by as much: a is first when need weighs over a half."""
    ranks = rank_acceptability(evidence(a=(1, 0), b=(0, 1)), weights=EVEN)
    assert ranks.acceptability[1].tolist() == pytest.approx([0.5, 0.5], abs=0.02)
    assert ranks.central_weights.loc["a", "need"] == pytest.approx(0.75, abs=0.01)


def test_what_is_best_on_everything_is_always_first():
    ranks = rank_acceptability(evidence(a=(1, 1), b=(0.5, 0.9), c=(0, 0)), weights=EVEN)
    table = ranks.acceptability.set_index("alternative")
    assert table.loc["a", 1] == 1
    assert table["rank"].to_dict() == {"a": 1, "b": 2, "c": 3}
    assert list(ranks.central_weights.index) == ["a"]


def test_bounds_on_the_weights_decide():
    bounds = {"need": (0.6, 1.0)}
    ranks = rank_acceptability(evidence(a=(1, 0), b=(0, 1)), weights=EVEN, bounds=bounds)
    assert ranks.acceptability[1].tolist() == [1, 0]


def test_uncertain_evidence_spreads_the_ranks():
    """b lies evenly between 0 and 1 on need, the only criterion, and a at a quarter."""
    table = evidence(a=(0.25, 0), b=((0, 1), 0))
    ranks = rank_acceptability(table, weights=EVEN).acceptability.set_index("alternative")
    assert ranks.loc["b", 1] == pytest.approx(0.75, abs=0.02)


def test_what_is_not_known_can_fall_either_way():
    """Nothing known of b: as often above the middle as below it."""
    table = evidence(a=(0.5, 0.5), b=((None, None), (None, None)), c=(1, 1), d=(0, 0))
    ranks = rank_acceptability(table, weights=EVEN).acceptability.set_index("alternative")
    assert ranks.loc["b", "mean_rank"] == pytest.approx(2.5, abs=0.05)


def test_ranks_of_a_draw_are_shared_out_once():
    table = evidence(a=((0, 1), 0.3), b=(0.4, (0, 1)), c=((0.2, 0.6), 0.5))
    shares = rank_acceptability(table, weights=EVEN).acceptability[[1, 2, 3]]
    assert shares.sum(axis=0).tolist() == pytest.approx([1, 1, 1])
    assert shares.sum(axis=1).tolist() == pytest.approx([1, 1, 1])


def test_the_same_seed_gives_the_same_ranks():
    table = evidence(a=((0, 1), 0.3), b=(0.4, (0, 1)))
    one, two = (rank_acceptability(table, weights=EVEN, seed=3).acceptability for _ in range(2))
    pd.testing.assert_frame_equal(one, two)


def test_the_nearest_weights_that_turn_the_order_round():
    """b catches up where need weighs a half: 0.8 - 0.5 = 0.3 moves from one to the other."""
    found = flipping_weights(
        evidence(a=(1, 0), b=(0, 1)), weights={"need": 0.8, "signals": 0.2}, challenger="b"
    )
    assert found.tolist() == pytest.approx([0.5, 0.5])
    assert flipping_weights(evidence(a=(1, 1), b=(0, 0)), weights=EVEN, challenger="b") is None


@pytest.mark.parametrize(
    ("weights", "bounds", "message"),
    [
        ({"need": 1.0}, {}, "signals"),
        ({"need": 0.0, "signals": 0.0}, {}, "not all 0"),
        (EVEN, {"need": (0.7, 1), "signals": (0.7, 1)}, "no weights"),
    ],
)
def test_impossible_weights_are_refused(weights, bounds, message):
    with pytest.raises(ValueError, match=message):
        rank_acceptability(evidence(a=(1, 0), b=(0, 1)), weights=weights, bounds=bounds)
