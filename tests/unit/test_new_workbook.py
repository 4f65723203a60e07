"""A workbook is there whole or not at all, with its text as it was."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pijler_analysis.workbooks import new_workbook


def write(path: Path, text: object) -> Path:
    with new_workbook(path, title="Lijst") as book:
        book.add_worksheet("Blad").write_row(0, 0, [text])
    return path


@pytest.mark.parametrize("text", ["=1+1", "https://hart.example", "0470", "{=SUM(A1)}"])
def test_text_stays_text(tmp_path, text):
    cell = openpyxl.load_workbook(write(tmp_path / "lijst.xlsx", text))["Blad"]["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_the_same_content_is_the_same_bytes(tmp_path):
    one, other = write(tmp_path / "een.xlsx", "x"), write(tmp_path / "twee.xlsx", "x")
    assert one.read_bytes() == other.read_bytes()


def test_a_fault_leaves_what_was_there(tmp_path):
    path = write(tmp_path / "lijst.xlsx", "x")
    before = path.read_bytes()
    with pytest.raises(TypeError):
        write(path, object())
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
