"""The workbook of open answers: out with suggestions, back with what people decided.

Suggestions come from the answers that were read before and from the code book: the codes of what
looks most like it, by the three-letter pieces that few answers share. A person confirms them; a
suggestion on its own counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from pijler_analysis.clean.answer_codes import (
    ANSWERS,
    AUDIENCES,
    BOOK,
    BOOK_HEADINGS,
    HEADINGS,
    SEPARATOR,
    Coded,
    Codes,
    Key,
    Subject,
)
from pijler_analysis.data import YearData
from pijler_analysis.ingest.cells import fold
from pijler_analysis.link.grams import gram_matrix
from pijler_analysis.workbooks import new_workbook

LIKE = 0.18
"""Likeness from which an example suggests its codes."""
NEARLY = 0.75
"""Part of the best likeness that a second code must reach."""
_WIDTHS = (8, 13, 10, 80, 24, 24, 24, 24, 10)
_BOOK_WIDTHS = (20, 70, 50, 20)
_EXAMPLE_BOOK = {
    "voorbeeld": Subject("Vervang deze regel: wat valt onder de code?", "Een kort antwoord")
}
_AUDIENCE_WORDS = {audience: word for word, audience in AUDIENCES.items()}


class OpenAnswer(NamedTuple):
    """An open answer, scrubbed."""

    key: Key
    text: str


def open_answers_of(data: YearData) -> list[OpenAnswer]:
    """Return what was written in the surveys of a year and says something, scrubbed."""
    return [
        OpenAnswer(Key(data.year, audience, str(response)), str(text))
        for audience in AUDIENCES.values()
        for response, text in data.tables[f"survey_{audience}"][["response_id", "open_answer"]]
        .dropna()
        .itertuples(index=False)
    ]


def suggest_codes(
    texts: Sequence[str], examples: Iterable[tuple[str, Codes]]
) -> list[tuple[str, ...]]:
    """Suggest codes for each text from texts whose codes are known; none where nothing is alike.

    >>> examples = [("Meer online vormingen", frozenset({"dichtbij"})),
    ...             ("De formulieren zijn lang", frozenset({"eenvoud"}))]
    >>> suggest_codes(["Graag vormingen online", "Bedankt!"], examples)
    [('dichtbij',), ()]
    """
    known = [(fold(text), codes) for text, codes in examples if codes]
    if not texts or not known:
        return [()] * len(texts)
    matrix = gram_matrix([*(fold(text) for text in texts), *(text for text, _ in known)])
    alike = (matrix[: len(texts)] @ matrix[len(texts) :].T).toarray()
    names = sorted({code for _, codes in known for code in codes})
    having = {code: [at for at, (_, codes) in enumerate(known) if code in codes] for code in names}
    return [_likely({code: row[having[code]].max() for code in names}) for row in alike]


def _likely(scores: Mapping[str, float]) -> tuple[str, ...]:
    best = max(scores.values())
    least = max(LIKE, NEARLY * best)
    found = [code for code, score in scores.items() if score >= least]
    return tuple(sorted(found, key=lambda code: -scores[code]))


def examples_of(
    answers: Iterable[OpenAnswer], coded: Mapping[Key, Coded], book: Mapping[str, Subject]
) -> list[tuple[str, Codes]]:
    """Return the texts whose codes are known: those read before, and those of the code book."""
    read = [
        (one.text, codes)
        for one in answers
        if one.key in coded and (codes := coded[one.key].codes) is not None
    ]
    told = [(text, frozenset([code])) for code, one in book.items()
            for text in (one.meaning, one.example) if text]  # fmt: skip
    return [*read, *told]


def write_coded(
    path: Path,
    answers: Sequence[OpenAnswer],
    coded: Mapping[Key, Coded],
    book: Mapping[str, Subject],
) -> pd.DataFrame:
    """Write every answer with what was decided and, where nobody read it, a suggestion.

    Parameters
    ----------
    path : the workbook; what it already holds must be in ``coded`` and ``book``
    answers : of every survey, the newest last
    coded : what ``clean.answer_codes.read_coded`` gives
    book : what ``clean.answer_codes.read_code_book`` gives; a line to replace where it is empty

    Returns
    -------
    DataFrame, one row per answer: ``wave, audience, response_id, text, suggestion, is_waiting``
    """
    nobody = Coded(None, None, None)
    unread = [one for one in answers if coded.get(one.key, nobody).first is None]
    found = suggest_codes([one.text for one in unread], examples_of(answers, coded, book))
    suggested = dict(zip([one.key for one in unread], found, strict=True))
    rows = [(one, coded.get(one.key, nobody), suggested.get(one.key, ())) for one in answers]
    _write(path, rows, book or _EXAMPLE_BOOK)
    return pd.DataFrame(
        [
            (*one.key, one.text, SEPARATOR.join(codes), read.codes is None)
            for one, read, codes in rows
        ],
        columns=["wave", "audience", "response_id", "text", "suggestion", "is_waiting"],
    )


def _write(
    path: Path,
    rows: Sequence[tuple[OpenAnswer, Coded, tuple[str, ...]]],
    book: Mapping[str, Subject],
) -> None:
    with new_workbook(path, title="Open antwoorden") as made:
        bold = made.add_format({"bold": True})
        for name, widths, headings in (
            (ANSWERS, _WIDTHS, HEADINGS), (BOOK, _BOOK_WIDTHS, BOOK_HEADINGS),
        ):  # fmt: skip
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, list(headings), bold)
            for column, width in enumerate(widths):
                sheet.set_column(column, column, width)
            sheet.freeze_panes(1, 0)
        answers, codes = made.worksheets()
        for line, row in enumerate(rows, 1):
            answers.write_row(line, 0, _line(*row))
        for line, (code, one) in enumerate(book.items(), 1):
            codes.write_row(line, 0, [code, *one])


def _line(one: OpenAnswer, read: Coded, suggested: tuple[str, ...]) -> list[str | int]:
    return [
        one.key.wave, _AUDIENCE_WORDS[one.key.audience], one.key.response_id, one.text,
        f"{SEPARATOR} ".join(suggested), *map(_spelled, (read.first, read.second, read.decided)),
        "ja" if read.may_be_quoted else "",
    ]  # fmt: skip


def _spelled(codes: Codes | None) -> str:
    if codes is None:
        return ""
    return f"{SEPARATOR} ".join(sorted(codes)) or "-"


def quotations(data: YearData) -> pd.DataFrame:
    """Return what may be quoted from the surveys of a year, scrubbed, without who wrote it.

    Returns
    -------
    DataFrame, one row per answer that its writer allowed to quote: ``about`` (its codes, joined
    by ``;``) and ``quotation``, in the order of the alphabet
    """
    may = data.answer_codes[
        data.answer_codes["may_be_quoted"].fillna(False)
        & data.answer_codes["is_decided"].fillna(False)
    ]
    about: dict[Key, list[str]] = {}
    for audience, response, code in zip(
        may["audience"], may["response_id"], may["answer_code"], strict=True
    ):
        about.setdefault(Key(data.year, audience, response), []).append(code)
    texts = {one.key: one.text for one in open_answers_of(data)}
    rows = [(SEPARATOR.join(about[key]), texts[key]) for key in about if key in texts]
    return pd.DataFrame(sorted(rows), columns=["about", "quotation"])
