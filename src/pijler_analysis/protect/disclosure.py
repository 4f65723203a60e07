"""The one gate between exact results and anything a reader sees.

Public facts about organisations and counts of our own workload pass unchanged. Figures that count
persons or answers pass exactly only for the network as a whole; in a breakdown small cells are
withheld and the rest is rounded. Special categories of persons are shown for large groups only,
and never for the panel or the steering group apart. See docs/methode.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from pijler_analysis.schema.results import CHANGE, FROZEN, TOTAL, UNKNOWN, VERSION
from pijler_analysis.settings import Protection
from pijler_analysis.stats.proportions import proportion_interval

NUMBERS = (
    "numerator", "denominator", "population", "estimate", "low", "high", "low_80", "high_80",
    "target", "verdict", "status",
)  # fmt: skip
"""What a withheld row may not carry."""

WHOLE_NETWORK = 100
"""From this many persons or answers on, a figure of the whole network is exact."""

QUESTIONS = ("block", "challenge")
"""Dimensions that name another question to everyone, not a group of those who answered."""

SPECIAL_DIMENSIONS = (TOTAL, VERSION, "channel")
"""The only ways in which a special category of persons is shown at all."""

SPECIAL_APART = ("panel", "steering_group")
"""Channels so small that a special category is shown for both together only."""

TOO_SMALL = "te klein om te tonen"


def protect_results(
    results: pd.DataFrame,
    *,
    kinds: Mapping[str, str],
    rules: Protection,
    workload: Collection[tuple[str, str]] = (),
) -> pd.DataFrame:
    """Withhold, bound or round whatever could tell something of a person.

    Parameters
    ----------
    results : exact result table
    kinds : how each indicator is protected: public, workload, persons, answers or special
    rules : thresholds of ``pijler.toml``
    workload : (indicator, breakdown) pairs that say nothing of a person, whatever their indicator

    Returns
    -------
    the same rows; ``protection`` is ``withheld`` (no numbers at all), ``bound`` (only the bound
    of a small number), ``rounded``, or empty where the row is as computed. Rows that come with a
    protection (of a year whose exports are gone) stay as they are.
    """
    kind = _kinds(results, kinds, workload)
    level = (results["by"] != CHANGE) & (results["protection"] == "")
    whole = _is_whole_network(results) & level
    guarded = kind.isin(["persons", "answers"]) & level
    special = (kind == "special") & level

    weighted = results["weighted"].fillna(False)
    small = _is_small(results, rules.smallest_cell)
    protected = results.copy()
    is_index = (results["unit"] == "index").fillna(False)
    _blur(protected, guarded & (weighted | is_index))
    _round(protected, guarded & ~whole & ~weighted & ~is_index, rules)
    _bound(protected, (guarded | special) & whole & small & ~weighted)
    hidden = (
        (guarded & ~whole & _hides_a_few(results, rules))
        | (guarded & whole & weighted & small)
        | (special & _tells_of_few(results, rules))
    )
    withhold(protected, hidden)
    withhold(protected, (guarded | special) & _tells_by_definitions(results, rules))
    withhold(protected, (results["by"] == CHANGE) & _compares_with_guarded(protected))
    return protected


def guarded_rows(
    results: pd.DataFrame, kinds: Mapping[str, str], workload: Collection[tuple[str, str]] = ()
) -> pd.Series:
    """Flag the rows whose counts are persons or answers."""
    return _kinds(results, kinds, workload).isin(["persons", "answers", "special"])


def _kinds(
    results: pd.DataFrame, kinds: Mapping[str, str], workload: Collection[tuple[str, str]]
) -> pd.Series:
    """Return how each row is protected."""
    kind = results["indicator"].map(kinds)
    if kind.isna().any():
        raise KeyError(f"no protection declared for {results['indicator'][kind.isna()].iloc[0]}")
    pairs = zip(results["indicator"], results["by"], strict=True)
    return kind.mask(pd.Series([pair in workload for pair in pairs], results.index), "workload")


def _is_whole_network(results: pd.DataFrame) -> pd.Series:
    """Flag figures about everyone: the totals, and each question put to everyone."""
    base = results["denominator"].fillna(results["estimate"])
    return results["by"].isin([TOTAL, VERSION, *QUESTIONS]) & (base >= WHOLE_NETWORK).fillna(False)


def _is_small(results: pd.DataFrame, smallest: int) -> pd.Series:
    """Flag cells whose count, or what is left of their base, lies between 0 and the smallest."""
    cell, rest = results["numerator"], results["denominator"] - results["numerator"]
    return (cell.between(1, smallest - 1) | rest.between(1, smallest - 1)).fillna(False)


def _hides_a_few(results: pd.DataFrame, rules: Protection) -> pd.Series:
    thin = (results["denominator"] < rules.smallest_base).fillna(False)
    return thin | _is_small(results, rules.smallest_cell)


def _tells_of_few(results: pd.DataFrame, rules: Protection) -> pd.Series:
    """Flag special-category rows of a small group, a small cell, or the panel on its own."""
    cell, base = results["numerator"], results["denominator"]
    small = (
        (cell < rules.special_cell)
        | (base - cell < rules.special_cell)
        | (base < rules.special_base)
    )
    elsewhere = ~results["by"].isin(SPECIAL_DIMENSIONS)
    return small.fillna(True) | results["group"].isin(SPECIAL_APART) | elsewhere


def _compares_with_guarded(protected: pd.DataFrame) -> pd.Series:
    """Flag changes of which one of the two years is not shown exactly."""
    totals = protected[protected["by"].isin([TOTAL, VERSION])]
    totals = totals[~totals["protection"].isin(["", FROZEN])]
    names = ["indicator", "version", "year"]
    shown_less = set(totals[names].itertuples(index=False, name=None))
    years = pd.to_numeric(protected["group"], errors="coerce")
    return pd.Series(
        [
            (id, version, now) in shown_less or (id, version, then) in shown_less
            for (id, version, now), then in zip(
                protected[names].itertuples(index=False, name=None), years, strict=True
            )
        ],
        index=protected.index,
    )


def _tells_by_definitions(results: pd.DataFrame, rules: Protection) -> pd.Series:
    """Flag totals by an old definition that differ by a few from the total by the new one."""
    flagged = pd.Series(False, index=results.index)
    either = results[results["by"] == VERSION]
    count = either["numerator"].fillna(either["estimate"])
    for _, block in either.groupby(["indicator", "year", "weighted"]):
        newest = int(block["version"].to_numpy(dtype=int).argmax())
        for column in (count[block.index], block["denominator"]):
            apart = (column - column.iloc[newest]).abs()
            is_few = apart.between(1, rules.smallest_cell - 1).fillna(False)
            flagged.loc[block.index] |= is_few.astype(bool)
    return flagged


def withhold(table: pd.DataFrame, rows: pd.Series) -> None:
    """Take every number out of rows, in place, and say why they are empty."""
    table.loc[rows, list(NUMBERS)] = pd.NA
    table.loc[rows, "protection"] = "withheld"
    table.loc[rows, "note"] = TOO_SMALL


def _bound(table: pd.DataFrame, rows: pd.Series) -> None:
    """Leave of a very small or very large share only that it is so."""
    base = table.loc[rows, "denominator"]
    few = 4 / base
    is_low = table.loc[rows, "numerator"] * 2 <= base
    limits = {"low": (1 - few).mask(is_low, 0.0), "high": few.mask(~is_low, 1.0)}
    stays = ("denominator", "population", "target")
    table.loc[rows, [name for name in NUMBERS if name not in stays]] = pd.NA
    for name, limit in limits.items():
        table.loc[rows, name] = limit
    table.loc[rows, "protection"] = "bound"


def _blur(table: pd.DataFrame, rows: pd.Series) -> None:
    """Give weighted shares in whole percent and indices in hundredths, without counts.

    The unweighted row beside it counts a few respondents more; exact counts in both would show
    what those few answered.
    """
    table.loc[rows, ["numerator", "denominator"]] = pd.NA
    for name in ("estimate", "low", "high", "low_80", "high_80"):
        table.loc[rows, name] = table.loc[rows, name].round(2)
    table.loc[rows, "protection"] = "rounded"


def _round(table: pd.DataFrame, rows: pd.Series, rules: Protection) -> None:
    """Round counts and bases apart, and draw share, bounds and interval from the rounded ones."""
    exact, step = table[rows], rules.rounding
    for name in ("numerator", "denominator"):
        table.loc[rows, name] = _to_step(exact[name], step)
    is_count = exact["denominator"].isna()
    _bound_counts(table, exact[is_count & exact["estimate"].notna()], rules)
    shares = rows & table["denominator"].notna()
    table.loc[shares, "estimate"] = (
        table.loc[shares, "numerator"] / table.loc[shares, "denominator"]
    )
    _recompute_intervals(table, shares & (table["interval"] == "confidence"))
    _bound_shares(table, exact[~is_count & (exact["interval"] == "bounds")], step)
    for name in ("estimate", "low", "high", "low_80", "high_80"):
        table.loc[shares, name] = table.loc[shares, name].round(2)
    table.loc[rows, "protection"] = "rounded"


def _bound_counts(table: pd.DataFrame, exact: pd.DataFrame, rules: Protection) -> None:
    """Give rounded counts bounds that do not tell how many the unknown group holds.

    What could not be placed may belong to any group. Where that is a small number, its largest
    possible value stands for it.
    """
    step, tables = rules.rounding, [exact[name] for name in ("indicator", "year", "by")]
    is_unknown = (exact["group"] == UNKNOWN).to_numpy(dtype=bool, na_value=False)
    placeless = exact["estimate"].where(is_unknown, 0).groupby(tables).transform("sum")
    unread = (exact["high"] - exact["estimate"]).groupby(tables).transform("min")
    hidden = (placeless > 0) & (placeless < rules.smallest_cell)
    shown = _to_step(placeless, step).mask(hidden, rules.smallest_cell - 1)
    estimate = _to_step(exact["estimate"], step)
    spare = (shown + unread).mask(is_unknown, unread)
    table.loc[exact.index, "estimate"] = estimate
    table.loc[exact.index, "low"] = estimate.mask(is_unknown, 0)
    table.loc[exact.index, "high"] = estimate + np.ceil(spare / step) * step


def _bound_shares(table: pd.DataFrame, exact: pd.DataFrame, step: int) -> None:
    """Bound shares of complete counts by what is unknown, all of it from rounded counts."""
    known = table.loc[exact.index]
    everyone = _to_step(exact["population"].fillna(exact["denominator"]), step)
    everyone = everyone.mask(everyone < known["denominator"], known["denominator"])
    unknown = everyone - known["denominator"]
    table.loc[exact.index, "population"] = everyone
    table.loc[exact.index, "low"] = known["numerator"] / everyone
    table.loc[exact.index, "high"] = (known["numerator"] + unknown) / everyone


def _recompute_intervals(table: pd.DataFrame, rows: pd.Series) -> None:
    known = table[rows & (table["denominator"] > 0)]
    if known.empty:
        return
    counts = known[["numerator", "denominator"]].to_numpy(dtype=float)
    population = known["population"].to_numpy(dtype=float, na_value=np.inf)
    for suffix, confidence in (("", 0.95), ("_80", 0.8)):
        interval = proportion_interval(
            counts[:, 0], counts[:, 1], population=population, confidence=confidence
        )
        table.loc[known.index, f"low{suffix}"] = interval["low"]
        table.loc[known.index, f"high{suffix}"] = interval["high"]


def _to_step(values: pd.Series, step: int) -> pd.Series:
    """Round to the nearest multiple, halves up."""
    told = values.to_numpy(dtype=float, na_value=np.nan)
    return pd.Series(np.floor(told / step + 0.5) * step, index=values.index, dtype="Float64")
