"""``pijler sample``: a project with the sample organisation."""

from __future__ import annotations

import argparse
from pathlib import Path

from pijler_analysis.cli.common import DONE

NAME = "sample"
TEXT = "een project met de voorbeeldorganisatie"
EXAMPLES = "  pijler sample voorbeeld"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", type=Path, metavar="MAP")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.start import write_sample_project

    print(write_sample_project(parsed.folder))
    return DONE
