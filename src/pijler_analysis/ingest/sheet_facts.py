"""What the bytes of a sheet hold, beside what a reader makes of them.

Readers drop error values, rows written twice and formulas without a result without a word. So
each sheet of an xlsx is gone over as bytes first: quickly, by patterns, where it is written the
usual way, and else by an XML parser (``sheet_census``).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise

from pijler_analysis.errors import FileError, place

Position = tuple[int, int]
"""Row and column of a cell, from 0."""

LARGEST_GRID = 10_000_000
"""Cells the used block of a sheet may span."""
EMPTY_GRID = 1_000_000
"""Above this a block must hold something in at least one of a hundred cells."""

_ROW = re.compile(rb'<row\b[^>]*?\sr="(\d+)"')
_HIDDEN_ROW = re.compile(rb'<row\b(?=[^>]*\shidden="(?:1|true)")[^>]*?\sr="(\d+)"')
_COLUMN = re.compile(rb"<col\b([^>]*)>")
_SPAN = re.compile(rb'\s(min|max)="(\d+)"')
_WIDE = re.compile(rb'r="([A-Z]{2,9})\d')
_ERROR = re.compile(
    rb'<c\b(?=[^>]*\st="e")[^>]*?\sr="([A-Z]+)(\d+)"[^>]*>'
    rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)<"
)
_UNCOMPUTED = re.compile(
    rb'<c\b(?![^>]*\st="str")[^>]*?\sr="([A-Z]+\d+)"[^>]*>'
    rb"<f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>"
)
_EMPTY_INLINE = re.compile(rb"<is>\s*(?:<t[^>]*/>|<t[^>]*></t>)?\s*</is>")
_EMPTY_TEXT = re.compile(rb"<si>\s*(?:<t[^>]*/>|<t[^>]*></t>)?\s*</si>|<si/>")


@dataclass(frozen=True)
class SheetFacts:
    """What a sheet holds that a reader may drop.

    ``filled`` counts the cells that hold a value; ``positions`` lists them where an XML parser
    went over the sheet.
    """

    last_row: int = 0
    width: int = 0
    cells: int = 0
    filled: int = 0
    errors: dict[Position, str] = field(default_factory=dict)
    uncomputed: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    positions: frozenset[Position] | None = None


def scan_sheet(
    xml: bytes, *, name: str, sheet: str, empty_texts: Collection[int]
) -> SheetFacts | None:
    """Go over a sheet by patterns; None where it is not written the usual way.

    Parameters
    ----------
    xml : the part of the zip
    name, sheet : for the message
    empty_texts : the numbers of the shared texts that are empty

    Raises
    ------
    FileError
        If rows are doubled or out of order, or the grid is larger than the table can be.
    """
    rows = [int(number) for number in _ROW.findall(xml)]
    cells, values = xml.count(b"<c "), xml.count(b"<v>")
    is_bare = _is_bare(xml, len(rows) + cells + values)
    if not is_bare and not _is_usual(xml, len(rows)):
        return None
    if any(later <= earlier for earlier, later in pairwise(rows)):
        raise disorder(name, sheet)
    letters = max(set(_WIDE.findall(xml)), key=column_position, default=b"Z")
    facts = SheetFacts(
        last_row=rows[-1] if rows else 0,
        width=column_position(letters) + 1,
        cells=cells,
        filled=values + (0 if is_bare else _inline(xml)) - _blanks(xml, empty_texts),
        errors=_errors(xml),
        uncomputed=tuple(cell.decode() for cell in _UNCOMPUTED.findall(xml))
        if not is_bare and b"<f" in xml else (),
        hidden_rows=frozenset(int(number) - 1 for number in _HIDDEN_ROW.findall(xml))
        if b" hidden=" in xml else frozenset(),
        hidden_columns=_hidden_columns(xml[: xml.find(b"<sheetData")]),
    )  # fmt: skip
    check_grid(facts, name=name, sheet=sheet)
    return facts


def check_grid(facts: SheetFacts, *, name: str, sheet: str) -> None:
    """Stop on a block that a reader would lay out cell by cell without end.

    Raises
    ------
    FileError
        If the block is mostly empty, or too large.
    """
    grid = facts.last_row * facts.width
    where = place(name, sheet=sheet)
    if grid > EMPTY_GRID and grid > 100 * facts.cells:
        raise FileError(
            f"{where}: er staat een losse cel ver buiten de tabel; verwijder de lege rijen "
            "en kolommen en bewaar opnieuw"
        )
    if grid > LARGEST_GRID:
        raise FileError(f"{where}: het blad is te groot om te lezen; splits het bestand")


def disorder(name: str, sheet: str, cell: str = "") -> FileError:
    """Return the error for rows or cells that a reader would put on top of each other."""
    where = f"{place(name, sheet=sheet)}{f', cel {cell}' if cell else ''}"
    return FileError(
        f"{where}: rijen of cellen staan dubbel of door elkaar in het bestand; "
        "open het in Excel en bewaar het opnieuw"
    )


def empty_texts(shared_strings: bytes) -> frozenset[int]:
    """Return the numbers of the shared texts that are empty.

    >>> sorted(empty_texts(b"<sst><si><t>a</t></si><si><t/></si><si><t></t></si></sst>"))
    [1, 2]
    """
    if b"/>" not in shared_strings and b"></t>" not in shared_strings:
        return frozenset()
    found, count, start = set(), 0, 0
    for match in _EMPTY_TEXT.finditer(shared_strings):
        count += shared_strings.count(b"<si>", start, match.start())
        found.add(count)
        count, start = count + 1, match.end()
    return frozenset(found)


def column_position(letters: bytes | str) -> int:
    """Return the position, from 0, of a column named by its letters.

    >>> column_position("A"), column_position(b"AA")
    (0, 26)
    """
    position = 0
    for letter in letters if isinstance(letters, bytes) else letters.encode():
        position = position * 26 + (letter | 32) - ord("a") + 1
    return position - 1


def _is_bare(xml: bytes, known: int) -> bool:
    """Tell whether the rows of a sheet hold cells, these hold values, and there is nothing else.

    Every element opens with one bracket more than it closes, and so does whatever masks others: so
    many brackets as the patterns found leave no room for a formula, a text in the cell or a row
    without its number.
    """
    start, end = xml.find(b"<sheetData>"), xml.rfind(b"</sheetData>")
    opened = xml.count(b"<", start + 1, end) - xml.count(b"</", start, end)
    return 0 < start < end and b"<worksheet" in xml[:2048] and opened == known


def _is_usual(xml: bytes, rows: int) -> bool:
    """Tell whether patterns see all of a sheet: every row has its number, nothing is masked."""
    return (
        b"<worksheet" in xml[:2048]
        and rows == xml.count(b"<row") - xml.count(b"<rowBreaks", xml.rfind(b"</sheetData"))
        and b"<!" not in xml
        and b"<c>" not in xml
    )


def _inline(xml: bytes) -> int:
    """Count the texts that stand in their cell, less the values that are empty."""
    texts = xml.count(b"<is>") - (len(_EMPTY_INLINE.findall(xml)) if b"<is>" in xml else 0)
    return texts - xml.count(b"<v></v>")


def _blanks(xml: bytes, empty_texts: Collection[int]) -> int:
    """Count the cells with a shared text that is empty."""
    return sum(
        len(re.findall(rb't="s"[^>]*><v>%d</v>' % number, xml)) for number in list(empty_texts)[:10]
    )


def _errors(xml: bytes) -> dict[Position, str]:
    if b't="e"' not in xml:
        return {}
    return {
        (int(row) - 1, column_position(letters)): text.decode("utf-8", "replace")
        for letters, row, text in _ERROR.findall(xml)
    }


def _hidden_columns(head: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for attributes in _COLUMN.findall(head):
        if b'hidden="1"' in attributes or b'hidden="true"' in attributes:
            span = {key: int(value) for key, value in _SPAN.findall(attributes)}
            if b"min" in span and b"max" in span:
                hidden |= set(range(span[b"min"] - 1, min(span[b"max"], 16_384)))
    return frozenset(hidden)
