"""Applications to the fund: amounts, jury scores, and where the project lies."""

from __future__ import annotations

from collections.abc import Mapping

from pijler_analysis.clean.places import continents_of, countries
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
        **{score: numbers(lowest=0, highest=10) for score in _SCORES},
    }


def _derive(draft: Draft) -> None:
    """Add the continent; what was refused got nothing, and nothing else can stand there."""
    frame = draft.frame
    is_refused = (frame["decision"] == "refused").fillna(False)
    is_nothing = is_refused & frame["granted_eur"].isna()
    draft.reject_values(
        is_refused & (frame["granted_eur"] > 0),
        "granted_eur",
        reason="een toegekend bedrag bij een afgewezen aanvraag",
        expected="een lege cel of een goedgekeurde aanvraag",
    )
    frame["granted_eur"] = frame["granted_eur"].mask(is_nothing, 0.0)
    frame["continent"] = continents_of(frame["country"])


FUND = Recipe("fund", _readers, _derive)
