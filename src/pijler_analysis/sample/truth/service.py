"""Truth about the helpdesk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from pijler_analysis.sample.helpdesk import NEVER_LINKED
from pijler_analysis.sample.truth.kept import active, kept, profiles, rejected
from pijler_analysis.sample.truth.rows import (
    UNKNOWN,
    Truth,
    counted,
    divided,
    grouped,
    parted_by,
    shared,
    tally,
    within,
)
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
        Truth("helpdesk.response_days", year, estimate=_wait_until(happened, 0.5)),
        Truth("helpdesk.response_days_nine_in_ten", year, estimate=_wait_until(happened, 0.1)),
        *grouped("helpdesk.questions", year, "topic", tally(q.topic for q in asked)),
        *_shares(happened),
        *_load(year, len(asked)),
        *_referrals(happened),
        *_askers(happened),
    ]


def _load(year: int, asked: int) -> list[Truth]:
    """State the questions per full-time worker and per working day, also as a rate by chance."""
    per = {"questions_per_fte": FTE, "questions_per_day": sum(_working_days(year))}
    places = (("total", "total"), ("process_view", "year"))
    return [
        divided(f"helpdesk.{name}", year, asked, base, by=by, group=group)
        for name, base in per.items()
        for by, group in places
    ]


def _shares(happened: Year) -> list[Truth]:
    """State how the questions divide; one without a channel or asker may be of any."""
    asked, lost = kept(happened.questions), rejected(happened.questions)
    told: dict[str, list[str | None]] = {
        "asker": [one.asker for one in asked],
        "channel": [one.channel for one in asked],
        "topic": [one.topic for one in asked],
    }
    return [
        shared(
            "helpdesk.questions_share", happened.year,
            [None if name is None else name == group for name in names],
            by=by, group=group, outside=lost,
        )
        for by, names in told.items()
        for group in sorted({name for name in names if name})
    ]  # fmt: skip


def _referrals(happened: Year) -> list[Truth]:
    indicator, year, asked = "helpdesk.referrals_share", happened.year, kept(happened.questions)
    by_topic: dict[str, list[bool]] = {}
    for one in asked:
        by_topic.setdefault(one.topic, []).append(bool(one.referred_to))
    told = [bool(one.referred_to) for one in asked]
    return [
        shared(indicator, year, told, outside=rejected(happened.questions)),
        *(
            divided(indicator, year, sum(part), len(part), by="topic", group=topic)
            for topic, part in sorted(by_topic.items())
        ),
    ]


def _askers(happened: Year) -> list[Truth]:
    """State which of the organisations that asked did so again."""
    times = Counter(
        one.contact.meant
        for one in kept(happened.questions)
        if one.contact.meant and one.asker not in NEVER_LINKED
    )
    again = sum(n > 1 for n in times.values())
    row = divided("helpdesk.repeat_askers_share", happened.year, again, len(times))
    return [within(row)]


def askers_over_the_years(happened: Year, before: Sequence[Year]) -> list[Truth]:
    """State how much of the register ever asked, and the months beside earlier years."""
    indicator, year, groups = "helpdesk.ever_asked_share", happened.year, profiles(happened)
    register = [one.registration_id for one in active(happened)]
    asked = {one.contact.meant for past in (*before, happened) for one in kept(past.questions)}
    rows = [divided(indicator, year, len(asked.intersection(register)), len(register))]
    for by in ("province", "municipality_size", "diaspora", "age", "size"):
        rows += parted_by(indicator, year, register, asked, groups, by=by)
    return [*(within(row) for row in rows), *_month_pattern(happened, before)]


def _month_pattern(happened: Year, before: Sequence[Year]) -> list[Truth]:
    if not before:
        return []
    indicator, year, found = "helpdesk.month_pattern", happened.year, _monthly(happened)
    pattern = _pattern([_monthly(past) for past in before],
                       [_working_days(past.year) for past in before])  # fmt: skip
    weights = [rate * days for rate, days in zip(pattern, _working_days(year), strict=True)]
    expected = [sum(found) * weight / sum(weights) for weight in weights]
    pairs = list(zip(found, expected, strict=True))
    apart = sum(abs(seen - wanted) for seen, wanted in pairs) / 2 / sum(found)
    return [
        Truth(indicator, year, estimate=apart),
        *(
            Truth(indicator, year, "month", f"{month:02d}", seen, wanted, estimate=seen / wanted)
            for month, (seen, wanted) in enumerate(pairs, start=1)
        ),
    ]


def _monthly(happened: Year) -> list[int]:
    months = Counter(one.asked_on.month for one in kept(happened.questions))
    return [months[month] for month in range(1, 13)]


@cache
def _working_days(year: int) -> tuple[int, ...]:
    starts = [*(date(year, month, 1) for month in range(1, 13)), date(year + 1, 1, 1)]
    return tuple(workdays_between(*pair) for pair in pairwise(starts))


def _pattern(counts: Sequence[Sequence[int]], days: Sequence[Sequence[int]]) -> list[float]:
    """Return the rate of each month: years and months in turn made to fit their totals."""
    months = [1.0] * 12
    for _ in range(300):
        years = [
            sum(seen) / sum(day * month for day, month in zip(worked, months, strict=True))
            for seen, worked in zip(counts, days, strict=True)
        ]
        months = [
            sum(seen[at] for seen in counts)
            / sum(worked[at] * year for worked, year in zip(days, years, strict=True))
            for at in range(12)
        ]
    return months


def _wait_until(happened: Year, left: float) -> float | None:
    """Return the first wait by which (Kaplan-Meier) this part is left without an answer."""
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
        if surviving <= left + 1e-12:
            return float(wait)
    return None
