"""A year without an export of a table has no figure of it: nothing known is not nothing."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from tables import year_data

from pijler_analysis.clean.year import ACCOUNTING
from pijler_analysis.data import YearData
from pijler_analysis.indicators import CATALOGUE
from pijler_analysis.indicators.catalogue import MEASURES


def _read(*sources: str) -> YearData:
    """Data of a year in which only these sources of the project had a file, and it was empty."""
    rows = [(source, f"{source}.csv", None, 1, 0, 0, 0, 1) for source in sources]
    accounting = pd.DataFrame(rows, columns=list(ACCOUNTING[:8]))
    return replace(year_data(), accounting=accounting)


@pytest.mark.parametrize("name", [name for name in CATALOGUE if not name.startswith("survey.")])
def test_without_its_export_an_indicator_has_no_row(name: str) -> None:
    assert MEASURES[name](_read("invitations")) == []


def test_an_export_without_rows_counts_none() -> None:
    (row,) = [row for row in MEASURES["fund.applications"](_read("fund")) if row["by"] == "total"]
    assert row["estimate"] == 0


def test_channels_without_an_export_are_no_group() -> None:
    rows = MEASURES["diaspora.share"](_read("registrations", "helpdesk"))
    groups = {row["group"] for row in rows if row["by"] == "channel"}
    assert groups == {"registrations", "helpdesk"}
