"""What a human corrected in an export: applied where the old value still stands, else reported.

The exports themselves are never edited. ``data/decisions/corrections.xlsx`` says which cell, what
stood there, what should, who decided and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pijler_analysis.clean.decisions import read_decisions
from pijler_analysis.clean.log import Change, show
from pijler_analysis.clean.readings import shown
from pijler_analysis.errors import place
from pijler_analysis.ingest.cells import Cell, is_blank, text_of
from pijler_analysis.ingest.mapping import normalise_heading
from pijler_analysis.ingest.tables import RawTable
from pijler_analysis.schema.columns import COLUMNS
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import Settings

FILE = "corrections.xlsx"
HEADINGS = {
    "Bron": "source", "source": "source",
    "Sleutel": "key", "row key": "key",
    "Kolom": "column", "column": "column",
    "Oud": "old", "old": "old",
    "Nieuw": "new", "new": "new",
    "Wie": "who", "who": "who",
    "Waarom": "why", "why": "why",
}  # fmt: skip
RULE = "correctie van een mens"


@dataclass(frozen=True)
class Correction:
    """One cell to correct; ``row`` is its line in the workbook of corrections."""

    row: int
    source: str
    key: str
    column: str
    old: str
    new: Cell
    is_signed: bool


def read_corrections(settings: Settings) -> tuple[Correction, ...]:
    """Read the corrections of the project; none where the workbook is not there."""
    return tuple(
        Correction(
            row=number,
            source=text_of(cells["source"]),
            key=text_of(cells["key"]),
            column=text_of(cells["column"]),
            old=text_of(cells["old"]),
            new=cells["new"],
            is_signed=not is_blank(cells["who"]) and not is_blank(cells["why"]),
        )
        for number, cells in read_decisions(settings.decisions / FILE, HEADINGS)
    )


def unknown_sources(corrections: Iterable[Correction], settings: Settings) -> list[str]:
    """Say which corrections name a source that the project does not have."""
    return [
        _said(one, f"de bron {one.source!r} staat niet in pijler.toml")
        for one in corrections
        if one.source not in settings.sources
    ]


def correct(
    raw: RawTable, corrections: Iterable[Correction], *, is_latest: bool
) -> tuple[RawTable, list[Change], list[str]]:
    """Apply the corrections of a source to its cells.

    Parameters
    ----------
    raw : the rows as found
    corrections : all corrections of the project
    is_latest : whether this is the last year; a row that is nowhere is reported there only

    Returns
    -------
    the rows as corrected, a change per corrected cell, and a Dutch line for each correction that
    does not fit: the row or column is not there, the old value no longer is, or nobody signed
    """
    own = [one for one in corrections if one.source == raw.source.name]
    if not own:
        return raw, [], []
    cells = {name: list(column) for name, column in raw.cells.items()}
    keys = _keys(raw)
    changes, doubts = [], []
    for one in own:
        column = _column(raw, one.column)
        positions = keys.get(one.key, [])
        doubt = _doubt(raw, one, column, positions, is_latest=is_latest)
        if doubt:
            doubts.append(_said(one, doubt))
        elif positions:
            position = positions[0]
            is_personal = column in COLUMNS and COLUMNS[column].personal
            old, cells[column][position] = cells[column][position], one.new
            changes.append(
                Change(raw.places[position], raw.heading(column), show(old, is_personal),
                       show(one.new, is_personal), RULE)
            )  # fmt: skip
    return replace(raw, cells=cells), changes, doubts


def _doubt(
    raw: RawTable, one: Correction, column: str, positions: Sequence[int], *, is_latest: bool
) -> str:
    """Return why a correction cannot be applied, nothing where it can or its row is elsewhere."""
    if not one.is_signed:
        return "wie en waarom moeten ingevuld zijn"
    if not column:
        return f"bron {one.source} heeft geen kolom {one.column!r}"
    if not positions:
        return "er is geen rij met die sleutel" if is_latest else ""
    if len(positions) > 1:
        return "meer dan een rij heeft die sleutel"
    cell = raw.cells[column][positions[0]]
    if one.old in (text_of(cell), shown(cell)):
        return ""
    if text_of(one.new) in (text_of(cell), shown(cell)):
        return "de bron is intussen verbeterd; haal de regel weg"
    return f"de oude waarde staat er niet meer ({_at(raw, positions[0])}); kijk de regel na"


def _at(raw: RawTable, position: int) -> str:
    file, sheet, row = raw.places[position]
    return place(file, sheet=sheet, row=row)


def _said(one: Correction, doubt: str) -> str:
    return f"{place(FILE, row=one.row)}: niet toegepast: {doubt}"


def _column(raw: RawTable, name: str) -> str:
    """Return a column by its own name or by its heading in the export."""
    headings = {normalise_heading(raw.heading(column)): column for column in raw.cells}
    return name if name in raw.cells else headings.get(normalise_heading(name), "")


def _keys(raw: RawTable) -> dict[str, list[int]]:
    """Return the rows by what names them: their key, ``rij 12``, or ``V01 rij 12`` with a sheet."""
    found: dict[str, list[int]] = {}
    own = [name for name in TABLES[raw.source.table].key if name in raw.cells]
    for position, (_, sheet, row) in enumerate(raw.places):
        names = {text_of(raw.cells[name][position]) for name in own}
        names |= {f"rij {row}", f"{sheet} rij {row}"}
        for name in names - {""}:
            found.setdefault(name, []).append(position)
    return found
