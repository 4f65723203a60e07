"""The questions of a questionnaire as a form asks them: each with its parts and its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pijler_analysis.errors import UsageError
from pijler_analysis.ingest.form_codes import CODE, option_words, stem_of, table_words
from pijler_analysis.ingest.questionnaire import Choice, Questionnaire, numbered

LIST, ARRAY, MULTIPLE, TEXT = "L", "F", "M", "T"
"""Types of question as LimeSurvey names them."""
ASKED = ("role", "open_answer")
"""Columns of the survey tables that are no item and that a person fills in."""
LANGUAGE = "nl"


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


def has_codes(questionnaire: Questionnaire) -> bool:
    """Tell whether every question stands under a code, such as ``Q02[SQ001]``."""
    codes = [item.code for item in questionnaire.items]
    codes += [*(one.code for one in questionnaire.asked), *questionnaire.texts]
    for choice in questionnaire.choices:
        codes += [choice.code, *choice.options.values()]
        codes += [code for code in (choice.none, choice.other) if code]
    asked = {heading for heading, column in questionnaire.columns.items() if column in ASKED}
    return all(CODE.fullmatch(code) for code in {*codes, *asked})


def form_questions(questionnaire: Questionnaire) -> list[Question]:
    """Return the questions of a questionnaire in the order of their codes.

    Raises
    ------
    UsageError
        If its headings are no codes (``report.coded_forms`` gives them), or one code would be of
        several questions.
    """
    if not has_codes(questionnaire):
        raise UsageError(
            f"{questionnaire.name}: de koppen zijn geen vraagcodes zoals Q01; geef elke vraag een "
            "code voor je ze laat uitschrijven"
        )
    questions = [
        *_of_items(questionnaire),
        *map(_of_choice, questionnaire.choices),
        *_of_plain(questionnaire),
    ]
    codes = [one.code for one in questions]
    for code in codes:
        if codes.count(code) > 1:
            raise UsageError(
                f"{questionnaire.name}: vraag {code} staat er meer dan een keer; geef elke vraag "
                "een eigen code, ook elk deel van een vraag onder asked (Q1 in plaats van Q[1])"
            )
    return sorted(questions, key=lambda one: one.code)


def _of_items(questionnaire: Questionnaire) -> list[Question]:
    """Return the questions the items are asked in: on its own, or a table with a row for each."""
    found: dict[str, Question] = {}
    above = table_words(questionnaire)
    for item in questionnaire.items:
        stem, part = _split(item.code)
        kind, text = (ARRAY, above[stem]) if part else (LIST, item.wording)
        fresh = Question(stem, kind, text, answers=item.offered, asked_if=item.asked_if)
        one = found.setdefault(stem, fresh)
        if one.answers != item.offered or one.asked_if != item.asked_if:
            raise UsageError(
                f"{questionnaire.name}: {item.code} heeft andere antwoorden of een andere asked_if "
                f"dan de rest van {stem}; geef het een eigen code"
            )
        if part:
            one.parts[part] = item.wording
    return list(found.values())


def _of_choice(choice: Choice) -> Question:
    parts = {_split(code)[1]: words for code, words in option_words(choice).items()}
    return Question(stem_of(choice.code), MULTIPLE, choice.wording, parts,
                    has_other=bool(choice.other), asked_if=choice.asked_if)  # fmt: skip


def _of_plain(questionnaire: Questionnaire) -> list[Question]:
    """Return the questions that are no item: one of its answers, or words of one's own."""
    found = {
        heading: (text, tuple(questionnaire.values.get(questionnaire.columns.get(heading, ""), ())))
        for heading, text in questionnaire.texts.items()
    }
    found |= {asked.code: (asked.wording, asked.answers) for asked in questionnaire.asked}
    return [
        Question(stem_of(code), LIST if answers else TEXT, text, answers=numbered(answers))
        for code, (text, answers) in found.items()
    ]


def _split(code: str) -> tuple[str, str]:
    """Return the question and its part: ``Q02[SQ001]`` is ``Q02`` and ``SQ001``."""
    stem, _, part = code.partition("[")
    return stem, part.removesuffix("]")
