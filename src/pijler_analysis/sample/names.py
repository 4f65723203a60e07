"""Invented names of organisations: a Dutch or partner-country turn around an invented village.

Villages are made of syllables that sound right for their region and belong to no map.
"""

from __future__ import annotations

from pijler_analysis.sample.dice import Dice

_VILLAGES = {
    "bantu": (
        "Kim Lu Ndo Mwa Ka Bu Mbe Ki Nya Ru Tshi Ma Ngo Shi Bwa Lo",
        "bala songo zira lenge vumba tanga kuru ndula ganda kinda mbozi sheke lundu rambo",
    ),
    "west": (
        "Sa Dia Kou Tam Ndi Fa Gué Bam Sé Lé Dou Ké Wo Ya Ban Né",
        "louma koro baya doubé rou lokoto diané garé béré ssiga yélou fara golo kébé",
    ),
    "asia": (
        "Pra Sun Dha Ma Bho Ka Chi Ra Ni Tho Ba Sa Ko Vi Lam",
        "gaunli puram valiya tolika kheta darampur nagari siran dolok thang malung bari",
    ),
    "andes": (
        "Quil Hua Pal Cha Tara Inca Mar Lla Yana Cusi San Ayma Ocu Ticu",
        "lora marca huasi tambillo pata cochay rimac bamba yuro quira cayma",
    ),
    "east": ("Bra Lup Dor Mol Vis Cer Bor Tar Ulm Sta", "dova neti ozia escu ovar enita iloi"),
}
_TURNS: tuple[tuple[str, int], ...] = (
    ("Vrienden van {village}", 9),
    ("Hart voor {village}", 5),
    ("Samen met {village}", 5),
    ("Kinderen van {village}", 5),
    ("Water voor {village}", 3),
    ("Een school voor {village}", 4),
    ("Handen voor {village}", 3),
    ("Toekomst voor {village}", 3),
    ("Bruggen naar {village}", 3),
    ("Licht in {village}", 2),
    ("Steun aan {village}", 2),
    ("Project {village}", 4),
    ("{village} Solidair", 3),
    ("{village}-werkgroep", 1),
    ("Werkgroep {village}", 3),
    ("{town} helpt {village}", 3),
    ("{town}-{village}", 2),
    ("Dokters voor {village}", 1),
    ("Zaaien in {village}", 2),
    ("Leren in {village}", 2),
    ("{word} {village}", 8),
    ("Stichting {village}", 1),
    ("Congrégatie van {village}", 1),
    ("Zusters van {village}", 1),
    ("Comité {village}", 2),
    ("Wereldgroep {village}", 2),
    ("{village} Leeft", 2),
    ("Thuis in {village}", 2),
    ("Fonds {first} {village}", 1),
)
_DIASPORA_TURNS: tuple[tuple[str, int], ...] = (
    ("Gemeenschap {village} in {town}", 4),
    ("{village} Diaspora", 4),
    ("Association {village} Solidarité", 3),
    ("Amis de {village}", 2),
    ("Union {village} Europe", 2),
    ("Vrouwen van {village}", 3),
    ("Jongeren van {village} in Vlaanderen", 2),
    ("Femmes d'Avenir {village}", 1),
    ("{word} {village}", 6),
    ("{village} Ontwikkeling", 3),
    ("Vereniging {village}-{town}", 2),
    ("Wortels in {village}", 1),
)
_WORDS = {
    "bantu": "Umoja Tumaini Pamoja Maji Amani Upendo Furaha Elimu Jambo Ubuntu Imani",
    "west": "Teranga Sunu Jappo Kaira Djarama Baobab Karité Yaakaar",
    "asia": "Asha Namaste Shanti Sathi Jeevan Lotus",
    "andes": "Ayni Inti Sumaq Minka Esperanza Semilla",
    "east": "Nadejda Speranta Dor",
}
_CONSONANT_ENDINGS = tuple("lmrn")


def draw_village(dice: Dice, tongue: str) -> str:
    """Make up a village."""
    beginnings, endings = _VILLAGES[tongue]
    start, end = dice.pick(beginnings.split()), dice.pick(endings.split())
    if start[-1] == end[0] and start.endswith(_CONSONANT_ENDINGS):
        end = end[1:]
    return start + end


def draw_name(dice: Dice, *, tongue: str, town: str, first: str, is_diaspora: bool) -> str:
    """Make up a name for an organisation that works where ``tongue`` is spoken."""
    turn = dice.weigh(_DIASPORA_TURNS if is_diaspora and dice.chance(0.8) else _TURNS)
    return turn.format(
        village=draw_village(dice, tongue),
        town=town,
        word=dice.pick(_WORDS[tongue].split()),
        first=first,
    )
