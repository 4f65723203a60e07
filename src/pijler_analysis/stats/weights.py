"""Weights that make the respondents look like the register, and what they cost.

Respondents who share all their classes share their weight. So the rows are first collapsed to
cells (one per combination of classes), raked there, and spread over the rows again: the work
hardly depends on the number of rows.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    as_list,
    check_frame,
    check_number,
    check_same_rows,
    item_name,
    refuse,
)

Ints = NDArray[np.intp]
ROUNDS = 1000
COLLAPSED = ["column", "class", "respondents", "into"]
MET = 1e-12  # relative distance to every margin at which raking stops
SMALL_TABLE = 64  # combinations that may be counted in a table however few the rows


@dataclass(frozen=True)
class Margin:
    """One raking variable: the class of each row, and the total of each class."""

    column: Hashable
    labels: list[Any]
    codes: NDArray[Any]
    totals: Floats
    respondents: Ints


@dataclass(frozen=True)
class Cells:
    """Rows collapsed: the cell of each row; of each cell its classes, rows and base weight."""

    rows: NDArray[Any]
    classes: list[Ints]
    counts: Ints
    base: Floats


def rake(
    classes: pd.DataFrame,
    margins: Mapping[Any, pd.Series],
    *,
    base_weights: ArrayLike | pd.Series | None = None,
    cap: float | None = None,
    collapse_below: int = 5,
) -> dict[str, Any]:
    """With which weights do the respondents add up to the known totals of every margin?

    Parameters
    ----------
    classes : DataFrame, one row per respondent, one column per margin
        Categorical columns are fastest. No class may be missing: give those respondents a class
        of their own, or leave them out.
    margins : column → Series of totals, indexed by class
        All margins have the same sum, the population.
    base_weights : weight of each respondent before raking; all equal when left out
    cap : greatest weight allowed, in multiples of the mean weight; about 5
        Heavier weights are trimmed to it and everything is raked again, until margins and cap
        hold. Where no weights do both, they are trimmed once, and ``converged`` is False.
    collapse_below : classes with fewer respondents are merged with the next smallest class

    Returns
    -------
    dict
        ``weights``: array, one per row. ``converged``: whether margins (and cap) are met, after
        ``rounds`` rounds. ``residuals``: frame with column, class, respondents, target, reached
        and residual (reached minus target). ``collapsed``: frame with column, class, respondents
        and the class it went into. ``cells``: cell of each row; ``cell_classes``,
        ``cell_base``: classes and base weight of each cell; ``cell_targets``: the totals raked
        to. `survey` and `resample` compute variances from these.

    Raises
    ------
    ValueError
        If a class is missing, unknown to its margin, or empty with a positive total; if margins
        do not add up to the same population; if a weight is negative or a total not positive.

    Notes
    -----
    Iterative proportional fitting: each margin in turn is scaled to its totals until all hold.
    Deming and Stephan 1940; Deville and Särndal 1992; Kalton and Flores-Cervantes 2003.

    In R: ``rake(svydesign(ids = ~1, data = d, weights = ~w), list(~a, ~b), list(pop.a, pop.b),
    control = list(maxit = 1000, epsilon = 1e-10))``, which neither caps nor collapses.

    Examples
    --------
    >>> people = pd.DataFrame({"place": ["A", "A", "A", "B"], "own": ["j", "n", "n", "n"]})
    >>> totals = {"place": pd.Series({"A": 60, "B": 40}), "own": pd.Series({"j": 30, "n": 70})}
    >>> rake(people, totals, collapse_below=0)["weights"].round(1).tolist()
    [30.0, 15.0, 15.0, 40.0]
    """
    check_frame("classes", classes)
    check_number("collapse_below", collapse_below)
    check_number("cap", cap, optional=True)
    if not collapse_below >= 0:
        raise ValueError(f"collapse_below must be a number from 0, not {collapse_below}")
    known = _checked_margins(classes, margins)
    known, collapsed = _collapse(known, collapse_below)
    base = _checked_weights(base_weights, classes, known)
    cells = _collapse_rows(known, base)
    factors, rounds, converged = _fit(cells, [margin.totals for margin in known], cap)
    per_cell = factors * cells.base
    return {
        "weights": per_cell[cells.rows],
        "converged": converged,
        "rounds": rounds,
        "residuals": _residuals(known, cells, per_cell),
        "collapsed": collapsed,
        "cells": cells.rows,
        "cell_classes": np.stack(cells.classes, axis=1),
        "cell_base": cells.base,
        "cell_targets": [margin.totals for margin in known],
    }


def design_effect(weights: ArrayLike | pd.Series) -> float:
    """How much variance do unequal weights cost? 1 + cv² of the weights.

    Parameters
    ----------
    weights : one per respondent, not negative; zeros and missing ones do not take part

    Returns
    -------
    float, 1 for equal weights; missing when no weight is positive

    Raises
    ------
    ValueError
        If a weight is negative, naming it.

    Notes
    -----
    n Σw² / (Σw)². Kish 1965, section 11.7; Kish 1992. In R: ``length(w) * sum(w^2) / sum(w)^2``.

    Examples
    --------
    >>> design_effect([1, 1, 1, 1]), design_effect([1, 3])
    (1.0, 1.25)
    """
    used = _positive(weights)
    return len(used) / effective_n(used) if len(used) else float("nan")


def effective_n(weights: ArrayLike | pd.Series) -> float:
    """How many equally weighted answers would tell as much?

    Parameters
    ----------
    weights : one per respondent, not negative; zeros and missing ones do not take part

    Returns
    -------
    float, the number of respondents when the weights are equal; missing when none is positive

    Raises
    ------
    ValueError
        If a weight is negative, naming it.

    Notes
    -----
    (Σw)² / Σw². Kish 1965. In R: ``sum(w)^2 / sum(w^2)``.

    Examples
    --------
    >>> effective_n([1, 1, 1, 1]), effective_n([1, 3])
    (4.0, 1.6)
    """
    used = _positive(weights)
    return float(used.sum() ** 2 / (used**2).sum()) if len(used) else float("nan")


def _positive(weights: ArrayLike | pd.Series) -> Floats:
    """The weights that count."""
    values = as_list(weights, "weights")
    refuse(values < 0, lambda i: f"negative weight {values[i]:g}", weights)
    refuse(np.isinf(values), lambda i: f"weight {values[i]:g} is not finite", weights)
    return values[values > 0]


def _checked_weights(
    weights: ArrayLike | pd.Series | None, classes: pd.DataFrame, margins: list[Margin]
) -> Floats | None:
    """Base weights as an array, none of them negative or missing, some positive in each class."""
    if weights is None:
        return None
    check_same_rows(classes=classes, base_weights=weights)
    values = as_list(weights, "base_weights")
    wrong = ~(np.isfinite(values) & (values >= 0))
    refuse(wrong, lambda i: f"base weight {values[i]:g} cannot be used", weights, classes)
    for margin in margins:
        reached = np.bincount(margin.codes, values, minlength=len(margin.labels))
        for code, label in enumerate(margin.labels):
            if margin.totals[code] > 0 and reached[code] == 0:
                raise ValueError(f"class {label!r} of {margin.column!r} has no base weight")
    return values


def _checked_margins(classes: pd.DataFrame, margins: Mapping[Any, pd.Series]) -> list[Margin]:
    """Each margin with the class of every row, or ``ValueError`` naming what does not fit."""
    if not isinstance(margins, Mapping) or not margins:
        raise ValueError("no margin to rake to: margins is a dict of column and Series of totals")
    for column in margins:
        if column not in classes:
            raise ValueError(f"margin {column!r} is not a column of the classes")
        if isinstance(classes[column], pd.DataFrame):
            raise ValueError(f"the classes have column {column!r} twice")
    found = [_margin(classes[column], pd.Series(totals)) for column, totals in margins.items()]
    population = found[0].totals.sum()
    if population == 0:
        raise ValueError("the margins add up to nothing")
    for margin in found[1:]:
        if not np.isclose(margin.totals.sum(), population, rtol=1e-9, atol=0):
            raise ValueError(
                f"margins do not add up: {found[0].column!r} to {population:g}, "
                f"{margin.column!r} to {margin.totals.sum():g}"
            )
    return found


def _margin(values: pd.Series, totals: pd.Series) -> Margin:
    """Codes and totals of one raking variable."""
    column = values.name
    if not totals.index.is_unique:
        raise ValueError(f"margin {column!r} names a class twice")
    codes = _codes(values, totals.index)
    if len(codes) and codes.min() < 0:
        position = int(np.argmax(codes < 0))
        what = "is missing" if pd.isna(values.iloc[position]) else "has a class without total"
        raise ValueError(f"class of {column!r} {what} (item {item_name(position, values)})")
    counts = np.bincount(codes, minlength=len(totals))
    sums = as_floats(totals, f"margin {column!r}")
    for code, label in enumerate(totals.index):
        total, respondents = sums[code], counts[code]
        if not (np.isfinite(total) and total >= 0):
            raise ValueError(f"total of {column!r} {label!r} is {total:g}")
        if (total > 0) != (respondents > 0):
            raise ValueError(
                f"class {label!r} of {column!r} has {respondents} respondents "
                f"and a total of {total:g}"
            )
    return Margin(column, list(totals.index), codes, sums, counts)


def _codes(values: pd.Series, labels: pd.Index) -> NDArray[Any]:
    """Position of each row's class in the margin; -1 where it is missing or unknown."""
    if not isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype("category")
    categories = labels.get_indexer(values.cat.categories)
    codes = values.cat.codes.to_numpy()
    if np.array_equal(categories, np.arange(len(categories))):
        return codes
    return np.append(categories, -1).astype(np.int32)[codes]


def _collapse(margins: list[Margin], least: int) -> tuple[list[Margin], pd.DataFrame]:
    """Margins without classes of fewer than ``least`` respondents, and what was merged."""
    merged: list[dict[str, Any]] = []
    result = []
    for margin in margins:
        groups = _merged_classes(margin, least)
        if all(len(group) == 1 for group in groups):
            result.append(margin)
            continue
        names = ["+".join(str(margin.labels[i]) for i in group) for group in groups]
        new_code = np.empty(len(margin.labels), dtype=np.int32)
        for code, group in enumerate(groups):
            new_code[group] = code
            merged += [
                {"column": margin.column, "class": margin.labels[i],
                 "respondents": int(margin.respondents[i]), "into": names[code]}
                for i in group if len(group) > 1
            ]  # fmt: skip
        totals = np.array([margin.totals[group].sum() for group in groups])
        counts = np.array([margin.respondents[group].sum() for group in groups])
        result.append(Margin(margin.column, names, new_code[margin.codes], totals, counts))
    return result, pd.DataFrame(merged, columns=COLLAPSED)


def _merged_classes(margin: Margin, least: int) -> list[list[int]]:
    """Classes grouped: the smallest joins the next smallest until none is too small."""
    groups = [[i] for i in range(len(margin.labels)) if margin.respondents[i] > 0]
    sizes = [int(margin.respondents[group[0]]) for group in groups]
    while len(groups) > 1 and min(sizes) < least:
        first, second = sorted(np.argsort(sizes, kind="stable")[:2].tolist())
        groups[first] = sorted(groups[first] + groups.pop(second))
        sizes[first] += sizes.pop(second)
    return groups


def _collapse_rows(margins: list[Margin], base: Floats | None) -> Cells:
    """One cell per combination of classes (and base weight) that occurs."""
    codes = [margin.codes for margin in margins]
    sizes = [len(margin.labels) for margin in margins]
    if base is not None:
        values, base_codes = np.unique(base, return_inverse=True)
        codes, sizes = [*codes, base_codes], [*sizes, len(values)]
    used, cells, counts = _distinct(_cell_numbers(codes, sizes), math.prod(sizes))
    parts = np.unravel_index(used, sizes)
    own = np.ones(len(used)) if base is None else values[parts[-1]]
    return Cells(cells, list(parts[: len(margins)]), counts, own)


def _distinct(number: NDArray[Any], combinations: int) -> tuple[Ints, NDArray[Any], Ints]:
    """The numbers that occur, which of them each row has, and how many rows have each."""
    if combinations > max(4 * len(number), SMALL_TABLE):
        return np.unique(number, return_inverse=True, return_counts=True)
    counts = np.bincount(number)
    used = np.flatnonzero(counts)
    if len(used) == combinations:
        return used, number, counts
    place = np.zeros(len(counts), dtype=np.intp)
    place[used] = np.arange(len(used))
    return used, place[number], counts[used]


def _cell_numbers(codes: list[NDArray[Any]], sizes: list[int]) -> NDArray[Any]:
    """Number of each row's combination of codes, in the smallest integers that hold it."""
    total = math.prod(sizes)
    if total > np.iinfo(np.int64).max:
        raise ValueError("too many combinations of classes")
    kind = np.int32 if total <= np.iinfo(np.int32).max else np.int64
    number: NDArray[Any] = codes[0].astype(kind)
    for column, size in enumerate(sizes[1:], start=1):
        np.multiply(number, size, out=number)
        np.add(number, codes[column], out=number)
    return number


def _fit(cells: Cells, totals: list[Floats], cap: float | None) -> tuple[Floats, int, bool]:
    """Factor of each cell's base weight, number of rounds, and whether all is met."""
    if cap is not None and not cap > 1:
        raise ValueError(f"cap must be more than 1 times the mean weight, not {cap}")
    mass = cells.counts * cells.base
    no_limit = np.full(len(mass), np.inf)
    raked, rounds, met = _alternate(mass, cells.classes, totals, no_limit)
    limit = cells.counts * (cap or np.inf) * totals[0].sum() / cells.counts.sum()
    if met and np.any(raked > limit):
        capped, more, met = _alternate(raked, cells.classes, totals, limit)
        rounds += more
        if not met:  # no weights meet both: trimmed once, the margins hold and the cap nearly
            capped, *_ = _alternate(np.minimum(raked, limit), cells.classes, totals, no_limit)
        raked = capped
    return np.divide(raked, mass, out=np.zeros(len(mass)), where=mass > 0), rounds, met


def _alternate(
    mass: Floats, classes: list[Ints], totals: list[Floats], limit: Floats
) -> tuple[Floats, int, bool]:
    """Trim and rake in turn until both hold, or for long enough to know that they will not."""
    raked, rounds, met = mass.astype(float), 0, False
    while not met and rounds < ROUNDS:
        rounds += 1
        raked = np.minimum(raked, limit)
        distance = _rake_once(raked, classes, totals)
        met = distance <= MET  # nothing was scaled, so what was trimmed still is
    return raked, rounds, met


def _rake_once(mass: Floats, classes: list[Ints], totals: list[Floats]) -> float:
    """Scale every margin in turn, in place; the greatest relative distance met on the way."""
    distance = 0.0
    for column, target in enumerate(totals):
        codes = classes[column]
        reached = np.bincount(codes, mass, minlength=len(target))
        factor = np.divide(target, reached, out=np.ones(len(target)), where=reached > 0)
        distance = max(distance, float(np.abs(factor - 1).max()))
        mass *= factor[codes]
    return distance


def _residuals(margins: list[Margin], cells: Cells, weights: Floats) -> pd.DataFrame:
    """How far each class ended from its total."""
    tables = []
    for column, margin in enumerate(margins):
        codes = cells.classes[column]
        reached = np.bincount(codes, weights * cells.counts, minlength=len(margin.labels))
        table = {
            "column": margin.column,
            "class": margin.labels,
            "respondents": margin.respondents,
            "target": margin.totals,
            "reached": reached,
            "residual": reached - margin.totals,
        }
        tables.append(pd.DataFrame(table))
    return pd.concat(tables, ignore_index=True)
