"""Which organisations ask the helpdesk: again in the same year, and ever at all."""

from __future__ import annotations

from pijler_analysis.data import YearData
from pijler_analysis.indicators.breakdowns import ORGANISATION_BREAKDOWNS, parts_of
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.diaspora import organisation_contacts
from pijler_analysis.indicators.doubts import part_of, repeated_share_of
from pijler_analysis.indicators.organisations import active_registrations, ids_asking, ids_in
from pijler_analysis.schema.notes import ASKED_SINCE


@indicator(
    id="helpdesk.repeat_askers_share",
    name_nl="Organisaties die opnieuw vragen",
    name_en="Repeat askers",
    definition="Organisaties die in het jaar meer dan één vraag stelden, als deel van de "
    "verschillende organisaties die een vraag stelden. Jongeren, overheden en het middenveld "
    "tellen niet mee.",
    silence="Wie terugkomt, kan tevreden zijn of nog altijd vastzitten; het zegt niet welk van "
    "de twee.",
    numerator="organisaties met minstens twee vragen",
    denominator="organisaties met minstens een vraag",
    tables=("helpdesk",),
    unit="share",
    counts="organisations",
    protection="public",
    direction=0,
)
def helpdesk_repeat_askers_share(data: YearData) -> Rows:
    """Share of the organisations asking that asked more than once in the year."""
    return [repeated_share_of(data, organisation_contacts(data)["helpdesk"]["organisation_id"])]


@indicator(
    id="helpdesk.ever_asked_share",
    name_nl="Register dat ooit een vraag stelde",
    name_en="Register that ever asked",
    definition="Actieve organisaties die de helpdesk ooit een vraag stelden, als deel van de "
    "actieve organisaties. Ooit: dit jaar of een vroeger jaar met gegevens.",
    silence="Het kent alleen de jaren waarvan er gegevens zijn, en geen vragen die niet in het "
    "logboek staan.",
    numerator="actieve organisaties met ooit een vraag",
    denominator="actieve organisaties",
    tables=("helpdesk", "registrations"),
    unit="share",
    counts="organisations",
    protection="public",
    is_comparable=False,
)
def helpdesk_ever_asked_share(data: YearData) -> Rows:
    """Share of the active register that asked in any year of data, up to this one.

    It grows with the years of data: two years are not compared.
    """
    active = ids_in(active_registrations(data))
    asked = ids_asking(data).union(*(ids_asking(before) for before in data.earlier))
    first = min([data.year, *(before.year for before in data.earlier)])
    return [
        part_of(data, active, asked) | {"note": ASKED_SINCE.format(year=first)},
        *parts_of(data, active, asked, by=ORGANISATION_BREAKDOWNS),
    ]
