"""The rows behind a figure, counted again, give the figure; each leads back to its export."""

from __future__ import annotations

import pandas as pd
import pytest

from pijler_analysis.errors import UsageError
from pijler_analysis.indicators import CATALOGUE
from pijler_analysis.indicators.rows import DENOMINATOR, NUMERATOR, count_again
from pijler_analysis.indicators.selections import SELECTIONS
from pijler_analysis.project import REPORT_VARIABLE
from pijler_analysis.schema.results import TOTAL

NO_BASE = {"reach.coverage", "helpdesk.questions_per_fte", "helpdesk.questions_per_day"}
"""Figures divided by a number from the settings or the calendar."""
APART = {
    "reach.newsletter_open_share", "reach.newsletter_click_share", "training.occupancy",
    "training.satisfaction", "training.cost_eur", "fund.granted_share",
    "plan.days_spent_share", "survey.response_rate", "panel.steering_presence",
}  # fmt: skip
"""Figures whose denominator is counted from other rows, or from another column, than what is
above the line."""
COMPUTED = {"survey.dissimilarity"}
"""Figures whose numerator is no count of rows."""


@pytest.mark.parametrize("indicator", SELECTIONS)
@pytest.mark.parametrize("year", [2019, 2024])
def test_rows_counted_again_give_the_figure(project, indicator, year):
    results = project.indicators(indicator, years=year, protected=False)
    results = results[~results["weighted"] & (results["by"] != "change")]
    rows = project.rows(indicator, year=year)
    if TOTAL not in set(results["by"]):
        assert set(rows["by"]) <= set(results["by"])
    if results.empty:
        assert rows[rows["by"] == TOTAL]["role"].eq("not_known").all()
        return
    by = TOTAL if TOTAL in set(results["by"]) else results["by"].iloc[0]
    for figure in results[results["by"] == by].to_dict("records"):
        mine = rows
        if by != TOTAL:
            mine = rows[(rows["by"] == by) & (rows["group"] == figure["group"])]
        if pd.notna(figure["numerator"]) and indicator not in COMPUTED:
            above = count_again(mine[mine["role"] == NUMERATOR])
            assert above == pytest.approx(figure["numerator"])
        if pd.notna(figure["denominator"]) and indicator not in NO_BASE:
            roles = [DENOMINATOR] if indicator in APART else [NUMERATOR, DENOMINATOR]
            base = count_again(mine[mine["role"].isin(roles)])
            assert base == pytest.approx(figure["denominator"])


@pytest.mark.parametrize(
    ("indicator", "by"),
    [
        ("survey.satisfaction", "block"),
        ("diaspora.share", "channel"),
        ("survey.reader_agreement", "answer_code"),
        ("helpdesk.questions_share", "topic"),
    ],
)
def test_rows_of_a_breakdown_give_the_figure_of_each_group(project, indicator, by):
    results = project.indicators(indicator, years=2024, by=by, protected=False)
    rows = project.rows(indicator, year=2024, by=by)
    plain = results[~results["weighted"]].set_index("group")["numerator"]
    assert len(rows["group"].unique()) > 1
    for group, mine in rows.groupby("group"):
        assert count_again(mine[mine["role"] == NUMERATOR]) == plain[group]


def test_each_row_says_where_in_the_export_it_stands(project):
    rows = project.rows("helpdesk.conversations", year=2024)
    table = project.load(2024).helpdesk.set_index(["file", "sheet", "row"])
    found = table.loc[list(rows[["file", "sheet", "row"]].itertuples(index=False, name=None))]
    assert (found["channel"] == "conversation").all()


def test_every_indicator_shows_its_rows():
    assert set(CATALOGUE) == set(SELECTIONS)


def test_rows_are_refused_in_a_report_and_where_they_are_not_known(project, monkeypatch):
    with pytest.raises(UsageError, match=r"bestaat niet; misschien survey\.needs"):
        project.rows("survey.need")
    with pytest.raises(UsageError, match="niet per province te tonen; wel per block"):
        project.rows("survey.satisfaction", by="province")
    with pytest.raises(UsageError, match="enkel die van het totaal: laat --by weg"):
        project.rows("training.reach", by="province")
    monkeypatch.setenv(REPORT_VARIABLE, "somewhere")
    with pytest.raises(UsageError, match="een verslag toont geen rijen"):
        project.rows("helpdesk.questions")
