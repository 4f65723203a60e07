"""The action plan: an activity per row, with what was planned and how far it is."""

from __future__ import annotations

from collections.abc import Mapping

from pijler_analysis.clean.readings import ColumnReader
from pijler_analysis.clean.rows import Context, Recipe
from pijler_analysis.clean.values import amounts, numbers, parts
from pijler_analysis.ingest.tables import RawTable


def _readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
    days = {name: numbers(lowest=0, highest=1000) for name in ("days_planned", "days_spent")}
    return days | {"budget_eur": amounts(), "target_change": parts(lowest=-1, highest=10)}


ACTIVITIES = Recipe("activities", _readers)
