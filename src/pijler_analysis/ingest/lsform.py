"""A questionnaire as LimeSurvey exports its answers, whatever was chosen for the export.

A heading may be the code, the words, both, or the code as expressions know it (``Q02_SQ001``).
LimeSurvey's own columns have another name in each language. An answer may be its words or its code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pijler_analysis.ingest.dialects.limesurvey import OTHER_NAMES, OWN_NAMES
from pijler_analysis.ingest.form_codes import (
    CODE,
    flat,
    option_words,
    plain_words,
    table_words,
    unambiguous,
)
from pijler_analysis.ingest.questionnaire import Questionnaire, numbered

LAYOUT = "limesurvey"


def as_answered(questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire that knows every heading LimeSurvey may write for its questions.

    >>> from pijler_analysis.ingest.questionnaire import Item
    >>> item = Item("satisfaction_fund", "Q1[S1]", "Tevreden over het fonds?", ("Nee", "Ja"), top=2)
    >>> asked = Questionnaire("x", "members", "X", {"Respons ID": "response_id"}, {}, (item,), ())
    >>> headings = as_answered(asked).headings()
    >>> headings["id"], headings["Q1_S1"]
    ('response_id', 'satisfaction_fund')
    >>> headings["Tevreden over het fonds? … [Tevreden over het fonds?]"]
    'satisfaction_fund'
    """
    return replace(
        questionnaire,
        values=_with_codes(questionnaire),
        also=unambiguous([*_own(questionnaire), *_spellings(questionnaire)]),
    )


def _own(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield every name of the tool's own columns, with the one the questionnaire knows."""
    for names in OWN_NAMES:
        known = next((one for one in names if one in questionnaire.columns), "")
        for name in names:
            yield from ((one, known) for one in (name, f"{names[0]}. {name}"))


def _spellings(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield what else may stand above each question, with its code."""
    for code, words in _words(questionnaire):
        if CODE.fullmatch(code):
            yield from ((one, code) for one in (words, f"{code}. {words}", flat(code)))


def _words(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield each code with its words, as LimeSurvey puts a part behind its question."""
    yield from plain_words(questionnaire).items()
    above = table_words(questionnaire)
    for item in questionnaire.items:
        stem, bracket, _ = item.code.partition("[")
        if bracket:
            yield item.code, f"{above[stem]} [{item.wording}]"
    for choice in questionnaire.choices:
        if choice.separator:
            continue
        for code, words in option_words(choice).items():
            yield code, f"{choice.wording} [{words}]"
        for name in OTHER_NAMES if choice.other else ():
            yield choice.other, f"{choice.wording} [{name}]"


def _with_codes(questionnaire: Questionnaire) -> dict[str, dict[str, str]]:
    """Return the answers that stand for a code of ours, by their number too where all have one."""
    values = {column: dict(words) for column, words in questionnaire.values.items()}
    if questionnaire.items and all(item.codes for item in questionnaire.items):
        for column, words in values.items():
            codes = numbered(words)
            values[column] = words | {code: words[answer] for code, answer in codes.items()}
    return values
