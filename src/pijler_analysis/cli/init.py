"""``pijler init``: an empty project."""

from __future__ import annotations

import argparse
import sys
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

    folder = write_empty_project(parsed.folder)
    print(folder)
    print(
        "zet de exports in data/raw/<jaar>/ (een map per jaar), laat `pijler inspect "
        'data/raw/<jaar>/* --write` er bronnen van maken en vul in pijler.toml in waar "vul in" '
        "staat; daarna `pijler check` en `pijler build`",
        file=sys.stderr,
    )
    return DONE
