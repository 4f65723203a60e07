"""Whoever is forgotten out of what humans decided: workbooks, tables and texts in the decisions.

A line that is about whoever goes, goes: the codes of an answer, the correction of a cell, two
organisations that were held to be one. A line that merely names somebody stays without the name.
"""

from __future__ import annotations

import codecs
import csv
import io
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pijler_analysis.atomic import replace_file, replace_text
from pijler_analysis.clean.answer_codes import AUDIENCES
from pijler_analysis.clean.answer_codes import FILE as OPEN_ANSWERS
from pijler_analysis.clean.answer_codes import HEADINGS as ANSWER_HEADINGS
from pijler_analysis.clean.corrections import FILE as CORRECTIONS
from pijler_analysis.clean.corrections import HEADINGS as CORRECTION_HEADINGS
from pijler_analysis.clean.recode import FILE as RECODES
from pijler_analysis.ingest.cells import Cell, fold, text_of
from pijler_analysis.ingest.mapping import normalise_heading
from pijler_analysis.link.decisions import FILE as MATCHES
from pijler_analysis.link.review import FILE as MATCHES_TO_REVIEW
from pijler_analysis.schema.columns import COLUMNS
from pijler_analysis.settings import Settings

UNREADABLE = "kan niet gelezen worden; kijk zelf na"
_AUDIENCE_OF = {f"survey_{audience}": audience for audience in AUDIENCES.values()}
_COLUMNS = {OPEN_ANSWERS: ANSWER_HEADINGS, CORRECTIONS: CORRECTION_HEADINGS}
_HEADINGS_WITHIN = 12
_OF_A_PAIR = 4
"""Cells of a line about two organisations that say which; after them, who decided."""


@dataclass(frozen=True)
class OwnRow:
    """A row of an export that is about whoever is forgotten.

    ``key`` and ``numbers`` are how a correction may name it, ``columns`` by which headings, and
    ``texts`` is what stands in it. ``goes`` says that all of it goes, not only what identifies
    the person.
    """

    year: int
    source: str
    table: str
    key: str
    numbers: frozenset[str]
    goes: bool
    columns: Mapping[str, str]
    texts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Forgotten:
    """What is known of whoever goes: whether a cell names them, their rows, a text without them."""

    names: Callable[[Cell], bool]
    without: Callable[[str], str]
    rows: Sequence[OwnRow]

    def answered(self, wave: str, audience: str, response: str) -> bool:
        """Tell whether a response is theirs."""
        return any(
            (str(one.year), _AUDIENCE_OF.get(one.table), one.key) == (wave, audience, response)
            for one in self.rows
            if one.goes
        )

    def corrected(self, source: str, number: str, column: str, values: Iterable[str]) -> bool:
        """Tell whether a correction is of a cell of theirs that goes."""
        return any(
            (one.goes or _is_personal(one, column))
            and (number == one.key or (number in one.numbers and not one.texts.isdisjoint(values)))
            for one in self.rows
            if one.source == source
        )


def _is_personal(row: OwnRow, column: str) -> bool:
    name = row.columns.get(column, column)
    return name in COLUMNS and COLUMNS[name].personal


def clear_decisions(settings: Settings, gone: Forgotten) -> list[str]:
    """Take whoever is forgotten out of the decisions; returns the files a human must look at.

    Raises
    ------
    FileError
        If a file cannot be replaced, as when it is open in Excel; asked again, the rest follows.
    """
    waiting = settings.root / MATCHES_TO_REVIEW
    files = [*sorted(settings.decisions.glob("*.*")), *([waiting] if waiting.is_file() else [])]
    clear = {".csv": _clear_csv, ".xlsx": _clear_workbook, ".toml": _clear_toml}
    unread = []
    for path in files:
        if path.name[0] in ".~" or path.suffix not in clear:
            continue
        try:
            clear[path.suffix](path, gone)
        except (OSError, ValueError, KeyError):
            unread.append(f"{path.relative_to(settings.root).as_posix()}: {UNREADABLE}")
    return unread


def _clear_workbook(path: Path, gone: Forgotten) -> None:
    import zipfile

    import openpyxl

    try:
        book = openpyxl.load_workbook(path)
    except zipfile.BadZipFile as error:
        raise ValueError from error
    is_changed = False
    for sheet in book:
        columns = _columns(path.name, sheet)
        for number in range(sheet.max_row, 0, -1):
            cells = sheet[number]
            values = [_value(cell) for cell in cells]
            if _goes(path.name, _line(values, columns), values, gone):
                sheet.delete_rows(number)
                is_changed = True
                continue
            for cell, value in zip(cells, values, strict=True):
                if isinstance(value, str) and gone.names(value):
                    cell.value = gone.without(value)
                    is_changed = True
    if is_changed:
        unfinished = path.with_name(f".{path.name}")
        try:
            book.save(unfinished)
            replace_file(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)


def _value(cell: Any) -> Cell:
    """Return a cell as the exports are read: every number with a fraction."""
    value = cell.value
    return "" if value is None else float(value) if isinstance(value, int) else value


def _columns(file: str, sheet: Any) -> list[str]:
    """Return what the columns of a sheet hold, where its lines are about somebody; else nothing."""
    known = _COLUMNS.get(file, {})
    meanings = {normalise_heading(heading): column for heading, column in known.items()}
    for cells in sheet.iter_rows(max_row=min(sheet.max_row, _HEADINGS_WITHIN)):
        found = [meanings.get(normalise_heading(text_of(_value(cell))), "") for cell in cells]
        if set(meanings.values()) - {""} <= set(found):
            return found
    return []


def _line(values: Sequence[Cell], columns: Sequence[str]) -> dict[str, str]:
    return {
        column: text_of(value) for column, value in zip(columns, values, strict=False) if column
    }


def _goes(file: str, line: Mapping[str, str], values: Sequence[Cell], gone: Forgotten) -> bool:
    """Tell whether a line of a workbook is about whoever is forgotten, and nothing else."""
    if file == OPEN_ANSWERS and line:
        audience = AUDIENCES.get(fold(line["audience"]), "")
        return gone.answered(line["wave"], audience, line["response_id"])
    if file == CORRECTIONS and line:
        source, key, column = (line[name] for name in ("source", "key", "column"))
        told = (line["old"], line["new"])
        return any(map(gone.names, (key, *told))) or gone.corrected(source, key, column, told)
    return file in (MATCHES_TO_REVIEW, RECODES) and any(map(gone.names, values))


def _clear_csv(path: Path, gone: Forgotten) -> None:
    marked = path.read_bytes().startswith(codecs.BOM_UTF8)
    text = path.read_text(encoding="utf-8-sig")
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    kept = list(_kept(rows, gone, pair=_OF_A_PAIR if path.name == MATCHES else None))
    if kept != rows:
        written = io.StringIO()
        csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(kept)
        replace_text(path, "\ufeff" * marked + written.getvalue())


def _kept(rows: list[list[str]], gone: Forgotten, *, pair: int | None) -> Iterator[list[str]]:
    """Yield the lines that stay; of a line about a pair, who decided goes and the line stays."""
    for row in rows:
        if not any(map(gone.names, row[:pair])):
            yield [gone.without(cell) if gone.names(cell) else cell for cell in row]


def _clear_toml(path: Path, gone: Forgotten) -> None:
    """Take somebody out of the texts of a file; what does not survive that is left to a human."""
    text = path.read_text(encoding="utf-8")
    lines = [gone.without(line) if _named_in(line, gone) else line for line in text.split("\n")]
    new = "\n".join(lines)
    if new != text:
        if _shape(tomllib.loads(new)) != _shape(tomllib.loads(text)):
            raise ValueError
        replace_text(path, new)


def _named_in(line: str, gone: Forgotten) -> bool:
    """Tell whether a line, or what stands in quotation marks in it, names somebody."""
    return gone.names(line) or any(map(gone.names, line.split('"')[1::2]))


def _shape(content: Any) -> Any:
    """Return what a file says with every text left out."""
    if isinstance(content, Mapping):
        return {key: _shape(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_shape(one) for one in content]
    return "" if isinstance(content, str) else content
