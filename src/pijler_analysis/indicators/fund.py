"""The 11.11.11-Fonds: who applies, who is granted, and how evenly the money is spread."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.breakdowns import BREAKDOWNS, groups_of
from pijler_analysis.indicators.catalogue import Row, Rows, indicator
from pijler_analysis.indicators.measures import (
    Groups,
    count,
    counts_by,
    grouped,
    ratio,
    status_share,
    sums_by,
)
from pijler_analysis.indicators.organisations import register_column
from pijler_analysis.schema.columns import CONTINENTS, INCOME_GROUPS, PROJECT_THEMES
from pijler_analysis.schema.notes import NOT_READ
from pijler_analysis.schema.results import UNKNOWN
from pijler_analysis.stats.inequality import gini

APPLICANTS = ("province", "municipality_size", "diaspora", "size", "age")
PROJECTS = {
    "continent": CONTINENTS,
    "income_group": INCOME_GROUPS,
    "is_least_developed": ("yes", "no"),
    "project_theme": PROJECT_THEMES,
}
"""How the applications divide: by the applicant's register, and by columns of their own."""


@indicator(
    id="fund.applications",
    name_nl="Aanvragen bij het fonds",
    name_en="Fund applications",
    definition="Aanvragen die in het jaar bij het 11.11.11-Fonds ingediend werden.",
    silence="Het zegt niets over de kwaliteit van de aanvragen, en niet wie wilde aanvragen en "
    "het niet deed.",
    numerator="ingediende aanvragen",
    denominator="",
    tables=("fund", "registrations"),
    unit="applications",
    counts="organisations",
    protection="public",
)
def fund_applications(data: YearData) -> Rows:
    """Count the applications, by what the applicant is and what the project is."""
    fund, rejected = data.fund, data.rejected_rows("fund")
    return [
        count(len(fund), possible=rejected),
        *_counts_by_way(data, fund, possible=rejected),
    ]


@indicator(
    id="fund.grants",
    name_nl="Toegekende aanvragen",
    name_en="Grants",
    definition="Aanvragen bij het 11.11.11-Fonds die in het jaar steun kregen.",
    silence="Het zegt niet hoeveel geld ze kregen, en niet wat ermee gebeurde.",
    numerator="goedgekeurde aanvragen",
    denominator="",
    tables=("fund", "registrations"),
    unit="applications",
    counts="organisations",
    protection="public",
    direction=0,
)
def fund_grants(data: YearData) -> Rows:
    """Count the applications that were granted, by what the applicant and the project are."""
    granted, rejected = _granted(data), data.rejected_rows("fund")
    return [
        count(len(granted), possible=rejected),
        *_counts_by_way(data, granted, possible=rejected),
    ]


@indicator(
    id="fund.grant_rate",
    name_nl="Deel van de aanvragen dat steun kreeg",
    name_en="Grant rate",
    definition="Aanvragen die steun kregen, als deel van alle ingediende aanvragen.",
    silence="Het zegt niets over de kwaliteit van de aanvragen.",
    numerator="goedgekeurde aanvragen",
    denominator="ingediende aanvragen",
    tables=("fund", "registrations"),
    unit="share",
    counts="organisations",
    protection="public",
    direction=0,
    headline=True,
)
def fund_grant_rate(data: YearData) -> Rows:
    """Share of the applications that was granted, by what the applicant and the project are."""
    granted, applied = len(_granted(data)), len(data.fund)
    widest = applied + data.rejected_rows("fund")
    if not applied:
        return [ratio(0, 0)]
    total = ratio(
        granted, applied, low=granted / widest, high=(granted + widest - applied) / widest
    )
    return [
        total,
        *(
            row
            for by, expected, groups in _ways(data, data.fund)
            for row in _rates(data, groups, by=by, expected=expected)
        ),
    ]


def _rates(data: YearData, groups: Groups, *, by: str, expected: tuple[str, ...]) -> Rows:
    """Share granted within each group; what is unknown or was rejected may lie in any of them."""
    lost = data.rejected_rows("fund")
    granted = (data.fund["decision"] == "granted").to_numpy(dtype=bool, na_value=False)
    counts = {
        group: (int(granted[rows].sum()), int(rows.sum()))
        for group, rows in grouped(groups, expected=expected).items()
    }
    placeless, of = counts.get(UNKNOWN, (0, 0))
    found = []
    for group, (yes, everyone) in counts.items():
        more, fewer = (0, 0) if group == UNKNOWN else (placeless, of - placeless)
        row = ratio(yes, everyone, by=by, group=group)
        if everyone:
            row["low"] = yes / (everyone + fewer + lost)
            row["high"] = (yes + more + lost) / (everyone + more + lost)
        found.append(row)
    return found


@indicator(
    id="fund.requested_eur",
    name_nl="Gevraagd bedrag",
    name_en="Amount requested",
    definition="Som van de bedragen die aan het fonds gevraagd werden.",
    silence="Wat gevraagd wordt, hangt af van wat men denkt te kunnen krijgen; het is niet wat "
    "projecten nodig hebben.",
    numerator="gevraagde bedragen",
    denominator="",
    tables=("fund", "registrations"),
    unit="eur",
    counts="euro",
    protection="public",
    direction=0,
)
def fund_requested_eur(data: YearData) -> Rows:
    """Sum the amounts asked for, by what the applicant is and what the project is."""
    return _amounts(data, data.fund, "requested_eur")


@indicator(
    id="fund.granted_eur",
    name_nl="Toegekend bedrag",
    name_en="Amount granted",
    definition="Som van de bedragen die het fonds in het jaar toekende.",
    silence="Het zegt niet wat er met het geld gebeurde, en niet of het al betaald is.",
    numerator="toegekende bedragen",
    denominator="",
    tables=("fund", "registrations"),
    unit="eur",
    counts="euro",
    protection="public",
    direction=0,
)
def fund_granted_eur(data: YearData) -> Rows:
    """Sum the amounts granted, by what the applicant is and what the project is."""
    return _amounts(data, _granted(data), "granted_eur")


@indicator(
    id="fund.granted_median",
    name_nl="Mediaan van de steun",
    name_en="Median grant",
    definition="Het middelste van de toegekende bedragen: de helft van de begunstigden kreeg "
    "hoogstens zoveel.",
    silence="Het zegt niets over de grootste en de kleinste bedragen.",
    numerator="",
    denominator="",
    tables=("fund", "registrations"),
    unit="eur",
    counts="euro",
    protection="public",
    direction=0,
)
def fund_granted_median(data: YearData) -> Rows:
    """Median of the amounts granted, by what the applicant is and what the project is."""
    granted = _granted(data)
    amounts = granted["granted_eur"].to_numpy(dtype=float, na_value=np.nan)
    return [
        _median(amounts, amounts, more=data.rejected_rows("fund")),
        *(
            row
            for by, expected, groups in _ways(data, granted)
            for row in _medians(data, amounts, groups, by=by, expected=expected)
        ),
    ]


def _medians(
    data: YearData, amounts: np.ndarray, groups: Groups, *, by: str, expected: tuple[str, ...]
) -> Rows:
    """Take the median of each group; what is unknown or was rejected may lie in any of them."""
    rows_of = grouped(groups, expected=expected)
    placeless = int(rows_of[UNKNOWN].sum()) if UNKNOWN in rows_of else 0
    lost = data.rejected_rows("fund")
    return [
        _median(amounts[rows], amounts, more=lost + (0 if group == UNKNOWN else placeless))
        | {"by": by, "group": group}
        for group, rows in rows_of.items()
        if rows.any()
    ]


def _median(amounts: np.ndarray, everyone: np.ndarray, *, more: int) -> Row:
    """Take a median, bounded by ``more`` amounts as small, and as large, as any that was read."""
    row = count(np.nan) | {"numerator": None, "denominator": len(amounts), "method": "median"}
    known = amounts[~np.isnan(amounts)]
    if not len(known):
        return row
    ends = (np.full(more, end) for end in (np.nanmin(everyone), np.nanmax(everyone)))
    low, high = (float(np.median(np.concatenate([known, end]))) for end in ends)
    return row | {"estimate": float(np.median(known)), "low": low, "high": high}


@indicator(
    id="fund.gini",
    name_nl="Ongelijkheid van de steun (Gini)",
    name_en="Inequality of grants (Gini)",
    definition="Hoe ongelijk de toegekende bedragen verdeeld zijn. Bij 0 kreeg iedereen evenveel, "
    "bij 1 ging alles naar een. Berekend als Gini-coëfficiënt, met de correctie n/(n−1). Onder de "
    "begunstigden, en onder alle aanvragers (een geweigerde aanvraag telt als nul euro).",
    silence="Het zegt niet of de verdeling eerlijk is, alleen hoe ongelijk de bedragen zijn.",
    numerator="",
    denominator="",
    tables=("fund",),
    unit="index",
    counts="euro",
    protection="public",
    direction=0,
)
def fund_gini(data: YearData) -> Rows:
    """Gini coefficient of the grants, among grantees and among all applicants."""
    among = {
        "grantees": _granted(data)["granted_eur"].to_numpy(dtype=float),
        "applicants": data.fund["granted_eur"].to_numpy(dtype=float),
    }
    said: Row = {"numerator": None, "method": "gini n/(n-1)"}
    rejected = data.rejected_rows("fund")
    if rejected:
        said |= {"note": NOT_READ.format(rows=rejected)}
    by_group = [
        count(gini(amounts), by="recipients", group=group) | said | {"denominator": len(amounts)}
        for group, amounts in among.items()
    ]
    return [by_group[0] | {"by": "total", "group": "total"}, *by_group]


@indicator(
    id="fund.diaspora_share",
    name_nl="Aandeel diaspora onder de begunstigden",
    name_en="Diaspora share of grantees",
    definition="Goedgekeurde aanvragen van diasporaorganisaties, als deel van de goedgekeurde "
    "aanvragen waarvan de status geweten is.",
    silence="Het zegt niet hoeveel diasporaorganisaties aanvroegen, en niets over hoe groot hun "
    "bedragen zijn.",
    numerator="goedgekeurde aanvragen van diasporaorganisaties",
    denominator="goedgekeurde aanvragen waarvan de status geweten is",
    tables=("fund", "registrations"),
    unit="share",
    counts="organisations",
    protection="public",
    challenge="diaspora",
)
def fund_diaspora_share(data: YearData) -> Rows:
    """Share of the grants that went to diaspora organisations."""
    organisations = _granted(data)["organisation_id"]
    return [status_share(register_column(data, organisations, "is_diaspora"))]


def _ways(
    data: YearData, applications: pd.DataFrame
) -> Iterator[tuple[str, tuple[str, ...], Groups]]:
    """Yield each breakdown with its expected groups and the group of every application."""
    for by in APPLICANTS:
        yield by, BREAKDOWNS[by].groups, groups_of(data, applications["organisation_id"], by)
    for by, expected in PROJECTS.items():
        yield by, expected, _project(applications, by)


def _counts_by_way(data: YearData, applications: pd.DataFrame, *, possible: int) -> Rows:
    return [
        row
        for by, expected, groups in _ways(data, applications)
        for row in counts_by(groups, by=by, expected=expected, possible=possible)
    ]


def _amounts(data: YearData, applications: pd.DataFrame, column: str) -> Rows:
    """Add amounts up, in all and by what the applicant is and what the project is."""
    amounts = applications[column].astype(float)
    possible = _at_most(data, amounts)
    return [
        count(float(amounts.sum()), possible=possible),
        *(
            row
            for by, expected, groups in _ways(data, applications)
            for row in sums_by(amounts, groups, by=by, expected=expected, possible=possible)
        ),
    ]


def _at_most(data: YearData, amounts: pd.Series) -> float:
    """Return what the rejected applications add if each is as large as the largest one read."""
    rejected = data.rejected_rows("fund")
    return rejected * float(amounts.max()) if rejected and len(amounts) else 0.0


def _granted(data: YearData) -> pd.DataFrame:
    return data.fund[data.fund["decision"] == "granted"]


def _project(applications: pd.DataFrame, by: str) -> pd.Series:
    """Return the group of each project; a country is among the least developed or it is not."""
    groups = applications[by]
    if by != "is_least_developed":
        return groups
    return groups.map({True: "yes", False: "no"}).astype("string")
