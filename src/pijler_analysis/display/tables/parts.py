"""What is known of one part of the register beside the whole: of a province, of small towns."""

from __future__ import annotations

from functools import partial

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import (
    Cell,
    NothingToShowError,
    index_cells,
    limits_text,
    value_text,
)
from pijler_analysis.display.language import say
from pijler_analysis.display.subjects import sources, subject
from pijler_analysis.display.tables.report_table import ReportTable, TableColumn

BY_PART = (
    "reach.registrations", "reach.new", "reach.ended", "diaspora.organisations_share",
    "training.organisations", "training.reach", "meeting.organisations", "day.organisations",
    "helpdesk.ever_asked_share", "fund.applications", "fund.granted_eur", "fund.register_share",
    "survey.response_rate",
)  # fmt: skip
"""What is counted by part, in the order of the evaluation."""


@or_one_line
def part_table(
    results: pd.DataFrame, by: str, group: str, *, year: int, against: int | None = None
) -> ReportTable:
    """Lay the figures of one part beside its earlier years and beside the whole.

    Parameters
    ----------
    results : result table, protected; nothing is counted anew, so nothing more can be told
    by, group : a breakdown of organisations, and one of its groups
    year, against : this year and the reference year
    """
    index = index_cells(results[results["indicator"].isin(BY_PART)])
    here = partial(index.cell, by=by, group=group)
    shown = [one for one in BY_PART if here(one, year=year) is not None]
    part = labels.label(by, group, form="phrase")
    if not shown:
        raise NothingToShowError(
            say("Over {part} zijn er in {year} geen gegevens.", part=part, year=year)
        )
    years = sorted({one for one in (against, year - 1, year) if one is not None})
    rows = [
        {"name": subject(one).name, "sure": limits_text(here(one, year=year)),
         "whole": _short(index.cell(one, year=year))}
        | {str(then): _short(here(one, year=then)) for then in years}
        for one in shown
    ]  # fmt: skip
    columns = [TableColumn("name", "Kerncijfer", width="1fr")]
    columns += [TableColumn(str(one), str(one), "right") for one in years]
    columns += [
        TableColumn("sure", "Zekerheid", "right"),
        TableColumn("whole", say("Overal samen, {year}", year=year), "right", width="24mm"),
    ]
    return ReportTable(
        pd.DataFrame(rows), columns,
        say("Kerncijfers van {part}, naast het geheel", part=part),
        f"deel-{group.lower().replace('_', '-')}",
        note=say("Bron: {source}.", source=sources(shown)),
    )  # fmt: skip


def _short(row: Cell | None) -> str:
    if row is None or (row.estimate is None and not row.protection):
        return "–"
    return say(labels.TOO_SMALL) if row.is_withheld else value_text(row)
