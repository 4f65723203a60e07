"""``afgekeurd.xlsx``: every row and value that could not be used, for whoever can mend it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pijler_analysis.workbooks import new_workbook

HEADINGS = {
    "file": ("Bestand", 34),
    "sheet": ("Blad", 14),
    "row": ("Rij", 7),
    "column": ("Kolom", 24),
    "value_shown": ("Waarde", 28),
    "reason": ("Waarom", 44),
    "expected": ("Verwacht", 44),
    "effect": ("Gevolg", 24),
}
EFFECTS = {"row": "rij niet meegeteld", "value": "waarde leeg gelaten"}


def write_rejected(path: Path, rejected: pd.DataFrame, *, year: int) -> None:
    """Write the rejected rows and values of a year, one line each, with a filter on top.

    Values of personal columns are already reduced to type and length.
    """
    with new_workbook(path, title=f"Afgekeurd {year}") as book:
        sheet = book.add_worksheet("Afgekeurd")
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        for position, (heading, width) in enumerate(HEADINGS.values()):
            sheet.set_column(position, position, width, text)
            sheet.write_string(0, position, heading, bold)
        shown = rejected.assign(effect=rejected["effect"].map(EFFECTS))
        for position, name in enumerate(HEADINGS):
            values = shown[name].astype("object").where(shown[name].notna(), None)
            sheet.write_column(1, position, values.tolist())
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rejected), 1), len(HEADINGS) - 1)
