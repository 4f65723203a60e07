"""New projects: an empty one for your own data, or one filled with the sample organisation."""

from __future__ import annotations

import re
import shutil
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from pijler_analysis.errors import UsageError
from pijler_analysis.sample import write_sample
from pijler_analysis.settings import FILE_NAME

_CHANGES = (
    (r'(?m)^name = ".*"$', 'name = "Onze organisatie"'),
    (r"(?m)^sample = true.*$", "sample = false"),
    (r"(?m)^years = .*$", "years = [{year}]"),
    (r"(?m)^reference_year = \d+", "reference_year = {year}"),
    (r"(?m)^waves = .*$", "waves = []               # jaren met een bevraging"),
    (r"(?ms)^\[targets\..*?(?=^# ──)", ""),
)
"""What turns the settings of the sample into those of an empty project."""


def write_sample_project(folder: Path) -> Path:
    """Fill a new folder with the sample organisation: exports, settings, notebooks."""
    _require_empty(folder)
    write_sample(folder)
    _copy_challenges(folder)
    _copy_notebooks(folder)
    return folder


def write_empty_project(folder: Path) -> Path:
    """Lay out an empty project for last year: folders, settings to fill in, notebooks."""
    _require_empty(folder)
    year = date.today().year - 1
    for name in (f"data/raw/{year}", "data/decisions", "data/processed", "reports"):
        (folder / name).mkdir(parents=True)
    settings = files("pijler_analysis.sample").joinpath(FILE_NAME).read_text(encoding="utf-8")
    for pattern, replacement in _CHANGES:
        settings, found = re.subn(pattern, replacement.format(year=year), settings, count=1)
        if not found:
            raise UsageError(f"het sjabloon van {FILE_NAME} mist {pattern}")
    (folder / FILE_NAME).write_text(_without_demands(settings), encoding="utf-8")
    with as_file(files("pijler_analysis.sample") / "questionnaires") as questionnaires:
        shutil.copytree(questionnaires, folder / "data" / "questionnaires")
    _copy_challenges(folder)
    _copy_notebooks(folder)
    return folder


def _without_demands(settings: str) -> str:
    """Let no source be required: which tools an organisation uses is not known yet."""
    bare = settings.replace("optional = true\n", "")
    return re.sub(r"(?m)^layout = .*$", r"\g<0>\noptional = true", bare)


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} bestaat al en is niet leeg; kies een nieuwe map")


def _copy_challenges(folder: Path) -> None:
    name = "challenges.toml"
    content = files("pijler_analysis.strategy").joinpath(name).read_bytes()
    (folder / "data" / name).write_bytes(content)


def _copy_notebooks(folder: Path) -> None:
    with as_file(files("pijler_analysis.report") / "notebooks") as notebooks:
        shutil.copytree(notebooks, folder / "notebooks", dirs_exist_ok=True)
