"""Which clean column a column of an export is: by its heading, its cells, and the others.

Each column is held against each column of a clean table: does the heading use a word for it, and
can the reader that would clean it read the cells? The table is then filled as a whole, one column
each, in the way that is likeliest over all; the table that explains most of the file is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import numpy as np

from pijler_analysis.clean.countries import countries
from pijler_analysis.clean.places import postcodes
from pijler_analysis.clean.readings import ColumnReader
from pijler_analysis.clean.rows import usual_reader
from pijler_analysis.clean.values import amounts, booleans, enterprise_numbers, numbers
from pijler_analysis.ingest.cells import Cell, fold
from pijler_analysis.ingest.dialects.contract import Field
from pijler_analysis.inspection.profile import Profile
from pijler_analysis.reference import heading_words, spellings
from pijler_analysis.schema.columns import COLUMNS
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import Source

PROPOSED = 0.45
"""How sure a proposal must be to be made."""

LISTS = tuple(
    name for name in TABLES
    if name in heading_words()["titles"] and not name.startswith("survey_")
)  # fmt: skip
"""The tables a list may fill; a survey is read by its questions (``inspection.survey``)."""

_DERIVED = {"organisation_id", "province", "region", "continent", "income_group",
            "is_least_developed", "response_days", "attendance_id", "wave"}  # fmt: skip
_MOMENT_OF = {"registrations": "registered_on", "helpdesk": "asked_on",
              "attendance": "enrolled_on", "panel": "member_since"}  # fmt: skip
"""The date a form was sent in, in a table filled by forms."""
_CONTENT_OF = {"contact_email": "email", "contact_phone": "phone", "postcode": "postcode",
               "enterprise_number": "enterprise"}  # fmt: skip
_SPEAKING = {"contact_email", "enterprise_number", "partner_countries", "country", "channel",
             "asker", "legal_form", "registration_status", "session_kind", "decision",
             "activity_status", "quarter", "contact_phone", "postcode", "topic", "session_theme",
             "project_theme"}  # fmt: skip
"""Columns whose cells alone tell what they are."""

_SAMPLE = 200
_FEWEST = 3
"""Columns of a table that must be known before others follow by elimination."""
_BY_ELIMINATION = 0.5
_LONG_TEXT = 60
_YEAR = re.compile(r"(?:19|20)\d\d")
_HOME = frozenset(("belgie", "belgium", "belgique", "be", "bel"))
BY_TOOL = "vaste kolom van het programma"
_FILLING = frozenset((
    "de", "het", "een", "van", "voor", "in", "op", "aan", "uw", "je", "jouw", "is", "the", "of",
    "and", "en", "der", "den", "le", "la", "du", "des", "wat", "welke",
))  # fmt: skip
"""Words that tell nothing of what a heading means."""


@dataclass(frozen=True)
class Candidate:
    """A column of an export as the mapping sees it."""

    field: Field
    profile: Profile


@dataclass(frozen=True)
class Proposal:
    """What a column is taken to be: a clean column, how sure that is, and why (in Dutch)."""

    column: str
    confidence: float
    reason: str


@dataclass(frozen=True)
class Reading:
    """A table as the meaning of a file: a proposal per position, and how much it explains."""

    table: str
    proposals: Mapping[int, Proposal]
    score: float


def propose(
    candidates: Sequence[Candidate], *, title: str = "", tables: Sequence[str] = ()
) -> Reading | None:
    """Return the clean table that explains a file best, with a clean column per column.

    Parameters
    ----------
    candidates : the columns of the file
    title : names of file and sheet and the words above the table, which may say what it is about
    tables : the tables its tool usually fills; these weigh heavier

    Returns
    -------
    Reading, or None where no column means anything to us
    """
    readings = [reading_as(table, candidates, title=title, usual=tables) for table in LISTS]
    best = max(readings, key=lambda reading: reading.score)
    return best if best.proposals else None


def reading_as(
    table: str, candidates: Sequence[Candidate], *, title: str = "", usual: Sequence[str] = ()
) -> Reading:
    """Return the likeliest meaning of each column, were the file an export for this table."""
    names = [name for name in TABLES[table].names if name not in _DERIVED]
    judged = [[_judge(candidate, table, name) for name in names] for candidate in candidates]
    scores = np.array([[proposal.confidence for proposal in row] for row in judged])
    proposals: dict[int, Proposal] = {}
    if scores.size:
        from scipy.optimize import linear_sum_assignment

        for row, column in zip(*linear_sum_assignment(scores, maximize=True), strict=True):
            if judged[row][column].confidence >= PROPOSED:
                proposals[int(row)] = judged[row][column]
    score = _weight(table, proposals, title, usual)
    return Reading(table, proposals | _left_over(table, candidates, proposals), score)


def _left_over(
    table: str, candidates: Sequence[Candidate], proposals: Mapping[int, Proposal]
) -> dict[int, Proposal]:
    """Propose what is left where it can be one thing only: the number, the date, a year.

    The key of a table may be the first column, if all its values differ; the one date that a row
    must have may be the only date that is left.
    """
    named = {proposal.column for proposal in proposals.values()}
    free = [
        place for place, candidate in enumerate(candidates)
        if place not in proposals and candidate.field.role in ("field", "question")
        and not candidate.field.meaning and candidate.profile.cells
    ]  # fmt: skip
    if len(named) < _FEWEST:
        return {}
    found = {}
    key = TABLES[table].key[0]
    if key not in named | _DERIVED and 0 in free and _is_number_of_rows(candidates[0].profile):
        found[0] = Proposal(key, _BY_ELIMINATION, "eerste kolom, elke waarde anders")
    dates = [place for place in free if candidates[place].profile.type in ("date", "datetime")]
    wanted = [name for name in TABLES[table].required
              if COLUMNS[name].dtype == "date" and name not in named]  # fmt: skip
    if len(dates) == 1 and len(wanted) == 1:
        found[dates[0]] = Proposal(wanted[0], _BY_ELIMINATION, "enige datum die overblijft")
    years = [place for place in free if _is_years(candidates[place].profile)]
    if "founded_year" in set(TABLES[table].names) - named and len(years) == 1:
        found[years[0]] = Proposal("founded_year", _BY_ELIMINATION, "enige kolom met jaartallen")
    return found


def _is_number_of_rows(profile: Profile) -> bool:
    """Tell whether a column numbers its rows: filled, short, each value once."""
    is_short = profile.longest <= 20 and profile.type in ("integer", "text")
    return profile.is_distinct and profile.filled > 0.95 and is_short and not profile.content


def _weight(
    table: str, proposals: Mapping[int, Proposal], title: str, usual: Sequence[str]
) -> float:
    """Add up what a table explains: its own columns count more than those of every table."""
    shared = set(heading_words()["all"])
    weight = sum(
        proposal.confidence * (0.4 if proposal.column in shared else 1.0)
        for proposal in proposals.values()
    )
    named = {proposal.column for proposal in proposals.values()}
    lacking = [name for name in TABLES[table].required if name not in named]
    shown = f" {fold(title)} "
    said = any(f"{fold(word)} " in shown for word in heading_words()["titles"][table])
    return weight - 0.4 * len(lacking) + 1.5 * said + 1.5 * (table in usual)


def _judge(candidate: Candidate, table: str, name: str) -> Proposal:
    """Say how sure it is that a column is a clean column, and why."""
    field, profile = candidate.field, candidate.profile
    if field.role in ("technical", "timing", "option", "other") and field.meaning != name:
        return Proposal(name, 0.0, "")
    if field.meaning:
        sure = _sure_of_tool(field.meaning, table, name)
        return Proposal(name, sure if profile.cells or sure == 0 else sure / 2, BY_TOOL)
    words = heading_score(field.label or field.name, table, name)
    if words == 0 and name not in _SPEAKING:
        return Proposal(name, 0.0, "")
    readable = _readable_share(profile.cells[:_SAMPLE], name) if profile.cells else None
    fits = _fits(profile, name)
    return _weighed(name, words, readable, fits, profile)


def _sure_of_tool(meaning: str, table: str, name: str) -> float:
    """Say how sure a column is that the tool itself always writes."""
    if meaning == name:
        return 0.97
    if meaning == "response_id" and TABLES[table].key == (name,):
        return 0.8
    if meaning == "submitted_on" and _MOMENT_OF.get(table) == name:
        return 0.8
    return 0.0


def _weighed(
    name: str, words: float, readable: float | None, fits: float, profile: Profile
) -> Proposal:
    """Weigh heading against cells; cells that cannot be read speak against any heading."""
    if readable is None:
        return Proposal(name, 0.85 * words, "kop (geen cellen om na te kijken)")
    if fits < 0:
        return Proposal(name, max(0.0, 0.4 * words - 0.1), "kop, maar de cellen passen niet")
    if readable < 0.5:
        return Proposal(name, 0.55 * words, "kop; de meeste cellen zijn niet leesbaar")
    is_telling = name in _SPEAKING and (name not in _CONTENT_OF or fits > 0)
    if words == 0:
        sure = 0.6 if is_telling and readable >= 0.9 and len(profile.cells) > 1 else 0.0
        return Proposal(name, sure, "inhoud van de cellen")
    bonus = 0.2 * readable if is_telling else 0.1 * readable
    reason = "kop en inhoud" if is_telling else "kop"
    sure = min(0.97, 0.78 * words + bonus + 0.05 * fits)
    return Proposal(name, sure + 0.02 * profile.filled, reason)


# ── headings ──────────────────────────────────────────────────────────────────────────────


@cache
def known_headings() -> frozenset[str]:
    """Return every word that is a heading somewhere, folded."""
    tables = (words for name, words in heading_words().items() if name != "titles")
    return frozenset(
        fold(word) for words in tables for spelled in words.values() for word in spelled
    )


@cache
def _words_for(table: str, name: str) -> tuple[tuple[str, float], ...]:
    """Return the folded words for a column: those of the table itself weigh a little more."""
    own = heading_words().get(table, {}).get(name, ())
    shared = heading_words()["all"].get(name, ())
    weighed = [(fold(word), 1.0) for word in own]
    weighed += [(fold(word), 0.93 if own else 1.0) for word in shared]
    return tuple(dict(reversed(weighed)).items())


def heading_score(heading: str, table: str, name: str) -> float:
    """Say how well a heading names a clean column of a table, from 0 to 1.

    >>> heading_score("Kanaal", "helpdesk", "channel")
    1.0
    >>> heading_score("Kleur", "helpdesk", "channel")
    0.0
    """
    akin = _akin_words(heading)
    return max((weight * akin.get(word, 0.0) for word, weight in _words_for(table, name)),
               default=0.0)  # fmt: skip


@lru_cache(maxsize=10_000)
def _akin_words(heading: str) -> Mapping[str, float]:
    """Return the known words that are like a heading or like its own part, and how much."""
    akin: dict[str, float] = {}
    for part in _parts_of(heading):
        own = _telling(part)
        for word, known in _known_words():
            likeness = 1.0 if part == word else _likeness(part, own, word, known)
            if likeness > akin.get(word, 0.0):
                akin[word] = likeness
    return akin


@cache
def _known_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((word, _telling(word)) for word in sorted(known_headings()))


@lru_cache(maxsize=20_000)
def _telling(text: str) -> tuple[str, ...]:
    """Return the words of a text that tell something; all of them where none does."""
    words = text.split()
    return tuple(word for word in words if word not in _FILLING) or tuple(words)


def _parts_of(heading: str) -> list[str]:
    """Return the heading and, of a heading under a group, its own part; folded."""
    parts = [fold(heading)]
    for sign in (" · ", ": ", "/"):
        if sign in heading:
            parts.append(fold(heading.rsplit(sign, 1)[-1]))
    if heading.endswith(")") and "(" in heading:
        before, _, inside = heading[:-1].partition("(")
        parts += [fold(before), fold(inside)]
    return [part for part in parts if part]


def _likeness(heading: str, own: tuple[str, ...], word: str, known: tuple[str, ...]) -> float:
    """Compare a heading with a word for it: nearly the same, or one within the other."""
    if not set(own).isdisjoint(known):
        if set(own) == set(known):
            return 0.97
        if len(word) >= 4 and f" {word} " in f" {heading} ":
            return 0.4 + 0.5 * len(known) / max(len(own), len(known))
        if len(heading) >= 6 and len(own) * 2 > len(known) and f" {heading} " in f" {word} ":
            return 0.3 + 0.5 * len(own) / len(known)
    if heading[0] == word[0] and abs(len(heading) - len(word)) <= 4 and len(word) >= 5:
        from rapidfuzz import fuzz

        ratio = fuzz.ratio(heading, word) / 100
        if ratio >= 0.85:
            return 0.9 * ratio
    return _compound(own, word) if len(own) == 1 and len(word) >= 5 else 0.0


def _compound(own: Sequence[str], word: str) -> float:
    """Compare with the parts of a Dutch compound: *inschrijvingsdatum* is a *datum*."""
    heading = own[0]
    if heading != word and (heading.startswith(word) or heading.endswith(word)):
        return 0.5 + 0.3 * len(word) / len(heading)
    return 0.0


# ── cells ─────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=20_000)
def _readable_share(cells: tuple[Cell, ...], name: str) -> float:
    """Return which share of the distinct cells the reader of a clean column can read."""
    readings = _reader(name)(list(cells))
    return sum(not reading.reason for reading in readings) / len(readings)


@cache
def _reader(name: str) -> ColumnReader:
    """Return the reader that cleans a column."""
    own: dict[str, ColumnReader] = {
        "enterprise_number": enterprise_numbers(),
        "postcode": postcodes(),
        "country": countries(),
        "partner_countries": countries(several=True),
        "requested_eur": amounts(),
        "granted_eur": amounts(blank=("-", "–")),
        "founded_year": numbers(lowest=1800, highest=2100, whole=True),
        "volunteers": numbers(lowest=0, highest=100_000, whole=True),
        "capacity": numbers(lowest=0, highest=100_000, whole=True),
        "meetings_present": numbers(lowest=0, highest=366, whole=True),
        **{
            f"score_{what}": numbers(lowest=0, highest=10)
            for what in ("quality", "impact", "feasibility")
        },
        **{f"was_present_{when}": booleans(spelled="presence") for when in ("spring", "autumn")},
        "is_present": booleans(spelled="presence"),
    }
    found = own.get(name)
    nowhere = Source(name="", table="", file="", layout="csv")
    return found or usual_reader(name, nowhere, latest=date.max)


def _fits(profile: Profile, name: str) -> float:
    """Say whether the kind of cells suits a clean column: 1 for, -1 against, 0 no matter."""
    wanted = _CONTENT_OF.get(name)
    if wanted:
        return _fits_content(profile, wanted)
    column = COLUMNS[name]
    if name in ("country", "partner_countries") and _is_home(profile):
        return -1.0
    if column.dtype == "date":
        return 1.0 if profile.type in ("date", "datetime") else 0.0 if _is_years(profile) else -1.0
    if column.dtype == "string" and not column.values:
        return _fits_text(profile, name)
    return 0.0


def _is_home(profile: Profile) -> bool:
    """Tell whether every cell names the country the organisations live in."""
    return {fold(text) for text in profile.counts} <= _HOME


def _is_years(profile: Profile) -> bool:
    """Tell whether every cell is a year, where a date is wanted."""
    return bool(profile.counts) and all(_YEAR.fullmatch(text) for text in profile.counts)


def _fits_content(profile: Profile, wanted: str) -> float:
    """Judge a column that must hold one kind of text, such as addresses with an @."""
    if profile.content == wanted:
        return 1.0
    if wanted == "email":
        texts = list(profile.counts)
        return 1.0 if sum("@" in text for text in texts) * 2 > len(texts) else -1.0
    return -1.0 if profile.content == "email" or profile.longest > 60 else 0.0


def _fits_text(profile: Profile, name: str) -> float:
    """Judge a free text: an id differs per row, a name is no number, a text is long."""
    if profile.content in ("email", "url", "ip") or profile.type in ("date", "datetime"):
        return -1.0
    if name.endswith("_id"):
        return 1.0 if profile.is_distinct and profile.longest <= 40 else -0.0
    if name in ("question_text", "open_answer"):
        return 1.0 if profile.longest >= _LONG_TEXT else 0.0
    if profile.type in ("integer", "number", "boolean"):
        return -1.0
    if name in ("partner_countries", "country"):
        return 1.0
    return 0.0


@cache
def codes_of(name: str) -> frozenset[str]:
    """Return the folded spellings of a column of codes; none where these are not listed."""
    if not COLUMNS[name].values or name in _DERIVED:
        return frozenset()
    return frozenset(fold(word) for words in spellings(name).values() for word in words)
