"""TOML files as people keep them: read, or said in one line where they go wrong."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pijler_analysis.errors import FileError, PijlerError

_LINE = re.compile(r"at line (\d+)")


def read_toml(path: Path, shown: str, *, error: type[PijlerError] = FileError) -> dict[str, Any]:
    """Read a TOML file; the mark some editors put first is no part of it.

    Parameters
    ----------
    shown : what the file is called in an error
    error : raised if it is no TOML; a file that is not there is a ``FileNotFoundError``
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise error(f"{shown} is niet leesbaar: bewaar het opnieuw als UTF-8") from None
    return parse_toml(text, shown, error=error)


def parse_toml(text: str, shown: str, *, error: type[PijlerError] = FileError) -> dict[str, Any]:
    """Return what the text of a TOML file holds; see :func:`read_toml`."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = _LINE.search(str(fault))
        where = f"regel {found[1]}" if found else "het einde"
        raise error(
            f"{shown} is niet leesbaar bij {where}: verwacht wordt [deel] of naam = waarde, tekst "
            "tussen aanhalingstekens en elke naam één keer; verbeter het daar"
        ) from None
