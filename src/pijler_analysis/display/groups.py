"""Which groups of a breakdown are worth a reader's eye, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pijler_analysis.display.cells import WHOLE, Cell
from pijler_analysis.schema.columns import PROVINCES
from pijler_analysis.schema.results import UNKNOWN

FLEMISH_PROVINCES = PROVINCES[:5]
"""Among these a lowest province is named; the others lie outside the field of work."""

_PARTS = ("panel", "steering_group")
_TOGETHER = "governance"


def ordered_groups(shown: Mapping[str, Cell]) -> list[str]:
    """Return groups from high to low; the whole first, then withheld ones, unknown last."""

    def rank(group: str) -> tuple[bool, bool, bool, float]:
        row = shown[group]
        return (group != WHOLE, group == UNKNOWN, not row.has_value, -(row.estimate or 0.0))

    return sorted(shown, key=rank)


def worth_showing(shown: Sequence[Cell]) -> list[Cell]:
    """Leave out what would say nothing: a count of none, and the parts of a channel shown whole.

    A Flemish province with a count of none is a finding and stays.
    """
    together = any(row.group == _TOGETHER and row.has_value for row in shown)
    kept = []
    for row in shown:
        is_none = row.estimate == 0 and not row.is_share and row.group not in FLEMISH_PROVINCES
        if not is_none and not (together and row.group in _PARTS):
            kept.append(row)
    return kept
