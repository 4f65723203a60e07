"""Could a reader work a hidden count out? Tried with every published table laid side by side.

A withheld cell is not safe because it is empty: the total minus the groups that are shown may
leave one value. So each count behind a guarded row becomes an unknown whole number, everything
published becomes a limit on it (an exact figure, a figure rounded to a step, the rule by which it
was withheld) and every sum of groups that makes a total becomes an equation. The smallest and the
largest value each hidden count can take then follow by linear programming, in whole numbers where
the range is short (HiGHS, through SciPy).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from pijler_analysis.protect.disclosure import SPECIAL_APART
from pijler_analysis.schema.results import CHANGE, TOTAL
from pijler_analysis.settings import Protection

ENOUGH = 3
"""How many values a hidden count must at least be able to take."""

FOUND = ("indicator", "year", "by", "group", "part", "lowest", "highest")
HIDDEN = ("withheld", "bound")

_SHORT = 6
"""Ranges shorter than this are sought again in whole numbers."""

_PARTS = ("cell", "rest")
"""The two counts of a row: its numerator, and what is left of its base."""

Limits = tuple[tuple[float, float], ...]
Terms = tuple[tuple[int, float], ...]


class _Row(NamedTuple):
    """One cell of a table: the two counts behind it, and what is printed of them."""

    by: str
    group: str
    counts: tuple[float, float]
    has_base: bool
    protection: str
    numerator: float
    denominator: float


@dataclass
class _Knowns:
    """What a reader knows of the counts behind the rows of tables that hang together.

    Row ``i`` has two unknowns: ``2 * i`` its cell, ``2 * i + 1`` the rest of its base. ``sums``
    are equations, ``bases`` the limits of cell and rest together.
    """

    limits: list[tuple[float, float]] = field(default_factory=list)
    sums: list[Terms] = field(default_factory=list)
    bases: list[tuple[int, float, float]] = field(default_factory=list)


def audit_results(
    exact: pd.DataFrame, published: pd.DataFrame, *, guarded: pd.Series, rules: Protection
) -> pd.DataFrame:
    """Find the hidden counts a reader of all published tables can narrow down too far.

    Parameters
    ----------
    exact : result table as computed; rows that come protected were audited when released
    published : the same rows as protected
    guarded : True for the rows whose counts are persons or answers
    rules : thresholds of ``pijler.toml``, which a reader knows as well

    Returns
    -------
    one row per hidden count with fewer than three possible values (or fewer than the rule itself
    leaves): ``indicator, year, by, group, part`` (``cell`` or ``rest`` of its base) and the
    ``lowest`` and ``highest`` value it can take. Empty when all is safe.

    Notes
    -----
    A reader is taken to know *why* a row was withheld, which is more than is printed; so a count
    that passes here is safe against less.
    """
    level = guarded & (exact["by"] != CHANGE) & ~exact["weighted"].fillna(False)
    level &= exact["protection"] == ""
    hides = published["protection"].isin(HIDDEN) & level
    risky = exact.loc[hides, ["indicator", "year"]].drop_duplicates()
    enough = min(ENOUGH, rules.smallest_cell - 1)
    found = []
    for indicator, year in zip(risky["indicator"], risky["year"], strict=True):
        places = level & (exact["indicator"] == indicator) & (exact["year"] == year)
        rows = _rows(exact.loc[places], published.loc[places])
        for row, part, lowest, highest in _narrow(rows, _knowns(rows, rules), enough):
            found.append((indicator, year, row.by, row.group, part, lowest, highest))
    return pd.DataFrame(found, columns=list(FOUND))


def _rows(exact: pd.DataFrame, shown: pd.DataFrame) -> list[_Row]:
    cells = exact["numerator"].fillna(exact["estimate"]).to_numpy(float, na_value=np.nan)
    bases = exact["denominator"].to_numpy(float, na_value=np.nan)
    columns = (
        exact["by"], exact["group"], cells, bases, shown["protection"],
        shown["numerator"].to_numpy(float, na_value=np.nan),
        shown["denominator"].to_numpy(float, na_value=np.nan),
    )  # fmt: skip
    rows = []
    for by, group, cell, base, protection, numerator, denominator in zip(*columns, strict=True):
        has_base = not np.isnan(base)
        counts = (float(cell), float(base - cell) if has_base else 0.0)
        rows.append(_Row(by, group, counts, has_base, protection, numerator, denominator))
    return rows


def _knowns(rows: Sequence[_Row], rules: Protection) -> _Knowns:
    knowns = _Knowns()
    for place, row in enumerate(rows):
        _add_row(knowns, place, row, rules)
    for by in dict.fromkeys(row.by for row in rows if row.by != TOTAL):
        _add_sums(knowns, rows, by)
    return knowns


def _add_row(knowns: _Knowns, place: int, row: _Row, rules: Protection) -> None:
    """Limit the two counts of a row by what is printed of it, or by why nothing is."""
    limits = [(0.0, np.inf), (0.0, np.inf if row.has_base else 0.0)]
    if row.protection == "":
        limits = [(count, count) for count in row.counts]
    elif row.protection == "rounded":
        limits[0] = _around(row.numerator, rules.rounding)
        if row.has_base:
            knowns.bases.append((place, *_around(row.denominator, rules.rounding)))
    elif row.group not in SPECIAL_APART:
        few = (1.0, float(rules.smallest_cell - 1))
        limits = [
            few if few[0] <= count <= few[1] else limit
            for count, limit in zip(row.counts, limits, strict=True)
        ]
        if row.protection == "bound":
            knowns.bases.append((place, sum(row.counts), sum(row.counts)))
    knowns.limits += limits


def _around(value: float, step: int) -> tuple[float, float]:
    """Return the whole numbers that round to a value, halves up.

    >>> _around(60, 5), _around(0, 5)
    ((58.0, 62.0), (0.0, 2.0))
    """
    return max(0.0, float(np.ceil(value - step / 2))), float(np.ceil(value + step / 2) - 1)


def _add_sums(knowns: _Knowns, rows: Sequence[_Row], by: str) -> None:
    """Add the equations between a breakdown and the total that its groups add up to.

    Two channels that are also shown as one get an equation of their own.
    """
    groups = {place: row for place, row in enumerate(rows) if row.by == by}
    apart = [place for place, row in groups.items() if row.group in SPECIAL_APART]
    joint = [place for place in groups if place not in apart and _add_up(rows, place, apart)]
    if len(apart) > 1 and joint:
        _equate(knowns, joint[0], apart)
        del groups[joint[0]]
    for total, row in enumerate(rows):
        if row.by == TOTAL and _add_up(rows, total, list(groups)):
            _equate(knowns, total, list(groups))


def _add_up(rows: Sequence[_Row], whole: int, parts: Sequence[int]) -> bool:
    sums = np.sum([rows[place].counts for place in parts], axis=0)
    return bool(np.allclose(sums, rows[whole].counts))


def _equate(knowns: _Knowns, whole: int, parts: Sequence[int]) -> None:
    for part in range(len(_PARTS)):
        terms = [(2 * whole + part, -1.0), *((2 * place + part, 1.0) for place in parts)]
        knowns.sums.append(tuple(terms))


def _narrow(
    rows: Sequence[_Row], knowns: _Knowns, enough: int
) -> Iterator[tuple[_Row, str, float, float]]:
    """Yield the hidden counts that can take too few values."""
    published = (tuple(knowns.limits), tuple(knowns.sums), tuple(knowns.bases))
    for place, row in enumerate(rows):
        if row.protection not in HIDDEN:
            continue
        for part in range(2 if row.has_base else 1):
            if row.protection == "bound" and row.counts[part] != min(row.counts):
                continue
            lowest, highest = _range(2 * place + part, *published)
            if highest - lowest + 1 < enough:
                yield row, _PARTS[part], lowest, highest


@lru_cache(maxsize=4096)
def _range(
    unknown: int,
    limits: Limits,
    sums: tuple[Terms, ...],
    bases: tuple[tuple[int, float, float], ...],
) -> tuple[float, float]:
    """Return the smallest and largest whole value of an unknown count."""
    from scipy.optimize import LinearConstraint, milp

    rows = [*sums, *(((2 * place, 1.0), (2 * place + 1, 1.0)) for place, _, _ in bases)]
    matrix = np.zeros((max(len(rows), 1), len(limits)))
    for row, terms in enumerate(rows):
        for column, factor in terms:
            matrix[row, column] = factor
    low = np.array([0.0] * len(sums) + [base[1] for base in bases] or [0.0])
    high = np.array([0.0] * len(sums) + [base[2] for base in bases] or [0.0])
    least, most = np.array(limits).T
    cost = np.zeros(len(limits))
    cost[unknown] = 1.0

    def extreme(sign: float, *, whole: bool) -> float:
        found = milp(
            sign * cost,
            integrality=np.full(len(limits), int(whole)),
            bounds=(least, most),
            constraints=LinearConstraint(matrix, low, high),
        )
        return float(found.x[unknown]) if found.x is not None else -sign * np.inf

    lowest = float(np.ceil(extreme(1.0, whole=False) - 1e-6))
    highest = float(np.floor(extreme(-1.0, whole=False) + 1e-6))
    if highest - lowest < _SHORT:
        lowest = round(extreme(1.0, whole=True))
        highest = round(extreme(-1.0, whole=True))
    return lowest, highest
