"""Load, referrals, months and askers of the helpdesk, counted by hand."""

import pandas as pd
import pytest
from scipy import stats
from tables import numbers, organisation, year_data

from pijler_analysis import indicators as pijler

NA = pd.NA
LOST = [{"table": "helpdesk", "file": "h", "sheet": "L", "row": 4, "effect": "row"}]
REGISTER = [organisation(1, is_diaspora=True), organisation(2), organisation(3)]


def asked(day: str = "2024-03-04", **more) -> dict:
    return {"asked_on": pd.Timestamp(day)} | more


def test_nine_in_ten_waits_longer_than_half():
    answered = [asked(response_days=days) for days in range(10)]
    data = year_data(helpdesk=answered)
    assert numbers(pijler.helpdesk_response_days(data))["total"][2] == 4
    assert numbers(pijler.helpdesk_response_days_nine_in_ten(data))["total"][2] == 8
    open_ones = [asked(response_days=NA)] * 5  # a third never answered, so there is no such day
    data = year_data(helpdesk=[*answered, *open_ones])
    assert numbers(pijler.helpdesk_response_days_nine_in_ten(data))["total"][2] is None


def test_a_blank_referral_is_none_and_a_rejected_question_may_be_one():
    data = year_data(
        helpdesk=[
            asked(referred_to="11.11.11", topic="stem"),
            asked(referred_to=NA, topic="stem"),
            asked(referred_to=NA, topic=NA),
        ],
        rejected=LOST,
    )
    found = pijler.helpdesk_referrals_share(data)
    assert numbers(found)["total"] == (1, 3, round(1 / 3, 9), 0.25, 0.5)
    assert numbers(found, "topic")["stem"][:3] == (1, 2, 0.5)
    assert numbers(found, "topic")["unknown"][:3] == (0, 1, 0)


def test_questions_divide_over_those_of_which_it_was_noted():
    data = year_data(
        helpdesk=[
            asked(channel="email", asker="youth", topic="stem"),
            asked(channel="email", asker=NA, topic="other"),
            asked(channel="telephone", asker="youth", topic=NA),
            asked(channel=NA, asker="diaspora", topic="stem"),
        ],
        rejected=LOST,
    )
    found = pijler.helpdesk_questions_share(data)
    assert numbers(found) == {}
    # The one without a channel, and the one that could not be read, may be e-mails or not.
    assert numbers(found, "channel")["email"] == (2, 3, round(2 / 3, 9), 0.4, 0.8)
    assert numbers(found, "channel")["conversation"] == (0, 3, 0, 0, 0.4)
    assert numbers(found, "asker")["diaspora"][:3] == (1, 3, round(1 / 3, 9))
    assert numbers(found, "topic")["stem"][:2] == (2, 3)
    assert numbers(found, "topic")["other"][:2] == (1, 3)


def test_questions_per_working_day_and_the_process_view_beside_it():
    data = year_data(helpdesk=[asked()] * 8, rejected=LOST)
    # 2024 has 262 weekdays, nine of them public holidays, and 11 July is our own.
    total = numbers(pijler.helpdesk_questions_per_day(data))["total"]
    assert total[:3] == (8, 252, round(8 / 252, 9))
    assert total[3:] == (round(8 / 252, 9), round(9 / 252, 9))
    view = numbers(pijler.helpdesk_questions_per_day(data), "process_view")["year"]
    assert view[3] == pytest.approx(stats.chi2.ppf(0.025, 16) / 2 / 252, abs=1e-9)
    assert view[4] == pytest.approx(stats.chi2.ppf(0.975, 18) / 2 / 252, abs=1e-9)
    per_fte = pijler.helpdesk_questions_per_fte(data)
    row = per_fte[per_fte["by"] == "process_view"].iloc[0]
    assert (row["interval"], row["confidence"]) == ("confidence", 0.95)
    assert row["note"].startswith("procesbeeld")
    assert row["low"] < row["low_80"] < row["estimate"] < row["high_80"] < row["high"]


def test_months_lie_beside_the_pattern_of_earlier_years():
    def year(number: int, *days: str, earlier=()):
        questions = [asked(f"{number}-{day}") for day in days]
        return year_data(year=number, helpdesk=questions, earlier=earlier)

    # January 2023 and 2024 have 22 working days, March 23 and 21: half of the rate each.
    before = year(2023, *["01-04"] * 22, *["03-01"] * 23)
    now = year(2024, *["01-04"] * 43, earlier=(before,))
    found = pijler.helpdesk_month_pattern(now)
    months = numbers(found, "month")
    assert set(months) == {"01", "03"}  # no other month ever had a question
    assert months["01"][:3] == (43, 22, round(43 / 22, 9))
    assert months["03"][:3] == (0, 21, 0)
    assert numbers(found)["total"][2] == round(21 / 43, 9)
    assert set(found.loc[found["by"] == "month", "unit"]) == {"ratio"}


def test_the_first_year_has_no_pattern_to_lie_beside():
    row = pijler.helpdesk_month_pattern(year_data(helpdesk=[asked()])).iloc[0]
    assert pd.isna(row["estimate"])
    assert "vroeger jaar" in row["note"]


def test_repeat_askers_are_organisations_of_the_field():
    data = year_data(
        registrations=REGISTER,
        helpdesk=[
            asked(organisation_id="R1"), asked(organisation_id="R1"), asked(organisation_id="R2"),
            asked(organisation_id="X1"), asked(organisation_id=None),
            asked(organisation_id="X2", asker="government"),
            asked(organisation_id="X2", asker="government"),
        ],
        doubts=[("R2", "X1")],
    )  # fmt: skip
    # Of R1, R2 and X1, R1 asked twice; if X1 is R2, both of two did.
    assert numbers(pijler.helpdesk_repeat_askers_share(data)) == {
        "total": (1, 3, round(1 / 3, 9), round(1 / 3, 9), 1)
    }


def test_ever_asked_adds_up_the_years_and_is_not_compared():
    before = year_data(year=2023, helpdesk=[asked(organisation_id="R1")])
    data = year_data(
        registrations=[*REGISTER, organisation(4, registration_status="ended")],
        helpdesk=[asked(organisation_id="R2"), asked(organisation_id="R4")],
        earlier=(before,),
    )
    found = pijler.helpdesk_ever_asked_share(data)
    assert numbers(found)["total"] == (2, 3, *[round(2 / 3, 9)] * 3)
    assert numbers(found, "diaspora")["yes"][:3] == (1, 1, 1)
    assert found["note"].iloc[0] == "vragen sinds 2023"
    assert not pijler.CATALOGUE["helpdesk.ever_asked_share"].is_comparable
