"""Diaspora: how much of what we do reaches diaspora organisations and people.

The strategy paper counts over five channels together and does not say how they were pooled; here
both ways are declared. Pooled over *contacts*, someone seen in three channels counts three times;
over *unique organisations*, each organisation counts once. Registrations, trainings and helpdesk
count organisations (by the status they declare in the register); the panel and the steering group
count persons (by what they declare themselves).
"""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Row, Rows, indicator
from pijler_analysis.indicators.measures import status_share, status_shares_by
from pijler_analysis.indicators.organisations import (
    active_registrations,
    doubt_note,
    doubts_among,
    is_registered,
    merged_by_doubts,
    present_at,
    register_column,
    unique_organisations,
)
from pijler_analysis.schema.columns import PROVINCES

CHANNELS = ("registrations", "training", "helpdesk", "panel", "steering_group")
GOVERNANCE = ("panel", "steering_group")
_WIDEST = {"low": min, "high": max}
"""Which of two bounds is the widest."""
NO_FOURTH_PILLAR = ("youth", "government", "civil_society")
"""Askers that are no fourth-pillar organisation, and so no diaspora organisation either."""


@indicator(
    id="diaspora.share",
    name_nl="Aandeel diaspora over alle kanalen",
    name_en="Diaspora share over all channels",
    definition="Contacten met diasporaorganisaties en mensen met migratieachtergrond, als deel "
    "van alle contacten waarvan dat geweten is, over vijf kanalen samen: registraties, "
    "vormingen en helpdesk (organisaties, volgens hun eigen opgave), panel en stuurgroep "
    "(personen, volgens hun eigen opgave). Wie in drie kanalen voorkomt, telt drie keer.",
    numerator="contacten met diaspora",
    denominator="contacten waarvan de achtergrond geweten is",
    tables=("registrations", "attendance", "sessions", "helpdesk", "panel", "steering_group"),
    unit="share",
    counts="persons",
    protection="special",
    challenge="diaspora",
    headline=True,
)
def diaspora_share(data: YearData) -> Rows:
    """Share of diaspora among all contacts, pooled over the five channels and per channel."""
    status = contact_status(data)
    governance = pd.concat([status[channel] for channel in GOVERNANCE])
    return [
        status_share(pd.concat(list(status.values()))),
        *(status_share(status[name], by="channel", group=name) for name in CHANNELS),
        status_share(governance, by="channel", group="governance"),
    ]


@indicator(
    id="diaspora.organisations_share",
    name_nl="Aandeel diaspora onder de bereikte organisaties",
    name_en="Diaspora share of organisations reached",
    definition="Diasporaorganisaties als deel van alle verschillende organisaties die in minstens "
    "een van de vijf kanalen voorkomen, geregistreerd of niet, en waarvan de status geweten is. "
    "Elke organisatie telt "
    "een keer.",
    numerator="verschillende diasporaorganisaties",
    denominator="verschillende organisaties waarvan de status geweten is",
    tables=("registrations", "attendance", "sessions", "helpdesk", "panel", "steering_group"),
    unit="share",
    counts="organisations",
    protection="public",
    challenge="diaspora",
)
def diaspora_organisations_share(data: YearData) -> Rows:
    """Share of diaspora among the unique organisations seen in the five channels, by province."""
    contacts = organisation_contacts(data)
    reached = unique_organisations(*(table["organisation_id"] for table in contacts.values()))
    status = register_column(data, reached, "is_diaspora")
    return [
        _bounded_by_doubts(data, reached, status) | doubt_note(doubts_among(data, reached)),
        *status_shares_by(
            status,
            register_column(data, reached, "province"),
            by="province",
            expected=PROVINCES,
        ),
    ]


def _bounded_by_doubts(data: YearData, reached: pd.Series, status: pd.Series) -> Row:
    """Share of diaspora, its bounds widened by all uncertain pairs being one organisation."""
    apart = status_share(status)
    if status.empty:
        return apart
    together = status_share(status.groupby(merged_by_doubts(data, reached).to_numpy()).max())
    return apart | {name: which(apart[name], together[name]) for name, which in _WIDEST.items()}


def contact_status(data: YearData) -> dict[str, pd.Series]:
    """Return for each channel, per contact, whether it is diaspora; missing where not known."""
    trained = present_at(data, "training")
    return {
        "registrations": active_registrations(data)["is_diaspora"],
        "training": register_column(data, trained["organisation_id"], "is_diaspora"),
        "helpdesk": _asker_status(data),
        "panel": data.panel["has_migration_background"],
        "steering_group": data.steering_group["has_migration_background"],
    }


def _asker_status(data: YearData) -> pd.Series:
    """Tell of each helpdesk question whether a diaspora organisation asked it."""
    questions = data.helpdesk
    status = register_column(data, questions["organisation_id"], "is_diaspora")
    elsewhere = questions["asker"].isin(NO_FOURTH_PILLAR) & ~is_registered(
        questions["organisation_id"]
    )
    return status.mask(elsewhere, False).mask(
        (questions["asker"] == "diaspora").fillna(False), True
    )


def organisation_contacts(data: YearData) -> dict[str, pd.DataFrame]:
    """Return for each channel the rows that stand for a fourth-pillar organisation."""
    questions = data.helpdesk
    outsiders = questions["asker"].isin(NO_FOURTH_PILLAR) & ~is_registered(
        questions["organisation_id"]
    )
    return {
        "registrations": active_registrations(data),
        "training": present_at(data, "training"),
        "helpdesk": questions[~outsiders],
        "panel": data.panel,
        "steering_group": data.steering_group,
    }
