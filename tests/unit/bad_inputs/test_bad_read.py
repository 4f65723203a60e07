"""Odd files are read right, cell by cell, or say what was odd about them."""

from __future__ import annotations

from datetime import datetime

import pytest
from bad_makers import ROWS, book, content, ods, ods_row, ods_text, xls
from bad_read import HIDDEN, READ

from pijler_analysis.ingest.files import read_marks, read_sheets

CASES = [(line, kind) for line, kinds in READ.items() for kind in kinds]


def days(row: list) -> list:
    """Return a row with the time of day left out."""
    return [cell.date() if isinstance(cell, datetime) else cell for cell in row]


@pytest.mark.parametrize(("line", "kind"), CASES, ids=[f"{line}: {kind}" for line, kind in CASES])
def test_read_right(line, kind, tmp_path):
    name, make, expected, noted = READ[line][kind]
    path = tmp_path / name
    make(path)
    sheet = read_sheets(path)[0]
    assert [days(row) for row in sheet.rows[: len(expected)]] == expected
    assert noted in "; ".join(sheet.notes)


def test_each_line_has_three_constructions():
    assert all(len(kinds) >= 3 for kinds in READ.values())


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_is_hidden_is_known(kind, tmp_path):
    path = tmp_path / "a.xlsx"
    HIDDEN[kind](path)
    sheets = {sheet.name: sheet for sheet in read_sheets(path)}
    if kind.endswith("sheet"):
        assert [(name, sheet.is_hidden) for name, sheet in sheets.items()] == [
            ("Oud", True), ("Blad1", False)]  # fmt: skip
    else:
        assert sheets["Blad1"].hidden_rows == ({1} if kind == "row" else set())
        assert sheets["Blad1"].hidden_columns == ({1} if kind == "column" else set())


def test_hidden_rows_and_columns_of_other_workbooks(tmp_path):
    def hide(sheet) -> None:
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True

    path = tmp_path / "a.xls"
    xls(hide)(path)
    assert read_sheets(path)[0].hidden_rows == read_sheets(path)[0].hidden_columns == {1}
    path = tmp_path / "a.ods"
    hidden = 'table:visibility="collapse"'
    ods(ods_row(ods_text("a")) + ods_row(ods_text("b"), more=hidden))(path)
    assert read_sheets(path)[0].hidden_rows == {1}


def test_labels_of_spss_lie_beside_the_codes(tmp_path):
    name, make, _, _ = READ["names that look like nothing"]["SPSS"]
    make(tmp_path / name)
    first, second = read_sheets(tmp_path / name)[0].variables
    assert (first.name, first.label, first.missing) == ("V1", "Hoe tevreden?", ("9",))
    assert dict(first.values) == {"1": "Zeer", "9": "Weet niet"}
    assert (second.name, dict(second.values)) == ("V2", {})


def test_a_colour_and_a_comment_are_read_where_asked_for(tmp_path):
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    path = tmp_path / "a.xlsx"
    content(book())(path)
    written = openpyxl.load_workbook(path)
    written.active["B2"].fill = PatternFill("solid", start_color="FFFF0000")
    written.active["A3"].comment = Comment("nog na te kijken", "x")
    written.save(path)
    marks = read_marks(path)["Blad1"]
    assert {place: (mark.colour, mark.comment) for place, mark in marks.items()} == {
        (1, 1): ("FF0000", ""), (2, 0): ("", "nog na te kijken")}  # fmt: skip


def test_the_same_table_from_every_kind_of_file(tmp_path):
    """What four writers wrote is the same table, whichever reader reads it."""
    plain = [[str(cell) for cell in row] for row in ROWS]
    makers = {
        "a.xlsx": content(book({"Blad1": plain})),
        "a.xls": xls(rows=plain),
        "a.ods": ods("".join(ods_row(*map(ods_text, row)) for row in plain)),
        "a.csv": content("\n".join(";".join(row) for row in plain) + "\n"),
    }
    for name, make in makers.items():
        make(tmp_path / name)
        assert read_sheets(tmp_path / name)[0].rows == plain, name
