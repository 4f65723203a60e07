"""The synthetic organisation over six years: everything that happened, before it is written down.

The share of diaspora contacts a year is known for fixes how many at its trainings come from a
diaspora organisation; all other numbers follow from the volumes in the modules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pijler_analysis.sample.attendance import (
    Attendance,
    known_present,
    make_attendance,
    make_tickets,
)
from pijler_analysis.sample.fund import Application, make_applications
from pijler_analysis.sample.governance import Member, make_panels, make_steering_groups
from pijler_analysis.sample.helpdesk import NEVER_LINKED, Question, make_questions
from pijler_analysis.sample.jury import Review, make_reviews
from pijler_analysis.sample.lines import KEPT
from pijler_analysis.sample.online import Mailing, Page, make_mailings, make_pages
from pijler_analysis.sample.organisations import YEARS, Organisation, make_organisations
from pijler_analysis.sample.plan import Activity, make_plan
from pijler_analysis.sample.register import Registration, make_register
from pijler_analysis.sample.sessions import DAY_CODE, Session, make_sessions
from pijler_analysis.sample.survey import Invitation, Response, make_waves
from pijler_analysis.sample.survey_files import make_stakeholders

DIASPORA_SHARE = {2019: 0.07, 2020: 0.078, 2021: 0.089, 2022: 0.111, 2023: 0.131, 2024: 0.15}
"""Diaspora contacts over the five channels: 7 % and 15 % are published, the rest lies between."""


@dataclass(frozen=True)
class Year:
    """Everything of one year, lines in file order, faults and doubles included."""

    year: int
    register: Sequence[Registration]
    questions: Sequence[Question]
    sessions: Sequence[Session]
    attendance: Sequence[Attendance]
    tickets: Sequence[Attendance]
    applications: Sequence[Application]
    reviews: Sequence[Review]
    panel: Sequence[Member]
    steering_group: Sequence[Member]
    plan: Sequence[Activity]
    mailings: Sequence[Mailing]
    pages: Sequence[Page]
    invitations: Sequence[Invitation] = ()
    responses: Sequence[Response] = ()
    stakeholders: Sequence[Response] = ()


@cache
def make_world() -> dict[int, Year]:
    """Make all years; the same every time."""
    organisations = make_organisations()
    panels = make_panels(organisations)
    groups = make_steering_groups(panels)
    invitations, responses = make_waves(organisations)
    return {
        year: _make_year(
            organisations, year, panels[year], groups[year], invitations.get(year, []),
            responses.get(year, []),
        )
        for year in YEARS
    }  # fmt: skip


def _make_year(
    organisations: Sequence[Organisation], year: int, panel: Sequence[Member],
    group: Sequence[Member], invitations: Sequence[Invitation], responses: Sequence[Response],
) -> Year:  # fmt: skip
    questions = make_questions(organisations, year)
    sessions = make_sessions(year)
    trained = sum(one.size for one in sessions if one.kind == "training" and one.fate == KEPT)
    yes = _training_yes(organisations, year, trained, questions, [*panel, *group])
    day = next(one for one in sessions if one.session_id == DAY_CODE)
    applications = make_applications(organisations, panel, year)
    return Year(
        year=year,
        register=make_register(organisations, year),
        questions=questions,
        sessions=sessions,
        attendance=make_attendance(organisations, sessions, year, training_yes=yes),
        tickets=make_tickets(organisations, day, year),
        applications=applications,
        reviews=make_reviews(applications, year),
        panel=panel,
        steering_group=group,
        plan=make_plan(year),
        mailings=make_mailings(year),
        pages=make_pages(year),
        invitations=invitations,
        responses=responses,
        stakeholders=make_stakeholders() if year == YEARS[-1] else (),
    )


def question_status(asked: Question, year: int) -> bool | None:
    """Tell whether a question comes from the diaspora; None where that cannot be known."""
    if asked.asker == "diaspora":
        return True
    said = asked.contact.linked.diaspora_in(year) if asked.contact.linked else None
    return False if said is None and asked.asker in NEVER_LINKED else said


def _training_yes(
    organisations: Sequence[Organisation], year: int, trained: int,
    questions: Sequence[Question], members: Sequence[Member],
) -> int:  # fmt: skip
    """Return how many at the trainings make the share of diaspora contacts of the year."""
    told = [one.diaspora_in(year) for one in organisations if one.is_active(year)]
    told += [question_status(one, year) for one in questions if one.fate == KEPT]
    told += [one.has_migration_background for one in members if one.fate == KEPT]
    known = sum(one is not None for one in told) + known_present(trained)
    return round(DIASPORA_SHARE[year] * known) - sum(one is True for one in told)
