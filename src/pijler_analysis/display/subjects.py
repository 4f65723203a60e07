"""How each indicator is spoken of: its name on a card, the subject of a sentence, what it counts.

The declaration of an indicator (definition, unit, target) is the catalogue's; here are only the
words a sentence about it needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pijler_analysis.display.labels import listing
from pijler_analysis.display.language import SOURCE, language, say


@dataclass(frozen=True)
class Subject:
    """The words around one indicator.

    ``phrase`` opens a sentence (``het aandeel diaspora``); ``of_what`` names what its
    denominator or count consists of (``contacten``); ``doubt`` says why a complete count is not
    certain; ``source`` is printed under a figure.
    """

    name: str
    phrase: str
    of_what: str
    sources: tuple[str, ...]
    doubt: str = "enkele rijen konden we niet verwerken"
    is_plural: bool = False

    @property
    def source(self) -> str:
        """Its sources in words."""
        return listing(self.sources)


_REGISTER = ("websiteregister",)
_ATTENDANCE = ("aanwezigheidslijsten van de vormingen",)
_MEETING_LISTS = ("aanwezigheidslijsten van de ontmoetingsmomenten",)
_DAY_LISTS = ("inschrijvingen voor de Dag van de 4de Pijler",)
_HELPDESK = ("helpdesklogboek",)
_FUND = ("dossiers van het 11.11.11-Fonds",)
_PANEL = ("ledenlijst van het panel",)
_STEERING_GROUP = ("ledenlijst van de stuurgroep",)
_MEMBERS = ("bevraging van de leden",)
_STAKEHOLDERS = ("bevraging van de stakeholders",)
_PLAN = ("actieplan",)
_MAILINGS = ("verslag van de nieuwsbrieven",)
_PAGES = ("statistiek van de website",)
_FIVE_CHANNELS = (*_REGISTER, *_ATTENDANCE, *_HELPDESK, *_PANEL, *_STEERING_GROUP)
_STATUS = "van een deel weten we niet of het om diaspora gaat"
_PRESENCE = "van een deel is de aanwezigheid niet ingevuld"
_NO_DATE = "van een deel is de datum niet geweten"
_UNLINKED = "een deel van de namen konden we niet aan een organisatie koppelen"

SUBJECTS: dict[str, Subject] = {
    "reach.registrations": Subject(
        "Actieve organisaties", "het aantal actieve organisaties", "organisaties", _REGISTER),
    "reach.coverage": Subject(
        "Dekking van het veld", "ons bereik in het veld", "organisaties in het veld",
        _REGISTER),
    "reach.new": Subject(
        "Nieuwe registraties", "het aantal nieuwe registraties", "organisaties", _REGISTER,
        _NO_DATE),
    "reach.ended": Subject(
        "Stopgezette registraties", "het aantal stopgezette registraties", "organisaties",
        _REGISTER, _NO_DATE),
    "reach.net_growth": Subject(
        "Netto groei", "de netto groei van het register", "organisaties", _REGISTER, _NO_DATE),
    "reach.freshness": Subject(
        "Actualiteit register", "het aandeel pas bevestigde registraties", "organisaties",
        _REGISTER, "van een deel is geen bevestiging genoteerd"),
    "reach.newsletter_share": Subject(
        "Nieuwsbrief", "het aandeel organisaties met de nieuwsbrief", "organisaties", _REGISTER,
        "van een deel weten we niet of ze de nieuwsbrief krijgen"),
    "reach.least_developed_share": Subject(
        "Minst ontwikkelde landen", "het aandeel organisaties in de minst ontwikkelde landen",
        "organisaties", _REGISTER, "van een deel is het partnerland niet geweten"),
    "diaspora.share": Subject(
        "Aandeel diaspora", "het aandeel diaspora in onze contacten", "contacten",
        _FIVE_CHANNELS, _STATUS),
    "diaspora.organisations_share": Subject(
        "Diasporaorganisaties", "het aandeel diasporaorganisaties",
        "unieke organisaties",
        _FIVE_CHANNELS, _STATUS),
    "diaspora.governance_share": Subject(
        "Zetels van diasporaorganisaties",
        "het aandeel zetels van diasporaorganisaties in panel en stuurgroep", "zetels",
        (*_PANEL, *_STEERING_GROUP, *_REGISTER), _STATUS),
    "diaspora.overlap": Subject(
        "In meer dan één kanaal", "het aantal organisaties in meer dan één kanaal",
        "organisaties", _FIVE_CHANNELS, _UNLINKED),
    "diaspora.series_sessions": Subject(
        "Basisreeks diaspora", "het aantal bijeenkomsten van de basisreeks voor diaspora",
        "bijeenkomsten", ("overzicht van de vormingen",)),
    "diaspora.series_organisations": Subject(
        "Organisaties in de basisreeks", "het aantal organisaties in de basisreeks voor diaspora",
        "organisaties", _ATTENDANCE, _UNLINKED),
    "training.sessions": Subject(
        "Vormingen", "het aantal vormingen", "vormingen", ("overzicht van de vormingen",)),
    "training.attendances": Subject(
        "Deelnames aan vormingen", "het aantal deelnames aan vormingen", "deelnames", _ATTENDANCE,
        _PRESENCE),
    "training.organisations": Subject(
        "Organisaties op vorming", "het aantal organisaties op een vorming", "organisaties",
        _ATTENDANCE, _UNLINKED),
    "training.reach": Subject(
        "Bereik van de vormingen", "het bereik van de vormingen",
        "organisaties in het register", (*_REGISTER, *_ATTENDANCE), _UNLINKED),
    "training.first_time_share": Subject(
        "Voor het eerst op vorming", "het aandeel organisaties dat voor het eerst op vorming kwam",
        "organisaties", _ATTENDANCE, _UNLINKED),
    "training.returning_share": Subject(
        "Terug op vorming", "het aandeel organisaties dat terugkwam op vorming", "organisaties",
        _ATTENDANCE, _UNLINKED),
    "training.occupancy": Subject(
        "Bezetting vormingen", "de bezetting van de vormingen", "plaatsen",
        ("overzicht van de vormingen", *_ATTENDANCE), _PRESENCE),
    "training.no_show_share": Subject(
        "Niet gekomen", "het aandeel ingeschrevenen dat niet kwam", "ingeschrevenen",
        _ATTENDANCE, _PRESENCE),
    "training.online_share": Subject(
        "Vormingen online", "het aandeel vormingen online", "vormingen",
        ("overzicht van de vormingen",)),
    "training.partner_share": Subject(
        "Vormingen met partner", "het aandeel vormingen met een partner", "vormingen",
        ("overzicht van de vormingen",)),
    "meeting.attendances": Subject(
        "Deelnames aan ontmoetingen", "het aantal deelnames aan ontmoetingsmomenten", "deelnames",
        _MEETING_LISTS, _PRESENCE),
    "meeting.organisations": Subject(
        "Organisaties op ontmoetingsmomenten", "het aantal organisaties op ontmoetingsmomenten",
        "organisaties", _MEETING_LISTS, _UNLINKED),
    "meeting.first_time_share": Subject(
        "Voor het eerst op ontmoetingsmomenten",
        "het aandeel organisaties dat voor het eerst op ontmoetingsmomenten kwam",
        "organisaties", _MEETING_LISTS, _UNLINKED),
    "meeting.diaspora_share": Subject(
        "Diaspora op ontmoetingsmomenten",
        "het aandeel diasporaorganisaties op ontmoetingsmomenten",
        "organisaties", (*_MEETING_LISTS, *_REGISTER), _STATUS),
    "day.attendances": Subject(
        "Dag van de 4de Pijler", "het aantal deelnames aan de Dag van de 4de Pijler", "deelnames",
        _DAY_LISTS, _PRESENCE),
    "day.organisations": Subject(
        "Organisaties op de Dag", "het aantal organisaties op de Dag van de 4de Pijler",
        "organisaties", _DAY_LISTS, _UNLINKED),
    "day.first_time_share": Subject(
        "Voor het eerst op de Dag",
        "het aandeel nieuwe organisaties op de Dag",
        "organisaties", _DAY_LISTS, _UNLINKED),
    "day.diaspora_share": Subject(
        "Diaspora op de Dag", "het aandeel diasporaorganisaties op de Dag van de 4de Pijler",
        "organisaties", (*_DAY_LISTS, *_REGISTER), _STATUS),
    "helpdesk.questions": Subject(
        "Vragen aan de helpdesk", "het aantal vragen aan de helpdesk", "vragen", _HELPDESK),
    "helpdesk.questions_share": Subject(
        "Verdeling van de vragen", "het aandeel van elke soort vraag", "vragen", _HELPDESK,
        "bij een deel van de vragen is dat niet ingevuld"),
    "helpdesk.conversations": Subject(
        "Persoonlijke gesprekken", "het aantal persoonlijke gesprekken", "gesprekken", _HELPDESK,
        "van een deel van de vragen is het kanaal niet ingevuld"),
    "helpdesk.questions_per_fte": Subject(
        "Vragen per voltijdse kracht", "het aantal vragen per voltijdse kracht", "vragen",
        _HELPDESK),
    "helpdesk.response_days": Subject(
        "Antwoordtijd helpdesk", "de antwoordtijd van de helpdesk", "vragen", _HELPDESK,
        "een deel van de vragen stond nog open"),
    "helpdesk.response_days_nine_in_ten": Subject(
        "Antwoordtijd, negen op tien", "de antwoordtijd van negen op tien vragen", "vragen",
        _HELPDESK, "een deel van de vragen stond nog open"),
    "helpdesk.referrals_share": Subject(
        "Doorverwezen", "het aandeel doorverwezen vragen", "vragen", _HELPDESK),
    "helpdesk.questions_per_day": Subject(
        "Vragen per werkdag", "het aantal vragen per werkdag", "vragen", _HELPDESK),
    "helpdesk.month_pattern": Subject(
        "Spreiding over de maanden", "de afwijking van het maandpatroon", "vragen", _HELPDESK),
    "helpdesk.repeat_askers_share": Subject(
        "Opnieuw gevraagd", "het aandeel organisaties dat opnieuw vroeg", "organisaties",
        _HELPDESK, _UNLINKED),
    "helpdesk.ever_asked_share": Subject(
        "Register dat ooit vroeg", "het deel van het register dat ooit een vraag stelde",
        "organisaties", (*_HELPDESK, *_REGISTER), _UNLINKED),
    "fund.applications": Subject(
        "Aanvragen bij het fonds", "het aantal aanvragen bij het fonds", "aanvragen", _FUND),
    "fund.grants": Subject(
        "Toegekende aanvragen", "het aantal toegekende aanvragen", "aanvragen", _FUND),
    "fund.grant_rate": Subject(
        "Toegekende aanvragen", "het aandeel toegekende aanvragen", "aanvragen", _FUND),
    "fund.requested_eur": Subject(
        "Gevraagd bedrag", "het gevraagde bedrag", "aanvragen", _FUND),
    "fund.granted_eur": Subject(
        "Toegekend bedrag", "het toegekende bedrag", "aanvragen", _FUND),
    "fund.granted_median": Subject(
        "Middelste bedrag", "het middelste bedrag per project", "projecten", _FUND),
    "fund.gini": Subject(
        "Gini van de bedragen", "de ongelijkheid van de bedragen (Gini)", "projecten", _FUND),
    "fund.diaspora_share": Subject(
        "Diaspora bij het fonds", "het aandeel diaspora in de toegekende projecten", "projecten",
        (*_FUND, *_REGISTER), _STATUS),
    "fund.granted_share": Subject(
        "Toegekend van gevraagd", "het toegekende deel van het gevraagde bedrag", "gevraagde euro",
        _FUND),
    "fund.top_share": Subject(
        "Tien procent grootste", "het aandeel van de tien procent grootste bedragen",
        "projecten", _FUND),
    "fund.new_applicants_share": Subject(
        "Nieuwe aanvragers", "het aandeel nieuwe aanvragers", "aanvragers", _FUND, _UNLINKED),
    "fund.reapplied_share": Subject(
        "Opnieuw na weigering", "het aandeel geweigerde organisaties dat opnieuw vroeg",
        "geweigerde organisaties", _FUND, _UNLINKED),
    "fund.regranted_share": Subject(
        "Steun na weigering", "het aandeel geweigerde organisaties dat alsnog steun kreeg",
        "geweigerde organisaties", _FUND, _UNLINKED),
    "fund.register_share": Subject(
        "Register dat aanvroeg", "het deel van het register dat een aanvraag deed",
        "organisaties", (*_FUND, *_REGISTER), _UNLINKED),
    "fund.panel_share": Subject(
        "Panel dat aanvroeg", "het deel van het panel dat een aanvraag deed", "organisaties",
        (*_FUND, *_PANEL), _UNLINKED),
    "fund.reviewer_agreement": Subject(
        "Eensgezindheid van de jury", "de eensgezindheid van de jury", "scores",
        ("scores van de juryleden",)),
    "panel.members": Subject(
        "Leden van het panel", "het aantal leden van het panel", "leden", _PANEL),
    "panel.presence": Subject(
        "Aanwezigheid op het panel", "de aanwezigheid op het panel", "ingevulde aanwezigheden",
        _PANEL, _PRESENCE),
    "panel.renewal_share": Subject(
        "Nieuwe leden", "het aandeel nieuwe leden in het panel", "leden", _PANEL,
        "van een deel is het begin niet geweten"),
    "panel.unlikeness": Subject(
        "Verschil met het register", "het verschil tussen panel en register", "zetels",
        (*_PANEL, *_REGISTER), _UNLINKED),
    "panel.steering_members": Subject(
        "Leden van de stuurgroep", "het aantal leden van de stuurgroep", "leden",
        _STEERING_GROUP),
    "panel.steering_presence": Subject(
        "Vergaderingen per lid", "het aantal vergaderingen per lid van de stuurgroep", "leden",
        _STEERING_GROUP),
    "panel.steering_renewal_share": Subject(
        "Nieuw in de stuurgroep", "het aandeel nieuwe leden in de stuurgroep", "leden",
        _STEERING_GROUP, "van een deel is het begin niet geweten"),
    "panel.steering_unlikeness": Subject(
        "Stuurgroep en register", "het verschil tussen stuurgroep en register", "zetels",
        (*_STEERING_GROUP, *_REGISTER), _UNLINKED),
    "survey.diaspora_share": Subject(
        "Diaspora in de bevraging", "het aandeel diaspora onder de respondenten",
        "vragenlijsten", (*_MEMBERS, *_REGISTER), _STATUS),
    "survey.respondents": Subject(
        "Ingevulde vragenlijsten", "het aantal ingevulde vragenlijsten", "vragenlijsten",
        (*_MEMBERS, *_STAKEHOLDERS)),
    "survey.response_rate": Subject(
        "Respons van de leden", "de respons van de leden", "uitgenodigde organisaties",
        _MEMBERS),
    "survey.satisfaction": Subject(
        "Tevreden leden", "het aandeel tevreden leden", "antwoorden", _MEMBERS),
    "survey.needs": Subject(
        "Noden van de leden", "het aandeel leden dat steun vraagt", "antwoorden", _MEMBERS),
    "survey.stakeholder_satisfaction": Subject(
        "Tevreden stakeholders", "het aandeel tevreden stakeholders", "antwoorden",
        _STAKEHOLDERS),
    "survey.stakeholder_needs": Subject(
        "Noden volgens stakeholders", "het aandeel stakeholders dat steun vraagt", "antwoorden",
        _STAKEHOLDERS),
    "survey.invited": Subject(
        "Uitgenodigde organisaties", "het aantal uitgenodigde organisaties", "organisaties",
        ("uitnodigingen voor de bevraging",)),
    "survey.representativeness": Subject(
        "Evenwicht van de respons", "het evenwicht van de respons (R-indicator)",
        "uitgenodigde organisaties", (*_MEMBERS, *_REGISTER)),
    "survey.dissimilarity": Subject(
        "Verschil met de uitgenodigden", "het verschil tussen respondenten en uitgenodigden",
        "respondenten", (*_MEMBERS, *_REGISTER),
        "van een deel van de antwoorden kennen we de organisatie niet"),
    "survey.answers": Subject(
        "Verdeling van de antwoorden", "het aandeel van elk antwoord", "antwoorden", _MEMBERS),
    "survey.experience": Subject(
        "Leden met ervaring", "het aandeel leden met ervaring", "antwoorden", _MEMBERS),
    "survey.importance": Subject(
        "Wat telt in het oordeel", "wat telt in het oordeel van de leden", "oordelen", _MEMBERS),
    "survey.need_ranks": Subject(
        "Rangorde van de noden", "de plaats in de rangorde van de noden", "antwoorden",
        _MEMBERS),
    "survey.ethical_code": Subject(
        "Ethische code", "het aandeel leden met een ethische code", "antwoorden", _MEMBERS),
    "survey.exit_strategy": Subject(
        "Exitstrategie", "het aandeel leden met een exitstrategie", "antwoorden", _MEMBERS),
    "survey.diversified_income": Subject(
        "Gespreide inkomsten", "het aandeel leden met gespreide inkomsten", "antwoorden",
        _MEMBERS),
    "survey.diaspora_partner": Subject(
        "Diasporapartner", "het aandeel leden met een diasporapartner", "antwoorden", _MEMBERS),
    "survey.volunteer_preparation": Subject(
        "Voorbereiding van vrijwilligers", "het aandeel leden dat vrijwilligers voorbereidt",
        "antwoorden", _MEMBERS),
    "reach.newsletter_receivers": Subject(
        "Ontvangers van de nieuwsbrief", "het aantal ontvangers van de nieuwsbrief", "adressen",
        _MAILINGS),
    "reach.newsletter_open_share": Subject(
        "Geopende nieuwsbrieven", "het aandeel geopende nieuwsbrieven", "nieuwsbrieven",
        _MAILINGS),
    "reach.newsletter_click_share": Subject(
        "Nieuwsbrieven met een klik", "het aandeel nieuwsbrieven met een klik", "nieuwsbrieven",
        _MAILINGS),
    "reach.website_views": Subject(
        "Bekeken bladzijden", "het aantal bekeken bladzijden van de website", "bladzijden",
        _PAGES),
    "reach.manual_share": Subject(
        "Aandeel van het handboek", "het aandeel van het handboek op de website", "bladzijden",
        _PAGES),
    "training.people": Subject(
        "Mensen op vorming", "het aantal mensen op vorming", "mensen", _ATTENDANCE,
        "van een deel van de deelnemers weten we niet wie het was"),
    "training.first_time_people_share": Subject(
        "Mensen voor het eerst", "het aandeel mensen dat voor het eerst op vorming kwam",
        "mensen op vorming", _ATTENDANCE,
        "van een deel van de deelnemers weten we niet wie het was"),
    "training.returning_people_share": Subject(
        "Mensen terug op vorming", "het aandeel mensen dat opnieuw op vorming kwam",
        "mensen van vorig jaar", _ATTENDANCE,
        "van een deel van de deelnemers weten we niet wie het was"),
    "training.satisfaction": Subject(
        "Tevreden na een vorming", "het aandeel tevreden deelnemers aan vormingen", "formulieren",
        ("evaluatieformulieren van de vormingen",),
        "niet iedereen die er was, vulde een formulier in"),
    "training.cost_eur": Subject(
        "Kosten per deelname", "de kosten per deelname aan een vorming", "deelnames",
        ("overzicht van de vormingen",), _PRESENCE, is_plural=True),
    "fund.campaign_share": Subject(
        "Bijdrage aan de campagne", "het aandeel aanvragen dat een bijdrage aan de campagne toont",
        "aanvragen", _FUND, "bij een deel is het niet genoteerd"),
    "survey.remarks": Subject(
        "Waarover leden schrijven", "het aandeel antwoorden over een onderwerp", "antwoorden",
        _MEMBERS),
    "survey.stakeholder_remarks": Subject(
        "Waarover stakeholders schrijven", "het aandeel antwoorden over een onderwerp",
        "antwoorden", _STAKEHOLDERS),
    "survey.reader_agreement": Subject(
        "Eensgezindheid van de lezers", "de eensgezindheid van de lezers", "antwoorden",
        (*_MEMBERS, *_STAKEHOLDERS)),
    "plan.done_share": Subject(
        "Uitgevoerde activiteiten", "het aandeel afgewerkte activiteiten", "activiteiten",
        _PLAN, "van een deel is de stand niet ingevuld"),
    "plan.days_spent_share": Subject(
        "Bestede dagen", "het aandeel bestede dagen", "geplande dagen",
        _PLAN, "van een deel zijn de dagen niet ingevuld"),
    "plan.activities": Subject(
        "Activiteiten", "het aantal activiteiten in het actieplan", "activiteiten", _PLAN),
    "plan.days_planned": Subject(
        "Geplande dagen", "het aantal geplande werkdagen", "werkdagen", _PLAN),
    "plan.days_spent": Subject(
        "Bestede werkdagen", "het aantal bestede werkdagen", "werkdagen", _PLAN),
    "plan.goals_met_share": Subject(
        "Gehaalde beloften", "het aandeel gehaalde beloften", "activiteiten", _PLAN,
        "bij een deel valt niet te zeggen of het streefcijfer gehaald is"),
}  # fmt: skip
"""Every indicator that sentences, cards and figures may speak of."""

_spoken_of: dict[str, None] = {}

HEADLINE = (
    "reach.registrations",
    "diaspora.share",
    "training.attendances",
    "training.reach",
    "helpdesk.response_days",
    "fund.grant_rate",
    "survey.satisfaction",
    "panel.presence",
)
"""The eight indicators of the summary page, in its order."""


def subject(indicator: str) -> Subject:
    """Return the words for an indicator.

    Raises
    ------
    KeyError
        If the indicator has none; the message lists those that have.

    Examples
    --------
    >>> subject("diaspora.share").phrase
    'het aandeel diaspora in onze contacten'
    """
    if indicator not in SUBJECTS:
        raise KeyError(f"geen woorden voor {indicator!r}; bekend zijn {', '.join(SUBJECTS)}")
    _spoken_of[indicator] = None
    words = SUBJECTS[indicator]
    if language() == SOURCE:
        return words
    return replace(
        words, name=say(words.name), phrase=say(words.phrase), of_what=say(words.of_what),
        sources=tuple(map(say, words.sources)), doubt=say(words.doubt),
    )  # fmt: skip


def spoken_of() -> list[str]:
    """Return the indicators whose words were asked for since Python started, as they came.

    A notebook has a Python of its own: these are the figures that its report names.
    """
    return list(_spoken_of)


def sources(indicators: Iterable[str]) -> str:
    """Name the sources behind some indicators once each, in order.

    >>> sources(["helpdesk.questions", "helpdesk.conversations", "panel.members"])
    'helpdesklogboek en ledenlijst van het panel'
    """
    named = (source for indicator in indicators for source in subject(indicator).sources)
    return listing(list(dict.fromkeys(named)))
