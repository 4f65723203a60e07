"""The clean tables: which columns, what identifies a row, what a row must have."""

from __future__ import annotations

from dataclasses import dataclass

from pijler_analysis.schema.columns import BLOCKS, CHALLENGES, COLUMNS, Column

PROVENANCE = ("source", "file", "sheet", "row")

_SATISFACTION = tuple(f"satisfaction_{block}" for block in BLOCKS)
_NEEDS = tuple(f"need_{challenge}" for challenge in CHALLENGES)
PRACTICES = ("has_ethical_code", "has_exit_strategy", "has_diversified_income",
             "has_diaspora_partner", "prepares_volunteers")  # fmt: skip
"""What an organisation has or does, asked with yes or no."""

_CONDUCT = ("started_on", "submitted_on", "is_complete", "duration_minutes", "is_speeder",
            "is_straight_liner", "is_duplicate")  # fmt: skip


@dataclass(frozen=True)
class Table:
    """One clean table; a row lacking one of ``required`` is rejected, not guessed."""

    name: str
    names: tuple[str, ...]
    key: tuple[str, ...]
    required: tuple[str, ...]
    row_is: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, provenance last."""
        return tuple(COLUMNS[name] for name in (*self.names, *PROVENANCE))

    @property
    def kept(self) -> tuple[str, ...]:
        """Names of the columns that may be written to disk."""
        return tuple(
            column.name for column in self.columns if not column.personal or column.own_words
        )


_DECLARED = (
    Table(
        "registrations",
        ("registration_id", "organisation_id", "organisation_name", "legal_form",
         "enterprise_number", "postcode", "municipality", "province", "region",
         "partner_countries", "themes", "founded_year", "volunteers", "is_diaspora",
         "contact_name", "contact_email", "contact_phone",
         "registered_on", "registration_status", "ended_on", "confirmed_on", "has_newsletter"),
        key=("registration_id",),
        required=("registration_id", "organisation_name", "registration_status"),
        row_is="an organisation in the website register at the end of the year",
    ),
    Table(
        "invitations",
        ("invitation_id", "wave", "registration_id", "organisation_id", "contact_name",
         "contact_email", "token", "invited_on", "completed_on"),
        key=("invitation_id",),
        required=("invitation_id",),
        row_is="an organisation invited to the member survey",
    ),
    Table(
        "survey_members",
        ("response_id", "wave", "organisation_id", "organisation_name", "contact_email", "token",
         *_CONDUCT, *_SATISFACTION, *_NEEDS, *PRACTICES, "open_answer"),
        key=("response_id",),
        required=("response_id",),
        row_is="a response to the member survey, complete or not",
    ),
    Table(
        "survey_stakeholders",
        ("response_id", "wave", "role", "contact_email", "contact_name", *_CONDUCT,
         *_SATISFACTION, *_NEEDS, "open_answer"),
        key=("response_id",),
        required=("response_id",),
        row_is="a response to the stakeholder survey",
    ),
    Table(
        "questions",
        ("wave", "audience", "item", "code", "wording", "scale", "scale_max", "scale_top"),
        key=("wave", "audience", "item"),
        required=("wave", "audience", "item", "code"),
        row_is="an item of a questionnaire",
    ),
    Table(
        "unanswered",
        ("wave", "audience", "response_id", "item", "why"),
        key=("wave", "audience", "response_id", "item"),
        required=("wave", "audience", "response_id", "item", "why"),
        row_is="an item a respondent gave no answer to, and why",
    ),
    Table(
        "answer_codes",
        ("wave", "audience", "response_id", "answer_code", "is_by_first", "is_by_second",
         "is_decided", "may_be_quoted", "challenge"),
        key=("wave", "audience", "response_id", "answer_code"),
        required=("wave", "audience", "response_id", "answer_code"),
        row_is="a code that a reader gave an open answer",
    ),
    Table(
        "helpdesk",
        ("question_id", "asked_on", "channel", "asker", "topic", "organisation_id",
         "organisation_name", "contact_email", "person_id", "question_text", "answered_on",
         "response_days", "referred_to"),
        key=("question_id",),
        required=("question_id", "asked_on"),
        row_is="a question to the helpdesk",
    ),
    Table(
        "sessions",
        ("session_id", "held_on", "session_title", "session_kind", "session_theme", "place",
         "postcode", "province", "region", "is_online", "session_partner", "capacity",
         "evaluations", "satisfied", "cost_eur"),
        key=("session_id",),
        required=("session_id", "held_on", "session_kind"),
        row_is="a session: training, meeting or the yearly day",
    ),
    Table(
        "attendance",
        ("attendance_id", "session_id", "organisation_id", "organisation_name", "contact_name",
         "contact_first_name", "contact_email", "person_id", "order_id", "enrolled_on",
         "is_present"),
        key=("attendance_id",),
        required=("session_id",),
        row_is="a person on the list of a session",
    ),
    Table(
        "fund",
        ("application_id", "organisation_id", "organisation_name", "contact_email", "country",
         "continent", "income_group", "is_least_developed", "project_theme", "requested_eur",
         "score_quality", "score_impact", "score_feasibility", "showed_campaign", "decision",
         "granted_eur"),
        key=("application_id",),
        required=("application_id", "requested_eur", "decision",
                  "granted_eur"),
        row_is="an application to the fund",
    ),
    Table(
        "reviews",
        ("review_id", "application_id", "score_quality", "score_impact", "score_feasibility"),
        key=("review_id",),
        required=("review_id", "application_id"),
        row_is="what one member of the jury gave an application; who it was is not kept",
    ),
    Table(
        "panel",
        ("member_id", "organisation_id", "organisation_name", "contact_first_name",
         "contact_name", "contact_email", "person_id", "has_migration_background", "member_since",
         "was_present_spring", "was_present_autumn"),
        key=("member_id",),
        required=("member_id",),
        row_is="a member of the panel",
    ),
    Table(
        "steering_group",
        ("member_id", "organisation_id", "organisation_name", "contact_name", "contact_email",
         "person_id", "has_migration_background", "member_since", "meetings_present"),
        key=("member_id",),
        required=("member_id",),
        row_is="a member of the steering group",
    ),
    Table(
        "activities",
        ("activity_id", "activity", "challenge", "owner_role", "quarter", "days_planned",
         "days_spent", "budget_eur", "indicator", "target_change", "goal", "review_on",
         "activity_status", "remark"),
        key=("activity_id",),
        required=("activity_id", "activity", "challenge", "activity_status"),
        row_is="an activity of the action plan of this year",
    ),
    Table(
        "mailings",
        ("mailing_id", "sent_on", "mailing_title", "delivered", "opened", "opened_by_people",
         "clicked", "unsubscribed"),
        key=("mailing_id",),
        required=("mailing_id", "sent_on", "delivered"),
        row_is="a newsletter that was sent",
    ),
    Table(
        "pages",
        ("page", "page_views", "manual_chapter"),
        key=("page",),
        required=("page", "page_views"),
        row_is="a page of the website with its views of the year",
    ),
)  # fmt: skip

TABLES: dict[str, Table] = {table.name: table for table in _DECLARED}
"""Every clean table by its name."""
