"""The surveys: who answered, how satisfied they are, what they need.

The answers are a sample of those invited. Each share of the members is given twice: as answered,
and weighted so that the respondents have the composition of those invited (province by diaspora
status). Both intervals know how many were invited; neither knows how those who kept silent differ
from those who answered alike. Members and stakeholders are never pooled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.measures import count, ratio
from pijler_analysis.indicators.organisations import register_column
from pijler_analysis.schema.columns import BLOCKS, CHALLENGES
from pijler_analysis.schema.results import TOTAL, UNKNOWN
from pijler_analysis.stats.proportions import proportion_interval
from pijler_analysis.stats.survey import proportion
from pijler_analysis.stats.weights import rake

CONFIDENCE = 0.95
NARROW = 0.8
WEIGHT_CAP = 5.0
OUTSIDE_THE_SCALE = ("no_experience", "not_applicable", "dont_know")
"""Why an item has no answer that were answers all the same."""

Estimates = Mapping[str, Any] | pd.DataFrame


@indicator(
    id="survey.respondents",
    name_nl="Ingevulde vragenlijsten",
    name_en="Completed questionnaires",
    definition="Volledig ingevulde vragenlijsten, van leden en van stakeholders.",
    numerator="verzonden vragenlijsten",
    denominator="",
    tables=("survey_members", "survey_stakeholders"),
    is_pooled=True,
    unit="respondents",
    counts="questionnaires",
    protection="workload",
    is_comparable=False,
)
def survey_respondents(data: YearData) -> Rows:
    """Count the completed questionnaires, by audience; nothing in a year without a survey."""
    counts = {
        "members": int(data.survey_members["is_complete"].sum()),
        "stakeholders": int(data.survey_stakeholders["is_complete"].sum()),
    }
    if not any(counts.values()):
        return []
    return [
        count(sum(counts.values())),
        *(count(n, by="audience", group=audience) for audience, n in counts.items() if n),
    ]


@indicator(
    id="survey.response_rate",
    name_nl="Respons van de leden",
    name_en="Member response rate",
    definition="Volledig ingevulde vragenlijsten van leden, als deel van de organisaties die "
    "uitgenodigd waren. De stakeholders tellen niet mee: hoeveel er uitgenodigd waren, is niet "
    "bekend.",
    numerator="verzonden vragenlijsten van leden",
    denominator="uitgenodigde organisaties",
    tables=("survey_members", "invitations"),
    unit="share",
    counts="questionnaires",
    protection="workload",
)
def survey_response_rate(data: YearData) -> Rows:
    """Share of the invited organisations that completed the member survey."""
    invited = len(data.invitations)
    return [ratio(int(data.survey_members["is_complete"].sum()), invited)] if invited else []


@indicator(
    id="survey.satisfaction",
    name_nl="Tevreden leden",
    name_en="Satisfied members",
    definition="Leden die tevreden of zeer tevreden zijn, als deel van de leden die de vraag "
    "beantwoordden; wie geen ervaring heeft, telt niet mee. Het totaal is de vraag over de werking "
    "als geheel.",
    numerator="antwoorden tevreden of zeer tevreden",
    denominator="antwoorden, zonder geen ervaring en zonder blanco",
    tables=("survey_members", "questions", "invitations", "registrations"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
    headline=True,
)
def survey_satisfaction(data: YearData) -> Rows:
    """Share of satisfied members, for the work as a whole and per building block."""
    rows = _weighted_and_not(data, _satisfied(data, "members"), by="block", total="overall")
    return _with_silence(rows, data, "members")


@indicator(
    id="survey.needs",
    name_nl="Leden die ondersteuning wensen",
    name_en="Members who want support",
    definition="Leden die bij een uitdaging ondersteuning wensen, als deel van de leden die de "
    "vraag zagen en beantwoordden.",
    numerator="leden die de uitdaging aankruisten",
    denominator="leden die de vraag zagen en beantwoordden",
    tables=("survey_members", "questions", "invitations", "registrations"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
    direction=0,
)
def survey_needs(data: YearData) -> Rows:
    """Share of the members that want support, per challenge."""
    return _weighted_and_not(data, _needs(data, "members"), by="challenge")


@indicator(
    id="survey.stakeholder_satisfaction",
    name_nl="Tevreden stakeholders",
    name_en="Satisfied stakeholders",
    definition="Stakeholders die tevreden of zeer tevreden zijn, als deel van de stakeholders die "
    "de vraag beantwoordden; wie geen ervaring heeft, telt niet mee.",
    numerator="antwoorden tevreden of zeer tevreden",
    denominator="antwoorden, zonder geen ervaring en zonder blanco",
    tables=("survey_stakeholders", "questions"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
)
def survey_stakeholder_satisfaction(data: YearData) -> Rows:
    """Share of satisfied stakeholders, for the work as a whole and per building block."""
    rows = _shares(_satisfied(data, "stakeholders"), by="block", total="overall")
    return _with_silence(rows, data, "stakeholders")


@indicator(
    id="survey.stakeholder_needs",
    name_nl="Uitdagingen volgens stakeholders",
    name_en="Challenges according to stakeholders",
    definition="Stakeholders die een uitdaging aankruisten, als deel van de stakeholders die de "
    "vraag beantwoordden.",
    numerator="stakeholders die de uitdaging aankruisten",
    denominator="stakeholders die de vraag beantwoordden",
    tables=("survey_stakeholders", "questions"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
    direction=0,
)
def survey_stakeholder_needs(data: YearData) -> Rows:
    """Share of the stakeholders that names a challenge."""
    return _shares(_needs(data, "stakeholders"), by="challenge")


def _complete(data: YearData, audience: str) -> pd.DataFrame:
    table = data.survey_members if audience == "members" else data.survey_stakeholders
    return table[table["is_complete"].fillna(False)]


def _satisfied(data: YearData, audience: str) -> pd.DataFrame:
    """Return one boolean column per block: satisfied, not, or missing where not answered."""
    answers, questions = _complete(data, audience), _questions(data, audience)
    asked = [block for block in BLOCKS if f"satisfaction_{block}" in questions.index]
    return pd.DataFrame(
        {
            block: (answers[column] >= questions.loc[column, "scale_top"]).astype("boolean")
            for block, column in ((block, f"satisfaction_{block}") for block in asked)
        },
        index=answers.index,
    )


def _needs(data: YearData, audience: str) -> pd.DataFrame:
    """Return one boolean column per challenge that was offered."""
    answers, questions = _complete(data, audience), _questions(data, audience)
    asked = [challenge for challenge in CHALLENGES if f"need_{challenge}" in questions.index]
    return pd.DataFrame(
        {challenge: answers[f"need_{challenge}"] for challenge in asked}, index=answers.index
    )


def _with_silence(rows: Rows, data: YearData, audience: str) -> Rows:
    """Note at each block how many had no experience with it or did not know; few stay unsaid."""
    said = data.unanswered
    said = said[(said["audience"] == audience) & said["why"].isin(OUTSIDE_THE_SCALE)]
    submitted = _complete(data, audience)["response_id"]
    counts = said[said["response_id"].isin(submitted)]["item"].value_counts()
    fewest = data.settings.protection.smallest_cell
    noted = []
    for row in rows:
        block = "overall" if row["by"] == TOTAL else row["group"]
        number = int(counts.get(f"satisfaction_{block}", 0))
        shown = str(number) if number >= fewest else f"minder dan {fewest}"
        note = f"geen ervaring of weet het niet, niet meegeteld: {shown}" if number else None
        noted.append(row | {"note": note})
    return noted


def _questions(data: YearData, audience: str) -> pd.DataFrame:
    questions = data.questions
    return questions[questions["audience"] == audience].set_index("item")


def _weighted_and_not(
    data: YearData, answers: pd.DataFrame, *, by: str, total: str | None = None
) -> Rows:
    """Give the members' shares as answered and weighted, among all those invited.

    Without a list of who was invited, the population is not known and taken as without end.
    """
    if answers.empty:
        return []
    return [
        *_shares(answers, by=by, total=total, population=len(data.invitations) or None),
        *_weighted_shares(data, answers, by=by, total=total),
    ]


def _shares(
    answers: pd.DataFrame, *, by: str, total: str | None = None, population: int | None = None
) -> Rows:
    """Give each item's share as answered; the item ``total`` stands as the total."""
    yes, given = answers.sum(), answers.notna().sum()
    wide, narrow = (
        proportion_interval(
            yes.to_numpy(dtype=float),
            given.to_numpy(dtype=float),
            population=population,
            confidence=confidence,
        )
        for confidence in (CONFIDENCE, NARROW)
    )
    return _rows(answers, wide, narrow, by=by, total=total, population=population)


def _weighted_shares(data: YearData, answers: pd.DataFrame, *, by: str, total: str | None) -> Rows:
    """Give each item's share with the respondents weighted to the composition of the invited."""
    population = len(data.invitations)
    raking = rake_members(data)
    if raking is None:
        return []
    answered = answers.loc[raking["respondents"]]
    wide, narrow = (
        proportion(answered, raking=raking, population=population, confidence=confidence)
        for confidence in (CONFIDENCE, NARROW)
    )
    rows = _rows(answered, wide, narrow, by=by, total=total, population=population)
    return [row | {"weighted": True, "method": f"raked, {row['method']}"} for row in rows]


def _rows(
    answers: pd.DataFrame, wide: Estimates, narrow: Estimates, *, by: str, total: str | None,
    population: int | None,
) -> Rows:  # fmt: skip
    """Lay estimates with 95 % and 80 % intervals out as result rows, one per item."""
    columns = {
        "numerator": answers.sum(),
        "denominator": answers.notna().sum(),
        "estimate": wide["estimate"],
        "low": wide["low"],
        "high": wide["high"],
        "low_80": narrow["low"],
        "high_80": narrow["high"],
        "method": wide["method"],
    }
    table = pd.DataFrame({name: np.asarray(column) for name, column in columns.items()})
    rows: Rows = [
        {"by": TOTAL, "group": TOTAL} if item == total else {"by": by, "group": item}
        for item in answers
    ]
    common = {"population": population, "interval": "confidence", "confidence": CONFIDENCE}
    return [
        row | {str(name): value for name, value in numbers.items()} | common
        for row, numbers in zip(rows, table.to_dict("records"), strict=True)
    ]


def rake_members(data: YearData) -> dict[str, Any] | None:
    """Weight the members that answered to the provinces and diaspora status of those invited.

    Respondents who cannot be found among the invited have no weight. A class of the invited from
    which nobody answered is left out of its margin; the others stand for it.

    Returns
    -------
    what ``stats.weights.rake`` returns, with ``respondents`` the index of the rows weighted;
    None when there is nobody to weight
    """
    members = _complete(data, "members")
    respondents = members[
        members["organisation_id"].isin(data.invitations["organisation_id"].dropna())
    ]
    if respondents.empty:
        return None
    invited = weighting_classes(data, data.invitations["organisation_id"])
    classes = weighting_classes(data, respondents["organisation_id"])
    margins: dict[Any, pd.Series] = {}
    for name in classes:
        totals = invited[name].value_counts()
        answered = totals[totals.index.isin(classes[name])]
        margins[name] = answered * (len(data.invitations) / answered.sum())
    return rake(classes, margins, cap=WEIGHT_CAP) | {"respondents": respondents.index}


def weighting_classes(data: YearData, organisation_ids: pd.Series) -> pd.DataFrame:
    """Return the weighting classes of organisations; what is not known is a class of its own."""
    return pd.DataFrame(
        {
            name: register_column(data, organisation_ids, name)
            .astype("string")
            .fillna(UNKNOWN)
            .astype(object)
            for name in ("province", "is_diaspora")
        }
    )
