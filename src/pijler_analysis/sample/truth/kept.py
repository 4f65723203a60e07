"""The lines of a year that cleaning keeps, as the indicators look at them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from pijler_analysis.sample.attendance import Attendance
from pijler_analysis.sample.contacts import Contact
from pijler_analysis.sample.helpdesk import NEVER_LINKED
from pijler_analysis.sample.lines import KEPT, REJECTED
from pijler_analysis.sample.organisations import Organisation
from pijler_analysis.sample.places import municipality, municipality_size
from pijler_analysis.sample.register import Registration
from pijler_analysis.sample.truth.rows import UNKNOWN
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


def registered(happened: Year) -> dict[str, tuple[Organisation, Registration]]:
    """Return every organisation in the register of the year with its line, by number."""
    return {
        line.organisation.registration_id: (line.organisation, line)
        for line in kept(happened.register)
        if line.organisation is not None
    }


_FOUNDED, _VOLUNTEERS = 8, 9


def profiles(happened: Year) -> dict[str, dict[str, str]]:
    """Return the group of each registered organisation along every breakdown of the register."""
    return {
        number: _profile(one, line, happened.year)
        for number, (one, line) in registered(happened).items()
    }


def _profile(one: Organisation, line: Registration, year: int) -> dict[str, str]:
    province, said = one.province_in(year), one.diaspora_in(year)
    founded, volunteers = line.cells[_FOUNDED], line.cells[_VOLUNTEERS]
    elsewhere = {"Brussel": "Brussel", "Wallonië": "Wallonië"}
    return {
        "province": province or UNKNOWN,
        "region": elsewhere.get(province, "Vlaanderen") if province else UNKNOWN,
        "municipality": municipality(one.place_in(year)) if province else UNKNOWN,
        "municipality_size": (province and municipality_size(one.place_in(year))) or UNKNOWN,
        "legal_form": one.legal_form or UNKNOWN,
        "age": _age_class(year - int(founded)) if founded else UNKNOWN,
        "size": _size_class(int(volunteers)) if volunteers else UNKNOWN,
        "diaspora": UNKNOWN if said is None else "yes" if said else "no",
        "first_theme": one.themes[0],
    }


def _age_class(years: int) -> str:
    if years < 5:
        return "under_5"
    if years < 10:
        return "from_5"
    return "from_10" if years < 20 else "from_20"


def _size_class(volunteers: int) -> str:
    if volunteers <= 5:
        return "to_5"
    if volunteers <= 10:
        return "from_6"
    return "from_11" if volunteers <= 20 else "from_21"


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


def ids_at(happened: Year, kind: str) -> set[str]:
    """Return the organisations really seen at sessions of a kind, registered or not."""
    return set(real(line.contact for line in present(happened, kind)))


def real(contacts: Iterable[Contact]) -> dict[str, Organisation | None]:
    """Return the organisations really behind the contacts, by name; None if never registered."""
    return {contact.meant: contact.real for contact in contacts if contact.meant}
