"""Seats, overlap of the channels and the basic series, counted by hand."""

from tables import numbers, organisation, year_data

from pijler_analysis import indicators as pijler

REGISTER = [
    organisation(1, is_diaspora=True),
    organisation(2, is_diaspora=False),
    organisation(3, is_diaspora=None),
]


def test_seats_count_by_the_status_of_the_organisation():
    data = year_data(
        registrations=REGISTER,
        panel=[{"organisation_id": id} for id in ("R1", "R1", "R2", "R3", None)],
        steering_group=[{"organisation_id": "R2"}],
    )
    assert numbers(pijler.diaspora_governance_share(data)) == {
        "total": (2, 4, 0.5, round(2 / 6, 9), round(4 / 6, 9))
    }


def test_overlap_counts_organisations_in_two_channels_and_in_each_pair():
    data = year_data(
        registrations=REGISTER,
        helpdesk=[
            {"organisation_id": "R1"},
            {"organisation_id": "R9"},  # in the helpdesk only
            {"organisation_id": "X1"},  # never registered
            {"organisation_id": "X2", "asker": "government"},
        ],
        panel=[{"organisation_id": "R1"}, {"organisation_id": "R2"}],
        doubts=[("R3", "X1"), ("R3", "X2")],
    )
    found = pijler.diaspora_overlap(data)
    assert numbers(found) == {"total": (2, None, 2, 2, 3)}
    pairs = numbers(found, "channel_pair")
    assert len(pairs) == 10
    assert pairs["registrations+helpdesk"] == (1, None, 1, 1, 2)  # R1, and R3 if X1 is R3
    assert pairs["registrations+panel"][2] == 2
    assert pairs["helpdesk+panel"][2] == 1
    assert pairs["training+steering_group"][2] == 0
    assert numbers(found, "diaspora")["yes"] == (1, None, 1, 1, 1)


def test_the_series_is_known_by_theme_kind_and_title():
    def session(code: str, title: str | None, **more) -> dict:
        return {"session_id": code, "session_kind": "training", "session_theme": "basics",
                "session_title": title} | more  # fmt: skip

    data = year_data(
        registrations=REGISTER,
        sessions=[
            session("V1", "Basisreeks DIASPORA 1"),
            session("V2", "Starten met een project"),
            session("V3", None),
            session("V4", "Diaspora en de pers", session_theme="communication"),
            session("O1", "Ontmoeting met diaspora", session_kind="meeting"),
        ],
        attendance=[
            {"session_id": "V1", "organisation_id": "R1", "is_present": True},
            {"session_id": "V1", "organisation_id": "R2", "is_present": True},
            {"session_id": "V1", "organisation_id": "R3", "is_present": False},
            {"session_id": "V1", "organisation_id": "X1", "is_present": True},
            {"session_id": "V4", "organisation_id": "R3", "is_present": True},
        ],
    )
    assert numbers(pijler.diaspora_series_sessions(data)) == {"total": (1, None, 1, 1, 1)}
    found = pijler.diaspora_series_organisations(data)
    assert numbers(found) == {"total": (3, None, 3, 3, 3)}
    assert numbers(found, "diaspora")["yes"] == (1, None, 1, 1, 2)
