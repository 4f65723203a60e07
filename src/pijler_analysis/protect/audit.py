"""Could a reader work a hidden count out? Tried with every published table laid side by side.

A withheld cell is not safe because it is empty: the total minus the groups that are shown may
leave one value. So each count behind a guarded row becomes an unknown whole number, everything
published becomes a limit on it (an exact figure, a figure rounded to a step, the rule by which it
was withheld) and what adds up becomes an equation (``joins``). The smallest and the largest value
each hidden count can take then follow by linear programming, in whole numbers where the range is
short (HiGHS, through SciPy). Counts that no equation ties together are looked at apart, what was
solved once is not solved again, and where other values are found by trying (``room``) nothing is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import pandas as pd

from pijler_analysis.protect.disclosure import (
    QUESTIONS,
    SPECIAL_APART,
    WHOLE_NETWORK,
)
from pijler_analysis.protect.joins import TOGETHER, Row, Subjects, Terms, equations
from pijler_analysis.protect.room import Bases, Limits, Room
from pijler_analysis.schema.results import CHANGE, TOTAL, VERSION
from pijler_analysis.settings import Protection

ENOUGH = 3
"""How many values a hidden count must at least be able to take."""

FOUND = ("indicator", "year", "by", "group", "part", "lowest", "highest")
HIDDEN = ("withheld", "bound")

_SHORT = 6
"""Ranges shorter than this are sought again in whole numbers."""

_PARTS = ("cell", "rest")
"""The two counts of a row: its numerator, and what is left of its base."""

Knowns = tuple[Limits, tuple[Terms, ...], Bases]
"""What a reader knows of some counts: limits, equations, and limits of a cell and rest together."""

_FAMILY = {indicator: family[0] for family in TOGETHER for indicator in family}
_WHOLE = (TOTAL, VERSION, *QUESTIONS)

_OF_EXACT = ["indicator", "by", "group", "numerator", "denominator", "estimate"]
_OF_SHOWN = ["protection", "numerator", "denominator"]


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
    exact: pd.DataFrame,
    published: pd.DataFrame,
    *,
    guarded: pd.Series,
    rules: Protection,
    subjects: Subjects = MappingProxyType({}),
) -> pd.DataFrame:
    """Find the hidden counts a reader of all published tables can narrow down too far.

    Parameters
    ----------
    exact : result table as computed; rows that come protected were audited when released
    published : the same rows as protected
    guarded : True for the rows whose counts are persons or answers
    rules : thresholds of ``pijler.toml``, which a reader knows as well
    subjects : which codes of open answers make up each challenge, which a reader may know too

    Returns
    -------
    one row per hidden count with fewer than three possible values (or fewer than the rule itself
    leaves): ``indicator, year, by, group, part`` (``cell`` or ``rest`` of its base) and the
    ``lowest`` and ``highest`` value it can take. Empty when all is safe.

    Notes
    -----
    A reader is taken to know *why* a row was withheld, which is more than is printed: that its base
    is thin, or else which of its two counts is small. So what passes here is safe against less.
    """
    level = guarded & (exact["by"] != CHANGE) & ~exact["weighted"].fillna(False)
    level &= exact["protection"] == ""
    family = _family(exact)
    hides = published["protection"].isin(HIDDEN) & level
    enough = min(ENOUGH, rules.smallest_cell - 1)
    found = []
    for one, year in (
        pd.DataFrame({"family": family, "year": exact["year"]})[hides]
        .drop_duplicates()
        .itertuples(index=False, name=None)
    ):
        places = level & (family == one) & (exact["year"] == year)
        rows = _rows(exact.loc[places, _OF_EXACT], published.loc[places, _OF_SHOWN])
        for row, part, lowest, highest in _narrow(rows, _knowns(rows, rules, subjects), enough):
            found.append((row.indicator, year, row.by, row.group, part, lowest, highest))
    return pd.DataFrame(found, columns=list(FOUND))


def hang_together(exact: pd.DataFrame, found: pd.DataFrame) -> pd.Series:
    """Flag the rows of the tables in which some counts were found, and of those tied to them."""
    together = set(zip(_family(found), found["year"], strict=True))
    tables = zip(_family(exact), exact["year"], strict=True)
    return pd.Series([table in together for table in tables], index=exact.index, dtype=bool)


def _family(rows: pd.DataFrame) -> pd.Series:
    """Return what the tables of an indicator hang together by, within a year."""
    return rows["indicator"].map(_FAMILY).fillna(rows["indicator"])


def _rows(exact: pd.DataFrame, shown: pd.DataFrame) -> list[Row]:
    cells = exact["numerator"].fillna(exact["estimate"]).to_numpy(float, na_value=np.nan)
    bases = exact["denominator"].to_numpy(float, na_value=np.nan)
    columns = (
        exact["indicator"], exact["by"], exact["group"], cells, bases, shown["protection"],
        shown["numerator"].to_numpy(float, na_value=np.nan),
        shown["denominator"].to_numpy(float, na_value=np.nan),
    )  # fmt: skip
    rows = []
    for indicator, by, group, cell, base, protection, numerator, denominator in zip(
        *columns, strict=True
    ):
        has_base = not np.isnan(base)
        counts = (float(cell), float(base - cell) if has_base else 0.0)
        rows.append(Row(indicator, by, group, counts, has_base, protection, numerator, denominator))
    return rows


def _knowns(rows: Sequence[Row], rules: Protection, subjects: Subjects) -> _Knowns:
    knowns = _Knowns(sums=equations(rows, subjects))
    for place, row in enumerate(rows):
        _add_row(knowns, place, row, rules)
    most = max((unknown for terms in knowns.sums for unknown, _ in terms), default=-1)
    knowns.limits += [(0.0, np.inf)] * (most + 1 - len(knowns.limits))
    return knowns


def _add_row(knowns: _Knowns, place: int, row: Row, rules: Protection) -> None:
    """Limit the two counts of a row by what is printed of it, or by why nothing is."""
    limits = [(0.0, np.inf), (0.0, np.inf if row.has_base else 0.0)]
    if row.protection == "":
        limits = [(count, count) for count in row.counts]
    elif row.protection == "rounded":
        limits = _add_rounded(knowns, place, row, rules)
    elif row.protection == "withheld" and row.has_base and sum(row.counts) < rules.smallest_base:
        knowns.bases.append((place, 0.0, float(rules.smallest_base - 1)))
    elif row.group not in SPECIAL_APART:
        few = (1.0, float(rules.smallest_cell - 1))
        limits = [
            few if few[0] <= count <= few[1] else limit
            for count, limit in zip(row.counts, limits, strict=True)
        ]
        if row.protection == "bound":
            knowns.bases.append((place, sum(row.counts), sum(row.counts)))
    knowns.limits += limits


def _add_rounded(
    knowns: _Knowns, place: int, row: Row, rules: Protection
) -> list[tuple[float, float]]:
    """Limit the counts of a rounded row: a reader knows that few would have been hidden."""
    most = WHOLE_NETWORK - 1.0 if row.by in _WHOLE else np.inf
    if np.isnan(row.numerator):
        return [(0.0, np.inf), (0.0, np.inf if row.has_base else 0.0)]
    cell = _around(row.numerator, rules.rounding, least=rules.smallest_cell)
    if not row.has_base:
        return [(cell[0], min(cell[1], most)), (0.0, 0.0)]
    base = _around(row.denominator, rules.rounding, least=rules.smallest_base)
    base = (base[0], min(base[1], most))
    knowns.bases.append((place, *base))
    is_part = base[0] > cell[1]
    return [cell, (float(rules.smallest_cell) if is_part else 0.0, max(base[1] - cell[0], 0.0))]


def _around(value: float, step: int, *, least: int = 0) -> tuple[float, float]:
    """Return the whole numbers that round to a value, halves up, and are 0 or at least the least.

    >>> _around(60, 5), _around(0, 5), _around(5, 5, least=5), _around(0, 5, least=5)
    ((58.0, 62.0), (0.0, 2.0), (5.0, 7.0), (0.0, 0.0))
    """
    lowest, highest = float(np.ceil(value - step / 2)), float(np.ceil(value + step / 2) - 1)
    if highest < least:
        return 0.0, 0.0
    return max(0.0, lowest, float(least) if value else 0.0), highest


def _narrow(
    rows: Sequence[Row], knowns: _Knowns, enough: int
) -> Iterator[tuple[Row, str, float, float]]:
    """Yield the hidden counts that can take too few values."""
    parts = _connected(knowns)
    rooms: dict[tuple[int, ...], Room] = {}
    for place, row in enumerate(rows):
        if row.protection not in HIDDEN:
            continue
        for part in range(2 if row.has_base else 1):
            if row.protection == "bound" and row.counts[part] != min(row.counts):
                continue
            unknowns, published = parts[2 * place + part]
            unknown, count = unknowns.index(2 * place + part), row.counts[part]
            if unknowns not in rooms:
                rooms[unknowns] = Room([_count(rows, at) for at in unknowns], *published)
            if rooms[unknowns].has(unknown, enough):
                continue
            ends = _ends(published[0][unknown], count)
            if any(abs(_extreme(unknown, up, *published) - count) + 1 >= enough for up in ends):
                continue
            lowest, highest = (_extreme(unknown, up, *published) for up in (False, True))
            if highest - lowest + 1 < enough:
                yield row, _PARTS[part], lowest, highest


def _count(rows: Sequence[Row], unknown: int) -> float | None:
    """Return the true value of an unknown, None of one that stands in no table."""
    place, part = divmod(unknown, 2)
    return rows[place].counts[part] if place < len(rows) else None


def _connected(knowns: _Knowns) -> dict[int, tuple[tuple[int, ...], Knowns]]:
    """Return for each unknown those it hangs together with, and what is known of them.

    Unknowns are numbered anew, so that the same table in another year is the same problem.
    """
    heads = list(range(len(knowns.limits)))

    def head(unknown: int) -> int:
        while heads[unknown] != unknown:
            heads[unknown] = heads[heads[unknown]]
            unknown = heads[unknown]
        return unknown

    tied = [[unknown for unknown, _ in terms] for terms in knowns.sums]
    tied += [[2 * place, 2 * place + 1] for place, _, _ in knowns.bases]
    for first, *others in tied:
        for other in others:
            heads[head(other)] = head(first)
    sets: dict[int, list[int]] = defaultdict(list)
    for unknown in range(len(heads)):
        sets[head(unknown)].append(unknown)
    sums: dict[int, list[Terms]] = defaultdict(list)
    for terms in knowns.sums:
        sums[head(terms[0][0])].append(terms)
    bases: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
    for base in knowns.bases:
        bases[head(2 * base[0])].append(base)
    found: dict[int, tuple[tuple[int, ...], Knowns]] = {}
    for one, unknowns in sets.items():
        at = {unknown: number for number, unknown in enumerate(unknowns)}
        known: Knowns = (
            tuple(knowns.limits[unknown] for unknown in unknowns),
            tuple(tuple((at[unknown], factor) for unknown, factor in terms) for terms in sums[one]),
            tuple((at[2 * place], low, high) for place, low, high in bases[one]),
        )
        found |= dict.fromkeys(unknowns, (tuple(unknowns), known))
    return found


def _ends(limits: tuple[float, float], count: float) -> tuple[bool, bool]:
    """Return in which order to seek the two ends of a range: the one with more room first."""
    is_up = limits[1] - count >= count - limits[0]
    return is_up, not is_up


@lru_cache(maxsize=4096)
def _extreme(
    unknown: int, is_up: bool, limits: Limits, sums: tuple[Terms, ...], bases: Bases
) -> float:
    """Return the largest (or smallest) whole value of an unknown count.

    ``bases`` holds the number of a cell; the rest of its base comes right after it.
    """
    lowest, highest = limits[unknown]
    if not sums and not bases:
        return highest if is_up else lowest
    if highest - lowest < _SHORT:
        return _solve(unknown, is_up, limits, sums, bases, whole=True)
    found = _solve(unknown, is_up, limits, sums, bases, whole=False)
    other = _solve(unknown, not is_up, limits, sums, bases, whole=False)
    is_short = abs(found - other) < _SHORT
    return _solve(unknown, is_up, limits, sums, bases, whole=True) if is_short else found


@lru_cache(maxsize=4096)
def _solve(
    unknown: int, is_up: bool, limits: Limits, sums: tuple[Terms, ...], bases: Bases, *, whole: bool
) -> float:
    from scipy.optimize import LinearConstraint, milp

    rows = [*sums, *(((cell, 1.0), (cell + 1, 1.0)) for cell, _, _ in bases)]
    matrix = np.zeros((len(rows), len(limits)))
    for row, terms in enumerate(rows):
        for column, factor in terms:
            matrix[row, column] += factor
    low = np.array([0.0] * len(sums) + [base[1] for base in bases])
    high = np.array([0.0] * len(sums) + [base[2] for base in bases])
    least, most = np.array(limits).T
    cost = np.zeros(len(limits))
    cost[unknown] = -1.0 if is_up else 1.0
    found = milp(
        cost,
        integrality=np.full(len(limits), int(whole)),
        bounds=(least, most),
        constraints=LinearConstraint(matrix, low, high),
    )
    if found.x is None:
        return np.inf if is_up else -np.inf
    value = float(found.x[unknown])
    return float(np.floor(value + 1e-6)) if is_up else float(np.ceil(value - 1e-6))
