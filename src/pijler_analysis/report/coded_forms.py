"""A questionnaire given codes, so that it can go out again and its answers are read.

LimeSurvey and Kobo need a code per question and per answer; some tools write the question itself as
heading. Codes are dealt out here where they lack, and the questionnaire with its codes becomes a
file and two sources of its own, so that the answers come back without anybody mapping them. What an
analyst changes in that file stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any, NamedTuple

import tomlkit

from pijler_analysis.errors import UsageError
from pijler_analysis.ingest import lsform, xlsform
from pijler_analysis.ingest.form_codes import CODE
from pijler_analysis.ingest.questionnaire import Asked, Choice, Questionnaire
from pijler_analysis.ingest.xlsform import TOKEN
from pijler_analysis.report.form_questions import has_codes
from pijler_analysis.settings import FILE_NAME, Settings, settings_from
from pijler_analysis.toml_files import parse_toml

_OF_TOOL = ("", "response_id", "started_on", "submitted_on", TOKEN)
_NOT_ASKED = (*_OF_TOOL, "contact_email", "contact_name")
"""What a tool knows of itself, or of whom it invited; every other column was asked."""

_LIMESURVEY = {
    "Respons ID": "response_id", "Datum verstuurd": "submitted_on", "Laatste pagina": "",
    "Begin taal": "", "Startdatum": "started_on", "Datum laatste actie": "",
}  # fmt: skip
_TOKEN_HEADING = "Toegangscode"


def with_codes(questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire with a code for every question and answer, all words as they are.

    >>> from pijler_analysis.ingest.questionnaire import Item
    >>> asked = Item("satisfaction_fund", "Tevreden over het fonds?", "Tevreden over het fonds?",
    ...              ("Nee", "Ja"), top=2)
    >>> coded = with_codes(Questionnaire("x", "stakeholders", "X", {"ID": "response_id",
    ...                    "Nog iets?": "open_answer"}, {}, (asked,), ()))
    >>> coded.items[0].code, coded.items[0].codes, coded.texts
    ('Q01', ('A1', 'A2'), {'Q02': 'Nog iets?'})
    """
    coded = questionnaire if has_codes(questionnaire) else _with_question_codes(questionnaire)
    items = [replace(item, codes=tuple(item.offered)[: len(item.answers)]) for item in coded.items]
    asked = {heading: column for heading, column in coded.columns.items()
             if CODE.fullmatch(heading) and column not in _OF_TOOL}  # fmt: skip
    invited = {_TOKEN_HEADING: TOKEN} if TOKEN in coded.columns.values() else {}
    return replace(coded, items=tuple(items), columns=_LIMESURVEY | invited | asked)


def _with_question_codes(questionnaire: Questionnaire) -> Questionnaire:
    codes = (f"Q{number:02}" for number in range(1, 1000))
    own = {heading: column for heading, column in questionnaire.columns.items()
           if column not in _NOT_ASKED}  # fmt: skip
    chosen = [heading for heading, column in own.items() if column in questionnaire.values]
    first = {heading: next(codes) for heading in chosen}
    items = tuple(replace(item, code=next(codes)) for item in questionnaire.items)
    choices = tuple(_coded_choice(choice, next(codes)) for choice in questionnaire.choices)
    asked = tuple(Asked(next(codes), one.wording, one.answers) for one in questionnaire.asked)
    last = {heading: next(codes) for heading in own if heading not in first}
    named = first | last
    return replace(
        questionnaire,
        columns={code: own[heading] for heading, code in named.items()},
        texts={code: questionnaire.texts.get(heading, heading) for heading, code in named.items()},
        items=items,
        choices=choices,
        asked=asked,
    )


def _coded_choice(choice: Choice, code: str) -> Choice:
    """Give every option of a question a part of its code; one cell held them all before."""
    texts = {item: text if choice.separator else choice.text_of(item)
             for item, text in choice.options.items()}  # fmt: skip
    parts = [f"{code}[SQ{number:03}]" for number in range(1, len(texts) + 2)]
    return Choice(
        code=code,
        wording=choice.wording,
        options=dict(zip(texts, parts, strict=False)),
        none=parts[-1] if choice.none else "",
        other=f"{code}[other]" if choice.other else "",
        texts=texts,
        asked_if=choice.asked_if,
    )


class _Reading(NamedTuple):
    """A source that reads the answers to a form, and how they must be exported for it."""

    name: str
    layout: str
    file: str
    may_lack: tuple[str, ...]
    told: str


def with_sources(settings: Settings, forms: Iterable[Questionnaire]) -> tuple[str, list[str]]:
    """Return ``pijler.toml`` with the sources that read the answers to forms.

    A source that is there already stays as it is.

    Returns
    -------
    the text of the file, and a Dutch line per source added

    Raises
    ------
    UsageError, FileError
        If a source of that name reads something else, or the file cannot take it.
    """
    added: dict[str, Mapping[str, Any]] = {}
    said = []
    for form in forms:
        for one in _readings(form):
            if _is_there(settings, form, one):
                continue
            added[one.name] = {
                "table": form.table, "file": one.file, "layout": one.layout, "waves_only": True,
                "optional": True, "questionnaire": form.name, "may_lack": list(one.may_lack),
            }  # fmt: skip
            said.append(
                f"{FILE_NAME}: bron {one.name} leest {one.file} uit data/raw/<jaar>/, {one.told}"
            )
    before = (settings.root / FILE_NAME).read_bytes().decode("utf-8")
    if not added:
        return before, []
    after = f"{before.rstrip()}\n\n{tomlkit.dumps({'sources': added})}"
    settings_from(settings.root, parse_toml(after.removeprefix("\ufeff"), FILE_NAME))
    return after, said


def _readings(form: Questionnaire) -> Iterator[_Reading]:
    yield _Reading(form.name, lsform.LAYOUT, f"{form.name}_limesurvey*.csv", ("started_on",),
                   "uit LimeSurvey")  # fmt: skip
    lacks = [TOKEN] if TOKEN in form.columns.values() else []
    yield _Reading(f"{form.name}_{xlsform.LAYOUT}", xlsform.LAYOUT,
                   f"{form.name}_{xlsform.LAYOUT}*.*", ("started_on", *lacks),
                   "uit Kobo of ODK Central")  # fmt: skip


def _is_there(settings: Settings, form: Questionnaire, one: _Reading) -> bool:
    """Tell whether answers to a form are read already.

    Raises
    ------
    UsageError
        If a source of that name reads another table, or another tool.
    """
    known = settings.sources.get(one.name)
    if known is not None and (known.table, known.layout) != (form.table, one.layout):
        raise UsageError(
            f"{FILE_NAME}: bron {one.name} leest iets anders dan de antwoorden op de vragenlijst "
            f"{form.name}; geef die bron een andere naam"
        )
    return known is not None or any(
        source.questionnaire == form.name and source.layout == one.layout
        for source in settings.sources.values()
    )


def questionnaire_toml(questionnaire: Questionnaire) -> str:
    """Return a questionnaire as the file it is read from."""
    told = {name: value for name, value in _plain(asdict(questionnaire)).items() if name != "name"}
    order = ("audience", "title", "columns", "texts", "values", "items", "choices", "asked")
    return tomlkit.dumps({name: told[name] for name in order if told.get(name)})


def _plain(value: Any) -> Any:
    """Return a value as TOML holds it: lists for tuples, nothing for what is empty."""
    if isinstance(value, Mapping):
        return dict(_told(value))
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _told(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if value is None or value is False or value in ((), {}, []):
            continue
        yield name, _plain(value)
