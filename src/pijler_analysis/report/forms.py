"""The next questionnaire, written from this one: a LimeSurvey structure and an XLSForm.

Every question keeps its code, its words and the order of its answers, so that the answers come back
under the headings the questionnaire file knows and the next comparison starts clean.

LimeSurvey reads a text file with tabs, one line per group, question, sub-question and answer; what
follows a question belongs to it. An XLSForm is a workbook with the sheets survey, choices and
settings; a code with a part between brackets is written with an underscore there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path

from pijler_analysis.atomic import replace_text
from pijler_analysis.errors import UsageError
from pijler_analysis.ingest.questionnaire import (
    FOLDER,
    Choice,
    Item,
    Questionnaire,
    read_questionnaire,
)
from pijler_analysis.ingest.xlsform import CODE, OTHER, TOKEN, answer_names, flat
from pijler_analysis.report.coded_forms import keep_coded, keep_kobo, with_codes
from pijler_analysis.settings import Settings
from pijler_analysis.workbooks import new_workbook

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b|(?<=_)\d{4}$")
_COLUMNS = (
    "class", "type/scale", "name", "relevance", "text", "help", "language", "validation",
    "mandatory", "other", "default", "same_default",
)  # fmt: skip
LIST, ARRAY, MULTIPLE, TEXT = "L", "F", "M", "T"
"""Types of question as LimeSurvey names them."""
_NONE = "Geen van deze"
ASKED = ("role", "open_answer")
"""Columns of the survey tables that are no item and that a person fills in."""
_LANGUAGE = "nl"
_TOKEN_ASKED = "Welke code staat er in je uitnodiging?"
"""Kobo does not know who was invited: without the code an answer belongs to no organisation."""


@dataclass
class Question:
    """One question of the form: its parts are code → words, its answers code → words."""

    code: str
    kind: str
    text: str
    parts: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    has_other: bool = False
    asked_if: Mapping[str, str] = field(default_factory=dict)


def next_questionnaire(questionnaire: Questionnaire, year: int) -> Questionnaire:
    """Return a questionnaire under the name and title of another year, all else as it is.

    >>> from pijler_analysis.ingest.questionnaire import Questionnaire
    >>> again = Questionnaire("leden_2024", "members", "Bevraging 2024", {}, {}, (), ())
    >>> next_questionnaire(again, 2029).name, next_questionnaire(again, 2029).title
    ('leden_2029', 'Bevraging 2029')
    """
    name, title = (_YEAR.sub(str(year), text) for text in (questionnaire.name, questionnaire.title))
    return replace(questionnaire, name=name, title=title)


def form_questions(questionnaire: Questionnaire) -> list[Question]:
    """Return the questions of a questionnaire in the order of their codes.

    Raises
    ------
    UsageError
        If its headings are no codes (``report.coded_forms`` gives them).
    """
    found: dict[str, Question] = {}
    for item in questionnaire.items:
        _add_item(found, item, questionnaire)
    for choice in questionnaire.choices:
        found |= {one.code: one for one in [_of_choice(choice, questionnaire)]}
    for heading, text in questionnaire.texts.items():
        column = questionnaire.columns.get(heading, "")
        answers = tuple(questionnaire.values.get(column, ()))
        found[heading] = _plain_question(heading, text, answers, questionnaire)
    for asked in questionnaire.asked:
        found[asked.code] = _plain_question(asked.code, asked.wording, asked.answers, questionnaire)
    for question in found.values():
        if question.kind == ARRAY:
            question.text = _shared_start(list(question.parts.values())) or questionnaire.title
    return [found[code] for code in sorted(found)]


def export_questionnaires(
    settings: Settings, questionnaires: Iterable[Questionnaire], *, year: int
) -> tuple[list[Path], list[str]]:
    """Write questionnaires for another year, in both forms, in the folder of its reports.

    One whose headings are whole questions goes out with codes, and is kept with them, so that its
    answers are read (``report.coded_forms``). One that was kept before goes out as it is now. Each
    gets a source that reads what Kobo gives back.

    Returns
    -------
    the files written, and in Dutch what was kept
    """
    folder, written, kept = settings.reports / str(year), [], []
    for one in questionnaires:
        again = next_questionnaire(one, year)
        own = settings.root / FOLDER / f"{again.name}.toml"
        if own.is_file():
            again = read_questionnaire(settings.root, again.name)
        if not has_codes(again):
            again = with_codes(again)
            form_questions(again)
            kept += keep_coded(settings, again)
        kept += keep_kobo(settings, again, kept_as=again.name if own.is_file() else one.name)
        written += [write_limesurvey(folder / f"{again.name}_limesurvey.txt", again),
                    write_xlsform(folder / f"{again.name}_xlsform.xlsx", again)]  # fmt: skip
    return written, kept


def has_codes(questionnaire: Questionnaire) -> bool:
    """Tell whether every question stands under a code, such as ``Q02[SQ001]``."""
    codes = [item.code for item in questionnaire.items]
    codes += [*(one.code for one in questionnaire.asked), *questionnaire.texts]
    for choice in questionnaire.choices:
        codes += [choice.code, *choice.options.values()]
    asked = {heading for heading, column in questionnaire.columns.items() if column in ASKED}
    return all(CODE.fullmatch(code) for code in {*codes, *asked})


def write_limesurvey(path: Path, questionnaire: Questionnaire) -> Path:
    """Write a questionnaire as a survey structure for LimeSurvey to import (``.txt``)."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, _COLUMNS, delimiter="\t", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(_limesurvey_rows(questionnaire))
    replace_text(path, "\ufeff" + lines.getvalue())
    return path


def write_xlsform(path: Path, questionnaire: Questionnaire) -> Path:
    """Write a questionnaire as an XLSForm (``.xlsx``), for Kobo and ODK."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with new_workbook(path, title=questionnaire.title) as book:
        for name, rows in xlsform_sheets(questionnaire).items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return path


def xlsform_sheets(questionnaire: Questionnaire) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of the sheets of an XLSForm, headings first."""
    survey: list[tuple[str, ...]] = [("type", "name", "label", "relevant"), ("start", "start"),
                                     ("end", "end")]  # fmt: skip
    if TOKEN in questionnaire.columns.values():
        survey.append(("text", TOKEN, _TOKEN_ASKED))
    choices: list[tuple[str, ...]] = [("list_name", "name", "label")]
    names = {item.item: item for item in questionnaire.items}
    for one in form_questions(questionnaire):
        relevant = " and ".join(
            f"${{{flat(names[item].code)}}} = '{_xlsform_name(names[item], answer)}'"
            for item, answer in one.asked_if.items()
        )
        offered = one.parts if one.kind == MULTIPLE else answer_names(one.answers.values())
        extra = {OTHER: "Andere"} if one.has_other else {}
        choices += [(one.code, code, text) for code, text in (offered | extra).items()]
        survey += [(*row, relevant) for row in _xlsform_questions(one)]
    settings: list[tuple[str, ...]] = [("form_title", "form_id", "default_language"),
                (questionnaire.title, questionnaire.name, _LANGUAGE)]  # fmt: skip
    return {"survey": survey, "choices": choices, "settings": settings}


def _xlsform_questions(one: Question) -> Iterator[tuple[str, str, str]]:
    if one.kind == TEXT:
        yield "text", one.code, one.text
    elif one.kind == ARRAY:
        for part, text in one.parts.items():
            yield f"select_one {one.code}", f"{one.code}_{part}", text
    else:
        kind = "select_multiple" if one.kind == MULTIPLE else "select_one"
        yield f"{kind} {one.code}", one.code, one.text
        if one.has_other:
            yield "text", f"{one.code}_{OTHER}", "Andere, namelijk"


def _limesurvey_rows(questionnaire: Questionnaire) -> Iterator[dict[str, str]]:
    items = {item.item: item for item in questionnaire.items}
    yield {"class": "S", "name": "language", "text": _LANGUAGE}
    yield {"class": "SL", "name": "surveyls_title", "text": questionnaire.title,
           "language": _LANGUAGE}  # fmt: skip
    yield _row("G", "0", questionnaire.title, "", relevance="1")
    for one in form_questions(questionnaire):
        relevance = " and ".join(
            f'{items[item].code}.NAOK == "{_answer_code(items[item], answer)}"'
            for item, answer in one.asked_if.items()
        )
        yield _row("Q", one.kind, one.code, one.text, relevance=relevance or "1") | {
            "mandatory": "N", "other": "Y" if one.has_other else "N"
        }  # fmt: skip
        for part, text in one.parts.items():
            yield _row("SQ", "0", part, text, relevance="1")
        for code, text in one.answers.items():
            yield _row("A", "0", code, text)


def _row(kind: str, scale: str, name: str, text: str, *, relevance: str = "") -> dict[str, str]:
    return {"class": kind, "type/scale": scale, "name": name, "text": text,
            "language": _LANGUAGE, "relevance": relevance}  # fmt: skip


def _add_item(found: dict[str, Question], item: Item, questionnaire: Questionnaire) -> None:
    stem, sub = _split(item.code, questionnaire)
    answers = _answers(item)
    if not sub:
        found[stem] = Question(stem, LIST, item.wording, answers=answers, asked_if=item.asked_if)
        return
    fresh = Question(stem, ARRAY, "", answers=answers, asked_if=item.asked_if)
    one = found.setdefault(stem, fresh)
    if one.answers != answers or one.asked_if != item.asked_if:
        raise UsageError(
            f"{questionnaire.name}: {item.code} heeft andere antwoorden of een andere asked_if "
            f"dan de rest van {stem}; geef het een eigen code"
        )
    one.parts[sub] = item.wording


def _plain_question(
    code: str, text: str, answers: Sequence[str], questionnaire: Questionnaire
) -> Question:
    """Return a question that is no item: one of its answers, or words of one's own."""
    numbered = {f"A{place}": answer for place, answer in enumerate(answers, 1)}
    return Question(_split(code, questionnaire)[0], LIST if answers else TEXT, text,
                    answers=numbered)  # fmt: skip


def _of_choice(choice: Choice, questionnaire: Questionnaire) -> Question:
    if choice.separator:
        raise UsageError(_no_codes(questionnaire))
    parts = {_split(heading, questionnaire)[1]: choice.text_of(item)
             for item, heading in choice.options.items()}  # fmt: skip
    if choice.none:
        parts[_split(choice.none, questionnaire)[1]] = _NONE
    stem = _split(choice.code, questionnaire)[0]
    return Question(stem, MULTIPLE, choice.wording, parts, has_other=bool(choice.other),
                    asked_if=choice.asked_if)  # fmt: skip


def _answers(item: Item) -> dict[str, str]:
    """Return code → words; an answer without a code of its own is numbered from the lowest."""
    codes = item.codes or tuple(f"A{place}" for place in range(1, len(item.answers) + 1))
    silent = {f"X{place}": text for place, text in enumerate(item.no_experience, 1)}
    return dict(zip(codes, item.answers, strict=True)) | silent


def _answer_code(item: Item, answer: str) -> str:
    return next(code for code, text in _answers(item).items() if text == answer)


def _xlsform_name(item: Item, answer: str) -> str:
    names = answer_names(_answers(item).values())
    return next(name for name, text in names.items() if text == answer)


def _split(code: str, questionnaire: Questionnaire) -> tuple[str, str]:
    """Return the question and its part: ``Q02[SQ001]`` is ``Q02`` and ``SQ001``."""
    match = CODE.fullmatch(code)
    if match is None:
        raise UsageError(_no_codes(questionnaire))
    return match["stem"], match["sub"] or ""


def _no_codes(questionnaire: Questionnaire) -> str:
    return (
        f"{questionnaire.name}: de koppen zijn geen vraagcodes zoals Q01; geef elke vraag een "
        "code voor je ze laat uitschrijven"
    )


def _shared_start(texts: list[str]) -> str:
    """Return the words all questions begin with, as the line above them."""
    words = zip(*(text.split() for text in texts), strict=False)
    start = [same[0] for same in takewhile(lambda one: len(set(one)) == 1, words)]
    return f"{' '.join(start)} …" if start else ""
