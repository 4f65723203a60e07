"""The choice of activities: small cases whose best answer is found by hand or by trying all."""

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.errors import UsageError
from pijler_analysis.strategy.portfolio import (
    Limits,
    _model,
    _options,
    _quarter_by_quarter,
    _rows,
    choose_activities,
)
from pijler_analysis.strategy.quarters import sooner
from pijler_analysis.strategy.sensitivity import pushed_out, robustness


def activity(id, value, *, eur=0.0, running=False, all_year=False, first=1, after=(), serves=()):
    return {
        "activity_id": id, "value": value, "eur": eur, "is_running": running,
        "is_all_year": all_year, "first_quarter": first, "after": tuple(after), "serves": serves,
    }  # fmt: skip


def choose(rows, days, *, capacity=10.0, **limits):
    activities = pd.DataFrame(rows)
    effort = pd.DataFrame({"staf": days}, index=activities["activity_id"])
    quarters = pd.DataFrame(capacity, index=["staf"], columns=[1, 2, 3, 4])
    return choose_activities(activities, effort, Limits(capacity=quarters, **limits))


def test_the_best_worth_is_taken_not_the_largest_activity():
    """One quarter of 10 days: 6 + 4 days are worth 9, the single one of 10 days only 8."""
    rows = [activity("a", 8, first=4), activity("b", 5, first=4), activity("c", 4, first=4)]
    found = choose(rows, [10, 6, 4])
    assert set(found.chosen["activity_id"]) == {"b", "c"}
    assert found.value == 9
    assert found.left_out["reason"].tolist() == ["staf in kwartaal 4: 10 dagen te weinig"]
    assert found.use.set_index("quarter").loc[4, "used"] == 10


def test_all_year_takes_a_quarter_of_its_days_each_quarter():
    found = choose([activity("a", 1, all_year=True)], [40])
    assert found.use["used"].tolist() == [10, 10, 10, 10]
    assert choose([activity("a", 1, all_year=True)], [41]).chosen.empty


def test_what_must_come_first_comes_in_an_earlier_quarter():
    rows = [activity("b", 5, after=["a"]), activity("a", 1)]
    found = choose(rows, [10, 10]).chosen.set_index("activity_id")["quarter"]
    assert found["a"] < found["b"]
    dropped = choose(rows, [10, 10], drop=["a"])
    assert dropped.chosen.empty
    assert dropped.left_out.set_index("activity_id")["reason"].to_dict() == {
        "a": "met de hand geschrapt", "b": "vraagt eerst a",
    }  # fmt: skip


def test_what_can_start_earlier_does():
    """All three fit the first quarter; but what waits for one of them starts after it."""
    rows = [activity("d", 1, after=["b"]), activity("a", 1), activity("b", 1)]
    found = choose(rows, [3, 2, 5]).chosen.set_index("activity_id")["quarter"]
    assert found.to_dict() == {"d": 2, "a": 1, "b": 1}
    assert choose([activity("a", 1, first=3)], [1]).chosen["quarter"].tolist() == [3]


def test_nothing_moves_to_where_there_is_no_room():
    """Seven days a quarter are left beside what runs all year: one of six days each."""
    activities = pd.DataFrame([activity("a", 1), activity("b", 1), activity("c", 1, all_year=True)])
    effort = pd.DataFrame({"staf": [6.0, 6.0, 8.0]}, index=activities["activity_id"])
    quarters = pd.DataFrame(9.0, index=["staf"], columns=[1, 2, 3, 4])
    assert sooner({0: 4, 1: 3, 2: 0}, activities, effort, quarters) == {0: 2, 1: 1, 2: 0}


def test_running_work_stays_unless_it_is_released():
    rows = [activity("a", 0, running=True, first=4), activity("b", 5, first=4)]
    assert choose(rows, [10, 10]).chosen["activity_id"].tolist() == ["a"]
    assert choose(rows, [10, 10], release=["a"]).chosen["activity_id"].tolist() == ["b"]


def test_the_budget_binds_and_says_by_how_much():
    rows = [activity("a", 5, eur=8000), activity("b", 3, eur=3500), activity("c", 1, eur=2100)]
    found = choose(rows, [1, 1, 1], budget=10_000)
    assert found.chosen["activity_id"].tolist() == ["a"]
    assert found.left_out["reason"].tolist() == [
        "budget: 1.500 euro te weinig", "budget: 100 euro te weinig",
    ]  # fmt: skip


def test_a_minimum_per_challenge_overrules_worth():
    rows = [activity("a", 5, first=4, serves=("x",)), activity("b", 1, first=4, serves=("y",))]
    assert choose(rows, [10, 10], minimum={"y": 1}).chosen["activity_id"].tolist() == ["b"]


def test_an_impossible_plan_names_the_smallest_set_of_conditions():
    rows = [activity("a", 5, running=True, first=4), activity("b", 5, first=4), activity("c", 1)]
    with pytest.raises(UsageError) as raised:
        choose(rows, [6, 6, 1], force=["b", "c"])
    assert str(raised.value) == (
        "deze eisen gaan niet samen: a loopt door; b zeker doen; "
        "de dagen van staf in kwartaal 4 (10)"
    )


@pytest.mark.parametrize("seed", range(8))
def test_the_choice_is_as_good_as_trying_everything(seed):
    """Six activities, each out or in one of four quarters: 15,625 plans tried one by one."""
    random = np.random.default_rng(seed)
    values, days = random.integers(1, 20, 6), random.integers(1, 9, 6)
    eur = random.integers(0, 500, 6)
    rows = [activity(str(n), values[n], eur=eur[n]) for n in range(6)]
    found = choose(rows, days, capacity=6.0, budget=900)
    best = 0
    for plan in product(range(5), repeat=6):
        load = np.bincount(plan, weights=days, minlength=5)[1:]
        chosen = np.array(plan) > 0
        if (load <= 6).all() and eur[chosen].sum() <= 900:
            best = max(best, values[chosen].sum())
    assert found.value == pytest.approx(best, rel=1e-3)


def asked(seed):
    """Five activities and limits with each kind of condition, drawn so that most can be met."""
    random = np.random.default_rng(seed)
    ids = list("abcde")
    rows = [
        activity(
            id, float(random.integers(1, 20)), eur=float(random.integers(0, 500)),
            running=random.random() < 0.2, all_year=random.random() < 0.25,
            first=int(random.integers(1, 4)), serves=tuple(random.choice(["x", "y"], 1)),
            after=tuple(random.choice(ids[:n], 1)) if n and random.random() < 0.4 else (),
        )
        for n, id in enumerate(ids)
    ]  # fmt: skip
    days = pd.DataFrame(random.integers(0, 9, (5, 2)), index=ids, columns=["v", "w"], dtype=float)
    capacity = pd.DataFrame(random.integers(5, 9, (2, 4)), index=["v", "w"], columns=[1, 2, 3, 4])
    forced, dropped, released = random.choice(ids, 3, replace=False)
    limits = Limits(
        capacity, budget=900.0, minimum={"x": int(random.integers(0, 3))},
        force=[forced] * (random.random() < 0.3), drop=[dropped] * (random.random() < 0.3),
        release=[released] * (random.random() < 0.3),
    )  # fmt: skip
    return pd.DataFrame(rows), days, limits


def plans(table):
    """Return every plan there is: a start per activity; 0 runs all year, None is out."""
    starts = [
        [None, 0] if one["is_all_year"] else [None, *range(one["first_quarter"], 5)]
        for one in table
    ]
    return [dict(zip("abcde", plan, strict=True)) for plan in product(*starts)]


def worth_of(plan, table, days, limits):
    """Return what a plan is worth, None where it breaks a condition."""
    chosen = {id for id, start in plan.items() if start is not None}
    must = {one["activity_id"] for one in table if one["is_running"]} - {*limits.release}
    if not (must | {*limits.force}) - {*limits.drop} <= chosen or chosen & {*limits.drop}:
        return None
    done = [one for one in table if one["activity_id"] in chosen]
    for one in done:
        for other in one["after"]:
            if other not in chosen or (plan[other] and plan[other] >= plan[one["activity_id"]]):
                return None
    if sum(one["eur"] for one in done) > limits.budget:
        return None
    if sum("x" in one["serves"] for one in done) < limits.minimum["x"]:
        return None
    for role, available in limits.capacity.to_dict("index").items():
        for quarter, most in available.items():
            load = sum(days[role][id] * {0: 0.25, quarter: 1}.get(plan[id], 0) for id in chosen)
            if load > most:
                return None
    return sum(one["value"] for one in done)


@pytest.mark.parametrize("seed", range(24))
def test_with_every_kind_of_condition_no_plan_is_better(seed):
    """Every plan of five activities; filled a quarter at a time, it still breaks no condition."""
    activities, days, limits = asked(seed)
    table, by_role = activities.to_dict("records"), days.to_dict()
    worth = [worth_of(plan, table, by_role, limits) for plan in plans(table)]
    possible = [one for one in worth if one is not None]
    options = _options(activities, limits)
    model = _model(activities, options, _rows(activities, days, limits, options))
    order = [(1, 2, 3, 4), (4, 3, 2, 1)][seed % 2]
    filled = _quarter_by_quarter(model, order, gap=0.0, longest=60.0)
    if not possible:
        assert filled is None
        with pytest.raises(UsageError, match="gaan niet samen"):
            choose_activities(activities, days, limits)
        return
    found = choose_activities(activities, days, limits)
    assert found.value == pytest.approx(max(possible), rel=1e-3)
    if filled is not None:
        starts = [options[n] for n in np.flatnonzero(filled)]
        plan = dict.fromkeys("abcde") | {"abcde"[one.activity]: one.quarter for one in starts}
        assert sum(start is not None for start in plan.values()) == len(starts)
        value = worth_of(plan, table, by_role, limits)
        assert value == pytest.approx(model.worth @ filled, abs=1e-4)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"force": ["x"]}, "activiteit 'x' bestaat niet"),
        ({"force": ["a"], "drop": ["a"]}, "zowel bij force als bij drop"),
    ],
)
def test_wrong_wishes_are_named(limits, message):
    with pytest.raises(UsageError, match=message):
        choose([activity("a", 1)], [1], **limits)


COMPETING = pd.DataFrame(
    [activity(id, 1, first=4) for id in ("a", "b", "c", "d")]
)  # fmt: skip
COMPETING_DAYS = pd.DataFrame({"staf": [8.0, 8.0, 2.0, 11.0]}, index=list("abcd"))
TEN_DAYS = Limits(pd.DataFrame(10.0, index=["staf"], columns=[1, 2, 3, 4]))


def test_over_the_weights_one_is_always_in_one_never_and_two_depend():
    """Ten days hold eight and two: a or b by their worth, always c, never the eleven of d."""
    drawn = pd.DataFrame({"a": [5.0, 1, 5, 5], "b": [1.0, 5, 1, 1], "c": 1.0, "d": 9.0})
    found = robustness(COMPETING, COMPETING_DAYS, TEN_DAYS, drawn).set_index("activity_id")
    assert found["robust"].to_dict() == {
        "a": "depends", "b": "depends", "c": "always", "d": "never",
    }  # fmt: skip
    assert found["share"].tolist() == [0.75, 0.25, 1, 0]


def test_what_is_done_for_certain_pushes_out_what_it_leaves_no_room_for():
    better = COMPETING.assign(value=[5.0, 1, 1, 1])
    moved = pushed_out(better, COMPETING_DAYS, TEN_DAYS, forced="b")
    assert moved == {"in": ("b",), "out": ("a",)}
    wanted = replace(TEN_DAYS, force=("b",))  # as the choice was asked for
    assert pushed_out(better, COMPETING_DAYS, wanted, forced="b") == moved


def test_a_search_that_runs_out_of_time_says_how_good_its_choice_is_at_worst():
    rng = np.random.default_rng(4)
    many = [activity(f"a{n}", value=float(rng.uniform(0, 1))) for n in range(120)]
    days = pd.DataFrame(
        rng.integers(1, 15, (120, 3)), columns=["x", "y", "z"],
        index=pd.Index([f"a{n}" for n in range(120)], name="activity_id"),
    ).astype(float)  # fmt: skip
    capacity = pd.DataFrame(dict.fromkeys((1, 2, 3, 4), 40.0), index=["x", "y", "z"])
    short, longer = (
        choose_activities(pd.DataFrame(many), days, Limits(capacity), gap=0.0, longest=longest)
        for longest in (1.0, 6.0)
    )
    assert short.gap > 0
    assert longer.value <= short.value * (1 + short.gap) + 1e-3
    assert (short.use["used"] <= short.use["available"] + 1e-9).all()
