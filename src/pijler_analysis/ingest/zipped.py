"""A workbook as a zip: judged on its table of contents, then its parts read whole and checked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from pijler_analysis.errors import FileError

LARGEST_CONTENT = 500 * 1024**2
"""Bytes a workbook may unpack to."""
LARGEST_RATIO = 300
"""How many times smaller a large part may be packed."""
MOST_PARTS = 10_000

_SMALL_PART = 10 * 1024**2
_XML = (".xml", ".rels")
_ENCODING = re.compile(rb"""^<\?xml[^>]{0,100}?encoding=["']([\w.-]+)""")


def check_entries(name: str, archive: zipfile.ZipFile) -> None:
    """Stop on a zip that is protected, unpacks to too much, or holds a part twice.

    Raises
    ------
    FileError
        With the reason.
    """
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise FileError(f"{name} bestaat uit te veel onderdelen ({len(entries)}); bewaar opnieuw")
    if sum(entry.file_size for entry in entries) > LARGEST_CONTENT:
        raise FileError(f"{name} is te groot om te lezen; splits het bestand")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):
        raise FileError(
            f"{name}: een onderdeel staat er twee keer in; open het in Excel en bewaar het opnieuw"
        )
    for entry in entries:
        if entry.flag_bits & 1:
            raise FileError(f"{name} heeft een wachtwoord; bewaar het bestand zonder wachtwoord")
        packed = max(entry.compress_size, 1)
        if entry.file_size > _SMALL_PART and entry.file_size > LARGEST_RATIO * packed:
            raise FileError(
                f"{name} is verdacht sterk gecomprimeerd en wordt niet gelezen; "
                "kopieer de gegevens naar een nieuwe werkmap"
            )


def xml_parts(name: str, archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield each part that is XML, unpacked (which tests its checksum) and free of declarations.

    Raises
    ------
    FileError
        If a part declares entities, or is not written in UTF-8: readers differ on those.
    """
    for entry in archive.namelist():
        if entry.lower().endswith(_XML):
            content = archive.read(entry)
            _check_content(name, content)
            yield entry, content


def _check_content(name: str, content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FileError(f"{name} bevat onveilige inhoud (een entiteit) en wordt niet gelezen")
    declared = _ENCODING.match(content)
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if encoding not in ("utf-8", "us-ascii") or b"\x00" in content[:200]:
        raise FileError(
            f"{name} is vanbinnen niet in UTF-8 geschreven, wat lezers verkeerd lezen; "
            "open het in Excel en bewaar het opnieuw"
        )
