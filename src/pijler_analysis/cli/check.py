"""``pijler check``: what needs a human, without a report."""

from __future__ import annotations

import argparse
from datetime import date

from pijler_analysis.cli.common import DONE, NEEDS_A_HUMAN, known_year, open_project_of, progress_of

NAME = "check"
TEXT = "lezen, opschonen, koppelen en nakijken, zonder verslag"
EXAMPLES = "  pijler check\n  pijler check 2024"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("year", nargs="?", type=int, metavar="JAAR")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.decided import decision_faults, programme_line
    from pijler_analysis.drift import drift
    from pijler_analysis.pipeline import names_to_hide
    from pijler_analysis.protect.scrub import scrub_text
    from pijler_analysis.quality import exports_due, open_points

    project = open_project_of(parsed)
    year = known_year(project, parsed.year)
    changed = drift(project.settings, year)
    if changed:
        names = names_to_hide(project.settings)
        changed = [scrub_text(line, names)[0] for line in changed]
    for line in changed:
        print(f"veranderd: {line}", flush=True)
    with progress_of(project) as progress:
        project.refresh(progress=progress)
    due = exports_due(project.settings, today=date.today())
    points = [*decision_faults(project, year), *open_points(project.load(year)), *due]
    for point in points:
        print(point)
    print(programme_line(project.settings))
    points = [*changed, *points]
    print(f"{year}: {len(points)} punten voor een mens" if points else f"{year}: alles in orde")
    return NEEDS_A_HUMAN if points else DONE
