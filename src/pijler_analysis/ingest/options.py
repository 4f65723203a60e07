"""Several chosen options in one cell, taken apart again: an option may hold the sign itself."""

from __future__ import annotations

from collections.abc import Collection

from pijler_analysis.ingest.cells import fold

_FREE = ("andere ", "other ", "anders ", "autre ")


def split_options(text: str, separator: str, known: Collection[str] = ()) -> list[str]:
    """Split a cell into the options chosen in it.

    Parameters
    ----------
    text : the cell
    separator : what the tool joins options with; blanks beside it do not count
    known : the options that were offered, folded; one that holds the separator stays whole

    Returns
    -------
    The options, and whatever else was filled in; what follows *Andere:* is one answer.

    Examples
    --------
    >>> split_options("Water, Onderwijs, opvang", ", ", {"onderwijs opvang"})
    ['Water', 'Onderwijs, opvang']
    >>> split_options("Water;Onderwijs;Andere: landbouw; veeteelt;", ";")
    ['Water', 'Onderwijs', 'Andere: landbouw; veeteelt']
    """
    sign = separator.strip() or separator
    parts = [part.strip().strip('"') for part in text.split(sign)]
    chosen: list[str] = []
    start = 0
    while start < len(parts):
        end = _longest_known(parts, start, known)
        part = separator.join(parts[start:end])
        if chosen and _is_free(chosen[-1]) and part and fold(part) not in known:
            chosen[-1] += f"{sign} {part}"
        elif part:
            chosen.append(part)
        start = end
    return chosen


def _longest_known(parts: list[str], start: int, known: Collection[str]) -> int:
    """Return where the longest known option that begins at a part ends; else after that part."""
    if known:
        for end in range(len(parts), start + 1, -1):
            if fold(" ".join(parts[start:end])) in known:
                return end
    return start + 1


def _is_free(part: str) -> bool:
    return ":" in part and f"{fold(part)} ".startswith(_FREE)
