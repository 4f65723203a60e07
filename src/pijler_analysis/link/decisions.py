"""What a human decided about two names: kept for good, never asked again, never at odds.

The file is a table with one decision a line. An organisation of the register stands in it by its
registration number, any other by its plain name, so that a decision holds in later years too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pijler_analysis.atomic import replace_text
from pijler_analysis.errors import DataError, FileError, place

FILE = "koppelingen.csv"
SAME, DIFFERENT, UNKNOWN = "dezelfde", "niet dezelfde", "onbekend"
ANSWERS = (SAME, DIFFERENT, UNKNOWN)
_HEADINGS = ("eerste", "naam eerste", "tweede", "naam tweede", "besluit", "door", "op")


@dataclass(frozen=True)
class Decision:
    """Whether two organisations are the same one: who said so, and when."""

    left: str
    left_name: str
    right: str
    right_name: str
    answer: str
    decided_by: str
    decided_on: date

    @property
    def pair(self) -> frozenset[str]:
        """The two it is about, in either order."""
        return frozenset((self.left, self.right))


def read_decisions(folder: Path) -> list[Decision]:
    """Read the decisions kept in a folder; none where there is no file yet.

    Raises
    ------
    FileError
        If the file is no text in UTF-8.
    DataError
        If a line cannot be used, or two decisions contradict each other.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{FILE} is geen tekst in UTF-8; bewaar het bestand zo opnieuw") from error
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    if not rows or tuple(rows[0]) != _HEADINGS:
        raise DataError(
            f"{place(FILE, row=1)}: verwacht de koppen {', '.join(_HEADINGS)}, met ; ertussen; "
            "zet ze terug"
        )
    decisions = [_decision(row, number) for number, row in enumerate(rows[1:], start=2) if any(row)]
    check_consistent(decisions)
    return decisions


def add_decisions(folder: Path, new: Sequence[Decision]) -> None:
    """Keep new decisions beside the earlier ones; all of them or, if they are at odds, none.

    Raises
    ------
    DataError
        If a decision contradicts another one.
    """
    decisions = [*read_decisions(folder), *new]
    check_consistent(decisions)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(_HEADINGS)
    for one in decisions:
        writer.writerow(
            (one.left, one.left_name, one.right, one.right_name, one.answer, one.decided_by,
             one.decided_on.isoformat())
        )  # fmt: skip
    replace_text(folder / FILE, "\ufeff" + text.getvalue())


def check_consistent(decisions: Iterable[Decision]) -> None:
    """Stop where decisions contradict each other, directly or by way of a third organisation.

    Raises
    ------
    DataError
        Naming the two that are called different and yet are the same through the others.
    """
    decisions = list(decisions)
    head: dict[str, str] = {}

    def find(key: str) -> str:
        while (above := head.get(key, key)) != key:
            key = above
        return key

    for one in decisions:
        if one.answer == SAME:
            head[find(one.left)] = find(one.right)
    for one in decisions:
        if one.answer == DIFFERENT and find(one.left) == find(one.right):
            raise DataError(
                f'{FILE}: "{one.left_name or one.left}" en "{one.right_name or one.right}" zijn '
                "volgens een besluit niet dezelfde, en volgens andere besluiten wel; "
                f"verbeter een van de regels met {one.left} of {one.right}"
            )


def _decision(row: Sequence[str], number: int) -> Decision:
    if len(row) != len(_HEADINGS):
        raise DataError(
            f"{place(FILE, row=number)}: verwacht {len(_HEADINGS)} velden met ; ertussen; "
            "verbeter of verwijder de regel"
        )
    left, left_name, right, right_name, answer, decided_by, on = (cell.strip() for cell in row)
    expected = (
        (left, "eerste", "een registratienummer of naam"),
        (right if right != left else "", "tweede", "een andere organisatie dan de eerste"),
        (answer if answer in ANSWERS else "", "besluit", " of ".join(ANSWERS)),
        (decided_by, "door", "wie het besliste"),
        (_day(on), "op", "een datum zoals 2025-01-31"),
    )
    for found, column, what in expected:
        if not found:
            raise DataError(
                f"{place(FILE, row=number, column=column)}: verwacht {what}; "
                "verbeter of verwijder de regel"
            )
    return Decision(left, left_name, right, right_name, answer, decided_by, date.fromisoformat(on))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
