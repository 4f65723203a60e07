"""Belgian working days, counted on a calendar by hand."""

import pandas as pd
import pytest

from pijler_analysis.calendar import working_days


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
