"""A questionnaire as a survey structure that LimeSurvey imports: a text file with tabs.

There is one line per group, question, sub-question and answer; what follows a question belongs to
it. LimeSurvey keeps to rules for codes, and gives a code that breaks one another name or leaves its
answer out, so that answers would come back under headings nobody knows. Such a code stops the
export instead.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from pijler_analysis.errors import UsageError
from pijler_analysis.ingest.form_codes import flat
from pijler_analysis.ingest.questionnaire import Item, Questionnaire
from pijler_analysis.ingest.xlsform import OTHER, TOKEN
from pijler_analysis.report.form_questions import LANGUAGE, Question, form_questions

_COLUMNS = (
    "class", "type/scale", "name", "relevance", "text", "help", "language", "validation",
    "mandatory", "other", "default", "same_default",
)  # fmt: skip
_SETTINGS = {"language": LANGUAGE, "format": "G", "datestamp": "Y"}
"""Of the survey: a page per group, and the dates kept, without which nothing says when."""

LONGEST_TITLE, LONGEST_CODE, LONGEST_ANSWER_CODE = 200, 20, 5
_RESERVED = {"LANG", "SID", "SAVEDID", "TOKEN", "QID", "GID", "SGQ", "self", "that", "this"}
_RESERVED_PART = "time"
_ANSWER_CODE = re.compile(rf"[A-Za-z0-9]{{1,{LONGEST_ANSWER_CODE}}}")
_AS_HTML = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "{": "&#123;", "}": "&#125;"}
)
"""Texts are HTML there, what stands between curly brackets is computed, and quotes around a whole
text are lost."""


def limesurvey_text(questionnaire: Questionnaire) -> str:
    """Return the structure of a questionnaire, as the file LimeSurvey imports.

    Raises
    ------
    UsageError
        If the title is too long, or a code is none that LimeSurvey keeps.
    """
    questions = form_questions(questionnaire)
    for problem in _problems(questionnaire, questions):
        raise UsageError(f"data/questionnaires/{questionnaire.name}.toml: {problem}")
    lines = io.StringIO()
    writer = csv.DictWriter(lines, _COLUMNS, delimiter="\t", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(_rows(questionnaire, questions))
    return "\ufeff" + lines.getvalue()


def _problems(questionnaire: Questionnaire, questions: Iterable[Question]) -> Iterator[str]:
    """Yield in Dutch what LimeSurvey would change or leave out."""
    if len(questionnaire.title) > LONGEST_TITLE:
        yield f"title is langer dan {LONGEST_TITLE} tekens; kort hem in"
    for one in questions:
        if len(one.code) > LONGEST_CODE:
            yield f"code {one.code!r} is langer dan {LONGEST_CODE} tekens; kort ze in"
        if one.code in _RESERVED:
            yield f"code {one.code!r} houdt LimeSurvey voor zichzelf; geef de vraag een andere"
        yield from _problems_of_parts(one)
        yield from _problems_of_answers(one)


def _problems_of_parts(one: Question) -> Iterator[str]:
    seen: set[str] = set()
    for part in one.parts:
        code = f"{one.code}[{part}]"
        if len(part) > LONGEST_CODE:
            yield f"code {code!r}: het deel is langer dan {LONGEST_CODE} tekens; kort het in"
        if part == _RESERVED_PART or (one.has_other and part.casefold() == OTHER):
            yield f"code {code!r}: {part!r} houdt LimeSurvey voor zichzelf; geef een ander deel"
        if part.casefold() in seen:
            yield f"code {code!r} staat er twee keer; hoofdletters maken voor LimeSurvey niet uit"
        seen.add(part.casefold())


def _problems_of_answers(one: Question) -> Iterator[str]:
    seen: set[str] = set()
    for code in one.answers:
        if not _ANSWER_CODE.fullmatch(code):
            yield (
                f"vraag {one.code!r}: antwoordcode {code!r} is geen reeks van hoogstens "
                f"{LONGEST_ANSWER_CODE} letters en cijfers; geef haar zo'n code bij codes"
            )
        if code.casefold() in seen:
            yield f"vraag {one.code!r}: antwoordcode {code!r} staat er twee keer"
        seen.add(code.casefold())


def _rows(questionnaire: Questionnaire, questions: Iterable[Question]) -> Iterator[dict[str, str]]:
    items = {item.item: item for item in questionnaire.items}
    knows_who = TOKEN in questionnaire.columns.values()
    for name, value in (_SETTINGS | ({"anonymized": "N"} if knows_who else {})).items():
        yield {"class": "S", "name": name, "text": value}
    yield {"class": "SL", "name": "surveyls_title", "text": questionnaire.title,
           "language": LANGUAGE}  # fmt: skip
    yield _row("G", "", questionnaire.title, "", relevance="1")
    for one in questions:
        yield _row("Q", one.kind, one.code, one.text, relevance=_relevance(one, items)) | {
            "mandatory": "N", "other": "Y" if one.has_other else "N"
        }  # fmt: skip
        for part, text in one.parts.items():
            yield _row("SQ", "0", part, text, relevance="1")
        for code, text in one.answers.items():
            yield _row("A", "0", code, text)


def _relevance(one: Question, items: dict[str, Item]) -> str:
    """Return who sees a question, as an expression: 1 where everyone does."""
    conditions = [
        f'{flat(items[item].code)}.NAOK == "{_code_of(items[item], answer)}"'
        for item, answer in one.asked_if.items()
    ]
    return " and ".join(conditions) or "1"


def _code_of(item: Item, answer: str) -> str:
    return next(code for code, text in item.offered.items() if text == answer)


def _row(kind: str, scale: str, name: str, text: str, *, relevance: str = "") -> dict[str, str]:
    return {"class": kind, "type/scale": scale, "name": name, "text": text.translate(_AS_HTML),
            "language": LANGUAGE, "relevance": relevance}  # fmt: skip
