"""The card of a challenge: what was asked, heard, measured, what runs and what was done."""

from __future__ import annotations

import pandas as pd
import pytest

from pijler_analysis.display import tables
from pijler_analysis.display.fragments import Sentence
from pijler_analysis.report import narrative
from pijler_analysis.schema.results import result_rows
from pijler_analysis.strategy.cards import challenge_cards
from pijler_analysis.strategy.programme import Activity, Challenge, Objective


def activity(id: str, *, running: bool) -> Activity:
    return Activity(
        id=id, challenge="netwerk", nl=f"Activiteit {id}", en="", running=running,
        days={"rol": 8, "andere": 4}, eur=0,
        quarter="Q1", after=(), serves={"netwerk": 3}, partnership="x", innovation={},
        indicator="meeting.attendances", change=0.1,
    )  # fmt: skip


PROGRAMME = {
    "netwerk": Challenge(
        "netwerk", "Doel", "Goal",
        (Objective("netwerk.a", "Bereik", "Reach", "reach.coverage", 0.7),),
        (activity("loopt", running=True), activity("nieuw", running=False)),
    ),
    "stem": Challenge("stem", "Doel", "Goal", (), ()),
}  # fmt: skip


def row(indicator, year, by, group, estimate, **more):
    return {"indicator": indicator, "year": year, "by": by, "group": group, "weighted": False,
            "estimate": estimate, "low": estimate, "high": estimate} | more  # fmt: skip


RESULTS = result_rows(
    [
        row("survey.needs", 2019, "challenge", "netwerk", 0.5, unit="share"),
        row(
            "survey.needs",
            2024,
            "challenge",
            "netwerk",
            0.35,
            unit="share",
            low=0.28,
            high=0.43,
            numerator=55,
            denominator=158,
        ),
        row("survey.needs", 2024, "challenge", "netwerk", 0.31, unit="share", weighted=True),
        row(
            "survey.need_ranks",
            2024,
            "challenge",
            "netwerk",
            6,
            unit="rank",
            low=5,
            confidence=0.95,
        ),
        row(
            "survey.stakeholder_needs",
            2024,
            "challenge",
            "netwerk",
            0.11,
            unit="share",
            low=0.033,
            high=0.158,
        ),
        row("helpdesk.questions", 2024, "topic", "netwerk", 15, unit="questions", high=18),
        row(
            "survey.remarks",
            2024,
            "answer_challenge",
            "netwerk",
            0.15,
            unit="share",
            low=0.09,
            high=0.26,
            numerator=10,
            denominator=65,
            protection="rounded",
        ),
        row(
            "survey.stakeholder_remarks",
            2024,
            "answer_challenge",
            "netwerk",
            None,
            unit="share",
            protection="withheld",
        ),
        row("meeting.attendances", 2024, "total", "total", 171, unit="attendances", high=175),
        row("meeting.attendances", 2024, "change", "2023", 30, verdict="duidelijk"),
        row("meeting.attendances", 2024, "change", "2019", -9, verdict="duidelijk"),
        row("meeting.attendances", 2025, "total", "total", 99, unit="attendances"),
        row("reach.coverage", 2023, "total", "total", 0.75, unit="share"),
        row("fund.gini", 2024, "total", "total", 0.3, unit="index"),
    ]
)
REVIEW = pd.DataFrame(
    {"activity_id": ["A01", "A02"], "activity": ["Avonden", "Iets anders"],
     "challenge": ["netwerk", "europa"], "advice": ["adjust", "stop"],
     "why": ["unfinished", "dropped"], "days_planned": [20, 5], "days_spent": [12.5, 0],
     "promised": [0.02, None], "change": [-0.01, None], "unit": ["share", None]}
)  # fmt: skip


@pytest.fixture(scope="module")
def cards():
    return challenge_cards(PROGRAMME, RESULTS, REVIEW, year=2024)


def test_a_card_holds_what_is_known_of_its_challenge_and_of_no_other(cards):
    own = cards[cards["challenge"] == "netwerk"]
    assert list(zip(own["part"], own["what"], strict=True)) == [
        ("goal", ""), ("need", "survey.needs"), ("rank", "survey.need_ranks"),
        ("stakeholders", "survey.stakeholder_needs"), ("questions", "helpdesk.questions"),
        ("written", "survey.remarks"), ("stakeholders_written", "survey.stakeholder_remarks"),
        ("indicator", "reach.coverage"), ("indicator", "meeting.attendances"),
        ("running", "loopt"), ("candidate", "nieuw"), ("done", "A01"),
    ]  # fmt: skip
    need = own.iloc[1]
    assert (need["year"], need["value"], need["low"]) == (2024, 0.35, 0.28)
    moved = own.set_index("what").loc["meeting.attendances"]
    assert (moved["value"], moved["difference"], moved["verdict"]) == (171, 30, "duidelijk")


def printed(table):
    return [[str(one).replace("\u00a0", " ") for one in row] for row in table.rows]


def test_a_card_is_printed_with_its_verdicts_and_what_may_not_be_shown(cards):
    table = tables.card_table(cards, "netwerk")
    assert printed(table) == [
        ["Nood", "Leden die er steun voor vragen", "2024", "35 %", "55 van 158", "28 tot 43 %", ""],
        ["", "Plaats tussen de uitdagingen", "2024", "6", "", "5 tot 6", ""],
        ["", "Stakeholders die er steun voor vragen", "2024", "11 %", "", "3 tot 16 %", ""],
        ["Signaal", "Vragen aan de helpdesk", "2024", "15", "", "15 tot 18", ""],
        ["", "Leden die erover schreven", "2024", "15 %", "10 van 65", "9 tot 26 %", ""],
        ["", "Stakeholders die erover schreven", "2024", "te klein", "", "", ""],
        ["Kerncijfer", "Dekking van het veld", "2023", "75 %", "", "", ""],
        ["", "Deelnames aan ontmoetingen", "2024", "171", "", "171 tot 175", "duidelijk gestegen"],
    ]
    assert table.caption.endswith(", 2024")


def test_a_card_of_one_year_needs_no_column_for_it_and_working_days_stand_with_the_name(cards):
    own = cards[(cards["part"] != "indicator") | (cards["what"] == "meeting.attendances")]
    days = own.assign(unit=own["unit"].mask(own["what"] == "meeting.attendances", "days"))
    table = tables.card_table(days, "netwerk")
    assert "Jaar" not in [column.heading for column in table.columns]
    assert printed(table)[-1][1:5] == ["Deelnames aan ontmoetingen (werkdagen)", "171", "",
                                       "171 tot 175"]  # fmt: skip


OBJECTIVES = pd.DataFrame(
    {
        "objective_id": ["a", "b", "c"],
        "challenge": ["netwerk", "netwerk", "stem"],
        "objective": ["Leden vinden elkaar", "Kennis reist mee", "De naam is bekend"],
        "status": ["deels gehaald", "niet gehaald", "gehaald"],
    }
)


def test_the_work_on_a_challenge_is_its_goal_what_was_met_what_runs_and_what_could(cards):
    assert printed(tables.work_table(cards, OBJECTIVES, "netwerk")) == [
        ["Einddoel", "Doel"],
        ["Gehaald?", "Leden vinden elkaar (deels gehaald); Kennis reist mee (niet gehaald)"],
        ["Loopt al", "Activiteit loopt (12 dagen)"],
        ["Kan erbij", "Activiteit nieuw (12 dagen)"],
    ]


def test_what_was_done_is_printed_of_its_own_challenge_only():
    assert printed(tables.done_table(REVIEW, "netwerk", year=2024)) == [
        ["Avonden", "12,5 van 20", "+2 procentpunt\n−1 procentpunt",
         "Bijsturen: niet klaar op het einde van het jaar"],
    ]  # fmt: skip
    none = tables.done_table(REVIEW, "stem", year=2024)
    assert str(none) == "In het plan van 2024 stond geen activiteit voor deze uitdaging."


def test_a_page_opens_with_the_need_and_how_sure_its_place_is(cards):
    told = narrative.challenge_page(cards, RESULTS, REVIEW, OBJECTIVES, "netwerk", year=2024)
    opening = told.markdown.replace("\u00a0", " ")
    assert "vraagt 35 % hier steun voor. Dat is plaats 6 van 1, met 95 % zekerheid" in opening


def test_a_page_of_a_challenge_that_may_not_be_shown_or_was_not_asked_says_so(cards):
    hidden = RESULTS.assign(
        estimate=RESULTS["estimate"].mask(RESULTS["indicator"] == "survey.needs"),
        protection=RESULTS["protection"].mask(RESULTS["indicator"] == "survey.needs", "withheld"),
    )
    told = narrative.challenge_page(
        cards, hidden, REVIEW, OBJECTIVES, "netwerk", year=2024
    ).markdown
    assert "is niet gekend of te klein om te tonen" in told
    other = narrative.challenge_page(cards, RESULTS, REVIEW, OBJECTIVES, "stem", year=2024).markdown
    assert "is niet gekend of te klein om te tonen" in other
    assert "werd in 2024 niet gevraagd" in other
    assert "kreeg de helpdesk in 2024 geen vragen" in other


def test_a_challenge_of_which_nothing_is_known_says_so(cards):
    assert isinstance(tables.card_table(cards, "stem"), Sentence)


def test_new_activities_are_listed_by_how_firm_they_are():
    robustness = pd.DataFrame(
        {"activity_id": ["loopt", "a", "b", "c"], "share": [1, 0.25, 1, 0],
         "robust": ["always", "depends", "always", "never"]}
    )  # fmt: skip
    activities = pd.DataFrame(
        {"activity_id": ["loopt", "a", "b", "c"], "activity": ["Loopt", "A", "B", "C"],
         "is_running": [True, False, False, False]}
    )  # fmt: skip
    table = tables.robust_table(robustness, activities)
    printed = [[str(one).replace("\u00a0", " ") for one in row] for row in table.rows]
    assert printed == [["B", "100 %", "altijd"], ["A", "25 %", "hangt ervan af"]]
    assert "Nog 1 nieuwe" in table.note.replace("\u00a0", " ")


def test_a_name_of_the_list_for_a_number_leaves_the_room_to_the_words():
    long = REVIEW.assign(activity_id=["kwaliteit.doorverwijzing", "europa.a"],
                         activity_status="done", indicator="x", verdict=None)  # fmt: skip
    headings = [column.heading for column in tables.review_table(long).columns]
    assert headings[0] == "Activiteit"
    assert tables.review_table(long.assign(activity_id=["A01", "A02"])).columns[0].heading == "Nr"
