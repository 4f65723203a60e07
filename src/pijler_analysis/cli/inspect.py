"""``pijler inspect``: what is in an export, and what each of its columns means."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pijler_analysis.cli.common import DONE

if TYPE_CHECKING:
    from pijler_analysis.inspection.report import InspectedColumn, Inspection
    from pijler_analysis.protect.scrub import Names

NAME = "inspect"
TEXT = "wat zit er in een export: programma, tabel, kolommen en wat ze betekenen"
EXAMPLES = """  pijler inspect data/raw/2025/export.csv
  pijler inspect data/raw/2025/*.xlsx --json
  pijler inspect data/raw/2025/tickets.csv --write"""

_KINDS = {"title": "titel", "heading": "kop", "subheading": "tussentitel", "total": "totaal",
          "note": "nota", "blank": "lege rij", "hidden_sheet": "verborgen blad",
          "test": "proefantwoord"}  # fmt: skip
_MULTI = {"columns": "meerkeuze, een kolom per optie", "separated": "meerkeuze in één cel",
          "ranking": "rangschikking"}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="BESTAND")
    parser.add_argument("--json", action="store_true", help="voor een programma")
    parser.add_argument(
        "--write", action="store_true", help="zet de bronnen met hun kolommen in pijler.toml"
    )


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.inspection.report import as_json, inspect_file

    found = [inspect_file(path) for path in parsed.files]
    names = _names(parsed, found)
    if parsed.json:
        shown = [_scrubbed(as_json(one), names) for one in found]
        print(json.dumps(shown[0] if len(shown) == 1 else shown, ensure_ascii=False, indent=2))
    else:
        print(_scrubbed("\n\n".join(described(one) for one in found), names))
    if parsed.write:
        from pijler_analysis.inspection.write import write_sources
        from pijler_analysis.settings import find_project

        for line in write_sources(parsed.project or find_project(), found):
            print(line, file=sys.stderr)
    return DONE


def _names(parsed: argparse.Namespace, found: Sequence[Inspection]) -> list[Names]:
    """Return the persons no example may name: those of the files and of the last build."""
    from pijler_analysis.errors import PijlerError
    from pijler_analysis.protect.scrub import names_of
    from pijler_analysis.settings import find_project, read_settings
    from pijler_analysis.store import load_names

    names = [names_of(name for one in found for name in _persons(one))]
    with suppress(PijlerError):  # no project or no key yet: what the files say must do
        names.append(load_names(read_settings(parsed.project or find_project())))
    return names


def _persons(inspection: Inspection) -> Iterator[str]:
    """Yield the names in the columns of an export that hold names."""
    from pijler_analysis.ingest.cells import text_of

    columns = {one.proposal.column: one.position for one in inspection.columns if one.proposal}
    places = [columns[name] for name in ("contact_first_name", "contact_name") if name in columns]
    for row in inspection.block.rows if places else ():
        yield " ".join(text_of(row[place]) for place in places if place < len(row))
    for other in inspection.others:
        yield from _persons(other)


def _scrubbed(content: Any, names: Sequence[Names]) -> Any:
    """Return what is shown, every text in it scrubbed."""
    from pijler_analysis.protect.scrub import scrub_text

    if isinstance(content, dict):
        return {key: _scrubbed(value, names) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return _listed([_scrubbed(value, names) for value in content], names)
    if isinstance(content, str):
        for one in names:
            content = scrub_text(content, one)[0]
    return content


def _listed(values: list[Any], names: Sequence[Names]) -> list[Any]:
    """Scrub a list as a whole too: a name with a comma was taken for two answers."""
    if not all(isinstance(value, str) for value in values):
        return values
    together = "; ".join(values)
    scrubbed: str = _scrubbed(together, names)
    return values if scrubbed == together else scrubbed.split("; ")


def described(inspection: Inspection) -> str:
    """Return an inspection as lines a person reads."""
    export = inspection.export
    block = export.block
    lines = [inspection.path.name, f"  programma     {inspection.tool}"]
    if inspection.sheet.encoding:
        lines.append(
            f"  codering      {inspection.sheet.encoding}, scheidingsteken "
            f"{inspection.sheet.delimiter!r}"
        )
    if inspection.sheet.name is not None:
        names = ", ".join(inspection.sheets) or inspection.sheet.name
        lines.append(f"  blad          {names}")
    lines.append(f"  kopregels     {export.header_rows}")
    if block.numbers:
        lines.append(
            f"  gegevens      {len(block.rows)} rijen, van rij {block.numbers[0]} tot "
            f"{block.numbers[-1]}"
        )
    else:
        lines.append("  gegevens      geen rijen")
    lines.append(f"  lijkt op      {inspection.table or 'geen tabel die wij kennen'}")
    if inspection.subheadings:
        told = ", ".join(dict.fromkeys(text for text in block.above if text))
        lines.append(f"  tussentitels  {inspection.subheadings}: {told}")
    lines += [_furniture_line(kind, rows) for kind, rows in _by_kind(inspection).items()]
    lines += [f"  let op        {problem}" for problem in inspection.problems]
    lines += [_column_line(column) for column in inspection.columns]
    for other in inspection.others:
        lines += ["", *(f"  {line}" for line in described(other).splitlines())]
    return "\n".join(lines)


def _by_kind(inspection: Inspection) -> dict[str, list[int]]:
    kinds: dict[str, list[int]] = {}
    for _, row, kind in inspection.furniture:
        kinds.setdefault(kind, []).append(row or 0)
    return kinds


def _furniture_line(kind: str, rows: list[int]) -> str:
    shown = ", ".join(str(row) for row in rows[:8] if row)
    more = f" … ({len(rows)})" if len(rows) > 8 else ""
    place = f" op rij {shown}{more}" if shown else ""
    return f"  opzij         {_KINDS.get(kind, kind)}{place}"


def _column_line(column: InspectedColumn) -> str:
    from pijler_analysis.inspection.profile import examples
    from pijler_analysis.inspection.report import multi_of
    from pijler_analysis.inspection.survey import scale_of

    entry, profile = column.candidate.field, column.candidate.profile
    multi, scale = multi_of(column), scale_of(column.candidate)
    facts = [profile.type, f"{profile.filled:.0%} gevuld", entry.role]
    if multi:
        facts.append(_MULTI[multi])
    if scale:
        facts.append("schaal " + " < ".join(scale.answers))
    shown = "; ".join(examples(profile, personal=column.is_personal))
    meaning = "—"
    if column.proposal:
        meaning = (
            f"{column.proposal.column} ({column.proposal.confidence:.0%}, {column.proposal.reason})"
        )
    label = f"\n      vraag: {entry.label}" if entry.label not in ("", entry.name) else ""
    return f"    {entry.name} → {meaning}\n      {', '.join(facts)}; bv. {shown or '—'}{label}"
