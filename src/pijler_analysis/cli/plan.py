"""``pijler plan``: the activities of a year under the people and the money there are."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NamedTuple

from pijler_analysis.cli.common import DONE, open_project_of, progress_of
from pijler_analysis.weighing import CRITERIA

if TYPE_CHECKING:
    import pandas as pd

    from pijler_analysis.settings import Capacity
    from pijler_analysis.strategy.yearplan import YearPlan

NAME = "plan"
TEXT = "de activiteiten voor een jaar kiezen binnen mensen en middelen"
EXAMPLES = """  pijler plan
  pijler plan 2025 --fte 3.5 --budget 10000
  pijler plan --force kwaliteit.proef --drop europa.nederland
  pijler plan 2026 --write"""

HALF = 0.5
EXTRA_EUR = 10_000.0
"""What more people and money are tried beside the choice."""

_DUTCH = str.maketrans(".,", ",.")
_CRITERIA = {"members": "leden", "stakeholders": "stakeholders", "signals": "helpdesk"}
ROBUST = {"always": "altijd", "depends": "soms", "never": "nooit"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("year", nargs="?", type=int, metavar="JAAR", help="anders: volgend jaar")
    parser.add_argument("--fte", type=float, metavar="VTE", help="andere voltijdse equivalenten")
    parser.add_argument("--budget", type=float, default=0.0, metavar="EURO",
                        help="euro boven op het budget van pijler.toml")  # fmt: skip
    parser.add_argument("--force", action="append", default=[], metavar="ID", help="zeker doen")
    parser.add_argument("--drop", action="append", default=[], metavar="ID", help="zeker niet doen")
    parser.add_argument("--json", action="store_true", help="voor een programma")
    parser.add_argument("--write", action="store_true",
                        help="het voorstel als werkmap in data/decisions")  # fmt: skip


def run(parsed: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    from pijler_analysis.strategy.plan_file import write_plan
    from pijler_analysis.strategy.yearplan import plan_year

    project = open_project_of(parsed)
    with progress_of(project) as progress:
        project.refresh(progress=progress)
    settings = project.settings
    year = parsed.year or settings.latest_year + 1
    plan = plan_year(
        project.indicators(),
        settings,
        year=year,
        fte=parsed.fte,
        extra_eur=parsed.budget,
        force=parsed.force,
        drop=parsed.drop,
    )
    written = write_plan(settings, plan, year=year) if parsed.write else None
    more = _more(plan, settings.capacity, fte=parsed.fte)
    print(_as_json(plan, more) if parsed.json else _as_text(plan, more))
    if written and not parsed.json:
        print(f"\n{written}")
    return DONE


class _More(NamedTuple):
    """How firm a choice is: over the weights, with more, and against what was forced."""

    robust: pd.Series
    sweep: pd.DataFrame
    pushed: dict[str, dict[str, tuple[str, ...]]]


def _more(plan: YearPlan, capacity: Capacity, *, fte: float | None) -> _More:
    people = capacity.fte if fte is None else fte
    sweep = plan.sweep(capacity, fte=[people, people + HALF], extra_eur=[0.0, EXTRA_EUR])
    return _More(
        robust=plan.robustness().set_index("activity_id")["robust"],
        sweep=sweep[(sweep["fte"] > people) | (sweep["extra_eur"] > 0)],
        pushed=plan.pushed_out(),
    )


def _as_json(plan: YearPlan, more: _More) -> str:
    import json

    found = plan.portfolio
    robust = {"robust": lambda part: part["activity_id"].map(more.robust)}
    parts = {"chosen": found.chosen.assign(**robust), "left_out": found.left_out.assign(**robust),
             "use": found.use, "more": more.sweep, "flips": _flips(plan)}  # fmt: skip
    told: dict[str, object] = {name: part.to_dict("records") for name, part in parts.items()}
    told["gap"] = found.gap
    return json.dumps(told | {"pushed_out": more.pushed}, ensure_ascii=False, indent=1)


def _as_text(plan: YearPlan, more: _More) -> str:
    from pijler_analysis.strategy.portfolio import GAP

    found = plan.portfolio
    names = plan.names
    chosen = found.chosen.sort_values("quarter")
    quarters = chosen["quarter"].map({0: "jaar"} | {n: f"kw. {n}" for n in (1, 2, 3, 4)})
    eur = f"{found.eur:,.0f}".translate(_DUTCH)
    lines = [f"gekozen: {len(chosen)} activiteiten, {chosen['days'].sum():.0f} dagen, {eur} euro",
             ""]  # fmt: skip
    lines += [
        f"  {quarter:<6} {n:4.0f} d  {ROBUST[more.robust[id]]:<8} {id:<32} {names[id]}"
        for id, quarter, n in zip(chosen["activity_id"], quarters, chosen["days"], strict=True)
    ]
    if found.gap > GAP:
        room = f"{100 * found.gap:.1f} %".translate(_DUTCH)
        lines += ["", f"de tijd was op: een betere keuze kan nog hoogstens {room} meer opleveren"]
    lines += ["", "niet gekozen:", ""]
    out = found.left_out.sort_values("value", ascending=False)
    lines += [
        f"  {ROBUST[more.robust[id]]:<8} {id:<32} {reason}"
        for id, reason in zip(out["activity_id"], out["reason"], strict=True)
    ]
    lines += ["", "altijd, soms, nooit: in de keuze bij alle gewichten die te verdedigen zijn", ""]
    lines += _changes(more)
    lines += _first(plan)
    lines += ["", "dagen gebruikt van de dagen die er zijn:", ""]
    for role, use in found.use.groupby("role", sort=False):
        cells = [
            f"{used:.0f} van {available:.0f}"
            for used, available in zip(use["used"], use["available"], strict=True)
        ]
        lines.append(f"  {role:<26} " + "  ".join(f"{cell:<10}" for cell in cells))
    return "\n".join(lines)


def _flips(plan: YearPlan) -> pd.DataFrame:
    """Return the weights that put each challenge first, missing as JSON has it."""
    flips = plan.flips()
    return flips.astype(object).where(flips.notna(), None)


def _first(plan: YearPlan) -> list[str]:
    """Say which challenge comes first, and which weights would put another there."""
    lines, none = ["", "eerst komt, en met welke gewichten een andere eerst kwam:", ""], 0
    for one in _flips(plan).to_dict("records"):
        if one["rank"] == 1:
            lines.append(f"  {one['challenge']:<16} met onze gewichten")
        elif one[CRITERIA[0]] is None:
            none += 1
        else:
            weights = ", ".join(f"{_CRITERIA[name]} {100 * one[name]:.0f} %" for name in CRITERIA)
            room = "" if one["is_defensible"] else "; niet te verdedigen"
            lines.append(f"  {one['challenge']:<16} {weights}{room}")
    return [*lines, f"  de {none} andere      met geen gewichten"] if none else lines


def _changes(more: _More) -> list[str]:
    """Say what more people or money would change, and what doing something for certain did."""
    changes = {
        f"met {one['fte']:g} VTE en {one['extra_eur']:,.0f} euro extra".translate(_DUTCH): (
            one["gained"],
            one["lost"],
        )
        for one in more.sweep.to_dict("records")
    }
    for id, one in more.pushed.items():
        changes[f"door {id} zeker te doen"] = one["in"], one["out"]
    lines = []
    for what, (gained, lost) in changes.items():
        lines.append(f"{what}:" if gained or lost else f"{what}: geen verschil")
        lines += [f"  erbij    {id}" for id in gained] + [f"  eruit    {id}" for id in lost]
    return lines
