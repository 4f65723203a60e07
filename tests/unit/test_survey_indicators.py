"""The survey's shares: who counts in them, and weights worked out again the long way."""

import pandas as pd
import pytest
from tables import numbers, organisation, year_data

from pijler_analysis import indicators as pijler
from pijler_analysis.indicators.survey_shares import rake_members

NA = pd.NA
QUESTIONS = [
    {"audience": "members", "item": item, "scale_max": 5, "scale_top": 4, "wave": 2024, "code": "x"}
    for item in ("satisfaction_overall", "satisfaction_fund", "need_financien")
]


def member(number: int, overall=NA, fund=NA, need=NA, *, complete=True) -> dict:
    return {
        "response_id": str(number), "organisation_id": f"R{number}", "is_complete": complete,
        "satisfaction_overall": overall, "satisfaction_fund": fund, "need_financien": need,
    }  # fmt: skip


def test_blanks_no_experience_and_incomplete_responses_leave_the_denominator():
    members = [
        member(1, overall=5, need=True),
        member(2, overall=3, fund=4, need=False),
        member(3, overall=NA, fund=NA, need=NA),
        member(4, overall=5, fund=5, need=True, complete=False),
    ]
    data = year_data(survey_members=members, questions=QUESTIONS,
                     invitations=[{"invitation_id": str(n)} for n in range(10)])  # fmt: skip
    found = pijler.survey_satisfaction(data)
    assert numbers(found)["total"][:3] == (1, 2, 0.5)
    assert numbers(found, "block") == {"fund": numbers(found, "block")["fund"]}
    assert numbers(found, "block")["fund"][:3] == (1, 1, 1)
    assert numbers(pijler.survey_needs(data), "challenge")["financien"][:3] == (1, 2, 0.5)
    assert numbers(pijler.survey_response_rate(data))["total"] == (3, 10, 0.3, 0.3, 0.3)
    assert numbers(pijler.survey_respondents(data))["total"][0] == 3


def test_respondents_of_both_audiences_are_named_where_they_are_added_up():
    stakeholders = [{"response_id": "s1", "is_complete": True}]
    data = year_data(survey_members=[member(1), member(2)], survey_stakeholders=stakeholders)
    total = pijler.survey_respondents(data).iloc[0]
    assert total["estimate"] == 3
    assert total["note"].startswith("2 van leden en 1 van stakeholders")


def test_diaspora_among_respondents_is_that_of_their_organisations():
    register = [organisation(1, is_diaspora=True), organisation(2, is_diaspora=False),
                organisation(3, is_diaspora=None)]  # fmt: skip
    members = [member(1), member(2), member(3), member(9), member(1, complete=False)]
    data = year_data(registrations=register, survey_members=members)
    # R3 does not say, R9 is in no register: they may be or not.
    assert numbers(pijler.survey_diaspora_share(data)) == {"total": (1, 2, 0.5, 0.25, 0.75)}
    assert numbers(pijler.survey_diaspora_share(year_data(registrations=register))) == {}


def test_the_interval_knows_how_many_were_invited():
    members = [member(n, overall=5 if n < 8 else 1) for n in range(10)]
    everyone = [{"invitation_id": str(n)} for n in range(10)]
    data = year_data(survey_members=members, questions=QUESTIONS, invitations=everyone)
    assert numbers(pijler.survey_satisfaction(data))["total"] == (8, 10, 0.8, 0.8, 0.8)


# Forty invited: 24 in Limburg (12 diaspora), 16 in Brussel (4 diaspora). Twelve answered.
REGISTER = [
    organisation(n, province="Limburg" if n < 24 else "Brussel", is_diaspora=n < 12 or n >= 36)
    for n in range(40)
]
INVITED = [{"invitation_id": str(n), "organisation_id": f"R{n}"} for n in range(40)]
ANSWERED = {1: 5, 2: 5, 3: 2, 12: 4, 13: 5, 14: 1, 24: 5, 25: 2, 26: 4, 37: 1, 38: 2, 39: 5}


def raked_by_hand() -> dict[int, float]:
    """Scale to 24 : 16 by place and 16 : 24 by diaspora in turn, two thousand times."""
    place = {n: n < 24 for n in ANSWERED}
    diaspora = {n: n < 12 or n >= 36 for n in ANSWERED}
    weights = dict.fromkeys(ANSWERED, 40 / 12)
    for _ in range(2000):
        for classes, totals in ((place, {True: 24, False: 16}), (diaspora, {True: 16, False: 24})):
            for value, total in totals.items():
                inside = [n for n in weights if classes[n] == value]
                scale = total / sum(weights[n] for n in inside)
                weights |= {n: weights[n] * scale for n in inside}
    return weights


def test_members_are_weighted_to_the_provinces_and_diaspora_status_of_those_invited():
    members = [member(n, overall=answer) for n, answer in ANSWERED.items()]
    stranger = member(99, overall=1)  # answered, but was not found among the invited
    data = year_data(registrations=REGISTER, invitations=INVITED, questions=QUESTIONS,
                     survey_members=[*members, stranger])  # fmt: skip
    by_hand = raked_by_hand()
    weights = rake_members(data)["weights"]
    assert weights == pytest.approx(list(by_hand.values()), rel=1e-9)
    satisfied = sum(weight for n, weight in by_hand.items() if ANSWERED[n] >= 4)
    found = pijler.survey_satisfaction(data)
    total = numbers(found, weighted=True)["total"]
    assert total[:2] == (7, 12)
    assert total[2] == pytest.approx(satisfied / sum(by_hand.values()), abs=1e-9)
    assert numbers(found)["total"][:2] == (7, 13)


def test_a_class_of_which_nobody_answered_is_carried_by_the_others():
    silent = [organisation(n, province="Antwerpen", is_diaspora=False) for n in range(50, 60)]
    more = [{"invitation_id": str(n), "organisation_id": f"R{n}"} for n in range(50, 60)]
    data = year_data(
        registrations=[*REGISTER, *silent],
        invitations=[*INVITED, *more],
        questions=QUESTIONS,
        survey_members=[member(n, overall=answer) for n, answer in ANSWERED.items()],
    )
    assert sum(rake_members(data)["weights"]) == pytest.approx(50)


def test_a_year_without_a_survey_has_no_rows():
    assert pijler.survey_satisfaction(year_data()).empty
    assert pijler.survey_response_rate(year_data()).empty
    assert pijler.survey_respondents(year_data()).empty


def test_response_and_likeness_are_told_per_class_and_who_cannot_be_placed_is_a_bound():
    members = [member(n, overall=answer) for n, answer in ANSWERED.items()]
    data = year_data(registrations=REGISTER, invitations=INVITED, questions=QUESTIONS,
                     survey_members=[*members, member(99, overall=1)])  # fmt: skip
    rate = pijler.survey_response_rate(data)
    assert numbers(rate)["total"][:3] == (13, 40, 0.325)
    assert numbers(rate, "province") == {
        "Limburg": (6, 24, 0.25, 0.25, round(7 / 24, 9)),
        "Brussel": (6, 16, 0.375, 0.375, round(7 / 16, 9)),
    }
    assert numbers(rate, "diaspora")["yes"][:3] == (6, 16, 0.375)
    apart = numbers(pijler.survey_dissimilarity(data), "trait")
    # half of the respondents are from Limburg, of those invited 24 of 40: 0.1 apart
    assert apart["province"] == (1.2, 12, 0.1, round(0.1 - 1 / 13, 9), round(0.1 + 1 / 13, 9))
    assert apart["diaspora"][:3] == (1.2, 12, 0.1)
    assert numbers(pijler.survey_invited(data))["total"][0] == 40


def test_response_alike_everywhere_is_in_balance():
    everyone = [member(n, overall=4) for n in range(40)]
    data = year_data(registrations=REGISTER, invitations=INVITED, questions=QUESTIONS,
                     survey_members=everyone)  # fmt: skip
    assert numbers(pijler.survey_representativeness(data))["total"][2] == pytest.approx(1)
    uneven = year_data(registrations=REGISTER, invitations=INVITED, questions=QUESTIONS,
                       survey_members=everyone[:24])  # fmt: skip
    assert numbers(pijler.survey_representativeness(uneven))["total"][2] < 0.1


def silent(number: int, why: str, item="satisfaction_fund") -> dict:
    return {"response_id": str(number), "item": item, "why": why, "audience": "members"}


def test_no_experience_is_apart_from_blank_and_few_are_not_told():
    members = [member(n, overall=4, fund=4 if n < 4 else NA) for n in range(12)]
    without = [silent(n, "no_experience") for n in range(4, 9)]
    data = year_data(survey_members=members, questions=QUESTIONS,
                     unanswered=[*without, silent(9, "blank")])  # fmt: skip
    assert numbers(pijler.survey_experience(data), "block")["fund"][:3] == (4, 9, round(4 / 9, 9))
    few = year_data(survey_members=members, questions=QUESTIONS, unanswered=without[:4])
    assert pijler.survey_experience(few).empty


def test_the_answers_of_a_block_add_up_to_all_who_judged_it():
    members = [member(n, overall=answer) for n, answer in enumerate([1, 2, 2, 5, 5, 5, NA])]
    found = pijler.survey_answers(year_data(survey_members=members, questions=QUESTIONS))
    given = {group: row[:2] for group, row in numbers(found, "block_answer").items()}
    assert [given[f"overall {place}/5"] for place in range(1, 6)] == [
        (1, 6), (2, 6), (0, 6), (0, 6), (3, 6)
    ]  # fmt: skip


def test_a_practice_counts_only_where_it_was_asked():
    asked = [{**QUESTIONS[0], "item": "has_exit_strategy"}]
    members = [member(n) | {"has_exit_strategy": said} for n, said in enumerate([True, False, NA])]
    data = year_data(survey_members=members, questions=[*QUESTIONS, *asked])
    assert numbers(pijler.survey_exit_strategy(data))["total"][:3] == (1, 2, 0.5)
    assert pijler.survey_ethical_code(data).empty


def test_ranks_are_certain_where_everyone_answered_and_not_where_needs_are_close():
    items = [{**QUESTIONS[0], "item": f"need_{name}"} for name in ("stem", "europa", "netwerk")]
    members = [
        member(n) | {"need_stem": n < 90, "need_europa": n % 2 == 0, "need_netwerk": n % 2 == 1}
        for n in range(100)
    ]
    asked = {"survey_members": members, "questions": items}
    sample = year_data(**asked, invitations=[{"invitation_id": str(n)} for n in range(1000)])
    ranks = numbers(pijler.survey_need_ranks(sample), "challenge")
    assert ranks["stem"][2:] == (1, 1, 1)
    assert ranks["europa"][2:] == ranks["netwerk"][2:] == (2, 2, 3)
    fewer = {**asked, "survey_members": members[:99]}
    assert pijler.survey_need_ranks(year_data(**fewer)).empty


def test_what_counts_is_how_far_a_block_goes_with_the_whole():
    """Thirty judge both; the order is the same but for two who changed places."""
    marks = [1] * 10 + [3] * 10 + [5] * 10
    blocks = [*marks[:9], 3, 1, *marks[11:]]
    members = [member(n, overall=whole, fund=one)
               for n, (whole, one) in enumerate(zip(marks, blocks, strict=True))]  # fmt: skip
    members += [member(40, overall=5), member(41, fund=5), member(42, 1, 5, complete=False)]
    data = year_data(survey_members=members, questions=QUESTIONS)
    found = numbers(pijler.survey_importance(data), "block")
    # Ranks 5.5, 15.5 and 25.5, ten of each: two of them differ by ten, the variance is 200/3.
    # 1 - sum of squared differences / (2 n variance) = 1 - 200 / 4000
    assert found["fund"][:3] == (None, 30, 0.95)
    assert found["fund"][3] < 0.95 < found["fund"][4]
    fewer = year_data(survey_members=members[1:], questions=QUESTIONS)
    assert numbers(pijler.survey_importance(fewer), "block") == {}
