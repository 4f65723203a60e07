"""A questionnaire that went out as an XLSForm, as Kobo and ODK Central write its answers.

They know no brackets: ``Q02[SQ001]`` is asked as ``Q02_SQ001``, an option stands under
``Q03/SQ001``, and an answer is written by its name, which is its words with a line for each blank.
Kobo may write words instead of names. Both may put the group before a question, and all chosen
options in one cell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from pijler_analysis.ingest.cells import Cell, fold, is_blank, text_of
from pijler_analysis.ingest.form_codes import (
    CODE,
    OTHER_WORDS,
    flat,
    option_words,
    plain_words,
    unambiguous,
)
from pijler_analysis.ingest.layouts import Block
from pijler_analysis.ingest.mapping import normalise_heading
from pijler_analysis.ingest.options import split_options
from pijler_analysis.ingest.questionnaire import Choice, Questionnaire

LAYOUT = "kobo"

TOKEN, OTHER = "token", "other"
TOKEN_ASKED = "Welke code staat er in je uitnodiging?"
"""Kobo does not know who was invited: without the code an answer belongs to no organisation."""
OTHER_ASKED = "Andere, namelijk"
_ID, _CENTRAL_ID = "_id", "KEY"
_OWN = {
    _ID: "response_id", "_submission_time": "submitted_on", "start": "started_on",
    _CENTRAL_ID: "response_id", "SubmissionDate": "submitted_on",
} | dict.fromkeys(
    ("end", "_uuid", "_validation_status", "_notes", "_status", "_submitted_by", "__version__",
     "_tags", "_index", "_version_", "_attachments", "_geolocation", "_xform_id_string",
     "formhub/uuid", "meta/rootUuid", "meta/instanceID", "meta/instanceName", "meta/deprecatedID",
     "meta-instanceID", "meta-instanceName", "meta-audit", "instanceID", "instanceName", "audit",
     "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status",
     "ReviewState", "DeviceID", "Edits", "FormVersion"), "",
)  # fmt: skip
"""What Kobo and ODK Central write of themselves."""

_NO_NAME = re.compile(r"\W+")
_GROUP = re.compile(r"[/-]")
"""Between a group and what is in it: Kobo writes the first, ODK Central the second."""


def went_out(questionnaire: Questionnaire) -> bool:
    """Tell whether a questionnaire went out from here; else it was made from Kobo's own export."""
    return _ID not in questionnaire.columns


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
        also=unambiguous(_labels(questionnaire)),
    )


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


def in_columns(block: Block, wanted: Collection[str]) -> Block:
    """Return answers as they are with no group before a heading and a column for each option.

    Parameters
    ----------
    wanted : headings that are mapped; those with another before a line are its options

    Notes
    -----
    What was chosen and is no option that is mapped gets a column too, so that it is seen. ODK
    Central writes no column for what nobody chose.
    """
    known = {normalise_heading(one): one for one in wanted if one not in _OWN}
    headings = [_without_group(heading, known) for heading in block.headings]
    block = replace(block, headings=headings)
    for place, stem in enumerate(headings):
        start = f"{stem}/"
        options = [one for one in wanted if stem and one.startswith(start)]
        lacking = [one for one in options if one not in headings]
        if options == lacking and options:
            block = _split(block, place, [one.removeprefix(start) for one in options])
        elif lacking and _CENTRAL_ID in headings:
            block = _with_blanks(block, lacking)
    return block


def _without_group(heading: str, known: dict[str, str]) -> str:
    """Return a heading without the groups before it, where that makes it one that is mapped."""
    if normalise_heading(heading) in known:
        return heading
    tails = (normalise_heading(heading[sign.end() :]) for sign in _GROUP.finditer(heading))
    return next((known[tail] for tail in tails if tail in known), heading)


def _split(block: Block, place: int, options: Sequence[str]) -> Block:
    """Give each option that stands with others in one cell a column of its own."""
    offered = {fold(option): option for option in options}
    chosen = [_chosen(row[place], offered) for row in block.rows]
    every = list(dict.fromkeys([*options, *(one for row in chosen if row for one in row)]))
    ticks = [[""] * len(every) if row is None else [str(int(one in row)) for one in every]
             for row in chosen]  # fmt: skip
    return replace(
        block,
        headings=[*block.headings, *(f"{block.headings[place]}/{option}" for option in every)],
        rows=[[*row, *more] for row, more in zip(block.rows, ticks, strict=True)],
    )


def _with_blanks(block: Block, headings: Sequence[str]) -> Block:
    """Add the columns of options that nobody chose."""
    return replace(
        block,
        headings=[*block.headings, *headings],
        rows=[[*row, *([""] * len(headings))] for row in block.rows],
    )


def _chosen(cell: Cell, offered: dict[str, str]) -> list[str] | None:
    """Return what stands in a cell, None where nothing does."""
    if is_blank(cell):
        return None
    parts = split_options(text_of(cell), " ", offered)
    return [offered.get(fold(part), part) for part in parts]


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


def _labels(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield the words that Kobo writes above a question unless told otherwise, with its name."""
    yield TOKEN_ASKED, TOKEN
    yield from ((words, code) for code, words in plain_words(questionnaire).items())
    yield from ((item.wording, flat(item.code)) for item in questionnaire.items)
    for choice in questionnaire.choices:
        yield choice.wording, choice.code
        for code, words in option_words(choice).items():
            yield f"{choice.wording}/{words}", _option(code)
        if choice.other:
            yield f"{choice.wording}/{OTHER_WORDS}", f"{choice.code}/{OTHER}"
            yield OTHER_ASKED, flat(choice.other)
