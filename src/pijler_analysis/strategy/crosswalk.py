"""Which items of two waves may be laid side by side: a grade per item, computed.

====== ==================================================================================
grade  what it means
====== ==================================================================================
``A``  same wording, scale, routing and audience: a line may be drawn
``B``  the wording differs slightly, the rest is the same: a line may be drawn
``C``  the scale differs: bridged by a stated rule, both definitions beside each other, no line
``–``  not comparable: another question, other people who saw it, or a scale without a bridge
====== ==================================================================================

A human may overrule a grade in ``data/decisions/crosswalk_<then>_<now>.toml``, with a reason::

    [members.need_kwaliteit]
    grade = "B"
    reason = "De drie nieuwe opties trekken geen stemmen weg: getoetst in de proefafname."
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from pijler_analysis.errors import UsageError
from pijler_analysis.ingest.cells import fold
from pijler_analysis.ingest.files import input_files
from pijler_analysis.ingest.questionnaire import (
    Choice,
    Item,
    Questionnaire,
    read_questionnaire,
)
from pijler_analysis.schema.notes import BRIDGE, TICKED
from pijler_analysis.settings import Settings
from pijler_analysis.toml_files import read_toml

SAME, REWORDED, BRIDGED, NOT_COMPARABLE = "A", "B", "C", "–"
GRADES = (SAME, REWORDED, BRIDGED, NOT_COMPARABLE)
DRAWN = (SAME, REWORDED)
"""Grades between which a line may be drawn."""

ADDED, DROPPED, KEPT = "added", "dropped", "kept"

WORDS_KEPT = 1 / 3
"""Part of the words with a meaning, of the shorter question, that the longer must share."""

BEGINNING = 5
"""So many letters make two words the same: *samenwerking* and *samenwerken*."""

_EMPTY_WORDS = """
aan al als ander andere bent bij daar dan dat de deze die dit door een en er heeft het hoe hoeveel
hun hij ik in is je kan mag meer mee met mijn na naar niet of om onder ons ook op over rond te tot
u uit uw van veel voor volgende wat we welke wie wil zijn zo
"""
"""Words that say nothing of what a question is about."""


@dataclass(frozen=True)
class Question:
    """One item as a respondent met it: what was asked, of whom, with which answers."""

    audience: str
    item: str
    wording: str
    answers: tuple[str, ...]
    no_experience: tuple[str, ...] = ()
    top: int | None = None
    asked_if: tuple[tuple[str, str], ...] = ()
    options: int = 0


@dataclass(frozen=True)
class Comparison:
    """One item of two waves: ``grade`` is empty for an item of one wave only.

    ``rule`` says how a changed scale is bridged, or why there is no comparison; ``reason`` is
    what a human wrote when overruling the grade.
    """

    audience: str
    item: str
    status: str
    grade: str = ""
    is_reworded: bool = False
    is_rescaled: bool = False
    is_rerouted: bool = False
    wording_then: str = ""
    wording_now: str = ""
    scale_then: str = ""
    scale_now: str = ""
    rule: str = ""
    reason: str = ""


def wave_questionnaires(settings: Settings, wave: int) -> dict[str, Questionnaire]:
    """Return the questionnaires of a wave by audience: those whose export lies in its folder.

    Raises
    ------
    UsageError
        If there was no survey in that year.
    """
    if wave not in settings.waves:
        known = ", ".join(map(str, settings.waves))
        raise UsageError(f"in {wave} was er geen bevraging; pijler.toml noemt {known}")
    found = input_files(settings, wave)
    names = {
        source.questionnaire
        for source in settings.sources.values()
        if source.questionnaire and found.get(source.name)
    }
    read = (read_questionnaire(settings.root, name) for name in sorted(names))
    return {questionnaire.audience: questionnaire for questionnaire in read}


def wave_crosswalk(settings: Settings, then: int, now: int) -> pd.DataFrame:
    """Compare the questionnaires of two waves of a project, with what humans decided on it.

    See :func:`crosswalk` for the columns.

    Raises
    ------
    UsageError
        If a year had no survey, or an override lacks a reason or names what does not exist.
    """
    if then == now:
        raise UsageError(f"noem twee bevragingen; {then} staat er twee keer")
    if then > now:
        raise UsageError(f"de vroegere bevraging komt eerst: pijler waves {now} {then}")
    pairs = wave_questionnaires(settings, then), wave_questionnaires(settings, now)
    path = settings.decisions / f"crosswalk_{then}_{now}.toml"
    return crosswalk(*pairs, overrides=read_overrides(path), decided_in=path.name)


def crosswalk(
    then: Mapping[str, Questionnaire],
    now: Mapping[str, Questionnaire],
    *,
    overrides: Mapping[tuple[str, str], tuple[str, str]] | None = None,
    decided_in: str = "overrides",
) -> pd.DataFrame:
    """Lay the items of two waves side by side and grade each that was asked twice.

    Parameters
    ----------
    then, now : audience → questionnaire of the earlier and the later wave
    overrides : (audience, item) → grade and reason, as :func:`read_overrides` returns them
    decided_in : the file they stand in, for the message

    Returns
    -------
    one row per item, its columns the fields of :class:`Comparison`, in the order of the later wave
    and then what was dropped

    Raises
    ------
    UsageError
        If an override names what was not asked twice.
    """
    earlier, later = _questions(then), _questions(now)
    compared = [
        _compare(earlier[key], one) if key in earlier else _of_one_wave(one, ADDED)
        for key, one in later.items()
    ]
    compared += [_of_one_wave(one, DROPPED) for key, one in earlier.items() if key not in later]
    decided = overrides or {}
    twice = {(one.audience, one.item) for one in compared if one.status == KEPT}
    for audience, item in sorted(decided.keys() - twice):
        raise UsageError(
            f"{decided_in}: [{audience}.{item}] werd niet in beide bevragingen gevraagd; haal het "
            "weg"
        )
    result = [_overruled(one, decided.get((one.audience, one.item))) for one in compared]
    columns = list(Comparison.__dataclass_fields__)
    return pd.DataFrame([asdict(one) for one in result], columns=columns)


def read_overrides(path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Read what humans decided on grades: (audience, item) → grade and reason; may be empty.

    Raises
    ------
    FileError
        If the file is no TOML.
    UsageError
        If a grade is none of ours, or has no written reason.
    """
    try:
        raw = read_toml(path, path.name)
    except FileNotFoundError:
        return {}
    return {
        (audience, item): _override(f"{path.name}: [{audience}.{item}]", entry)
        for audience, items in raw.items()
        for item, entry in _table(f"{path.name}: [{audience}]", items).items()
    }


def _override(where: str, entry: Any) -> tuple[str, str]:
    entry = _table(where, entry)
    for name in sorted(entry.keys() - {"grade", "reason"}):
        raise UsageError(f"{where}: {name!r} is niet bekend; verwacht alleen grade en reason")
    grade, reason = entry.get("grade"), entry.get("reason")
    if grade not in GRADES:
        raise UsageError(f"{where}: grade is een van {', '.join(GRADES)}")
    if not isinstance(reason, str) or not reason.strip():
        raise UsageError(f"{where}: er ontbreekt een reason; schrijf waarom het oordeel {grade} is")
    return grade, reason.strip()


def _table(where: str, entry: Any) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise UsageError(f"{where}: verwacht een tabel met grade en reason")
    return entry


def _overruled(one: Comparison, decided: tuple[str, str] | None) -> Comparison:
    if decided is None:
        return one
    grade, reason = decided
    return replace(one, grade=grade, reason=reason)


def _questions(asked: Mapping[str, Questionnaire]) -> dict[tuple[str, str], Question]:
    return {
        (one.audience, one.item): one
        for questionnaire in asked.values()
        for one in questions_of(questionnaire)
    }


def questions_of(questionnaire: Questionnaire) -> list[Question]:
    """Return the items of a questionnaire, each option of a multiple choice apart."""
    audience = questionnaire.audience
    single = [_of_item(audience, item) for item in questionnaire.items]
    options = [
        _of_option(audience, choice, item)
        for choice in questionnaire.choices
        for item in choice.options
    ]
    return single + options


def _of_item(audience: str, item: Item) -> Question:
    top = len(item.answers) if item.boolean else item.top
    return Question(audience, item.item, item.wording, item.answers, item.no_experience, top,
                    tuple(item.asked_if.items()))  # fmt: skip


def _of_option(audience: str, choice: Choice, item: str) -> Question:
    wording = f"{choice.wording} [{choice.text_of(item)}]"
    return Question(audience, item, wording, ("Nee", "Ja"), (choice.none,) if choice.none else (),
                    2, tuple(choice.asked_if.items()), len(choice.options))  # fmt: skip


def _of_one_wave(one: Question, status: str) -> Comparison:
    bare = Comparison(one.audience, one.item, status)
    if status == ADDED:
        return replace(bare, wording_now=one.wording, scale_now=scale_text(one))
    return replace(bare, wording_then=one.wording, scale_then=scale_text(one))


def _compare(then: Question, now: Question) -> Comparison:
    """Grade an item of both waves."""
    one = Comparison(
        now.audience, now.item, KEPT,
        is_reworded=fold(then.wording) != fold(now.wording),
        is_rescaled=_scale(then) != _scale(now),
        is_rerouted=then.asked_if != now.asked_if,
        wording_then=then.wording, wording_now=now.wording,
        scale_then=scale_text(then), scale_now=scale_text(now),
    )  # fmt: skip
    grade, rule = _grade(one, then, now)
    return replace(one, grade=grade, rule=rule)


def _grade(one: Comparison, then: Question, now: Question) -> tuple[str, str]:
    if one.is_rerouted:
        return NOT_COMPARABLE, "andere mensen kregen de vraag te zien"
    if one.is_reworded and shared_words(then.wording, now.wording) < WORDS_KEPT:
        return NOT_COMPARABLE, "een andere vraag: te weinig woorden komen terug"
    if one.is_rescaled:
        return _bridge(then, now)
    return (REWORDED, "") if one.is_reworded else (SAME, "")


def _bridge(then: Question, now: Question) -> tuple[str, str]:
    """Say how two scales are laid side by side, if they can be."""
    if then.top is None or now.top is None or bool(then.options) != bool(now.options):
        return NOT_COMPARABLE, "de antwoorden van beide schalen zijn niet op elkaar te leggen"
    if now.options:
        return BRIDGED, TICKED.format(then=then.options, now=now.options)
    return BRIDGED, BRIDGE.format(
        top_then=then.answers[then.top - 1], all_then=len(then.answers),
        top_now=now.answers[now.top - 1], all_now=len(now.answers),
    )  # fmt: skip


def _scale(one: Question) -> tuple[Any, ...]:
    """Return what makes a scale: answers, the first that satisfies, a way out, how many options."""
    silent = tuple(sorted(map(fold, one.no_experience))) if not one.options else ()
    return tuple(map(fold, one.answers)), one.top, bool(silent), one.options


def scale_text(one: Question) -> str:
    """Write a scale in one line, lowest answer first."""
    if one.options:
        return f"aankruisen, {one.options} opties"
    return " · ".join(one.answers)


def shared_words(then: str, now: str) -> float:
    """Return which part of the words with a meaning, of the shorter question, recurs.

    Inflection and compounds count as the same word: it is enough that they begin alike.

    >>> shared_words("Hoe tevreden bent u over de website?", "Bent u tevreden over onze website?")
    1.0
    >>> shared_words("Samenwerking met diaspora", "Samenwerken met diasporaorganisaties")
    1.0
    >>> shared_words("Hoe oud is uw organisatie?", "Hoe tevreden bent u over het fonds?")
    0.0
    """
    first, second = _words(then), _words(now)
    shortest = min(len(first), len(second))
    return len(first & second) / shortest if shortest else 0.0


def _words(text: str) -> frozenset[str]:
    found = set(re.findall(r"\w+(?:[.']\w+)*", fold(text))) - set(_EMPTY_WORDS.split())
    return frozenset(word[:BEGINNING] for word in found)
