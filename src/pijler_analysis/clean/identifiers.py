"""What gives a person away whoever it is: addresses, telephone and account numbers, links.

Each kind is found by its form, in time that grows with the length of the text and no faster: every
pattern starts at a sign that is rare or takes a bounded number of characters from there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from pijler_analysis.clean.national_numbers import national_numbers

EMAIL, PHONE, IBAN, NATIONAL, LINK = "email", "phone", "iban", "national_number", "link"
MARKS = {
    EMAIL: "[e-mail]", PHONE: "[telefoon]", IBAN: "[rekening]", NATIONAL: "[rijksregisternummer]",
    LINK: "[link]",
}  # fmt: skip
"""What stands in a text where something was left out."""

Span = tuple[int, int, str]
"""Where in a text something stands, from and up to, and of which kind it is."""

_LONGEST_LOCAL, _LONGEST_DOMAIN = 64, 255
_BACK_FROM_AT = re.compile(r"\s{0,2}[\w.+%&'~#=!?*/^{|}$-]{1,64}")
_AFTER_AT = re.compile(r"\s{0,2}(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
_AT = re.compile(r"@|＠|[\[(]\s?at\s?[\])]|%40", re.IGNORECASE)
_LINK = re.compile(
    r"(?:https?://|ftp://|www\.)\S+"
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10}/[\w%?#=&~./-]+",
    re.IGNORECASE,
)
_IBAN = re.compile(
    r"(?<![^\W_])[A-Z]{2}\d{2}(?:[ .\-\u00a0]?[A-Z0-9]{4}){2,7}(?:[ .\-\u00a0]?[A-Z0-9]{1,3})?",
    re.IGNORECASE,
)
_BELGIAN_IBAN = re.compile(r"BE\d{2}(?:[ .\-\u00a0]?\d{4}){3}", re.IGNORECASE)
_SHORTEST_IBAN = 15
_PHONE = re.compile(
    r"(?<![\d+])(?:\+ ?|00 ?|\(0|0|32[ ./-]?(?=4)|4(?=[5-9]))"
    r"\d(?:[ ./()\-–\u00a0\u202f]{0,3}\d){6,13}(?!\d)"
)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?!\d)")
_DIGIT = re.compile(r"\d")
_TELLTALE = re.compile(r"[@＠/]|\d|at\b|www\.|%40", re.IGNORECASE)
"""What every identifier has one of; most texts have none."""
_FEWEST_DIGITS = re.compile(r"(?:\d\D{0,3}){8}")
_LENGTHS = (("00", 10, 15), ("0", 9, 10), ("32", 11, 11), ("4", 9, 9))
"""Digits a number has by how it begins, fewest and most."""
_ABROAD = (8, 15)


def holds_identifier(text: str) -> bool:
    """Tell whether a text holds an address, number or link that may be a person's.

    >>> [holds_identifier(text) for text in ("an@hart.example", "bel 0470/12.34.56", "12/03/2024")]
    [True, True, False]
    """
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return bool(identifiers(composed))


def without_identifiers(text: str) -> tuple[str, Counter[str]]:
    """Return a text with marks for the identifiers in it, and how many of each kind there were.

    >>> without_identifiers("Mail an@hart.example of bel +32 470 12 34 56.")[0]
    'Mail [e-mail] of bel [telefoon].'
    >>> sorted(without_identifiers("BE71 0961 2345 6769, zie www.hart.example/an")[1])
    ['iban', 'link']
    """
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    found: Counter[str] = Counter()
    spans = identifiers(composed)
    if not spans:
        return composed, found
    parts, end = [], 0
    for start, stop, kind in spans:
        parts += [composed[end:start], MARKS[kind]]
        found[kind] += 1
        end = stop
    return "".join([*parts, composed[end:]]), found


def identifiers(text: str) -> list[Span]:
    """Return where identifiers stand in a composed text, in order and apart from one another."""
    if not _TELLTALE.search(text):
        return []
    found: list[Span] = []
    if "@" in text or "＠" in text or "at" in text.casefold() or "%40" in text:
        found += _emails(text)
    if "/" in text or "www." in text.casefold():
        found += [(*match.span(), LINK) for match in _LINK.finditer(text)]
    if _FEWEST_DIGITS.search(text):
        found += [(*span, NATIONAL) for span in national_numbers(text)]
        found += _ibans(text)
        found += _phones(text)
    return _apart(found)


def _apart(found: list[Span]) -> list[Span]:
    """Join what overlaps into one, of the kind of the longest."""
    joined: list[Span] = []
    for start, stop, kind in sorted(found):
        if joined and start < joined[-1][1]:
            first, last, other = joined[-1]
            longest = kind if stop - start > last - first else other
            joined[-1] = (first, max(stop, last), longest)
        else:
            joined.append((start, stop, kind))
    return joined


def _emails(text: str) -> Iterator[Span]:
    for match in _AT.finditer(text):
        at, after = match.span()
        before = _BACK_FROM_AT.match(text[max(0, at - _LONGEST_LOCAL - 2) : at][::-1])
        domain = _AFTER_AT.match(text, after, after + _LONGEST_DOMAIN)
        if before and domain:
            yield at - len(before[0]), domain.end(), EMAIL


def _ibans(text: str) -> Iterator[Span]:
    for match in _IBAN.finditer(text):
        start = match.start()
        belgian = _BELGIAN_IBAN.match(text, start)
        if belgian:
            yield start, belgian.end(), IBAN
        elif stop := _valid_iban(match[0]):
            yield start, start + stop, IBAN


def _valid_iban(written: str) -> int:
    """Return how much of a candidate is an account number with a right check, 0 for none."""
    signs = [(place, sign) for place, sign in enumerate(written, 1) if sign.isalnum()]
    for count in range(len(signs), _SHORTEST_IBAN - 1, -1):
        number = "".join(sign for _, sign in signs[:count])
        turned = number[4:] + number[:4]
        if int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1:
            return signs[count - 1][0]
    return 0


def _phones(text: str) -> Iterator[Span]:
    for match in _PHONE.finditer(text):
        if _DATE.match(match[0]):
            continue
        stop = _phone_end(match[0])
        if stop:
            yield match.start(), match.start() + stop, PHONE


def _phone_end(written: str) -> int:
    """Return how much of a candidate is a telephone number, 0 for none."""
    ends = [match.end() for match in _DIGIT.finditer(written)]
    digits = "".join(written[end - 1] for end in ends)
    fewest, most = _ABROAD
    if written[0] != "+":
        fewest, most = next(rest for begin, *rest in _LENGTHS if digits.startswith(begin))
    for count in range(min(most, len(ends)), fewest - 1, -1):
        if count == len(ends) or ends[count] - ends[count - 1] > 1:
            return ends[count - 1]
    return 0
