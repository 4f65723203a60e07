"""Results as text: a table for a person, CSV or JSON for a program."""

from __future__ import annotations

import json

import pandas as pd

from pijler_analysis.display.labels import difference, quantity
from pijler_analysis.schema.results import CHANGE

_SHOWN = {
    "indicator": "indicator", "year": "jaar", "by": "indeling", "group": "groep",
    "version": "versie", "weighted": "gewogen", "estimate": "waarde", "low": "laag", "high": "hoog",
    "verdict": "oordeel", "target": "doel", "status": "stand", "note": "opmerking",
}  # fmt: skip


def format_results(results: pd.DataFrame, *, how: str = "table") -> str:
    """Write result rows as ``table``, ``csv`` or ``json`` (a list of objects, one per row)."""
    if how == "json":
        return json.dumps(_plain_rows(results), ensure_ascii=False, indent=1)
    if how == "csv":
        return results.to_csv(index=False).rstrip("\n")
    return _table(results)


_ROW_COLUMNS = {
    "by": "indeling", "group": "groep", "role": "telt als", "table": "tabel", "key": "nummer",
    "counts_as": "waarde", "file": "bestand", "sheet": "blad", "row": "rij",
}  # fmt: skip
_ROLES = {"numerator": "teller", "denominator": "alleen noemer", "not_known": "onbekend"}


def format_rows(rows: pd.DataFrame, *, how: str = "table") -> str:
    """Write the rows an indicator counted as ``table``, ``csv`` or ``json``."""
    if how == "json":
        return json.dumps(_plain_rows(rows), ensure_ascii=False, indent=1, default=str)
    if how == "csv":
        return rows.to_csv(index=False).rstrip("\n")
    if rows.empty:
        return "geen rijen"
    counts = rows["role"].map(_ROLES).value_counts()
    foot = ", ".join(f"{name} {n}" for name, n in counts.items())
    shown = rows[list(_ROW_COLUMNS)].assign(role=rows["role"].map(_ROLES)).astype("object")
    shown = shown.where(shown.notna(), "").rename(columns=_ROW_COLUMNS)
    return f"{shown.to_string(index=False)}\n{len(rows)} rijen: {foot}"


def _plain_rows(results: pd.DataFrame) -> list[dict[str, object]]:
    rows = results.astype("object").where(results.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def _over_a_break(results: pd.DataFrame) -> pd.Series:
    """Whether a row stands among others of its indicator that were counted another way."""
    return results.groupby("indicator")["version"].transform("nunique") > 1


def _table(results: pd.DataFrame) -> str:
    """Lay the rows out in columns, leaving out columns that are empty everywhere."""
    if results.empty:
        return "geen cijfers"
    shown = results[list(_SHOWN)].copy()
    for name in ("estimate", "low", "high", "target"):
        shown[name] = [
            "" if pd.isna(value) else (difference if by == CHANGE else quantity)(value, unit)
            for value, unit, by in zip(results[name], results["unit"], results["by"], strict=True)
        ]
    shown["version"] = results["version"].where(_over_a_break(results)).astype("string")
    shown["weighted"] = results["weighted"].map({True: "ja", False: ""})
    filled = shown.astype("object").where(shown.notna(), "")
    kept = [name for name in filled if (filled[name] != "").any()]
    return filled[kept].rename(columns=_SHOWN).to_string(index=False)
