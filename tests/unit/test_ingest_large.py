"""A large sheet goes another road than a small one, and comes to the same."""

import pickle
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from clean_files import PROJECT, write_csv

from pijler_analysis.clean.log import log_of
from pijler_analysis.clean.rows import CleanTable, Context, clean_rows, join_parts
from pijler_analysis.clean.year import RECIPES
from pijler_analysis.errors import DataError, FileError
from pijler_analysis.ingest.files import read_sheets
from pijler_analysis.ingest.grid import LARGE, Grid, packed
from pijler_analysis.ingest.sheet_facts import scan_sheet
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.ingest.tables import read_source
from pijler_analysis.settings import read_settings

SETTINGS = read_settings(PROJECT)
HEADINGS = list(SETTINGS.sources["registrations"].columns)


def register(rows: int) -> list[list[object]]:
    """Return a register in which some numbers, dates and names are wrong or written otherwise."""
    found = []
    for number in range(rows):
        row: dict[str, object] = dict.fromkeys(HEADINGS, "")
        row |= {
            "Registratienummer": f"R{number:05}" if number % 40 else "",
            "Naam organisatie": f"Hart  voor {number % 900}",
            "Gemeente": f"Plaats {number}",
            "Status": "Actief",
            "Postcode": (9000, "B-2000", "1012 AB", "")[number % 4],
            "Aantal vrijwilligers": (number % 50, "12,5", True)[number % 3],
            "Telefoon": ("0470/12.34.56", 470123456, "x")[number % 3],
            "Geregistreerd sinds": (date(2001, 1, 1) + timedelta(days=number), "31/02/2020",
                                    "3 maart 2011")[number % 3],
        }  # fmt: skip
        found.append(list(row.values()))
    return found


def write_workbook(path: Path, rows: list[list[object]], *, first: int = 1) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row, first):
            if cell != "":
                sheet.cell(number, place, cell)
    book.save(path)
    return path


def clean(*sheets: Sheet) -> CleanTable:
    source = SETTINGS.sources["registrations"]
    given = {Path(sheet.file): [sheet] for sheet in sheets}
    raw = read_source(source, given, source.columns)
    return join_parts([clean_rows(raw, RECIPES[source.table], Context(SETTINGS, 2024))],
                      source.table)  # fmt: skip


def assert_same(one: CleanTable, other: CleanTable) -> None:
    pd.testing.assert_frame_equal(one.table, other.table)
    logs = [log_of(found.changes) for found in (one, other)]
    by_place = [log.sort_values(list(log.columns), ignore_index=True) for log in logs]
    pd.testing.assert_frame_equal(*by_place)
    assert one.rejected == other.rejected
    assert one.accounting == other.accounting
    assert one.warnings == other.warnings


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Sheet:
    path = tmp_path_factory.mktemp("large") / "register.xlsx"
    rows = [HEADINGS, *register(LARGE + 60)]
    rows[9] = [""] * len(HEADINGS)
    (sheet,) = read_sheets(write_workbook(path, rows))
    assert isinstance(sheet.rows, Grid)
    return sheet


def test_the_cells_of_a_large_workbook_are_those_that_were_written(tmp_path):
    rows = [["Nr", "Waarde", "Vast"]]
    rows += [[f"N{number}", (1, True, "a", date(2024, 1, 2))[number % 4], "x"]
             for number in range(LARGE)]  # fmt: skip
    (sheet,) = read_sheets(write_workbook(tmp_path / "a.xlsx", rows, first=3))
    spelled = {"1": 1.0, "True": "WAAR", "2024-01-02": date(2024, 1, 2)}
    expected = [["", "", *(spelled.get(str(cell), cell) for cell in row)] for row in rows]
    assert list(sheet.rows) == expected
    assert [sheet.rows[place] for place in (0, 2, -1)] == [expected[at] for at in (0, 2, -1)]


def test_a_large_sheet_is_cleaned_like_its_rows(large):
    by_rows = clean(replace(large, rows=list(large.rows)))
    assert min(map(len, (by_rows.table, by_rows.rejected, log_of(by_rows.changes)))) > 1000
    assert_same(clean(large), by_rows)


def test_rows_that_return_in_a_large_sheet_or_a_second_file_are_merged(large):
    cells = list(large.rows)
    twice = packed([*cells, *cells[5:8]], len(HEADINGS))
    by_rows = clean(replace(large, rows=list(twice)))
    assert sum(row[-2] for row in by_rows.accounting) == 3
    assert_same(clean(replace(large, rows=twice)), by_rows)
    second = replace(large, file="tweede.xlsx", rows=cells[:1] + cells[20:30] + cells[-4:])
    assert sum(row[-2] for row in clean(large, second).accounting) == 14
    assert_same(clean(large, second), clean(replace(large, rows=cells), second))


def test_a_key_that_returns_with_other_content_is_rejected_in_a_large_sheet(large):
    cells = list(large.rows)
    cells[-1] = [cells[51][0], *cells[-3][1:]]
    found = clean(replace(large, rows=packed(cells, len(HEADINGS))))
    reasons = [row[-3] for row in found.rejected]
    assert reasons.count("komt al voor met andere inhoud") == 1
    assert_same(found, clean(replace(large, rows=cells)))


def test_a_large_text_file_is_read_like_a_small_one_and_a_longer_row_is_still_refused(tmp_path):
    rows = [["Registratienummer", "Naam organisatie"],
            *([f"R{number}", "Hart"] for number in range(LARGE))]  # fmt: skip
    (sheet,) = read_sheets(write_csv(tmp_path / "a.csv", rows))
    assert isinstance(sheet.rows, Grid)
    assert list(sheet.rows) == rows
    rows[1500] = ["R1499", "Hart", "verschoven"]
    (longer,) = read_sheets(write_csv(tmp_path / "b.csv", rows))
    source = replace(SETTINGS.sources["registrations"], columns={"Registratienummer": "x"})
    with pytest.raises(DataError, match="rij 1501"):
        read_source(source, {tmp_path: [longer]}, source.columns)


@pytest.mark.parametrize("cells", [["a", "b", "c"], ["a\x1fb", "c", "d"], ["a", 1.0, "b"], []])
def test_a_grid_comes_through_a_pipe_as_it_was(cells):
    grid = packed([[cell, "vast", number] for number, cell in enumerate(cells)], 3)
    assert list(pickle.loads(pickle.dumps(grid))) == list(grid)


def test_rows_taken_from_a_grid_are_those_rows():
    rows = [[f"R{number}", "ab"[number % 2]] for number in range(50)]
    grid = packed(rows, 2)
    for places in ([], [3, 4, 5], [0, 7, 49]):
        assert list(grid.taken(places)) == [rows[place] for place in places]


SHEET = '<worksheet><sheetData><row r="1">{}</row></sheetData></worksheet>'
VALUE = '<c r="A1"><v>1</v></c>'


@pytest.mark.parametrize(
    ("cells", "filled"),
    [
        (VALUE, 1),
        (VALUE + '<c r="B1" t="inlineStr"><is><t>a</t></is></c>', 2),
        (VALUE + '<c r="B1"><f>A1</f><v>1</v></c>', 2),
        (VALUE + '<c r="B1"/>', 1),
        (VALUE + "<c><v>1</v></c>", None),
        (VALUE + "<!-- <c > -->", None),
        (VALUE + "<![CDATA[</c><c ]]>", None),
        (VALUE + "</row><row>" + VALUE, None),
    ],
)
def test_patterns_count_a_sheet_only_where_they_see_all_of_it(cells, filled):
    found = scan_sheet(SHEET.format(cells).encode(), name="a", sheet="b", empty_texts=())
    assert (found and found.filled) == filled


def test_a_formula_without_a_value_is_seen_among_bare_cells():
    xml = SHEET.format(VALUE + '<c r="B1"><f>A1</f></c>').encode()
    found = scan_sheet(xml, name="a", sheet="b", empty_texts=())
    assert found is not None
    assert found.uncomputed == ("B1",)


def test_rows_out_of_order_are_refused_among_bare_cells():
    xml = SHEET.format('</row><row r="1">').encode()
    with pytest.raises(FileError, match="door elkaar"):
        scan_sheet(xml, name="a", sheet="b", empty_texts=())
