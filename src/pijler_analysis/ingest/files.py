"""Which files of a year belong to which source, and a file as sheets of cells.

A file is read in a process of its own (``reader``), which judges it by what is in it before it is
parsed: what cannot be read is refused in one line that says what it is and what to do.
"""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from pijler_analysis.errors import FileError
from pijler_analysis.ingest.control import CONTROL
from pijler_analysis.ingest.kinds import LOCKS
from pijler_analysis.ingest.reader import reader
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.settings import Settings, Source

if TYPE_CHECKING:
    from pijler_analysis.ingest.openpyxl_reader import Marks


def input_files(settings: Settings, year: int) -> dict[str, list[Path]]:
    """Return the files of each source in the folder of a year.

    Parameters
    ----------
    settings : the project; ``file`` of a source is a pattern for names, in any case
    year : names the folder under ``settings.raw``

    Returns
    -------
    source name → files in the order of their names; an empty list where none is expected.

    Raises
    ------
    FileError
        If the folder is missing, or a source that is expected has no file. Of the sources of a
        survey table one is enough in the year of a wave, and outside it none is read.
    """
    folder = settings.raw / str(year)
    if not folder.is_dir():
        raise FileError(
            f"de map {_relative(folder, settings)} ontbreekt; zet daar de exports van {year} in"
        )
    names = _names(folder)
    if not names:
        raise FileError(
            f"de map {_relative(folder, settings)} is leeg; zet daar de exports van {year} in en "
            "laat `pijler inspect BESTAND --write` er bronnen van maken"
        )
    found: dict[str, list[Path]] = {}
    for source in settings.sources.values():
        if source.waves_only and year not in settings.waves:
            found[source.name] = []
        else:
            found[source.name] = [path for path in names if _matches(path, source)]
    for source in settings.sources.values():
        if not found[source.name] and _is_missed(source, found, settings, year):
            raise FileError(
                f'geen bestand "{source.file}" in {_relative(folder, settings)} '
                f"(bron {source.name}); zet de export daar of pas `file` aan in pijler.toml"
            )
    return found


def unclaimed_files(settings: Settings, year: int, found: dict[str, list[Path]]) -> list[Path]:
    """Return what lies in the folder of a year that no source of ``pijler.toml`` reads.

    A folder in it is never read, nor is a link to what is gone.
    """
    read = {CONTROL, *(path.name for paths in found.values() for path in paths)}
    return [path for path in _visible(settings.raw / str(year)) if path.name not in read]


def _names(folder: Path) -> list[Path]:
    return [path for path in _visible(folder) if path.is_file()]


def _visible(folder: Path) -> list[Path]:
    """Return what a person put in a folder, by name."""
    shown = (path for path in folder.iterdir() if not path.name.startswith((*LOCKS, ".")))
    return sorted(shown, key=lambda path: path.name)


def _matches(path: Path, source: Source) -> bool:
    return fnmatch(path.name.casefold(), source.file.casefold())


def _is_missed(source: Source, found: dict[str, list[Path]], settings: Settings, year: int) -> bool:
    """Tell whether a source without files should have had one.

    A filled form of ours takes the place of any source of its table.
    """
    same_table = [other for other in settings.sources.values() if other.table == source.table]
    if source.optional or any(found[other.name] for other in same_table if other.is_form):
        return False
    if not source.waves_only:
        return True
    return year in settings.waves and not any(found[other.name] for other in same_table)


def _relative(folder: Path, settings: Settings) -> str:
    if folder.is_relative_to(settings.root):
        return folder.relative_to(settings.root).as_posix()
    return folder.name


def read_sheets(path: Path) -> list[Sheet]:
    """Read every sheet of a workbook, or the one table of another file, in the reading process.

    Raises
    ------
    FileError
        If the file is missing, empty, damaged, protected, too large, not what its name says, or
        ends the process that reads it.
    """
    sheets: list[Sheet] = reader().ask("sheets", path)
    return sheets


def read_marks(path: Path) -> dict[str, Marks]:
    """Return for each sheet of an xlsx the cells with a filled background or a comment.

    Slow (openpyxl): only where the mapping says that a colour or comment means something.

    Raises
    ------
    FileError
        If the file cannot be read.
    """
    marks: dict[str, Marks] = reader().ask("marks", path)
    return marks
