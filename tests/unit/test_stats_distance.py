"""Representativeness: distances that can be counted on paper, and what is refused."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.distance import dissimilarity, r_indicator


def test_mendels_peas_fit_as_every_textbook_says() -> None:
    found = dissimilarity([315, 108, 101, 32], [9, 3, 3, 1])
    assert (round(found["chi2"], 2), found["df"], round(found["p"], 3)) == (0.47, 3, 0.925)
    assert found["n"] == 556


def test_the_index_is_the_part_that_would_have_to_change_class() -> None:
    assert dissimilarity([5, 5], [10, 30])["estimate"] == 0.25
    assert dissimilarity([7, 0, 0], [1, 3, 3])["estimate"] == pytest.approx(6 / 7)
    assert dissimilarity([1, 3], [10, 30])["estimate"] == 0


def test_classes_are_matched_by_name() -> None:
    group = pd.Series({"B": 5, "A": 15})
    reference = pd.Series({"A": 30, "B": 30, "C": 40})
    found = dissimilarity(group, reference)
    assert found["estimate"] == pytest.approx((0.45 + 0.05 + 0.4) / 2)
    assert found["chi2"] == pytest.approx(81 / 6 + 1 / 6 + 64 / 8)
    assert found["df"] == 2


def test_one_series_alone_is_matched_by_place() -> None:
    expected = dissimilarity([5, 15], [30, 30])
    assert dissimilarity(pd.Series({"B": 5, "A": 15}), [30, 30]) == expected
    assert dissimilarity([5, 15], pd.Series({"B": 30, "A": 30})) == expected


def test_a_class_the_reference_lacks_as_well_does_not_count() -> None:
    found = dissimilarity([5, 5, 0], [10, 30, 0])
    assert found["df"] == 1
    assert found["chi2"] == pytest.approx(2.5**2 / 2.5 + 2.5**2 / 7.5)


def test_a_part_of_the_reference_is_less_free_to_differ() -> None:
    free, bound = (dissimilarity([5, 5], [10, 30], population=n) for n in (None, 40))
    assert bound["chi2"] == pytest.approx(free["chi2"] * 39 / 30)
    assert bound["p"] < free["p"]
    slight = dissimilarity([6, 14], [10, 30], population=40)
    assert slight["chi2"] == pytest.approx((1 / 5 + 1 / 15) * 39 / 20)
    beyond = dissimilarity([20, 20], [10, 30], population=40)
    assert (beyond["chi2"], beyond["p"]) == (math.inf, 0)
    whole = dissimilarity([10, 30], [10, 30], population=40)
    assert (whole["estimate"], whole["chi2"], whole["p"]) == (0, 0, 1)


def test_one_class_leaves_nothing_to_test() -> None:
    found = dissimilarity([5], [10])
    assert (found["estimate"], found["df"]) == (0, 0)
    assert math.isnan(found["p"])


def test_an_empty_group_is_missing_not_alike() -> None:
    found = dissimilarity([0, 0], [10, 30])
    assert found["n"] == 0
    assert np.isnan([found[name] for name in ("estimate", "chi2", "df", "p")]).all()


@pytest.mark.parametrize(
    ("observed", "reference", "options", "message"),
    [
        ([1, 2], [0, 0], {}, "the reference is empty"),
        ([1, 2], [4, 0], {}, r"2 in the group, none in the reference \(item 1\)"),
        ([2, 1], [4, 0], {}, r"1 in the group, none in the reference \(item 1\)"),
        ([1, -2], [4, 4], {}, r"-2 is no count \(item 1\)"),
        ([1, 2], [4, math.nan], {}, r"nan is no count \(item 1\)"),
        ([1, 2], [4, math.inf], {}, r"inf is no count \(item 1\)"),
        ([1, 2], [4, 4, 4], {}, "2 classes in the group, 3 in the reference"),
        ([[1, 2]], [[4, 4]], {}, "2 classes in the group, 2 in the reference"),
        (pd.Series({"A": 1, "X": 2}), pd.Series({"A": 4}), {}, "class 'X' is not in the reference"),
        (pd.Series({"A": -1}), pd.Series({"A": 4}), {}, r"-1 is no count \(item 'A'\)"),
        ([4, 2], [4, 4], {"population": 5}, "the group exceeds the population: 6 of 5"),
    ],
)
def test_counts_that_do_not_fit_are_refused_by_name(
    observed: Any, reference: Any, options: dict, message: str
) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        dissimilarity(observed, reference, **options)


PLACE = pd.DataFrame({"place": ["A"] * 4 + ["B"] * 4})


def test_a_population_of_one_is_one_and_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="population must be positive"):
        dissimilarity([1, 1], [3, 3], population=0)
    assert dissimilarity([1, 0], [1, 1], population=1)["n"] == 1


def test_equal_response_everywhere_is_fully_representative() -> None:
    found = r_indicator([1, 1, 0, 0, 1, 0, 1, 0], PLACE)
    assert found["estimate"] == pytest.approx(1)
    assert found["max_bias"] == pytest.approx(0, abs=1e-12)
    assert found["response_rate"] == 0.5


def test_one_trait_gives_the_spread_of_its_response_rates() -> None:
    found = r_indicator([1, 1, 1, 0, 1, 0, 0, 0], PLACE)
    spread = math.sqrt(8 * 0.25**2 / 7)
    assert found == pytest.approx(
        {"estimate": 1 - 2 * spread, "response_rate": 0.5, "spread": spread,
         "max_bias": spread / 0.5, "n": 8}
    )  # fmt: skip
    assert {type(value) for value in found.values()} == {float}


def test_classes_where_all_or_none_answered_are_no_obstacle() -> None:
    found = r_indicator([1, 1, 1, 1, 0, 0, 0, 0], PLACE)
    assert found["spread"] == pytest.approx(math.sqrt(8 * 0.25 / 7))
    found = r_indicator([1] * 8, PLACE)
    assert (found["estimate"], found["response_rate"]) == (pytest.approx(1), 1)


def test_the_parts_say_which_class_answers_less() -> None:
    found = r_indicator([1, 1, 1, 0, 1, 0, 0, 0, 1, 1], PLACE.reindex(range(10)), by_class=True)
    assert found.columns.tolist() == ["column", "class", "n", "response_rate", "partial"]
    assert found["column"].tolist() == ["place"] * 3
    assert found["class"].tolist()[:2] == ["A", "B"]
    assert pd.isna(found["class"][2])
    assert found["n"].tolist() == [4, 4, 2]
    assert found["response_rate"].tolist() == pytest.approx([0.75, 0.25, 1])
    assert found["partial"].tolist() == pytest.approx(
        [math.sqrt(0.4) * 0.15, -math.sqrt(0.4) * 0.35, math.sqrt(0.2) * 0.4]
    )


def test_a_class_nobody_is_in_has_no_part() -> None:
    place = pd.DataFrame({"place": pd.Categorical(["A", "A", "B", "B"], ["A", "B", "C"])})
    found = r_indicator([1, 0, 1, 0], place, by_class=True)
    assert found["class"].tolist() == ["A", "B"]
    assert found.index.tolist() == [0, 1]


def test_two_traits_are_fitted_side_by_side_without_interaction() -> None:
    classes = pd.DataFrame({"a": list("xxxxyyyy") * 3, "b": list("ppqqppqq") * 3})
    answered = [1, 0, 1, 1, 0, 0, 1, 0] * 2 + [1, 1, 0, 1, 0, 0, 0, 0]
    found = r_indicator(answered, classes, by_class=True)
    assert found.index.tolist() == [0, 1, 2, 3]
    for trait in ("a", "b"):
        rates = pd.Series(answered).groupby(classes[trait]).mean()
        ours = found[found["column"] == trait].set_index("class")["response_rate"]
        assert ours.to_dict() == pytest.approx(rates.to_dict())
    both = r_indicator(answered, classes)["estimate"]
    assert both < min(r_indicator(answered, classes[[trait]])["estimate"] for trait in ("a", "b"))


def test_without_traits_everyone_is_equally_likely() -> None:
    assert r_indicator([1, 0], pd.DataFrame(index=range(2)))["estimate"] == 1
    assert math.isnan(r_indicator([1], pd.DataFrame({"a": ["x"]}))["estimate"])


@pytest.mark.parametrize(
    ("responded", "message"),
    [
        ([0] * 8, "nobody responded"),
        ([1] * 7, "different numbers of rows: {'responded': 7, 'classes': 8}"),
        ([1, 2, *[0] * 6], r"response is 2 \(item 1\)"),
        ([1, None, *[0] * 6], r"response is nan \(item 1\)"),
        (
            pd.Series([3, *[0] * 7], index=list("stuvwxyz")),
            "rows of 'classes' are not in the order of 'responded'",
        ),
    ],
)
def test_responses_that_do_not_fit_are_refused(responded: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        r_indicator(responded, PLACE)


@pytest.mark.parametrize("observed", ["ab", "aa"])
def test_a_class_that_is_there_twice_is_refused(observed: str) -> None:
    reference = pd.Series([3, 4], index=list("aa" if observed == "ab" else "ab"))
    with pytest.raises(ValueError, match=r"^class 'a' is there twice$"):
        dissimilarity(pd.Series([1, 2], index=list(observed)), reference)


def test_a_trait_that_is_there_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^the classes have column 'a' twice$"):
        r_indicator([1, 0], pd.DataFrame([["x", "p"], ["y", "p"]], columns=["a", "a"]))
