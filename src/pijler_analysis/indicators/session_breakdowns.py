"""The breakdowns of sessions and of who came: theme, province, online or on site, partner.

They are those of the session, not of who came to it; an online session lies in no province.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.catalogue import Rows
from pijler_analysis.indicators.doubts import heads_of, with_fewest
from pijler_analysis.indicators.measures import counts_by, sums_by
from pijler_analysis.indicators.organisations import different, present_at
from pijler_analysis.schema.columns import PROVINCES, SESSION_THEMES
from pijler_analysis.schema.results import UNKNOWN

ONLINE, ON_SITE = "online", "on_site"

WAYS: Mapping[str, tuple[str, ...]] = {
    "theme": SESSION_THEMES,
    "province": (*PROVINCES, ONLINE),
    "held": (ON_SITE, ONLINE),
    "partner": ("yes", "no"),
}
"""The ways in which each session belongs to one group."""


def sessions_by(data: YearData, kind: str, *, possible: float = 0) -> Rows:
    """Count the sessions of a kind in every way."""
    held = (data.sessions["session_kind"] == kind).to_numpy(dtype=bool, na_value=False)
    return [
        row
        for by, expected in WAYS.items()
        for row in counts_by(
            _groups(data, by)[:-1][held], by=by, expected=expected, possible=possible
        )
    ]


def lines_by(data: YearData, kind: str, *, by: tuple[str, ...], possible: float = 0) -> Rows:
    """Count who was present at sessions of a kind."""
    sessions = _sessions_of_lines(data, kind)
    rows: Rows = []
    for name in by:
        codes, groups = pd.factorize(_groups(data, name))
        counts = pd.Series(np.bincount(codes[sessions], minlength=len(groups)))
        rows += _told(counts, groups, by=name, possible=possible)
    return rows


def organisations_by(data: YearData, kind: str, *, by: tuple[str, ...]) -> Rows:
    """Count the unique organisations at sessions of a kind, in every group of theirs."""
    seen = present_at(data, kind)["organisation_id"]
    apart = different_by(data, kind, seen, by=by)
    heads = heads_of(data, seen)
    if heads is seen:
        return apart
    together = different_by(data, kind, heads, by=by)
    return [
        with_fewest(data, row, fewest["low"], partial(different, seen))
        for row, fewest in zip(apart, together, strict=True)
    ]


def different_by(
    data: YearData, kind: str, who: pd.Series, *, by: tuple[str, ...], possible: float = 0
) -> Rows:
    """Count who is different on the lines of sessions of a kind, in every group of theirs.

    One that came to sessions of two groups counts in both: the groups add up to more.
    """
    ids, _ = pd.factorize(who)
    known = ids >= 0
    sessions = _sessions_of_lines(data, kind)[known]
    rows: Rows = []
    for name in by:
        codes, groups = pd.factorize(_groups(data, name))
        came = np.zeros((ids.max(initial=-1) + 1, len(groups)), dtype=bool)
        came[ids[known], codes[sessions]] = True
        rows += _told(pd.Series(came.sum(axis=0)), groups, by=name, possible=possible)
    return rows


def _told(counts: pd.Series, groups: np.ndarray, *, by: str, possible: float) -> Rows:
    """Tell the groups in which something was counted, and those that were expected."""
    some = (counts > 0).to_numpy()
    return sums_by(
        counts[some].reset_index(drop=True), groups[some],
        by=by, expected=WAYS[by], possible=possible,
    )  # fmt: skip


@once_a_year
def _sessions_of_lines(data: YearData, kind: str) -> np.ndarray:
    """Return the row of the session of each line of someone present."""
    sessions = pd.Index(data.sessions["session_id"].to_numpy(dtype=object))
    return sessions.get_indexer(present_at(data, kind)["session_id"].to_numpy(dtype=object))


@once_a_year
def _groups(data: YearData, by: str) -> np.ndarray:
    """Return the group of each row of the sessions, and at the end that of no session."""
    sessions = data.sessions
    online = sessions["is_online"].map({True: ONLINE, False: ON_SITE})
    groups = {
        "theme": sessions["session_theme"],
        "province": sessions["province"].mask(sessions["is_online"].fillna(False), ONLINE),
        "held": online.astype("string"),
        "partner": sessions["session_partner"].notna().map({True: "yes", False: "no"}),
    }[by]
    return np.append(groups.to_numpy(dtype=object, na_value=UNKNOWN), UNKNOWN)
