"""Questionnaires as data: which heading asks what, which answers were offered, lowest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pijler_analysis.errors import FileError, UsageError
from pijler_analysis.ingest.cells import fold
from pijler_analysis.ingest.mapping import normalise_heading
from pijler_analysis.ingest.questionnaire_shape import shape_problems
from pijler_analysis.schema.columns import COLUMNS
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.toml_files import read_toml

FOLDER = Path("data") / "questionnaires"
TABLE_OF = {"members": "survey_members", "stakeholders": "survey_stakeholders"}


@dataclass(frozen=True)
class Item:
    """A question with one answer; ``answers`` from the lowest, ``top`` the first that satisfies.

    ``codes`` are what the export may write for these answers instead of their words;
    ``asked_if`` names who saw it, as item → the answer that leads here (empty: everyone).
    """

    item: str
    code: str
    wording: str
    answers: tuple[str, ...]
    no_experience: tuple[str, ...] = ()
    top: int | None = None
    boolean: bool = False
    codes: tuple[str, ...] = ()
    asked_if: Mapping[str, str] = field(default_factory=dict)

    @property
    def offered(self) -> dict[str, str]:
        """Code → words of every answer; one without a code is numbered from the lowest.

        >>> Item("has_code", "Q1", "?", ("Nee", "Ja"), ("Weet niet",), boolean=True).offered
        {'A1': 'Nee', 'A2': 'Ja', 'X1': 'Weet niet'}
        """
        silent = {f"X{place}": text for place, text in enumerate(self.no_experience, 1)}
        codes = self.codes or tuple(numbered(self.answers))
        return dict(zip(codes, self.answers, strict=True)) | silent


def numbered(answers: Iterable[str]) -> dict[str, str]:
    """Return code → words of answers, numbered in their order.

    >>> numbered(["Nee", "Ja"])
    {'A1': 'Nee', 'A2': 'Ja'}
    """
    return {f"A{place}": answer for place, answer in enumerate(answers, 1)}


@dataclass(frozen=True)
class Choice:
    """A question with several answers.

    ``options`` is item → heading; or item → text of the option, where one cell holds the chosen
    options joined by ``separator``. ``none`` says "none of these", ``other`` is free text: its
    heading, or in one cell with the others any text that says so. ``texts`` is item → words of
    the option, where the heading is a code; ``asked_if`` as for an item.
    """

    code: str
    wording: str
    options: Mapping[str, str]
    none: str = ""
    other: str = ""
    separator: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    asked_if: Mapping[str, str] = field(default_factory=dict)

    def text_of(self, item: str) -> str:
        """Return the words of an option as a respondent read them.

        >>> Choice("Q", "?", {"need_stem": "Welke thema's? [Een stem]"}).text_of("need_stem")
        'Een stem'
        """
        heading = self.options[item]
        inside = heading.rpartition("[")[2].removesuffix("]") if heading.endswith("]") else heading
        return self.texts.get(item, inside)


@dataclass(frozen=True)
class Asked:
    """A question that fills no column of ours: its answers are not read, its wording is kept."""

    code: str
    wording: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """One questionnaire of one wave.

    ``texts`` is heading → wording, for those in ``columns``; ``also`` is what else a tool may write
    as heading → the heading it stands for, if any of those above.
    """

    name: str
    audience: str
    title: str
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    items: tuple[Item, ...]
    choices: tuple[Choice, ...]
    asked: tuple[Asked, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The survey table its responses belong to."""
        return TABLE_OF[self.audience]

    @property
    def codes(self) -> list[str]:
        """The heading of each column that is read, and of each question set aside."""
        found = [*self.columns, *(item.code for item in self.items)]
        found += [question.code for question in self.asked if question.code not in self.columns]
        for choice in self.choices:
            options = () if choice.separator else choice.options.values()
            own = [choice.code] if choice.separator else [choice.none, choice.other]
            found += [*options, *(code for code in own if code)]
        return found

    def headings(self) -> dict[str, str]:
        """Return heading → raw column, for all that the questionnaire knows."""
        named = dict.fromkeys((question.code for question in self.asked), "")
        named |= dict(self.columns) | {item.code: item.item for item in self.items}
        for number, choice in enumerate(self.choices):
            if choice.separator:
                named[choice.code] = cell_column("chosen", number)
                continue
            named |= {heading: item for item, heading in choice.options.items()}
            if choice.none:
                named[choice.none] = cell_column("none", number)
            if choice.other:
                named[choice.other] = cell_column("other", number)
        known = set(map(normalise_heading, named))
        return named | {
            other: named.get(one, "")
            for other, one in self.also.items()
            if normalise_heading(other) not in known
        }


def cell_column(kind: str, number: int) -> str:
    """Name the raw column of a choice question that is no item: chosen, none or other.

    >>> cell_column("none", 0)
    '_none_0'
    """
    return f"_{kind}_{number}"


def read_questionnaire(root: Path, name: str) -> Questionnaire:
    """Read ``data/questionnaires/<name>.toml`` of the project at ``root``.

    Raises
    ------
    FileError
        If the file is missing or no TOML.
    UsageError
        If it lacks something, or names an item that its survey table does not have.
    """
    path = root / FOLDER / f"{name}.toml"
    shown = (FOLDER / path.name).as_posix()
    try:
        raw = read_toml(path, shown)
    except FileNotFoundError as error:
        raise FileError(
            f"de vragenlijst {shown} ontbreekt; zet het bestand terug, of pas questionnaire aan "
            "bij de bron in pijler.toml"
        ) from error
    return questionnaire_from(name, raw)


def questionnaire_from(name: str, raw: dict[str, Any]) -> Questionnaire:
    """Return a questionnaire from what its file holds or would hold.

    Raises
    ------
    UsageError
        If it lacks something, or names an item that its survey table does not have.
    """
    shown = (FOLDER / f"{name}.toml").as_posix()
    for problem in shape_problems(raw):
        raise UsageError(f"{shown}: {problem}")
    questionnaire = _questionnaire(name, raw)
    for problem in _problems(questionnaire):
        raise UsageError(f"{shown}: {problem}")
    return questionnaire


def _questionnaire(name: str, raw: dict[str, Any]) -> Questionnaire:
    return Questionnaire(
        name=name,
        audience=raw["audience"],
        title=raw["title"],
        columns=raw["columns"],
        values=raw.get("values", {}),
        items=tuple(_item(entry) for entry in raw.get("items", ())),
        choices=tuple(Choice(**entry) for entry in raw.get("choices", ())),
        asked=tuple(Asked(**_tupled(entry)) for entry in raw.get("asked", ())),
        texts=raw.get("texts", {}),
    )


def _item(entry: dict[str, Any]) -> Item:
    return Item(**_tupled(entry))


def _tupled(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value
            for key, value in entry.items()}  # fmt: skip


def _problems(questionnaire: Questionnaire) -> Iterator[str]:
    """Yield in Dutch what does not fit: in our tables, or within the questionnaire."""
    if questionnaire.audience not in TABLE_OF:
        yield f"audience is {' of '.join(TABLE_OF)}"
        return
    columns = TABLES[questionnaire.table].names
    filled = [item.item for item in questionnaire.items]
    filled += [item for choice in questionnaire.choices for item in choice.options]
    filled += [column for column in questionnaire.columns.values() if column]
    for column in filled:
        if column not in columns:
            yield f"de tabel {questionnaire.table} heeft geen kolom {column!r}"
        if filled.count(column) > 1:
            yield f"{column!r} staat er twee keer"
    for column, words in questionnaire.values.items():
        known = COLUMNS[column].values if column in columns else ()
        for code in words.values():
            if code not in known:
                yield f"values: {code!r} is geen code van {column!r}; kies uit {', '.join(known)}"
    headings = list(map(normalise_heading, questionnaire.codes))
    for heading in questionnaire.codes:
        if headings.count(normalise_heading(heading)) > 1:
            yield f"de kop {heading!r} staat er twee keer; geef elke vraag een eigen kop"
    for item in questionnaire.items:
        yield from _problems_of_answers(item)
    yield from _problems_of_routing(questionnaire)


def _problems_of_answers(item: Item) -> Iterator[str]:
    """Yield what makes the answers to an item unreadable, or of no scale."""
    words = [fold(answer) for answer in (*item.answers, *item.no_experience)]
    if len(set(words)) < len(words):
        yield f"{item.item!r}: twee antwoorden zijn dezelfde woorden"
    is_boolean = COLUMNS[item.item].dtype == "boolean"
    if is_boolean and not item.boolean:
        yield f"{item.item!r} is ja of nee; zet er boolean = true bij, het laatste antwoord is ja"
    if not is_boolean and (item.boolean or item.top is None):
        yield (
            f"{item.item!r} heeft geen schaal; zeg bij top welk antwoord het eerste is dat telt "
            "als tevreden, en laat boolean weg"
        )
    if item.answers and item.top is not None and item.top > len(item.answers):
        yield f"{item.item!r}: top is {item.top}, maar er zijn {len(item.answers)} antwoorden"
    if item.codes and len(item.codes) != len(item.answers):
        yield f"{item.item!r} heeft niet evenveel codes als antwoorden"
    elif len(item.offered) != len(words):
        yield (
            f"twee antwoorden van {item.item!r} hebben dezelfde code; geef elk een eigen code, en "
            "geen X1, X2 …: zo heten de antwoorden van no_experience"
        )


def _problems_of_routing(questionnaire: Questionnaire) -> Iterator[str]:
    """Yield where a question hangs on an answer that nobody could give."""
    offered = {item.item: item.answers for item in questionnaire.items}
    questions: tuple[Item | Choice, ...] = (*questionnaire.items, *questionnaire.choices)
    for question in questions:
        for item, answer in question.asked_if.items():
            if answer not in offered.get(item, ()):
                yield (
                    f"{question.code!r} hangt af van {item!r} = {answer!r}, maar dat antwoord "
                    "bestaat niet"
                )
