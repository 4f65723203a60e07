"""``pijler waves``: two questionnaires compared, or the next one written from the last."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from pijler_analysis.cli.common import DONE, open_project_of
from pijler_analysis.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from pijler_analysis.project import Project

NAME = "waves"
TEXT = "twee bevragingen vergelijken: wat bleef, wat veranderde, wat vergelijkbaar is"
EXAMPLES = """  pijler waves 2019 2024
  pijler waves 2019 2024 --json
  pijler waves export 2029"""

EXPORT = "export"
FARTHEST = 20
"""Years after the last survey in which the next one may be; a later year is a slip."""
_STATUS = {"added": "nieuw", "dropped": "weggevallen"}
_MEANING = """A  zelfde vraag en schaal
B  andere woorden, zelfde schaal
C  andere schaal: naast elkaar, nooit als lijn
–  niet te vergelijken"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    first = "jaar van de eerste bevraging, of export: schrijf de volgende uit"
    parser.add_argument("then", type=_year_or_export, metavar="VROEGER", help=first)
    parser.add_argument("now", type=int, metavar="LATER", help="jaar van de tweede")
    parser.add_argument("--json", action="store_true", help="voor een programma")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.strategy.crosswalk import wave_crosswalk

    project = open_project_of(parsed)
    if parsed.then == EXPORT:
        return _export(project, parsed.now)
    table = wave_crosswalk(project.settings, parsed.then, parsed.now)
    print(table.to_json(orient="records", force_ascii=False, indent=1) if parsed.json
          else _as_text(table))  # fmt: skip
    return DONE


def _year_or_export(text: str) -> int | str:
    if text != EXPORT and not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is geen jaar; schrijf 2019, of export")
    return text if text == EXPORT else int(text)


def _export(project: Project, year: int) -> int:
    """Write the questionnaires of the last survey again, for a later year."""
    from pijler_analysis.report.forms import export_questionnaires
    from pijler_analysis.strategy.crosswalk import wave_questionnaires

    last = project.wave()
    if last is None:
        raise UsageError("er was nog geen bevraging om uit te schrijven; zie waves in pijler.toml")
    if not last < year <= last + FARTHEST:
        raise UsageError(
            f"de volgende bevraging komt na {last}, ten laatste in {last + FARTHEST}; "
            "geef zo'n jaar"
        )
    written, kept = export_questionnaires(
        project.settings, wave_questionnaires(project.settings, last).values(), year=year
    )
    for line in kept:
        print(line, file=sys.stderr)
    for path in written:
        print(path)
    return DONE


def _as_text(table: pd.DataFrame) -> str:
    lines = []
    for audience, rows in table.groupby("audience", sort=False):
        lines.append(f"{audience}:")
        lines += [_line(row) for row in rows.to_dict("records")]
        lines.append("")
    return "\n".join([*lines, _MEANING])


def _line(row: dict) -> str:
    changed = [
        word
        for word, is_so in (
            ("andere woorden", row["is_reworded"]),
            ("andere schaal", row["is_rescaled"]),
            ("andere mensen", row["is_rerouted"]),
        )
        if is_so
    ]
    said = _STATUS.get(row["status"]) or ", ".join(changed) or "ongewijzigd"
    told = f"; {row['rule']}" if row["rule"] else ""
    decided = f"; beslist: {row['reason']}" if row["reason"] else ""
    return f"  {row['grade'] or ' ':<2} {row['item']:<24} {said}{told}{decided}"
