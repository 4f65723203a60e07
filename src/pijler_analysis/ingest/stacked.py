"""Several tables on one sheet: beside each other, under each other, or one that starts anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from pijler_analysis.ingest.cells import Row, text_of
from pijler_analysis.ingest.mapping import normalise_heading

FEWEST = 2
"""Headings that make a table; a single one beside it is a column somebody added."""


def other_columns(headings: Sequence[str], wanted: Collection[str]) -> list[int]:
    """Return the columns of tables that stand beside the wanted one, an empty column between.

    >>> other_columns(["Nr", "Naam", "", "Nr", "Prijs"], ["Nr", "Naam"])
    [3, 4]
    """
    names = {normalise_heading(heading) for heading in wanted}
    filled = [column for column, heading in enumerate(headings) if heading]
    runs = [
        [column for _, column in run]
        for _, run in groupby(enumerate(filled), key=lambda pair: pair[1] - pair[0])
    ]
    runs.sort(key=lambda run: -len(names & {normalise_heading(headings[at]) for at in run}))
    known: set[str] = set()
    others: list[int] = []
    for run in runs:
        new = names & {normalise_heading(headings[at]) for at in run} - known
        if len(run) >= FEWEST and not new:
            others += run
        known |= new
    return sorted(others)


def starts_other(row: Row, others: Sequence[Collection[str]], own: set[str]) -> bool:
    """Tell whether a row holds the headings of another table that the project reads."""
    found = {normalise_heading(text_of(cell)) for cell in row} - {""}
    return any(
        len(found & names) >= max(FEWEST, len(names) / 2) and len(found & names) > len(found & own)
        for names in ({normalise_heading(heading) for heading in other} for other in others)
    )


def new_order(row: Row, headings: Sequence[str]) -> list[int] | None:
    """Return where each column stands from here on, if the row holds all headings anew.

    >>> new_order(["Naam", "Nr", "x"], ["Nr", "Naam"])
    [1, 0]
    >>> new_order(["Jan", 1.0], ["Nr", "Naam"]) is None
    True
    """
    named = [normalise_heading(heading) for heading in headings]
    found = {normalise_heading(text_of(cell)): place for place, cell in enumerate(row)}
    if sum(map(bool, named)) < FEWEST or any(name and name not in found for name in named):
        return None
    return [found[name] if name else place for place, name in enumerate(named)]
