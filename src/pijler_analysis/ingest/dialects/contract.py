"""What every dialect does: recognise its tool, and turn a sheet into one table with its questions.

A dialect interprets the *form* in which a tool writes, never the values: which rows are headings,
what each column is to the tool, which rows are trials. The cells stay as they were found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape

from pijler_analysis.ingest.cells import Row, fold, is_blank, shows_something, text_of
from pijler_analysis.ingest.grid import content_of, repeats, taken_rows
from pijler_analysis.ingest.layouts import Block, check_widths
from pijler_analysis.ingest.sheets import Sheet

ROLES = ("id", "submitted", "technical", "timing", "question", "option", "other", "joined", "field")
"""What a column is to its tool: ``field`` where the tool asks nothing, such as a ticket's status;
``other`` is the free text beside the options of a question, ``joined`` all its options in one."""

TICKED = frozenset(("1", "y", "yes", "ja", "x", "true", "waar", "checked", "aangevinkt"))
NOT_TICKED = frozenset(("0", "nee", "no", "n", "false", "onwaar", "unchecked"))
_NOT_SHOWN = "n a"
"""How tools write that an option was chosen, that it was not, and that nobody saw it; folded."""
_KIND = re.compile(r"\s*\[(?:list|txt|int|date|flag|map)\]$")
_WITHIN_WORDS = re.compile(r"</?(?:b|i|u|a|em|strong|span|font|small|sup|sub)\b[^<>]{0,500}>", re.I)
_TAG = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True)
class Field:
    """A column as its tool means it.

    ``name`` is its heading, unique in the table; ``label`` the question as it was asked, ``code``
    the question's code; ``option`` the option of a question with several answers, ``question``
    what all its options share. ``meaning`` is the clean column a tool's own column stands for;
    a name that is no column says that it is none.
    """

    name: str
    label: str = ""
    code: str = ""
    role: str = "field"
    option: str = ""
    question: str = ""
    meaning: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Export:
    """A sheet as its tool wrote it: the rows, what each column is, and the rows of headings.

    ``separator`` joins the chosen options where the tool writes them in one cell. ``unfinished``
    counts the responses that were never submitted; they are among the rows.
    """

    tool: str
    block: Block
    fields: tuple[Field, ...]
    header_rows: int
    separator: str = ""
    unfinished: int = 0


@dataclass(frozen=True)
class Dialect:
    """One tool. ``recognise`` says how sure it is, from 0 to 1; ``read`` may rely on that.

    ``dates`` is ``us`` where the tool writes the month first, whatever the language.
    ``is_survey`` marks a tool whose columns are questions. ``tables`` are the clean tables its
    exports usually fill.
    """

    tool: str
    recognise: Callable[[Sheet], float]
    read: Callable[[Sheet], Export]
    is_survey: bool = False
    dates: str = "eu"
    tables: tuple[str, ...] = ()


def first_rows(sheet: Sheet, count: int = 5) -> list[tuple[int, list[str]]]:
    """Return the first rows with any content: position and texts."""
    found: list[tuple[int, list[str]]] = []
    for position, row in enumerate(sheet.rows):
        if len(found) == count:
            break
        if shows_something(row):
            found.append((position, [text_of(cell) for cell in row]))
    return found


def header(sheet: Sheet) -> list[str]:
    """Return the texts of the first row with any content."""
    rows = first_rows(sheet, 1)
    return rows[0][1] if rows else []


def clean_heading(text: str) -> str:
    """Return a heading without markup, line ends and doubled blanks.

    >>> clean_heading("<p>Hoe&nbsp;tevreden\\n bent <b>u</b>?</p>")
    'Hoe tevreden bent u?'
    """
    return " ".join(unescape(_TAG.sub(" ", _WITHIN_WORDS.sub("", text))).split())


def unique_names(names: Iterable[str]) -> list[str]:
    """Number the names that come back, so that each column can be told from the others.

    >>> unique_names(["E-mail", "E-mail", ""])
    ['E-mail', 'E-mail (2)', '']
    """
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        key = name.casefold()
        seen[key] = seen.get(key, 0) + 1
        unique.append(f"{name} ({seen[key]})" if name and seen[key] > 1 else name)
    return unique


def found_share(headings: Sequence[str], marks: Collection[str | tuple[str, ...]]) -> float:
    """Return which share of the marks of a tool stands among the headings.

    A mark with several spellings is there when one of them is.

    >>> found_share(["Order #", "Besteldatum"], ["Order #", ("Order Date", "Besteldatum"), "X"])
    0.6666666666666666
    """
    names = {fold(heading) for heading in headings}
    hits = 0
    for mark in marks:
        spellings = (mark,) if isinstance(mark, str) else mark
        hits += any(fold(spelling) in names for spelling in spellings)
    return hits / len(marks)


def by_marks(*signatures: Collection[str | tuple[str, ...]]) -> Callable[[Sheet], float]:
    """Return a recogniser: the best of the signatures, each a set of headings."""

    def recognise(sheet: Sheet) -> float:
        headings = [clean_heading(text) for text in header(sheet)]
        return max(found_share(headings, marks) for marks in signatures)

    return recognise


def table_of(
    sheet: Sheet,
    names: Sequence[str],
    *,
    first: int,
    header_rows: int = 1,
    notes: Mapping[int, str] | None = None,
) -> Block:
    """Return the rows below the headings; ``notes`` is position → kind of a row that is no data.

    Raises
    ------
    DataError
        If a row of a text file is longer than its headings.
    """
    kinds = dict(notes or {})
    if header_rows == 1:
        kinds |= dict.fromkeys(repeats(sheet.rows, first), "heading")
    width = len(names)
    start = first + header_rows
    content = content_of(sheet.rows)
    body = [place for place in content if place >= start and place not in kinds]
    if sheet.is_delimited:
        check_widths(sheet, body, width)
    above = {place: "title" for place in content if place < first}
    heads = {place: "heading" for place in content if first <= place < start}
    furniture = above | heads | {place: kinds[place] for place in content if place in kinds}
    return Block(
        headings=list(names),
        rows=taken_rows(sheet.rows, body, width),
        numbers=[place + 1 for place in body],
        furniture=[(place + 1, kind) for place, kind in furniture.items()],
    )


def is_tick(text: str, option: str) -> bool:
    """Tell whether a cell says that an option was chosen or not, or that it was not shown.

    >>> is_tick("Y", "Water"), is_tick("Water", "Water"), is_tick("3", "Water")
    (True, True, False)
    """
    folded = fold(text)
    return folded in {*TICKED, *NOT_TICKED, _NOT_SHOWN, fold(option)}


def with_joined_options(export: Export) -> Export:
    """Add, for each question with a column per option, one column that holds all that was chosen.

    A list of ours wants them together: the countries an organisation works in, its themes. The
    column is called after its question and joins with ``;``; where the tool writes such a column
    itself, it is rewritten so, as the sign between the options may be part of one.
    """
    groups: dict[str, list[int]] = {}
    for place, entry in enumerate(export.fields):
        if entry.role in ("option", "other") and entry.question:
            groups.setdefault(entry.question, []).append(place)
    block, fields = export.block, list(export.fields)
    for question, places in groups.items():
        cells = [_joined(row, places, export.fields) for row in block.rows]
        if question in block.headings:
            spot = block.headings.index(question)
            rows = [[*row[:spot], text, *row[spot + 1 :]]
                    for row, text in zip(block.rows, cells, strict=True)]  # fmt: skip
            block = replace(block, rows=rows)
            fields[spot] = replace(fields[spot], role="joined")
        else:
            rows = [[*row, text] for row, text in zip(block.rows, cells, strict=True)]
            block = replace(block, rows=rows, headings=[*block.headings, question])
            fields.append(Field(question, question, role="joined", question=question))
    return replace(export, block=block, fields=tuple(fields))


def _joined(row: Row, places: Sequence[int], fields: Sequence[Field]) -> str:
    """Return the options a row ticks, and what it fills in besides."""
    chosen = []
    for place in places:
        text = text_of(row[place])
        if not text or fold(text) in {*NOT_TICKED, _NOT_SHOWN}:
            continue
        chosen.append(fields[place].option if fold(text) in TICKED else text)
    return ";".join(chosen)


def count_blank(block: Block, name: str) -> int:
    """Count the rows in which a column is empty; none where there is no such column."""
    if name not in block.headings:
        return 0
    position = block.headings.index(name)
    return sum(is_blank(row[position]) for row in block.rows)


def named(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Give each field a name of its own."""
    names = unique_names(entry.name for entry in fields)
    return tuple(replace(entry, name=name) for entry, name in zip(fields, names, strict=True))


def plain_tool(
    tool: str,
    *signatures: Collection[str | tuple[str, ...]],
    meanings: Mapping[str, str] | None = None,
    technical: Collection[str] = (),
    separators: str = "",
    dates: str = "eu",
    tables: tuple[str, ...] = (),
) -> Dialect:
    """Return the dialect of a tool that writes one row of headings and then its rows.

    Parameters
    ----------
    tool : its name
    signatures : sets of headings only this tool writes
    meanings : heading → clean column, where the tool leaves no doubt
    technical : headings of no use to anyone but the tool
    separators : what joins several values in one cell
    """
    known = {fold(heading): column for heading, column in (meanings or {}).items()}
    aside = {fold(heading) for heading in technical}

    def read(sheet: Sheet) -> Export:
        first = first_rows(sheet, 1)[0][0]
        texts = [clean_heading(text_of(cell)) for cell in sheet.rows[first]]
        fields = named(
            [
                Field(name=text, label=_KIND.sub("", text), meaning=known.get(fold(text), ""),
                      role="technical" if fold(text) in aside else "field")
                for text in texts
            ]
        )  # fmt: skip
        block = table_of(sheet, [entry.name for entry in fields], first=first)
        return Export(tool, block, fields, 1, separators)

    return Dialect(tool, by_marks(*signatures), read, dates=dates, tables=tables)
