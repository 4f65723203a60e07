"""Notes on a figure that hold a number or a name: each text once, to fill in and to translate."""

PERHAPS_THE_SAME = (
    "organisaties die misschien dezelfde zijn: {pairs} paren; grenzen als ze het alle zijn en als "
    "geen het is"
)
NOT_READ = "aanvragen die niet te lezen waren, niet meegeteld: {rows}"
ASKED_SINCE = "vragen sinds {year}"
DAYS_LEFT_BLANK = "niet ingevuld bij {blank} activiteiten"
FIELD_SOURCE = "schatting van het veld: {source}"
NO_EXPERIENCE = "geen ervaring of weet het niet, niet meegeteld: {number}"
TWO_AUDIENCES = (
    "{members} van leden en {stakeholders} van stakeholders: geen groep om samen te nemen"
)
TICKED = (
    "aangekruist, toen uit {then} en nu uit {now} opties, als deel van wie de vraag zag en "
    "beantwoordde"
)
BRIDGE = (
    "toen “{top_then}” of hoger op {all_then} antwoorden, nu “{top_now}” of hoger op {all_now} "
    "antwoorden. Wie geen ervaring had, telt niet mee"
)
NOT_COMPARED = "niet te vergelijken"
SHORT_OF_DAYS = "{role} in kwartaal {quarter}: {days} dagen te weinig"
SHORT_OF_EURO = "budget: {euro} euro te weinig"
NEEDS_FIRST = "vraagt eerst {activities}"
DROPPED = "met de hand geschrapt"
YIELDS_LESS = "levert minder op dan wat gekozen is"

FILLED = (
    PERHAPS_THE_SAME, NOT_READ, ASKED_SINCE, DAYS_LEFT_BLANK, FIELD_SOURCE, NO_EXPERIENCE,
    TWO_AUDIENCES, TICKED, BRIDGE, NOT_COMPARED, SHORT_OF_DAYS, SHORT_OF_EURO, NEEDS_FIRST,
    DROPPED, YIELDS_LESS,
)  # fmt: skip
"""All of them, for who shows a note in another language."""
