"""The exports of one year become its clean tables, with every row and value accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pandas as pd

from pijler_analysis.clean.activities import ACTIVITIES
from pijler_analysis.clean.answer_codes import (
    answer_codes,
    challenges_of,
    read_code_book,
    read_coded,
)
from pijler_analysis.clean.corrections import read_corrections, unknown_sources
from pijler_analysis.clean.fund import FUND, REVIEWS
from pijler_analysis.clean.helpdesk import HELPDESK
from pijler_analysis.clean.invitations import INVITATIONS
from pijler_analysis.clean.log import REJECTED, listed, log_of
from pijler_analysis.clean.online import MAILINGS, PAGES
from pijler_analysis.clean.people import PANEL, STEERING_GROUP
from pijler_analysis.clean.recode import read_recodes, written_answers
from pijler_analysis.clean.registrations import REGISTRATIONS
from pijler_analysis.clean.rows import (
    CleanPart,
    CleanTable,
    Context,
    Recipe,
    clean_rows,
    join_parts,
)
from pijler_analysis.clean.sessions import ATTENDANCE, SESSIONS, lists_without_session
from pijler_analysis.clean.survey import questions, survey_recipe, unanswered
from pijler_analysis.errors import DataError, PijlerError, UsageError, place
from pijler_analysis.ingest.answered import questionnaire_of
from pijler_analysis.ingest.cells import text_of
from pijler_analysis.ingest.control import completeness, read_control
from pijler_analysis.ingest.files import input_files, read_sheets, unclaimed_files
from pijler_analysis.ingest.questionnaire import Questionnaire
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.ingest.tables import FURNITURE, RawTable, read_source, unread_sheets
from pijler_analysis.memory import collector_paused
from pijler_analysis.schema.checks import enforce_types
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import Settings, Source

RECIPES = {
    recipe.table: recipe
    for recipe in (
        REGISTRATIONS, INVITATIONS, HELPDESK, SESSIONS, ATTENDANCE, FUND, REVIEWS, PANEL,
        STEERING_GROUP, ACTIVITIES, MAILINGS, PAGES,
    )
}  # fmt: skip
"""How each table is cleaned; a survey by its questionnaire."""

ACCOUNTING = ("source", "file", "sheet", "read", "kept", "rejected", "merged", "furniture")
_YEARLY = {"helpdesk": "asked_on", "sessions": "held_on", "mailings": "sent_on"}
"""The date that says to which year a row belongs."""


@dataclass(frozen=True)
class CleanedYear:
    """The clean tables of a year and what became of every row and value.

    Attributes
    ----------
    year : the year
    tables : every table of ``schema.tables``, typed; personal columns still in,
        ``organisation_id`` still missing. A table without a source that year is empty.
    log : each changed value: ``source, file, sheet, row, column, old, new, rule``
    rejected : what could not be used: ``source, table, file, sheet, row, column, value_shown,
        reason, expected, effect``; a row that was set aside has exactly one line with effect
        ``row``
    accounting : per file and sheet ``read = kept + rejected + merged + furniture``, and in the
        accounting of a year ``completeness``: whether the file is known to be whole
    furniture : each title, heading, sub-heading, total and note, by row
    warnings : Dutch one-liners
    """

    year: int
    tables: dict[str, pd.DataFrame]
    log: pd.DataFrame
    rejected: pd.DataFrame
    accounting: pd.DataFrame
    furniture: pd.DataFrame
    warnings: list[str]


@collector_paused()
def clean_year(settings: Settings, year: int) -> CleanedYear:
    """Read and clean every export of a year.

    Raises
    ------
    FileError
        If a file is missing or cannot be read.
    DataError
        If a sheet or heading is missing, or the rows of a file do not add up.
    UsageError
        If a source in pijler.toml cannot work.
    """
    found = input_files(settings, year)
    paths = dict.fromkeys(path for source_paths in found.values() for path in source_paths)
    sheets = {path: read_sheets(path) for path in paths}
    asked = _questionnaires(settings, found)
    context = _context(settings, year)
    parts: dict[str, CleanTable] = {}
    silent: list[pd.DataFrame] = []
    for table in TABLES:
        sources = [
            source for source in settings.sources.values()
            if source.table == table and found[source.name]
        ]  # fmt: skip
        if sources:
            cleaned = [
                _clean_source(source, {path: sheets[path] for path in found[source.name]},
                              asked.get(source.name), context)
                for source in sources
            ]  # fmt: skip
            parts[table] = join_parts(cleaned, table)
            silent += [
                unanswered(part, asked[source.name], wave=year)
                for source, part in zip(sources, cleaned, strict=True) if source.name in asked
            ]  # fmt: skip
    tables = {
        name: parts[name].table if name in parts else _empty_table(name).copy() for name in TABLES
    }
    tables["questions"] = questions(asked, wave=year)
    tables["unanswered"] = _first_of_each(silent)
    if asked:
        belongs = challenges_of(read_code_book(settings))
        tables["answer_codes"] = answer_codes(
            read_coded(settings), tables, wave=year, challenges=belongs
        )
    _check_not_empty(parts, settings)
    _check_lists(tables["sessions"], tables["attendance"])
    warnings = unknown_sources(context.corrections, settings)
    warnings += _warnings(settings, year, found, sheets)
    warnings += [warning for part in parts.values() for warning in part.warnings]
    done = _together(year, tables, list(parts.values()), warnings + _doubts(tables, year))
    stated = read_control(settings.raw / str(year))
    whole = completeness(done.accounting, stated)
    return replace(done, accounting=done.accounting.assign(completeness=whole))


def _first_of_each(silent: list[pd.DataFrame]) -> pd.DataFrame:
    """Join what the surveys left unanswered; a response that returns was counted once."""
    if not silent:
        return _empty_table("unanswered").copy()
    joined = pd.concat(silent, ignore_index=True)
    return joined.drop_duplicates(list(TABLES["unanswered"].key), ignore_index=True)


def answers_in_own_words(settings: Settings, years: Iterable[int]) -> pd.DataFrame:
    """Return what respondents of these years wrote at *andere, namelijk*, for the recode sheet."""
    found = []
    for year in years:
        files = input_files(settings, year)
        for name, asked in _questionnaires(settings, files).items():
            source, sheets = settings.sources[name], {p: read_sheets(p) for p in files[name]}
            found.append(written_answers(read_source(source, sheets, asked.headings()), asked))
    joined = pd.concat(found) if found else pd.DataFrame(columns=["question", "answer"])
    return joined.drop_duplicates(["question", "answer"], ignore_index=True)


def names_in_exports(settings: Settings) -> set[str]:
    """Return what stands in the name columns of the exports that can be read, whatever is wrong.

    For an error line, which may name a file or sheet that is called after a person.
    """
    found: set[str] = set()
    for year in settings.years:
        try:
            files = input_files(settings, year)
            asked = _questionnaires(settings, files)
        except PijlerError:
            continue
        for name, paths in files.items():
            source = settings.sources[name]
            columns = asked[name].headings() if name in asked else source.columns
            for path in paths:
                with suppress(PijlerError):
                    found |= _names_in(read_source(source, {path: read_sheets(path)}, columns))
    return found


def _names_in(raw: RawTable) -> set[str]:
    """Return the names of persons in a raw table."""
    firsts, lasts = ([text_of(cell) for cell in raw.cells.get(name, [""] * len(raw.places))]
                     for name in ("contact_first_name", "contact_name"))  # fmt: skip
    return {f"{first} {last}".strip() for first, last in zip(firsts, lasts, strict=True)}


def _context(settings: Settings, year: int) -> Context:
    """Return what a human decided before, with the settings."""
    return Context(
        settings,
        year,
        corrections=read_corrections(settings),
        recodes=read_recodes(settings),
    )


@collector_paused()
def clean_file(settings: Settings, source_name: str, path: Path, *, year: int) -> CleanedYear:
    """Clean one file as if it were the export of a source, for a file that lies elsewhere.

    Used for what a human decided, such as the action plan chosen for next year. The result has
    one table.
    """
    source = settings.sources.get(source_name)
    if source is None:
        raise UsageError(f"pijler.toml heeft geen bron {source_name!r}")
    asked = _questionnaires(settings, {source_name: [path]}).get(source_name)
    part = _clean_source(source, {path: read_sheets(path)}, asked, _context(settings, year))
    joined = join_parts([part], source.table)
    return _together(year, {source.table: joined.table}, [joined], joined.warnings)


@cache
def _empty_table(name: str) -> pd.DataFrame:
    return enforce_types(pd.DataFrame(), name)


def _questionnaires(
    settings: Settings, found: Mapping[str, list[Path]]
) -> dict[str, Questionnaire]:
    """Return the questionnaire of each survey source that has files."""
    read = {}
    for source in settings.sources.values():
        if not found.get(source.name):
            continue
        questionnaire = questionnaire_of(settings.root, source)
        if questionnaire is None:
            continue
        if questionnaire.table != source.table:
            raise UsageError(
                f"pijler.toml: bron {source.name} vult {source.table}, maar de vragenlijst "
                f"{questionnaire.name} is voor {questionnaire.table}"
            )
        read[source.name] = questionnaire
    return read


def _clean_source(
    source: Source,
    sheets: Mapping[Path, list[Sheet]],
    questionnaire: Questionnaire | None,
    context: Context,
) -> CleanPart:
    columns = source.columns if questionnaire is None else questionnaire.headings()
    others = [
        other.columns.keys() for other in context.settings.sources.values()
        if other is not source and other.file == source.file and other.sheet == source.sheet
    ]  # fmt: skip
    raw = read_source(source, sheets, columns, others=others)
    return clean_rows(raw, _recipe(source, questionnaire), context)


def _recipe(source: Source, questionnaire: Questionnaire | None) -> Recipe:
    if questionnaire is not None:
        return survey_recipe(questionnaire)
    if source.table not in RECIPES:
        raise UsageError(f"pijler.toml: bron {source.name} heeft een `questionnaire` nodig")
    return RECIPES[source.table]


def _together(
    year: int, tables: dict[str, pd.DataFrame], parts: list[CleanTable], warnings: list[str]
) -> CleanedYear:
    """Put the lists of all tables together."""
    return CleanedYear(
        year=year,
        tables=tables,
        log=log_of([changes for part in parts for changes in part.changes]),
        rejected=listed((row for part in parts for row in part.rejected), REJECTED),
        accounting=listed((row for part in parts for row in part.accounting), ACCOUNTING),
        furniture=listed((row for part in parts for row in part.furniture), FURNITURE),
        warnings=warnings,
    )


def _warnings(
    settings: Settings,
    year: int,
    found: dict[str, list[Path]],
    sheets: Mapping[Path, list[Sheet]],
) -> list[str]:
    """Say which files and sheets are read by nobody, and where a form stands in for an export."""
    said = [
        f"{path.name}: is een map en is niet gelezen; zet de exports in de map van het jaar zelf"
        if path.is_dir()
        else f"{path.name}: hoort bij geen bron in pijler.toml en is niet gelezen"
        for path in unclaimed_files(settings, year, found)
    ]
    forms = {
        one.table: found[one.name][0].name
        for one in settings.sources.values()
        if one.is_form and found[one.name]
    }
    said += [
        f"bron {source.name} heeft geen bestand; {forms[source.table]} staat er in de plaats van"
        for source in settings.sources.values()
        if source.table in forms and not found[source.name] and not source.optional
    ]
    for path, of_file in sheets.items():
        readers = [source for source in settings.sources.values() if path in found[source.name]]
        said += [
            f'{path.name}: het blad "{title}" hoort bij geen bron en is niet gelezen'
            for title in unread_sheets(readers, path, of_file)
        ]
    return said


def _check_not_empty(parts: Mapping[str, CleanTable], settings: Settings) -> None:
    """Stop on a source without a single row of data: it would count as nothing happened."""
    files: dict[str, set[str]] = {}
    filled = set()
    for source, file, _, read, *_, furniture in (
        row for part in parts.values() for row in part.accounting
    ):
        files.setdefault(source, set()).add(file)
        if read > furniture:
            filled.add(source)
    for source in sorted(files.keys() - filled):
        if not settings.sources[source].optional:
            raise DataError(
                f"{', '.join(sorted(files[source]))}: geen enkele rij met gegevens voor bron "
                f"{source}; verwacht: minstens een rij onder de koppen; vraag de export opnieuw"
            )


def _check_lists(sessions: pd.DataFrame, attendance: pd.DataFrame) -> None:
    """Stop on an attendance list of a session that is not there: its people would not count."""
    for session in lists_without_session(sessions, attendance):
        first = attendance[attendance["session_id"] == session].iloc[0]
        where = place(first["file"], sheet=first["sheet"] if pd.notna(first["sheet"]) else None)
        raise DataError(
            f"{where}: sessie {session} staat niet (bruikbaar) in het overzicht; verwacht: een rij "
            "met die code en een datum; zet de sessie bij of hernoem het blad"
        )


def _sessions_without_list(sessions: pd.DataFrame, attendance: pd.DataFrame) -> list[str]:
    """Say which sessions of the overview have no attendance list."""
    unlisted = sorted(set(sessions["session_id"]) - set(attendance["session_id"]))
    if not unlisted:
        return []
    return [f"sessies zonder aanwezigheidslijst: {', '.join(unlisted)}; zet de lijst erbij"]


def _doubts(tables: Mapping[str, pd.DataFrame], year: int) -> list[str]:
    """Say what is kept but looks wrong: dates of another year, lists without a session."""
    said = []
    for name, column in _YEARLY.items():
        table = tables[name]
        years = table[column].dt.year
        is_outside = years.notna() & (years != year)
        if not is_outside.any():
            continue
        outside = table[is_outside]
        for file, rows in outside.groupby("file"):
            said.append(
                f"{file}: {len(rows)} {'rij valt' if len(rows) == 1 else 'rijen vallen'} "
                f"buiten {year} ({name}, eerste: rij {rows['row'].iloc[0]})"
            )
    said += _sessions_without_list(tables["sessions"], tables["attendance"])
    return said
