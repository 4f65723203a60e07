"""Towns, partner villages, people and addresses that the second test material is made of.

Towns and postcodes are real Flemish and Brussels ones; villages, people and own domains are
invented (domains end in ``.example``, which nobody can own; local parts at providers carry
``vb`` and a number). Any likeness to an existing organisation or person is chance.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Town:
    """A place as its people write it, its postcode, and the municipality it belongs to."""

    name: str
    postcode: str
    municipality: str


_TOWNS = """
2000 Antwerpen, 2018 Antwerpen, 2200 Herentals, 2220 Heist-op-den-Berg, 2230 Herselt,
2240 Zandhoven, 2250 Olen, 2260 Westerlo, 2270 Herenthout, 2280 Grobbendonk, 2300 Turnhout,
2310 Rijkevorsel, 2320 Hoogstraten, 2330 Merksplas, 2340 Beerse, 2350 Vosselaar, 2370 Arendonk,
2390 Malle, 2400 Mol, 2440 Geel, 2450 Meerhout, 2460 Kasterlee, 2470 Retie, 2480 Dessel,
2490 Balen, 2500 Lier, 2520 Ranst, 2530 Boechout, 2550 Kontich, 2560 Nijlen, 2570 Duffel,
2580 Putte, 2590 Berlaar, 2640 Mortsel, 2650 Edegem, 2800 Mechelen, 2820 Bonheiden,
2830 Willebroek, 2840 Rumst, 2850 Boom, 2860 Sint-Katelijne-Waver, 2880 Bornem, 2900 Schoten,
2910 Essen, 2920 Kalmthout, 2930 Brasschaat, 2950 Kapellen, 2960 Brecht, 2970 Schilde,
2980 Zoersel, 2990 Wuustwezel, 1500 Halle, 1600 Sint-Pieters-Leeuw, 1700 Dilbeek, 1730 Asse,
1740 Ternat, 1750 Lennik, 1800 Vilvoorde, 1840 Londerzeel, 1850 Grimbergen, 1930 Zaventem,
1980 Zemst, 3000 Leuven, 3020 Herent, 3050 Oud-Heverlee, 3060 Bertem, 3070 Kortenberg,
3080 Tervuren, 3090 Overijse, 3110 Rotselaar, 3120 Tremelo, 3140 Keerbergen, 3150 Haacht,
3200 Aarschot, 3210 Lubbeek, 3220 Holsbeek, 3290 Diest, 3300 Tienen, 3360 Bierbeek,
3390 Tielt-Winge, 3400 Landen, 3440 Zoutleeuw, 3500 Hasselt, 3520 Zonhoven,
3530 Houthalen-Helchteren, 3540 Herk-de-Stad, 3550 Heusden-Zolder, 3560 Lummen, 3570 Alken,
3580 Beringen, 3590 Diepenbeek, 3600 Genk, 3620 Lanaken, 3630 Maasmechelen, 3640 Kinrooi,
3680 Maaseik, 3700 Tongeren, 3740 Bilzen, 3800 Sint-Truiden, 3840 Borgloon, 3900 Pelt,
3920 Lommel, 3950 Bocholt, 3960 Bree, 3970 Leopoldsburg, 3990 Peer, 8000 Brugge, 8300 Knokke-Heist,
8370 Blankenberge, 8400 Oostende, 8450 Bredene, 8470 Gistel, 8500 Kortrijk, 8530 Harelbeke,
8540 Deerlijk, 8550 Zwevegem, 8560 Wevelgem, 8570 Anzegem, 8600 Diksmuide, 8610 Kortemark,
8630 Veurne, 8670 Koksijde, 8700 Tielt, 8730 Beernem, 8750 Wingene, 8760 Meulebeke, 8790 Waregem,
8800 Roeselare, 8820 Torhout, 8840 Staden, 8850 Ardooie, 8870 Izegem, 8890 Moorslede, 8900 Ieper,
8930 Menen, 8940 Wervik, 8970 Poperinge, 9000 Gent, 9080 Lochristi, 9100 Sint-Niklaas,
9120 Beveren, 9140 Temse, 9160 Lokeren, 9200 Dendermonde, 9220 Hamme, 9230 Wetteren, 9240 Zele,
9250 Waasmunster, 9290 Berlare, 9300 Aalst, 9340 Lede, 9400 Ninove, 9420 Erpe-Mere, 9450 Haaltert,
9500 Geraardsbergen, 9550 Herzele, 9600 Ronse, 9620 Zottegem, 9660 Brakel, 9700 Oudenaarde,
9800 Deinze, 9820 Merelbeke, 9840 De Pinte, 9880 Aalter, 9900 Eeklo, 9940 Evergem, 9960 Assenede,
9990 Maldegem, 1000 Brussel, 1030 Schaarbeek, 1050 Elsene, 1070 Anderlecht,
1080 Sint-Jans-Molenbeek, 1090 Jette
"""
_PARTS = """
2100 Deurne (Antwerpen), 2140 Borgerhout (Antwerpen), 2600 Berchem (Antwerpen),
2610 Wilrijk (Antwerpen), 2170 Merksem (Antwerpen), 3001 Heverlee (Leuven),
3010 Kessel-Lo (Leuven), 8200 Sint-Andries (Brugge), 8310 Assebroek (Brugge), 8501 Heule (Kortrijk),
8510 Marke (Kortrijk), 9030 Mariakerke (Gent), 9031 Drongen (Gent), 9040 Sint-Amandsberg (Gent),
9050 Gentbrugge (Gent), 9111 Belsele (Sint-Niklaas), 2811 Hombeek (Mechelen),
3511 Kuringen (Hasselt)
"""


def _read_towns() -> list[Town]:
    towns = []
    for entry in _TOWNS.replace("\n", " ").split(","):
        postcode, name = entry.strip().split(" ", 1)
        towns.append(Town(name, postcode, name))
    for entry in _PARTS.replace("\n", " ").split(","):
        postcode, rest = entry.strip().split(" ", 1)
        name, municipality = rest.removesuffix(")").split(" (")
        towns.append(Town(name, postcode, municipality))
    return towns


TOWNS = _read_towns()

COUNTRIES = {
    "Congo": "CD", "Rwanda": "RW", "Burundi": "BI", "Kenia": "KE", "Tanzania": "TZ",
    "Oeganda": "UG", "Ethiopië": "ET", "Malawi": "MW", "Mali": "ML", "Zambia": "ZM",
    "Gambia": "GM", "Senegal": "SN", "Ghana": "GH", "Togo": "TG", "Benin": "BJ",
    "Burkina Faso": "BF", "Kameroen": "CM", "Niger": "NE", "Nigeria": "NG", "Guinee": "GN",
    "Sierra Leone": "SL", "Madagaskar": "MG", "Marokko": "MA", "Zuid-Afrika": "ZA",
    "India": "IN", "Nepal": "NP", "Sri Lanka": "LK", "Filipijnen": "PH", "Cambodja": "KH",
    "Vietnam": "VN", "Haïti": "HT", "Guatemala": "GT", "Nicaragua": "NI", "Peru": "PE",
    "Bolivia": "BO", "Ecuador": "EC", "Brazilië": "BR", "Suriname": "SR", "Moldavië": "MD",
    "Oekraïne": "UA",
}  # fmt: skip
"""Partner countries as written in Dutch, and their ISO codes."""

_SYLLABLES = {
    "Africa": ("ka bu mu nya ki lu ma ngo ba ru sa te wa mbo", "la wi re ndo ga mba shi ro nga te",
               "ro na ri ko le ndi ra mu ya zi"),
    "Asia": ("pa ra cha kho tha su ba ni jha lu", "la ndi ma pu ra ka ru li",
             "pur gaon tar ra li na"),
    "America": ("chi qui ca hua to ma ya san po", "ca ma lla ri co pa ta", "ca lla ta ri tán ma"),
}  # fmt: skip
FIRST_NAMES = (
    "Els",
    "Jan",
    "Marleen",
    "Luc",
    "Hilde",
    "Dirk",
    "Ann",
    "Koen",
    "Griet",
    "Wim",
    "Lieve",
    "Bart",
    "Katrien",
    "Johan",
    "Sofie",
    "Geert",
    "Nele",
    "Piet",
    "Veerle",
    "Tom",
    "Fatima",
    "Aïcha",
    "Joseph",
    "Chantal",
    "Emmanuel",
    "Grâce",
    "Samuel",
    "Esperance",
    "Mehmet",
    "Amina",
    "Patrick",
    "Greet",
    "Frank",
    "Rita",
    "Paul",
    "Christel",
    "Stijn",
    "Leen",
    "Kris",
    "An",
)
LAST_NAMES = (
    "De Smedt",
    "Vanderlinden",
    "Claeys",
    "Van den Berghe",
    "Goossens",
    "Wouters",
    "De Clercq",
    "Maes",
    "Aerts",
    "Lemmens",
    "Van Damme",
    "Cools",
    "D'Hondt",
    "Verstraete",
    "Michiels",
    "Segers",
    "Coppens",
    "Hendrickx",
    "Lenaerts",
    "Moens",
    "Nkurunziza",
    "Mukendi",
    "Habimana",
    "Kabongo",
    "Uwimana",
    "El Amrani",
    "Yildiz",
    "Diallo",
    "Mensah",
    "Bogaerts",
    "De Wilde",
    "Thijs",
    "Pauwels",
    "Vercammen",
    "Stevens",
    "Baeten",
    "Deprez",
    "Vermeersch",
    "Daems",
    "Van Acker",
)
PROVIDERS = (
    "gmail.com", "gmail.com", "gmail.com", "telenet.be", "telenet.be", "hotmail.com", "skynet.be",
    "outlook.com", "proximus.be", "pandora.be", "scarlet.be", "live.be", "yahoo.com", "icloud.com",
    "hotmail.be", "outlook.be", "belgacom.net", "me.com",
)  # fmt: skip


def pick(rng: np.random.Generator, options):
    """One of the options."""
    return options[int(rng.integers(len(options)))]


def plain(text: str) -> str:
    """Without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def slug(text: str) -> str:
    """Letters and digits only, lower case: what a domain or a mailbox is made of."""
    return "".join(c for c in plain(text).lower() if c.isalnum())


def invent_villages(rng: np.random.Generator, count: int) -> list[str]:
    """Names of partner villages that lie in no atlas we know of, each once."""
    found: dict[str, None] = {}
    while len(found) < count:
        parts = pick(rng, list(_SYLLABLES.values()))
        found["".join(pick(rng, part.split()) for part in parts).capitalize()] = None
    return list(found)


def invent_person(rng: np.random.Generator) -> tuple[str, str]:
    """First and last name."""
    return pick(rng, FIRST_NAMES), pick(rng, LAST_NAMES)


def invent_mailbox(rng: np.random.Generator, first: str, last: str) -> str:
    """An address at a provider, as private people have them."""
    shapes = (
        f"{slug(first)}.{slug(last)}",
        f"{slug(last)}.{slug(first)}",
        slug(first) + slug(last),
    )
    return f"{pick(rng, shapes)}.vb{int(rng.integers(100, 9999))}@{pick(rng, PROVIDERS)}"


def invent_enterprise_number(rng: np.random.Generator) -> str:
    """Ten digits with the right check digits, from series that were never given out."""
    base = int(rng.integers(1_000_000, 1_999_999))
    if rng.random() < 0.25:
        base = int(rng.integers(19_000_000, 19_999_999))
    return f"{base:08d}{97 - base % 97:02d}"
