"""The command line: parses, calls, and turns an error into one line and an exit code."""

from __future__ import annotations

import argparse
import errno
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from pijler_analysis.cli import (
    build,
    check,
    code,
    forget,
    init,
    inspect,
    kpi,
    match,
    plan,
    recode,
    release,
    report,
    sample,
    templates,
    waves,
)
from pijler_analysis.cli.common import DONE, NEEDS_A_HUMAN
from pijler_analysis.cli.parser import Parser
from pijler_analysis.errors import FileError, PijlerError
from pijler_analysis.processes import allow_copies

COMMANDS = (
    build,
    check,
    match,
    inspect,
    recode,
    code,
    kpi,
    plan,
    waves,
    report,
    release,
    forget,
    templates,
    sample,
    init,
)
"""One module per command: ``NAME``, ``TEXT``, ``EXAMPLES``, ``add_arguments`` and ``run``."""

EXAMPLES = """voorbeelden:
  pijler build                         alles van het laatste jaar: cijfers, werkmap en verslagen
  pijler build 2023 2024               twee jaren
  pijler check                         alleen nakijken; 1 als er iets voor een mens bij zit
  pijler match                         onzekere koppelingen van organisaties nakijken in Excel
  pijler recode                        antwoorden op "andere, namelijk" klaarzetten om in te delen
  pijler code                          open antwoorden klaarzetten om te lezen en in te delen
  pijler inspect EXPORT.csv            wat zit er in een export; --write zet de bron in pijler.toml
  pijler kpi diaspora.share            een indicator op het scherm, alle jaren
  pijler kpi --year 2024 --format json alle indicatoren van 2024 voor een programma
  pijler kpi reach.registrations --by province --year 2019-2024
  pijler plan 2025 --fte 3.5           welke activiteiten passen, en wat er niet bij kan
  pijler waves 2019 2024               wat twee bevragingen vroegen en of het te vergelijken is
  pijler report evaluatie --to html    een verslag als webpagina
  pijler release 2024                  het jaar vrijgeven: geen Ontwerp meer op de pagina's
  pijler forget an@voorbeeld.be        een persoon of organisatie vergeten
  pijler templates MAP                 lege formulieren voor wat je met de hand bijhoudt
  pijler sample MAP                    een project met de voorbeeldorganisatie
  pijler init MAP                      een leeg project

afsluitcodes: 0 klaar, 1 de gegevens vragen een mens, 2 verkeerd gebruik,
3 een bestand is niet leesbaar of niet te schrijven
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code.

    Without ``arguments`` it is the program itself, with those it was given.
    """
    if arguments is None:
        allow_copies()
        signal.signal(signal.SIGTERM, _interrupt)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.command(parsed))
    except PijlerError as error:
        from pijler_analysis.clean.identifiers import without_identifiers

        line, _ = without_identifiers(" ".join(str(error).split()))
        print(f"pijler: {line}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("pijler: afgebroken; de vorige uitvoer bleef zoals hij was", file=sys.stderr)
        return NEEDS_A_HUMAN
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except OSError as error:
        print(f"pijler: {refused(error)}", file=sys.stderr)
        return FileError.exit_code


def refused(error: OSError) -> str:
    """Say in Dutch what the system refused, and what to do about it.

    >>> refused(OSError(errno.ENOSPC, "No space left on device"))
    'de schijf is vol; maak plaats en geef dezelfde opdracht opnieuw'
    >>> refused(PermissionError(errno.EACCES, "Permission denied", "/project/reports/.lock"))
    'de map reports kan niet worden gelezen of geschreven (PermissionError); kijk na of je er \
toegang toe hebt, sluit wat er openstaat en geef dezelfde opdracht opnieuw'
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "de schijf is vol; maak plaats en geef dezelfde opdracht opnieuw"
    path = Path(str(error.filename or ""))
    shown = f"de map {path.parent.name}" if path.name.startswith(".") else path.name
    return (
        f"{shown or 'een bestand'} kan niet worden gelezen of geschreven "
        f"({type(error).__name__}); kijk na of je er toegang toe hebt, sluit wat er openstaat en "
        "geef dezelfde opdracht opnieuw"
    )


def _interrupt(*_: object) -> NoReturn:
    """Stop as somebody at the keyboard stops us, so that what is under way is swept."""
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="pijler",
        description="Van ruwe exports naar de jaarlijkse evaluatie en het actieplan.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--project", type=Path, metavar="MAP", help="map van het project")
    commands = parser.add_subparsers(required=True, metavar="opdracht")
    for command in COMMANDS:
        added = commands.add_parser(
            command.NAME,
            help=command.TEXT,
            description=command.TEXT,
            epilog=f"voorbeelden:\n{command.EXAMPLES}",
        )
        command.add_arguments(added)
        added.set_defaults(command=command.run)
    return parser
