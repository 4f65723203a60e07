"""The loose words of the exports: for each code every spelling that occurs in the sample."""

from __future__ import annotations

LEGAL_FORMS: dict[str, tuple[str, ...]] = {
    "vzw": ("vzw", "vzw", "vzw", "VZW", "v.z.w.", "Vzw"),
    "informal": ("feitelijke vereniging", "Feitelijke vereniging", "feit. ver.", "FV"),
    "foundation": ("stichting", "Stichting"),
    "other": ("andere", "Andere"),
}
YES = ("ja", "ja", "ja", "Ja", "J")
NO = ("nee", "nee", "nee", "Nee", "N")
ACTIVE = ("actief", "actief", "actief", "Actief", "ACTIEF")
ENDED = ("stopgezet", "stopgezet", "Stopgezet")
CHANNELS: dict[str, tuple[str, ...]] = {
    "email": ("mail", "mail", "e-mail", "E-mail", "Mail", "Mailtje", "mailtje", "email"),
    "telephone": ("tel.", "telefoon", "Telefoon", "gebeld", "tel"),
    "conversation": (
        "gesprek", "Gesprek", "persoonlijk gesprek", "op kantoor", "langsgekomen",
    ),
}  # fmt: skip
ASKERS: dict[str, tuple[str, ...]] = {
    "fourth_pillar": (
        "4de Pijlerorganisatie", "4de Pijler", "4P", "4P-organisatie", "4de pijlerorganisatie",
        "vierde pijler",
    ),
    "youth": ("jongere", "Jongere", "jongeren", "student"),
    "starting": ("starter", "Starter", "startende organisatie", "starters", "nieuwe organisatie"),
    "diaspora": ("diaspora", "Diaspora", "diasporaorganisatie", "diaspora-organisatie"),
    "civil_society": ("middenveld", "Middenveld", "middenveldorganisatie", "ngo"),
    "government": ("overheid", "Overheid", "gemeente", "stad", "provincie"),
}  # fmt: skip
TOPICS: dict[str, tuple[str, ...]] = {
    "kwaliteit": ("kwaliteit", "projectwerking", "Kwaliteit project", "partnerschap"),
    "netwerk": ("netwerk", "netwerken", "contact met andere organisaties"),
    "financien": ("financiën", "fondsenwerving", "Financien", "subsidies", "fonds"),
    "vrijwilligers": ("vrijwilligers", "Vrijwilligers", "vrijwilligerswerking"),
    "administratie": ("administratie", "vzw-wetgeving", "Administratie", "fiscale attesten"),
    "diaspora": ("diaspora", "Diaspora"),
    "buitenland": ("buitenland", "stage buitenland", "vrijwilligerswerk buitenland"),
    "verankering": ("verankering", "campagne", "11.11.11-campagne"),
    "stem": ("stem", "beleid", "belangenbehartiging"),
    "zichtbaarheid": ("zichtbaarheid", "communicatie", "bekendheid"),
    "europa": ("europa", "Europa"),
    "other": ("andere", "varia", "overige"),
}
SESSION_KINDS: dict[str, tuple[str, ...]] = {
    "training": ("vorming", "vorming", "Vorming"),
    "meeting": ("ontmoeting", "Ontmoeting", "ontmoetingsmoment"),
    "yearly_day": ("Dag van de 4de Pijler",),
}
SESSION_THEMES: dict[str, tuple[str, ...]] = {
    "project_work": ("projectwerking", "Projectwerking"),
    "intercultural": ("intercultureel samenwerken", "Intercultureel samenwerken"),
    "basics": ("basisvorming", "Basisvorming"),
    "social_media": ("sociale media", "Sociale media"),
    "volunteering": ("vrijwilligerswerk", "Vrijwilligerswerk", "hedendaags vrijwilligerswerk"),
    "communication": ("communicatie", "Communicatie"),
    "fundraising": ("fondsenwerving", "Fondsenwerving"),
    "administration": ("zakelijk bekeken", "Zakelijk bekeken"),
    "ethical_code": ("ethische code", "Ethische code"),
    "gender": ("gender", "Gender"),
    "network": ("netwerk", "Netwerk", "netwerken"),
}
PROJECT_THEMES: dict[str, tuple[str, ...]] = {
    "education": ("onderwijs", "Onderwijs"),
    "health": ("gezondheid", "gezondheidszorg", "Gezondheid"),
    "agriculture": ("landbouw", "Landbouw"),
    "water": ("water", "Water"),
    "women": ("vrouwen", "Vrouwen"),
    "youth": ("jeugd", "jongeren"),
    "economy": ("economie", "Economie"),
    "climate": ("klimaat", "Klimaat"),
    "human_rights": ("mensenrechten", "Mensenrechten"),
    "culture": ("cultuur", "Cultuur"),
}
DECISIONS: dict[str, tuple[str, ...]] = {
    "granted": ("goedgekeurd", "goedgekeurd", "Goedgekeurd", "toegekend"),
    "refused": ("afgewezen", "niet weerhouden"),
}
PRESENT = ("ja", "ja", "x", "X", "1", "Ja")
ABSENT = ("nee", "nee", "-", "Nee")
CHALLENGES: dict[str, str] = {
    "kwaliteit": "Kwaliteit",
    "netwerk": "Netwerk",
    "financien": "Financiën",
    "vrijwilligers": "Vrijwilligers",
    "administratie": "Administratie",
    "diaspora": "Diaspora",
    "buitenland": "Buitenland",
    "verankering": "Verankering",
    "stem": "Stem",
    "zichtbaarheid": "Zichtbaarheid",
    "europa": "Europa",
}
QUARTERS: dict[str, tuple[str, ...]] = {
    "Q1": ("Q1", "K1"),
    "Q2": ("Q2", "K2"),
    "Q3": ("Q3", "K3"),
    "Q4": ("Q4", "K4"),
    "year": ("hele jaar", "Hele jaar"),
}
ACTIVITY_STATUSES: dict[str, tuple[str, ...]] = {
    "planned": ("gepland",),
    "running": ("lopend", "Lopend"),
    "done": ("afgerond", "Afgerond"),
    "dropped": ("geschrapt",),
}
