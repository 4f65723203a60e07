"""The command line: parses, calls, and turns an error into one line and an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pijler_analysis.errors import PijlerError, UsageError

if TYPE_CHECKING:
    from pijler_analysis.project import Project

DONE, NEEDS_A_HUMAN = 0, 1
REPORTS = ("evaluatie", "actieplan")
FORMATS = ("pdf", "html", "docx")
ENGINES = ("auto", "quarto", "embedded")

EXAMPLES = """voorbeelden:
  pijler build                         alles van het laatste jaar: cijfers, werkmap en verslagen
  pijler build 2023 2024               twee jaren
  pijler check                         alleen nakijken; 1 als er iets voor een mens bij zit
  pijler kpi diaspora.share            een indicator op het scherm, alle jaren
  pijler kpi --year 2024 --format json alle indicatoren van 2024 voor een programma
  pijler kpi reach.registrations --by province --year 2019-2024
  pijler report evaluatie --to html    een verslag als webpagina
  pijler sample MAP                    een project met de voorbeeldorganisatie
  pijler init MAP                      een leeg project

afsluitcodes: 0 klaar, 1 de gegevens vragen een mens, 2 verkeerd gebruik,
3 een bestand is niet leesbaar
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.command(parsed))
    except PijlerError as error:
        print(f"pijler: {' '.join(str(error).split())}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("pijler: afgebroken; de vorige uitvoer bleef zoals hij was", file=sys.stderr)
        return NEEDS_A_HUMAN
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, like every other."""

    def error(self, message: str) -> NoReturn:
        self.exit(
            UsageError.exit_code, f"pijler: verkeerd gebruik: {message}; zie {self.prog} --help\n"
        )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="pijler",
        description="Van ruwe exports naar de jaarlijkse evaluatie en het actieplan.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--project", type=Path, metavar="MAP", help="map van het project")
    commands = parser.add_subparsers(required=True, metavar="opdracht")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], text: str, *, examples: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(
            name,
            help=text,
            description=text,
            epilog=f"voorbeelden:\n{examples}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        added.set_defaults(command=run)
        return added

    build = command("build", _build, "het hele jaarwerk: cijfers, werkmap en verslagen",
                    examples="  pijler build\n  pijler build 2023 2024")  # fmt: skip
    build.add_argument("years", nargs="*", type=int, metavar="JAAR")
    build.add_argument("--engine", choices=ENGINES, default="auto", help="waarmee verslagen maken")

    check = command("check", _check, "lezen, opschonen, koppelen en nakijken, zonder verslag",
                    examples="  pijler check\n  pijler check 2024")  # fmt: skip
    check.add_argument("year", nargs="?", type=int, metavar="JAAR")

    kpi = command("kpi", _kpi, "indicatoren op het scherm of voor een programma",
                  examples="  pijler kpi diaspora.share --by channel --year 2024\n"
                  "  pijler kpi --year 2019-2024 --format csv")  # fmt: skip
    kpi.add_argument("ids", nargs="*", metavar="ID")
    kpi.add_argument("--year", type=_years, metavar="JAAR", help="2024, of 2019-2024")
    kpi.add_argument("--by", metavar="INDELING", help="province, channel, block, change, …")
    kpi.add_argument("--format", choices=("table", "csv", "json"), default="table")
    kpi.add_argument("--exact", action="store_true", help="onbeschermd; nooit om te verspreiden")

    report = command("report", _report, "een verslag maken",
                     examples="  pijler report evaluatie --year 2024 --to html")  # fmt: skip
    report.add_argument("name", choices=REPORTS)
    report.add_argument("--year", type=int, metavar="JAAR")
    report.add_argument("--to", choices=FORMATS, default="pdf")
    report.add_argument("--engine", choices=ENGINES, default="auto")

    sample = command("sample", _sample, "een project met de voorbeeldorganisatie",
                     examples="  pijler sample voorbeeld")  # fmt: skip
    sample.add_argument("folder", type=Path, metavar="MAP")

    init = command("init", _init, "een leeg project", examples="  pijler init evaluatie-2025")
    init.add_argument("folder", type=Path, metavar="MAP")
    return parser


def _years(text: str) -> list[int]:
    """Read ``2024`` or ``2019-2024``.

    >>> _years("2019-2021")
    [2019, 2020, 2021]
    """
    first, _, last = text.partition("-")
    try:
        years = list(range(int(first), int(last or first) + 1))
    except ValueError:
        years = []
    if not years:
        raise argparse.ArgumentTypeError(f"{text!r} is geen jaar; schrijf 2024 of 2019-2024")
    return years


def _open(parsed: argparse.Namespace) -> Project:
    from pijler_analysis.project import open_project

    return open_project(parsed.project)


def _known_year(project: Project, year: int | None) -> int:
    years = project.settings.years
    if year is not None and year not in years:
        known = ", ".join(map(str, years))
        raise UsageError(f"jaar {year} staat niet in pijler.toml; bekend zijn {known}")
    return year or project.settings.latest_year


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _build(parsed: argparse.Namespace) -> int:
    project = _open(parsed)
    years = [_known_year(project, year) for year in parsed.years or [None]]
    from pijler_analysis.build import build_year

    for year in years:
        for path in build_year(project, year, engine=parsed.engine, progress=_say):
            print(path)
    return DONE


def _check(parsed: argparse.Namespace) -> int:
    from pijler_analysis.quality import open_points

    project = _open(parsed)
    year = _known_year(project, parsed.year)
    project.refresh(progress=_say)
    points = open_points(project.load(year))
    for point in points:
        print(point)
    print(f"{year}: {len(points)} punten voor een mens" if points else f"{year}: alles in orde")
    return NEEDS_A_HUMAN if points else DONE


def _kpi(parsed: argparse.Namespace) -> int:
    from pijler_analysis.display.terminal import format_results

    project = _open(parsed)
    for year in parsed.year or []:
        _known_year(project, year)
    results = project.indicators(
        parsed.ids or None,
        by=parsed.by or (None if parsed.format != "table" else "total"),
        years=parsed.year,
        protected=not parsed.exact,
    )
    if parsed.by and results.empty:
        raise UsageError(f"geen cijfers met de indeling {parsed.by!r} voor deze vraag")
    print(format_results(results, how=parsed.format))
    return DONE


def _report(parsed: argparse.Namespace) -> int:
    from pijler_analysis.build import build_report_of_year

    project = _open(parsed)
    year = _known_year(project, parsed.year)
    project.refresh(progress=_say)
    print(build_report_of_year(project, parsed.name, year, to=parsed.to, engine=parsed.engine))
    return DONE


def _sample(parsed: argparse.Namespace) -> int:
    from pijler_analysis.start import write_sample_project

    print(write_sample_project(parsed.folder))
    return DONE


def _init(parsed: argparse.Namespace) -> int:
    from pijler_analysis.start import write_empty_project

    print(write_empty_project(parsed.folder))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
