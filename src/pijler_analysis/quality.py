"""What the data themselves say about their quality: rows lost, values refused, rows unlinked."""

from __future__ import annotations

import pandas as pd

from pijler_analysis import pipeline
from pijler_analysis.data import YearData
from pijler_analysis.project import Project

_COUNTS = ["read", "kept", "rejected", "merged", "furniture"]


def quality_tables(data: YearData) -> dict[str, pd.DataFrame]:
    """Return the tables of the data-quality page: per file, what was rejected, what was linked."""
    rejected = data.rejected
    reasons = (
        rejected.groupby(["source", "effect", "reason"], as_index=False)
        .size()
        .rename(columns={"size": "count"})
    )
    return {
        "accounting": data.accounting.groupby(["source", "file"], as_index=False)[_COUNTS].sum(),
        "rejected": reasons,
        "links": linked_share(data),
    }


def linked_share(data: YearData) -> pd.DataFrame:
    """Return for each table how many rows were tied to an organisation of the register."""
    rows = (
        data.links.assign(linked=data.links["rows"].where(data.links["key"] != "none", 0))
        .groupby("table", as_index=False)[["rows", "linked"]]
        .sum()
    )
    return rows.assign(linked_share=rows["linked"] / rows["rows"])


def open_points(project: Project, year: int) -> list[str]:
    """List in Dutch, one line each, what in a year's data needs a human."""
    data = project.load(year)
    points = [
        f"{row.file}{f', blad {row.sheet}' if pd.notna(row.sheet) else ''}, rij {row.row}, "
        f"kolom {row.column}: {row.reason}; verwacht: {row.expected} "
        f"({'rij niet meegeteld' if row.effect == 'row' else 'waarde leeg gelaten'})"
        for row in data.rejected.itertuples()
    ]
    warnings = pipeline.read_manifest(project.settings).get("warnings", {})
    return points + list(warnings.get(str(year), []))
