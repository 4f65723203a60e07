"""``pijler plan``: the activities of a year under the people and the money there are."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pijler_analysis.cli.common import DONE, open_project_of, progress_of

if TYPE_CHECKING:
    import pandas as pd

    from pijler_analysis.strategy.yearplan import YearPlan

NAME = "plan"
TEXT = "de activiteiten voor een jaar kiezen binnen mensen en middelen"
EXAMPLES = """  pijler plan
  pijler plan 2025 --fte 3.5 --budget 10000
  pijler plan --force kwaliteit.proef --drop europa.nederland
  pijler plan 2026 --write"""


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
    print(_as_json(plan) if parsed.json else _as_text(plan))
    if written and not parsed.json:
        print(f"\n{written}")
    return DONE


def _as_json(plan: YearPlan) -> str:
    import json

    parts = {"chosen": plan.portfolio.chosen, "left_out": plan.portfolio.left_out,
             "use": plan.portfolio.use}  # fmt: skip
    return json.dumps(
        {name: part.to_dict("records") for name, part in parts.items()},
        ensure_ascii=False,
        indent=1,
    )


def _as_text(plan: YearPlan) -> str:
    from pijler_analysis.strategy.portfolio import GAP

    found = plan.portfolio
    names = plan.activities.set_index("activity_id")["activity"]
    chosen = found.chosen.sort_values("quarter")
    quarters = chosen["quarter"].map({0: "jaar"} | {n: f"kw. {n}" for n in (1, 2, 3, 4)})
    lines = [f"gekozen: {len(chosen)} activiteiten, {chosen['days'].sum():.0f} dagen, "
             f"{found.eur:.0f} euro", ""]  # fmt: skip
    lines += _rows(chosen["activity_id"], quarters, chosen["days"], names)
    if found.gap > GAP:
        lines += ["", f"de tijd was op: een betere keuze kan nog hoogstens {found.gap:.1%} meer "
                  "opleveren"]  # fmt: skip
    lines += ["", "niet gekozen:", ""]
    out = found.left_out.sort_values("value", ascending=False)
    lines += [
        f"  {id:<32} {reason}" for id, reason in zip(out["activity_id"], out["reason"], strict=True)
    ]
    lines += ["", "dagen gebruikt van de dagen die er zijn:", ""]
    for role, use in found.use.groupby("role", sort=False):
        cells = [
            f"{used:.0f} van {available:.0f}"
            for used, available in zip(use["used"], use["available"], strict=True)
        ]
        lines.append(f"  {role:<26} " + "  ".join(f"{cell:<10}" for cell in cells))
    return "\n".join(lines)


def _rows(ids: pd.Series, quarters: pd.Series, days: pd.Series, names: pd.Series) -> list[str]:
    return [
        f"  {quarter:<6} {n:4.0f} d  {id:<32} {names[id]}"
        for id, quarter, n in zip(ids, quarters, days, strict=True)
    ]
