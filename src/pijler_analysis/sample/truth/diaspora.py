"""Truth about the diaspora: pooled over contacts, and over unique organisations."""

from __future__ import annotations

from collections.abc import Sequence

from pijler_analysis.sample.contacts import Contact
from pijler_analysis.sample.truth.kept import (
    active,
    kept,
    linked,
    organisation_contacts,
    present,
    unlinked_with_name,
)
from pijler_analysis.sample.truth.rows import UNKNOWN, Truth, shared
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
        "helpdesk": [question_status(one, year) for one in kept(happened.questions)],
        "panel": [one.has_migration_background for one in kept(happened.panel)],
        "steering_group": [one.has_migration_background for one in kept(happened.steering_group)],
    }


def _statuses(contacts: Sequence[Contact], year: int) -> list[bool | None]:
    return [one.linked.diaspora_in(year) if one.linked else None for one in contacts]


def _contacts_share(happened: Year) -> list[Truth]:
    by_channel = contact_statuses(happened)
    everyone = [status for statuses in by_channel.values() for status in statuses]
    groups = {
        **by_channel,
        "governance": [*by_channel["panel"], *by_channel["steering_group"]],
    }
    return [
        shared("diaspora.share", happened.year, everyone),
        *(
            shared("diaspora.share", happened.year, told, by="channel", group=group)
            for group, told in groups.items()
        ),
    ]


def _organisations_share(happened: Year) -> list[Truth]:
    year = happened.year
    contacts = organisation_contacts(happened)
    union = {one.registration_id: one for one in active(happened)} | linked(contacts)
    by_province: dict[str, list[bool | None]] = {}
    for one in union.values():
        province = one.province_in(year) or UNKNOWN
        by_province.setdefault(province, []).append(one.diaspora_in(year))
    told = [one.diaspora_in(year) for one in union.values()]
    outside = unlinked_with_name(contacts)
    return [
        shared("diaspora.organisations_share", year, told, outside=outside),
        *(
            shared("diaspora.organisations_share", year, part, by="province", group=province)
            for province, part in sorted(by_province.items())
        ),
    ]
