"""From a number to its rows: which clean rows an indicator counted.

Whatever is counted of the rows that ``selections`` names, rows, distinct organisations or a sum,
can be counted again from the list; a test holds that it comes out at the figure.
"""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.counted import Counted
from pijler_analysis.indicators.selections import SELECTIONS
from pijler_analysis.schema.tables import PROVENANCE, TABLES

NUMERATOR, DENOMINATOR, NOT_KNOWN = "numerator", "denominator", "not_known"
COLUMNS = ("by", "group", "role", "table", "key", "counts_as", *PROVENANCE)


def counted_rows(data: YearData, indicator: str) -> pd.DataFrame:
    """List the clean rows an indicator counted in a year.

    Returns
    -------
    DataFrame, one row per row counted: ``by`` and ``group`` of the figure, ``role`` (numerator,
    denominator, not_known), ``table``, its ``key``, ``counts_as`` (what the row adds: an
    organisation that counts once, an amount, or 1) and ``source, file, sheet, row``

    Raises
    ------
    KeyError
        If the rows of the indicator are not known.
    """
    parts = [_listed(data, part) for part in SELECTIONS[indicator](data) if len(part.status)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))


def count_again(rows: pd.DataFrame) -> float:
    """Count what listed rows stand for: a sum of amounts, or distinct organisations or rows."""
    if pd.api.types.is_numeric_dtype(rows["counts_as"]):
        return float(rows["counts_as"].sum())
    return float(rows["counts_as"].nunique())


def _listed(data: YearData, part: Counted) -> pd.DataFrame:
    table = (part.of or data).tables[part.table].loc[part.status.index]
    status = part.status.astype("boolean")
    role = status.map({True: NUMERATOR, False: DENOMINATOR}).astype("string").fillna(NOT_KNOWN)
    column = part.once_per or part.adds
    found = table[list(PROVENANCE)].assign(
        by=part.by,
        group=part.group,
        role=role,
        table=part.table,
        key=table[TABLES[part.table].key[-1]].astype("string"),
        counts_as=table[column] if column else part.times,
    )
    return found[list(COLUMNS)]
