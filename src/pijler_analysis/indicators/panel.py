"""The 4de Pijlerpanel: its members, who comes, who is new, and how like the register it is."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.breakdowns import groups_of
from pijler_analysis.indicators.catalogue import Row, Rows, indicator
from pijler_analysis.indicators.measures import count, status_share, unknowable
from pijler_analysis.indicators.organisations import active_registrations, as_series, ids_in
from pijler_analysis.schema.results import UNKNOWN
from pijler_analysis.stats.distance import dissimilarity

TRAITS = ("province", "diaspora", "size", "age", "first_theme")

MEETINGS = {"spring": "was_present_spring", "autumn": "was_present_autumn"}


@indicator(
    id="panel.members",
    name_nl="Leden van het 4de Pijlerpanel",
    name_en="Panel members",
    definition="Leden op de ledenlijst van het 4de Pijlerpanel.",
    silence="Het zegt niet wie er actief is.",
    numerator="leden op de lijst",
    denominator="",
    tables=("panel",),
    unit="members",
    counts="persons",
    protection="persons",
)
def panel_members(data: YearData) -> Rows:
    """Count the members of the panel."""
    return [count(len(data.panel), possible=data.rejected_rows("panel"))]


@indicator(
    id="panel.presence",
    name_nl="Aanwezigheid op het panel",
    name_en="Panel presence",
    definition="Aanwezigheden op de twee bijeenkomsten van het panel, als deel van de plaatsen "
    "waarvan de aanwezigheid genoteerd is.",
    silence="Het zegt niets over wie meepraat.",
    numerator="aanwezigheden op de twee bijeenkomsten",
    denominator="leden maal twee bijeenkomsten, waar de aanwezigheid genoteerd is",
    tables=("panel",),
    unit="share",
    counts="persons",
    protection="persons",
    headline=True,
)
def panel_presence(data: YearData) -> Rows:
    """Share of the members present, over both meetings and at each."""
    both = pd.concat([data.panel[column] for column in MEETINGS.values()])
    return [status_share(both), *_by_meeting(data)]


def _by_meeting(data: YearData) -> list[Row]:
    return [
        status_share(data.panel[column], by="meeting", group=meeting)
        for meeting, column in MEETINGS.items()
    ]


@indicator(
    id="panel.renewal_share",
    name_nl="Nieuwe leden in het panel",
    name_en="Renewal of the panel",
    definition="Leden die in het jaar zelf lid werden, als deel van de leden van wie het begin "
    "geweten is.",
    silence="Nieuwe leden kunnen van dezelfde organisaties komen als de vorige; het zegt niet "
    "wie wegging.",
    numerator="leden met een begin in het jaar",
    denominator="leden van wie het begin geweten is",
    tables=("panel",),
    unit="share",
    counts="persons",
    protection="persons",
    direction=0,
)
def panel_renewal_share(data: YearData) -> Rows:
    """Share of the members who joined in the year."""
    joined = data.panel["member_since"].dt.year.astype("Int64")
    return [status_share(joined == data.year, outside=data.rejected_rows("panel"))]


@indicator(
    id="panel.unlikeness",
    name_nl="Hoe het panel van het register verschilt",
    name_en="Unlikeness of panel and register",
    definition="Deel van de zetels in het panel dat naar een andere groep moet om op het register "
    "te lijken. 0 is gelijk, 1 heeft niets gemeen. In totaal volgens provincie. Verder volgens "
    "status, grootte, leeftijd en eerst genoemd thema van de organisatie.",
    silence="Het kijkt naar een kenmerk tegelijk, en het zegt niet of het panel er anders om "
    "oordeelt.",
    numerator="",
    denominator="",
    tables=("panel", "registrations"),
    unit="index",
    counts="organisations",
    protection="public",
    direction=-1,
)
def panel_unlikeness(data: YearData) -> Rows:
    """Dissimilarity of the seats on the panel and the active register, along several traits."""
    found = unlikeness_of(data, data.panel["organisation_id"])
    return found or [unknowable("geen panel of geen register")]


def unlikeness_of(data: YearData, seats: pd.Series) -> Rows:
    """Measure how unlike the active register some seats are; nothing without either of them."""
    active = as_series(ids_in(active_registrations(data)))
    if seats.empty or active.empty:
        return []
    seats = seats.where(seats.isin(active))
    rows = [_unlike(data, seats, active, trait) for trait in TRAITS]
    return [rows[0] | {"by": "total", "group": "total"}, *rows]


def _unlike(data: YearData, seats: pd.Series, active: pd.Series, trait: str) -> Row:
    """Measure one trait; the seats of which it is not known may lie anywhere."""
    register = Counter(groups_of(data, active, trait))
    panel = Counter(groups_of(data, seats, trait))
    unknown = panel.pop(UNKNOWN, 0)
    register.pop(UNKNOWN, 0)
    known = sum(panel.values())
    if not known:
        return unknowable("van geen zetel geweten") | {"by": "trait", "group": trait}
    apart = dissimilarity([panel[name] for name in register], list(register.values()))["estimate"]
    everyone = known + unknown
    return {
        "by": "trait", "group": trait, "estimate": apart, "denominator": known,
        "population": everyone, "method": "dissimilarity",
        "low": max(0.0, (known * apart - unknown) / everyone),
        "high": (known * apart + unknown) / everyone,
    }  # fmt: skip
