"""``pijler code``: open answers out to a workbook for people to read, and back with their codes."""

from __future__ import annotations

import argparse

from pijler_analysis.cli.common import DONE, NEEDS_A_HUMAN, open_project_of

NAME = "code"
TEXT = "open antwoorden klaarzetten om te lezen en in te delen"
EXAMPLES = "  pijler code"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.clean.answer_codes import FILE, read_code_book, read_coded
    from pijler_analysis.coding import open_answers_of, write_coded

    project = open_project_of(parsed)
    settings = project.settings
    answers = [one for year in settings.waves for one in open_answers_of(project.load(year))]
    settings.decisions.mkdir(parents=True, exist_ok=True)
    written = write_coded(
        settings.decisions / FILE, answers, read_coded(settings), read_code_book(settings)
    )
    where = f"{settings.decisions.relative_to(settings.root).as_posix()}/{FILE}"
    waiting = int(written["is_waiting"].sum())
    if waiting:
        print(
            f"{where}: {waiting} van {len(written)} antwoorden wachten; vul `Lezer 1` in (en "
            "`Lezer 2`, en `Beslist` waar die verschillen), met codes van het blad `Codeboek`, "
            "of - voor geen enkele"
        )
        return NEEDS_A_HUMAN
    print(f"{where}: alle {len(written)} antwoorden zijn ingedeeld")
    return DONE
