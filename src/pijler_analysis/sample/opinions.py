"""What members and stakeholders think: how many are satisfied, how many want support on what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FIVE = ("Zeer ontevreden", "Ontevreden", "Neutraal", "Tevreden", "Zeer tevreden")
FOUR = ("Niet tevreden", "Eerder niet tevreden", "Eerder tevreden", "Zeer tevreden")
NOT_SHOWN = "N/A"

ADVICE = (
    "Werk nauwer samen met de lokale besturen, wij kennen de verenigingen.",
    "Blijf investeren in diasporaorganisaties, daar zit veel kennis.",
    "Maak duidelijker wat het steunpunt doet voor gemeenten.",
    "Een jaarlijks overleg met de federaties zou goed zijn.",
    "Meer aandacht voor wat partners in het Zuiden zelf willen.",
    "Vormingen dichter bij huis bereiken ook de kleine groepen.",
    "Deel de resultaten van deze bevraging met de GRIS.",
    "Help organisaties om samen te werken in plaats van naast elkaar.",
)
"""What stakeholders advise."""

OPEN_ANSWERS = (
    "Doe zo voort, jullie helpdesk heeft ons al vaak vooruitgeholpen.",
    "Meer vormingen in West-Vlaanderen graag, Brussel is ver.",
    "De website is duidelijker dan vroeger, maar het handboek is lang.",
    "Wij zoeken vooral jonge mensen die het bestuur willen overnemen.",
    "+ meer online sessies 's avonds",
    "- minder papierwerk voor kleine bedragen",
    "De fiscale attesten blijven voor ons een grote drempel.",
    "Een ontmoeting per land zou ons helpen om ervaringen te delen.",
    "We missen informatie over hoe onze partner zelf fondsen kan werven.",
    "De Dag van de 4de Pijler geeft ons elk jaar nieuwe energie.",
    "Het fonds is een mooie steun, de aanvraag mag eenvoudiger.",
    "Kan het steunpunt ons in contact brengen met een diasporaorganisatie?",
    "Als kleine groep hebben we weinig tijd voor vergaderingen.",
    "Graag meer aandacht voor gelijkwaardig partnerschap.",
    "Wij weten niet goed wat het panel doet.",
    "Onze gemeente schrapte de steun. Wat kunnen we doen?",
    "Een sjabloon voor een overeenkomst met de partner zou handig zijn.",
    "De nieuwsbrief lees ik altijd, korte berichten zijn het best.",
    "Coaching op maat zou voor ons meer opleveren dan een vorming.",
    "Bedankt voor de snelle antwoorden!",
    "geen",
    "nvt",
    "/",
    "Neen.",
)
"""What people write in the last box; two begin with a sign that a spreadsheet would run, the last
four say nothing."""


@dataclass(frozen=True)
class Opinions:
    """The shares behind the answers of one questionnaire.

    ``top`` is the share satisfied per block, ``needs`` the share that wants support per
    challenge; ``sometimes_shown`` is a challenge not everyone was asked about.
    """

    scale: tuple[str, ...]
    top_rank: int
    low_ranks: tuple[tuple[int, float], ...]
    high_ranks: tuple[tuple[int, float], ...]
    no_experience_text: str
    top: Mapping[str, float]
    no_experience: Mapping[str, float]
    needs: Mapping[str, float]
    remarks: tuple[str, ...] = OPEN_ANSWERS
    not_shown: str = NOT_SHOWN
    sometimes_shown: str = ""


_NEW_RANKS = (((3, 0.58), (2, 0.3), (1, 0.12)), ((4, 0.6), (5, 0.4)))

_MEMBERS_2024 = Opinions(
    scale=FIVE,
    top_rank=4,
    low_ranks=_NEW_RANKS[0],
    high_ranks=_NEW_RANKS[1],
    no_experience_text="Geen ervaring",
    top={
        "overall": 0.83, "website": 0.73, "manual": 0.68, "newsletter": 0.75, "helpdesk": 0.9,
        "training": 0.86, "meetings": 0.77, "yearly_day": 0.79, "fund": 0.64, "panel": 0.58,
    },
    no_experience={
        "manual": 0.12, "newsletter": 0.06, "helpdesk": 0.31, "training": 0.27,
        "meetings": 0.38, "yearly_day": 0.29, "fund": 0.36, "panel": 0.52, "website": 0.02,
    },
    needs={
        "kwaliteit": 0.51, "netwerk": 0.33, "financien": 0.69, "vrijwilligers": 0.56,
        "administratie": 0.37, "diaspora": 0.14, "buitenland": 0.13, "verankering": 0.11,
        "stem": 0.18, "zichtbaarheid": 0.35, "europa": 0.08,
    },
    sometimes_shown="europa",
)  # fmt: skip

_MEMBERS_2019 = Opinions(
    scale=FOUR,
    top_rank=3,
    low_ranks=((2, 0.72), (1, 0.28)),
    high_ranks=((3, 0.6), (4, 0.4)),
    no_experience_text="Niet van toepassing",
    top={
        "overall": 0.76, "website": 0.58, "newsletter": 0.76, "helpdesk": 0.84,
        "training": 0.85, "yearly_day": 0.8, "fund": 0.74,
    },
    no_experience={
        "newsletter": 0.08, "helpdesk": 0.35, "training": 0.33, "yearly_day": 0.31,
        "fund": 0.41, "website": 0.03,
    },
    needs={
        "kwaliteit": 0.42, "netwerk": 0.31, "financien": 0.68, "vrijwilligers": 0.43,
        "administratie": 0.4, "diaspora": 0.09, "verankering": 0.13, "zichtbaarheid": 0.34,
    },
)  # fmt: skip

_STAKEHOLDERS_2024 = Opinions(
    scale=FIVE,
    top_rank=4,
    low_ranks=_NEW_RANKS[0],
    high_ranks=_NEW_RANKS[1],
    no_experience_text="Geen ervaring",
    top={
        "overall": 0.81, "website": 0.7, "helpdesk": 0.84, "training": 0.82, "yearly_day": 0.77,
    },
    no_experience={"website": 0.1, "helpdesk": 0.3, "training": 0.25, "yearly_day": 0.35},
    needs={
        "kwaliteit": 0.62, "netwerk": 0.4, "financien": 0.5, "vrijwilligers": 0.45,
        "administratie": 0.31, "diaspora": 0.42, "buitenland": 0.2, "verankering": 0.21,
        "stem": 0.25, "zichtbaarheid": 0.38, "europa": 0.1,
    },
    remarks=ADVICE,
    not_shown="",
)  # fmt: skip

_ALL = {
    ("members", 2019): _MEMBERS_2019,
    ("members", 2024): _MEMBERS_2024,
    ("stakeholders", 2024): _STAKEHOLDERS_2024,
}


def opinions(audience: str, wave: int) -> Opinions:
    """Return what was asked of an audience in a wave, and how it answers."""
    return _ALL[audience, wave]
