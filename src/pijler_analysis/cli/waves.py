"""``pijler waves``: what changed between the questionnaires of two waves."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pijler_analysis.cli.common import DONE, open_project_of

if TYPE_CHECKING:
    import pandas as pd

NAME = "waves"
TEXT = "twee bevragingen vergelijken: wat bleef, wat veranderde, wat vergelijkbaar is"
EXAMPLES = """  pijler waves 2019 2024
  pijler waves 2019 2024 --json"""

_STATUS = {"added": "nieuw", "dropped": "weggevallen"}
_MEANING = """A  zelfde vraag en schaal
B  andere woorden, zelfde schaal
C  andere schaal: naast elkaar, nooit als lijn
–  niet te vergelijken"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("then", type=int, metavar="VROEGER", help="jaar van de eerste bevraging")
    parser.add_argument("now", type=int, metavar="LATER", help="jaar van de tweede")
    parser.add_argument("--json", action="store_true", help="voor een programma")


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.strategy.crosswalk import wave_crosswalk

    table = wave_crosswalk(open_project_of(parsed).settings, parsed.then, parsed.now)
    print(table.to_json(orient="records", force_ascii=False, indent=1) if parsed.json
          else _as_text(table))  # fmt: skip
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
