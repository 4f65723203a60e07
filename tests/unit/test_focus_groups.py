"""Statements of focus groups beside the survey: agree, differ, only here."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pijler_analysis.display import tables
from pijler_analysis.display.fragments import Sentence
from pijler_analysis.errors import DataError
from pijler_analysis.strategy.focus_groups import HEADINGS, compare_focus_groups, read_statements

NEEDS = pd.DataFrame(
    [("financien", 0.7, 0.6, 0.8), ("stem", 0.1, 0.05, 0.15), ("diaspora", 0.4, 0.3, 0.5),
     ("europa", None, None, None)],
    columns=["group", "estimate", "low", "high"],
)  # fmt: skip


def workbook(folder: Path, *rows: tuple[str, ...]) -> Path:
    path = folder / "focusgroepen_2024.xlsx"
    book = openpyxl.Workbook()
    for row in (tuple(HEADINGS), *rows):
        book.active.append(row)
    book.save(path)
    return path


def test_a_group_agrees_differs_or_says_what_the_survey_cannot(tmp_path):
    path = workbook(
        tmp_path,
        ("diaspora", "financien", "belangrijk", "x"),
        ("diaspora", "Stem", "Belangrijk", "x"),
        ("diaspora", "diaspora", "belangrijk", "x"),
        ("diaspora", "europa", "niet belangrijk", "x"),
        ("starters", "financien", "belangrijk", "x"),
        ("starters", "financien", "niet belangrijk", "x"),
        ("starters", "stem", "niet belangrijk", "x"),
    )
    table = compare_focus_groups(read_statements(path), NEEDS)
    found = {(row.group, row.challenge): row.comparison for row in table.itertuples()}
    assert found == {
        ("diaspora", "financien"): "agree",
        ("diaspora", "stem"): "differ",
        ("diaspora", "diaspora"): "only_here",
        ("diaspora", "europa"): "only_here",
        ("starters", "financien"): "only_here",
        ("starters", "stem"): "agree",
    }


def test_the_words_of_a_statement_go_nowhere(tmp_path):
    path = workbook(tmp_path, ("diaspora", "stem", "belangrijk", "mijn geheime uitspraak"))
    statements = read_statements(path)
    assert list(statements) == ["group", "challenge", "stance"]
    shown = tables.focus_table(compare_focus_groups(statements, NEEDS))
    assert "spreken elkaar tegen" in shown._repr_html_()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", "stem", "belangrijk", "x"), 'rij 2, kolom "Groep"'),
        (("a", "Jan Peeters", "belangrijk", "x"), 'rij 2, kolom "Uitdaging"'),
        (("a", "stem", "misschien", "x"), "verwacht belangrijk of niet belangrijk"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place_and_never_quoted(tmp_path, row, said):
    with pytest.raises(DataError, match=said) as stopped:
        read_statements(workbook(tmp_path, row))
    assert "Peeters" not in str(stopped.value)


def test_without_focus_groups_there_is_one_line(tmp_path):
    statements = read_statements(tmp_path / "focusgroepen_2024.xlsx")
    assert isinstance(tables.focus_table(compare_focus_groups(statements, NEEDS)), Sentence)
