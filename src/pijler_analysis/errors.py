"""The few exceptions a user meets.

Each one carries a single line: which file, sheet, row and column, what was expected there and
what to do about it. The line never quotes a cell, since a cell may hold personal data.
"""

from __future__ import annotations

from pathlib import Path


class PijlerError(Exception):
    """Something a user can mend; ``exit_code`` is what the command line returns."""

    exit_code = 1


class DataError(PijlerError):
    """The data need a human: a value, code or column that cannot be used."""

    exit_code = 1


class SchemaError(DataError):
    """A table does not have the columns, types or keys it promises."""


class UsageError(PijlerError):
    """A wrong argument, setting or order of commands."""

    exit_code = 2


class FileError(PijlerError):
    """A file that is missing, damaged, protected or not what its name says."""

    exit_code = 3


def place(
    file: str | Path, *, sheet: str | None = None, row: int | None = None, column: str | None = None
) -> str:
    """Name a place in an export in the words every message uses.

    >>> place("fonds.xlsx", sheet="Aanvragen", row=12, column="Gevraagd bedrag")
    'fonds.xlsx, blad "Aanvragen", rij 12, kolom "Gevraagd bedrag"'
    """
    parts = [Path(file).name]
    if sheet:
        parts.append(f'blad "{sheet}"')
    if row is not None:
        parts.append(f"rij {row}")
    if column:
        parts.append(f'kolom "{column}"')
    return ", ".join(parts)
