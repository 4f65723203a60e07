"""First time, return, occupancy and no-show at sessions, counted by hand."""

import pandas as pd
import pytest
from tables import numbers, organisation, year_data

from pijler_analysis import indicators as pijler

NA = pd.NA
REGISTER = [
    organisation(1, is_diaspora=True, province="Limburg"),
    organisation(2, is_diaspora=False, province="Limburg"),
    organisation(3, is_diaspora=None, province=None),
]
SESSIONS = [
    {"session_id": "V1", "session_kind": "training", "session_theme": "basics", "capacity": 10,
     "is_online": False, "session_partner": "provincie Limburg"},
    {"session_id": "V2", "session_kind": "training", "session_theme": "gender", "capacity": 0,
     "is_online": True, "session_partner": None},
    {"session_id": "V3", "session_kind": "training", "session_theme": None, "capacity": NA,
     "is_online": NA, "session_partner": None},
    {"session_id": "O1", "session_kind": "meeting", "capacity": 40, "is_online": True},
    {"session_id": "DAG", "session_kind": "yearly_day", "capacity": 400},
]  # fmt: skip


def came(session: str, organisation_id=None, *, present=True, name="naam") -> dict:
    return {
        "session_id": session, "organisation_id": organisation_id, "is_present": present,
        "organisation_name": name,
    }  # fmt: skip


def held(*lines: dict, **more):
    return year_data(registrations=REGISTER, sessions=SESSIONS, attendance=list(lines), **more)


TWO_AGO = held(came("V1", "R3"), came("O1", "R1"), year=2022)
LAST = held(came("V1", "R2"), came("V1", "R4"), came("V1", "R1", present=False), year=2023)
NOW = held(
    came("V1", "R1"), came("V1", "R2"), came("V2", "R2"), came("V2", "R3"), came("V3", "X1"),
    came("O1", "R1"), came("O1", "R2"), came("DAG", "R3"), came("DAG", None, name=None),
    earlier=(TWO_AGO, LAST), doubts=[("X1", "R4")],
)  # fmt: skip


def test_first_time_looks_at_every_earlier_year_of_the_same_kind():
    # R2 came last year, R3 the year before; R1 was enrolled and not there; X1 may be R4.
    assert numbers(pijler.training_first_time_share(NOW)) == {"total": (2, 4, 0.5, 0.25, 0.5)}
    assert numbers(pijler.meeting_first_time_share(NOW)) == {"total": (1, 2, 0.5, 0.5, 0.5)}
    assert numbers(pijler.day_first_time_share(NOW)) == {"total": (1, 1, 1, 1, 1)}


def test_returning_divides_by_those_who_came_the_year_before():
    found = pijler.training_returning_share(NOW)
    assert numbers(found) == {"total": (1, 2, 0.5, 0.5, 1)}  # R2 of R2 and R4, which may be X1
    assert numbers(found, "diaspora")["no"][:3] == (1, 1, 1)
    assert numbers(found, "diaspora")["unknown"][:3] == (0, 1, 0)


@pytest.mark.parametrize(
    "function",
    [pijler.training_first_time_share, pijler.training_returning_share,
     pijler.meeting_first_time_share, pijler.day_first_time_share],
)  # fmt: skip
def test_the_first_year_of_data_cannot_know_and_says_so(function):
    row = function(TWO_AGO).iloc[0]
    assert pd.isna(row["estimate"])
    assert "gegevens" in row["note"]


def test_last_year_missing_is_not_the_year_before():
    gap = held(came("V1", "R2"), earlier=(TWO_AGO,))
    assert numbers(pijler.training_returning_share(gap))["total"][2] is None
    assert numbers(pijler.training_first_time_share(gap))["total"][2] == 1


def test_organisations_at_each_kind_of_session_count_once():
    found = pijler.training_organisations(NOW)
    assert numbers(found) == {"total": (4, None, 4, 4, 4)}
    assert numbers(found, "theme")["gender"] == (2, None, 2, 2, 3)  # X1's session has no theme
    assert numbers(found, "theme")["basics"][0] == 2
    assert numbers(found, "province")["Limburg"] == (2, None, 2, 2, 4)
    assert numbers(pijler.meeting_organisations(NOW)) == {"total": (2, None, 2, 2, 2)}
    assert numbers(pijler.day_organisations(NOW)) == {"total": (1, None, 1, 1, 1)}
    assert numbers(pijler.meeting_diaspora_share(NOW)) == {"total": (1, 2, 0.5, 0.5, 0.5)}
    assert numbers(pijler.day_diaspora_share(NOW)) == {"total": (0, 0, None, 0, 1)}


WHERE = [
    SESSIONS[0] | {"province": "Limburg"}, SESSIONS[1] | {"province": "Limburg"}, *SESSIONS[2:],
]  # fmt: skip


def test_sessions_and_who_came_divide_by_theme_place_way_and_partner():
    lines = [
        came("V1", "R1") | {"person_id": "a"}, came("V1", "R1") | {"person_id": "b"},
        came("V2", "R1") | {"person_id": "a"}, came("V3", "R2") | {"person_id": NA},
        came("V2", None, present=NA), came("O1", "R2"), came("gone", "R2") | {"person_id": "c"},
    ]  # fmt: skip
    data = year_data(sessions=WHERE, attendance=lines)
    held = pijler.training_sessions(data)
    assert numbers(held, "held") == {
        "on_site": (1, None, 1, 1, 2), "online": (1, None, 1, 1, 2), "unknown": (1, None, 1, 0, 1),
    }  # fmt: skip
    assert numbers(held, "partner")["yes"] == (1, None, 1, 1, 1)
    assert numbers(held, "partner")["no"][0] == 2
    assert numbers(held, "theme")["gender"] == (1, None, 1, 1, 2)  # V3 has no theme
    place = {group: row[0] for group, row in numbers(held, "province").items() if row[0]}
    assert place == {"Limburg": 1, "online": 1, "unknown": 1}
    lines_of = pijler.training_attendances(data)  # V2 has one line without a mark
    assert numbers(lines_of, "held") == {
        "on_site": (2, None, 2, 2, 4), "online": (1, None, 1, 1, 3), "unknown": (1, None, 1, 0, 2),
    }  # fmt: skip
    assert numbers(lines_of, "theme")["basics"][0] == 2
    assert numbers(lines_of, "partner")["no"][0] == 2
    organisations = pijler.training_organisations(data)  # R1 counts at each of its two
    assert {group: row[0] for group, row in numbers(organisations, "held").items()} == {
        "on_site": 1, "online": 1, "unknown": 1,
    }  # fmt: skip
    people = pijler.training_people(data)  # the line of nobody may be one more anywhere
    assert numbers(people)["total"] == (2, None, 2, 2, 3)
    assert numbers(people, "held")["on_site"] == (2, None, 2, 2, 3)
    assert numbers(people, "held")["online"] == (1, None, 1, 1, 2)
    assert numbers(people, "province")["Antwerpen"] == (0, None, 0, 0, 1)


def test_reach_is_told_for_each_group_of_the_register():
    found = pijler.training_reach(NOW)
    assert numbers(found, "province")["Limburg"] == (2, 2, 1, 1, 1)
    assert numbers(found, "diaspora")["unknown"] == (1, 1, 1, 1, 1)
    assert numbers(found, "province")["Antwerpen"] == (0, 0, None, None, None)


def test_occupancy_leaves_out_sessions_of_unknown_size():
    data = held(
        came("V1", "R1"), came("V1", "R1"), came("V1", None, present=False), came("V1", present=NA),
        came("V2", "R2"), came("V3", "R2"), came("O1", "R2"),
    )  # fmt: skip
    assert numbers(pijler.training_occupancy(data)) == {"total": (2, 10, 0.2, 0.2, 0.3)}
    assert numbers(pijler.training_no_show_share(data)) == {
        "total": (1, 5, 0.2, round(1 / 6, 9), round(2 / 6, 9))
    }


def test_shares_of_sessions_may_miss_one_that_was_rejected():
    lost = [{"table": "sessions", "file": "v", "sheet": "O", "row": 3, "effect": "row"}]
    data = held(rejected=lost)
    assert numbers(pijler.training_online_share(data)) == {"total": (1, 2, 0.5, 0.25, 0.75)}
    assert numbers(pijler.training_partner_share(data)) == {
        "total": (1, 3, round(1 / 3, 9), 0.25, 0.5)
    }


FORMS = [
    SESSIONS[0] | {"evaluations": 4, "satisfied": 3, "cost_eur": 120.0},
    SESSIONS[1] | {"evaluations": 5, "satisfied": 5},
    SESSIONS[2] | {"evaluations": 6, "satisfied": NA, "cost_eur": 30.0},
    SESSIONS[3] | {"evaluations": 9, "satisfied": 1, "cost_eur": 500.0},
]


def test_satisfaction_is_of_the_forms_and_bounded_by_those_who_filled_in_none():
    lines = [came("V1")] * 6 + [came("V2")] * 5 + [came("V3")] * 7 + [came("O1")] * 9
    data = year_data(sessions=FORMS, attendance=lines)
    found = pijler.training_satisfaction(data)
    # V1 and V2: 8 of 9 forms; 11 came, so 2 said nothing
    assert numbers(found)["total"] == (8, 9, round(8 / 9, 9), round(8 / 11, 9), round(10 / 11, 9))
    assert numbers(found, "theme")["basics"] == (3, 4, 0.75, 0.5, round(5 / 6, 9))


def test_cost_is_of_the_trainings_that_noted_it_and_a_blank_presence_makes_it_less():
    lines = [came("V1")] * 6 + [came("V1", present=NA)] * 2 + [came("V1", present=False)]
    lines += [came("V3")] * 4 + [came("V2")] * 9 + [came("O1")]
    data = year_data(sessions=FORMS, attendance=lines)
    assert numbers(pijler.training_cost_eur(data))["total"] == (150, 10, 15, 12.5, 15)
    free = year_data(sessions=SESSIONS, attendance=lines)
    assert "kosten" in pijler.training_cost_eur(free).iloc[0]["note"]
