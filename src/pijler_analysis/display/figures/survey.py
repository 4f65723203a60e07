"""What respondents answered: satisfaction per building block, needs per challenge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import check_any_to_show, or_one_line
from pijler_analysis.display.cells import WHOLE, latest_year, survey_cells
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.notes import base_text, caption, cells_frame
from pijler_analysis.display.figures.rows import Series, draw_rows
from pijler_analysis.display.group_sentences import describe_groups, groups_text
from pijler_analysis.display.language import say
from pijler_analysis.display.style import GREY, THIS_YEAR, house_style
from pijler_analysis.display.subjects import subject

Audience = Literal["members", "stakeholders"]

_SATISFACTION = {
    "members": "survey.satisfaction",
    "stakeholders": "survey.stakeholder_satisfaction",
}
_NEEDS = {"members": "survey.needs", "stakeholders": "survey.stakeholder_needs"}
_WEIGHTED = (
    "Gewogen: de antwoorden zijn herrekend naar de provincie en de diasporastatus in het register."
)


@or_one_line
def satisfaction(
    results: pd.DataFrame,
    *,
    audience: Audience = "members",
    year: int | None = None,
) -> Chart:
    """Draw the share of satisfied respondents per building block, plain and weighted.

    Parameters
    ----------
    results : result table, protected
    audience : the members (plain and weighted) or the stakeholders (plain)
    year : shown is the last wave up to it; the latest of all where left out

    Returns
    -------
    Chart; a block hardly anyone answered keeps its row and says so
    """
    label = "tevredenheid" if audience == "members" else "tevredenheid-stakeholders"
    return _plain_and_weighted(results, _SATISFACTION[audience], "block", year=year, label=label)


@or_one_line
def needs(
    results: pd.DataFrame,
    *,
    audience: Audience = "members",
    year: int | None = None,
) -> Chart:
    """Draw how many respondents ask for support on each challenge, plain and weighted."""
    label = "noden" if audience == "members" else "noden-stakeholders"
    return _plain_and_weighted(results, _NEEDS[audience], "challenge", year=year, label=label)


@or_one_line
def needs_by_audience(results: pd.DataFrame, *, year: int | None = None) -> Chart:
    """Draw the needs as members and as stakeholders see them, in the order of the members."""
    year = latest_year(results, _NEEDS["members"], by="challenge", until=year)
    series = []
    for audience, color in (("members", THIS_YEAR), ("stakeholders", GREY)):
        rows = survey_cells(results, _NEEDS[audience], "challenge", year=year)
        if audience == "members":
            check_any_to_show([*rows.values()], results, _NEEDS[audience], year=year)
        if rows:
            name = labels.label("audience", audience).lower()
            series.append(Series(name, rows, color, hollow=audience != "members"))
    extra = ""
    if len(series) > 1:
        others = list(series[1].cells.values())
        source = subject(others[0].indicator).source
        extra = say("Stakeholders: {source}.", source=source + base_text(others))
    label = "noden-leden-stakeholders"
    return _draw(series, "challenge", label=label, counts=False, extra=extra)


def _plain_and_weighted(
    results: pd.DataFrame, indicator: str, by: str, *, year: int | None, label: str
) -> Chart:
    year = latest_year(results, indicator, by=by, until=year)
    plain = survey_cells(results, indicator, by, year=year)
    check_any_to_show([*plain.values()], results, indicator, year=year, by=by)
    weighted = survey_cells(results, indicator, by, year=year, weighted=True)
    series = [Series(say("ongewogen") if weighted else str(year), plain, THIS_YEAR)]
    if weighted:
        series.append(Series(say("gewogen"), weighted, GREY, hollow=True))
    extra = say(_WEIGHTED) if weighted else ""
    return _draw(series, by, label=label, counts=True, extra=extra)


def _draw(series: Sequence[Series], by: str, *, label: str, counts: bool, extra: str = "") -> Chart:
    rows = list(series[0].cells.values())
    finding = describe_groups([row for row in rows if row.group != WHOLE])
    with house_style():
        canvas, groups = draw_rows(finding.title, by, series, kind="dots", counts=counts)
    shown = [one.cells[group] for group in groups for one in series if group in one.cells]
    alt = " ".join(
        f"{one.name.capitalize()}: {groups_text([one.cells[g] for g in groups if g in one.cells])}."
        for one in series
    )
    lead = [series[0].cells[group] for group in groups]
    return Chart(
        canvas.figure, finding.title, caption(lead[0].indicator, lead, extra=extra),
        f"{finding.text} {alt}", cells_frame(shown), label,
    )  # fmt: skip
