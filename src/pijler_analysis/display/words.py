"""Dutch words for the codes of the schema: as a label, short, and inside a sentence.

Nothing but words: a dimension (the ``by`` of a result row, or a column of a clean table) gives a
table of codes, a code gives a :class:`Word`. A code that is not here fails where it is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

from pijler_analysis.display.country_words import country_names
from pijler_analysis.display.language import say
from pijler_analysis.reference import municipality_names


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

REGIONS = _names("Vlaanderen", "Brussel", "Wallonië")

_FIVE_CHANNELS = tuple(CONTACT_CHANNELS)[:5]
CHANNEL_PAIRS = {
    f"{one}+{other}": Word(
        f"{CONTACT_CHANNELS[one].label} en {CONTACT_CHANNELS[other].label.lower()}",
        phrase=f"{CONTACT_CHANNELS[one].phrase} en {CONTACT_CHANNELS[other].phrase}",
    )
    for one, other in combinations(_FIVE_CHANNELS, 2)
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

INCOME_GROUPS = {
    "low": Word("Laag inkomen", phrase="landen met een laag inkomen"),
    "lower_middle": Word("Lager middeninkomen", phrase="landen met een lager middeninkomen"),
    "upper_middle": Word("Hoger middeninkomen", phrase="landen met een hoger middeninkomen"),
    "high": Word("Hoog inkomen", phrase="landen met een hoog inkomen"),
}
WHY_UNANSWERED = {
    "not_shown": Word("Vraag niet getoond"),
    "no_experience": Word("Geen ervaring"),
    "not_applicable": Word("Niet van toepassing"),
    "dont_know": Word("Weet niet"),
    "blank": Word("Leeg gelaten"),
    "unreadable": Word("Onleesbaar"),
}

LEGAL_FORMS = {
    "vzw": Word("Vzw", phrase="vzw's"),
    "informal": Word("Feitelijke vereniging", phrase="feitelijke verenigingen"),
    "foundation": Word("Stichting", phrase="stichtingen"),
    "other": Word("Andere rechtsvorm", "Andere", "andere rechtsvormen"),
}

AGES = {
    "under_5": Word("Minder dan 5 jaar", "< 5 jaar", "organisaties van minder dan 5 jaar"),
    "from_5": Word("5 tot 9 jaar", phrase="organisaties van 5 tot 9 jaar"),
    "from_10": Word("10 tot 19 jaar", phrase="organisaties van 10 tot 19 jaar"),
    "from_20": Word("20 jaar of meer", "≥ 20 jaar", "organisaties van 20 jaar of meer"),
}
SIZES = {
    "to_5": Word("Tot 5 vrijwilligers", "≤ 5", "organisaties met hoogstens 5 vrijwilligers"),
    "from_6": Word("6 tot 10 vrijwilligers", "6–10", "organisaties met 6 tot 10 vrijwilligers"),
    "from_11": Word("11 tot 20 vrijwilligers", "11–20", "organisaties met 11 tot 20 vrijwilligers"),
    "from_21": Word(
        "Meer dan 20 vrijwilligers", "> 20", "organisaties met meer dan 20 vrijwilligers"
    ),
}
MUNICIPALITY_SIZES = {
    "under_10000": Word("Minder dan 10.000 inwoners", "< 10.000",
                        "gemeenten met minder dan 10.000 inwoners"),
    "from_10000": Word("10.000 tot 19.999 inwoners", "10.000–19.999",
                       "gemeenten met 10.000 tot 19.999 inwoners"),
    "from_20000": Word("20.000 tot 49.999 inwoners", "20.000–49.999",
                       "gemeenten met 20.000 tot 49.999 inwoners"),
    "from_50000": Word("50.000 inwoners of meer", "≥ 50.000",
                       "gemeenten met 50.000 inwoners of meer"),
}  # fmt: skip
CRITERIA = {
    "quality": Word("Kwaliteit", phrase="de kwaliteit"),
    "impact": Word("Impact", phrase="de impact"),
    "feasibility": Word("Haalbaarheid", phrase="de haalbaarheid"),
}
FIELD_ENDS = {
    "at_least": Word("Laagste schatting", phrase="de laagste schatting"),
    "at_most": Word("Hoogste schatting", phrase="de hoogste schatting"),
}
HELD = {
    "on_site": Word("Ter plaatse", phrase="vormingen ter plaatse"),
    "online": Word("Online", phrase="online vormingen"),
}
PARTNER = {
    "yes": Word("Met een partner", "Met partner", "vormingen met een partner"),
    "no": Word("Zonder partner", phrase="vormingen zonder partner"),
}
DIASPORA = {
    "yes": Word("Diasporaorganisatie", "Diaspora", "diasporaorganisaties"),
    "no": Word("Andere organisatie", "Andere", "andere organisaties"),
}
TRAITS = {
    "province": Word("Provincie", phrase="de provincie"),
    "diaspora": Word("Diasporastatus", phrase="de diasporastatus"),
    "size": Word("Grootte", phrase="de grootte"),
    "age": Word("Leeftijd", phrase="de leeftijd"),
    "first_theme": Word("Eerst genoemd thema", "Thema", "het eerst genoemde thema"),
}
SCALES = {
    5: ("zeer ontevreden", "ontevreden", "neutraal", "tevreden", "zeer tevreden"),
    4: ("niet tevreden", "eerder niet tevreden", "eerder tevreden", "zeer tevreden"),
}
"""Each answer to a question on satisfaction, from the lowest on."""

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
APPLICANT_HISTORY = {
    "new": Word("Voor het eerst", phrase="nieuwe aanvragers"),
    "returning": Word("Vorig jaar ook", phrase="aanvragers van vorig jaar"),
    "back_again": Word("Terug na een jaar zonder", "Terug",
                       "aanvragers die terugkwamen na een jaar zonder"),
}  # fmt: skip
LORENZ = {
    f"p{step}": Word(f"Kleinste {step} %", f"{step} %", f"de kleinste {step} %")
    for step in range(10, 100, 10)
}
LEAST_DEVELOPED = {
    "yes": Word("Minst ontwikkeld land", "Minst ontwikkeld", "de minst ontwikkelde landen"),
    "no": Word("Ander land", "Ander", "andere landen"),
}
PROCESS_VIEW = {"year": Word("Procesbeeld, met interval", "Procesbeeld", "het procesbeeld")}
MONTHS = {
    f"{number:02d}": Word(name.capitalize(), name[:3], name)
    for number, name in enumerate(
        ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
         "september", "oktober", "november", "december"),
        start=1,
    )
}  # fmt: skip
RECIPIENTS = {
    "grantees": Word("Wie steun kreeg", "Steun gekregen", "wie steun kreeg"),
    "applicants": Word("Alle aanvragers", "Aanvragers", "alle aanvragers"),
}
UNITS = {
    "share": Word("aandeel"),
    "organisations": Word("organisaties", "organisatie"),
    "sessions": Word("sessies", "sessie"),
    "attendances": Word("deelnames", "deelname"),
    "questions": Word("vragen", "vraag"),
    "questions_per_fte": Word("vragen per voltijdse kracht"),
    "questions_per_day": Word("vragen per werkdag"),
    "ratio": Word("verhouding"),
    "applications": Word("aanvragen", "aanvraag"),
    "addresses": Word("adressen", "adres"),
    "views": Word("bekeken bladzijden"),
    "people": Word("mensen", "mens"),
    "members": Word("leden", "lid"),
    "respondents": Word("respondenten", "respondent"),
    "activities": Word("activiteiten", "activiteit"),
    "eur": Word("euro"),
    "days": Word("werkdagen"),
    "index": Word("index van 0 tot 1"),
    "rank": Word("plaats in de rangorde"),
}
"""What a figure is in, or how many of; short, of a single one."""
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
    "reviews": Word("Scores per jurylid"),
    "panel": Word("Panel"),
    "steering_group": Word("Stuurgroep"),
    "activities": Word("Actieplan"),
    "answer_codes": Word("Ingedeelde open antwoorden"),
    "mailings": Word("Nieuwsbrieven"),
    "pages": Word("Bladzijden van de website"),
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


class _Countries(Mapping[str, Word]):
    """A word for every country, made when it is asked for."""

    def __getitem__(self, code: str) -> Word:
        name = country_names()[code]
        return Word(name, phrase=name)

    def __iter__(self) -> Iterator[str]:
        return iter(country_names())

    def __len__(self) -> int:
        return len(country_names())


class _BlockAnswers(Mapping[str, Word]):
    """A word for each answer on each building block, by its place on the scale: ``fund 4/5``."""

    _parts: ClassVar = {
        f"{block} {place}/{scale}": (word, answer)
        for block, word in BLOCKS.items()
        for scale, answers in SCALES.items()
        for place, answer in enumerate(answers, start=1)
    }

    def __getitem__(self, code: str) -> Word:
        block, answer = self._parts[code]
        said = say(answer)
        return Word(
            say("{block}: {answer}", block=say(block.label), answer=said),
            said,
            say("{answer} over {block}", answer=said, block=say(block.phrase)),
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


class _Municipalities(Mapping[str, Word]):
    """A word for every municipality: its name, which is its code."""

    def __getitem__(self, code: str) -> Word:
        if code not in municipality_names():
            raise KeyError(code)
        return Word(code, phrase=code)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(municipality_names()))

    def __len__(self) -> int:
        return len(municipality_names())


class _OwnCodes(Mapping[str, Word]):
    """A word for every code an organisation made itself, words joined by hyphens; and its group.

    ``more`` holds the words of the groups that may follow the code after a blank. The code itself
    stays in the language of the team that made it.
    """

    def __init__(self, more: Mapping[str, Word] | None = None) -> None:
        self._more = more or {}

    def __getitem__(self, code: str) -> Word:
        own, _, group = code.partition(" ")
        name = own.replace("-", " ")
        if group:
            name = f"{name}, {say(self._more[group].form('phrase'))}"
        return Word(name[:1].upper() + name[1:], phrase=name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


VERSIONS = {str(n): Word(f"definitie {n}", phrase=f"definitie {n}") for n in range(1, 10)}

WORDS: dict[str, Mapping[str, Word]] = {
    "version": VERSIONS,
    "manual_chapter": _OwnCodes(),
    "answer_code": _OwnCodes(),
    "answer_challenge": CHALLENGES,
    "answer_code_diaspora": _OwnCodes(DIASPORA),
    "answer_code_role": _OwnCodes(STAKEHOLDER_ROLES),
    "province": PROVINCES,
    "region": REGIONS,
    "age": AGES,
    "size": SIZES,
    "diaspora": DIASPORA,
    "country": _Countries(),
    "channel_pair": CHANNEL_PAIRS,
    "trait": TRAITS,
    "block_answer": _BlockAnswers(),
    "channel": CONTACT_CHANNELS | QUESTION_CHANNELS,
    "asker": ASKERS,
    "theme": SESSION_THEMES,
    "session_theme": SESSION_THEMES,
    "project_theme": PROJECT_THEMES,
    "continent": CONTINENTS,
    "income_group": INCOME_GROUPS,
    "why": WHY_UNANSWERED,
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
    "criterion": CRITERIA,
    "history": APPLICANT_HISTORY,
    "lorenz": LORENZ,
    "lorenz_applicants": LORENZ,
    "field": FIELD_ENDS,
    "held": HELD,
    "partner": PARTNER,
    "municipality": _Municipalities(),
    "municipality_size": MUNICIPALITY_SIZES,
    "is_least_developed": LEAST_DEVELOPED,
    "process_view": PROCESS_VIEW,
    "month": MONTHS,
    "unit": UNITS,
    "table": TABLES,
    "subject": THEMES,
}
"""Every dimension by the name it has in ``by`` or in a clean table."""

DIMENSIONS = {
    "version": "Definitie",
    "manual_chapter": "Hoofdstuk van het handboek",
    "answer_code": "Onderwerp van het antwoord",
    "answer_challenge": "Uitdaging van het antwoord",
    "answer_code_diaspora": "Onderwerp en status",
    "answer_code_role": "Onderwerp en rol",
    "province": "Provincie",
    "channel": "Kanaal",
    "asker": "Vrager",
    "theme": "Thema",
    "session_theme": "Thema",
    "project_theme": "Thema",
    "continent": "Werelddeel",
    "country": "Land",
    "income_group": "Inkomensgroep van het land",
    "region": "Gewest",
    "age": "Leeftijd van de organisatie",
    "size": "Grootte",
    "diaspora": "Status",
    "channel_pair": "In allebei de kanalen",
    "trait": "Kenmerk",
    "block_answer": "Antwoord",
    "block": "Bouwsteen",
    "challenge": "Uitdaging",
    "topic": "Onderwerp",
    "audience": "Bevraagden",
    "role": "Rol",
    "meeting": "Vergadering",
    "recipients": "Wie telt mee",
    "criterion": "Criterium van de jury",
    "history": "Herkomst van de aanvrager",
    "lorenz": "Deel van de begunstigden",
    "lorenz_applicants": "Deel van de aanvragers",
    "field": "Schatting van het veld",
    "held": "Online of ter plaatse",
    "partner": "Met of zonder partner",
    "municipality": "Gemeente",
    "municipality_size": "Inwoners van de gemeente",
    "is_least_developed": "Land van het project",
    "process_view": "Procesbeeld",
    "month": "Maand",
    "activity_status": "Stand",
    "legal_form": "Rechtsvorm",
}
"""Heading over the groups of a breakdown."""

UNKNOWN_GROUP = Word("Onbekend", phrase="onbekend")
TOTAL_GROUP = Word("Totaal", phrase="het totaal")
