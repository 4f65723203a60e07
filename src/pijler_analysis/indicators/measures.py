"""The few shapes an indicator takes: a count, counts by group, a share with unknowns.

All of them are complete counts. Their uncertainty is what is not known — rows that were rejected,
a status nobody filled in, a row that could not be tied to an organisation — and shows as bounds:
all unknown *no* below, all unknown *yes* above.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from pijler_analysis.indicators.catalogue import Row, Rows
from pijler_analysis.schema.results import TOTAL, UNKNOWN

Groups = pd.Series | np.ndarray
"""A group per row: a column with missing values, or an array in which unknown is spelled out."""


def count(n: float, *, possible: float = 0, by: str = TOTAL, group: str = TOTAL) -> Row:
    """Count ``n``, with up to ``possible`` more that could not be read or placed."""
    return {
        "by": by, "group": group, "numerator": n, "estimate": n, "low": n, "high": n + possible,
    }  # fmt: skip


def counts_by(
    groups: Groups, *, by: str, expected: Iterable[str] = (), possible: float = 0
) -> Rows:
    """Count the rows of each group; rows of unknown group may belong to any of them.

    So may the ``possible`` rows that could not be read at all.

    ``expected`` groups without rows are counted as 0, so that a table over the years is whole.
    """
    return _sums(None, groups, by=by, expected=expected, possible=possible)


def sums_by(
    values: pd.Series,
    groups: Groups,
    *,
    by: str,
    expected: Iterable[str] = (),
    possible: float = 0,
) -> Rows:
    """Sum ``values`` within each group.

    What lies in the unknown group may belong to any, and so may ``possible`` more.
    """
    weights = values.to_numpy(dtype=float, na_value=0)
    return _sums(weights, groups, by=by, expected=expected, possible=possible)


def _sums(
    weights: np.ndarray | None,
    groups: Groups,
    *,
    by: str,
    expected: Iterable[str],
    possible: float,
) -> Rows:
    codes, names = _coded(groups)
    totals = np.bincount(codes, weights, minlength=len(names))
    sums = dict(zip(names, totals.tolist(), strict=True))
    unknown = sums.get(UNKNOWN, 0)
    listed = [*expected, *sorted(set(sums) - {*expected, UNKNOWN})]
    rows = [
        count(sums.get(name, 0), possible=unknown + possible, by=by, group=name) for name in listed
    ]
    if UNKNOWN in sums:
        rows.append(count(unknown, possible=possible, by=by, group=UNKNOWN) | {"low": 0})
    return rows


def _coded(groups: Groups) -> tuple[np.ndarray, list[str]]:
    """Number the groups; a missing one is the unknown group."""
    if isinstance(groups, pd.Series):
        groups = groups.to_numpy(dtype=object, na_value=UNKNOWN)
    codes, names = pd.factorize(groups)
    return codes, [str(name) for name in names]


def grouped(groups: Groups, *, expected: Iterable[str] = ()) -> dict[str, np.ndarray]:
    """Return which rows lie in each group, the unknown group last.

    >>> grouped(np.array(["b", "unknown", "a"]), expected=["b"])["a"].tolist()
    [False, False, True]
    """
    codes, names = _coded(groups)
    place = {name: code for code, name in enumerate(names)}
    listed = [*expected, *sorted(set(names) - {*expected, UNKNOWN})]
    if UNKNOWN in place:
        listed.append(UNKNOWN)
    return {name: codes == place.get(name, -1) for name in listed}


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


def part(
    found: int, everyone: int, *, unplaced: int = 0, by: str = TOTAL, group: str = TOTAL
) -> Row:
    """Share of a fixed group that was found somewhere.

    Each of the ``unplaced`` rows, of which nobody knows the organisation, may be one more.
    """
    high = min(1.0, (found + unplaced) / everyone) if everyone else None
    return ratio(found, everyone, high=high, by=by, group=group)


def parts_by(
    found: pd.Series, groups: Groups, *, by: str, expected: Iterable[str] = (), unplaced: int = 0
) -> Rows:
    """Share found within each group, a True or False per member; the unknown group stays apart."""
    counts = _yes_and_all(found.to_numpy(dtype=float), groups, expected)
    return [
        part(yes, everyone, unplaced=unplaced, by=by, group=name)
        for name, (yes, _, everyone) in counts.items()
    ]


def status_share(
    status: pd.Series, *, outside: int = 0, by: str = TOTAL, group: str = TOTAL
) -> Row:
    """Share of True in a column of True, False and missing."""
    told = _told(status)
    unknown = int(np.isnan(told).sum())
    yes = int(np.nansum(told))
    return share(yes, len(told) - yes - unknown, unknown, outside=outside, by=by, group=group)


def status_shares_by(
    status: pd.Series, groups: Groups, *, by: str, expected: Iterable[str] = ()
) -> Rows:
    """Share of True within each group; the unknown group stays apart."""
    counts = _yes_and_all(_told(status), groups, expected)
    return [
        share(yes, everyone - yes - unknown, unknown, by=by, group=name)
        for name, (yes, unknown, everyone) in counts.items()
    ]


def _told(status: pd.Series) -> np.ndarray:
    """Return 1, 0 and not a number for yes, no and unknown."""
    return status.to_numpy(dtype=float, na_value=np.nan)


def _yes_and_all(
    told: np.ndarray, groups: Groups, expected: Iterable[str]
) -> dict[str, tuple[int, int, int]]:
    """Count yes, unknown and all within each group, the unknown group last."""
    codes, names = _coded(groups)
    silent = np.isnan(told)
    tallies = [
        np.bincount(codes, weights, minlength=len(names)).astype(int).tolist()
        for weights in (np.where(silent, 0, told), silent.astype(float), None)
    ]
    found = dict(zip(names, zip(*tallies, strict=True), strict=True))
    listed = [*expected, *sorted(set(found) - {*expected, UNKNOWN})]
    if UNKNOWN in found:
        listed.append(UNKNOWN)
    return {name: found.get(name, (0, 0, 0)) for name in listed}


def unknowable(note: str) -> Row:
    """Return the total of a year in which something cannot be known, with the reason."""
    return {"by": TOTAL, "group": TOTAL, "low": None, "high": None, "method": "count", "note": note}
