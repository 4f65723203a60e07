"""What holds for every survey estimate, whatever the answers."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pijler_analysis.stats import survey
from pijler_analysis.stats.weights import rake

QUICK = settings(max_examples=40, deadline=None)
NUMBERS = ("estimate", "se", "low", "high", "df", "deff", "n")


@st.composite
def samples(draw: st.DrawFn) -> pd.DataFrame:
    """Answers with blanks, yes or no and on a scale, with weights, strata and groups."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(6, 60))
    yes = (rng.random(n) < draw(st.floats(0, 1))).astype(float)
    yes[rng.random(n) < 0.1] = np.nan
    return pd.DataFrame(
        {
            "yes": yes,
            "score": rng.integers(1, 6, n).astype(float),
            "members": rng.integers(1, 50, n).astype(float),
            "w": rng.choice([1.0, 1.5, 4.0], n),
            "stratum": rng.permutation(np.arange(n) % 3),
            "group": rng.choice(list("gh"), n),
            "place": rng.permutation(np.array(list("AB"))[np.arange(n) % 2]),
        }
    )


def numbers(found: Any) -> np.ndarray:
    """The numbers of a result, missing ones as zero."""
    return np.nan_to_num(np.array([np.asarray(found[name], float) for name in NUMBERS]))


def estimates(sample: pd.DataFrame, **options: Any) -> list[np.ndarray]:
    """Every kind of estimate of a sample."""
    return [
        numbers(survey.mean(sample["score"], **options)),
        numbers(survey.total(sample["score"], **options)),
        numbers(survey.ratio(sample["score"], sample["members"], **options)),
        numbers(survey.proportion(sample["yes"], **options)),
    ]


def same(first: list[np.ndarray], second: list[np.ndarray]) -> None:
    for one, other in zip(first, second, strict=True):
        assert other == pytest.approx(one, rel=1e-7, abs=1e-9)


@QUICK
@given(samples(), st.sampled_from(["wilson", "korn-graubard", "wald"]))
def test_limits_of_shares_lie_around_the_estimate_within_zero_and_one(
    sample: pd.DataFrame, method: str
) -> None:
    found = survey.proportion(
        sample["yes"], weights=sample["w"], population=1000, by=sample["group"], method=method
    ).dropna(subset="estimate")
    assert ((found["low"] >= 0) & (found["high"] <= 1)).all()
    assert ((found["low"] <= found["estimate"]) & (found["estimate"] <= found["high"])).all()


@QUICK
@given(samples())
def test_the_order_of_rows_changes_nothing(sample: pd.DataFrame) -> None:
    turned = sample.iloc[::-1].reset_index(drop=True)
    sizes = {0: 300, 1: 200, 2: 485}
    same(
        estimates(sample, weights=sample["w"], strata=sample["stratum"], population=sizes),
        estimates(turned, weights=turned["w"], strata=turned["stratum"], population=sizes),
    )


@QUICK
@given(samples(), st.floats(0.01, 100))
def test_the_scale_of_weights_changes_no_mean_ratio_or_share(
    sample: pd.DataFrame, scale: float
) -> None:
    first = estimates(sample, weights=sample["w"])
    second = estimates(sample, weights=sample["w"] * scale)
    del first[1], second[1]
    same(first, second)


@QUICK
@given(samples())
def test_a_census_has_no_width(sample: pd.DataFrame) -> None:
    n = len(sample)
    for found in (
        survey.mean(sample["score"], population=n),
        survey.total(sample["score"], population=n),
        survey.ratio(sample["score"], sample["members"], population=n),
        survey.proportion(sample["yes"].fillna(0), population=n),
    ):
        assert found["low"] == found["high"] == found["estimate"]


@QUICK
@given(samples())
def test_no_and_yes_mirror_each_other(sample: pd.DataFrame) -> None:
    yes = survey.proportion(sample["yes"], weights=sample["w"], population=985)
    no = survey.proportion(1 - sample["yes"], weights=sample["w"], population=985)
    assert no["estimate"] == pytest.approx(1 - yes["estimate"], nan_ok=True)
    assert (no["low"], no["high"]) == pytest.approx(
        (1 - yes["high"], 1 - yes["low"]), abs=1e-9, nan_ok=True
    )


@QUICK
@given(samples(), st.integers(2, 5))
def test_copies_of_sample_and_population_shrink_the_variance_as_they_should(
    sample: pd.DataFrame, times: int
) -> None:
    n = len(sample)
    more = pd.concat([sample] * times, ignore_index=True)
    one = survey.mean(sample["score"], weights=sample["w"], population=985)
    many = survey.mean(more["score"], weights=more["w"], population=985 * times)
    assert many["estimate"] == pytest.approx(one["estimate"])
    factor = times * (n * times - 1) / (n * times) * n / (n - 1)
    assert many["se"] ** 2 * factor == pytest.approx(one["se"] ** 2)


@QUICK
@given(samples())
def test_clusters_of_one_are_no_clusters(sample: pd.DataFrame) -> None:
    same(
        estimates(sample, weights=sample["w"], population=985),
        estimates(sample, weights=sample["w"], population=985, clusters=np.arange(len(sample))),
    )


@QUICK
@given(samples())
def test_groups_are_what_each_domain_gives_alone(sample: pd.DataFrame) -> None:
    found = survey.proportion(
        sample["yes"], weights=sample["w"], by=sample["group"], population=985
    ).set_index("group")
    for group, row in found.iterrows():
        alone = sample["yes"].where(sample["group"] == group)
        expected = survey.proportion(alone, weights=sample["w"], population=985)
        assert numbers(row) == pytest.approx(numbers(expected))


@QUICK
@given(samples())
def test_shares_of_an_item_add_up_and_equal_the_proportion(sample: pd.DataFrame) -> None:
    margin = pd.Series({"A": 400, "B": 585})
    raked = rake(sample[["place"]], {"place": margin}, collapse_below=0)
    options = {"raking": raked, "population": 985}
    found = survey.shares(sample[["score"]], **options)
    assert found["estimate"].sum() == pytest.approx(1)
    assert found["count"].sum() == len(sample)
    for _, row in found.iterrows():
        one = survey.proportion(sample["score"] == row["answer"], **options)
        assert numbers(row) == pytest.approx(numbers(one), rel=1e-7, abs=1e-9)


@QUICK
@given(samples())
def test_a_cross_table_may_be_turned_and_reordered(sample: pd.DataFrame) -> None:
    options = {"weights": sample["w"], "population": 985}
    found = survey.cross_table_test(sample["group"], sample["score"], **options)
    turned = survey.cross_table_test(sample["score"], sample["group"], **options)
    for name in ("f", "df", "p", "chi2"):
        assert turned[name] == pytest.approx(found[name], rel=1e-6, nan_ok=True)
    if not np.isnan(found["p"]):
        assert 0 <= found["p"] <= 1
