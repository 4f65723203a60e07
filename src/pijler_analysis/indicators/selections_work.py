"""The rows behind what is said of helpdesk, fund, panel, surveys and the action plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.breakdowns import groups_of
from pijler_analysis.indicators.counted import (
    ORGANISATION,
    Counted,
    Select,
    active,
    all_of,
    divided,
    every,
)
from pijler_analysis.indicators.diaspora import (
    organisation_contacts,
)
from pijler_analysis.indicators.fund_applicants import ids_decided
from pijler_analysis.indicators.fund_jury import (
    CRITERIA,
    FEWEST_JUDGED_TWICE,
    reviews_of_applications,
)
from pijler_analysis.indicators.helpdesk import WAYS
from pijler_analysis.indicators.organisations import (
    active_registrations,
    as_series,
    ids_applying,
    ids_asking,
    ids_earlier,
    ids_in,
    register_column,
)
from pijler_analysis.indicators.panel import MEETINGS, TRAITS
from pijler_analysis.indicators.plan import goals_met
from pijler_analysis.indicators.remarks import (
    AUDIENCES,
    FEWEST_READ_TWICE,
    answers_by_challenge,
    coded_answers,
    readings,
)
from pijler_analysis.indicators.response import TRAITS as RESPONSE_TRAITS
from pijler_analysis.indicators.response import has_answered
from pijler_analysis.indicators.survey_shares import (
    FEWEST_PAIRS,
    asked_items,
    block_answers,
    complete,
    has_experience,
    needs,
    satisfied,
)
from pijler_analysis.schema.results import ANSWER_CHALLENGE, ANSWER_CODE, TOTAL, UNKNOWN
from pijler_analysis.schema.tables import PRACTICES


def _conversations(data: YearData) -> Iterable[Counted]:
    channel = data.helpdesk["channel"]
    yield Counted("helpdesk", all_of(data.helpdesk[(channel == "conversation").fillna(False)]))


def _granted(data: YearData) -> pd.DataFrame:
    return data.fund[data.fund["decision"] == "granted"]


def _scored_twice(data: YearData) -> Iterable[Counted]:
    """Select the forms that count: those of applications of which two people gave the score."""
    reviews = reviews_of_applications(data)
    scores = [f"score_{name}" for name in CRITERIA]
    places = [(TOTAL, TOTAL, scores)]
    places += [("criterion", name, [f"score_{name}"]) for name in CRITERIA]
    for by, group, asked in places:
        full = reviews.dropna(subset=asked)
        twice = full[full["application_id"].duplicated(keep=False)]
        if twice["application_id"].nunique() >= FEWEST_JUDGED_TWICE:
            yield Counted("reviews", all_of(twice, count=False), by=by, group=group)


def _grants(data: YearData) -> Iterable[Counted]:
    yield Counted("fund", all_of(_granted(data)))


def _divided_questions(data: YearData) -> Iterable[Counted]:
    for by, expected in WAYS.items():
        told = data.helpdesk[by]
        for group in expected:
            yield Counted("helpdesk", told == group, by=by, group=group)


def _decided(data: YearData) -> Iterable[Counted]:
    yield Counted("fund", data.fund["decision"] == "granted")


def _amounts(column: str) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        rows = data.fund if column == "requested_eur" else _granted(data)
        yield Counted("fund", all_of(rows), adds=column)

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
        yield Counted(f"survey_{audience}", all_of(rows), by="audience", group=audience)


def _answered(
    items: Callable[[YearData, str], pd.DataFrame], audience: str, *, by: str, total: str = ""
) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        for item, status in items(data, audience).items():
            place = (TOTAL, TOTAL) if item == total else (by, str(item))
            yield Counted(f"survey_{audience}", status, *place)

    return select


def _written(audience: str) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        yield from _answered(coded_answers, audience, by=ANSWER_CODE)(data)
        yield from _answered(answers_by_challenge, audience, by=ANSWER_CHALLENGE)(data)

    return select


def _read_twice(data: YearData) -> Iterable[Counted]:
    """Select the answers two people read, and for each code those to which one of them gave it."""
    first, second = readings(data)
    if len(first) < FEWEST_READ_TWICE:
        return
    given = first | second
    for audience in AUDIENCES:
        mine = given[given.index.get_level_values("audience") == audience].droplevel("audience")
        table = data.tables[f"survey_{audience}"]
        rows = table[table["response_id"].isin(mine.index)]
        said = mine.loc[rows["response_id"]].set_axis(rows.index)
        yield Counted(f"survey_{audience}", all_of(rows, count=False))
        for code in said:
            yield Counted(f"survey_{audience}", said[code], by="answer_code", group=str(code))


def _judged_both(data: YearData) -> Iterable[Counted]:
    """Select those who judged a block and the work as a whole."""
    judged = satisfied(data, "members")
    if "overall" not in judged:
        return
    for block in judged.columns.drop("overall"):
        both = judged[[block, "overall"]].notna().all(axis=1)
        if int(both.sum()) >= FEWEST_PAIRS:
            rows = complete(data, "members")[both]
            yield Counted("survey_members", all_of(rows, count=False), by="block", group=block)


def _practice(item: str) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        if item in asked_items(data, "members").index:
            yield Counted("survey_members", complete(data, "members")[item])

    return select


def _done(data: YearData) -> Iterable[Counted]:
    status = data.activities["activity_status"]
    yield Counted("activities", (status == "done").fillna(False))


def _by_month(data: YearData) -> Iterable[Counted]:
    questions = data.helpdesk
    if not data.earlier:
        return
    yield Counted("helpdesk", all_of(questions, count=False))
    for month, part in questions.groupby(questions["asked_on"].dt.month):
        yield Counted("helpdesk", all_of(part), by="month", group=f"{month:02d}")


def _answered_questions(data: YearData) -> Iterable[Counted]:
    yield Counted("helpdesk", data.helpdesk["response_days"].notna())


def _referred(data: YearData) -> Iterable[Counted]:
    yield Counted("helpdesk", data.helpdesk["referred_to"].notna())


def _repeated(data: YearData) -> Iterable[Counted]:
    asked = organisation_contacts(data)["helpdesk"]
    ids = asked.loc[asked[ORGANISATION].notna(), ORGANISATION]
    yield Counted("helpdesk", ids.duplicated(keep=False), once_per=ORGANISATION)


def _ever_asked(data: YearData, rows: pd.DataFrame) -> pd.Series:
    asked = ids_asking(data).union(*(ids_asking(before) for before in data.earlier))
    return rows[ORGANISATION].isin(asked)


def _recipients(data: YearData) -> Iterable[Counted]:
    granted = all_of(_granted(data), count=False)
    yield Counted("fund", granted)
    yield Counted("fund", granted, by="recipients", group="grantees")
    yield Counted("fund", all_of(data.fund, count=False), by="recipients", group="applicants")


def _showed_campaign(data: YearData) -> Iterable[Counted]:
    yield Counted("fund", data.fund["showed_campaign"])


def _new_applicants(data: YearData) -> Iterable[Counted]:
    before = ids_earlier(data, ids_applying)
    ids = data.fund[ORGANISATION].dropna()
    if before is not None:
        yield Counted("fund", ~ids.isin(before), once_per=ORGANISATION)


def _refused_before(seen: Callable[[YearData], Iterable[str]]) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        if data.previous is None:
            return
        fund = data.previous.fund
        refused = fund[(fund["decision"] == "refused").fillna(False) & fund[ORGANISATION].notna()]
        status = refused[ORGANISATION].isin(seen(data))
        yield Counted("fund", status, once_per=ORGANISATION, of=data.previous)

    return select


def _applied(data: YearData, rows: pd.DataFrame) -> pd.Series:
    return rows[ORGANISATION].isin(ids_applying(data))


def _panel_applied(data: YearData) -> Iterable[Counted]:
    ids = data.panel[ORGANISATION].dropna()
    yield Counted("panel", ids.isin(ids_applying(data)), once_per=ORGANISATION)


def _joined(table: str) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        since = data.tables[table]["member_since"].dt.year.astype("Int64")
        yield Counted(table, since == data.year)

    return select


def _steering_meetings(data: YearData) -> Iterable[Counted]:
    told = data.steering_group[data.steering_group["meetings_present"].notna()]
    yield Counted("steering_group", all_of(told), adds="meetings_present")
    yield Counted("steering_group", all_of(told, count=False))


def _seat_traits(table: str) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        rows = data.tables[table]
        ids = rows[ORGANISATION]
        seats = ids.where(ids.isin(as_series(ids_in(active_registrations(data)))))
        for trait in TRAITS:
            known = pd.Series(groups_of(data, seats, trait) != UNKNOWN, index=seats.index)
            places = [("trait", trait)]
            if trait == TRAITS[0]:
                places.append((TOTAL, TOTAL))
            for by, group in places:
                yield Counted(table, all_of(rows[known], count=False), by=by, group=group)

    return select


def _responses(data: YearData) -> Iterable[Counted]:
    yield Counted("survey_members", all_of(complete(data, "members")))
    yield Counted("invitations", all_of(data.invitations, count=False))


def _respondents_by_status(data: YearData) -> Iterable[Counted]:
    answered = complete(data, "members")[ORGANISATION]
    yield Counted("survey_members", register_column(data, answered, "is_diaspora"))


def _invited_by_answer(data: YearData) -> Iterable[Counted]:
    yield Counted("invitations", has_answered(data))


def _traits_of_respondents(data: YearData) -> Iterable[Counted]:
    answered = data.invitations[has_answered(data)]
    for trait in RESPONSE_TRAITS.values():
        yield Counted("invitations", all_of(answered, count=False), by="trait", group=trait)


def _goals(data: YearData) -> Iterable[Counted]:
    yield Counted("activities", goals_met(data))


def _days(column: str) -> Select:
    def select(data: YearData) -> Iterable[Counted]:
        rows = data.activities[data.activities[column].notna()]
        yield Counted("activities", all_of(rows), adds=column)

    return select


_PRACTICE_IDS = ("ethical_code", "exit_strategy", "diversified_income", "diaspora_partner",
                 "volunteer_preparation")  # fmt: skip

SELECTIONS: dict[str, Select] = {
    "helpdesk.questions": every("helpdesk"),
    "helpdesk.questions_share": _divided_questions,
    "helpdesk.conversations": _conversations,
    "helpdesk.questions_per_fte": every("helpdesk"),
    "helpdesk.questions_per_day": every("helpdesk"),
    "helpdesk.month_pattern": _by_month,
    "helpdesk.response_days": _answered_questions,
    "helpdesk.response_days_nine_in_ten": _answered_questions,
    "helpdesk.referrals_share": _referred,
    "helpdesk.repeat_askers_share": _repeated,
    "helpdesk.ever_asked_share": active(status=_ever_asked),
    "fund.applications": every("fund"),
    "fund.grants": _grants,
    "fund.reviewer_agreement": _scored_twice,
    "fund.grant_rate": _decided,
    "fund.requested_eur": _amounts("requested_eur"),
    "fund.granted_eur": _amounts("granted_eur"),
    "fund.diaspora_share": _granted_diaspora,
    "fund.granted_median": _recipients,
    "fund.gini": _recipients,
    "fund.top_share": _recipients,
    "fund.granted_share": divided("fund", "granted_eur", "requested_eur"),
    "fund.new_applicants_share": _new_applicants,
    "fund.campaign_share": _showed_campaign,
    "fund.reapplied_share": _refused_before(ids_applying),
    "fund.regranted_share": _refused_before(lambda data: ids_decided(data, "granted")),
    "fund.register_share": active(status=_applied),
    "fund.panel_share": _panel_applied,
    "panel.members": every("panel"),
    "panel.presence": _meetings,
    "panel.renewal_share": _joined("panel"),
    "panel.unlikeness": _seat_traits("panel"),
    "panel.steering_members": every("steering_group"),
    "panel.steering_presence": _steering_meetings,
    "panel.steering_renewal_share": _joined("steering_group"),
    "panel.steering_unlikeness": _seat_traits("steering_group"),
    "survey.diaspora_share": _respondents_by_status,
    "survey.invited": every("invitations"),
    "survey.respondents": _submitted,
    "survey.satisfaction": _answered(satisfied, "members", by="block", total="overall"),
    "survey.needs": _answered(needs, "members", by="challenge"),
    "survey.experience": _answered(has_experience, "members", by="block"),
    "survey.stakeholder_satisfaction": _answered(
        satisfied, "stakeholders", by="block", total="overall"
    ),
    "survey.stakeholder_needs": _answered(needs, "stakeholders", by="challenge"),
    **{f"survey.{id}": _practice(item) for id, item in zip(_PRACTICE_IDS, PRACTICES, strict=True)},
    "survey.remarks": _written("members"),
    "survey.stakeholder_remarks": _written("stakeholders"),
    "survey.reader_agreement": _read_twice,
    "survey.response_rate": _responses,
    "survey.representativeness": _invited_by_answer,
    "survey.dissimilarity": _traits_of_respondents,
    "survey.importance": _judged_both,
    "survey.answers": _answered(block_answers, "members", by="block_answer"),
    "survey.need_ranks": _answered(needs, "members", by="challenge"),
    "plan.activities": every("activities"),
    "plan.days_planned": _days("days_planned"),
    "plan.days_spent": _days("days_spent"),
    "plan.days_spent_share": divided("activities", "days_spent", "days_planned"),
    "plan.goals_met_share": _goals,
    "plan.done_share": _done,
}
