"""Numbers that R computed, and how close ours must come.

Every topic has a folder with an R script, the CSV it printed (``name,call,value``: R's call
stands beside its number) and a test. The script begins with ``source("../golden.R")``, which
gives ``golden("name", expression)``; a vector becomes ``name.1``, ``name.2``, … The stored file
is made in the topic's folder by ``Rscript topic.R > topic.csv``.

Closed forms agree to 1e-10 relative. Only numbers that either side finds by iteration may
differ by 1e-6; a test names those one by one.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Collection, Sequence
from pathlib import Path

CLOSED_FORM = 1e-10
ITERATIVE = 1e-6
NEXT_TO_ZERO = 1e-12


def read_rows(text: str) -> dict[str, tuple[str, float]]:
    """R's call and number by name; a name that occurs twice is a mistake in the script."""
    rows = list(csv.DictReader(text.splitlines()))
    found = {row["name"]: (row.get("call") or "", float(row["value"])) for row in rows}
    if len(found) != len(rows):
        raise ValueError("a golden name occurs twice")
    return found


def read_golden(path: Path) -> dict[str, float]:
    """The stored numbers by name."""
    return {name: value for name, (_, value) in read_rows(path.read_text(encoding="utf-8")).items()}


def read_beside(test_file: str) -> dict[str, float]:
    """The stored numbers of the topic whose test calls this with ``__file__``."""
    folder = Path(test_file).parent
    return read_golden(folder / f"{folder.name}.csv")


def is_close(ours: float, stored: float, *, relative: float = CLOSED_FORM) -> bool:
    """Whether two numbers agree; missing agrees with missing only."""
    if math.isnan(stored):
        return math.isnan(ours)
    return math.isclose(ours, stored, rel_tol=relative, abs_tol=NEXT_TO_ZERO)


def assert_golden(
    numbers: dict[str, float],
    name: str,
    ours: float | Sequence[float],
    *,
    iterative: Collection[str] = (),
) -> None:
    """Fail unless ours equals the stored number, or each of ours the numbers name.1, name.2, …"""
    relative = ITERATIVE if name in iterative else CLOSED_FORM
    stored = [numbers[name]] if name in numbers else _vector(numbers, name)
    found = [float(value) for value in ours] if isinstance(ours, Sequence) else [float(ours)]
    if len(stored) != len(found):
        raise AssertionError(f"{name}: {len(found)} of ours, {len(stored)} stored")
    for one, other in zip(found, stored, strict=True):
        if not is_close(one, other, relative=relative):
            raise AssertionError(f"{name}: ours {one!r}, R {other!r} (to {relative:g})")


def names_in(numbers: dict[str, float]) -> set[str]:
    """The names a script gave, vectors once."""
    return {re.sub(r"[.][0-9]+$", "", name) for name in numbers}


def _vector(numbers: dict[str, float], name: str) -> list[float]:
    """The stored numbers name.1, name.2, … in their order."""
    found = []
    while f"{name}.{len(found) + 1}" in numbers:
        found.append(numbers[f"{name}.{len(found) + 1}"])
    if not found:
        raise AssertionError(f"no stored number is named {name}")
    return found
