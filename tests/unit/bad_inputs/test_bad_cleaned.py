"""A cell that ordinary readers alter without a word is read right, or refused with a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from bad_cleaned import AMOUNT, BLANK, CLEANED, Cells
from bad_makers import book
from clean_files import PROJECT, write_csv

from pijler_analysis.clean.year import CleanedYear, clean_file
from pijler_analysis.settings import Source, read_settings

SETTINGS = read_settings(PROJECT)
CASES = [(line, kind) for line, kinds in CLEANED.items() for kind in kinds]
FUND = {"application_id": "F{}", "decision": "goedgekeurd", AMOUNT: 1, "granted_eur": 1}
REGISTER = {"registration_id": "R{}", "organisation_name": "Werking {}",
            "registration_status": "actief"}  # fmt: skip


def cleaned(cells: Cells, folder: Path) -> CleanedYear:
    """Clean a file whose other columns are filled as they should be."""
    filler = FUND if cells.column == AMOUNT else REGISTER
    headings = list(dict.fromkeys([*filler, cells.column]))
    rows = [
        [cell if name == cells.column else str(filler[name]).format(number) for name in headings]
        for number, cell in enumerate(cells.cells)
    ]
    path = folder / ("a.csv" if cells.as_csv else "a.xlsx")
    if cells.as_csv:
        write_csv(path, [headings, *rows], delimiter=";")
    else:
        path.write_bytes(book({"Blad1": [headings, *rows]}))
    source = Source(
        name="bron", table="fund" if filler is FUND else "registrations", file="*", layout="csv",
        columns={name: name for name in headings},
    )  # fmt: skip
    settings = replace(SETTINGS, sources={"bron": source})
    return clean_file(settings, "bron", path, year=2024)


@pytest.mark.parametrize(("line", "kind"), CASES, ids=[f"{line}: {kind}" for line, kind in CASES])
def test_right_or_refused(line, kind, tmp_path):
    cells = CLEANED[line][kind]
    done = cleaned(cells, tmp_path)
    table = next(table for table in done.tables.values() if len(done.tables) == 1)
    kept = dict(zip(table["row"].tolist(), table[cells.column].tolist(), strict=True))
    found = [plain(kept.get(number + 2)) for number in range(len(cells.cells))]
    assert found == [None if wanted is BLANK else wanted for wanted in cells.expected]
    faults = done.rejected[done.rejected["column"] == cells.column]
    refused = [number + 2 for number, wanted in enumerate(cells.expected) if wanted is None]
    assert faults["row"].tolist() == refused
    assert all(cells.reason in reason for reason in faults["reason"])
    accounting = done.accounting.iloc[0]
    assert accounting["read"] == len(cells.cells) + accounting["furniture"]


def plain(value: object) -> object:
    if value is None or pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def test_each_line_has_three_constructions():
    assert all(len(kinds) >= 3 for kinds in CLEANED.values())
