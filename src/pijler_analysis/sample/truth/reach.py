"""Truth about the register, the trainings, the meetings and the yearly day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pijler_analysis.sample.truth.kept import (
    active,
    attendances,
    kept,
    present,
    real,
    rejected,
)
from pijler_analysis.sample.truth.rows import (
    UNKNOWN,
    Truth,
    counted,
    divided,
    grouped,
    tally,
    within,
)
from pijler_analysis.sample.world import Year

FIELD = 1200


def reach(happened: Year) -> list[Truth]:
    """State the active registrations and how much of the field they are."""
    year, now = happened.year, active(happened)
    more = rejected(happened.register)
    rows = [counted("reach.registrations", year, len(now), more=more)]
    rows += _provinces(happened)
    coverage = divided("reach.coverage", year, len(now), FIELD)
    return [*rows, replace(coverage, low=len(now) / FIELD, high=(len(now) + more) / FIELD)]


def _provinces(happened: Year) -> list[Truth]:
    """Count per province; those of unknown province, or refused, may lie in any of them."""
    year = happened.year
    counts = tally(one.province_in(year) for one in active(happened))
    unknown, refused = counts[UNKNOWN], rejected(happened.register)
    return [
        replace(
            row,
            low=0 if row.group == UNKNOWN else row.estimate,
            high=(row.estimate or 0) + refused + (0 if row.group == UNKNOWN else unknown),
        )
        for row in grouped("reach.registrations", year, "province", counts)
    ]


def training(happened: Year) -> list[Truth]:
    """State the sessions, who came, how many organisations and how much of the register."""
    year = happened.year
    held = [one for one in kept(happened.sessions) if one.kind == "training"]
    came = present(happened, "training")
    trained = real(line.contact for line in came)
    return [
        counted("training.sessions", year, len(held), more=rejected(happened.sessions)),
        *_attendances(happened, "training.attendances", "training"),
        within(counted("training.organisations", year, len(trained))),
        within(_training_reach(happened, set(trained))),
    ]


def meetings(happened: Year) -> list[Truth]:
    """State who came to the meetings and to the yearly day."""
    return [
        *_attendances(happened, "meeting.attendances", "meeting"),
        *_attendances(happened, "day.attendances", "yearly_day"),
    ]


def _attendances(happened: Year, indicator: str, kind: str) -> list[Truth]:
    came = present(happened, kind)
    unmarked = sum(line.is_present is None for line in attendances(happened, kind))
    where = tally(line.session.group for line in came)
    return [
        counted(indicator, happened.year, len(came), more=unmarked),
        *grouped(indicator, happened.year, "province", where),
    ]


def _training_reach(happened: Year, seen: set[str]) -> Truth:
    start = date(happened.year, 1, 1)
    eligible = [
        one.registration_id
        for line in kept(happened.register)
        if (one := line.organisation) is not None
        and one.has_readable_start
        and one.registered_on < start
        and (one.is_active(happened.year) or (one.ended_on is not None and one.ended_on >= start))
    ]
    reached = sum(number in seen for number in eligible)
    return divided("training.reach", happened.year, reached, len(eligible))
