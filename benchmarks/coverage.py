"""How often the intervals hold the truth, at N = 985: the table in docs/methode.md.

A 95 % interval should hold the truth in 95 of 100 draws. For counts this is computed by adding
up the chances of all samples that can be drawn; where those are too many (a third of the
respondents twice, weighted estimates, means) samples are drawn, with a fixed seed.

    python benchmarks/coverage.py              # all, half an hour on two cores
    python benchmarks/coverage.py --quick      # a tenth of the draws, writes nothing

The detailed results go to benchmarks/coverage.csv, the table to docs/methode.md. The exit code is
1 when a condition is not met. Default methods: at least 93.5 % everywhere; at most 97.5 % where
n ≥ 40 and n·p ≥ 10, and, where respondents nearly always repeat their answer (correlation 0.8),
at least 10 are expected to change it. Exact ones: at least 95 %. Drawn results may miss a limit
by three standard errors.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import special

from pijler_analysis.stats import change, counts, survey, weights
from pijler_analysis.stats.proportions import METHODS, proportion_interval

N = 985
SIZES = (20, 40, 80, 150, 200)
SHARES = (0.01, 0.07, 0.15, 0.5)
STEPS = tuple((p, p) for p in SHARES) + tuple(pairwise(SHARES))
CORRELATIONS = (0.0, 0.5, 0.8)
OVERLAPS = {"unknown": 0.0, "none": 0.0, "third": 1 / 3, "full": 1.0}
LEAST, MOST = 0.935, 0.975
SEED = 20241
NEGLIGIBLE = 1e-12
ROUNDING = 1e-12
HERE = Path(__file__).parent
TARGET = HERE.parent / "docs" / "methode.md"
START, END = "<!-- dekking: begin -->", "<!-- dekking: einde -->"


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


def rates() -> Iterator[dict]:
    for expected in (1, 10, 55, 230):
        k = np.arange(expected * 4 + 40)
        chance = np.exp(special.xlogy(k, expected) - expected - special.gammaln(k + 1))
        covered = float(chance @ held(counts.rate(k), expected))
        yield row("rate", "exact", expected, (np.nan, np.nan), covered)


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
                yield row("share change", "none", n, (p1, p2), chance @ held(found, truth), r)
                k1, k2, table, chance = some_twice(cells, n, round(n / 3), rng, draws)
                found = change.proportion_change(k1, n, k2, n, **both, overlap=table)
                yield row("share change", "third", n, (p1, p2), chance @ held(found, truth), r)
                table, chance = everyone_twice(cells, n)
                found = change.proportion_change(table[0] + table[1], n, table[0] + table[2], n,
                                                 **both, overlap=table)  # fmt: skip
                yield row("share change", "full", n, (p1, p2), chance @ held(found, truth), r)


def pairs_without_limit() -> Iterator[dict]:
    """The intervals of paired_change, which know no population: drawn with replacement."""
    for n in SIZES:
        for p1, p2 in STEPS:
            for r in CORRELATIONS:
                cells = population_cells(p1, p2, r) * 1e6
                table, chance = everyone_twice(cells, n, size=N * 1e6)
                found = change.paired_change(np.stack([table[:2], table[2:]]).transpose(2, 0, 1))
                for method in ("tango", "newcombe"):
                    limits = {key: found[f"{method}_{key}"] for key in ("low", "high")}
                    covered = chance @ held(limits, (cells[2] - cells[1]) / cells.sum())
                    yield row("paired change", method, n, (p1, p2), covered, r)


# ---- weighted estimates and means -------------------------------------------------------------


def network() -> pd.DataFrame:
    """985 organisations in classes that matter for what they answer, over two waves."""
    rng = np.random.default_rng(SEED)
    place = rng.permutation(np.repeat([0, 1, 2], [443, 345, N - 788]))
    own = (rng.random(N) < 0.25).astype(int)
    lean = 0.5 * (place == 1) - 0.4 * (place == 2) + 0.6 * own
    steady = rng.normal(size=N)
    frame = {"place": place, "own": own}
    for wave in (1, 2):
        score = lean + np.sqrt(0.6) * steady + np.sqrt(0.4) * rng.normal(size=N)
        order = np.argsort(np.argsort(-score))
        frame |= {f"{p:g}_{wave}": (order < round(N * p)).astype(float) for p in SHARES}
        frame[f"score_{wave}"] = 5.0 - np.digitize(order / N, [0.2, 0.6, 0.8, 0.93])
    return pd.DataFrame(frame)


def raked(sample: pd.DataFrame, everyone: pd.DataFrame) -> dict:
    """Rake to the margins of everyone; a class without respondents joins its neighbour."""
    margins = {}
    for column in ("place", "own"):
        totals = everyone[column].value_counts()
        present = sample[column].unique()
        for absent in set(totals.index) - set(present):
            totals[min(present, key=lambda c, a=absent: abs(c - a))] += totals.pop(absent)
        margins[column] = totals
    return weights.rake(sample[["place", "own"]], margins)


def draw_waves(n: int, overlap: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Units of the first and of the second wave."""
    if overlap == "unknown":
        return rng.choice(N, n, replace=False), rng.choice(N, n, replace=False)
    twice = round(n * OVERLAPS[overlap])
    units = rng.choice(N, 2 * n - twice, replace=False)
    return units[:n], units[n - twice :]


def weighted_shares(task: tuple[int, int]) -> list[dict]:
    """One wave, raked: all shares of one n."""
    n, draws = task
    rng, everyone = np.random.default_rng([SEED, 1, n]), network()
    columns = [f"{p:g}_1" for p in SHARES]
    truth, hits = everyone[columns].mean().to_numpy(), np.zeros(len(SHARES))
    for _ in range(draws):
        sample = everyone.iloc[rng.choice(N, n, replace=False)].reset_index(drop=True)
        found = survey.proportion(sample[columns], raking=raked(sample, everyone), population=N)
        hits += held(found, truth)
    return [
        row("share, raked", "wilson", n, (p, p), hit / draws)
        for p, hit in zip(SHARES, hits, strict=True)
    ]


def weighted_changes(task: tuple[int, str, int]) -> list[dict]:
    """Two waves, raked: all shares of one n and one overlap; and the change of a mean."""
    n, overlap, draws = task
    rng, everyone = np.random.default_rng([SEED, 2, n, len(overlap)]), network()
    names = [f"{p:g}" for p in SHARES]
    waves = [everyone[[f"{p}_{w}" for p in names]].set_axis(names, axis=1) for w in (1, 2)]
    truth = (waves[1].mean() - waves[0].mean()).to_numpy()
    moved = everyone["score_2"].mean() - everyone["score_1"].mean()
    hits, means = np.zeros(len(names)), 0
    for _ in range(draws):
        units = draw_waves(n, overlap, rng)
        samples = [
            wave.iloc[who].reset_index(drop=True) for wave, who in zip(waves, units, strict=True)
        ]
        rakings = [raked(everyone.iloc[who].reset_index(drop=True), everyone) for who in units]
        who = {} if overlap == "unknown" else {"ids1": units[0], "ids2": units[1]}
        sizes = {"population1": N, "population2": N}
        found = change.survey_change(
            *samples, raking1=rakings[0], raking2=rakings[1], **sizes, **who
        )
        hits += held(found, truth)
        scores = [everyone[f"score_{w}"].to_numpy()[u] for w, u in zip((1, 2), units, strict=True)]
        means += bool(held(change.mean_change(*scores, **sizes, **who), moved))
    rows = [
        row("share change, raked", overlap, n, (p, p), hit / draws)
        for p, hit in zip(SHARES, hits, strict=True)
    ]
    return [*rows, row("mean change", overlap, n, (np.nan, np.nan), means / draws)]


def row(
    what: str, method: str, n: int, shares: tuple[float, float], covered: float, r: float = np.nan
) -> dict:
    return {
        "what": what, "method": method, "n": n, "p1": shares[0], "p2": shares[1],
        "correlation": r, "coverage": float(covered),
    }  # fmt: skip


# ---- all together -----------------------------------------------------------------------------

DEFAULTS = ("share, raked", "share change", "share change, raked", "mean change")
LABELS = {
    ("share", "auto"): "aandeel, standaard",
    ("share", "exact"): "aandeel, exact",
    ("share", "wilson"): "aandeel, Wilson",
    ("share", "wald"): "aandeel, schoolboek (Wald) – nooit gebruikt",
    ("share, raked", "wilson"): "aandeel, herwogen",
    ("share change", "unknown"): "verschil, overlap onbekend",
    ("share change", "none"): "verschil, niemand tweemaal",
    ("share change", "third"): "verschil, een derde tweemaal",
    ("share change", "full"): "verschil, iedereen tweemaal",
    ("share change, raked", "unknown"): "verschil herwogen, overlap onbekend",
    ("share change, raked", "none"): "verschil herwogen, niemand tweemaal",
    ("share change, raked", "third"): "verschil herwogen, een derde tweemaal",
    ("share change, raked", "full"): "verschil herwogen, iedereen tweemaal",
    ("mean change", "unknown"): "verschil van gemiddelden, overlap onbekend",
    ("mean change", "none"): "verschil van gemiddelden, niemand tweemaal",
    ("mean change", "third"): "verschil van gemiddelden, een derde tweemaal",
    ("mean change", "full"): "verschil van gemiddelden, iedereen tweemaal",
    ("paired change", "newcombe"): "verschil in paren, Newcombe",
    ("paired change", "tango"): "verschil in paren, Tango",
}


def all_rows(draws: int) -> pd.DataFrame:
    tasks = [(n, overlap, draws) for n, overlap in product(SIZES[::-1], OVERLAPS)]
    with ProcessPoolExecutor() as pool:
        changes = [pool.submit(weighted_changes, task) for task in tasks]
        shares = [pool.submit(weighted_shares, (n, 2 * draws)) for n in SIZES]
        counted = pool.submit(counted_rows, 50 * draws)
        rows = counted.result() + [r for done in [*shares, *changes] for r in done.result()]
    found = pd.DataFrame(rows)
    drawn = {"share, raked": 2 * draws, "share change, raked": draws, "mean change": draws}
    found["draws"] = found["what"].map(drawn).fillna(0).astype(int)
    found.loc[(found["what"] == "share change") & (found["method"] == "third"), "draws"] = (
        50 * draws
    )
    order = ["what", "method", "correlation", "n", "p1", "p2"]
    return found.sort_values(order, ignore_index=True)


def counted_rows(draws: int) -> list[dict]:
    return [*single_shares(), *rates(), *share_changes(draws), *pairs_without_limit()]


def failures(found: pd.DataFrame) -> pd.DataFrame:
    """Rows in which a condition is not met."""
    p = found[["p1", "p2"]].min(axis=1)
    changers = found["n"] * 2 * p * (1 - p) * (1 - found["correlation"].fillna(0.5))
    slack = 3 * np.sqrt(0.95 * 0.05 / found["draws"].where(found["draws"] > 0, np.inf))
    paired = (found["what"] == "paired change") & (found["method"] == "newcombe")
    single = (found["what"] == "share") & (found["method"] == "auto")
    default = found["what"].isin(DEFAULTS) | single | paired
    exact = found["method"] == "exact"
    plenty = (found["n"] >= 40) & (found["n"] * p >= 10)
    plenty &= (found["correlation"].fillna(0) <= 0.5) | (changers >= 10)
    short = default & (found["coverage"] < LEAST - slack)
    long = default & plenty & (found["coverage"] > MOST + slack)
    return found[short | long | (exact & (found["coverage"] < 0.95))]


def dutch_table(found: pd.DataFrame) -> str:
    """Lowest to highest coverage over all shares, in percent, by method and n."""
    usual = found["correlation"].fillna(0.5) <= 0.5
    edges = found[usual].groupby(["what", "method", "n"])["coverage"].agg(["min", "max"]) * 100
    lines = [
        "| interval | " + " | ".join(f"n = {n}" for n in SIZES) + " |",
        "|---|" + "---|" * len(SIZES),
    ]
    for key, label in LABELS.items():
        cells = []
        for n in SIZES:
            low, high = (f"{value:.1f}".replace(".", ",") for value in edges.loc[(*key, n)])
            cells.append(low if low == high else f"{low}–{high}")
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the draws, writes nothing")
    quick = parser.parse_args().quick
    found = all_rows(draws=400 if quick else 4000)
    table, missed = dutch_table(found), failures(found)
    print(table)
    if not quick:
        found.round(5).to_csv(HERE / "coverage.csv", index=False)
        text = TARGET.read_text(encoding="utf-8")
        before, rest = text.split(START)
        after = rest.split(END)[1]
        TARGET.write_text(f"{before}{START}\n\n{table}\n\n{END}{after}", encoding="utf-8")
    if len(missed):
        print(missed.to_string(), file=sys.stderr)
    return int(len(missed) > 0)


if __name__ == "__main__":
    raise SystemExit(main())
