"""The rows behind what is said of reach, diaspora, trainings, meetings and the yearly day."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.breakdowns import works_in_least_developed
from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.indicators.counted import (
    ORGANISATION,
    Counted,
    Select,
    active,
    all_of,
    diaspora_at,
    divided,
    first_seen,
    present,
)
from pijler_analysis.indicators.diaspora import (
    contact_status,
    organisation_contacts,
    seen_in_several,
)
from pijler_analysis.indicators.organisations import (
    active_registrations,
    ids_at,
    listed_at,
    present_at,
    register_column,
    registered_at_start,
)
from pijler_analysis.indicators.participants import people_at_trainings
from pijler_analysis.indicators.series import sessions_of_series
from pijler_analysis.indicators.training import priced_trainings


def _active(data: YearData) -> Iterable[Counted]:
    yield Counted("registrations", all_of(active_registrations(data)), once_per="organisation_id")


def _began_or_ended(column: str) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        register = data.registrations
        yield Counted("registrations", all_of(register[register[column].dt.year == data.year]))

    return select


def _takes_newsletter(data: YearData) -> Iterable[Counted]:
    yield Counted("registrations", active_registrations(data)["has_newsletter"])


def _online(data: YearData) -> Iterable[Counted]:
    yield Counted("sessions", data.sessions.query("session_kind == 'training'")["is_online"])


def _not_come(data: YearData) -> Iterable[Counted]:
    yield Counted("attendance", ~listed_at(data, "training")["is_present"])


def _sessions(data: YearData) -> Iterable[Counted]:
    held = data.sessions[data.sessions["session_kind"] == "training"]
    yield Counted("sessions", all_of(held))


def _reached(data: YearData) -> Iterable[Counted]:
    eligible = registered_at_start(data)
    reached = eligible.isin(ids_at(data, "training"))
    yield Counted("registrations", reached, once_per="organisation_id")


def _contacts(data: YearData) -> Iterable[Counted]:
    for channel, status in contact_status(data).items():
        table = "attendance" if channel == "training" else channel
        yield Counted(table, status, by="channel", group=channel)


def _net_growth(data: YearData) -> Iterable[Counted]:
    register = data.registrations
    for column, times in (("registered_on", 1), ("ended_on", -1)):
        rows = register[register[column].dt.year == data.year]
        yield Counted("registrations", all_of(rows), times=times)


def _confirmed(data: YearData, rows: pd.DataFrame) -> pd.Series:
    return rows["confirmed_on"].dt.year.astype("Int64") >= data.year - 1


def _works_in_least_developed(data: YearData, rows: pd.DataFrame) -> pd.Series:
    told = works_in_least_developed(data, rows["partner_countries"])
    return pd.Series(told.array, index=rows.index)


def _last_mailing(data: YearData) -> Iterable[Counted]:
    sent = data.mailings.dropna(subset=["delivered"]).sort_values("sent_on", kind="stable")
    yield Counted("mailings", all_of(sent.tail(1)), adds="delivered")


def _opened(data: YearData) -> Iterable[Counted]:
    is_old = data.year < CATALOGUE["reach.newsletter_open_share"].since
    yield from _of_delivered("opened" if is_old else "opened_by_people")(data)


def _of_delivered(column: str) -> Select:
    def rows(data: YearData) -> pd.DataFrame:
        return data.mailings.dropna(subset=[column, "delivered"])

    return divided("mailings", column, "delivered", rows=rows)


def _views(data: YearData) -> Iterable[Counted]:
    pages = data.pages
    yield Counted("pages", all_of(pages), adds="page_views")
    for chapter, part in pages.groupby("manual_chapter"):
        yield Counted("pages", all_of(part), by="manual_chapter", group=str(chapter),
                      adds="page_views")  # fmt: skip


def _in_manual(data: YearData) -> Iterable[Counted]:
    yield Counted("pages", data.pages["manual_chapter"].notna(), adds="page_views")


def _seen_organisations(data: YearData) -> Iterable[Counted]:
    for channel, rows in organisation_contacts(data).items():
        status = register_column(data, rows[ORGANISATION], "is_diaspora")
        yield Counted(_TABLE_OF.get(channel, channel), status, once_per=ORGANISATION)


def _in_several_channels(data: YearData) -> Iterable[Counted]:
    several = seen_in_several(data)
    for channel, rows in organisation_contacts(data).items():
        found = rows[rows[ORGANISATION].isin(several)]
        yield Counted(_TABLE_OF.get(channel, channel), all_of(found), once_per=ORGANISATION)


_TABLE_OF = {"training": "attendance"}
"""The table of a channel that is not called after it."""


def _seats(data: YearData) -> Iterable[Counted]:
    for table in ("panel", "steering_group"):
        seats = data.tables[table][ORGANISATION]
        yield Counted(table, register_column(data, seats, "is_diaspora"))


def _series(data: YearData) -> Iterable[Counted]:
    held = data.sessions[data.sessions["session_id"].isin(sessions_of_series(data))]
    yield Counted("sessions", all_of(held))


def _at_series(data: YearData) -> Iterable[Counted]:
    lines = present_at(data, "training")
    lines = lines[lines["session_id"].isin(sessions_of_series(data)) & lines[ORGANISATION].notna()]
    yield Counted("attendance", all_of(lines), once_per=ORGANISATION)


def _back(data: YearData) -> Iterable[Counted]:
    if data.previous is None:
        return
    lines = present_at(data.previous, "training")
    lines = lines[lines[ORGANISATION].notna()]
    status = lines[ORGANISATION].isin(ids_at(data, "training"))
    yield Counted("attendance", status, once_per=ORGANISATION, of=data.previous)


def _new_people(data: YearData) -> Iterable[Counted]:
    lines = present_at(data, "training")
    lines = lines[lines["person_id"].notna()]
    seen = [people_at_trainings(year) for year in data.earlier]
    if seen:
        new = ~lines["person_id"].isin(frozenset().union(*seen))
        yield Counted("attendance", new, once_per="person_id")


def _people_back(data: YearData) -> Iterable[Counted]:
    if data.previous is None:
        return
    lines = present_at(data.previous, "training")
    lines = lines[lines["person_id"].notna()]
    status = lines["person_id"].isin(people_at_trainings(data))
    yield Counted("attendance", status, once_per="person_id", of=data.previous)


def _seats_taken(data: YearData) -> Iterable[Counted]:
    sessions = data.sessions
    offered = sessions[(sessions["session_kind"] == "training") & (sessions["capacity"] > 0)]
    lines = present_at(data, "training")
    yield Counted("attendance", all_of(lines[lines["session_id"].isin(offered["session_id"])]))
    yield Counted("sessions", all_of(offered, count=False), adds="capacity")


def _forms(data: YearData) -> Iterable[Counted]:
    held = data.sessions[data.sessions["session_kind"] == "training"]
    asked = held[held["evaluations"].notna() & held["satisfied"].notna()]
    yield Counted("sessions", all_of(asked), adds="satisfied")
    yield Counted("sessions", all_of(asked, count=False), adds="evaluations")


def _cost(data: YearData) -> Iterable[Counted]:
    priced = priced_trainings(data)
    lines = present_at(data, "training")
    yield Counted("sessions", all_of(priced), adds="cost_eur")
    came = lines[lines["session_id"].isin(priced["session_id"])]
    yield Counted("attendance", all_of(came, count=False))


def _with_partner(data: YearData) -> Iterable[Counted]:
    held = data.sessions[data.sessions["session_kind"] == "training"]
    yield Counted("sessions", held["session_partner"].notna())


SELECTIONS: dict[str, Select] = {
    "reach.registrations": _active,
    "reach.coverage": _active,
    "reach.new": _began_or_ended("registered_on"),
    "reach.ended": _began_or_ended("ended_on"),
    "reach.newsletter_share": _takes_newsletter,
    "reach.net_growth": _net_growth,
    "reach.freshness": active(status=_confirmed),
    "reach.least_developed_share": active(status=_works_in_least_developed),
    "reach.newsletter_receivers": _last_mailing,
    "reach.newsletter_open_share": _opened,
    "reach.newsletter_click_share": _of_delivered("clicked"),
    "reach.website_views": _views,
    "reach.manual_share": _in_manual,
    "diaspora.share": _contacts,
    "diaspora.organisations_share": _seen_organisations,
    "diaspora.governance_share": _seats,
    "diaspora.overlap": _in_several_channels,
    "diaspora.series_sessions": _series,
    "diaspora.series_organisations": _at_series,
    "training.sessions": _sessions,
    "training.attendances": present("training"),
    "training.organisations": present("training", once_per="organisation_id"),
    "training.reach": _reached,
    "training.online_share": _online,
    "training.no_show_share": _not_come,
    "training.first_time_share": first_seen("training", lambda year: ids_at(year, "training")),
    "training.returning_share": _back,
    "training.satisfaction": _forms,
    "training.cost_eur": _cost,
    "training.people": present("training", once_per="person_id"),
    "training.first_time_people_share": _new_people,
    "training.returning_people_share": _people_back,
    "training.occupancy": _seats_taken,
    "training.partner_share": _with_partner,
    "meeting.attendances": present("meeting"),
    "meeting.organisations": present("meeting", once_per="organisation_id"),
    "meeting.first_time_share": first_seen("meeting", lambda year: ids_at(year, "meeting")),
    "meeting.diaspora_share": diaspora_at("meeting"),
    "day.attendances": present("yearly_day"),
    "day.organisations": present("yearly_day", once_per="organisation_id"),
    "day.first_time_share": first_seen("yearly_day", lambda year: ids_at(year, "yearly_day")),
    "day.diaspora_share": diaspora_at("yearly_day"),
}
