"""Applications to the fund: amounts, scores of the jury and of each of its members, the country."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pijler_analysis.clean.countries import (
    are_least_developed,
    continents_of,
    countries,
    income_groups_of,
)
from pijler_analysis.clean.readings import ColumnReader
from pijler_analysis.clean.rows import Context, Draft, Recipe
from pijler_analysis.clean.values import amounts, numbers
from pijler_analysis.ingest.tables import RawTable

_SCORES = ("score_quality", "score_impact", "score_feasibility")


def _readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
    return {
        "country": countries(),
        "requested_eur": amounts(),
        "granted_eur": amounts(blank=("-", "–")),
        **_review_readers(raw, context),
    }


def _review_readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
    return {score: numbers(lowest=0, highest=10) for score in _SCORES}


def _derive(draft: Draft) -> None:
    """Add what is known of the country; what was refused got nothing, and nothing else."""
    frame = draft.frame
    is_refused = (frame["decision"] == "refused").fillna(False)
    is_nothing = is_refused & frame["granted_eur"].isna()
    draft.reject_values(
        is_refused & (frame["granted_eur"] > 0),
        "granted_eur",
        reason="een toegekend bedrag bij een afgewezen aanvraag",
        expected="een lege cel of een goedgekeurde aanvraag",
    )
    draft.settle("granted_eur", frame["granted_eur"].mask(is_nothing, 0.0), "afgewezen: nul euro")
    call = date(draft.context.year, 7, 1)
    frame["continent"] = continents_of(frame["country"])
    frame["income_group"] = income_groups_of(frame["country"], on=call)
    frame["is_least_developed"] = are_least_developed(frame["country"], on=call)


FUND = Recipe("fund", _readers, _derive)
REVIEWS = Recipe("reviews", _review_readers)
