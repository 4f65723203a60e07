"""Truth about the panel and the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pijler_analysis.sample import words
from pijler_analysis.sample.governance import Member
from pijler_analysis.sample.truth.kept import active, kept, profiles, rejected
from pijler_analysis.sample.truth.rows import (
    UNKNOWN,
    Truth,
    counted,
    divided,
    grouped,
    shared,
    tally,
    within,
)
from pijler_analysis.sample.world import Year

_CHALLENGE, _INDICATOR, _MEETINGS = 2, 8, 6
TARGETS = {
    2023: ("diaspora.share",),
    2024: (
        "reach.registrations", "diaspora.share", "training.attendances", "training.reach",
        "helpdesk.response_days", "fund.grant_rate", "survey.satisfaction", "panel.presence",
    ),
}  # fmt: skip
"""Indicators with a target in the settings of the sample."""


def panel(happened: Year) -> list[Truth]:
    """State the members of the panel and how many of the marks say present."""
    members = kept(happened.panel)
    spring, autumn = [one.spring for one in members], [one.autumn for one in members]
    presence = "panel.presence"
    return [
        counted("panel.members", happened.year, len(members)),
        _presence(Truth(presence, happened.year), [*spring, *autumn]),
        _presence(Truth(presence, happened.year, "meeting", "spring"), spring),
        _presence(Truth(presence, happened.year, "meeting", "autumn"), autumn),
        shared(
            "panel.renewal_share", happened.year,
            [one.since.year == happened.year for one in members],
            outside=rejected(happened.panel),
        ),
        *_unlikeness(happened, "panel.unlikeness", members),
        *_steering_group(happened),
    ]  # fmt: skip


def _steering_group(happened: Year) -> list[Truth]:
    """State the members of the steering group, their presence, and who is new."""
    year, members = happened.year, kept(happened.steering_group)
    came = [int(str(one.cells[_MEETINGS])) for one in members]
    return [
        counted("panel.steering_members", year, len(members), more=0),
        divided("panel.steering_presence", year, sum(came), len(members)),
        shared("panel.steering_renewal_share", year, [one.since.year == year for one in members]),
        *_unlikeness(happened, "panel.steering_unlikeness", members),
    ]


def _unlikeness(happened: Year, indicator: str, members: Sequence[Member]) -> list[Truth]:
    """State which part of the seats would have to be of another group to be like the register."""
    year, groups = happened.year, profiles(happened)
    register = [one.registration_id for one in active(happened)]
    seats = [one.contact.meant for one in members]
    rows = []
    for trait in ("province", "diaspora", "size", "age", "first_theme"):
        whole = tally(groups[one][trait] for one in register)
        part = tally(groups[one][trait] for one in seats if one in set(register))
        apart = _dissimilarity(part, whole)
        rows.append(Truth(indicator, year, "trait", trait, estimate=apart))
        if trait == "province":
            rows.append(Truth(indicator, year, estimate=apart))
    return [within(row) for row in rows]


def _dissimilarity(part: Counter[str], whole: Counter[str]) -> float:
    known = [name for name in whole if name != UNKNOWN]
    n, size = sum(part[name] for name in known), sum(whole[name] for name in known)
    return sum(abs(part[name] / n - whole[name] / size) for name in known) / 2


def _presence(row: Truth, marks: Sequence[bool | None]) -> Truth:
    came, blank = marks.count(True), marks.count(None)
    filled = len(marks) - blank
    return replace(
        row, numerator=came, denominator=filled, estimate=came / filled,
        low=came / len(marks), high=(came + blank) / len(marks),
    )  # fmt: skip


def plan(happened: Year) -> list[Truth]:
    """State how much of the plan was done and how many of its days were spent."""
    activities = happened.plan
    done = sum(one.status == "done" for one in activities)
    planned = sum(one.days_planned for one in activities)
    spent = sum(one.days_spent or 0 for one in activities)
    return [
        divided("plan.done_share", happened.year, done, len(activities)),
        divided("plan.days_spent_share", happened.year, spent, planned),
        counted("plan.activities", happened.year, len(activities), more=0),
        *_along_the_plan(happened),
        counted("plan.days_planned", happened.year, planned),
        counted("plan.days_spent", happened.year, spent),
        *_promises(happened),
    ]


def _along_the_plan(happened: Year) -> list[Truth]:
    """Count the activities and add up their days, by challenge and by how far they are."""
    year, activities = happened.year, happened.plan
    codes = {word: code for code, word in words.CHALLENGES.items()}
    challenges = [codes[str(one.cells[_CHALLENGE])] for one in activities]
    statuses = tally(one.status for one in activities)
    planned: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    for challenge, one in zip(challenges, activities, strict=True):
        planned[challenge] += one.days_planned
        spent[challenge] += one.days_spent or 0
    parts = {status: n / len(activities) for status, n in statuses.items()}
    return [
        *grouped("plan.activities", year, "challenge", tally(challenges)),
        *grouped("plan.activities", year, "activity_status", statuses),
        *grouped("plan.done_share", year, "activity_status", parts),
        *grouped("plan.days_planned", year, "challenge", planned),
        *grouped("plan.days_spent", year, "challenge", spent),
    ]


def _promises(happened: Year) -> list[Truth]:
    """State how many activities promised to move an indicator with a target for the year."""
    aimed = TARGETS.get(happened.year, ())
    promised = sum(one.cells[_INDICATOR] in aimed for one in happened.plan)
    return [Truth("plan.goals_met_share", happened.year, population=promised)]
