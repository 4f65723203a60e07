"""A questionnaire under the headings that the tool it was answered in writes."""

from __future__ import annotations

from pathlib import Path

from pijler_analysis.ingest import lsform, xlsform
from pijler_analysis.ingest.questionnaire import Questionnaire, read_questionnaire
from pijler_analysis.settings import Source


def questionnaire_of(root: Path, source: Source) -> Questionnaire | None:
    """Return the questionnaire of a source, with the headings its tool writes; None without one.

    Raises
    ------
    FileError, UsageError
        If it cannot be read.
    """
    if source.questionnaire is None:
        return None
    questionnaire = read_questionnaire(root, source.questionnaire)
    if source.layout == lsform.LAYOUT:
        return lsform.as_answered(questionnaire)
    if source.layout == xlsform.LAYOUT and xlsform.went_out(questionnaire):
        return xlsform.as_answered(questionnaire)
    return questionnaire
