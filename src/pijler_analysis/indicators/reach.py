"""Reach: who is in the website register, where, and how much of the field that is."""

from __future__ import annotations

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.measures import count, counts_by, ratio
from pijler_analysis.indicators.organisations import (
    active_registrations,
    merged_by_doubts,
    unique_organisations,
)
from pijler_analysis.schema.columns import PROVINCES


@indicator(
    id="reach.registrations",
    name_nl="Actieve registraties",
    name_en="Active registrations",
    definition="Organisaties die op het einde van het jaar actief geregistreerd staan op de "
    "website.",
    numerator="geregistreerde organisaties met de stand actief",
    denominator="",
    tables=("registrations",),
    unit="organisations",
    counts="organisations",
    protection="public",
    headline=True,
)
def reach_registrations(data: YearData) -> Rows:
    """Count the organisations active in the register at the end of the year, by province."""
    active = active_registrations(data)
    rejected = data.rejected_rows("registrations")
    listed = unique_organisations(active["organisation_id"])
    low = {"low": merged_by_doubts(data, listed).nunique()}
    return [
        count(len(listed), possible=rejected) | low,
        *counts_by(active["province"], by="province", expected=PROVINCES, possible=rejected),
    ]


@indicator(
    id="reach.coverage",
    name_nl="Deel van het veld dat geregistreerd is",
    name_en="Coverage of the field",
    definition="Actieve registraties, gedeeld door het geschatte aantal 4de Pijlerorganisaties "
    "in Vlaanderen.",
    numerator="actieve registraties",
    denominator="geschat aantal organisaties in het veld (minstens zoveel)",
    tables=("registrations",),
    unit="share",
    counts="organisations",
    protection="public",
    is_relative=True,
)
def reach_coverage(data: YearData) -> Rows:
    """Share of the estimated field that is registered."""
    listed = unique_organisations(active_registrations(data)["organisation_id"])
    active, field = len(listed), data.settings.field_organisations
    rejected = data.rejected_rows("registrations")
    if not field:
        return [ratio(active, 0) | {"note": "het aantal organisaties in het veld is niet gekend"}]
    least = merged_by_doubts(data, listed).nunique()
    row = ratio(active, field, low=least / field, high=(active + rejected) / field)
    return [row | {"note": f"schatting van het veld: {data.settings.field_source}"}]
