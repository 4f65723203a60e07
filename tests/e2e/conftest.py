"""One build of the whole sample, shared by the tests that look at its outcome."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pijler_analysis.project import Project, open_project
from pijler_analysis.protect.pseudonyms import VARIABLE

REPOSITORY = Path(__file__).parents[2]
PARTS = (
    "pijler.toml", "data/challenges.toml", "data/raw", "data/questionnaires", "data/decisions",
    "notebooks",
)  # fmt: skip


def copy_project(folder: Path, *, years: list[int] | None = None) -> Path:
    """Copy what an analyst keeps of the project, of some years only where they are named."""
    for part in PARTS:
        source, target = REPOSITORY / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    if years:
        _keep_years(folder, years)
    return folder


def _keep_years(folder: Path, years: list[int]) -> None:
    settings = folder / "pijler.toml"
    text = settings.read_text(encoding="utf-8")
    for name, value in (("years", years), ("reference_year", min(years))):
        text = re.sub(rf"(?m)^{name} = .*$", f"{name} = {value}", text, count=1)
    settings.write_text(text, encoding="utf-8")
    for raw in (folder / "data" / "raw").iterdir():
        if int(raw.name) not in years:
            shutil.rmtree(raw)


@pytest.fixture(scope="session", autouse=True)
def own_key_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the tests away from the key of whoever runs them."""
    path = tmp_path_factory.mktemp("sleutel") / "pseudoniemen.key"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(path))
        yield path


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the sample project with its data processed."""
    opened = open_project(copy_project(tmp_path_factory.mktemp("project")))
    opened.refresh()
    return opened
