"""What the cells of one column look like: type, how far filled, examples, several in one cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from pijler_analysis.ingest.cells import Cell, is_blank, text_of
from pijler_analysis.ingest.options import split_options
from pijler_analysis.inspection.scales import Scale, find_scale

TYPES = ("empty", "text", "integer", "number", "date", "datetime", "boolean")
_MOST = 2000
"""Distinct cells that are looked at; a column with more shows its kind well before."""
_LONGEST_OPTION = 120
_MOST_OPTIONS = 60
_SEPARATORS = (";", "|", ", ", ",", "\n")

_INTEGER = re.compile(r"[-+]?\d{1,3}(?:[. ]\d{3})+|[-+]?\d+")
_NUMBER = re.compile(
    r"(?:€\s?)?[-+]?(?:\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:,-{1,2})?\s?(?:€|%|EUR|euro|[kK])?"
)
_DAY = r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}[/\-]\d{1,2}[/\-]\d{1,2}" \
       r"|\d{1,2}\s+[A-Za-zéûä]{3,10}\.?\s+\d{4})"  # fmt: skip
_DATE = re.compile(_DAY)
_DATETIME = re.compile(_DAY + r"[ T]\d{1,2}:\d{2}.*")
_BOOLEAN = {"ja", "nee", "neen", "yes", "no", "true", "false", "waar", "onwaar", "oui", "non",
            "y", "n", "j", "x", "vrai", "faux"}  # fmt: skip
_EMAIL = re.compile(r"[^\s@;,<>]{1,64}@[^\s@;,<>]{1,255}\.[A-Za-z]{2,}")
_PHONE = re.compile(r"(?:\+|00)?\(?\d[\d\s./()\-]{7,17}\d")
_POSTCODE = re.compile(r"(?:B-?)?[1-9]\d{3}(?:[.,]0)?")
_ENTERPRISE = re.compile(r"(?:BE)?\s?[01]?\d{3}[. ]?\d{3}[. ]?\d{3}", re.IGNORECASE)
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_URL = re.compile(r"https?://\S+")
_CONTENTS = (("email", _EMAIL), ("url", _URL), ("ip", _IP), ("enterprise", _ENTERPRISE),
             ("postcode", _POSTCODE), ("phone", _PHONE))  # fmt: skip
_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")


@dataclass(frozen=True)
class Profile:
    """A column as its cells show it.

    ``filled`` is a share of the rows; ``content`` a kind of text (email, phone, postcode,
    enterprise, url, ip) where nearly all cells are of it; ``separator`` what joins several values
    in a cell, and ``options`` these values, or the few that come back.
    """

    type: str
    filled: float
    cells: tuple[Cell, ...]
    counts: Counter[str]
    content: str = ""
    separator: str = ""
    options: tuple[str, ...] = ()
    is_ranking: bool = False
    scale: Scale | None = None
    longest: int = field(default=0)

    @property
    def is_distinct(self) -> bool:
        """Whether no filled cell comes back."""
        return all(count == 1 for count in self.counts.values())


def profile_column(cells: Sequence[Cell], *, separators: str = "") -> Profile:
    """Look at the cells of a column.

    Parameters
    ----------
    cells : its cells, in order
    separators : what the tool joins chosen options with; where it is empty, several values in a
        cell must show by themselves
    """
    shown = [cell for cell in cells if not is_blank(cell)]
    counts = Counter(text_of(cell) for cell in shown)
    distinct = tuple(dict.fromkeys(shown))[:_MOST]
    texts = list(counts)[:_MOST]
    kind = _type_of(distinct)
    separator = _separator(counts, separators) if kind == "text" else ""
    parts = _parts(counts, separator) if separator else counts
    scale = None if separator else find_scale(texts[:50])
    return Profile(
        type=kind,
        filled=len(shown) / len(cells) if cells else 0.0,
        cells=distinct,
        counts=counts,
        content=_content(texts),
        separator=separator,
        options=_options(parts, len(shown), bool(separator))
        if kind not in ("date", "datetime")
        else (),
        is_ranking=bool(separator) and _is_ranking(counts, separator),
        scale=scale,
        longest=max(map(len, texts), default=0),
    )


def _type_of(cells: Sequence[Cell]) -> str:
    """Return the type that nine in ten of the distinct cells have."""
    if not cells:
        return "empty"
    kinds = Counter(_kind(cell) for cell in cells)
    total = len(cells)
    if kinds["boolean"] >= 0.9 * total:
        return "boolean"
    if kinds["integer"] >= 0.9 * total:
        return "integer"
    if kinds["integer"] + kinds["number"] >= 0.9 * total:
        return "number"
    if kinds["datetime"] >= 0.5 * total and kinds["datetime"] + kinds["date"] >= 0.8 * total:
        return "datetime"
    if kinds["date"] + kinds["datetime"] >= 0.8 * total:
        return "date"
    return "text"


def _kind(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return "date" if cell.time() == time() else "datetime"
    if isinstance(cell, date):
        return "date"
    if isinstance(cell, float):
        return "integer" if cell.is_integer() else "number"
    text = cell.strip()
    if text.casefold() in _BOOLEAN:
        return "boolean"
    for kind, pattern in (("integer", _INTEGER), ("number", _NUMBER), ("date", _DATE),
                          ("datetime", _DATETIME)):  # fmt: skip
        if len(text) <= 40 and pattern.fullmatch(text):
            return kind
    return "text"


def _content(texts: Sequence[str]) -> str:
    """Return the kind of text that nine in ten of the distinct texts are; none for few digits."""
    if not texts:
        return ""
    for name, pattern in _CONTENTS:
        if sum(pattern.fullmatch(text) is not None for text in texts) >= 0.85 * len(texts):
            return name
    return ""


def _separator(counts: Counter[str], of_tool: str) -> str:
    """Return what joins several values in a cell: they come back, and they are short."""
    for separator in (of_tool,) if of_tool else _SEPARATORS:
        joined = sum(count for text, count in counts.items() if separator in text.strip(separator))
        trailing = of_tool == ";" and any(text.endswith(";") for text in counts)
        if not joined and not trailing:
            continue
        parts = _parts(counts, separator)
        total, distinct = sum(parts.values()), len(parts)
        is_short = max(map(len, parts), default=0) <= _LONGEST_OPTION
        if of_tool in (";", "|") and is_short and _is_unspaced(counts, separator):
            return separator
        comes_back = (
            distinct <= min(_MOST_OPTIONS, len(counts))
            and total >= (2 if of_tool else 2.5) * distinct
        )
        if is_short and comes_back and joined >= max(2, 0.05 * sum(counts.values())):
            return separator
    return ""


def _is_unspaced(counts: Counter[str], separator: str) -> bool:
    """Tell whether the sign stands between words without blanks, as a tool writes it."""
    return any(re.search(re.escape(separator) + r"(?:\S|$)", text) for text in counts)


def _parts(counts: Counter[str], separator: str) -> Counter[str]:
    parts: Counter[str] = Counter()
    for text, count in counts.items():
        for part in split_options(text, separator):
            parts[part] += count
    return parts


def _options(parts: Counter[str], rows: int, is_joined: bool) -> tuple[str, ...]:
    """Return the values that come back, in the order they were met."""
    if is_joined:
        return tuple(parts)[:_MOST_OPTIONS]
    is_few = len(parts) <= 12 and rows >= 2 * len(parts)
    short = all(len(part) <= _LONGEST_OPTION for part in parts)
    return tuple(parts) if parts and is_few and short else ()


def _is_ranking(counts: Counter[str], separator: str) -> bool:
    """Tell whether every cell holds the same options, in different orders."""
    sets = {frozenset(split_options(text, separator)) for text in counts}
    return len(counts) > 1 and len(sets) == 1 and len(next(iter(sets))) > 1


def mask(text: str) -> str:
    """Return the shape of a text that may tell who someone is.

    >>> mask("an.peeters@mail.example"), mask("0470 12 34 56")
    ('xx.xxxxxxx@xxxx.xxxxxxx', '9999 99 99 99')
    """
    shape = _DIGIT.sub("9", _LETTER.sub("x", text))
    return shape if len(shape) <= 40 else f"{shape[:36]}…"


def examples(profile: Profile, *, personal: bool) -> list[str]:
    """Return up to three cells as an example; masked where they may tell who someone is."""
    found = [text for text, _ in profile.counts.most_common(3)]
    if personal:
        return list(dict.fromkeys(mask(text) for text in found))
    return [text if len(text) <= 60 else f"{text[:57]}…" for text in found]
