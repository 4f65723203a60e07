"""The organisations of the sample: who they are, when they came and went, where they work.

The numbers per year make 803 invited in October 2019, 985 in October 2024 and 903 active at the
end of 2024, after the clean-up of registrations that nobody had confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pijler_analysis.sample import names
from pijler_analysis.sample.countries import COUNTRIES, Country
from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.people import Person, draw_person
from pijler_analysis.sample.places import Place, draw_place
from pijler_analysis.sample.spelling import plain_name, slug
from pijler_analysis.sample.words import PROJECT_THEMES

YEARS = (2019, 2020, 2021, 2022, 2023, 2024)
WAVES = (2019, 2024)
INVITED_ON = {2019: date(2019, 10, 7), 2024: date(2024, 10, 7)}
NEVER = 9999


@dataclass(frozen=True)
class Cohort:
    """How many organisations register between two days, and how many leave in that time."""

    first: date
    last: date
    registered: int
    diaspora_share: float
    left: int


_COHORTS = (
    Cohort(date(2009, 2, 2), date(2018, 12, 20), 835, 0.048, 45),
    Cohort(date(2019, 1, 4), date(2019, 9, 30), 28, 0.11, 15),
    Cohort(date(2019, 10, 8), date(2019, 12, 20), 7, 0.14, 7),
    Cohort(date(2020, 1, 6), date(2020, 12, 20), 40, 0.17, 20),
    Cohort(date(2021, 1, 4), date(2021, 12, 20), 45, 0.22, 18),
    Cohort(date(2022, 1, 4), date(2022, 12, 20), 62, 0.27, 22),
    Cohort(date(2023, 1, 4), date(2023, 12, 20), 70, 0.29, 24),
    Cohort(date(2024, 1, 4), date(2024, 9, 30), 67, 0.30, 18),
    Cohort(date(2024, 10, 8), date(2024, 12, 20), 9, 0.34, 91),
)
_TWINS = 3
"""Pairs of organisations with the same name: a name alone does not tell them apart."""


@dataclass(frozen=True)
class Organisation:
    """An organisation as it really is; how a source spells it is another matter.

    ``declared_from`` is the year from which the register says whether it is a diaspora
    organisation. ``old_name`` and ``old_place`` hold before ``changed_in``.
    """

    registration_id: str
    name: str
    legal_form: str
    place: Place
    countries: tuple[Country, ...]
    themes: tuple[str, ...]
    founded: int
    volunteers: int
    is_diaspora: bool
    declared_from: int
    registered_on: date
    ended_on: date | None
    own_domain: str | None
    people: tuple[Person, ...]
    is_twin: bool = False
    old_name: str | None = None
    old_place: Place | None = None
    changed_in: int = NEVER
    has_readable_postcode: bool = True
    has_readable_start: bool = True

    def is_registered(self, year: int) -> bool:
        """Tell whether it stands in the register of a year, active or ended."""
        return self.registered_on.year <= year

    def is_active(self, year: int) -> bool:
        """Tell whether it is active at the end of a year."""
        return self.is_active_on(date(year, 12, 31))

    def is_active_on(self, day: date) -> bool:
        """Tell whether it is active at the end of a day."""
        return self.registered_on <= day and (self.ended_on is None or self.ended_on > day)

    def diaspora_in(self, year: int) -> bool | None:
        """Tell what the register of a year says; None when it says nothing."""
        if not self.is_registered(year) or year < self.declared_from:
            return None
        return self.is_diaspora

    def name_in(self, year: int) -> str:
        """Return its name in the register of a year."""
        return self.old_name if self.old_name and year < self.changed_in else self.name

    def place_in(self, year: int) -> Place:
        """Return its home in the register of a year."""
        return self.old_place if self.old_place and year < self.changed_in else self.place

    def province_in(self, year: int) -> str | None:
        """Return the province the register of a year gives; None when it cannot be known."""
        if not self.is_registered(year) or not self.has_readable_postcode:
            return None
        return self.place_in(year).province


def make_organisations() -> list[Organisation]:
    """Make every organisation that registered up to the end of the last year, by number."""
    dice = Dice("organisations")
    taken: set[str] = set()
    made: list[Organisation] = []
    for cohort in _COHORTS:
        made += [_draw_organisation(dice, cohort, taken) for _ in range(cohort.registered)]
        made = _let_leave(dice, made, cohort)
    made.sort(key=lambda organisation: (organisation.registered_on, organisation.name))
    made = [
        replace(organisation, registration_id=f"R{number:04d}")
        for number, organisation in enumerate(made, start=1)
    ]
    return _change_some(dice, _make_twins(dice, made), taken)


def _draw_organisation(dice: Dice, cohort: Cohort, taken: set[str]) -> Organisation:
    is_diaspora = dice.chance(cohort.diaspora_share)
    countries = _draw_countries(dice)
    place = draw_place(dice, urban=is_diaspora)
    people = tuple(draw_person(dice, from_abroad=is_diaspora) for _ in range(dice.whole(2, 5)))
    name = _draw_free_name(dice, countries[0], place, people[0], is_diaspora, taken)
    registered_on = dice.day(cohort.first, cohort.last)
    return Organisation(
        registration_id="",
        name=name,
        legal_form=dice.weigh(
            (("vzw", 66), ("informal", 22), ("foundation", 5), ("other", 3), ("", 4))
        ),
        place=place,
        countries=countries,
        themes=tuple(dice.some(PROJECT_THEMES, dice.whole(1, 3))),
        founded=registered_on.year - dice.weigh(((0, 3), (1, 4), (3, 3), (7, 2), (15, 1))),
        volunteers=dice.weigh(((4, 2), (7, 4), (12, 5), (18, 3), (30, 2), (60, 1)))
        + dice.whole(0, 3),
        is_diaspora=is_diaspora,
        declared_from=dice.weigh(((0, 194), (2021, 1), (2022, 1), (2023, 1), (NEVER, 3))),
        registered_on=registered_on,
        ended_on=None,
        own_domain=f"{slug(name)}.example" if dice.chance(0.45) else None,
        people=people,
        has_readable_postcode=not dice.chance(0.008),
        has_readable_start=not dice.chance(0.004),
    )


def _draw_countries(dice: Dice) -> tuple[Country, ...]:
    weights = [(country, country.weight) for country in COUNTRIES]
    wanted = dice.weigh(((1, 78), (2, 17), (3, 5)))
    drawn: list[Country] = []
    while len(drawn) < wanted:
        country = dice.weigh(weights)
        if country not in drawn:
            drawn.append(country)
    return tuple(drawn)


def _draw_free_name(
    dice: Dice, country: Country, place: Place, person: Person, is_diaspora: bool, taken: set[str]
) -> str:
    while True:
        name = names.draw_name(
            dice, tongue=country.tongue, town=place.name, first=person.first,
            is_diaspora=is_diaspora,
        )  # fmt: skip
        if plain_name(name) not in taken:
            taken.add(plain_name(name))
            return name


def _let_leave(dice: Dice, made: list[Organisation], cohort: Cohort) -> list[Organisation]:
    """End as many registrations as the cohort says, older ones, few of diaspora organisations."""
    first = max(cohort.first, date(2012, 1, 2))
    stays = [at for at, organisation in enumerate(made) if organisation.ended_on is None]
    candidates = [
        at
        for at in stays
        if made[at].registered_on.year < cohort.last.year - 1
        and (not made[at].is_diaspora or dice.chance(0.3))
    ]
    leaving = set(dice.some(candidates, cohort.left))
    return [
        replace(
            organisation,
            ended_on=dice.day(max(first, organisation.registered_on), cohort.last),
        )
        if at in leaving
        else organisation
        for at, organisation in enumerate(made)
    ]


def _make_twins(dice: Dice, made: list[Organisation]) -> list[Organisation]:
    """Give a few early organisations the name of another early one, in another province."""
    early = [
        at
        for at, organisation in enumerate(made)
        if organisation.registered_on.year < YEARS[0] and organisation.ended_on is None
        and "-" not in organisation.name
    ]  # fmt: skip
    twins = list(made)
    chosen = dice.some(early, 2 * _TWINS)
    for one, other in zip(chosen[:_TWINS], chosen[_TWINS:], strict=True):
        twins[one] = replace(made[one], is_twin=True)
        twins[other] = replace(
            made[other], name=made[one].name, is_twin=True, own_domain=None,
            place=draw_place(dice),
        )  # fmt: skip
    return twins


def _change_some(dice: Dice, made: list[Organisation], taken: set[str]) -> list[Organisation]:
    """Let a few organisations move, and a few take a new name, in the years of the sample."""
    changed = list(made)
    settled = [at for at, one in enumerate(made) if one.is_active(YEARS[-1]) and not one.is_twin]
    chosen = dice.some([at for at in settled if made[at].registered_on.year < 2019], 20)
    for at in chosen[:12]:
        changed[at] = replace(
            made[at], old_place=draw_place(dice), changed_in=dice.whole(2020, 2024)
        )
    for at in chosen[12:]:
        one = made[at]
        name = _draw_free_name(
            dice, one.countries[0], one.place, one.people[0], one.is_diaspora, taken
        )
        changed[at] = replace(one, old_name=one.name, name=name, changed_in=dice.whole(2020, 2024))
    return changed


def names_of(organisations: list[Organisation]) -> dict[str, int]:
    """Count how many organisations ever bore each plain name."""
    count: dict[str, int] = {}
    for organisation in organisations:
        borne = {plain_name(organisation.name), plain_name(organisation.old_name or "")} - {""}
        for name in sorted(borne):
            count[name] = count.get(name, 0) + 1
    return count
