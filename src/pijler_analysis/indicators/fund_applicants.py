"""Who applies to the fund: for the first time, again, after a refusal, and who never does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.breakdowns import ORGANISATION_BREAKDOWNS, parts_of
from pijler_analysis.indicators.catalogue import Row, Rows, indicator
from pijler_analysis.indicators.doubts import bounded, new_share_of, part_of
from pijler_analysis.indicators.measures import (
    ratio,
    status_share,
    status_shares_by,
    unknowable,
)
from pijler_analysis.indicators.organisations import (
    Ids,
    active_registrations,
    ids_applying,
    ids_earlier,
    ids_in,
)

FIRST_YEAR = "in het eerste jaar met gegevens valt niet te weten wie er voor het eerst was"
NO_YEAR_BEFORE = "van het jaar ervoor zijn er geen gegevens"


@indicator(
    id="fund.new_applicants_share",
    name_nl="Nieuwe aanvragers",
    name_en="New applicants",
    definition="Organisaties die in geen enkel vroeger jaar met gegevens een aanvraag deden, als "
    "deel van de verschillende aanvragers. Per herkomst: nieuw, vorig jaar ook al, of terug na "
    "een jaar zonder.",
    silence="Wie aanvroeg voor onze gegevens beginnen, lijkt nieuw.",
    numerator="aanvragers die nooit eerder te vinden zijn",
    denominator="verschillende aanvragers",
    tables=("fund",),
    unit="share",
    counts="organisations",
    protection="public",
    direction=0,
)
def fund_new_applicants_share(data: YearData) -> Rows:
    """Share of the applicants no earlier year saw; the others by when they were last there."""
    before = ids_earlier(data, ids_applying)
    if before is None:
        return [unknowable(FIRST_YEAR)]
    now = ids_applying(data)
    return [new_share_of(data, now, before), *_by_history(data, now, before)]


def _by_history(data: YearData, now: Ids, before: Ids) -> list[Row]:
    """Share of applicants that are new, applied last year too, or are back after a gap."""
    if data.previous is None:
        return []
    ways: dict[str, Callable[[Ids, Ids, Ids], Ids]] = {
        "new": lambda now, before, last: now - before,
        "returning": lambda now, before, last: now & last,
        "back_again": lambda now, before, last: (now & before) - last,
    }
    last = ids_applying(data.previous)
    return [
        bounded(data, partial(_part_of_applicants, way), now, before, last)
        | {"by": "history", "group": group}
        for group, way in ways.items()
    ]


def _part_of_applicants(
    way: Callable[[Ids, Ids, Ids], Ids], now: Ids, before: Ids, last: Ids
) -> Row:
    return ratio(len(way(now, before, last)), len(now))


@indicator(
    id="fund.reapplied_share",
    name_nl="Opnieuw gevraagd na een weigering",
    name_en="Applied again after a refusal",
    definition="Organisaties die vorig jaar geweigerd werden: welk deel dit jaar opnieuw een "
    "aanvraag deed.",
    silence="Het zegt niet waarom iemand niet terugkwam: ontmoedigd, elders geholpen, of gestopt.",
    numerator="vorig jaar geweigerde organisaties met een nieuwe aanvraag",
    denominator="vorig jaar geweigerde organisaties",
    tables=("fund",),
    unit="share",
    counts="organisations",
    protection="public",
)
def fund_reapplied_share(data: YearData) -> Rows:
    """Share of last year's refused applicants that applied again."""
    if data.previous is None:
        return [unknowable(NO_YEAR_BEFORE)]
    return [part_of(data, ids_decided(data.previous, "refused"), ids_applying(data))]


@indicator(
    id="fund.regranted_share",
    name_nl="Steun na een weigering",
    name_en="Granted after a refusal",
    definition="Organisaties die vorig jaar geweigerd werden: welk deel dit jaar steun kreeg.",
    silence="Het zegt niet of de tweede aanvraag beter was, of er minder aanvragers waren.",
    numerator="vorig jaar geweigerde organisaties die steun kregen",
    denominator="vorig jaar geweigerde organisaties",
    tables=("fund",),
    unit="share",
    counts="organisations",
    protection="public",
)
def fund_regranted_share(data: YearData) -> Rows:
    """Share of last year's refused applicants that was granted this year."""
    if data.previous is None:
        return [unknowable(NO_YEAR_BEFORE)]
    return [part_of(data, ids_decided(data.previous, "refused"), ids_decided(data, "granted"))]


@indicator(
    id="fund.register_share",
    name_nl="Register dat een aanvraag deed",
    name_en="Register that applied",
    definition="Actieve organisaties die in het jaar een aanvraag bij het fonds deden, als deel "
    "van de actieve organisaties.",
    silence="Alleen leden van het panel mogen aanvragen; de rest van het register kon niet.",
    numerator="actieve organisaties met een aanvraag",
    denominator="actieve organisaties",
    tables=("fund", "registrations"),
    unit="share",
    counts="organisations",
    protection="public",
)
def fund_register_share(data: YearData) -> Rows:
    """Share of the active register that applied, along its breakdowns."""
    active, applied = ids_in(active_registrations(data)), ids_applying(data)
    return [
        part_of(data, active, applied),
        *parts_of(data, active, applied, by=ORGANISATION_BREAKDOWNS),
    ]


@indicator(
    id="fund.panel_share",
    name_nl="Panel dat een aanvraag deed",
    name_en="Panel that applied",
    definition="Organisaties in het panel die in het jaar een aanvraag bij het fonds deden, als "
    "deel van alle organisaties daar.",
    silence="Het zegt niet waarom een organisatie niet aanvroeg.",
    numerator="organisaties in het panel met een aanvraag",
    denominator="verschillende organisaties in het panel",
    tables=("fund", "panel"),
    unit="share",
    counts="organisations",
    protection="public",
)
def fund_panel_share(data: YearData) -> Rows:
    """Share of the organisations on the panel that applied: only they may."""
    return [part_of(data, ids_in(data.panel), ids_applying(data))]


@indicator(
    id="fund.campaign_share",
    name_nl="Bijdrage aan de campagne getoond",
    name_en="Campaign contribution shown",
    definition="Aanvragen waarin getoond wordt hoe de organisatie aan de najaarscampagne "
    "bijdroeg, als deel van de aanvragen waarbij dat genoteerd is. Ook apart voor toegekende en "
    "geweigerde.",
    silence="Het zegt niet hoe groot de bijdrage was, en niet wie bijdroeg zonder aan te vragen.",
    numerator="aanvragen met een getoonde bijdrage",
    denominator="aanvragen waarbij het genoteerd is",
    tables=("fund",),
    unit="share",
    counts="applications",
    protection="public",
    challenge="verankering",
)
def fund_campaign_share(data: YearData) -> Rows:
    """Share of the applications that show what was done for the campaign, also by decision."""
    shown, decision = data.fund["showed_campaign"], data.fund["decision"]
    return [
        status_share(shown, outside=data.rejected_rows("fund")),
        *status_shares_by(shown, decision, by="decision", expected=("granted", "refused")),
    ]


@once_a_year
def ids_decided(data: YearData, decision: str) -> Ids:
    """Return the different organisations with an application on which this was decided."""
    return ids_in(data.fund[data.fund["decision"] == decision])
