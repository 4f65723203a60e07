"""The 4de Pijlerpanel: how many members, and how many of them come."""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Row, Rows, indicator
from pijler_analysis.indicators.measures import count, status_share

MEETINGS = {"spring": "was_present_spring", "autumn": "was_present_autumn"}


@indicator(
    id="panel.members",
    name_nl="Leden van het 4de Pijlerpanel",
    name_en="Panel members",
    definition="Leden op de ledenlijst van het 4de Pijlerpanel.",
    numerator="leden op de lijst",
    denominator="",
    tables=("panel",),
    unit="members",
    counts="persons",
    protection="persons",
)
def panel_members(data: YearData) -> Rows:
    """Count the members of the panel."""
    return [count(len(data.panel), possible=data.rejected_rows("panel"))]


@indicator(
    id="panel.presence",
    name_nl="Aanwezigheid op het panel",
    name_en="Panel presence",
    definition="Aanwezigheden op de twee bijeenkomsten van het panel, als deel van de plaatsen "
    "waarvan de aanwezigheid genoteerd is.",
    numerator="aanwezigheden op de twee bijeenkomsten",
    denominator="leden maal twee bijeenkomsten, waar de aanwezigheid genoteerd is",
    tables=("panel",),
    unit="share",
    counts="persons",
    protection="persons",
    headline=True,
)
def panel_presence(data: YearData) -> Rows:
    """Share of the members present, over both meetings and at each."""
    both = pd.concat([data.panel[column] for column in MEETINGS.values()])
    return [status_share(both), *_by_meeting(data)]


def _by_meeting(data: YearData) -> list[Row]:
    return [
        status_share(data.panel[column], by="meeting", group=meeting)
        for meeting, column in MEETINGS.items()
    ]
