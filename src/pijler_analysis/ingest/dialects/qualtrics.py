"""Qualtrics: codes, texts and import ids in three rows; previews are trials, not responses.

Older exports write ``V1`` … ``V10`` and one row of headings, or a row of texts below it.
"""

from __future__ import annotations

from pijler_analysis.ingest.cells import Row, fold, text_of
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
from pijler_analysis.ingest.layouts import Block
from pijler_analysis.ingest.sheets import Sheet

_OWN = {
    "ResponseId": ("id", "response_id"), "ResponseID": ("id", "response_id"),
    "StartDate": ("timing", "started_on"), "EndDate": ("submitted", "submitted_on"),
    "RecordedDate": ("timing", ""), "Status": ("technical", ""), "IPAddress": ("technical", ""),
    "Progress": ("technical", ""), "Duration (in seconds)": ("timing", ""),
    "Finished": ("technical", "is_complete"), "RecipientLastName": ("field", "contact_name"),
    "RecipientFirstName": ("field", "contact_first_name"),
    "RecipientEmail": ("field", "contact_email"), "ExternalReference": ("id", "token"),
    "ExternalDataReference": ("id", "token"), "LocationLatitude": ("technical", ""),
    "LocationLongitude": ("technical", ""), "DistributionChannel": ("technical", ""),
    "UserLanguage": ("technical", ""), "ResponseSet": ("technical", ""),
    "Name": ("field", "contact_name"), "EmailAddress": ("field", "contact_email"),
}  # fmt: skip
_OLD = {"V1": "ResponseID", "V2": "ResponseSet", "V3": "Name", "V4": "ExternalDataReference",
        "V5": "EmailAddress", "V6": "IPAddress", "V7": "Status", "V8": "StartDate",
        "V9": "EndDate", "V10": "Finished"}  # fmt: skip
_MARKS = ("StartDate", "EndDate", ("ResponseId", "ResponseID"), "Finished", "Status",
          ("RecordedDate", "IPAddress", "ResponseSet"))  # fmt: skip
_TEXTS = (("Start Date", "StartDate", "Begindatum"), ("End Date", "EndDate", "Einddatum"),
          ("Response ID", "Antwoord-ID"))  # fmt: skip
_TRIALS = {
    "1",
    "2",
    "9",
    "17",
    "survey preview",
    "survey test",
    "spam preview",
    "offline survey preview",
}
_FALSE = {"0", "false", "onwaar", "nee", "no", "falsch", "faux"}
_TIMERS = ("first click", "last click", "page submit", "click count")


def _recognise(sheet: Sheet) -> float:
    if _has_import_ids(sheet):
        return 1.0
    headings = header(sheet)
    new = found_share(headings, _MARKS)
    old = found_share(headings, list(_OLD)) if headings[:2] == ["V1", "V2"] else 0.0
    return max(new, old)


def _has_import_ids(sheet: Sheet) -> bool:
    return any(
        sum('"ImportId"' in text for text in texts) > 1 for _, texts in first_rows(sheet, 3)[1:]
    )


def _read(sheet: Sheet) -> Export:
    rows = first_rows(sheet, 3)
    first, codes = rows[0]
    texts = rows[1][1] if len(rows) > 1 else []
    header_rows = _header_rows(sheet, codes, texts)
    labels = [clean_heading(text) for text in texts] if header_rows > 1 else []
    labels += [""] * (len(codes) - len(labels))
    fields = named(
        [_field(clean_heading(code), label) for code, label in zip(codes, labels, strict=False)]
    )  # fmt: skip
    trials = _trials(sheet, fields, first + header_rows)
    block = table_of(
        sheet, [field.name for field in fields], first=first, header_rows=header_rows, notes=trials
    )  # fmt: skip
    return Export(
        "qualtrics", block, fields, header_rows, ",", unfinished=_unfinished(block, fields)
    )


def _header_rows(sheet: Sheet, codes: list[str], texts: list[str]) -> int:
    if _has_import_ids(sheet):
        return 3
    is_old = codes[:1] == ["V1"]
    repeats = found_share(texts, ["ResponseID", "ResponseSet", "StartDate"]) if is_old else 0.0
    if repeats > 0.5:
        return 2
    has_texts = not is_old and found_share(texts, _TEXTS) > 0.5
    return 2 if has_texts else 1


def _field(code: str, label: str) -> Field:
    own = _OWN.get(_OLD.get(code, code))
    if own:
        return Field(code, label or code, code, own[0], meaning=own[1])
    if code.casefold().endswith(_TIMERS):
        return Field(code, label or code, code, "timing")
    stem, _, part = code.rpartition("_")
    question, dash, option = label.rpartition(" - ")
    if stem and part.upper() == "TEXT":
        return Field(code, label or code, code, "other", question=question or label)
    if stem and part.isdigit() and dash:
        return Field(code, label, code, "option", option=option, question=question)
    return Field(code, label or code, code, "question", question=label or code)


def _place(fields: tuple[Field, ...], code: str) -> int | None:
    for place, field in enumerate(fields):
        if _OLD.get(field.code, field.code) == code:
            return place
    return None


def _trials(sheet: Sheet, fields: tuple[Field, ...], start: int) -> dict[int, str]:
    """Return the rows in which the maker of the survey tried it out."""
    place = _place(fields, "Status")
    if place is None:
        return {}
    return {
        position: "test"
        for position, row in enumerate(sheet.rows)
        if position >= start and _says(row, place, _TRIALS)
    }


def _unfinished(block: Block, fields: tuple[Field, ...]) -> int:
    place = _place(fields, "Finished")
    return 0 if place is None else sum(_says(row, place, _FALSE) for row in block.rows)


def _says(row: Row, place: int, words: set[str]) -> bool:
    return place < len(row) and fold(text_of(row[place])) in words


DIALECT = Dialect("qualtrics", _recognise, _read, is_survey=True)
