"""A questionnaire as an XLSForm, the workbook from which Kobo and ODK make a form.

It has the sheets survey, choices and settings; a code with a part between brackets is written with
an underscore.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pijler_analysis.ingest.form_codes import OTHER_WORDS, flat
from pijler_analysis.ingest.questionnaire import Item, Questionnaire
from pijler_analysis.ingest.xlsform import OTHER, OTHER_ASKED, TOKEN, TOKEN_ASKED, answer_names
from pijler_analysis.report.form_questions import (
    ARRAY,
    LANGUAGE,
    MULTIPLE,
    TEXT,
    Question,
    form_questions,
)
from pijler_analysis.workbooks import new_workbook


def write_xlsform(path: Path, questionnaire: Questionnaire) -> Path:
    """Write a questionnaire as an XLSForm (``.xlsx``)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with new_workbook(path, title=questionnaire.title) as book:
        for name, rows in xlsform_sheets(questionnaire).items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, text in enumerate(row):
                    sheet.write_string(place, column, text)
    return path


def xlsform_sheets(questionnaire: Questionnaire) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of the sheets of an XLSForm, headings first."""
    survey: list[tuple[str, ...]] = [("type", "name", "label", "relevant"), ("start", "start"),
                                     ("end", "end")]  # fmt: skip
    if TOKEN in questionnaire.columns.values():
        survey.append(("text", TOKEN, TOKEN_ASKED))
    choices: list[tuple[str, ...]] = [("list_name", "name", "label")]
    items = {item.item: item for item in questionnaire.items}
    for one in form_questions(questionnaire):
        offered = one.parts if one.kind == MULTIPLE else answer_names(one.answers.values())
        extra = {OTHER: OTHER_WORDS} if one.has_other else {}
        choices += [(one.code, code, text) for code, text in (offered | extra).items()]
        survey += [(*row, _relevant(one, items)) for row in _asked(one)]
    settings: list[tuple[str, ...]] = [("form_title", "form_id", "default_language"),
                (questionnaire.title, questionnaire.name, LANGUAGE)]  # fmt: skip
    return {"survey": survey, "choices": choices, "settings": settings}


def _asked(one: Question) -> Iterator[tuple[str, str, str]]:
    """Yield type, name and label of each line a question takes."""
    if one.kind == TEXT:
        yield "text", one.code, one.text
    elif one.kind == ARRAY:
        for part, text in one.parts.items():
            yield f"select_one {one.code}", f"{one.code}_{part}", text
    else:
        kind = "select_multiple" if one.kind == MULTIPLE else "select_one"
        yield f"{kind} {one.code}", one.code, one.text
        if one.has_other:
            yield "text", f"{one.code}_{OTHER}", OTHER_ASKED


def _relevant(one: Question, items: Mapping[str, Item]) -> str:
    """Return who sees a question, as an expression: empty where everyone does."""
    return " and ".join(
        f"${{{flat(items[item].code)}}} = '{_name_of(items[item], answer)}'"
        for item, answer in one.asked_if.items()
    )


def _name_of(item: Item, answer: str) -> str:
    names = answer_names(item.offered.values())
    return next(name for name, text in names.items() if text == answer)
