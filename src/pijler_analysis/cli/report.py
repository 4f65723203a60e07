"""``pijler report``: reports in one format."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pijler_analysis.cli.common import (
    DONE,
    ENGINES,
    FORMATS,
    REPORTS,
    known_year,
    open_project_of,
    progress_of,
)
from pijler_analysis.errors import UsageError

if TYPE_CHECKING:
    from pijler_analysis.project import Project

NAME = "report"
WORKBOOK = "kpi"
"""The workbook, by the name of its file."""
TEXT = "verslagen maken"
EXAMPLES = (
    "  pijler report evaluatie --year 2024 --to html\n"
    "  pijler report evaluatie actieplan --lang en\n"
    "  pijler report kpi --lang en\n"
    "  pijler report evaluatie --variant all"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("names", nargs="+", choices=(*REPORTS, WORKBOOK), metavar="VERSLAG",
                        help=", ".join((*REPORTS, f"of {WORKBOOK}: de werkmap")))  # fmt: skip
    parser.add_argument("--year", type=int, metavar="JAAR")
    parser.add_argument("--to", choices=FORMATS, default="pdf")
    parser.add_argument("--lang", default="nl", metavar="TAAL", help="nl of en")
    parser.add_argument(
        "--variant",
        metavar="VARIANT",
        help="board, panel, province=Antwerpen, municipality_size=under_10000, of all",
    )
    parser.add_argument("--engine", choices=ENGINES, default="auto")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.build import build_reports_of_year
    from pijler_analysis.processes import rarely_collect

    rarely_collect()
    project = open_project_of(parsed)
    year = known_year(project, parsed.year)
    names = list(dict.fromkeys(parsed.names))
    if len(names) > 1 and (parsed.variant or WORKBOOK in names):
        raise UsageError(f"vraag {WORKBOOK} en varianten apart, zonder een ander verslag")
    if names == [WORKBOOK]:
        return _run_workbook(parsed, project, year)
    if parsed.variant:
        return _run_variants(parsed, project, year, names[0])
    with progress_of(project, further_steps=1) as progress:
        project.refresh(progress=progress)
        progress(f"{' en '.join(names)} van {year} maken")
        paths = build_reports_of_year(
            project, names, year, to=parsed.to, engine=parsed.engine, lang=parsed.lang
        )
    print(*paths, sep="\n")
    return DONE


def _run_workbook(parsed: argparse.Namespace, project: Project, year: int) -> int:
    from pijler_analysis.build import build_workbook_of_year

    if parsed.variant or parsed.to != "pdf" or parsed.engine != "auto":
        raise UsageError("de werkmap is altijd een Excelbestand; laat --to, --engine en "
                         "--variant weg")  # fmt: skip
    with progress_of(project, further_steps=1) as progress:
        project.refresh(progress=progress)
        progress(f"werkmap van {year} maken")
        path = build_workbook_of_year(project, year, lang=parsed.lang)
    print(path)
    return DONE


def _run_variants(parsed: argparse.Namespace, project: Project, year: int, name: str) -> int:
    from pijler_analysis.build import asked_variants, build_variants_of_year

    asked = asked_variants(parsed.variant)
    with progress_of(project, further_steps=1 + len(asked)) as progress:
        project.refresh(progress=progress)
        progress(f"varianten van {name} van {year} maken")
        paths = build_variants_of_year(
            project, name, year, variant=parsed.variant, to=parsed.to, engine=parsed.engine,
            lang=parsed.lang, progress=progress,
        )  # fmt: skip
    print(*paths, sep="\n")
    return DONE
