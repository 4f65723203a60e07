"""Each column of the clean tables, declared once: type, unit, meaning, allowed values.

Codes are English and stable; the Dutch words a reader sees live in ``display.labels``.
"""

from __future__ import annotations

from dataclasses import dataclass

BLOCKS = (
    "overall", "website", "manual", "newsletter", "helpdesk", "training", "meetings",
    "yearly_day", "fund", "panel",
)  # fmt: skip
"""What the survey asks satisfaction about: the work as a whole and its building blocks."""

CHALLENGES = (
    "kwaliteit", "netwerk", "financien", "vrijwilligers", "administratie", "diaspora",
    "buitenland", "verankering", "stem", "zichtbaarheid", "europa",
)  # fmt: skip
"""The eleven challenges (uitdagingen) of the strategy paper, in its order."""

PROVINCES = (
    "Antwerpen", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen", "Brussel",
    "Wallonië",
)  # fmt: skip
"""The Flemish provinces, the Brussels region, and everything south of the language border."""

REGIONS = ("Vlaanderen", "Brussel", "Wallonië")
INCOME_GROUPS = ("low", "lower_middle", "upper_middle", "high")
"""The World Bank's, from the poorest."""

CONTINENTS = ("Africa", "Asia", "Latin America", "Europe", "North America", "Oceania")

CHANNELS = ("email", "telephone", "conversation")
ASKERS = ("fourth_pillar", "youth", "starting", "diaspora", "civil_society", "government")
LEGAL_FORMS = ("vzw", "informal", "foundation", "other")
SESSION_KINDS = ("training", "meeting", "yearly_day")
SESSION_THEMES = (
    "project_work", "intercultural", "basics", "social_media", "volunteering", "communication",
    "fundraising", "administration", "ethical_code", "gender", "network",
)  # fmt: skip
PROJECT_THEMES = (
    "education", "health", "agriculture", "water", "women", "youth", "economy", "climate",
    "human_rights", "culture",
)  # fmt: skip
STAKEHOLDER_ROLES = ("municipality", "province", "federation", "partner", "other")
WHY_UNANSWERED = (
    "not_shown", "no_experience", "not_applicable", "dont_know", "blank", "unreadable",
)  # fmt: skip
NO_CODE = "none"
"""Code of an open answer that is about nothing in the code book."""
UNREGISTERED = "X"
"""First letter of the number of an organisation that is in no register."""
ACTIVITY_STATUSES = ("planned", "running", "done", "dropped")


@dataclass(frozen=True)
class Column:
    """One column: ``dtype`` is one of string, date, integer, number, boolean.

    ``personal`` columns identify a person; they are used to link and never written to disk, but
    for ``own_words``: those are kept once scrubbed.
    """

    name: str
    dtype: str
    meaning: str
    unit: str = ""
    values: tuple[str, ...] = ()
    personal: bool = False
    own_words: bool = False


_DECLARED = (
    # where a row came from
    Column("source", "string", "source in pijler.toml the row was read from"),
    Column("file", "string", "export the row was read from"),
    Column("sheet", "string", "sheet of the workbook; missing for a CSV"),
    Column("row", "integer", "line in the export as a spreadsheet numbers it"),
    # organisations
    Column("organisation_id", "string", "the organisation, the same in every table and year"),
    Column("organisation_name", "string", "name as the source spells it"),
    Column("registration_id", "string", "number in the website register"),
    Column("legal_form", "string", "legal form", values=LEGAL_FORMS),
    Column("enterprise_number", "string", "Belgian enterprise number, ten digits"),
    Column("postcode", "string", "Belgian postcode, four digits"),
    Column("municipality", "string",
           "municipality the postcode or place lies in, with the borders of the year"),
    Column("province", "string", "province or region the postcode lies in", values=PROVINCES),
    Column("region", "string", "region the postcode lies in", values=REGIONS),
    Column("partner_countries", "string", "ISO 3166 codes of two letters, joined by ';'"),
    Column("themes", "string", "themes of its projects, joined by ';'"),
    Column("founded_year", "integer", "year of foundation"),
    Column("volunteers", "integer", "number of volunteers as declared", unit="persons"),
    Column("is_diaspora", "boolean", "declares itself a diaspora organisation; missing if unsaid"),
    Column("registered_on", "date", "registered on the website on"),
    Column("registration_status", "string", "state in the register", values=("active", "ended")),
    Column("ended_on", "date", "left the register on"),
    Column("confirmed_on", "date", "last confirmed its data on"),
    Column("has_newsletter", "boolean", "takes the newsletter"),
    # persons: used for linking, never written
    Column("contact_name", "string", "name of a person", personal=True),
    Column("contact_first_name", "string", "first name of a person", personal=True),
    Column("contact_email", "string", "e-mail address of a person", personal=True),
    Column("contact_phone", "string", "telephone number of a person", personal=True),
    Column("token", "string", "access code of an invited organisation", personal=True),
    Column("person_id", "string", "pseudonym of the person, the same in every table and year"),
    # survey
    Column("wave", "integer", "year of the survey"),
    Column("invitation_id", "string", "number of the invitation"),
    Column("invited_on", "date", "invited on"),
    Column("completed_on", "date", "the invitation was completed on"),
    Column("response_id", "string", "number of the response within its wave"),
    Column("submitted_on", "date", "submitted on; missing if never submitted"),
    Column("is_complete", "boolean", "was submitted"),
    Column("started_on", "date", "started to fill in on"),
    Column("duration_minutes", "number", "time from start to submission", unit="minutes"),
    Column("is_speeder", "boolean",
           "filled in within a third of the usual time; missing if it cannot be told"),
    Column("is_straight_liner", "boolean",
           "gave one answer to every question of a scale; missing if there were too few"),
    Column("is_duplicate", "boolean",
           "the same organisation sent in nearly the same answers before"),
    Column("role", "string", "role of a stakeholder", values=STAKEHOLDER_ROLES),
    Column("has_ethical_code", "boolean", "has a code of conduct"),
    Column("has_exit_strategy", "boolean", "has a plan for the end of its support to the partner"),
    Column("has_diversified_income", "boolean", "has income from more than one kind of source"),
    Column("has_diaspora_partner", "boolean", "works together with a diaspora organisation"),
    Column("prepares_volunteers", "boolean",
           "prepares the volunteers it sends abroad; missing if it sends none"),
    Column("open_answer", "string", "answer in the respondent's words, scrubbed", personal=True,
           own_words=True),
    *(
        Column(f"satisfaction_{block}", "integer",
               f"satisfaction with {block}, 1 (lowest) to the scale's maximum; missing if blank "
               "or no experience", unit="scale")
        for block in BLOCKS
    ),
    *(
        Column(f"need_{challenge}", "boolean",
               f"wants support on the challenge {challenge}; missing if the item was not shown "
               "or the question was left blank")
        for challenge in CHALLENGES
    ),
    # questions
    Column("audience", "string", "who was asked", values=("members", "stakeholders")),
    Column("item", "string", "column of the clean survey table"),
    Column("code", "string", "question code or heading in the export"),
    Column("wording", "string", "question as the respondent read it"),
    Column("scale", "string", "answers offered, lowest first, joined by ';'"),
    Column("scale_max", "integer", "highest answer on the scale"),
    Column("scale_top", "integer", "lowest answer that counts as satisfied"),
    Column("why", "string", "why there is no answer", values=WHY_UNANSWERED),
    Column("answer_code", "string", "what an open answer is about, by the code book"),
    Column("is_by_first", "boolean", "the first reader gave this code; missing if unread"),
    Column("is_by_second", "boolean", "the second reader gave this code; missing if unread"),
    Column("is_decided", "boolean", "the code counts; missing while the answer waits"),
    Column("may_be_quoted", "boolean", "its writer allowed to quote it"),
    # helpdesk
    Column("question_id", "string", "number of the question"),
    Column("asked_on", "date", "asked on"),
    Column("answered_on", "date", "answered on; missing while open"),
    Column("response_days", "integer", "Belgian working days from question to answer",
           unit="working days"),
    Column("channel", "string", "how it came in", values=CHANNELS),
    Column("asker", "string", "who asks", values=ASKERS),
    Column("topic", "string", "challenge the question belongs to", values=(*CHALLENGES, "other")),
    Column("question_text", "string", "the question in words, scrubbed", personal=True,
           own_words=True),
    Column("referred_to", "string", "referred to"),
    # sessions and attendance
    Column("session_id", "string", "code of the session within its year"),
    Column("held_on", "date", "held on"),
    Column("session_title", "string", "title of the session"),
    Column("session_kind", "string", "kind of session", values=SESSION_KINDS),
    Column("session_theme", "string", "theme of the session", values=SESSION_THEMES),
    Column("place", "string", "place as written"),
    Column("is_online", "boolean", "held online"),
    Column("session_partner", "string", "partner organisation of the session"),
    Column("capacity", "integer", "places available", unit="persons"),
    Column("evaluations", "integer", "evaluation forms filled in", unit="persons"),
    Column("satisfied", "integer", "of these, how many were satisfied or very satisfied",
           unit="persons"),
    Column("cost_eur", "number", "what the session cost, wages not counted", unit="EUR"),
    Column("attendance_id", "string", "session and number of the line on its list"),
    Column("order_id", "string", "number of the ticket order"),
    Column("enrolled_on", "date", "enrolled on"),
    Column("is_present", "boolean", "was present; missing if not filled in"),
    # fund
    Column("application_id", "string", "number of the application"),
    Column("country", "string", "country of the project, ISO 3166 code of two letters"),
    Column("continent", "string", "continent of the project", values=CONTINENTS),
    Column("income_group", "string", "World Bank income group of the country on 1 July of the year",
           values=INCOME_GROUPS),
    Column("is_least_developed", "boolean",
           "the country was among the least developed on 1 July of the year"),
    Column("project_theme", "string", "theme of the project", values=PROJECT_THEMES),
    Column("requested_eur", "number", "amount asked", unit="EUR"),
    Column("granted_eur", "number", "amount granted, 0 when refused", unit="EUR"),
    Column("decision", "string", "decision of the jury", values=("granted", "refused")),
    Column("showed_campaign", "boolean",
           "the applicant showed what it did for the campaign; missing if not noted"),
    Column("score_quality", "number", "jury score on quality, 0 to 10", unit="points"),
    Column("score_impact", "number", "jury score on impact, 0 to 10", unit="points"),
    Column("score_feasibility", "number", "jury score on feasibility, 0 to 10", unit="points"),
    Column("review_id", "string", "number of a form of one member of the jury"),
    # panel and steering group
    Column("member_id", "string", "number of the member"),
    Column("has_migration_background", "boolean",
           "declares a migration background; missing if unsaid"),
    Column("member_since", "date", "member since"),
    Column("was_present_spring", "boolean", "present at the spring meeting"),
    Column("was_present_autumn", "boolean", "present at the autumn meeting"),
    Column("meetings_present", "integer", "meetings attended this year"),
    # activities
    Column("activity_id", "string", "number in the plan"),
    Column("activity", "string", "what is done"),
    Column("challenge", "string", "challenge it serves", values=CHALLENGES),
    Column("owner_role", "string", "role that carries it"),
    Column("quarter", "string", "quarter it falls in", values=("Q1", "Q2", "Q3", "Q4", "year")),
    Column("days_planned", "number", "working days planned", unit="days"),
    Column("days_spent", "number", "working days spent", unit="days"),
    Column("budget_eur", "number", "money planned", unit="eur"),
    Column("indicator", "string", "indicator it should move, by id"),
    Column("target_change", "number", "change wanted of the indicator in the year: of a share in "
           "parts of one, else as a part of the figure before"),
    Column("goal", "string", "result promised, in words"),
    Column("review_on", "date", "day on which it is looked at again"),
    Column("activity_status", "string", "how far it is", values=ACTIVITY_STATUSES),
    Column("remark", "string", "remark, scrubbed", own_words=True),
    # newsletter and website
    Column("mailing_id", "string", "number of the mailing in the tool"),
    Column("sent_on", "date", "sent on"),
    Column("mailing_title", "string", "title of the mailing"),
    Column("delivered", "integer", "addresses it was delivered at", unit="addresses"),
    Column("opened", "integer", "addresses at which it was opened, by a person or a program",
           unit="addresses"),
    Column("opened_by_people", "integer", "addresses at which a person opened it",
           unit="addresses"),
    Column("clicked", "integer", "addresses at which a link was followed", unit="addresses"),
    Column("unsubscribed", "integer", "addresses that unsubscribed", unit="addresses"),
    Column("page", "string", "place of a page on the website, such as /handboek/diaspora"),
    Column("page_views", "integer", "times the page was looked at in the year", unit="views"),
    Column("manual_chapter", "string", "chapter of the manual; missing elsewhere on the website"),
)  # fmt: skip

COLUMNS: dict[str, Column] = {column.name: column for column in _DECLARED}
"""Every column by its name."""
