"""Spread of the fund's money and who applies for it, counted by hand."""

import pandas as pd
import pytest
from tables import numbers, organisation, year_data

from pijler_analysis import indicators as pijler

NA = pd.NA
REGISTER = [
    organisation(1, is_diaspora=True, province="Limburg", volunteers=4),
    organisation(2, is_diaspora=False, volunteers=None),
    organisation(3, is_diaspora=None),
]


def applied(organisation_id, granted: float = 0.0, asked: float = 1000.0, **more) -> dict:
    return {
        "organisation_id": organisation_id, "requested_eur": asked, "granted_eur": granted,
        "decision": "granted" if granted else "refused",
    } | more  # fmt: skip


def test_granted_of_asked_is_bounded_by_what_was_not_read():
    lost = [{"table": "fund", "file": "f", "sheet": "A", "row": 9, "effect": "row"}]
    data = year_data(fund=[applied("R1", 500.0), applied("R2", asked=3000.0)], rejected=lost)
    # The lost application asked at most 3000, and got nothing or all of it.
    assert numbers(pijler.fund_granted_share(data)) == {
        "total": (500, 4000, 0.125, round(500 / 7000, 9), 0.5)
    }
    assert numbers(pijler.fund_granted_share(year_data()))["total"][2] is None


def test_the_largest_tenth_and_the_curve_below_it():
    amounts = [100.0] * 9 + [1100.0]
    data = year_data(fund=[*(applied(None, amount) for amount in amounts), *[applied(None)] * 10])
    found = pijler.fund_top_share(data)
    assert numbers(found)["total"][2] == 0.55
    assert numbers(found, "recipients")["grantees"][2] == 0.55
    assert numbers(found, "recipients")["applicants"][2] == 0.6  # the largest two of twenty
    curve = numbers(found, "lorenz")
    assert [curve[f"p{step}"][2] for step in (10, 50, 90)] == [0.05, 0.25, 0.45]
    everyone = numbers(found, "lorenz_applicants")  # half of them got nothing
    assert [everyone[f"p{step}"][2] for step in (10, 50, 70, 90)] == [0, 0, 0.2, 0.4]
    assert numbers(pijler.fund_top_share(year_data()))["total"][2] is None


def test_applications_divide_by_the_applicant_and_by_the_project():
    data = year_data(
        registrations=REGISTER,
        fund=[
            applied("R1", 100.0, income_group="low", is_least_developed=True,
                    project_theme="water"),
            applied("R2", 300.0, income_group="high", is_least_developed=False),
            applied("X1", income_group=None),
        ],
    )  # fmt: skip
    counts, sums = pijler.fund_applications(data), pijler.fund_granted_eur(data)
    assert numbers(counts, "diaspora")["yes"] == (1, None, 1, 1, 2)
    assert numbers(counts, "size")["to_5"][0] == 1
    assert numbers(counts, "is_least_developed")["unknown"][0] == 1
    assert numbers(sums, "income_group")["low"][0] == 100
    assert numbers(sums, "is_least_developed")["no"][0] == 300
    assert numbers(sums, "project_theme")["unknown"][0] == 300


def test_grants_rates_amounts_and_medians_are_told_of_each_group():
    lost = [{"table": "fund", "file": "f", "sheet": "A", "row": 9, "effect": "row"}]
    data = year_data(
        registrations=REGISTER,
        fund=[
            applied("R1", 100.0, asked=200.0, project_theme="water"),
            applied("R1", 300.0, asked=400.0, project_theme="water"),
            applied("R2", 700.0, asked=900.0, project_theme="health"),
            applied("R2", asked=500.0),
            applied(None, asked=800.0),
        ],
        rejected=lost,
    )  # fmt: skip
    assert numbers(pijler.fund_grants(data))["total"] == (3, None, 3, 3, 4)
    assert numbers(pijler.fund_grants(data), "diaspora")["yes"] == (2, None, 2, 2, 3)
    rate = numbers(pijler.fund_grant_rate(data), "diaspora")
    # the one without an organisation was refused, the rejected one may have been granted
    assert rate["yes"] == (2, 2, 1, 0.5, 1)
    assert rate["no"] == (1, 2, 0.5, 0.25, round(2 / 3, 9))
    assert rate["unknown"] == (0, 1, 0, 0, 0.5)
    asked = numbers(pijler.fund_requested_eur(data), "project_theme")
    assert asked["water"] == (600, None, 600, 600, 600 + 1300 + 900)
    assert numbers(pijler.fund_granted_eur(data), "project_theme")["health"][0] == 700
    median = numbers(pijler.fund_granted_median(data), "diaspora")
    assert median["yes"] == (None, 2, 200, 100, 300)  # one more of 100, or of 700
    assert "unknown" not in median


BEFORE = year_data(year=2022, fund=[applied("R1"), applied("R5", 10.0)])
LAST = year_data(
    year=2023, fund=[applied("R2"), applied("R3"), applied("R4", 10.0), applied(None)],
    earlier=(BEFORE,),
)  # fmt: skip
NOW = year_data(
    registrations=REGISTER,
    fund=[applied("R1", 10.0), applied("R2", 10.0), applied("R4"), applied("R6"), applied("X1")],
    panel=[{"organisation_id": one} for one in ("R1", "R1", "R3", "X1", None)],
    earlier=(BEFORE, LAST),
    doubts=[("X1", "R3")],
)


def test_applicants_are_new_returning_or_back_again():
    found = pijler.fund_new_applicants_share(NOW)
    # New: R6, and X1 unless that is R3 of last year.
    assert numbers(found)["total"] == (2, 5, 0.4, 0.2, 0.4)
    assert {group: row[0] for group, row in numbers(found, "history").items()} == {
        "new": 2, "returning": 2, "back_again": 1,
    }  # fmt: skip


def test_the_refused_of_last_year_are_followed():
    # Refused were R2 and R3: R2 applied again and was granted, R3 may be X1, which was refused.
    assert numbers(pijler.fund_reapplied_share(NOW))["total"] == (1, 2, 0.5, 0.5, 1)
    assert numbers(pijler.fund_regranted_share(NOW))["total"] == (1, 2, 0.5, 0.5, 0.5)


def test_who_never_applies_shows_in_the_register_and_the_panel():
    assert numbers(pijler.fund_register_share(NOW))["total"][:2] == (2, 3)
    assert numbers(pijler.fund_register_share(NOW), "diaspora")["yes"] == (1, 1, 1, 1, 1)
    assert numbers(pijler.fund_panel_share(NOW))["total"][:2] == (2, 3)


@pytest.mark.parametrize(
    "function",
    [pijler.fund_new_applicants_share, pijler.fund_reapplied_share, pijler.fund_regranted_share],
)
def test_the_first_year_of_the_fund_cannot_know(function):
    row = function(BEFORE).iloc[0]
    assert pd.isna(row["estimate"])
    assert "gegevens" in row["note"]


def test_a_contribution_to_the_campaign_counts_where_it_was_noted():
    fund = [
        applied("R1", 500.0, showed_campaign=True), applied("R2", 500.0, showed_campaign=None),
        applied("R3", showed_campaign=False), applied("R4", showed_campaign=True),
    ]  # fmt: skip
    found = pijler.fund_campaign_share(year_data(fund=fund))
    assert numbers(found)["total"] == (2, 3, round(2 / 3, 9), 0.5, 0.75)
    assert numbers(found, "decision")["granted"] == (1, 1, 1, 0.5, 1)
    assert numbers(found, "decision")["refused"] == (1, 2, 0.5, 0.5, 0.5)


def form(application: str, quality, impact=5.0, feasibility=5.0) -> dict:
    return {
        "application_id": application, "score_quality": quality, "score_impact": impact,
        "score_feasibility": feasibility,
    }  # fmt: skip


def test_the_jury_agrees_where_it_gives_one_application_the_same_score():
    names = [f"F{n}" for n in range(10)]
    forms = [form(name, float(n)) for n, name in enumerate(names) for _ in range(2)]
    forms += [form("F0", 9.0, NA), form("F1", NA), form("elsewhere", 1.0), form("elsewhere", 10.0)]
    fund = [{"application_id": name} for name in names]
    found = pijler.fund_reviewer_agreement(year_data(fund=fund, reviews=forms))
    # A blank takes a form out of the sum, and out of its own criterion only.
    assert numbers(found)["total"] == (None, 20, 1, 1, 1)
    quality = numbers(found, "criterion")["quality"]
    assert quality[1] == 21
    # F0 got 0, 0 and 9: squared differences of 4 ordered pairs, each 81 over two; all others none.
    given = [*(n for n in range(10) for _ in range(2)), 9]
    at_large = sum((a - b) ** 2 for a in given for b in given) / (21 * 20)
    assert quality[2] == pytest.approx(1 - (4 * 81 / 2 / 21) / at_large)
    assert (
        numbers(found, "criterion")["feasibility"][2] is None
    )  # all the same: nothing to agree on


def test_a_jury_of_which_few_applications_have_two_forms_has_no_agreement():
    fund = [{"application_id": f"F{n}"} for n in range(12)]
    forms = [form(f"F{n}", 5.0) for n in range(12)] + [form(f"F{n}", 6.0) for n in range(9)]
    row = pijler.fund_reviewer_agreement(year_data(fund=fund, reviews=forms)).iloc[0]
    assert pd.isna(row["estimate"])
    assert "minstens twee juryleden" in row["note"]
