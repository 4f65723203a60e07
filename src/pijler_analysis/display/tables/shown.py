"""Any rows of the result table, as an analyst looks at them in a notebook: in words, in units."""

from __future__ import annotations

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
from pijler_analysis.display.sentences import verdict_words
from pijler_analysis.display.subjects import SUBJECTS, subject
from pijler_analysis.display.tables.report_table import Mark, ReportTable, TableColumn
from pijler_analysis.schema.results import CHANGE, TOTAL


@or_one_line
def show(results: pd.DataFrame, *, most: int = 30, caption: str = "Resultaten") -> ReportTable:
    """Show rows of the result table with their words, units and verdicts.

    Parameters
    ----------
    results : any rows of a result table, in the order they are to be shown
    most : how many rows at most; the note says how many there are more

    Returns
    -------
    ReportTable, or one line where there are no rows

    Examples
    --------
    >>> from pijler_analysis.schema.results import result_rows
    >>> results = result_rows([{"indicator": "panel.presence", "year": 2024, "by": "total",
    ...     "group": "total", "unit": "share", "estimate": 0.54, "low": 0.52, "high": 0.56}])
    >>> show(results).rows
    [['Aanwezigheid op het panel', '', 'Totaal', '2024', '54\\xa0%', '52 tot 56\\xa0%', '']]
    """
    found = list(index_cells(results).by_place.values())
    if not found:
        raise NothingToShowError("Er zijn geen resultaten om te tonen.")
    rows = [_row(one) for one in found[:most]]
    columns = [
        TableColumn("name", "Kerncijfer", width="1fr"),
        TableColumn("by", "Indeling"),
        TableColumn("group", "Groep"),
        TableColumn("year", "Jaar", "right"),
        TableColumn("value", "Waarde", "right"),
        TableColumn("sure", "Zekerheid", "right"),
        TableColumn("verdict", "Oordeel of stand"),
    ]
    rest = len(found) - len(rows)
    note = say("En nog {number} rijen.", number=labels.number(rest)) if rest > 0 else ""
    muted = [place for place, one in enumerate(found[:most]) if not one.has_value]
    return ReportTable(pd.DataFrame(rows), columns, caption, "resultaten", note=note, muted=muted)


def _row(shown: Cell) -> dict[str, str | Mark]:
    is_change = shown.by == CHANGE
    known = shown.indicator in SUBJECTS
    weighted = say(" (gewogen)") if shown.weighted else ""
    return {
        "name": (subject(shown.indicator).name if known else shown.indicator) + weighted,
        "by": say("Verandering") if is_change else _heading(shown.by),
        "group": say("sinds {year}", year=shown.group) if is_change else _group(shown),
        "year": str(shown.year),
        "value": _difference(shown) if is_change else value_text(shown),
        "sure": limits_text(shown) if not is_change else "",
        "verdict": Mark(*verdict_words(shown)) if is_change else say(shown.status or ""),
    }


def _heading(by: str) -> str:
    return "" if by == TOTAL else labels.heading(by)


def _group(shown: Cell) -> str:
    try:
        return labels.label(shown.by, shown.group)
    except KeyError:
        return shown.group


def _difference(shown: Cell) -> str:
    if shown.is_withheld or shown.estimate is None:
        return value_text(shown)
    return labels.difference(shown.estimate, shown.unit)
