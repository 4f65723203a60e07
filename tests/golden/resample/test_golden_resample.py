"""The rescaled bootstrap on the draws of the R script, against R's replicate weights."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from golden import assert_golden, names_in, read_beside
from pijler_analysis.stats import resample
from pijler_analysis.stats._design import Design, make_design
from pijler_analysis.stats._replicates import rescale
from pijler_analysis.stats.weights import rake

NUMBERS = read_beside(__file__)
PEOPLE = pd.read_csv(Path(__file__).parents[1] / "survey" / "respondents.csv")
EURO = PEOPLE["euro"].to_numpy(dtype=float)
MARGINS = {
    "province": pd.Series({"A": 380, "B": 310, "C": 195, "D": 100}),
    "diaspora": pd.Series({"ja": 265, "nee": 720}),
}
COEFFICIENTS = [(0, 1, 1), (7, 3, 2), (11, 1, 7), (5, 9, 4), (2, 4, 11), (19, 7, 3)]
TURN = np.arange(1, 120)
DRAWN = np.stack(
    [np.bincount((a + b * TURN + c * TURN**2) % 120, minlength=120) for a, b, c in COEFFICIENTS],
    axis=1,
).astype(float)


def design(raking: Any = None) -> Design:
    return make_design(120, weights=None, strata=None, clusters=None, population=985, raking=raking)


def replicates(found: Design) -> list[float]:
    weights, converged = rescale(found, DRAWN)
    assert converged.all()
    return weights[:4, :3].T.ravel().tolist()


def mean(found: Design) -> list[float]:
    weights, _ = rescale(found, DRAWN)
    estimate = found.weights @ EURO / found.weights.sum()
    again = EURO @ weights / weights.sum(axis=0)
    return [estimate, np.sqrt(np.mean((again - estimate) ** 2))]


PLAIN = design()
RAKED = design(rake(PEOPLE, MARGINS))
BASED = design(rake(PEOPLE, MARGINS, base_weights=PEOPLE["base"]))
OURS = {
    "plain_replicates": replicates(PLAIN),
    "plain_mean": mean(PLAIN),
    "raked_replicates": replicates(RAKED),
    "raked_mean": mean(RAKED),
    "based_replicates": replicates(BASED),
    "based_mean": mean(BASED),
}
# replicates are raked until the margins are met to 1e-9
ITERATIVE = {"raked_replicates", "raked_mean", "based_replicates", "based_mean"}


@pytest.mark.parametrize("name", OURS)
def test_ours_equals_r(name: str) -> None:
    assert_golden(NUMBERS, name, OURS[name], iterative=ITERATIVE)


def test_the_bootstrap_estimates_the_linearised_standard_error() -> None:
    found = resample.bootstrap_mean(PEOPLE["euro"], population=985, replicates=20_000)
    assert found["se"] == pytest.approx(NUMBERS["linearised"], rel=0.03)


def test_every_number_is_compared() -> None:
    assert names_in(NUMBERS) == {*OURS, "linearised"}
