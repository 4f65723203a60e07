"""Kobo and ODK: a question with several answers is one column of chosen names and one per option.

A question that was skipped is blank in every option; an option that was not ticked is 0. A row
of HXL tags may stand under the headings.
"""

from __future__ import annotations

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
    with_joined_options,
)
from pijler_analysis.ingest.sheets import Sheet

_TIMING = {"start", "end", "today", "startdate", "enddate"}
_TECHNICAL = {"deviceid", "subscriberid", "simserial", "phonenumber", "username", "audit",
              "formhub/uuid", "meta/instanceid", "meta-instanceid", "meta-instancename",
              "meta/rootuuid", "submitterid", "submittername", "attachmentspresent",
              "attachmentsexpected", "reviewstate", "edits", "formversion", "devicelabel",
              "meta-audit", "instancename"}  # fmt: skip
_IDS = ("_id", "key", "instanceid")
_MOMENTS = ("_submission_time", "submissiondate")


def _recognise(sheet: Sheet) -> float:
    headings = header(sheet)
    kobo = found_share(headings, ["_id", "_uuid", "_submission_time", "_index"])
    is_exact = {"_uuid", "_submission_time"} <= set(headings) or "_index" in headings
    odk = found_share(headings, ["SubmissionDate", ("meta-instanceID", "instanceID", "KEY"),
                                 ("SubmitterID", "SubmitterName", "AttachmentsPresent",
                                  "ReviewState", "FormVersion")])  # fmt: skip
    return max(kobo if is_exact else 0.0, odk)


def _read(sheet: Sheet) -> Export:
    rows = first_rows(sheet, 2)
    first, headings = rows[0]
    names = [clean_heading(text) for text in headings]
    has_tags = len(rows) > 1 and _is_tags(rows[1][1])
    header_rows = rows[1][0] - first + 1 if has_tags else 1
    fields = named([_field(name, names) for name in names])
    block = table_of(
        sheet, [field.name for field in fields], first=first, header_rows=header_rows
    )  # fmt: skip
    return with_joined_options(Export("kobo", block, fields, 2 if has_tags else 1, " "))


def _is_tags(texts: list[str]) -> bool:
    """Tell whether a row holds HXL tags and nothing else."""
    shown = [text for text in texts if text]
    return bool(shown) and all(text.startswith("#") for text in shown)


def _field(name: str, names: list[str]) -> Field:
    folded = name.casefold()
    if folded in _IDS:
        return Field(name, name, name, "id", meaning="response_id")
    if folded in _MOMENTS:
        return Field(name, name, name, "submitted", meaning="submitted_on")
    if folded in _TIMING:
        meaning = "started_on" if folded == "start" else ""
        return Field(name, name, name, "timing", meaning=meaning)
    if folded.startswith("_") or folded in _TECHNICAL:
        return Field(name, name, name, "technical")
    question, option = _split(name, names)
    if question:
        return Field(name, name, name, "option", option=option, question=question)
    plain = name.rsplit("/", 1)[-1]
    return Field(name, plain, name, "question", question=plain)


def _split(name: str, names: list[str]) -> tuple[str, str]:
    """Return question and option where the question itself is a column too."""
    for sign in ("/", "."):
        place = name.find(sign)
        while place > 0:
            question, option = name[:place], name[place + 1 :]
            if question in names and option:
                return question, option
            place = name.find(sign, place + 1)
    return "", ""


DIALECT = Dialect("kobo", _recognise, _read, is_survey=True)
