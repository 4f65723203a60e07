"""The panel and the steering group: a member per row."""

from __future__ import annotations

from collections.abc import Mapping

from pijler_analysis.clean.readings import ColumnReader
from pijler_analysis.clean.rows import Context, Recipe, own_values
from pijler_analysis.clean.values import booleans, numbers
from pijler_analysis.ingest.tables import RawTable

_MEETINGS = ("was_present_spring", "was_present_autumn")


def _panel_readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
    return {
        name: booleans(spelled="presence", own=own_values(raw.source, name)) for name in _MEETINGS
    }


def _steering_readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
    return {"meetings_present": numbers(lowest=0, highest=366, whole=True)}


PANEL = Recipe("panel", _panel_readers)
STEERING_GROUP = Recipe("steering_group", _steering_readers)
