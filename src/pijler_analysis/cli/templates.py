"""``pijler templates``: empty forms for the logs that are kept by hand."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from pijler_analysis.cli.common import DONE

NAME = "templates"
TEXT = "lege formulieren voor wat met de hand wordt bijgehouden"
EXAMPLES = "  pijler templates formulieren\n  pijler templates formulieren --year 2026"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", type=Path, metavar="MAP")
    parser.add_argument("--year", type=int, metavar="JAAR", help="anders: dit jaar")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.templates import write_templates

    for path in write_templates(parsed.folder, year=parsed.year or date.today().year):
        print(path)
    return DONE
