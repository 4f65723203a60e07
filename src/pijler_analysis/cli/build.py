"""``pijler build``: the whole yearly job."""

from __future__ import annotations

import argparse

from pijler_analysis.cli.common import DONE, ENGINES, known_year, open_project_of, progress_of

NAME = "build"
TEXT = "het hele jaarwerk: cijfers, werkmap en verslagen"
EXAMPLES = "  pijler build\n  pijler build 2023 2024"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("years", nargs="*", type=int, metavar="JAAR")
    parser.add_argument("--engine", choices=ENGINES, default="auto", help="waarmee verslagen maken")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    project = open_project_of(parsed)
    years = [known_year(project, year) for year in parsed.years or [None]]
    from pijler_analysis.build import build_year
    from pijler_analysis.processes import rarely_collect

    rarely_collect()
    made = []
    with progress_of(project, further_steps=len(years)) as progress:
        for year in years:
            made += build_year(project, year, engine=parsed.engine, progress=progress)
    for path in made:
        print(path)
    return DONE
