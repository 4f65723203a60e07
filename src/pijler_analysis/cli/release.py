"""``pijler release``: a year's reports and workbook out of draft, and into the ledger."""

from __future__ import annotations

import argparse

from pijler_analysis.cli.common import DONE, ENGINES, known_year, open_project_of, progress_of

NAME = "release"
TEXT = "een jaar vrijgeven: verslagen zonder Ontwerp, elk cijfer in het register"
EXAMPLES = "  pijler release 2024"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("year", type=int, metavar="JAAR")
    parser.add_argument("--engine", choices=ENGINES, default="auto", help="waarmee verslagen maken")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.build import release_year

    project = open_project_of(parsed)
    year = known_year(project, parsed.year)
    with progress_of(project, further_steps=1) as progress:
        made = release_year(project, year, engine=parsed.engine, progress=progress)
    for path in made:
        print(path)
    return DONE
