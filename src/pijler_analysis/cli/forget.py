"""``pijler forget``: a person or organisation out of everything we keep."""

from __future__ import annotations

import argparse

from pijler_analysis.cli.common import DONE, NEEDS_A_HUMAN, open_project_of, progress_of

NAME = "forget"
TEXT = "een persoon of organisatie vergeten; zegt waar een mens nog moet wissen"
EXAMPLES = "  pijler forget an@voorbeeld.be\n  pijler forget R0123"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("who", metavar="WIE", help="e-mailadres, of naam of nummer van organisatie")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.forget import forget

    project = open_project_of(parsed)
    with progress_of(project, further_steps=len(project.settings.years) + 1) as progress:
        rows = forget(project, parsed.who, progress=progress)
    for row in rows:
        print(row)
    print(f"vergeten; {len(rows)} rijen in de exports moet een mens nog wissen")
    return NEEDS_A_HUMAN if rows else DONE
