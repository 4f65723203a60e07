"""One build of the whole sample, shared by the tests that look at its outcome."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pijler_analysis.project import Project, open_project

REPOSITORY = Path(__file__).parents[2]
PARTS = ("pijler.toml", "data/raw", "data/questionnaires", "data/decisions", "notebooks")


def copy_project(folder: Path) -> Path:
    """Copy what an analyst keeps of the project, without anything a build made."""
    for part in PARTS:
        source, target = REPOSITORY / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return folder


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the sample project with its data processed."""
    opened = open_project(copy_project(tmp_path_factory.mktemp("project")))
    opened.refresh()
    return opened
