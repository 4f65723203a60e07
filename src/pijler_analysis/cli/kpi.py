"""``pijler kpi``: indicators on the terminal or for a program."""

from __future__ import annotations

import argparse

from pijler_analysis.cli.common import DONE, known_year, open_project_of, years_of
from pijler_analysis.errors import UsageError

NAME = "kpi"
TEXT = "indicatoren op het scherm of voor een programma"
EXAMPLES = """  pijler kpi diaspora.share --by channel --year 2024
  pijler kpi --year 2019-2024 --format csv"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--year", type=years_of, metavar="JAAR", help="2024, of 2019-2024")
    parser.add_argument("--by", metavar="INDELING", help="province, channel, block, change, …")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    parser.add_argument("--exact", action="store_true", help="onbeschermd; nooit om te verspreiden")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.display.terminal import format_results

    project = open_project_of(parsed)
    for year in parsed.year or []:
        known_year(project, year)
    results = project.indicators(
        parsed.ids or None,
        by=parsed.by or (None if parsed.format != "table" else "total"),
        years=parsed.year,
        protected=not parsed.exact,
    )
    if parsed.by and results.empty:
        raise UsageError(f"geen cijfers met de indeling {parsed.by!r} voor deze vraag")
    print(format_results(results, how=parsed.format))
    return DONE
