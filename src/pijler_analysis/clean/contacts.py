"""Readers of e-mail addresses and telephone numbers.

An ordinary address is recognised by its form; the libraries that know the rules are asked only
about the others, and are not loaded before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pijler_analysis.clean.readings import (
    BLANK,
    ColumnReader,
    Reading,
    Readings,
    each,
    unreadable,
    usually,
)
from pijler_analysis.clean.values import mend
from pijler_analysis.ingest.cells import Cell, text_of

_ORDINARY = re.compile(
    r"[A-Za-z0-9_%+\-]+(?:\.[A-Za-z0-9_%+\-]+)*@"
    r"[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?)*\.[A-Za-z]{2,}"
)
_USUAL = re.compile(
    r"[A-Za-z0-9_%+\-]+(?:\.[A-Za-z0-9_%+\-]+)*@(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z]{2,}"
)
_LONGEST = 254
_BETWEEN = re.compile(r"[\s;,<>()/|]+")
_ANONYMOUS = ("anonymous", "anoniem")
_NATIONAL = "BE"
_FROM_EXCEL = re.compile(r"[1-9]\d{7,13}")
_BELGIAN = re.compile(r"(?:\+32|0(?!0))(?:[ ./\-]?\d){8,9}")
"""A number whose country nobody needs to be asked: most are written so."""
_SIGNS = str.maketrans("", "", "+ ./-")
_LENGTHS = (8, 9)
_READ = "telefoonnummer gelezen"
_DECIMAL = re.compile(r"(?<=\d{8})\.0$")
_OR = re.compile(r"\s+(?:of|en|or)\s+|[;|\n]|\s+/\s+|/(?=\+)", re.IGNORECASE)
_EXPECTED_MAIL = "een e-mailadres, zoals naam@voorbeeld.be"
_EXPECTED_PHONE = "een telefoonnummer, zoals 09 123 45 67"


def email_addresses() -> ColumnReader:
    """Return a reader of e-mail addresses; of several in a cell the first is taken.

    The domain comes in small letters. A survey tool writes ``anonymous`` where nobody signed in.

    >>> read = email_addresses()
    >>> [reading.value for reading in read(["An <An@Hart.Example>", "anonymous", "an@hart"])]
    ['An@hart.example', None, None]
    """
    return usually(_are_usual, each(_read_address))


def _are_usual(cells: Sequence[Cell]) -> list[bool]:
    """Tell which cells are addresses in their usual form; most are."""
    is_usual = _USUAL.fullmatch
    return [
        isinstance(cell, str) and len(cell) <= _LONGEST and is_usual(cell) is not None
        for cell in cells
    ]


def _read_address(cell: Cell) -> Reading:
    if isinstance(cell, str) and len(cell) <= _LONGEST and _ORDINARY.fullmatch(cell):
        local, _, domain = cell.rpartition("@")
        usual = f"{local}@{domain.lower()}"
        return Reading(usual, "" if usual == cell else "e-mailadres gelezen")
    text = mend(text_of(cell)).strip()
    if text.casefold() in _ANONYMOUS:
        return BLANK
    found = [part.removeprefix("mailto:") for part in _BETWEEN.split(text) if "@" in part]
    addresses = [address for part in found if (address := _address(part.strip(".\"'")))]
    if not addresses:
        return unreadable("is geen e-mailadres", _EXPECTED_MAIL)
    if len(addresses) > 1:
        return Reading(addresses[0], "eerste van meer adressen genomen")
    return Reading(addresses[0], "" if addresses[0] == cell else "e-mailadres gelezen")


def _address(text: str) -> str | None:
    """Return an address in its usual form, None where it is none."""
    if len(text) <= _LONGEST and _ORDINARY.fullmatch(text):
        local, _, domain = text.rpartition("@")
        return f"{local}@{domain.lower()}"
    if text.isascii():
        return None
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def phone_numbers() -> ColumnReader:
    """Return a reader of telephone numbers to the international form, Belgian where none is named.

    The first zero or the plus that a spreadsheet lost is put back; of two numbers in a cell the
    first is taken.

    >>> read = phone_numbers()
    >>> [reading.value for reading in read(["09/123.45.67", 470123456.0, "0032 470 12 34 56"])]
    ['+3291234567', '+32470123456', '+32470123456']
    >>> read(["12"])[0].reason
    'is geen telefoonnummer'
    """
    read_any = each(_read_phone)

    def read(cells: Sequence[Cell]) -> Readings:
        readings = Readings([_belgian(cell) if isinstance(cell, str) else "" for cell in cells])
        for code, (cell, usual) in enumerate(zip(cells, readings.values, strict=True)):
            if not usual:
                readings.note(code, read_any([cell])[0])
            elif usual != cell:
                readings.noted[code] = Reading(usual, _READ)
        return readings

    return read


def _read_phone(cell: Cell) -> Reading:
    import phonenumbers

    numbers = []
    for part in _OR.split(text_of(cell)):
        try:
            number = phonenumbers.parse(_with_start(part.strip()), _NATIONAL)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            numbers.append(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    if not numbers:
        return unreadable("is geen telefoonnummer", _EXPECTED_PHONE)
    rule = "eerste van meer nummers genomen" if len(numbers) > 1 else _READ
    return Reading(numbers[0], "" if numbers[0] == cell else rule)


def _belgian(text: str) -> str:
    """Return a Belgian number in the way most are written; empty where it may be another."""
    if not _BELGIAN.fullmatch(text):
        return ""
    digits = text.replace(" ", "")
    digits = digits if digits.isdigit() else digits.translate(_SIGNS)
    rest = digits[1:] if digits.startswith("0") else digits[2:]
    return f"+32{rest}" if len(rest) in _LENGTHS and rest[0] != "0" else ""


def _with_start(text: str) -> str:
    """Put back what a program takes off digits that start with a zero or a plus."""
    text = _DECIMAL.sub("", text)
    if not _FROM_EXCEL.fullmatch(text):
        return text
    return f"0{text}" if len(text) <= len("470123456") else f"+{text}"
