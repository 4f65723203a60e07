"""Truth about the diaspora: pooled over contacts, and over unique organisations."""

from __future__ import annotations

from collections.abc import Sequence

from pijler_analysis.sample.contacts import Contact
from pijler_analysis.sample.helpdesk import Question
from pijler_analysis.sample.truth.kept import (
    active,
    kept,
    organisation_contacts,
    present,
    real,
)
from pijler_analysis.sample.truth.rows import UNKNOWN, Truth, shared, within
from pijler_analysis.sample.world import Year, question_status


def diaspora(happened: Year) -> list[Truth]:
    """State both shares of the diaspora."""
    return [*_contacts_share(happened), *_organisations_share(happened)]


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
    by_province: dict[str, list[bool | None]] = {}
    for one in union.values():
        province = (one and one.province_in(year)) or UNKNOWN
        by_province.setdefault(province, []).append(one.diaspora_in(year) if one else None)
    told = [one.diaspora_in(year) if one else None for one in union.values()]
    rows = [
        shared("diaspora.organisations_share", year, told),
        *(
            shared("diaspora.organisations_share", year, part, by="province", group=province)
            for province, part in sorted(by_province.items())
        ),
    ]
    return [within(row) for row in rows]
