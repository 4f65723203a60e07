"""Replicates of a survey's weights: drawn, shrunk and raked again, per row or per cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pijler_analysis.stats._arrays import Floats, as_floats
from pijler_analysis.stats._design import Design, group_sums

ROUNDS = 200
MET = 1e-9
BLOCK = 4_000_000  # weights held at a time: rows × replicates
ROWS_PER_CELL = 1  # rows needed per cell, answer and item before cells are worth it
FEW_ANSWERS = 12  # more distinct answers than this are not counted per cell


@dataclass(frozen=True)
class Sums:
    """Per item: weighted sum of answers and of weights, in full and per replicate."""

    top: Floats
    bottom: Floats
    squares: Floats
    n: Floats
    df: Floats
    tops: Floats
    bottoms: Floats
    converged: NDArray[np.bool_]


@dataclass(frozen=True)
class Cells:
    """Interchangeable respondents: per cell how many, in which stratum, and their weights."""

    rows: NDArray[np.intp]
    counts: Floats
    stratum: NDArray[np.intp]
    weight: Floats
    base: Floats
    raking_cell: NDArray[np.intp]


def item_sums(design: Design, columns: list[Floats], replicates: int, seed: int) -> Sums:
    """Sums of every item, in full and per replicate: per cell where that is less work."""
    rng = generator(replicates, seed)
    cells = _cells(design)
    answers = None if cells is None else _few_answers(columns, cells)
    if cells is None or answers is None:
        return _by_row(design, columns, rng, replicates)
    return _by_cell(design, cells, answers, rng, replicates)


def generator(replicates: int, seed: int) -> np.random.Generator:
    """Random numbers of this seed."""
    for name, value in (("replicates", replicates), ("seed", seed)):
        if not isinstance(value, int | np.integer):
            raise ValueError(f"{name} is not a whole number: {value!r}")
    if replicates < 2:
        raise ValueError(f"at least 2 replicates are needed, not {replicates}")
    if seed < 0:
        raise ValueError(f"seed below zero: {seed}")
    return np.random.default_rng(seed)


def is_yes_no(values: Floats) -> bool:
    """Whether all answers are 0, 1 or missing."""
    return bool(((values == 0) | (values == 1) | np.isnan(values)).all())


def replicate_rows(
    design: Design, rng: np.random.Generator, replicates: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """Replicate weight of each row (rows × replicates), and which replicates met the margins."""
    drawn = np.empty((len(design.unit_stratum), replicates))
    for stratum, taken in enumerate(design.taken.astype(int)):
        units = np.flatnonzero(design.unit_stratum == stratum)
        drawn[units] = _draw_units(rng, taken, replicates)
    return rescale(design, drawn)


def rescale(design: Design, drawn: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Replicate weights from how often each unit was drawn (units × replicates)."""
    keep, add = _shrinkage(design)
    stratum = design.unit_stratum
    factors = drawn * add[stratum][:, None] + keep[stratum][:, None]
    if len(design.unit_stratum) < len(design.weights):
        factors = factors[design.units]
    if design.raking is None:
        return design.weights[:, None] * factors, np.ones(drawn.shape[1], dtype=bool)
    cells, base = design.raking["cells"], design.raking["cell_base"]
    member = (np.arange(len(base))[:, None] == cells).astype(float)
    mass = base[:, None] * (member @ factors)
    raked, converged = _rake_all(mass, design.raking)
    factors *= (raked * base[:, None])[cells]
    return factors, converged


def _draw_units(rng: np.random.Generator, taken: int, replicates: int) -> Floats:
    """How often each of ``taken`` units comes up in one draw fewer (units × replicates)."""
    if taken < 2:
        return np.zeros((taken, replicates))
    place = rng.integers(0, taken, (taken - 1, replicates))
    place *= replicates
    place += np.arange(replicates)
    counts = np.bincount(place.ravel(), minlength=taken * replicates)
    return counts.reshape(taken, replicates).astype(float)


def _shrinkage(design: Design) -> tuple[Floats, Floats]:
    """Per stratum 1 − λ and λ·n/(n − 1): a unit drawn t times keeps the one plus t of the other."""
    spread = np.sqrt(1 - design.fractions)
    spare = np.where(design.taken > 1, design.taken - 1, np.inf)
    add = spread * design.taken / spare
    return np.where(design.taken > 1, 1 - spread, 1.0), add


def _rake_all(mass: Floats, raking: Mapping[str, Any]) -> tuple[Floats, NDArray[np.bool_]]:
    """Factor of each cell in each replicate, and which replicates met every margin."""
    classes, targets = raking["cell_classes"], raking["cell_targets"]
    members = [
        (np.arange(len(target))[:, None] == codes).astype(float)
        for codes, target in zip(classes.T, targets, strict=True)
    ]
    raked, distance = mass.copy(), np.full(mass.shape[1], np.inf)
    active = np.arange(mass.shape[1])
    for _ in range(ROUNDS):
        part = raked[:, active]
        distance[active] = _rake_part(part, classes, members, targets)
        raked[:, active] = part
        active = active[(distance[active] > MET) & np.isfinite(distance[active])]
        if not len(active):
            break
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(mass > 0, raked / mass, 0.0), distance <= MET


def _rake_part(
    mass: Floats, classes: NDArray[np.intp], members: list[Floats], targets: list[Floats]
) -> Floats:
    """Scale every margin in turn, in place; per replicate the greatest distance on the way."""
    distance = np.zeros(mass.shape[1])
    for codes, member, target in zip(classes.T, members, targets, strict=True):
        with np.errstate(divide="ignore"):
            factor = target[:, None] / (member @ mass)
        distance = np.maximum(distance, np.abs(factor - 1).max(axis=0))
        mass *= np.where(np.isfinite(factor), factor, 1.0)[codes]
    return distance


def _by_row(
    design: Design, columns: list[Floats], rng: np.random.Generator, replicates: int
) -> Sums:
    """Sums with a replicate weight for every row, as many replicates at a time as memory likes."""
    values = np.stack(columns, axis=1)
    inside = (~np.isnan(values)).astype(float)
    answers = np.where(inside > 0, values, 0.0)
    tops, bottoms, converged = [], [], []
    for width in _widths(len(values), replicates):
        weights, met = replicate_rows(design, rng, width)
        tops.append(answers.T @ weights)
        bottoms.append(inside.T @ weights)
        converged.append(met)
    w = design.weights
    return Sums(
        top=w @ answers,
        bottom=w @ inside,
        squares=w**2 @ inside,
        n=(w > 0).astype(float) @ inside,
        df=as_floats([design.degrees_of_freedom(column > 0) for column in inside.T]),
        tops=np.concatenate(tops, axis=1),
        bottoms=np.concatenate(bottoms, axis=1),
        converged=np.concatenate(converged),
    )


def _widths(rows: int, replicates: int) -> Iterator[int]:
    """Sizes of blocks of replicates."""
    width = max(1, BLOCK // max(rows, 1))
    for start in range(0, replicates, width):
        yield min(width, replicates - start)


def _cells(design: Design) -> Cells | None:
    """Respondents collapsed by raking cell (or weight) and stratum; None for clusters or nobody."""
    if len(design.unit_stratum) < len(design.weights) or not len(design.weights):
        return None
    if design.raking is None:
        cells, distinct = pd.factorize(design.weights)
        number = len(distinct)
    else:
        cells, number = design.raking["cells"], len(design.raking["cell_base"])
    raking_cell = np.arange(number)
    strata = len(design.taken)
    if strata > 1:
        cells, pairs = pd.factorize(np.asarray(cells, dtype=np.intp) * strata + design.strata)
        raking_cell, number = pairs // strata, len(pairs)
    cells = np.asarray(cells, dtype=np.intp)
    stratum, weight = np.zeros(number, dtype=np.intp), np.zeros(number)
    stratum[cells], weight[cells] = design.strata, design.weights
    base = weight if design.raking is None else design.raking["cell_base"][raking_cell]
    counts = as_floats(np.bincount(cells, minlength=number))
    return Cells(cells, counts, stratum, weight, base, raking_cell)


def _few_answers(columns: list[Floats], cells: Cells) -> list[tuple[Floats, Floats]] | None:
    """Per item its distinct answers and how often each occurs per cell; None if not worth it."""
    found = []
    work = 0
    for column in columns:
        codes, answers = _answer_codes(column)
        work += len(cells.counts) * (len(answers) + 1)
        if len(answers) > FEW_ANSWERS or work * ROWS_PER_CELL > len(column):
            return None
        slots = len(answers) + 1
        place = cells.rows * slots
        place += codes
        counts = np.bincount(place, minlength=len(cells.counts) * slots)
        found.append((answers, as_floats(counts.reshape(-1, slots)[:, :-1])))
    return found


def _answer_codes(values: Floats) -> tuple[NDArray[Any], Floats]:
    """Number of each answer, blanks last, and the distinct answers."""
    if is_yes_no(values):
        return np.nan_to_num(values, nan=2.0).astype(np.int8), np.array([0.0, 1.0])
    codes, answers = pd.factorize(values)
    return np.where(codes < 0, len(answers), codes), answers


def _by_cell(
    design: Design,
    cells: Cells,
    answers: list[tuple[Floats, Floats]],
    rng: np.random.Generator,
    replicates: int,
) -> Sums:
    """Sums from draws per cell and answer; each item is drawn given the draws per cell."""
    keep, add = (part[cells.stratum] for part in _shrinkage(design))
    drawn = _draw_cells(design, cells, rng, replicates)
    kept = (keep * cells.counts)[:, None] + add[:, None] * drawn
    factors, converged = _cell_factors(design, cells, kept)
    factors *= cells.base[:, None]
    tops, bottoms = [], []
    for values, counts in answers:
        top, bottom = np.zeros(replicates), np.zeros(replicates)
        for value, count, times in _draw_answers(counts, values, cells.counts, drawn, rng):
            mass = ((keep * count)[:, None] + add[:, None] * times) * factors
            total = mass.sum(axis=0)
            top += value * total
            bottom += total
        tops.append(top)
        bottoms.append(bottom)
    w = cells.weight
    answered = np.stack([counts.sum(axis=1) for _, counts in answers], axis=1)
    present = group_sums(answered * (w > 0)[:, None], cells.stratum, len(design.taken))
    return Sums(
        top=np.array([w @ counts @ values for values, counts in answers]),
        bottom=w @ answered,
        squares=w**2 @ answered,
        n=present.sum(axis=0),
        df=present.sum(axis=0) - (present > 0).sum(axis=0),
        tops=np.stack(tops),
        bottoms=np.stack(bottoms),
        converged=converged,
    )


def _draw_cells(
    design: Design, cells: Cells, rng: np.random.Generator, replicates: int
) -> NDArray[np.int64]:
    """How many draws fall in each cell (cells × replicates)."""
    drawn = np.zeros((len(cells.counts), replicates), dtype=np.int64)
    for stratum, taken in enumerate(design.taken):
        here = np.flatnonzero(cells.stratum == stratum)
        chance = cells.counts[here] / taken
        drawn[here] = rng.multinomial(int(taken) - 1, chance, size=replicates).T
    return drawn


def _cell_factors(design: Design, cells: Cells, kept: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Raking factor of each cell in each replicate; one where nothing was raked."""
    if design.raking is None:
        return np.ones_like(kept), np.ones(kept.shape[1], dtype=bool)
    number = len(design.raking["cell_base"])
    member = (np.arange(number)[:, None] == cells.raking_cell).astype(float)
    factors, converged = _rake_all(member @ (cells.base[:, None] * kept), design.raking)
    return factors[cells.raking_cell], converged


def _draw_answers(
    counts: Floats,
    values: Floats,
    sizes: Floats,
    drawn: NDArray[np.int64],
    rng: np.random.Generator,
) -> Iterator[tuple[float, Floats, NDArray[np.int64]]]:
    """Per answer its value, its number per cell, and how often it was drawn per replicate."""
    left, open_draws = sizes.copy(), drawn.copy()
    for column, value in enumerate(values):
        count = counts[:, column]
        with np.errstate(invalid="ignore", divide="ignore"):
            chance = np.where(left > 0, count / left, 0.0)
        last = np.array_equal(count, left)
        times = open_draws.copy() if last else rng.binomial(open_draws, chance[:, None])
        left = left - count
        open_draws -= times
        yield float(value), count, times
