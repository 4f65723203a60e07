"""The whole way from exact results to what readers get: rules, earlier releases, audit.

Where the audit finds that a hidden count can be worked out, the smallest group still shown beside
it is withheld as well, at the last the total, and the tables it stands in are audited again; where
nothing is left to withhold, nothing is published.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

import pandas as pd

from pijler_analysis.errors import DataError
from pijler_analysis.protect.audit import audit_results, hang_together
from pijler_analysis.protect.disclosure import guarded_rows, protect_results, withhold
from pijler_analysis.protect.joins import Subjects, first_words
from pijler_analysis.protect.ledger import MEMBERS, keep_released
from pijler_analysis.schema.results import FROZEN, TOTAL
from pijler_analysis.settings import Protection

_BLOCK = ["indicator", "year", "by"]


def publishable(
    results: pd.DataFrame,
    *,
    kinds: Mapping[str, str],
    rules: Protection,
    released: pd.DataFrame,
    workload: Collection[tuple[str, str]] = (),
    subjects: Subjects = MappingProxyType({}),
) -> pd.DataFrame:
    """Return the results as anyone outside the office may see them.

    Breakdowns that ``rules.omit`` names are left out altogether.

    Parameters
    ----------
    results : exact result table, with ``members`` where the ledger knows them
    kinds : how each indicator is protected
    rules : thresholds of ``pijler.toml``
    released : cells released before (``ledger.released_cells``)
    workload : (indicator, breakdown) pairs that say nothing of a person
    subjects : which codes of open answers make up each challenge

    Raises
    ------
    DataError
        If a hidden count can be worked out and nothing more can be withheld beside it.
    """
    results = without_omitted(results, rules)
    guarded = guarded_rows(results, kinds, workload)
    shown = protect_results(
        results.drop(columns=MEMBERS, errors="ignore"), kinds=kinds, rules=rules, workload=workload
    )
    exact, shown = keep_released(
        results, shown, released, guarded=guarded, smallest=rules.smallest_cell
    )
    doubtful = guarded
    while True:
        found = audit_results(exact, shown, guarded=doubtful, rules=rules, subjects=subjects)
        if found.empty:
            return shown.assign(protection=shown["protection"].replace(FROZEN, ""))
        for block, cells in found.groupby(_BLOCK, sort=False):
            withhold(
                shown,
                _next_to_hide(exact, shown, guarded, dict(zip(_BLOCK, block, strict=True)), cells),
            )
        doubtful = guarded & hang_together(exact, found)


def without_omitted(results: pd.DataFrame, rules: Protection) -> pd.DataFrame:
    """Return the results without the breakdowns that are not published at all."""
    omitted = (results["indicator"] + " " + results["by"]).isin(rules.omit)
    return results[~omitted].reset_index(drop=True)


def _next_to_hide(
    exact: pd.DataFrame,
    shown: pd.DataFrame,
    guarded: pd.Series,
    block: Mapping[str, object],
    cells: pd.DataFrame,
) -> pd.Series:
    """Flag the smallest group still shown beside the cells, or the total if none is.

    Beside an answer to a question stand the other answers to it.
    """
    same = guarded & (exact["indicator"] == block["indicator"]) & (exact["year"] == block["year"])
    visible = same & (shown["protection"] != "withheld") & ~exact["weighted"].fillna(False)
    family = exact["group"].map(first_words).isin(set(cells["group"].map(first_words)))
    groups = exact[visible & family & (exact["by"] == block["by"]) & (exact["by"] != TOTAL)]
    groups = groups if len(groups) else exact[visible & (exact["by"] == TOTAL)]
    if groups.empty:
        named = ", ".join(sorted(set(cells["group"])))
        raise DataError(
            f"indicator {block['indicator']} ({block['year']}, per {block['by']}): {named} "
            "is uit de andere cijfers af te leiden; laat de indeling weg met "
            f'[protection] omit = ["{block["indicator"]} {block["by"]}"] in pijler.toml'
        )
    smallest = groups["numerator"].fillna(groups["estimate"]).astype(float).idxmin()
    return pd.Series(exact.index == smallest, index=exact.index)
