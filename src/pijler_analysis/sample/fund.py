"""The fund: applications of panel organisations, jury scores, amounts as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pijler_analysis.sample import words
from pijler_analysis.sample.contacts import AddressBook, Contact
from pijler_analysis.sample.countries import Country
from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.governance import Member
from pijler_analysis.sample.lines import KEPT, MERGED, REJECTED, Accounting, account
from pijler_analysis.sample.organisations import Organisation
from pijler_analysis.sample.workbook import Cell, Workbook

GROUPS = (("Aanvraag", 6), ("Jury", 3), ("Campagne", 1), ("Beslissing", 2))
HEADINGS = (
    "Dossier", "Organisatie", "E-mail", "Land", "Thema", "Gevraagd bedrag",
    "Kwaliteit", "Impact", "Haalbaarheid",
    "Bijdrage getoond",
    "Uitslag", "Toegekend bedrag",
)  # fmt: skip


@dataclass(frozen=True)
class FundYear:
    """How many applied and were granted, and about how much money there was, in euro."""

    applications: int
    granted: int
    budget: int


FUND_YEARS = {
    2019: FundYear(97, 84, 78_000),
    2020: FundYear(92, 81, 80_000),
    2021: FundYear(104, 89, 86_000),
    2022: FundYear(111, 95, 90_000),
    2023: FundYear(119, 99, 95_000),
    2024: FundYear(125, 104, 100_000),
}


@dataclass(frozen=True)
class Application:
    """An application; amounts in cents, ``granted`` 0 when refused, ``country`` None if unread."""

    application_id: str
    contact: Contact
    country: Country | None
    theme: str
    requested: int
    granted: int
    is_granted: bool
    showed_campaign: bool | None = None
    fate: str = KEPT
    cells: tuple[Cell, ...] = ()


def make_applications(
    organisations: Sequence[Organisation], panel: Sequence[Member], year: int
) -> list[Application]:
    """Return the applications of a year: each panel organisation at most once."""
    dice = Dice(f"fund {year}")
    book = AddressBook(dice, list(organisations))
    volume = FUND_YEARS[year]
    seated = [one.organisation for one in panel if one.fate == KEPT]
    applicants = dice.some(seated, volume.applications)
    outcomes = _outcomes(dice, volume)
    amounts = _grants(dice, volume)
    made = []
    for number, (one, is_granted) in enumerate(zip(applicants, outcomes, strict=True), start=1):
        granted = amounts.pop() if is_granted else 0
        made.append(_application(dice, book, one, f"F{year % 100}-{number:03d}", granted))
    return _with_faults(dice, made, year)


def _outcomes(dice: Dice, volume: FundYear) -> list[bool]:
    refused = volume.applications - volume.granted
    return dice.shuffle([True] * volume.granted + [False] * refused)


def _grants(dice: Dice, volume: FundYear) -> list[int]:
    """Share about the budget out in steps of 25 euro, in cents; a few end in odd cents."""
    weights = [
        dice.weigh(((dice.whole(35, 70), 4), (dice.whole(70, 120), 6), (dice.whole(120, 260), 3)))
        for _ in range(volume.granted)
    ]
    grants = [
        max(250, volume.budget * weight // sum(weights) // 25 * 25) * 100 for weight in weights
    ]
    return [grant + dice.pick((50, 75, 1250)) if dice.chance(0.06) else grant for grant in grants]


def _application(
    dice: Dice, book: AddressBook, one: Organisation, number: str, granted: int
) -> Application:
    linkable = book.can_link(one) and dice.chance(0.93)
    steps = dice.pick((0, 0, 1, 2, 4, 8))
    asked = granted + steps * 5_000 if granted else dice.whole(12, 60) * 5_000
    is_read = not dice.chance(0.012)
    made = Application(
        application_id=number,
        contact=book.linked(one) if linkable else book.unlinked(one),
        country=one.countries[0] if is_read else None,
        theme=one.themes[0],
        requested=asked,
        granted=granted,
        is_granted=granted > 0,
        showed_campaign=_shows_campaign(number, is_granted=granted > 0),
    )
    return replace(made, cells=_cells(dice, made))


def _campaign_cell(made: Application) -> str:
    """Write whether it was shown what the applicant did for the autumn campaign."""
    dice = Dice(f"campaign cell {made.application_id}")
    return (
        ""
        if made.showed_campaign is None
        else dice.pick(words.YES if made.showed_campaign else words.NO)
    )


def _shows_campaign(application_id: str, *, is_granted: bool) -> bool | None:
    dice = Dice(f"campaign {application_id}")
    if dice.chance(0.05):
        return None
    return dice.chance(0.93 if is_granted else 0.7)


def _cells(dice: Dice, made: Application) -> tuple[Cell, ...]:
    country = dice.pick(made.country.spellings) if made.country else "meerdere landen"
    better = 1 if made.is_granted else 0
    scores = [_score(dice, dice.bell(9 + 4 * better, 15 + 4 * better) / 2) for _ in range(3)]
    word = dice.pick(words.DECISIONS["granted" if made.is_granted else "refused"])
    granted = amount(dice, made.granted) if made.is_granted else dice.pick(("", "-"))
    return (
        made.application_id, made.contact.organisation_cell, made.contact.email_cell, country,
        dice.pick(words.PROJECT_THEMES[made.theme]), amount(dice, made.requested), *scores,
        _campaign_cell(made), word,
        granted,
    )  # fmt: skip


def _score(dice: Dice, score: float) -> Cell:
    if dice.chance(0.02):
        return ""
    ways: list[tuple[Cell, float]] = [(score, 5), (f"{score:.1f}".replace(".", ","), 1)]
    return dice.weigh(ways)


def amount(dice: Dice, cents: int) -> Cell:
    """Write an amount of money in one of the ways of the log."""
    euros, rest = divmod(cents, 100)
    dotted = f"{euros // 1000}.{euros % 1000:03d}" if euros >= 1000 else str(euros)
    exact = f"€ {dotted},{rest:02d}"
    ways: list[tuple[Cell, float]] = [(euros, 5), (exact, 4), (f"{euros},-", 2), (f"€ {dotted}", 1)]
    if rest:
        ways = [(exact, 2), (cents / 100, 1), (f"{euros},{rest:02d}", 1)]
    elif euros >= 1000:
        ways.append((dotted, 2))
    return dice.weigh(ways)


def _with_faults(dice: Dice, made: list[Application], year: int) -> list[Application]:
    """Add a doubled line and an application on which nobody decided."""
    lines = list(made)
    double = dice.pick(made)
    lines.insert(lines.index(double) + 1, replace(double, fate=MERGED))
    model = dice.pick(made)
    number = f"F{year % 100}-{len(made) + 1:03d}"
    cells = (number, *model.cells[1:6], "", "", "", "", "in beraad", "")
    return [*lines, replace(model, application_id=number, fate=REJECTED, cells=cells)]


def write_fund(path: Path, lines: Sequence[Application], *, year: int) -> Accounting:
    """Write the applications under a heading of two lines, the totals below."""
    book = Workbook(path)
    sheet = book.sheet("Aanvragen", widths=(10, 34, 38, 24, 16, 16, 10, 10, 12, 18, 18, 16))
    sheet.title(f"11.11.11-Fonds – aanvragen {year}", columns=len(HEADINGS))
    sheet.groups(GROUPS)
    sheet.header(HEADINGS)
    for line in lines:
        sheet.line(line.cells)
    asked = sum(line.requested for line in lines if line.fate == KEPT) / 100
    granted = sum(line.granted for line in lines if line.fate == KEPT) / 100
    sheet.line(("Totaal", "", "", "", "", asked, "", "", "", "", "", granted))
    book.close()
    return account(
        [line.fate for line in lines], year=year, path=path, sheet="Aanvragen", furniture=4
    )
