"""Changes between two waves: limits that must hold, overlaps of every kind, impossible input."""

import math

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats.change import paired_change, proportion_change

CAVO = {"both": 59, "only1": 6, "only2": 16, "neither": 80}
THIRD = {"both": 3, "only1": 1, "only2": 5, "neither": 41}
N985 = {"population1": 985, "population2": 985}
LIMITS = ("low", "high", "low_80", "high_80")


def same(found: dict, other: dict, *keys: str) -> None:
    for key in keys:
        assert found[key] == pytest.approx(other[key], rel=1e-9, abs=1e-12), key


# ---- what the variance must come down to ----


def test_twice_everyone_leaves_no_doubt() -> None:
    found = proportion_change(69, 985, 148, 985, **N985, overlap=[50, 19, 98, 818])
    assert found["se"] == 0
    assert found["low"] == found["high"] == found["difference"] == pytest.approx(79 / 985)
    assert (found["p"], found["verdict"]) == (0, "duidelijk")


def test_twice_everyone_without_change_is_no_difference() -> None:
    found = proportion_change(69, 985, 69, 985, **N985)
    assert (found["low"], found["high"], found["p"]) == (0, 0, 1)
    assert found["verdict"] == "geen verschil van belang"


def test_everyone_once_and_a_sample_has_the_doubt_of_the_sample() -> None:
    found = proportion_change(148, 985, 30, 150, **N985)
    alone = proportion_change(148, 985, 30, 150, population1=985, population2=985, overlap=None)
    assert found["se"] == pytest.approx(math.sqrt(0.2 * 0.8 / (150 * 984 / 835)))
    same(found, alone, *LIMITS)


def test_all_overlap_without_populations_is_the_paired_interval() -> None:
    partly = proportion_change(65, 161, 75, 161, overlap=CAVO)
    pairs = paired_change([[59, 6], [16, 80]])
    same(partly, pairs, "difference", "se", *LIMITS)
    assert partly["method"] == "tango, same respondents"
    assert pairs["low"] < pairs["tango_low"] < pairs["tango_high"] < pairs["high"]


def test_all_overlap_without_end_has_tangos_own_interval() -> None:
    """With ten thousand times as many pairs, Student's t is z."""
    many = {name: 10_000 * count for name, count in CAVO.items()}
    found = proportion_change(650_000, 1_610_000, 750_000, 1_610_000, overlap=many)
    pairs = paired_change([[590_000, 60_000], [160_000, 800_000]])
    assert found["high"] == pytest.approx(pairs["tango_high"], rel=1e-7)


@pytest.mark.parametrize(
    "apart",
    [
        {"population2": 986},
        {"population_both": 984},
        {"k2": 24, "n2": 151},
        {"overlap": [10, 1, 13, 125]},
    ],
)
def test_pairs_are_the_same_respondents_of_one_population(apart: dict) -> None:
    given = {"k1": 11, "n1": 150, "k2": 23, "n2": 150, **N985, "overlap": [10, 1, 13, 126]}
    assert proportion_change(**given)["method"] == "tango, same respondents"
    assert proportion_change(**given | apart)["method"] == "newcombe, overlap"


def test_one_who_answered_twice_tells_nothing_of_others() -> None:
    of_2 = {"population1": 2, "population2": 2}
    found = proportion_change(1, 1, 1, 1, **of_2, overlap=[1, 0, 0, 0])
    assert (found["low"], found["high"], found["p"]) == (pytest.approx(-1), pytest.approx(1), 1)
    assert proportion_change(0, 1, 1, 1, **of_2, overlap=[0, 0, 1, 0])["p"] == 1


def test_no_overlap_without_populations_is_independent() -> None:
    nobody = proportion_change(11, 150, 23, 150, overlap=[0, 0, 0, 0])
    unknown = proportion_change(11, 150, 23, 150)
    same(nobody, unknown, "se", "p", *LIMITS)
    assert nobody["correlation"] == 0
    assert nobody["method"] == "newcombe, overlap"
    assert unknown["method"] == "newcombe, as independent"


def test_a_huge_population_is_none() -> None:
    huge = proportion_change(11, 150, 23, 150, population1=1e12, population2=1e12, overlap=THIRD)
    none = proportion_change(11, 150, 23, 150, overlap=THIRD)
    same(huge, none, "se", "correlation", *LIMITS)


def test_nobody_can_be_in_two_populations_apart() -> None:
    apart = proportion_change(11, 150, 23, 150, **N985, population_both=0, overlap=[0] * 4)
    same(apart, proportion_change(11, 150, 23, 150, **N985), "se", *LIMITS)


def test_a_census_and_a_sample_of_it_are_not_correlated() -> None:
    to = proportion_change(148, 985, 30, 150, **N985, overlap=[20, 5, 10, 115])
    back = proportion_change(30, 150, 148, 985, **N985, overlap=[20, 10, 5, 115])
    assert to["correlation"] == back["correlation"] == 0


def test_overlap_sharpens_and_its_lack_blurs() -> None:
    widths = [
        found["high"] - found["low"]
        for found in (
            proportion_change(11, 150, 23, 150, **N985, overlap=THIRD),
            proportion_change(11, 150, 23, 150, **N985),
            proportion_change(11, 150, 23, 150, **N985, overlap=[0, 0, 0, 0]),
        )
    ]
    assert widths == sorted(widths)
    assert widths[0] < widths[1] < widths[2]


def test_less_overlap_than_chance_is_taken_cautiously() -> None:
    """f² = (150/985)², so −½ · f/(1 − f): as if half of an answer stays the same."""
    found = proportion_change(11, 150, 23, 150, **N985, overlap=[0, 0, 0, 0])
    fraction = 150 / 985
    assert found["correlation"] == pytest.approx(-0.5 * fraction / (1 - fraction))


def test_fewer_shared_units_leave_more_of_the_overlap() -> None:
    """n12/(n1 n2) − N12/(N1 N2), times r √(n1 n2)/√((1 − f1)(1 − f2)), by hand."""
    found = proportion_change(
        30, 200, 50, 180, population1=1000, population2=900, population_both=450,
        overlap=[12, 3, 9, 36],
    )  # fmt: skip
    r = (12 * 36 - 3 * 9 - 30) / math.sqrt(15 * 45 * 21 * 39)
    excess = 60 / (200 * 180) - 450 / (1000 * 900)
    rho = r * excess * math.sqrt(200 * 180) / math.sqrt(0.8 * 0.8)
    assert found["correlation"] == pytest.approx(rho)


def test_left_out_the_smaller_population_lies_in_the_larger() -> None:
    sizes = {"population1": 1000, "population2": 900, "overlap": [12, 3, 9, 36]}
    left_out = proportion_change(30, 200, 50, 180, **sizes)
    told = proportion_change(30, 200, 50, 180, population_both=900, **sizes)
    same(left_out, told, "correlation", *LIMITS)


# ---- symmetry and shape ----


def test_turning_the_waves_round_turns_the_difference() -> None:
    there = proportion_change(11, 150, 23, 140, **N985, overlap=[3, 1, 5, 41])
    back = proportion_change(23, 140, 11, 150, **N985, overlap=[3, 5, 1, 41])
    assert there["low"] == pytest.approx(-back["high"])
    assert there["high_80"] == pytest.approx(-back["low_80"])
    assert there["p"] == pytest.approx(back["p"])
    assert there["se"] == pytest.approx(back["se"])


def test_no_mirrors_yes() -> None:
    yes = proportion_change(11, 150, 23, 140, **N985, overlap=[3, 1, 5, 41])
    no = proportion_change(139, 150, 117, 140, **N985, overlap=[41, 5, 1, 3])
    assert yes["low"] == pytest.approx(-no["high"])
    assert yes["correlation"] == pytest.approx(no["correlation"])


def test_many_at_once_are_as_each_alone() -> None:
    k1, k2 = pd.Series({"a": 11, "b": 0, "c": 90}), pd.Series({"a": 23, "b": 4, "c": 60})
    table = pd.DataFrame(
        {"both": [3, 0, 20], "only1": [1, 0, 22], "only2": [5, 1, 5], "neither": [41, 49, 13]}
    )
    many = proportion_change(k1, 160, k2, 150, **N985, overlap=table)
    for i in range(3):
        alone = proportion_change(
            int(k1.iloc[i]), 160, int(k2.iloc[i]), 150, **N985, overlap=dict(table.iloc[i])
        )
        assert isinstance(alone["low"], float)
        for key, value in alone.items():
            expected = value if isinstance(value, str) else pytest.approx(value, rel=1e-9)
            assert many[key][i] == expected, key


def test_one_item_in_a_list_stays_a_list() -> None:
    assert proportion_change([11], 150, 23, 150)["low"].shape == (1,)
    two = {name: [count, count] for name, count in THIRD.items()}
    assert proportion_change(11, 150, 23, 150, overlap=two)["low"].shape == (2,)


def test_every_key_has_one_value_per_item() -> None:
    found = proportion_change([1, 2, 3], 20, 4, 20)
    assert {len(values) for values in found.values()} == {3}


@pytest.mark.parametrize(
    "overlap", [THIRD, [3, 1, 5, 41], np.array([[3, 1], [5, 41]]), pd.DataFrame([THIRD])]
)
def test_an_overlap_may_come_in_several_forms(overlap: object) -> None:
    found = proportion_change(11, 150, 23, 150, **N985, overlap=overlap)
    assert found["low"] == pytest.approx(0.0163175, abs=5e-8)


def test_an_item_with_an_unknown_overlap_counts_as_independent() -> None:
    table = {"both": [3, None], "only1": [1, None], "only2": [5, None], "neither": [41, None]}
    found = proportion_change([11, 11], 150, [23, 23], 150, **N985, overlap=table)
    alone = proportion_change(11, 150, 23, 150, **N985)
    assert found["low"][1] == pytest.approx(alone["low"])
    assert found["method"].tolist() == ["newcombe, overlap", "newcombe, as independent"]


def test_without_answers_there_is_no_change_to_speak_of() -> None:
    found = proportion_change([0, 3], [0, 20], [5, 4], [20, 20], **N985)
    assert np.isnan(found["difference"][0])
    assert np.isnan([found[key][0] for key in (*LIMITS, "se", "p", "answers_needed")]).all()
    assert found["verdict"].tolist() == [None, "onzeker"]


# ---- interval, p and verdict agree ----


@pytest.mark.parametrize("k2", range(8, 40))
def test_p_is_below_the_level_where_the_interval_excludes_zero(k2: int) -> None:
    found = proportion_change(20, 150, k2, 150, **N985)
    assert (found["p"] < 0.05) == (found["low"] > 0 or found["high"] < 0)
    assert (found["p"] < 0.2) == (found["low_80"] > 0 or found["high_80"] < 0)


def test_at_confidence_one_minus_p_the_interval_touches_zero() -> None:
    found = proportion_change(11, 150, 23, 150, **N985)
    touching = proportion_change(11, 150, 23, 150, **N985, confidence=1 - found["p"])
    assert touching["low"] == pytest.approx(0, abs=1e-12)


def test_the_verdict_follows_what_matters() -> None:
    clear = proportion_change(11, 150, 23, 150, **N985)
    assert clear["verdict"] == "duidelijk"
    assert proportion_change(11, 150, 23, 150, **N985, relevant=0.1)["verdict"] == "waarschijnlijk"
    assert proportion_change(11, 150, 23, 150, **N985, confidence=0.99)["verdict"] == (
        "waarschijnlijk"
    )


def test_answers_needed_by_hand() -> None:
    """(z.975 + z.8)² (p1 q1 + p2 q2)/d², for 7 % against 15 %; of 985, n/(1 + n/985)."""
    found = proportion_change(7, 100, 15, 100)
    assert found["answers_needed"] == 237  # 236.1
    limited = proportion_change(7, 100, 15, 100, **N985)
    assert limited["answers_needed"] == 191  # 236.1/(1 + 236.1/985)


def test_answers_needed_counts_on_the_same_overlap() -> None:
    """Half of 100 answered twice, φ = 0.5: per answer p q (2 − 2 · 0.5 · 0.5), d = 0."""
    half = [18, 6, 6, 18 + 2]
    found = proportion_change(49, 100, 52, 100, overlap=half)
    r = (18 * 20 - 36) / (24 * 26)
    v1, v2 = 0.49 * 0.51, 0.52 * 0.48
    per_answer = v1 + v2 - 2 * r * math.sqrt(v1 * v2) * 0.5
    assert found["answers_needed"] == math.ceil(per_answer * (2.8015852 / 0.03) ** 2)


def test_no_difference_would_take_everyone() -> None:
    assert proportion_change(10, 100, 10, 100)["answers_needed"] == math.inf
    assert proportion_change(10, 100, 10, 100, **N985)["answers_needed"] == 985
    assert proportion_change(0, 10, 10, 10)["answers_needed"] == 1


# ---- what cannot be ----


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"k1": [5, 30]}, "30 of 20"),
        ({"k2": [-1, 5]}, "-1"),
        ({"population1": 15}, "20 of 15"),
        ({"overlap": [[1, 2], [3, 4], [5, 6]]}, "^overlap has 4 counts"),
        ({"overlap": [1, 2, 3]}, "^overlap has 4 counts: both, only1, only2, neither"),
        (
            {"overlap": {"both": 1, "only1": 1, "only2": 1}},
            "^overlap lacks 'neither': it has both, only1, only2, neither$",
        ),
        (
            {"overlap": [-1, 0, 0, 0]},
            r"^overlap holds what is not a count: \[-1.0, 0.0, 0.0, 0.0\]",
        ),
        ({"overlap": [0.5, 0, 0, 0]}, "not a count"),
        ({"overlap": [4, 2, 0, 0]}, "^overlap has 6 yes in the first wave, of 5"),
        ({"overlap": [3, 0, 4, 0]}, "7 yes in the second wave, of 6"),
        ({"overlap": [0, 0, 0, 16]}, "16 no in the first wave, of 15"),
        ({"overlap": [0, 5, 0, 15]}, "20 no in the second wave, of 14"),
        (
            {"population1": 30, "population2": 30, "overlap": [0, 0, 0, 0]},
            "0 respondents in both waves, of at least 10",
        ),
        (
            {"population1": 100, "population2": 90, "population_both": 95},
            "95 units in both populations, of 90",
        ),
        (
            {"population1": 100, "population2": 90, "population_both": 3, "overlap": [1, 1, 1, 1]},
            "4 respondents in both waves, of at most 3",
        ),
    ],
)
def test_impossible_counts_are_named(changed: dict, named: str) -> None:
    given = {"k1": [5, 5], "n1": 20, "k2": [6, 6], "n2": 20} | changed
    with pytest.raises(ValueError, match=named):
        proportion_change(**given)


def test_the_item_that_is_wrong_is_named_by_its_label() -> None:
    k1 = pd.Series({"helpdesk": 5, "website": 9})
    with pytest.raises(ValueError, match=r"8 yes in the first wave, of 5 \(item 'helpdesk'\)"):
        proportion_change(k1, 20, 8, 20, overlap=[8, 0, 0, 0])


def test_the_overlap_that_is_wrong_is_named() -> None:
    overlap = {"both": [1, 1, 1], "only1": [0, 0, 0], "only2": [0, 0, -1], "neither": 0}
    with pytest.raises(ValueError, match=r"not a count: \[1.0, 0.0, -1.0, 0.0\] \(item 2\)"):
        proportion_change([5, 5, 5], 20, 8, 20, overlap=overlap)


def test_the_item_with_too_few_units_left_is_named() -> None:
    sizes = pd.Series({"a": 100, "b": 30})
    with pytest.raises(ValueError, match=r"of at least 10 \(item 'b'\)"):
        proportion_change(5, 20, 6, 20, population1=sizes, population2=sizes, overlap=[0] * 4)


def test_every_count_of_the_overlap_is_looked_at() -> None:
    overlap = {"both": [1, 1, 1], "only1": [0, 0, -1], "only2": 0, "neither": 0}
    with pytest.raises(ValueError, match=r"not a count: \[1.0, -1.0, 0.0, 0.0\] \(item 2\)"):
        proportion_change([5, 5, 5], 20, 8, 20, overlap=overlap)
    with pytest.raises(ValueError, match=r"^overlap has 'x': it has both, only1, only2, neither$"):
        proportion_change(5, 20, 8, 20, overlap={"x": 1})


def test_one_population_in_a_list_gives_a_list() -> None:
    found = proportion_change(5, 20, 8, 20, **N985, population_both=[900])
    assert found["low"].shape == (1,)


# ---- pairs ----


def test_nobody_changed() -> None:
    found = paired_change([[20, 0], [0, 5]])
    assert (found["difference"], found["se"]) == (0, 0)
    assert (found["exact_p"], found["mid_p"], found["asymptotic_p"]) == (1, 1, 1)
    # n Δ/(1 − Δ) = z², so Δ = z²/(n + z²)
    assert found["tango_high"] == pytest.approx(3.841459 / 28.841459, rel=1e-6)
    assert found["tango_low"] == pytest.approx(-found["tango_high"])


def test_everyone_changed_the_same_way() -> None:
    found = paired_change([[0, 0], [10, 0]])
    assert found["difference"] == found["tango_high"] == found["newcombe_high"] == 1
    assert found["exact_p"] == pytest.approx(2 * 0.5**10)
    assert found["mid_p"] == pytest.approx(0.5**10)


def test_no_pairs_is_missing() -> None:
    found = paired_change([[0, 0], [0, 0]])
    assert all(math.isnan(value) for key, value in found.items() if key != "verdict")
    assert found["verdict"] is None


def test_a_change_in_pairs_gets_its_verdict_from_its_limits() -> None:
    found = paired_change([[59, 6], [16, 80]])
    assert found["verdict"] == "duidelijk"
    assert found["low"] < found["low_80"] < found["high_80"] < found["high"]
    assert found["p"] == found["mid_p"]
    assert paired_change([[59, 6], [16, 80]], relevant=0.07)["verdict"] == "waarschijnlijk"
    assert paired_change([[59, 6], [16, 80]], confidence=0.99)["verdict"] == "waarschijnlijk"


def test_turning_pairs_round_turns_the_difference() -> None:
    there, back = paired_change([[5, 2], [9, 7]]), paired_change([[5, 9], [2, 7]])
    for there_key, back_key in (("tango_low", "tango_high"), ("newcombe_low", "newcombe_high")):
        assert there[there_key] == pytest.approx(-back[back_key])
    assert there["mid_p"] == back["mid_p"]


def test_one_pair_is_a_table() -> None:
    found = paired_change([[1, 0], [0, 0]])
    assert (found["difference"], found["exact_p"]) == (0, 1)
    assert found["newcombe_high"] < 1


def test_a_hair_of_correlation_is_corrected_away() -> None:
    """2 · 1 − 1 · 1 = 1 is less than half a respondent a cell: as if independent."""
    pairs, apart = paired_change([[2, 1], [1, 1]]), proportion_change(3, 5, 3, 5)
    assert pairs["newcombe_low"] == pytest.approx(apart["low"])


def test_two_who_never_change_show_no_change() -> None:
    """φ = 1, so no standard error; but Δ may be t²/(n + t²), with t = 12.706 on one degree."""
    found = proportion_change(1, 2, 1, 2, overlap=[1, 0, 0, 1])
    assert (found["se"], found["correlation"], found["p"]) == (0, 1, 1)
    assert found["high"] == pytest.approx(12.7062047**2 / (2 + 12.7062047**2))
    assert found["low"] == pytest.approx(-found["high"])


def test_two_of_three_who_never_change_are_not_taken_to_agree_always() -> None:
    """φ = 1 without correction, so no standard error of theirs; corrected, 1 − 2/2 = 0."""
    found = proportion_change(1, 3, 1, 2, overlap=[1, 0, 0, 1])
    assert found["correlation"] == 0


def test_many_tables_at_once() -> None:
    tables = np.array([[[59, 6], [16, 80]], [[1, 1], [7, 12]]])
    many = paired_change(tables)
    alone = paired_change(pd.DataFrame([[1, 1], [7, 12]]))
    assert many["tango_low"][1] == alone["tango_low"]
    assert many["exact_p"][1] == alone["exact_p"]
    assert many["difference"].shape == (2,)


@pytest.mark.parametrize(
    ("table", "named"),
    [
        ([1, 2, 3, 4], r"^a table has 2 rows and 2 columns, not the shape \(4,\)"),
        ([[1, 2, 3], [4, 5, 6]], r"not the shape \(2, 3\)"),
        ([[1, -2], [3, 4]], "^only1 is not a count: -2$"),
        ([[1, 2], [3.5, 4]], "only2 is not a count: 3.5"),
        ([[[1, 2], [3, 4]], [[1, 2], [3, -4]]], r"neither is not a count: -4 \(item 1\)"),
    ],
)
def test_an_impossible_table_is_named(table: list, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        paired_change(table)
