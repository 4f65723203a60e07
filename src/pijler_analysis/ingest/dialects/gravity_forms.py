"""Gravity Forms (WordPress): ``Label (part)``; one column per checkbox, ticked by its own text."""

from __future__ import annotations

from collections import Counter

from pijler_analysis.ingest.cells import fold
from pijler_analysis.ingest.dialects.contract import (
    Dialect,
    Export,
    Field,
    by_marks,
    clean_heading,
    first_rows,
    named,
    table_of,
    with_joined_options,
)
from pijler_analysis.ingest.sheets import Sheet

_OWN = {
    "id": ("id", "response_id", ("Entry Id", "Item-id", "Item ID", "Invoer-id", "Inzending ID",
                                 "Invoer ID")),
    "date": ("submitted", "submitted_on", ("Entry Date", "Item datum", "Invoerdatum",
                                            "Datum van invoer", "Inzendingsdatum")),
    "changed": ("timing", "", ("Date Updated", "Datum bijgewerkt", "Bijgewerkt op")),
    "rest": ("technical", "", (
        "Created By (User Id)", "Aangemaakt door (gebruikers-id)", "Source Url", "Bron-URL",
        "Bron URL", "Transaction Id", "Transactie-id", "Payment Amount", "Betaalbedrag",
        "Payment Date", "Betalingsdatum", "Payment Status", "Betaalstatus", "Post Id",
        "Bericht-id", "User Agent", "User-agent", "User IP", "IP van gebruiker",
        "Gebruikers-IP")),
}  # fmt: skip
_KNOWN = {fold(word): own[:2] for own in _OWN.values() for word in own[2]}
_PARTS = {fold(word) for word in (
    "Voornaam", "Achternaam", "Voorvoegsel", "Tussenvoegsel", "Tweede naam", "Achtervoegsel",
    "First", "Last", "Prefix", "Middle", "Suffix", "First Name", "Last Name", "Voor", "Achter",
    "Straatnaam", "Adresregel 2", "Plaats", "Staat / Provincie", "Postcode", "Land",
    "Street Address", "Address Line 2", "City", "State / Province", "ZIP / Postal Code", "Country",
    "Straat", "Adres", "Straat + huisnummer", "Provincie", "Toestemming", "Tekst", "Beschrijving",
    "Consent", "Text", "Description", "Enter Email", "Confirm Email", "E-mail invoeren",
    "E-mail bevestigen")}  # fmt: skip
_MEANINGS = {fold(word): column for column, words in {
    "contact_first_name": ("Voornaam", "First", "First Name", "Voor"),
    "contact_name": ("Achternaam", "Last", "Last Name", "Achter"),
    "postcode": ("Postcode", "ZIP / Postal Code"),
    "municipality": ("Plaats", "City"),
    "address": ("Straatnaam", "Adresregel 2", "Street Address", "Address Line 2", "Land",
                "Country", "Straat", "Staat / Provincie", "State / Province"),
}.items() for word in words}  # fmt: skip
_CONSENT = {fold(word) for word in ("Toestemming", "Consent", "Tekst", "Text", "Beschrijving",
                                    "Description")}  # fmt: skip
_OTHER = {"andere", "anders", "other", "overige"}
_MARKS = [
    ("Entry Id", "Item-id", "Item ID", "Invoer-id", "Inzending ID", "Invoer ID"),
    ("Entry Date", "Item datum", "Invoerdatum", "Datum van invoer", "Inzendingsdatum"),
    ("Source Url", "Bron-URL", "Bron URL", "Created By (User Id)",
     "Aangemaakt door (gebruikers-id)", "User Agent", "User-agent", "User IP",
     "IP van gebruiker"),
]  # fmt: skip


def _read(sheet: Sheet) -> Export:
    first, headings = first_rows(sheet, 1)[0]
    names = [clean_heading(text) for text in headings]
    stems = Counter(_split(name)[0] for name in names)
    fields = named([_field(name, stems) for name in names])
    block = table_of(sheet, [field.name for field in fields], first=first)
    return with_joined_options(Export("gravity_forms", block, fields, 1, "|"))


def _split(name: str) -> tuple[str, str]:
    """Return label and part; the part may hold parentheses of its own.

    >>> _split("Landen (Congo (DRC))"), _split("Naam")
    (('Landen', 'Congo (DRC)'), ('Naam', ''))
    """
    if not name.endswith(")"):
        return name, ""
    depth = 0
    for place in range(len(name) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(name[place], 0)
        if depth == 0:
            return name[:place].strip(), name[place + 1 : -1]
    return name, ""


def _field(name: str, stems: Counter[str]) -> Field:
    own = _KNOWN.get(fold(name))
    if own:
        return Field(name, name, role=own[0], meaning=own[1])
    stem, part = _split(name)
    if part and fold(part) in _PARTS:
        role = "technical" if fold(part) in _CONSENT else "field"
        return Field(name, name, role=role, question=stem, meaning=_MEANINGS.get(fold(part), ""))
    if part and stem and stems[stem] > 1:
        role = "other" if fold(part) in _OTHER else "option"
        return Field(name, name, role=role, option=part, question=stem)
    return Field(name, name, role="question", question=name)


DIALECT = Dialect("gravity_forms", by_marks(_MARKS), _read, is_survey=True,
                  tables=("registrations",))  # fmt: skip
