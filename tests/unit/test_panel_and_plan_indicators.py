"""Renewal and likeness of the panel, and what the plan promised, counted by hand."""

from dataclasses import replace

import pandas as pd
from tables import numbers, organisation, year_data

from pijler_analysis import indicators as pijler

NA = pd.NA


def test_renewal_counts_those_who_joined_in_the_year():
    data = year_data(
        panel=[
            {"member_since": pd.Timestamp("2024-01-08")},
            {"member_since": pd.Timestamp("2023-12-31")},
            {"member_since": pd.NaT},
        ]
    )
    assert numbers(pijler.panel_renewal_share(data)) == {
        "total": (1, 2, 0.5, round(1 / 3, 9), round(2 / 3, 9))
    }


def test_unlikeness_is_what_would_have_to_move_and_is_bounded_by_unknown_seats():
    register = [
        *(organisation(n, province="Limburg", is_diaspora=True) for n in (1, 2)),
        *(organisation(n, province="Brussel", is_diaspora=True) for n in (3, 4)),
        organisation(5, province=None),
        organisation(6, province="Antwerpen", registration_status="ended"),
    ]
    seats = [{"organisation_id": one} for one in ("R1", "R1", "R2", "R3", "R6")]
    found = pijler.panel_unlikeness(year_data(registrations=register, panel=seats))
    # Known: three of Limburg, one of Brussel, where the register has half and half: D = 1/4.
    # The seat of R6, no longer registered, may lie anywhere: (4 × 1/4 ∓ 1) / 5.
    assert numbers(found)["total"] == (None, 4, 0.25, 0, 0.4)
    traits = numbers(found, "trait")
    assert traits["province"] == numbers(found)["total"]
    assert traits["diaspora"] == (None, 4, 0, 0, 0.2)
    assert traits["first_theme"][2] is None


def test_the_steering_group_is_counted_as_the_panel_is():
    seats = [
        {"organisation_id": "R1", "member_since": pd.Timestamp("2024-03-01"),
         "meetings_present": 4},
        {"organisation_id": "R1", "member_since": pd.Timestamp("2020-03-01"),
         "meetings_present": 1},
        {"organisation_id": None, "member_since": pd.NaT, "meetings_present": NA},
    ]  # fmt: skip
    register = [organisation(1, province="Limburg"), organisation(2, province="Brussel")]
    data = year_data(registrations=register, steering_group=seats)
    assert numbers(pijler.panel_steering_members(data)) == {"total": (3, None, 3, 3, 3)}
    assert numbers(pijler.panel_steering_presence(data)) == {"total": (5, 2, 2.5, 2.5, 2.5)}
    assert numbers(pijler.panel_steering_renewal_share(data))["total"][:3] == (1, 2, 0.5)
    # Both known seats are of Limburg, where the register has half: D = 1/2; one may be anywhere.
    assert numbers(pijler.panel_steering_unlikeness(data))["total"] == (
        None, 2, 0.5, 0, round(2 / 3, 9))  # fmt: skip
    nobody = year_data(registrations=register)
    assert numbers(pijler.panel_steering_presence(nobody))["total"][2] is None
    assert numbers(pijler.panel_steering_unlikeness(nobody))["total"][2] is None


def test_a_panel_without_register_is_not_compared():
    assert (
        numbers(pijler.panel_unlikeness(year_data(panel=[{"organisation_id": "R1"}])))["total"]
        == (None,) * 5
    )


PLAN = [
    {"activity_status": "done", "challenge": "stem", "days_planned": 10, "days_spent": 12,
     "indicator": "reach.registrations"},
    {"activity_status": "dropped", "challenge": "stem", "days_planned": 5, "days_spent": NA,
     "indicator": "panel.members"},
    {"activity_status": "planned", "challenge": "europa", "days_planned": 1, "days_spent": 0,
     "indicator": "reach.registrations"},
    {"activity_status": "done", "challenge": "europa", "days_planned": 1, "days_spent": 1,
     "indicator": NA},
    {"activity_status": "done", "challenge": "europa", "days_planned": 1, "days_spent": 1,
     "indicator": "reach.new"},
]  # fmt: skip


def planned(targets: dict, **more):
    data = year_data(activities=PLAN, registrations=[organisation(1), organisation(2)], **more)
    return replace(data, settings=replace(data.settings, targets=targets))


def test_activities_and_days_add_up_by_challenge():
    data = planned({})
    assert numbers(pijler.plan_activities(data))["total"][0] == 5
    assert numbers(pijler.plan_activities(data), "activity_status")["running"][0] == 0
    assert numbers(pijler.plan_days_planned(data))["total"][2] == 18
    found = pijler.plan_days_spent(data)
    assert numbers(found)["total"][2] == 14
    assert found["note"].iloc[0] == "niet ingevuld bij 1 activiteiten"
    assert numbers(found, "challenge")["stem"][2] == 12


def test_promises_count_activities_whose_indicator_has_a_target_this_year():
    targets = {
        "reach.registrations": {2024: 2}, "panel.members": {2024: 1}, "reach.new": {2023: 1},
    }  # fmt: skip
    # Two registrations were reached twice over, the panel is empty, reach.new has no target.
    assert numbers(pijler.plan_goals_met_share(planned(targets)))["total"][:3] == (
        2, 3, round(2 / 3, 9))  # fmt: skip
    lost = [{"table": "registrations", "file": "a", "sheet": None, "row": 9, "effect": "row"}]
    undecided = planned({"reach.registrations": {2024: 3}}, rejected=lost)
    assert numbers(pijler.plan_goals_met_share(undecided))["total"] == (0, 0, None, 0, 1)
