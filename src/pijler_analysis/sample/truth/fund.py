"""Truth about the fund; amounts are kept in cents until the last step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pijler_analysis.sample.fund import Application
from pijler_analysis.sample.truth.kept import kept, rejected
from pijler_analysis.sample.truth.rows import (
    UNKNOWN,
    Truth,
    counted,
    divided,
    grouped,
    shared,
    tally,
    within,
)
from pijler_analysis.sample.world import Year


def fund(happened: Year) -> list[Truth]:
    """State the applications, the amounts, their spread and the share of the diaspora."""
    year, made = happened.year, kept(happened.applications)
    granted = [one for one in made if one.is_granted]
    told = [one.contact.real.diaspora_in(year) if one.contact.real else None for one in granted]
    lost = rejected(happened.applications)
    return [
        counted("fund.applications", year, len(made), more=lost),
        *_groups(happened, "fund.applications", made, amounts=False),
        _grant_rate(year, len(granted), len(made), lost),
        counted("fund.requested_eur", year, sum(one.requested for one in made) / 100),
        counted("fund.granted_eur", year, sum(one.granted for one in made) / 100),
        *_groups(happened, "fund.granted_eur", made, amounts=True),
        counted("fund.granted_median", year, _median([one.granted for one in granted]) / 100),
        *_ginis(year, [one.granted for one in granted], [one.granted for one in made]),
        within(shared("fund.diaspora_share", year, told)),
    ]


def _province(one: Application, year: int) -> str:
    return (one.contact.real.province_in(year) if one.contact.real else None) or UNKNOWN


def _continent(one: Application) -> str:
    return one.country.continent if one.country else UNKNOWN


def _groups(
    happened: Year, indicator: str, made: Sequence[Application], *, amounts: bool
) -> list[Truth]:
    """Count or add up per province of the organisation and per continent of the project."""
    year = happened.year
    rows = []
    for by in ("province", "continent"):
        names = [_province(one, year) if by == "province" else _continent(one) for one in made]
        cents: Counter[str] = Counter()
        for name, one in zip(names, made, strict=True):
            cents[name] += one.granted
        sums = {name: total / 100 for name, total in cents.items() if total}
        found = grouped(indicator, year, by, sums if amounts else tally(names))
        rows += [within(row) for row in found] if by == "province" else found
    return rows


def _grant_rate(year: int, granted: int, made: int, lost: int) -> Truth:
    row = divided("fund.grant_rate", year, granted, made)
    return replace(row, low=granted / (made + lost), high=(granted + lost) / (made + lost))


def _median(amounts: Sequence[int]) -> float:
    ordered = sorted(amounts)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _gini(amounts: Sequence[int]) -> float:
    """Return the mean difference over twice the mean, with n/(n-1): every pair compared."""
    pairs = sum(abs(one - other) for one in amounts for other in amounts)
    return pairs / (2 * (len(amounts) - 1) * sum(amounts))


def _ginis(year: int, grantees: Sequence[int], applicants: Sequence[int]) -> list[Truth]:
    among_grantees = _gini(grantees)
    return [
        Truth("fund.gini", year, estimate=among_grantees),
        Truth("fund.gini", year, "recipients", "grantees", estimate=among_grantees),
        Truth("fund.gini", year, "recipients", "applicants", estimate=_gini(applicants)),
    ]
