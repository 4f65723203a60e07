"""A cell as it was found: text, a number or a date. Nothing here knows what a column means."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

Cell = str | float | date | datetime
"""An empty cell is the empty text; a truth value is the Dutch word a spreadsheet shows."""

Row = list[Cell]

_NUMBER = re.compile(r"(?:€|eur\b)?\s*-?[\d.,\s]*\d(?:,-{1,2})?\s*(?:€|%|eur\b)?", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\W_]+")
_WHOLE = 2**53


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell shows nothing.

    >>> [is_blank(cell) for cell in ("", " \\u00a0", 0.0, "-")]
    [True, True, False, False]
    """
    return isinstance(cell, str) and (not cell or cell.isspace())


def filled(row: Row) -> list[int]:
    """Return the positions of the cells that show something."""
    return [
        position
        for position, cell in enumerate(row)
        if (cell and (cell.__class__ is not str or not cell.isspace())) or cell == 0.0
    ]


def shows_something(row: Row) -> bool:
    """Tell whether any cell of a row shows something; most rows tell at their first cell.

    >>> shows_something(["", " ", 0.0]), shows_something(["", " "]), shows_something([])
    (True, False, False)
    """
    return any(not isinstance(cell, str) or (cell and not cell.isspace()) for cell in row)


def text_of(cell: Cell) -> str:
    """Return a cell as a person would type it, without blanks around it.

    >>> [text_of(cell) for cell in (9000.0, 7.5, " R0001 ", date(2024, 3, 1))]
    ['9000', '7.5', 'R0001', '01/03/2024']
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if cell.is_integer() and abs(cell) <= _WHOLE:
        return str(int(cell))
    return str(cell)


def is_number(cell: Cell) -> bool:
    """Tell whether a cell is a number, or a text that can only be one."""
    if isinstance(cell, str):
        return _NUMBER.fullmatch(cell.strip()) is not None
    return isinstance(cell, float)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Bring a text to the form in which spellings are compared.

    Case, accents and punctuation do not tell two words apart; what consists of punctuation only
    stays as it is.

    >>> fold(" E-mail "), fold("Congo (DRC)"), fold("Benín"), fold("-")
    ('e mail', 'congo drc', 'benin', '-')
    """
    folded = text.casefold()
    if not folded.isascii():
        folded = "".join(
            letter
            for letter in unicodedata.normalize("NFKD", folded)
            if not unicodedata.combining(letter)
        )
    return _SEPARATORS.sub(" ", folded).strip() or folded.strip()


def column_letters(position: int) -> str:
    """Return the letters a spreadsheet gives the column at ``position``.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    position += 1
    while position:
        position, letter = divmod(position - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
