"""``pijler kpi``: indicators on the terminal or for a program, explained, or with their rows."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pijler_analysis.cli.common import DONE, known_year, open_project_of, years_of
from pijler_analysis.errors import UsageError

if TYPE_CHECKING:
    from pijler_analysis.project import Project

NAME = "kpi"
TEXT = "indicatoren op het scherm of voor een programma"
EXAMPLES = """  pijler kpi diaspora.share --by channel --year 2024
  pijler kpi --year 2019-2024 --format csv
  pijler kpi training.reach --explain
  pijler kpi survey.satisfaction --rows --by block"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--year", type=years_of, metavar="JAAR", help="2024, of 2019-2024")
    parser.add_argument("--by", metavar="INDELING", help="province, channel, block, change, …")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--exact", action="store_true", help="onbeschermd; nooit om te verspreiden")
    how.add_argument(
        "--rows", action="store_true", help="welke rijen geteld zijn; nooit om te verspreiden"
    )
    how.add_argument("--explain", action="store_true", help="in gewone woorden")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    project = open_project_of(parsed)
    for year in parsed.year or []:
        known_year(project, year)
    if parsed.rows or parsed.explain:
        print("\n\n".join(_of_each(project, parsed)))
    else:
        print(_figures(project, parsed))
    return DONE


def _figures(project: Project, parsed: argparse.Namespace) -> str:
    from pijler_analysis.display.terminal import format_results

    results = project.indicators(
        parsed.ids or None,
        by=parsed.by or (None if parsed.format != "table" else "total"),
        years=parsed.year,
        protected=not parsed.exact,
    )
    if parsed.by and results.empty:
        raise UsageError(f"geen cijfers met de indeling {parsed.by!r} voor deze vraag")
    return format_results(results, how=parsed.format)


def _of_each(project: Project, parsed: argparse.Namespace) -> list[str]:
    """Explain each indicator, or list its rows."""
    from pijler_analysis.display.terminal import format_rows

    asked = "--rows" if parsed.rows else "--explain"
    if not parsed.ids or len(parsed.year or []) > 1:
        raise UsageError(f"{asked} vraagt een indicator en hoogstens een jaar")
    year = parsed.year[0] if parsed.year else None
    if parsed.explain:
        return [str(project.explain(id, year=year)) for id in parsed.ids]
    return [
        format_rows(project.rows(id, year=year, by=parsed.by), how=parsed.format)
        for id in parsed.ids
    ]
