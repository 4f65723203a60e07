"""The panel and the steering group: members who stay for years, lists per year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pijler_analysis.sample import words
from pijler_analysis.sample.contacts import AddressBook, Contact
from pijler_analysis.sample.dates import by_hand
from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.lines import KEPT, MERGED, REJECTED, Accounting, account, write_csv
from pijler_analysis.sample.organisations import YEARS, Organisation
from pijler_analysis.sample.workbook import Cell, Workbook

PANEL_HEADINGS = (
    "Lidnummer", "Voornaam", "Naam", "Organisatie", "E-mail", "Migratieachtergrond", "Lid sinds",
    "Voorjaar", "Najaar",
)  # fmt: skip
STEERING_HEADINGS = (
    "Nr", "Naam", "Organisatie", "E-mail", "Migratieachtergrond", "Mandaat sinds",
    "Vergaderingen aanwezig",
)  # fmt: skip

PANEL_SIZE = {2019: 238, 2020: 241, 2021: 243, 2022: 246, 2023: 248, 2024: 250}
_PANEL_MIGRATION = {2019: 16, 2020: 18, 2021: 21, 2022: 26, 2023: 31, 2024: 35}
_PANEL_PRESENCE = {
    2019: (0.49, 0.45), 2020: (0.36, 0.52), 2021: (0.51, 0.50), 2022: (0.46, 0.47),
    2023: (0.48, 0.49), 2024: (0.53, 0.50),
}  # fmt: skip
_STEERING_MIGRATION = {2019: 1, 2020: 1, 2021: 1, 2022: 2, 2023: 2, 2024: 2}
STEERING_SIZE = 10
_UNSAID = 0.03
_LEAVING = 18


@dataclass(frozen=True)
class Member:
    """A member of the panel or the steering group in one year."""

    member_id: str
    contact: Contact
    organisation: Organisation
    has_migration_background: bool | None
    since: date
    spring: bool | None = None
    autumn: bool | None = None
    fate: str = KEPT
    cells: tuple[Cell, ...] = ()


def make_panels(organisations: Sequence[Organisation]) -> dict[int, list[Member]]:
    """Return the panel of each year: a core that stays, some who leave, some who come."""
    dice = Dice("panel")
    panels: dict[int, list[Member]] = {}
    members: list[Member] = []
    for year in YEARS:
        book = AddressBook(dice, list(organisations))
        members = _renew(dice, book, members, organisations, year)
        present = [_presence(dice, member, year) for member in members]
        panels[year] = _with_faults(dice, [_panel_cells(dice, one) for one in present])
    return panels


def _renew(
    dice: Dice, book: AddressBook, members: list[Member], organisations: Sequence[Organisation],
    year: int,
) -> list[Member]:  # fmt: skip
    stays = [one for one in members if one.organisation.is_active(year)]
    leaving = set(
        dice.some([m.member_id for m in stays if not m.has_migration_background], _LEAVING)
    )
    stays = [one for one in stays if one.member_id not in leaving]
    with_background = sum(one.has_migration_background is True for one in stays)
    wanted = PANEL_SIZE[year] - len(stays)
    marked = [True] * max(0, _PANEL_MIGRATION[year] - with_background)
    marked += [False] * (wanted - len(marked))
    number = max((int(one.member_id[1:]) for one in members), default=0)
    free = _candidates(dice, organisations, stays, year)
    for at, has_background in enumerate(dice.shuffle(marked), start=1):
        one = free[has_background].pop()
        stays.append(_newcomer(dice, book, f"P{number + at:03d}", one, has_background, year))
    return sorted(stays, key=lambda member: member.member_id)


def _candidates(
    dice: Dice, organisations: Sequence[Organisation], members: Sequence[Member], year: int
) -> dict[bool, list[Organisation]]:
    seated = {member.organisation.registration_id for member in members}
    free = [
        one for one in organisations
        if one.is_active(year) and one.registration_id not in seated
        and (one.registered_on.year < year or year == YEARS[0])
    ]  # fmt: skip
    return {
        True: dice.shuffle(one for one in free if one.is_diaspora),
        False: dice.shuffle(one for one in free if not one.is_diaspora),
    }


def _newcomer(
    dice: Dice, book: AddressBook, member_id: str, one: Organisation, has_background: bool,
    year: int,
) -> Member:  # fmt: skip
    is_linkable = book.can_link(one) and dice.chance(0.94)
    contact = book.linked(one) if is_linkable else book.unlinked(one)
    first = date(max(2012, one.registered_on.year), 1, 15) if year == YEARS[0] else date(year, 1, 8)
    said = None if not has_background and dice.chance(_UNSAID) else has_background
    since = dice.day(first, date(year, 2, 28))
    return Member(member_id, contact, one, said, since)


def _presence(dice: Dice, member: Member, year: int) -> Member:
    marks = [None if dice.chance(0.06) else dice.chance(share) for share in _PANEL_PRESENCE[year]]
    return replace(member, spring=marks[0], autumn=marks[1])


def _mark(dice: Dice, is_present: bool | None) -> str:
    if is_present is None:
        return ""
    return dice.pick(words.PRESENT if is_present else words.ABSENT)


def _answer(dice: Dice, said: bool | None) -> str:
    if said is None:
        return ""
    return dice.pick(words.YES if said else words.NO)


def _panel_cells(dice: Dice, one: Member) -> Member:
    who = one.contact.person
    cells: tuple[Cell, ...] = (
        one.member_id, who.first, who.last, one.contact.organisation_cell,
        one.contact.email_cell, _answer(dice, one.has_migration_background),
        by_hand(dice, one.since), _mark(dice, one.spring), _mark(dice, one.autumn),
    )  # fmt: skip
    return replace(one, cells=cells)


def _with_faults(dice: Dice, members: list[Member]) -> list[Member]:
    """Add a doubled line, a line without a number, and a number given out twice."""
    double, nameless, twice = dice.some(members, 3)
    lines = list(members)
    lines.insert(lines.index(double) + 1, replace(double, fate=MERGED))
    other = dice.pick([one for one in members if one.contact.person != twice.contact.person])
    conflict = (twice.member_id, *other.cells[1:])
    lines.insert(lines.index(twice) + 1, replace(twice, fate=REJECTED, cells=conflict))
    empty = ("", *nameless.cells[1:])
    lines.append(replace(nameless, fate=REJECTED, cells=empty))
    return lines


def write_panel(path: Path, lines: Sequence[Member], *, year: int) -> Accounting:
    """Write the list of panel members as a workbook with a title and a note."""
    book = Workbook(path)
    sheet = book.sheet("Ledenlijst", widths=(10, 14, 16, 34, 38, 12, 14, 10, 10))
    sheet.title(f"4de Pijlerpanel – leden {year}", columns=len(PANEL_HEADINGS))
    sheet.blank()
    sheet.header(PANEL_HEADINGS)
    for line in lines:
        sheet.line(line.cells)
    sheet.blank()
    sheet.line((f"Nota: bijgewerkt na de najaarsvergadering van {year}.",))
    book.close()
    return account(
        [line.fate for line in lines], year=year, path=path, sheet="Ledenlijst", furniture=3
    )


def make_steering_groups(panels: dict[int, list[Member]]) -> dict[int, list[Member]]:
    """Return the steering group of each year: ten representatives drawn from the panel."""
    dice = Dice("steering group")
    groups: dict[int, list[Member]] = {}
    for year in YEARS:
        with_background = _STEERING_MIGRATION[year]
        before = groups.get(year - 1, [])
        kept = [one for one in panels[year] if one.fate == KEPT]
        yes = _seats(dice, before, kept, True, with_background)
        no = _seats(dice, before, kept, False, STEERING_SIZE - with_background)
        seated = sorted([*yes, *no], key=lambda one: one.organisation.registration_id)
        groups[year] = [_steering_cells(dice, one, at, year) for at, one in enumerate(seated, 1)]
    return groups


def _seats(
    dice: Dice, before: Sequence[Member], panel: Sequence[Member], said: bool, seats: int
) -> list[Member]:
    """Seat those who were there before and still sit on the panel, then new ones."""
    fit = [one for one in panel if one.has_migration_background is said and one.contact.linked]
    known = {one.organisation.registration_id for one in before}
    again = [one for one in fit if one.organisation.registration_id in known]
    new = dice.shuffle(one for one in fit if one.organisation.registration_id not in known)
    return [*again, *new][:seats]


def _steering_cells(dice: Dice, one: Member, number: int, year: int) -> Member:
    present = dice.whole(3, 6)
    since = date(min(year, 2018 + number // 3), 3, 1)
    cells = (
        f"S{number:02d}", one.contact.person.full_name, one.contact.organisation_cell,
        one.contact.email_cell, _answer(dice, one.has_migration_background),
        f"{since.day:02d}/{since.month:02d}/{since.year}", str(present),
    )  # fmt: skip
    return replace(one, member_id=f"S{number:02d}", since=since, cells=cells)


def write_steering_group(path: Path, lines: Sequence[Member], *, year: int) -> Accounting:
    """Write the steering group as a CSV with semicolons."""
    texts = [[str(cell) for cell in line.cells] for line in lines]
    write_csv(path, [STEERING_HEADINGS, *texts], delimiter=";")
    return account([line.fate for line in lines], year=year, path=path)
