"""The years of a project, as the folders of its exports tell them.

A new project is set for last year, with nothing in it; the exports lie in ``data/raw/<year>/``. So
the years, the year to compare with and the years of a survey follow from where the files lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pijler_analysis.inspection.report import Inspection
from pijler_analysis.settings import FILE_NAME


def propose_years(root: Path, document: Any, inspections: Sequence[Inspection]) -> list[str]:
    """Put the years of the exports that were looked at in the settings.

    A year that is set and whose folder is empty gives way: it is that of a new project. One whose
    folder is gone stays, for its figures may have been published. The first year stays the one to
    compare with.

    Parameters
    ----------
    root : the folder of the project
    document : its ``pijler.toml``, parsed, to be changed
    inspections : files as looked at

    Returns
    -------
    A Dutch line per setting that changed.
    """
    project = document["project"]
    raw = root / document["folders"]["raw"]
    given = {year for one in inspections if (year := _year_of(raw, one.path)) is not None}
    if not given:
        return []
    before = [int(year) for year in project["years"]]
    years = sorted({*given, *(year for year in before if not _is_empty(raw / str(year)))})
    surveys = {_year_of(raw, one.path) for one in inspections if one.survey is not None}
    waves = sorted({*project.get("waves", ()), *(year for year in surveys if year is not None)})
    reference = project["reference_year"]
    if reference not in years or reference == min(before):
        reference = years[0]
    return [
        *_set(project, "years", years, "de jaren met exports"),
        *_set(project, "reference_year", reference, "het jaar waarmee vergeleken wordt"),
        *_set(project, "waves", waves, "de jaren met een bevraging"),
    ]


def _set(project: Any, name: str, value: object, meaning: str) -> Iterable[str]:
    old = project.get(name)
    if old == value:
        return
    project[name] = value
    yield f"{FILE_NAME}: {name} = {value} ({meaning}); pas aan als dat niet klopt"


def _year_of(raw: Path, path: Path) -> int | None:
    """Return the year whose folder a file lies in, None where it lies elsewhere."""
    folder = path.resolve().parent
    return int(folder.name) if folder.parent == raw.resolve() and folder.name.isdigit() else None


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(path.is_file() for path in folder.iterdir())
