"""A file of any kind as sheets of cells. Runs in the reading process: see ``reader``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pijler_analysis.ingest.kinds import ODS, READ_AS, SAV, TEXT, XLS, kind_of_file
from pijler_analysis.ingest.sheets import Sheet


def read_file(path: Path) -> list[Sheet]:
    """Read every sheet of a workbook, or the one table of another file.

    Raises
    ------
    FileError
        If the file is missing, empty, damaged, protected, too large, or not what its name says.
    """
    kind = kind_of_file(path)
    sheets = _read(path, kind)
    named = READ_AS[path.suffix.lower()]
    if named == kind:
        return sheets
    note = f"de naam zegt {path.suffix.lower()}, de inhoud is .{kind}"
    return [replace(sheet, notes=(*sheet.notes, note)) for sheet in sheets]


def _read(path: Path, kind: str) -> list[Sheet]:
    """Read with the reader of a kind, importing no other."""
    if kind == TEXT:
        from pijler_analysis.ingest.delimited import read_delimited

        return [read_delimited(path)]
    if kind == SAV:
        from pijler_analysis.ingest.spss import read_spss

        return read_spss(path)
    if kind == XLS:
        from pijler_analysis.ingest.biff import read_biff

        return read_biff(path)
    if kind == ODS:
        from pijler_analysis.ingest.opendocument import read_opendocument

        return read_opendocument(path)
    from pijler_analysis.ingest.workbook import read_workbook

    return read_workbook(path)
