"""Truth about the helpdesk, the panel and the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pijler_analysis.sample.truth.kept import kept, rejected
from pijler_analysis.sample.truth.rows import UNKNOWN, Truth, counted, divided, grouped, tally
from pijler_analysis.sample.workdays import workdays_between
from pijler_analysis.sample.world import Year

FTE = 3.0


def helpdesk(happened: Year) -> list[Truth]:
    """State the questions, the conversations, the load and the time to an answer."""
    year, asked = happened.year, kept(happened.questions)
    lost = rejected(happened.questions)
    askers, channels = tally(q.asker for q in asked), tally(q.channel for q in asked)
    maybe = channels[UNKNOWN] + lost
    return [
        counted("helpdesk.questions", year, len(asked), more=lost),
        *grouped("helpdesk.questions", year, "asker", askers),
        *grouped("helpdesk.questions", year, "channel", channels),
        counted("helpdesk.conversations", year, channels["conversation"], more=maybe),
        divided("helpdesk.questions_per_fte", year, len(asked), FTE),
        Truth("helpdesk.response_days", year, estimate=_median_wait(happened)),
    ]


def _median_wait(happened: Year) -> float | None:
    """Return the Kaplan-Meier median: the first wait by which half have their answer."""
    last = date(happened.year, 12, 31)
    waits = [
        (workdays_between(asked.asked_on, asked.answered_on or last), asked.answered_on is not None)
        for asked in kept(happened.questions)
    ]
    surviving = 1.0
    for wait in sorted({wait for wait, is_answered in waits if is_answered}):
        at_risk = sum(other >= wait for other, _ in waits)
        answered = sum(other == wait and is_answered for other, is_answered in waits)
        surviving *= 1 - answered / at_risk
        if surviving <= 0.5:
            return float(wait)
    return None


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
    ]


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
    ]
