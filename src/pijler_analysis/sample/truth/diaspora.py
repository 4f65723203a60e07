"""Truth about the diaspora: pooled over contacts, and over unique organisations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pijler_analysis.sample.contacts import Contact
from pijler_analysis.sample.helpdesk import NEVER_LINKED, Question
from pijler_analysis.sample.truth.kept import (
    active,
    ids_at,
    kept,
    organisation_contacts,
    present,
    profiles,
    real,
    rejected,
)
from pijler_analysis.sample.truth.rows import (
    UNKNOWN,
    Truth,
    counted,
    grouped,
    shared,
    tallied,
    within,
)
from pijler_analysis.sample.world import Year, question_status


def diaspora(happened: Year) -> list[Truth]:
    """State the shares of the diaspora, the overlap of the channels, and the basic series."""
    return [
        *_contacts_share(happened),
        *_organisations_share(happened),
        _governance_share(happened),
        *_overlap(happened),
        *_series(happened),
    ]


def contact_statuses(happened: Year) -> dict[str, list[bool | None]]:
    """Tell per channel of each contact whether it is diaspora; None where nobody can know."""
    year = happened.year
    trained = [line.contact for line in present(happened, "training")]
    return {
        "registrations": [one.diaspora_in(year) for one in active(happened)],
        "training": _statuses(trained, year),
        "helpdesk": [_asked(one, year) for one in kept(happened.questions)],
        "panel": [one.has_migration_background for one in kept(happened.panel)],
        "steering_group": [one.has_migration_background for one in kept(happened.steering_group)],
    }


def _statuses(contacts: Sequence[Contact], year: int) -> list[bool | None]:
    return [one.real.diaspora_in(year) if one.real else None for one in contacts]


def _asked(question: Question, year: int) -> bool | None:
    """Tell of a question what is really so, where the asker or the register says it."""
    said = question_status(question, year)
    real = question.contact.real
    return real.diaspora_in(year) if said is None and real else said


def _contacts_share(happened: Year) -> list[Truth]:
    by_channel = contact_statuses(happened)
    everyone = [status for statuses in by_channel.values() for status in statuses]
    groups = {
        **by_channel,
        "governance": [*by_channel["panel"], *by_channel["steering_group"]],
    }
    by_group = {
        group: shared("diaspora.share", happened.year, told, by="channel", group=group)
        for group, told in groups.items()
    }
    guessed = ("training", "helpdesk")
    return [
        within(shared("diaspora.share", happened.year, everyone)),
        *(within(row) if group in guessed else row for group, row in by_group.items()),
    ]


def _organisations_share(happened: Year) -> list[Truth]:
    year = happened.year
    contacts = organisation_contacts(happened)
    union = {one.registration_id: one for one in active(happened)} | real(contacts)
    parts: dict[tuple[str, str], list[bool | None]] = {}
    groups = profiles(happened)
    for number, one in union.items():
        for by in ("province", "municipality_size"):
            group = groups[number][by] if number in groups else UNKNOWN
            parts.setdefault((by, group), []).append(one.diaspora_in(year) if one else None)
    told = [one.diaspora_in(year) if one else None for one in union.values()]
    rows = [
        shared("diaspora.organisations_share", year, told),
        *(
            shared("diaspora.organisations_share", year, part, by=by, group=group)
            for (by, group), part in sorted(parts.items())
        ),
    ]
    return [within(row) for row in rows]


def _governance_share(happened: Year) -> Truth:
    seats = [*kept(happened.panel), *kept(happened.steering_group)]
    told = _statuses([one.contact for one in seats], happened.year)
    return within(shared("diaspora.governance_share", happened.year, told))


def _overlap(happened: Year) -> list[Truth]:
    """Count the organisations in two channels or more, and in each pair."""
    indicator, year = "diaspora.overlap", happened.year
    asked = [line for line in kept(happened.questions) if line.asker not in NEVER_LINKED]
    seen = {
        "registrations": {one.registration_id for one in active(happened)},
        "training": ids_at(happened, "training"),
        "helpdesk": set(real(line.contact for line in asked)),
        "panel": set(real(line.contact for line in kept(happened.panel))),
        "steering_group": set(real(line.contact for line in kept(happened.steering_group))),
    }
    times = Counter(number for numbers in seen.values() for number in numbers)
    several = [number for number, channels in times.items() if channels > 1]
    pairs = {
        f"{one}+{other}": len(seen[one] & seen[other])
        for at, one in enumerate(seen)
        for other in list(seen)[at + 1 :]
    }
    rows = [
        counted(indicator, year, len(several)),
        *tallied(indicator, year, several, profiles(happened), by="diaspora"),
        *grouped(indicator, year, "channel_pair", pairs),
    ]
    return [within(row) for row in rows]


def _series(happened: Year) -> list[Truth]:
    year = happened.year
    held = [
        one.session_id
        for one in kept(happened.sessions)
        if one.kind == "training" and one.title.startswith("Basisreeks diaspora")
    ]
    came = [
        line.contact for line in present(happened, "training") if line.session.session_id in held
    ]
    seen, indicator = real(came), "diaspora.series_organisations"
    groups = tallied(indicator, year, seen, profiles(happened), by="diaspora")
    return [
        counted("diaspora.series_sessions", year, len(held), more=rejected(happened.sessions)),
        *(within(row) for row in (counted(indicator, year, len(seen)), *groups)),
    ]
