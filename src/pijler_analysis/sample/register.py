"""The website register: a snapshot of every registration at the end of each year.

A registration keeps its spelling from year to year, as a database does; only what really changed
changes. Each year brings its own half-finished registrations and doubled lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pijler_analysis.sample import words
from pijler_analysis.sample.dates import belgian
from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.lines import KEPT, MERGED, REJECTED, Accounting, account, write_csv
from pijler_analysis.sample.organisations import Organisation
from pijler_analysis.sample.people import draw_person, draw_phone
from pijler_analysis.sample.spelling import can_garble, garble

HEADINGS = (
    "Registratienummer", "Naam organisatie", "Rechtsvorm", "Ondernemingsnummer", "Postcode",
    "Gemeente", "Partnerlanden", "Thema's", "Oprichtingsjaar", "Aantal vrijwilligers",
    "Diaspora-organisatie", "Contactpersoon", "E-mail", "Telefoon", "Geregistreerd sinds",
    "Status", "Stopgezet op", "Laatst bevestigd", "Nieuwsbrief",
)  # fmt: skip
_NAME, _VOLUNTEERS, _STATUS = 1, 9, 15
_HALF_FINISHED = 3
_DOUBLED = 4


@dataclass(frozen=True)
class Registration:
    """A line of the register; ``organisation`` is None on a half-finished one."""

    organisation: Organisation | None
    cells: tuple[str, ...]
    fate: str


def make_register(organisations: Sequence[Organisation], year: int) -> list[Registration]:
    """Return the lines of the register at the end of a year, in file order."""
    dice = Dice(f"register {year}")
    listed = [
        Registration(one, _cells(one, year), KEPT)
        for one in organisations
        if one.is_registered(year)
    ]
    listed = _with_conflict(dice, _with_doubles(dice, listed))
    return listed + [_half_finished(dice, year, number) for number in range(_HALF_FINISHED)]


def write_register(path: Path, lines: Sequence[Registration], *, year: int) -> Accounting:
    """Write the register of a year as the website exports it."""
    write_csv(path, [HEADINGS, *(line.cells for line in lines)], delimiter=";", encoding="cp1252")
    return account([line.fate for line in lines], year=year, path=path)


def _cells(one: Organisation, year: int) -> tuple[str, ...]:
    """Spell a registration; the dice are its own, so that every year shows the same spelling."""
    dice = Dice(f"registration {one.registration_id}")
    place = one.place_in(year)
    name = one.name_in(year)
    is_active = one.is_active(year)
    fixed = (
        garble(name) if can_garble(name) and dice.chance(0.3) else name,
        _legal_form(dice, one),
        _enterprise_number(dice, one),
        _postcode(dice, one, place.postcode),
        place.name if one.has_readable_postcode else "",
        _countries(dice, one),
        _themes(dice, one),
        "" if dice.chance(0.04) else str(one.founded),
    )
    said = one.diaspora_in(year)
    diaspora = "" if said is None else dice.pick(words.YES if said else words.NO)
    contact = (
        one.people[0].full_name,
        one.people[0].address_at(one.own_domain) if one.own_domain
        else one.people[0].private_address,
        "" if dice.chance(0.12) else draw_phone(dice, place.postcode),
    )  # fmt: skip
    start = belgian(one.registered_on) if one.has_readable_start else dice.pick(("", "31/02/2016"))
    status = dice.pick(words.ACTIVE if is_active else words.ENDED)
    ended = "" if is_active or one.ended_on is None else belgian(one.ended_on)
    newsletter = dice.weigh((("ja", 70), ("nee", 28), ("", 2)))
    return (
        one.registration_id, *fixed, _volunteers(dice, one, year), diaspora, *contact, start,
        status, ended, _confirmed(one, year), newsletter,
    )  # fmt: skip


def _legal_form(dice: Dice, one: Organisation) -> str:
    return dice.pick(words.LEGAL_FORMS[one.legal_form]) if one.legal_form else ""


def _enterprise_number(dice: Dice, one: Organisation) -> str:
    """Write a number that passes the check digits, from a series that is not given out."""
    stem = 19_990_000 + int(one.registration_id[1:])
    digits = f"{stem}{97 - stem % 97:02d}"
    if one.legal_form not in ("vzw", "foundation") or dice.chance(0.2):
        return ""
    dotted = f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"
    return dice.weigh(((dotted, 6), (digits, 2), (f"BE {dotted}", 1)))


def _postcode(dice: Dice, one: Organisation, postcode: str) -> str:
    if not one.has_readable_postcode:
        return dice.pick(("", "", "?", "onbekend"))
    return dice.weigh(((postcode, 30), (f"B-{postcode}", 2), (f"{postcode} ", 2)))


def _countries(dice: Dice, one: Organisation) -> str:
    spelled = [
        country.spellings[0] if dice.chance(0.7) else dice.pick(country.spellings)
        for country in one.countries
    ]
    joined = dice.weigh(((";", 4), (", ", 5), ("/", 1), (" / ", 1), ("; ", 2)))
    if len(spelled) == 2 and dice.chance(0.3):
        joined = " en "
    return joined.join(spelled)


def _themes(dice: Dice, one: Organisation) -> str:
    return ", ".join(dice.pick(words.PROJECT_THEMES[theme]) for theme in one.themes)


def _volunteers(dice: Dice, one: Organisation, year: int) -> str:
    if dice.chance(0.05):
        return ""
    grown = one.volunteers + (year - 2019) // 2 * dice.pick((-1, 0, 0, 1))
    return str(max(2, grown))


def _confirmed(one: Organisation, year: int) -> str:
    dice = Dice(f"confirmed {one.registration_id} {year}")
    last = min(one.ended_on or date(year, 12, 15), date(year, 12, 15))
    first = max(one.registered_on, date(last.year - 1, 1, 1))
    return "" if dice.chance(0.06) else belgian(dice.day(min(first, last), last))


def _with_doubles(dice: Dice, lines: list[Registration]) -> list[Registration]:
    """Repeat a few lines, cell for cell."""
    doubled = list(lines)
    for line in dice.some(lines, _DOUBLED):
        copy = Registration(line.organisation, line.cells, MERGED)
        doubled.insert(doubled.index(line) + dice.pick((1, 1, 9)), copy)
    return doubled


def _with_conflict(dice: Dice, lines: list[Registration]) -> list[Registration]:
    """Let one number return with other content; the second line cannot be trusted."""
    at = dice.whole(50, len(lines) - 50)
    while lines[at].fate != KEPT:
        at += 1
    cells = list(lines[at].cells)
    cells[_VOLUNTEERS] = str(int(cells[_VOLUNTEERS] or 5) + 11)
    return [*lines[: at + 2], Registration(None, tuple(cells), REJECTED), *lines[at + 2 :]]


def _half_finished(dice: Dice, year: int, number: int) -> Registration:
    """Write a registration without a name, or one that was never approved."""
    who = draw_person(dice)
    cells = [""] * len(HEADINGS)
    cells[0] = f"R9{year % 100}{number + 1}"
    cells[_VOLUNTEERS] = str(dice.whole(3, 20))
    cells[11], cells[12] = who.full_name, who.private_address
    cells[14] = belgian(dice.day(date(year, 9, 1), date(year, 12, 20)))
    cells[_STATUS] = "actief" if number == 0 else "in behandeling"
    cells[_NAME] = "" if number == 0 else f"Nieuwe werking {who.last}"
    return Registration(None, tuple(cells), REJECTED)
