"""``pijler recode``: answers to *andere, namelijk*, out to a sheet for a human and back."""

from __future__ import annotations

import argparse

from pijler_analysis.cli.common import DONE, NEEDS_A_HUMAN, open_project_of

NAME = "recode"
TEXT = "antwoorden op ‘andere, namelijk’ klaarzetten om in te delen"
EXAMPLES = "  pijler recode"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.clean.recode import FILE, read_recodes, write_recodes
    from pijler_analysis.clean.year import answers_in_own_words

    settings = open_project_of(parsed).settings
    answers = answers_in_own_words(settings, settings.years)
    settings.decisions.mkdir(parents=True, exist_ok=True)
    waiting = write_recodes(settings.decisions / FILE, answers, read_recodes(settings))
    where = f"{settings.decisions.relative_to(settings.root).as_posix()}/{FILE}"
    if waiting:
        print(f"{where}: {waiting} antwoorden wachten; vul `Hoort bij` in (- voor geen enkele)")
        return NEEDS_A_HUMAN
    print(f"{where}: alles is ingedeeld")
    return DONE
