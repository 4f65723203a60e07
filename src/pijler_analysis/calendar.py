"""Belgian working days: Monday to Friday, without public holidays and the centre's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd


def working_days(
    start: pd.Series, end: pd.Series, *, own_holidays: Sequence[str] = ()
) -> pd.Series:
    """Count the working days from ``start`` up to but not including ``end``.

    The same day gives 0; an end before its start gives a negative count.

    Parameters
    ----------
    start, end : dates; where either is missing the count is missing
    own_holidays : days off besides the public ones, as ``month-day``

    Examples
    --------
    >>> days = working_days(pd.Series([pd.Timestamp(2024, 7, 10)]),
    ...                     pd.Series([pd.Timestamp(2024, 7, 15)]), own_holidays=["07-11"])
    >>> days.tolist()
    [2]
    """
    known = start.notna() & end.notna()
    counts = pd.Series(pd.NA, index=start.index, dtype="Int64")
    if known.any():
        first = start[known].to_numpy().astype("datetime64[D]")
        last = end[known].to_numpy().astype("datetime64[D]")
        years = range(
            int(min(first.min(), last.min()).astype("datetime64[Y]").astype(int)) + 1970,
            int(max(first.max(), last.max()).astype("datetime64[Y]").astype(int)) + 1971,
        )
        free = np.concatenate([_holidays(year, tuple(own_holidays)) for year in years])
        counts[known] = np.busday_count(first, last, holidays=free)
    return counts


@lru_cache(maxsize=64)
def _holidays(year: int, own: tuple[str, ...]) -> np.ndarray:
    from holidays import country_holidays

    public = [np.datetime64(day) for day in country_holidays("BE", years=year)]
    return np.array([*public, *(np.datetime64(f"{year}-{day}") for day in own)], "datetime64[D]")
