"""Partner countries: code, continent, how people write them, how common they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """A partner country; ``spellings`` all mean this country and no other."""

    code: str
    continent: str
    spellings: tuple[str, ...]
    weight: int
    tongue: str


_LISTED = """
CD|Africa|20|bantu|DR Congo, Congo (DRC), Kongo-Kinshasa, Democratische Republiek Congo
RW|Africa|7|bantu|Rwanda, Ruanda
BI|Africa|5|bantu|Burundi
UG|Africa|8|bantu|Oeganda, Uganda
KE|Africa|9|bantu|Kenia, Kenya
TZ|Africa|8|bantu|Tanzania
MW|Africa|2|bantu|Malawi
ZM|Africa|2|bantu|Zambia
MZ|Africa|1|bantu|Mozambique
NA|Africa|1|bantu|Namibië, Namibie
ZA|Africa|5|bantu|Zuid-Afrika, Zuid Afrika
MG|Africa|2|bantu|Madagaskar, Madagascar
ET|Africa|5|bantu|Ethiopië, Ethiopie
SN|Africa|9|west|Senegal, Sénégal
GM|Africa|7|west|Gambia
BJ|Africa|6|west|Benin, Bénin
TG|Africa|4|west|Togo
BF|Africa|4|west|Burkina Faso
ML|Africa|3|west|Mali
GN|Africa|2|west|Guinee
CI|Africa|3|west|Ivoorkust, Ivoor kust, Côte d'Ivoire
GH|Africa|7|west|Ghana
NG|Africa|2|west|Nigeria
CM|Africa|6|west|Kameroen, Cameroun
MA|Africa|5|west|Marokko
IN|Asia|11|asia|India
NP|Asia|8|asia|Nepal
PH|Asia|5|asia|Filipijnen, Filippijnen
LK|Asia|3|asia|Sri Lanka
KH|Asia|3|asia|Cambodja
VN|Asia|2|asia|Vietnam
BD|Asia|2|asia|Bangladesh
ID|Asia|2|asia|Indonesië, Indonesie
PS|Asia|2|asia|Palestina
PE|Latin America|6|andes|Peru
BO|Latin America|4|andes|Bolivia
EC|Latin America|4|andes|Ecuador
GT|Latin America|4|andes|Guatemala
NI|Latin America|2|andes|Nicaragua
HT|Latin America|2|andes|Haïti, Haiti
BR|Latin America|3|andes|Brazilië, Brazilie
CO|Latin America|2|andes|Colombia
HN|Latin America|1|andes|Honduras
RO|Europe|3|east|Roemenië, Roemenie
MD|Europe|1|east|Moldavië, Moldavie
UA|Europe|2|east|Oekraïne, Oekraine
"""


def _country(line: str) -> Country:
    code, continent, weight, tongue, spellings = line.split("|")
    return Country(code, continent, tuple(spellings.split(", ")), int(weight), tongue)


COUNTRIES: tuple[Country, ...] = tuple(map(_country, _LISTED.strip().splitlines()))
"""Every partner country, those of Africa first."""
