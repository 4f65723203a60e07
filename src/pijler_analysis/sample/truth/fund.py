"""Truth about the fund; amounts are kept in cents until the last step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pijler_analysis.sample.fund import Application
from pijler_analysis.sample.truth.kept import active, kept, profiles, rejected
from pijler_analysis.sample.truth.reach import LEAST_DEVELOPED
from pijler_analysis.sample.truth.rows import (
    UNKNOWN,
    Truth,
    counted,
    divided,
    grouped,
    parted_by,
    shared,
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
        shared("fund.campaign_share", year, [one.showed_campaign for one in made], outside=lost),
        *(
            shared(
                "fund.campaign_share",
                year,
                [one.showed_campaign for one in made if one.is_granted is is_granted],
                by="decision",
                group=group,
            )
            for group, is_granted in (("granted", True), ("refused", False))
        ),
        counted("fund.grants", year, len(granted), more=lost),
        _grant_rate(year, len(granted), len(made), lost),
        counted("fund.requested_eur", year, sum(one.requested for one in made) / 100),
        counted("fund.granted_eur", year, sum(one.granted for one in made) / 100),
        counted("fund.granted_median", year, _median([one.granted for one in granted]) / 100),
        *_groups(happened, made),
        *_ginis(year, [one.granted for one in granted], [one.granted for one in made]),
        within(shared("fund.diaspora_share", year, told)),
        *_spread(happened),
        *_jury(happened),
        *_reach(happened),
    ]


def _groups(happened: Year, made: Sequence[Application]) -> list[Truth]:
    """State all that is told of what the organisation is and of what the project is."""
    profile = profiles(happened)
    rows = []
    for by in ("province", "municipality_size", "diaspora", "size", "age"):
        names = [profile[one.contact.meant][by] if one.contact.meant in profile else UNKNOWN
                 for one in made]  # fmt: skip
        rows += [_guessed(row) for row in _told(happened.year, by, names, made)]
    projects = {
        "continent": [one.country.continent if one.country else UNKNOWN for one in made],
        "is_least_developed": [_poorest(one) for one in made],
        "project_theme": [one.theme for one in made],
    }
    for by, names in projects.items():
        rows += _told(happened.year, by, names, made)
    return rows


def _guessed(row: Truth) -> Truth:
    """Promise that bounds hold a figure; of the median of who is unknown not even that."""
    if row.indicator == "fund.granted_median" and row.group == UNKNOWN:
        return Truth(row.indicator, row.year, row.by, row.group)
    return within(row)


def _told(year: int, by: str, names: Sequence[str], made: Sequence[Application]) -> list[Truth]:
    """Count and add up within each group."""
    rows = []
    for group in sorted(set(names)):
        part = [one for name, one in zip(names, made, strict=True) if name == group]
        granted = [one.granted for one in part if one.is_granted]
        numbers: dict[str, float] = {
            "applications": len(part),
            "grants": len(granted),
            "requested_eur": sum(one.requested for one in part) / 100,
            "granted_eur": sum(granted) / 100,
        }
        rows += [Truth(f"fund.{name}", year, by, group, estimate=n)
                 for name, n in numbers.items() if n]  # fmt: skip
        rows.append(divided("fund.grant_rate", year, len(granted), len(part), by=by, group=group))
        if granted:
            middle = _median(granted) / 100
            rows.append(Truth("fund.granted_median", year, by, group, estimate=middle))
    return rows


def _poorest(one: Application) -> str:
    if one.country is None:
        return UNKNOWN
    return "yes" if one.country.code in LEAST_DEVELOPED else "no"


def _spread(happened: Year) -> list[Truth]:
    """State what was granted of what was asked, and the share of those who got most."""
    year, made = happened.year, kept(happened.applications)
    every = [one.granted for one in made]
    granted = [amount for amount in every if amount]
    asked = sum(one.requested for one in made)
    curves = {"lorenz": granted, "lorenz_applicants": every}
    top = 1 - _of_the_smallest(granted, 0.9)
    return [
        divided("fund.granted_share", year, sum(every) / 100, asked / 100),
        Truth("fund.top_share", year, estimate=top),
        Truth("fund.top_share", year, "recipients", "grantees", estimate=top),
        Truth("fund.top_share", year, "recipients", "applicants",
              estimate=1 - _of_the_smallest(every, 0.9)),
        *(
            row
            for by, amounts in curves.items()
            for row in grouped("fund.top_share", year, by, _curve(amounts))
        ),
    ]  # fmt: skip


def _jury(happened: Year) -> list[Truth]:
    """State how far the jurors agree on the sum of their scores, and on each of them."""
    forms, indicator, year = kept(happened.reviews), "fund.reviewer_agreement", happened.year
    sums = [(one.application_id, sum(score for score in one.scores if score is not None))
            for one in forms if None not in one.scores]  # fmt: skip
    rows = [_alike(Truth(indicator, year), sums)]
    for at, criterion in enumerate(("quality", "impact", "feasibility")):
        given = [(one.application_id, score) for one in forms
                 if (score := one.scores[at]) is not None]  # fmt: skip
        rows.append(_alike(Truth(indicator, year, "criterion", criterion), given))
    return rows


def _alike(row: Truth, given: Sequence[tuple[str, float]]) -> Truth:
    """Compare every two scores of the same application, and every two of all (Krippendorff)."""
    by_application: dict[str, list[float]] = {}
    for application, score in given:
        by_application.setdefault(application, []).append(score)
    groups = [scores for scores in by_application.values() if len(scores) > 1]
    every = [score for scores in groups for score in scores]
    within = sum(
        (one - other) ** 2 / (len(scores) - 1)
        for scores in groups for one in scores for other in scores
    )  # fmt: skip
    at_large = sum((one - other) ** 2 for one in every for other in every) / (len(every) - 1)
    return replace(row, denominator=len(every), estimate=1 - within / at_large)


def _curve(amounts: Sequence[int]) -> dict[str, float]:
    return {f"p{step}": _of_the_smallest(amounts, step / 100) for step in range(10, 100, 10)}


def _of_the_smallest(amounts: Sequence[int], share: float) -> float:
    """Return the share of the money of the smallest amounts, the last of them in part."""
    ordered, places = sorted(amounts), share * len(amounts)
    whole = int(places + 1e-9)
    part = (places - whole) * ordered[whole] if whole < len(ordered) else 0
    return (sum(ordered[:whole]) + part) / sum(ordered)


def _applied(happened: Year, *, granted: bool | None = None) -> set[str]:
    """Return the organisations that really applied, or that were granted or refused."""
    return {
        one.contact.meant
        for one in kept(happened.applications)
        if one.contact.meant and granted in (None, one.is_granted)
    }


def _reach(happened: Year) -> list[Truth]:
    """State how much of the register and of the panel applied."""
    year, groups, applied = happened.year, profiles(happened), _applied(happened)
    register = [one.registration_id for one in active(happened)]
    panel = {one.contact.meant for one in kept(happened.panel)}
    rows = [
        divided("fund.register_share", year, len(applied.intersection(register)), len(register)),
        divided("fund.panel_share", year, len(applied & panel), len(panel)),
    ]
    for by in ("province", "municipality_size", "diaspora", "age", "size"):
        rows += parted_by("fund.register_share", year, register, applied, groups, by=by)
    return [within(row) for row in rows]


def applying_again(happened: Year, before: Sequence[Year]) -> list[Truth]:
    """State who applied for the first time, again, or after a refusal; the first year cannot."""
    if not before:
        return []
    year, now = happened.year, _applied(happened)
    known = set().union(*(_applied(earlier) for earlier in before))
    last, refused = _applied(before[-1]), _applied(before[-1], granted=False)
    history = {"new": now - known, "returning": now & last, "back_again": (now & known) - last}
    supported = _applied(happened, granted=True)
    rows = [
        divided("fund.new_applicants_share", year, len(now - known), len(now)),
        divided("fund.reapplied_share", year, len(refused & now), len(refused)),
        divided("fund.regranted_share", year, len(refused & supported), len(refused)),
        *(
            divided("fund.new_applicants_share", year, len(ids), len(now), by="history", group=name)
            for name, ids in history.items()
        ),
    ]
    return [within(row) for row in rows]


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
