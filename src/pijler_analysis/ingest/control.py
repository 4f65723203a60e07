"""Whether a file is whole: what the sender says of it is held against what was read.

A workbook carries checksums; from a text file rows can be missing without a trace. So the sender
may state the rows of each file in ``controle.toml`` beside the exports:

    [rijen]
    "website_registraties_2024.csv" = 1171

Finance and the event office may state what they counted themselves, by the id of an indicator, and
how far ours may lie from it (as part of theirs) before the build stops:

    [totalen]
    "fund.granted_eur" = 99875.50
    [tolerantie]
    "fund.granted_eur" = 0.01
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pijler_analysis.errors import DataError, UsageError
from pijler_analysis.ingest.kinds import READ_AS, TEXT
from pijler_analysis.toml_files import read_toml

CONTROL = "controle.toml"
PARTS = ("rijen", "totalen", "tolerantie")
TOLERANCE = 0.05
"""Part of a stated total that ours may differ where ``[tolerantie]`` says nothing of it."""
VERIFIED, NOT_VERIFIED = "verified", "not verified"


def read_control(folder: Path) -> dict[str, int]:
    """Return the rows that the sender counted in each file of a year; empty without a statement.

    Raises
    ------
    FileError
        If ``controle.toml`` is no TOML.
    UsageError
        If a count is no whole number.
    """
    stated = _read(folder).get("rijen", {})
    for name, rows in stated.items():
        if not isinstance(rows, int) or isinstance(rows, bool) or rows < 0:
            raise UsageError(
                f'{folder.name}/{CONTROL}: het aantal rijen van "{name}" is geen geheel getal'
                f"{_quotes(name, rows)}"
            )
    return dict(stated)


@dataclass(frozen=True)
class StatedTotal:
    """What a colleague counted, and which part of it ours may differ."""

    value: float
    tolerance: float


def read_totals(folder: Path) -> dict[str, StatedTotal]:
    """Return the totals stated for a year, by indicator; empty without a statement.

    Raises
    ------
    FileError
        If ``controle.toml`` is no TOML.
    UsageError
        If a total or a tolerance is no number from 0 up, or a part or a tolerance stands for
        nothing.
    """
    said = _read(folder)
    totals, room = said.get("totalen", {}), said.get("tolerantie", {})
    for part, numbers in (("totalen", totals), ("tolerantie", room)):
        for id, number in numbers.items():
            if not _is_number(number):
                raise UsageError(
                    f'{folder.name}/{CONTROL}: [{part}] "{id}" is geen getal van 0 of meer'
                    f"{_quotes(id, number)}"
                )
    for id in room:
        if id not in totals:
            raise UsageError(
                f'{folder.name}/{CONTROL}: [tolerantie] "{id}" heeft geen getal onder [totalen]'
            )
    return {
        id: StatedTotal(float(value), float(room.get(id, TOLERANCE)))
        for id, value in totals.items()
    }


def _is_number(number: object) -> bool:
    """Say whether it is a number from 0 up; a tolerance without end would let all pass."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    try:
        return math.isfinite(number) and number >= 0
    except OverflowError:
        return False


def _quotes(name: str, content: object) -> str:
    """Tell of the quotes where a dot in a name without them made a table of it."""
    if not isinstance(content, dict):
        return ""
    key = next(iter(content), "")
    return f'; zet een naam met een punt tussen aanhalingstekens: "{name}.{key}"'


def _read(folder: Path) -> dict[str, Any]:
    path = folder / CONTROL
    if not path.is_file():
        return {}
    said = read_toml(path, f"{folder.name}/{CONTROL}")
    for part, content in said.items():
        if part not in PARTS or not isinstance(content, dict):
            known = ", ".join(f"[{one}]" for one in PARTS)
            raise UsageError(f"{folder.name}/{CONTROL}: {part!r} is geen deel; bekend zijn {known}")
    return said


def completeness(accounting: pd.DataFrame, stated: Mapping[str, int]) -> list[str]:
    """Say for each line of the accounting whether its file is known to be whole.

    Parameters
    ----------
    accounting : ``source, file, read, furniture`` and more, one row per file and sheet
    stated : file → rows of data that the sender counted

    Returns
    -------
    ``verified`` or ``not verified`` per line

    Raises
    ------
    DataError
        If a file holds more or fewer rows than the sender counted, or was not read at all.

    Examples
    --------
    >>> lines = pd.DataFrame({"source": ["a", "b"], "file": ["a.csv", "b.csv"], "read": [3, 5],
    ...                       "furniture": [1, 1]})
    >>> completeness(lines, {"a.csv": 2})
    ['verified', 'not verified']
    """
    counted: Counter[tuple[str, str]] = Counter()
    columns = (accounting[name].tolist() for name in ("source", "file", "read", "furniture"))
    for source, file, read, furniture in zip(*columns, strict=True):
        counted[source, file] += read - furniture
    for file in stated:
        if file not in {name for _, name in counted}:
            raise DataError(
                f"{file}: {CONTROL} zegt dat er {stated[file]} rijen in staan, maar het bestand is "
                f"niet gelezen; zet het erbij of verbeter de naam in {CONTROL}"
            )
    for (_, file), found in counted.items():
        if file in stated and found != stated[file]:
            raise DataError(
                f"{file}: {found} rijen gelezen, maar {CONTROL} zegt {stated[file]}; "
                f"vraag de export opnieuw of verbeter {CONTROL}"
            )
    return [
        VERIFIED if file in stated or READ_AS.get(Path(file).suffix.lower()) != TEXT
        else NOT_VERIFIED
        for file in accounting["file"]
    ]  # fmt: skip
