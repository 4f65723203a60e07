"""``pijler kpi``: indicators on the terminal or for a program, explained, or with their rows."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pijler_analysis.cli.common import DONE, known_year, open_project_of, years_of
from pijler_analysis.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from pijler_analysis.project import Project

NAME = "kpi"
TEXT = "indicatoren op het scherm of voor een programma"
EXAMPLES = """  pijler kpi diaspora.share --by channel --year 2024
  pijler kpi --year 2019-2024 --format csv
  pijler kpi training.reach --explain --lang en
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
    parser.add_argument("--lang", choices=("nl", "en"), help="de taal van --explain")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    if parsed.lang and not parsed.explain:
        raise UsageError("--lang is de taal van --explain; zet --explain erbij of laat --lang weg")
    if parsed.by is not None and not parsed.by.strip():
        raise UsageError("--by vraagt een indeling, zoals --by province")
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

    found = project.indicators(parsed.ids or None, years=parsed.year, protected=not parsed.exact)
    by = parsed.by or ("total" if parsed.format == "table" else None)
    results = found if by is None else found[found["by"] == by]
    if results.empty and parsed.by:
        raise UsageError(_no_such_breakdown(project, parsed, _breakdowns(found)))
    if results.empty and parsed.format == "table":
        return _nothing(project, parsed, _breakdowns(found))
    return format_results(results.reset_index(drop=True), how=parsed.format)


def _breakdowns(found: pd.DataFrame) -> list[str]:
    return sorted(set(found["by"]) - {"total"})


def _no_such_breakdown(project: Project, parsed: argparse.Namespace, known: list[str]) -> str:
    """Say which breakdowns there are, and where the one that was asked for is."""
    from pijler_analysis.display.labels import heading

    asked = " en ".join(parsed.ids) or "deze indicatoren"
    named = [by for by in known if heading(by).lower() == parsed.by.lower()]
    if named:
        return f"de indeling {parsed.by!r} heet hier {named[0]!r}: typ --by {named[0]}"
    told = f"van {asked} zijn er geen cijfers per {parsed.by!r}"
    if not known:
        return f"{told}; {_years_told(project, parsed)}"
    themes = {id.split(".")[0] for id in parsed.ids}
    others = project.indicators(by=parsed.by)["indicator"].unique()
    elsewhere = [id for id in others if id.split(".")[0] in themes]
    more = f"; die indeling heeft wel {' en '.join(elsewhere)}" if elsewhere else ""
    return f"{told}; wel per {', '.join(known)}{more}"


def _nothing(project: Project, parsed: argparse.Namespace, known: list[str]) -> str:
    if known:
        return f"geen totaal; vraag het per {', '.join(known)} (--by)"
    return f"geen cijfers; {_years_told(project, parsed)}"


def _years_told(project: Project, parsed: argparse.Namespace) -> str:
    """Say of which years there are figures of what was asked for."""
    found = project.indicators(parsed.ids or None)
    years = ", ".join(map(str, sorted(set(found["year"]))))
    return f"wel van {years}" if years else "van geen enkel jaar zijn er gegevens"


def _of_each(project: Project, parsed: argparse.Namespace) -> list[str]:
    """Explain each indicator, or list its rows."""
    from pijler_analysis.display.terminal import format_rows

    asked = "--rows" if parsed.rows else "--explain"
    if not parsed.ids or len(parsed.year or []) > 1:
        raise UsageError(f"{asked} vraagt een indicator en hoogstens een jaar")
    if parsed.explain and (parsed.by or parsed.format != "table"):
        raise UsageError("--explain zegt alles van een indicator; laat --by en --format weg")
    year = parsed.year[0] if parsed.year else None
    if parsed.explain:
        return [str(project.explain(id, year=year, lang=parsed.lang or "nl")) for id in parsed.ids]
    listed = [(id, project.rows(id, year=year, by=parsed.by)) for id in parsed.ids]
    return [
        f"{id}: geen rijen; {_years_told(project, parsed)}"
        if rows.empty and parsed.format == "table"
        else format_rows(rows, how=parsed.format)
        for id, rows in listed
    ]
