"""The exports of the mailing tool and of the web statistics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.lines import KEPT, MERGED, Accounting, account, write_csv

MAILING_HEADINGS = (
    "Title", "Subject", "List", "Send Date", "Send Weekday", "Total Recipients",
    "Successful Deliveries", "Soft Bounces", "Hard Bounces", "Total Bounces", "Times Forwarded",
    "Forwarded Opens", "Unique Opens", "Open Rate", "Total Opens", "Unique Clicks", "Click Rate",
    "Total Clicks", "Unsubscribes", "Abuse Complaints", "Times Liked on Facebook", "Folder Id",
    "Unique Id",
)  # fmt: skip
APART = "Proxy Excluded Unique Opens"
"""Heading of the openings by people only, which the tool has since 2022."""
APART_SINCE = 2022

_RECEIVERS = {2019: 1420, 2020: 1530, 2021: 1655, 2022: 1790, 2023: 1930, 2024: 2080}
_OPENED_BY_PEOPLE = {2019: 0.41, 2020: 0.43, 2021: 0.42, 2022: 0.42, 2023: 0.43, 2024: 0.44}
_OPENED_BY_ITSELF = {2019: 0.0, 2020: 0.0, 2021: 0.06, 2022: 0.15, 2023: 0.17, 2024: 0.18}
_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "augustus", "september",
           "oktober", "november", "december")  # fmt: skip
_NUMBERS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12)
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

PAGE_HEADINGS = ("Page URL", "Pageviews", "Unique Pageviews", "Bounce Rate", "Exit rate")
_SITE = "https://4depijler.example"
_VIEWS = {2019: 61_000, 2020: 66_000, 2021: 69_000, 2022: 74_000, 2023: 81_000, 2024: 88_000}
_PAGES = (
    ("/", 16), ("/agenda", 9), ("/registreren", 5), ("/nieuws", 7), ("/fonds", 8),
    ("/helpdesk", 4), ("/over-ons", 3), ("/nieuws/handboek-vernieuwd", 1),
    ("/handboek", 6), ("/handboek/een-project-opzetten", 5),
    ("/handboek/een-project-opzetten/noden-bepalen", 3), ("/handboek/partnerschap", 3),
    ("/handboek/fondsenwerving", 6), ("/handboek/fondsenwerving/subsidies", 5),
    ("/handboek/vzw-en-administratie", 4), ("/handboek/vzw-en-administratie/fiscale-attesten", 5),
    ("/handboek/vrijwilligers", 3), ("/handboek/communicatie", 2), ("/handboek/diaspora", 2),
    ("/handboek/naar-het-buitenland", 3),
)  # fmt: skip
"""Pages of the website, each with its weight."""


@dataclass(frozen=True)
class Mailing:
    """A newsletter; ``opened_by_people`` is not in the export of the years before 2022."""

    sent_on: date
    delivered: int
    opened: int
    opened_by_people: int
    clicked: int
    fate: str = KEPT
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """The views of one page in a year."""

    address: str
    views: int
    cells: tuple[str, ...]


def make_mailings(year: int) -> list[Mailing]:
    """Return the newsletters of a year, the last one first as the tool lists them; one twice."""
    dice = Dice(f"mailings {year}")
    sent = [_mailing(dice, year, at) for at in range(len(_MONTHS))][::-1]
    at = dice.whole(1, len(sent) - 1)
    return [*sent[:at], replace(sent[at], fate=MERGED), *sent[at:]]


def _mailing(dice: Dice, year: int, at: int) -> Mailing:
    day = date(year, _NUMBERS[at], dice.whole(3, 9))
    grown = _RECEIVERS[year] + at * 9 + dice.whole(-6, 6)
    soft, hard = dice.whole(4, 22), dice.whole(0, 6)
    delivered = grown - soft - hard
    people = round(delivered * (_OPENED_BY_PEOPLE[year] + dice.whole(-30, 30) / 1000))
    itself = round(delivered * (_OPENED_BY_ITSELF[year] + dice.whole(-10, 10) / 1000))
    opened = people + (itself if _OPENED_BY_ITSELF[year] else 0)
    clicked = round(people * (0.2 + dice.whole(-40, 40) / 1000))
    number = f"{dice.whole(16**5, 16**6 - 1):x}{dice.whole(16**3, 16**4 - 1):x}"
    cells = [
        f"Nieuwsbrief {_MONTHS[at]} {year}", f"Nieuws van het 4de Pijlersteunpunt: {_MONTHS[at]}",
        "Nieuwsbrief 4de Pijler", f"{_ENGLISH[day.month - 1]} {day.day:02d}, {year} 10:00 am",
        _WEEKDAYS[day.weekday()], str(grown), str(delivered), str(soft), str(hard),
        str(soft + hard), "0", "0", str(opened), f"{100 * opened / delivered:.2f}%",
        str(round(opened * 1.7)), str(clicked), f"{100 * clicked / delivered:.2f}%",
        str(round(clicked * 1.4)), str(dice.whole(0, 7)), "0", "0", "0", number,
    ]  # fmt: skip
    if year >= APART_SINCE:
        cells.append(str(people))
    return Mailing(day, delivered, opened, people, clicked, cells=tuple(cells))


def make_pages(year: int) -> list[Page]:
    """Return the pages of the website by their views, as the tool lists them."""
    dice = Dice(f"pages {year}")
    total = sum(weight for _, weight in _PAGES)
    pages = [_page(dice, path, round(_VIEWS[year] * weight / total)) for path, weight in _PAGES]
    return sorted(pages, key=lambda page: -page.views)


def _page(dice: Dice, path: str, about: int) -> Page:
    views = about + dice.whole(-about // 12, about // 12)
    cells = (
        f"{_SITE}{path}", str(views), str(round(views * 0.78)), f"{dice.whole(31, 74)}%",
        f"{dice.whole(18, 66)}%",
    )  # fmt: skip
    return Page(path, views, cells)


def write_mailings(path: Path, mailings: Sequence[Mailing], *, year: int) -> Accounting:
    """Write the export of the mailing tool."""
    headings = [*MAILING_HEADINGS, APART] if year >= APART_SINCE else [*MAILING_HEADINGS]
    write_csv(path, [headings, *(one.cells for one in mailings)], ending="\n")
    return account([one.fate for one in mailings], year=year, path=path)


def write_pages(path: Path, pages: Sequence[Page], *, year: int) -> Accounting:
    """Write the export of the web statistics."""
    write_csv(path, [PAGE_HEADINGS, *(one.cells for one in pages)], encoding="utf-8-sig",
              ending="\n")  # fmt: skip
    return account([KEPT] * len(pages), year=year, path=path)
