"""The helpdesk log: a question per row, with the working days until it was answered."""

from __future__ import annotations

from collections.abc import Mapping

from pijler_analysis.calendar import working_days
from pijler_analysis.clean.readings import ColumnReader
from pijler_analysis.clean.rows import Context, Draft, Recipe
from pijler_analysis.clean.values import texts
from pijler_analysis.ingest.tables import RawTable


def _readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
    return {"question_text": texts(lines=True)}


def _derive(draft: Draft) -> None:
    """Count the working days to the answer; an answer before its question cannot be right."""
    frame = draft.frame
    draft.reject_values(
        frame["answered_on"] < frame["asked_on"],
        "answered_on",
        reason="beantwoord voor de vraag gesteld werd",
        expected="een datum op of na die van de vraag",
    )
    draft.frame["response_days"] = working_days(
        draft.frame["asked_on"],
        draft.frame["answered_on"],
        own_holidays=draft.context.settings.holidays,
    )


HELPDESK = Recipe("helpdesk", _readers, _derive)
