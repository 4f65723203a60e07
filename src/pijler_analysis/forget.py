"""A person or organisation out of everything we keep, and where a human must still delete.

Clean tables leave whoever is forgotten out from the next build on; what a human decided loses the
lines that are about them. The exports themselves are never edited by a program: their rows are
listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

import pandas as pd

from pijler_analysis.clean.year import CleanedYear
from pijler_analysis.errors import PijlerError, UsageError, place
from pijler_analysis.forget_decisions import UNREADABLE, Forgotten, OwnRow, clear_decisions
from pijler_analysis.ingest.cells import Cell, text_of
from pijler_analysis.ingest.files import read_sheets
from pijler_analysis.pipeline import linked_years
from pijler_analysis.project import Project
from pijler_analysis.protect.forgotten import (
    ABOUT_PERSONS,
    ORGANISATION,
    add_request,
    organisation_rows,
    own_tokens,
    person_rows,
)
from pijler_analysis.protect.people import PERSON, People, full_names
from pijler_analysis.protect.pseudonyms import normalised, read_key
from pijler_analysis.protect.scrub import NAME, Names, names_of, scrub_text
from pijler_analysis.schema.tables import PROVENANCE, TABLES
from pijler_analysis.settings import Settings

Progress = Callable[[str], None]
Years = Mapping[int, CleanedYear]
Row = tuple[int, str, str, int]
"""A row of an export: its year, file, sheet (empty for a CSV) and number."""

_DROPPED = "(vergeten)"


@dataclass(frozen=True)
class Found:
    """By what somebody is known, and how a cell that names them is recognised.

    ``tokens`` are the codes with which they answered a survey.
    """

    kind: str
    known_as: frozenset[str]
    texts: frozenset[str]
    names: Names
    tokens: frozenset[str] = frozenset()

    def is_in(self, cell: Cell) -> bool:
        """Tell whether a cell names whoever is to be forgotten."""
        written = text_of(cell)
        text = normalised(written)
        if self.kind == ORGANISATION:
            return text in self.texts or written in self.tokens
        return (
            self._has_address(text)
            or written in self.tokens
            or scrub_text(text, self.names)[1][NAME] > 0
        )

    def _has_address(self, text: str) -> bool:
        """Tell whether an address stands in a text, and not merely the end of another."""
        ends = "(?<![a-z0-9._%+-]){}(?![a-z0-9-])"
        return any(
            one in text and re.search(ends.format(re.escape(one)), text) for one in self.texts
        )

    def without(self, text: str) -> str:
        """Return a text without the person; the name of an organisation as a whole."""
        if self.kind == PERSON:
            return scrub_text(text, self.names)[0]
        parts = text.split('"')
        return '"'.join(_DROPPED if self.is_in(part) else part for part in parts)

    def is_known_as(self, text: str) -> bool:
        """Tell whether an identity, or a number or name of an organisation, is theirs."""
        return normalised(text) in self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(map(normalised, self.known_as | self.texts))


def forget(project: Project, who: str, *, progress: Progress = lambda _: None) -> list[str]:
    """Forget a person, by e-mail address, or an organisation, by its name or number.

    Returns
    -------
    a line for each row of an export, and each file, in which a human must still delete

    Raises
    ------
    UsageError
        If nobody of that address, name or number is in the data; nothing changes then.
    """
    settings = project.settings
    key = read_key(settings)
    linked = linked_years(settings, progress=progress).years
    found = _person(linked, who) if "@" in who else _organisation(linked, who)
    own = _own_rows(linked, found, settings)
    read: dict[Row, frozenset[str]] = {}
    rows = list(_rows_to_delete(settings, found, own, read))
    if not found.known_as and not rows:
        raise UsageError(
            "dit adres, deze naam of dit nummer komt in geen enkele export voor; er is niets "
            "veranderd"
        )
    own_rows = [replace(one, texts=read.get(row, frozenset())) for row, one in own.items()]
    rows += clear_decisions(settings, Forgotten(found.is_in, found.without, own_rows))
    add_request(settings, found.kind, found.known_as | found.texts, key=key, on=date.today())
    project.refresh(progress=progress)
    return rows


def _person(linked: Years, address: str) -> Found:
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
    is_meant = {*known, text}.__contains__
    tokens = frozenset[str]().union(*(own_tokens(one.tables, is_meant) for one in linked.values()))
    return Found(PERSON, frozenset(known), frozenset({text}), names_of(names), tokens)


def _organisation(linked: Years, who: str) -> Found:
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
    tokens = {
        token
        for one in linked.values()
        for invited in [one.tables["invitations"]]
        for token in invited.loc[organisation_rows(invited, partial(_is_among, texts)), "token"]
    }
    return Found(ORGANISATION, frozenset(known), frozenset(texts), Names(),
                 frozenset(token for token in tokens if pd.notna(token)))  # fmt: skip


def _is_among(texts: Collection[str], text: str) -> bool:
    return normalised(text) in texts


def _own_rows(linked: Years, found: Found, settings: Settings) -> dict[Row, OwnRow]:
    """Return the rows of the exports that are about whoever goes, and how each may be named."""
    own: dict[Row, OwnRow] = {}
    for year, one in linked.items():
        for name, table in one.tables.items():
            if "source" not in table:
                continue
            if found.kind == PERSON:
                flags = person_rows(table, found.is_known_as, tokens=found.tokens)
            else:
                flags = organisation_rows(table, found.is_known_as)
            goes = found.kind == ORGANISATION or name in ABOUT_PERSONS
            columns = [*PROVENANCE, *TABLES[name].key]
            for row in table.loc[flags, columns].itertuples(index=False, name=None):
                source, file, sheet, number = row[: len(PROVENANCE)]
                where = (year, file, "" if pd.isna(sheet) else sheet, int(number))
                own[where] = OwnRow(
                    year=year,
                    source=source,
                    table=name,
                    key=str(row[-1]),
                    numbers=frozenset({f"rij {number}", f"{sheet} rij {number}"}),
                    goes=goes,
                    columns=settings.sources[source].columns,
                )
    return own


def _rows_to_delete(
    settings: Settings, found: Found, own: Container[Row], read: dict[Row, frozenset[str]]
) -> Iterator[str]:
    """Yield where in the exports somebody is named; files nobody reads are looked at as well.

    What stands in their own rows is put in ``read``.
    """
    for path in sorted(settings.raw.rglob("*")):
        if not path.is_file() or path.name.startswith((".", "~$")):
            continue
        folder = path.parent.relative_to(settings.root).as_posix()
        try:
            sheets = read_sheets(path)
        except PijlerError:
            yield f"{folder}/{path.name}: {UNREADABLE}"
            continue
        for sheet in sheets:
            for number, row in enumerate(sheet.rows, 1):
                where = (_year_of(path), path.name, sheet.name or "", number)
                if where in own:
                    read[where] = frozenset(map(text_of, row))
                if where in own or any(cell != "" and found.is_in(cell) for cell in row):
                    yield f"{folder}/{place(path, sheet=sheet.name, row=number)}"


def _year_of(path: Path) -> int:
    name = path.parent.name
    return int(name) if name.isdecimal() else 0
