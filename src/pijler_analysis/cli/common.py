"""What the commands share: exit codes, years as an argument, the project they work in."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pijler_analysis.cli.progress import Progress
from pijler_analysis.errors import UsageError

if TYPE_CHECKING:
    from pijler_analysis.project import Project

DONE, NEEDS_A_HUMAN = 0, 1
REPORTS = ("evaluatie", "actieplan", "strategie", "kwaliteit")
FORMATS = ("pdf", "html", "docx")
ENGINES = ("auto", "quarto", "embedded")


def years_of(text: str) -> list[int]:
    """Read ``2024`` or ``2019-2024``.

    >>> years_of("2019-2021")
    [2019, 2020, 2021]
    """
    first, _, last = text.partition("-")
    try:
        years = list(range(int(first), int(last or first) + 1))
    except ValueError:
        years = []
    if not years:
        raise argparse.ArgumentTypeError(f"{text!r} is geen jaar; schrijf 2024 of 2019-2024")
    return years


def open_project_of(parsed: argparse.Namespace) -> Project:
    """Open the project named with ``--project``, or the one around the current folder."""
    from pijler_analysis.project import open_project

    return open_project(parsed.project)


def known_year(project: Project, year: int | None) -> int:
    """Return a year of the project, the latest one where none is given."""
    years = project.settings.years
    if year is not None and year not in years:
        known = ", ".join(map(str, years))
        raise UsageError(f"jaar {year} staat niet in pijler.toml; bekend zijn {known}")
    return year or project.settings.latest_year


def progress_of(project: Project, *, further_steps: int = 0) -> Progress:
    """Return a teller of progress for work that begins with bringing the data up to date.

    That is a step per year, and three more: linking, computing, keeping.
    """
    return Progress(len(project.settings.years) + 3 + further_steps)
