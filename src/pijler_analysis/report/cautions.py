"""What a reader should keep in mind of a figure, said only where it holds.

An organisation may have one survey or more, with or without weights, with or without stakeholders;
it may know how many organisations there are in its field or not.
"""

from __future__ import annotations

import pandas as pd

from pijler_analysis.display.cells import cell, cells
from pijler_analysis.display.fragments import Fragment, Sentence, paragraph
from pijler_analysis.schema.results import TOTAL

_MEMBERS, _STAKEHOLDERS = "survey.satisfaction", "survey.stakeholder_satisfaction"


def field_note(results: pd.DataFrame, *, year: int) -> Fragment:
    """Say what is not known of the field, and how far the estimate of its size can be trusted."""
    told = [Sentence("Wie niet geregistreerd is, kennen we niet.")]
    coverage = cell(results, "reach.coverage", year=year)
    if coverage is not None and coverage.has_value:
        told.append(
            Sentence(
                "Het aantal organisaties in het veld is een schatting uit onderzoek, en "
                "waarschijnlijk een ondergrens. Het deel dat wij bereiken, is dan eerder "
                "kleiner."
            )
        )
    return paragraph(told)


def survey_method(results: pd.DataFrame, *, wave: int | None) -> Fragment:
    """Say why satisfaction is not compared with an earlier survey, and what a weight does.

    Parameters
    ----------
    results : result table, protected
    wave : the year of the survey; None where there was none
    """
    told: list[Sentence] = []
    if wave is not None and any(row.year < wave for row in cells(results, _MEMBERS)):
        told.append(
            Sentence(
                "De tevredenheid vergelijken we niet met een vorige bevraging. Stond daar een "
                "andere vraag of een andere schaal, dan kan een verschil daarvan komen."
            )
        )
    if _is_weighted(results, wave):
        told.append(
            Sentence(
                "In een gewogen cijfer telt elke provincie even zwaar mee als bij wie "
                "uitgenodigd was. Hetzelfde geldt voor diaspora en andere organisaties."
            )
        )
    return paragraph(told)


def survey_limits(results: pd.DataFrame, *, wave: int | None) -> Fragment:
    """Say what a survey cannot tell: of who did not answer, and of the stakeholders."""
    told: list[Sentence] = []
    if _has_rows(results, _MEMBERS, wave):
        told.append(Sentence("Wie niet antwoordde, kan anders denken."))
    if _is_weighted(results, wave):
        told.append(Sentence("Weging verhelpt alleen wat met provincie en diaspora samenhangt."))
    if _has_rows(results, _STAKEHOLDERS, wave):
        told.append(
            Sentence(
                "De stakeholders staan apart: het is een kleine groep, en hoeveel er uitgenodigd "
                "waren, is niet bekend."
            )
        )
    return paragraph(told)


def _has_rows(results: pd.DataFrame, indicator: str, wave: int | None) -> bool:
    found = [] if wave is None else cells(results, indicator, by=TOTAL, year=wave)
    return any(row.estimate is not None or row.protection for row in found)


def _is_weighted(results: pd.DataFrame, wave: int | None) -> bool:
    return wave is not None and bool(cells(results, _MEMBERS, year=wave, weighted=True))
