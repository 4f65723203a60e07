"""What each member of the jury gave an application: forms that lie about the jury's own score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.fund import Application
from pijler_analysis.sample.lines import KEPT, MERGED, REJECTED, Accounting, account
from pijler_analysis.sample.workbook import Cell, Workbook

HEADINGS = ("Formulier", "Dossier", "Kwaliteit", "Impact", "Haalbaarheid")
_JURORS = 3


@dataclass(frozen=True)
class Review:
    """A form: a score per criterion, None where it was left blank."""

    review_id: str
    application_id: str
    scores: tuple[float | None, ...]
    fate: str = KEPT
    cells: tuple[Cell, ...] = ()


def make_reviews(applications: Sequence[Application], year: int) -> list[Review]:
    """Return the forms of a year: two or three of each application, and a few faults."""
    dice = Dice(f"jury {year}")
    made: list[Review] = []
    for one in applications:
        if one.fate == KEPT:
            made += _judged(dice, one, len(made))
    return _with_faults(dice, made)


def _judged(dice: Dice, one: Application, before: int) -> list[Review]:
    """Let the jurors score about what the application is worth, each a little otherwise."""
    better = 4 if one.is_granted else 0
    worth = [dice.bell(9 + better, 15 + better) / 2 for _ in range(3)]
    jurors = _JURORS - dice.chance(0.2)
    return [_review(dice, one.application_id, before + at, worth) for at in range(1, jurors + 1)]


def _review(dice: Dice, application_id: str, number: int, worth: Sequence[float]) -> Review:
    scores = tuple(
        None if dice.chance(0.02) else min(10.0, max(0.0, score + dice.bell(-4, 4) / 2))
        for score in worth
    )
    cells = tuple("" if score is None else score for score in scores)
    name = f"J{number:03d}"
    return Review(name, application_id, scores, cells=(name, application_id, *cells))


def _with_faults(dice: Dice, made: list[Review]) -> list[Review]:
    """Add a doubled line, and one without a number."""
    lines, (double, nameless) = list(made), dice.some(made, 2)
    lines.insert(lines.index(double) + 1, replace(double, fate=MERGED))
    lines.append(replace(nameless, fate=REJECTED, cells=("", *nameless.cells[1:])))
    return lines


def write_reviews(path: Path, lines: Sequence[Review], *, year: int) -> Accounting:
    """Write the forms under a title."""
    book = Workbook(path)
    sheet = book.sheet("Scores", widths=(12, 12, 12, 12, 14))
    sheet.title(f"11.11.11-Fonds – scores per jurylid {year}", columns=len(HEADINGS))
    sheet.header(HEADINGS)
    for line in lines:
        sheet.line(line.cells)
    book.close()
    return account([line.fate for line in lines], year=year, path=path, sheet="Scores", furniture=2)
