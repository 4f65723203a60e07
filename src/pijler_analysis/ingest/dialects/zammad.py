"""Zammad: a report with its title above the headings and the time zone below the tickets."""

from __future__ import annotations

from pijler_analysis.ingest.cells import filled, fold, text_of
from pijler_analysis.ingest.dialects.contract import (
    Dialect,
    Export,
    Field,
    clean_heading,
    first_rows,
    found_share,
    named,
    table_of,
)
from pijler_analysis.ingest.sheets import Sheet

_MARKS = [
    ("#", "Ticket#", "Number", "Nummer"),
    ("Title", "Titel"),
    ("Create Channel", "Maak kanaal", "Article Count", "Time Units Total"),
    ("Created At", "Gemaakt op"),
    ("Close Escalation At", "Sluit Escalatie op", "First Response In Min", "Close In Min",
     "Gesloten in minuten", "Updated At", "Organization", "Organisatie"),
]  # fmt: skip
_MEANINGS = {
    "#": "question_id", "Number": "question_id", "Nummer": "question_id",
    "Title": "question_text", "Titel": "question_text", "Created At": "asked_on",
    "Gemaakt op": "asked_on", "First Response At": "answered_on",
    "Eerste reactie op": "answered_on", "Organization": "organisation_name",
    "Organisatie": "organisation_name", "Create Channel": "channel",
    "Maak kanaal": "channel",
}  # fmt: skip
_TECHNICAL = {fold(word) for word in (
    "State", "Status", "Priority", "Prioriteit", "Group", "Groep", "Owner", "Eigenaar", "Sender",
    "Time Units", "Time Units Total", "Agent", "Updated At", "Close Escalation At", "Close In Min",
    "Close Diff In Min", "First Response Escalation At", "First Response In Min",
    "First Response Diff In Min", "Sluit Escalatie op", "Gesloten in minuten",
    "Verschil sluiten in minuten", "Eerste reactie Escalatie op", "Eerst reactie in minuten",
    "Eerste reactie - verschil in minuten", "Update Escalation At", "Update In Min",
    "Update Diff In Min", "Last Contact At", "Last Contact Agent At", "Last Contact Customer At",
    "Article Count", "Type", "Escalation At")}  # fmt: skip
_KNOWN = {fold(heading): column for heading, column in _MEANINGS.items()}


def _recognise(sheet: Sheet) -> float:
    return max((found_share(texts, _MARKS) for _, texts in first_rows(sheet, 3)), default=0.0)


def _read(sheet: Sheet) -> Export:
    rows = first_rows(sheet, 3)
    shares = [found_share(texts, _MARKS) for _, texts in rows]
    first, headings = rows[shares.index(max(shares))]
    names = [clean_heading(text) for text in headings]
    fields = named(
        [Field(name, name, role="technical" if fold(name) in _TECHNICAL else "field",
               meaning=_KNOWN.get(fold(name), "")) for name in names]
    )  # fmt: skip
    notes = {
        place: "note"
        for place, row in enumerate(sheet.rows)
        if place > first and filled(row) == [0] and _is_zone(text_of(row[0]))
    }
    block = table_of(sheet, [field.name for field in fields], first=first, notes=notes)
    return Export("zammad", block, fields, 1, ",")


def _is_zone(text: str) -> bool:
    return text.casefold().startswith(("timezone", "tijdzone", "time zone"))


DIALECT = Dialect("zammad", _recognise, _read, tables=("helpdesk",))
