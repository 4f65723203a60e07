"""Raking: margins met, few respondents merged, odd margins refused by name."""

import math

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.weights import design_effect, effective_n, rake

PEOPLE = pd.DataFrame({"place": list("AAAABBBB"), "own": list("jnnnjjjn")})
TOTALS = {"place": pd.Series({"A": 60, "B": 40}), "own": pd.Series({"j": 30, "n": 70})}


def raked(people: pd.DataFrame = PEOPLE, totals: dict = TOTALS, **options):
    return rake(people, totals, **({"collapse_below": 0} | options))


def reached(people: pd.DataFrame, weights: np.ndarray, column: str) -> dict[str, float]:
    return pd.Series(weights).groupby(people[column].to_numpy()).sum().to_dict()


def test_raked_weights_add_up_to_every_margin() -> None:
    found = raked()
    for column, totals in TOTALS.items():
        assert reached(PEOPLE, found["weights"], column) == pytest.approx(
            totals.to_dict(), rel=1e-11
        )
    assert found["converged"] is True
    assert 1 < found["rounds"] < 100


def test_raking_keeps_the_odds_ratio_it_started_from() -> None:
    found = raked()["weights"]
    mass = {cell: found[(PEOPLE["place"] + PEOPLE["own"]) == cell].sum() for cell in
            ("Aj", "An", "Bj", "Bn")}  # fmt: skip
    assert mass["Aj"] * mass["Bn"] / mass["An"] / mass["Bj"] == pytest.approx(1 * 1 / 3 / 3)


def test_one_margin_is_poststratification() -> None:
    found = raked(totals={"place": TOTALS["place"]})
    assert found["weights"].tolist() == [15.0] * 4 + [10.0] * 4
    assert found["rounds"] == 2


def test_base_weights_are_scaled_in_proportion_within_a_cell() -> None:
    base = [1, 1, 2, 3, 1, 1, 1, 1]
    found = raked(base_weights=base)
    assert reached(PEOPLE, found["weights"], "own") == pytest.approx({"j": 30, "n": 70})
    assert found["weights"][2:4] / found["weights"][1] == pytest.approx([2, 3])
    scaled = raked(base_weights=np.array(base) * 7.5)
    assert scaled["weights"] == pytest.approx(found["weights"], rel=1e-12)


def test_a_respondent_without_base_weight_keeps_none() -> None:
    found = raked(base_weights=[1, 0, 1, 1, 1, 1, 1, 1])
    assert found["weights"][1] == 0
    assert reached(PEOPLE, found["weights"], "place") == pytest.approx({"A": 60, "B": 40})


def test_the_same_rows_in_another_order_get_the_same_weights() -> None:
    order = np.array([3, 1, 0, 2, 7, 6, 5, 4])
    assert raked(PEOPLE.iloc[order])["weights"] == pytest.approx(
        raked()["weights"][order], rel=1e-12
    )


def test_the_residuals_tell_how_far_each_class_ended() -> None:
    table = raked()["residuals"]
    assert table.columns.tolist() == [
        "column", "class", "respondents", "target", "reached", "residual",
    ]  # fmt: skip
    assert table["column"].tolist() == ["place", "place", "own", "own"]
    assert table.index.tolist() == [0, 1, 2, 3]
    assert table["class"].tolist() == ["A", "B", "j", "n"]
    assert table["respondents"].tolist() == [4, 4, 4, 4]
    assert table["target"].tolist() == [60, 40, 30, 70]
    assert table["reached"].tolist() == pytest.approx([60, 40, 30, 70])
    assert table["residual"].tolist() == pytest.approx([0, 0, 0, 0], abs=1e-9)


def test_margins_nobody_can_meet_are_reported_not_hidden() -> None:
    people = pd.DataFrame({"place": list("AABB"), "own": list("jjnn")})
    found = raked(people)
    assert found["converged"] is False
    assert found["rounds"] == 1000
    table = found["residuals"].set_index(["column", "class"])["residual"]
    assert table["place"].tolist() == pytest.approx([-30, 30])
    assert table["own"].tolist() == pytest.approx([0, 0])


def test_the_cells_describe_the_rows() -> None:
    found = raked(base_weights=[1, 1, 1, 2, 1, 1, 1, 1])
    assert found["cell_classes"][found["cells"]].tolist() == [
        [0, 0], [0, 1], [0, 1], [0, 1], [1, 0], [1, 0], [1, 0], [1, 1],
    ]  # fmt: skip
    assert found["cell_base"][found["cells"]].tolist() == [1, 1, 1, 2, 1, 1, 1, 1]
    assert [totals.tolist() for totals in found["cell_targets"]] == [[60, 40], [30, 70]]


def test_classes_of_few_respondents_are_merged_smallest_first_and_logged() -> None:
    people = pd.DataFrame({"place": ["A"] * 6 + ["B"] * 2 + ["C"] * 5 + ["D"] * 1 + ["E"] * 3})
    totals = {"place": pd.Series({"A": 50, "B": 10, "C": 20, "D": 15, "E": 5})}
    found = rake(people, totals)
    assert found["collapsed"].to_dict("list") == {
        "column": ["place"] * 3,
        "class": ["B", "D", "E"],
        "respondents": [2, 1, 3],
        "into": ["B+D+E"] * 3,
    }
    assert found["weights"][:6].tolist() == [50 / 6] * 6
    assert found["weights"][[6, 7, 13, 14]].tolist() == [5.0] * 4
    assert found["residuals"]["class"].tolist() == ["A", "B+D+E", "C"]
    assert found["residuals"]["respondents"].tolist() == [6, 6, 5]
    assert found["residuals"]["target"].tolist() == [50, 30, 20]
    assert found["residuals"].index.tolist() == [0, 1, 2]
    assert rake(people, totals, collapse_below=0)["collapsed"].columns.tolist() == [
        "column", "class", "respondents", "into",
    ]  # fmt: skip


def test_five_respondents_are_enough_and_four_are_not() -> None:
    people = pd.DataFrame({"place": ["A"] * 5 + ["B"] * 5 + ["C"] * 4})
    totals = {"place": pd.Series({"A": 50, "B": 30, "C": 20})}
    assert rake(people, totals)["collapsed"]["class"].tolist() == ["A", "C"]
    assert rake(people, totals, collapse_below=4)["collapsed"].empty
    assert rake(people.iloc[:10], {"place": pd.Series({"A": 50, "B": 30})})["collapsed"].empty


def test_merging_stops_when_one_class_is_left() -> None:
    found = rake(PEOPLE.iloc[[0, 4]], {"place": TOTALS["place"]}, collapse_below=5)
    assert found["weights"].tolist() == [50.0, 50.0]
    assert found["collapsed"]["into"].tolist() == ["A+B", "A+B"]


def test_a_class_of_nobody_and_a_total_of_nothing_is_left_alone() -> None:
    last = {"place": pd.Series({"A": 60, "B": 40, "C": 0})}
    assert raked(totals=last)["weights"].tolist() == [15.0] * 4 + [10.0] * 4
    assert raked(totals=last, base_weights=[1] * 8)["weights"][0] == 15
    assert raked(totals=last)["residuals"]["reached"].tolist() == [60, 40, 0]
    totals = {"place": pd.Series({"C": 0, "A": 60, "B": 40})}
    assert raked(totals=totals)["weights"].tolist() == [15.0] * 4 + [10.0] * 4
    people = pd.DataFrame({"place": list("ABBBBBB")})
    assert rake(people, totals)["collapsed"]["class"].tolist() == ["A", "B"]


TURNS = np.arange(90)
SKEWED = pd.DataFrame(
    {name: np.array(list("aaaaaaabbc"))[(TURNS * step // 7) % 10]
     for name, step in (("x", 7), ("y", 2), ("z", 17))}
)  # fmt: skip
FAR = {c: pd.Series({"a": 500, "b": 285, "c": 200}) for c in "xyz"}


def test_heavy_weights_are_trimmed_to_the_cap_and_raked_again() -> None:
    free, capped = rake(SKEWED, FAR), rake(SKEWED, FAR, cap=4)
    mean = 985 / 90
    assert free["weights"].max() / mean > 6
    assert capped["weights"].max() / mean == pytest.approx(4, rel=1e-5)
    assert capped["converged"] is True
    assert capped["rounds"] > free["rounds"]
    for column in "xyz":
        assert reached(SKEWED, capped["weights"], column) == pytest.approx(
            FAR[column].to_dict(), rel=1e-10
        )
    assert design_effect(capped["weights"]) < design_effect(free["weights"])


def test_a_cap_that_binds_nobody_changes_nothing() -> None:
    assert raked(cap=50)["weights"].tolist() == raked()["weights"].tolist()


def test_a_cap_nobody_can_keep_is_reported_and_the_margins_hold() -> None:
    found = rake(SKEWED, FAR, cap=2)
    assert found["converged"] is False
    assert found["rounds"] > 1000
    assert found["weights"].max() < rake(SKEWED, FAR)["weights"].max()
    assert found["weights"].min() > 2
    for column in "xyz":
        assert reached(SKEWED, found["weights"], column) == pytest.approx(
            FAR[column].to_dict(), rel=1e-10
        )


@pytest.mark.parametrize("cap", [1, 0.5, -2])
def test_a_cap_below_the_mean_weight_is_refused(cap: float) -> None:
    with pytest.raises(ValueError, match=f"^cap must be more than 1 times .* not {cap}"):
        raked(cap=cap)


def test_categories_may_come_in_any_order_and_go_unused() -> None:
    shuffled = PEOPLE.assign(
        place=pd.Categorical(PEOPLE["place"], ["X", "B", "A"]),
        own=pd.Categorical(PEOPLE["own"], ["j", "n"]),
    )
    assert raked(shuffled)["weights"].tolist() == raked()["weights"].tolist()


def test_classes_may_be_numbers_or_truth_values() -> None:
    people = PEOPLE.assign(place=(PEOPLE["place"] == "A"), own=[1, 2, 2, 2, 1, 1, 1, 2])
    totals = {"place": {True: 60, False: 40}, "own": {1: 30, 2: 70}}
    assert raked(people, totals)["weights"] == pytest.approx(raked()["weights"], rel=1e-11)


def test_many_margins_of_many_classes_need_no_table_of_all_combinations() -> None:
    rng = np.random.default_rng(1)
    people = pd.DataFrame({f"m{i}": rng.integers(0, 40, 400) for i in range(8)})
    totals = {c: people[c].value_counts() * 3.0 for c in people}
    found = rake(people, totals, collapse_below=0)
    assert found["weights"] == pytest.approx(np.full(400, 3.0))
    assert len(found["cell_base"]) == len(people.drop_duplicates())


def test_more_combinations_than_can_be_numbered_are_refused() -> None:
    people = pd.DataFrame({f"m{i}": np.arange(40) for i in range(13)})
    totals = {c: pd.Series(1.0, index=range(40)) for c in people}
    with pytest.raises(ValueError, match=r"^too many combinations of classes"):
        rake(people, totals, collapse_below=0)


def test_columns_without_a_margin_do_not_matter() -> None:
    assert raked(PEOPLE.assign(extra=range(8)))["weights"].tolist() == raked()["weights"].tolist()


@pytest.mark.parametrize(
    ("totals", "message"),
    [
        ({}, "no margin to rake to"),
        ({"place": pd.Series({"A": 0, "B": 0})}, "class 'A' of 'place' has 4 respondents"),
        ({"age": pd.Series({"A": 1})}, "margin 'age' is not a column of the classes"),
        (TOTALS | {"own": pd.Series({"j": 30, "n": 80})},
         "margins do not add up: 'place' to 100, 'own' to 110"),
        (TOTALS | {"own": pd.Series({"j": 30, "n": 70.0001})}, "margins do not add up"),
        (TOTALS | {"place": pd.Series({"A": 50, "B": 40, "C": 10})},
         "class 'C' of 'place' has 0 respondents and a total of 10"),
        (TOTALS | {"place": pd.Series({"A": 100, "B": 0})},
         "class 'B' of 'place' has 4 respondents and a total of 0"),
        (TOTALS | {"place": pd.Series({"A": 110, "B": -10})}, "total of 'place' 'B' is -10"),
        (TOTALS | {"place": pd.Series({"A": 110, "B": None})}, "total of 'place' 'B' is nan"),
        (TOTALS | {"place": pd.Series({"A": 100})},
         r"class of 'place' has a class without total \(item 4\)"),
        (TOTALS | {"place": pd.Series([50, 10, 40], index=list("AAB"))},
         "margin 'place' names a class twice"),
    ],
)  # fmt: skip
def test_margins_that_do_not_fit_are_refused_by_name(totals: dict, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        raked(totals=totals)


def test_nobody_cannot_be_weighted() -> None:
    with pytest.raises(ValueError, match=r"^the margins add up to nothing"):
        rake(PEOPLE.iloc[:0], {"place": pd.Series({"A": 0, "B": 0})})
    with pytest.raises(ValueError, match=r"^class 'A' of 'place' has 0 respondents"):
        rake(PEOPLE.iloc[:0], TOTALS)


def test_shares_must_add_up_as_exactly_as_counts() -> None:
    shares = {"place": pd.Series({"A": 0.6, "B": 0.4}), "own": pd.Series({"j": 0.3, "n": 0.7})}
    assert raked(totals=shares)["weights"].sum() == pytest.approx(1)
    shares["own"] = pd.Series({"j": 0.3, "n": 0.700000005})
    with pytest.raises(ValueError, match=r"^margins do not add up"):
        raked(totals=shares)


def test_a_share_without_base_weight_is_refused_as_a_count_is() -> None:
    shares = {"place": pd.Series({"A": 0.6, "B": 0.4})}
    with pytest.raises(ValueError, match=r"^class 'A' of 'place' has no base weight"):
        raked(totals=shares, base_weights=[0] * 4 + [1] * 4)


def test_totals_that_differ_by_rounding_only_are_accepted() -> None:
    totals = TOTALS | {"own": pd.Series({"j": 30, "n": 70 * (1 + 1e-11)})}
    assert raked(totals=totals)["weights"].sum() == pytest.approx(100)


def test_a_missing_class_is_refused_by_its_row() -> None:
    people = PEOPLE.assign(own=["j", None, *"nnjjjn"]).set_index(pd.Index(list("stuvwxyz")))
    with pytest.raises(ValueError, match=r"^class of 'own' is missing \(item 't'\)"):
        raked(people)
    turned = people.assign(own=pd.Categorical(people["own"], ["n", "x", "j"]))
    with pytest.raises(ValueError, match=r"^class of 'own' is missing \(item 't'\)"):
        raked(turned)


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ([1, 1, -1, 1, 1, 1, 1, 1], r"base weight -1 cannot be used \(item 2\)"),
        ([1, 1, 1, math.nan, 1, 1, 1, 1], r"base weight nan cannot be used \(item 3\)"),
        ([1, math.inf, 1, 1, 1, 1, 1, 1], r"base weight inf cannot be used \(item 1\)"),
        ([1] * 7, "different numbers of rows: {'classes': 8, 'base_weights': 7}"),
        ([0, 0, 0, 0, 1, 1, 1, 1], "class 'A' of 'place' has no base weight"),
        (pd.Series(1, index=range(1, 9)), "rows of 'base_weights' are not in the order of"),
    ],
)
def test_base_weights_that_cannot_be_used_are_refused(base: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        raked(base_weights=base)


@pytest.mark.parametrize(
    ("weights", "effect", "number"),
    [
        ([2, 2, 2, 2], 1.0, 4.0),
        ([1, 3], 1.25, 1.6),
        ([1, 3, 0, math.nan], 1.25, 1.6),
        (pd.Series([1, 1, 2]), 1.125, 3 / 1.125),
        ([5], 1.0, 1.0),
    ],
)
def test_unequal_weights_cost_what_kish_says(
    weights: list[float], effect: float, number: float
) -> None:
    assert design_effect(weights) == pytest.approx(effect, rel=1e-15)
    assert effective_n(weights) == pytest.approx(number, rel=1e-15)
    assert isinstance(design_effect(weights), float)


@pytest.mark.parametrize("measure", [design_effect, effective_n])
def test_no_weight_at_all_is_missing_and_a_negative_one_is_refused(measure) -> None:
    assert math.isnan(measure([]))
    assert math.isnan(measure([0, math.nan]))
    with pytest.raises(ValueError, match=r"^negative weight -1 \(item 'b'\)"):
        measure(pd.Series([1, -1], index=["a", "b"]))


def test_a_column_that_is_there_twice_is_refused() -> None:
    twice = pd.DataFrame([["x", "p"]] * 3, columns=["a", "a"])
    with pytest.raises(ValueError, match=r"^the classes have column 'a' twice$"):
        rake(twice, {"a": pd.Series({"x": 3})})
