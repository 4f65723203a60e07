"""Invitations to the member survey, as the survey tool lists its participants."""

from __future__ import annotations

from collections.abc import Mapping

from pijler_analysis.clean.dates import dates
from pijler_analysis.clean.readings import ColumnReader
from pijler_analysis.clean.rows import Context, Draft, Recipe
from pijler_analysis.ingest.tables import RawTable


def _readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
    """Read the dates; the tool writes N where it has not happened yet."""
    order = raw.source.dates
    return {
        name: dates(order=order, blank=("N",), latest=context.latest(name))
        for name in ("invited_on", "completed_on")
    }


def _derive(draft: Draft) -> None:
    draft.frame["wave"] = draft.context.year


INVITATIONS = Recipe("invitations", _readers, _derive)
