"""What a year's readers get: the workbook and the reports, made side by side, and their release.

Until a year is released every page says *Ontwerp*. A release writes the cells into the ledger
first and moves the pages after it: killed in between, the next build of the same inputs makes
exactly the pages that the ledger names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from filelock import FileLock

from pijler_analysis.atomic import MANIFEST, finish_interrupted, replacing_files
from pijler_analysis.display.language import SOURCE, speaking
from pijler_analysis.errors import FileError, UsageError
from pijler_analysis.indicators.breakdowns import MUNICIPALITY_SIZES
from pijler_analysis.ingest.files import input_files
from pijler_analysis.ingest.reader import reader
from pijler_analysis.processes import Beside, ending_together, give_way
from pijler_analysis.project import Project
from pijler_analysis.protect.ledger import FOLDER as PUBLISHED
from pijler_analysis.published import record_release, releases
from pijler_analysis.report.run import (
    DRAFT_MARK,
    SAMPLE_MARK,
    TRANSLATED,
    ReportJob,
    build_reports,
    build_variants,
)
from pijler_analysis.report.variants import Variant, read_variants
from pijler_analysis.schema.columns import PROVINCES
from pijler_analysis.settings import Settings
from pijler_analysis.store import LOCK, file_hash, read_written

Progress = Callable[[str], None]
P = ParamSpec("P")
T = TypeVar("T")

WORKBOOK = "kpi.xlsx"
STRATEGY = "strategie.pdf"
VARIANT_PARTS = {"province": PROVINCES[:6], "municipality_size": MUNICIPALITY_SIZES}
"""The parts of the register that have a report of their own, per breakdown."""
WITH_VARIANTS = "evaluatie"
"""The report whose cells are tagged for variants."""

YEARS_AHEAD = {"actieplan": 1}
"""Reports about a later year than the figures they rest on."""


def _alone(make: Callable[Concatenate[Project, P], T]) -> Callable[Concatenate[Project, P], T]:
    """Have one program at a time make what a project's readers get; another one waits for it."""

    @wraps(make)
    def make_alone(project: Project, *args: P.args, **kwargs: P.kwargs) -> T:
        project.settings.reports.mkdir(parents=True, exist_ok=True)
        with FileLock(project.settings.reports / LOCK):
            return make(project, *args, **kwargs)

    return make_alone


@_alone
def build_year(
    project: Project, year: int, *, engine: str = "auto", progress: Progress
) -> list[Path]:
    """Make the workbook and the reports of a year, unless they are there and still right.

    The reports start while the data are still being processed, in processes of their own: their
    cells load what they need and then wait for the lock on the processed data. That is where the
    data leave a core without work.

    Returns
    -------
    the paths of the outputs, whether made now or before
    """
    folder = project.settings.reports / str(year)
    finish_interrupted(folder)
    names = _yearly(project, year, progress)
    key = _key(project, year, engine)
    marks = _marks(project, is_draft=not _is_released(project, year, key))
    if _is_made(folder, names, key, marks):
        _refresh(project, progress)
        if read_written(folder / MANIFEST).get("published") == project.published_digest():
            progress(f"verslagen van {year} ongewijzigd: overgeslagen")
            return [folder / name for name in names]
    with replacing_files(folder) as staging:
        _make(
            project, year, staging,
            names=names, marks=marks, engine=engine, key=key, progress=progress,
        )  # fmt: skip
    return [folder / name for name in names]


@_alone
def release_year(
    project: Project, year: int, *, engine: str = "auto", progress: Progress
) -> list[Path]:
    """Make the outputs of a year without *Ontwerp* and enter every cell of them in the ledger.

    Nothing changes if any part fails.

    Raises
    ------
    UsageError
        If exactly this was released before.
    """
    folder = project.settings.reports / str(year)
    ledger = project.settings.decisions / PUBLISHED
    names = _with_strategy(project, year, progress)
    key = _key(project, year, engine)
    if _is_released(project, year, key):
        raise UsageError(f"{year} is al vrijgegeven en er is sindsdien niets veranderd")
    marks = _marks(project, is_draft=False)
    with replacing_files(folder) as staging:
        _make(
            project, year, staging,
            names=names, marks=marks, engine=engine, key=key, progress=progress,
        )  # fmt: skip
        number = len(releases(project.settings)) + 1
        with replacing_files(ledger) as entry:
            record_release(
                project.settings,
                entry / f"{number:03d}_{year}",
                year=year,
                key=key,
                outputs={name: file_hash(staging / name) for name in names},
                released_on=date.today(),
                waves=project.waves(now=year).for_ledger() if STRATEGY in names else {},
            )
    return [folder / name for name in names]


def _make(
    project: Project,
    year: int,
    staging: Path,
    *,
    names: list[str],
    marks: tuple[str, ...],
    engine: str,
    key: str,
    progress: Progress,
) -> None:
    """Make the workbook and the reports in a staging folder, and the manifest that names them."""
    jobs = [
        _job(project, Path(name).stem, year, staging / name, to="pdf", marks=marks)
        for name in names
        if name != WORKBOOK
    ]
    reader().start()
    with ending_together():
        start_reports = cache(partial(Beside, _build_reports_beside, jobs, engine=engine))
        _refresh(project, progress, start_others=start_reports)
        progress(f"werkmap en verslagen van {year} maken")
        reports = start_reports()
        workbook = Beside(_write_workbook_beside, project.settings, year, staging / WORKBOOK, marks)
        Beside.finish(workbook, reports)
    made = {
        "key": key,
        "marks": marks,
        "published": project.published_digest(),
        "outputs": {path.name: file_hash(path) for path in sorted(staging.glob("[!.]*"))},
    }
    (staging / MANIFEST).write_text(json.dumps(made, indent=1), encoding="utf-8")


def _marks(project: Project, *, is_draft: bool) -> tuple[str, ...]:
    """Return the words every page carries."""
    known = {SAMPLE_MARK: project.settings.is_sample, DRAFT_MARK: is_draft}
    return tuple(mark for mark, applies in known.items() if applies)


def _is_released(project: Project, year: int, key: str) -> bool:
    return any(one.year == year and one.key == key for one in releases(project.settings))


def _yearly(project: Project, year: int, progress: Progress) -> list[str]:
    """Return what every year gets: no action plan where nobody chose one."""
    plan = _plan_of(project, year + 1)
    if plan.is_file():
        return [WORKBOOK, "evaluatie.pdf", "actieplan.pdf"]
    where = plan.relative_to(project.settings.root).as_posix()
    progress(f"actieplan overgeslagen: {where} is er niet")
    return [WORKBOOK, "evaluatie.pdf"]


def _plan_of(project: Project, year: int) -> Path:
    return project.settings.decisions / f"actieplan_{year}.xlsx"


def _with_strategy(project: Project, year: int, progress: Progress) -> list[str]:
    """Return what a release of a year holds: after a second survey the strategy too.

    A build leaves it out: it is made once in five years, on request.
    """
    settings = project.settings
    yearly = _yearly(project, year, progress)
    if year not in settings.waves or min(settings.waves) >= year:
        return yearly
    then = max(wave for wave in settings.waves if wave < year)
    unlisted = [wave for wave in (then, year) if not _has_invitations(settings, wave)]
    if unlisted:
        progress(f"strategie overgeslagen: van {unlisted[0]} is er geen lijst van genodigden")
        return yearly
    return [*yearly, STRATEGY]


def _has_invitations(settings: Settings, wave: int) -> bool:
    """Tell whether it is known who was invited, without which two waves cannot be compared.

    A wave whose exports are gone has nobody to compare with either.
    """
    if wave not in settings.years or not (settings.raw / str(wave)).is_dir():
        return False
    files = input_files(settings, wave)
    return any(
        files[name] for name, source in settings.sources.items() if source.table == "invitations"
    )


def _refresh(
    project: Project, progress: Progress, *, start_others: Callable[[], object] | None = None
) -> None:
    if not project.refresh(progress=progress, start_others=start_others):
        progress("gegevens ongewijzigd sinds de vorige keer: overgeslagen")


@_alone
def build_reports_of_year(
    project: Project,
    names: Sequence[str],
    year: int,
    *,
    to: str = "pdf",
    engine: str = "auto",
    lang: str = SOURCE,
) -> list[Path]:
    """Make some reports side by side in one format and one language; returns their paths."""
    untranslated = [name for name in names if lang != SOURCE and name not in TRANSLATED]
    if untranslated:
        known = " en ".join(TRANSLATED)
        raise UsageError(
            f"{untranslated[0]} is er alleen in het Nederlands; andere talen zijn er van {known}"
        )
    folder = project.settings.reports / str(year)
    is_draft = not _is_released(project, year, _key(project, year, engine))
    marks = _marks(project, is_draft=is_draft)
    ending = f".{to}" if lang == SOURCE else f"_{lang}.{to}"
    files = {name: f"{name}{ending}" for name in names}
    with replacing_files(folder) as staging:
        jobs = [
            replace(_job(project, name, year, staging / file, to=to, marks=marks), lang=lang)
            for name, file in files.items()
        ]
        build_reports(jobs, engine=engine)
    return [folder / file for file in files.values()]


@_alone
def build_workbook_of_year(project: Project, year: int, *, lang: str = SOURCE) -> Path:
    """Write the workbook of a year in a language; returns its path."""
    folder = project.settings.reports / str(year)
    name = WORKBOOK if lang == SOURCE else WORKBOOK.replace(".", f"_{lang}.")
    is_draft = not _is_released(project, year, _key(project, year, "auto"))
    with replacing_files(folder) as staging, speaking(lang):
        _write_workbook(project, year, staging / name, _marks(project, is_draft=is_draft))
    return folder / name


def asked_variants(text: str) -> list[Variant]:
    """Read what was asked with ``--variant``: one, or all (``report.variants.read_variants``)."""
    return read_variants(text, parts=VARIANT_PARTS)


@_alone
def build_variants_of_year(
    project: Project,
    name: str,
    year: int,
    *,
    variant: str,
    to: str = "pdf",
    engine: str = "auto",
    lang: str = SOURCE,
    progress: Progress,
) -> list[Path]:
    """Make one variant of a report, or all of them from one run; returns their paths.

    The embedded engine makes them; ``engine`` is that of the release they may belong to.
    """
    if name != WITH_VARIANTS:
        raise UsageError(f"{name} heeft geen varianten; alleen {WITH_VARIANTS} heeft ze")
    asked = asked_variants(variant)
    folder = project.settings.reports / str(year)
    is_draft = not _is_released(project, year, _key(project, year, engine))
    marks = _marks(project, is_draft=is_draft)
    ending = to if lang == SOURCE else f"{lang}.{to}"
    files = {one: f"{name}_{one.suffix}.{ending}" for one in asked}
    with replacing_files(folder) as staging:
        job = _job(project, name, year, staging / name, to=to, marks=marks)
        outputs = {one: staging / file for one, file in files.items()}
        build_variants(replace(job, lang=lang), outputs, progress=progress)
    return [folder / file for file in files.values()]


def _job(
    project: Project, name: str, year: int, output: Path, *, to: str, marks: tuple[str, ...]
) -> ReportJob:
    settings = project.settings
    notebook = settings.notebooks / f"{name}.ipynb"
    if not notebook.is_file():
        raise FileError(
            f"{settings.notebooks.name}/{notebook.name} ontbreekt; zet het notebook terug"
        )
    return ReportJob(
        notebook=notebook,
        output=output,
        parameters={"year": year, "project": str(settings.root)},
        to=to,
        draft_marks=marks,
        metadata={
            "organisation": settings.name,
            "year": str(year + YEARS_AHEAD.get(name, 0)),
            "data_date": f"{year}-12-31",
            "fingerprint": project.fingerprint,
        },
    )


def _build_reports_beside(jobs: list[ReportJob], *, engine: str) -> None:
    """Make the reports in this other process; loading for them gives way to making the data."""
    give_way(5)
    build_reports(jobs, engine=engine)


def _write_workbook_beside(
    settings: Settings, year: int, path: Path, marks: tuple[str, ...]
) -> None:
    """Write the workbook in this other process; it gives way to the reports, which take longer."""
    give_way(10)
    _write_workbook(Project(settings), year, path, marks)


def _write_workbook(project: Project, year: int, path: Path, marks: tuple[str, ...]) -> None:
    from pijler_analysis.report.workbook import write_workbook

    data, quality = project.load(year), project.quality(year)
    results = project.indicators()
    has_plan = _plan_of(project, year + 1).is_file()
    write_workbook(
        path,
        results=results,
        catalogue=project.catalogue,
        quality=quality,
        activities=project.in_language(data.activities),
        plan=(project.plan(year + 1), project.targets(year + 1)) if has_plan else None,
        year=year,
        marks=marks,
        fingerprint=project.fingerprint,
    )


def _key(project: Project, year: int, engine: str) -> str:
    """Hash what the outputs depend on: the results, the notebooks and decisions, the engine."""
    settings = project.settings
    ledger = settings.decisions / PUBLISHED
    files = [
        path
        for path in (*settings.notebooks.glob("*"), *settings.decisions.rglob("*"))
        if path.is_file() and ledger not in path.parents
    ]
    content = {
        path.relative_to(settings.root).as_posix(): file_hash(path) for path in sorted(files)
    } | {
        "results": project.fingerprint,
        "year": year,
        "engine": engine,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _is_made(folder: Path, names: list[str], key: str, marks: tuple[str, ...]) -> bool:
    made = read_written(folder / MANIFEST)
    if (made.get("key"), made.get("marks")) != (key, list(marks)):
        return False
    outputs = dict.fromkeys(names) | made.get("outputs", {})
    return all(
        (folder / name).is_file() and file_hash(folder / name) == known
        for name, known in outputs.items()
    )
