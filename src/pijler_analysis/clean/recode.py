"""*Andere, namelijk*: written answers go out to a sheet, and come back as an option or as they are.

``data/decisions/andere.xlsx`` has a line per questionnaire, question and answer. A human writes
the option the answer belongs to, or a dash where it belongs to none. What was decided is never
asked again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from pijler_analysis.clean.decisions import read_decisions
from pijler_analysis.clean.identifiers import without_identifiers
from pijler_analysis.clean.values import mend
from pijler_analysis.ingest.cells import Cell, fold, is_blank, text_of
from pijler_analysis.ingest.options import split_options
from pijler_analysis.ingest.questionnaire import Choice, Questionnaire, cell_column
from pijler_analysis.ingest.tables import RawTable
from pijler_analysis.settings import Settings
from pijler_analysis.workbooks import new_workbook

FILE = "andere.xlsx"
HEADINGS = {"Vraag": "question", "Antwoord": "answer", "Hoort bij": "option"}
NO_OPTION = "-"
RULE = "andere, namelijk: door een mens ingedeeld"
_WIDTHS = (46, 60, 34, 10, 60)

Recodes = Mapping[tuple[str, str], str]
"""(code of the question, folded answer) → the option, or a dash."""


def read_recodes(settings: Settings) -> dict[tuple[str, str], str]:
    """Read what was decided on written answers; a line without a decision counts for nothing."""
    return {
        (text_of(cells["question"]), answer_key(text_of(cells["answer"]))): text_of(cells["option"])
        for _, cells in read_decisions(settings.decisions / FILE, HEADINGS)
        if not is_blank(cells["option"])
    }


def answer_key(answer: str) -> str:
    """Return the form in which a written answer is compared; the sheet shows no identifier either.

    >>> answer_key("Mail AN@hart.be") == answer_key("mail [e-mail]")
    True
    """
    return fold(without_identifiers(answer)[0])


def options_of(choice: Choice, recodes: Recodes) -> dict[str, str]:
    """Return folded answer → item, for the answers of a question that belong to an option.

    The option may be named by its column, its heading or its text.
    """
    names = {fold(name): item for item, text in choice.options.items() for name in (item, text)}
    names |= {fold(item.removeprefix("need_")): item for item in choice.options}
    decided = {answer: option for (code, answer), option in recodes.items() if code == choice.code}
    return {
        answer: names[fold(option)] for answer, option in decided.items() if fold(option) in names
    }


def written_answers(raw: RawTable, questionnaire: Questionnaire) -> pd.DataFrame:
    """Return the answers in a respondent's own words: ``question, answer, count, options``."""
    rows = []
    for number, choice in enumerate(questionnaire.choices):
        name = cell_column("chosen" if choice.separator else "other", number)
        words = Counter(
            without_identifiers(answer)[0]
            for cell in raw.cells.get(name, ())
            for answer in _own_words(cell, choice)
        )
        options = ", ".join(item.removeprefix("need_") for item in choice.options)
        rows += [(choice.code, answer, count, options) for answer, count in words.items()]
    return pd.DataFrame(rows, columns=["question", "answer", "count", "options"])


def _own_words(cell: Cell, choice: Choice) -> Iterable[str]:
    text = " ".join(mend(text_of(cell)).split())
    if not choice.separator:
        return [text] if any(letter.isalpha() for letter in text) else []
    offered = {fold(option) for option in (*choice.options.values(), choice.none)}
    parts = split_options(text, choice.separator, offered)
    return [part for part in parts if fold(part) not in offered]


def write_recodes(path: Path, answers: pd.DataFrame, decided: Recodes) -> int:
    """Write the sheet with every answer ever seen; returns how many wait for a decision.

    Parameters
    ----------
    path : the workbook; what it already holds must be in ``decided``
    answers : as ``written_answers`` gives them, of every survey
    decided : what ``read_recodes`` gives
    """
    known = {(row.question, fold(row.answer)) for row in answers.itertuples()}
    gone = [(code, answer, 0, "") for code, answer in decided if (code, answer) not in known]
    listed = [*answers.itertuples(index=False, name=None), *gone]
    rows = sorted({(code, fold(answer)): (code, answer, count, options)
                   for code, answer, count, options in listed}.values())  # fmt: skip
    with new_workbook(path, title="Andere, namelijk") as book:
        sheet = book.add_worksheet("Andere")
        sheet.write_row(0, 0, [*HEADINGS, "Aantal", "Keuze"], book.add_format({"bold": True}))
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        for line, (code, answer, count, choice) in enumerate(rows, 1):
            option = decided.get((code, fold(answer)), "")
            sheet.write_row(line, 0, [code, answer, option, count, choice])
        sheet.freeze_panes(1, 0)
    return sum((code, fold(answer)) not in decided for code, answer, _, _ in rows)
