"""From notebook to finished document: one report, or several side by side.

    build_report(Path("notebooks/evaluatie.ipynb"), Path("reports/2024/evaluatie.pdf"),
                 parameters={"year": 2024}, metadata={"data_date": "2024-12-31"})

The file appears whole or not at all: it is made beside its place and then moved there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pijler_analysis.atomic import replace_file
from pijler_analysis.display.language import SOURCE, languages, say
from pijler_analysis.errors import PijlerError, UsageError
from pijler_analysis.processes import Beside, give_way
from pijler_analysis.report.embedded import numbers_path
from pijler_analysis.report.engines import (
    FORMATS,
    choose_engine,
    render_embedded,
    render_quarto,
    render_variants,
)
from pijler_analysis.report.kernel import load_for_copies
from pijler_analysis.report.variants import Variant

SAMPLE_MARK, DRAFT_MARK = "Voorbeelddata", "Ontwerp"
"""Words on every page of a report that is not yet, or never, to be signed."""

TRANSLATED = ("evaluatie", "actieplan", "strategie")
"""The reports that speak other languages; the rest is for the team itself."""


@dataclass(frozen=True)
class ReportJob:
    """One report to build; the fields are the arguments of :func:`build_report`."""

    notebook: Path
    output: Path
    parameters: Mapping[str, object] = field(default_factory=dict)
    to: str = "pdf"
    draft_marks: Sequence[str] = (SAMPLE_MARK,)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    lang: str = SOURCE


def build_report(
    notebook: Path,
    output: Path,
    *,
    parameters: Mapping[str, object],
    to: str = "pdf",
    engine: str = "auto",
    draft_marks: Sequence[str] = (SAMPLE_MARK,),
    metadata: Mapping[str, Any] | None = None,
    lang: str = SOURCE,
) -> Path:
    """Execute a notebook and write it as a finished document.

    Parameters
    ----------
    notebook : Path
        A Quarto notebook: YAML in its first raw cell, ``#|`` options, a cell tagged
        ``parameters``. It is not changed.
    output : Path
        The file to write; its folder is made.
    parameters : mapping
        Values for the notebook's parameters, such as ``year``.
    to : str
        ``pdf``, ``html`` or ``docx``.
    engine : str
        ``quarto``, ``embedded``, or ``auto``: Quarto if it is installed.
    draft_marks : sequence of str
        Words on every page, such as *Voorbeelddata* or *Ontwerp*.
    metadata : mapping, optional
        ``title``, ``subtitle``, ``short_title``, ``organisation``, ``year``, ``data_date``
        (ISO), ``fingerprint``; they go before what the notebook says itself.
    lang : str
        The language of the report: Dutch, or one there is a catalogue of.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    PijlerError
        One line: notebook, cell and what is wrong there. An earlier output stays as it was.
    """
    if to not in FORMATS:
        raise UsageError(f'Onbekende vorm "{to}": kies uit {", ".join(FORMATS)}.')
    engine = choose_engine(_engine_for(engine, lang))
    render = render_quarto if engine == "quarto" else render_embedded
    facts = _facts(parameters, metadata or {}, draft_marks, lang)
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(f".{os.getpid()}-{output.name}")
    try:
        render(
            notebook,
            partial,
            parameters=parameters,
            to=to,
            metadata=facts,
        )
        if numbers_path(partial).exists():
            numbers_path(partial).replace(numbers_path(output))
        replace_file(partial, output)
    finally:
        partial.unlink(missing_ok=True)
        numbers_path(partial).unlink(missing_ok=True)
    return output


def build_variants(
    job: ReportJob, outputs: Mapping[Variant, Path], *, progress: Callable[[str], None]
) -> list[Path]:
    """Build variants of one report from one run of its notebook, with the embedded engine.

    Parameters
    ----------
    job : the report; its output is not made
    outputs : the file of each variant
    progress : told the name of each variant that is done

    Returns
    -------
    list of Path
        The files written, in the order given.
    """
    render_variants(
        job.notebook,
        outputs,
        parameters=job.parameters,
        to=job.to,
        metadata=_facts(job.parameters, job.metadata, job.draft_marks, job.lang),
        progress=progress,
    )
    return list(outputs.values())


def _facts(
    parameters: Mapping[str, object],
    metadata: Mapping[str, Any],
    draft_marks: Sequence[str],
    lang: str,
) -> dict[str, Any]:
    """What the template prints, under the names it has there."""
    facts = {"year": parameters.get("year")} | _template_names(metadata)
    facts["draft-marks"] = [say(mark, lang) for mark in draft_marks]
    return facts if lang == SOURCE else facts | {"lang": lang}


def _engine_for(engine: str, lang: str) -> str:
    """Return the engine asked for; only the embedded one puts prose in another language."""
    if lang not in languages():
        raise UsageError(f'Onbekende taal "{lang}": kies uit {", ".join(languages())}.')
    if lang == SOURCE:
        return engine
    if engine == "quarto":
        raise UsageError("Quarto maakt enkel Nederlandse verslagen: gebruik --engine embedded.")
    return "embedded"


def _template_names(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {key.replace("_", "-"): value for key, value in metadata.items()}


def build_reports(jobs: Sequence[ReportJob], *, engine: str = "auto") -> list[Path]:
    """Build several reports side by side, each in a process of its own.

    Quarto writes its work beside the notebook, so with Quarto the reports follow each other.

    Returns
    -------
    list of Path
        The files written, in the order of the jobs.

    Raises
    ------
    PijlerError
        The first fault; the other reports are still built.
    """
    if choose_engine(engine) == "quarto":
        return [_build(job, engine) for job in jobs]
    load_for_copies()
    first, *others = jobs
    beside = [Beside(_build_later, job, engine, turn) for turn, job in enumerate(others, start=1)]
    finishing: list[Callable[[], Path]] = [
        partial(_build, first, engine),
        *(one.result for one in beside),
    ]
    made, faults = [], []
    for finish in finishing:
        try:
            made.append(finish())
        except PijlerError as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    return made


def _build_later(job: ReportJob, engine: str, turn: int) -> Path:
    """Build a report that gives way to those before it, the first of which takes longest."""
    give_way(5 * turn)
    return _build(job, engine)


def _build(job: ReportJob, engine: str) -> Path:
    return build_report(
        job.notebook,
        job.output,
        parameters=job.parameters,
        to=job.to,
        engine=engine,
        draft_marks=job.draft_marks,
        metadata=job.metadata,
        lang=job.lang,
    )
