"""Diaspora: how much of what we do reaches diaspora organisations and people.

The strategy paper counts over five channels together and does not say how they were pooled; here
both ways are declared. Pooled over *contacts*, someone seen in three channels counts three times;
over *unique organisations*, each organisation counts once. Registrations, trainings and helpdesk
count organisations (by the status they declare in the register); the panel and the steering group
count persons (by what they declare themselves).
"""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.breakdowns import counts_of, status_shares_of
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.doubts import both_of, diaspora_share_of, several_of
from pijler_analysis.indicators.measures import status_share
from pijler_analysis.indicators.organisations import (
    Ids,
    active_registrations,
    as_series,
    ids_in,
    is_registered,
    present_at,
    register_column,
)

CHANNELS = ("registrations", "training", "helpdesk", "panel", "steering_group")
GOVERNANCE = ("panel", "steering_group")
_TABLE_OF = {"training": "attendance"}
"""The table of a channel that is not called after it."""
NO_FOURTH_PILLAR = ("youth", "government", "civil_society")
"""Askers that are no fourth-pillar organisation, and so no diaspora organisation either."""


@indicator(
    id="diaspora.share",
    name_nl="Aandeel diaspora over alle kanalen",
    name_en="Diaspora share over all channels",
    definition="Contacten met diasporaorganisaties en mensen met migratieachtergrond, als deel "
    "van alle contacten waarvan dat geweten is. Vijf kanalen tellen samen. Bij registraties, "
    "vormingen en helpdesk zegt de organisatie het zelf, in panel en stuurgroep de persoon. Wie "
    "in drie kanalen voorkomt, telt drie keer.",
    silence="Het telt contacten: wie in drie kanalen voorkomt, telt drie keer. Het zegt niet "
    "welk deel van de mensen of organisaties diaspora is.",
    numerator="contacten met diaspora",
    denominator="contacten waarvan de achtergrond geweten is",
    tables=("registrations", "attendance", "sessions", "helpdesk", "panel", "steering_group"),
    is_pooled=True,
    unit="share",
    counts="persons",
    protection="special",
    challenge="diaspora",
    headline=True,
)
def diaspora_share(data: YearData) -> Rows:
    """Share of diaspora among all contacts, pooled over the five channels and per channel."""
    status = contact_status(data)
    there = [name for name in CHANNELS if data.is_delivered(_TABLE_OF.get(name, name))]
    rows = [
        status_share(pd.concat(list(status.values()))),
        *(status_share(status[name], by="channel", group=name) for name in there),
    ]
    if not set(GOVERNANCE).isdisjoint(there):
        governance = pd.concat([status[channel] for channel in GOVERNANCE])
        rows.append(status_share(governance, by="channel", group="governance"))
    return rows


@indicator(
    id="diaspora.organisations_share",
    name_nl="Aandeel diaspora onder de bereikte organisaties",
    name_en="Diaspora share of organisations reached",
    definition="Diasporaorganisaties als deel van alle verschillende organisaties in minstens "
    "een van de vijf kanalen, geregistreerd of niet. Alleen organisaties waarvan de status "
    "geweten is, tellen mee. Elke organisatie telt één keer.",
    silence="Het zegt niets over hoe vaak een organisatie kwam.",
    numerator="verschillende diasporaorganisaties",
    denominator="verschillende organisaties waarvan de status geweten is",
    tables=("registrations", "attendance", "sessions", "helpdesk", "panel", "steering_group"),
    is_pooled=True,
    unit="share",
    counts="organisations",
    protection="public",
    challenge="diaspora",
    version=2,
)
def diaspora_organisations_share(data: YearData) -> Rows:
    """Share of diaspora among the unique organisations seen in the five channels, by province."""
    seen = frozenset().union(*channel_ids(data).values())
    reached = as_series(seen)
    status = register_column(data, reached, "is_diaspora")
    return [
        diaspora_share_of(data, seen),
        *status_shares_of(data, reached, status, by=("province", "municipality_size")),
    ]


@indicator(
    id="diaspora.governance_share",
    name_nl="Zetels van diasporaorganisaties",
    name_en="Seats held by diaspora organisations",
    definition="Zetels van diasporaorganisaties in het panel en de stuurgroep samen, als deel "
    "van de zetels waarvan de status geweten is. De status is die uit het register.",
    silence="Het zegt niet of wie een zetel heeft, ook gehoord wordt, en niets over de "
    "achtergrond van de mensen zelf.",
    numerator="zetels van diasporaorganisaties",
    denominator="zetels van organisaties waarvan de status geweten is",
    tables=("panel", "steering_group", "registrations"),
    is_pooled=True,
    unit="share",
    counts="persons",
    protection="special",
    challenge="diaspora",
)
def diaspora_governance_share(data: YearData) -> Rows:
    """Share of the seats in panel and steering group that a diaspora organisation holds."""
    seats = pd.concat([data.panel["organisation_id"], data.steering_group["organisation_id"]])
    return [status_share(register_column(data, seats, "is_diaspora"))]


@indicator(
    id="diaspora.overlap",
    name_nl="Organisaties in meer dan één kanaal",
    name_en="Organisations in more than one channel",
    definition="Verschillende organisaties die in minstens twee van de vijf kanalen voorkomen. "
    "Per paar van kanalen: de organisaties die in allebei voorkomen.",
    silence="Het zegt niet of dezelfde mensen kwamen, alleen dezelfde organisatie.",
    numerator="verschillende organisaties in minstens twee kanalen",
    denominator="",
    tables=("registrations", "attendance", "sessions", "helpdesk", "panel", "steering_group"),
    is_pooled=True,
    unit="organisations",
    counts="organisations",
    protection="public",
    challenge="diaspora",
)
def diaspora_overlap(data: YearData) -> Rows:
    """Count the organisations seen in two channels or more, and in each pair of them."""
    seen = channel_ids(data)
    pairs = {f"{one}+{other}": (one, other) for one, other in combinations(CHANNELS, 2)}
    return [
        several_of(data, list(seen.values())),
        *counts_of(data, as_series(seen_in_several(data)), by=("diaspora",)),
        *(
            both_of(data, seen[one], seen[other]) | {"by": "channel_pair", "group": pair}
            for pair, (one, other) in pairs.items()
        ),
    ]


def seen_in_several(data: YearData) -> Ids:
    """Return the organisations seen in two channels or more."""
    seen = channel_ids(data)
    pairs = combinations(CHANNELS, 2)
    return frozenset().union(*(seen[one] & seen[other] for one, other in pairs))


@once_a_year
def channel_ids(data: YearData) -> dict[str, Ids]:
    """Return for each channel the different organisations seen in it."""
    return {name: ids_in(table) for name, table in organisation_contacts(data).items()}


@once_a_year
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


def _are_outsiders(questions: pd.DataFrame) -> pd.Series:
    """Flag the questions of those who are no fourth-pillar organisation."""
    return questions["asker"].isin(NO_FOURTH_PILLAR) & ~is_registered(questions["organisation_id"])


@once_a_year
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
