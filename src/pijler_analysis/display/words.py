"""Dutch words for the codes of the schema: as a label, short, and inside a sentence.

Nothing but words: a dimension (the ``by`` of a result row, or a column of a clean table) gives a
table of codes, a code gives a :class:`Word`. A code that is not here fails where it is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """One code in Dutch: ``label`` in a table, ``short`` in a figure, ``phrase`` in a sentence."""

    label: str
    short: str = ""
    phrase: str = ""

    def form(self, name: str) -> str:
        """Return the asked form, or the label where the code has no other."""
        found: str = getattr(self, name)
        return found or self.label


def _names(*names: str) -> dict[str, Word]:
    return {name: Word(name, phrase=name) for name in names}


PROVINCES = {
    **_names("Antwerpen", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen",
             "Brussel", "Wallonië"),
    "online": Word("Online", phrase="online vormingen"),
}  # fmt: skip

CONTACT_CHANNELS = {
    "registrations": Word("Registraties", phrase="de registraties"),
    "training": Word("Vormingen", phrase="de vormingen"),
    "helpdesk": Word("Helpdesk", phrase="de helpdesk"),
    "panel": Word("Panel", phrase="het panel"),
    "steering_group": Word("Stuurgroep", phrase="de stuurgroep"),
    "governance": Word("Panel en stuurgroep", phrase="het panel en de stuurgroep samen"),
}

QUESTION_CHANNELS = {
    "email": Word("E-mail", phrase="e-mail"),
    "telephone": Word("Telefoon", phrase="telefoon"),
    "conversation": Word("Persoonlijk gesprek", "Gesprek", "een persoonlijk gesprek"),
}

ASKERS = {
    "fourth_pillar": Word("4de Pijlerorganisatie", "4de Pijler", "4de Pijlerorganisaties"),
    "youth": Word("Jongere die naar het buitenland gaat", "Jongeren",
                  "jongeren die naar het buitenland gaan"),
    "starting": Word("Startende organisatie", "Starters", "startende organisaties"),
    "diaspora": Word("Diasporagroep", "Diaspora", "diasporagroepen"),
    "civil_society": Word("Middenveldorganisatie", "Middenveld", "middenveldorganisaties"),
    "government": Word("Overheid", "Overheden", "overheden"),
}  # fmt: skip

SESSION_THEMES = {
    "project_work": Word("Projectwerking", phrase="projectwerking"),
    "intercultural": Word("Intercultureel samenwerken", phrase="intercultureel samenwerken"),
    "basics": Word("Basisvorming internationale solidariteit", "Basisvorming", "de basisvorming"),
    "social_media": Word("Sociale media", phrase="sociale media"),
    "volunteering": Word("Hedendaags vrijwilligen", "Vrijwilligen", "hedendaags vrijwilligen"),
    "communication": Word("Communicatie", phrase="communicatie"),
    "fundraising": Word("Fondsenwerving", phrase="fondsenwerving"),
    "administration": Word("Vzw en administratie", phrase="vzw en administratie"),
    "ethical_code": Word("Ethische code", phrase="de ethische code"),
    "gender": Word("Gender", phrase="gender"),
    "network": Word("Netwerk", phrase="netwerken"),
}

PROJECT_THEMES = {
    "education": Word("Onderwijs", phrase="onderwijs"),
    "health": Word("Gezondheid", phrase="gezondheid"),
    "agriculture": Word("Landbouw", phrase="landbouw"),
    "water": Word("Water", phrase="water"),
    "women": Word("Vrouwen", phrase="vrouwen"),
    "youth": Word("Jeugd", phrase="jeugd"),
    "economy": Word("Economie", phrase="economie"),
    "climate": Word("Klimaat", phrase="klimaat"),
    "human_rights": Word("Mensenrechten", phrase="mensenrechten"),
    "culture": Word("Cultuur", phrase="cultuur"),
}

CONTINENTS = {
    "Africa": Word("Afrika", phrase="Afrika"),
    "Asia": Word("Azië", phrase="Azië"),
    "Latin America": Word("Latijns-Amerika", phrase="Latijns-Amerika"),
    "Europe": Word("Europa", phrase="Europa"),
    "North America": Word("Noord-Amerika", phrase="Noord-Amerika"),
    "Oceania": Word("Oceanië", phrase="Oceanië"),
}

BLOCKS = {
    "overall": Word("De werking in haar geheel", "Algemeen", "de werking in haar geheel"),
    "website": Word("Website", phrase="de website"),
    "manual": Word("Handboek", phrase="het handboek"),
    "newsletter": Word("Nieuwsbrief", phrase="de nieuwsbrief"),
    "helpdesk": Word("Helpdesk", phrase="de helpdesk"),
    "training": Word("Vormingen", phrase="de vormingen"),
    "meetings": Word("Ontmoetingsmomenten", "Ontmoeting", "de ontmoetingsmomenten"),
    "yearly_day": Word("Dag van de 4de Pijler", phrase="de Dag van de 4de Pijler"),
    "fund": Word("11.11.11-Fonds", phrase="het 11.11.11-Fonds"),
    "panel": Word("4de Pijlerpanel", phrase="het 4de Pijlerpanel"),
}

CHALLENGES = {
    "kwaliteit": Word("Kwaliteit van de projecten", "Kwaliteit", "de kwaliteit van projecten"),
    "netwerk": Word("Netwerk en kennis delen", "Netwerk", "netwerken en kennis delen"),
    "financien": Word("Financiën", phrase="financiën"),
    "vrijwilligers": Word("Vrijwilligers en achterban", "Vrijwilligers", "vrijwilligers vinden"),
    "administratie": Word("Administratie", phrase="administratie"),
    "diaspora": Word("Diaspora betrekken en ondersteunen", "Diaspora", "diaspora betrekken"),
    "buitenland": Word("Vrijwilligerswerk en stages in het buitenland", "Buitenland",
                       "vrijwilligerswerk en stages in het buitenland"),
    "verankering": Word("Verankering in de bredere beweging", "Verankering",
                        "verankering in de bredere beweging"),
    "stem": Word("Stem naar overheden en publiek", "Stem", "een stem naar overheden"),
    "zichtbaarheid": Word("Zichtbaarheid bij het publiek", "Zichtbaarheid", "zichtbaarheid"),
    "europa": Word("Europese en internationale netwerken", "Europa", "Europese netwerken"),
    "other": Word("Andere vraag", phrase="iets anders"),
}  # fmt: skip

LEGAL_FORMS = {
    "vzw": Word("Vzw", phrase="vzw's"),
    "informal": Word("Feitelijke vereniging", phrase="feitelijke verenigingen"),
    "foundation": Word("Stichting", phrase="stichtingen"),
    "other": Word("Andere rechtsvorm", "Andere", "andere rechtsvormen"),
}

SESSION_KINDS = {
    "training": Word("Vorming", phrase="de vormingen"),
    "meeting": Word("Ontmoetingsmoment", phrase="de ontmoetingsmomenten"),
    "yearly_day": Word("Dag van de 4de Pijler", phrase="de Dag van de 4de Pijler"),
}

REGISTRATION_STATUSES = {"active": Word("Actief"), "ended": Word("Stopgezet")}
DECISIONS = {"granted": Word("Toegekend"), "refused": Word("Afgewezen")}
ACTIVITY_STATUSES = {
    "planned": Word("Gepland", phrase="gepland"),
    "running": Word("Bezig", phrase="bezig"),
    "done": Word("Gedaan", phrase="gedaan"),
    "dropped": Word("Geschrapt", phrase="geschrapt"),
}
QUARTERS = {
    "Q1": Word("1ste kwartaal", "kw. 1"),
    "Q2": Word("2de kwartaal", "kw. 2"),
    "Q3": Word("3de kwartaal", "kw. 3"),
    "Q4": Word("4de kwartaal", "kw. 4"),
    "year": Word("Hele jaar", "jaar"),
}
AUDIENCES = {
    "members": Word("Leden", phrase="de leden"),
    "stakeholders": Word("Stakeholders", phrase="de stakeholders"),
}
STAKEHOLDER_ROLES = {
    "municipality": Word("Gemeente", phrase="gemeenten"),
    "province": Word("Provincie", phrase="provincies"),
    "federation": Word("Federatie", phrase="federaties"),
    "partner": Word("Partnerorganisatie", "Partner", "partnerorganisaties"),
    "other": Word("Andere", phrase="anderen"),
}
MEETINGS = {
    "spring": Word("Voorjaarsvergadering", "Voorjaar", "de voorjaarsvergadering"),
    "autumn": Word("Najaarsvergadering", "Najaar", "de najaarsvergadering"),
}
RECIPIENTS = {
    "grantees": Word("Wie steun kreeg", "Steun gekregen", "wie steun kreeg"),
    "applicants": Word("Alle aanvragers", "Aanvragers", "alle aanvragers"),
}
UNITS = {
    "share": Word("aandeel"),
    "organisations": Word("organisaties"),
    "sessions": Word("sessies"),
    "attendances": Word("deelnames"),
    "questions": Word("vragen"),
    "questions_per_fte": Word("vragen per voltijdse kracht"),
    "applications": Word("aanvragen"),
    "members": Word("leden"),
    "respondents": Word("respondenten"),
    "activities": Word("activiteiten"),
    "eur": Word("euro"),
    "days": Word("werkdagen"),
    "index": Word("index van 0 tot 1"),
}
DIRECTIONS = {"more": Word("meer is beter"), "less": Word("minder is beter"), "none": Word("–")}
LINK_KEYS = {
    "registration_id": Word("Registratienummer of toegangscode"),
    "enterprise_number": Word("Ondernemingsnummer"),
    "domain": Word("Eigen e-maildomein"),
    "name": Word("Naam van de organisatie"),
    "none": Word("Niet gekoppeld"),
}
TABLES = {
    "registrations": Word("Websiteregister"),
    "invitations": Word("Uitnodigingen bevraging"),
    "survey_members": Word("Bevraging leden"),
    "survey_members_previous": Word("Bevraging leden, vorige vragenlijst"),
    "survey_stakeholders": Word("Bevraging stakeholders"),
    "questions": Word("Vragenlijst"),
    "unanswered": Word("Niet beantwoorde vragen"),
    "helpdesk": Word("Helpdesk"),
    "sessions": Word("Sessies"),
    "attendance": Word("Aanwezigheden"),
    "attendance_day": Word("Dag van de 4de Pijler"),
    "fund": Word("11.11.11-Fonds"),
    "panel": Word("Panel"),
    "steering_group": Word("Stuurgroep"),
    "activities": Word("Actieplan"),
}
THEMES = {
    "reach": Word("Bereik"),
    "diaspora": Word("Diaspora"),
    "training": Word("Vormingen"),
    "meeting": Word("Ontmoetingsmomenten"),
    "day": Word("Dag van de 4de Pijler"),
    "helpdesk": Word("Helpdesk"),
    "fund": Word("11.11.11-Fonds"),
    "panel": Word("Panel"),
    "survey": Word("Bevraging"),
    "plan": Word("Actieplan"),
}
"""First part of an indicator's id."""

WORDS: dict[str, dict[str, Word]] = {
    "province": PROVINCES,
    "channel": CONTACT_CHANNELS | QUESTION_CHANNELS,
    "asker": ASKERS,
    "theme": SESSION_THEMES,
    "session_theme": SESSION_THEMES,
    "project_theme": PROJECT_THEMES,
    "continent": CONTINENTS,
    "block": BLOCKS,
    "challenge": CHALLENGES,
    "topic": CHALLENGES,
    "legal_form": LEGAL_FORMS,
    "session_kind": SESSION_KINDS,
    "registration_status": REGISTRATION_STATUSES,
    "decision": DECISIONS,
    "activity_status": ACTIVITY_STATUSES,
    "quarter": QUARTERS,
    "audience": AUDIENCES,
    "role": STAKEHOLDER_ROLES,
    "meeting": MEETINGS,
    "recipients": RECIPIENTS,
    "unit": UNITS,
    "direction": DIRECTIONS,
    "key": LINK_KEYS,
    "table": TABLES,
    "subject": THEMES,
}
"""Every dimension by the name it has in ``by`` or in a clean table."""

DIMENSIONS = {
    "province": "Provincie",
    "channel": "Kanaal",
    "asker": "Vrager",
    "theme": "Thema",
    "session_theme": "Thema",
    "project_theme": "Thema",
    "continent": "Werelddeel",
    "block": "Bouwsteen",
    "challenge": "Uitdaging",
    "topic": "Onderwerp",
    "audience": "Bevraagden",
    "role": "Rol",
    "meeting": "Vergadering",
    "recipients": "Wie telt mee",
    "activity_status": "Stand",
    "legal_form": "Rechtsvorm",
}
"""Heading over the groups of a breakdown."""

UNKNOWN_GROUP = Word("Onbekend", phrase="onbekend")
TOTAL_GROUP = Word("Totaal", phrase="het totaal")
