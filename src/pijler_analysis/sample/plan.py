"""The action plans: that of each year with its progress, and the one chosen for next year."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from pijler_analysis.sample import words
from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.lines import KEPT, Accounting, account
from pijler_analysis.sample.workbook import Cell, Workbook

HEADINGS = (
    "Nr", "Activiteit", "Uitdaging", "Wie", "Kwartaal", "Dagen gepland", "Dagen besteed", "Euro",
    "Indicator", "Streefverandering", "Doel", "Bekijken op", "Stand", "Opmerking",
)  # fmt: skip
REVIEWS = {"Q1": (4, 15), "Q2": (7, 1), "Q3": (10, 15), "Q4": (12, 15), "year": (12, 15)}
"""Month and day on which an activity of each quarter is looked at again."""


@dataclass(frozen=True)
class Activity:
    """An activity in the plan of one year; ``days_spent`` is None before it begins."""

    activity_id: str
    days_planned: int
    days_spent: int | None
    status: str
    cells: tuple[Cell, ...]


def make_plan(year: int) -> list[Activity]:
    """Return the activities planned for a year."""
    dice = Dice(f"plan {year}")
    path = files("pijler_analysis.sample") / "plans.toml"
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["activities"]
    chosen = [entry for entry in listed if str(year) in entry]
    return [_activity(dice, f"A{at:02d}", entry, year) for at, entry in enumerate(chosen, start=1)]


def _activity(dice: Dice, number: str, entry: dict[str, Any], year: int) -> Activity:
    planned, spent, status = entry[str(year)]
    cells = (
        number,
        entry["activity"],
        words.CHALLENGES[entry["challenge"]],
        entry["owner"],
        dice.pick(words.QUARTERS[entry["quarter"]]),
        planned,
        spent,
        entry["eur"],
        entry["indicator"],
        entry["change"],
        entry["goal"],
        date(year, *REVIEWS[entry["quarter"]]),
        dice.pick(words.ACTIVITY_STATUSES[status]),
        entry["remark"],
    )
    return Activity(number, planned, None if spent == "" else spent, status, cells)


def write_plan(path: Path, activities: Sequence[Activity], *, year: int) -> Accounting:
    """Write a plan as the workbook the team keeps."""
    book = Workbook(path)
    sheet = book.sheet("Actieplan", widths=(6, 60, 16, 24, 12, 14, 14, 10, 28, 18, 50, 14, 12, 70))
    sheet.title(f"Actieplan {year} – 4de Pijlersteunpunt", columns=len(HEADINGS))
    sheet.blank()
    sheet.header(HEADINGS)
    for activity in activities:
        sheet.line(activity.cells)
    book.close()
    return account([KEPT] * len(activities), year=year, path=path, sheet="Actieplan", furniture=2)
