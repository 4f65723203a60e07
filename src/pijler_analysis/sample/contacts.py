"""Who stands on a line of a source: an organisation as that source spells it, and an address.

Every contact knows whether it can be linked: by its own e-mail domain or its plain name, where
that points to one organisation of the registers. The truth rests on that.
"""

from __future__ import annotations

from dataclasses import dataclass

from pijler_analysis.sample.countries import COUNTRIES
from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.names import draw_name
from pijler_analysis.sample.organisations import Organisation, names_of
from pijler_analysis.sample.people import Person, draw_person
from pijler_analysis.sample.places import draw_place
from pijler_analysis.sample.spelling import other_name, plain_name, same_name, slug


@dataclass(frozen=True)
class Contact:
    """A person on a line, for an organisation or for nobody.

    ``linked`` is the organisation the exact keys of the line lead to, None where they do not;
    ``real`` is the registered organisation it really stands for; one that never registered is
    ``unregistered``, by its plain name.
    """

    person: Person
    organisation_cell: str
    email_cell: str
    linked: Organisation | None
    real: Organisation | None = None
    unregistered: str = ""

    @property
    def meant(self) -> str:
        """The organisation it really stands for; empty where the person speaks for nobody."""
        return self.real.registration_id if self.real else self.unregistered


class AddressBook:
    """Writes contacts for one source and year, all draws from the dice of that source."""

    def __init__(self, dice: Dice, organisations: list[Organisation]) -> None:
        self._dice = dice
        self._bearers = names_of(organisations)
        self._domains = {one.own_domain for one in organisations}

    def linked(self, organisation: Organisation, *, person: Person | None = None) -> Contact:
        """Spell an organisation so that it can be linked: by name, by address or by both."""
        who = person or self._dice.pick(organisation.people)
        by_address = organisation.own_domain is not None and self._dice.chance(0.6)
        if organisation.is_twin or (by_address and self._dice.chance(0.2)):
            return self._by_address(organisation, who)
        cell = same_name(self._dice, self._name_borne(organisation), organisation.legal_form)
        domain = organisation.own_domain if by_address else None
        return Contact(who, cell, self._address(who, domain), organisation, organisation)

    def can_link(self, organisation: Organisation) -> bool:
        """Tell whether any spelling would link it: a name shared by two needs a domain."""
        return not organisation.is_twin or organisation.own_domain is not None

    def unlinked(self, organisation: Organisation, *, person: Person | None = None) -> Contact:
        """Spell an organisation so that it cannot be linked without guessing."""
        who = person or self._dice.pick(organisation.people)
        cell = (
            organisation.name
            if organisation.is_twin
            else other_name(self._dice, organisation.name, self._bearers)
        )
        return Contact(who, cell, self._address(who, None), None, organisation)

    def outsider(self) -> Contact:
        """Write a contact of an organisation that never registered."""
        who = draw_person(self._dice, from_abroad=self._dice.chance(0.2))
        name = self._unknown_name(who)
        domain = f"{slug(name)}.example" if self._dice.chance(0.3) else None
        return Contact(who, name, self._address(who, domain), None, None, plain_name(name))

    def official(self, name: str) -> Contact:
        """Write a contact of a public body or association outside the register."""
        who = draw_person(self._dice)
        domain = f"{slug(name)}.example" if self._dice.chance(0.6) else None
        return Contact(who, name, self._address(who, domain), None, None, plain_name(name))

    def private(self) -> Contact:
        """Write a contact of a person who names no organisation."""
        who = draw_person(self._dice, from_abroad=self._dice.chance(0.1))
        return Contact(who, "", self._address(who, None), None)

    def _by_address(self, organisation: Organisation, who: Person) -> Contact:
        if organisation.own_domain is None:
            raise ValueError(f"{organisation.registration_id} shares its name and has no domain")
        ways = [("", 3), (other_name(self._dice, organisation.name, self._bearers), 7)]
        cell = self._dice.weigh(ways)
        return Contact(
            who, cell, self._spell(who.address_at(organisation.own_domain)), organisation,
            organisation,
        )  # fmt: skip

    def _name_borne(self, organisation: Organisation) -> str:
        if organisation.old_name and self._dice.chance(0.4):
            return organisation.old_name
        return organisation.name

    def _address(self, who: Person, domain: str | None) -> str:
        if domain is not None:
            return self._spell(who.address_at(domain))
        return self._spell(who.private_address) if self._dice.chance(0.85) else ""

    def _spell(self, address: str) -> str:
        name, _, domain = address.partition("@")
        return self._dice.weigh(
            ((address, 20), (f"{name.title()}@{domain}", 1), (address.upper(), 0.5),
             (f"{address} ", 0.7))
        )  # fmt: skip

    def _unknown_name(self, who: Person) -> str:
        while True:
            country, place = self._dice.pick(COUNTRIES), draw_place(self._dice)
            name = draw_name(
                self._dice, tongue=country.tongue, town=place.name, first=who.first,
                is_diaspora=self._dice.chance(0.2),
            )  # fmt: skip
            if (
                plain_name(name) not in self._bearers
                and f"{slug(name)}.example" not in self._domains
            ):
                return name
