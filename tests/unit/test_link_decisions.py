"""Decisions on pairs of names: kept, applied, never at odds, and asked for in a workbook once."""

from datetime import date

import openpyxl
import pandas as pd
import pytest

from pijler_analysis.errors import DataError, FileError
from pijler_analysis.link.decisions import FILE, Decision, add_decisions, read_decisions
from pijler_analysis.link.review import open_pairs, read_review, write_review

DAY = date(2025, 1, 31)


def decision(left: str, right: str, answer: str = "dezelfde") -> Decision:
    return Decision(left, left.upper(), right, right.upper(), answer, "Analist", DAY)


def test_decisions_are_kept_with_who_and_when(tmp_path):
    assert read_decisions(tmp_path) == []
    add_decisions(tmp_path, [decision("R1", "hart")])
    add_decisions(tmp_path, [decision("R2", "zon", "niet dezelfde"), decision("R3", "a;b")])
    kept = read_decisions(tmp_path)
    assert kept[0] == decision("R1", "hart")
    assert [one.answer for one in kept] == ["dezelfde", "niet dezelfde", "dezelfde"]
    assert kept[2].right == "a;b"


@pytest.mark.parametrize(
    "contradiction",
    [
        [decision("a", "b"), decision("b", "a", "niet dezelfde")],
        [decision("a", "b"), decision("b", "c"), decision("a", "c", "niet dezelfde")],
        [decision("a", "d", "niet dezelfde"), decision("a", "b"), decision("c", "b"),
         decision("d", "c")],
    ],
)  # fmt: skip
def test_a_contradiction_is_named_and_changes_nothing(tmp_path, contradiction):
    add_decisions(tmp_path, contradiction[:1])
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(DataError, match="zijn volgens een besluit niet dezelfde") as error:
        add_decisions(tmp_path, contradiction[1:])
    assert "\n" not in str(error.value)
    assert (tmp_path / FILE).read_bytes() == before


def test_unknown_contradicts_nothing(tmp_path):
    add_decisions(tmp_path, [decision("a", "b"), decision("b", "a", "onbekend")])
    assert len(read_decisions(tmp_path)) == 2


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("dezelfde;", "misschien;", 'rij 2, kolom "besluit"'),
        ("2025-01-31", "31 januari", 'rij 2, kolom "op"'),
        ("Analist", "", 'rij 2, kolom "door"'),
        (";HART", "", "rij 2: verwacht 7 velden"),
        ("eerste", "een", "rij 1: verwacht de koppen"),
        ("R1;", "hart;", 'kolom "tweede"'),
    ],
)
def test_a_file_edited_into_nonsense_gets_one_line(tmp_path, old, new, expected):
    add_decisions(tmp_path, [decision("R1", "hart")])
    path = tmp_path / FILE
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_decisions(tmp_path)
    assert expected in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00PK")
    with pytest.raises(FileError, match="UTF-8"):
        read_decisions(tmp_path)


DOUBTS = pd.DataFrame(
    {
        "left": ["R1", "R2"], "right": ["Xa", "Xb"], "left_key": ["R1", "R2"],
        "right_key": ["hart", "zon"], "score": [1.0, 1.5], "reasons": ["lijkt erop", "zelfde land"],
        "is_asked": [False, False],
    }
)  # fmt: skip
ORGANISATIONS = pd.DataFrame(
    {
        "organisation_id": ["R1", "R2", "Xa", "Xb"], "name": ["Hart", "=Zon()", "Hartt", "Zonn"],
        "aliases": ["Het hart", None, None, None], "helpdesk_first": [2020, pd.NA, 2024, 2023],
        "helpdesk_last": [2023, pd.NA, 2024, 2023],
    }
)  # fmt: skip


def test_pairs_go_out_and_the_answers_come_back(tmp_path):
    path = tmp_path / "koppelingen.xlsx"
    write_review(path, open_pairs(DOUBTS, set()), ORGANISATIONS)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert told[1][:2] == ["R2", "=Zon()"]  # the surest first, and no formula
    assert sheet["B2"].data_type == "s"
    assert told[2][2:4] == ["Het hart", "helpdesk 2020–2023"]
    assert "niet dezelfde" in sheet.data_validations.dataValidation[0].formula1
    assert read_review(path, by="Analist", on=DAY) == []
    sheet["J3"] = "niet dezelfde"
    book.save(path)
    answers = read_review(path, by="Analist", on=DAY)
    assert answers == [Decision("R1", "Hart", "hart", "Hartt", "niet dezelfde", "Analist", DAY)]
    left = open_pairs(DOUBTS, {one.pair for one in answers})
    assert left["left"].tolist() == ["R2"]


def test_another_answer_than_the_three_is_refused(tmp_path):
    path = tmp_path / "koppelingen.xlsx"
    write_review(path, open_pairs(DOUBTS, set()), ORGANISATIONS)
    book = openpyxl.load_workbook(path)
    book.active["J2"] = "ja"
    book.save(path)
    with pytest.raises(DataError, match='rij 2, kolom "besluit"'):
        read_review(path, by="Analist", on=DAY)
    path.write_bytes(b"geen werkmap")
    with pytest.raises(FileError, match="geen leesbaar Excel-bestand"):
        read_review(path, by="Analist", on=DAY)


def test_a_pair_a_human_did_not_know_is_not_asked_again_though_its_names_changed():
    asked = DOUBTS.assign(is_asked=[True, False])
    assert open_pairs(asked, set())["left"].tolist() == ["R2"]
