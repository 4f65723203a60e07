"""A questionnaire that went out as an XLSForm, as Kobo writes its answers.

Kobo knows no brackets: ``Q02[SQ001]`` is asked as ``Q02_SQ001``, an option stands under
``Q03/SQ001``, and an answer is written by its name, which is its words with a line for each blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pijler_analysis.ingest.questionnaire import Choice, Questionnaire, read_questionnaire
from pijler_analysis.settings import Source

LAYOUT = "kobo"
CODE = re.compile(r"(?P<stem>[A-Za-z][A-Za-z0-9]*)(?:\[(?P<sub>[A-Za-z0-9]+)\])?")
"""A code as LimeSurvey writes it: a question, and a part of it between brackets."""

TOKEN, OTHER = "token", "other"
_ID = "_id"
_OWN = {
    _ID: "response_id", "_submission_time": "submitted_on", "start": "started_on",
} | dict.fromkeys(
    ("end", "_uuid", "_validation_status", "_notes", "_status", "_submitted_by", "__version__",
     "_tags", "_index", "meta/rootUuid", "meta/instanceID"), "",
)  # fmt: skip
"""What Kobo writes of itself."""

_NO_NAME = re.compile(r"\W+")


def questionnaire_of(root: Path, source: Source) -> Questionnaire | None:
    """Return the questionnaire of a source, with the headings its tool writes; None without one.

    Raises
    ------
    FileError, UsageError
        If it cannot be read.
    """
    if source.questionnaire is None:
        return None
    questionnaire = read_questionnaire(root, source.questionnaire)
    went_out = source.layout == LAYOUT and _ID not in questionnaire.columns
    return as_answered(questionnaire) if went_out else questionnaire


def as_answered(questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire with codes under the headings of the answers to its XLSForm.

    >>> asked = Questionnaire("x", "members", "X", {"Toegangscode": "token"}, {}, (),
    ...                       (Choice("Q3", "?", {"need_stem": "Q3[S1]"}),))
    >>> as_answered(asked).headings()["Q3/S1"]
    'need_stem'
    """
    columns = {heading: column for heading, column in questionnaire.columns.items()
               if CODE.fullmatch(heading) and column != TOKEN}  # fmt: skip
    if TOKEN in questionnaire.columns.values():
        columns[TOKEN] = TOKEN
    return replace(
        questionnaire,
        columns=_OWN | columns | dict.fromkeys(_set_aside(questionnaire.choices), ""),
        items=tuple(replace(item, code=flat(item.code)) for item in questionnaire.items),
        choices=tuple(map(_choice, questionnaire.choices)),
    )


def flat(code: str) -> str:
    """Return a code as an XLSForm may hold it.

    >>> flat("Q02[SQ001]"), flat("Q01")
    ('Q02_SQ001', 'Q01')
    """
    return code.replace("[", "_").rstrip("]")


def answer_names(answers: Iterable[str]) -> dict[str, str]:
    """Return name → words of the answers to a question, in their order.

    >>> answer_names(["Zeer tevreden", "Geen ervaring"])
    {'Zeer_tevreden': 'Zeer tevreden', 'Geen_ervaring': 'Geen ervaring'}

    Two that differ in signs only keep names of their own.

    >>> answer_names(["1-5", "1+5", "?"])
    {'1_5': '1-5', '1_5_2': '1+5', 'antwoord': '?'}
    """
    names: dict[str, str] = {}
    for answer in answers:
        stem = name = _NO_NAME.sub("_", answer).strip("_") or "antwoord"
        number = 1
        while name in names:
            number += 1
            name = f"{stem}_{number}"
        names[name] = answer
    return names


def _choice(choice: Choice) -> Choice:
    return replace(
        choice,
        options={item: _option(heading) for item, heading in choice.options.items()},
        texts={item: choice.text_of(item) for item in choice.options},
        none=_option(choice.none),
        other=flat(choice.other),
    )


def _option(code: str) -> str:
    return code.replace("[", "/").rstrip("]")


def _set_aside(choices: Iterable[Choice]) -> Iterator[str]:
    """Yield the headings of what is told elsewhere too: all options in one, and *other* ticked."""
    for choice in choices:
        yield choice.code
        if choice.other:
            yield f"{choice.code}/{OTHER}"
