"""``pijler match``: uncertain matches of organisations out to Excel, and the answers back in."""

from __future__ import annotations

import argparse

from pijler_analysis.cli.common import DONE, NEEDS_A_HUMAN, open_project_of, progress_of

NAME = "match"
TEXT = "onzekere koppelingen van organisaties nakijken in Excel"
EXAMPLES = '  pijler match\n  pijler match --by "Analist"'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--by", metavar="NAAM", help="wie de antwoorden gaf (anders de gebruiker)")


def run(parsed: argparse.Namespace) -> int:
    """Keep the answers in the workbook, then write the pairs still open; returns the exit code."""
    import getpass
    from datetime import date

    from pijler_analysis.link.decisions import add_decisions, read_decisions
    from pijler_analysis.link.review import FILE, open_pairs, read_review, write_review
    from pijler_analysis.store import load_doubts

    project = open_project_of(parsed)
    settings = project.settings
    path = settings.root / FILE
    if path.is_file():
        kept = {(one.pair, one.answer) for one in read_decisions(settings.decisions)}
        answers = read_review(path, by=parsed.by or getpass.getuser(), on=date.today())
        new = [one for one in answers if (one.pair, one.answer) not in kept]
        add_decisions(settings.decisions, new)
        print(f"{len(new)} besluiten bewaard in data/decisions/koppelingen.csv")
    with progress_of(project) as progress:
        project.refresh(progress=progress)
    decided = {one.pair for one in read_decisions(settings.decisions)}
    pairs = open_pairs(load_doubts(settings), decided)
    if pairs.empty:
        path.unlink(missing_ok=True)
        print("geen onzekere koppelingen meer na te kijken")
        return DONE
    write_review(path, pairs, project.organisations())
    print(f"{len(pairs)} onzekere koppelingen in {FILE}: kies een besluit per rij, bewaar, en typ")
    print("daarna opnieuw `pijler match`")
    return NEEDS_A_HUMAN
