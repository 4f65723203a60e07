"""A person or organisation out of everything we keep, and where a human must still delete.

Clean tables leave whoever is forgotten out from the next build on; what a human decided loses the
lines that name them. The exports themselves are never edited by a program: their rows are listed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Container, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from pijler_analysis.atomic import replace_text
from pijler_analysis.clean.corrections import FILE as CORRECTIONS
from pijler_analysis.clean.year import CleanedYear
from pijler_analysis.errors import PijlerError, UsageError, place
from pijler_analysis.ingest.cells import Cell, text_of
from pijler_analysis.ingest.files import read_sheets
from pijler_analysis.pipeline import linked_years
from pijler_analysis.project import Project
from pijler_analysis.protect.forgotten import ORGANISATION, add_request, organisation_rows
from pijler_analysis.protect.people import PERSON, People, full_names
from pijler_analysis.protect.pseudonyms import normalised, read_key
from pijler_analysis.protect.scrub import NAME, Names, names_of, scrub_text
from pijler_analysis.settings import Settings

Progress = Callable[[str], None]

_TABLES_OF_DECISIONS = ("*.xlsx", "*.csv")
_DROPPED = "(vergeten)"


@dataclass(frozen=True)
class Found:
    """By what somebody is known, and how a cell that names them is recognised."""

    kind: str
    known_as: frozenset[str]
    texts: frozenset[str]
    names: Names

    def is_in(self, cell: Cell) -> bool:
        """Tell whether a cell names whoever is to be forgotten."""
        text = normalised(text_of(cell))
        if self.kind == ORGANISATION:
            return text in self.texts
        return self._has_address(text) or scrub_text(text, self.names)[1][NAME] > 0

    def _has_address(self, text: str) -> bool:
        """Tell whether an address stands in a text, and not merely the end of another."""
        ends = "(?<![a-z0-9._%+-]){}(?![a-z0-9-])"
        return any(
            one in text and re.search(ends.format(re.escape(one)), text) for one in self.texts
        )


def forget(project: Project, who: str, *, progress: Progress = lambda _: None) -> list[str]:
    """Forget a person, by e-mail address, or an organisation, by its name or number.

    Returns
    -------
    a line for each row of an export in which a human must still delete

    Raises
    ------
    UsageError
        If nobody of that address, name or number is in the data; nothing changes then.
    """
    settings = project.settings
    key = read_key(settings)
    linked = linked_years(settings, progress=progress).years
    found = _person(linked, who) if "@" in who else _organisation(linked, who)
    rows = list(_rows_to_delete(settings, found))
    if not found.known_as and not rows:
        raise UsageError(
            "dit adres, deze naam of dit nummer komt in geen enkele export voor; er is niets "
            "veranderd"
        )
    _clear_decisions(settings, found)
    add_request(settings, found.kind, found.known_as | found.texts, key=key, on=date.today())
    project.refresh(progress=progress)
    return rows


def _person(linked: dict[int, CleanedYear], address: str) -> Found:
    """Return every identity of a person, and the names written beside the address."""
    text = normalised(address)
    known = People({year: one.tables for year, one in linked.items()}).known_as(address)
    names = {
        name
        for one in linked.values()
        for table in one.tables.values()
        if "contact_email" in table
        for name, own in zip(
            full_names(table), table["contact_email"].fillna("").tolist(), strict=True
        )
        if name and normalised(own) == text
    }
    return Found(PERSON, frozenset(known), frozenset({text}), names_of(names))


def _organisation(linked: dict[int, CleanedYear], who: str) -> Found:
    """Return every name and number of an organisation, as all sources write it."""
    texts = {normalised(who)}
    for _ in range(2):  # by its name to its number, and by its number to its other names
        for one in linked.values():
            for table in one.tables.values():
                rows = table[organisation_rows(table, partial(_is_among, texts))]
                for column in ("organisation_id", "organisation_name"):
                    if column in rows:
                        texts |= {normalised(name) for name in rows[column].dropna().unique()}
    known = texts if len(texts) > 1 else frozenset[str]()
    return Found(ORGANISATION, frozenset(known), frozenset(texts), Names())


def _is_among(texts: Container[str], text: str) -> bool:
    return normalised(text) in texts


def _rows_to_delete(settings: Settings, found: Found) -> Iterator[str]:
    """Yield where in the exports somebody is named; files nobody reads are looked at as well."""
    for path in sorted(settings.raw.rglob("*")):
        if not path.is_file() or path.name.startswith((".", "~$")):
            continue
        try:
            sheets = read_sheets(path)
        except PijlerError:
            yield f"{_shown(settings, path)}: kan niet gelezen worden; kijk zelf na"
            continue
        for sheet in sheets:
            for number, row in enumerate(sheet.rows, 1):
                if any(cell != "" and found.is_in(cell) for cell in row):
                    where = place(path, sheet=sheet.name, row=number)
                    yield f"{path.parent.relative_to(settings.root).as_posix()}/{where}"


def _shown(settings: Settings, path: Path) -> str:
    return path.relative_to(settings.root).as_posix()


def _clear_decisions(settings: Settings, found: Found) -> None:
    """Take the lines that name somebody out of what a human decided."""
    for pattern in _TABLES_OF_DECISIONS:
        for path in sorted(settings.decisions.glob(pattern)):
            if path.suffix == ".csv":
                _clear_csv(path, found)
            else:
                _clear_workbook(path, found)


def _clear_workbook(path: Path, found: Found) -> None:
    """Take whoever is forgotten out of a workbook: a correction goes, in other lines the cell."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    is_changed = False
    for sheet in book:
        for number in range(sheet.max_row, 0, -1):
            cells = [cell for cell in sheet[number] if isinstance(cell.value, str)]
            named = [cell for cell in cells if found.is_in(cell.value)]
            is_changed |= bool(named)
            if named and path.name == CORRECTIONS:
                sheet.delete_rows(number)
                continue
            for cell in named:
                cell.value = _DROPPED
    if is_changed:
        unfinished = path.with_name(f".{path.name}")
        book.save(unfinished)
        unfinished.replace(path)


def _clear_csv(path: Path, found: Found) -> None:
    with suppress(UnicodeDecodeError):
        text = path.read_text(encoding="utf-8-sig")
        delimiter = ";" if text.partition("\n")[0].count(";") else ","
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        kept = [row for row in rows if not any(found.is_in(cell) for cell in row)]
        if len(kept) < len(rows):
            written = io.StringIO()
            csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(kept)
            replace_text(path, written.getvalue())
