"""How often the intervals hold the truth, at N = 985: the table in docs/methode.md.

A 95 % interval should hold the truth in 95 of 100 draws. For counts this is computed by adding
up the chances of all samples that can be drawn (`coverage_counts`); for a third of the
respondents twice, weighted estimates and means samples are drawn, with a fixed seed
(`coverage_draws`).

    python benchmarks/coverage.py              # all, about twenty minutes on two quiet cores
    python benchmarks/coverage.py --quick      # a tenth of the draws, writes nothing

The detailed results go to benchmarks/coverage.csv, the table to docs/methode.md. The exit code is
1 when a condition is not met. Default methods: at least 93.5 % everywhere; at most 97.5 % where
n ≥ 40 and n·p ≥ 10. Exact ones: at least 95 %. Drawn results may miss a limit by three standard
errors. Pairs of an endless population, which the N above is not, need not keep to 97.5 %.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

import pandas as pd
from coverage_counts import (
    SIZES,
    pairs_without_limit,
    rate_ratios,
    rates,
    share_changes,
    single_shares,
    survey_shares,
)
from coverage_draws import OVERLAPS, weighted_changes, weighted_shares

LEAST, MOST = 0.935, 0.975
HERE = Path(__file__).parent
TARGET = HERE.parent / "docs" / "methode.md"
START, END = "<!-- dekking: begin -->", "<!-- dekking: einde -->"

DEFAULTS = {
    ("share", "auto"), ("survey share", "wilson"), ("share, raked", "wilson"),
    ("share, raked", "bootstrap"), ("mean, raked", "t"), ("paired change", "t"),
    *product(("share change", "share change, raked", "mean change"), OVERLAPS),
}  # fmt: skip
LABELS = {
    ("share", "auto"): "aandeel, standaard",
    ("share", "exact"): "aandeel, exact",
    ("share", "wilson"): "aandeel, Wilson",
    ("share", "clopper-pearson"): "aandeel, Clopper–Pearson",
    ("share", "agresti-coull"): "aandeel, Agresti–Coull",
    ("share", "jeffreys"): "aandeel, Jeffreys",
    ("share", "wald"): "aandeel, schoolboek (Wald) – nooit gebruikt",
    ("survey share", "wilson"): "aandeel met gelijke gewichten",
    ("survey share", "logit"): "aandeel met gelijke gewichten, logit",
    ("survey share", "korn-graubard"): "aandeel met gelijke gewichten, Korn–Graubard",
    ("share, raked", "wilson"): "aandeel, herwogen, standaard",
    ("share, raked", "bootstrap"): "aandeel, herwogen, bootstrap",
    ("share, raked", "logit"): "aandeel, herwogen, logit",
    ("share, raked", "korn-graubard"): "aandeel, herwogen, Korn–Graubard",
    ("mean, raked", "t"): "gemiddelde, herwogen",
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
    ("paired change", "t"): "verschil in paren zonder eindige populatie, Tango met t",
    ("paired change", "tango"): "idem, Tango",
    ("paired change", "newcombe"): "idem, Newcombe",
}


def all_rows(draws: int) -> pd.DataFrame:
    tasks = [(n, overlap, draws) for n, overlap in product(SIZES[::-1], OVERLAPS)]
    with ProcessPoolExecutor() as pool:
        changes = [pool.submit(weighted_changes, task) for task in tasks]
        shares = [pool.submit(weighted_shares, (n, draws)) for n in SIZES]
        counted = pool.submit(counted_rows, 250 * draws)
        rows = counted.result() + [r for done in [*shares, *changes] for r in done.result()]
    order = ["what", "method", "correlation", "n", "p1", "p2"]
    return pd.DataFrame(rows).sort_values(order, ignore_index=True)


def counted_rows(draws: int) -> list[dict]:
    return [
        *single_shares(), *survey_shares(), *rates(), *rate_ratios(), *share_changes(draws),
        *pairs_without_limit(),
    ]  # fmt: skip


def failures(found: pd.DataFrame) -> pd.DataFrame:
    """Rows in which a condition is not met."""
    p = found[["p1", "p2"]].min(axis=1)
    slack = 3 * found["error"]
    keys = pd.Series(list(zip(found["what"], found["method"], strict=True)), index=found.index)
    default, exact = keys.isin(DEFAULTS), found["method"] == "exact"
    plenty = (found["n"] >= 40) & (found["n"] * p >= 10) & (found["what"] != "paired change")
    short = default & (found["coverage"] < LEAST - slack)
    long = default & plenty & (found["coverage"] > MOST + slack)
    return found[short | long | (exact & (found["coverage"] < 0.95))]


def dutch_table(found: pd.DataFrame) -> str:
    """Lowest to highest coverage over all shares, in percent, by method and n."""
    edges = found.groupby(["what", "method", "n"])["coverage"].agg(["min", "max"]) * 100
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
    found = all_rows(draws=40 if quick else 400)
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
