"""A fourth set of names: what becomes of a name in the lives of those who write it down.

Some 900 invented organisations in about 3,200 lines of a register, a helpdesk log, attendance
lists, a fund and a panel, one list a seed. Who wrote the habits down had read the matcher, which
the hands before had not; none of its words was taken over, and no figure was seen before they were
written. So that the lists that judge ask for more than was learnt, the two halves share no opening,
plea, brand, subtitle, partner or remark: ``LEARNT`` draws from one half of the words of this
module, ``UNSEEN`` from the other. What is written:

- shortened and turned (*V.v. Kisantu*, *Kisantu Vrienden*, *Kisantu-vrienden*), the heart alone;
- as an address is (*vriendenvankisantu*, *vriendenvankisantu.example*, *#VriendenVanKisantu*);
- on a phone: a slip, a word split in two (*Kisa ntu*), two glued, all small or all capitals;
- by a section (*afdeling Gent*, *kern Gent*), a place in front or behind; umbrellas have sections,
  each in its own town, and these are different organisations;
- with the country in front or behind, the village with its old or French spelling (*Kisantou*);
- in Dutch, French or English, or in two of them at once;
- as an acronym, alone, in brackets, beside the name or with a place;
- with whom they work together (*ism*, *i.s.m.*, *met steun van*), with a subtitle, a former or a
  later name, a year, a person, a role, a sentence around it;
- as the partner's or the project's name; as somebody else's, since who fills a list in is in two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from places import (
    COUNTRIES,
    FIRST_NAMES,
    TOWNS,
    Town,
    invent_enterprise_number,
    invent_mailbox,
    invent_villages,
    pick,
    plain,
    slug,
)

from pijler_analysis.link.names import own_domains

LEARNT, UNSEEN = (1, 2, 3, 4), (9001, 9002, 9003, 9004, 9005, 9006)
_ORGANISATIONS, _UMBRELLAS, _SECTIONS = 900, 5, 7

_OPENINGS = (
    (
        ("Vrienden van {}", "Les Amis de {}", "Friends of {}", "V.v. {}", "{} Vrienden"),
        ("Comité {}", "Comité {}", "{} Committee", "Com. {}", "{}comité"),
        ("Steun {}", "Soutien à {}", "Support {}", "St. {}", "{} steunen"),
        ("Kinderhulp {}", "Aide aux enfants de {}", "{} Child Aid", "Kh. {}", "{} Kinderhulp"),
        ("Zusterband {}", "Jumelage {}", "Twinning {}", "Zb {}", "{}-Zusterband"),
    ),
    (
        ("Werkgroep {}", "Groupe {}", "Working group {}", "Wg. {}", "{}-werkgroep"),
        ("Hulpfonds {}", "Fonds d'aide {}", "{} Relief Fund", "Hf {}", "{} hulpfonds"),
        ("Missiewerk {}", "Oeuvre missionnaire {}", "Mission {}", "Miss. {}", "{} missiewerk"),
        ("Kring {}", "Cercle {}", "{} Circle", "Kr. {}", "{}kring"),
        ("Broederschap {}", "Fraternité {}", "Brotherhood {}", "Br. {}", "{} broederschap"),
    ),
)
"""Dutch, French, English, shortened, turned; the halves of this and what follows share nothing."""
_PLEAS = (
    (
        ("Hoop voor {}", "Espoir pour {}", "Hope for {}"),
        ("Een put voor {}", "Un puits pour {}", "A well for {}"),
        ("Lachen met {}", "Rire avec {}", "Laugh with {}"),
        ("Zaaien in {}", "Semer à {}", "Sowing in {}"),
        ("Moeders van {}", "Les mères de {}", "Mothers of {}"),
        ("Op weg naar {}", "En route vers {}", "Road to {}"),
    ),
    (
        ("Licht voor {}", "Lumière pour {}", "Light for {}"),
        ("Kansen in {}", "Chances à {}", "Chances in {}"),
        ("Een dak boven {}", "Un toit pour {}", "A roof over {}"),
        ("Dansen voor {}", "Danser pour {}", "Dance for {}"),
        ("Weeskinderen van {}", "Orphelins de {}", "Orphans of {}"),
        ("Hand in hand met {}", "Main dans la main avec {}", "Hand in hand with {}"),
    ),
)
_BRANDS = (
    ("Tumaini {}", "{} Rising", "Zonnestraal {}", "Kilimo {}", "Solid'{}", "Bana {}", "Mwanga {t}"),
    ("Baraka {}", "{} United", "Regenwolk {}", "Masomo {}", "Duo {}", "Yetu {}", "Safi {t}"),
)
_COMMON_NAMES = (
    ("Derde Wereld {t}", "Mondiale Raad {t}", "Zuidwerking", "Open Poort {t}", "Wereldwinkel {t}"),
    ("Noord-Zuid {t}", "Wereldcafé {t}", "Missiegroep", "De Brug {t}", "Wereldfeest {t}"),
)
_DIASPORA = (
    ("{c}ese gemeenschap {t}", "Association des {c}ais de {t}", "{c} Women's Network"),
    ("Vereniging {c} in België", "Union {c} {t}", "{c} Youth Belgium"),
)
_UMBRELLA_NAMES = (
    ("Wereldhanden", "Zonder Honger", "Boerenbond Zuid", "Artsen Nabij", "Broodnodig"),
    ("Eén Aarde", "Schoolmaatjes", "Fiets & Co", "Waterdragers", "Solidagro Zuid"),
)
_SECTION = (
    ("{} afdeling {}", "{} afd. {}", "{} {}", "{}, lokale groep {}"),
    ("{} kern {}", "{} - {}", "{} sectie {}", "{} ({})"),
)
_SUBTITLES = (
    ("samen sterk", "onderwijs voor iedereen", "een glimlach voor elk kind", "voor vrouwen"),
    ("want elk kind telt", "bouwen aan morgen", "zorg dichtbij", "een school per dorp"),
)
_WITH = (
    ("ism gemeente {t}", "i.s.m. parochie", "in samenwerking met Rotary {t}", "samen met KWB {t}"),
    ("m.m.v. stad {t}", "met steun van 11.11.11", "ism Davidsfonds {t}", "en partners"),
)
_AROUND = (
    ("wij zijn {}", "ik kom van {}", "{} (bestuur)", "{} 2023", "voor {}", "{} - contactpersoon"),
    ("dit is {}", "actief bij {}", "{} (kernlid)", "{} '24", "vanuit {}", "{} - verantwoordelijke"),
)
_FORMER = (
    ("{n} (vroeger {f})", "{n} - vroeger {f}", "ex-{f}", "{f} (nu {n})"),
    ("{n} (voorheen {f})", "{n}, voorheen {f}", "oud-{f}", "{f}, thans {n}"),
)
_PARTNERS = (
    ("Lycée {}", "Hôpital de {}", "{} Orphanage", "Mama Rosa Center {}"),
    ("Institut {}", "Dispensaire {}", "{} Training Centre", "Casa Luz {}"),
)
_NOBODY = (
    ("geen", "privé", "nvt", "zelfstandige", "gepensioneerd", "leerkracht", "burgemeester", "-"),
    ("/", "particulier", "n.v.t.", "sympathisant", "student", "journalist", "schepen", "??"),
)
_LAST_NAMES = (
    ("", "", "", "Van ", "De ", "Van den ", "Ver"),
    (
        "Bro",
        "Cla",
        "Dela",
        "Goe",
        "Her",
        "Ja",
        "Lam",
        "Mer",
        "Oos",
        "Pee",
        "Ro",
        "Smee",
        "Ver",
        "Wou",
    ),
    ("b", "c", "d", "k", "l", "m", "n", "r", "s", "t", "w"),
    ("aert", "eck", "els", "ens", "eren", "erts", "ijck", "in", "oot", "y"),
)
_PARTS = ("jongeren", "jeugd", "kids", "fonds", "vrouwen")
_SOURCES = {
    # lines an organisation has there, and how often they tell
    # postcode, town, country, mailbox, person, enterprise number
    "register": (1.0, 0.97, 0.97, 0.9, 0.85, 0.8, 0.65),
    "fund": (0.35, 0.95, 0.95, 0.95, 0.8, 0.9, 0.8),
    "panel": (0.3, 0.3, 0.7, 0.1, 0.9, 0.8, 0.0),
    "helpdesk": (0.8, 0.1, 0.2, 0.25, 0.85, 0.3, 0.0),
    "attendance": (1.1, 0.1, 0.4, 0.05, 0.55, 0.6, 0.0),
}
_FREEDOM = {"register": 0.2, "fund": 0.4, "panel": 0.7, "helpdesk": 1.0, "attendance": 1.0}
"""How freely names are written in a source."""
_KEYS = ("qwsz", "azed", "esrdf", "tyhg", "yuij", "iopl", "bnhj", "mlkp", "cvdf", "vbg")
_FRENCH_LETTERS = (("u", "ou"), ("k", "c"), ("oe", "u"), ("w", "ou"), ("j", "dj"), ("sh", "ch"))


@dataclass(frozen=True)
class Named:
    """An organisation: its name, what it is called besides, and what its lines may tell."""

    id: str
    name: str
    others: tuple[str, ...]
    heart: str
    town: Town
    country: str
    site: str
    number: str
    people: tuple[tuple[str, str, str], ...]
    acronym: str = ""
    partner: str = ""
    former: str = ""


def fourth_names(seed: int) -> pd.DataFrame:
    """Return the lines of a list as the tables tell them, with ``truth`` and ``why_not``."""
    rng, half = np.random.default_rng(seed), int(seed in UNSEEN)
    everyone = _everyone(rng, half)
    lines = [
        line
        for one in everyone
        for source in _sources_of(rng)
        for line in [_line(rng, half, one, source, everyone)]
    ]
    lines += [_nobody(rng, half) for _ in range(len(lines) // 25)]
    told = pd.DataFrame([lines[int(at)] for at in rng.permutation(len(lines))], dtype="string")
    told = told.mask(told == "")
    listed = "R" + told.index.astype("string").str.zfill(5)
    return told.assign(
        domain=own_domains(told["address"], providers=frozenset()),
        organisation_id=pd.Series(listed, index=told.index).where(told["source"] == "register"),
        why_not=told["why_not"].fillna(""),
    )


def _everyone(rng: np.random.Generator, half: int) -> list[Named]:
    """Invent the organisations: single ones, sections of umbrellas, and near-namesakes."""
    villages = invent_villages(rng, _ORGANISATIONS)
    for at in rng.permutation(len(villages))[: len(villages) // 14]:
        villages[at] = pick(rng, villages)
    found, sites = [], set[str]()
    for village in villages:
        found.append(_single(rng, half, village, sites))
        sites.add(found[-1].site)
    for umbrella in _UMBRELLA_NAMES[half][:_UMBRELLAS]:
        form = pick(rng, _SECTION[half])
        for at in rng.permutation(len(TOWNS))[:_SECTIONS]:
            town = TOWNS[at]
            name = form.format(umbrella, town.name)
            found.append(_with_contacts(rng, Named("", name, (), name, town, "", "", "", ())))
    for at in rng.permutation(_ORGANISATIONS)[: _ORGANISATIONS // 30]:
        elder = found[at]
        name = f"{elder.name} {pick(rng, _PARTS)}"
        found.append(_with_contacts(rng, replace(
            elder, name=name, heart=name, others=(), acronym="", partner="", former="", number="",
            site="", town=pick(rng, (elder.town, elder.town, pick(rng, TOWNS))),
        )))  # fmt: skip
    found = [replace(one, id=f"O{at:04d}") for at, one in enumerate(found)]
    for at in rng.permutation(len(found))[: len(found) // 60]:
        other = pick(rng, found)
        found[at] = replace(found[at], people=(*found[at].people, other.people[0]))
    return found


def _single(rng: np.random.Generator, half: int, village: str, taken: set[str]) -> Named:
    """An organisation by itself, of a kind drawn by weight; its site is nobody else's."""
    town, country = pick(rng, TOWNS), pick(rng, list(COUNTRIES))
    places = {"t": town.name, "c": country}
    draw, others = rng.random(), ()
    if draw < 0.36:
        told = pick(rng, _OPENINGS[half])
        name, *others = (one.format(village) for one in told)
    elif draw < 0.64:
        about = village if rng.random() < 0.85 else country
        name, *others = (one.format(about) for one in pick(rng, _PLEAS[half]))
        village = about
    elif draw < 0.8:
        name = pick(rng, _BRANDS[half]).format(village, **places)
    elif draw < 0.86:
        name = pick(rng, _COMMON_NAMES[half]).format(**places)
    elif draw < 0.93:
        name = pick(rng, _DIASPORA[half]).format(**places)
    else:
        name = f"{pick(rng, ('Fonds', 'Pater', 'Zuster'))} {' '.join(_person(rng))}"
    heart = village if village in name else name
    if heart == village and draw < 0.8 and rng.random() < 0.07:
        name = f"{name} en {pick(rng, invent_villages(rng, 5))}"
    initials = "".join(word[0] for word in plain(name).replace("-", " ").split()).upper()
    has_initials = len(initials) > 2 and initials.isalpha() and rng.random() < 0.3
    ending = pick(rng, (".be.example", ".example", ".org.example"))
    site = slug(pick(rng, (name, name, heart + slug(country)))) + ending
    has_site = rng.random() < 0.3 and site not in taken
    return _with_contacts(rng, Named(
        "", name, tuple(others), heart, town, country, site if has_site else "",
        invent_enterprise_number(rng) if rng.random() < 0.7 else "", (),
        acronym=initials if has_initials else "",
        partner=pick(rng, _PARTNERS[half]).format(village) if rng.random() < 0.12 else "",
        former=pick(rng, _PLEAS[half])[0].format(village) if rng.random() < 0.05 else "",
    ))  # fmt: skip


def _with_contacts(rng: np.random.Generator, one: Named) -> Named:
    people = []
    for _ in range(int(rng.integers(1, 4))):
        first, last = _person(rng)
        at_site = one.site and rng.random() < 0.7
        box = pick(rng, ("info", slug(first), "voorzitter"))
        people.append((first, last, f"{box}@{one.site}" if at_site else
                       invent_mailbox(rng, first, last)))  # fmt: skip
    return replace(one, people=tuple(people))


def _person(rng: np.random.Generator) -> tuple[str, str]:
    """First and last name: some thousands of last names, so that few people share theirs."""
    return pick(rng, FIRST_NAMES), "".join(pick(rng, part) for part in _LAST_NAMES)


def _sources_of(rng: np.random.Generator) -> list[str]:
    found = ["register"] * int(rng.random() < 0.85)
    others = [source for source in _SOURCES if source != "register"]
    found += [one for one in others for _ in range(int(rng.poisson(_SOURCES[one][0])))]
    return found or ["attendance"]


def _line(
    rng: np.random.Generator, half: int, one: Named, source: str, everyone: list[Named]
) -> dict[str, str]:
    """What one line of a source tells of an organisation."""
    tells = rng.random(6) < np.array(_SOURCES[source][1:])
    first, last, address = pick(rng, one.people)
    town = one.town if rng.random() > 0.05 * _FREEDOM[source] else pick(rng, TOWNS)
    told = (
        town.postcode, pick(rng, (town.name, town.municipality)), COUNTRIES.get(one.country, ""),
        address, f"{last} {first}", one.number,
    )  # fmt: skip
    columns = ("postcode", "municipality", "country", "address", "person", "enterprise_number")
    line = {column: text * bool(is_told) for column, text, is_told in
            zip(columns, told, tells, strict=True)}  # fmt: skip
    named = one if rng.random() > 0.008 * _FREEDOM[source] else pick(rng, everyone)
    name = _written(rng, half, named, _FREEDOM[source], first)
    words = sorted(plain(line["person"]).lower().split())
    return {"source": source, "name": name, **line, "person": " ".join(words), "truth": one.id,
            "why_not": ""}  # fmt: skip


def _nobody(rng: np.random.Generator, half: int) -> dict[str, str]:
    first, last = _person(rng)
    name = pick(rng, (pick(rng, _NOBODY[half]), f"{first} {last}"))
    source, why = pick(rng, ("helpdesk", "attendance")), "placeholder"
    return {"source": source, "name": name, "address": invent_mailbox(rng, first, last),
            "truth": "", "why_not": why}  # fmt: skip


def _written(rng: np.random.Generator, half: int, one: Named, freedom: float, first: str) -> str:
    """The name of an organisation as somebody happens to write it."""
    name = _called(rng, half, one, freedom)
    if rng.random() < 0.05 * freedom:
        name = _other_spelling(rng, name, one.heart)
    draw = rng.random() / freedom
    if draw < 0.08:
        name = pick(rng, ("{} {}", "{} ({})", "{} - {}", "{}, {}")).format(name, one.town.name)
    elif draw < 0.10:
        name = f"{one.town.name} - {name}"
    elif draw < 0.12:
        name = pick(rng, _SECTION[half]).format(name, one.town.name)
    elif draw < 0.16 and one.country:
        name = pick(rng, ("{} {}", "{1} - {0}", "{}/{}", "{} ({})")).format(name, one.country)
    elif draw < 0.18:
        name = f"{name} {pick(rng, _WITH[half]).format(t=one.town.name)}"
    elif draw < 0.21:
        name = f"{name}{pick(rng, (' - ', ': ', ', '))}{pick(rng, _SUBTITLES[half])}"
    elif draw < 0.24:
        name = pick(rng, _AROUND[half]).format(name)
    elif draw < 0.26:
        name = pick(rng, ("{} - {}", "{1} ({0})", "{}, {}")).format(first, name)
    if rng.random() < 0.7 - 0.5 * freedom:
        name = pick(rng, ("{} vzw", "vzw {}", "{} VZW", "{} (vzw)", "{} asbl")).format(name)
    return _typed(rng, name, freedom)


def _called(rng: np.random.Generator, half: int, one: Named, freedom: float) -> str:
    """What they call it: by its name, or otherwise."""
    if one.former and rng.random() < 0.4:
        shape = pick(rng, _FORMER[half])
        return pick(rng, (one.former, shape.format(n=one.name, f=one.former)))
    draw = rng.random() / freedom
    if one.others and draw < 0.14:
        return pick(rng, one.others)
    if one.others and draw < 0.16:
        return pick(rng, ("{} - {}", "{} / {}")).format(one.name, one.others[0])
    if draw < 0.24:
        return one.heart
    if draw < 0.28:
        glued = slug(one.name)
        return pick(rng, (glued, f"#{one.name.title().replace(' ', '')}", one.site or glued))
    if one.acronym and draw < 0.5:
        pointed = ".".join(one.acronym) + "."
        return pick(rng, (
            one.acronym, one.acronym.lower(), pointed, f"{one.acronym} {one.town.name}",
            f"{one.acronym} - {one.name}", f"{one.name} ({one.acronym})",
        ))  # fmt: skip
    if one.partner and draw > 0.92 / freedom:
        return one.partner
    return one.name


def _other_spelling(rng: np.random.Generator, name: str, heart: str) -> str:
    """The heart of a name as the French, or an older map, spell it."""
    old, new = pick(rng, _FRENCH_LETTERS)
    return name.replace(heart, heart[0] + heart[1:].replace(old, new, 1))


def _typed(rng: np.random.Generator, name: str, freedom: float) -> str:
    """What a keyboard makes of it."""
    draw = rng.random() / freedom
    if draw < 0.08:
        name = _slipped(rng, name)
    elif draw < 0.1:
        at = int(rng.integers(3, max(len(name) - 2, 4)))
        name = f"{name[:at]} {name[at:]}"
    elif draw < 0.12:
        name = name.replace(" ", "", 1)
    elif draw < 0.13:
        name = name[:25]
    if rng.random() < 0.25 * freedom:
        name = pick(rng, (name.lower(), name.lower(), name.upper()))
    return name


def _slipped(rng: np.random.Generator, name: str) -> str:
    at = int(rng.integers(1, max(len(name) - 1, 2)))
    letter = next((keys for keys in _KEYS if name[at].lower() in keys), name[at])
    return pick(rng, (
        name[:at] + pick(rng, letter) + name[at + 1 :], name[:at] + name[at + 1 :],
        name[: at + 1] + name[at:], name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
    ))  # fmt: skip
