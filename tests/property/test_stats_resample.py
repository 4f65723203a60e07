"""What holds for every bootstrap, whatever the weights."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pijler_analysis.stats.resample import bootstrap_mean, bootstrap_proportion, rescaled_bootstrap
from pijler_analysis.stats.weights import rake

QUICK = settings(max_examples=25, deadline=None)


@st.composite
def samples(draw: st.DrawFn) -> tuple[pd.DataFrame, int]:
    """Respondents in both places, with an answer, and the size of the population."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(10, 80))
    sample = pd.DataFrame(
        {
            "place": np.array(list("AB"))[np.arange(n) % 2],
            "own": rng.permutation(np.array(list("jnn"))[np.arange(n) % 3]),
            "yes": (rng.random(n) < 0.4).astype(float),
            "score": rng.normal(size=n),
        }
    )
    return sample, draw(st.integers(n + 1, 3000))


MARGINS = {"place": pd.Series({"A": 400, "B": 585}), "own": pd.Series({"j": 285, "n": 700})}


@QUICK
@given(samples(), st.integers(0, 1000))
def test_replicates_meet_the_margins_and_are_not_negative(
    case: tuple[pd.DataFrame, int], seed: int
) -> None:
    sample, population = case
    raked = rake(sample, MARGINS, collapse_below=0)
    found = rescaled_bootstrap(raking=raked, population=population, replicates=5, seed=seed)
    weights = found["replicate_weights"][:, found["converged"]]
    assert (weights >= 0).all()
    for column, totals in MARGINS.items():
        sums = pd.DataFrame(weights).groupby(sample[column]).sum().to_numpy()
        assert sums == pytest.approx(
            np.repeat(totals.to_numpy(float)[:, None], weights.shape[1], axis=1), rel=1e-7
        )


@QUICK
@given(samples())
def test_a_census_does_not_vary(case: tuple[pd.DataFrame, int]) -> None:
    sample, _ = case
    found = bootstrap_mean(sample[["yes", "score"]], population=len(sample), replicates=5)
    assert found["se"].tolist() == pytest.approx([0, 0], abs=1e-12)


@QUICK
@given(samples(), st.floats(0.1, 50))
def test_the_scale_of_weights_changes_nothing(case: tuple[pd.DataFrame, int], scale: float) -> None:
    sample, population = case
    w = np.where(sample["place"] == "A", 1.0, 3.0)
    first = bootstrap_mean(sample["score"], weights=w, population=population, replicates=9)
    second = bootstrap_mean(sample["score"], weights=w * scale, population=population, replicates=9)
    assert second == pytest.approx(first)


@QUICK
@given(samples())
def test_limits_of_shares_lie_around_the_estimate(case: tuple[pd.DataFrame, int]) -> None:
    sample, population = case
    found = bootstrap_proportion(sample["yes"], population=population, replicates=20)
    assert 0 <= found["low"] <= found["estimate"] <= found["high"] <= 1
