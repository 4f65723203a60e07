"""All answers of all items of a questionnaire at once, counted per weighting cell.

Respondents with the same weight, stratum and raking classes are interchangeable. One integer
count per item — cell × group × answer — therefore holds all that estimates and variances need,
and everything after it is arithmetic on small tables, whatever the number of rows. Without raking
and with nearly as many weights as rows, two weighted counts (of w and w²) do the same. Where rows
are many, several items are counted in one table, which is then summed over the others.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats._arrays import (
    Floats,
    check_confidence,
    check_frame,
    check_same_rows,
)
from pijler_analysis.stats._design import (
    Design,
    Population,
    class_dummies,
    make_design,
    margin_inverse,
)
from pijler_analysis.stats._share_limits import check_method, effective_answers, share_limits

FEW_CELLS = 4096  # more distinct weights than this are not worth collapsing
ROUNDING = 1e-12  # part of a sum of squares, or of a simple sample's variance, that is none
BLOCK = 4_000_000  # numbers held at a time: cells × items × groups × answers
TABLE = 8192  # slots of a table that several items are counted in together
ROWS_PER_SLOT = 16  # rows needed per slot of such a table before it is worth it

Kind = Floats | None


@dataclass(frozen=True)
class Units:
    """Respondents collapsed: per cell its weight, stratum and number of respondents."""

    cells: NDArray[Any]
    counts: Floats
    weight: Floats
    stratum: NDArray[np.intp]
    raking_cell: NDArray[np.intp]


@dataclass(frozen=True)
class Sums:
    """Per stratum, answer, item and group: respondents, Σw and Σw²."""

    n: Floats
    w: Floats
    w2: Floats


@dataclass(frozen=True)
class Coded:
    """Answers and groups as small whole numbers; -1 where missing."""

    items: pd.Index
    codes: list[NDArray[Any]]
    answers: list[pd.Index]
    groups: NDArray[Any] | None
    labels: pd.Index

    @cached_property
    def sizes(self) -> NDArray[np.intp]:
        """Number of answers of each item."""
        return np.array([len(answers) for answers in self.answers])

    @cached_property
    def most(self) -> int:
        """Number of answers of the item that has most."""
        return int(self.sizes.max())


def shares(
    answers: pd.DataFrame,
    *,
    weights: ArrayLike | pd.Series | None = None,
    strata: ArrayLike | pd.Series | None = None,
    population: Population = None,
    raking: Mapping[str, Any] | None = None,
    by: ArrayLike | pd.Series | None = None,
    method: str = "wilson",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Which share of everyone, and of every group, would have given each answer to each item?

    Parameters
    ----------
    answers : DataFrame, one row per respondent, one column per item
        Categorical columns are fastest and keep the order and the answers nobody gave. A blank
        leaves the denominator of its item.
    by : groups to report apart; respondents without one form a last group

    The other parameters are those of `survey.proportion`; for clusters use that function.

    Returns
    -------
    DataFrame, one row per item, answer and group
        ``item``, ``answer``, ``group`` (with ``by``), ``count`` and ``n`` (respondents, not
        weighted), and the columns of `survey.proportion` for that answer as yes or no; missing
        where nobody answered.

    Raises
    ------
    ValueError
        As in `survey.mean`; if there is no item, or the method is not known.

    Notes
    -----
    The formulas are those of `survey.proportion`. With p = W_a/W and scores (1[a] − p)/W the sums
    of u = wz and u² per stratum follow from Σw and Σw² per stratum, group and answer; after
    raking, residuals are taken per cell.

    In R: ``svyby(~item, ~group, design, svymean)`` for one item, with factor answers.

    Examples
    --------
    >>> asked = pd.DataFrame({"site": ["good", "bad", "good", None], "help": ["bad"] * 4})
    >>> shares(asked, population=40)[["item", "answer", "count", "n", "estimate"]].round(2)
       item answer  count    n  estimate
    0  site    bad    1.0  3.0      0.33
    1  site   good    2.0  3.0      0.67
    2  help    bad    4.0  4.0      1.00
    """
    check_method(method)
    check_confidence(confidence)
    check_frame("answers", answers)
    rows = check_same_rows(answers=answers, weights=weights, strata=strata, by=by)
    design = make_design(
        rows, weights=weights, strata=strata, clusters=None, population=population, raking=raking
    )
    coded = _coded(answers, by)
    blocks = list(_blocks(design, coded))
    flat = {name: np.concatenate([block[name] for block in blocks], axis=-2) for name in blocks[0]}
    low, high = share_limits(flat, method, confidence, stretch=design.stretch)
    return _frame(coded, flat | {"low": low, "high": high}, method)


def _coded(answers: pd.DataFrame, by: ArrayLike | pd.Series | None) -> Coded:
    """Answers and groups as codes, with what the codes stand for."""
    if not len(answers.columns):
        raise ValueError("no item to take shares of")
    numbered = answers.set_axis(range(len(answers.columns)), axis=1)  # names take time to look up
    found = [_categorical(column) for _, column in numbered.items()]
    codes = [item.codes for item in found]
    labels = [item.categories for item in found]
    if by is None:
        return Coded(answers.columns, codes, labels, None, pd.RangeIndex(1))
    groups = _categorical(by)
    names, group_codes = groups.categories, groups.codes
    if len(group_codes) and group_codes.min() < 0:
        group_codes = np.where(group_codes < 0, len(names), group_codes)
        names = names.append(pd.Index([np.nan]))
    return Coded(answers.columns, codes, labels, group_codes, names)


def _categorical(values: ArrayLike | pd.Series) -> pd.Categorical:
    """Values as categories; the categories of a categorical column as they are."""
    array = values.array if isinstance(values, pd.Series) else values
    return array if isinstance(array, pd.Categorical) else pd.Categorical(pd.Series(values))


def _blocks(design: Design, coded: Coded) -> Iterator[dict[str, Floats]]:
    """Estimates per answer, item and group, for as many items at a time as memory likes."""
    groups = len(coded.labels)
    units = _collapse(design)
    cells = len(units.counts) if units else len(design.taken)
    width = max(1, BLOCK // max(1, cells * groups * (coded.most + 1)))
    for start in range(0, len(coded.codes), width):
        codes = coded.codes[start : start + width]
        if units is None:
            yield _estimates(design, _weighted_sums(design, codes, coded), None, None)
        else:
            (counts,) = _tables(units.cells, len(units.counts), codes, coded, [None])
            yield _estimates(design, _sums(design, units, counts), units, counts)


def _collapse(design: Design) -> Units | None:
    """Cells of equal weight and stratum; None when there are nearly as many as rows."""
    if design.raking is not None:
        cells, number = design.raking["cells"], len(design.raking["cell_base"])
    else:
        cells, distinct = pd.factorize(design.weights)
        number = len(distinct)
        if number > FEW_CELLS:
            return None
    strata = len(design.taken)
    raking_cell = np.arange(number)
    if strata > 1:
        cells, pairs = pd.factorize(cells * strata + design.strata)
        raking_cell, number = pairs // strata, len(pairs)
    counts = np.bincount(cells, minlength=number).astype(float)
    weight, stratum = np.zeros(number), np.zeros(number, dtype=np.intp)
    weight[cells] = design.weights
    if strata > 1:
        stratum[cells] = design.strata
    return Units(cells, counts, weight, stratum, raking_cell)


def _tables(
    first: NDArray[Any], number: int, codes: list[NDArray[Any]], coded: Coded, kinds: list[Kind]
) -> Floats:
    """Sums of each kind of weight (None counts) per first code, answer, item and group.

    Items are counted several at a time, as many as keep the table small beside the rows: one
    pass over the rows then serves them all.
    """
    groups, slots = len(coded.labels), coded.most + 1
    room = min(TABLE, len(first) / ROWS_PER_SLOT) / max(1, number * groups)
    together = max(1, int(math.log(room, slots))) if room > 1 and slots > 1 else 1
    base = first.astype(np.intp)
    if coded.groups is not None:
        base *= groups
        base += coded.groups
    found = np.empty((len(kinds), number, slots - 1, len(codes), groups))
    size = 0
    for start in range(0, len(codes), together):
        some = codes[start : start + together]
        if len(some) != size:
            size = len(some)
            shape, spread = (number, groups, *[slots] * size), slots**size
            shift = base * spread + sum(slots**i for i in range(size))  # a blank is −1
            others = [tuple(2 + i for i in range(size) if i != item) for item in range(size)]
        place = shift + _joint(some, slots)
        for kind, weight in enumerate(kinds):
            table = np.bincount(place, weight, number * groups * spread).reshape(shape)
            for item, axes in enumerate(others):
                own = table.sum(axis=axes) if axes else table
                found[kind, :, :, start + item] = own[..., 1:].swapaxes(1, 2)
    return found


def _joint(codes: list[NDArray[Any]], slots: int) -> NDArray[Any]:
    """One number for the answers to several items."""
    joint = codes[0]
    for code in codes[1:]:
        joint = np.multiply(joint, slots, dtype=np.intp)
        joint += code
    return joint


def _sums(design: Design, units: Units, counts: Floats) -> Sums:
    """Respondents, Σw and Σw² per stratum, from counts per cell."""
    strata = np.arange(len(design.taken))
    member = (units.stratum == strata[:, None]).astype(float)
    used, w = member * (units.weight > 0), member * units.weight
    return Sums(
        np.tensordot(used, counts, 1),
        np.tensordot(w, counts, 1),
        np.tensordot(w * units.weight, counts, 1),
    )


def _weighted_sums(design: Design, codes: list[NDArray[Any]], coded: Coded) -> Sums:
    """The same straight from the rows."""
    positive = design.weights > 0
    used = None if positive.all() else positive.astype(float)
    kinds = [used, design.weights, design.weights**2]
    return Sums(*_tables(design.strata, len(design.taken), codes, coded, kinds))


def _estimates(
    design: Design, sums: Sums, units: Units | None, counts: Floats | None
) -> dict[str, Floats]:
    """Estimates with variance per answer, item and group; ``df`` and ``n`` per item and group."""
    n, w, w2 = sums.n.sum(axis=0), sums.w.sum(axis=0), sums.w2.sum(axis=0)
    answered, mass = n.sum(axis=0), w.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = w / mass
        variance = _variance(design, sums, p, mass, units, counts)
        kish = mass**2 / w2.sum(axis=0)
    present = (sums.n.sum(axis=1) > 0).sum(axis=0)
    df = np.where(answered > 0, answered - present, np.nan)
    if not design.all_asked:
        variance = np.where(df > 0, variance, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.where(variance < ROUNDING * p * (1 - p) / answered, 0.0, variance)
    variance = np.where(answered > 0, variance, np.nan)
    return {
        "estimate": p,
        "se": np.sqrt(variance),
        "df": df,
        "deff": variance / _simple(design, p, answered, mass),
        "count": n,
        "n": answered,
        "effective_n": effective_answers(p, variance, kish * design.gain),
    }


def _variance(
    design: Design,
    sums: Sums,
    p: Floats,
    mass: Floats,
    units: Units | None,
    counts: Floats | None,
) -> Floats:
    """Variance of the shares, from Σu and Σu² per stratum; less what raking explains."""
    all_w = sums.w.sum(axis=1, keepdims=True)
    all_w2 = sums.w2.sum(axis=1, keepdims=True)
    total = (sums.w - p * all_w) / mass
    squares = ((1 - 2 * p) * sums.w2 + p**2 * all_w2) / mass**2
    rounding = ROUNDING * squares
    if design.raking is not None and units is not None and counts is not None:
        explained, less = _explained(design.raking, len(design.taken), units, counts, p, mass)
        total, squares = total - explained, squares - less
    taken = np.maximum(design.taken, 1)[:, None, None, None]
    apart = squares - total**2 / taken
    return np.tensordot(design.scale, np.where(apart <= rounding, 0.0, apart), 1)


def _explained(
    raking: Mapping[str, Any],
    strata: int,
    units: Units,
    counts: Floats,
    p: Floats,
    mass: Floats,
) -> tuple[Floats, Floats]:
    """What the raking margins take from Σu and Σu² per stratum.

    With fitted value f in a cell of n respondents of weight w and scores summing to s these are
    Σ wnf and Σ w²f(2s − nf). The fit f = Dβ has one coefficient per class of a margin, so cells
    are summed over classes first, and what is left to do is as small as the margins are.
    """
    base = raking["cell_base"][units.raking_cell]
    dummies = class_dummies(raking["cell_classes"][units.raking_cell])
    inverse = margin_inverse(dummies, base * units.counts)
    answered = counts.sum(axis=1, keepdims=True)

    def summed(cell_weights: Floats) -> Floats:
        """Weighted scores per class: Σ D·weight·s, for every estimate."""
        per_class = (dummies * cell_weights[:, None]).T
        yes, told = np.tensordot(per_class, counts, 1), np.tensordot(per_class, answered, 1)
        return ((yes - p * told) / mass).reshape(len(per_class), -1)

    beta = inverse @ summed(base)
    fitted, less = [], []
    for stratum in range(strata):
        weight = np.where(units.stratum == stratum, units.weight, 0.0)
        fitted.append((weight * units.counts) @ dummies @ beta)
        square = weight**2
        squares = dummies.T @ ((square * units.counts)[:, None] * dummies)
        less.append((beta * (2 * summed(square) - squares @ beta)).sum(axis=0))
    shape = (strata, *counts.shape[1:])
    return np.stack(fitted).reshape(shape), np.stack(less).reshape(shape)


def _simple(design: Design, p: Floats, answered: Floats, mass: Floats) -> Floats:
    """Variance of the share in a simple random sample of as many answers."""
    with np.errstate(invalid="ignore", divide="ignore"):
        plain = p * (1 - p) / (answered - 1)
        if not np.isinf(design.total_population):
            persons = mass / design.weights.sum() * design.total_population
            plain = plain * np.where(persons > answered, 1 - answered / persons, np.nan)
        return np.where(plain > 0, plain, np.nan)


def _frame(coded: Coded, flat: dict[str, Floats], method: str) -> pd.DataFrame:
    """One row per item, answer and group; slots of answers an item does not have are dropped."""
    groups = len(coded.labels)
    kept = np.arange(coded.most)[None, :] < coded.sizes[:, None]
    rows = np.repeat(kept.reshape(-1), groups)
    columns: dict[str, Any] = {
        "item": coded.items.repeat(coded.sizes * groups),
        "answer": coded.answers[0].append(coded.answers[1:]).repeat(groups),
    }
    if coded.groups is not None:
        columns["group"] = coded.labels.take(np.tile(np.arange(groups), coded.sizes.sum()))
    order = ("count", "n", "estimate", "se", "low", "high", "df", "deff", "effective_n")
    for name in order:
        every = np.broadcast_to(flat[name], flat["estimate"].shape)
        columns[name] = every.swapaxes(0, 1).reshape(-1)[rows]
    columns["method"] = method
    return pd.DataFrame(columns, copy=False)
