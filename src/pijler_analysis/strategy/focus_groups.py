"""What focus groups said of each challenge, beside what the survey found.

``data/decisions/focusgroepen_<year>.xlsx`` has a line per coded statement: the group, the
challenge, whether it was called important or not, and the statement in the words of whoever coded
it. The words are never shown: a group is small, and its members know each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from pijler_analysis.clean.decisions import read_decisions
from pijler_analysis.errors import DataError, place
from pijler_analysis.ingest.cells import Cell, fold, text_of
from pijler_analysis.schema.columns import CHALLENGES

FILE = "focusgroepen_{year}.xlsx"
HEADINGS = {
    "Groep": "group", "Uitdaging": "challenge", "Standpunt": "stance", "Uitspraak": "statement",
}  # fmt: skip
STANCES = {"belangrijk": 1, "niet belangrijk": -1}

AGREE, DIFFER, ONLY_HERE = "agree", "differ", "only_here"
HIGH, LOW, UNCLEAR = "high", "low", ""

COLUMNS = ("group", "challenge", "stance", "survey", "comparison")


def read_statements(path: Path) -> pd.DataFrame:
    """Read coded statements: ``group, challenge, stance`` (1 important, −1 not); may be empty.

    Raises
    ------
    DataError
        If a group is missing, or a challenge or stance is none of ours.
    FileError
        If the workbook cannot be read.
    """
    rows = [_statement(path, number, cells) for number, cells in read_decisions(path, HEADINGS)]
    return pd.DataFrame(rows, columns=["group", "challenge", "stance"]).astype({"stance": int})


def compare_focus_groups(statements: pd.DataFrame, needs: pd.DataFrame) -> pd.DataFrame:
    """Lay what each group said of each challenge beside the survey.

    Parameters
    ----------
    statements : as ``read_statements`` gives them
    needs : one row per challenge of the survey: ``group`` (the challenge), ``estimate, low,
        high``, protected

    Returns
    -------
    one row per group and challenge it spoke of: ``group, challenge, stance`` (what most of its
    statements say; 0 where they balance), ``survey`` (``high``: asked for more than challenges
    are on average, its whole interval above it; ``low``: below it; empty where neither, not asked
    or too small to show) and ``comparison``: agree, differ or only_here, where the survey or the
    group itself takes no side
    """
    said = statements.groupby(["group", "challenge"], sort=False)["stance"].sum().reset_index()
    said["stance"] = said["stance"].clip(-1, 1)
    survey = said["challenge"].map(_survey_sides(needs)).fillna(UNCLEAR)
    side = survey.map({HIGH: 1, LOW: -1, UNCLEAR: 0}).astype(int)
    comparison = (side * said["stance"]).map({1: AGREE, -1: DIFFER, 0: ONLY_HERE})
    return said.assign(survey=survey, comparison=comparison)[list(COLUMNS)]


def _survey_sides(needs: pd.DataFrame) -> dict[str, str]:
    """Return challenge → whether members ask for it more, or less, than on average."""
    known = needs.dropna(subset=["estimate", "low", "high"])
    average = known["estimate"].mean()
    return {
        str(row["group"]): HIGH if row["low"] > average else LOW if row["high"] < average else ""
        for row in known.to_dict("records")
    }


def _statement(path: Path, number: int, cells: Mapping[str, Cell]) -> dict[str, object]:
    group, challenge, stance = (text_of(cells[name]) for name in ("group", "challenge", "stance"))
    if not group.strip():
        raise DataError(
            f"{place(path, row=number, column='Groep')}: de naam van de groep ontbreekt"
        )
    if fold(challenge) not in CHALLENGES:
        raise DataError(
            f"{place(path, row=number, column='Uitdaging')}: geen uitdaging; kies uit "
            + ", ".join(CHALLENGES)
        )
    if fold(stance) not in STANCES:
        raise DataError(
            f"{place(path, row=number, column='Standpunt')}: verwacht {' of '.join(STANCES)}"
        )
    return {"group": group.strip(), "challenge": fold(challenge), "stance": STANCES[fold(stance)]}
