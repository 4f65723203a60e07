"""Invented persons: common first and last names put together, addresses nobody owns.

Telephone numbers begin with a 0 after the area code and mobile ones with 0400: neither is given
out in Belgium. Own domains end in ``.example``, which is reserved.
"""

from __future__ import annotations

from dataclasses import dataclass

from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.spelling import slug

PROVIDERS = (
    "gmail.com", "hotmail.com", "hotmail.be", "outlook.com", "outlook.be", "live.be",
    "telenet.be", "skynet.be", "proximus.be", "yahoo.com", "icloud.com", "scarlet.be",
)  # fmt: skip
"""The mail providers of pijler.toml."""


def _listed(names: str) -> tuple[str, ...]:
    return tuple(names.split(";"))


_FIRST = _listed(
    "Lieve;An;Greet;Hilde;Marleen;Rita;Veerle;Katrien;Ingrid;Els;Sofie;Griet;Nele;Leen;Karin;"
    "Martine;Chris;Annemie;Mieke;Lut;Godelieve;Ilse;Tine;Kaat;Lotte;Eva;Jan;Luc;Marc;Dirk;Johan;"
    "Koen;Peter;Geert;Bart;Wim;Patrick;Erik;Paul;Guy;Stefaan;Filip;Jozef;Willy;Walter;Frank;Tom;"
    "Pieter;Jef;Karel;Herman;Ludo;Rik;Wouter;Jonas;Senne"
)
_LAST = _listed(
    "Peeters;Janssens;Maes;Jacobs;Mertens;Willems;Claes;Goossens;Wouters;De Smet;Vermeulen;"
    "Pauwels;Hermans;Aerts;Michiels;Martens;De Vos;Claeys;Desmet;Van Damme;Stevens;Verhoeven;"
    "Lemmens;Cools;Segers;Hendrickx;Coppens;Leemans;Wauters;Bogaert;De Backer;Vandenberghe;"
    "Verstraete;Declercq;De Clercq;Lambrechts;Smets;Thys;Geerts;Vercammen;Moens;Baert;"
    "De Pauw;Verbeke;Dewulf;Vandamme;Nijs;Bosmans;Cuypers;Daems;Van Dyck;Torfs;Vranken;Swinnen"
)
_FIRST_ABROAD = _listed(
    "Aminata;Fatou;Mariama;Awa;Grace;Esther;Chantal;Bernadette;Josephine;Immaculée;Solange;Aïcha;"
    "Zineb;Samira;Fatima;Divine;Espérance;Rosa;Lucía;Anjali;Priya;Sunita;Ibrahim;Mamadou;Ousmane;"
    "Moussa;Lamine;Emmanuel;Jean-Claude;Dieudonné;Fabrice;Patrice;Serge;Olivier;Kwame;Kofi;"
    "Samuel;Daniel;Youssef;Karim;Hassan;Ravi;Suresh;Carlos;Luis"
)
_LAST_ABROAD = _listed(
    "Diallo;Ndiaye;Sow;Ba;Camara;Traoré;Diop;Fall;Keita;Touré;Mukendi;Kabongo;Ilunga;Mbuyi;"
    "Ngoma;Kalala;Tshibanda;Uwimana;Habimana;Niyonzima;Mugisha;Okafor;Mensah;Owusu;Boateng;"
    "Mwangi;Otieno;Tadesse;El Amrani;Benali;Ouali;Sharma;Gurung;Thapa;Quispe;Mamani;Flores"
)


@dataclass(frozen=True)
class Person:
    """An invented person; ``number`` keeps provider addresses apart."""

    first: str
    last: str
    number: int

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    def address_at(self, domain: str) -> str:
        """Return an address at the domain of the organisation."""
        return f"{slug(self.first)}.{slug(self.last)}@{domain}"

    @property
    def private_address(self) -> str:
        """An address at a mail provider, plainly an example."""
        provider = PROVIDERS[self.number % len(PROVIDERS)]
        return f"voorbeeld.{slug(self.first)}.{slug(self.last)}{self.number:04d}@{provider}"


def draw_person(dice: Dice, *, from_abroad: bool = False) -> Person:
    """Draw a person; ``from_abroad`` makes a name from a partner country likely, not certain."""
    if dice.chance(0.85 if from_abroad else 0.03):
        return Person(dice.pick(_FIRST_ABROAD), dice.pick(_LAST_ABROAD), dice.whole(0, 9999))
    return Person(dice.pick(_FIRST), dice.pick(_LAST), dice.whole(0, 9999))


def draw_phone(dice: Dice, postcode: str) -> str:
    """Draw a telephone number that cannot exist, in one of the ways people write them."""
    middle, end = dice.whole(10, 99), dice.whole(10, 99)
    if dice.chance(0.6):
        last = dice.whole(10, 99)
        return dice.pick(
            (f"0400 {middle} {end} {last}", f"0400/{middle}.{end}.{last}",
             f"+32 400 {middle} {end} {last}", f"0400{middle}{end}{last}")
        )  # fmt: skip
    area = {"1": "02", "2": "03", "3": "011", "8": "050", "9": "09"}.get(postcode[:1], "02")
    return dice.pick((f"{area} 000 {middle} {end}", f"{area}/000.{middle}.{end}"))
