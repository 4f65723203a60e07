"""Working days in Belgium, counted by the sample itself so that its truth needs nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

FLEMISH_DAY = (7, 11)
_FIXED = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))


def easter(year: int) -> date:
    """Return Easter Sunday (Gauss's rule as completed by Butcher).

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    century, rest = divmod(year, 100)
    moon = (
        19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + weekday - 7 * ((year % 19 + 11 * moon + 22 * weekday) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the Belgian public holidays of a year and 11 July."""
    fixed = {date(year, month, day) for month, day in (*_FIXED, FLEMISH_DAY)}
    moving = {easter(year) + timedelta(days=days) for days in (1, 39, 50)}
    return frozenset(fixed | moving)


def is_workday(day: date) -> bool:
    """Tell whether the office works on this day."""
    return day.weekday() < 5 and day not in holidays(day.year)


def workdays_between(first: date, last: date) -> int:
    """Count the working days from ``first`` up to, not including, ``last``.

    >>> workdays_between(date(2024, 3, 29), date(2024, 4, 2))  # Good Friday; Easter Monday is off
    1
    """
    return sum(is_workday(first + timedelta(days=days)) for days in range((last - first).days))


def add_workdays(first: date, count: int) -> date:
    """Return the first day with this many working days between it and ``first``."""
    day = first
    while workdays_between(first, day) < count or not is_workday(day):
        day += timedelta(days=1)
    return day
