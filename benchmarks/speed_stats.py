"""How fast the survey statistics are, beside the least work that could do it and beside R.

Run ``python benchmarks/speed_stats.py``; ``--rows`` sets the large case, ``--no-r`` leaves R out,
``--check`` fails when a target is missed. Times are medians of processor time, of all threads, so
that a busy machine matters less; trust the ratios.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pijler_analysis.stats import resample, survey
from pijler_analysis.stats.weights import rake

ITEMS, ANSWERS, GROUPS = 60, 5, 6
INDICATORS, REPLICATES = 40, 2000
CLASSES = (GROUPS, 2, 4, 3)
SEED = 1
R_ROWS = 20_000  # svyby takes minutes on more
R_SCRIPT = Path(__file__).with_suffix(".R")


@dataclass(frozen=True)
class Line:
    """One measurement: seconds of ours, of what it is held against, and the target."""

    work: str
    ours: float
    against: str
    theirs: float
    target: str
    met: bool

    def __str__(self) -> str:
        """One row of the table."""
        ratio = self.ours / self.theirs if self.theirs else float("nan")
        return (
            f"{self.work:<46} {self.ours * 1e3:>10.2f} ms   {self.against:<30} "
            f"{self.theirs * 1e3:>10.2f} ms   {ratio:>8.3f} x   {self.target:<12} "
            f"{'met' if self.met else 'MISSED'}"
        )


def median_time(work: Callable[[], object], times: int) -> float:
    """Median seconds of processor time of several runs, after one to warm up."""
    work()
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def people(rows: int, rng: np.random.Generator) -> pd.DataFrame:
    """Respondents with their classes, as categories."""
    return pd.DataFrame(
        {
            f"m{i}": pd.Categorical.from_codes(
                rng.integers(0, size, rows), [f"c{j}" for j in range(size)]
            )
            for i, size in enumerate(CLASSES)
        }
    )


def margins_of(classes: pd.DataFrame) -> dict[str, pd.Series]:
    """Totals that differ from the sample: later classes are larger in the population."""
    totals = {}
    for column in classes:
        counts = classes[column].value_counts(sort=False).astype(float)
        tilted = counts * np.arange(1, len(counts) + 1)
        totals[str(column)] = tilted / tilted.sum() * 10 * len(classes)
    return totals


def shares_lines(rows: int, times: int, rng: np.random.Generator) -> list[Line]:
    """All answers of all items in all groups, weighted, with intervals."""
    classes = people(rows, rng)
    codes = [rng.integers(-1, ANSWERS, rows).astype(np.int8) for _ in range(ITEMS)]
    labels = list("abcde")
    answers = pd.DataFrame(
        {f"q{i:02}": pd.Categorical.from_codes(code, labels) for i, code in enumerate(codes)}
    )
    two = classes[["m0", "m1"]]
    raked = rake(two, margins_of(two))
    options: dict[str, Any] = {"population": 10 * rows, "by": classes["m0"]}
    counted = [code.astype(np.intp) + 1 for code in codes]
    limit = median_time(lambda: [np.bincount(code) for code in counted], times)
    ours = median_time(lambda: survey.shares(answers, raking=raked, **options), times)
    plain = median_time(lambda: survey.shares(answers, weights=raked["weights"], **options), times)
    small = rows <= 1000
    target, met = ("<= 5 ms", ours <= 0.005) if small else ("<= 3 x", ours <= 3 * limit)
    plain_met = plain <= 0.005 if small else plain <= 3 * limit
    name = f"shares {ITEMS} x {ANSWERS} x {GROUPS}, {rows:,} rows"
    return [
        Line(f"{name}, raked", ours, "60 integer bincounts", limit, target, met),
        Line(f"{name}, weights", plain, "60 integer bincounts", limit, target, plain_met),
    ]


def raking_lines(rows: int, times: int, rng: np.random.Generator) -> list[Line]:
    """Raking over four margins."""
    classes = people(rows, rng)
    totals = margins_of(classes)
    codes = [classes[column].cat.codes.to_numpy().astype(np.intp) for column in classes]
    factors = [np.ones(size) for size in CLASSES]
    weights = np.ones(rows)

    def least() -> None:
        for code, factor in zip(codes, factors, strict=True):
            np.bincount(code, weights)
            factor[code]

    limit = median_time(least, times)
    ours = median_time(lambda: rake(classes, totals), times)
    name = f"raking over 4 margins, {rows:,} rows"
    return [Line(name, ours, "4 bincounts and gathers", limit, "<= 2 x", ours <= 2 * limit)]


def bootstrap_lines(sizes: list[int], rng: np.random.Generator) -> list[Line]:
    """Replicates of many indicators, raked again in each."""
    lines: list[Line] = []
    for rows in sizes:
        classes = people(rows, rng)[["m0", "m1"]]
        raked = rake(classes, margins_of(classes))
        y = pd.DataFrame(
            {f"y{i}": (rng.random(rows) < (i + 1) / 50).astype(float) for i in range(INDICATORS)}
        )
        taken = median_time(
            lambda y=y, raked=raked, rows=rows: resample.bootstrap_proportion(
                y, raking=raked, population=10 * rows, replicates=REPLICATES
            ),
            3,
        )
        first = lines[0].ours if lines else taken
        name = f"bootstrap {REPLICATES} x {INDICATORS}, {rows:,} rows"
        met = taken <= 0.5 if not lines else True
        target = "<= 500 ms" if not lines else "-"
        lines.append(Line(name, taken, f"ours at {sizes[0]:,} rows", first, target, met))
    return lines


def r_seconds(work: str, table: pd.DataFrame) -> float:
    """Processor time R took for the work itself, without start and reading."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        table.to_csv(path, index=False)
        run = subprocess.run(
            ["Rscript", "--vanilla", str(R_SCRIPT), work, str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
    return float(run.stdout.split()[-1])


def r_lines(rows: int, rng: np.random.Generator) -> list[Line]:
    """The same work in R: raking the large case, shares of a case R can do in a minute."""
    classes = people(rows, rng)
    totals = margins_of(classes)
    ours = median_time(lambda: rake(classes, totals), 3)
    theirs = r_seconds("rake", classes)
    name = f"raking over 4 margins, {rows:,} rows"
    lines = [Line(name, ours, "R survey::rake", theirs, "<= 0.01 x", ours * 100 <= theirs)]
    for size in (200, R_ROWS):
        group = people(size, rng)["m0"]
        answers = pd.DataFrame(
            {
                f"q{i:02}": pd.Categorical.from_codes(rng.integers(0, ANSWERS, size), list("abcde"))
                for i in range(ITEMS)
            }
        )
        w = rng.choice([1.0, 2.0, 5.0], size)
        taken = median_time(
            lambda answers=answers, w=w, group=group, size=size: survey.shares(
                answers, weights=w, by=group, population=10 * size
            ),
            3,
        )
        theirs = r_seconds("shares", answers.assign(w=w, group=group))
        name = f"shares {ITEMS} x {ANSWERS} x {GROUPS}, {size:,} rows"
        lines.append(Line(name, taken, "R svyby(svymean)", theirs, "-", True))
    return lines


def main() -> int:
    """Measure, print the table, and say whether every target was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--no-r", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    rng = np.random.default_rng(SEED)
    lines = shares_lines(200, 50, rng) + shares_lines(options.rows, 5, rng)
    lines += raking_lines(options.rows, 7, rng)
    lines += bootstrap_lines([1000, 100_000, options.rows], rng)
    if not options.no_r and shutil.which("Rscript"):
        lines += r_lines(options.rows, rng)
    for line in lines:
        print(line)
    return int(options.check and not all(line.met for line in lines))


if __name__ == "__main__":
    sys.exit(main())
