"""Each indicator on a small table with blanks in it, counted by hand."""

import pandas as pd
import pytest
from tables import numbers, organisation, year_data

from pijler_analysis import indicators as pijler
from pijler_analysis.indicators.catalogue import CATALOGUE, Indicator, indicator

NA = pd.NA


def date(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


REGISTER = [
    organisation(1, is_diaspora=True, province="Limburg"),
    organisation(2, is_diaspora=False, province="Limburg"),
    organisation(3, is_diaspora=False, province=None),
    organisation(4, is_diaspora=None, province="Brussel"),
    organisation(5, is_diaspora=True, registration_status="ended", ended_on=date("2024-05-01")),
]
SESSIONS = [
    {"session_id": "V1", "session_kind": "training", "province": "Limburg", "is_online": False},
    {"session_id": "V2", "session_kind": "training", "province": None, "is_online": True},
    {"session_id": "O1", "session_kind": "meeting"},
    {"session_id": "DAG", "session_kind": "yearly_day"},
]


def came(session: str, organisation_id=None, *, present=True, name="naam") -> dict:
    return {
        "session_id": session, "organisation_id": organisation_id, "is_present": present,
        "organisation_name": name,
    }  # fmt: skip


ATTENDANCE = [
    came("V1", "R1"), came("V1", "R1"), came("V2", "R2"), came("V2", "X1"), came("V2", None,
    name=None), came("V1", "R3", present=False), came("V1", "R4", present=NA), came("O1", "R4"),
    came("DAG", "R2"), came("DAG", "R3", present=NA),
]  # fmt: skip
REJECTED = [
    {"table": "registrations", "file": "a", "sheet": None, "row": 3, "effect": "row"},
    {"table": "registrations", "file": "a", "sheet": None, "row": 3, "effect": "row"},
    {"table": "registrations", "file": "a", "sheet": None, "row": 4, "effect": "value"},
    {"table": "helpdesk", "file": "h", "sheet": "L", "row": 4, "effect": "row"},
]


def test_registrations_count_the_active_and_may_be_one_more_per_rejected_row():
    found = pijler.reach_registrations(year_data(registrations=REGISTER, rejected=REJECTED))
    assert numbers(found) == {"total": (4, None, 4, 4, 5)}
    by_province = numbers(found, "province")
    assert by_province["Limburg"] == (2, None, 2, 2, 4)  # so may the unknown and the rejected one
    assert by_province["Antwerpen"] == (0, None, 0, 0, 2)
    assert by_province["unknown"] == (1, None, 1, 0, 2)
    assert sum(row[0] for row in by_province.values()) == 4


def test_coverage_divides_by_the_estimated_field():
    found = pijler.reach_coverage(year_data(registrations=REGISTER, rejected=REJECTED))
    assert numbers(found)["total"] == (
        4, 1200, round(4 / 1200, 9), round(4 / 1200, 9), round(5 / 1200, 9))  # fmt: skip


HELPDESK = [
    {"asker": "diaspora", "organisation_id": None},  # yes, by asker
    {"asker": "fourth_pillar", "organisation_id": "R1"},  # yes, by register
    {"asker": "fourth_pillar", "organisation_id": "R2"},  # no
    {"asker": "fourth_pillar", "organisation_id": None},  # not known
    {"asker": "youth", "organisation_id": None},  # no organisation of the field
    {"asker": "government", "organisation_id": "R4"},  # linked, status unknown
    {"asker": NA, "organisation_id": None},  # not known
]
PANEL = [{"has_migration_background": value} for value in (True, False, False, NA)]
STEERING = [{"has_migration_background": value} for value in (True, False)]


def test_diaspora_share_pools_the_five_channels():
    found = pijler.diaspora_share(
        year_data(
            registrations=REGISTER, sessions=SESSIONS, attendance=ATTENDANCE, helpdesk=HELPDESK,
            panel=PANEL, steering_group=STEERING,
        )
    )  # fmt: skip
    channels = numbers(found, "channel")
    assert channels["registrations"] == (1, 3, round(1 / 3, 9), 0.25, 0.5)
    assert channels["training"] == (2, 3, round(2 / 3, 9), 0.4, 0.8)
    assert channels["helpdesk"] == (2, 4, 0.5, round(2 / 7, 9), round(5 / 7, 9))
    assert channels["panel"] == (1, 3, round(1 / 3, 9), 0.25, 0.5)
    assert channels["steering_group"] == (1, 2, 0.5, 0.5, 0.5)
    assert channels["governance"][:2] == (2, 5)
    assert numbers(found)["total"] == (
        7, 15, round(7 / 15, 9), round(7 / 22, 9), round(14 / 22, 9))  # fmt: skip


def test_unique_organisations_count_once_over_the_channels():
    found = pijler.diaspora_organisations_share(
        year_data(
            registrations=REGISTER,
            sessions=SESSIONS,
            attendance=ATTENDANCE,  # one line names an organisation that is not in the register
            helpdesk=[
                {"asker": "fourth_pillar", "organisation_id": "R5", "organisation_name": "x"},
                {"asker": "government", "organisation_id": "X2"},
                {"asker": "starting", "organisation_id": "X3"},
            ],
        )
    )
    # Union R1…R5, X1, X3: yes R1, R5; no R2, R3; unknown R4 and the two that never registered.
    assert numbers(found)["total"] == (2, 4, 0.5, round(2 / 7, 9), round(5 / 7, 9))
    assert numbers(found, "province")["Limburg"] == (1, 2, 0.5, 0.5, 0.5)
    assert numbers(found, "province")["Antwerpen"] == (0, 0, None, None, None)


def test_attendances_count_the_present_and_may_include_the_unmarked():
    data = year_data(registrations=REGISTER, sessions=SESSIONS, attendance=ATTENDANCE)
    found = pijler.training_attendances(data)
    assert numbers(found) == {"total": (5, None, 5, 5, 6)}
    assert numbers(found, "province")["Limburg"][0] == 2
    assert numbers(found, "province")["online"][0] == 3
    assert numbers(pijler.meeting_attendances(data)) == {"total": (1, None, 1, 1, 1)}
    assert numbers(pijler.day_attendances(data)) == {"total": (1, None, 1, 1, 2)}
    assert numbers(pijler.training_sessions(data)) == {"total": (2, None, 2, 2, 2)}


def test_reach_divides_by_those_registered_when_the_year_began():
    register = [
        *REGISTER,
        organisation(6, registered_on=date("2024-01-01")),  # too late
        organisation(7, registered_on=pd.NaT),
        organisation(8, registration_status="ended", ended_on=date("2023-12-31")),
    ]
    data = year_data(registrations=register, sessions=SESSIONS, attendance=ATTENDANCE)
    # Eligible R1…R5, of which R1 and R2 came, and X1 besides.
    assert numbers(pijler.training_reach(data)) == {"total": (2, 5, 0.4, 0.4, 0.4)}
    assert numbers(pijler.training_organisations(data)) == {"total": (3, None, 3, 3, 3)}


@pytest.mark.parametrize(
    ("doubts", "trained", "reached"),
    [
        ([("R2", "X1")], (2, 3), (0.4, 0.4)),  # the same as one that came anyhow
        ([("R3", "X1")], (3, 3), (0.4, 0.6)),  # the same as one that seemed not to come
        ([("R3", "X1"), ("X1", "R5")], (3, 3), (0.4, 0.6)),  # either, but not both
        ([("R1", "R2"), ("R2", "X1")], (1, 3), (0.25, 0.4)),  # two of five, or one of four
        ([("R8", "X9")], (3, 3), (0.4, 0.4)),  # nobody here
    ],
)
def test_uncertain_pairs_bound_what_counts_unique_organisations(doubts, trained, reached):
    data = year_data(
        registrations=REGISTER, sessions=SESSIONS, attendance=ATTENDANCE, doubts=doubts
    )
    row = pijler.training_organisations(data).iloc[0]
    assert (row["low"], row["high"]) == trained
    row = pijler.training_reach(data).iloc[0]
    assert (row["low"], row["high"]) == reached
    assert pd.notna(row["note"]) == (doubts != [("R8", "X9")])


def test_a_pair_of_which_one_is_not_counted_says_nothing_of_the_count():
    row = pijler.reach_registrations(year_data(registrations=REGISTER, doubts=[("R1", "X1")]))
    assert row["low"].iloc[0] == row["estimate"].iloc[0]
    assert pd.isna(row["note"].iloc[0])


def test_uncertain_pairs_bound_the_diaspora_share_of_organisations():
    asked = [{"asker": "starting", "organisation_id": one} for one in ("X1", "X2")]
    doubts = [("R1", "X1"), ("R1", "X2")]
    data = year_data(registrations=REGISTER, helpdesk=asked, doubts=doubts)
    row = pijler.diaspora_organisations_share(data).iloc[0]
    apart = pijler.diaspora_organisations_share(
        year_data(registrations=REGISTER, helpdesk=asked)
    ).iloc[0]
    assert row["estimate"] == apart["estimate"]
    assert row["low"] == apart["low"]
    assert row["high"] == apart["high"]
    assert "2 paren" in row["note"]
    assert pd.isna(apart["note"])


def test_reach_of_an_empty_register_is_missing():
    data = year_data(sessions=SESSIONS, attendance=ATTENDANCE)
    assert numbers(pijler.training_reach(data))["total"][2] is None


def question(asked: str, days=NA, **more) -> dict:
    return {"asked_on": date(asked), "response_days": days} | more


def test_helpdesk_counts_questions_conversations_and_load():
    data = year_data(
        helpdesk=[{"channel": "email"}, {"channel": "conversation"}, {"channel": NA}],
        rejected=REJECTED,
    )
    assert numbers(pijler.helpdesk_questions(data)) == {"total": (3, None, 3, 3, 4)}
    assert numbers(pijler.helpdesk_questions(data), "channel") == {
        "email": (1, None, 1, 1, 3),
        "telephone": (0, None, 0, 0, 2),
        "conversation": (1, None, 1, 1, 3),
        "unknown": (1, None, 1, 0, 2),
    }
    assert numbers(pijler.helpdesk_conversations(data)) == {"total": (1, None, 1, 1, 3)}
    per_fte = numbers(pijler.helpdesk_questions_per_fte(data))["total"]
    assert per_fte == (3, 3, 1, 1, round(4 / 3, 9))


def test_response_time_counts_open_questions_as_still_waiting():
    answered = [question("2024-03-04", days) for days in (0, 1, 2, 3)]
    data = year_data(helpdesk=answered)
    assert numbers(pijler.helpdesk_response_days(data))["total"][2] == 1
    waiting = [question("2024-03-04"), question("2024-03-04")]
    data = year_data(helpdesk=[*answered, *waiting])  # 3 of 6 answered within 2 days
    assert numbers(pijler.helpdesk_response_days(data))["total"][2] == 2
    just_asked = [question("2024-12-31")] * 2  # leave the risk set at day 0
    data = year_data(helpdesk=[*answered, *just_asked])
    # After day 0: 5/6 of all; then 3 at risk: S(1) = 5/6 × 2/3 = 5/9, S(2) = 5/18
    assert numbers(pijler.helpdesk_response_days(data))["total"][2] == 2


def test_response_time_is_bounded_by_what_could_not_be_read():
    answered = [question("2024-03-04", days) for days in (0, 1, 2, 3)]
    lost = [{"table": "helpdesk", "file": "h", "sheet": "L", "row": 9, "effect": "row"}]
    spoiled = [{"table": "helpdesk", "file": "h", "sheet": "L", "row": 8, "effect": "value",
                "column": "Beantwoord op"}]  # fmt: skip
    data = year_data(helpdesk=answered, rejected=lost)
    assert numbers(pijler.helpdesk_response_days(data))["total"][2:] == (1, 1, 2)
    data = year_data(helpdesk=[*answered, question("2024-03-04")], rejected=[*lost, *spoiled])
    # At once: 0, 0, 0, 1, 2, 3 and one waiting, so the fourth of seven; never: the fourth too late.
    assert numbers(pijler.helpdesk_response_days(data))["total"][2:] == (2, 1, 3)


def application(number: int, granted: float, **more) -> dict:
    return {
        "application_id": str(number), "requested_eur": 2000.0, "granted_eur": granted,
        "decision": "granted" if granted else "refused",
    } | more  # fmt: skip


FUND = [
    application(1, 1000.0, organisation_id="R1", continent="Africa"),
    application(2, 3000.0, organisation_id="R2", continent="Asia"),
    application(3, 2000.0, organisation_id=None, continent=None),
    application(4, 0.0, organisation_id="R4", continent="Africa"),
]


def test_fund_counts_amounts_and_shares():
    refused = [{"table": "fund", "file": "f", "sheet": "A", "row": 9, "effect": "row"}]
    data = year_data(registrations=REGISTER, fund=FUND, rejected=refused)
    assert numbers(pijler.fund_applications(data)) == {"total": (4, None, 4, 4, 5)}
    assert numbers(pijler.fund_applications(data), "province")["Limburg"] == (2, None, 2, 2, 4)
    assert numbers(pijler.fund_grant_rate(data)) == {"total": (3, 4, 0.75, 0.6, 0.8)}
    # The application that could not be read is at most as large as the largest that could.
    assert numbers(pijler.fund_requested_eur(data))["total"] == (8000, None, 8000, 8000, 10000)
    assert numbers(pijler.fund_granted_eur(data))["total"] == (6000, None, 6000, 6000, 9000)
    assert numbers(pijler.fund_granted_eur(data), "continent")["Africa"] == (
        1000, None, 1000, 1000, 6000)  # fmt: skip
    assert numbers(pijler.fund_granted_median(data))["total"][2:] == (2000, 1500, 2500)
    assert numbers(pijler.fund_diaspora_share(data)) == {
        "total": (1, 2, 0.5, round(1 / 3, 9), round(2 / 3, 9))
    }


def test_gini_by_hand():
    # 1000, 2000, 3000: mean difference over all pairs 8/9 × 1000, so G = 2/9, × 3/2 = 1/3.
    # With a zero: sums of differences 20000/16 = 1250, G = 1250/(2 × 1500), × 4/3 = 5/9.
    found = pijler.fund_gini(year_data(fund=FUND))
    assert numbers(found)["total"][2] == round(1 / 3, 9)
    assert numbers(found, "recipients")["grantees"][2] == round(1 / 3, 9)
    assert numbers(found, "recipients")["applicants"][2] == round(5 / 9, 9)


def test_a_year_without_applications_has_no_rate():
    empty = year_data()
    assert numbers(pijler.fund_grant_rate(empty))["total"][2] is None
    assert numbers(pijler.fund_gini(empty))["total"][2] is None
    assert numbers(pijler.fund_granted_median(empty))["total"][2] is None


def test_panel_presence_leaves_the_unmarked_out_and_bounds_them():
    panel = [
        {"was_present_spring": True, "was_present_autumn": True},
        {"was_present_spring": False, "was_present_autumn": NA},
    ]
    found = pijler.panel_presence(year_data(panel=panel))
    assert numbers(found)["total"] == (2, 3, round(2 / 3, 9), 0.5, 0.75)
    assert numbers(found, "meeting")["autumn"] == (1, 1, 1, 0.5, 1)
    assert numbers(pijler.panel_members(year_data(panel=panel)))["total"][2] == 2


def test_plan_shares():
    activities = [
        {"activity_status": "done", "days_planned": 10, "days_spent": 12},
        {"activity_status": "dropped", "days_planned": 10, "days_spent": NA},
    ]
    data = year_data(activities=activities)
    assert numbers(pijler.plan_done_share(data))["total"] == (1, 2, 0.5, 0.5, 0.5)
    assert numbers(pijler.plan_done_share(data), "activity_status")["dropped"][2] == 0.5
    assert numbers(pijler.plan_days_spent_share(data))["total"][2] == 0.6


@pytest.mark.parametrize("id", list(CATALOGUE))
def test_every_indicator_copes_with_a_year_without_data(id):
    function = getattr(pijler, id.replace(".", "_"))
    found = function(year_data())
    assert set(found["indicator"]) <= {id}
    assert not found["estimate"].isin([float("inf")]).any()


def test_persons_and_answers_may_not_be_declared_public():
    declared = {
        "name_nl": "x", "name_en": "x", "definition": "x", "silence": "x.", "numerator": "x",
        "denominator": "",
        "tables": ("panel",), "unit": "members",
    }  # fmt: skip
    for counts in ("persons", "answers"):
        with pytest.raises(ValueError, match="'public' for a numerator"):
            Indicator(id="a.b", counts=counts, protection="public", **declared)
    with pytest.raises(ValueError, match="called wrong"):

        @indicator(id="a.b", counts="persons", protection="persons", **declared)
        def wrong(data):
            return []
