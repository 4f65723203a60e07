"""SurveyMonkey: questions over options in two rows; a ticked option repeats its own text."""

from __future__ import annotations

from pijler_analysis.ingest.cells import fold, text_of
from pijler_analysis.ingest.dialects.contract import (
    Dialect,
    Export,
    Field,
    clean_heading,
    first_rows,
    found_share,
    header,
    named,
    table_of,
)
from pijler_analysis.ingest.sheets import Sheet

_ID = ("Respondent ID", "RespondentID", "Respondent-ID", "ID respondent", "Respondent_ID",
       "ID van respondent", "Deelnemer-ID")  # fmt: skip
_OWN = {
    "id": ("id", "response_id", _ID),
    "collector": ("technical", "", ("Collector ID", "CollectorID", "Collector-ID",
                                    "ID verzamelprogramma", "Verzamelaar-ID")),
    "start": ("timing", "started_on", ("Start Date", "StartDate", "Startdatum", "Begindatum",
                                       "Date Created", "Aanmaakdatum")),
    "end": ("submitted", "submitted_on", ("End Date", "EndDate", "Einddatum", "Date Modified",
                                          "Wijzigingsdatum", "Datum gewijzigd")),
    "ip": ("technical", "", ("IP Address", "IP-adres", "IP Adress", "IPAddress")),
    "email": ("field", "contact_email", ("Email Address", "E-mailadres")),
    "first": ("field", "contact_first_name", ("First Name", "Voornaam")),
    "last": ("field", "contact_name", ("Last Name", "LastName", "Achternaam")),
    "custom": ("technical", "", ("Custom Data 1", "CustomData", "Custom Data", "Aangepaste "
                                 "gegevens 1", "Custom Value")),
}  # fmt: skip
_KNOWN = {fold(word): own[:2] for own in _OWN.values() for word in own[2]}
_ANSWER = {fold(word) for word in ("Response", "Antwoord", "Respons", "Reactie", "Réponse",
                                   "Open-Ended Response", "Open antwoord", "Open-ended antwoord",
                                   "Open respons", "Antwort")}  # fmt: skip
_OTHER = ("other please specify", "other specify", "andere geef nader", "anders namelijk",
          "andere namelijk", "overige geef nader", "other")  # fmt: skip


def _recognise(sheet: Sheet) -> float:
    headings = [clean_heading(text) for text in header(sheet)]
    if not found_share(headings[:2], [_ID]):
        return 0.0
    others = [own[2] for key, own in _OWN.items() if key in ("collector", "start", "end", "ip")]
    return 0.85 + 0.15 * found_share(headings, others)


def _read(sheet: Sheet) -> Export:
    first = first_rows(sheet, 1)[0][0]
    above = [clean_heading(text_of(cell)) for cell in sheet.rows[first]]
    below = _second_row(sheet, first, len(above))
    fields = named(_fields(above, below) if below else [_one_row(text) for text in above])
    header_rows = 2 if below else 1
    block = table_of(
        sheet, [field.name for field in fields], first=first, header_rows=header_rows
    )  # fmt: skip
    return Export("surveymonkey", block, fields, header_rows)


def _second_row(sheet: Sheet, first: int, width: int) -> list[str]:
    """Return the row of options under the questions; nothing where the data start at once.

    The respondent has no option: the first cell of that row is empty.
    """
    if first + 1 >= len(sheet.rows):
        return []
    row = [clean_heading(text_of(cell)) for cell in sheet.rows[first + 1]]
    row += [""] * (width - len(row))
    return row if any(row) and not row[0] else []


def _fields(above: list[str], below: list[str]) -> list[Field]:
    fields, question = [], ""
    for heading, option in zip(above, below, strict=False):
        question = heading or question
        own = _KNOWN.get(fold(question))
        if own and not option:
            fields.append(Field(heading, heading, role=own[0], meaning=own[1]))
        elif not option or fold(option) in _ANSWER:
            fields.append(Field(question, question, role="question", question=question))
        else:
            fields.append(_option(question, option))
    return fields


def _option(question: str, option: str) -> Field:
    role = "other" if fold(option).startswith(_OTHER) else "option"
    name = f"{question} [{option}]"
    return Field(name, name, role=role, option=option, question=question)


def _one_row(heading: str) -> Field:
    """Return a field of an export with one row of headings: ``question - option``."""
    own = _KNOWN.get(fold(heading))
    if own:
        return Field(heading, heading, role=own[0], meaning=own[1])
    question, dash, option = heading.rpartition(" - ")
    if dash and question.strip():
        role = "other" if fold(option).startswith(_OTHER) else "option"
        return Field(heading, heading, role=role, option=option, question=question.strip())
    return Field(heading, heading, role="question", question=heading)


DIALECT = Dialect("surveymonkey", _recognise, _read, is_survey=True, dates="us")
