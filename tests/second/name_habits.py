"""How Flemish volunteers write the name of their organisation.

Written down from knowledge of the field, before and without looking at any matcher:

1.  **Legal form**: behind (``Vrienden van X vzw``), in front (``vzw X``), ``VZW``, ``V.Z.W.``,
    ``v.z.w``, in brackets, after a comma, glued on (``Xvzw``), ``asbl``, ``feitelijke vereniging``,
    ``FV``, ``(FV)``, ``i.o.`` (being founded); mostly left out at the helpdesk and on lists.
2.  **Opening words fall away**: *Vrienden van*, *Werkgroep*, *Comité*, *Steungroep*,
    *Stichting*, *Fonds*, *Project*: the heart of the name stays (``Kaburo``).
3.  **Opening words are shortened**: ``Vr. v.``, ``WG``, ``Werkgr.``, ``Com.``, ``St.``.
4.  **Acronyms** instead of or beside the name: ``VVK``, ``V.V.K.``, ``Vvk``, ``VVK - Vrienden …``,
    ``Vrienden … (VVK)``.
5.  **Place** added (``X Lokeren``, ``X (Lokeren)``, ``X - Lokeren``, ``X, Lokeren``) or dropped
    though part of the name; the part of the municipality (*Heverlee*) where the register says
    *Leuven*.
6.  **Country** added behind a dash or in brackets.
7.  **Word order**: ``Kaburo, Vrienden van``; ``Kaburo-werkgroep``; ``Kaburo vrienden``.
8.  **Small words** swapped or lost: *voor*/*in*/*van*, ``&``/``en``/``+``, *de*, *het*.
9.  **Other language**: ``Friends of X``, ``Les Amis de X``, ``Hope for X`` for ``Hoop voor X``;
    ``4`` for *for*; ``Congo``/``Kongo``, ``Kenia``/``Kenya``, ``Oeganda``/``Uganda``.
10. **Capitals**: all small on a phone, all capitals on paper lists; ``camelCase`` in brands.
11. **Accents** lost, hyphens lost or added, ``Sint``/``St.``/``St-``, apostrophes lost, spaces
    doubled, words glued (``Hartvoor X``) or split.
12. **Typing errors** of a phone: the neighbouring key, a letter left out, doubled or swapped.
13. **Cut off** by a form or a column (24 characters).
14. **The partner project's name** instead of the organisation's (``Centre Espoir Kaburo``).
15. **The former name**, for years after a renaming; ``(vroeger X)`` in the register.
16. **A person in front or behind**: ``Els Maes - X``, ``X (Els)``; only the person's name, with the
    organisation's address beside it.
17. **The website** as the name (``www.x.example``, ``x.example``).
18. **Noise words**: ``organisatie X``, ``X (voorzitter)``, ``lid van X``, ``namens X``, quotes, a
    full stop at the end.

Left out: two organisations in one field, since no truth can be given for such a record.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from places import Town, pick, plain

OPENINGS = {
    "Vrienden van": ("Friends of", "Les Amis de", "Vr. v.", "Vrienden v"),
    "Werkgroep": ("Working group", "Groupe de travail", "WG", "Werkgr."),
    "Comité": ("Committee", "Comité", "Com.", "Comitee"),
    "Steungroep": ("Support group", "Groupe de soutien", "Steungr.", "SG"),
    "Stichting": ("Foundation", "Fondation", "St.", "Sticht."),
    "Fonds": ("Fund", "Fonds", "Fds", "Fonds"),
    "Project": ("Project", "Projet", "Proj.", "Project"),
    "Actiegroep": ("Action group", "Groupe d'action", "AG", "Actiegr."),
}
"""Opening words: English, French, two abbreviations."""

_PLEAS = {
    "Hoop voor": "Hope for", "Water voor": "Water for", "Kansen voor": "Chances for",
    "Toekomst voor": "Future for", "Kinderen van": "Children of", "Handen voor": "Hands for",
}  # fmt: skip
_SPELLINGS = {
    "Congo": ("Kongo", "RDC", "DR Congo"), "Kenia": ("Kenya",), "Oeganda": ("Uganda",),
    "Ethiopië": ("Ethiopia", "Ethiopie"), "Kameroen": ("Cameroun",), "Haïti": ("Haiti",),
    "Cambodja": ("Cambodia",), "Filipijnen": ("Filippijnen",), "Oekraïne": ("Oekraine",),
}  # fmt: skip
_NEIGHBOURS = {
    "a": "zsq", "b": "vn", "c": "xv", "d": "sf", "e": "rz", "f": "dg", "g": "fh", "h": "gj",
    "i": "uo", "k": "jl", "l": "km", "m": "lp", "n": "bh", "o": "ip", "r": "et", "s": "qd",
    "t": "ry", "u": "yi", "v": "cb", "w": "xq", "z": "ae",
}  # fmt: skip
SLOPPINESS = {
    "register": 0.25, "fund": 0.35, "panel": 0.5, "helpdesk": 0.9, "attendance": 1.0,
}  # fmt: skip
"""How often a habit strikes in a source, relative to an attendance list."""


@dataclass(frozen=True)
class Organisation:
    """An invented organisation; ``opening`` + ``heart`` is its name without legal form.

    ``acronym``, ``project``, ``former_name``, ``site`` and ``number`` are empty where it has none;
    ``people`` are its contacts: first name, last name, e-mail address.
    """

    id: str
    opening: str
    heart: str
    legal_form: str
    town: Town
    countries: tuple[str, ...]
    people: tuple[tuple[str, str, str], ...]
    acronym: str = ""
    project: str = ""
    former_name: str = ""
    site: str = ""
    number: str = ""

    @property
    def name(self) -> str:
        """As its statutes write it, without the legal form."""
        return f"{self.opening} {self.heart}".strip()


def spell(
    rng: np.random.Generator, organisation: Organisation, source: str, person: tuple[str, str, str]
) -> str:
    """The organisation's name as one source happens to hold it."""
    sloppiness = SLOPPINESS[source]
    text, is_whole = _choose_form(rng, organisation, sloppiness, person)
    if is_whole:
        text = _vary_words(rng, text, organisation, sloppiness)
        text = _place_and_country(rng, text, organisation, sloppiness)
        text = _legal_form(rng, text, organisation, source)
        text = _surround(rng, text, sloppiness, person)
    return _type(rng, text, sloppiness)


def _choose_form(
    rng: np.random.Generator,
    organisation: Organisation,
    sloppiness: float,
    person: tuple[str, str, str],
) -> tuple[str, bool]:
    """Habits 2, 4, 7, 9, 14–17; tells whether the form still takes a legal form and the like."""
    own_address = bool(organisation.site) and person[2].endswith(organisation.site)
    forms = [
        (0.16 * bool(organisation.opening), organisation.heart, True),
        (0.03 * bool(organisation.opening), f"{organisation.heart}, {organisation.opening}", True),
        (0.02 * bool(organisation.opening), f"{organisation.heart}-{organisation.opening.lower()}",
         True),
        (0.05 * bool(organisation.opening), _abbreviate(rng, organisation), True),
        (0.04, _translate(rng, organisation), True),
        (0.30 * bool(organisation.acronym), _write_acronym(rng, organisation), True),
        (0.12 * bool(organisation.project), organisation.project, False),
        (0.02 * own_address, f"{person[0]} {person[1]}", False),
        (0.05 * bool(organisation.site), pick(rng, ("www.", "")) + organisation.site, False),
    ]  # fmt: skip
    if organisation.former_name and rng.random() < 0.4:
        forms_of_old = (organisation.former_name,
                        f"{organisation.name} (vroeger {organisation.former_name})")  # fmt: skip
        return pick(rng, forms_of_old), True
    draw = rng.random()
    for chance, text, is_whole in forms:
        draw -= chance * sloppiness
        if draw < 0:
            return text, is_whole
    return organisation.name, True


def _abbreviate(rng: np.random.Generator, organisation: Organisation) -> str:
    short = OPENINGS.get(organisation.opening)
    return f"{pick(rng, short[2:])} {organisation.heart}" if short else organisation.name


def _translate(rng: np.random.Generator, organisation: Organisation) -> str:
    if organisation.opening in OPENINGS:
        return f"{pick(rng, OPENINGS[organisation.opening][:2])} {organisation.heart}"
    for dutch, english in _PLEAS.items():
        if organisation.name.startswith(dutch):
            return organisation.name.replace(dutch, english, 1)
    return organisation.name.replace(" for ", " 4 ")


def _write_acronym(rng: np.random.Generator, organisation: Organisation) -> str:
    acronym, name = organisation.acronym, organisation.name
    return pick(rng, (
        acronym, acronym, ".".join(acronym) + ".", acronym.capitalize(), f"{acronym} - {name}",
        f"{name} ({acronym})", f"{acronym} {organisation.town.name}",
    ))  # fmt: skip


def _vary_words(
    rng: np.random.Generator, text: str, organisation: Organisation, sloppiness: float
) -> str:
    """Habits 8, 9 and 11."""
    for country, spellings in _SPELLINGS.items():
        if country in text.split() and rng.random() < 0.25:
            text = text.replace(country, pick(rng, spellings))
    swaps = ((" en ", (" & ", " + ", "&")), (" & ", (" en ", " and ")),
             (" voor ", (" in ", " vr ")), ("Sint-", ("St.-", "St. ", "Sint ", "St ")),
             ("'", ("", "’")), ("-", (" ", "")),
             (" de ", (" ",)), (" van ", (" v. ",)), (" het ", (" ",)))  # fmt: skip
    for old, new in swaps:
        if old in text and rng.random() < 0.14 * sloppiness:
            text = text.replace(old, pick(rng, new), 1)
    if rng.random() < 0.3 * sloppiness:
        text = plain(text)
    return text


def _place_and_country(
    rng: np.random.Generator, text: str, organisation: Organisation, sloppiness: float
) -> str:
    """Habits 5 and 6."""
    town, draw = organisation.town, rng.random()
    if town.name in text and draw < 0.25 * sloppiness and len(text) > len(town.name) + 4:
        return text.replace(town.name, "").strip(" -,()")
    if town.name not in text and draw < 0.12 * sloppiness + 0.03:
        place = pick(rng, (town.name, town.name, town.municipality))
        shape = pick(rng, ("{} {}", "{} ({})", "{} - {}", "{}, {}"))
        return shape.format(text, place)
    country = organisation.countries[0]
    if country not in text and draw > 1 - 0.05 * sloppiness:
        return pick(rng, ("{} - {}", "{} ({})", "{} {}")).format(text, country)
    return text


def _legal_form(
    rng: np.random.Generator, text: str, organisation: Organisation, source: str
) -> str:
    """Habit 1."""
    keeps = {"register": 0.7, "fund": 0.75, "panel": 0.4, "helpdesk": 0.22, "attendance": 0.25}
    if not organisation.legal_form or rng.random() > keeps[source]:
        return text
    shapes = {
        "vzw": ("{} vzw", "{} vzw", "{} vzw", "vzw {}", "vzw {}", "{} VZW", "VZW {}", "{} (vzw)",
                "{}, vzw", "{} V.Z.W.", "v.z.w. {}", "{}vzw", "Vzw {}", "{} Vzw"),
        "asbl": ("{} asbl", "asbl {}", "{} ASBL", "{} asbl-vzw", "{} vzw"),
        "fv": ("{} (feitelijke vereniging)", "{} FV", "{} (FV)", "{}", "{}", "{} - feit. ver."),
        "stichting": ("{} Private Stichting", "{} PS", "{}", "{} (stichting)"),
    }  # fmt: skip
    ending = " i.o." if rng.random() < 0.01 else ""
    return pick(rng, shapes[organisation.legal_form]).format(text) + ending


def _surround(
    rng: np.random.Generator, text: str, sloppiness: float, person: tuple[str, str, str]
) -> str:
    """Habits 16 and 18."""
    if rng.random() > 0.07 * sloppiness:
        return text
    return pick(rng, (
        f"{person[0]} {person[1]} - {text}", f"{text} ({person[0]})", f"organisatie {text}",
        f"{text} (voorzitter)", f"lid van {text}", f"namens {text}", f'"{text}"', f"{text}.",
        f"{text} - bestuurslid", f"vrijwilliger {text}",
    ))  # fmt: skip


def _type(rng: np.random.Generator, text: str, sloppiness: float) -> str:
    """Habits 10–13: what keyboard and form make of it."""
    draw = rng.random()
    if draw < 0.14 * sloppiness:
        text = text.lower()
    elif draw < 0.19 * sloppiness:
        text = text.upper()
    if rng.random() < 0.09 * sloppiness:
        text = _mistype(rng, text)
    if rng.random() < 0.03 * sloppiness and " " in text:
        at = pick(rng, [i for i, c in enumerate(text) if c == " "])
        text = text[:at] + pick(rng, ("", "  ", "-")) + text[at + 1 :]
    if rng.random() < 0.02 * sloppiness:
        text = text[:24]
    return text + " " * (rng.random() < 0.04)


def _mistype(rng: np.random.Generator, text: str) -> str:
    letters = [i for i, c in enumerate(text) if c.isalpha() and i > 0]
    if len(letters) < 5:
        return text
    at = pick(rng, letters[:-1])
    near = pick(rng, _NEIGHBOURS.get(text[at].lower(), text[at]))
    return pick(rng, (
        text[:at] + near + text[at + 1 :], text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:], text[:at] + text[at + 1] + text[at] + text[at + 2 :],
    ))  # fmt: skip
