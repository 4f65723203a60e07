"""Truth about the register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pijler_analysis.sample.organisations import YEARS, Organisation
from pijler_analysis.sample.truth.kept import active, profiles, registered, rejected
from pijler_analysis.sample.truth.rows import (
    UNKNOWN,
    Truth,
    counted,
    divided,
    grouped,
    shared,
    shared_by,
    tallied,
    tally,
)
from pijler_analysis.sample.world import Year

FIELD, WIDEST = 1200, 1350
LEAST_DEVELOPED = frozenset(
    ("BD", "BF", "BI", "BJ", "CD", "ET", "GM", "GN", "HT", "KH", "MG", "ML", "MW", "MZ", "NP",
     "RW", "SN", "TG", "TZ", "UG", "ZM")
)  # fmt: skip
"""Those of the sample's countries that stood on the list in all its years."""

FIRST_YEAR = YEARS[0]
_CONFIRMED, _NEWSLETTER = 17, 18


def reach(happened: Year) -> list[Truth]:
    """State the active registrations, how much of the field they are, who came and who went."""
    year, now = happened.year, active(happened)
    more = rejected(happened.register)
    rows = [counted("reach.registrations", year, len(now), more=more)]
    rows += [*_provinces(happened), *_breakdowns(happened), *_flow(happened), *_shares(happened)]
    return [*rows, *_coverage(year, len(now), more)]


def _coverage(year: int, now: int, more: int) -> list[Truth]:
    """Divide by the estimate of the field, and by the ends of its range."""
    fields = {("total", "total"): FIELD, ("field", "at_least"): FIELD, ("field", "at_most"): WIDEST}
    return [
        replace(
            divided("reach.coverage", year, now, field, by=by, group=group),
            low=now / field,
            high=(now + more) / field,
        )
        for (by, group), field in fields.items()
    ]


def _provinces(happened: Year) -> list[Truth]:
    """Count per province; those of unknown province, or refused, may lie in any of them."""
    year = happened.year
    counts = tally(one.province_in(year) for one in active(happened))
    unknown, refused = counts[UNKNOWN], rejected(happened.register)
    return [
        replace(
            row,
            low=0 if row.group == UNKNOWN else row.estimate,
            high=(row.estimate or 0) + refused + (0 if row.group == UNKNOWN else unknown),
        )
        for row in grouped("reach.registrations", year, "province", counts)
    ]


def _breakdowns(happened: Year) -> list[Truth]:
    """Count per group; an organisation counts on each of its continents, and in each theme."""
    year, now, groups = happened.year, active(happened), profiles(happened)
    numbers = [one.registration_id for one in now]
    several = {
        "continent": [{country.continent for country in one.countries} for one in now],
        "country": [{country.code for country in one.countries} for one in now],
        "project_theme": [set(one.themes) for one in now],
    }
    return [
        *(
            row
            for by in (
                "region",
                "municipality",
                "municipality_size",
                "legal_form",
                "age",
                "size",
                "diaspora",
            )
            for row in tallied("reach.registrations", year, numbers, groups, by=by)
        ),
        *(
            row
            for by, told in several.items()
            for row in grouped(
                "reach.registrations", year, by, tally(name for names in told for name in names)
            )
        ),
    ]


def _flow(happened: Year) -> list[Truth]:
    year, groups, lost = happened.year, profiles(happened), rejected(happened.register)
    everyone = [one for one, _ in registered(happened).values()]
    new = _numbers(
        one for one in everyone if one.has_readable_start and one.registered_on.year == year
    )
    ended = _numbers(one for one in everyone if one.ended_on and one.ended_on.year == year)
    undated = sum(
        not one.has_readable_start and (year == FIRST_YEAR or one.registered_on.year == year)
        for one in everyone
    )
    growth = len(new) - len(ended)
    return [
        counted("reach.new", year, len(new), more=undated + lost),
        counted("reach.ended", year, len(ended), more=lost),
        Truth("reach.net_growth", year, estimate=growth, low=growth - lost,
              high=growth + undated + lost),
        *(
            row
            for by in ("province", "municipality_size", "diaspora")
            for indicator, numbers in (("reach.new", new), ("reach.ended", ended))
            for row in tallied(indicator, year, numbers, groups, by=by)
        ),
    ]  # fmt: skip


def _numbers(organisations: Iterable[Organisation]) -> list[str]:
    return [one.registration_id for one in organisations]


def _shares(happened: Year) -> list[Truth]:
    """State who confirmed, who takes the newsletter, who works in a least developed country."""
    year, groups, lost = happened.year, profiles(happened), rejected(happened.register)
    lines = {
        number: (one, line)
        for number, (one, line) in registered(happened).items()
        if one.is_active(year)
    }
    news: dict[str, bool | None] = {
        number: _said(line.cells[_NEWSLETTER]) for number, (_, line) in lines.items()
    }
    poorest: dict[str, bool | None] = {
        number: any(country.code in LEAST_DEVELOPED for country in one.countries)
        for number, (one, _) in lines.items()
    }
    fresh = [_is_fresh(line.cells[_CONFIRMED], year) for _, line in lines.values()]
    indicators = {"reach.newsletter_share": news, "reach.least_developed_share": poorest}
    return [
        shared("reach.freshness", year, fresh, outside=lost),
        *(
            shared(indicator, year, list(told.values()), outside=lost)
            for indicator, told in indicators.items()
        ),
        *shared_by("reach.newsletter_share", year, news, groups, by="province"),
        *(
            row
            for indicator, told in indicators.items()
            for row in shared_by(indicator, year, told, groups, by="diaspora")
        ),
    ]


def _said(cell: str) -> bool | None:
    return None if not cell else cell == "ja"


def _is_fresh(cell: str, year: int) -> bool | None:
    """Tell whether a date as the website writes it lies in this year or the one before."""
    return int(cell[-4:]) >= year - 1 if cell else None
