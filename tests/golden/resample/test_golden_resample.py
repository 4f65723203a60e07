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


SEEDED = {"population": 985, "replicates": 8, "seed": 5}
ITEMS = pd.DataFrame(
    {
        "yes": PEOPLE["yes"],
        "satisfied": (PEOPLE["score"] >= 4).where(PEOPLE["score"].notna()).astype(float),
        "large": (PEOPLE["members"] > 30).astype(float),
    }
)


def seeded(item: str, *, confidence: float = 0.95, **weighting: Any) -> list[float]:
    """Share of one item among three, with what R tells of it."""
    options = SEEDED | weighting | {"confidence": confidence}
    wilson, logit = (
        resample.bootstrap_proportion(ITEMS, method=method, **options).set_index("item").loc[item]
        for method in ("wilson", "logit")
    )
    told = wilson[["estimate", "se", "n", "effective_n", "low", "high"]]
    return [*told, logit["low"], logit["high"]]


def normal_draws(answers: pd.DataFrame) -> tuple[list[float], list[float]]:
    """Shares, and the covariance that their draws were made of, from the draws themselves."""
    found = resample.normal_shares(
        answers, weights=PEOPLE["base"], population=985, replicates=50, seed=5
    )
    normal = np.random.default_rng(5).standard_normal((50, 3))
    factor, *_ = np.linalg.lstsq(normal, (found["replicates"] - found["estimate"][:, None]).T)
    return found["estimate"].tolist(), (factor.T @ factor).ravel().tolist()


PLAIN = design()
RAKED = design(rake(PEOPLE, MARGINS))
BASED = design(rake(PEOPLE, MARGINS, base_weights=PEOPLE["base"]))
EUROS = {"weights": PEOPLE["euro"]}
RAKING = {"raking": rake(PEOPLE, MARGINS, base_weights=PEOPLE["base"])}
ALIKE = resample.bootstrap_proportion([0] * 40, weights=[1] * 20 + [2] * 20, population=200)
COMPLETE = normal_draws(ITEMS.where(ITEMS.notna().all(axis=1)))
EACH = normal_draws(ITEMS)
OURS = {
    "plain_replicates": replicates(PLAIN),
    "plain_mean": mean(PLAIN),
    "raked_replicates": replicates(RAKED),
    "raked_mean": mean(RAKED),
    "based_replicates": replicates(BASED),
    "based_mean": mean(BASED),
    "seeded_replicates": resample.rescaled_bootstrap(**EUROS, **SEEDED)["replicate_weights"][:4, :3]
    .T.ravel()
    .tolist(),
    "seeded_yes": seeded("yes", **EUROS),
    "seeded_large": seeded("large", **EUROS),
    "seeded_satisfied": seeded("satisfied", **EUROS),
    "seeded_satisfied_80": seeded("satisfied", confidence=0.8, **EUROS),
    "seeded_raked_yes": seeded("yes", **RAKING),
    "seeded_raked_satisfied": seeded("satisfied", **RAKING),
    "all_alike": [ALIKE[name] for name in ("effective_n", "low", "high")],
    "normal_complete": COMPLETE[0],
    "normal_complete_covariance": COMPLETE[1],
    "normal_each": EACH[0],
    "normal_each_covariance": EACH[1],
}
# replicates are raked until the margins are met to 1e-9
ITERATIVE = {name for name in OURS if name.startswith(("raked", "based", "seeded_raked"))}


@pytest.mark.parametrize("name", OURS)
def test_ours_equals_r(name: str) -> None:
    assert_golden(NUMBERS, name, OURS[name], iterative=ITERATIVE)


def test_the_bootstrap_estimates_the_linearised_standard_error() -> None:
    found = resample.bootstrap_mean(PEOPLE["euro"], population=985, replicates=20_000)
    assert found["se"] == pytest.approx(NUMBERS["linearised"], rel=0.03)


def test_every_number_is_compared() -> None:
    assert names_in(NUMBERS) == {*OURS, "linearised"}
