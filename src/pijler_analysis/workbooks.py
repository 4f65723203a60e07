"""A new workbook: there whole or not at all, and the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pijler_analysis.atomic import replace_file

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_CREATED = datetime(2000, 1, 1)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@contextmanager
def new_workbook(path: Path, *, title: str) -> Iterator[Workbook]:
    """Yield a workbook to fill; when the block ends well it replaces what was at ``path``.

    Text stays text: it becomes no formula, link or number, whatever it looks like.

    Raises
    ------
    FileError
        If the file at ``path`` cannot be replaced, as when it is open in Excel.
    """
    import xlsxwriter

    unfinished = path.with_name(f".{path.name}")
    try:
        with xlsxwriter.Workbook(str(unfinished), _OPTIONS) as book:
            book.set_properties({"title": title, "created": _CREATED})
            yield book
        replace_file(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
