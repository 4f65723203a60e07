"""The codes of a questionnaire that goes out, and the words each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from pijler_analysis.ingest.mapping import normalise_heading
from pijler_analysis.ingest.questionnaire import Choice, Questionnaire

CODE = re.compile(r"(?P<stem>[A-Za-z][A-Za-z0-9]*)(?:\[(?P<sub>[A-Za-z0-9]+)\])?")
"""A code as LimeSurvey writes it: a question, and a part of it between brackets."""

NONE_WORDS = "Geen van deze"
OTHER_WORDS = "Andere"


def flat(code: str) -> str:
    """Return a code without brackets.

    >>> flat("Q02[SQ001]"), flat("Q01")
    ('Q02_SQ001', 'Q01')
    """
    return code.replace("[", "_").rstrip("]")


def stem_of(code: str) -> str:
    """Return the question a code is of.

    >>> stem_of("Q02[SQ001]")
    'Q02'
    """
    return code.partition("[")[0]


def table_words(questionnaire: Questionnaire) -> dict[str, str]:
    """Return question → what stands above its rows: the words they begin with, else the title."""
    rows: dict[str, list[str]] = {}
    for item in questionnaire.items:
        if "[" in item.code:
            rows.setdefault(stem_of(item.code), []).append(item.wording)
    return {stem: shared_start(texts) or questionnaire.title for stem, texts in rows.items()}


def shared_start(texts: Sequence[str]) -> str:
    """Return the words all questions begin with, as the line above them.

    >>> shared_start(["Hoe tevreden over A?", "Hoe tevreden over B?"]), shared_start(["A?", "B?"])
    ('Hoe tevreden over …', '')
    """
    words = zip(*(text.split() for text in texts), strict=False)
    start = [same[0] for same in takewhile(lambda one: len(set(one)) == 1, words)]
    return f"{' '.join(start)} …" if start else ""


def plain_words(questionnaire: Questionnaire) -> dict[str, str]:
    """Return code → words of the questions that stand alone."""
    asked = {one.code: one.wording for one in questionnaire.asked}
    single = {one.code: one.wording for one in questionnaire.items if "[" not in one.code}
    return dict(questionnaire.texts) | asked | single


def option_words(choice: Choice) -> dict[str, str]:
    """Return code → words of what a question with several answers offers."""
    offered = {heading: choice.text_of(item) for item, heading in choice.options.items()}
    return offered | ({choice.none: NONE_WORDS} if choice.none else {})


def unambiguous(spellings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return heading → code, without the headings that would stand for several codes.

    >>> unambiguous([("Waarom?", "Q1"), ("Waarom?", "Q2"), ("Wie?", "Q3")])
    {'Wie?': 'Q3'}
    """
    found: dict[str, dict[str, str]] = {}
    for heading, code in spellings:
        found.setdefault(normalise_heading(heading), {}).setdefault(code, heading)
    certain = (codes for codes in found.values() if len(codes) == 1)
    return {heading: code for codes in certain for code, heading in codes.items()}
