"""Proposals become sources: a block in ``pijler.toml``, and a questionnaire for a survey.

What an analyst wrote stays as it is: comments, order, and every source that is in use. A source
whose pattern already fits the file only gets the headings it did not know yet.
"""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Table

from pijler_analysis.atomic import replace_text
from pijler_analysis.ingest.dialects import DIALECTS
from pijler_analysis.ingest.questionnaire import FOLDER
from pijler_analysis.inspection.questions import questionnaire_text
from pijler_analysis.inspection.report import Inspection
from pijler_analysis.inspection.years import propose_years
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import FILE_NAME, settings_from
from pijler_analysis.toml_files import read_toml

PER_SESSION = "sheet_per_session"

_CHANGING = re.compile(r"[\s_\-]*(?:\(\d+\)|\d{4,}(?:[_\-.]?\d{1,2}){0,4}|\bv\d+\b)[\s_\-]*")
_COMMENTED = re.compile(r"(?m)^((?:#[^\n]*\n)+)\[sources\.([^\].]+)\]$")
_COUNTED = re.compile(r"\s*\(\d+(?:-\d+)?\)")


def write_sources(root: Path, inspections: Sequence[Inspection]) -> list[str]:
    """Add a source to ``pijler.toml`` for each table that was recognised.

    Parameters
    ----------
    root : the folder of the project
    inspections : files as looked at

    Returns
    -------
    A Dutch line per source: what was written, or why nothing was.

    Raises
    ------
    FileError
        If ``pijler.toml`` is no TOML.
    UsageError
        If the settings would not be usable with what was proposed; nothing is written then.
    """
    path = root / FILE_NAME
    read_toml(path, FILE_NAME)
    before = path.read_text(encoding="utf-8")
    document = tomlkit.parse(before)
    said: list[str] = []
    questionnaires: dict[str, str] = {}
    for inspection in inspections:
        for table in _tables_of(inspection):
            line, written = _write_one(root, document, table)
            said.append(line)
            questionnaires |= written
    said += propose_years(root, document, [one for one in inspections if one.table])
    after = _with_comments(tomlkit.dumps(document), before)
    settings_from(root, tomllib.loads(after))
    for name, text in questionnaires.items():
        replace_text(root / FOLDER / f"{name}.toml", text)
    replace_text(path, after)
    return said


def _with_comments(text: str, before: str) -> str:
    """Keep the comment above each source, and take it away where the source now reads another file.

    A comment that stands above a table belongs to the one before it for who parses the file.
    """
    old, new = (tomlkit.parse(one).get("sources", {}) for one in (before, text))
    for block, name in _COMMENTED.findall(before):
        header = f"[sources.{name}]\n"
        if name not in new:
            continue
        if old[name].get("file") != new[name].get("file"):
            text = text.replace(block + header, header)
        elif block + header not in text:
            text = text.replace(header, block + header)
    return text


def _tables_of(inspection: Inspection) -> Iterator[Inspection]:
    """Yield the tables of a file that mean something: the main one and those on other sheets."""
    yield inspection
    for other in inspection.others:
        if other.table is not None and _has_key(other):
            yield other


def _has_key(inspection: Inspection) -> bool:
    named = {column.proposal.column for column in inspection.columns if column.proposal}
    return len(named) >= 2


def _write_one(
    root: Path, document: tomlkit.TOMLDocument, inspection: Inspection
) -> tuple[str, dict[str, str]]:
    """Put one source in the document; returns what to say, and questionnaires by name."""
    where = inspection.path.name
    if inspection.table is None:
        return f"{where}: geen tabel herkend, niets geschreven", {}
    sources = document.setdefault("sources", tomlkit.table(is_super_table=True))
    known = _known_source(sources, inspection)
    if known is not None:
        added = _add_headings(sources[known], inspection)
        more = f"; {len(added)} bijgezet: {', '.join(added)}" if added else ""
        return f"{where}: bron {known} kende dit bestand al{more}", {}
    entry, questionnaires = _entry(inspection, inspection.all_sheets)
    replaced = _unused(root, document, inspection.table)
    name = replaced[0] if replaced else _free_name(sources, inspection.table)
    if replaced:
        sources[name] = entry
        for other in replaced[1:]:
            del sources[other]
    else:
        _share(sources, inspection.table, entry)
        sources.append(name, entry)
    told = f"{where}: bron {name} ({inspection.table}) staat in {FILE_NAME}{_to_check(entry)}"
    return told, questionnaires


def _to_check(entry: Table) -> str:
    """Say what the analyst should look at: what is taken for granted, and what is not read."""
    columns = entry.get("columns", {})
    said = [f'{name} is overal "{value}"' for name, value in entry.get("fixed", {}).items()]
    aside = [f'"{heading}"' for heading, column in columns.items() if not column]
    if aside:
        said.append(f"niet gebruikt: {', '.join(aside)}")
    required = TABLES[entry["table"]].required if columns else ()
    known = {*columns.values(), *entry.get("fixed", {}), entry.get("subheadings")}
    lacking = [name for name in required if name not in known and entry["layout"] != PER_SESSION]
    if lacking:
        said.append(f"nog in te vullen: {', '.join(lacking)}")
    return f"; {'; '.join(said)}" if said else ""


def _known_source(sources: Any, inspection: Inspection) -> str | None:
    """Return the source that reads this file for this table already."""
    name = inspection.path.name.casefold()
    for key, entry in sources.items():
        if entry.get("table") != inspection.table:
            continue
        if fnmatch.fnmatch(name, str(entry.get("file", "")).casefold()):
            return str(key)
    return None


def _add_headings(entry: Any, inspection: Inspection) -> list[str]:
    """Add the headings a source does not know yet; a new name of a column becomes another way.

    Returns them, between quotes.
    """
    if entry.get("questionnaire"):
        return []
    columns = entry.setdefault("columns", tomlkit.table())
    added = []
    for column in inspection.columns:
        if column.proposal and column.candidate.field.name not in columns:
            columns[column.candidate.field.name] = column.proposal.column
            added.append(f'"{column.candidate.field.name}"')
    return added


def _entry(inspection: Inspection, sheets: Sequence[str]) -> tuple[Table, dict[str, str]]:
    """Return the source of a table, and the questionnaire that goes with it."""
    entry = tomlkit.table()
    entry["table"] = inspection.table
    entry["file"] = file_pattern(inspection.path.name, every_year=inspection.survey is None)
    entry["layout"] = _layout(inspection)
    if len(inspection.sheets) > 1:
        entry["skip_sheets"] = _skipped(inspection, sheets)
    if (
        inspection.sheet.name is not None
        and len(inspection.sheets) < 2
        and not _is_tool(inspection)
    ):
        entry["sheet"] = inspection.sheet.name
    dialect = DIALECTS.get(inspection.tool)
    if dialect is not None and dialect.dates != "eu":
        entry["dates"] = dialect.dates
    if inspection.export.header_rows == 2 and not _is_tool(inspection):
        entry["header_rows"] = 2
    if inspection.survey is not None:
        name = _slug(inspection.path.stem)
        entry["waves_only"] = True
        entry["questionnaire"] = name
        return entry, {name: questionnaire_text(inspection)}
    if inspection.subheadings:
        entry["subheadings"] = inspection.subheadings
    fixed = _fixed(inspection)
    if fixed:
        entry["fixed"] = fixed
    entry["columns"] = _columns(inspection)
    return entry, {}


def _skipped(inspection: Inspection, sheets: Sequence[str]) -> list[str]:
    """Return the sheets that do not belong to a list kept on many sheets."""
    return [name for name in sheets if name not in inspection.sheets]


def _is_tool(inspection: Inspection) -> bool:
    return inspection.tool in DIALECTS


def _layout(inspection: Inspection) -> str:
    if _is_tool(inspection):
        return inspection.tool
    if len(inspection.sheets) > 1:
        return PER_SESSION if inspection.table == "attendance" else "sheet_per_month"
    return "csv" if inspection.sheet.is_delimited else "log"


def _columns(inspection: Inspection) -> Table:
    """Return heading → clean column, in the order of the file; what means nothing is set aside."""
    columns = tomlkit.table()
    for column in inspection.columns:
        entry = column.candidate.field
        if not entry.name:
            continue
        if column.proposal is not None:
            columns[entry.name] = column.proposal.column
        elif entry.role not in ("option", "other", "joined"):
            columns[entry.name] = ""
    return columns


def _fixed(inspection: Inspection) -> Table | None:
    """Return the values that the table needs and the file leaves unsaid."""
    named = {column.proposal.column for column in inspection.columns if column.proposal}
    named |= {inspection.subheadings}
    needed = {
        "registrations": ("registration_status", "active"),
        "attendance": ("session_id", "DAG"),
        "sessions": ("session_kind", "training"),
    }.get(inspection.table or "")
    if needed is None or needed[0] in named or len(inspection.sheets) > 1:
        return None
    fixed = tomlkit.table()
    fixed[needed[0]] = needed[1]
    return fixed


def file_pattern(name: str, *, every_year: bool = True) -> str:
    """Return a pattern for a file's name next year: dates and numbers of copies are left open.

    A survey is another one each time: its name stays, but for the number of responses.

    >>> file_pattern("Export_leden_2024-03-01 (2).csv"), file_pattern("dag_4de_pijler_2024.csv")
    ('Export_leden*.csv', 'dag_4de_pijler*.csv')
    """
    stem, dot, kind = name.rpartition(".")
    escaped = stem.replace("[", "[[]")
    if every_year:
        escaped = re.sub(r"\*+", "*", _CHANGING.sub("*", escaped))
        escaped = stem.replace("[", "[[]") if escaped.strip("*") == "" else escaped
    else:
        escaped = _COUNTED.sub("*", escaped)
    return f"{escaped}{dot}{kind}"


def _free_name(sources: Any, name: str) -> str:
    number, free = 2, name
    while free in sources:
        free = f"{name}_{number}"
        number += 1
    return free


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", text.casefold()).strip("_") or "vragenlijst"


def _unused(root: Path, document: Any, table: str) -> list[str]:
    """Return the sources of a table of which no file lies in any year: those of the template."""
    raw = root / document["folders"]["raw"]
    names = [path.name.casefold() for path in raw.glob("*/*")]
    return [
        str(key)
        for key, entry in document["sources"].items()
        if entry.get("table") == table
        and not fnmatch.filter(names, str(entry.get("file", "")).casefold())
    ]


def _share(sources: Any, table: str, entry: Table) -> None:
    """Let the sources of one table stand in for one another: a tool changes from year to year."""
    others = [one for one in sources.values() if one.get("table") == table]
    if others and not entry.get("waves_only"):
        for one in (*others, entry):
            one["optional"] = True
