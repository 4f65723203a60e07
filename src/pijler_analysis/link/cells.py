"""What people write into the cell for a name beside or instead of it: themselves, a site.

A cell is read before any name is compared: *Els Maes - Hart voor Kasongo* is *Hart voor Kasongo*,
*www.hartvoorkasongo.example* is a domain. Nothing is guessed from the words alone: a part of a cell
is a person only if an address or a list of contacts knows that person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache

import numpy as np
import pandas as pd

from pijler_analysis.link.each import once_each
from pijler_analysis.link.names import COMMON, PROVIDERS, core_name, normalise_name, whole_name
from pijler_analysis.link.slips import Slips

_PARTS = re.compile(r"\s+[-–|/]\s+|[(),;]|\s*:\s+")
_SEPARATOR = re.compile(r"[(),;:]|\s[-–|/]\s")
_SITE = re.compile(r"^(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,8})/?$")
_RENAMED = re.compile(r"(?i)vroeger|voorheen|anciennement|formerly|[(,-]\s*(?:nu|now|maintenant)\s")
_FORMER = re.compile(
    r"(?i)^(?P<now>.*\w.*?)[\s(,-]+(?:vroeger|voorheen|anciennement|formerly)\s+"
    r"(?P<former>[^)]+)(?:\)(?P<more>.*))?$"
)
_LATER = re.compile(
    r"(?i)^(?P<former>.*\w.*?)\s*[(,-]\s*(?:nu|now|maintenant)\s+(?P<now>[^)]+)\)?(?P<more>.*)$"
)
_EMPTY = {"", *COMMON}
_NAMESAKES = 3
"""People known by a word from which it is a first name."""
_LETTERS = re.compile(r"[a-z]+")
_LONG_DOMAIN = 8
"""Letters of a provider's domain from which one wrong letter is surely a slip."""


def mend_addresses(addresses: pd.Series) -> pd.Series:
    """Write e-mail addresses in small letters, with the slips in a provider's domain mended.

    >>> mend_addresses(pd.Series(["An@gmial.com", "an@hart.example", None])).tolist()
    ['an@gmail.com', 'an@hart.example', <NA>]
    """
    return once_each(addresses.str.strip().str.lower(), _mended)


def _mended(address: str) -> str:
    box, at, domain = address.rpartition("@")
    return f"{box}@{_domain_meant(domain)}" if at else address


@lru_cache(maxsize=200_000)
def _domain_meant(domain: str) -> str:
    is_right = domain in PROVIDERS or len(domain) < _LONG_DOMAIN
    return domain if is_right else _LONG_PROVIDERS.meant(domain) or domain


_LONG_PROVIDERS = Slips(known for known in PROVIDERS if len(known) >= _LONG_DOMAIN)


def known_people(persons: pd.Series, addresses: pd.Series) -> frozenset[str]:
    """Return the people a list knows, by contact or by mailbox; their words in alphabetical order.

    >>> sorted(known_people(pd.Series(["els maes", None]), pd.Series(["jan.claes12@hart.example"])))
    ['claes jan', 'els maes']
    """
    by_mailbox = (
        person_of_mailbox(one) for one in np.asarray(addresses.dropna().unique(), dtype=object)
    )
    by_name = (one for one in np.asarray(persons.dropna().unique(), dtype=object) if " " in one)
    return frozenset(one for one in (*by_name, *by_mailbox) if one)


@lru_cache(maxsize=200_000)
def person_of_mailbox(address: str) -> str | None:
    """Return whose mailbox it is, where it says so: two words or more, in alphabetical order.

    >>> person_of_mailbox("jan.claes12@hart.example"), person_of_mailbox("info@hart.example")
    ('claes jan', None)
    """
    mailbox = address.partition("@")[0].rstrip("0123456789")
    words = {word for word in _LETTERS.findall(mailbox) if len(word) > 2}
    return " ".join(sorted(words)) if len(words) > 1 else None


def first_names(people: Iterable[str]) -> frozenset[str]:
    """Return the words that several people are called by.

    >>> first_names(["claes jan", "jan maes", "els maes", "aerts jan"])
    frozenset({'jan'})
    """
    borne = Counter(word for one in people for word in one.split())
    return frozenset(word for word, many in borne.items() if many >= _NAMESAKES)


def name_in(cell: str, address: str | None, people: AbstractSet[str]) -> tuple[str, str | None]:
    """Return a cell without the parts that name a known person, and the person it names.

    Where nothing else is in it the cell stays, but one that is the name of who sent it from an
    address at a provider becomes empty.

    >>> name_in("Els Maes - Hart voor Kasongo (Jan)", "jan.claes@mail.example", {"els maes"})
    ('Hart voor Kasongo', 'els maes')
    >>> name_in("Els Maes", None, {"els maes"}), name_in("Els Maes", "maes.els@gmail.com", set())
    (('Els Maes', 'els maes'), ('', None))
    """
    box, _, domain = (address or "").partition("@")
    parts = [part for part in map(str.strip, _PARTS.split(cell)) if part]
    words = [normalise_name(part).split() for part in parts]
    in_order = [" ".join(sorted(some)) for some in words]
    person = next((one for one in in_order if one in people), None)
    if len(parts) < 2:
        is_sender = bool(words) and domain in PROVIDERS and _is_sender(words[0], box)
        return "" if is_sender else cell, person
    mailbox = box.replace(".", "")
    kept = [
        part
        for part, some, one in zip(parts, words, in_order, strict=True)
        if one not in people and not _is_in(mailbox, some)
    ]
    if len(kept) == len(parts):
        return cell, person
    rest = " ".join(kept)
    return (rest if core_name(whole_name(normalise_name(rest))) not in _EMPTY else cell), person


def parts_of(cell: str) -> list[str]:
    """Return the plain names of the parts a cell is written in; none where it is one whole.

    >>> parts_of("Hart voor Kasongo - voor elk kind (Gent)"), parts_of("Hart voor Kasongo")
    (['hart voor kasongo', 'voor elk kind', 'gent'], [])
    """
    if not _SEPARATOR.search(cell):
        return []
    return [plain for part in _PARTS.split(cell) if (plain := normalise_name(part))]


def _is_sender(words: list[str], mailbox: str) -> bool:
    """Tell whether words are the whole name, or the first name, in a mailbox."""
    known = _LETTERS.findall(mailbox)[:2]
    if len(known) < 2 or not words:
        return False
    return "".join(words) in {known[0], "".join(known), "".join(reversed(known))}


def _is_in(mailbox: str, words: list[str]) -> bool:
    return bool(mailbox and words) and all(len(word) > 1 and word in mailbox for word in words)


def split_former(names: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the names without the former one some tell, and the former ones.

    >>> names = ["Hart (vroeger Wij en Kasongo), Gent", "Hart", "Wij en Kasongo (nu Hart)"]
    >>> now, former = split_former(pd.Series(names))
    >>> now.tolist(), former.tolist()
    (['Hart, Gent', 'Hart', 'Hart'], ['Wij en Kasongo', <NA>, 'Wij en Kasongo'])
    """
    different = names.dropna().unique()
    renamed = [name for name in np.asarray(different, dtype=object) if _RENAMED.search(name)]
    read = {name: _FORMER.match(name) or _LATER.match(name) for name in renamed}
    found = {name: told for name, told in read.items() if told}
    now = {name: told["now"].strip() + (told["more"] or "") for name, told in found.items()}
    former = once_each(names, lambda name: found[name]["former"] if name in found else None)
    return once_each(names, lambda name: now.get(name, name)), former


def site_in(cell: str) -> str | None:
    """Return the domain a cell consists of, if it is one.

    >>> site_in("www.Hart.example "), site_in("hart.example"), site_in("Hart v. Kasongo")
    ('hart.example', 'hart.example', None)
    """
    found = _SITE.match(cell.strip().lower())
    return found[1] if found else None
