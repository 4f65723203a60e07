"""How often intervals of counts hold the truth: the chances of all samples added up.

Where those are too many (a third of the respondents twice) tables are drawn, with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import special

from pijler_analysis.stats import change, counts, survey
from pijler_analysis.stats._share_limits import PROPORTION_METHODS
from pijler_analysis.stats.proportions import METHODS, proportion_interval

N = 985
SIZES = (20, 40, 80, 150, 200)
SHARES = (0.01, 0.07, 0.15, 0.5)
STEPS = tuple((p, p) for p in SHARES) + tuple(pairwise(SHARES))
CORRELATIONS = (0.0, 0.5, 0.8)
SEED = 20241
NEGLIGIBLE = 1e-12
ROUNDING = 1e-12


def log_choose(n: np.ndarray | int, k: np.ndarray | int) -> np.ndarray:
    return (
        special.gammaln(np.add(n, 1))
        - special.gammaln(np.add(k, 1))
        - special.gammaln(np.subtract(n, k) + 1.0)
    )


def hypergeometric(k: np.ndarray, size: int, yes: np.ndarray | int, n: int) -> np.ndarray:
    """Chance of k yes among n drawn from ``size`` units of which ``yes`` would say yes."""
    possible = (k >= 0) & (k <= yes) & (n - k >= 0) & (n - k <= size - yes)
    k = np.where(possible, k, 0)
    with np.errstate(invalid="ignore"):
        logs = log_choose(yes, k) + log_choose(size - yes, n - k) - log_choose(size, n)
    return np.where(possible, np.exp(logs), 0.0)


def held(found: dict, truth: float) -> np.ndarray:
    return (found["low"] <= truth + ROUNDING) & (found["high"] >= truth - ROUNDING)


# ---- one share --------------------------------------------------------------------------------


def single_shares() -> Iterator[dict]:
    for n in SIZES:
        for p in SHARES:
            yes = round(N * p)
            k = np.arange(min(n, yes) + 1)
            chance = hypergeometric(k, N, yes, n)
            for method in METHODS:
                found = proportion_interval(k, n, population=N, method=method)
                covered = float(chance @ held(found, yes / N))
                yield row("share", method, n, (p, p), covered)


def survey_shares() -> Iterator[dict]:
    """The intervals for weighted shares, with all weights equal."""
    for n in SIZES:
        answers = pd.DataFrame(np.arange(n)[:, None] < np.arange(n + 1)).astype(float)
        for method in PROPORTION_METHODS:
            found = survey.proportion(answers, population=N, method=method)
            for p in SHARES:
                yes = round(N * p)
                chance = hypergeometric(np.arange(n + 1), N, yes, n)
                said = found["low"].notna().to_numpy()  # logit has no limits at 0 and n
                covered = chance[said] @ held(found, yes / N)[said] / chance[said].sum()
                yield row("survey share", method, n, (p, p), covered)


def rates() -> Iterator[dict]:
    for expected in (1, 10, 55, 230):
        k = np.arange(expected * 4 + 40)
        chance = np.exp(special.xlogy(k, expected) - expected - special.gammaln(k + 1))
        covered = float(chance @ held(counts.rate(k, 1.0), expected))
        yield row("rate", "exact", expected, (np.nan, np.nan), covered)


def rate_ratios() -> Iterator[dict]:
    for expected1 in (1, 10, 55):
        for expected2 in (1, 10, 55):
            tables = [np.arange(expected * 4 + 20) for expected in (expected1, expected2)]
            k1, k2 = (grid.ravel() for grid in np.meshgrid(*tables))
            logs = special.xlogy(k1, expected1) - special.gammaln(k1 + 1) - expected1
            logs += special.xlogy(k2, expected2) - special.gammaln(k2 + 1) - expected2
            found = counts.rate_ratio(k1, 1.0, k2, 1.0)
            inside = held(found, expected1 / expected2) | np.isnan(found["low"])  # 0 against 0
            yield row("rate ratio", "exact", expected1, (np.nan, np.nan), np.exp(logs) @ inside)


# ---- two waves, counts ------------------------------------------------------------------------


def population_cells(p1: float, p2: float, correlation: float) -> np.ndarray:
    """Units saying yes both times, only first, only second, never; as correlated as can be."""
    yes1, yes2 = round(N * p1), round(N * p2)
    both = N * (p1 * p2 + correlation * np.sqrt(p1 * (1 - p1) * p2 * (1 - p2)))
    both = int(np.clip(round(both), max(0, yes1 + yes2 - N), min(yes1, yes2)))
    return np.array([both, yes1 - both, yes2 - both, N - yes1 - yes2 + both])


def everyone_twice(cells: np.ndarray, n: int, size: float = N) -> tuple[np.ndarray, np.ndarray]:
    """All tables of n units asked twice, with their chance."""
    spread = np.sqrt(n * cells / size * (1 - cells / size)) * 8 + 2
    middle = n * cells / size
    low = np.maximum(0, np.floor(middle - spread)).astype(int)
    high = np.minimum(np.minimum(cells, n), np.ceil(middle + spread)).astype(int)
    axes = [np.arange(a, b + 1) for a, b in zip(low[:3], high[:3], strict=True)]
    tables = np.stack([grid.ravel() for grid in np.meshgrid(*axes, indexing="ij")])
    tables = np.vstack([tables, n - tables.sum(axis=0)])
    tables = tables[:, (tables[3] >= 0) & (tables[3] <= cells[3])]
    logs = sum(log_choose(cell, x) for cell, x in zip(cells, tables, strict=True))
    chance = np.exp(logs - log_choose(size, n))
    kept = chance > NEGLIGIBLE
    return tables[:, kept], chance[kept]


def nobody_twice(cells: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of counts of two waves without a unit in common, with their chance."""
    yes1, yes2, both = cells[0] + cells[1], cells[0] + cells[2], cells[0]
    k1, j, k2 = np.arange(n + 1), np.arange(n + 1), np.arange(n + 1)
    first = hypergeometric(k1, N, yes1, n)
    # of the first wave's units, j would say yes in the second: from its yes and from its no
    share = np.zeros((n + 1, n + 1))
    for k in k1[first > NEGLIGIBLE]:
        from_yes = hypergeometric(j, yes1, both, k)
        from_no = hypergeometric(j, N - yes1, yes2 - both, n - k)
        share[k] = np.convolve(from_yes, from_no)[: n + 1]
    second = np.stack([hypergeometric(k2, N - n, yes2 - took, n) for took in j])
    chance = first[:, None] * (share @ second)
    pairs = np.argwhere(chance > NEGLIGIBLE)
    return pairs.T, chance[chance > NEGLIGIBLE]


def some_twice(
    cells: np.ndarray, n: int, twice: int, rng: np.random.Generator, draws: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Draw waves with ``twice`` units in common: k1, k2, table of the overlap, their chance."""
    overlap = rng.multivariate_hypergeometric(cells, twice, size=draws)
    left = cells - overlap
    first = one_by_one(left, n - twice, rng)
    second = one_by_one(left - first, n - twice, rng)
    k1 = overlap[:, 0] + overlap[:, 1] + first[:, 0] + first[:, 1]
    k2 = overlap[:, 0] + overlap[:, 2] + second[:, 0] + second[:, 2]
    rows, times = np.unique(np.column_stack([k1, k2, overlap]), axis=0, return_counts=True)
    return rows[:, 0], rows[:, 1], rows[:, 2:].T, times / draws


def one_by_one(left: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    """Draw n units from each row's own population, cell after cell."""
    drawn, room, need = np.zeros_like(left), left.sum(axis=1), np.full(len(left), n)
    for cell in range(3):
        room = room - left[:, cell]
        drawn[:, cell] = rng.hypergeometric(left[:, cell], room, need)
        need = need - drawn[:, cell]
    drawn[:, 3] = need
    return drawn


def share_changes(draws: int) -> Iterator[dict]:
    rng = np.random.default_rng(SEED)
    both = {"population1": N, "population2": N}
    for n in SIZES:
        for p1, p2 in STEPS:
            yes1, yes2 = round(N * p1), round(N * p2)
            truth, k = (yes2 - yes1) / N, np.arange(n + 1)
            chance1, chance2 = hypergeometric(k, N, yes1, n), hypergeometric(k, N, yes2, n)
            found = change.proportion_change(k[:, None].repeat(n + 1, 1).ravel(), n,
                                             np.tile(k, n + 1), n, **both)  # fmt: skip
            covered = np.outer(chance1, chance2).ravel() @ held(found, truth)
            yield row("share change", "unknown", n, (p1, p2), covered)
            for r in CORRELATIONS:
                cells = population_cells(p1, p2, r)
                (k1, k2), chance = nobody_twice(cells, n)
                found = change.proportion_change(k1, n, k2, n, **both, overlap=[0, 0, 0, 0])
                yield row("share change", "none", n, (p1, p2), chance @ held(found, truth), r=r)
                k1, k2, table, chance = some_twice(cells, n, round(n / 3), rng, draws)
                found = change.proportion_change(k1, n, k2, n, **both, overlap=table)
                covered = chance @ held(found, truth)
                error = np.sqrt(covered * (1 - covered) / draws)
                yield row("share change", "third", n, (p1, p2), covered, r=r, error=error)
                table, chance = everyone_twice(cells, n)
                found = change.proportion_change(table[0] + table[1], n, table[0] + table[2], n,
                                                 **both, overlap=table)  # fmt: skip
                yield row("share change", "full", n, (p1, p2), chance @ held(found, truth), r=r)


def pairs_without_limit() -> Iterator[dict]:
    """The intervals of paired_change, which know no population: drawn with replacement."""
    for n in SIZES:
        for p1, p2 in STEPS:
            for r in CORRELATIONS:
                cells = population_cells(p1, p2, r) * 1e6
                table, chance = everyone_twice(cells, n, size=N * 1e6)
                found = change.paired_change(np.stack([table[:2], table[2:]]).transpose(2, 0, 1))
                for method, start in (("t", ""), ("tango", "tango_"), ("newcombe", "newcombe_")):
                    limits = {key: found[start + key] for key in ("low", "high")}
                    covered = chance @ held(limits, (cells[2] - cells[1]) / cells.sum())
                    yield row("paired change", method, n, (p1, p2), covered, r=r)


def row(
    what: str,
    method: str,
    n: int,
    shares: tuple[float, float],
    covered: float,
    *,
    r: float = np.nan,
    error: float = 0.0,
) -> dict:
    """One line of the results; ``error`` is the standard error of a coverage that was drawn."""
    return {
        "what": what, "method": method, "n": n, "p1": shares[0], "p2": shares[1],
        "correlation": r, "coverage": float(covered), "error": error,
    }  # fmt: skip
