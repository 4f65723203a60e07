"""Which question of a survey is which item of ours: by its wording, and only where that is sure.

A question about satisfaction names one building block; the options of a question about needs each
name a challenge. What fits neither stays a plain question, kept with its wording.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pijler_analysis.ingest.cells import fold
from pijler_analysis.inspection.meaning import (
    PROPOSED,
    Candidate,
    Proposal,
    heading_score,
    reading_as,
)
from pijler_analysis.inspection.scales import Scale, find_scale
from pijler_analysis.reference import answer_scales, heading_words, spellings
from pijler_analysis.schema.tables import TABLES

_SURE = 0.85
_FEWEST_OPTIONS = 2
_ENOUGH_RATINGS = 10
_SATISFYING = ("satisfaction", "quality")
_FREE_TEXT = 40
"""Characters: a question whose longest answer is longer was answered in words."""


@dataclass(frozen=True)
class AskedItem:
    """A question with one answer that is an item of ours, at its position in the export."""

    item: str
    position: int
    scale: Scale | None


@dataclass(frozen=True)
class AskedChoice:
    """A question with several answers: item → position of its column, or → text of its option.

    ``separator`` is set where one cell, at ``position``, holds all that were chosen.
    """

    question: str
    options: Mapping[str, int | str]
    none: int | str | None = None
    other: int | str | None = None
    separator: str = ""
    position: int = -1


@dataclass(frozen=True)
class SurveyReading:
    """What a survey asks: own columns, items, and questions with several answers."""

    table: str
    proposals: dict[int, Proposal]
    items: list[AskedItem] = field(default_factory=list)
    choices: list[AskedChoice] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many questions are items of ours."""
        return len(self.items) + sum(len(choice.options) for choice in self.choices)


def read_survey(candidates: Sequence[Candidate], *, title: str = "") -> SurveyReading:
    """Find the items of ours among the columns of a survey.

    Parameters
    ----------
    candidates : the columns, in order
    title : names of file and sheet, which tell who was asked

    Returns
    -------
    SurveyReading; a column of the tool itself, such as the number of a response, is proposed too
    """
    table = _audience(title, candidates)
    reading = SurveyReading(table, {})
    _take_satisfaction(reading, candidates)
    _take_needs(reading, candidates)
    _take_own(reading, candidates)
    return reading


def _audience(title: str, candidates: Sequence[Candidate]) -> str:
    """Return the table of those who were asked: stakeholders where something says so."""
    words = set(fold(title).split())
    for word in heading_words()["titles"]["survey_stakeholders"]:
        if set(fold(word).split()) <= words:
            return "survey_stakeholders"
    asked = max(
        (heading_score(_wording(candidate), "survey_stakeholders", "role")
         for candidate in candidates if candidate.field.role == "question"),
        default=0.0,
    )  # fmt: skip
    return "survey_stakeholders" if asked >= _SURE else "survey_members"


def _wording(candidate: Candidate) -> str:
    return candidate.field.label or candidate.field.name


# ── satisfaction ──────────────────────────────────────────────────────────────────────────


def _take_satisfaction(reading: SurveyReading, candidates: Sequence[Candidate]) -> None:
    """Propose an item for each question on a scale that names one building block."""
    found: dict[str, list[tuple[int, Scale]]] = {}
    for position, candidate in enumerate(candidates):
        scale = scale_of(candidate)
        if scale is None or candidate.field.role not in ("question", "option"):
            continue
        if scale.name not in _SATISFYING and not _asks(_wording(candidate), "satisfaction"):
            continue
        block = _block(candidate)
        if block:
            found.setdefault(block, []).append((position, scale))
    answers = _common_scale([candidates[entry[0][0]] for entry in found.values()])
    for block, places in found.items():
        if len(places) > 1 and block != "overall":
            continue
        position, scale = places[0]
        item = f"satisfaction_{block}"
        shared = answers if answers and set(scale.answers) != set(answers.answers) else None
        reading.items.append(AskedItem(item, position, _joined(scale, shared)))
        reading.proposals[position] = Proposal(item, 0.9, "vraag naar tevredenheid")


def scale_of(candidate: Candidate) -> Scale | None:
    """Return the scale of the answers: by the labels the file gives them, else by their words."""
    labels = candidate.field.values
    if labels:
        return find_scale(list(labels.values()))
    return candidate.profile.scale or _rating(candidate)


def _rating(candidate: Candidate) -> Scale | None:
    """Return the numbers of a rating from 1 to 5 or to 10, where enough answers show which."""
    counts = candidate.profile.counts
    if candidate.profile.type != "integer" or sum(counts.values()) < _ENOUGH_RATINGS:
        return None
    numbers = {int(text) for text in counts if text.isdecimal()}
    if len(numbers) != len(counts) or len(numbers) < 3 or not min(numbers) >= 1:
        return None
    highest = max(numbers)
    if highest not in (5, 7, 10):
        return None
    return Scale("rating", tuple(str(number) for number in range(1, highest + 1)))


def _common_scale(candidates: Sequence[Candidate]) -> Scale | None:
    """Return the one scale on which all these questions were answered, if there is one."""
    words = [text for candidate in candidates for text in
             (candidate.field.values.values() or candidate.profile.counts)]  # fmt: skip
    return find_scale(list(dict.fromkeys(words)))


def _joined(scale: Scale, shared: Scale | None) -> Scale:
    """Return the shared scale where a question alone left room for doubt."""
    if shared is None:
        return scale
    return Scale(shared.name, shared.answers, shared.silent)


def _asks(wording: str, about: str) -> bool:
    text = f" {fold(wording)} "
    return any(f" {fold(word)}" in text for word in answer_scales()[about]["asks"])


def _block(candidate: Candidate) -> str:
    """Return the building block a question names first; the work as a whole only if no other."""
    for text in (candidate.field.option, _wording(candidate)):
        block = _first_named(text, answer_scales()["satisfaction"]["blocks"])
        if block:
            return block
    return ""


def _first_named(text: str, known: Mapping[str, Sequence[str]]) -> str:
    """Return the entry whose word stands first in a text; ``overall`` yields to any other.

    A word may be the end of a compound: *projectenfonds* is a *fonds*.
    """
    shown = f" {fold(text)} "
    places = {}
    for name, words in known.items():
        found = [shown.find(f"{fold(word)} ") for word in words]
        hits = [place for place in found if place >= 0]
        if hits:
            places[name] = min(hits)
    others = {name: place for name, place in places.items() if name != "overall"}
    chosen = others or places
    return min(chosen, key=lambda name: chosen[name], default="")


# ── needs ─────────────────────────────────────────────────────────────────────────────────


def _take_needs(reading: SurveyReading, candidates: Sequence[Candidate]) -> None:
    """Propose a need for each option, in the question whose options name most challenges."""
    asked = [*_column_questions(candidates), *_cell_questions(candidates)]
    asked = [choice for choice in asked if len(choice.options) >= _FEWEST_OPTIONS]
    if not asked:
        return
    best = max(asked, key=lambda choice: (_asks(choice.question, "needs"), len(choice.options)))
    is_sure = _asks(best.question, "needs") or len(best.options) >= 2 * _FEWEST_OPTIONS
    if not is_sure:
        return
    reading.choices.append(best)
    for item, place in best.options.items():
        if isinstance(place, int):
            reading.proposals[place] = Proposal(item, 0.9, "optie van de vraag naar noden")


def _column_questions(candidates: Sequence[Candidate]) -> list[AskedChoice]:
    """Return the questions with a column per option, with the challenges these name."""
    grouped: dict[str, list[int]] = {}
    for position, candidate in enumerate(candidates):
        if candidate.field.role in ("option", "other") and candidate.field.question:
            grouped.setdefault(candidate.field.question, []).append(position)
    found = []
    for question, positions in grouped.items():
        if any(candidates[place].profile.scale for place in positions):
            continue
        named = _by_challenge({place: candidates[place].field.option for place in positions})
        other = next(
            (place for place in positions if candidates[place].field.role == "other"), None
        )  # fmt: skip
        none = named.pop("none", None)
        named.pop("other", None)
        options = {f"need_{name}": place for name, place in named.items() if place != other}
        found.append(AskedChoice(question, options, none, other))
    return found


def _cell_questions(candidates: Sequence[Candidate]) -> list[AskedChoice]:
    """Return the questions whose chosen options stand in one cell."""
    found = []
    for position, candidate in enumerate(candidates):
        profile = candidate.profile
        if not profile.separator or profile.is_ranking or candidate.field.role != "question":
            continue
        named = _by_challenge({option: option for option in profile.options})
        none = named.pop("none", None)
        named.pop("other", None)
        others = set(profile.options) - {*named.values(), none}
        options: dict[str, int | str] = {f"need_{name}": text for name, text in named.items()}
        found.append(
            AskedChoice(_wording(candidate), options, none, "Andere" if others else None,
                        separator=profile.separator, position=position)
        )  # fmt: skip
    return found


def _by_challenge(options: Mapping[Any, str]) -> dict[str, Any]:
    """Return challenge → the one option that names it; two options for one leave it out."""
    known = answer_scales()["needs"]["challenges"]
    found: dict[str, list[Any]] = {}
    for place, text in options.items():
        name = _best_challenge(text, known)
        if name:
            found.setdefault(name, []).append(place)
    return {name: places[0] for name, places in found.items() if len(places) == 1}


def _best_challenge(text: str, known: Mapping[str, Sequence[str]]) -> str:
    """Return the challenge that most words of an option name; the first named where equal."""
    shown = f" {fold(text)} "
    hits = {
        name: sum(len(fold(word)) for word in words if f" {fold(word)} " in shown)
        for name, words in known.items()
    }
    whole = _spelled_challenge(fold(text))
    if whole:
        return whole
    best = max(hits.values(), default=0)
    return next((name for name, hit in hits.items() if best and hit == best), "")


@cache
def _spelled_challenge(text: str) -> str:
    """Return the challenge of which a text is a spelling, as the helpdesk's topics have them."""
    for name, words in spellings("topic").items():
        if name != "other" and text in {fold(word) for word in words}:
            return name
    return ""


# ── the tool's own columns, and what is asked besides ─────────────────────────────────────


def _take_own(reading: SurveyReading, candidates: Sequence[Candidate]) -> None:
    """Propose the columns that are no item: number, moment, who answered, free text."""
    free = [place for place in range(len(candidates)) if place not in reading.proposals]
    free = [place for place in free if candidates[place].field.role != "option"]
    taken = {choice.position for choice in reading.choices}
    rest = [candidates[place] for place in free]
    told = reading_as(reading.table, rest)
    for index, proposal in told.proposals.items():
        if not proposal.column.startswith(("satisfaction_", "need_")) and free[index] not in taken:
            reading.proposals[free[index]] = proposal
    _take_missing_own(reading, candidates)


def _take_missing_own(reading: SurveyReading, candidates: Sequence[Candidate]) -> None:
    """Let the wording of a question stand for who answers, where the table has such a column."""
    named = {proposal.column for proposal in reading.proposals.values()}
    for name in ("organisation_name", "contact_email", "has_ethical_code", "open_answer"):
        if name in named or name not in TABLES[reading.table].names:
            continue
        scores = {
            place: heading_score(_wording(candidate), reading.table, name)
            for place, candidate in enumerate(candidates)
            if place not in reading.proposals and candidate.field.role == "question"
        }
        best = max(scores, key=lambda place: scores[place], default=None)
        if best is not None and scores[best] >= PROPOSED:
            reading.proposals[best] = Proposal(name, min(0.9, scores[best]), "bewoording")
    if "open_answer" not in {proposal.column for proposal in reading.proposals.values()}:
        _take_free_text(reading, candidates)


def _take_free_text(reading: SurveyReading, candidates: Sequence[Candidate]) -> None:
    """Take the one question that was answered in words; the last where there are several."""
    free = [
        place
        for place, candidate in enumerate(candidates)
        if place not in reading.proposals
        and candidate.field.role == "question"
        and candidate.profile.type == "text"
        and candidate.profile.longest > _FREE_TEXT
        and not candidate.profile.separator
        and not candidate.profile.options
    ]
    if free:
        reading.proposals[free[-1]] = Proposal("open_answer", 0.5, "vraag met vrije tekst")
