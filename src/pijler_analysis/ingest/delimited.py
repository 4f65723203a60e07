"""Delimited text files: encoding and delimiter are established, never guessed by a sniffer."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from pijler_analysis.errors import FileError, place
from pijler_analysis.ingest.sheets import Sheet

DELIMITERS = (";", ",", "\t", "|")
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
        rows=_records(text, delimiter, path.name),
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
    """Return the delimiter that splits the first filled line into most cells."""
    start = text[: 1024 * 64].lstrip("\r\n")
    widths = {delimiter: _first_width(start, delimiter) for delimiter in DELIMITERS}
    widest = max(widths.values())
    best = [delimiter for delimiter, width in widths.items() if width == widest]
    if widest == 1:
        raise FileError(
            f"{name}: geen scheidingsteken gevonden in de eerste regel; "
            "verwacht puntkomma, komma of tab"
        )
    if len(best) > 1:
        names = " en ".join(_NAMES[delimiter] for delimiter in best)
        raise FileError(f"{name}: scheidingsteken niet eenduidig ({names}); bewaar opnieuw als CSV")
    return best[0]


def _first_width(start: str, delimiter: str) -> int:
    """Count the cells of the first record; a record that does not parse counts as one."""
    try:
        return len(next(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)))
    except (csv.Error, StopIteration):
        return 1


def _records(text: str, delimiter: str, name: str) -> list[list]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records = []
    try:
        for record in reader:
            records.append(record)
    except csv.Error as error:
        where = place(name, row=len(records) + 1)
        raise FileError(
            f"{where}: aanhalingstekens of regeleinden kloppen niet; haal de export opnieuw op"
        ) from error
    return records
