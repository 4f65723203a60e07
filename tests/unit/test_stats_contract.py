"""Names and arguments that others rely on, and what an argument of the wrong kind gets."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats._arrays import as_floats
from pijler_analysis.stats.weights import rake

DESIGN = "*, weights=None, strata=None, clusters=None, population=None, raking=None"
SIGNATURES = [
    "proportions.proportion_interval(successes, trials, *, population=None, method='auto')",
    "proportions.sample_size(half_width, *, population=None, proportion=0.5)",
    "proportions.detectable_change(n1, n2, *, baseline, population1=None, population2=None,"
    " overlap=0, correlation=0.5, power=0.8)",
    "weights.rake(classes, margins, *, base_weights=None, cap=None, collapse_below=5)",
    "weights.design_effect(weights)",
    "weights.effective_n(weights)",
    f"survey.mean(y, {DESIGN}, by=None)",
    f"survey.total(y, {DESIGN}, by=None)",
    f"survey.ratio(numerator, denominator, {DESIGN}, by=None)",
    f"survey.proportion(y, {DESIGN}, by=None, method='wilson')",
    f"survey.cross_table_test(rows, columns, {DESIGN})",
    "change.proportion_change(k1, n1, k2, n2, *, population1=None, population2=None,"
    " population_both=None, overlap=None, relevant=0.02)",
    "change.paired_change(table)",
    "change.mean_change(y1, y2, *, ids1=None, ids2=None, population1=None, population2=None)",
    "change.survey_change(y1, y2, *, weights1=None, weights2=None, raking1=None, raking2=None,"
    " ids1=None, ids2=None, population1=None, population2=None, population_both=None,"
    " kind='share', relevant=None)",
    "change.standardised_change(y1, classes1, y2, classes2, *, margins=None, ids1=None, ids2=None,"
    " population1=None, population2=None, population_both=None, kind='share', cap=None,"
    " collapse_below=5, relevant=None)",
    "change.verdict(difference, low, high, low_80, high_80, *, relevant=0.02)",
    "resample.rescaled_bootstrap(*, weights=None, raking=None, strata=None, clusters=None,"
    " population=None, replicates=2000, seed=20240101)",
    "likert.summary(answers, *, top=2, bottom=None, scale=5, weights=None, raking=None,"
    " population=None)",
    "likert.compare_groups(answers, groups, *, ordered=False)",
    "counts.rate(count, exposure)",
    "counts.rate_ratio(count1, exposure1, count2, exposure2)",
    "counts.seasonality(counts, months, *, years=None, exposure=None)",
    "counts.dispersion(counts, *, exposure=None, groups=None)",
    "counts.waiting_time(days, answered)",
    "inequality.gini(x)",
    "inequality.theil(x)",
    "inequality.lorenz(x)",
    "inequality.top_share(x, share=0.1)",
    "trend.proportion_trend(k, n)",
    "multiple.adjust(p, *, method='holm')",
    "distance.dissimilarity(observed, reference)",
    "distance.r_indicator(responded, classes, *, by_class=False)",
]

YES = [0, 1, 1, 0, 1, 0, 1, 1]
EIGHT = {"weights": [1.0] * 8, "population": 40, "raking": None}
PLACE = pd.DataFrame({"place": list("AABBABAB")})
MARGINS = {"place": pd.Series({"A": 20, "B": 20})}
WAVES: dict[str, Any] = {"population1": 40, "population2": 40, "population_both": 40}
BOOTSTRAP: dict[str, Any] = {**EIGHT, "replicates": 9, "seed": 1}
CALLS: dict[str, dict[str, Any]] = {
    "proportions.proportion_interval": {
        "successes": 3, "trials": 10, "population": 100, "method": "auto",
    },
    "proportions.limits": {"p": 0.3, "n": 10, "method": "wilson"},
    "proportions.sample_size": {"half_width": 0.05, "population": 100, "proportion": 0.5},
    "proportions.detectable_change": {
        "n1": 50, "n2": 50, "baseline": 0.3, "population1": 100, "population2": 100,
        "overlap": 10, "correlation": 0.5, "power": 0.8,
    },
    "weights.rake": {
        "classes": PLACE, "margins": MARGINS, "base_weights": [1.0] * 8, "cap": 5,
        "collapse_below": 1,
    },
    "weights.design_effect": {"weights": [1, 2]},
    "weights.effective_n": {"weights": [1, 2]},
    "survey.mean": {"y": YES, **EIGHT, "strata": None, "clusters": None, "by": None},
    "survey.total": {"y": YES, **EIGHT, "strata": None, "clusters": None, "by": None},
    "survey.ratio": {"numerator": YES, "denominator": [1] * 8, **EIGHT, "by": None},
    "survey.proportion": {"y": YES, **EIGHT, "by": None, "method": "wilson"},
    "survey.shares": {
        "answers": pd.DataFrame({"q": YES}), **EIGHT, "strata": None, "by": None,
        "method": "wilson",
    },
    "survey.cross_table_test": {"rows": YES, "columns": list("AABBABAB"), **EIGHT},
    "resample.rescaled_bootstrap": BOOTSTRAP,
    "resample.normal_shares": {
        "answers": YES, "weights": [1.0] * 8, "population": 40, "replicates": 9, "seed": 1,
    },
    "resample.bootstrap_mean": {"y": YES, **BOOTSTRAP},
    "resample.bootstrap_proportion": {"y": YES, **BOOTSTRAP, "method": "wilson"},
    "change.proportion_change": {
        "k1": 3, "n1": 10, "k2": 5, "n2": 10, **WAVES, "overlap": [1, 1, 1, 1], "relevant": 0.02,
    },
    "change.paired_change": {"table": [[3, 1], [2, 4]], "relevant": 0.02},
    "change.mean_change": {
        "y1": [1, 2, 3], "y2": [2, 3, 5], "ids1": [1, 2, 3], "ids2": [2, 3, 4], **WAVES,
        "relevant": 0.1,
    },
    "change.survey_change": {
        "y1": [0, 1, 1], "y2": [1, 0, 1], "weights1": [1, 1, 1], "weights2": [1, 1, 1],
        "raking1": None, "raking2": None, "ids1": [1, 2, 3], "ids2": [2, 3, 4], **WAVES,
        "kind": "share", "relevant": 0.1,
    },
    "change.standardised_change": {
        "y1": YES, "classes1": PLACE, "y2": YES, "classes2": PLACE, "margins": None,
        "ids1": None, "ids2": None, **WAVES, "kind": "share", "cap": None, "collapse_below": 1,
        "relevant": 0.02,
    },
    "change.verdict": {
        "difference": 0.1, "low": 0.05, "high": 0.15, "low_80": 0.07, "high_80": 0.13,
        "relevant": 0.02, "adjusted_p": 0.01,
    },
    "change.census_verdict": {"low": 0.05, "high": 0.15, "relevant": 0.02},
    "likert.summary": {
        "answers": [1, 2, 3, 4, 5, 5, 2, 3], "top": 2, "bottom": None, "scale": 5, **EIGHT,
    },
    "likert.compare_groups": {
        "answers": YES, "groups": list("AABBABAB"), "ordered": False,
    },
    "counts.rate": {"count": 3, "exposure": 10, "dispersion": 1.0},
    "counts.rate_ratio": {
        "count1": 3, "exposure1": 10, "count2": 5, "exposure2": 10, "dispersion": 1.0,
    },
    "counts.seasonality": {
        "counts": [3, 4, 5, 6], "months": [1, 2, 1, 2], "years": [1, 1, 2, 2],
        "exposure": [20] * 4,
    },
    "counts.dispersion": {"counts": [3, 4, 5], "exposure": [20] * 3, "groups": None},
    "counts.waiting_time": {"days": [1, 2, 3], "answered": [True, True, False]},
    "inequality.gini": {"x": [1, 2, 3], "corrected": True},
    "inequality.gini_interval": {"x": [1, 2, 9], "corrected": True},
    "inequality.theil": {"x": [1, 2, 3]},
    "inequality.lorenz": {"x": [1, 2, 3]},
    "inequality.top_share": {"x": [1, 2, 3], "share": 0.1},
    "trend.proportion_trend": {"k": [1, 2, 3], "n": [10] * 3, "scores": [1, 2, 3]},
    "trend.count_trend": {"counts": [1, 2, 3], "exposure": [10] * 3, "scores": [1, 2, 3]},
    "multiple.adjust": {"p": [0.1, 0.2], "method": "holm"},
    "agreement.kappa": {"first": list("aabb"), "second": list("abab")},
    "agreement.pooled_kappa": {"first": [[1, 0], [0, 1]], "second": [[1, 0], [1, 1]]},
    "agreement.alpha": {"scores": [1.0, 2, 2, 4], "things": list("aabb")},
    "association.rank_correlation": {
        "x": [1.0, 2, 3], "y": [1.0, 3, 2], "population": 100,
    },
    "distance.dissimilarity": {"observed": [1, 2], "reference": [3, 3], "population": 100},
    "distance.r_indicator": {"responded": YES, "classes": PLACE, "by_class": False},
}  # fmt: skip

SURVEY = "estimate se low high df deff"
CHANGE = "difference se low high low_80 high_80 p verdict method"
KEYS = {
    "proportions.proportion_interval": "estimate low high se method",
    "weights.rake": "weights converged residuals collapsed",
    "survey.mean": SURVEY,
    "survey.total": SURVEY,
    "survey.ratio": SURVEY,
    "survey.proportion": f"{SURVEY} method",
    "survey.cross_table_test": "f df p method",
    "resample.rescaled_bootstrap": "weights replicate_weights converged",
    "change.proportion_change": CHANGE,
    "change.paired_change": "difference exact_p mid_p asymptotic_p tango_low tango_high"
    " newcombe_low newcombe_high low high low_80 high_80 verdict",
    "change.mean_change": f"{CHANGE} df",
    "change.survey_change": f"{CHANGE} df",
    "change.standardised_change": f"{CHANGE} df",
    "likert.summary": "n share_1 share_5 top top_low top_high bottom bottom_low bottom_high mean",
    "likert.compare_groups": "estimate statistic df p method",
    "counts.rate": "estimate low high se method",
    "counts.rate_ratio": "estimate low high p method",
    "counts.seasonality": "index low high df p method",
    "counts.dispersion": "estimate statistic df p method",
    "counts.waiting_time": "median p90",
    "inequality.lorenz": "organisations_share amount_share",
    "trend.proportion_trend": "estimate low high se df p method",
    "distance.dissimilarity": "estimate chi2 df p",
    "distance.r_indicator": "estimate",
}
FLOATS = (
    "proportions.detectable_change", "weights.design_effect", "weights.effective_n",
    "inequality.gini", "inequality.theil", "inequality.top_share",
)  # fmt: skip
BY_ITEM = {
    "proportions.proportion_interval": ("successes", "trials"),
    "change.proportion_change": ("k1", "n1", "k2", "n2"),
    "counts.rate": ("count", "exposure"),
    "counts.rate_ratio": ("count1", "exposure1", "count2", "exposure2"),
}


def function(name: str) -> Callable[..., Any]:
    module, _, own = name.partition(".")
    return getattr(import_module(f"pijler_analysis.stats.{module}"), own)


@pytest.mark.parametrize("promised", SIGNATURES)
def test_the_arguments_are_as_promised(promised: str) -> None:
    name = promised.partition("(")[0]
    own = inspect.signature(function(name)).parameters.values()
    plain = [p.replace(annotation=inspect.Parameter.empty) for p in own]
    # more may follow by name, such as confidence
    shown = f"{name}{inspect.Signature(plain)}"
    assert shown.startswith((promised, promised.removesuffix(")") + ","))
    assert all(
        p.kind is p.KEYWORD_ONLY and p.default is not p.empty
        for p in plain
        if p.name not in promised
    )


@pytest.mark.parametrize("name", KEYS)
def test_the_result_has_the_keys_promised(name: str) -> None:
    assert set(KEYS[name].split()) <= set(function(name)(**CALLS[name]))


def test_what_has_one_number_gives_that_number() -> None:
    assert {type(function(name)(**CALLS[name])) for name in FLOATS} == {float}
    assert type(function("proportions.sample_size")(0.05)) is int
    assert isinstance(function("multiple.adjust")([0.1, 0.2]), np.ndarray)
    assert isinstance(function("change.verdict")(**CALLS["change.verdict"]), str)


@pytest.mark.parametrize("name", BY_ITEM)
def test_scalars_give_floats_and_arrays_give_arrays(name: str) -> None:
    plain = {argument: CALLS[name][argument] for argument in BY_ITEM[name]}
    assert {type(value) for value in function(name)(**plain).values()} <= {float, str}
    for length in (0, 1, 3):
        several = {argument: np.full(length, value) for argument, value in plain.items()}
        assert {value.shape for value in function(name)(**several).values()} == {(length,)}


@pytest.mark.parametrize("name", BY_ITEM)
def test_nobody_is_missing_and_not_zero(name: str) -> None:
    found = function(name)(**dict.fromkeys(BY_ITEM[name], 0))
    numbers = [found[key] for key in ("estimate", "difference", "low", "high") if key in found]
    assert np.isnan(numbers).all()


@pytest.mark.parametrize("name", CALLS)
def test_confidence_is_95_percent_unless_told(name: str) -> None:
    own = inspect.signature(function(name)).parameters
    assert "confidence" not in own or own["confidence"].default == 0.95


@pytest.mark.parametrize(
    ("name", "argument"), [(name, argument) for name, call in CALLS.items() for argument in call]
)
@pytest.mark.parametrize("wrong", ["often", "3", object()], ids=["word", "digits", "object"])
def test_an_argument_of_the_wrong_kind_is_refused_by_name(
    name: str, argument: str, wrong: object
) -> None:
    function(name)(**CALLS[name])
    with pytest.raises(ValueError, match=rf"\b{argument}\b"):
        function(name)(**CALLS[name] | {argument: wrong})


@pytest.mark.parametrize(
    "name", [n for n in CALLS if "confidence" in str(inspect.signature(function(n)))]
)
def test_confidence_is_a_number(name: str) -> None:
    with pytest.raises(ValueError, match=r"^confidence is not a number: 'high'"):
        function(name)(**CALLS[name], confidence="high")


def test_numbers_written_as_text_are_refused_in_any_container() -> None:
    for text in (["1", "2"], pd.Series(["1", "2"]), pd.Series(["1", 2], dtype=object)):
        with pytest.raises(ValueError, match=r"^p is not a number: '1'$"):
            function("multiple.adjust")(text)
    table = pd.DataFrame({"q": [1, 0], "r": ["1", "0"]})
    with pytest.raises(ValueError, match=r"^y is not a number: '1'$"):
        function("survey.mean")(table)


WORDS = {"by", "groups", "ids1", "ids2", "months", "years", "rows", "columns", "first", "second",
         "things"}  # fmt: skip
LISTS = [
    (name, argument)
    for name, call in CALLS.items()
    for argument, value in call.items()
    if isinstance(value, list) and argument not in WORDS and not isinstance(value[0], list)
]


@pytest.mark.parametrize(("name", "argument"), LISTS)
def test_a_list_of_text_where_numbers_are_asked_is_refused_by_name(
    name: str, argument: str
) -> None:
    text = ["1"] * len(CALLS[name][argument])
    with pytest.raises(ValueError, match=rf"\b{argument.rstrip('12')}[12]? is not a number: '1'"):
        function(name)(**CALLS[name] | {argument: text})


def test_the_first_value_that_is_no_number_is_named() -> None:
    with pytest.raises(ValueError, match=r"^p is not a number: 'x'$"):
        function("multiple.adjust")([0.5, "x", "y"])
    with pytest.raises(ValueError, match=r"^a value is not a number: 'x'$"):
        as_floats("x")


OPTIONS = [
    (name, option.name)
    for name in CALLS
    for option in inspect.signature(function(name)).parameters.values()
    if option.default not in (None, inspect.Parameter.empty)
]


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_an_option_with_a_usual_value_cannot_be_none(name: str, option: str) -> None:
    with pytest.raises(ValueError, match=rf"\b{option}\b"):
        function(name)(**CALLS[name] | {option: None})


def test_data_cannot_be_none() -> None:
    with pytest.raises(ValueError, match=r"^'y' is one value, where a list of them is expected"):
        function("survey.mean")(None, weights=[1, 2])


def test_what_should_be_a_table_is_told_by_its_type() -> None:
    with pytest.raises(ValueError, match=r"^classes is not a DataFrame, but dict$"):
        function("weights.rake")({"place": ["A"]}, MARGINS)


def test_what_was_raked_is_taken_as_weights() -> None:
    raked = rake(PLACE, MARGINS, collapse_below=1)
    with pytest.raises(ValueError, match=r"^raking is not what weights.rake returned, but dict"):
        function("survey.mean")(YES, raking={"weights": raked["weights"]})
    with pytest.raises(ValueError, match=r"^weights is not a number: '1'"):
        function("survey.mean")(YES, raking=raked, weights=["1"] * 8)


ONE_DAY = [
    np.timedelta64(1, "D"), timedelta(days=1), pd.Timedelta(days=1), date(2024, 1, 1),
    pd.Timestamp(2024, 1, 1), np.array(["2024-01-01"], dtype="datetime64[ns]"),
    pd.Series(pd.to_timedelta([1], unit="D")), pd.to_datetime(["2024-01-01"]),
    pd.Series(pd.date_range("2024", periods=1, tz="Europe/Brussels")),
]  # fmt: skip


@pytest.mark.parametrize("day", ONE_DAY, ids=lambda day: type(day).__name__)
def test_a_date_or_a_duration_is_no_number(day: object) -> None:
    days = day if np.ndim(day) else [day]
    with pytest.raises(ValueError, match=r"^days is not a number: "):
        function("counts.waiting_time")(days, [True])
    with pytest.raises(ValueError, match=r"^y is not a number: "):
        function("survey.mean")(pd.DataFrame({"q": days}))


def test_the_missing_values_of_pandas_are_missing_anywhere() -> None:
    interval = function("proportions.proportion_interval")
    for missing in (pd.NA, None, math.nan):
        assert math.isnan(interval(missing, 10)["estimate"])
        found = interval([1, missing], np.array([10, 10], dtype=object))
        assert found["estimate"].tolist() == pytest.approx([0.1, math.nan], nan_ok=True)


TABLE = [[1, 0], [0, 1]]
LISTS_ONLY = [
    ("weights.design_effect", "weights"), ("weights.rake", "base_weights"),
    ("survey.mean", "weights"), ("survey.ratio", "denominator"), ("survey.shares", "weights"),
    ("resample.rescaled_bootstrap", "weights"), ("resample.bootstrap_mean", "y"),
    ("change.proportion_change", "k1"), ("change.proportion_change", "n2"),
    ("change.mean_change", "y1"), ("counts.rate_ratio", "count2"), ("counts.dispersion", "counts"),
    ("counts.dispersion", "exposure"), ("counts.seasonality", "counts"),
    ("counts.waiting_time", "days"), ("counts.waiting_time", "answered"),
    ("trend.proportion_trend", "k"), ("trend.proportion_trend", "scores"),
    ("trend.count_trend", "counts"), ("distance.r_indicator", "responded"),
    ("agreement.alpha", "scores"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "argument"), LISTS_ONLY)
def test_a_table_is_refused_where_a_list_is_expected(name: str, argument: str) -> None:
    call = CALLS[name] | {argument: TABLE}
    rows = {key: value[:2] for key, value in call.items() if isinstance(value, list)}
    rows |= {"classes": PLACE[1:3]} if "classes" in call else {}
    rows |= {"answers": pd.DataFrame({"q": [0, 1]})} if name == "survey.shares" else {}
    with pytest.raises(ValueError, match=rf"^{argument} is a table, where a list is expected$"):
        function(name)(**call | rows)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("likert.summary", (TABLE,)),
        ("likert.compare_groups", (TABLE, ["a", "b"])),
        ("change.survey_change", (TABLE, [0, 1])),
        ("change.survey_change", (pd.DataFrame({"q": [0, 1]}), TABLE)),
        ("change.standardised_change", (TABLE, PLACE[:2], [0, 1], PLACE[:2])),
    ],
)
def test_items_without_names_are_refused(name: str, call: tuple) -> None:
    told = r"^several items are given as a DataFrame, not as a table without names$"
    with pytest.raises(ValueError, match=told):
        function(name)(*call)
