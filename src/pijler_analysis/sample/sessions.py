"""The sessions of each year: trainings, meetings and the yearly day, with place and partner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pijler_analysis.sample import words
from pijler_analysis.sample.dates import by_hand
from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.lines import KEPT, REJECTED
from pijler_analysis.sample.places import PLACES, Place
from pijler_analysis.sample.workbook import Cell
from pijler_analysis.sample.workdays import is_workday

HEADINGS = (
    "Code", "Datum", "Titel", "Soort", "Thema", "Plaats", "Postcode", "Online?", "Partner",
    "Plaatsen", "Evaluaties", "Tevreden", "Kosten",
)  # fmt: skip
COST_SINCE = 2022
"""The year in which the team began to note what a session costs."""
DAY_CODE = "DAG"


@dataclass(frozen=True)
class SessionYear:
    """How many sessions a year had, how many of them online, and how many came."""

    trainings: int
    online: int
    present: int
    meetings: int
    meetings_present: int
    day_present: int
    is_day_online: bool = False


SESSION_YEARS = {
    2019: SessionYear(25, 1, 741, 5, 168, 372),
    2020: SessionYear(22, 15, 596, 3, 74, 291, is_day_online=True),
    2021: SessionYear(26, 19, 702, 3, 81, 318, is_day_online=True),
    2022: SessionYear(27, 8, 806, 4, 127, 347),
    2023: SessionYear(29, 8, 934, 4, 139, 391),
    2024: SessionYear(30, 8, 1012, 5, 171, 398),
}

_TRAININGS = {
    "project_work": (
        "Een project dat blijft werken", "Van droom naar projectplan", "Goede praktijken delen",
    ),
    "intercultural": ("Samenwerken over culturen heen", "Gelijkwaardig partnerschap"),
    "basics": (
        "Starten met een project", "Basisreeks diaspora 1", "Basisreeks diaspora 2",
        "Wegwijs in internationale solidariteit",
    ),
    "social_media": ("Sociale media voor kleine organisaties", "Korte filmpjes maken"),
    "volunteering": ("Vrijwilligers vinden en houden", "Een nieuw bestuur klaarstomen"),
    "communication": ("Een verhaal dat raakt", "Schrijven voor de lokale pers"),
    "fundraising": (
        "Fondsen werven met een klein team", "Een sterke aanvraag schrijven",
        "Lokaal fondsen werven bij de partner",
    ),
    "administration": (
        "De vzw-wetgeving in klare taal", "Fiscale attesten stap voor stap",
        "Boekhouden voor kleine verenigingen",
    ),
    "ethical_code": ("Werken aan een ethische code",),
    "gender": ("Gender in je project",),
}  # fmt: skip
_MEETINGS = (
    "Ontmoeting Midden-Afrika",
    "Netwerkavond West-Afrika",
    "Ontmoeting rond water",
    "Intervisie voor besturen",
    "Regionale netwerkavond",
    "Ontmoeting met diasporaorganisaties",
)
_PARTNERS = {
    "Antwerpen": "provincie Antwerpen", "Limburg": "provincie Limburg",
    "Oost-Vlaanderen": "provincie Oost-Vlaanderen", "Vlaams-Brabant": "provincie Vlaams-Brabant",
    "West-Vlaanderen": "provincie West-Vlaanderen",
}  # fmt: skip


@dataclass(frozen=True)
class Session:
    """A session; ``place`` is None online, ``size`` is how many were present."""

    session_id: str
    held_on: date
    title: str
    kind: str
    theme: str
    place: Place | None
    is_online: bool
    size: int
    has_readable_postcode: bool = True
    evaluations: int | None = None
    satisfied: int | None = None
    cost: int | None = None
    fate: str = KEPT
    cells: tuple[Cell, ...] = ()

    @property
    def group(self) -> str:
        """Province of the session, ``online`` or ``unknown``."""
        if self.is_online:
            return "online"
        if self.place is None or not self.has_readable_postcode:
            return "unknown"
        return self.place.province


def make_sessions(year: int) -> list[Session]:
    """Return the sessions of a year by day, the cancelled one without a date last."""
    dice = Dice(f"sessions {year}")
    volume = SESSION_YEARS[year]
    trainings = _number("V", _trainings(dice, year, volume))
    meetings = _number("O", _meetings(dice, year, volume))
    held = sorted([*trainings, *meetings], key=lambda one: (one.held_on, one.session_id))
    held.append(_yearly_day(year, volume))
    held = [_looked_back(one) for one in held]
    listed = [replace(one, cells=_cells(dice, one)) for one in held]
    return [*listed, _cancelled(dice, len(trainings) + 1, year)]


def _number(letter: str, sessions: list[Session]) -> list[Session]:
    ordered = sorted(sessions, key=lambda one: one.held_on)
    return [replace(one, session_id=f"{letter}{at:02d}") for at, one in enumerate(ordered, start=1)]


def _trainings(dice: Dice, year: int, volume: SessionYear) -> list[Session]:
    offered = [(theme, title) for theme, titles in _TRAININGS.items() for title in titles]
    topics = dice.shuffle(offered)
    topics += dice.some(offered, max(0, volume.trainings - len(topics)))
    sizes = _sizes(dice, volume.trainings, volume.present)
    online = dice.shuffle([True] * volume.online + [False] * (volume.trainings - volume.online))
    unreadable = dice.pick([at for at, is_online in enumerate(online) if not is_online])
    return [
        Session(
            session_id="", held_on=_evening(dice, year), title=title, kind="training",
            theme=theme, place=None if is_online else _venue(dice), is_online=is_online,
            size=size, has_readable_postcode=at != unreadable,
        )
        for at, ((theme, title), size, is_online) in enumerate(
            zip(topics[: volume.trainings], sizes, online, strict=True)
        )
    ]  # fmt: skip


def _meetings(dice: Dice, year: int, volume: SessionYear) -> list[Session]:
    sizes = _sizes(dice, volume.meetings, volume.meetings_present)
    titles = dice.some(_MEETINGS, volume.meetings)
    online = 2 if volume.is_day_online else 0
    return [
        Session(
            session_id="", held_on=_evening(dice, year), title=title, kind="meeting",
            theme="network", place=None if at < online else _venue(dice), is_online=at < online,
            size=size,
        )
        for at, (title, size) in enumerate(zip(titles, sizes, strict=True))
    ]  # fmt: skip


def _yearly_day(year: int, volume: SessionYear) -> Session:
    saturday = next(
        date(year, 11, day) for day in range(15, 23) if date(year, 11, day).weekday() == 5
    )
    return Session(
        session_id=DAY_CODE, held_on=saturday, title=f"Dag van de 4de Pijler {year}",
        kind="yearly_day", theme="network",
        place=None if volume.is_day_online else PLACES["Brussel"][0],
        is_online=volume.is_day_online, size=volume.day_present,
    )  # fmt: skip


def _sizes(dice: Dice, sessions: int, total: int) -> list[int]:
    """Share a total out over sessions of unequal size."""
    weights = [dice.bell(4, 18) for _ in range(sessions)]
    sizes = [max(6, total * weight // sum(weights)) for weight in weights]
    for at in range(total - sum(sizes)):
        sizes[at % sessions] += 1
    while sum(sizes) > total:
        sizes[sizes.index(max(sizes))] -= 1
    return sizes


def _evening(dice: Dice, year: int) -> date:
    while True:
        month = dice.weigh(
            ((1, 2), (2, 4), (3, 5), (4, 3), (5, 4), (6, 3), (9, 4), (10, 5), (11, 4))
        )
        day = date(year, month, dice.whole(1, 28))
        if is_workday(day):
            return day


def _venue(dice: Dice) -> Place:
    province = dice.weigh(
        (("Antwerpen", 6), ("Oost-Vlaanderen", 6), ("West-Vlaanderen", 4), ("Vlaams-Brabant", 4),
         ("Limburg", 3), ("Brussel", 3))
    )  # fmt: skip
    return dice.pick(PLACES[province][:6])


def _cells(dice: Dice, one: Session) -> tuple[Cell, ...]:
    postcode = "" if one.place is None else one.place.postcode
    if one.place is not None and one.has_readable_postcode and dice.chance(0.3):
        postcode_cell: Cell = int(postcode)
    else:
        postcode_cell = postcode if one.has_readable_postcode else dice.pick(("", "?"))
    return (
        one.session_id,
        by_hand(dice, one.held_on),
        one.title,
        dice.pick(words.SESSION_KINDS[one.kind]),
        dice.pick(words.SESSION_THEMES[one.theme]),
        "online" if one.place is None else one.place.name,
        postcode_cell,
        dice.pick(words.YES if one.is_online else words.NO),
        _partner(dice, one),
        400 if one.kind == "yearly_day" else 5 * (one.size // 5 + dice.whole(1, 4)),
        *(_blank(number) for number in (one.evaluations, one.satisfied, one.cost)),
    )


def _blank(number: int | None) -> Cell:
    return "" if number is None else number


def _looked_back(one: Session) -> Session:
    """Add what the forms at the end said and what it cost; not every session has both."""
    dice = Dice(f"evaluations {one.held_on:%Y} {one.session_id}")
    forms = round(one.size * dice.whole(40, 85) / 100) if dice.chance(0.85) else None
    satisfied = None if forms is None else round(forms * dice.whole(76, 97) / 100)
    room = dice.whole(0, 120) if one.is_online else dice.whole(120, 460)
    cost = room + 5 * dice.whole(30, 90)
    is_noted = one.held_on.year >= COST_SINCE and dice.chance(0.9)
    return replace(one, evaluations=forms, satisfied=satisfied, cost=cost if is_noted else None)


def _partner(dice: Dice, one: Session) -> str:
    if one.place is None or dice.chance(0.35):
        return ""
    town = f"lokaal bestuur {one.place.name}"
    return dice.pick((_PARTNERS.get(one.place.province, town), town))


def _cancelled(dice: Dice, number: int, year: int) -> Session:
    """Write a training that was announced and never got a date."""
    title = dice.pick(_TRAININGS["volunteering"])
    cells = (
        f"V{number:02d}",
        "n.t.b.",
        title,
        "vorming",
        "vrijwilligerswerk",
        "",
        "",
        "nee",
        "",
        20,
        "",
        "",
        "",
    )
    return Session(
        session_id=f"V{number:02d}", held_on=date(year, 12, 31), title=title, kind="training",
        theme="volunteering", place=None, is_online=False, size=0, fate=REJECTED, cells=cells,
    )  # fmt: skip
