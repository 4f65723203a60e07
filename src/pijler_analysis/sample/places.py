"""Real municipalities of Flanders and Brussels with their postcode, and how likely a home.

The province is that of the years 2019 to 2024: Zwijndrecht (2070) still lies in Antwerpen.
"""

from __future__ import annotations

from dataclasses import dataclass

from pijler_analysis.sample.dice import Dice


@dataclass(frozen=True)
class Place:
    """A municipality or one of its parts, by postcode."""

    name: str
    postcode: str
    province: str


_BY_PROVINCE = {
    "Antwerpen": (
        27,
        "Antwerpen 2000, Antwerpen 2060, Mechelen 2800, Turnhout 2300, Lier 2500, Geel 2440, "
        "Antwerpen 2018, Deurne 2100, Borgerhout 2140, Merksem 2170, Berchem 2600, Wilrijk 2610, "
        "Hoboken 2660, Mol 2400, Herentals 2200, Heist-op-den-Berg 2220, "
        "Brasschaat 2930, Schoten 2900, Kapellen 2950, Mortsel 2640, Edegem 2650, Kontich 2550, "
        "Boom 2850, Willebroek 2830, Bornem 2880, Hoogstraten 2320, Westerlo 2260, Balen 2490, "
        "Zoersel 2980, Zwijndrecht 2070, Duffel 2570, Nijlen 2560",
    ),
    "Limburg": (
        11,
        "Hasselt 3500, Genk 3600, Beringen 3580, Lommel 3920, Sint-Truiden 3800, Tongeren 3700, "
        "Bilzen 3740, Maasmechelen 3630, Heusden-Zolder 3550, Houthalen-Helchteren 3530, "
        "Diepenbeek 3590, Leopoldsburg 3970, Bree 3960, Pelt 3900, Hamont-Achel 3930, "
        "Maaseik 3680, Lanaken 3620, Dilsen-Stokkem 3650, Peer 3990, Alken 3570, "
        "Oudsbergen 3660",
    ),
    "Oost-Vlaanderen": (
        24,
        "Gent 9000, Aalst 9300, Sint-Niklaas 9100, Dendermonde 9200, Lokeren 9160, "
        "Oudenaarde 9700, Mariakerke 9030, Sint-Amandsberg 9040, Gentbrugge 9050, "
        "Beveren 9120, Wetteren 9230, Ninove 9400, Geraardsbergen 9500, Ronse 9600, "
        "Eeklo 9900, Deinze 9800, Zottegem 9620, Zele 9240, Temse 9140, Merelbeke 9820, "
        "Evergem 9940, Maldegem 9990, Hamme 9220, Aalter 9880, Lievegem 9920, "
        "Kruisem 9770, Wichelen 9260, Stekene 9190",
    ),
    "Vlaams-Brabant": (
        15,
        "Leuven 3000, Vilvoorde 1800, Halle 1500, Tienen 3300, Aarschot 3200, Diest 3290, "
        "Heverlee 3001, Kessel-Lo 3010, Herent 3020, Dilbeek 1700, Grimbergen 1850, Zaventem 1930, "
        "Asse 1730, Tervuren 3080, Overijse 3090, Haacht 3150, Keerbergen 3140, Bertem 3060, "
        "Landen 3400, Scherpenheuvel-Zichem 3270, Meise 1860, Londerzeel 1840, Beersel 1650, "
        "Sint-Pieters-Leeuw 1600, Rotselaar 3110, Lennik 1750, Merchtem 1785, Boutersem 3370",
    ),
    "West-Vlaanderen": (
        16,
        "Brugge 8000, Kortrijk 8500, Oostende 8400, Roeselare 8800, Ieper 8900, Waregem 8790, "
        "Izegem 8870, Menen 8930, Tielt 8700, Torhout 8820, Knokke-Heist 8300, Diksmuide 8600, "
        "Veurne 8630, Poperinge 8970, Wevelgem 8560, Harelbeke 8530, Oostkamp 8020, "
        "Zedelgem 8210, Blankenberge 8370, Koksijde 8670, Wervik 8940, Avelgem 8580, "
        "Beernem 8730, Ingelmunster 8770, Lichtervelde 8810, Bredene 8450",
    ),
    "Brussel": (
        6,
        "Brussel 1000, Schaarbeek 1030, Anderlecht 1070, Sint-Jans-Molenbeek 1080, "
        "Elsene 1050, Jette 1090, Laken 1020, Etterbeek 1040, Evere 1140, Ukkel 1180, "
        "Vorst 1190",
    ),
    "Wallonië": (1, "Waver 1300, Eigenbrakel 1420, Luik 4000, Namen 5000, Moeskroen 7700"),
}

PLACES: dict[str, tuple[Place, ...]] = {
    province: tuple(
        Place(name=entry.rsplit(" ", 1)[0], postcode=entry.rsplit(" ", 1)[1], province=province)
        for entry in listed.split(", ")
    )
    for province, (_, listed) in _BY_PROVINCE.items()
}
"""The places of each province, the most populous first."""

_SIZES = {
    "under_10000": "Lennik, Boutersem, Lichtervelde",
    "from_10000": (
        "Boom, Zwijndrecht, Duffel, Diepenbeek, Leopoldsburg, Bree, Hamont-Achel, Peer, Alken, "
        "Kruisem, Wichelen, Stekene, Haacht, Keerbergen, Bertem, Landen, Meise, Londerzeel, "
        "Rotselaar, Merchtem, Diksmuide, Veurne, Poperinge, Wervik, Avelgem, Beernem, "
        "Ingelmunster, Bredene"
    ),
    "from_50000": (
        "Antwerpen, Mechelen, Deurne, Borgerhout, Merksem, Berchem, Wilrijk, Hoboken, Hasselt, "
        "Genk, Gent, Aalst, Sint-Niklaas, Mariakerke, Sint-Amandsberg, Gentbrugge, Leuven, "
        "Heverlee, Kessel-Lo, Brugge, Kortrijk, Oostende, Roeselare, Brussel, Schaarbeek, "
        "Anderlecht, Sint-Jans-Molenbeek, Elsene, Jette, Laken, Ukkel, Vorst"
    ),
}
_SIZE_OF = {name: size for size, names in _SIZES.items() for name in names.split(", ")}


_PARTS = {
    "Antwerpen": "Deurne, Borgerhout, Merksem, Berchem, Wilrijk, Hoboken",
    "Gent": "Mariakerke, Sint-Amandsberg, Gentbrugge",
    "Leuven": "Heverlee, Kessel-Lo",
    "Brussel": "Laken",
}
_WHOLE_OF = {name: whole for whole, names in _PARTS.items() for name in names.split(", ")}


def municipality(place: Place) -> str:
    """Return the municipality a place is, or is a part of.

    >>> municipality(Place("Gentbrugge", "9050", "Oost-Vlaanderen"))
    'Gent'
    """
    return _WHOLE_OF.get(place.name, place.name)


def municipality_size(place: Place) -> str | None:
    """Return how many live in the municipality of a place; None outside Flanders and Brussels.

    >>> municipality_size(Place("Gentbrugge", "9050", "Oost-Vlaanderen"))
    'from_50000'
    """
    return None if place.province == "Wallonië" else _SIZE_OF.get(place.name, "from_20000")


_CITIES = 6
"""The first places of a province are cities, where organisations are more common."""


def draw_place(dice: Dice, *, urban: bool = False) -> Place:
    """Draw a home: a province by its weight, then a place in it; ``urban`` favours Brussels."""
    weights = [
        (province, weight * (3 if urban and province in ("Brussel", "Antwerpen") else 1))
        for province, (weight, _) in _BY_PROVINCE.items()
    ]
    places = PLACES[dice.weigh(weights)]
    return dice.weigh(
        (place, (5 if urban else 3) if rank < _CITIES else 1) for rank, place in enumerate(places)
    )
