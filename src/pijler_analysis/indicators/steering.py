"""The steering group: its members, how often they come, who is new, how like the register it is.

Ten people: what counts them is shown exactly to an analyst only, except how many they are.
"""

from __future__ import annotations

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.measures import count, ratio, status_share, unknowable
from pijler_analysis.indicators.panel import unlikeness_of


@indicator(
    id="panel.steering_members",
    name_nl="Leden van de stuurgroep",
    name_en="Steering group members",
    definition="Leden op de ledenlijst van de stuurgroep.",
    silence="Het zegt niet wie er komt, en niet namens hoeveel organisaties.",
    numerator="leden op de lijst",
    denominator="",
    tables=("steering_group",),
    unit="members",
    counts="persons",
    protection="workload",
    direction=0,
)
def panel_steering_members(data: YearData) -> Rows:
    """Count the members of the steering group."""
    return [count(len(data.steering_group), possible=data.rejected_rows("steering_group"))]


@indicator(
    id="panel.steering_presence",
    name_nl="Vergaderingen per lid van de stuurgroep",
    name_en="Meetings per steering group member",
    definition="Vergaderingen van de stuurgroep waarop een lid aanwezig was, gemiddeld over de "
    "leden van wie dat genoteerd is.",
    silence="Hoeveel vergaderingen er waren, staat in geen enkel bestand: het is geen aandeel.",
    numerator="aanwezigheden op vergaderingen",
    denominator="leden van wie de aanwezigheid genoteerd is",
    tables=("steering_group",),
    unit="ratio",
    counts="persons",
    protection="workload",
)
def panel_steering_presence(data: YearData) -> Rows:
    """Divide the presences by the members; a blank is not counted."""
    came = data.steering_group["meetings_present"].dropna()
    return [ratio(int(came.sum()), len(came))]


@indicator(
    id="panel.steering_renewal_share",
    name_nl="Nieuwe leden in de stuurgroep",
    name_en="Renewal of the steering group",
    definition="Leden van de stuurgroep die in het jaar begonnen, als deel van de leden van wie "
    "het begin geweten is.",
    silence="Het zegt niet wie wegging, en bij tien mensen is een lid al tien procent.",
    numerator="leden met een begin in het jaar",
    denominator="leden van wie het begin geweten is",
    tables=("steering_group",),
    unit="share",
    counts="persons",
    protection="persons",
    direction=0,
)
def panel_steering_renewal_share(data: YearData) -> Rows:
    """Share of the members whose mandate began in the year."""
    joined = data.steering_group["member_since"].dt.year.astype("Int64")
    return [status_share(joined == data.year, outside=data.rejected_rows("steering_group"))]


@indicator(
    id="panel.steering_unlikeness",
    name_nl="Hoe de stuurgroep van het register verschilt",
    name_en="Unlikeness of steering group and register",
    definition="Deel van de zetels in de stuurgroep dat naar een andere groep moet om op het "
    "register te lijken. 0 is gelijk, 1 heeft niets gemeen. In totaal volgens provincie. Verder "
    "volgens status, grootte, leeftijd en eerst genoemd thema van de organisatie.",
    silence="Tien zetels kunnen nooit helemaal op honderden organisaties lijken: ook wie ze door "
    "het lot aanduidt, komt boven nul uit.",
    numerator="",
    denominator="",
    tables=("steering_group", "registrations"),
    unit="index",
    counts="organisations",
    protection="public",
    direction=-1,
)
def panel_steering_unlikeness(data: YearData) -> Rows:
    """Dissimilarity of the seats in the steering group and the active register."""
    seats = data.steering_group["organisation_id"]
    return unlikeness_of(data, seats) or [unknowable("geen stuurgroep of geen register")]
