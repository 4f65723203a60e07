"""What the focus groups of the survey year said: a coded statement per row."""

from __future__ import annotations

from pathlib import Path

from pijler_analysis.sample.workbook import Workbook

HEADINGS = ("Groep", "Uitdaging", "Standpunt", "Uitspraak")
FOR, AGAINST = "belangrijk", "niet belangrijk"

_GROUPS = ("Groep Gent", "Groep Antwerpen", "Groep diaspora", "Groep gemeenten")
_STATEMENTS = (
    (0, "financien", FOR, "Zonder steun van de gemeente stoppen we"),
    (0, "financien", FOR, "Wij zoeken elk jaar opnieuw naar geld"),
    (0, "vrijwilligers", FOR, "Niemand wil het bestuur overnemen"),
    (0, "europa", AGAINST, "Europa is te ver van ons bed"),
    (0, "administratie", AGAINST, "De papieren vallen eigenlijk mee"),
    (1, "financien", FOR, "Een dossier schrijven kost ons een maand"),
    (1, "vrijwilligers", FOR, "Jongeren haken af na een project"),
    (1, "netwerk", FOR, "We leren het meest van andere groepen"),
    (1, "netwerk", FOR, "Een avond met organisaties in hetzelfde land"),
    (1, "zichtbaarheid", AGAINST, "Bekend zijn is geen doel"),
    (2, "diaspora", FOR, "Wij kennen het land en worden niet gevraagd"),
    (2, "diaspora", FOR, "Er is geen plek waar we terechtkunnen"),
    (2, "financien", FOR, "Een bank weigert onze rekening"),
    (2, "stem", FOR, "Een minister heeft ons nooit gehoord"),
    (2, "vrijwilligers", AGAINST, "Vrijwilligers hebben wij genoeg"),
    (3, "stem", FOR, "De schepen moet weten wat er leeft"),
    (3, "zichtbaarheid", FOR, "In de gemeente kent niemand ons"),
    (3, "verankering", AGAINST, "Campagnes zijn voor de koepel"),
    (3, "financien", FOR, "Subsidies zijn elke legislatuur anders"),
    (3, "financien", AGAINST, "Wij hebben eigen inkomsten"),
)


def write_focus_groups(path: Path) -> Path:
    """Write the statements as the workbook that ``strategy.focus_groups`` reads."""
    book = Workbook(path)
    sheet = book.sheet("Uitspraken", widths=(20, 18, 18, 60))
    sheet.header(HEADINGS)
    for group, challenge, stance, statement in _STATEMENTS:
        sheet.line((_GROUPS[group], challenge, stance, statement))
    return book.close()
