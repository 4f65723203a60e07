"""LimeSurvey: headings as code, as text or as both; a response without a submit date is unfinished.

An export saved again by R writes ``Q3_SQ001_`` for ``Q3[SQ001]`` and ``NA`` for an empty cell.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pijler_analysis.ingest.cells import fold
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
from pijler_analysis.ingest.layouts import Block
from pijler_analysis.ingest.sheets import Sheet

_OWN = {
    "id": ("id", ("id", "Response ID", "Respons ID", "Respons-ID", "Antwoord ID", "Reactie-ID",
                  "Reactie ID", "Antwort ID", "ID de la réponse", "Antwoord-ID")),
    "submitted": ("submitted", ("submitdate", "Date submitted", "Datum verstuurd",
                                "Datum verzonden", "Datum ingediend", "Datum Abgeschickt",
                                "Date de soumission", "Datum indiening")),
    "lastpage": ("technical", ("lastpage", "Last page", "Laatste pagina", "Letzte Seite",
                               "Dernière page")),
    "startlanguage": ("technical", ("startlanguage", "Start language", "Begin taal", "Starttaal",
                                    "Start-Sprache", "Langue de départ", "Begintaal")),
    "seed": ("technical", ("seed", "Zaad", "Startwaarde", "Tête de série", "Zufallsstartwert")),
    "startdate": ("timing", ("startdate", "Date started", "Startdatum", "Datum gestart",
                             "Date de lancement", "Datum gestartet")),
    "datestamp": ("timing", ("datestamp", "Date last action", "Datum laatste actie",
                             "Date de la dernière action", "Datum letzte Aktivität")),
    "ipaddr": ("technical", ("ipaddr", "IP address", "IP-adres", "IP-Adresse", "Adresse IP")),
    "refurl": ("technical", ("refurl", "Referrer URL", "Verwijzer-URL", "Referrer-URL",
                             "Verwijzende URL")),
    "token": ("id", ("token", "Access code", "Toegangscode", "Token", "Zugangscode",
                     "Code d'accès")),
}  # fmt: skip
"""What the tool writes of itself: role and spellings of its headings."""

OWN_NAMES = tuple(words for _, words in _OWN.values())
"""Of each of the tool's own columns its code, and its names in words."""

_ROLES = {fold(word): (key, role) for key, (role, words) in _OWN.items() for word in words}
_MEANINGS = {"id": "response_id", "submitted": "submitted_on", "token": "token",
             "startdate": "started_on"}  # fmt: skip
_TIMINGS = re.compile(
    r"(?:interviewtime|total time|totale tijd|.*(?:time|tijd)\s*$|groupTime\d+|.*Time$)"
)
_BRACKETED = re.compile(r"(?P<stem>[^\[\]]*?)\s*\[(?P<sub>.*)\]\s*(?:\[(?P<scale>[^\[\]]*)\])?")
_FROM_R = re.compile(r"(?P<code>[A-Za-z][A-Za-z0-9]*)_(?P<sub>[A-Za-z0-9]+)_")
_CODE_AND_TEXT = re.compile(r"(?P<code>[A-Za-z][\w]*(?:\[\w+\])*)\.\s+(?P<text>\S.*)", re.DOTALL)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
OTHER_NAMES = ("other", "andere", "anders", "overige", "autre", "sonstiges")
_COMMENT = re.compile(r"(?:comment|commentaar|opmerking|toelichting)$", re.IGNORECASE)


def _recognise(sheet: Sheet) -> float:
    """Look for what only this tool writes of itself: three of its four own columns."""
    headings = [_own_part(text) for text in header(sheet)]
    marks = [_OWN[key][1] for key in ("id", "submitted", "lastpage", "startlanguage")]
    share = found_share(headings, marks)
    return share if share >= 0.75 else 0.0


def _own_part(heading: str) -> str:
    """Return the code where a heading is ``code. text``."""
    match = _CODE_AND_TEXT.fullmatch(heading)
    return match["code"] if match else heading


def _read(sheet: Sheet) -> Export:
    first = first_rows(sheet, 1)[0][0]
    headings = [clean_heading(str(cell)) for cell in sheet.rows[first]]
    is_from_r = any(_FROM_R.fullmatch(heading) for heading in headings) and not any(
        "[" in heading for heading in headings
    )
    fields = named([_field(heading, from_r=is_from_r) for heading in headings])
    block = table_of(sheet, [field.name for field in fields], first=first)
    if is_from_r:
        block = _without_na(block)
    submitted = next((field.name for field in fields if field.role == "submitted"), "")
    return Export("limesurvey", block, fields, 1, unfinished=count_blank(block, submitted))


def _without_na(block: Block) -> Block:
    """Empty the cells in which R wrote that there is nothing."""
    return replace(
        block, rows=[["" if cell == "NA" else cell for cell in row] for row in block.rows]
    )


def _field(heading: str, *, from_r: bool) -> Field:
    own = _ROLES.get(fold(_own_part(heading)))
    if own is not None:
        key, role = own
        return Field(heading, heading, key, role, meaning=_MEANINGS.get(key, ""))
    code, text = heading, heading
    match = _CODE_AND_TEXT.fullmatch(heading)
    if match:
        code, text = match["code"], match["text"]
    inside = _FROM_R.fullmatch(code) if from_r else _BRACKETED.fullmatch(code)
    if _is_timing(code):
        return Field(heading, text, code, "timing")
    if not inside:
        parts = _BRACKETED.fullmatch(text) if match else None
        stem = parts["stem"] if parts else text
        return Field(heading, text, code, "question", question=stem)
    stem = inside["code"] if from_r else inside["stem"].strip()
    return _answered(heading, text, stem, inside["sub"], has_text=match is not None)


def _is_timing(code: str) -> bool:
    return _TIMINGS.fullmatch(code) is not None and "?" not in code and "[" not in code


def _answered(heading: str, text: str, stem: str, sub: str, *, has_text: bool) -> Field:
    """Return the field of one answer of a question with several."""
    parts = _BRACKETED.fullmatch(text) if has_text else None
    option = parts["sub"] if parts else sub
    question = parts["stem"].strip() if parts else stem
    code = f"{stem}[{sub}]" if has_text or _CODE.fullmatch(stem) else ""
    is_other = fold(sub) in OTHER_NAMES or fold(option) in OTHER_NAMES
    role = "other" if is_other or _COMMENT.search(sub) else "option"
    return Field(heading, text, code or heading, role, option=option, question=question)


DIALECT = Dialect("limesurvey", _recognise, _read, is_survey=True)
