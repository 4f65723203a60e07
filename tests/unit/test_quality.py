"""What the data say of themselves: per source and per column, never so exactly that it tells."""

import pandas as pd
import pytest
from display_sample import sample_results
from tables import SETTINGS, year_data

from pijler_analysis.clean.log import LACKING, ROW, VALUE
from pijler_analysis.data import YearData
from pijler_analysis.display import labels
from pijler_analysis.display.figures.uncertainty import uncertainty, uncertainty_parts
from pijler_analysis.display.subjects import subject
from pijler_analysis.display.tables import completeness_table, sources_table
from pijler_analysis.protect.forgotten import REASON
from pijler_analysis.quality import _without_forgotten, completeness, source_quality

NA = pd.NA
HELPDESK = [
    {"question_id": str(n), "asked_on": pd.Timestamp(2024, 1, 8), "source": "helpdesk",
     "channel": "email" if n < 91 else NA}
    for n in range(100)
]  # fmt: skip


def test_a_column_is_told_in_steps_that_stand_for_five_rows_and_a_few_rows_not_at_all():
    found = completeness(year_data(helpdesk=HELPDESK)).set_index("heading")["filled_share"]
    assert found["Kanaal"] == 0.9  # 91 of 100, in steps of five percent
    few = completeness(year_data(helpdesk=HELPDESK[:19]))
    assert few["filled_share"].isna().all()


def test_a_question_of_the_survey_is_full_unless_it_was_left_blank():
    members = [
        {"response_id": str(n), "is_complete": n < 100, "source": "survey_members"}
        for n in range(120)
    ]
    asked = [{"audience": "members", "item": "has_ethical_code", "wording": "Code?", "code": "Q",
              "source": "survey_members"}]  # fmt: skip
    silent = [
        {"response_id": str(n), "item": "has_ethical_code", "audience": "members",
         "why": "blank" if n % 2 else "no_experience"}
        for n in range(120)
    ]  # fmt: skip
    data = year_data(survey_members=members, questions=asked, unanswered=silent)
    row = completeness(data).set_index("heading").loc["Code?"]
    assert (row["rows"], row["filled_share"]) == (100, 0.5)


def test_a_source_is_told_with_what_was_changed_refused_and_tied():
    refused = [
        {"table": "helpdesk", "source": "helpdesk", "file": "h", "row": 4, "effect": "value",
         "reason": "onbekende waarde"},
        {"table": "helpdesk", "source": "helpdesk", "file": "h", "row": 5, "effect": "row",
         "reason": "onmogelijke datum"},
    ]  # fmt: skip
    counted = {"source": "helpdesk", "read": 60, "kept": 58, "rejected": 1, "merged": 1}
    data = year_data(helpdesk=HELPDESK)
    links = pd.DataFrame([("helpdesk", "name", 6), ("helpdesk", "none", 2)],
                         columns=["table", "key", "rows"])  # fmt: skip
    data = YearData(
        year=2024, settings=SETTINGS, tables=data.tables, rejected=pd.DataFrame(refused),
        links=links, accounting=pd.DataFrame([
            {**counted, "completeness": "verified"}, {**counted, "completeness": "not verified"},
        ]),
    )  # fmt: skip
    log = pd.DataFrame({"source": ["helpdesk"] * 7 + ["fund"]})
    row = source_quality(data, log).set_index("source").loc["helpdesk"]
    assert row[["read", "kept", "changed", "unknown_codes"]].tolist() == [120, 116, 7, 1]
    assert row["linked_share"] == 0.75
    assert not row["is_verified"]


def test_nobody_reads_that_somebody_asked_to_be_forgotten():
    """A row that went is told of like any row that lacks its person, and the rest not at all."""
    about = {"source": "panel", "table": "panel", "reason": REASON}
    refused = [about | {"effect": ROW}, about | {"effect": ROW, "reason": LACKING},
               about | {"effect": VALUE, "source": "helpdesk"}]  # fmt: skip
    rows = pd.DataFrame(refused)
    told = _without_forgotten(rows)
    assert told[["source", "reason", "effect"]].values.tolist() == [["panel", LACKING, ROW]] * 2
    assert (rows["reason"] == REASON).sum() == 2


def test_tables_say_in_a_line_that_there_is_nothing():
    empty = pd.DataFrame(columns=["source", "heading", "rows", "filled_share"])
    assert str(completeness_table(empty)) == "Alle kolommen zijn ingevuld."
    assert str(sources_table(empty)) == "Er is geen enkele bron gelezen."


def test_each_cause_of_uncertainty_stands_apart_and_only_where_it_applies():
    parts = uncertainty_parts(sample_results(), year=2024).set_index("indicator")
    census = parts.loc["reach.registrations"]
    assert pd.isna(census["sampling"])
    assert pd.isna(census["silence"])
    assert census["unknown"] == pytest.approx(6 / 905)
    survey = parts.loc["survey.satisfaction"]
    assert pd.isna(survey["unknown"])
    assert survey["sampling"] > 0
    assert survey["silence"] >= 0


def test_the_figure_names_the_least_certain_figure_and_tells_every_bar():
    chart = uncertainty(sample_results(), year=2024)
    parts = chart.data.set_index("indicator")
    worst = parts[["sampling", "silence", "unknown"]].max(axis=1).idxmax()
    assert labels.capitalised(subject(worst).phrase) in chart.title
    assert "is het minst zeker" in chart.title
    assert "Actieve organisaties: niet gekoppeld of onbekend 0,7" in chart.alt.replace("\xa0", " ")
    assert "tel je niet op" in chart.caption
