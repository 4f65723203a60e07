"""Question texts that lie beside an export: a LimeSurvey structure (.lss) or an XLSForm.

Exports often hold codes only; the file that made the survey holds the words. It is used where it
lies in the same folder: the one with the same beginning of its name, or the only one there is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree

from pijler_analysis.errors import FileError
from pijler_analysis.ingest.cells import Row, fold, is_blank, text_of
from pijler_analysis.ingest.dialects.contract import Export, Field, clean_heading
from pijler_analysis.ingest.files import read_sheets
from pijler_analysis.ingest.sheets import Sheet

LARGEST_STRUCTURE = 20 * 1024**2
_LANGUAGES = ("nl", "nl-informal", "nl-BE", "en", "fr")
_DUTCH = re.compile(r"::?\s*(?:dutch|nederlands|vlaams|nl\b)|\(nl(?:-\w+)?\)", re.IGNORECASE)
_SELECT = re.compile(
    r"select[ _]?(one|1|multiple|all[ _]that[ _]apply)(?:_external|_from_file)?(?:[ _]from)?"
    r"\s+(\S+)"
)
"""How a form says that one or several answers of a list may be chosen (pyxform's aliases)."""


@dataclass(frozen=True)
class Structure:
    """What a survey's own file says: code → question, (code, option) → text, code → answers."""

    questions: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[tuple[str, str], str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def add_labels(path: Path, export: Export) -> Export:
    """Return an export with the question texts and answer labels found beside it.

    Raises
    ------
    FileError
        If the file beside it cannot be read.
    """
    if export.tool == "limesurvey":
        found = _beside(path, ".lss")
        return _labelled(export, read_lss(found)) if found else export
    if export.tool == "kobo":
        structure = _xlsform_beside(path)
        return _labelled(export, structure) if structure else export
    return export


def _beside(path: Path, suffix: str) -> Path | None:
    """Return the file of a kind that belongs to an export."""
    files = sorted(
        file for file in path.parent.iterdir()
        if file.suffix.lower() == suffix and file != path and not file.name.startswith(("~$", "."))
    )  # fmt: skip
    same = [file for file in files if _akin(file.stem, path.stem)]
    return same[0] if same else files[0] if len(files) == 1 else None


def _akin(one: str, other: str) -> bool:
    return fold(one).startswith(fold(other)) or fold(other).startswith(fold(one))


# ── LimeSurvey ────────────────────────────────────────────────────────────────────────────


def read_lss(path: Path) -> Structure:
    """Read the structure of a LimeSurvey survey; answers may be absent.

    Raises
    ------
    FileError
        If the file is too large, unsafe or no XML.
    """
    raw = path.read_bytes() if path.stat().st_size <= LARGEST_STRUCTURE else b""
    if not raw:
        raise FileError(f"{path.name} is leeg of te groot; exporteer de vragenlijst opnieuw")
    if b"<!DOCTYPE" in raw[:4096] or b"<!ENTITY" in raw:
        raise FileError(f"{path.name} bevat onveilige inhoud en wordt niet gelezen")
    try:
        tree = ElementTree.fromstring(raw)
    except ElementTree.ParseError as error:
        raise FileError(
            f"{path.name} is geen vragenlijst van LimeSurvey; exporteer ze opnieuw (.lss)"
        ) from error
    return _structure(tree)


def _structure(tree: ElementTree.Element) -> Structure:
    texts = _texts(tree, "question_l10ns", "qid", "question")
    answer_texts = _texts(tree, "answer_l10ns", "aid", "answer")
    rows = _table(tree, "questions")
    below = _table(tree, "subquestions") or [row for row in rows if _is_below(row)]
    titles = {row.get("qid", ""): row.get("title", "") for row in rows if not _is_below(row)}
    questions = {
        row.get("title", ""): clean_heading(texts.get(row.get("qid", ""), row.get("question", "")))
        for row in _in_language(rows) if not _is_below(row)
    }  # fmt: skip
    options = {
        (titles.get(row.get("parent_qid", ""), ""), row.get("title", "")): clean_heading(
            texts.get(row.get("qid", ""), row.get("question", ""))
        )
        for row in _in_language(below)
    }
    answers: dict[str, dict[str, str]] = {}
    for row in _in_language(_table(tree, "answers")):
        text = answer_texts.get(row.get("aid", ""), row.get("answer", ""))
        answers.setdefault(titles.get(row.get("qid", ""), ""), {})[row.get("code", "")] = (
            clean_heading(text)
        )
    return Structure(questions, options, answers)


def _is_below(row: Mapping[str, str]) -> bool:
    return row.get("parent_qid", "0") not in ("", "0")


def _table(tree: ElementTree.Element, name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the file as name → text."""
    return [
        {child.tag: child.text or "" for child in row} for row in tree.findall(f"./{name}/rows/row")
    ]


def _in_language(rows: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Return the rows in Dutch where they come in several languages."""
    spoken = {row.get("language", "") for row in rows}
    chosen = next((language for language in _LANGUAGES if language in spoken), None)
    return [row for row in rows if chosen is None or row.get("language", "") == chosen]


def _texts(tree: ElementTree.Element, table: str, key: str, name: str) -> dict[str, str]:
    return {row.get(key, ""): row.get(name, "") for row in _in_language(_table(tree, table))}


# ── XLSForm ───────────────────────────────────────────────────────────────────────────────


def _xlsform_beside(path: Path) -> Structure | None:
    """Return the form that lies beside an export; a workbook is one by its sheets."""
    for file in sorted(path.parent.glob("*.xlsx")):
        if file == path or file.name.startswith(("~$", ".")):
            continue
        with suppress(FileError):  # any other workbook of the folder; who reads it will hear
            sheets = {(sheet.name or "").casefold(): sheet for sheet in read_sheets(file)}
            if {"survey", "choices"} <= set(sheets):
                return _form(sheets["survey"], sheets["choices"])
    return None


def _form(survey: Sheet, choices: Sheet) -> Structure:
    lists: dict[str, dict[str, str]] = {}
    for row in _records(choices):
        name = row.get("list_name") or row.get("list name", "")
        lists.setdefault(name, {})[row.get("name", "")] = _label(row)
    questions: dict[str, str] = {}
    options: dict[tuple[str, str], str] = {}
    answers: dict[str, dict[str, str]] = {}
    for row in _records(survey):
        name, choice = row.get("name", ""), _SELECT.match(row.get("type", ""))
        questions[name] = _label(row) or name
        if choice is None:
            continue
        offered = lists.get(choice[2], {})
        if choice[1] not in ("one", "1"):
            options |= {(name, code): text for code, text in offered.items()}
        answers[name] = offered
    return Structure(questions, options, answers)


def _records(sheet: Sheet) -> list[dict[str, str]]:
    """Return the rows of a form as heading → text."""
    rows: list[Row] = [row for row in sheet.rows if any(not is_blank(cell) for cell in row)]
    if not rows:
        return []
    heads = [text_of(cell).casefold() for cell in rows[0]]
    return [dict(zip(heads, (text_of(cell) for cell in row), strict=False)) for row in rows[1:]]


def _label(row: Mapping[str, str]) -> str:
    """Return the label of a row, the Dutch one where there are several."""
    labels = {key: text for key, text in row.items() if key.startswith("label") and text}
    dutch = [text for key, text in labels.items() if _DUTCH.search(key)]
    return clean_heading((dutch or list(labels.values()) or [""])[0])


# ── onto the fields ───────────────────────────────────────────────────────────────────────


def _labelled(export: Export, structure: Structure) -> Export:
    fields = tuple(_with_label(entry, structure) for entry in export.fields)
    return replace(export, fields=fields)


def _with_label(entry: Field, structure: Structure) -> Field:
    """Give a field the words of its question; one with words already keeps what is not known."""
    stem, _, rest = entry.code.partition("[")
    part = rest.rstrip("]") if rest else entry.option
    if entry.role in ("option", "other") and stem:
        base = stem if rest else entry.question
        question = structure.questions.get(base, entry.question)
        text = structure.options.get((base, part), entry.option)
        values = structure.answers.get(base, {}) if (base, part) in structure.options else {}
        label = f"{question} [{text}]" if question != entry.question else entry.label
        is_scale = bool(values) and text not in values.values()
        return replace(entry, label=label, question=question, option=text,
                       values=values if is_scale else entry.values)  # fmt: skip
    if entry.code.rsplit("/", 1)[-1] not in structure.questions and \
            entry.code not in structure.questions:  # fmt: skip
        return entry
    code = entry.code if entry.code in structure.questions else entry.code.rsplit("/", 1)[-1]
    label = structure.questions[code]
    values = structure.answers.get(code, {})
    return replace(entry, label=label or entry.label, question=label or entry.question,
                   values=values or entry.values)  # fmt: skip
