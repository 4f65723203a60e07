"""What became of each line of an export, and the count of them per file and sheet."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

KEPT, REJECTED, MERGED = "kept", "rejected", "merged"


@dataclass(frozen=True)
class Accounting:
    """Rows with any content in one sheet, and where each of them ends up."""

    year: int
    file: str
    sheet: str | None
    kept: int
    rejected: int
    merged: int
    furniture: int

    @property
    def read(self) -> int:
        """All rows with any content, headings among them."""
        return self.kept + self.rejected + self.merged + self.furniture


def account(
    fates: Iterable[str], *, year: int, path: Path, sheet: str | None = None, furniture: int = 1
) -> Accounting:
    """Count the fates of the data lines of one sheet; ``furniture`` is all that is no data.

    >>> account(["kept", "kept", "merged"], year=2024, path=Path("a.csv")).read
    4
    """
    tally = Counter(fates)
    return Accounting(
        year, path.name, sheet, tally[KEPT], tally[REJECTED], tally[MERGED], furniture
    )


def write_csv(
    path: Path,
    lines: Iterable[Sequence[str]],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    quote_all: bool = False,
    ending: str = "\r\n",
    blank_last: bool = False,
) -> None:
    """Write lines of text the way an export tool does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(
            stream,
            delimiter=delimiter,
            lineterminator=ending,
            quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
        )
        writer.writerows(lines)
        if blank_last:
            stream.write(ending)
