"""The surveys: how satisfied members and stakeholders are, what they need, what members have.

The answers are a sample of those invited. Each share of the members is given twice: as answered,
and weighted so that the respondents have the composition of those invited (province by diaspora
status). Both intervals know how many were invited; neither knows how those who kept silent differ
from those who answered alike. Members and stakeholders are never pooled.
"""

from __future__ import annotations

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.survey_ranks import rank_rows
from pijler_analysis.indicators.survey_shares import (
    answer_rows,
    has_experience,
    importance_rows,
    member_practice,
    needs,
    plain_shares,
    satisfied,
    weighted_and_not,
    with_silence,
)


@indicator(
    id="survey.satisfaction",
    name_nl="Tevreden leden",
    name_en="Satisfied members",
    definition="Leden die tevreden of zeer tevreden zijn, als deel van de leden die de vraag "
    "beantwoordden. Wie geen ervaring heeft, telt niet mee. Het totaal is de vraag over de "
    "werking als geheel.",
    silence="Het zegt niet waarom iemand tevreden is, en niet of ons werk iets veranderde.",
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
    rows = weighted_and_not(data, satisfied(data, "members"), by="block", total="overall")
    return with_silence(rows, data, "members")


@indicator(
    id="survey.needs",
    name_nl="Leden die ondersteuning wensen",
    name_en="Members who want support",
    definition="Leden die bij een uitdaging ondersteuning wensen, als deel van de leden die de "
    "vraag zagen en beantwoordden.",
    silence="Het zegt niet hoe groot de nood is, alleen hoe vaak ze aangekruist werd. Wat niet op "
    "de lijst stond, telt niet.",
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
    return weighted_and_not(data, needs(data, "members"), by="challenge")


@indicator(
    id="survey.stakeholder_satisfaction",
    name_nl="Tevreden stakeholders",
    name_en="Satisfied stakeholders",
    definition="Stakeholders die tevreden of zeer tevreden zijn, als deel van de stakeholders die "
    "de vraag beantwoordden. Wie geen ervaring heeft, telt niet mee.",
    silence="Hoeveel stakeholders er zijn, is niet bekend: het zegt niets over hen allemaal, "
    "alleen over wie antwoordde.",
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
    rows = plain_shares(satisfied(data, "stakeholders"), by="block", total="overall")
    return with_silence(rows, data, "stakeholders")


@indicator(
    id="survey.stakeholder_needs",
    name_nl="Uitdagingen volgens stakeholders",
    name_en="Challenges according to stakeholders",
    definition="Stakeholders die een uitdaging aankruisten, als deel van de stakeholders die de "
    "vraag beantwoordden.",
    silence="Wat stakeholders belangrijk vinden voor de leden, is niet wat de leden zelf vragen.",
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
    return plain_shares(needs(data, "stakeholders"), by="challenge")


@indicator(
    id="survey.answers",
    name_nl="Verdeling van de antwoorden",
    name_en="Distribution of the answers",
    definition="Hoe de leden antwoorden op elke vraag over tevredenheid. Van elk antwoord op de "
    "schaal, van laag naar hoog, het deel van de leden. Wie geen ervaring heeft, telt niet mee.",
    silence="De afstand tussen twee antwoorden is niet overal even groot: reken er geen "
    "gemiddelde mee.",
    numerator="leden die het antwoord gaven",
    denominator="leden die de vraag beantwoordden",
    tables=("survey_members", "questions", "invitations"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
    direction=0,
    is_comparable=False,
)
def survey_answers(data: YearData) -> Rows:
    """Share of each answer to each question on satisfaction, as answered."""
    return answer_rows(data, "members", population=len(data.invitations) or None)


@indicator(
    id="survey.experience",
    name_nl="Leden met ervaring",
    name_en="Members with experience",
    definition="Leden die een oordeel over een bouwsteen geven, als deel van de leden die de "
    "vraag beantwoordden. De anderen hebben er geen ervaring mee, zeggen ze, of weten het niet.",
    silence="Wie ervaring heeft, is niet daarom tevreden; en wie zegt geen ervaring te hebben, "
    "kan er toch van horen.",
    numerator="leden met een oordeel",
    denominator="leden met een oordeel of zonder ervaring, zonder blanco",
    tables=("survey_members", "questions", "invitations", "registrations"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
)
def survey_experience(data: YearData) -> Rows:
    """Share of the members that know a building block well enough to judge it."""
    return weighted_and_not(data, has_experience(data, "members"), by="block")


@indicator(
    id="survey.need_ranks",
    name_nl="Rangorde van de noden",
    name_en="Ranks of needs",
    definition="Plaats van elke uitdaging, geordend naar het deel van de leden dat er "
    "ondersteuning bij wenst. Plaats 1 wordt het vaakst gevraagd. De grenzen zeggen tussen welke "
    "plaatsen ze met andere respondenten zou kunnen liggen.",
    silence="Een hogere plaats zegt niet hoe groot de nood is, alleen hoe vaak ze aangekruist "
    "werd.",
    numerator="",
    denominator="leden die de vraag zagen en beantwoordden",
    tables=("survey_members", "questions", "invitations", "registrations"),
    unit="rank",
    counts="answers",
    protection="answers",
    basis="sample",
    direction=0,
    is_comparable=False,
)
def survey_need_ranks(data: YearData) -> Rows:
    """Rank of each challenge among the members' needs, with the ranks chance could have given."""
    return rank_rows(data, needs(data, "members"), by="challenge")


@indicator(
    id="survey.importance",
    name_nl="Wat telt in het oordeel",
    name_en="Derived importance",
    definition="Hoe sterk het oordeel van leden over een bouwsteen samengaat met hun oordeel over "
    "de werking als geheel. 1 is dezelfde volgorde, 0 is geen verband (rangcorrelatie van "
    "Spearman). Leg het naast de tevredenheid: wat telt en minder tevreden maakt, gaat voor.",
    silence="Het belang is afgeleid en niet gevraagd. Wat samengaat, is nog geen oorzaak, en wie "
    "tevreden van aard is, is het over alles.",
    numerator="",
    denominator="leden die over de bouwsteen en over het geheel oordeelden",
    tables=("survey_members", "questions", "invitations"),
    unit="index",
    counts="answers",
    protection="answers",
    basis="sample",
    direction=0,
    is_comparable=False,
)
def survey_importance(data: YearData) -> Rows:
    """Rank correlation of the judgement of each block with that of the work as a whole."""
    return importance_rows(data, "members", population=len(data.invitations) or None)


@indicator(
    id="survey.ethical_code",
    name_nl="Leden met een ethische code",
    name_en="Members with an ethical code",
    definition="Leden die een ethische gedragscode hebben, als deel van de "
    "leden die de vraag beantwoordden.",
    silence="Het zegt niet wat er in de code staat, en niet of ze gevolgd wordt.",
    numerator="leden die ja antwoordden",
    denominator="leden die de vraag beantwoordden",
    tables=("survey_members", "questions", "invitations", "registrations"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
    challenge="kwaliteit",
)
def survey_ethical_code(data: YearData) -> Rows:
    """Share of the members that have a code of conduct, if asked."""
    return member_practice(data, "has_ethical_code")


@indicator(
    id="survey.exit_strategy",
    name_nl="Leden met een exitstrategie",
    name_en="Members with an exit strategy",
    definition="Leden met een plan voor het einde van hun steun, als deel van de leden die de "
    "vraag beantwoordden.",
    silence="Het zegt niet hoe goed het plan is, en niet of de partner het kent.",
    numerator="leden die ja antwoordden",
    denominator="leden die de vraag beantwoordden",
    tables=("survey_members", "questions", "invitations", "registrations"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
    challenge="kwaliteit",
)
def survey_exit_strategy(data: YearData) -> Rows:
    """Share of the members that have an exit strategy, if asked."""
    return member_practice(data, "has_exit_strategy")


@indicator(
    id="survey.diversified_income",
    name_nl="Leden met gespreide inkomsten",
    name_en="Members with diversified income",
    definition="Leden die inkomsten uit meer dan één soort bron hebben, als deel van de "
    "leden die de vraag beantwoordden.",
    silence="Het zegt niet hoe zeker elke bron is: een grote en vijf kleine tellen ook als "
    "gespreid.",
    numerator="leden die ja antwoordden",
    denominator="leden die de vraag beantwoordden",
    tables=("survey_members", "questions", "invitations", "registrations"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
    challenge="financien",
)
def survey_diversified_income(data: YearData) -> Rows:
    """Share of the members that have diversified income, if asked."""
    return member_practice(data, "has_diversified_income")


@indicator(
    id="survey.diaspora_partner",
    name_nl="Leden met een diasporapartner",
    name_en="Members with a diaspora partner",
    definition="Leden die met een diasporaorganisatie samenwerken, als deel van de "
    "leden die de vraag beantwoordden.",
    silence="Het zegt niet wat de samenwerking inhoudt, en niet wat de partner ervan vindt.",
    numerator="leden die ja antwoordden",
    denominator="leden die de vraag beantwoordden",
    tables=("survey_members", "questions", "invitations", "registrations"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
    challenge="diaspora",
)
def survey_diaspora_partner(data: YearData) -> Rows:
    """Share of the members that work with a diaspora organisation, if asked."""
    return member_practice(data, "has_diaspora_partner")


@indicator(
    id="survey.volunteer_preparation",
    name_nl="Leden die vrijwilligers voorbereiden",
    name_en="Members that prepare volunteers",
    definition="Leden die vrijwilligers naar het buitenland sturen en hen voorbereiden, als deel "
    "van de leden die de vraag beantwoordden. Wie niemand uitstuurt, telt niet mee.",
    silence="Het zegt niet wat de voorbereiding inhoudt, en niets over wat vrijwilligers ginder "
    "doen.",
    numerator="leden die ja antwoordden",
    denominator="leden die iemand uitsturen en de vraag beantwoordden",
    tables=("survey_members", "questions", "invitations", "registrations"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
    challenge="buitenland",
)
def survey_volunteer_preparation(data: YearData) -> Rows:
    """Share of the members that prepare the volunteers they send abroad, if asked."""
    return member_practice(data, "prepares_volunteers")
