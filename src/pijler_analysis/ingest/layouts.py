"""Where the table stands on a sheet, and what around and between its rows is no data.

A *plain* table is what a tool writes: headings, then rows. A *kept* table is what a colleague
keeps by hand: a title above, sub-headings and totals between the rows, notes below. Everything
that is no data is listed with its row, so that the rows of a file add up.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pijler_analysis.errors import DataError, place
from pijler_analysis.ingest.cells import (
    Row,
    column_letters,
    filled,
    is_number,
    shows_something,
    text_of,
)
from pijler_analysis.ingest.grid import Grid, content_of, padded, repeats, taken_rows
from pijler_analysis.ingest.mapping import normalise_heading
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.ingest.stacked import FEWEST, new_order, other_columns, starts_other
from pijler_analysis.settings import KEPT_BY_HAND

DEPTH = 40
"""How many rows down the headings are looked for."""

Filled = tuple[int, list[int]]
"""A row that shows something: its position, and the positions of its filled cells."""

_TOTAL = re.compile(
    r"(?:algemeen |grand )?(?:(?:eind|sub)?tota(?:a)?l(?:en)?|som|gemiddelde?|aantal)\b",
    re.IGNORECASE,
)
_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Block:
    """The table of a sheet: its headings, its rows at their numbers, and the furniture.

    ``furniture`` is (row number, kind), kind one of title, heading, subheading, total, note, other
    (a row of another table on the sheet). ``above`` is the sub-heading each row stands under.
    ``others`` are the columns of tables beside this one.
    """

    headings: list[str]
    rows: Sequence[Row]
    numbers: list[int]
    furniture: list[tuple[int, str]]
    above: list[str] = field(default_factory=list)
    others: list[int] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Rows with any content."""
        return len(self.rows) + len(self.furniture)


def find_block(
    sheet: Sheet, wanted: Sequence[str], *, layout: str, header_rows: int = 1,
    others: Sequence[Collection[str]] = (), is_grouped: bool = False,
) -> Block:  # fmt: skip
    """Find the table on a sheet by the headings it must have.

    Parameters
    ----------
    sheet : the sheet as read
    wanted : headings that are mapped, in any spelling of blanks and case
    layout : one of ``settings.LAYOUTS``
    header_rows : more than 1 where rows of groups stand above; headings are then
        ``"Group · Heading"``
    others : headings of other tables that may stand on the same sheet
    is_grouped : every lone text in the first column is the heading of a group of rows

    Raises
    ------
    DataError
        If no row holds any of the headings, or a row of a text file is longer than its heading.
    """
    content = content_of(sheet.rows)
    start = _header_position(sheet, content, wanted, header_rows)
    headings = headings_at(sheet, start, header_rows)
    below = [position for position in content if position > start]
    if sheet.is_delimited:
        check_widths(sheet, below, len(headings))
    first_of_header = start - header_rows + 1
    above = [
        (position + 1, "title" if position < first_of_header else "heading")
        for position in content
        if position <= start
    ]
    if layout not in KEPT_BY_HAND:
        return _plain_block(sheet.rows, headings, below, above, start)
    all_rows = list(sheet.rows)
    body = [(position, filled(all_rows[position])) for position in below]
    beside = other_columns(headings, wanted)
    _check_once(sheet, headings, wanted, beside)
    headings = ["" if at in beside else name for at, name in enumerate(headings)]
    own, rows, kinds = _own_rows(all_rows, body, headings, wanted, others=others, beside=beside)
    kinds |= _kinds(rows, own, headings, is_grouped=is_grouped)
    return _block(headings, rows, kinds, above, beside)


def _plain_block(
    rows: Sequence[Row], headings: list[str], below: list[int], above: list[tuple[int, str]],
    start: int,
) -> Block:  # fmt: skip
    """Take every row below the headings as data, but for the headings of a file put behind it."""
    again = repeats(rows, start)
    data = [position for position in below if position not in again] if again else below
    return Block(
        headings=headings,
        rows=taken_rows(rows, data, len(headings)),
        numbers=[position + 1 for position in data],
        furniture=above + [(position + 1, "heading") for position in sorted(again)],
        above=[""] * len(data),
    )


def _check_once(
    sheet: Sheet, headings: list[str], wanted: Sequence[str], beside: Sequence[int]
) -> None:
    """Stop where the table stands beside itself: a list that goes on in other columns."""
    names = {normalise_heading(heading) for heading in wanted}
    found = [normalise_heading(heading) for heading in headings]
    own = {name for at, name in enumerate(found) if at not in beside} & names
    if len(own) >= FEWEST and own <= {found[at] for at in beside}:
        first = next(at for at in beside if found[at] in own)
        raise DataError(
            f"{place(sheet.file, sheet=sheet.name)}: de tabel gaat verder in kolom "
            f"{column_letters(first)}, naast zichzelf; zet alle rijen onder elkaar"
        )


def _block(
    headings: list[str], rows: dict[int, Row], kinds: dict[int, str], above: list[tuple[int, str]],
    beside: Sequence[int],
) -> Block:  # fmt: skip
    """Lay the rows that are data apart from the furniture, each under its sub-heading."""
    data, groups, group = [], [], ""
    for position, row in rows.items():
        if kinds.get(position) == "subheading":
            group = next(text_of(cell) for cell in row if text_of(cell))
        if position not in kinds:
            data.append(position)
            groups.append(group)
    return Block(
        headings=headings,
        rows=[padded(rows[position], len(headings)) for position in data],
        numbers=[position + 1 for position in data],
        furniture=above + [(position + 1, kinds[position]) for position in sorted(kinds)],
        above=groups,
        others=list(beside),
    )


def _own_rows(
    rows: list[Row], body: list[Filled], headings: list[str], wanted: Sequence[str], *,
    others: Sequence[Collection[str]], beside: Collection[int],
) -> tuple[list[Filled], dict[int, Row], dict[int, str]]:  # fmt: skip
    """Return the rows below the headings that are not another table's, by position; and those.

    Where the headings come again in another order, the cells are put back in the first one.
    """
    named = {normalise_heading(heading) for heading in wanted}
    mapped = [name if normalise_heading(name) in named else "" for name in headings]
    telling = ({*mapped} | {name for other in others for name in other}) - {""}
    own: list[Filled] = []
    kept: dict[int, Row] = {}
    kinds: dict[int, str] = {}
    order, is_other = list(range(len(headings))), False
    for position, cells in body:
        row = rows[position]
        again = None
        if not telling.isdisjoint(row):
            again = new_order(row, mapped)
            is_other = again is None and (is_other or starts_other(row, others, named))
            order = again or order
        if again is not None:
            kinds[position] = "heading"
        elif is_other or set(cells) <= set(beside):
            kinds[position] = "other"
        else:
            is_moved = order != sorted(order)
            kept[position] = _in_order(row, order) if is_moved else row
            own.append((position, filled(kept[position]) if is_moved else cells))
    return own, kept, kinds


def _in_order(row: Row, order: list[int]) -> Row:
    whole = padded(row, max(order) + 1)
    return [whole[place] for place in order]


def _header_position(
    sheet: Sheet, content: list[int], wanted: Sequence[str], header_rows: int
) -> int:
    """Return the row (from 0) that holds most of the wanted headings, the last of a header."""
    names = {normalise_heading(heading) for heading in wanted}
    best, most = -1, 0
    for position in content:
        if position >= DEPTH:
            break
        if position + 1 < header_rows:
            continue
        row = headings_at(sheet, position, header_rows)
        matches = len(names & {normalise_heading(heading) for heading in row})
        if matches > most:
            best, most = position, matches
        if most == len(names):
            break
    if not most:
        expected = ", ".join(f'"{heading}"' for heading in list(wanted)[:3])
        raise DataError(
            f"{place(sheet.file, sheet=sheet.name)}: geen rij met de koppen {expected} … gevonden "
            f"in de eerste {DEPTH} rijen; controleer het bestand of de bron in pijler.toml"
        )
    return best


def headings_at(sheet: Sheet, position: int, header_rows: int) -> list[str]:
    """Return the headings that end at a row; a group stands before the headings under it."""
    lowest = [text_of(cell) for cell in sheet.rows[position]]
    for above in range(1, header_rows):
        groups = _groups(sheet, position - above)
        lowest = [
            f"{group} · {heading}" if group and heading else heading or group
            for group, heading in zip(groups, lowest, strict=True)
        ]
    return lowest


def _groups(sheet: Sheet, position: int) -> list[str]:
    """Return the group over each column: a merged cell covers all the columns it spans."""
    row = [text_of(cell) for cell in sheet.rows[position]]
    spans = [
        (left, right)
        for (top, left), (bottom, right) in sheet.merges
        if top <= position <= bottom and right > left
    ]
    if not spans:
        return _filled_forward(row)
    for left, right in spans:
        for column in range(left, min(right + 1, len(row))):
            row[column] = row[column] or row[left]
    return row


def _filled_forward(row: list[str]) -> list[str]:
    covered, group = [], ""
    for name in row:
        group = name or group
        covered.append(group)
    return covered


def check_widths(sheet: Sheet, positions: Sequence[int], width: int) -> None:
    """Stop on a row of a text file with content beyond its headings: its cells have shifted."""
    if isinstance(sheet.rows, Grid) and len(sheet.rows.columns) <= width:
        return
    for position in positions:
        row = sheet.rows[position]
        if len(row) > width and shows_something(row[width:]):
            raise DataError(
                f"{place(sheet.file, row=position + 1)}: de rij heeft meer cellen dan de kop "
                f"({filled(row)[-1] + 1} tegen {width}); zet tekst met een scheidingsteken tussen "
                "aanhalingstekens"
            )


def _kinds(
    rows: dict[int, Row], body: list[Filled], headings: list[str], *, is_grouped: bool
) -> dict[int, str]:
    """Return the kind of each row of a kept table that is no data, by position."""
    repeated = [normalise_heading(heading.split(" · ")[-1]) for heading in headings]
    kinds: dict[int, str] = {}
    for position, cells in body:
        if _is_total(rows[position], cells):
            kinds[position] = "total"
        elif len(cells) > 1 and _repeats(rows[position], repeated):
            kinds[position] = "heading"
    rest = [entry for entry in body if entry[0] not in kinds]
    first = next((column for column, heading in enumerate(headings) if heading), 0)
    width = sum(bool(heading) for heading in headings)
    kinds |= dict.fromkeys(_scribbles(rows, rest, first, width), "note")
    rest = [entry for entry in rest if entry[0] not in kinds]
    return kinds | _lone_kinds(rows, rest, first, is_grouped=is_grouped)


def _scribbles(rows: dict[int, Row], body: list[Filled], first: int, width: int) -> list[int]:
    """Return the rows at the end over which a remark is strewn, a few words to a row.

    It is one where a row that leaves the first column empty has words in a column of numbers or
    dates; thin rows that could be data stay data.
    """
    tail: list[Filled] = []
    for position, cells in reversed(body):
        if 2 * len(cells) >= width:
            break
        tail.append((position, cells))
    full = [rows[position] for position, _ in body[: len(body) - len(tail)]]
    numbers_in = {
        column
        for column in {cell for _, cells in tail for cell in cells}
        if full and all(column < len(row) and _is_measure(row[column]) for row in full)
    }
    is_strewn = any(
        cells[0] != first and any(cell in numbers_in and not _is_measure(rows[position][cell])
                                  for cell in cells)
        for position, cells in tail
    )  # fmt: skip
    begun = sum(cells[0] == first for _, cells in tail)
    return [position for position, _ in tail] if is_strewn and 2 * begun <= len(tail) else []


def _is_measure(cell: object) -> bool:
    """Tell whether a cell is a number or a date, and no word."""
    return not isinstance(cell, str) or not _LETTERS.search(cell)


def _lone_kinds(
    rows: dict[int, Row], body: list[Filled], first: int, *, is_grouped: bool
) -> dict[int, str]:
    """Return the kind of each row that fills a single cell and is no data.

    It is data where that cell looks like the others of its column: a lone member number is a row
    to report, the name of a month is not. So is a text between the rows outside the first column.
    """
    shapes = _shapes(rows, body)
    lone = {
        position: cells[0]
        for position, cells in body
        if len(cells) == 1
        and (
            (is_grouped and cells[0] == first)
            or _shape(rows[position][cells[0]]) not in shapes.get(cells[0], ())
        )
    }
    end = max((position for position, _ in body if position not in lone), default=-1)
    kinds = {}
    for position, column in lone.items():
        cell = rows[position][column]
        if position > end:
            kinds[position] = "total" if is_number(cell) else "note"
        elif column == first and not is_number(cell):
            is_long = len(text_of(cell)) > _LONGEST_HEADING
            kinds[position] = "note" if is_long else "subheading"
    return kinds


def _repeats(row: Row, headings: list[str]) -> bool:
    """Tell whether a row repeats the headings; most rows differ in their first letter already."""
    return text_of(row[0])[:1].casefold() == headings[0][:1] and all(
        normalise_heading(text_of(cell)) == heading
        for cell, heading in zip(row, headings, strict=False)
    )


def _is_total(row: Row, cells: list[int]) -> bool:
    """Tell whether a row starts with a word for a total and holds nothing but numbers besides."""
    first = row[cells[0]]
    return (
        isinstance(first, str)
        and _TOTAL.match(first.strip()) is not None
        and all(is_number(row[cell]) for cell in cells[1:])
    )


def _shapes(rows: dict[int, Row], body: list[Filled]) -> dict[int, set[str]]:
    """Return how the values of a column look in the full rows, where a lone cell stands in it."""
    lone = {cells[0] for _, cells in body if len(cells) == 1}
    full = [rows[position] for position, cells in body if len(cells) > 1]
    return {
        column: {_shape(cell) for cell in {row[column] for row in full if column < len(row)}}
        for column in lone
    }


def _shape(cell: object) -> str:
    """Return a cell with its digits and words worn down to one character each."""
    if not isinstance(cell, str):
        return type(cell).__name__
    return _LETTERS.sub("a", _DIGITS.sub("9", cell.strip()))
