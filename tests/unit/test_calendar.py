"""Belgian working days, counted on a calendar by hand."""

from datetime import date, timedelta

import holidays
import pandas as pd
import pytest
from dateutil.easter import easter

from pijler_analysis.calendar import public_holidays, working_days


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2024-03-04", "2024-03-04", 0),  # Monday, same day
        ("2024-03-01", "2024-03-04", 1),  # Friday to Monday
        ("2024-03-02", "2024-03-05", 1),  # Saturday to Tuesday: Monday only
        ("2024-03-29", "2024-04-02", 1),  # Good Friday counts, Easter Monday does not
        ("2024-12-31", "2025-01-02", 1),  # New Year's Day is free
        ("2024-07-10", "2024-07-12", 1),  # the Flemish holiday is a setting
        ("2024-03-05", "2024-03-04", -1),
    ],
)
def test_counts_belgian_working_days(start, end, days):
    found = working_days(
        pd.Series([pd.Timestamp(start)]), pd.Series([pd.Timestamp(end)]), own_holidays=["07-11"]
    )
    assert found.tolist() == [days]


def test_a_missing_date_gives_a_missing_count():
    dates = pd.Series([pd.Timestamp("2024-03-04"), pd.NaT])
    assert working_days(dates, dates.iloc[::-1].reset_index(drop=True)).isna().all()


@pytest.mark.parametrize("year", range(1980, 2080))
def test_public_holidays_are_those_of_another_library_that_are_no_sundays(year):
    official = set(holidays.country_holidays("BE", years=year))
    ours = set(public_holidays(year))
    assert len(ours) == (9 if date(year, 5, 1) == easter(year) + timedelta(39) else 10)
    assert ours <= official
    assert all(day.weekday() == 6 for day in official - ours)
