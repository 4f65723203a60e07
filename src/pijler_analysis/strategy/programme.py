"""The eleven challenges as data: goals, objectives, and the activities that serve them.

A project may hold its own ``data/challenges.toml``; without one the package's own is used. Nothing
in it is taken on trust: a wrong word, a role without capacity or an activity that has to wait for
itself is named before anything is computed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from pijler_analysis.errors import DataError
from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.schema.columns import CHALLENGES
from pijler_analysis.settings import Settings
from pijler_analysis.toml_files import read_toml

FILE = "challenges.toml"
OWN = Path("data") / FILE
"""Where a project holds its own challenges."""

LINES = ("digital", "financing", "communication", "cooperation")
"""The four lines of innovation: digital tools, other financing, smart communication, new forms of
partnership."""

STRENGTHS = (1, 2, 3)
_ALL_YEAR = "year"
_QUARTERS = ("Q1", "Q2", "Q3", "Q4", _ALL_YEAR)
_NAMED = ("goal", "text", "objective", "activity")
"""Columns that say what a challenge, an objective or an activity is called."""

_TEXTS = ("id", "nl", "en", "partnership", "indicator")


@dataclass(frozen=True)
class Objective:
    """What must be true in five years, in Dutch and English, and the figure that would show it.

    ``indicator`` is empty where no figure can; then somebody has to judge it.
    """

    id: str
    nl: str
    en: str
    indicator: str = ""
    target: float | None = None


@dataclass(frozen=True)
class Activity:
    """Something that can be done in a year, what it takes and what it is for."""

    id: str
    challenge: str
    nl: str
    en: str
    running: bool
    days: Mapping[str, float]
    eur: float
    quarter: str
    after: tuple[str, ...]
    serves: Mapping[str, int]
    partnership: str
    innovation: Mapping[str, str]
    indicator: str
    change: float


@dataclass(frozen=True)
class Challenge:
    """One of the eleven challenges of the strategy paper."""

    id: str
    goal: str
    goal_en: str
    objectives: tuple[Objective, ...]
    activities: tuple[Activity, ...]


def read_programme(settings: Settings | None = None) -> dict[str, Challenge]:
    """Return the challenges of a project, or the package's own, in the order of the paper.

    Raises
    ------
    DataError
        If the file does not hold what it should; the line names the activity and the field.
    """
    if settings is None or not has_own_programme(settings):
        return _packaged()
    programme = _checked(read_toml(settings.root / OWN, str(OWN), error=DataError), str(OWN))
    _check_roles(programme, settings, str(OWN))
    return programme


def has_own_programme(settings: Settings) -> bool:
    """Tell whether a project holds challenges of its own; else the package's are used."""
    return (settings.root / OWN).is_file()


def in_language(table: pd.DataFrame, settings: Settings, lang: str) -> pd.DataFrame:
    """Write a table about the challenges in another language, as far as ``challenges.toml`` has it.

    Parameters
    ----------
    table : holds what challenges, objectives or activities are called, in Dutch
    lang : what the file does not hold, stays Dutch

    Returns
    -------
    the same table; a text that the team changed or wrote itself stays in its own words
    """
    if lang != "en":
        return table
    words: dict[str, str] = {}
    for challenge in read_programme(settings).values():
        named: list[Objective | Activity] = [*challenge.objectives, *challenge.activities]
        words |= {challenge.goal: challenge.goal_en} | {one.nl: one.en for one in named}
    held = [name for name in _NAMED if name in table]
    return table.assign(
        **{name: table[name].map(lambda text: words.get(text, text)) for name in held}
    )


def _check_roles(programme: Mapping[str, Challenge], settings: Settings, where: str) -> None:
    """Stop at a role that nobody has; settings without roles say nothing of that."""
    roles = settings.capacity.roles
    every = (one for challenge in programme.values() for one in challenge.activities)
    for one in every:
        for role in sorted(set(one.days) - set(roles)) if roles else ():
            raise DataError(
                f"{where}: activiteit {one.id!r}: days noemt rol {role!r}; kies uit "
                f"{', '.join(roles)}, of zet ze bij in [capacity.roles] van pijler.toml"
            )


@lru_cache(maxsize=1)
def _packaged() -> dict[str, Challenge]:
    text = files("pijler_analysis.strategy").joinpath(FILE).read_text("utf-8")
    return _checked(tomllib.loads(text), FILE)


def _checked(raw: Mapping[str, Any], where: str) -> dict[str, Challenge]:
    problems = [f"uitdaging {id!r} bestaat niet" for id in raw if id not in CHALLENGES]
    problems += [f"uitdaging {id!r} ontbreekt" for id in CHALLENGES if id not in raw]
    if not problems:
        try:
            programme = {id: _challenge(id, raw[id]) for id in CHALLENGES}
        except _FieldError as wrong:
            problems = [str(wrong)]
        else:
            problems = list(_problems(programme))
    if problems:
        more = f" (en nog {len(problems) - 1} punten)" if len(problems) > 1 else ""
        raise DataError(f"{where}: {problems[0]}{more}")
    return programme


class _FieldError(Exception):
    """A field that is missing, unknown or of the wrong kind."""


def _challenge(id: str, raw: Mapping[str, Any]) -> Challenge:
    known = {"goal", "goal_en", "objectives", "activities"}
    if not isinstance(raw, Mapping):
        raise _FieldError(
            f"uitdaging {id!r} is geen deel; schrijf [{id}] met daaronder haar velden"
        )
    unknown = sorted(set(raw) - known)
    if unknown:
        raise _FieldError(f"uitdaging {id!r}: veld {unknown[0]!r} is niet bekend")
    return Challenge(
        id=id,
        goal=_text(raw, "goal", f"uitdaging {id!r}"),
        goal_en=_text(raw, "goal_en", f"uitdaging {id!r}"),
        objectives=tuple(_objective(id, one) for one in _parts(id, raw, "objectives")),
        activities=tuple(_activity(id, one) for one in _parts(id, raw, "activities")),
    )


def _parts(id: str, raw: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = raw.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise _FieldError(f"uitdaging {id!r}: schrijf elk stuk onder een eigen [[{id}.{name}]]")
    return found


def _objective(challenge: str, raw: Mapping[str, Any]) -> Objective:
    where = f"doel {raw.get('id', '?')!r} van {challenge!r}"
    for name in sorted(set(raw) - {*Objective.__dataclass_fields__}):
        raise _FieldError(f"{where}: veld {name!r} is niet bekend")
    if ("indicator" in raw) != ("target" in raw):
        raise _FieldError(f"{where}: indicator en target horen samen")
    id, nl, en = (_text(raw, name, where) for name in ("id", "nl", "en"))
    if "target" not in raw:
        return Objective(id, nl, en)
    indicator = _text(raw, "indicator", where)
    if indicator not in CATALOGUE:
        raise _FieldError(f"{where}: indicator {indicator!r} bestaat niet")
    return Objective(id, nl, en, indicator, _number(raw["target"], f"{where}: target"))


def _activity(challenge: str, raw: Mapping[str, Any]) -> Activity:
    where = f"activiteit {raw.get('id', '?')!r}"
    fields = {name: _text(raw, name, where) for name in _TEXTS}
    known = {*Activity.__dataclass_fields__} - {"challenge"}
    for name in sorted(set(raw) ^ known):
        raise _FieldError(
            f"{where}: veld {name!r} {'is niet bekend' if name in raw else 'ontbreekt'}"
        )
    if not isinstance(raw["running"], bool):
        raise _FieldError(f"{where}: running is true of false")
    if raw["quarter"] not in _QUARTERS:
        raise _FieldError(f"{where}: quarter is {', '.join(_QUARTERS)}")
    return Activity(
        challenge=challenge,
        running=raw["running"],
        days={role: _number(n, f"{where}: days van {role!r}")
              for role, n in _table(raw, "days", where).items()},
        eur=_number(raw["eur"], f"{where}: eur"),
        quarter=raw["quarter"],
        after=_ids(raw["after"], where),
        serves=_table(raw, "serves", where),
        innovation={line: _text(_table(raw, "innovation", where), line, f"{where}: innovation")
                    for line in _table(raw, "innovation", where)},
        change=_number(raw["change"], f"{where}: change"),
        **fields,
    )  # fmt: skip


def _table(raw: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
    value = raw[name]
    if not isinstance(value, Mapping):
        raise _FieldError(f"{where}: {name} is een lijst van naam = waarde tussen {{ en }}")
    return dict(value)


def _ids(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _FieldError(f'{where}: after is een lijst van activiteiten, zoals ["netwerk.buddy"]')
    return tuple(value)


def _text(raw: Mapping[str, Any], name: str, where: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _FieldError(f"{where}: veld {name!r} ontbreekt of is leeg")
    return value


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e7:
        raise _FieldError(f"{where} is geen getal van 0 of meer")
    return float(value)


def _problems(programme: Mapping[str, Challenge]) -> Iterator[str]:
    """Yield what is wrong between the activities."""
    every = [one for challenge in programme.values() for one in challenge.activities]
    ids = [one.id for one in every]
    goals = [one.id for challenge in programme.values() for one in challenge.objectives]
    for what, named in (("activiteit", ids), ("doel", goals)):
        for id in sorted({id for id in named if named.count(id) > 1}):
            yield f"{what} {id!r} staat er meer dan eens"
    for one in every:
        where = f"activiteit {one.id!r}"
        if not one.days:
            yield f"{where}: days noemt geen enkele rol"
        for needed in sorted(set(one.after) - set(ids)):
            yield f"{where}: after noemt {needed!r}, dat niet bestaat"
        for challenge, strength in one.serves.items():
            if challenge not in CHALLENGES:
                yield f"{where}: serves noemt {challenge!r}; kies uit {', '.join(CHALLENGES)}"
            if strength not in STRENGTHS or strength is True:
                yield f"{where}: serves geeft {challenge!r} geen sterkte van 1 tot 3"
        if one.challenge not in one.serves:
            yield f"{where}: serves noemt de eigen uitdaging {one.challenge!r} niet"
        for line in sorted(set(one.innovation) - set(LINES)):
            yield f"{where}: innovation noemt {line!r}; kies uit {', '.join(LINES)}"
        if one.indicator not in CATALOGUE:
            yield f"{where}: indicator {one.indicator!r} bestaat niet"
    circle = _circle({one.id: one.after for one in every})
    if circle:
        yield f"activiteiten wachten op elkaar: {' na '.join(circle)}"


def _circle(after: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return activities that wait for each other in a circle, if there are any.

    >>> _circle({"a": ("c", "b"), "b": ("c", "a"), "c": ()})
    ['a', 'b', 'a']
    """
    left = {id: set(needed) & set(after) for id, needed in after.items()}
    while ready := {id for id, needed in left.items() if not needed}:
        left = {id: needed - ready for id, needed in left.items() if id not in ready}
    if not left:
        return []
    path = [next(iter(left))]  # whoever is left waits for another that is left
    while path[-1] not in path[:-1]:
        path.append(min(left[path[-1]]))
    return path[path.index(path[-1]) :]


def activity_table(programme: Mapping[str, Challenge]) -> pd.DataFrame:
    """Return every activity as a row.

    Returns
    -------
    ``activity_id, activity, challenge, is_running, is_all_year, first_quarter, eur, days, after,
    serves, partnership, innovation, indicator, change``; ``days`` is the sum over the roles
    """
    every = [one for challenge in programme.values() for one in challenge.activities]
    return pd.DataFrame(
        {
            "activity_id": [one.id for one in every],
            "activity": [one.nl for one in every],
            "challenge": [one.challenge for one in every],
            "is_running": [one.running for one in every],
            "is_all_year": [one.quarter == _ALL_YEAR for one in every],
            "first_quarter": [
                1 if one.quarter == _ALL_YEAR else int(one.quarter[1]) for one in every
            ],
            "eur": [one.eur for one in every],
            "days": [sum(one.days.values()) for one in every],
            "after": [one.after for one in every],
            "serves": [tuple(one.serves) for one in every],
            "partnership": [one.partnership for one in every],
            "innovation": [dict(one.innovation) for one in every],
            "indicator": [one.indicator for one in every],
            "change": [one.change for one in every],
        }
    )


def effort_table(programme: Mapping[str, Challenge]) -> pd.DataFrame:
    """Return the days of every activity: a row per activity, a column per role."""
    every = [one for challenge in programme.values() for one in challenge.activities]
    days = pd.DataFrame([one.days for one in every], index=[one.id for one in every])
    return days.fillna(0.0).rename_axis("activity_id")


def activity_values(
    programme: Mapping[str, Challenge], priorities: Mapping[Any, float]
) -> pd.Series:
    """Return what each activity is worth: its strength for each challenge times its priority.

    Parameters
    ----------
    priorities : weight of each challenge, 0 or more

    Examples
    --------
    >>> worth = activity_values(read_programme(), {"europa": 1.0})
    >>> worth[["europa.conferenties", "diaspora.noden"]].tolist()
    [1.0, 0.0]
    """
    every = [one for challenge in programme.values() for one in challenge.activities]
    worth = [
        sum(priorities.get(id, 0.0) * strength for id, strength in one.serves.items())
        / max(STRENGTHS)
        for one in every
    ]
    return pd.Series(worth, index=[one.id for one in every], dtype=float)
