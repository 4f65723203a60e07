"""Drupal Webform: ``Group: Field`` from version 8 on; three rows of headings in version 7."""

from __future__ import annotations

from pijler_analysis.ingest.cells import Row, fold, text_of
from pijler_analysis.ingest.dialects.contract import (
    Dialect,
    Export,
    Field,
    clean_heading,
    first_rows,
    found_share,
    named,
    table_of,
    with_joined_options,
)
from pijler_analysis.ingest.sheets import Sheet

_OWN = {
    "id": ("id", "response_id", ("Submission ID", "Inzending-ID", "Inzendings-ID", "SID",
                                 "Inzending ID", "Submission-ID", "ID van inzending")),
    "serial": ("technical", "", ("Serial number", "Serienummer", "Serial", "Volgnummer")),
    "completed": ("submitted", "submitted_on", ("Completed", "Voltooid", "Completed Time",
                                                "Afgerond", "Submitted Time", "Time", "Tijd")),
    "moments": ("timing", "", ("Created", "Aangemaakt", "Changed", "Gewijzigd", "Modified Time",
                               "Aangepast")),
    "draft": ("technical", "", ("Is draft", "Is concept", "Draft", "Concept", "In draft")),
    "rest": ("technical", "", (
        "Submission UUID", "Submission URI", "Inzending-URI", "Inzendings-URI", "Current page",
        "Huidige pagina",
        "Remote IP address", "Extern IP-adres", "Submitted by: ID", "Submitted by: Title",
        "Submitted by: URL", "Ingediend door: ID", "Ingediend door: Titel", "Ingediend door: URL",
        "Language", "Taal", "Submitted to: Entity type", "Submitted to: Entity ID",
        "Submitted to: Entity title", "Submitted to: Entity URL", "Ingediend bij: Entiteitstype",
        "Ingediend bij: Entiteits-ID", "Ingediend bij: Entiteitstitel",
        "Ingediend bij: Entiteits-URL", "Locked", "Vergrendeld", "Sticky", "Vastgeplakt", "Notes",
        "Notities", "IP Address", "IP-adres", "UID", "Username", "Gebruikersnaam", "Webform ID",
        "Submission token", "User ID")),
}  # fmt: skip
_ROLES = {fold(word): (key, *own[:2]) for key, own in _OWN.items() for word in own[2]}
_DRAFT = {"1", "ja", "yes", "true", "waar"}


def _recognise(sheet: Sheet) -> float:
    return max((_share(texts) for _, texts in first_rows(sheet, 3)), default=0.0)


def _share(texts: list[str]) -> float:
    new = found_share(texts, [_OWN["serial"][2], _OWN["id"][2], ("Submission URI",
                              "Inzending-URI", "Inzendings-URI", "Created", "Aangemaakt",
                              "Remote IP address")])  # fmt: skip
    old = found_share(texts, ["Serial", "SID", ("Time", "Submitted Time"), "IP Address",
                              ("UID", "Username")])  # fmt: skip
    return max(new, old)


def _read(sheet: Sheet) -> Export:
    rows = first_rows(sheet, 3)
    shares = [_share(texts) for _, texts in rows]
    lowest = shares.index(max(shares))
    first = rows[0][0]
    groups = rows[lowest - 1][1] if lowest else []
    fields = named(_fields(groups, rows[lowest][1]))
    header_rows = rows[lowest][0] - first + 1
    block = table_of(
        sheet, [field.name for field in fields], first=first, header_rows=header_rows
    )  # fmt: skip
    drafts = [place for place, field in enumerate(fields) if field.code == "draft"]
    unfinished = sum(_is_draft(row, place) for row in block.rows for place in drafts)
    return with_joined_options(
        Export("drupal_webform", block, fields, lowest + 1, ";", unfinished=unfinished)
    )


def _is_draft(row: Row, place: int) -> bool:
    return fold(text_of(row[place])) in _DRAFT


def _fields(groups: list[str], lowest: list[str]) -> list[Field]:
    fields, group = [], ""
    groups = groups + [""] * (len(lowest) - len(groups))
    for above, text in zip(groups, lowest, strict=False):
        group = clean_heading(above) or group
        name = clean_heading(text)
        own = _ROLES.get(fold(name))
        if own:
            fields.append(Field(name, name, own[0], own[1], meaning=own[2]))
        else:
            fields.append(_question(name, clean_heading(above), group))
    return fields


def _question(name: str, above: str, group: str) -> Field:
    """Return a question; in the older form the options stand under their question."""
    if group and not name:
        return Field(above, above, role="question", question=above)
    if group and name and above != name and group != name:
        full = f"{group}: {name}"
        return Field(full, full, role="option", option=name, question=group)
    stem, colon, _ = name.partition(": ")
    if colon:
        return Field(name, name, role="field", option="", question=stem)
    return Field(name, name, role="question", question=name)


DIALECT = Dialect("drupal_webform", _recognise, _read, is_survey=True)
