"""The questionnaire of a survey as the file an analyst can read and mend."""

from __future__ import annotations

from collections.abc import Iterator

import tomlkit
from tomlkit.items import AoT, Table

from pijler_analysis.inspection.report import InspectedColumn, Inspection
from pijler_analysis.inspection.scales import Scale
from pijler_analysis.inspection.survey import AskedChoice, AskedItem, SurveyReading, scale_of
from pijler_analysis.schema.columns import COLUMNS

_AUDIENCE = {"survey_members": "members", "survey_stakeholders": "stakeholders"}
_YES, _NO = ("ja", "yes", "y", "oui", "true", "waar"), ("nee", "no", "n", "non", "false", "onwaar")


def questionnaire_text(inspection: Inspection) -> str:
    """Return the questionnaire of a survey that was looked at, as TOML.

    Items of ours with their wording and scale, the questions with several answers, and every
    other question with its wording, for the list of questions.
    """
    survey = inspection.survey
    assert survey is not None
    document = tomlkit.document()
    document.add(
        tomlkit.comment(f"Opgesteld uit {inspection.path.name}; lees het na en pas het aan.")
    )
    document["audience"] = _AUDIENCE[survey.table]
    document["title"] = inspection.path.stem.replace("_", " ")
    document["columns"] = _columns(inspection, survey)
    values = _values(inspection)
    if values:
        document["values"] = values
    _extend(document, "items", [*_items(inspection, survey)])
    _extend(document, "choices", [_choice(inspection, one) for one in survey.choices])
    _extend(document, "asked", [*_asked(inspection, survey)])
    return tomlkit.dumps(document)


def _extend(document: tomlkit.TOMLDocument, name: str, tables: list[Table]) -> None:
    if tables:
        listed: AoT = tomlkit.aot()
        for table in tables:
            listed.append(table)
        document[name] = listed


def _columns(inspection: Inspection, survey: SurveyReading) -> Table:
    """Return heading → column for what is no item; technical columns are set aside."""
    columns = tomlkit.table()
    taken = _taken(survey)
    for column in inspection.columns:
        entry = column.candidate.field
        if column.position in taken or not entry.name:
            continue
        if column.proposal is not None and not _is_item(column):
            columns[entry.name] = column.proposal.column
        elif entry.role in ("technical", "timing"):
            columns[entry.name] = ""
    return columns


def _taken(survey: SurveyReading) -> set[int]:
    """Return the positions that belong to an item or to a question with several answers."""
    places = {item.position for item in survey.items}
    for choice in survey.choices:
        places |= {place for place in choice.options.values() if isinstance(place, int)}
        places |= {place for place in (choice.none, choice.other, choice.position)
                   if isinstance(place, int) and place >= 0}  # fmt: skip
    return places


def _is_item(column: InspectedColumn) -> bool:
    """Tell whether a column that is proposed is answered with one of a few answers."""
    name = column.proposal.column if column.proposal else ""
    return name.startswith(("satisfaction_", "need_")) or name == "has_ethical_code"


def _items(inspection: Inspection, survey: SurveyReading) -> Iterator[Table]:
    for item in survey.items:
        yield _item(inspection.columns[item.position], item)
    for column in inspection.columns:
        if column.proposal is not None and column.proposal.column == "has_ethical_code":
            yield _yes_or_no(column)


def _item(column: InspectedColumn, item: AskedItem) -> Table:
    entry = column.candidate.field
    table = tomlkit.table()
    table["item"] = item.item
    table["code"] = entry.name
    table["wording"] = entry.label or entry.name
    scale = item.scale or Scale("", ())
    table["answers"] = list(scale.answers)
    codes = _codes(column, scale)
    if codes:
        table["codes"] = codes
    table["no_experience"] = list(scale.silent)
    table["top"] = _top(len(scale.answers))
    return table


def _codes(column: InspectedColumn, scale: Scale) -> list[str]:
    """Return the code of each answer, where the export holds codes and not words."""
    labels = column.candidate.field.values
    by_label = {label: code for code, label in labels.items()}
    if not labels or not set(map(str, column.candidate.profile.counts)) <= {*labels, *by_label}:
        return []
    return [by_label.get(answer, answer) for answer in scale.answers]


def _top(answers: int) -> int:
    """Return the lowest answer that satisfies: the upper half of a scale, its middle left out."""
    return answers // 2 + 1 + answers % 2


def _yes_or_no(column: InspectedColumn) -> Table:
    entry = column.candidate.field
    found = {text.casefold(): text for text in column.candidate.profile.counts}
    table = tomlkit.table()
    table["item"] = column.proposal.column if column.proposal else ""
    table["code"] = entry.name
    table["wording"] = entry.label or entry.name
    table["answers"] = [
        next((found[word] for word in words if word in found), plain)
        for words, plain in ((_NO, "Nee"), (_YES, "Ja"))
    ]
    table["no_experience"] = [text for word, text in found.items() if word not in (*_NO, *_YES)]
    table["boolean"] = True
    return table


def _choice(inspection: Inspection, choice: AskedChoice) -> Table:
    table = tomlkit.table()
    columns = inspection.columns
    is_joined = bool(choice.separator)
    table["code"] = columns[choice.position].candidate.field.name if is_joined else choice.question
    table["wording"] = choice.question
    if is_joined:
        table["separator"] = choice.separator
    if choice.none is not None:
        table["none"] = _named(columns, choice.none)
    if choice.other is not None:
        table["other"] = _named(columns, choice.other)
    options = tomlkit.table()
    for item, place in choice.options.items():
        options[item] = _named(columns, place)
    table["options"] = options
    return table


def _named(columns: tuple[InspectedColumn, ...], place: int | str) -> str:
    """Return the heading of an option's column, or the option itself."""
    return columns[place].candidate.field.name if isinstance(place, int) else place


def _values(inspection: Inspection) -> Table | None:
    """Return the answers to who someone is, for a person to give each its code."""
    for column in inspection.columns:
        if column.proposal is None or column.proposal.column != "role":
            continue
        codes = tomlkit.table()
        for text in column.candidate.profile.counts:
            codes[text] = _role(text)
        table = tomlkit.table(is_super_table=True)
        table["role"] = codes
        return table
    return None


def _role(text: str) -> str:
    """Return the code of a role by the word that tells it."""
    words = text.casefold()
    known = (("gemeente", "municipality"), ("stad", "municipality"), ("provinc", "province"),
             ("federatie", "federation"), ("koepel", "federation"), ("partner", "partner"),
             )  # fmt: skip
    code = next((code for word, code in known if word in words), "other")
    return code if code in COLUMNS["role"].values else "other"


def _asked(inspection: Inspection, survey: SurveyReading) -> Iterator[Table]:
    """Yield the questions that are no item of ours, with their wording and answers."""
    taken = _taken(survey)
    for column in inspection.columns:
        entry = column.candidate.field
        if column.position in taken or column.proposal is not None or not entry.name:
            continue
        if entry.role not in ("question", "option", "other", "field", "id", "submitted"):
            continue
        table = tomlkit.table()
        table["code"] = entry.name
        table["wording"] = entry.label or entry.name
        scale = scale_of(column.candidate)
        answers = list(scale.answers) if scale else list(entry.values.values())
        if answers:
            table["answers"] = answers
        yield table
