"""The few shapes an indicator takes: a count, counts by group, a share with unknowns.

All of them are complete counts. Their uncertainty is what is not known — rows that were rejected,
a status nobody filled in, a row that could not be tied to an organisation — and shows as bounds:
all unknown *no* below, all unknown *yes* above.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from pijler_analysis.indicators.catalogue import Row, Rows
from pijler_analysis.schema.results import TOTAL, UNKNOWN


def count(n: float, *, possible: float = 0, by: str = TOTAL, group: str = TOTAL) -> Row:
    """Count ``n``, with up to ``possible`` more that could not be read or placed."""
    return {
        "by": by, "group": group, "numerator": n, "estimate": n, "low": n, "high": n + possible,
    }  # fmt: skip


def counts_by(
    groups: pd.Series, *, by: str, expected: Iterable[str] = (), possible: float = 0
) -> Rows:
    """Count the rows of each group; rows of unknown group may belong to any of them.

    So may the ``possible`` rows that could not be read at all.

    ``expected`` groups without rows are counted as 0, so that a table over the years is whole.
    """
    return sums_by(
        pd.Series(1, index=groups.index), groups, by=by, expected=expected, possible=possible
    )


def sums_by(
    values: pd.Series,
    groups: pd.Series,
    *,
    by: str,
    expected: Iterable[str] = (),
    possible: float = 0,
) -> Rows:
    """Sum ``values`` within each group.

    What lies in the unknown group may belong to any, and so may ``possible`` more.
    """
    sums = values.groupby(groups.astype("object").fillna(UNKNOWN)).sum()
    unknown = sums.get(UNKNOWN, 0)
    names = [*expected, *sorted(set(sums.index) - {*expected, UNKNOWN})]
    rows = [
        count(sums.get(name, 0), possible=unknown + possible, by=by, group=name) for name in names
    ]
    if UNKNOWN in sums.index:
        rows.append(count(unknown, possible=possible, by=by, group=UNKNOWN) | {"low": 0})
    return rows


def ratio(
    numerator: float, denominator: float, *, low: float | None = None, high: float | None = None,
    by: str = TOTAL, group: str = TOTAL,
) -> Row:  # fmt: skip
    """Divide, leaving the estimate missing where there is nothing to divide by."""
    estimate = numerator / denominator if denominator else None
    return {
        "by": by, "group": group, "numerator": numerator, "denominator": denominator,
        "estimate": estimate, "low": estimate if low is None else low,
        "high": estimate if high is None else high, "method": "ratio",
    }  # fmt: skip


def share(
    yes: int, no: int, unknown: int, *, outside: int = 0, by: str = TOTAL, group: str = TOTAL
) -> Row:
    """Share of *yes* among those known, bounded by what the unknown could make of it.

    ``outside`` counts rows that may be further members nobody could identify.
    """
    known, everyone = yes + no, yes + no + unknown
    widest = everyone + outside
    row = ratio(
        yes,
        known,
        low=yes / widest if widest else None,
        high=(yes + unknown + outside) / widest if widest else None,
        by=by,
        group=group,
    )
    return row | {"population": everyone}


def status_share(
    status: pd.Series, *, outside: int = 0, by: str = TOTAL, group: str = TOTAL
) -> Row:
    """Share of True in a column of True, False and missing."""
    yes, unknown = int(status.sum()), int(status.isna().sum())
    no = len(status) - yes - unknown
    return share(yes, no, unknown, outside=outside, by=by, group=group)


def status_shares_by(
    status: pd.Series, groups: pd.Series, *, by: str, expected: Iterable[str] = ()
) -> Rows:
    """Share of True within each group; the unknown group stays apart."""
    named = groups.astype("object").fillna(UNKNOWN)
    names = [*expected, *sorted(set(named) - {*expected, UNKNOWN})]
    if (named == UNKNOWN).any():
        names.append(UNKNOWN)
    return [status_share(status[named == name], by=by, group=name) for name in names]
