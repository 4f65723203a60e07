"""Truth about the trainings, the meetings and the yearly day."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from pijler_analysis.sample.attendance import Attendance
from pijler_analysis.sample.people import Person
from pijler_analysis.sample.sessions import Session
from pijler_analysis.sample.truth.kept import (
    attendances,
    ids_at,
    kept,
    present,
    profiles,
    real,
    registered,
    rejected,
)
from pijler_analysis.sample.truth.rows import (
    Truth,
    counted,
    divided,
    grouped,
    parted,
    parted_by,
    shared,
    tallied,
    tally,
    within,
)
from pijler_analysis.sample.world import Year

_GROUPS = ("province", "municipality_size", "diaspora", "age", "size")
_PARTNER, _PLACES = 8, 9
_WAYS: dict[str, Callable[[Session], str | None]] = {
    "theme": lambda one: one.theme,
    "province": lambda one: one.group,
    "held": lambda one: "online" if one.is_online else "on_site",
    "partner": lambda one: "yes" if one.cells[_PARTNER] else "no",
}
"""The group of a session along each of its breakdowns."""


def training(happened: Year) -> list[Truth]:
    """State the sessions, who came, how many organisations, how much of the register."""
    year = happened.year
    held = [one for one in kept(happened.sessions) if one.kind == "training"]
    seen = ids_at(happened, "training")
    return [
        counted("training.sessions", year, len(held), more=rejected(happened.sessions)),
        *_attendances(happened, "training.attendances", "training", by=tuple(_WAYS)),
        *_by_way("training.sessions", year, held),
        within(counted("training.organisations", year, len(seen))),
        *_organisations(happened),
        *_training_reach(happened, seen),
        *_use(happened),
    ]


def meetings(happened: Year) -> list[Truth]:
    """State who came to the meetings and to the yearly day."""
    return [
        *_attendances(happened, "meeting.attendances", "meeting"),
        *_attendances(happened, "day.attendances", "yearly_day"),
    ]


def _attendances(
    happened: Year, indicator: str, kind: str, *, by: tuple[str, ...] = ("province",)
) -> list[Truth]:
    came = present(happened, kind)
    unmarked = sum(line.is_present is None for line in attendances(happened, kind))
    sessions = [line.session for line in came]
    return [
        counted(indicator, happened.year, len(came), more=unmarked),
        *_by_way(indicator, happened.year, sessions, by=by),
    ]


def _by_way(
    indicator: str, year: int, sessions: Sequence[Session], *, by: tuple[str, ...] = tuple(_WAYS)
) -> list[Truth]:
    """Count sessions, or lines by their session, along the breakdowns of sessions."""
    return [
        row
        for way in by
        for row in grouped(indicator, year, way, tally(_WAYS[way](one) for one in sessions))
    ]


def _different_by_way(
    indicator: str, year: int, came: Iterable[tuple[Hashable, Session]], *, by: tuple[str, ...]
) -> list[Truth]:
    """Count who came, each once in every group of sessions they came to."""
    pairs = list(came)
    rows = []
    for way in by:
        seen = {(one, _WAYS[way](session)) for one, session in pairs}
        rows += grouped(indicator, year, way, tally(group for _, group in seen))
    return [within(row) for row in rows]


def _organisations(happened: Year) -> list[Truth]:
    indicator, year, groups = "training.organisations", happened.year, profiles(happened)
    came = [
        (line.contact.meant, line.session)
        for line in present(happened, "training")
        if line.contact.meant
    ]
    seen = ids_at(happened, "training")
    rows = [row for by in _GROUPS for row in tallied(indicator, year, seen, groups, by=by)]
    ways = ("theme", "held", "partner")
    return [*map(within, rows), *_different_by_way(indicator, year, came, by=ways)]


def _training_reach(happened: Year, seen: set[str]) -> list[Truth]:
    start, year, groups = date(happened.year, 1, 1), happened.year, profiles(happened)
    eligible = [
        number
        for number, (one, _) in registered(happened).items()
        if one.has_readable_start
        and one.registered_on < start
        and (one.is_active(year) or (one.ended_on is not None and one.ended_on >= start))
    ]
    reached = sum(number in seen for number in eligible)
    rows = [divided("training.reach", year, reached, len(eligible))]
    for by in _GROUPS:
        rows += parted_by("training.reach", year, eligible, seen, groups, by=by)
    return [within(row) for row in rows]


def _use(happened: Year) -> list[Truth]:
    """State how full the trainings were, who stayed away, what was online and with a partner."""
    year, lines = happened.year, attendances(happened, "training")
    held = [one for one in kept(happened.sessions) if one.kind == "training"]
    lost = rejected(happened.sessions)
    came = sum(line.is_present is True for line in lines)
    unmarked = sum(line.is_present is None for line in lines)
    places = sum(int(str(one.cells[_PLACES])) for one in held)
    absent = [None if line.is_present is None else not line.is_present for line in lines]
    return [
        parted("training.occupancy", year, came, places, unplaced=unmarked),
        shared("training.no_show_share", year, absent),
        shared("training.online_share", year, [one.is_online for one in held], outside=lost),
        shared("training.partner_share", year, [one.cells[_PARTNER] != "" for one in held],
               outside=lost),
    ]  # fmt: skip


def looking_back(happened: Year) -> list[Truth]:
    """State how satisfied those who filled in a form were, and what an attendance cost."""
    year, held = happened.year, [one for one in kept(happened.sessions) if one.kind == "training"]
    asked = [one for one in held if one.evaluations is not None]
    came = present(happened, "training")
    rows = [_satisfied(year, asked, came)]
    for theme in sorted({one.theme for one in asked}):
        part = [one for one in asked if one.theme == theme]
        rows.append(replace(_satisfied(year, part, came), by="theme", group=theme))
    priced = {one.session_id: one.cost for one in held if one.cost is not None}
    if priced:
        at_priced = sum(line.session.session_id in priced for line in came)
        rows.append(divided("training.cost_eur", year, sum(priced.values()), at_priced))
    return rows


def _satisfied(year: int, asked: Sequence[Session], came: Sequence[Attendance]) -> Truth:
    """State who was satisfied of those who filled in a form; those who did not may be either."""
    forms = sum(one.evaluations or 0 for one in asked)
    satisfied = sum(one.satisfied or 0 for one in asked)
    there = sum(line.session.session_id in {one.session_id for one in asked} for line in came)
    return replace(
        divided("training.satisfaction", year, satisfied, forms),
        low=satisfied / there, high=(satisfied + there - forms) / there,
    )  # fmt: skip


def coming_back(happened: Year, before: Sequence[Year]) -> list[Truth]:
    """State who came for the first time and who came again; the first year cannot know."""
    if not before:
        return []
    kinds = {"training": "training", "meeting": "meeting", "day": "yearly_day"}
    again = _returning(happened, before[-1])
    return [*(_first_time(happened, before, *names) for names in kinds.items()), *again]


def _first_time(happened: Year, before: Sequence[Year], theme: str, kind: str) -> Truth:
    known = set().union(*(ids_at(earlier, kind) for earlier in before))
    told = [number not in known for number in ids_at(happened, kind)]
    return within(shared(f"{theme}.first_time_share", happened.year, told))


def people(happened: Year, before: Sequence[Year]) -> list[Truth]:
    """State how many different people came, how many are new, and who of last year came again."""
    year, now = happened.year, _people(happened)
    came = [(line.contact.person, line.session) for line in present(happened, "training")]
    ways = tuple(_WAYS)
    rows = [
        counted("training.people", year, len(now)),
        *_different_by_way("training.people", year, came, by=ways),
    ]
    if before:
        known = set().union(*map(_people, before))
        told = [one not in known for one in now]
        last = _people(before[-1])
        rows.append(shared("training.first_time_people_share", year, told))
        rows.append(divided("training.returning_people_share", year, len(last & now), len(last)))
    return [within(row) for row in rows]


def _people(happened: Year) -> set[Person]:
    return {line.contact.person for line in present(happened, "training")}


def _returning(happened: Year, last: Year) -> list[Truth]:
    indicator, year = "training.returning_share", happened.year
    before, now = ids_at(last, "training"), ids_at(happened, "training")
    rows = [
        divided(indicator, year, len(before & now), len(before)),
        *parted_by(indicator, year, before, now, profiles(happened), by="diaspora"),
    ]
    return [within(row) for row in rows]


def gatherings(happened: Year) -> list[Truth]:
    """State the organisations at meetings and at the yearly day, and how many are diaspora."""
    kinds = {"meeting": "meeting", "day": "yearly_day"}
    return [within(row) for names in kinds.items() for row in _gathering(happened, *names)]


def _gathering(happened: Year, theme: str, kind: str) -> list[Truth]:
    year, groups = happened.year, profiles(happened)
    seen = real(line.contact for line in present(happened, kind))
    told = [one.diaspora_in(year) if one else None for one in seen.values()]
    return [
        counted(f"{theme}.organisations", year, len(seen)),
        *(
            row
            for by in ("province", "municipality_size", "diaspora")
            for row in tallied(f"{theme}.organisations", year, seen, groups, by=by)
        ),
        shared(f"{theme}.diaspora_share", year, told),
    ]
