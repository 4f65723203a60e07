"""What holds for every raking, whatever the respondents."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pijler_analysis.stats.weights import design_effect, effective_n, rake

QUICK = settings(max_examples=40, deadline=None)


@st.composite
def respondents(draw: st.DrawFn) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """Respondents in every combination of classes, and the margins of some positive weights."""
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=3))
    columns = [f"m{i}" for i in range(len(sizes))]
    cells = pd.MultiIndex.from_product([range(size) for size in sizes], names=columns)
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    people = cells.to_frame(index=False)
    people = people.loc[np.repeat(people.index, rng.integers(1, 6, len(people)))]
    people = people.sample(frac=1, random_state=seed % 1000).reset_index(drop=True)
    truth = rng.uniform(1, 20, len(people))
    return people, {c: pd.Series(truth).groupby(people[c]).sum() for c in columns}


Case = tuple[pd.DataFrame, dict[str, pd.Series]]


@QUICK
@given(respondents())
def test_feasible_margins_are_met(case: Case) -> None:
    people, margins = case
    found = rake(people, margins, collapse_below=0)
    assert found["converged"]
    for column, totals in margins.items():
        reached = pd.Series(found["weights"]).groupby(people[column]).sum()
        assert reached.to_numpy() == pytest.approx(totals.to_numpy(), rel=1e-10)
    assert (found["weights"] > 0).all()


@QUICK
@given(respondents(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(case: Case, random: object) -> None:
    people, margins = case
    order = list(range(len(people)))
    random.shuffle(order)  # type: ignore[attr-defined]
    first = rake(people, margins)["weights"]
    second = rake(people.iloc[order], margins)["weights"]
    assert second == pytest.approx(first[order], rel=1e-9)


@QUICK
@given(respondents(), st.floats(0.01, 100))
def test_the_scale_of_base_weights_changes_nothing(case: Case, scale: float) -> None:
    people, margins = case
    base = np.arange(1.0, len(people) + 1)
    first = rake(people, margins, base_weights=base)["weights"]
    assert rake(people, margins, base_weights=base * scale)["weights"] == pytest.approx(
        first, rel=1e-9
    )


@QUICK
@given(respondents(), st.integers(2, 4))
def test_every_row_twice_with_twice_the_totals_gives_the_same_weights(
    case: Case, times: int
) -> None:
    people, margins = case
    more = pd.concat([people] * times, ignore_index=True)
    totals = {column: total * times for column, total in margins.items()}
    first = rake(people, margins, collapse_below=0)["weights"]
    assert rake(more, totals, collapse_below=0)["weights"] == pytest.approx(
        np.tile(first, times), rel=1e-9
    )


@QUICK
@given(respondents())
def test_raking_again_to_the_same_margins_changes_nothing(case: Case) -> None:
    people, margins = case
    first = rake(people, margins)["weights"]
    assert rake(people, margins, base_weights=first)["weights"] == pytest.approx(first, rel=1e-9)


@QUICK
@given(respondents(), st.integers(1, 30))
def test_no_class_of_too_few_is_left_where_another_can_take_it(case: Case, least: int) -> None:
    people, margins = case
    found = rake(people, margins, collapse_below=least)
    for _, table in found["residuals"].groupby("column"):
        assert len(table) == 1 or table["respondents"].min() >= least
        assert table["respondents"].sum() == len(people)
    assert (found["collapsed"]["class"].map(str).str.len() > 0).all()


@QUICK
@given(st.lists(st.floats(0.001, 1000), min_size=1, max_size=50), st.floats(0.01, 100))
def test_the_effect_of_weights_does_not_depend_on_their_scale(
    weights: list[float], scale: float
) -> None:
    effect = design_effect(weights)
    assert 1 - 1e-12 <= effect <= len(weights) + 1e-9
    assert design_effect(np.array(weights) * scale) == pytest.approx(effect)
    assert effect * effective_n(weights) == pytest.approx(len(weights))
