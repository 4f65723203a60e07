"""``pijler init``: an empty project."""

from __future__ import annotations

import argparse
from pathlib import Path

from pijler_analysis.cli.common import DONE

NAME = "init"
TEXT = "een leeg project"
EXAMPLES = "  pijler init evaluatie-2025"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", type=Path, metavar="MAP")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.start import write_empty_project

    print(write_empty_project(parsed.folder))
    return DONE
