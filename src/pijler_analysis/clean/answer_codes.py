"""Open answers: which say nothing, and what they are about as people read them.

``data/decisions/open_antwoorden.xlsx`` holds the code book, made by people, and a line per answer
with the codes that a first and a second reader gave it. Where only one read, or both gave the
same, those are its codes; where they differ, *Beslist* says which. A dash stands for no code. The
code book may say which challenge a code belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from pijler_analysis.clean.decisions import read_decisions
from pijler_analysis.clean.readings import NOT_FILLED_IN, ColumnReader, Reading, says_blank
from pijler_analysis.clean.values import booleans, texts
from pijler_analysis.errors import DataError, place
from pijler_analysis.ingest.cells import Cell, fold, is_blank, text_of
from pijler_analysis.reference import spellings
from pijler_analysis.schema.checks import enforce_types
from pijler_analysis.schema.columns import CHALLENGES, NO_CODE
from pijler_analysis.settings import Settings

FILE = "open_antwoorden.xlsx"
ANSWERS, BOOK = "Antwoorden", "Codeboek"
HEADINGS = {
    "Golf": "wave", "Bevraagden": "audience", "Respons": "response_id", "Antwoord": "answer",
    "Voorstel": "", "Lezer 1": "first", "Lezer 2": "second", "Beslist": "decided",
    "Citeren": "quote",
}  # fmt: skip
BOOK_HEADINGS = {
    "Code": "code", "Wat hoort erbij": "meaning", "Voorbeeld": "example", "Uitdaging": "challenge",
}  # fmt: skip
AUDIENCES = {"leden": "members", "stakeholders": "stakeholders"}
SEPARATOR = ";"
_DASH = "-"

Codes = frozenset[str]


class Key(NamedTuple):
    """Which answer: of one response of one survey."""

    wave: int
    audience: str
    response_id: str


class Subject(NamedTuple):
    """A line of the code book; ``challenge`` is empty where the code belongs to none."""

    meaning: str
    example: str
    challenge: str = ""


@dataclass(frozen=True)
class Coded:
    """What people made of one answer; ``None`` where a reader did not see it yet."""

    first: Codes | None
    second: Codes | None
    decided: Codes | None
    may_be_quoted: bool = False

    @property
    def codes(self) -> Codes | None:
        """The codes that count; ``None`` while the answer waits for a reader or a decision."""
        if self.decided is not None:
            return self.decided
        if self.second is None or self.first == self.second:
            return self.first
        return None


def open_answers() -> ColumnReader:
    """Return a reader of what people wrote in their own words.

    What says that there is nothing to say is no answer.

    >>> [reading.value for reading in open_answers()(["Meer vorming!", "geen", "N.v.t.", "/"])]
    ['Meer vorming!', None, None, None]
    """
    read = texts(lines=True)

    def read_column(cells: Sequence[Cell]) -> Sequence[Reading]:
        return [
            NOT_FILLED_IN if reading.value and is_no_answer(reading.value) else reading
            for reading in read(cells)
        ]

    return read_column


def is_no_answer(text: str) -> bool:
    """Tell whether a text says that there is nothing to say.

    >>> is_no_answer("Geen."), is_no_answer("..."), is_no_answer("Geen klachten, ga zo voort")
    (True, True, False)
    """
    says_nothing = not any(letter.isalnum() for letter in text)
    return says_nothing or says_blank(text) or fold(text) in spellings("no_answer")["no_answer"]


def read_code_book(settings: Settings) -> dict[str, Subject]:
    """Return code → what it stands for, in the order of the code book.

    Raises
    ------
    DataError
        If a code stands there twice, or belongs to a challenge that is none.
    """
    path = settings.decisions / FILE
    book: dict[str, Subject] = {}
    for number, cells in read_decisions(path, BOOK_HEADINGS, sheet=BOOK, may_lack=["challenge"]):
        if is_blank(cells["code"]):
            continue
        code, where = _code(text_of(cells["code"])), place(FILE, sheet=BOOK, row=number)
        if code in book:
            raise DataError(f"{where}: code {code!r} staat er al; hou een van beide regels")
        challenge = _challenge(cells.get("challenge", ""), where)
        book[code] = Subject(text_of(cells["meaning"]), text_of(cells["example"]), challenge)
    return book


def challenges_of(book: Mapping[str, Subject]) -> dict[str, str]:
    """Return code → challenge, for the codes that belong to one."""
    return {code: one.challenge for code, one in book.items() if one.challenge}


def _challenge(cell: Cell, where: str) -> str:
    name = "" if is_blank(cell) else fold(text_of(cell))
    if name and name not in CHALLENGES:
        raise DataError(
            f"{where}: {text_of(cell)!r} is geen uitdaging; kies uit {', '.join(CHALLENGES)}, of "
            "laat de cel leeg"
        )
    return name


def read_coded(settings: Settings) -> dict[Key, Coded]:
    """Read what people made of the open answers.

    Raises
    ------
    DataError
        If a code is not in the code book, a cell cannot be read, or an answer stands there twice.
    """
    path = settings.decisions / FILE
    book = read_code_book(settings)
    found: dict[Key, Coded] = {}
    for number, cells in read_decisions(path, HEADINGS, sheet=ANSWERS):
        where = place(FILE, sheet=ANSWERS, row=number)
        read = {name: _codes(cells[name], book, where) for name in ("first", "second", "decided")}
        key = _key(cells, where)
        if key in found:
            raise DataError(
                f"{where}: respons {key.response_id!r} van {cells['audience']} {key.wave} staat er "
                "al; hou een van beide regels"
            )
        found[key] = Coded(**read, may_be_quoted=_quoted(cells["quote"], where))
    return found


def _key(cells: Mapping[str, Cell], where: str) -> Key:
    wave, audience = text_of(cells["wave"]), fold(text_of(cells["audience"]))
    if not wave.isdigit() or audience not in AUDIENCES:
        raise DataError(
            f"{where}: {wave!r} en {audience!r} zijn geen golf en bevraagden; verwacht: een jaar "
            f"en {' of '.join(AUDIENCES)}; laat die kolommen zoals pijler ze schreef"
        )
    return Key(int(wave), AUDIENCES[audience], text_of(cells["response_id"]))


def _codes(cell: Cell, book: Mapping[str, object], where: str) -> Codes | None:
    if is_blank(cell):
        return None
    named = [_code(part) for part in text_of(cell).split(SEPARATOR) if part.strip()]
    if named == [_DASH]:
        return frozenset()
    for code in named:
        if code not in book:
            raise DataError(
                f"{where}: code {code!r} staat niet in het blad {BOOK}; kies uit "
                f"{', '.join(book)} of voeg ze daar toe"
            )
    return frozenset(named)


def _code(text: str) -> str:
    """Write a code in one way: lower case, words joined by a hyphen.

    >>> _code(" Diaspora en  partners"), _code("-")
    ('diaspora-en-partners', '-')
    """
    return "-".join(fold(text).split())


def _quoted(cell: Cell, where: str) -> bool:
    (reading,) = booleans()([cell])
    if reading.reason:
        raise DataError(f"{where}: {text_of(cell)!r} onder Citeren; verwacht: ja of nee")
    return bool(reading.value)


def answer_codes(
    coded: Mapping[Key, Coded],
    tables: Mapping[str, pd.DataFrame],
    *,
    wave: int,
    challenges: Mapping[str, str],
) -> pd.DataFrame:
    """Return a row per answer and code that somebody gave it; ``NO_CODE`` where that was none.

    Only of the answers that are there; one that waits has no code that counts. ``challenges`` is
    code → the challenge it belongs to.
    """
    rows = []
    for audience in AUDIENCES.values():
        answered = tables[f"survey_{audience}"].dropna(subset=["open_answer"])
        for response in answered["response_id"].dropna():
            one = coded.get(Key(wave, audience, response))
            if one is not None:
                rows += [(wave, audience, response, *row) for row in _rows(one)]
    names = ["wave", "audience", "response_id", "answer_code", "is_by_first", "is_by_second",
             "is_decided", "may_be_quoted"]  # fmt: skip
    table = pd.DataFrame(rows, columns=names)
    return enforce_types(
        table.assign(challenge=table["answer_code"].map(challenges)), "answer_codes"
    )


def _rows(one: Coded) -> list[tuple]:
    """Return code, whether each reader gave it, whether it counts, whether it may be quoted."""
    readings = [one.first, one.second, one.codes]
    spelled = [None if codes is None else codes or {NO_CODE} for codes in readings]
    given = sorted({code for codes in spelled if codes is not None for code in codes})
    return [
        (code, *(None if codes is None else code in codes for codes in spelled), one.may_be_quoted)
        for code in given
    ]
