"""What a year's readers get: the workbook and the reports, made side by side."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pijler_analysis.atomic import MANIFEST, replacing_files
from pijler_analysis.errors import FileError
from pijler_analysis.project import Project
from pijler_analysis.report.run import ReportJob, build_reports
from pijler_analysis.report.workbook import write_workbook
from pijler_analysis.store import file_hash

Progress = Callable[[str], None]

REPORTS = ("evaluatie", "actieplan")
WORKBOOK = "kpi.xlsx"
YEARS_AHEAD = {"actieplan": 1}
"""Reports about a later year than the figures they rest on."""


def build_year(
    project: Project, year: int, *, engine: str = "auto", progress: Progress
) -> list[Path]:
    """Make the workbook and the reports of a year, unless they are there and still right.

    The reports start while the data are still being processed: their kernels load and then wait
    for the lock on the processed data, so that both cores have work.

    Returns
    -------
    the paths of the outputs, whether made now or before
    """
    folder = project.settings.reports / str(year)
    reports_of_year = _reports(project, year, progress)
    names = [WORKBOOK, *(f"{name}.pdf" for name in reports_of_year)]
    key = _key(project, year, engine)
    if _is_made(folder, names, key):
        _refresh(project, progress)
        progress(f"verslagen van {year} ongewijzigd: overgeslagen")
        return [folder / name for name in names]
    with replacing_files(folder) as staging, ThreadPoolExecutor(max_workers=1) as beside:
        jobs = [
            _job(project, name, year, staging / f"{name}.pdf", to="pdf") for name in reports_of_year
        ]
        reports = beside.submit(build_reports, jobs, engine=engine)
        _refresh(project, progress)
        progress(f"werkmap en verslagen van {year} maken")
        _write_workbook(project, year, staging / WORKBOOK)
        reports.result()
        hashes = {name: file_hash(staging / name) for name in names}
        (staging / MANIFEST).write_text(
            json.dumps({"key": key, "outputs": hashes}, indent=1), encoding="utf-8"
        )
    return [folder / name for name in names]


def _reports(project: Project, year: int, progress: Progress) -> list[str]:
    """Return the reports a year can have: no action plan where nobody chose one."""
    plan = project.settings.decisions / f"actieplan_{year + 1}.xlsx"
    if plan.is_file():
        return list(REPORTS)
    where = plan.relative_to(project.settings.root).as_posix()
    progress(f"actieplan overgeslagen: {where} is er niet")
    return [name for name in REPORTS if name != "actieplan"]


def _refresh(project: Project, progress: Progress) -> None:
    if not project.refresh(progress=progress):
        progress("gegevens ongewijzigd sinds de vorige keer: overgeslagen")


def build_report_of_year(
    project: Project, name: str, year: int, *, to: str = "pdf", engine: str = "auto"
) -> Path:
    """Make one report in one format; returns its path."""
    folder = project.settings.reports / str(year)
    with replacing_files(folder) as staging:
        build_reports([_job(project, name, year, staging / f"{name}.{to}", to=to)], engine=engine)
    return folder / f"{name}.{to}"


def _job(project: Project, name: str, year: int, output: Path, *, to: str) -> ReportJob:
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
        draft_marks=("Voorbeelddata",) if settings.is_sample else (),
        metadata={
            "organisation": settings.name,
            "year": str(year + YEARS_AHEAD.get(name, 0)),
            "data_date": f"{year}-12-31",
            "fingerprint": project.fingerprint,
        },
    )


def _write_workbook(project: Project, year: int, path: Path) -> None:
    data = project.load(year)
    write_workbook(
        path,
        results=project.indicators(),
        catalogue=project.catalogue,
        quality=project.quality(year),
        activities=data.activities,
        year=year,
        is_sample=project.settings.is_sample,
        fingerprint=project.fingerprint,
    )


def _key(project: Project, year: int, engine: str) -> str:
    """Hash what the outputs depend on: the results, the notebooks and decisions, the engine."""
    settings = project.settings
    files = [*settings.notebooks.glob("*"), *settings.decisions.rglob("*")]
    content = {path.name: file_hash(path) for path in sorted(files) if path.is_file()} | {
        "results": project.fingerprint,
        "year": year,
        "engine": engine,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _is_made(folder: Path, names: list[str], key: str) -> bool:
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return False
    made = json.loads(manifest.read_text(encoding="utf-8"))
    return bool(made.get("key") == key) and all(
        (folder / name).is_file() and file_hash(folder / name) == made["outputs"].get(name)
        for name in names
    )
