"""Where the headings stand on a sheet of which nothing is known beforehand.

Headings are words, in a row that is filled as far as the rows below it, over cells that look
otherwise; a row of words that are known as headings needs no more proof.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pijler_analysis.ingest.cells import Row, filled, fold, is_number, text_of
from pijler_analysis.ingest.sheets import Sheet

DEPTH = 40
"""How many filled rows down the headings are looked for."""

_LONGEST = 300
_NEAR = 0.85
"""An earlier row nearly as good as the best one is the row of headings."""


@dataclass(frozen=True)
class Header:
    """Where the headings stand: the lowest of their rows (from 0), and how many there are."""

    position: int
    rows: int


def find_header(sheet: Sheet, known: Collection[str]) -> Header | None:
    """Find the row of headings of a sheet.

    Parameters
    ----------
    sheet : the sheet as read
    known : words that are headings somewhere, folded

    Returns
    -------
    Header with 2 rows where a row of groups stands over the headings; None where no row can be
    one: fewer than two cells are filled in every row.
    """
    rows = [(place, cells) for place, row in enumerate(sheet.rows) if (cells := filled(row))]
    rows = rows[:DEPTH]
    width = max((len(cells) for _, cells in rows), default=0)
    if width < 2:
        return None
    scores = {
        index: _score(sheet.rows, rows, index, width, known)
        for index in range(len(rows))
        if _may_be_headings(sheet.rows[rows[index][0]], rows[index][1])
    }
    if not scores:
        return None
    best = max(scores.values())
    index = next(index for index, score in scores.items() if score >= _NEAR * best)
    if index + 1 in scores and _is_group_row(sheet, rows, index, known):
        return Header(rows[index + 1][0], 2)
    if index > 0 and _is_group_row(sheet, rows, index - 1, known):
        return Header(rows[index][0], 2)
    return Header(rows[index][0], 1)


def _may_be_headings(row: Row, cells: list[int]) -> bool:
    """Tell whether a row holds words only, nearly all of them different."""
    texts = [text_of(row[cell]) for cell in cells]
    words = [
        text for cell, text in zip(cells, texts, strict=True)
        if isinstance(row[cell], str) and not is_number(text) and len(text) <= _LONGEST
        and "@" not in text
    ]  # fmt: skip
    return len(cells) >= 2 and len(words) >= 0.75 * len(cells)


def _score(
    rows: Sequence[Row], content: list[tuple[int, list[int]]], index: int, width: int,
    known: Collection[str],
) -> float:  # fmt: skip
    """Add up: how far it is filled, how far the row below is, how it differs, what is known."""
    place, cells = content[index]
    row = rows[place]
    recognised = sum(fold(text_of(row[cell])) in known for cell in cells) / len(cells)
    repeated = 1 - len({fold(text_of(row[cell])) for cell in cells}) / len(cells)
    below = content[index + 1][1] if index + 1 < len(content) else []
    following = rows[content[index + 1][0]] if below else []
    shared = set(cells) & set(below)
    unlike = sum(not isinstance(following[cell], str) or is_number(following[cell])
                 for cell in shared) / width  # fmt: skip
    return (len(cells) + len(shared)) / width + unlike + 2 * recognised - 2 * repeated


def _is_group_row(
    sheet: Sheet, content: list[tuple[int, list[int]]], index: int, known: Collection[str]
) -> bool:
    """Tell whether a row names groups over the headings in the next one.

    A group spans several columns: by a merge, or by the empty cells after it. The row below must
    hold more headings, and be words itself.
    """
    place, cells = content[index]
    below_place, below = content[index + 1]
    if below_place != place + 1 or not 2 <= len(cells) < len(below):
        return False
    if any(len(above) > 1 for _, above in content[:index]):
        return False
    headings = sheet.rows[below_place]
    if not _may_be_headings(headings, below) or not _may_be_headings(sheet.rows[place], cells):
        return False
    spans = [
        (left, right)
        for (top, left), (bottom, right) in sheet.merges
        if top <= place <= bottom and right > left
    ]
    if any(right < len(headings) + 1 and left in cells for left, right in spans):
        return True
    recognised = sum(fold(text_of(headings[cell])) in known for cell in below)
    return recognised >= len(below) / 2 and len(cells) <= len(below) / 2
