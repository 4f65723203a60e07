"""From a number to its rows: which clean rows an indicator counted.

Each indicator listed here names the rows with the same selections its measure counts from, as a
column of True (in the numerator), False (in the denominator only) and missing (not known, so in
neither). Whatever is counted of them, rows, distinct organisations or a sum, can be counted again
from the list; a test holds that it comes out at the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.diaspora import contact_status
from pijler_analysis.indicators.organisations import (
    active_registrations,
    ids_at,
    listed_at,
    present_at,
    register_column,
    registered_at_start,
)
from pijler_analysis.indicators.panel import MEETINGS
from pijler_analysis.indicators.remarks import coded_answers
from pijler_analysis.indicators.survey_shares import (
    asked_items,
    complete,
    has_experience,
    needs,
    satisfied,
)
from pijler_analysis.schema.results import TOTAL
from pijler_analysis.schema.tables import PRACTICES, PROVENANCE, TABLES

NUMERATOR, DENOMINATOR, NOT_KNOWN = "numerator", "denominator", "not_known"
COLUMNS = ("by", "group", "role", "table", "key", "counts_as", *PROVENANCE)


@dataclass(frozen=True)
class Counted:
    """Rows of one clean table behind a figure.

    ``status`` has the index of the table; ``once_per`` is the column whose different values are
    counted, ``adds`` the column that is summed, both empty where the rows themselves are counted.
    """

    table: str
    status: pd.Series
    by: str = TOTAL
    group: str = TOTAL
    once_per: str = ""
    adds: str = ""


Select = Callable[[YearData], Iterable[Counted]]


def counted_rows(data: YearData, indicator: str) -> pd.DataFrame:
    """List the clean rows an indicator counted in a year.

    Returns
    -------
    DataFrame, one row per row counted: ``by`` and ``group`` of the figure, ``role`` (numerator,
    denominator, not_known), ``table``, its ``key``, ``counts_as`` (what the row adds: an
    organisation that counts once, an amount, or 1) and ``source, file, sheet, row``

    Raises
    ------
    KeyError
        If the rows of the indicator are not known.
    """
    parts = [_listed(data, part) for part in SELECTIONS[indicator](data) if len(part.status)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))


def count_again(rows: pd.DataFrame) -> float:
    """Count what listed rows stand for: a sum of amounts, or distinct organisations or rows."""
    if pd.api.types.is_numeric_dtype(rows["counts_as"]):
        return float(rows["counts_as"].sum())
    return float(rows["counts_as"].nunique())


def _listed(data: YearData, part: Counted) -> pd.DataFrame:
    table = data.tables[part.table].loc[part.status.index]
    status = part.status.astype("boolean")
    role = status.map({True: NUMERATOR, False: DENOMINATOR}).astype("string").fillna(NOT_KNOWN)
    column = part.once_per or part.adds
    found = table[list(PROVENANCE)].assign(
        by=part.by,
        group=part.group,
        role=role,
        table=part.table,
        key=table[TABLES[part.table].key[-1]].astype("string"),
        counts_as=table[column] if column else 1,
    )
    return found[list(COLUMNS)]


def _all(rows: pd.DataFrame) -> pd.Series:
    return pd.Series(True, index=rows.index, dtype="boolean")


def _active(data: YearData) -> Iterable[Counted]:
    yield Counted("registrations", _all(active_registrations(data)), once_per="organisation_id")


def _began_or_ended(column: str) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        register = data.registrations
        yield Counted("registrations", _all(register[register[column].dt.year == data.year]))

    return select


def _takes_newsletter(data: YearData) -> Iterable[Counted]:
    yield Counted("registrations", active_registrations(data)["has_newsletter"])


def _online(data: YearData) -> Iterable[Counted]:
    yield Counted("sessions", data.sessions.query("session_kind == 'training'")["is_online"])


def _not_come(data: YearData) -> Iterable[Counted]:
    yield Counted("attendance", ~listed_at(data, "training")["is_present"])


def _sessions(data: YearData) -> Iterable[Counted]:
    held = data.sessions[data.sessions["session_kind"] == "training"]
    yield Counted("sessions", _all(held))


def _present(kind: str, *, once_per: str = "") -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        lines = present_at(data, kind)
        if once_per:
            lines = lines[lines[once_per].notna()]
        yield Counted("attendance", _all(lines), once_per=once_per)

    return select


def _reached(data: YearData) -> Iterable[Counted]:
    eligible = registered_at_start(data)
    reached = eligible.isin(ids_at(data, "training"))
    yield Counted("registrations", reached, once_per="organisation_id")


def _every(table: str) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        yield Counted(table, _all(data.tables[table]))

    return select


def _conversations(data: YearData) -> Iterable[Counted]:
    channel = data.helpdesk["channel"]
    yield Counted("helpdesk", _all(data.helpdesk[(channel == "conversation").fillna(False)]))


def _contacts(data: YearData) -> Iterable[Counted]:
    for channel, status in contact_status(data).items():
        table = "attendance" if channel == "training" else channel
        yield Counted(table, status, by="channel", group=channel)


def _granted(data: YearData) -> pd.DataFrame:
    return data.fund[data.fund["decision"] == "granted"]


def _decided(data: YearData) -> Iterable[Counted]:
    yield Counted("fund", data.fund["decision"] == "granted")


def _amounts(column: str) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        rows = data.fund if column == "requested_eur" else _granted(data)
        yield Counted("fund", _all(rows), adds=column)

    return select


def _granted_diaspora(data: YearData) -> Iterable[Counted]:
    ids = _granted(data)["organisation_id"]
    yield Counted("fund", register_column(data, ids, "is_diaspora"))


def _meetings(data: YearData) -> Iterable[Counted]:
    for meeting, column in MEETINGS.items():
        yield Counted("panel", data.panel[column], by="meeting", group=meeting)


def _submitted(data: YearData) -> Iterable[Counted]:
    for audience in ("members", "stakeholders"):
        rows = complete(data, audience)
        yield Counted(f"survey_{audience}", _all(rows), by="audience", group=audience)


def _answered(
    items: Callable[[YearData, str], pd.DataFrame], audience: str, *, by: str, total: str = ""
) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        for item, status in items(data, audience).items():
            place = {} if item == total else {"by": by, "group": str(item)}
            yield Counted(f"survey_{audience}", status, **place)

    return select


def _practice(item: str) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        if item in asked_items(data, "members").index:
            yield Counted("survey_members", complete(data, "members")[item])

    return select


def _done(data: YearData) -> Iterable[Counted]:
    status = data.activities["activity_status"]
    yield Counted("activities", (status == "done").fillna(False))


_PRACTICE_IDS = ("ethical_code", "exit_strategy", "diversified_income", "diaspora_partner",
                 "volunteer_preparation")  # fmt: skip

SELECTIONS: dict[str, Select] = {
    "reach.registrations": _active,
    "reach.coverage": _active,
    "reach.new": _began_or_ended("registered_on"),
    "reach.ended": _began_or_ended("ended_on"),
    "reach.newsletter_share": _takes_newsletter,
    "diaspora.share": _contacts,
    "training.sessions": _sessions,
    "training.attendances": _present("training"),
    "training.organisations": _present("training", once_per="organisation_id"),
    "training.reach": _reached,
    "training.online_share": _online,
    "training.no_show_share": _not_come,
    "meeting.attendances": _present("meeting"),
    "meeting.organisations": _present("meeting", once_per="organisation_id"),
    "day.attendances": _present("yearly_day"),
    "day.organisations": _present("yearly_day", once_per="organisation_id"),
    "helpdesk.questions": _every("helpdesk"),
    "helpdesk.conversations": _conversations,
    "helpdesk.questions_per_fte": _every("helpdesk"),
    "fund.applications": _every("fund"),
    "fund.grant_rate": _decided,
    "fund.requested_eur": _amounts("requested_eur"),
    "fund.granted_eur": _amounts("granted_eur"),
    "fund.diaspora_share": _granted_diaspora,
    "panel.members": _every("panel"),
    "panel.presence": _meetings,
    "survey.invited": _every("invitations"),
    "survey.respondents": _submitted,
    "survey.satisfaction": _answered(satisfied, "members", by="block", total="overall"),
    "survey.needs": _answered(needs, "members", by="challenge"),
    "survey.experience": _answered(has_experience, "members", by="block"),
    "survey.stakeholder_satisfaction": _answered(
        satisfied, "stakeholders", by="block", total="overall"
    ),
    "survey.stakeholder_needs": _answered(needs, "stakeholders", by="challenge"),
    **{f"survey.{id}": _practice(item) for id, item in zip(_PRACTICE_IDS, PRACTICES, strict=True)},
    "survey.remarks": _answered(coded_answers, "members", by="answer_code"),
    "survey.stakeholder_remarks": _answered(coded_answers, "stakeholders", by="answer_code"),
    "plan.done_share": _done,
}
"""The indicators whose rows are known, by id."""
