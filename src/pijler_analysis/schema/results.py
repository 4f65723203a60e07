"""The result table: one row per indicator, year and group. Everything a reader sees is in it.

A *level* row has ``by = "total"`` or the name of a breakdown (``province``, ``channel``, …) and
the code of its group. A *change* row has ``by = "change"`` and, as group, the year compared with;
its estimate is this year minus that year, in the unit of the indicator. In the year in which the
definition of an indicator changed, ``by = "version"`` holds the total by the old definition and by
the new one, each with its own ``version``; the total itself is by the new one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

TOTAL = "total"
CHANGE = "change"
VERSION = "version"
"""Breakdown of the year in which a definition changed: the total by either definition."""
FROZEN = "frozen"
"""Protection of a row that comes exact from a release, because its exports are gone."""
ANSWER_CODE, ANSWER_CHALLENGE = "answer_code", "answer_challenge"
"""Breakdowns of open answers: by subject, and by the challenge that subjects belong to."""
UNKNOWN = "unknown"
"""Group of the rows whose group is not known, so that the groups add up to the total."""

RESULT_DTYPES: dict[str, Any] = {
    "indicator": "string",
    "version": "Int64",
    "year": "Int64",
    "by": "string",
    "group": "string",
    "weighted": "boolean",
    "numerator": "Float64",
    "denominator": "Float64",
    "population": "Float64",
    "estimate": "Float64",
    "low": "Float64",
    "high": "Float64",
    "low_80": "Float64",
    "high_80": "Float64",
    "interval": "string",     # confidence | bounds
    "confidence": "Float64",  # 0.95 for confidence intervals
    "method": "string",
    "basis": "string",        # census | sample
    "unit": "string",
    "verdict": "string",      # change rows only: one of VERDICTS
    "target": "Float64",
    "status": "string",       # where there is a target: one of STATUSES
    "note": "string",
    "protection": "string",   # "" as computed | rounded | withheld | bound
}  # fmt: skip

UNITS = (
    "share", "organisations", "sessions", "attendances", "questions", "questions_per_fte",
    "questions_per_day", "ratio", "applications", "addresses", "views", "members", "people",
    "respondents", "activities", "eur", "days", "index", "rank",
)  # fmt: skip
"""Units of an estimate; a share is 0 to 1 and a change of a share is in the same unit."""


VERDICTS = ("duidelijk", "waarschijnlijk", "geen verschil van belang", "onzeker")
STATUSES = (
    "gehaald", "waarschijnlijk gehaald", "onbeslist", "waarschijnlijk niet gehaald",
    "niet gehaald",
)  # fmt: skip


def result_rows(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Build a result table from plain rows; columns a row leaves out are missing.

    >>> result_rows([{"indicator": "fund.gini", "estimate": 0.3}])[["estimate", "note"]].iloc[0]
    estimate     0.3
    note        <NA>
    Name: 0, dtype: object
    """
    return pd.DataFrame(
        {
            name: pd.array([row.get(name) for row in rows], dtype=dtype)
            for name, dtype in RESULT_DTYPES.items()
        }
    )


def latest_totals(results: pd.DataFrame, *, until: int) -> pd.DataFrame:
    """Return the last unweighted total of each indicator that is known, up to a year.

    A year without a figure, or with one that is withheld, does not hide the year before.

    Returns
    -------
    rows of the result table, indexed by ``indicator``

    Examples
    --------
    >>> total = {"indicator": "fund.gini", "by": TOTAL, "weighted": False}
    >>> rows = result_rows([total | {"year": 2023, "estimate": 0.3}, total | {"year": 2024}])
    >>> latest_totals(rows, until=2024)["year"].to_dict()
    {'fund.gini': 2023}
    """
    known = results[
        (results["by"] == TOTAL) & (results["year"] <= until)
        & ~results["weighted"].fillna(False) & results["estimate"].notna()
    ]  # fmt: skip
    latest = known.sort_values("year", kind="stable").drop_duplicates("indicator", keep="last")
    return latest.set_index("indicator")
