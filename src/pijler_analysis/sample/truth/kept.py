"""The lines of a year that cleaning keeps, as the indicators look at them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from pijler_analysis.sample.attendance import Attendance
from pijler_analysis.sample.contacts import Contact
from pijler_analysis.sample.helpdesk import NEVER_LINKED
from pijler_analysis.sample.lines import KEPT, REJECTED
from pijler_analysis.sample.organisations import Organisation
from pijler_analysis.sample.world import Year


class Line(Protocol):
    """A line that knows what became of it."""

    @property
    def fate(self) -> str:
        """One of kept, rejected, merged."""


T = TypeVar("T", bound=Line)


def kept(lines: Iterable[T]) -> list[T]:
    """Return the lines that stay."""
    return [line for line in lines if line.fate == KEPT]


def rejected(lines: Iterable[Line]) -> int:
    """Count the lines that are rejected."""
    return sum(line.fate == REJECTED for line in lines)


def active(happened: Year) -> list[Organisation]:
    """Return the organisations active in the register of the year."""
    return [
        line.organisation
        for line in kept(happened.register)
        if line.organisation is not None and line.organisation.is_active(happened.year)
    ]


def attendances(happened: Year, kind: str) -> list[Attendance]:
    """Return the lines on the lists of the sessions of a kind."""
    lines = happened.tickets if kind == "yearly_day" else happened.attendance
    return [line for line in kept(lines) if line.session.kind == kind]


def present(happened: Year, kind: str) -> list[Attendance]:
    """Return the lines of those who were marked present."""
    return [line for line in attendances(happened, kind) if line.is_present]


def organisation_contacts(happened: Year) -> list[Contact]:
    """Return the contacts of the channels that may stand for a fourth-pillar organisation."""
    asked = [line for line in kept(happened.questions) if line.asker not in NEVER_LINKED]
    return [
        *(line.contact for line in present(happened, "training")),
        *(line.contact for line in asked),
        *(line.contact for line in kept(happened.panel)),
        *(line.contact for line in kept(happened.steering_group)),
    ]


def real(contacts: Iterable[Contact]) -> dict[str, Organisation | None]:
    """Return the organisations really behind the contacts, by name; None if never registered."""
    return {contact.meant: contact.real for contact in contacts if contact.meant}
