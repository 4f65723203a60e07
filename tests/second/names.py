"""Names of invented organisations as five sources spell them, with the truth beside them.

About 1,100 organisations in about 3,000 records of a register, a helpdesk log, attendance lists,
fund applications and panel lists. The habits of spelling stand in ``name_habits``; here stands who
the organisations are and what makes telling them apart hard:

- the same name in two or three towns (*Vrienden van Burundi*), the town seldom written;
- two organisations with a project in the same village (*Vrienden van Kaburo*, *Licht voor Kaburo*);
- names that differ in one word (*Mali*/*Malawi*, *Zambia*/*Gambia*);
- sisters: a youth group or a Dutch branch under nearly the same name, often with the same domain;
- one person active in two organisations, with one address;
- one enterprise number used by two: an informal group under the wings of a non-profit;
- an enterprise number with a digit typed wrong, or written in any of six ways;
- some organisations registered twice;
- records that are no organisation: *geen*, ``/``, a private person, a municipality, a school.

``truth`` is missing where a record is no fourth-pillar organisation. ``why_not`` then says
``placeholder``, ``person`` or ``other_body``: two records of one municipality may rightly be put
together, so pairs within ``other_body`` are to be left out of a score.

Run ``python names.py FILE.csv`` to write the records.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from name_habits import SLOPPINESS, Organisation, spell
from places import (
    COUNTRIES,
    TOWNS,
    invent_enterprise_number,
    invent_mailbox,
    invent_person,
    invent_villages,
    pick,
    plain,
    slug,
)

SEED = 4811
SOURCES = tuple(SLOPPINESS)
_PLEAS = (
    "Hoop voor", "Water voor", "Scholen voor", "Kansen voor", "Toekomst voor", "Kinderen van",
    "Handen voor", "Een hart voor", "Licht voor", "Samen voor", "Fietsen voor", "Brillen voor",
    "Bruggen naar", "Een school voor", "Zorg voor", "Boeken voor", "Wij en", "Een dak voor",
)  # fmt: skip
_OPENINGS = (
    "Vrienden van", "Vrienden van", "Vrienden van", "Werkgroep", "Werkgroep", "Comité",
    "Steungroep", "Stichting", "Fonds", "Project", "Actiegroep",
)  # fmt: skip
_BRANDS = (
    "Kids4{v}", "Bike2{v}", "{v} Education Fund", "Sunrise for {v} Children", "Hope for {v}",
    "Wells of {v}", "{v} Connect", "Build {v}", "Care & Share {v}", "Learning by Doing {v}",
)  # fmt: skip
_FRENCH = (
    "Espoir pour {v}", "Solidarité {v}", "Action pour le Développement de {v}",
    "Les Enfants de {v}", "Ensemble pour {v}", "Association des Femmes de {v}",
)  # fmt: skip
_WORDS = (
    "Amani", "Umoja", "Pamoja", "Karibu", "Tumaini", "Ubuntu", "Inti", "Pachamama", "Namaste",
    "Sawubona", "Djigui", "Teranga", "Wontanara", "Sonrisa", "Esperanza", "Bondeko", "Kimia",
    "Elikya", "Upendo", "Asante",
)  # fmt: skip
_TOWN_NAMES = (
    "{t} helpt {c}", "Derdewereldgroep {t}", "Noord-Zuidkring {t}", "Missiekring Sint-Jozef {t}",
    "Wereldgroep {t}", "{t} voor {v}", "Band {t}-{v}", "Missiekring Sint-Martinus {t}",
)  # fmt: skip
_DIASPORA = (
    "{c} Vereniging {t}", "Gemeenschap {c} in Vlaanderen", "Diaspora {c} {t}", "{c} Women {t}",
    "Association {v} Belgique", "Jeugd van {c} {t}",
)  # fmt: skip
_NEAR = (
    ("Mali", "Malawi"), ("Zambia", "Gambia"), ("Niger", "Nigeria"), ("Guinee", "Ghana"),
    ("Benin", "Bolivia"), ("Burundi", "Rwanda"),
)  # fmt: skip
_PARTNERS = (
    "Centre Espoir {v}", "St. Mary's Home {v}", "Colegio San Lucas de {v}", "École Primaire {v}",
    "{v} Community Hospital", "Centre de Santé {v}", "{v} Girls School", "Hogar {v}",
)  # fmt: skip
_PLACEHOLDERS = (
    "geen", "Geen", "/", "-", "nvt", "n.v.t.", "privé", "particulier", "zelf", "student", "ikzelf",
    "nog geen naam", "geen organisatie", "x", "?", "individueel", "nog op te richten", "burger",
)  # fmt: skip
_OTHER_BODIES = (
    "Gemeente {t}", "Stad {t}", "gemeentebestuur {t}", "{t} - dienst internationale samenwerking",
    "Stedenband {t}-{v}", "GRIS {t}", "Lokaal bestuur {t}", "Basisschool De Regenboog {t}",
    "Sint-Lutgardiscollege {t}", "VBS De Zonnebloem", "Bibliotheek {t}", "Scouts Sint-Joris {t}",
    "OCMW {t}", "Wereldraad {t}", "Provincie Limburg", "Hogeschool Westland",
)  # fmt: skip


@dataclass(frozen=True)
class Record:
    """One line of a source; empty where the source does not say."""

    source: str
    record_id: str
    name: str
    municipality: str
    postcode: str
    country: str
    email: str
    enterprise_number: str
    truth: str
    why_not: str = ""


def make_organisations(rng: np.random.Generator, count: int = 1100) -> list[Organisation]:
    """Invent the organisations, near-equal ones among them."""
    villages = invent_villages(rng, count)
    for at in rng.permutation(count)[: count // 12]:
        villages[at] = pick(rng, villages)
    found = _same_name_elsewhere(rng, 48) + _near_names(rng)
    found += [_invent(rng, village) for village in villages[: count - len(found) - 36]]
    found = _give_own_sites(found)
    found += _sisters(rng, found, 36)
    mixed = [found[int(i)] for i in rng.permutation(len(found))]
    named = [replace(organisation, id=f"O{i:04d}") for i, organisation in enumerate(mixed, 1)]
    return _share_people_and_numbers(rng, named)


def _give_own_sites(organisations: list[Organisation]) -> list[Organisation]:
    """Let the second of one name take a domain with its town: a domain has one owner."""
    taken, found = set(), []
    for organisation in organisations:
        site = organisation.site
        if site in taken:
            site = f"{slug(organisation.name)}-{slug(organisation.town.name)}.example"
            people = tuple(
                (first, last, email.replace(organisation.site, site))
                for first, last, email in organisation.people
            )
            organisation = replace(organisation, site=site, people=people)
        taken.update({site} - {""})
        found.append(organisation)
    return found


def _invent(rng: np.random.Generator, village: str) -> Organisation:
    """One organisation of a kind picked by weight."""
    town, country = pick(rng, TOWNS), pick(rng, list(COUNTRIES))
    heart = village if rng.random() < 0.85 else f"{village} {country}"
    words = {"v": village, "t": town.name, "c": country}
    draw = rng.random()
    if draw < 0.30:
        opening, heart = pick(rng, _OPENINGS), heart
    elif draw < 0.52:
        opening, heart = "", f"{pick(rng, _PLEAS)} {heart}"
    elif draw < 0.63:
        opening, heart = "", pick(rng, _BRANDS).format(**words)
    elif draw < 0.71:
        opening, heart = "", pick(rng, _FRENCH).format(**words)
    elif draw < 0.79:
        opening, heart = "", pick(rng, _TOWN_NAMES).format(**words)
    elif draw < 0.86:
        opening, heart = "", pick(rng, _DIASPORA).format(**words)
    elif draw < 0.92:
        opening, heart = pick(rng, ("Fonds", "Stichting", "")), " ".join(invent_person(rng))
        heart = heart if opening else f"{pick(rng, ('Zuster', 'Pater'))} {heart}"
    else:
        opening, heart = "", f"{pick(rng, _WORDS)} {pick(rng, ('', village, town.name))}".strip()
    return _found(rng, opening, heart, town, country, village)


def _found(
    rng: np.random.Generator, opening: str, heart: str, town, country: str, village: str
) -> Organisation:
    """Give a name its legal form, people, number and other names."""
    form = pick(rng, ("vzw", "vzw", "vzw", "vzw", "vzw", "fv", "fv", "", "asbl", "stichting"))
    name = f"{opening} {heart}".strip()
    site = f"{slug(name)}.example" if rng.random() < 0.28 else ""
    takes_acronym = rng.random() < 0.3
    initials = "".join(word[0] for word in plain(name).replace("-", " ").split()).upper()
    more = [pick(rng, list(COUNTRIES))] if rng.random() < 0.15 else []
    return Organisation(
        id="", opening=opening, heart=heart, legal_form=form, town=town,
        countries=tuple(dict.fromkeys([country, *more])),
        people=tuple(_invent_contact(rng, site) for _ in range(int(rng.integers(1, 4)))),
        acronym=initials if takes_acronym and len(initials) >= 3 and initials.isalpha() else "",
        project=pick(rng, _PARTNERS).format(v=village) if rng.random() < 0.25 else "",
        former_name=f"{pick(rng, _PLEAS)} {village}" if rng.random() < 0.035 else "",
        site=site,
        number=invent_enterprise_number(rng) if form in ("vzw", "asbl", "stichting") else "",
    )  # fmt: skip


def _invent_contact(rng: np.random.Generator, site: str) -> tuple[str, str, str]:
    first, last = invent_person(rng)
    if site and rng.random() < 0.75:
        return first, last, f"{pick(rng, ('info', slug(first), 'contact'))}@{site}"
    return first, last, invent_mailbox(rng, first, last)


def _same_name_elsewhere(rng: np.random.Generator, groups: int) -> list[Organisation]:
    """The same name for two or three organisations in different towns, sharing nothing else."""
    found = []
    for _ in range(groups):
        country = pick(rng, list(COUNTRIES))
        opening, heart = pick(rng, (
            ("Vrienden van", country), ("Werkgroep", country),
            ("", f"{pick(rng, _PLEAS)} {country}"), ("", pick(rng, _WORDS)),
            ("", "Derdewereldgroep"), ("Comité", country),
        ))  # fmt: skip
        at = rng.permutation(len(TOWNS))[: int(rng.integers(2, 4))]
        for town in (TOWNS[i] for i in at):
            found.append(_found(rng, opening, heart, town, country, heart.split()[-1]))
    return found


def _near_names(rng: np.random.Generator) -> list[Organisation]:
    """Names that differ in the country only."""
    found = []
    for countries in _NEAR:
        plea = pick(rng, _PLEAS)
        for country in countries:
            found.append(_found(rng, "", f"{plea} {country}", pick(rng, TOWNS), country, country))
    return found


def _sisters(
    rng: np.random.Generator, elders: list[Organisation], count: int
) -> list[Organisation]:
    """Youth groups and branches of some organisations, half of them under the elder's domain."""
    found = []
    for at in rng.permutation(len(elders))[:count]:
        elder = elders[int(at)]
        ending = pick(rng, ("Jongeren", "Nederland", "Kids", "Jeugd", "Projectfonds", "Cultuur"))
        heart, town = f"{elder.heart} {ending}", pick(rng, (elder.town, *TOWNS))
        village = elder.heart.split()[-1]
        sister = _found(rng, elder.opening, heart, town, elder.countries[0], village)
        if elder.site and rng.random() < 0.5:
            site = elder.site
            people = tuple((*invent_person(rng), f"{slug(ending)}@{site}") for _ in range(1))
            sister = replace(sister, site=site, people=people)
        found.append(sister)
    return found


def _share_people_and_numbers(
    rng: np.random.Generator, organisations: list[Organisation]
) -> list[Organisation]:
    """Let some people serve two organisations, and some groups use another's number."""
    found = list(organisations)
    for at in rng.permutation(len(found))[:16]:
        other = found[int(rng.integers(len(found)))]
        found[at] = replace(found[at], people=(other.people[0], *found[at].people))
    informal = [i for i, organisation in enumerate(found) if organisation.legal_form == "fv"]
    hosts = [organisation for organisation in found if organisation.number]
    for at in informal[:6]:
        found[at] = replace(found[at], number=pick(rng, hosts).number)
    return found


_PRESENT = {"helpdesk": 0.42, "attendance": 0.86, "fund": 0.27, "panel": 0.23}
_FIELDS = ("municipality", "postcode", "country", "email", "number")
_TELLS = {
    "register": (0.98, 0.97, 0.85, 0.95, 0.70),
    "fund": (0.95, 0.95, 1.00, 0.97, 0.85),
    "panel": (0.80, 0.40, 0.00, 0.90, 0.00),
    "helpdesk": (0.08, 0.03, 0.20, 0.88, 0.00),
    "attendance": (0.30, 0.15, 0.00, 0.80, 0.00),
}
"""Mean records per organisation, and how often a source holds each of the fields."""


def make_records(seed: int = SEED) -> list[Record]:
    """All records, mixed, each with its truth."""
    rng = np.random.default_rng(seed)
    organisations = make_organisations(rng)
    found = [
        _record(rng, organisation, source)
        for organisation in organisations
        for source in _sources(rng)
    ]
    found += [_no_organisation(rng, organisations) for _ in range(170)]
    mixed = [found[int(i)] for i in rng.permutation(len(found))]
    return _number(mixed)


def _sources(rng: np.random.Generator) -> list[str]:
    """Where an organisation occurs; once at least."""
    found = [source for source, mean in _PRESENT.items() for _ in range(int(rng.poisson(mean)))]
    if rng.random() < 0.8 or not found:
        found += ["register"] * (2 if rng.random() < 0.012 else 1)
    return found


def _record(rng: np.random.Generator, organisation: Organisation, source: str) -> Record:
    tells = {
        field: rng.random() < chance for field, chance in zip(_FIELDS, _TELLS[source], strict=True)
    }
    at = min(int(rng.integers(len(organisation.people))), int(rng.integers(3)))
    person = organisation.people[at]
    town = organisation.town
    isos = ";".join(COUNTRIES[country] for country in organisation.countries)
    return Record(
        source=source, record_id="",
        name=spell(rng, organisation, source, person if tells["email"] else (*person[:2], "")),
        municipality=pick(rng, (town.name, town.municipality)) if tells["municipality"] else "",
        postcode=town.postcode if tells["postcode"] else "",
        country=isos if tells["country"] else "",
        email=_write_email(rng, person[2]) if tells["email"] else "",
        enterprise_number=_write_number(rng, organisation.number) if tells["number"] else "",
        truth=organisation.id,
    )  # fmt: skip


def _write_email(rng: np.random.Generator, email: str) -> str:
    draw = rng.random()
    if draw < 0.08:
        return email[0].upper() + email[1:]
    if draw < 0.1:
        return email.replace("gmail", "gmial").replace("hotmail", "hotmial")
    return email


def _write_number(rng: np.random.Generator, number: str) -> str:
    if not number:
        return ""
    dotted = f"{number[:4]}.{number[4:7]}.{number[7:]}"
    if rng.random() < 0.012:
        return dotted[:-1] + str((int(dotted[-1]) + 1) % 10)
    return pick(rng, (dotted, dotted, f"BE{number}", f"BE {dotted}", number, number.lstrip("0")))


def _no_organisation(rng: np.random.Generator, organisations: list[Organisation]) -> Record:
    """A line in which the field for the organisation holds something else."""
    source = pick(rng, ("helpdesk", "attendance", "attendance", "panel", "fund"))
    source = source if source != "fund" or rng.random() < 0.3 else "helpdesk"
    first, last = invent_person(rng)
    email, town = invent_mailbox(rng, first, last), pick(rng, TOWNS)
    why = pick(rng, ("placeholder", "placeholder", "person", "other_body", "other_body"))
    village = pick(rng, organisations).heart.split()[-1]
    name = {
        "placeholder": pick(rng, _PLACEHOLDERS),
        "person": pick(
            rng, (f"{first} {last}", f"{last} {first}", first, f"{first} {last} (privé)")
        ),
        "other_body": pick(rng, _OTHER_BODIES).format(t=town.municipality, v=village),
    }[why]
    if why == "other_body":
        email = f"{slug(first)}.{slug(last)}@{slug(town.municipality)}.example"
    return Record(
        source=source, record_id="", name=name, country="", enterprise_number="", truth="",
        municipality=town.municipality if rng.random() < 0.3 else "", postcode="",
        email=email if rng.random() < 0.85 else "", why_not=why,
    )  # fmt: skip


def _number(records: list[Record]) -> list[Record]:
    seen: Counter[str] = Counter()
    numbered = []
    for record in records:
        seen[record.source] += 1
        identity = f"{record.source[0].upper()}{seen[record.source]:04d}"
        numbered.append(replace(record, record_id=identity))
    return numbered


def write_records(path: Path, records: list[Record]) -> None:
    """Write records as a CSV with a comma, truth included."""
    names = [field.name for field in fields(Record)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        writer.writerows([getattr(record, name) for name in names] for record in records)


if __name__ == "__main__":
    write_records(Path(sys.argv[1]), make_records())
