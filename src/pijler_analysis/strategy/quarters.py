"""The quarters of a year: in which an activity could start, and of which it takes its days."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

QUARTERS = (1, 2, 3, 4)
ALL_YEAR = 0
"""Quarter of an activity that runs all year."""

ROUNDING = 1e-9
"""How many days are taken for none."""


def possible_starts(activities: pd.DataFrame) -> list[list[int]]:
    """Return the quarters each activity could start in."""
    return [
        [ALL_YEAR] if is_all_year else [quarter for quarter in QUARTERS if quarter >= first]
        for is_all_year, first in zip(
            activities["is_all_year"], activities["first_quarter"], strict=True
        )
    ]


def share_of_days(start: int, quarter: int) -> float:
    """Return which share of an activity's days falls in a quarter."""
    return 1 / len(QUARTERS) if start == ALL_YEAR else float(start == quarter)


def sooner(
    starts: Mapping[int, int],
    activities: pd.DataFrame,
    effort: pd.DataFrame,
    capacity: pd.DataFrame,
) -> dict[int, int]:
    """Let every activity start in the first quarter with room, after the ones it needs.

    Parameters
    ----------
    starts : place of a chosen activity → the quarter it starts in, in a choice that fits
    activities : ``activity_id, is_all_year, first_quarter, after``
    effort : days, one row per activity in the same order, one column per role
    capacity : days, one row per role, one column per quarter
    """
    place = {id: number for number, id in enumerate(activities["activity_id"])}
    needed = [[place[id] for id in after] for after in activities["after"]]
    possible = possible_starts(activities)
    days = effort.to_numpy(float)
    room = capacity.loc[list(effort.columns), list(QUARTERS)].to_numpy(float)
    for one, start in starts.items():
        room = room - np.outer(days[one], [share_of_days(start, each) for each in QUARTERS])
    at, moved = dict(starts), True
    while moved:  # who moves makes room for another
        moved = False
        for one in sorted(at, key=lambda one: at[one]):
            ready = max((at[other] for other in needed[one]), default=0)
            for quarter in possible[one]:
                fits = (days[one] <= room[:, quarter - 1] + ROUNDING).all()
                if ready < quarter < at[one] and fits:
                    room[:, at[one] - 1] += days[one]
                    room[:, quarter - 1] -= days[one]
                    at[one], moved = quarter, True
                    break
    return at
