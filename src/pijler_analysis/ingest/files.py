"""Which files of a year belong to which source, and a file as sheets of cells.

A file is judged by what is in it before it is parsed: what it cannot be read as, it is refused
for in one line that says what it is and what to do.
"""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

from pijler_analysis.errors import FileError
from pijler_analysis.ingest.delimited import read_delimited
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.ingest.workbook import read_workbook
from pijler_analysis.settings import Settings, Source

LARGEST_FILE = 200 * 1024**2
"""Bytes; an export of a support centre is a thousand times smaller."""

_LOCKS = ("~$", ".~lock.")
_TEXT_KINDS = {".csv", ".txt", ".tsv"}
_WORKBOOK_KINDS = {".xlsx", ".xlsm"}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


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
    """Return the files of a year that no source of ``pijler.toml`` reads."""
    claimed = {path for paths in found.values() for path in paths}
    return [path for path in _names(settings.raw / str(year)) if path not in claimed]


def _names(folder: Path) -> list[Path]:
    files = (path for path in folder.iterdir() if path.is_file())
    visible = (path for path in files if not path.name.startswith((*_LOCKS, ".")))
    return sorted(visible, key=lambda path: path.name)


def _matches(path: Path, source: Source) -> bool:
    return fnmatch(path.name.casefold(), source.file.casefold())


def _is_missed(source: Source, found: dict[str, list[Path]], settings: Settings, year: int) -> bool:
    """Tell whether a source without files should have had one."""
    if source.optional:
        return False
    if not source.waves_only:
        return True
    same_table = [other for other in settings.sources.values() if other.table == source.table]
    return year in settings.waves and not any(found[other.name] for other in same_table)


def _relative(folder: Path, settings: Settings) -> str:
    if folder.is_relative_to(settings.root):
        return folder.relative_to(settings.root).as_posix()
    return folder.name


def read_sheets(path: Path) -> list[Sheet]:
    """Read every sheet of a workbook, or the one table of a delimited file.

    Raises
    ------
    FileError
        If the file is missing, empty, damaged, protected, too large, or not what its name says.
    """
    start = _start_of(path)
    kind = path.suffix.lower()
    if kind in _TEXT_KINDS:
        _refuse(path, start, allowed="text")
        return [read_delimited(path)]
    if kind in _WORKBOOK_KINDS:
        _refuse(path, start, allowed="zip")
        return read_workbook(path)
    _refuse(path, start, allowed="")
    raise FileError(
        f"{path.name}: bestanden van het type {kind or 'zonder extensie'} worden niet gelezen; "
        "bewaar het als .xlsx of .csv"
    )


def _start_of(path: Path) -> bytes:
    """Return the first bytes of a file, after the checks that need no content."""
    if path.name.startswith(_LOCKS):
        raise FileError(f"{path.name} is een vergrendelbestand van Excel; sluit de werkmap")
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(4096)
    except FileNotFoundError as error:
        raise FileError(f"{path.name} ontbreekt") from error
    except OSError as error:
        raise FileError(f"{path.name} kan niet worden geopend: {error.strerror}") from error
    if not size:
        raise FileError(f"{path.name} is leeg (0 bytes); vraag het bestand opnieuw")
    if size > LARGEST_FILE:
        raise FileError(
            f"{path.name} is te groot ({size // 1024**2} MB, hoogstens {LARGEST_FILE // 1024**2})"
        )
    return start


def _refuse(path: Path, start: bytes, *, allowed: str) -> None:
    """Stop on a file whose content is of another kind than its name says."""
    kind, advice = _kind_of(path, start)
    if kind and kind != allowed:
        raise FileError(f"{path.name}: {advice}")


def _kind_of(path: Path, start: bytes) -> tuple[str, str]:
    """Return what the content is, and what to say when that was not expected."""
    beginning = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith(_ZIP):
        if path.suffix.lower() == ".numbers":
            return "numbers", "is een werkmap van Apple Numbers; bewaar ze als .xlsx"
        return "zip", "is een Excel-werkmap, geen tekstbestand; geef het de extensie .xlsx"
    if start.startswith(_OLE):
        if _ENCRYPTED in path.read_bytes():
            return "ole", "heeft een wachtwoord; bewaar het bestand zonder wachtwoord"
        return "ole", "is een oude Excel-werkmap (.xls); open ze en bewaar ze als .xlsx"
    if beginning.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return "html", "is een webpagina, geen export; haal het bestand opnieuw op"
    if beginning.startswith(b"%pdf"):
        return "pdf", "is een PDF; vraag de export als .xlsx of .csv"
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "binary", "bevat tekens die in een export niet horen (nulbytes); vraag het opnieuw"
    return "text", "is een tekstbestand, geen Excel-werkmap; geef het de extensie .csv"
