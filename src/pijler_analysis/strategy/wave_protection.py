"""What readers get of a comparison of two waves: these rows are answers of respondents.

A change is shown only where the shares of both waves may be, in whole percentage points and
without exact counts; who moved where goes through the same gate as every other breakdown.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pijler_analysis.protect.disclosure import TOO_SMALL, protect_results
from pijler_analysis.protect.gate import publishable
from pijler_analysis.protect.ledger import released_cells
from pijler_analysis.schema.notes import NOT_COMPARED
from pijler_analysis.schema.results import TOTAL, result_rows
from pijler_analysis.settings import Protection
from pijler_analysis.strategy.crosswalk import NOT_COMPARABLE
from pijler_analysis.strategy.wave_change import FIGURES, Wave, both_answers

QUESTION = "block"
"""The breakdown of the gate that names a question to everyone."""

MOVES = {(0, 0): "no_no", (0, 1): "no_yes", (1, 0): "yes_no", (1, 1): "yes_yes"}
"""The answer then and now, and the group of the table that counts it."""


def protect_changes(
    changes: pd.DataFrame, then: Wave, now: Wave, *, rules: Protection
) -> pd.DataFrame:
    """Round what may be shown and empty what may not; ``note`` says why a row has no figures.

    Parameters
    ----------
    changes : what ``wave_change.wave_changes`` returned
    rules : thresholds of ``pijler.toml``
    """
    shown = changes.drop(columns=["p", "adjusted_p", "correlation"])
    counts = ["n_then", "n_now", "n_both"]
    shown[list(FIGURES)] = shown[list(FIGURES)].astype("Float64").round(2)
    shown[counts] = _to_step(shown[counts], rules.rounding)
    refused = shown["grade"] == NOT_COMPARABLE
    hidden = shown["item"].isin(_hidden_items([then, now], rules)) & ~refused
    shown.loc[hidden | refused, [*FIGURES, *counts]] = pd.NA
    shown["verdict"] = shown["verdict"].astype("string").mask(hidden | refused)
    shown["note"] = np.select([refused, hidden], [NOT_COMPARED, TOO_SMALL], "")
    return shown


def transitions(then: Wave, now: Wave, items: list[str], *, rules: Protection) -> pd.DataFrame:
    """Count, of those who answered an item twice, who moved where; protected.

    Returns
    -------
    four rows per item: ``item, then, now`` (0 no, 1 yes), ``count`` (rounded), ``n_both`` (all who
    answered twice, rounded), ``share`` and ``note``; numbers are missing where a group is too
    small
    """
    exact = pd.concat([_moves(item, then, now) for item in items], ignore_index=True)
    shown = publishable(
        exact, kinds=dict.fromkeys(items, "answers"), rules=rules, released=released_cells([])
    )
    moves = shown[shown["by"] != TOTAL]
    ends = {name: pair for pair, name in MOVES.items()}
    return pd.DataFrame(
        {
            "item": moves["indicator"],
            "then": [ends[name][0] for name in moves["group"]],
            "now": [ends[name][1] for name in moves["group"]],
            "count": moves["numerator"],
            "n_both": moves["denominator"],
            "share": moves["estimate"],
            "note": moves["note"].fillna(""),
        }
    ).reset_index(drop=True)


def shown_shares(wave: Wave, *, rules: Protection) -> pd.DataFrame:
    """Return the weighted share of every item of a wave: ``item, share, n``, rounded or missing."""
    answers, weights = wave.answers, wave.raking["weights"]
    known = answers.notna().mul(weights, axis=0)
    shares = answers.mul(weights, axis=0).sum() / known.sum()
    table = pd.DataFrame(
        {"item": answers.columns, "share": shares.to_numpy(), "n": answers.notna().sum().to_numpy()}
    ).astype({"share": "Float64"})
    table["share"] = table["share"].round(2)
    table["n"] = _to_step(table[["n"]], rules.rounding)["n"]
    hidden = table["item"].isin(_hidden_items([wave], rules))
    table.loc[hidden, ["share", "n"]] = pd.NA
    return table


def _moves(item: str, then: Wave, now: Wave) -> pd.DataFrame:
    pairs = both_answers(item, then, now)
    total = len(pairs)
    common = {"indicator": item, "year": now.year, "weighted": False, "basis": "sample",
              "unit": "share", "protection": ""}  # fmt: skip
    rows = [
        common | {"by": "move", "group": name, "denominator": total, "numerator": count,
                  "estimate": count / total if total else None}
        for (first, second), name in MOVES.items()
        for count in [int(((pairs["then"] == first) & (pairs["now"] == second)).sum())]
    ]  # fmt: skip
    everyone = common | {"by": TOTAL, "group": TOTAL, "numerator": total, "estimate": total,
                         "low": total, "high": total, "unit": "respondents"}  # fmt: skip
    return result_rows([everyone, *rows])


def _hidden_items(waves: list[Wave], rules: Protection) -> set[str]:
    """Return the items of which either wave may not show its share."""
    rows = [
        {"indicator": "item", "year": wave.year, "by": QUESTION, "group": item, "weighted": False,
         "numerator": answers.sum(), "denominator": answers.notna().sum(),
         "estimate": answers.mean(), "unit": "share", "protection": ""}
        for wave in waves
        for item, answers in wave.answers.items()
    ]  # fmt: skip
    shown = protect_results(result_rows(rows), kinds={"item": "answers"}, rules=rules)
    return set(shown.loc[shown["protection"].isin(["withheld", "bound"]), "group"])


def _to_step(counts: pd.DataFrame, step: int) -> pd.DataFrame:
    return (counts.astype("Float64") / step + 0.5).floordiv(1) * step
