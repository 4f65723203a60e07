"""The helpdesk log: a workbook kept by hand, a heading and a total for every month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from pijler_analysis.sample import words
from pijler_analysis.sample.contacts import AddressBook, Contact
from pijler_analysis.sample.dates import MONTHS, by_hand
from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.lines import KEPT, MERGED, REJECTED, Accounting, account
from pijler_analysis.sample.organisations import Organisation
from pijler_analysis.sample.questions import QUESTIONS, REFERRALS
from pijler_analysis.sample.workbook import Cell, Workbook
from pijler_analysis.sample.workdays import add_workdays, is_workday

HEADINGS = (
    "Nr", "Datum", "Kanaal", "Wie vraagt?", "Organisatie", "E-mail", "Onderwerp", "Vraag",
    "Beantwoord op", "Doorverwezen naar",
)  # fmt: skip


@dataclass(frozen=True)
class HelpdeskYear:
    """Volumes of a year; ``waits`` are working days to an answer, each as likely."""

    questions: int
    conversations: int
    diaspora_askers: int
    waits: tuple[int, ...]


_YEARS = {
    2019: HelpdeskYear(212, 61, 15, (0, 1, 2, 3, 4, 4, 5, 5, 6, 7, 8, 9, 14)),
    2020: HelpdeskYear(238, 24, 19, (0, 1, 2, 3, 4, 5, 5, 6, 6, 7, 8, 10, 18)),
    2021: HelpdeskYear(231, 30, 21, (0, 1, 1, 2, 3, 4, 4, 4, 5, 6, 8, 9, 15)),
    2022: HelpdeskYear(219, 47, 23, (0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 8, 12)),
    2023: HelpdeskYear(222, 52, 26, (0, 0, 1, 2, 2, 3, 3, 3, 4, 5, 6, 7, 11)),
    2024: HelpdeskYear(226, 55, 29, (0, 0, 1, 1, 2, 2, 3, 3, 3, 4, 5, 7, 10)),
}
_MONTH_WEIGHTS = (11, 10, 10, 8, 8, 6, 3, 4, 10, 11, 11, 8)
_TOPICS = {
    "kwaliteit": 12, "netwerk": 8, "financien": 26, "vrijwilligers": 12, "administratie": 18,
    "diaspora": 5, "buitenland": 6, "verankering": 3, "stem": 2, "zichtbaarheid": 5,
    "europa": 1, "other": 3,
}  # fmt: skip
OFFICIALS = (
    "GRIS {place}", "gemeente {place}", "OCMW {place}", "dienst Noord-Zuid {place}",
    "jeugddienst {place}", "bibliotheek {place}",
)  # fmt: skip
_TOWNS = ("Sint-Niklaas", "Geel", "Kortrijk", "Leuven", "Hasselt", "Aalst", "Mechelen", "Diest")
NEVER_LINKED = ("youth", "civil_society", "government")
"""Askers who do not speak for an organisation of the register."""
_NO_SUCH_DAY = ("31/02/{year}", "30/02/{year}")


@dataclass(frozen=True)
class Question:
    """A question to the helpdesk; ``answered_on`` is None while open or unreadable."""

    question_id: str
    asked_on: date
    channel: str | None
    asker: str | None
    topic: str
    contact: Contact
    answered_on: date | None
    referred_to: str
    fate: str = KEPT
    cells: tuple[Cell, ...] = ()


def make_questions(organisations: Sequence[Organisation], year: int) -> list[Question]:
    """Return the log of a year in file order, faults and doubles included."""
    dice = Dice(f"helpdesk {year}")
    book = AddressBook(dice, list(organisations))
    days = sorted(_draw_day(dice, year) for _ in range(_YEARS[year].questions))
    channels = _channels(dice, year)
    askers = _askers(dice, year)
    known = [one for one in organisations if one.is_registered(year) and book.can_link(one)]
    asked = [
        _question(dice, book, known, number, day, channel, asker, year)
        for number, (day, channel, asker) in enumerate(
            zip(days, channels, askers, strict=True), start=1
        )
    ]
    return _with_faults(dice, asked, year)


def _draw_day(dice: Dice, year: int) -> date:
    month = dice.weigh(enumerate(_MONTH_WEIGHTS, start=1))
    day = date(year, month, dice.whole(1, 28))
    while not is_workday(day) and not dice.chance(0.06):
        day = date(year, month, dice.whole(1, 28))
    return day


def _channels(dice: Dice, year: int) -> list[str | None]:
    volume = _YEARS[year]
    drawn: list[str | None] = ["conversation"] * volume.conversations + [None] * 3
    left = volume.questions - len(drawn)
    drawn += ["telephone"] * (left * 3 // 10)
    drawn += ["email"] * (volume.questions - len(drawn))
    return dice.shuffle(drawn)


def _askers(dice: Dice, year: int) -> list[str | None]:
    volume = _YEARS[year]
    drawn: list[str | None] = ["diaspora"] * volume.diaspora_askers + [None] * 4
    shares = {"youth": 9, "starting": 16, "civil_society": 8, "government": 7}
    for asker, share in shares.items():
        drawn += [asker] * (volume.questions * share // 100)
    drawn += ["fourth_pillar"] * (volume.questions - len(drawn))
    return dice.shuffle(drawn)


def _question(
    dice: Dice, book: AddressBook, known: Sequence[Organisation], number: int, day: date,
    channel: str | None, asker: str | None, year: int,
) -> Question:  # fmt: skip
    topic = dice.weigh(_TOPICS.items())
    question = Question(
        question_id=f"{year}-{number:03d}",
        asked_on=day,
        channel=channel,
        asker=asker,
        topic=topic,
        contact=_contact(dice, book, known, asker, year),
        answered_on=_answered(dice, day, channel, year),
        referred_to=dice.pick(REFERRALS) if dice.chance(0.22) else "",
    )
    return replace(question, cells=_cells(dice, question))


def _answered(dice: Dice, day: date, channel: str | None, year: int) -> date | None:
    if channel == "conversation" and dice.chance(0.5):
        return day
    if dice.chance(0.035 if day.month < 11 else 0.12):
        return None
    return add_workdays(day, dice.pick(_YEARS[year].waits))


def _contact(
    dice: Dice, book: AddressBook, known: Sequence[Organisation], asker: str | None, year: int
) -> Contact:
    if asker == "youth":
        return book.private()
    if asker in NEVER_LINKED:
        return book.official(dice.pick(OFFICIALS).format(place=dice.pick(_TOWNS)))
    if asker == "starting":
        recent = [one for one in known if one.registered_on.year == year and not one.is_diaspora]
        return book.linked(dice.pick(recent)) if dice.chance(0.25) else book.outsider()
    if asker is None and dice.chance(0.5):
        return book.private()
    wants_diaspora = asker == "diaspora"
    if wants_diaspora and dice.chance(0.3):
        return book.outsider()
    fit = [
        one for one in known
        if one.is_active(year) and one.is_diaspora == wants_diaspora
    ]  # fmt: skip
    one = dice.pick(fit)
    return book.linked(one) if dice.chance(0.95) else book.unlinked(one)


def _cells(dice: Dice, asked: Question) -> tuple[Cell, ...]:
    answered = by_hand(dice, asked.answered_on) if asked.answered_on else ""
    text = dice.pick(QUESTIONS[asked.topic])
    if asked.contact.email_cell and dice.chance(0.04):
        text = f"{text} Antwoorden naar {asked.contact.email_cell.strip().lower()}."
    return (
        asked.question_id,
        by_hand(dice, asked.asked_on),
        dice.pick(words.CHANNELS[asked.channel]) if asked.channel else "",
        dice.pick(words.ASKERS[asked.asker]) if asked.asker else "",
        asked.contact.organisation_cell,
        asked.contact.email_cell,
        dice.pick(words.TOPICS[asked.topic]),
        text,
        answered,
        asked.referred_to,
    )


def _with_faults(dice: Dice, asked: list[Question], year: int) -> list[Question]:
    """Add what goes wrong in a log: impossible dates, an answer before its question, doubles."""
    lines = list(asked)
    chosen = dice.some([at for at, one in enumerate(lines) if one.answered_on], 4)
    lines[chosen[0]] = _answered_early(lines[chosen[0]])
    lines[chosen[1]] = _answered_unreadably(lines[chosen[1]])
    double, twice = lines[chosen[2]], lines[chosen[3]]
    lines.insert(lines.index(double) + 1, replace(double, fate=MERGED))
    other = ("other", "varia", "Algemene vraag over de werking van het steunpunt.")
    conflict = (*twice.cells[:6], *other[1:], *twice.cells[8:])
    lines.insert(lines.index(twice) + 1, replace(twice, fate=REJECTED, cells=conflict))
    for number, spelled in enumerate(_NO_SUCH_DAY, start=len(asked) + 1):
        lines.append(_undated(dice, asked, number, spelled.format(year=year), year))
    return sorted(lines, key=lambda one: one.asked_on.month)


def _answered_early(asked: Question) -> Question:
    wrong = asked.asked_on - timedelta(days=9)
    cells = (*asked.cells[:8], wrong, asked.cells[9])
    return replace(asked, answered_on=None, cells=cells)


def _answered_unreadably(asked: Question) -> Question:
    cells = (*asked.cells[:8], "volgende week", asked.cells[9])
    return replace(asked, answered_on=None, cells=cells)


def _undated(
    dice: Dice, asked: Sequence[Question], number: int, spelled: str, year: int
) -> Question:
    """Copy a question under another number and with a day that does not exist."""
    model = dice.pick(asked)
    question_id = f"{year}-{number:03d}"
    return replace(
        model, question_id=question_id, fate=REJECTED, asked_on=date(year, 2, 28),
        cells=(question_id, spelled, *model.cells[2:]),
    )  # fmt: skip


def write_helpdesk(path: Path, lines: Sequence[Question], *, year: int) -> Accounting:
    """Write the log: a title, then for each month a heading, its questions and their number."""
    book = Workbook(path)
    sheet = book.sheet("Logboek", widths=(12, 16, 14, 20, 34, 40, 20, 60, 16, 24))
    sheet.title(f"Helpdesk 4de Pijlersteunpunt – logboek {year}", columns=len(HEADINGS))
    sheet.blank()
    sheet.header(HEADINGS)
    furniture = 2
    for month, name in enumerate(MONTHS, start=1):
        listed = [line for line in lines if line.asked_on.month == month]
        sheet.line((name.upper(),))
        for line in listed:
            sheet.line(line.cells)
        sheet.line((f"Totaal {name}", len(listed)))
        furniture += 2
    sheet.line((f"Totaal {year}", len(lines)))
    sheet.blank()
    sheet.line(("Opmerking: vragen tijdens de Dag van de 4de Pijler staan niet in dit logboek.",))
    book.close()
    return account(
        [line.fate for line in lines], year=year, path=path, sheet="Logboek",
        furniture=furniture + 2,
    )  # fmt: skip
