"""Survey responses by their questionnaire, and the questions themselves.

What looks empty is not all the same: an option that was not ticked is an answer; an item that was
not shown, that somebody has no experience with, does not know, or left blank, is none. The table
``unanswered`` keeps these apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from pijler_analysis.clean.answer_codes import open_answers
from pijler_analysis.clean.conduct import flag_conduct
from pijler_analysis.clean.readings import BLANK, ColumnReader, Reading, each, unreadable
from pijler_analysis.clean.recode import RULE, Recodes, answer_key, options_of
from pijler_analysis.clean.rows import CleanPart, Context, Draft, Recipe
from pijler_analysis.clean.values import codes, mend, one_of
from pijler_analysis.ingest.cells import Cell, fold, is_blank, text_of
from pijler_analysis.ingest.dialects.contract import NOT_TICKED, TICKED
from pijler_analysis.ingest.options import split_options
from pijler_analysis.ingest.questionnaire import Choice, Item, Questionnaire, cell_column
from pijler_analysis.ingest.tables import RawTable
from pijler_analysis.reference import spellings
from pijler_analysis.schema.checks import enforce_types
from pijler_analysis.schema.tables import PROVENANCE

_NOT_SHOWN = {fold(word) for why in ("not_shown", "not_applicable")
              for word in spellings("unanswered")[why]}  # fmt: skip
_NONE, _OTHER = "_none", "_other"


def survey_recipe(questionnaire: Questionnaire) -> Recipe:
    """Return how the responses to a questionnaire are cleaned."""

    def readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
        return _readers(questionnaire, context.recodes)

    def derive(draft: Draft) -> None:
        _derive(draft, questionnaire)

    return Recipe(questionnaire.table, readers, derive)


def _readers(questionnaire: Questionnaire, recodes: Recodes) -> dict[str, ColumnReader]:
    found: dict[str, ColumnReader] = {item.item: answers(item) for item in questionnaire.items}
    for number, choice in enumerate(questionnaire.choices):
        if choice.separator:
            found[cell_column("chosen", number)] = chosen(
                choice, recoded=options_of(choice, recodes)
            )
        else:
            found[cell_column("none", number)] = partial(ticks, heading=choice.none)
            found |= {
                item: partial(ticks, heading=heading) for item, heading in choice.options.items()
            }
    for column, own in questionnaire.values.items():
        found[column] = codes(column, own=own)
    found["open_answer"] = open_answers()
    return found


def answers(item: Item) -> ColumnReader:
    """Return a reader of the answers to an item: 1 for the lowest; yes and no for a boolean.

    What says that there is no answer is missing; an answer that was not offered is rejected.

    >>> item = Item("satisfaction_fund", "Q1", "?", ("Slecht", "Goed"), ("Geen ervaring",), 2)
    >>> [reading.value for reading in answers(item)(["Goed", "geen ervaring", "N/A", ""])]
    [2, None, None, None]
    >>> answers(item)(["Best"])[0].expected
    'Slecht of Goed'
    """
    offered: dict[str, int] = {}
    if item.boolean:
        offered |= dict.fromkeys(NOT_TICKED, 1) | dict.fromkeys(TICKED, len(item.answers))
    offered |= {fold(code): place for place, code in enumerate(item.codes, 1)}
    offered |= {fold(text): place for place, text in enumerate(item.answers, 1)}
    silent = _silent_words(_silent_answers(item))

    def read(cell: Cell) -> Reading:
        text = fold(mend(text_of(cell)))
        place = offered.get(text)
        if place is None and text in silent:
            return BLANK
        if place is None:
            return unreadable("onbekend antwoord", one_of(item.answers))
        return Reading(place == len(item.answers) if item.boolean else place)

    return each(read, blanks=False)


def _silent_answers(item: Item) -> list[str]:
    """Return the answers that say that there is none, and their codes where answers have codes."""
    codes = list(item.offered)[len(item.answers) :] if item.codes else []
    return [*item.no_experience, *codes]


def _silent_words(no_experience: Sequence[str]) -> dict[str, str]:
    """Return what says that there is no answer, each with what it means."""
    words = {fold(word): why for why, known in spellings("unanswered").items() for word in known}
    return words | {fold(word): words.get(fold(word), "no_experience") for word in no_experience}


def ticks(cells: Sequence[Cell], *, heading: str = "") -> list[Reading]:
    """Read whether an option was ticked; blank is *not ticked*, not shown is missing.

    Some tools repeat the option's own text, with which its ``heading`` ends, for a tick.

    >>> [reading.value for reading in ticks(["Y", "", "N/A"])]
    [True, False, None]
    >>> [reading.value for reading in ticks(["Water", ""], heading="Welke thema's? [Water]")]
    [True, False]
    """
    return [_read_tick(cell, fold(heading)) for cell in cells]


def _read_tick(cell: Cell, heading: str) -> Reading:
    text = text_of(cell).casefold()
    if fold(text) in _NOT_SHOWN:
        return BLANK
    if not text or text in NOT_TICKED:
        return Reading(False)
    if text in TICKED or f" {heading}".endswith(f" {fold(text)}"):
        return Reading(True)
    return unreadable("onbekend antwoord", "Y, een lege cel of N/A")


def chosen(choice: Choice, *, recoded: Mapping[str, str] | None = None) -> ColumnReader:
    """Return a reader of the options chosen in one cell, to items joined by ``;``.

    What was not offered is reported, unless ``recoded`` says to which item it belongs or there is
    room for an answer of one's own (``other``); the others are kept.
    """
    own = recoded or {}
    offered = {fold(text): item for item, text in choice.options.items()}
    if choice.none:
        offered[fold(choice.none)] = _NONE
    free = _OTHER if choice.other else ""

    def read(cell: Cell) -> Reading:
        written = split_options(mend(text_of(cell)), choice.separator, offered)
        parts = [part if (part := fold(one)) in offered else answer_key(one) for one in written]
        known = [found for part in parts if (found := offered.get(part) or own.get(part, free))]
        value = ";".join(dict.fromkeys(known)) or None
        if len(known) == len(parts):
            return Reading(value, RULE if any(part in own for part in parts) else "")
        return Reading(value, "", "onbekende keuze", "een van de opties van de vraag")

    return each(read, blanks=False)


def _derive(draft: Draft, questionnaire: Questionnaire) -> None:
    """Add the wave and whether it was submitted; settle the questions that were left blank."""
    frame = draft.frame
    frame["wave"] = draft.context.year
    if "is_complete" not in draft.delivered:
        frame["is_complete"] = _is_submitted(draft)
    extra = []
    for number, choice in enumerate(questionnaire.choices):
        extra += [cell_column(kind, number) for kind in ("chosen", "none", "other")]
        if choice.separator:
            needs = _split(frame[cell_column("chosen", number)], choice)
        else:
            needs = _recoded(draft, _settled(frame, choice, number), choice, number)
        frame = frame.assign(**needs)
    draft.frame = frame.drop(columns=[name for name in extra if name in frame])
    flag_conduct(draft, questionnaire)


def _is_submitted(draft: Draft) -> list[bool]:
    """Tell which responses were submitted; all of them where the tool keeps no other."""
    if "submitted_on" not in draft.raw.cells:
        return [True] * len(draft.raw.places)
    return [not is_blank(cell) for cell in draft.raw.cells["submitted_on"]]


def _split(found: pd.Series, choice: Choice) -> dict[str, pd.Series]:
    """Return a column per option, from the items chosen in one cell."""
    sets = {value: set(value.split(";")) for value in found.dropna().unique()}
    return {
        item: found.map({value: item in items for value, items in sets.items()}).astype("boolean")
        for item in choice.options
    }


def _settled(frame: pd.DataFrame, choice: Choice, number: int) -> dict[str, pd.Series]:
    """Make the options missing where nothing at all was ticked or written."""
    options = frame[list(choice.options)]
    is_answered = options.fillna(False).any(axis=1).to_numpy(dtype=bool)
    none, other = cell_column("none", number), cell_column("other", number)
    if none in frame:
        is_answered |= frame[none].eq(True).to_numpy(dtype=bool)
    if other in frame:
        is_answered |= frame[other].notna().to_numpy(dtype=bool)
    return {item: options[item].where(is_answered) for item in choice.options}


def _recoded(
    draft: Draft, needs: dict[str, pd.Series], choice: Choice, number: int
) -> dict[str, pd.Series]:
    """Tick the option a written answer belongs to, where a human said so."""
    other = cell_column("other", number)
    items = options_of(choice, draft.context.recodes)
    if other not in draft.frame or not items:
        return needs
    words = draft.frame[other]
    belongs = words.map({word: items.get(answer_key(word)) for word in words.dropna().unique()})
    for item in set(items.values()):
        ticked = needs[item].mask((belongs == item).fillna(False), True)
        draft.frame[item] = needs[item]
        draft.settle(item, ticked, RULE)
        needs[item] = ticked
    return needs


def unanswered(part: CleanPart, questionnaire: Questionnaire, *, wave: int) -> pd.DataFrame:
    """Return a row for each item a respondent gave no answer to, and why.

    ``why`` is one of ``schema.columns.WHY_UNANSWERED``; ``unreadable`` was rejected.
    """
    silent = {item.item: _silent_answers(item) for item in questionnaire.items}
    asked = {item: item for item in silent}
    for number, choice in enumerate(questionnaire.choices):
        in_one = cell_column("chosen", number)
        asked |= {item: in_one if choice.separator else item for item in choice.options}
    kept = part.kept
    rows: list[int] = []
    items: list[str] = []
    why: list[str] = []
    for item, column in asked.items():
        missing = np.flatnonzero(kept[item].isna())
        cells, words = part.raw.cells[column], _silent_words(silent.get(item, ()))
        rows += missing.tolist()
        items += [item] * len(missing)
        why += [_why(cells[position], words) for position in kept.index[missing]]
    origin = [name for name in PROVENANCE if name in kept]
    table = (
        kept[["response_id", *origin]]
        .iloc[rows]
        .assign(item=items, why=why, wave=wave, audience=questionnaire.audience)
    )
    return enforce_types(table.dropna(subset="response_id").reset_index(drop=True), "unanswered")


def _why(cell: Cell, silent: Mapping[str, str]) -> str:
    if is_blank(cell):
        return "blank"
    return silent.get(fold(mend(text_of(cell))), "unreadable")


def questions(questionnaires: Mapping[str, Questionnaire], *, wave: int) -> pd.DataFrame:
    """Return the items of the questionnaires of a wave, one row per column they fill.

    Parameters
    ----------
    questionnaires : source → its questionnaire
    wave : the year
    """
    rows = [
        row
        for source, questionnaire in questionnaires.items()
        for row in _question_rows(source, questionnaire)
    ]
    table = pd.DataFrame(rows, columns=["source", "file", "audience", "item", "code", "wording",
                                        "scale", "scale_max", "scale_top"])  # fmt: skip
    return enforce_types(table.assign(wave=wave), "questions")


def _question_rows(source: str, questionnaire: Questionnaire) -> list[tuple]:
    origin = (source, f"{questionnaire.name}.toml", questionnaire.audience)
    items = [
        (*origin, item.item, item.code, item.wording, ";".join(item.answers),
         None if item.boolean else len(item.answers), item.top)
        for item in questionnaire.items
    ]  # fmt: skip
    options = [
        (*origin, name, choice.code if choice.separator else option, choice.wording, "Nee;Ja",
         None, None)
        for choice in questionnaire.choices
        for name, option in choice.options.items()
    ]  # fmt: skip
    return items + options
