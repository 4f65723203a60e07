"""Delimited text files: encoding and delimiter are established, never guessed by a sniffer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from pijler_analysis.errors import FileError, place
from pijler_analysis.ingest.cells import Row
from pijler_analysis.ingest.grid import LARGE, packed
from pijler_analysis.ingest.sheets import Sheet

DELIMITERS = (";", ",", "\t", "|")
_LOOK = 64 * 1024
_FIRST_RECORDS = 20
_WIDE = 4
"""Columns from which a line with as many delimiters as a row cannot be chance."""
_DECLARED = re.compile(r'"?sep=(.)"?\r?\n')
_NAMES = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "streep"}


def read_delimited(path: Path) -> Sheet:
    """Read a delimited text file; a multi-line cell stays one row, as in a spreadsheet.

    Raises
    ------
    FileError
        If the encoding, the delimiter or the quoting cannot be established.
    """
    text, encoding = decode(path.read_bytes(), path.name)
    declared = _DECLARED.match(text)
    delimiter = declared[1] if declared else _delimiter(text, path.name)
    return Sheet(
        file=path.name,
        name=None,
        rows=_by_column(_records(text, delimiter, path.name)),
        encoding=encoding,
        delimiter=delimiter,
    )


def decode(raw: bytes, name: str) -> tuple[str, str]:
    """Decode a text file: UTF-16 by its mark, else UTF-8 where it fits, else Windows-1252.

    Returns
    -------
    text, and the encoding it was in: ``utf-8``, ``utf-16`` or ``cp1252``

    Examples
    --------
    >>> decode("Benín".encode("cp1252"), "a.csv"), decode("Benín".encode("utf-8-sig"), "a.csv")
    (('Benín', 'cp1252'), ('Benín', 'utf-8'))
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise FileError(f"{name}: bevat nulbytes; bewaar het bestand als CSV (UTF-8)")
        return text, encoding.removesuffix("-sig")
    raise FileError(f"{name}: onbekende codering; bewaar het bestand als CSV (UTF-8)")


def _delimiter(text: str, name: str) -> str:
    """Return the delimiter that splits the first lines into cells, each as many as the headings.

    Where none or several do so, the one that splits the first filled line into most cells.
    """
    start = _first_lines(text)
    widths = {delimiter: _widths(start, delimiter) for delimiter in DELIMITERS}
    even = [delimiter for delimiter, found in widths.items() if found[0] > 1 and _is_even(found)]
    if len(even) == 1:
        return even[0]
    widest = max(found[0] for found in widths.values())
    best = [delimiter for delimiter, found in widths.items() if found[0] == widest]
    if widest == 1:
        raise FileError(
            f"{name}: geen scheidingsteken gevonden in de eerste regel; "
            "verwacht puntkomma, komma of tab"
        )
    if len(best) > 1:
        names = " en ".join(_NAMES[delimiter] for delimiter in best)
        raise FileError(f"{name}: scheidingsteken niet eenduidig ({names}); bewaar opnieuw als CSV")
    return best[0]


def _first_lines(text: str) -> str:
    """Return the first filled lines, as far as they are looked at."""
    start = text[:_LOOK].lstrip("\r\n")
    return start if len(text) <= _LOOK else start[: start.rfind("\n") + 1] or start


def _widths(start: str, delimiter: str) -> list[int]:
    """Count the cells of the first records; of one where the first does not parse."""
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    found: list[int] = []
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                found.append(len(record))
            if len(found) == _FIRST_RECORDS:
                break
    except csv.Error:
        pass
    return found or [1]


def _is_even(widths: list[int]) -> bool:
    return len(widths) > 2 and len(set(widths)) == 1


def _records(text: str, delimiter: str, name: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[Row] = []
    try:
        for record in reader:
            records.append(list(record))
    except csv.Error as error:
        where = place(name, row=len(records) + 1)
        raise FileError(
            f"{where}: aanhalingstekens of regeleinden kloppen niet; haal de export opnieuw op"
        ) from error
    _check_whole(records, text, delimiter, name)
    return records


def _by_column(records: list[Row]) -> Sequence[Row]:
    """Keep the rows of a large file by column, where none is longer or shorter than the others."""
    widths = {len(record) for record in records} - {0}
    return packed(records, *widths) if len(records) >= LARGE and len(widths) == 1 else records


def _check_whole(records: list[Row], text: str, delimiter: str, name: str) -> None:
    """Stop on a file that ends in the middle of a row, or in which a cell swallowed other rows."""
    full = [record for record in records if len(record) > 1]
    if len(full) < 2:
        return
    width = len(full[0])
    if not text.endswith(("\n", "\r")) and len(records[-1]) < min(width, len(full[-2])):
        raise FileError(
            f"{place(name, row=len(records))}: het bestand breekt hier midden in een rij af; "
            "haal de export opnieuw op"
        )
    if width < _WIDE or text.count("\n") <= len(records):
        return
    for number, record in enumerate(records, 1):
        if any(_swallows(str(cell), delimiter, width) for cell in record):
            raise FileError(
                f"{place(name, row=number)}: een aanhalingsteken is niet gesloten, waardoor een "
                "cel de volgende rijen opslokt; haal de export opnieuw op"
            )


def _swallows(cell: str, delimiter: str, width: int) -> bool:
    """Tell whether a cell of several lines holds a row, or the end of one and the start of another.

    >>> _swallows('Hart;ja;9000;5\\nR2;Bo', ";", 5), _swallows("Hart; Bo\\nGent", ";", 5)
    (True, False)
    """
    if "\n" not in cell:
        return False
    lines = [line.count(delimiter) for line in cell.splitlines()]
    return width - 1 in lines or sum(lines) == (width - 1) * (len(lines) - 1)
