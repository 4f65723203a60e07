"""How a questionnaire was filled in: in haste, on one line, or twice. Flagged, never left out."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import combinations

import pandas as pd

from pijler_analysis.clean.dates import moment_of
from pijler_analysis.clean.rows import Draft
from pijler_analysis.ingest.cells import Cell, fold, is_blank, text_of
from pijler_analysis.ingest.questionnaire import Questionnaire, cell_column

HASTE = 1 / 3
"""Part of the usual (median) time below which nobody reads the questions."""
FEWEST_TIMES = 10
"""Responses with a time below which there is no usual time."""
FEWEST_ANSWERS = 5
"""Answers on one scale below which the same answer everywhere says nothing."""
NEARLY_ALL = 0.9
"""Part of the answers that is the same in a response that was sent in twice."""

_WORDS = {
    "is_duplicate": "lijken een tweede inzending van dezelfde organisatie",
    "is_speeder": "zijn in minder dan een derde van de gewone tijd ingevuld",
    "is_straight_liner": "geven op elke vraag van een schaal hetzelfde antwoord",
}


def flag_conduct(draft: Draft, questionnaire: Questionnaire) -> None:
    """Add how long it took and the three flags; a line to read for each flag that is raised."""
    frame = draft.frame
    minutes = _durations(draft)
    flags = {
        "is_speeder": _in_haste(minutes, frame["is_complete"]),
        "is_straight_liner": _on_one_line(frame, questionnaire),
        "is_duplicate": _sent_twice(draft, questionnaire),
    }
    draft.frame = frame.assign(duration_minutes=minutes, **flags)
    draft.warnings += [
        line for name, words in _WORDS.items() for line in _lines(draft, flags[name], words)
    ]


def _lines(draft: Draft, flag: pd.Series, words: str) -> list[str]:
    raised = flag[flag.fillna(False)].index
    rows: dict[str, list[str]] = {}
    for position in raised:
        file, _, row = draft.raw.places[position]
        rows.setdefault(file, []).append(str(row))
    return [
        f"{file}: {len(found)} antwoorden {words} (rij {', '.join(found)}); ze tellen mee; "
        "kijk ze na"
        for file, found in rows.items()
    ]


def _durations(draft: Draft) -> pd.Series:
    """Return the minutes from start to submission; missing where one of them has no time."""
    order = draft.raw.source.dates
    begun, ended = (
        pd.Series(
            [moment_of(cell, order=order) for cell in draft.raw.cells.get(name, ())] or None,
            index=draft.frame.index,
            dtype="datetime64[s]",
        )
        for name in ("started_on", "submitted_on")
    )
    minutes = ((ended - begun).dt.total_seconds() / 60).astype("Float64")
    return minutes.where((minutes >= 0).fillna(False))


def _in_haste(minutes: pd.Series, is_complete: pd.Series) -> pd.Series:
    times = minutes[is_complete.fillna(False)].dropna()
    if len(times) < FEWEST_TIMES:
        return pd.Series(pd.NA, index=minutes.index, dtype="boolean")
    return (minutes < HASTE * times.median()).astype("boolean")


def _on_one_line(frame: pd.DataFrame, questionnaire: Questionnaire) -> pd.Series:
    """Tell who gave one answer throughout the longest run of items with the same answers."""
    scales: dict[Hashable, list[str]] = {}
    for item in questionnaire.items:
        if not item.boolean:
            scales.setdefault(item.answers, []).append(item.item)
    items = max(scales.values(), key=len, default=[])
    answers = frame[items]
    is_told = answers.notna().sum(axis=1) >= FEWEST_ANSWERS
    is_one = answers.min(axis=1) == answers.max(axis=1)
    return is_one.astype("boolean").where(is_told)


def _sent_twice(draft: Draft, questionnaire: Questionnaire) -> pd.Series:
    """Tell which submitted responses repeat an earlier one of the same organisation."""
    frame, cells = draft.frame, draft.raw.cells
    columns = [item.item for item in questionnaire.items]
    for number, choice in enumerate(questionnaire.choices):
        columns += [cell_column("chosen", number)] if choice.separator else list(choice.options)
    is_complete = frame["is_complete"].to_numpy(dtype=bool, na_value=False)
    twice = pd.Series(False, index=frame.index, dtype="boolean")
    for name, norm in _SENDERS.items():
        senders: dict[str, list[int]] = {}
        for position, cell in enumerate(cells.get(name, ())):
            sender = norm(cell)
            if sender and is_complete[position]:
                senders.setdefault(sender, []).append(position)
        for positions in senders.values():
            for first, later in combinations(positions, 2):
                if _are_nearly_same([(cells[one][first], cells[one][later]) for one in columns]):
                    twice.iloc[later] = True
    return twice


def _folded(cell: Cell) -> str:
    return "" if is_blank(cell) else fold(text_of(cell))


def _address(cell: Cell) -> str:
    text = text_of(cell).casefold()
    return text if "@" in text else ""


_SENDERS: dict[str, Callable[[Cell], str]] = {
    "token": _folded,
    "contact_email": _address,
    "organisation_name": _folded,
}
"""What says that two responses come from one organisation, each with how it is compared."""


def _are_nearly_same(pairs: list[tuple[Cell, Cell]]) -> bool:
    """Tell whether two responses agree on nearly all that one of them answered."""
    answered = [(one, other) for one, other in pairs if not (is_blank(one) and is_blank(other))]
    same = sum(text_of(one) == text_of(other) for one, other in answered)
    return len(answered) >= FEWEST_ANSWERS and same >= NEARLY_ALL * len(answered)
