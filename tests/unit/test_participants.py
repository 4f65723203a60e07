"""People at trainings on a small table with blanks in it, counted by hand."""

import pandas as pd
from tables import numbers, year_data

from pijler_analysis import indicators as pijler

SESSIONS = [
    {"session_id": "V1", "session_kind": "training"},
    {"session_id": "V2", "session_kind": "training"},
    {"session_id": "O1", "session_kind": "meeting"},
]


def came(session: str, person, *, present=True) -> dict:
    return {"session_id": session, "person_id": person, "is_present": present}


def year(number: int, *people, earlier=()):
    lines = [came(session, person) for session, person in people]
    return year_data(year=number, sessions=SESSIONS, attendance=lines, earlier=earlier)


FIRST = year(2022, ("V1", "a"), ("V1", "b"))
SECOND = year(2023, ("V1", "a"), ("V2", "c"), ("V2", "c"), ("V1", "d"), earlier=(FIRST,))
NOW = year_data(
    year=2024,
    sessions=SESSIONS,
    attendance=[
        came("V1", "a"), came("V2", "a"), came("V1", "b"), came("V1", "e"), came("V2", None),
        came("V1", "f", present=False), came("V1", "g", present=pd.NA), came("O1", "h"),
    ],
    earlier=(FIRST, SECOND),
)  # fmt: skip


def test_people_count_once_and_a_line_that_names_nobody_may_be_one_more():
    assert numbers(pijler.training_people(NOW))["total"] == (3, None, 3, 3, 4)


def test_new_is_who_no_earlier_year_saw():
    found = pijler.training_first_time_people_share(NOW)
    assert numbers(found)["total"] == (1, 3, round(1 / 3, 9), 0.25, 0.5)
    first = pijler.training_first_time_people_share(FIRST)
    assert "eerste jaar" in first.iloc[0]["note"]


def test_back_is_who_came_last_year_too():
    found = pijler.training_returning_people_share(NOW)
    assert numbers(found)["total"] == (1, 3, round(1 / 3, 9), round(1 / 3, 9), round(2 / 3, 9))
