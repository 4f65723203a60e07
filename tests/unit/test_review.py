"""What the plan promised, what happened, and the suggestion that follows."""

import pandas as pd
import pytest

from pijler_analysis.display import tables
from pijler_analysis.display.tables import choice
from pijler_analysis.schema.results import result_rows
from pijler_analysis.strategy.review import review_activities


def change(indicator, estimate, verdict):
    return {"indicator": indicator, "year": 2024, "by": "change", "group": "2023",
            "weighted": False, "estimate": estimate, "unit": "attendances", "verdict": verdict,
            "protection": ""}  # fmt: skip


RESULTS = result_rows(
    [
        change("training.attendances", 80, "duidelijk"),
        {
            "indicator": "training.attendances",
            "year": 2023,
            "by": "total",
            "group": "total",
            "weighted": False,
            "estimate": 932.0,
            "unit": "attendances",
        },
        change("day.attendances", -80, "duidelijk"),
        change("helpdesk.response_days", -1, "duidelijk"),
        change("panel.presence", 0.0, "geen verschil van belang"),
        change("fund.gini", 0.01, "onzeker"),
    ]
)


def activity(status, indicator=None, planned=10.0, spent=10.0):
    return {"activity_id": "A01", "activity": "Iets", "challenge": "netwerk",
            "activity_status": status, "days_planned": planned, "days_spent": spent,
            "indicator": indicator, "target_change": 0.1}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "advice", "why"),
    [
        (activity("dropped", "training.attendances"), "stop", "dropped"),
        (activity("planned", "training.attendances"), "adjust", "not_started"),
        (activity("running", "training.attendances"), "adjust", "unfinished"),
        (activity("done", "training.attendances"), "continue", "better"),
        (activity("done", "day.attendances"), "adjust", "worse"),
        (activity("done", "helpdesk.response_days"), "continue", "better"),
        (activity("done", "panel.presence"), "continue", "same"),
        (activity("done", "fund.gini"), "continue", "unclear"),
        (activity("done", None), "continue", "unclear"),
        (activity("done", "training.attendances", spent=12.5), "continue", "better"),
        (activity("done", "training.attendances", spent=12.6), "adjust", "overspent"),
        (activity("done", "training.attendances", spent=None), "continue", "better"),
    ],
)
def test_the_suggestion_follows_from_what_happened(row, advice, why):
    found = review_activities(pd.DataFrame([row]), RESULTS, year=2024).iloc[0]
    assert (found["advice"], found["why"]) == (advice, why)


def test_what_was_promised_stands_beside_what_was_measured():
    plan = pd.DataFrame([activity("done", "training.attendances"), activity("done", "fund.gini")])
    found = review_activities(plan, RESULTS, year=2024)
    assert found["promised"].tolist() == [pytest.approx(93.2), pd.NA]  # a tenth of 932
    assert found["change"].tolist() == [80, 0.01]
    assert [row[3] for row in tables.review_table(found).rows] == [
        "+93 deelnames\n+80 deelnames",
        "–\n0 deelnames",
    ]


def test_the_table_speaks_dutch_and_says_that_it_only_suggests():
    review = review_activities(
        pd.DataFrame([activity("done", "day.attendances", 10, 12.5)]), RESULTS, year=2024
    )
    table = tables.review_table(review)
    assert table.rows == [
        ["A01", "Iets", "12,5 van 10", "–\n−80 deelnames",
         "Bijsturen: gedaan, maar het kerncijfer ging de verkeerde kant op"]]  # fmt: skip
    assert "geen beslissing" in table.note


def test_tables_of_a_choice_say_what_is_full_what_is_left_and_what_more_buys():
    use = pd.DataFrame([("staf", n, 9.5, 10.0) for n in (1, 2, 3, 4)],
                       columns=["role", "quarter", "used", "available"])  # fmt: skip
    assert tables.capacity_table(use).rows == [["Staf", *["9,5 van 10"] * 4]]
    out = pd.DataFrame(
        {"activity_id": ["a", "b"], "value": [1.0, 2.0], "reason": ["x: 1,5 dagen te weinig", "y"]}
    )
    names = {"a": "Eerste", "b": "Tweede"}
    assert tables.left_out_table(out, names).rows == [
        ["Tweede", "y"], ["Eerste", "x: 1,5 dagen te weinig"]]  # fmt: skip
    waits = pd.DataFrame(
        {"activity_id": ["a"], "value": [1.0], "reason": ["vraagt eerst netwerk.ervaren"]}
    )
    named = {"a": "Eerste", "netwerk.ervaren": "Ervaren organisaties zoeken"}
    assert tables.left_out_table(waits, named).rows == [
        ["Eerste", "vraagt eerst Ervaren organisaties zoeken"]]  # fmt: skip
    sweep = pd.DataFrame(
        [(3.0, 0.0, 5, (), (), ""), (3.5, 0.0, 6, ("a",), ("b",), ""), (2.0, 0.0, 0, (), (), "x")],
        columns=["fte", "extra_eur", "activities", "gained", "lost", "conflict"],
    )
    assert [row[-1] for row in tables.sweep_table(sweep, names).rows] == [
        "Geen verschil.", "Erbij: Eerste. Eruit: Tweede", "Het lopende werk past er niet meer in.",
    ]  # fmt: skip


def test_a_count_says_what_it_counts_and_one_is_no_plural():
    assert [choice.change_text(size, "sessions") for size in (3, 1, -1)] == [
        "+3 sessies", "+1 sessie", "−1 sessie"]  # fmt: skip
    assert choice.change_text(0.03, "share") == "+3\xa0procentpunt"
    assert choice.change_text(0.05, "index") == "+0,05"
