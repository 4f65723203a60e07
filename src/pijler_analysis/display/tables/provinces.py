"""What is known of one province, beside all of them together."""

from __future__ import annotations

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import (
    Cell,
    CellIndex,
    NothingToShowError,
    index_cells,
    limits_text,
    value_text,
)
from pijler_analysis.display.language import say
from pijler_analysis.display.subjects import sources, subject
from pijler_analysis.display.tables.report_table import ReportTable, TableColumn

BY_PROVINCE = (
    "reach.registrations", "reach.new", "reach.ended", "diaspora.organisations_share",
    "training.organisations", "training.reach", "meeting.organisations", "day.organisations",
    "helpdesk.ever_asked_share", "fund.applications", "fund.granted_eur", "fund.register_share",
    "survey.response_rate",
)  # fmt: skip
"""What is counted by province, in the order of the evaluation."""


@or_one_line
def province_table(
    results: pd.DataFrame, province: str, *, year: int, against: int | None = None
) -> ReportTable:
    """Lay the figures of one province beside its earlier years and beside the whole.

    Parameters
    ----------
    results : result table, protected; nothing is counted anew, so nothing more can be told
    province : its code
    year, against : this year and the reference year
    """
    index = index_cells(results[results["indicator"].isin(BY_PROVINCE)])
    shown = [one for one in BY_PROVINCE if _place(index, one, province, year) is not None]
    name = labels.label("province", province)
    if not shown:
        raise NothingToShowError(say("Over {province} zijn er in {year} geen gegevens.",
                                     province=name, year=year))  # fmt: skip
    years = sorted({one for one in (against, year - 1, year) if one is not None})
    rows = [
        {"name": subject(one).name, "sure": limits_text(_place(index, one, province, year)),
         "whole": _short(index.cell(one, year=year))}
        | {str(then): _short(_place(index, one, province, then)) for then in years}
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
        say("Kerncijfers van {province}, naast alle provincies samen", province=name),
        f"provincie-{province.lower()}", note=say("Bron: {source}.", source=sources(shown)),
    )  # fmt: skip


def _place(index: CellIndex, indicator: str, province: str, year: int) -> Cell | None:
    return index.cell(indicator, year=year, by="province", group=province)


def _short(row: Cell | None) -> str:
    if row is None or (row.estimate is None and not row.protection):
        return "–"
    return say(labels.TOO_SMALL) if row.is_withheld else value_text(row)
