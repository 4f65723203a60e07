"""What the data themselves say about their quality: rows lost, values refused, rows unlinked."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.errors import place
from pijler_analysis.settings import Settings

_COUNTS = ["read", "kept", "rejected", "merged", "furniture"]


def quality_tables(data: YearData) -> dict[str, pd.DataFrame]:
    """Return the tables of the data-quality page: rows per file, reasons, links, texts scrubbed."""
    rejected = data.rejected
    reasons = (
        rejected.groupby(["source", "effect", "reason"], as_index=False)
        .size()
        .rename(columns={"size": "count"})
    )
    scrubbed = data.scrubbed.groupby(["table", "kind"], as_index=False)[["count"]].sum()
    return {
        "accounting": data.accounting.groupby(["source", "file", "completeness"], as_index=False)[
            _COUNTS
        ].sum(),
        "rejected": reasons,
        "links": linked_share(data),
        "scrubbed": scrubbed,
    }


def linked_share(data: YearData) -> pd.DataFrame:
    """Return for each table how many of the rows that name an organisation were tied to one."""
    named = data.links[data.links["key"] != "nameless"]
    rows = (
        named.assign(linked=named["rows"].where(named["key"] != "none", 0))
        .groupby("table", as_index=False)[["rows", "linked"]]
        .sum()
    )
    return rows.assign(linked_share=rows["linked"] / rows["rows"])


def open_points(data: YearData) -> list[str]:
    """List in Dutch, one line each, what in a year's data needs a human."""
    return [*(_fault(row) for row in data.rejected.to_dict("records")), *data.warnings]


def exports_due(settings: Settings, *, today: date) -> list[str]:
    """Say which exports were kept longer than ``[privacy] keep_raw_years`` and must be deleted."""
    keep = settings.keep_raw_years
    if keep is None:
        return []
    return [
        f"{folder.relative_to(settings.root).as_posix()}: langer dan {keep} jaar bewaard; geef het "
        f"jaar vrij met `pijler release {folder.name}` en wis de map daarna"
        for folder in sorted(settings.raw.glob("[12][0-9][0-9][0-9]"))
        if folder.is_dir() and today.year - int(folder.name) > keep
    ]


def _fault(row: Mapping[Hashable, Any]) -> str:
    where = place(row["file"], sheet=row["sheet"], row=row["row"], column=row["column"])
    effect = "rij niet meegeteld" if row["effect"] == "row" else "waarde leeg gelaten"
    return f"{where}: {row['reason']}; verwacht: {row['expected']} ({effect})"
