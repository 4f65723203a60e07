"""Google Forms: a moment, then the questions; chosen options joined by a comma and a blank.

The moment is month first under headings in any language, except where Excel saved it again.
"""

from __future__ import annotations

import re
from datetime import date

from pijler_analysis.ingest.cells import fold, text_of
from pijler_analysis.ingest.dialects.contract import (
    Dialect,
    Export,
    Field,
    clean_heading,
    first_rows,
    header,
    named,
    table_of,
)
from pijler_analysis.ingest.sheets import Sheet

_MOMENT = {fold(word) for word in ("Timestamp", "Tijdstempel", "Horodateur", "Zeitstempel",
                                   "Tijdstip")}  # fmt: skip
_EMAIL = {fold(word) for word in ("Email Address", "E-mailadres", "Adresse e-mail",
                                  "E-Mail-Adresse", "Username", "Gebruikersnaam")}  # fmt: skip
_SCORE = {"score", "totaalscore"}
_WRITTEN = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}[ T]\d{1,2}:\d{2}.*")
_GRID = re.compile(r"(?P<question>.*\S)\s*\[(?P<row>[^\[\]]+)\]")


def _recognise(sheet: Sheet) -> float:
    headings = [fold(clean_heading(text)) for text in header(sheet)]
    if not headings or headings[0] not in _MOMENT or len([h for h in headings if h]) < 2:
        return 0.0
    rows = first_rows(sheet, 6)[1:]
    moments = [sheet.rows[place][0] for place, _ in rows if sheet.rows[place]]
    is_moment = [isinstance(cell, date) or bool(_WRITTEN.fullmatch(text_of(cell)))
                 for cell in moments if cell != ""]  # fmt: skip
    return 0.9 if not is_moment or sum(is_moment) * 2 >= len(is_moment) else 0.0


def _read(sheet: Sheet) -> Export:
    first = first_rows(sheet, 1)[0][0]
    fields = named(
        [
            _field(clean_heading(text_of(cell)), place)
            for place, cell in enumerate(sheet.rows[first])
        ]
    )
    block = table_of(sheet, [field.name for field in fields], first=first)
    return Export("google_forms", block, fields, 1, ", ")


def _field(heading: str, place: int) -> Field:
    folded = fold(heading)
    if place == 0:
        return Field(heading, heading, role="submitted", meaning="submitted_on")
    if folded in _EMAIL and place == 1:
        return Field(heading, heading, role="field", meaning="contact_email")
    if folded in _SCORE:
        return Field(heading, heading, role="technical")
    grid = _GRID.fullmatch(heading)
    if grid:
        return Field(heading, heading, role="option", option=grid["row"], question=grid["question"])
    return Field(heading, heading, role="question", question=heading)


DIALECT = Dialect("google_forms", _recognise, _read, is_survey=True, dates="us")
