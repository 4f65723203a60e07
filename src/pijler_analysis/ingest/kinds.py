"""What kind of file it is, by its first bytes: never by its name alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pijler_analysis.errors import FileError

LARGEST_FILE = 200 * 1024**2
"""Bytes; an export of a support centre is a thousand times smaller."""

LOCKS = ("~$", ".~lock.")
"""How the names of lock files begin: Excel's and LibreOffice's."""

TEXT, XLSX, XLS, ODS, SAV = "text", "xlsx", "xls", "ods", "sav"
READ_AS = {
    ".csv": TEXT, ".tsv": TEXT, ".txt": TEXT, ".xlsx": XLSX, ".xlsm": XLSX, ".xls": XLS,
    ".ods": ODS, ".sav": SAV,
}  # fmt: skip
"""What a file of each extension must hold."""

_WORKBOOKS = {XLSX, XLS, ODS}
_START = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_PAGES = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<style")
_BINARY = (
    (b"%pdf", "is een PDF; vraag de export als .xlsx of .csv"),
    (b"{\\rtf", "is een tekstdocument (RTF); vraag de export als .xlsx of .csv"),
    (b"\x1f\x8b", "is een gecomprimeerd bestand (gzip); pak het eerst uit"),
    (b"7z\xbc\xaf", "is een gecomprimeerd bestand (7z); pak het eerst uit"),
    (b"rar!", "is een gecomprimeerd bestand (RAR); pak het eerst uit"),
    (b"\x89png", "is een afbeelding; vraag de export als .xlsx of .csv"),
    (b"\xff\xd8\xff", "is een afbeelding; vraag de export als .xlsx of .csv"),
    (b"sqlite format 3", "is een databank (SQLite); vraag de export als .xlsx of .csv"),
    (b"par1", "is een Parquet-bestand; vraag de export als .xlsx of .csv"),
)
_PASSWORD = "heeft een wachtwoord; bewaar het bestand zonder wachtwoord"


def kind_of_file(path: Path) -> str:
    """Return what a file holds, one of the kinds of ``READ_AS``.

    A workbook whose extension is that of another workbook is read as what it is.

    Raises
    ------
    FileError
        If it is missing, empty, too large, of a kind that is not read, or not what its name says.
    """
    start = _start_of(path)
    named = READ_AS.get(path.suffix.lower())
    kind, advice = _content(path, start)
    if kind == named or (kind in _WORKBOOKS and named in _WORKBOOKS):
        return kind
    if kind == TEXT and named is None:
        advice = (
            f"bestanden van het type {path.suffix.lower() or 'zonder extensie'} worden niet "
            "gelezen; bewaar het als .xlsx of .csv"
        )
    raise FileError(f"{path.name}: {advice}")


def _start_of(path: Path) -> bytes:
    """Return the first bytes of a file, after the checks that need no content."""
    if path.name.startswith(LOCKS):
        raise FileError(f"{path.name} is een vergrendelbestand van Excel; sluit de werkmap")
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(_START)
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
    if not start.strip(b"\x00"):
        raise FileError(
            f"{path.name} bevat alleen nulbytes; de kopie is mislukt, vraag het opnieuw"
        )
    return start


def _content(path: Path, start: bytes) -> tuple[str, str]:
    """Return the kind of the content, and what to say where that was not expected."""
    beginning = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith(b"PK"):
        return _zipped(path)
    if start.startswith(_OLE):
        return _compound(path)
    if start.startswith((b"$FL2", b"$FL3")):
        return SAV, "is een SPSS-bestand; geef het de extensie .sav"
    for signature, advice in _BINARY:
        if beginning.startswith(signature) or start.lower().startswith(signature):
            return "", advice
    if beginning.startswith(_PAGES):
        return "", "is een webpagina, geen export; haal het bestand opnieuw op"
    if beginning.startswith(b"<?xml") and b"spreadsheet" in start.lower():
        return "", "is een werkmap als losse XML (Excel 2003); bewaar ze in Excel als .xlsx"
    if b"\x00" in start and not start.startswith(_MARKS):
        return "", "bevat tekens die in een export niet horen (nulbytes); vraag het opnieuw"
    return TEXT, "is een tekstbestand, geen Excel-werkmap; geef het de extensie .csv"


def _zipped(path: Path) -> tuple[str, str]:
    """Tell workbooks from other files that are zips."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
            mimetype = archive.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, KeyError, RuntimeError, NotImplementedError):
        return "", "is beschadigd en kan niet worden gelezen; vraag het opnieuw"
    if "xl/workbook.xml" in names:
        return XLSX, "is een Excel-werkmap, geen tekstbestand; geef het de extensie .xlsx"
    if b"opendocument.spreadsheet" in mimetype:
        return ODS, "is een werkmap van LibreOffice, geen tekstbestand; geef het de extensie .ods"
    if "index.zip" in names or any(name.endswith(".iwa") for name in names):
        return "", "is een werkmap van Apple Numbers; bewaar ze als .xlsx"
    if "xl/workbook.bin" in names:
        return "", "is een binaire Excel-werkmap (.xlsb); bewaar ze als .xlsx"
    if "word/document.xml" in names or b"opendocument.text" in mimetype:
        return "", "is een tekstdocument, geen export; vraag de export als .xlsx of .csv"
    return "", "is een zip-bestand, geen Excel-werkmap; pak het eerst uit"


def _compound(path: Path) -> tuple[str, str]:
    """Tell old workbooks from what else Office keeps in the same container."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "", _PASSWORD
    if "WordDocument".encode("utf-16-le") in content:
        return "", "is een Word-document, geen export; vraag de export als .xlsx of .csv"
    return XLS, "is een oude Excel-werkmap, geen tekstbestand; geef het de extensie .xls"
