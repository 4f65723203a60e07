"""The next questionnaire, written from this one: a LimeSurvey structure and an XLSForm.

Every question keeps its code, its words and the order of its answers, so that the answers come back
under the headings the questionnaire file knows and the next comparison starts clean.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pijler_analysis.atomic import replace_text, replacing_files
from pijler_analysis.ingest.questionnaire import (
    FOLDER,
    Questionnaire,
    questionnaire_from,
    read_questionnaire,
)
from pijler_analysis.report.coded_forms import questionnaire_toml, with_codes, with_sources
from pijler_analysis.report.limesurvey_form import limesurvey_text
from pijler_analysis.report.xlsform_file import write_xlsform
from pijler_analysis.settings import FILE_NAME, Settings

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b|(?<=_)\d{4}$")


def next_questionnaire(questionnaire: Questionnaire, year: int) -> Questionnaire:
    """Return a questionnaire under the name and title of another year, all else as it is.

    >>> from pijler_analysis.ingest.questionnaire import Questionnaire
    >>> again = Questionnaire("leden_2024", "members", "Bevraging 2024", {}, {}, (), ())
    >>> next_questionnaire(again, 2029).name, next_questionnaire(again, 2029).title
    ('leden_2029', 'Bevraging 2029')
    """
    name, title = (_YEAR.sub(str(year), text) for text in (questionnaire.name, questionnaire.title))
    if name == questionnaire.name:
        name = f"{name}_{year}"
    return replace(questionnaire, name=name, title=title)


def export_questionnaires(
    settings: Settings, questionnaires: Iterable[Questionnaire], *, year: int
) -> tuple[list[Path], list[str]]:
    """Write questionnaires for another year, in both forms, in the folder of its reports.

    Each is kept as a file of its own with its codes, and gets the sources that read its answers
    (``report.coded_forms``). One that was kept before goes out as it is now. Nothing is
    written before all of it is found right.

    Returns
    -------
    the files written, and in Dutch what was kept

    Raises
    ------
    UsageError
        If a form cannot be made, or ``pijler.toml`` cannot take a source.
    """
    forms = [_form(settings, one, year=year) for one in questionnaires]
    structures = {f"{form.name}_limesurvey.txt": limesurvey_text(form) for form in forms}
    kept = {FOLDER / f"{form.name}.toml": _kept(form) for form in forms}
    texts = {path: text for path, text in kept.items() if not (settings.root / path).exists()}
    own, sources = with_sources(settings, forms)
    folder = settings.reports / str(year)
    with replacing_files(folder) as staging:
        for name, text in structures.items():
            replace_text(staging / name, text)
        workbooks = [
            write_xlsform(staging / f"{form.name}_xlsform.xlsx", form).name for form in forms
        ]
    for path, text in texts.items():
        replace_text(settings.root / path, text)
    if sources:  # last: what they read is there
        replace_text(settings.root / FILE_NAME, own)
    said = [f"{path.as_posix()}: de vragen met hun code" for path in texts]
    return [folder / name for name in sorted([*structures, *workbooks])], said + sources


def _kept(form: Questionnaire) -> str:
    """Return a questionnaire as its file, once it can be read back."""
    text = questionnaire_toml(form)
    questionnaire_from(form.name, tomllib.loads(text))
    return text


def _form(settings: Settings, questionnaire: Questionnaire, *, year: int) -> Questionnaire:
    """Return a questionnaire as it goes out: the one that is kept for that year, if there is."""
    again = next_questionnaire(questionnaire, year)
    if (settings.root / FOLDER / f"{again.name}.toml").is_file():
        again = read_questionnaire(settings.root, again.name)
    return with_codes(again)
