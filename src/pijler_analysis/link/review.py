"""The workbook in which a human says of uncertain pairs whether they are one organisation.

It shows what both sides tell, no person, and asks one of three answers. What was answered moves to
the decisions; a pair decided on is never asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from pijler_analysis.errors import DataError, FileError, place
from pijler_analysis.link.decisions import ANSWERS, Decision
from pijler_analysis.workbooks import new_workbook

FILE = "koppelingen.xlsx"
SHEET = "Na te kijken"
_HEADINGS = (
    "eerste", "naam eerste", "ook geschreven als", "gezien in", "tweede", "naam tweede",
    "ook geschreven als (tweede)", "gezien in (tweede)", "waarom", "besluit",
)  # fmt: skip
_WIDTHS = (12, 34, 40, 30, 12, 34, 40, 30, 60, 16)
_LEFT, _LEFT_NAME, _RIGHT, _RIGHT_NAME, _ANSWER = 0, 1, 4, 5, 9


def open_pairs(doubts: pd.DataFrame, decided: Collection[frozenset[str]]) -> pd.DataFrame:
    """Return the uncertain pairs nobody was asked about yet, the surest first."""
    keys = zip(doubts["left_key"], doubts["right_key"], strict=True)
    is_new = np.array([frozenset(pair) not in decided for pair in keys], dtype=bool)
    is_new &= ~doubts["is_asked"].to_numpy(dtype=bool)
    return doubts[is_new].sort_values("score", ascending=False, ignore_index=True)


def write_review(path: Path, pairs: pd.DataFrame, organisations: pd.DataFrame) -> None:
    """Write the pairs with what both sides tell and a list of answers to choose from."""
    told = {row["organisation_id"]: _told(row) for row in organisations.to_dict("records")}
    with new_workbook(path, title=SHEET) as book:
        sheet = book.add_worksheet(SHEET)
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width, wrap)
            sheet.write_string(0, column, heading, bold)
        for row, pair in enumerate(pairs.to_dict("records"), start=1):
            sides = [(pair[f"{side}_key"], *told[pair[side]]) for side in ("left", "right")]
            cells = (*sides[0], *sides[1], pair["reasons"])
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text)
        sheet.freeze_panes(1, 0)
        if len(pairs):
            sheet.data_validation(
                1, _ANSWER, len(pairs), _ANSWER, {"validate": "list", "source": list(ANSWERS)}
            )


def _told(row: Mapping[object, object]) -> tuple[str, str, str]:
    """Return the name of an organisation, its other spellings, and where it was seen when."""
    sources = {
        str(column).removesuffix("_first"): (row[column], row[f"{str(column)[:-6]}_last"])
        for column in row
        if str(column).endswith("_first") and pd.notna(row[column])  # type: ignore[call-overload]
    }
    seen = ", ".join(
        f"{name} {first}" if first == last else f"{name} {first}–{last}"
        for name, (first, last) in sources.items()
    )
    texts = (row["name"], row["aliases"], seen)
    name, aliases, seen = ("" if text is None or text is pd.NA else str(text) for text in texts)
    return name, aliases.replace(";", "; "), seen


def read_review(path: Path, *, by: str, on: date) -> list[Decision]:
    """Read the answers given in the workbook; rows without an answer are left for later.

    Raises
    ------
    FileError
        If it is no workbook.
    DataError
        If the sheet, a heading or an answer is not what was written there.
    """
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(path)
    except (CalamineError, OSError) as error:
        raise FileError(
            f"{path.name} is geen leesbaar Excel-bestand; verwijder het en maak het opnieuw met "
            "`pijler match`"
        ) from error
    if SHEET not in book.sheet_names:
        raise DataError(f'{path.name}: verwacht het blad "{SHEET}"; geef het blad die naam terug')
    rows = [
        [str(cell).strip() for cell in row] for row in book.get_sheet_by_name(SHEET).to_python()
    ]
    if not rows or tuple(rows[0][: len(_HEADINGS)]) != _HEADINGS:
        raise DataError(
            f"{place(path, sheet=SHEET, row=1)}: verwacht de koppen {', '.join(_HEADINGS)}; "
            "zet ze terug"
        )
    return [
        _answered(row, path, number, by=by, on=on)
        for number, row in enumerate(rows[1:], start=2)
        if row[_ANSWER]
    ]


def _answered(row: list[str], path: Path, number: int, *, by: str, on: date) -> Decision:
    if row[_ANSWER] not in ANSWERS:
        raise DataError(
            f"{place(path, sheet=SHEET, row=number, column='besluit')}: verwacht "
            f"{', '.join(ANSWERS[:-1])} of {ANSWERS[-1]}; kies uit de lijst"
        )
    if not row[_LEFT] or not row[_RIGHT] or row[_LEFT] == row[_RIGHT]:
        raise DataError(
            f"{place(path, sheet=SHEET, row=number)}: verwacht twee verschillende organisaties; "
            "verwijder de rij"
        )
    return Decision(
        row[_LEFT], row[_LEFT_NAME], row[_RIGHT], row[_RIGHT_NAME], row[_ANSWER], by, on
    )
