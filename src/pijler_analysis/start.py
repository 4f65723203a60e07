"""New projects: an empty one for your own data, or one filled with the sample organisation."""

from __future__ import annotations

import re
import shutil
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from pijler_analysis.errors import UsageError
from pijler_analysis.protect.pseudonyms import make_key
from pijler_analysis.sample import write_sample
from pijler_analysis.settings import FILE_NAME

QUARTO, SOURCES = "_quarto.yml", "../src/pijler_analysis/report"
"""Quarto's settings, and where they look for the template in a clone of the package."""

_CHANGES = (
    (r'(?m)^name = ".*"$', 'name = "Onze organisatie"'),
    (r"(?m)^sample = true.*$", "sample = false"),
    (r"(?m)^years = .*$", "years = [{year}]"),
    (r"(?m)^reference_year = \d+", "reference_year = {year}"),
    (r"(?m)^waves = .*$", "waves = []               # jaren met een bevraging"),
    (r"(?m)^organisations = \d+.*$", "organisations = 0             # vul in: {field}"),
    (r"(?m)^at_most = \d+.*\n", ""),
    (
        r"(?m)^source = .*$",
        'source = ""                   # vul in: uit welk onderzoek',
    ),
    (
        r"(?m)^fte = .*$",
        "fte = 0                       # vul in: {fte}",
    ),
    (r"(?ms)^\[targets\..*?(?=^# ──)", "\n"),
    (r"(?ms)^\[sources\.registrations\].*?(?=^\[sources\.activities\])", "{sources}"),
)
"""What turns the settings of the sample into those of an empty project."""

_FIELD = "geschatte aantal organisaties in het veld (0: niet gekend)"
_FTE = "voltijdse equivalenten van het team (0: niet gekend)"
_SOURCES = """\
# Zet de exports in data/raw/<jaar>/ en typ `pijler inspect data/raw/<jaar>/* --write`: dat zet hier
# per export een bron, en de jaren hierboven. Alleen het eigen actieplan staat er al.

"""


def write_sample_project(folder: Path) -> Path:
    """Fill a new folder with the sample organisation: exports, settings, notebooks."""
    _require_empty(folder)
    write_sample(folder)
    _copy_challenges(folder)
    _copy_notebooks(folder)
    return folder


def write_empty_project(folder: Path) -> Path:
    """Lay out an empty project for last year: folders, settings to fill in, notebooks, a key.

    In a project that is there already, only the key is made where it is missing.
    """
    if (folder / FILE_NAME).is_file() and (made := make_key(folder)) is not None:
        return made
    _require_empty(folder)
    year = date.today().year - 1
    for name in (f"data/raw/{year}", "data/decisions", "data/processed", "reports"):
        (folder / name).mkdir(parents=True)
    settings = files("pijler_analysis.sample").joinpath(FILE_NAME).read_text(encoding="utf-8")
    for pattern, replacement in _CHANGES:
        new = replacement.format(year=year, field=_FIELD, fte=_FTE, sources=_SOURCES)
        settings, found = re.subn(pattern, new, settings, count=1)
        if not found:
            raise UsageError(f"het sjabloon van {FILE_NAME} mist {pattern}")
    # a year need not have a plan of its own
    settings = re.sub(r"(?m)^layout = .*$", r"\g<0>\noptional = true", settings)
    (folder / FILE_NAME).write_text(settings, encoding="utf-8")
    _copy_challenges(folder)
    _copy_notebooks(folder)
    make_key(folder)
    return folder


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} bestaat al en is niet leeg; kies een nieuwe map")


def _copy_challenges(folder: Path) -> None:
    name = "challenges.toml"
    content = files("pijler_analysis.strategy").joinpath(name).read_bytes()
    (folder / "data" / name).write_bytes(content)


def _copy_notebooks(folder: Path) -> None:
    """Copy the notebooks and what Quarto reads beside them: where the template is installed."""
    with as_file(files("pijler_analysis.report")) as report:
        shutil.copytree(report / "notebooks", folder / "notebooks", dirs_exist_ok=True)
        quarto = folder / "notebooks" / QUARTO
        text = quarto.read_text(encoding="utf-8").replace(SOURCES, report.as_posix())
    quarto.write_text(text, encoding="utf-8")
