"""Invented organisations and the ways people write them, with the truth kept beside.

Each organisation is written down once to six times, by hands that abbreviate, mistype, leave words
out, put the town behind, translate or use the initials; what else a line tells (postcode, country,
address, person, enterprise number) is there or not, as in real lists.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from pijler_analysis.reference import municipalities


def _listed(words: str) -> list[str]:
    return words.replace("\\\n", " ").split()


_STARTS = _listed(
    """ba be bo bu da de di do fa ga go ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni \
no nu nya pa pe ra re ri ro ru sa se si so su ta te ti to tu wa we ya yo za zi zo tsha mba ngo kin \
mbo san tam kou que cha lla pra dha bho"""
)
_ENDS = _listed(
    """ba bala bi bo da di do ga gani go ka kala ki ko kolo kuru la lenga li longo lu ma mba mbi \
mbo na nda ndu nga ngo ni ra ri ro sa si so ta ti to tu wa ya za zi zo lou rama puri nagar pata \
marca bamba tunga"""
)
_TURNS = [
    ("Vrienden van {v}", 8), ("Hart voor {v}", 4), ("Kinderen van {v}", 4), ("{v} Solidair", 3),
    ("Werkgroep {v}", 4), ("Comité {v}", 3), ("Project {v}", 3), ("Water voor {v}", 2),
    ("School voor {v}", 2), ("{w} {v}", 6), ("{w}", 2), ("Fonds {p}", 2), ("{p} voor {v}", 2),
    ("Amis de {v}", 2), ("{v} Ontwikkeling", 2), ("{t} helpt {v}", 2), ("{t}-{v}", 1),
    ("Gemeenschap {v} in {t}", 2), ("Sint-{f}school {v}", 1), ("Vrouwen van {v}", 2),
    ("Samen met {v}", 3), ("Handen voor {v}", 2), ("Association {v} Solidarité", 2),
    ("Dokters voor {v} en {u}", 1), ("{w} {v} {u}", 2), ("Steuncomité {p}", 1),
]  # fmt: skip
_WORDS = _listed(
    """Umoja Tumaini Pamoja Amani Upendo Furaha Elimu Jambo Ubuntu Teranga Sunu Kaira Baobab \
Asha Shanti Sathi Ayni Inti Minka Esperanza Semilla Mosaïek Horizon Brug Regenboog Zonneschijn \
Wereldwijd Kiosk Solidaris Samenwereld"""
)
_FIRST = _listed(
    """Jozef Maria Paul Anna Marcel Godelieve Pieter Rita Lucien Agnes Herman Denise Karel \
Ibrahim Fatou Grace Esther Moussa Amina Kofi"""
)
_LAST = _listed(
    """Peeters Janssens Maes Jacobs Mertens Willems Claes Goossens Wouters Desmet Vermeulen \
Diallo Traoré Mukendi Okafor Mensah Thapa Quispe Verhaeghe Lauwers Bogaerts Dierckx"""
)
_TOWNS = [(known[-1][0], postcode) for postcode, known in municipalities().items()]
_COUNTRIES = _listed(
    "CD CD CD RW BI UG KE TZ SN SN GM GH BJ TG CM NP IN IN PH BO PE EC GT HT MA ET MG"
)
_FORMS = ["vzw", "vzw", "vzw", "VZW", "v.z.w.", "asbl", "fv", "stichting"]
_KEYS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Organisation:
    number: int
    name: str
    town: str
    postcode: str
    country: str
    people: list[str]
    domain: str | None
    enterprise_number: str | None


def make_names(records: int, *, seed: int = 1) -> pd.DataFrame:
    """Return about so many records with ``truth``, the number of the organisation behind each."""
    dice = random.Random(seed)
    rows: list[dict[str, object]] = []
    taken: set[str] = set()
    number = 0
    while len(rows) < records:
        one = _organisation(dice, number, taken)
        number += 1
        for _ in range(dice.choices((1, 2, 3, 4, 6), (35, 25, 20, 12, 8))[0]):
            rows.append(_record(dice, one))
    dice.shuffle(rows)
    return pd.DataFrame(rows).astype(dict.fromkeys(_TEXTS, "string"))


_TEXTS = ("name", "place", "country", "person", "address", "domain", "enterprise_number")


def _village(dice: random.Random) -> str:
    word = dice.choice(_STARTS) + dice.choice(_ENDS)
    return (word + dice.choice(_ENDS) if dice.random() < 0.55 else word).capitalize()


def _organisation(dice: random.Random, number: int, taken: set[str]) -> Organisation:
    turns, weights = zip(*_TURNS, strict=True)
    town, postcode = dice.choice(_TOWNS)
    while True:
        name = dice.choices(turns, weights)[0].format(
            v=_village(dice), u=_village(dice), w=dice.choice(_WORDS), t=town,
            f=dice.choice(_FIRST), p=f"{dice.choice(_FIRST)} {dice.choice(_LAST)}",
        )  # fmt: skip
        if name not in taken or dice.random() < 0.02:
            break
    taken.add(name)
    people = [f"{dice.choice(_FIRST)} {dice.choice(_LAST)}{dice.choice(_KEYS)}" for _ in range(3)]
    slug = "".join(letter for letter in name.lower() if letter.isalnum())
    return Organisation(
        number, name, town, postcode, dice.choice(_COUNTRIES), people,
        f"{slug}{number}.example" if dice.random() < 0.4 else None,
        f"0{400_000_000 + number}" if dice.random() < 0.6 else None,
    )  # fmt: skip


def _record(dice: random.Random, one: Organisation) -> dict[str, object]:
    is_register = dice.random() < 0.4
    person = dice.choice(one.people) if dice.random() < 0.6 else None
    at_home = one.domain and dice.random() < 0.4
    private = f"{person.lower().replace(' ', '.')}{one.number % 97}@gmail.example" if person else ""
    return {
        "truth": one.number,
        "name": one.name if is_register and dice.random() < 0.7 else _written(dice, one),
        "place": one.postcode if is_register or dice.random() < 0.25 else None,
        "country": one.country if is_register or dice.random() < 0.3 else None,
        "person": person,
        "address": private if person and not at_home and dice.random() < 0.75 else None,
        "domain": one.domain if at_home else None,
        "enterprise_number": one.enterprise_number if is_register else None,
    }


def _written(dice: random.Random, one: Organisation) -> str:
    ways: list[tuple[Callable[[random.Random, Organisation], str], float]] = [
        (lambda _, o: o.name, 30), (_with_form, 25), (lambda _, o: o.name.upper(), 6),
        (lambda _, o: o.name.lower(), 8), (_mistyped, 10), (_shorter, 6), (_with_town, 6),
        (_turned, 3), (_initials, 2), (_abbreviated, 4),
    ]  # fmt: skip
    way = dice.choices([way for way, _ in ways], [weight for _, weight in ways])[0]
    return way(dice, one)


def _with_form(dice: random.Random, one: Organisation) -> str:
    form = dice.choice(_FORMS)
    return f"{form} {one.name}" if dice.random() < 0.3 else f"{one.name} {form}"


def _mistyped(dice: random.Random, one: Organisation) -> str:
    letters = list(one.name)
    at = dice.randrange(1, len(letters) - 1)
    way = dice.randrange(4)
    if way == 0:
        letters[at], letters[at - 1] = letters[at - 1], letters[at]
    elif way == 1:
        del letters[at]
    elif way == 2:
        letters.insert(at, letters[at])
    else:
        letters[at] = dice.choice(_KEYS)
    return "".join(letters)


def _shorter(dice: random.Random, one: Organisation) -> str:
    words = one.name.split()
    return " ".join(words[-1:] if len(words) < 4 else words[1:])


def _with_town(dice: random.Random, one: Organisation) -> str:
    return dice.choice((f"{one.name} {one.town}", f"{one.name} ({one.town})"))


def _turned(dice: random.Random, one: Organisation) -> str:
    words = one.name.split()
    return f"{words[-1]}, {' '.join(words[:-1])}" if len(words) > 1 else one.name


def _initials(dice: random.Random, one: Organisation) -> str:
    words = one.name.replace("-", " ").split()
    return "".join(word[0].upper() for word in words) if len(words) > 2 else one.name


def _abbreviated(dice: random.Random, one: Organisation) -> str:
    for word, short in (
        ("Vrienden", "Vr."), ("Werkgroep", "WG"), ("Comité", "Com."),
                        ("Ontwikkeling", "ontw."), ("Association", "Ass."), ("Sint", "St"),
    ):  # fmt: skip
        if word in one.name:
            return one.name.replace(word, short)
    return f"{one.name} & co" if dice.random() < 0.2 else one.name.replace("é", "e")
