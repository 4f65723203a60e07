"""One export looked at as a whole: form, furniture, columns, and what each is proposed as."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pijler_analysis.ingest.cells import fold, shows_something, text_of
from pijler_analysis.ingest.dialects import DIALECTS, recognise
from pijler_analysis.ingest.dialects.contract import Export, Field, is_tick
from pijler_analysis.ingest.files import read_sheets
from pijler_analysis.ingest.headers import Header, find_header
from pijler_analysis.ingest.layouts import find_block, headings_at
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.ingest.sidecars import add_labels
from pijler_analysis.inspection.meaning import (
    BY_TOOL,
    Candidate,
    Proposal,
    Reading,
    codes_of,
    known_headings,
    propose,
)
from pijler_analysis.inspection.profile import Profile, examples, profile_column
from pijler_analysis.inspection.survey import SurveyReading, read_survey, scale_of
from pijler_analysis.schema.columns import COLUMNS
from pijler_analysis.schema.tables import TABLES

_NAMING = ("name", "naam", "nom", "contact", "verantwoordelijke", "deelnemer", "persoon", "owner",
           "eigenaar", "agent", "customer", "klant", "requester", "submitter", "assignee",
           "medewerker", "behandel", "voorzitter", "from", "afzender", "submitted by", "gebruiker",
           "verkoper", "salesperson", "user", "adres", "address", "straat", "street")  # fmt: skip
_PERSON = re.compile(
    r"[A-Z][\w'’-]+(?: (?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]en|[Tt]er))* [A-Z][\w'’-]+"
)
_PERIOD = re.compile(r"\d|jan|feb|maart|mrt|april|mei|jun|jul|aug|sep|okt|nov|dec", re.IGNORECASE)
_FAINT, _CLEAR = 0.9, 1.5
"""Below the first a table explains nothing; from the second on a form is surely a list."""


@dataclass(frozen=True)
class InspectedColumn:
    """One column: the candidate, where it stands, and what it is proposed as."""

    candidate: Candidate
    position: int
    proposal: Proposal | None

    @property
    def is_personal(self) -> bool:
        """Whether its cells may tell who someone is, so that they are shown masked."""
        entry, profile = self.candidate.field, self.candidate.profile
        if profile.content in ("email", "ip"):
            return True
        if self.proposal is not None and self.proposal.column in COLUMNS:
            column = COLUMNS[self.proposal.column]
            return column.personal or (
                column.dtype == "string" and not column.values and _are_persons(profile, 0.9)
            )
        if profile.type == "integer":
            return profile.content == "phone"
        if profile.type != "text":
            return False
        if any(word in entry.name.casefold() for word in _NAMING):
            return True
        return not profile.scale and (not profile.options or _are_persons(profile, 0.5))


def _are_persons(profile: Profile, share: float) -> bool:
    """Tell whether so many of the texts look like a first and a last name."""
    texts = list(profile.counts)[:100]
    return sum(_PERSON.fullmatch(text) is not None for text in texts) > share * len(texts)


@dataclass(frozen=True)
class Inspection:
    """What ``pijler inspect`` says of a file.

    ``table`` is the clean table proposed for it; ``survey`` holds the questions where it is one.
    ``subheadings`` is the clean column that the sub-headings between its rows tell, if any.
    ``sheets`` names the sheets that are lists of one form, kept as one; ``others`` are the tables
    of another form in the same file.
    """

    path: Path
    tool: str
    sheet: Sheet
    export: Export
    columns: tuple[InspectedColumn, ...]
    table: str | None = None
    survey: SurveyReading | None = None
    subheadings: str = ""
    problems: tuple[str, ...] = ()
    furniture: tuple[tuple[str | None, int | None, str], ...] = ()
    others: tuple[Inspection, ...] = field(default=())
    sheets: tuple[str, ...] = ()
    all_sheets: tuple[str, ...] = ()

    @property
    def block(self) -> Any:
        """The rows of its table."""
        return self.export.block


def inspect_file(path: Path) -> Inspection:
    """Look at an export nobody described.

    Raises
    ------
    FileError
        If the file cannot be read.
    """
    sheets = read_sheets(path)
    found = recognise(sheets)
    if found is not None:
        dialect, sheet, _ = found
        export = add_labels(path, dialect.read(sheet))
        return _inspected(path, sheets, sheet, export)
    return _inspect_unknown(path, sheets)


def _inspect_unknown(path: Path, sheets: Sequence[Sheet]) -> Inspection:
    """Look for the table on each sheet; sheets of one form are one list with many sheets."""
    tables = [(sheet, _plain_export(sheet)) for sheet in sheets if not sheet.is_hidden]
    shown = [(sheet, export) for sheet, export in tables if export is not None]
    if not shown:
        first = sheets[0] if sheets else Sheet(path.name, None, [])
        said = [*_hidden(sheets), "er staat geen tabel in dit bestand"]
        return Inspection(path, "unknown", first, _empty_export(), (), problems=tuple(said),
                          furniture=_hidden_furniture(sheets))  # fmt: skip
    looked = [
        replace(
            _inspected(path, sheets, members[0][0], _together([one for _, one in members])),
            sheets=tuple(sheet.name or "" for sheet, _ in members),
            all_sheets=tuple(sheet.name or "" for sheet in sheets),
        )
        for members in _of_one_form(shown)
    ]
    looked.sort(key=lambda one: -_worth(one))
    return replace(looked[0], others=tuple(looked[1:]))


def _of_one_form(shown: Sequence[tuple[Sheet, Export]]) -> list[list[tuple[Sheet, Export]]]:
    """Group the sheets that are parts of one list: three or more of one form, or one per period."""
    groups: dict[tuple[str, ...], list[tuple[Sheet, Export]]] = {}
    for sheet, export in shown:
        groups.setdefault(tuple(export.block.headings), []).append((sheet, export))
    found = []
    for members in groups.values():
        is_list = len(members) > 2 or all(_PERIOD.search(sheet.name or "") for sheet, _ in members)
        found += [members] if is_list else [[member] for member in members]
    return found


def _together(exports: Sequence[Export]) -> Export:
    """Return the sheets of one form as one table: a list kept on a sheet per month or session."""
    blocks = [export.block for export in exports]
    joined = replace(
        blocks[0],
        rows=[row for block in blocks for row in block.rows],
        numbers=[number for block in blocks for number in block.numbers],
        above=[text for block in blocks for text in block.above],
    )
    return replace(exports[0], block=joined)


def _worth(inspection: Inspection) -> float:
    """Weigh which of the tables in a workbook is its main one: what we know, then size."""
    known = sum(column.proposal is not None for column in inspection.columns)
    alone = len(inspection.sheets) == 1
    return known + 2 * alone + min(len(inspection.block.rows), 1000) / 2000


def _plain_export(sheet: Sheet) -> Export | None:
    """Return a sheet of no known tool as a table; None where it holds none."""
    header = find_header(sheet, known_headings())
    if header is None:
        return None
    names = headings_at(sheet, header.position, header.rows)
    block = find_block(
        sheet,
        [name for name in names if name],
        layout="csv" if sheet.is_delimited else "log",
        header_rows=header.rows,
    )
    fields = tuple(Field(name, name) for name in block.headings)
    return Export("unknown", block, fields, _filled_rows(sheet, header))


def _filled_rows(sheet: Sheet, header: Header) -> int:
    rows = sheet.rows[header.position - header.rows + 1 : header.position + 1]
    return sum(shows_something(row) for row in rows)


def _empty_export() -> Export:
    from pijler_analysis.ingest.layouts import Block

    return Export("unknown", Block([], [], [], []), (), 0)


def _inspected(
    path: Path, sheets: Sequence[Sheet], sheet: Sheet, export: Export
) -> Inspection:  # fmt: skip
    """Look at the columns of a table and at what they mean together."""
    rows = export.block.rows
    candidates = [
        Candidate(entry, profile_column([row[place] for row in rows],
                                        separators=_separator(export, entry)))
        for place, entry in enumerate(export.fields)
    ]  # fmt: skip
    title = " ".join([path.stem, sheet.name or "", *_titles(sheet, export)])
    table, proposals, survey = _meaning(export, candidates, title)
    subheadings = _told_by_subheadings(export, table, proposals)
    columns = tuple(
        InspectedColumn(candidate, place, proposals.get(place))
        for place, candidate in enumerate(candidates)
    )
    return Inspection(
        path=path,
        tool=export.tool,
        sheet=sheet,
        export=export,
        columns=columns,
        table=table,
        survey=survey,
        subheadings=subheadings,
        problems=tuple(_problems(sheets, sheet, export, table, proposals, subheadings)),
        furniture=_furniture(sheets, sheet, export),
    )


def _told_by_subheadings(
    export: Export, table: str | None, proposals: Mapping[int, Proposal]
) -> str:
    """Return the column of codes that the sub-headings tell: all of them are codes of it."""
    texts = {fold(text) for text in export.block.above if text}
    if table is None or not texts or export.tool in DIALECTS:
        return ""
    named = {"province", "region", "continent", *(one.column for one in proposals.values())}
    return next(
        (name for name in TABLES[table].names
         if COLUMNS[name].values and name not in named and texts <= codes_of(name)),
        "",
    )  # fmt: skip


def _separator(export: Export, entry: Field) -> str:
    return export.separator if entry.role in ("question", "field") else ""


def _titles(sheet: Sheet, export: Export) -> list[str]:
    """Return the words that stand above the table."""
    return [
        text_of(cell)
        for row, kind in export.block.furniture
        if kind == "title"
        for cell in sheet.rows[row - 1]
    ]


def _meaning(
    export: Export, candidates: Sequence[Candidate], title: str
) -> tuple[str | None, dict[int, Proposal], SurveyReading | None]:
    """Say whether a file is a survey or a list, of which table, and what its columns are."""
    dialect = DIALECTS.get(export.tool)
    usual = dialect.tables if dialect else ()
    told = propose(candidates, title=title, tables=usual)
    survey = read_survey(candidates, title=title)
    is_form = dialect is not None and dialect.is_survey
    if survey.found >= (2 if is_form else 4):
        return survey.table, survey.proposals, survey
    if is_form and not usual and not (told is not None and _is_list(candidates, told)):
        return survey.table, survey.proposals, survey
    if told is None or told.score < _FAINT:
        return None, {}, None
    return told.table, dict(told.proposals), None


def _is_list(candidates: Sequence[Candidate], told: Reading) -> bool:
    """Tell whether a form was made for a list of ours: most of what it asks is in that list."""
    asked = [place for place, candidate in enumerate(candidates)
             if candidate.field.role in ("question", "field", "joined")]  # fmt: skip
    known = [place for place in asked
             if place in told.proposals and told.proposals[place].reason != BY_TOOL]  # fmt: skip
    return told.score >= _CLEAR and len(known) >= 2 and 2 * len(known) >= len(asked)


# ── furniture and problems ────────────────────────────────────────────────────────────────


def _hidden(sheets: Sequence[Sheet]) -> list[str]:
    return [f'blad "{sheet.name}" is verborgen en wordt niet gelezen'
            for sheet in sheets if sheet.is_hidden]  # fmt: skip


def _hidden_furniture(sheets: Sequence[Sheet]) -> tuple[tuple[str | None, int | None, str], ...]:
    return tuple((sheet.name, None, "hidden_sheet") for sheet in sheets if sheet.is_hidden)


def _furniture(
    sheets: Sequence[Sheet], sheet: Sheet, export: Export
) -> tuple[tuple[str | None, int | None, str], ...]:
    """Return what is no data, by sheet and row: also blank rows between the rows of data."""
    block = export.block
    found: list[tuple[str | None, int | None, str]] = [
        (sheet.name, row, kind) for row, kind in block.furniture if kind != "heading"
    ]
    headings = sorted(row for row, kind in block.furniture if kind == "heading")
    found += [(sheet.name, row, "heading") for row in headings[max(export.header_rows, 1) :]]
    if block.numbers:
        inside = range(block.numbers[0], block.numbers[-1])
        taken = {*block.numbers, *(row for row, _ in block.furniture)}
        found += [(sheet.name, row, "blank") for row in inside if row not in taken]
    ordered = sorted(found, key=lambda entry: entry[1] or 0)
    return (*ordered, *_hidden_furniture(sheets))


def _problems(
    sheets: Sequence[Sheet], sheet: Sheet, export: Export, table: str | None,
    proposals: dict[int, Proposal], subheadings: str,
) -> list[str]:  # fmt: skip
    """Return what a person should look at before this file is read every year."""
    said = _hidden(sheets)
    if sheet.uncomputed:
        said.append(f"formules zonder berekende waarde in {', '.join(sheet.uncomputed[:5])}")
    if not export.block.rows:
        said.append("er staat geen enkele rij met gegevens onder de koppen")
    names = [name.casefold() for name in export.block.headings if name]
    doubled = sorted({name for name in names if names.count(name) > 1})
    said += [f'de kop "{name}" staat er twee keer' for name in doubled]
    if export.unfinished:
        said.append(f"{export.unfinished} onvolledige antwoorden, apart geteld")
    trials = sum(kind == "test" for _, kind in export.block.furniture)
    if trials:
        said.append(f"{trials} proefantwoorden, opzijgezet")
    if table is None:
        return [*said, "geen enkele kolom lijkt op een kolom die wij kennen"]
    named = {subheadings, *(proposal.column for proposal in proposals.values())}
    said += [f"geen kolom gevonden voor {name} ({table})"
             for name in TABLES[table].required if name not in named]  # fmt: skip
    return said


# ── for programs ──────────────────────────────────────────────────────────────────────────


def as_json(inspection: Inspection) -> dict[str, Any]:
    """Return an inspection as plain data; personal data are masked, wherever they stand."""
    block = inspection.export.block
    return {
        "file": inspection.path.name,
        "tool": inspection.tool,
        "encoding": inspection.sheet.encoding,
        "delimiter": inspection.sheet.delimiter,
        "sheet": inspection.sheet.name,
        "table": inspection.table,
        "header_rows": inspection.export.header_rows,
        "data_rows": len(block.rows),
        "first_row": block.numbers[0] if block.numbers else None,
        "last_row": block.numbers[-1] if block.numbers else None,
        "unfinished_rows": inspection.export.unfinished,
        "columns": [
            _column_json(column, _meaning_of(column, inspection))
            for column in inspection.columns
            if not _is_added(column, inspection)
        ],
        "furniture": [
            {"sheet": sheet, "row": row, "kind": kind} for sheet, row, kind in inspection.furniture
        ],
        "problems": list(inspection.problems),
        "subheadings": inspection.subheadings or None,
        "sheets": list(inspection.sheets),
        "other_tables": [as_json(other) for other in inspection.others],
    }


def _is_added(column: InspectedColumn, inspection: Inspection) -> bool:
    """Tell whether a column is not in the file, but joins options that are."""
    is_last = column.position >= max(
        (other.position for other in inspection.columns if other.candidate.field.role != "joined"),
        default=0,
    )
    return column.candidate.field.role == "joined" and is_last


def _meaning_of(column: InspectedColumn, inspection: Inspection) -> Proposal | None:
    """Return what a column is proposed as; an option stands for the column that joins it."""
    entry = column.candidate.field
    if column.proposal is not None or entry.role not in ("option", "other"):
        return column.proposal
    joined = (
        other.proposal
        for other in inspection.columns
        if other.candidate.field.role == "joined" and other.candidate.field.name == entry.question
    )
    return next(joined, None)


def _column_json(column: InspectedColumn, proposal: Proposal | None) -> dict[str, Any]:
    entry, profile = column.candidate.field, column.candidate.profile
    scale = scale_of(column.candidate)
    shown = profile.options if not column.is_personal else ()
    options = [entry.option] if entry.role == "option" else list(entry.values.values() or shown)
    return {
        "name": entry.name,
        "label": entry.label or entry.name,
        "code": entry.code or None,
        "role": entry.role,
        "type": profile.type,
        "filled": round(profile.filled, 4),
        "examples": examples(profile, personal=column.is_personal),
        "multi": multi_of(column),
        "separator": profile.separator or None,
        "options": options,
        "scale": list(scale.answers) if scale else None,
        "question": entry.question or None,
        "maps_to": proposal.column if proposal else None,
        "confidence": round(proposal.confidence, 2) if proposal else 0.0,
        "reason": proposal.reason if proposal else "",
    }


def multi_of(column: InspectedColumn) -> str | None:
    """Return how several answers are written: a column per option, in one cell, or ranked."""
    entry, profile = column.candidate.field, column.candidate.profile
    if entry.role == "option":
        return "columns" if all(is_tick(text, entry.option) for text in profile.counts) else None
    if column.candidate.profile.is_ranking:
        return "ranking"
    return "separated" if column.candidate.profile.separator else None
