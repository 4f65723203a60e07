"""Survey estimates on samples small enough to work out by hand."""

import math
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats import _shares, survey, weights
from pijler_analysis.stats._design import raking_stretch

NAN = float("nan")
T_AT_3 = 3.182446305284263  # 97.5 % of Student's t
T_AT_10 = 2.228138851964939


def spread(sums: list[float]) -> float:
    """Sum of squares from the mean."""
    middle = sum(sums) / len(sums)
    return sum((value - middle) ** 2 for value in sums)


def same(found: Any, expected: Any) -> None:
    """Frames (or dicts) of equal numbers; rounding noise on certain shares does not count."""
    for name in ("estimate", "se", "low", "high", "df", "n"):
        assert np.asarray(found[name], float) == pytest.approx(
            np.asarray(expected[name], float), rel=1e-9, abs=1e-9, nan_ok=True
        )
    for name in ("deff", "effective_n"):
        ours, theirs = (np.nan_to_num(np.asarray(x[name], float)) for x in (found, expected))
        certain = (theirs > 1e9) | (theirs < 1e-9)
        assert ours[~certain] == pytest.approx(theirs[~certain], rel=1e-9)


# --- means, totals and ratios by hand


def test_a_mean_of_a_simple_sample_follows_the_textbook() -> None:
    found = survey.mean([3, 4, 5, 4], population=20)
    se = math.sqrt((1 - 4 / 20) * (2 / 3) / 4)
    assert found == pytest.approx(
        {"estimate": 4, "se": se, "low": 4 - T_AT_3 * se, "high": 4 + T_AT_3 * se,
         "df": 3, "deff": 1, "n": 4}
    )  # fmt: skip
    assert {type(value) for value in found.values()} == {float}


def test_without_population_no_correction_is_made() -> None:
    assert survey.mean([3, 4, 5, 4])["se"] == pytest.approx(math.sqrt(2 / 3 / 4))
    assert survey.total([3, 4, 5, 4])["estimate"] == 16


def test_the_total_blows_up_to_the_population() -> None:
    found = survey.total([3, 4, 5, 4], population=20)
    assert found["estimate"] == 80
    assert found["se"] == pytest.approx(20 * math.sqrt((1 - 4 / 20) * (2 / 3) / 4))
    assert (found["df"], found["n"]) == (3, 4)
    assert found["deff"] == pytest.approx(1)


def test_weights_make_a_weighted_mean_with_a_linearised_error() -> None:
    y, w = [2, 4, 9, 1], [1, 2, 3, 4]
    middle = (2 + 8 + 27 + 4) / 10
    u = [weight * (value - middle) / 10 for value, weight in zip(y, w, strict=True)]
    found = survey.mean(y, weights=w)
    assert found["estimate"] == pytest.approx(middle)
    assert found["se"] == pytest.approx(math.sqrt(4 / 3 * spread(u)))
    variance = sum(q * (v - middle) ** 2 for v, q in zip(y, w, strict=True)) / 10 * 4 / 3
    assert found["deff"] == pytest.approx(found["se"] ** 2 / (variance / 4))
    bigger = survey.mean(y, weights=[10, 20, 30, 40])
    assert bigger == pytest.approx(found)


def test_strata_are_weighted_by_their_size_and_corrected_each() -> None:
    y, strata = [1, 2, 6, 10, 11, 15, 16], list("aaabbbb")
    found = survey.mean(y, strata=strata, population={"a": 30, "b": 10, "c": 99})
    assert found["estimate"] == pytest.approx((30 * 3 + 10 * 13) / 40)
    variance = (30 / 40) ** 2 * (1 - 3 / 30) * spread([1, 2, 6]) / 2 / 3 + (10 / 40) ** 2 * (
        1 - 4 / 10
    ) * spread([10, 11, 15, 16]) / 3 / 4
    assert found["se"] == pytest.approx(math.sqrt(variance))
    assert found["df"] == 5
    found = survey.total(y, strata=strata, population=pd.Series({"a": 30, "b": 10}))
    assert found["estimate"] == pytest.approx(30 * 3 + 10 * 13)
    assert found["se"] == pytest.approx(40 * math.sqrt(variance))


def test_a_stratum_asked_in_full_adds_no_variance() -> None:
    y, strata = [1, 2, 6, 10], list("aaab")
    found = survey.total(y, strata=strata, population={"a": 30, "b": 1})
    assert found["estimate"] == pytest.approx(100)
    assert found["se"] == pytest.approx(30 * math.sqrt(0.9 * spread([1, 2, 6]) / 2 / 3))


def test_clusters_vary_as_wholes() -> None:
    y, clusters = [1, 2, 6, 10, 11, 15], list("pqpqrr")
    found = survey.total(y, clusters=clusters, weights=[2] * 6, population=12)
    assert found["estimate"] == 90
    assert found["se"] == pytest.approx(math.sqrt((1 - 3 / 12) * 3 / 2 * spread([14, 24, 52])))
    assert (found["df"], found["n"]) == (2, 6)
    found = survey.mean(y, clusters=clusters)
    u = [(7 - 15) / 6, (12 - 15) / 6, (26 - 15) / 6]
    assert found["se"] == pytest.approx(math.sqrt(3 / 2 * spread(u)))


def test_clusters_are_drawn_so_their_number_gives_the_weight() -> None:
    assert survey.total([1, 2, 6], clusters=list("ppq"), population=10)["estimate"] == 45


def test_a_ratio_of_two_totals() -> None:
    y, x = [2, 4, 9], [1, 2, 3]
    found = survey.ratio(y, x, population=10)
    u = [(2 - 2.5) / 6, (4 - 5) / 6, (9 - 7.5) / 6]
    assert found["estimate"] == 2.5
    assert found["se"] == pytest.approx(math.sqrt((1 - 3 / 10) * 3 / 2 * spread(u)))
    assert found["deff"] == pytest.approx(1)


def test_a_row_lacking_either_side_leaves_the_ratio() -> None:
    found = survey.ratio([2, 4, 9, 5, NAN], [1, 2, 3, NAN, 8], population=10)
    assert found["estimate"] == 2.5
    assert found["n"] == 3


def test_a_missing_answer_leaves_the_mean_as_a_domain_does() -> None:
    found = survey.mean([3, 4, 5, NAN], population=20)
    u = [-1 / 3, 0, 1 / 3, 0]
    assert found["estimate"] == 4
    assert found["se"] == pytest.approx(math.sqrt((1 - 4 / 20) * 4 / 3 * spread(u)))
    assert (found["df"], found["n"]) == (2, 3)


def test_a_missing_answer_adds_nothing_to_a_total() -> None:
    assert survey.total([3, 4, 5, None], population=20)["estimate"] == 60


def test_a_respondent_without_weight_is_no_answer() -> None:
    found = survey.mean([3, 4, 5, 99], weights=[1, 1, 1, 0])
    assert found["estimate"] == 4
    assert (found["df"], found["n"]) == (2, 3)


# --- domains


def test_a_domain_keeps_the_whole_design() -> None:
    y, group = [1, 2, 6, 10, 11], pd.Series(["x", "y", "x", "y", "x"])
    found = survey.mean(y, population=50, by=group)
    assert found.columns.tolist() == ["group", "estimate", "se", "low", "high", "df", "deff", "n"]
    assert found["group"].tolist() == ["x", "y"]
    u = [(1 - 6) / 3, 0, 0, 0, (11 - 6) / 3]
    assert found["estimate"].tolist() == [6, 6]
    assert found["se"][0] == pytest.approx(math.sqrt((1 - 5 / 50) * 5 / 4 * spread(u)))
    assert found["df"].tolist() == [2, 1]
    assert found["n"].tolist() == [3, 2]


def test_domain_totals_add_up() -> None:
    y, group = [1, 2, 6, 10, 11], ["x", "y", "x", "y", None]
    found = survey.total(y, population=50, by=group)
    assert found["estimate"].tolist() == [70, 120, 110]
    u = [10, 0, 60, 0, 0]
    assert found["se"][0] == pytest.approx(math.sqrt((1 - 5 / 50) * 5 / 4 * spread(u)))


def test_those_without_a_group_form_the_last_one() -> None:
    found = survey.mean([1, 2, 6], by=[None, "b", "a"])
    assert found["group"].tolist()[:2] == ["a", "b"]
    assert pd.isna(found["group"].tolist()[2])
    assert found["estimate"].tolist() == [6, 2, 1]


def test_categories_keep_their_order_and_an_empty_one_is_missing() -> None:
    group = pd.Categorical(["lo", "hi", "hi"], ["lo", "mid", "hi"])
    for found in (
        survey.mean([1, 0, 1], by=group),
        survey.total([1, 0, 1], by=group),
        survey.proportion([1, 0, 1], by=group),
    ):
        assert found["group"].tolist() == ["lo", "mid", "hi"]
        assert found["n"].tolist() == [1, 0, 2]
        assert found.loc[1, ["estimate", "se", "low", "high", "df"]].isna().all()


def test_several_items_come_one_row_per_item_and_group() -> None:
    y = pd.DataFrame({"site": [1, 0, 1], "help": [NAN, 0, 0]})
    found = survey.proportion(y, by=["a", "a", "b"])
    assert found["item"].tolist() == ["site", "site", "help", "help"]
    assert found["group"].tolist() == ["a", "b", "a", "b"]
    assert found["estimate"].tolist() == [0.5, 1, 0, 0]
    assert survey.mean(y)["item"].tolist() == ["site", "help"]
    assert "group" not in survey.mean(y)
    assert survey.mean(y.to_numpy())["item"].tolist() == [0, 1]


def test_two_answers_leave_one_degree_of_freedom() -> None:
    found = survey.mean([3, 5])
    assert found["high"] - found["estimate"] == pytest.approx(12.706204736174694)  # qt(.975, 1)


def test_answers_may_be_missing_in_a_column_of_objects() -> None:
    found = survey.mean(pd.Series([3, pd.NA, 5], dtype=object))
    assert (found["estimate"], found["n"]) == (4, 2)


def test_one_answer_alone_has_no_error_and_no_interval() -> None:
    for found in (survey.mean([7.0]), survey.mean([7.0], population=30)):
        assert found["estimate"] == 7
        assert np.isnan([found[name] for name in ("se", "low", "high")]).all()
    found = survey.mean([7, 1, 2], by=["a", "b", "b"], population=30)
    assert found.loc[0, ["se", "low", "high"]].isna().all()
    assert found.loc[1, "se"] > 0


def test_one_answer_of_a_population_of_one_is_certain() -> None:
    found = survey.proportion([1], population=1)
    assert (found["se"], found["low"], found["high"]) == (0, 1, 1)
    assert survey.mean([7], population=1)["se"] == 0


# --- shares


def test_wilson_stands_on_the_effective_number_of_answers() -> None:
    found = survey.proportion([1, 0, 0, 0], population=20)
    v = (1 - 4 / 20) * (0.25 * 0.75) / 3
    n = 0.25 * 0.75 / v
    ratio = T_AT_3**2 / n
    middle = (0.25 + ratio / 2) / (1 + ratio)
    half = math.sqrt(ratio * 0.25 * 0.75 + ratio**2 / 4) / (1 + ratio)
    assert found["effective_n"] == pytest.approx(n)
    assert found["se"] == pytest.approx(math.sqrt(v))
    assert (found["low"], found["high"]) == pytest.approx((middle - half, middle + half))
    assert (found["method"], found["df"], found["n"]) == ("wilson", 3, 4)


@pytest.mark.parametrize("says", [0, 1])
def test_where_all_say_the_same_kish_counts_the_answers(says: int) -> None:
    found = survey.proportion([says] * 4, weights=[1, 1, 2, 2], population=20)
    n = 36 / 10 * 19 / 16
    assert found["effective_n"] == pytest.approx(n)
    width = T_AT_3**2 / n / (1 + T_AT_3**2 / n)
    assert (found["low"], found["high"]) == pytest.approx(
        (0, width) if not says else (1 - width, 1)
    )
    assert found["se"] == 0


def test_kish_without_a_population_has_no_correction() -> None:
    assert survey.proportion([0, 0], weights=[1, 3])["effective_n"] == pytest.approx(1.6)


@pytest.mark.parametrize("method", ["wilson", "logit", "korn-graubard", "wald"])
def test_a_census_leaves_nothing_uncertain(method: str) -> None:
    found = survey.proportion([1, 0, 1, 1], population=4, method=method)
    assert (found["low"], found["estimate"], found["high"]) == (0.75, 0.75, 0.75)
    found = survey.proportion([1, 1, 1, 1], population=4, method=method)
    assert (found["low"], found["high"], found["effective_n"]) == (1, 1, math.inf)


@pytest.mark.parametrize("method", ["wilson", "logit", "korn-graubard", "wald"])
def test_one_answer_alone_tells_nothing_about_a_share(method: str) -> None:
    found = survey.proportion([1], population=30, method=method)
    assert (found["estimate"], found["low"], found["high"]) == (1, 0, 1)
    assert math.isnan(found["se"])
    found = survey.proportion([1, 0, 1], by=["a", "b", "b"], method=method)
    assert (found["low"][0], found["high"][0]) == (0, 1)


def test_wald_and_logit_limits_by_hand() -> None:
    y = [1, 0, 0, 0]
    plain = survey.proportion(y, population=20, method="wald")
    se = plain["se"]
    assert plain["low"] == 0
    assert plain["high"] == pytest.approx(0.25 + T_AT_3 * se)
    half = survey.proportion([1, 1, 0, 0] * 9, method="wald")
    assert half["low"] == pytest.approx(0.5 - 2.030107928250343 * 0.5 / math.sqrt(35))
    logit = survey.proportion(y, population=20, method="logit")
    odds = math.log(1 / 3)
    for name, sign in (("low", -1), ("high", 1)):
        assert logit[name] == pytest.approx(
            1 / (1 + math.exp(-(odds + sign * T_AT_3 * se / 0.1875)))
        )
    for everyone in ([0, 0, 0], [1, 1, 1]):
        found = survey.proportion(everyone, method="logit")
        assert math.isnan(found["low"])
        assert math.isnan(found["high"])


def test_korn_graubard_is_clopper_pearson_when_the_sample_is_simple() -> None:
    found = survey.proportion([0] * 10, method="korn-graubard")
    assert found["low"] == 0
    assert found["high"] == pytest.approx(1 - 0.025**0.1)
    found = survey.proportion([1] * 10, method="korn-graubard")
    assert (found["low"], found["high"]) == (pytest.approx(0.025**0.1), 1)


def test_no_answer_at_all_is_missing_not_zero() -> None:
    for found in (
        survey.proportion([NAN, NAN], population=4),
        survey.mean([None, None], population=4),
        survey.total([None, None], population=4),
    ):
        assert found["n"] == 0
        assert np.isnan([found[k] for k in ("estimate", "se", "low", "high", "df")]).all()


@pytest.mark.parametrize("population", [None, 20, 0])
@pytest.mark.parametrize("estimate", [survey.mean, survey.total, survey.proportion])
def test_nobody_at_all_is_missing_too(estimate: Any, population: int | None) -> None:
    found = estimate([], population=population)
    assert found["n"] == 0
    assert math.isnan(found["estimate"])
    assert math.isnan(found["high"])


def test_truth_values_and_nullable_columns_are_answers() -> None:
    expected = survey.proportion([1, 0, 0, NAN])
    for y in (
        pd.Series([True, False, False, None], dtype="boolean"),
        pd.Series([1, 0, 0, None], dtype="Int64"),
        pd.Series([True, False, False, None], dtype=object),
    ):
        assert survey.proportion(y) == expected


def test_a_share_ends_at_one_and_two_answers_take_students_widest_quantile() -> None:
    assert survey.proportion([1] * 9 + [0], method="wald")["high"] == 1
    assert survey.mean([1, 3])["high"] == pytest.approx(2 + 12.706204736432095)  # R: qt(.975, 1)


# --- raking


CLASSES = pd.DataFrame({"place": list("AAAAAABBBBB"), "own": list("jjjnnnjjnnn")})
RAKED = weights.rake(CLASSES, {"place": pd.Series({"A": 300, "B": 700})})


def test_raked_weights_are_used_and_may_be_repeated() -> None:
    y = np.arange(11.0)
    found = survey.mean(y, raking=RAKED)
    assert found["estimate"] == pytest.approx(0.3 * 2.5 + 0.7 * 8)
    assert survey.mean(y, raking=RAKED, weights=RAKED["weights"]) == found


def test_what_the_margins_explain_is_certain() -> None:
    found = survey.proportion(CLASSES["place"] == "A", raking=RAKED, population=1000)
    assert found["estimate"] == pytest.approx(0.3)
    assert found["se"] == pytest.approx(0, abs=1e-12)
    assert (found["low"], found["high"]) == pytest.approx((0.3, 0.3))


def test_after_one_margin_the_error_is_that_of_poststratification() -> None:
    y = np.array([1, 2, 6, 10, 11, 15, 1, 1, 2, 3, 9.0])
    found = survey.mean(y, raking=RAKED, population=1000)
    a, b = y[:6], y[6:]
    u = [*(300 / 6 / 1000 * (a - a.mean())), *(700 / 5 / 1000 * (b - b.mean()))]
    assert found["se"] == pytest.approx(math.sqrt((1 - 11 / 1000) * 11 / 10 * spread(u)))


def test_residuals_are_weighted_by_the_base_weights() -> None:
    y, base = np.array([1, 2, 6, 10, 11, 15, 1, 1, 2, 3, 9.0]), np.arange(1, 12.0)
    raked = weights.rake(CLASSES, {"place": pd.Series({"A": 300, "B": 700})}, base_weights=base)
    found = survey.mean(y, raking=raked)
    a, b = slice(0, 6), slice(6, 11)
    u = []
    for part in (a, b):
        u += list(
            raked["weights"][part] / 1000 * (y[part] - np.average(y[part], weights=base[part]))
        )
    assert found["se"] == pytest.approx(math.sqrt(11 / 10 * spread(u)))


def test_after_raking_limits_are_wider_by_what_the_fit_took_from_the_residuals() -> None:
    y = np.array([1, 2, 6, 10, 11, 15, 1, 1, 2, 3, 9.0])
    found = survey.mean(y, raking=RAKED, population=1000)
    half = T_AT_10 * found["se"] * math.sqrt((11 - 1) / (11 - 2))  # two classes
    assert (found["low"], found["high"]) == pytest.approx(
        (found["estimate"] - half, found["estimate"] + half)
    )
    share = survey.proportion(y > 5, raking=RAKED, population=1000)
    for limit in (share["low"], share["high"]):  # Wilson's limits solve the score equation
        score = (share["estimate"] - limit) ** 2 / (limit * (1 - limit)) * share["effective_n"]
        assert score == pytest.approx(T_AT_10**2 * 10 / 9)


@pytest.mark.parametrize(
    ("columns", "base", "expected"),
    [
        (["place"], None, math.sqrt(10 / 9)),
        (["place", "own"], None, math.sqrt(10 / 8)),  # the second margin adds one class of its own
        (["place"], [0, *[1] * 10], math.sqrt(9 / 8)),  # who weighs nothing was not there
    ],
)
def test_the_classes_of_the_margins_count_once(
    columns: list[str], base: list[float] | None, expected: float
) -> None:
    margins = {"place": pd.Series({"A": 300, "B": 700}), "own": pd.Series({"j": 400, "n": 600})}
    raked = weights.rake(
        CLASSES[columns], {column: margins[column] for column in columns},
        base_weights=base, collapse_below=0,
    )  # fmt: skip
    assert raking_stretch(raked, all_asked=False) == pytest.approx(expected)


def test_margins_that_explain_everything_leave_nothing_to_judge_by_but_a_census() -> None:
    people = pd.DataFrame({"place": list("ABC")})
    raked = weights.rake(people, {"place": pd.Series([1, 1, 1], list("ABC"))}, collapse_below=0)
    assert math.isnan(survey.mean([1, 2, 6], raking=raked, population=30)["low"])
    assert math.isnan(survey.proportion([1, 0, 0], raking=raked, population=30)["high"])
    assert survey.mean([1, 2, 6], raking=raked, population=3)["low"] == pytest.approx(3)


# --- all answers of a questionnaire at once


def questionnaire(n: int = 90) -> tuple[pd.DataFrame, dict[str, Any]]:
    rng = np.random.default_rng(7)
    classes = pd.DataFrame({"p": rng.choice(list("ABC"), n), "o": rng.choice(list("jn"), n)})
    answers = pd.DataFrame(
        {f"q{i}": rng.choice(np.array(["a", "b", "c", None], object), n) for i in range(3)}
    ).assign(q3=classes["p"], q4="z", q5=rng.integers(1, 6, n))
    margins = {
        "p": pd.Series({"A": 300, "B": 400, "C": 285}),
        "o": pd.Series({"j": 200, "n": 785}),
    }
    base = rng.choice([1.0, 2.0], n)
    options = {
        "weights": rng.choice([1, 2, 3.5, 0], n),
        "raking": weights.rake(classes, margins),
        "based": weights.rake(classes, margins, base_weights=base),
        "by": pd.Series(rng.choice(np.array(["g", "h", None], object), n)),
        "strata": rng.choice(list("xy"), n),
        "sizes": {"x": 500, "y": 485},
    }
    return answers, options


ANSWERS, PARTS = questionnaire()
STRATA = {"strata": PARTS["strata"], "population": PARTS["sizes"]}
DESIGNS = {
    "nothing": {},
    "population": {"population": 985},
    "weights": {"weights": PARTS["weights"], "by": PARTS["by"]},
    "strata": {"by": PARTS["by"], **STRATA},
    "weighted strata": {"weights": PARTS["weights"] + 1, **STRATA},
    "raked": {"raking": PARTS["raking"], "population": 985},
    "raked groups": {"raking": PARTS["raking"], "population": 985, "by": PARTS["by"]},
    "raked strata": {"raking": PARTS["raking"], "by": PARTS["by"], **STRATA},
    "raked base": {"raking": PARTS["based"], "by": PARTS["by"], "population": 985},
    "census": {"population": 90, "by": PARTS["by"]},
}


@cache
def one_by_one(name: str, method: str = "wilson", confidence: float = 0.95) -> pd.DataFrame:
    """The same shares, an item and an answer at a time."""
    tables, options = [], {"method": method, "confidence": confidence, **DESIGNS[name]}
    for item in ANSWERS:
        for answer in sorted(ANSWERS[item].dropna().unique()):
            y = (ANSWERS[item] == answer).astype(float).where(ANSWERS[item].notna())
            found = survey.proportion(y, **options)
            table = found if isinstance(found, pd.DataFrame) else pd.DataFrame([found])
            tables.append(table.assign(item=item, answer=answer, count=y.sum()))
    return pd.concat(tables, ignore_index=True)


@pytest.mark.parametrize(
    ("few_cells", "block", "rows_per_slot"),
    [(4096, 4_000_000, 16), (4096, 1, 16), (0, 1, 16), (4096, 4_000_000, 0.01), (0, 10_000, 0.01)],
)
@pytest.mark.parametrize("name", DESIGNS)
def test_shares_are_the_proportions_of_every_answer(
    name: str, block: int, few_cells: int, rows_per_slot: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_shares, "FEW_CELLS", few_cells)
    monkeypatch.setattr(_shares, "BLOCK", block)
    monkeypatch.setattr(_shares, "ROWS_PER_SLOT", rows_per_slot)  # 0.01: all items in one table
    found, expected = survey.shares(ANSWERS, **DESIGNS[name]), one_by_one(name)
    assert found["item"].tolist() == expected["item"].tolist()
    assert found["answer"].tolist() == expected["answer"].tolist()
    if "group" in expected:
        assert found["group"].tolist()[:2] == ["g", "h"]
        assert found["group"].isna().tolist() == expected["group"].isna().tolist()
    same(found, expected)


@pytest.mark.parametrize("method", ["logit", "korn-graubard", "wald"])
def test_shares_know_every_method(method: str) -> None:
    found = survey.shares(ANSWERS, method=method, confidence=0.8, **DESIGNS["raked groups"])
    same(found, one_by_one("raked groups", method, 0.8))
    assert set(found["method"]) == {method}


def test_shares_tell_their_method() -> None:
    answers = pd.DataFrame({"q": [1, 2, 2]})
    assert survey.shares(answers)["method"].tolist() == ["wilson", "wilson"]
    assert survey.shares(answers, method="logit")["method"].tolist() == ["logit", "logit"]


def test_shares_count_respondents_and_answers() -> None:
    asked = pd.DataFrame(
        {"site": pd.Categorical(["good", None, "bad", "good"], ["bad", "good", "?"])}
    )
    found = survey.shares(asked)
    assert found["answer"].tolist() == ["bad", "good", "?"]
    assert found["count"].tolist() == [1, 2, 0]
    assert found["n"].tolist() == [3, 3, 3]
    assert found["estimate"].tolist() == pytest.approx([1 / 3, 2 / 3, 0])
    assert survey.shares(asked, weights=[2, 2, 2, 0])["n"].tolist() == [2, 2, 2]


def test_shares_of_an_item_nobody_answered_are_missing() -> None:
    asked = pd.DataFrame({"site": pd.Categorical([None, None], ["a", "b"]), "help": ["a", "b"]})
    found = survey.shares(asked)
    assert found["n"].tolist() == [0, 0, 2, 2]
    assert (
        found.loc[:1, ["estimate", "se", "low", "high", "df", "effective_n"]].isna().all(axis=None)
    )


def test_shares_of_a_group_within_one_stratum_lose_one_degree_of_freedom() -> None:
    asked, strata = pd.DataFrame({"site": list("ababab")}), list("xxxxyy")
    found = survey.shares(asked, strata=strata, by=strata)
    assert found["df"].tolist() == [3, 1, 3, 1]
    assert survey.shares(asked, strata=strata)["df"].tolist() == [4, 4]


def test_shares_of_one_answer_in_a_census_are_certain() -> None:
    found = survey.shares(pd.DataFrame({"site": list("abb")}), by=list("xyy"), population=3)
    assert found["se"].tolist() == [0, 0, 0, 0]
    assert found["low"].tolist() == found["estimate"].tolist() == [1, 0, 0, 1]


def test_shares_keep_the_little_doubt_that_one_person_left_out_leaves() -> None:
    n = 20_000
    asked = pd.DataFrame({"rare": np.arange(n) == 0, "usual": np.arange(n) > 0})
    found = survey.shares(asked, population=n + 1)
    doubt = math.sqrt((1 / n) * (1 - 1 / n) / (n - 1) * (1 / (n + 1)))  # Cochran (1977), 3.8
    assert found["se"].tolist() == pytest.approx([doubt] * 4, rel=1e-6)


def test_shares_of_nobody_are_missing() -> None:
    asked = pd.DataFrame({"site": pd.Categorical([], ["a", "b"])})
    found = survey.shares(asked, by=pd.Categorical([], ["x"]))
    assert found["n"].tolist() == [0, 0]
    assert found["estimate"].isna().all()


@pytest.mark.parametrize("part", ["weights", "strata", "by"])
def test_shares_need_a_design_of_the_same_rows(part: str) -> None:
    with pytest.raises(
        ValueError, match=rf"^different numbers of rows: .*'answers': 3.*'{part}': 2"
    ):
        survey.shares(pd.DataFrame({"site": list("abb")}), **{part: [1, 1]})


def test_shares_need_an_item() -> None:
    with pytest.raises(ValueError, match=r"^no item to take shares of"):
        survey.shares(pd.DataFrame(index=range(3)))


# --- cross tables


def test_a_simple_cross_table_has_pearsons_chi_square() -> None:
    rows, columns = list("aaaaaaabbbbb"), list("xxxxxyyxyyyy")
    found = survey.cross_table_test(rows, columns)
    expected = [[7 * 6 / 12, 7 * 6 / 12], [5 * 6 / 12, 5 * 6 / 12]]
    counts = [[5, 2], [1, 4]]
    chi2 = sum(
        (counts[i][j] - expected[i][j]) ** 2 / expected[i][j] for i in range(2) for j in range(2)
    )
    assert found["chi2"] == pytest.approx(chi2)
    assert (found["df"], found["df_residual"], found["n"]) == (
        pytest.approx(1),
        pytest.approx(11),
        12,
    )
    assert found["method"] == "Rao-Scott F"
    assert 0 < found["p"] < 0.2
    turned = survey.cross_table_test(columns, rows)
    assert turned["f"] == pytest.approx(found["f"])


def test_a_larger_part_of_the_population_is_stronger_evidence() -> None:
    rows, columns = list("aaaaaaabbbbb"), list("xxxxxyyxyyyy")
    loose, tight = (survey.cross_table_test(rows, columns, population=n) for n in (None, 24))
    assert tight["f"] == pytest.approx(2 * loose["f"])
    assert tight["p"] < loose["p"]


def test_respondents_lacking_either_answer_take_no_part() -> None:
    rows, columns = list("aaaaaaabbbbb"), list("xxxxxyyxyyyy")
    more = survey.cross_table_test([*rows, None, "a"], [*columns, "x", None])
    fewer = survey.cross_table_test(rows, columns)
    assert more["n"] == 12
    assert more["df_residual"] == pytest.approx(11)
    assert more["chi2"] == pytest.approx(fewer["chi2"])
    weighted = survey.cross_table_test([*rows, "c"], [*columns, "x"], weights=[1] * 12 + [0])
    assert weighted["n"] == 12


def test_a_combination_nobody_gave_is_part_of_the_table() -> None:
    found = survey.cross_table_test(list("aaaabbbbcccc"), list("xxxyxyyyyyyy"))
    # counts 3 1, 1 3, 0 4; expected 4/3 and 8/3 in every row
    assert found["chi2"] == pytest.approx((25 + 1 + 16) / 9 * (3 / 4 + 3 / 8))
    assert found["f"] == pytest.approx(2.520833333333)  # svychisq
    assert found["df"] == pytest.approx(1.995475113122)
    assert found["p"] == pytest.approx(0.103494032617)


@pytest.mark.parametrize(
    ("rows", "columns", "population"),
    [("aaaa", "xyxy", None), ("abab", "xxxx", None), ("abba", "xyxy", 4)],
)
def test_nothing_to_test_is_missing(rows: str, columns: str, population: int | None) -> None:
    found = survey.cross_table_test(list(rows), list(columns), population=population)
    assert found["n"] == 4
    assert np.isnan([found[name] for name in ("f", "df", "df_residual", "p", "chi2")]).all()


@pytest.mark.parametrize("part", ["weights", "strata", "clusters"])
def test_a_cross_table_needs_a_design_of_the_same_rows(part: str) -> None:
    with pytest.raises(ValueError, match=r"^different numbers of rows: "):
        survey.cross_table_test(list("aabb"), list("xyxy"), **{part: [1, 1]})


# --- what is refused


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"population": 3}, "more sampled than the population: 4 of 3"),
        ({"population": NAN}, "population is missing"),
        ({"population": {"a": 9}}, "population per stratum was given, but no strata"),
        ({"strata": list("aabb"), "population": 9}, "with strata, population must give"),
        ({"strata": list("aabb"), "population": {"a": 9}}, "population of stratum 'b' is not"),
        ({"strata": list("aabb"), "population": {"a": 9, "b": 1}},
         "more sampled than the population in stratum 'b': 2 of 1"),
        ({"strata": list("aaab")},
         "only one sampling unit in stratum 'b': merge it with another stratum$"),
        ({"strata": list("aaab"), "population": {"a": 9, "b": 2}},
         "only one sampling unit in stratum 'b'"),
        ({"strata": ["a", "a", None, "a"]}, r"strata: a value is missing \(item 2\)"),
        ({"clusters": ["a", None, "b", "a"]}, r"clusters: a value is missing \(item 1\)"),
        ({"strata": list("aabb"), "clusters": list("ppqp")}, r"a cluster lies in two strata"),
        ({"weights": [1, 1, -1, 1]}, r"weight -1 cannot be used \(item 2\)"),
        ({"weights": [1, 1, NAN, 1]}, r"weight nan cannot be used \(item 2\)"),
        ({"weights": [1, 1, math.inf, 1]}, r"weight inf cannot be used \(item 2\)"),
        ({"weights": [1, 1, 1]}, "different numbers of rows: {'y': 4, 'weights': 3}"),
        ({"by": list("ab")}, "different numbers of rows: {'y': 4, 'by': 2}"),
        ({"strata": list("ab")}, "different numbers of rows: "),
        ({"clusters": list("ab")}, "different numbers of rows: "),
        ({"weights": pd.Series(1, index=[3, 2, 1, 0])}, "rows of 'weights' are not in the order"),
        ({"raking": RAKED}, "11 weights for 4 rows"),
        ({"raking": RAKED, "weights": [1] * 4}, "different numbers of rows: "),
        ({"confidence": 1}, "confidence must lie between 0 and 1"),
    ],
)  # fmt: skip
def test_designs_that_do_not_fit_are_refused_by_name(options: dict, message: str) -> None:
    y = pd.Series([1, 0, 1, 1])
    for estimate in (survey.mean, survey.total, survey.proportion):
        with pytest.raises(ValueError, match=f"^{message}"):
            estimate(y, **options)


def test_weights_other_than_the_raked_ones_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^weights differ from the raked ones"):
        survey.mean(np.arange(11), raking=RAKED, weights=np.ones(11))


@pytest.mark.parametrize(
    ("y", "message"),
    [
        (pd.Series([1, 2], index=["a", "b"]), r"a share needs answers 0 or 1, not 2 \(item 'b'\)$"),
        ([0.5, 1], r"a share needs answers 0 or 1, not 0.5 \(item 0\)$"),
        (
            pd.DataFrame({"x": [0, 1], "y": [1, 5]}),
            r"a share needs answers 0 or 1, not 5 \(item 1 of 'y'\)$",
        ),
    ],
)
def test_a_share_of_other_answers_is_refused(y: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        survey.proportion(y)


def test_an_unknown_method_is_refused_with_the_known_ones() -> None:
    known = "method 'exact' is not one of wilson, logit, korn-graubard, wald"
    with pytest.raises(ValueError, match=f"^{known}"):
        survey.proportion([1, 0], method="exact")
    with pytest.raises(ValueError, match=f"^{known}"):
        survey.shares(ANSWERS, method="exact")


def test_endless_answers_and_tables_of_tables_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^an answer is not finite \(item 1\)"):
        survey.mean([1, math.inf])
    with pytest.raises(ValueError, match=r"^answers have rows and items, not more"):
        survey.mean(np.zeros((2, 2, 2)))


def test_a_ratio_needs_rows_of_the_same_number() -> None:
    with pytest.raises(ValueError, match=r"\{'numerator': 2, 'denominator': 1\}"):
        survey.ratio([1, 2], [1])


def test_shares_of_what_few_of_many_answered_keep_their_spread() -> None:
    """√(p(1 − p)/(n − 1)) of 10 in 10,000."""
    found = survey.shares(pd.DataFrame({"item": [1] * 10 + [0] * 9990}))
    assert found["se"].tolist() == pytest.approx([math.sqrt(0.001 * 0.999 / 9999)] * 2)


def test_shares_of_one_or_two_answers_have_the_freedom_that_is_left() -> None:
    """Of three asked two answered, otherwise: 3/2 of twice (1/4)²."""
    found = survey.shares(pd.DataFrame({"one": ["a", None, None], "two": ["a", "b", None]}))
    assert found["df"].tolist() == [0, 1, 1]
    expected = [math.nan, math.sqrt(3 / 16), math.sqrt(3 / 16)]
    assert found["se"].tolist() == pytest.approx(expected, nan_ok=True)


def test_shares_count_a_stratum_of_one_answer_among_the_strata() -> None:
    options: dict[str, Any] = {"strata": list("xxyy"), "population": {"x": 9, "y": 9}}
    found = survey.shares(pd.DataFrame({"item": ["a", "b", None, "b"]}), **options)
    assert found["df"].tolist() == [1, 1]


@pytest.mark.parametrize("left_out", [{"weights": [1.0] * 20 + [0]}, {}])
def test_a_label_of_those_who_take_no_part_is_no_row_of_the_table(left_out: dict) -> None:
    rows, columns = [*"ab"] * 10, [*"xyyxxxyyxx"] * 2
    expected = survey.cross_table_test(rows, columns)
    assert expected["p"] > 0
    for more, other in (("c", "x"), ("a", "z")):
        answers = [*rows, more], [*columns, other]
        if not left_out:  # then it is the other answer that is missing
            answers[more == "c"][-1] = None
        assert survey.cross_table_test(*answers, **left_out) == pytest.approx(expected)


EVERYONE = {"population": 4, "by": list("aaab")}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (survey.mean([1, 2, 3, 4], **EVERYONE), [2, 4]),
        (survey.total([1, 2, 3, 4], **EVERYONE), [6, 4]),
        (survey.ratio([1, 2, 3, 4], [2, 2, 2, 1], **EVERYONE), [1, 4]),
        (survey.proportion([0, 0, 0, 1], **EVERYONE), [0, 1]),
    ],
)
def test_a_group_of_one_in_a_complete_count_is_certain(found: Any, expected: list) -> None:
    assert found["se"].tolist() == [0, 0]
    for column in ("estimate", "low", "high"):
        assert found[column].tolist() == expected


def test_strata_of_one_that_are_complete_leave_no_doubt() -> None:
    strata = {"strata": list("abc"), "population": dict.fromkeys("abc", 1)}
    found = survey.mean([1, 2, 6], **strata)
    assert (found["low"], found["high"], found["df"]) == (3, 3, 0)
    assert np.isnan(survey.mean([math.nan] * 3, **strata)["low"])


def test_the_population_of_a_stratum_is_a_number_given_once() -> None:
    strata = list("aabb")
    for sizes, told in (
        (pd.Series([4, 9, 7], index=list("abb")), "population of stratum 'b' is given twice"),
        ({"a": "x", "b": 4}, "population is not a number: 'x'"),
        ({"a": pd.NA, "b": 4}, "population is missing"),
    ):
        with pytest.raises(ValueError, match=f"^{told}$"):
            survey.mean([1, 2, 3, 4], strata=strata, population=sizes)
    whole = pd.Series([4, 9], index=list("ab"), dtype="Int64")
    plain = survey.mean([1, 2, 3, 4], strata=strata, population={"a": 4, "b": 9})
    assert survey.mean([1, 2, 3, 4], strata=strata, population=whole) == plain
