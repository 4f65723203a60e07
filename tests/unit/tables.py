"""Small clean tables for tests: only the columns a test is about need to be given."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.schema.checks import enforce_types
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import Settings, read_settings

PROJECT = Path(__file__).parents[2]
SETTINGS: Settings = read_settings(PROJECT)

REJECTED_COLUMNS = ["table", "file", "sheet", "row", "column", "reason", "effect"]


def year_data(
    *, year: int = 2024, rejected: list[dict] | None = None,
    doubts: list[tuple[str, str]] | None = None, earlier: tuple[YearData, ...] = (), **tables,
) -> YearData:  # fmt: skip
    """Make the clean tables of a year from lists of rows, with the years before it."""
    return YearData(
        year=year,
        settings=SETTINGS,
        tables={name: enforce_types(pd.DataFrame(tables.get(name, [])), name) for name in TABLES},
        rejected=pd.DataFrame(rejected or [], columns=REJECTED_COLUMNS),
        links=pd.DataFrame(columns=["year", "table", "key", "rows"]),
        accounting=pd.DataFrame(),
        doubts=pd.DataFrame(doubts or [], columns=["left", "right"]),
        history=lambda: earlier,
    )


def organisation(number: int, **more) -> dict:
    """Make an active registration with id R<number>."""
    return {
        "registration_id": f"R{number}",
        "organisation_id": f"R{number}",
        "organisation_name": f"Organisatie {number}",
        "registration_status": "active",
        "registered_on": pd.Timestamp(2015, 1, 1),
    } | more


def numbers(results: pd.DataFrame, by: str = "total", *, weighted: bool = False) -> dict:
    """Return group → (numerator, denominator, estimate, low, high) of one breakdown."""
    rows = results[(results["by"] == by) & (results["weighted"] == weighted)]
    names = ["numerator", "denominator", "estimate", "low", "high"]
    return {
        row["group"]: tuple(None if pd.isna(row[name]) else round(row[name], 9) for name in names)
        for row in rows.to_dict("records")
    }
