"""Reach: who is in the website register, where, and how much of the field that is."""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.breakdowns import (
    counts_of,
    counts_of_many,
    lines_of,
    status_shares_of,
    works_in_least_developed,
)
from pijler_analysis.indicators.catalogue import Row, Rows, indicator
from pijler_analysis.indicators.doubts import count_of, status_share_of
from pijler_analysis.indicators.measures import count, ratio
from pijler_analysis.indicators.organisations import active_registrations, as_series, ids_in
from pijler_analysis.schema.notes import FIELD_SOURCE

REGISTER_BREAKDOWNS = (
    "province", "region", "municipality", "municipality_size", "legal_form", "age", "size",
    "diaspora",
)  # fmt: skip
FLOW_BREAKDOWNS = ("province", "municipality_size", "diaspora")


@indicator(
    id="reach.registrations",
    name_nl="Actieve registraties",
    name_en="Active registrations",
    definition="Organisaties die op het einde van het jaar actief geregistreerd staan op de "
    "website.",
    silence="Het zegt niet hoeveel organisaties er zijn, en niet of een geregistreerde "
    "organisatie nog iets doet.",
    numerator="geregistreerde organisaties met de stand actief",
    denominator="",
    tables=("registrations",),
    unit="organisations",
    counts="organisations",
    protection="public",
    headline=True,
)
def reach_registrations(data: YearData) -> Rows:
    """Count the organisations active in the register at the end of the year, in every way.

    By continent, country and theme an organisation counts in each of its own.
    """
    active, rejected = active_registrations(data), data.rejected_rows("registrations")
    listed = ids_in(active)
    return [
        count_of(data, listed, possible=rejected),
        *counts_of(data, as_series(listed), by=REGISTER_BREAKDOWNS, possible=rejected),
        *counts_of_many(data, active, possible=rejected),
    ]


@indicator(
    id="reach.coverage",
    name_nl="Deel van het veld dat geregistreerd is",
    name_en="Coverage of the field",
    definition="Actieve registraties, gedeeld door het geschatte aantal 4de Pijlerorganisaties "
    "in Vlaanderen; ook bij de laagste en de hoogste schatting.",
    silence="Het aantal organisaties in het veld is een schatting, wellicht een ondergrens: het "
    "echte deel is dan kleiner.",
    numerator="actieve registraties",
    denominator="geschat aantal organisaties in het veld (minstens zoveel)",
    tables=("registrations",),
    unit="share",
    counts="organisations",
    protection="public",
    is_relative=True,
)
def reach_coverage(data: YearData) -> Rows:
    """Share of the estimated field that is registered, and at both ends of the estimate.

    The bounds are those of the register; the range of the estimate is the same in every year, so
    it stands apart and leaves the comparison of two years alone.
    """
    field, rejected = data.settings.field, data.rejected_rows("registrations")
    active = count_of(data, ids_in(active_registrations(data)), possible=rejected)
    if not field.organisations:
        row = ratio(active["numerator"], 0)
        return [row | {"note": "het aantal organisaties in het veld is niet gekend"}]
    note = {"note": FIELD_SOURCE.format(source=field.source)}
    ends = {"at_least": field.at_least, "at_most": field.at_most}
    return [
        _covered(active, field.organisations) | note,
        *(
            _covered(active, size) | note | {"by": "field", "group": end}
            for end, size in ends.items()
            if field.at_least < field.at_most
        ),
    ]


def _covered(active: Row, field: int) -> Row:
    low, high = active["low"] / field, active["high"] / field
    return ratio(active["numerator"], field, low=low, high=high)


@indicator(
    id="reach.new",
    name_nl="Nieuwe registraties",
    name_en="New registrations",
    definition="Organisaties die zich in de loop van het jaar op de website registreerden. Ook "
    "wie op het einde van het jaar al gestopt was, telt mee.",
    silence="Een nieuwe registratie is niet altijd een nieuwe organisatie: sommige bestonden al "
    "jaren.",
    numerator="registraties met een begin in het jaar",
    denominator="",
    tables=("registrations",),
    unit="organisations",
    counts="organisations",
    protection="public",
)
def reach_new(data: YearData) -> Rows:
    """Count the registrations that began in the year, by province and status."""
    register = data.registrations
    new = register.loc[register["registered_on"].dt.year == data.year, "organisation_id"]
    possible = _possibly_new(data)
    return [
        count(len(new), possible=possible),
        *lines_of(data, new, by=FLOW_BREAKDOWNS, possible=possible),
    ]


@once_a_year
def _possibly_new(data: YearData) -> int:
    """Count what may have begun in the year: no readable start, and not there the year before."""
    register = data.registrations
    undated = register.loc[register["registered_on"].isna(), "organisation_id"]
    before = data.previous
    known = undated.isin(before.registrations["organisation_id"]).sum() if before else 0
    return len(undated) - int(known) + data.rejected_rows("registrations")


@indicator(
    id="reach.ended",
    name_nl="Stopgezette registraties",
    name_en="Ended registrations",
    definition="Registraties die in de loop van het jaar stopgezet werden.",
    silence="Het zegt niet waarom een organisatie stopte, en niet wie stil stopte zonder zich "
    "uit te schrijven.",
    numerator="registraties met een einde in het jaar",
    denominator="",
    tables=("registrations",),
    unit="organisations",
    counts="organisations",
    protection="public",
    direction=-1,
)
def reach_ended(data: YearData) -> Rows:
    """Count the registrations that ended in the year, by province and status."""
    register = data.registrations
    ended = register.loc[register["ended_on"].dt.year == data.year, "organisation_id"]
    possible = _possibly_ended(data)
    return [
        count(len(ended), possible=possible),
        *lines_of(data, ended, by=FLOW_BREAKDOWNS, possible=possible),
    ]


@once_a_year
def _possibly_ended(data: YearData) -> int:
    """Count what may have ended in the year: no date, and not ended the year before."""
    register = data.registrations
    is_undated = (register["registration_status"] == "ended") & register["ended_on"].isna()
    undated = register.loc[is_undated, "organisation_id"]
    before = data.previous
    if before is None:
        return len(undated) + data.rejected_rows("registrations")
    gone = before.registrations["registration_status"] == "ended"
    known = undated.isin(before.registrations.loc[gone, "organisation_id"]).sum()
    return len(undated) - int(known) + data.rejected_rows("registrations")


@indicator(
    id="reach.net_growth",
    name_nl="Netto groei van het register",
    name_en="Net growth of the register",
    definition="Nieuwe registraties van het jaar min de registraties die in het jaar stopgezet "
    "werden.",
    silence="Een groei van nul kan betekenen dat er niemand kwam en ging, of dat er evenveel "
    "kwamen als gingen.",
    numerator="nieuwe registraties min stopgezette",
    denominator="",
    tables=("registrations",),
    unit="organisations",
    counts="organisations",
    protection="public",
)
def reach_net_growth(data: YearData) -> Rows:
    """Subtract what ended from what began; the bounds are those of both."""
    register = data.registrations
    new = int((register["registered_on"].dt.year == data.year).sum())
    ended = int((register["ended_on"].dt.year == data.year).sum())
    limits = {"low": new - ended - _possibly_ended(data), "high": new - ended + _possibly_new(data)}
    return [count(new - ended) | limits]


@indicator(
    id="reach.freshness",
    name_nl="Actualiteit van het register",
    name_en="Freshness of the register",
    definition="Actieve organisaties die hun gegevens dit of vorig jaar bevestigden, als deel "
    "van de actieve organisaties waarvan dat geweten is.",
    silence="Wie zijn gegevens bevestigde, heeft ze niet per se nagekeken.",
    numerator="actieve organisaties, bevestigd in dit of het vorige jaar",
    denominator="actieve organisaties met een datum van bevestiging",
    tables=("registrations",),
    unit="share",
    counts="organisations",
    protection="public",
)
def reach_freshness(data: YearData) -> Rows:
    """Share of the active register that confirmed its data within two calendar years."""
    active = active_registrations(data)
    confirmed = active["confirmed_on"].dt.year.astype("Int64")
    return [_register_share(data, active["organisation_id"], confirmed >= data.year - 1)]


@indicator(
    id="reach.newsletter_share",
    name_nl="Lezers van de nieuwsbrief",
    name_en="Newsletter subscribers",
    definition="Actieve organisaties die de nieuwsbrief krijgen, als deel van de actieve "
    "organisaties waarvan dat geweten is.",
    silence="Het zegt niet of de nieuwsbrief gelezen wordt, en niets over lezers die geen "
    "organisatie zijn.",
    numerator="actieve organisaties met de nieuwsbrief",
    denominator="actieve organisaties waarvan geweten is of ze de nieuwsbrief krijgen",
    tables=("registrations",),
    unit="share",
    counts="organisations",
    protection="public",
)
def reach_newsletter_share(data: YearData) -> Rows:
    """Share of the active register that takes the newsletter, by province and status."""
    active = active_registrations(data)
    status, ids = active["has_newsletter"], active["organisation_id"]
    return [
        _register_share(data, ids, status),
        *status_shares_of(data, ids, status, by=("province", "diaspora")),
    ]


@indicator(
    id="reach.least_developed_share",
    name_nl="Actief in de minst ontwikkelde landen",
    name_en="Active in least developed countries",
    definition="Actieve organisaties met minstens een partnerland op de lijst van minst "
    "ontwikkelde landen. Het is de lijst van de Verenigde Naties, zoals ze op 1 juli van het "
    "jaar gold.",
    silence="Een organisatie met een enkel partnerland op de lijst telt even zwaar als een die "
    "alleen daar werkt. Het zegt niets over hoeveel geld of werk er naartoe gaat.",
    numerator="actieve organisaties met een partnerland op de lijst",
    denominator="actieve organisaties waarvan een partnerland geweten is",
    tables=("registrations",),
    unit="share",
    counts="organisations",
    protection="public",
    direction=0,
)
def reach_least_developed_share(data: YearData) -> Rows:
    """Share of the active register that works in a least developed country, by status."""
    active = active_registrations(data)
    status = works_in_least_developed(data, active["partner_countries"])
    return [
        _register_share(data, active["organisation_id"], status),
        *status_shares_of(data, active["organisation_id"], status, by=("diaspora",)),
    ]


def _register_share(data: YearData, organisation_ids: pd.Series, status: pd.Series) -> Row:
    """Share of True in the active register; a registration that was rejected may be either."""
    outside = data.rejected_rows("registrations")
    return status_share_of(data, organisation_ids, status, outside=outside)
