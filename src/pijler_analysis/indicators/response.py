"""Who was asked, who answered, and how much those who answered are like those who were asked."""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.measures import count, ratio, status_share
from pijler_analysis.indicators.organisations import register_column
from pijler_analysis.indicators.survey_shares import complete, weighting_classes
from pijler_analysis.schema.notes import TWO_AUDIENCES
from pijler_analysis.stats.distance import dissimilarity, r_indicator

TRAITS = {"province": "province", "is_diaspora": "diaspora"}
"""Traits of the register by which response is compared, and the breakdown each is shown as."""
_GROUPS = {"True": "yes", "False": "no"}


@indicator(
    id="survey.invited",
    name_nl="Uitgenodigde organisaties",
    name_en="Organisations invited",
    definition="Organisaties die voor de bevraging van de leden uitgenodigd werden.",
    silence="Een uitnodiging is geen gelezen mail: het zegt niet hoeveel er aankwamen.",
    numerator="uitgenodigde organisaties",
    denominator="",
    tables=("invitations",),
    unit="organisations",
    counts="organisations",
    protection="public",
    direction=0,
    is_comparable=False,
)
def survey_invited(data: YearData) -> Rows:
    """Count the organisations invited to the member survey; nothing in a year without one."""
    invited = len(data.invitations)
    return [count(invited, possible=data.rejected_rows("invitations"))] if invited else []


@indicator(
    id="survey.respondents",
    name_nl="Ingevulde vragenlijsten",
    name_en="Completed questionnaires",
    definition="Volledig ingevulde vragenlijsten, van leden en van stakeholders.",
    silence="Leden en stakeholders samen zijn geen groep: vergelijk ze niet en deel ze niet "
    "door de uitgenodigden.",
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
    note = {"note": TWO_AUDIENCES.format(**counts)} if all(counts.values()) else {}
    return [
        count(sum(counts.values())) | note,
        *(count(n, by="audience", group=audience) for audience, n in counts.items() if n),
    ]


@indicator(
    id="survey.response_rate",
    name_nl="Respons van de leden",
    name_en="Member response rate",
    definition="Volledig ingevulde vragenlijsten van leden, als deel van de organisaties die "
    "uitgenodigd waren. De stakeholders tellen niet mee: hoeveel er uitgenodigd waren, is niet "
    "bekend.",
    silence="Het zegt niet of wie zweeg, anders denkt.",
    numerator="verzonden vragenlijsten van leden",
    denominator="uitgenodigde organisaties",
    tables=("survey_members", "invitations"),
    unit="share",
    counts="questionnaires",
    protection="answers",
)
def survey_response_rate(data: YearData) -> Rows:
    """Share of the invited organisations that completed the member survey, by class.

    A response that names no organisation among those invited may come from any class.
    """
    invited = len(data.invitations)
    if not invited:
        return []
    rows = [ratio(int(data.survey_members["is_complete"].sum()), invited)]
    classes = weighting_classes(data, data.invitations["organisation_id"])
    for trait in TRAITS:
        rows += _response_by(data, classes[trait], trait)
    return rows


def _response_by(data: YearData, classes: pd.Series, trait: str) -> Rows:
    """Give the response of each class of those invited."""
    answered, unplaced = has_answered(data), unplaced_answers(data)
    rows = []
    for group, of_class in answered.groupby(classes):
        yes, everyone = int(of_class.sum()), len(of_class)
        high = min(yes + unplaced, everyone) / everyone
        rows.append(
            ratio(yes, everyone, high=high, by=TRAITS[trait], group=_GROUPS.get(group, group))
        )
    return rows


@indicator(
    id="survey.representativeness",
    name_nl="Evenwicht van de respons",
    name_en="Balance of the response (R-indicator)",
    definition="Hoe gelijk de kans om te antwoorden verdeeld is over provincies en "
    "diasporastatus (R-indicator). Bij 1 antwoordden alle groepen even vaak. Wat niet in het "
    "register staat, ziet het cijfer niet.",
    silence="Het kijkt alleen naar provincie en diasporastatus; in andere dingen kunnen "
    "respondenten verschillen.",
    numerator="",
    denominator="",
    tables=("survey_members", "invitations", "registrations"),
    unit="index",
    counts="answers",
    protection="answers",
    is_comparable=False,
)
def survey_representativeness(data: YearData) -> Rows:
    """R-indicator of the response of those invited, over province and diaspora status."""
    answered = has_answered(data)
    if not answered.any():
        return []
    classes = weighting_classes(data, data.invitations["organisation_id"])
    found = dict(r_indicator(answered, classes))
    row = count(found["estimate"]) | {"low": None, "high": None, "method": "r-indicator"}
    return [row | {"numerator": None, "denominator": len(answered)}]


@indicator(
    id="survey.dissimilarity",
    name_nl="Verschil tussen respondenten en uitgenodigden",
    name_en="Dissimilarity of respondents and invited",
    definition="Hoe sterk wie antwoordde verschilt van wie uitgenodigd was, per kenmerk uit het "
    "register. Het is het deel dat tot een andere groep zou moeten behoren om gelijk te zijn. Bij "
    "0 zijn ze gelijk.",
    silence="Het kijkt alleen naar dit ene kenmerk.",
    numerator="respondenten die tot een andere groep zouden moeten behoren",
    denominator="respondenten van wie de organisatie geweten is",
    tables=("survey_members", "invitations", "registrations"),
    unit="share",
    counts="answers",
    protection="answers",
    direction=-1,
    is_comparable=False,
)
def survey_dissimilarity(data: YearData) -> Rows:
    """Dissimilarity of respondents and invited, per trait of the register.

    A response that cannot be placed may be of any class, and moves the figure by its own weight
    at most: those are the bounds.
    """
    answered, unplaced = has_answered(data), unplaced_answers(data)
    if not answered.any():
        return []
    classes = weighting_classes(data, data.invitations["organisation_id"])
    n, room = int(answered.sum()), unplaced / (int(answered.sum()) + unplaced)
    rows = []
    for trait, shown in TRAITS.items():
        invited = classes[trait].value_counts()
        among = classes[trait][answered].value_counts().reindex(invited.index, fill_value=0)
        apart = dissimilarity(among, invited, population=len(answered))["estimate"]
        rows.append(
            ratio(
                apart * n,
                n,
                low=max(0.0, apart - room),
                high=min(1.0, apart + room),
                by="trait",
                group=shown,
            )
            | {"population": n + unplaced, "method": "dissimilarity"}
        )
    return rows


@indicator(
    id="survey.diaspora_share",
    name_nl="Aandeel diaspora onder de respondenten",
    name_en="Diaspora share of respondents",
    definition="Volledig ingevulde vragenlijsten van diasporaorganisaties, als deel van de "
    "vragenlijsten van leden waarvan de status van de organisatie geweten is.",
    silence="Het telt vragenlijsten van organisaties, geen mensen; wie anoniem antwoordde, is "
    "onbekend. De bevraging telt niet mee in het aandeel over de vijf kanalen.",
    numerator="vragenlijsten van diasporaorganisaties",
    denominator="vragenlijsten waarvan de status van de organisatie geweten is",
    tables=("survey_members", "registrations"),
    unit="share",
    counts="answers",
    protection="answers",
    challenge="diaspora",
    is_comparable=False,
)
def survey_diaspora_share(data: YearData) -> Rows:
    """Share of diaspora organisations among the members that answered; nothing between waves."""
    answered = complete(data, "members")["organisation_id"]
    return [status_share(register_column(data, answered, "is_diaspora"))] if len(answered) else []


def has_answered(data: YearData) -> pd.Series:
    """Tell of each invitation whether its organisation completed the survey."""
    answered = complete(data, "members")["organisation_id"].dropna()
    return data.invitations["organisation_id"].isin(answered).astype(bool)


def unplaced_answers(data: YearData) -> int:
    """Count the completed responses whose organisation is not among those invited."""
    invited = data.invitations["organisation_id"].dropna()
    return int((~complete(data, "members")["organisation_id"].isin(invited)).sum())
