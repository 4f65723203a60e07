"""The rescaled bootstrap: replicates that keep what they must keep, and the right spread."""

import math

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats import _replicates, resample, survey
from pijler_analysis.stats._design import make_design
from pijler_analysis.stats.weights import rake

RNG = np.random.default_rng(11)
N_ROWS = 120
CLASSES = pd.DataFrame(
    {"place": RNG.choice(list("ABC"), N_ROWS), "own": RNG.choice(list("jn"), N_ROWS)}
)
MARGINS = {
    "place": pd.Series({"A": 200, "B": 180, "C": 120}),
    "own": pd.Series({"j": 190, "n": 310}),
}
BASE = RNG.choice([1.0, 2.0], N_ROWS)
RAKED = rake(CLASSES, MARGINS)
STRATA = pd.Series(np.repeat(["x", "y", "z"], [60, 40, 20]))
SIZES = {"x": 200, "y": 200, "z": 20}
Y = pd.DataFrame(
    {
        "often": (RNG.random(N_ROWS) < 0.6).astype(float),
        "seldom": np.where(RNG.random(N_ROWS) < 0.1, np.nan, RNG.random(N_ROWS) < 0.08),
        "here": (CLASSES["place"] == "A").astype(float),
    }
)
SCORES = pd.DataFrame({"score": RNG.integers(1, 6, N_ROWS).astype(float)})
DESIGNS = {
    "simple": {"population": 500},
    "unlimited": {},
    "weights": {"weights": BASE, "population": 500},
    "strata": {"strata": STRATA, "population": SIZES},
    "raked": {"raking": RAKED, "population": 500},
    "raked base": {"raking": rake(CLASSES, MARGINS, base_weights=BASE), "population": 500},
    "raked strata": {"raking": RAKED, "strata": STRATA, "population": SIZES},
}


def few_cells(monkeypatch: pytest.MonkeyPatch, *, per_cell: bool) -> None:
    """Make every item be drawn per cell, or none."""
    monkeypatch.setattr(_replicates, "ROWS_PER_CELL", 0 if per_cell else 1_000_000)


@pytest.mark.parametrize("per_cell", [True, False])
@pytest.mark.parametrize("name", DESIGNS)
def test_the_spread_is_that_of_linearisation(
    name: str, per_cell: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    few_cells(monkeypatch, per_cell=per_cell)
    options = DESIGNS[name]
    for y in (Y, SCORES):
        found = resample.bootstrap_mean(y, replicates=6000, **options)
        expected = survey.mean(y, **options)
        for column in ("estimate", "df", "n"):
            assert found[column].tolist() == pytest.approx(expected[column].tolist())
        assert found["se"].tolist() == pytest.approx(expected["se"].tolist(), rel=0.05, abs=1e-8)
        assert found["replicates"].tolist() == [6000] * len(found)
        half = expected["high"] - expected["estimate"]
        assert (found["high"] - found["estimate"]).tolist() == pytest.approx(
            half.tolist(), rel=0.05, abs=1e-8
        )
        assert (found["low"] + found["high"]).tolist() == pytest.approx(
            (2 * found["estimate"]).tolist()
        )


@pytest.mark.parametrize("per_cell", [True, False])
def test_what_the_margins_fix_does_not_vary(
    per_cell: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    few_cells(monkeypatch, per_cell=per_cell)
    found = resample.bootstrap_proportion(Y["here"], population=500, raking=RAKED)
    assert found["estimate"] == pytest.approx(0.4)
    assert found["se"] < 1e-8
    assert (found["low"], found["high"]) == pytest.approx((0.4, 0.4), abs=1e-7)


def test_a_share_gets_the_limits_of_a_share() -> None:
    options = {"raking": RAKED, "population": 500}
    found = resample.bootstrap_proportion(Y["often"], replicates=6000, **options)
    expected = survey.proportion(Y["often"], **options)
    for name in ("low", "high"):
        assert found[name] == pytest.approx(expected[name], abs=0.005)
    assert found["effective_n"] == pytest.approx(expected["effective_n"], rel=0.1)
    assert found["estimate"] * (1 - found["estimate"]) / found["se"] ** 2 == pytest.approx(
        found["effective_n"]
    )
    wald = resample.bootstrap_proportion(Y["often"], replicates=6000, method="wald", **options)
    assert wald["low"] + wald["high"] == pytest.approx(2 * wald["estimate"])
    wide = resample.bootstrap_proportion(
        Y["often"], replicates=6000, method="wald", confidence=0.99, **options
    )
    assert wide["low"] < wald["low"]


@pytest.mark.parametrize("per_cell", [True, False])
def test_where_all_say_the_same_kish_counts_the_answers(
    per_cell: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    few_cells(monkeypatch, per_cell=per_cell)
    y, w = np.zeros(40), np.repeat([1.0, 2.0], 20)
    found = resample.bootstrap_proportion(y, weights=w, population=200)
    expected = survey.proportion(y, weights=w, population=200)
    assert found["effective_n"] == pytest.approx(expected["effective_n"])
    assert found["high"] == pytest.approx(expected["high"])


def test_clusters_are_drawn_as_wholes() -> None:
    clusters = pd.Series(np.arange(N_ROWS) // 4)
    options = {"clusters": clusters, "population": 60, "weights": BASE}
    y = (clusters % 2) + RNG.random(N_ROWS) / 10
    found = resample.bootstrap_mean(y, replicates=6000, **options)
    expected = survey.mean(y, **options)
    assert found["se"] == pytest.approx(expected["se"], rel=0.05)
    assert found["df"] == expected["df"] == 29
    weights = resample.rescaled_bootstrap(replicates=3, **options)["replicate_weights"]
    per_weight = (weights / BASE[:, None]).reshape(30, 4, 3)
    assert np.ptp(per_weight, axis=1).max() < 1e-12


def test_replicate_weights_keep_their_sum_and_are_never_negative() -> None:
    found = resample.rescaled_bootstrap(weights=BASE, population=500, replicates=50)
    weights = found["replicate_weights"]
    assert weights.shape == (N_ROWS, 50)
    assert weights.min() > 0
    assert found["weights"].tolist() == BASE.tolist()
    assert found["converged"].all()
    equal = resample.rescaled_bootstrap(weights=[2.0] * 30, population=90, replicates=5)
    assert equal["replicate_weights"].sum(axis=0) == pytest.approx([60.0] * 5)


def test_a_unit_drawn_t_times_gets_the_weight_the_formula_says() -> None:
    found = resample.rescaled_bootstrap(weights=[3.0] * 10, population=40, replicates=200)
    shrink = math.sqrt(1 - 10 / 40)
    possible = [3 * (1 - shrink + shrink * t * 10 / 9) for t in range(10)]
    weights = found["replicate_weights"]
    distance = np.abs(weights[:, :, None] - np.array(possible)).min(axis=2)
    assert distance.max() < 1e-12
    times = np.rint((weights / 3 - 1 + shrink) / shrink * 9 / 10)
    assert times.sum(axis=0).tolist() == [9] * 200


def test_every_replicate_meets_the_margins_again() -> None:
    found = resample.rescaled_bootstrap(raking=RAKED, population=500, replicates=40)
    assert found["converged"].all()
    assert found["weights"].tolist() == RAKED["weights"].tolist()
    for column, totals in MARGINS.items():
        sums = pd.DataFrame(found["replicate_weights"]).groupby(CLASSES[column]).sum()
        assert sums.to_numpy() == pytest.approx(
            np.repeat(totals.to_numpy(float)[:, None], 40, axis=1), rel=1e-8
        )


def test_each_stratum_is_drawn_by_itself_and_shrunk_by_its_own_part() -> None:
    found = resample.rescaled_bootstrap(
        weights=np.ones(N_ROWS), strata=STRATA, population=SIZES, replicates=30
    )
    weights = pd.DataFrame(found["replicate_weights"])
    sums = weights.groupby(STRATA).sum()
    assert sums.to_numpy() == pytest.approx(np.array([[60] * 30, [40] * 30, [20] * 30]))
    assert weights[STRATA == "z"].to_numpy() == pytest.approx(1)
    assert weights[STRATA == "x"].to_numpy().min() == pytest.approx(1 - math.sqrt(0.7))
    assert weights[STRATA == "y"].to_numpy().min() == pytest.approx(1 - math.sqrt(0.8))


def test_cells_are_drawn_as_often_as_units_are() -> None:
    design = make_design(
        N_ROWS, weights=BASE, strata=STRATA, clusters=None, population=SIZES, raking=None
    )
    cells = _replicates._cells(design)
    assert cells is not None
    drawn = _replicates._draw_cells(design, cells, np.random.default_rng(1), 7)
    per_stratum = pd.DataFrame(drawn).groupby(cells.stratum).sum()
    assert per_stratum.to_numpy().tolist() == [[59] * 7, [39] * 7, [19] * 7]
    assert cells.weight.tolist() == [BASE[cells.rows == i][0] for i in range(len(cells.weight))]


def test_one_unit_alone_keeps_its_weight() -> None:
    found = resample.rescaled_bootstrap(weights=[3.0], population=9, replicates=4)
    assert found["replicate_weights"].tolist() == [[3.0] * 4]


def test_a_census_does_not_vary() -> None:
    found = resample.bootstrap_proportion(Y["often"], population=N_ROWS)
    assert found["se"] == pytest.approx(0, abs=1e-15)
    assert found["low"] == pytest.approx(found["high"])


def test_the_seed_fixes_the_replicates() -> None:
    first, again, other = (
        resample.bootstrap_mean(Y, population=500, replicates=50, seed=seed) for seed in (1, 1, 2)
    )
    assert first.equals(again)
    assert not first.equals(other)
    kept = resample.rescaled_bootstrap(weights=BASE, replicates=2)["replicate_weights"]
    same = resample.rescaled_bootstrap(weights=BASE, replicates=2)["replicate_weights"]
    assert kept.tolist() == same.tolist()


def test_many_replicates_come_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    few_cells(monkeypatch, per_cell=False)
    monkeypatch.setattr(_replicates, "BLOCK", 7 * N_ROWS)
    found = resample.bootstrap_mean(SCORES, population=500, replicates=50)
    assert found["replicates"].tolist() == [50]
    assert list(_replicates._widths(N_ROWS, 16)) == [7, 7, 2]
    monkeypatch.setattr(_replicates, "BLOCK", 1)
    assert list(_replicates._widths(N_ROWS, 3)) == [1, 1, 1]


def test_replicates_that_cannot_be_raked_do_not_take_part() -> None:
    classes = pd.DataFrame({"place": list("A" * 18 + "BB")})
    raked = rake(classes, {"place": pd.Series({"A": 900, "B": 100})}, collapse_below=0)
    y = np.arange(20.0)
    found = resample.rescaled_bootstrap(raking=raked, replicates=300)
    lost = (~found["converged"]).sum()
    assert 10 < lost < 100  # (1 - 2/20) ** 19 of 300 is 40
    assert resample.bootstrap_mean(y, raking=raked, replicates=300)["replicates"] == 300 - lost


def test_a_replicate_without_any_answer_does_not_take_part() -> None:
    y = [1.0, *[math.nan] * 9]
    found = resample.bootstrap_mean(y, replicates=400)
    assert 100 < found["replicates"] < 350
    assert found["df"] == 0
    assert np.isnan([found[name] for name in ("se", "low", "high")]).all()


def test_no_answer_is_missing() -> None:
    for estimate in (resample.bootstrap_mean, resample.bootstrap_proportion):
        for y in ([math.nan] * 5, []):
            found = estimate(y, replicates=10)
            assert found["n"] == 0
            assert np.isnan([found[name] for name in ("estimate", "se", "low", "high", "df")]).all()


def test_a_respondent_without_weight_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    for per_cell in (True, False):
        few_cells(monkeypatch, per_cell=per_cell)
        found = resample.bootstrap_mean([1, 2, 3, 9], weights=[1, 1, 1, 0], replicates=50)
        assert (found["estimate"], found["n"], found["df"]) == (2, 3, 2)


def test_items_come_one_per_row() -> None:
    found = resample.bootstrap_proportion(Y, population=500, replicates=20)
    assert found.columns.tolist() == [
        "item", "estimate", "se", "low", "high", "df", "n", "effective_n", "replicates",
    ]  # fmt: skip
    assert found["item"].tolist() == ["often", "seldom", "here"]
    one = resample.bootstrap_mean(Y["often"], population=500, replicates=20)
    assert {type(value) for value in one.values()} == {float}


def test_cells_are_used_only_where_that_is_less_work() -> None:
    design = make_design(
        N_ROWS, weights=None, strata=None, clusters=None, population=500, raking=RAKED
    )
    cells = _replicates._cells(design)
    assert cells is not None
    assert cells.counts.sum() == N_ROWS
    column = Y["often"].to_numpy(float)
    assert _replicates._few_answers([column] * 6, cells) is not None
    assert _replicates._few_answers([column] * 7, cells) is None
    assert _replicates._few_answers([np.arange(float(N_ROWS))], cells) is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "either weights or raking is needed"),
        ({"weights": BASE, "replicates": 1}, "at least 2 replicates are needed, not 1"),
        ({"weights": BASE, "strata": ["a"]}, "different numbers of rows"),
        ({"weights": BASE, "clusters": ["a"]}, "different numbers of rows"),
        ({"weights": BASE, "population": 9}, "more sampled than the population: 120 of 9"),
    ],
)
def test_designs_that_do_not_fit_are_refused(options: dict, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        resample.rescaled_bootstrap(**options)


def test_answers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^a share needs answers 0 or 1 \(item 'score'\)"):
        resample.bootstrap_proportion(SCORES)
    with pytest.raises(ValueError, match=r"^a share needs answers 0 or 1$"):
        resample.bootstrap_proportion([0, 2])
    with pytest.raises(ValueError, match=r"^different numbers of rows"):
        resample.bootstrap_mean([0, 2], weights=[1, 1, 1])
    with pytest.raises(ValueError, match=r"^method 'exact' is not one of wilson"):
        resample.bootstrap_proportion([0, 1], method="exact")
    for estimate in (resample.bootstrap_mean, resample.bootstrap_proportion):
        with pytest.raises(ValueError, match=r"^confidence must lie between 0 and 1"):
            estimate([0, 1], confidence=2)


def test_shares_drawn_as_normal_spread_and_move_together_as_those_of_the_bootstrap():
    rng = np.random.default_rng(4)
    mood = rng.random(3000)
    answers = np.column_stack([mood < 0.5, mood < 0.4, rng.random(3000) < 0.2]).astype(float)
    answers[::7, 1] = np.nan
    weights = 1 + rng.random(3000)
    drawn = resample.normal_shares(answers, weights=weights, population=5000, replicates=4000)
    found = resample.rescaled_bootstrap(weights=weights, population=5000, replicates=4000)
    inside = ~np.isnan(answers)
    replicas = (np.where(inside, answers, 0).T @ found["replicate_weights"]) / (
        inside.T.astype(float) @ found["replicate_weights"]
    )
    np.testing.assert_allclose(
        np.cov(drawn["replicates"]), np.cov(replicas), rtol=0.12, atol=2e-6
    )  # both are estimates from 4000 draws
    np.testing.assert_allclose(drawn["estimate"], drawn["replicates"].mean(axis=1), atol=5e-4)


def test_shares_drawn_as_normal_do_not_move_once_everyone_answered():
    drawn = resample.normal_shares([[1, 0], [0, 0]] * 20, population=40, replicates=50)
    assert np.ptp(drawn["replicates"], axis=1).max() == 0


def test_shares_drawn_as_normal_are_those_of_the_answers_there_are() -> None:
    drawn = resample.normal_shares([[1, 0], [0, math.nan], [1, 1]], weights=[3, 1, 1], replicates=2)
    assert drawn["estimate"].tolist() == pytest.approx([4 / 5, 1 / 4])


@pytest.mark.parametrize(("answers", "variance"), [([1, 1, 0, 0], 1 / 12), ([1, 0], 1 / 4)])
def test_shares_drawn_as_normal_spread_as_p_q_over_n_less_one(
    answers: list[int], variance: float
) -> None:
    drawn = resample.normal_shares(np.transpose([answers]), replicates=20_000)
    assert drawn["replicates"].var() == pytest.approx(variance, rel=0.05)


def test_an_item_nobody_answered_leaves_the_shares_of_others_as_they_are() -> None:
    drawn = resample.normal_shares([[1, math.nan], [0, math.nan]], replicates=5)
    assert np.isfinite(drawn["replicates"][0]).all()
    assert np.isnan(drawn["replicates"][1]).all()
    assert np.isnan(drawn["estimate"][1])


def test_every_unit_can_be_drawn() -> None:
    found = resample.rescaled_bootstrap(weights=np.ones(3), replicates=50)
    assert (found["replicate_weights"].max(axis=1) > 0).all()
    assert (found["replicate_weights"].min(axis=1) == 0).all()


def test_a_cell_that_was_not_drawn_has_no_weight() -> None:
    classes = pd.DataFrame({"place": list("AAABBB"), "own": list("jnnjjn")})
    totals = {"place": pd.Series({"A": 3, "B": 3}), "own": pd.Series({"j": 3, "n": 3})}
    raked = rake(classes, totals, collapse_below=0)
    found = resample.rescaled_bootstrap(raking=raked, replicates=200)
    met = found["replicate_weights"][:, found["converged"]]
    assert met.sum(axis=0) == pytest.approx(np.full(met.shape[1], 6.0))
    assert met.min() == 0


def test_a_cell_keeps_the_base_weight_of_its_respondents() -> None:
    design = make_design(
        N_ROWS, weights=None, strata=None, clusters=None, population=500,
        raking=DESIGNS["raked base"]["raking"],
    )  # fmt: skip
    cells = _replicates._cells(design)
    assert cells is not None
    assert cells.base[cells.rows].tolist() == BASE.tolist()


@pytest.mark.parametrize("per_cell", [True, False])
def test_a_stratum_without_answers_is_none(per_cell: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four answers in one stratum leave three degrees of freedom."""
    few_cells(monkeypatch, per_cell=per_cell)
    design = {"weights": np.ones(8), "strata": list("aaaabbbb"), "population": {"a": 8, "b": 40}}
    found = resample.bootstrap_mean([1, 2, 3, 6, *[math.nan] * 4], replicates=20, **design)
    assert (found["estimate"], found["n"], found["df"]) == (3, 4, 3)


def test_two_strata_are_drawn_each_by_itself_where_all_weigh_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few_cells(monkeypatch, per_cell=True)
    design = {"weights": np.ones(8), "strata": list("aaaabbbb"), "population": {"a": 4, "b": 40}}
    found = resample.bootstrap_mean([1, 5, 2, 4, 3, 3, 3, 3], replicates=20, **design)
    assert found["se"] == pytest.approx(0)  # all of a answered, and in b all say the same


def test_only_replicates_with_an_answer_tell_the_spread() -> None:
    found = resample.bootstrap_mean([2.0, 2.0, *[math.nan] * 8], replicates=400)
    assert found["replicates"] < 400
    assert found["se"] == pytest.approx(0)


def test_weights_may_be_small() -> None:
    assert resample.bootstrap_mean([1, 2, 3], weights=[0.01] * 3)["replicates"] == 2000


def test_one_who_is_all_there_are_does_not_vary() -> None:
    assert resample.bootstrap_mean([4.0], population=1, replicates=5)["se"] == 0


def test_a_seed_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^seed below zero: -1$"):
        resample.rescaled_bootstrap(weights=[1, 1], seed=-1)
    first = resample.rescaled_bootstrap(weights=[1, 1, 1], seed=0, replicates=2)
    assert first["replicate_weights"].shape == (3, 2)


def test_shares_of_nobody_are_missing() -> None:
    for answers in ([], [math.nan] * 3, [1]):
        drawn = resample.normal_shares(answers, replicates=3)
        assert np.isnan(drawn["replicates"]).all()
        assert drawn["replicates"].shape == (1, 3)


def test_shares_drawn_as_normal_move_together_as_their_answers_do() -> None:
    """Of two answers that are each other's reverse the draws add up to 1 every time."""
    said = np.array([1.0, 0, 1, 0, 0])
    drawn = resample.normal_shares(np.column_stack([said, 1 - said]), replicates=20)
    assert drawn["replicates"].sum(axis=0) == pytest.approx(np.ones(20))
    assert drawn["replicates"][0].std() > 0.01


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"answers": [1, 0], "weights": [1, -1]}, r"^weight -1 cannot be used \(item 1\)$"),
        ({"answers": [1, 0], "population": 1}, r"^more sampled than the population: 2 of 1$"),
        (
            {"answers": pd.DataFrame({"q": [1, 5]}, index=["x", "y"])},
            r"^a share needs answers 0 or 1, not 5 \(item 'y' of 'q'\)$",
        ),
        ({"answers": [1, 0], "weights": [1]}, r"^different numbers of rows"),
        ({"answers": ["a"]}, r"^answers is not a number: 'a'$"),
    ],
)
def test_shares_that_cannot_be_drawn_are_refused(call: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        resample.normal_shares(**call)


def test_one_who_is_all_there_are_leaves_no_doubt() -> None:
    found = resample.bootstrap_mean([4.0], population=1, replicates=5)
    assert (found["low"], found["high"]) == (4, 4)
