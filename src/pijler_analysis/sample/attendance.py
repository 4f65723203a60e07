"""Who came to the sessions: a sheet per training or meeting, a ticket list for the yearly day.

Everyone present at the trainings is dealt a status first: so many from a diaspora organisation,
so many from another, so many of whom nobody can know. That closes the gap to the share of
diaspora contacts a year is known for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pijler_analysis.sample import words
from pijler_analysis.sample.contacts import AddressBook, Contact
from pijler_analysis.sample.dates import american, by_hand
from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.lines import KEPT, MERGED
from pijler_analysis.sample.organisations import Organisation
from pijler_analysis.sample.people import Person, draw_person
from pijler_analysis.sample.sessions import Session
from pijler_analysis.sample.workbook import Cell

YES, NO, UNKNOWN = "yes", "no", "unknown"
_UNKNOWN_SHARE = 0.04
_REGULARS = {2019: 235, 2020: 205, 2021: 238, 2022: 268, 2023: 312, 2024: 345}
"""Organisations that train in a year, diaspora organisations among them."""
_DIASPORA_REGULARS = 0.6


@dataclass(frozen=True)
class Attendance:
    """A line on the list of a session; ``is_present`` is None where nobody marked it."""

    session: Session
    contact: Contact
    is_present: bool | None
    fate: str = KEPT
    cells: tuple[Cell, ...] = ()


class Crowd:
    """The organisations that come to sessions in a year, and the contacts they send."""

    def __init__(self, dice: Dice, organisations: Sequence[Organisation], year: int) -> None:
        self._dice = dice
        self._book = AddressBook(dice, list(organisations))
        self._here = [
            one for one in organisations
            if one.is_registered(year) and (one.ended_on is None or one.ended_on.year >= year)
            and self._book.can_link(one)
        ]  # fmt: skip
        self._later = [one for one in organisations if one.registered_on.year == year + 1]
        told = {
            said: dice.shuffle(one for one in self._here if one.diaspora_in(year) is said)
            for said in (True, False, None)
        }
        yes = told[True][: round(len(told[True]) * _DIASPORA_REGULARS)]
        self._regulars = {YES: yes, NO: told[False][: _REGULARS[year] - len(yes)]}
        self._silent = told[None][:12]

    def send(self, status: str) -> Contact:
        """Return a contact of this status: ``yes``, ``no`` or ``unknown``."""
        if status == UNKNOWN:
            return self._unknown()
        regulars = self._regulars[status]
        faithful = regulars[: len(regulars) // 3]
        one = self._dice.pick(faithful if self._dice.chance(0.35) else regulars)
        return self._book.linked(one, person=self._someone(one))

    def _someone(self, one: Organisation) -> Person:
        if self._dice.chance(0.6):
            return self._dice.pick(one.people)
        return draw_person(self._dice, from_abroad=one.is_diaspora)

    def _unknown(self) -> Contact:
        way = self._dice.weigh(
            (("misspelled", 8), ("outsider", 4), ("private", 3), ("silent", 3), ("later", 1))
        )
        if way == "silent" and self._silent:
            return self._book.linked(self._dice.pick(self._silent))
        if way == "later" and self._later:
            return self._book.linked(self._dice.pick(self._later))
        if way == "private":
            return self._book.private()
        if way == "outsider":
            return self._book.outsider()
        return self._book.unlinked(self._dice.pick(self._here))


def known_present(present: int) -> int:
    """Return of how many present the diaspora status can be known."""
    return present - round(present * _UNKNOWN_SHARE)


def deal_statuses(dice: Dice, present: int, yes: int) -> list[str]:
    """Deal out a status to everyone present."""
    known = known_present(present)
    return dice.shuffle([YES] * yes + [NO] * (known - yes) + [UNKNOWN] * (present - known))


def make_attendance(
    organisations: Sequence[Organisation], sessions: Sequence[Session], year: int, *,
    training_yes: int,
) -> list[Attendance]:  # fmt: skip
    """Return the lists of all trainings and meetings of a year, session by session."""
    dice = Dice(f"attendance {year}")
    crowd = Crowd(dice, organisations, year)
    held = [one for one in sessions if one.fate == KEPT and one.kind != "yearly_day"]
    trained = sum(one.size for one in held if one.kind == "training")
    dealt = deal_statuses(dice, trained, training_yes)
    lines: list[Attendance] = []
    for session in held:
        if session.kind == "training":
            present, dealt = dealt[: session.size], dealt[session.size :]
        else:
            present = [_any_status(dice) for _ in range(session.size)]
        lines += _session_list(dice, crowd, session, present)
    return lines


def _any_status(dice: Dice) -> str:
    return dice.weigh(((YES, 10), (NO, 86), (UNKNOWN, 4)))


def _session_list(
    dice: Dice, crowd: Crowd, session: Session, present: Sequence[str]
) -> list[Attendance]:
    absent = [False] * dice.whole(len(present) // 8, len(present) // 4)
    unmarked = [None] * dice.weigh(((0, 5), (1, 3), (2, 2), (3, 1)))
    marks: list[tuple[bool | None, str]] = [(True, status) for status in present]
    marks += [(mark, _any_status(dice)) for mark in (*absent, *unmarked)]
    seen: set[str] = set()
    lines = [
        _line(dice, session, _new_face(crowd, status, seen), is_present)
        for is_present, status in dice.shuffle(marks)
    ]
    if dice.chance(0.3):
        at = dice.whole(0, len(lines) - 1)
        lines.insert(at + 1, replace(lines[at], fate=MERGED))
    return lines


def _new_face(crowd: Crowd, status: str, seen: set[str]) -> Contact:
    """Draw a contact whose person is not on the list yet."""
    while True:
        contact = crowd.send(status)
        if contact.person.full_name not in seen:
            seen.add(contact.person.full_name)
            return contact


def _line(dice: Dice, session: Session, contact: Contact, is_present: bool | None) -> Attendance:
    enrolled = session.held_on - timedelta(days=dice.whole(1, 40))
    cells: tuple[Cell, ...] = (
        contact.person.full_name, contact.organisation_cell, contact.email_cell,
        by_hand(dice, enrolled), _mark(dice, is_present),
    )  # fmt: skip
    return Attendance(session, contact, is_present, cells=cells)


def _mark(dice: Dice, is_present: bool | None) -> Cell:
    if is_present is None:
        return ""
    mark = dice.pick(words.PRESENT if is_present else words.ABSENT)
    return 1 if mark == "1" and dice.chance(0.5) else mark


TICKET_HEADINGS = (
    "Order #", "Order Date", "First Name", "Last Name", "Email", "Organisatie", "Ticket Type",
    "Attendee Status",
)  # fmt: skip


def make_tickets(
    organisations: Sequence[Organisation], session: Session, year: int
) -> list[Attendance]:
    """Return the ticket list of the yearly day; several tickets may share an order."""
    dice = Dice(f"yearly day {year}")
    crowd = Crowd(dice, organisations, year)
    statuses = ["Checked In"] * session.size
    statuses += ["Attending"] * (session.size // 6) + ["Not Attending"] * (session.size // 14)
    seen: set[str] = set()
    order = (year % 100) * 10_000_000 + dice.whole(10_000, 99_999)
    day = session.held_on - timedelta(days=45)
    lines: list[Attendance] = []
    for status in dice.shuffle(statuses):
        if not lines or dice.chance(0.8):
            order += dice.whole(3, 900)
            day = min(day + timedelta(days=int(dice.chance(0.12))), session.held_on)
        contact = _new_face(crowd, _any_status(dice), seen)
        lines.append(_ticket(dice, session, contact, order, day, status))
    return _with_doubled_tickets(dice, lines)


def _ticket(
    dice: Dice, session: Session, contact: Contact, order: int, day: date, status: str
) -> Attendance:
    ticket = dice.pick(("Webinar", "Dagprogramma", "Dagprogramma", "Dagprogramma + lunch"))
    cells = (
        str(order), american(day), contact.person.first, contact.person.last,
        contact.email_cell, contact.organisation_cell, ticket, status,
    )  # fmt: skip
    return Attendance(session, contact, status == "Checked In", cells=cells)


def _with_doubled_tickets(dice: Dice, lines: list[Attendance]) -> list[Attendance]:
    doubled = list(lines)
    for line in dice.some(lines, 3):
        doubled.insert(doubled.index(line) + 1, replace(line, fate=MERGED))
    return doubled
