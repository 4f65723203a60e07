"""What people write in the last box, what it is about, and what two readers made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.survey import Response
from pijler_analysis.sample.workbook import Workbook

CODE_BOOK = {
    "waardering": ("dank, tevreden over ons werk, doe zo voort",
                   "Bedankt voor alles wat jullie doen"),
    "dichtbij": ("afstand, plaats of uur van vormingen en ontmoetingen, online",
                 "Kan dit ook eens in onze provincie?"),
    "eenvoud": ("minder papier, eenvoudiger, korter, minder tijd",
                "De formulieren zijn te ingewikkeld"),
    "opvolging": ("jonge mensen, nieuw bestuur, vrijwilligers vinden",
                  "Ons bestuur vergrijst"),
    "geld": ("fonds, fiscale attesten, steun van de gemeente, fondsen werven",
             "Wij vinden moeilijk middelen"),
    "uitwisseling": ("andere organisaties ontmoeten, ervaringen delen, samenwerken",
                     "Breng ons in contact met anderen"),
    "partner": ("de partner in het Zuiden: zijn stem, zijn middelen, overeenkomsten",
                "Wat wil de partner zelf?"),
    "diaspora": ("diasporaorganisaties betrekken of vinden",
                 "Betrek verenigingen met een migratieachtergrond"),
    "informatie": ("website, handboek, nieuwsbrief, weten wat het steunpunt of het panel doet",
                   "Ik vind niet terug wat jullie aanbieden"),
}  # fmt: skip
"""Code → what belongs to it, and an example."""

CHALLENGE_OF = {
    "eenvoud": "administratie", "opvolging": "vrijwilligers", "geld": "financien",
    "uitwisseling": "netwerk", "partner": "kwaliteit", "diaspora": "diaspora",
    "dichtbij": "netwerk",
}  # fmt: skip
"""Code → the challenge it belongs to; praise and the wish for information belong to none."""

_CODES: dict[str, tuple[str, ...]] = {
    "Doe zo voort, jullie helpdesk heeft ons al vaak vooruitgeholpen.": ("waardering",),
    "Meer vormingen in West-Vlaanderen graag, Brussel is ver.": ("dichtbij",),
    "De website is duidelijker dan vroeger, maar het handboek is lang.": ("eenvoud", "informatie"),
    "Wij zoeken vooral jonge mensen die het bestuur willen overnemen.": ("opvolging",),
    "+ meer online sessies 's avonds": ("dichtbij",),
    "- minder papierwerk voor kleine bedragen": ("eenvoud",),
    "De fiscale attesten blijven voor ons een grote drempel.": ("geld",),
    "Een ontmoeting per land zou ons helpen om ervaringen te delen.": ("uitwisseling",),
    "We missen informatie over hoe onze partner zelf fondsen kan werven.": ("geld", "partner"),
    "De Dag van de 4de Pijler geeft ons elk jaar nieuwe energie.": ("waardering",),
    "Het fonds is een mooie steun, de aanvraag mag eenvoudiger.": ("eenvoud", "geld"),
    "Kan het steunpunt ons in contact brengen met een diasporaorganisatie?": (
        "diaspora", "uitwisseling"),
    "Als kleine groep hebben we weinig tijd voor vergaderingen.": ("eenvoud",),
    "Graag meer aandacht voor gelijkwaardig partnerschap.": ("partner",),
    "Wij weten niet goed wat het panel doet.": ("informatie",),
    "Onze gemeente schrapte de steun. Wat kunnen we doen?": ("geld",),
    "Een sjabloon voor een overeenkomst met de partner zou handig zijn.": ("partner",),
    "De nieuwsbrief lees ik altijd, korte berichten zijn het best.": ("informatie",),
    "Coaching op maat zou voor ons meer opleveren dan een vorming.": (),
    "Bedankt voor de snelle antwoorden!": ("waardering",),
    "Werk nauwer samen met de lokale besturen, wij kennen de verenigingen.": ("uitwisseling",),
    "Blijf investeren in diasporaorganisaties, daar zit veel kennis.": ("diaspora",),
    "Maak duidelijker wat het steunpunt doet voor gemeenten.": ("informatie",),
    "Een jaarlijks overleg met de federaties zou goed zijn.": ("uitwisseling",),
    "Meer aandacht voor wat partners in het Zuiden zelf willen.": ("partner",),
    "Vormingen dichter bij huis bereiken ook de kleine groepen.": ("dichtbij",),
    "Deel de resultaten van deze bevraging met de GRIS.": ("informatie",),
    "Help organisaties om samen te werken in plaats van naast elkaar.": ("uitwisseling",),
}  # fmt: skip
SAYS_NOTHING = ("geen", "nvt", "/", "Neen.")
"""What some write who have nothing to say."""

HEADINGS = ("Golf", "Bevraagden", "Respons", "Antwoord", "Voorstel", "Lezer 1", "Lezer 2",
            "Beslist", "Citeren")  # fmt: skip
_AUDIENCES = {"members": "leden", "stakeholders": "stakeholders"}
_READ_TWICE = 0.5
_SECOND_DIFFERS = 0.12


@dataclass(frozen=True)
class Read:
    """An open answer with the codes of its readers; ``second`` is None where one person read it."""

    wave: int
    audience: str
    response: Response
    first: tuple[str, ...]
    second: tuple[str, ...] | None
    decided: tuple[str, ...] | None
    may_be_quoted: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that count."""
        return self.first if self.decided is None else self.decided


def says_something(response: Response) -> bool:
    """Tell whether somebody wrote more than that there is nothing to write."""
    return bool(response.open_answer) and response.open_answer not in SAYS_NOTHING


def read_remarks(wave: int, answered: Iterable[tuple[str, Sequence[Response]]]) -> list[Read]:
    """Let two people read the answers of a wave; where they differ, it was talked over."""
    dice = Dice(f"readers {wave}")
    return [
        _read(dice, wave, audience, response)
        for audience, responses in answered
        for response in responses
        if says_something(response)
    ]


def _read(dice: Dice, wave: int, audience: str, response: Response) -> Read:
    true = _CODES[response.open_answer]
    second: tuple[str, ...] | None = true if dice.chance(_READ_TWICE) else None
    if second is not None and dice.chance(_SECOND_DIFFERS):
        other = dice.pick([code for code in CODE_BOOK if code not in true])
        second = tuple(sorted({*true[:-1], other}))
    decided = true if second not in (None, true) else None
    return Read(wave, audience, response, true, second, decided, dice.chance(0.25))


def write_readings(path: Path, readings: Sequence[Read]) -> Path:
    """Write the workbook in which the answers were read."""
    book = Workbook(path)
    sheet = book.sheet("Antwoorden", widths=(8, 13, 9, 80, 24, 24, 24, 24, 10))
    sheet.header(HEADINGS)
    for one in readings:
        sheet.line(_line(one))
    sheet = book.sheet("Codeboek", widths=(18, 70, 50, 18))
    sheet.header(("Code", "Wat hoort erbij", "Voorbeeld", "Uitdaging"))
    for code, told in CODE_BOOK.items():
        sheet.line((code, *told, CHALLENGE_OF.get(code, "")))
    return book.close()


def _line(one: Read) -> tuple[str | int, ...]:
    codes = [_spelled(codes) for codes in (one.first, one.second, one.decided)]
    return (one.wave, _AUDIENCES[one.audience], str(one.response.response_id),
            one.response.open_answer, "", *codes, "ja" if one.may_be_quoted else "")  # fmt: skip


def _spelled(codes: tuple[str, ...] | None) -> str:
    return "" if codes is None else "; ".join(codes) or "-"
