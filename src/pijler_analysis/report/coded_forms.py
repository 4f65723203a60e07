"""A questionnaire whose headings are whole questions, given codes, so that it can go out again.

Some tools write the question itself as heading. LimeSurvey and Kobo need a code per question: those
are dealt out here, and the questionnaire with its codes becomes a file and a source of its own, so
that the answers come back without anybody mapping them. What an analyst changes in that file stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import tomlkit

from pijler_analysis.atomic import replace_text
from pijler_analysis.errors import UsageError
from pijler_analysis.ingest.questionnaire import FOLDER, Asked, Choice, Questionnaire
from pijler_analysis.ingest.xlsform import LAYOUT as KOBO
from pijler_analysis.ingest.xlsform import TOKEN
from pijler_analysis.settings import FILE_NAME, Settings, read_settings

_TOOL = ("", "response_id", "started_on", "submitted_on", "contact_email", "contact_name", "token")
"""What a tool knows of itself, or of whom it invited; every other column was asked."""

_LIMESURVEY = {
    "Respons ID": "response_id", "Datum verstuurd": "submitted_on", "Laatste pagina": "",
    "Begin taal": "", "Startdatum": "started_on", "Datum laatste actie": "",
}  # fmt: skip


def with_codes(questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire with a code for every question, all words and answers as they are.

    >>> from pijler_analysis.ingest.questionnaire import Item
    >>> asked = Item("satisfaction_fund", "Tevreden over het fonds?", "Tevreden over het fonds?",
    ...              ("Nee", "Ja"), top=2)
    >>> coded = with_codes(Questionnaire("x", "stakeholders", "X", {"ID": "response_id",
    ...                    "Nog iets?": "open_answer"}, {}, (asked,), ()))
    >>> coded.items[0].code, coded.texts
    ('Q01', {'Q02': 'Nog iets?'})
    """
    codes = (f"Q{number:02}" for number in range(1, 1000))
    own = {heading: column for heading, column in questionnaire.columns.items()
           if column not in _TOOL}  # fmt: skip
    chosen = [heading for heading, column in own.items() if column in questionnaire.values]
    first = {heading: next(codes) for heading in chosen}
    items = tuple(replace(item, code=next(codes)) for item in questionnaire.items)
    choices = tuple(_coded_choice(choice, next(codes)) for choice in questionnaire.choices)
    asked = tuple(Asked(next(codes), one.wording, one.answers) for one in questionnaire.asked)
    last = {heading: next(codes) for heading in own if heading not in first}
    named = first | last
    return replace(
        questionnaire,
        columns=_LIMESURVEY | {code: own[heading] for heading, code in named.items()},
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


def keep_coded(settings: Settings, questionnaire: Questionnaire) -> list[str]:
    """Write a questionnaire with its codes, and the source that reads its answers.

    A file or source that is there already stays as it is.

    Returns
    -------
    a Dutch line per thing written

    Raises
    ------
    UsageError
        If ``pijler.toml`` cannot take the source; nothing is written then.
    """
    said = []
    path = settings.root / FOLDER / f"{questionnaire.name}.toml"
    if not any(one.questionnaire == questionnaire.name for one in settings.sources.values()):
        pattern = f"{questionnaire.name}_limesurvey*.csv"
        _add_source(settings.root, questionnaire.name, questionnaire, file=pattern,
                    layout="limesurvey", lacks=["started_on"])  # fmt: skip
        said.append(
            f"{FILE_NAME}: bron {questionnaire.name} leest {pattern} uit data/raw/<jaar>/, met "
            "vraagcodes als kop en volledige antwoorden"
        )
    if not path.exists():
        replace_text(path, questionnaire_toml(questionnaire))
        said.append(f"{(FOLDER / path.name).as_posix()}: de vragen met hun code")
    return said


def keep_kobo(settings: Settings, questionnaire: Questionnaire, *, kept_as: str) -> list[str]:
    """Write the source that reads the answers to the XLSForm of a questionnaire.

    Parameters
    ----------
    kept_as : the questionnaire file that holds its questions

    Returns
    -------
    a Dutch line where it was not there yet

    Raises
    ------
    UsageError
        If ``pijler.toml`` cannot take the source; nothing is written then.
    """
    name, pattern = f"{questionnaire.name}_{KOBO}", f"{questionnaire.name}_{KOBO}*.*"
    if name in settings.sources:
        return []
    _add_source(settings.root, name, replace(questionnaire, name=kept_as), file=pattern,
                layout=KOBO, lacks=["started_on", TOKEN])  # fmt: skip
    return [
        f"{FILE_NAME}: bron {name} leest {pattern} uit data/raw/<jaar>/, uit Kobo met XML-waarden "
        "als kop en antwoord"
    ]


def _add_source(
    root: Path, name: str, questionnaire: Questionnaire, *, file: str, layout: str,
    lacks: list[str],
) -> None:  # fmt: skip
    path = root / FILE_NAME
    before = path.read_text(encoding="utf-8")
    columns = questionnaire.columns.values()
    source = {
        "table": questionnaire.table, "file": file, "layout": layout, "waves_only": True,
        "optional": True, "questionnaire": questionnaire.name,
        "may_lack": [one for one in lacks if one != TOKEN or one in columns],
    }  # fmt: skip
    added = tomlkit.dumps({"sources": {name: source}})
    replace_text(path, f"{before.rstrip()}\n\n{added}")
    try:
        read_settings(root)
    except UsageError:
        replace_text(path, before)
        raise


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
