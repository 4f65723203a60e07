"""Sentences on a breakdown: which group stood highest, which lowest, as titles of figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.cells import Cell, cells, known, latest_year, value_text
from pijler_analysis.display.fragments import Sentence
from pijler_analysis.display.groups import FLEMISH_PROVINCES, worth_showing
from pijler_analysis.display.language import say
from pijler_analysis.display.subjects import subject
from pijler_analysis.schema.results import TOTAL, UNKNOWN


@dataclass(frozen=True)
class Finding:
    """Sentences on the highest and the lowest group; ``lowest`` empty where it says nothing."""

    highest: str
    lowest: str = ""


_AMONG = ("Van de Vlaamse provincies", "Van de Vlaamse provincies die we kunnen tonen,")
"""What opens the sentence on provinces, as Brussels may stand above the highest of them."""

_AS_FAR_AS_WE_KNOW = ", voor zover we weten"

_FINDINGS = {
    ("reach.registrations", "province"): Finding(
        "{Among} lagen de meeste actieve organisaties in {year} in {groups} ({value})",
        "De minste lagen in {groups} ({value})"),
    ("diaspora.share", "channel"): Finding(
        "Het aandeel diaspora was in {year} het hoogst bij {groups} ({value})",
        "Het laagst was het bij {groups} ({value})"),
    ("diaspora.organisations_share", "province"): Finding(
        "{Among} was het aandeel diasporaorganisaties in {year} het hoogst in {groups} ({value})",
        "Het laagst was het in {groups} ({value})"),
    ("training.attendances", "province"): Finding(
        "{Among} waren de meeste deelnames aan vormingen in {year} in {groups} ({value})",
        "De minste waren in {groups} ({value})"),
    ("training.reach", "province"): Finding(
        "{Among} was het bereik van de vormingen in {year} het hoogst in {groups} ({value})",
        "Het laagst was het in {groups} ({value})"),
    ("helpdesk.questions", "asker"): Finding(
        "De meeste vragen aan de helpdesk kwamen in {year} van {groups} ({value})",
        "De minste kwamen van {groups} ({value})"),
    ("helpdesk.questions", "channel"): Finding(
        "De meeste vragen aan de helpdesk kwamen in {year} via {groups} ({value})",
        "De minste kwamen via {groups} ({value})"),
    ("helpdesk.questions", "topic"): Finding(
        "De meeste vragen aan de helpdesk gingen in {year} over {groups} ({value})",
        "De minste gingen over {groups} ({value})"),
    ("training.sessions", "theme"): Finding(
        "De meeste vormingen gingen in {year} over {groups} ({value})",
        "De minste gingen over {groups} ({value})"),
    ("fund.applications", "province"): Finding(
        "{Among} kwamen de meeste aanvragen bij het fonds in {year} uit {groups} ({value})",
        "De minste kwamen uit {groups} ({value})"),
    ("fund.applications", "continent"): Finding(
        "De meeste aanvragen bij het fonds gingen in {year} over projecten in {groups} ({value})"),
    ("fund.granted_eur", "province"): Finding(
        "{Among} ging in {year} het meeste geld van het fonds naar {groups} ({value})",
        "Het minste ging naar {groups} ({value})"),
    ("fund.granted_eur", "continent"): Finding(
        "Het meeste geld van het fonds ging in {year} naar projecten in {groups} ({value})"),
    ("panel.presence", "meeting"): Finding(
        "De aanwezigheid op het panel was in {year} het hoogst op {groups} ({value})",
        "Het laagst was ze op {groups} ({value})"),
    ("survey.satisfaction", "block"): Finding(
        "Leden die antwoordden waren in {year} het vaakst tevreden over {groups} ({value})",
        "Het minst vaak waren ze tevreden over {groups} ({value})"),
    ("survey.needs", "challenge"): Finding(
        "Leden die antwoordden vroegen in {year} het vaakst steun voor {groups} ({value})",
        "Het minst vaak vroegen ze die voor {groups} ({value})"),
    ("survey.stakeholder_satisfaction", "block"): Finding(
        "Stakeholders die antwoordden waren in {year} het vaakst tevreden over {groups} ({value})",
        "Het minst vaak waren ze tevreden over {groups} ({value})"),
    ("survey.stakeholder_needs", "challenge"): Finding(
        "Stakeholders die antwoordden zagen in {year} het vaakst nood aan steun voor {groups} "
        "({value})", "Het minst vaak zagen ze die voor {groups} ({value})"),
}  # fmt: skip
_LEAST = "Het laagste cijfer is van {groups} ({value})"
_ANY = Finding("{Phrase} was in {year} het hoogst bij {groups} ({value})", _LEAST)
_PLURAL = Finding("{Phrase} waren in {year} het hoogst bij {groups} ({value})", _LEAST)


def group_sentence(
    results: pd.DataFrame, indicator: str, by: str, *, year: int | None = None
) -> Sentence:
    """Say which groups stood highest and lowest in a year.

    Parameters
    ----------
    results : result table, protected
    by : the breakdown

    Returns
    -------
    Sentence; a group too small to show is never named, and the sentence says so where it matters

    Examples
    --------
    >>> from pijler_analysis.schema.results import result_rows
    >>> row = {"indicator": "helpdesk.questions", "year": 2024, "by": "channel",
    ...        "unit": "questions"}
    >>> results = result_rows([row | {"group": "email", "estimate": 120},
    ...                        row | {"group": "telephone", "estimate": 60}])
    >>> group_sentence(results, "helpdesk.questions", "channel").title  # doctest: +ELLIPSIS
    'De meeste vragen aan de helpdesk kwamen in 2024 via e-mail (120). De minste ... telefoon (60)'
    """
    year = year if year is not None else latest_year(results, indicator, by=by)
    return describe_groups(worth_showing(cells(results, indicator, by=by, year=year)))


def describe_groups(shown: Sequence[Cell]) -> Sentence:
    """Say which of the given groups stood highest and lowest; all of one indicator and year."""
    groups = _field([row for row in known(shown) if row.group not in (TOTAL, UNKNOWN)])
    if not groups:
        return Sentence("Geen enkele groep was groot genoeg om te tonen.")
    hidden = any(row.is_withheld for row in _field(shown))
    finding = _finding(groups[0])
    highest = _at(groups, max(row.estimate or 0.0 for row in groups))
    part_of = hidden and groups[0].is_share
    text = _fill(finding.highest, highest, among=_AMONG[part_of])
    is_sure = _stands_apart(highest, groups, above=True)
    lowest = _lowest(groups, hidden=hidden)
    if finding.lowest and lowest and lowest[0].estimate != highest[0].estimate:
        text += f". {_fill(finding.lowest, lowest)}"
        is_sure = is_sure and _stands_apart(lowest, groups, above=False)
    if "{Among}" not in finding.highest:
        text += _of_which(groups[0], part_of=part_of)
    if not is_sure:
        text += say(_AS_FAR_AS_WE_KNOW)
    return Sentence(f"{text}.", cells=(*highest, *lowest))


def _of_which(row: Cell, *, part_of: bool) -> str:
    """Say among which groups one is the highest, where that is not all of them."""
    if row.by == "province":
        return say(
            ", van de Vlaamse provincies die we kunnen tonen"
            if part_of
            else ", van de Vlaamse provincies"
        )
    return say(", van de groepen die we kunnen tonen") if part_of else ""


def groups_text(shown: Sequence[Cell], *, decimals: int = 0) -> str:
    """Write every group with its value, as an alt text reads it out."""
    return "; ".join(
        f"{labels.label(row.by, row.group)}: {value_text(row, decimals=decimals)}" for row in shown
    )


def _finding(row: Cell) -> Finding:
    return _FINDINGS.get(
        (row.indicator, row.by), _PLURAL if subject(row.indicator).is_plural else _ANY
    )


def _lowest(groups: Sequence[Cell], *, hidden: bool) -> list[Cell]:
    """Return the lowest groups; none where a hidden small group may lie under them."""
    if hidden and not groups[0].is_share:
        return []
    return _at(groups, min(row.estimate or 0.0 for row in groups))


def _field(groups: Sequence[Cell]) -> list[Cell]:
    """Leave out what is no Flemish province: Brussels, elsewhere and online are another measure."""
    return [row for row in groups if row.by != "province" or row.group in FLEMISH_PROVINCES]


def _stands_apart(named: Sequence[Cell], groups: Sequence[Cell], *, above: bool) -> bool:
    """Whether a complete count puts these groups first or last whatever the unknown rows are.

    A survey sentence speaks of those who answered, which is sure as it stands.
    """
    if named[0].basis != "census":
        return True
    ends = [row.limits or (row.estimate or 0.0, row.estimate or 0.0) for row in named]
    others = [row.limits or (row.estimate or 0.0, row.estimate or 0.0)
              for row in groups if row not in named]  # fmt: skip
    if not others:
        return True
    if above:
        return min(low for low, _ in ends) >= max(high for _, high in others)
    return max(high for _, high in ends) <= min(low for low, _ in others)


def _at(groups: Sequence[Cell], value: float) -> list[Cell]:
    return [row for row in groups if row.estimate == value]


def _fill(template: str, groups: Sequence[Cell], *, among: str = "") -> str:
    names = labels.listing([labels.label(row.by, row.group, form="phrase") for row in groups])
    value = value_text(groups[0])
    if len(groups) > 1:
        value = say("elk\xa0{value}", value=value)
    phrase = labels.capitalised(subject(groups[0].indicator).phrase)
    return say(template, year=groups[0].year, groups=names, value=value, Phrase=phrase,
               Among=say(among))  # fmt: skip
