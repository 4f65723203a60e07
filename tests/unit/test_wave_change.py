"""Changes between two waves: on waves small enough to count by hand, and what may be shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tables import SETTINGS, organisation, year_data

from pijler_analysis.stats.multiple import adjust
from pijler_analysis.strategy.rehearsal import rehearse
from pijler_analysis.strategy.wave_change import FIGURES, read_wave, wave_changes
from pijler_analysis.strategy.wave_ledger import last_released
from pijler_analysis.strategy.wave_protection import protect_changes, transitions
from pijler_analysis.strategy.waves import WavePair

ITEMS = ("satisfaction_overall", "satisfaction_fund", "need_stem")
ORGANISATIONS = 120
REGISTER = [organisation(n, province="Limburg", is_diaspora=False) for n in range(ORGANISATIONS)]


def wave(year: int, answers: dict[int, tuple], *, twice: tuple[int, ...] = ()):
    """Make a wave from organisation → its answers on ITEMS."""
    questions = [
        {"audience": "members", "item": item, "wave": year, "code": "x", "scale_max": 5,
         "scale_top": None if item.startswith("need") else 4}
        for item in ITEMS
    ]  # fmt: skip
    members = [
        {"response_id": str(n), "organisation_id": f"R{n}", "is_complete": True}
        | dict(zip(ITEMS, given, strict=True))
        for n, given in answers.items()
    ]
    members += [members[n] | {"response_id": f"{n} again"} for n in twice]
    invited = [{"invitation_id": str(n), "organisation_id": f"R{n}"} for n in range(ORGANISATIONS)]
    return read_wave(year_data(year=year, registrations=REGISTER, invitations=invited,
                               survey_members=members, questions=questions))  # fmt: skip


def graded(grade: str = "B", **other: str) -> pd.DataFrame:
    grades = dict.fromkeys(ITEMS, grade) | other
    texts = dict.fromkeys(["wording_then", "wording_now", "scale_then", "scale_now", "rule"], "")
    return pd.DataFrame(
        [{"audience": "members", "item": item, "status": "kept", "grade": grade} | texts
         for item, grade in grades.items()]
    )  # fmt: skip


def everyone(satisfied: int, needing: int) -> dict[int, tuple]:
    return {n: (5 if n < satisfied else 2, 4, n < needing) for n in range(ORGANISATIONS)}


def test_who_was_all_asked_twice_leaves_nothing_uncertain():
    then, now = wave(2019, everyone(60, 30)), wave(2024, everyone(90, 30))
    table = wave_changes(then, now, graded()).set_index("item")
    row = table.loc["satisfaction_overall"]
    assert (row["share_then"], row["share_now"]) == (0.5, 0.75)
    assert row[["difference", "low", "high", "standardised_difference"]].tolist() == pytest.approx(
        [0.25] * 4
    )
    assert row["verdict"] == "duidelijk"
    assert table.loc["need_stem", "verdict"] == "geen verschil van belang"


def some(first: int, last: int, satisfied: int) -> dict[int, tuple]:
    return {n: (5 if n - first < satisfied else 1, 5 if n % 2 else 1, n % 3 == 0)
            for n in range(first, last)}  # fmt: skip


def test_the_overlap_is_counted_and_the_families_are_adjusted_apart():
    then, now = wave(2019, some(0, 60, 20)), wave(2024, some(40, 100, 40))
    table = wave_changes(then, now, graded())
    assert table["n_both"].tolist() == [20, 20, 20]
    satisfaction = table["item"].str.startswith("satisfaction")
    expected = adjust(table.loc[satisfaction, "p"].to_numpy(), method="holm")
    assert table.loc[satisfaction, "adjusted_p"].tolist() == expected.tolist()
    assert table.loc[~satisfaction, "adjusted_p"].tolist() == table.loc[~satisfaction, "p"].tolist()


def test_what_is_not_comparable_has_no_figures_at_all():
    then, now = wave(2019, some(0, 60, 20)), wave(2024, some(40, 100, 40))
    exact = wave_changes(then, now, graded(need_stem="–"))
    shown = protect_changes(exact, then, now, rules=SETTINGS.protection).set_index("item")
    refused = shown.loc["need_stem"]
    assert refused[[*FIGURES, "n_then", "verdict"]].isna().all()
    assert refused["note"] == "niet te vergelijken"
    assert exact.set_index("item").loc["need_stem", list(FIGURES)].isna().all()


def test_a_share_of_a_few_is_hidden_in_both_waves_and_the_rest_is_rounded():
    then, now = wave(2019, some(0, 60, 3)), wave(2024, some(40, 100, 40))
    exact = wave_changes(then, now, graded())
    shown = protect_changes(exact, then, now, rules=SETTINGS.protection).set_index("item")
    assert shown.loc["satisfaction_overall", list(FIGURES)].isna().all()
    assert pd.isna(shown.loc["satisfaction_overall", "verdict"])
    assert "p" not in shown
    kept = shown.loc["need_stem", list(FIGURES)].astype(float)
    assert np.allclose(kept, kept.round(2))
    assert shown.loc["need_stem", "n_both"] == 20


def test_a_second_response_of_an_organisation_is_not_taken_for_the_first():
    one = wave(2024, dict.fromkeys(range(30), (5, 4, True)), twice=(0, 1, 2, 3, 4, 5))
    assert len(one.answers) == 36
    assert one.ids.notna().sum() == 30
    moved = transitions(one, one, ["need_stem"], rules=SETTINGS.protection)
    assert moved["count"].tolist() == [0, 0, 0, 30]


def test_who_moved_where_hides_small_moves_and_rounds_the_others():
    then, now = wave(2019, some(0, 100, 50)), wave(2024, some(3, 100, 50))
    moved = transitions(then, now, ["satisfaction_overall"], rules=SETTINGS.protection)
    pairs = moved.set_index(["then", "now"])
    assert pairs.loc[(1, 1), "count"] == 45  # 47 in truth
    assert pd.isna(pairs.loc[(0, 1), "count"])  # 3 in truth
    assert pairs.loc[(0, 1), "note"]


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"response": 0}, "response must be more than 0"),
        ({"response": float("nan")}, "response must be more than 0"),
        ({"again": 2}, "again must lie between 0 and 1"),
        ({"design_effect": 0}, "design_effect must be 1 or more"),
        ({"change": -0.05}, "change must lie between 0 and 1"),
    ],
)
def test_a_rehearsal_of_a_wave_that_cannot_be_is_refused(wish, told):
    items = pd.DataFrame({"item": ["a"], "share": [0.5], "n": [150]})
    with pytest.raises(ValueError, match=told):
        rehearse(items, population=985, **wish)


def test_the_rehearsal_asks_more_answers_where_they_help():
    items = pd.DataFrame({"item": ["a", "hidden"], "share": [0.9, None], "n": [500, 50]})
    table = rehearse(items, population=985, response=0.5).set_index("item")
    assert not table.loc["a", "is_shown"]
    assert 250 < table.loc["a", "n_needed"] <= 985
    again = rehearse(items, population=985, response=table.loc["a", "n_needed"] / 500)
    assert again["is_shown"][0]
    assert pd.isna(table.loc["hidden", "rise"])


def test_a_pair_of_waves_offers_it_all():
    then, now = wave(2019, some(0, 60, 20)), wave(2024, some(40, 100, 40))
    pair = WavePair(then, now, graded(need_stem="–"), SETTINGS.protection)
    assert set(pair.moves["item"]) == {"satisfaction_overall", "satisfaction_fund"}
    assert len(pair.rehearsal()) == len(ITEMS)


def released(pair):
    """Return the tables of a pair as a ledger gives them back."""
    return last_released([pair.for_ledger()], 2019, 2024)


def with_more(n, earlier=None):
    """Lay 2019 beside a 2024 in which ``n`` more than fifty answered, and were satisfied."""
    now = wave(2024, some(40, 90, 30) | some(90, 90 + n, n))
    then = wave(2019, some(0, 60, 20))
    return WavePair(then, now, graded(), SETTINGS.protection, earlier or {})


def row_of(pair, item="satisfaction_overall"):
    return pair.changes.set_index("item").loc[item]


@pytest.mark.parametrize(("more", "stays"), [(0, True), (3, True), (4, True), (6, False)])
def test_a_few_late_answers_change_nothing_that_was_released(more, stays):
    """50 answers print as 50; 53 would print as 55 and show the three."""
    first = with_more(0)
    late = with_more(more, released(first))
    assert (row_of(late)["n_now"], row_of(with_more(more))["n_now"]) == (
        50 if stays else 55, 50 if more < 3 else 55
    )  # fmt: skip
    for one, other in ((late.changes, first.changes), (late.rehearsal(), first.rehearsal())):
        columns = ["item", *({"share_now", "n", "share"} & set(one))]
        assert one[columns].equals(other[columns]) == stays


def test_late_answers_add_up_against_the_first_release():
    """Three now and three more later are six against what was released: then all is shown."""
    first = with_more(0)
    second = with_more(3, released(first))
    third = with_more(6, released(second))
    assert row_of(second)["n_now"] == 50
    assert row_of(third)["n_now"] == 55


def test_who_moved_where_stays_with_its_item_and_no_other():
    """Three who answered twice turn round: the item they answered stays, the others go on."""
    then, now = wave(2019, some(0, 100, 50)), wave(2024, some(0, 100, 50))
    turned = now.answers.assign(
        satisfaction_overall=now.answers["satisfaction_overall"].mask(now.answers.index < 3, 0.0)
    )
    rules, crosswalk = SETTINGS.protection, graded()
    first = WavePair(then, now, crosswalk, rules)
    second = WavePair(then, replace(now, answers=turned), crosswalk, rules, released(first))
    assert second.moves.equals(first.moves)
    assert not WavePair(then, replace(now, answers=turned), crosswalk, rules).moves.equals(
        first.moves
    )


def test_another_pair_of_waves_is_no_correction():
    assert last_released([with_more(0).for_ledger()], 2014, 2024) == {}
