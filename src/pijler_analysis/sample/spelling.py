"""How a name is spelled: the ways that still mean the same name, and the ways that do not.

``plain_name`` is the sample's own reading of the rule by which names are the same: case, accents,
punctuation and legal form do not count. The truth rests on it, so it is kept apart from the
package's linking.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from pijler_analysis.sample.dice import Dice

_LEGAL = re.compile(r"\b(v\.?z\.?w\.?|asbl|ivzw|feitelijke vereniging|fv|stichting)(?!\w)")
_MENDABLE = set("éèëïôçêñüóá")
"""Accented letters whose double encoding shows only printable characters."""


def without_accents(text: str) -> str:
    """Take the accents off.

    >>> without_accents("Congrégatie Thiès")
    'Congregatie Thies'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def plain_name(name: str) -> str:
    """Reduce a name to what must be the same for two spellings to mean one organisation.

    >>> plain_name("v.z.w. Été-Solidaire (VZW)")
    'ete solidaire'
    """
    bare = _LEGAL.sub(" ", without_accents(name).casefold())
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def slug(name: str) -> str:
    """Write a name as it stands in an address.

    >>> slug("El Amrani")
    'elamrani'
    """
    return re.sub(r"[^a-z0-9]", "", without_accents(name).casefold())


def garble(text: str) -> str:
    """Encode twice, as an export does that takes UTF-8 for cp1252.

    >>> garble("Congrégatie")
    'CongrÃ©gatie'
    """
    return text.encode("utf-8").decode("cp1252")


def can_garble(text: str) -> bool:
    """Tell whether double encoding would show and could be mended."""
    special = {letter for letter in text if ord(letter) > 127}
    return bool(special) and special <= _MENDABLE


def same_name(dice: Dice, name: str, legal_form: str) -> str:
    """Spell a name another way that still is the same name."""
    form = {"vzw": "vzw", "informal": "fv", "foundation": "stichting"}.get(legal_form, "vzw")
    ways: list[tuple[str, float]] = [
        (name, 8.0),
        (name.upper(), 1.0),
        (name.lower(), 1.5),
        (without_accents(name), 1.5),
        (name.replace("-", " "), 0.5),
        (name.replace(" van ", " Van ").replace(" voor ", " Voor "), 0.5),
        (f"{name} {form}", 2.5),
        (f"{name} ({form})", 0.8),
        (f"{form} {name}", 1.0),
        (f"{form.upper()} {name}", 0.4),
        (f" {name} ", 0.5),
        (name.replace(" ", "  ", 1), 0.3),
        (f'"{name}"', 0.2),
    ]
    if form == "vzw":
        ways += [(f"{name} v.z.w.", 0.8), (f"{name}, vzw", 0.6), (f"{name} VZW", 1.0)]
    if can_garble(name):
        ways.append((garble(name), 2.0))
    return dice.weigh(ways)


def other_name(dice: Dice, name: str, taken: Container[str]) -> str:
    """Spell a name so that it no longer is the same: a typing error or an abbreviation."""
    while True:
        spelled = _abbreviated(name) if dice.chance(0.3) else _mistyped(dice, name)
        if plain_name(spelled) not in taken and plain_name(spelled):
            return spelled
        name = f"{name} {name.split()[-1]}" if len(name) < 6 else _mistyped(dice, name)


def _abbreviated(name: str) -> str:
    words = [word for word in re.split(r"[ \-]+", name) if word]
    if len(words) < 3:
        return f"{words[0][:4]}. {' '.join(words[1:])}".strip()
    return "".join(word[0].upper() if len(word) > 3 else word[0].lower() for word in words)


def _mistyped(dice: Dice, name: str) -> str:
    letters = list(name)
    places = [
        at
        for at in range(1, len(letters) - 2)
        if letters[at].isalpha() and letters[at + 1].isalpha()
    ]
    if not places:
        return f"{name}s"
    at = dice.pick(places)
    way = dice.whole(1, 3)
    if way == 1 and letters[at] != letters[at + 1]:
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    elif way == 2:
        del letters[at]
    else:
        letters.insert(at, letters[at])
    return "".join(letters)
