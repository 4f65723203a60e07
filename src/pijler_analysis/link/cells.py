"""What people write into the cell for a name beside or instead of it: themselves, a site.

A cell is read before any name is compared: *Els Maes - Hart voor Kasongo* is *Hart voor Kasongo*,
*www.hartvoorkasongo.example* is a domain. Nothing is guessed from the words alone: a part of a cell
is a person only if an address or a list of contacts knows that person.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

import pandas as pd
from rapidfuzz.distance import OSA

from pijler_analysis.link.names import COMMON, PROVIDERS, core_name, normalise_name, whole_name

_PARTS = re.compile(r"\s+[-–|/]\s+|[(),;]|\s*:\s+")
_SITE = re.compile(r"^(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,8})/?$")
_EMPTY = {"", *COMMON}
_LETTERS = re.compile(r"[a-z]+")
_LONG_DOMAIN = 8
"""Letters of a provider's domain from which one wrong letter is surely a slip."""


def mend_addresses(addresses: pd.Series) -> pd.Series:
    """Write e-mail addresses in small letters, with the slips in a provider's domain mended.

    >>> mend_addresses(pd.Series(["An@gmial.com", "an@hart.example", None])).tolist()
    ['an@gmail.com', 'an@hart.example', <NA>]
    """
    plain = addresses.str.strip().str.lower()
    domains = {one.rpartition("@")[2] for one in plain.dropna().unique()}
    slips = {domain: _provider_meant(domain) for domain in domains}
    slips = {domain: meant for domain, meant in slips.items() if meant}
    wrong = {
        one: one.rpartition("@")[0] + "@" + slips[one.rpartition("@")[2]]
        for one in plain.dropna().unique()
        if one.rpartition("@")[2] in slips
    }
    return plain.map(lambda one: wrong.get(one, one), na_action="ignore").astype("string")


def _provider_meant(domain: str) -> str | None:
    if domain in PROVIDERS or len(domain) < _LONG_DOMAIN:
        return None
    near = (known for known in _LONG_PROVIDERS if OSA.distance(domain, known, score_cutoff=1) < 2)
    return next(near, None)


_LONG_PROVIDERS = sorted(known for known in PROVIDERS if len(known) >= _LONG_DOMAIN)


def known_people(persons: pd.Series, addresses: pd.Series) -> frozenset[str]:
    """Return the people a list knows, by contact or by mailbox; their words in alphabetical order.

    >>> sorted(known_people(pd.Series(["maes els", None]), pd.Series(["jan.claes12@hart.example"])))
    ['claes jan', 'els maes']
    """
    by_mailbox = (_mailbox_words(one) for one in addresses.dropna().unique())
    by_name = (set(one.split()) for one in persons.dropna().unique())
    return frozenset(" ".join(sorted(words)) for words in (*by_name, *by_mailbox) if len(words) > 1)


def _mailbox_words(address: str) -> set[str]:
    mailbox = address.partition("@")[0].rstrip("0123456789")
    return {word for word in _LETTERS.findall(mailbox) if len(word) > 2}


def name_in(cell: str, address: str | None, people: AbstractSet[str]) -> str:
    """Return a cell without the parts that name a known person, unless nothing else is in it.

    A cell that is the name of who sent it from an address at a provider becomes empty.

    >>> name_in("Els Maes - Hart voor Kasongo (Jan)", "jan.claes@mail.example", {"els maes"})
    'Hart voor Kasongo'
    >>> name_in("Els Maes", None, {"els maes"}), name_in("Els Maes", "maes.els@gmail.com", set())
    ('Els Maes', '')
    """
    parts = [part.strip() for part in _PARTS.split(cell)]
    box, _, domain = (address or "").partition("@")
    mailbox = box.replace(".", "")
    if len(parts) < 2:
        is_sender = domain in PROVIDERS and _is_sender(normalise_name(cell).split(), box)
        return "" if is_sender else cell
    kept = [part for part in parts if part and not _is_person(part, mailbox, people)]
    rest = " ".join(kept)
    return rest if core_name(whole_name(normalise_name(rest))) not in _EMPTY else cell


def _is_sender(words: list[str], mailbox: str) -> bool:
    """Tell whether words are the whole name, or the first name, in a mailbox."""
    known = _LETTERS.findall(mailbox)[:2]
    if len(known) < 2 or not words:
        return False
    return "".join(words) in {known[0], "".join(known), "".join(reversed(known))}


def _is_person(part: str, mailbox: str, people: AbstractSet[str]) -> bool:
    words = normalise_name(part).split()
    if not words:
        return False
    in_mailbox = bool(mailbox) and all(len(word) > 1 and word in mailbox for word in words)
    return in_mailbox or " ".join(sorted(words)) in people


def site_in(cell: str) -> str | None:
    """Return the domain a cell consists of, if it is one.

    >>> site_in("www.Hart.example "), site_in("hart.example"), site_in("Hart v. Kasongo")
    ('hart.example', 'hart.example', None)
    """
    found = _SITE.match(cell.strip().lower())
    return found[1] if found else None
