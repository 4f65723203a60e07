"""Marks of printed numbers: invisible, exact, and only while a PDF is made."""

from __future__ import annotations

import pandas as pd
import pytest

from pijler_analysis.display import labels
from pijler_analysis.display.cells import cell, value_text
from pijler_analysis.display.numbers import (
    FILE_VARIABLE,
    MARK,
    cited,
    marked_text,
    origin,
    registered,
    sourced,
    unmarked,
)
from pijler_analysis.display.sentences import change_sentence
from pijler_analysis.schema.results import result_rows

ROW = {"indicator": "diaspora.share", "by": "total", "group": "total", "unit": "share",
       "basis": "census", "denominator": 150}  # fmt: skip
RESULTS = result_rows(
    [
        ROW | {"year": 2019, "estimate": 0.1, "low": 0.1, "high": 0.1},
        ROW | {"year": 2024, "estimate": 0.1, "low": 0.1, "high": 0.12},
        ROW | {"year": 2024, "by": "change", "group": "2019", "estimate": 0.0,
               "verdict": "geen verschil van belang"},
    ]
)  # fmt: skip


@pytest.fixture
def register(tmp_path, monkeypatch):
    """Return the file in which numbers are entered, as while a PDF is made."""
    path = tmp_path / "numbers.jsonl"
    monkeypatch.setenv(FILE_VARIABLE, str(path))
    return path


def read(register, text: str) -> list[dict]:
    known = registered(register)
    return [known[ord(mark)] for mark in MARK.findall(text)]


def test_a_printed_number_names_its_cell(register):
    text = value_text(cell(RESULTS, "diaspora.share", year=2024))
    assert unmarked(text) == "10\xa0%"
    (entry,) = read(register, text)
    assert entry["text"] == "10"
    assert (entry["indicator"], entry["year"], entry["column"]) == (
        "diaspora.share", 2024, "estimate",
    )  # fmt: skip


def test_both_ends_of_a_range_name_their_own_column(register):
    shown = cell(RESULTS, "diaspora.share", year=2024)
    text = labels.value_range(*shown.limits, "share")
    assert unmarked(text) == "10 tot 12\xa0%"
    assert [one["column"] for one in read(register, text)] == ["low", "high"]


@pytest.mark.parametrize("write", [labels.number, labels.euro, labels.points, labels.percent])
def test_marks_change_no_digit(register, write):
    value = -1234.5
    assert unmarked(write(sourced(value, "plan", "days"))) == write(value)


def test_equal_figures_are_still_seen_as_equal(register):
    """Texts are compared without their marks, or two equal figures would seem to differ."""
    text = change_sentence(RESULTS, "diaspora.share", year=2024, against=2019).text
    assert unmarked(text).endswith("bleef gelijk: 10\xa0% in 2019 en in 2024.")


def test_digits_in_a_text_are_marked_as_they_stand(register):
    text = marked_text("fonds_2.xlsx, 1.250 rijen", origin("accounting", "file", file="fonds"))
    assert unmarked(text) == "fonds_2.xlsx, 1.250 rijen"
    assert [one["text"] for one in read(register, text)] == ["2", "1.250"]


def test_a_cited_table_names_row_and_column(register):
    table = pd.DataFrame({"file": ["a", "b"], "read": [10, 20], "share": [0.5, None]})
    shown = cited(table, "accounting", key=["file"])
    (entry,) = read(register, labels.number(shown.loc[1, "read"]))
    assert entry == {
        "text": "20",
        "from": "accounting",
        "file": "b",
        "column": "read",
    }
    assert pd.isna(shown.loc[1, "share"])


def test_nothing_is_marked_outside_a_pdf():
    assert value_text(cell(RESULTS, "diaspora.share", year=2024)) == "10\xa0%"
    assert type(sourced(1.0, "plan", "days")) is float
