"""Microsoft Forms: the questions are the headings; chosen options end in a semicolon each."""

from __future__ import annotations

from pijler_analysis.ingest.cells import fold, text_of
from pijler_analysis.ingest.dialects.contract import (
    Dialect,
    Export,
    Field,
    clean_heading,
    count_blank,
    first_rows,
    found_share,
    header,
    named,
    table_of,
)
from pijler_analysis.ingest.sheets import Sheet

_START = ("Start time", "Begintijd", "Starttijd", "Heure de début", "Startzeit")
_END = ("Completion time", "Tijd van voltooien", "Voltooiingstijd", "Tijd van voltooiing",
        "Heure de fin", "Fertigstellungszeit")  # fmt: skip
_OWN = {
    "id": ("id", "response_id", ("ID", "Id")),
    "start": ("timing", "started_on", _START),
    "end": ("submitted", "submitted_on", _END),
    "email": ("field", "contact_email", ("Email", "E-mail", "E-mailadres", "Adresse de messagerie",
                                         "E-Mail")),
    "name": ("field", "contact_name", ("Name", "Naam", "Nom")),
    "changed": ("timing", "", ("Last modified time", "Tijd van laatste wijziging",
                               "Heure de dernière modification", "Zeitpunkt der letzten Änderung")),
    "points": ("technical", "", ("Total points", "Totaal aantal punten", "Total des points",
                                 "Quiz feedback", "Feedback quiz", "Language", "Taal")),
}  # fmt: skip
_KNOWN = {fold(word): own[:2] for own in _OWN.values() for word in own[2]}
_POINTS = tuple(
    fold(word) for word in ("Points - ", "Punten - ", "Feedback - ", "Points –", "Punten –")
)
_OWN_COLUMNS = 6
"""The tool's own columns stand first, so a question that is called *Naam* is a question."""


def _recognise(sheet: Sheet) -> float:
    start = [clean_heading(text) for text in header(sheet)[:_OWN_COLUMNS]]
    return found_share(start, [("ID", "Id"), _START, _END])


def _read(sheet: Sheet) -> Export:
    first = first_rows(sheet, 1)[0][0]
    fields = named(
        [_field(text_of(cell), place) for place, cell in enumerate(sheet.rows[first])]
    )  # fmt: skip
    block = table_of(sheet, [field.name for field in fields], first=first)
    submitted = next((field.name for field in fields if field.role == "submitted"), "")
    return Export("ms_forms", block, fields, 1, ";", unfinished=count_blank(block, submitted))


def _field(heading: str, place: int) -> Field:
    label = clean_heading(heading)
    own = _KNOWN.get(fold(label))
    if own and (place < _OWN_COLUMNS or own[0] == "technical"):
        return Field(label, label, role=own[0], meaning=own[1])
    if fold(label).startswith(_POINTS):
        return Field(label, label, role="technical")
    return Field(label, label, role="question", question=label)


DIALECT = Dialect("ms_forms", _recognise, _read, is_survey=True)
