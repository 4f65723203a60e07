"""Questionnaires: read as data, and refused where they name what does not exist."""

import pytest
from clean_files import PROJECT

from pijler_analysis.errors import FileError, UsageError
from pijler_analysis.ingest.questionnaire import FOLDER, read_questionnaire

BASE = """
audience = "members"
title = "Proef"
[columns]
"Nr" = "response_id"
"""


ITEM = (
    BASE
    + """
[[items]]
item = "satisfaction_fund"
code = "Q1"
wording = "Tevreden?"
answers = ["a", "b"]
top = 2
"""
)


def read(root, text):
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    (root / FOLDER / "proef.toml").write_text(text, encoding="utf-8")
    return read_questionnaire(root, "proef")


@pytest.mark.parametrize("name", ["leden_2019", "leden_2024", "stakeholders_2024"])
def test_the_questionnaires_of_the_project_fit_their_tables(name):
    questionnaire = read_questionnaire(PROJECT, name)
    assert len(questionnaire.headings()) >= len(questionnaire.items) + len(questionnaire.choices)


def test_none_and_other_of_a_choice_have_a_heading_of_their_own():
    headings = read_questionnaire(PROJECT, "leden_2024").headings()
    assert headings["Q03[SQ012]"] == "_none_0"
    assert headings["Q03[other]"] == "_other_0"
    assert headings["Q03[SQ001]"] == "need_kwaliteit"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BASE.replace("members", "leden"), "audience is"),
        (BASE.replace("response_id", "respons"), "'respons'"),
        (BASE.replace('title = "Proef"', ""), "'title' ontbreekt"),
        (BASE + '[[items]]\nitem = "satisfaction_fund"\n', "proef.toml"),
        (BASE + '[[items]]\nkleur = 1\n', "kleur"),
        (BASE + '[[items]]\nitem = "response_id"\ncode = "a"\nwording = "a"\nanswers = ["a"]\n',
         "twee keer"),
        (BASE + '[[items]]\nitem = "satisfaction_fund"\ncode = "Q1"\nwording = "a"\n'
         'answers = ["a", "b"]\ncodes = ["X1", "X2"]\nno_experience = ["c"]\ntop = 2\n',
         "hebben dezelfde code"),
        (BASE.replace("[columns]", "items = 3\n[columns]"), r"eigen \[\[…\]\]"),
        (BASE.replace('"response_id"', "3"), "'columns' is een tabel"),
        (BASE + '[values.role]\n"Een ander" = "x"\n', "'x' is geen code van 'role'"),
        (BASE + '[[choices]]\ncode = "Q1"\nwording = "?"\noptions = {need_stem = " "}\n',
         "'options' is een tabel"),
        (ITEM.replace('"a", "b"]', '"a", 3]'), r"nummer 1 \(satisfaction_fund\): 'answers' is een"),
        (ITEM.replace('"Q1"', "1"), "'code' is een tekst"),
        (ITEM.replace("top = 2\n", ""), "'satisfaction_fund' heeft geen schaal; zeg bij top"),
        (ITEM.replace("top = 2", "boolean = true"), "heeft geen schaal"),
        (ITEM.replace("top = 2", "top = 3"), "top is 3, maar er zijn 2 antwoorden"),
        (ITEM.replace("satisfaction_fund", "has_ethical_code"), "ja of nee; zet er boolean"),
        (ITEM.replace('"b"]', '"A."]'), "twee antwoorden zijn dezelfde woorden"),
        (ITEM + ITEM.removeprefix(BASE).replace("_fund", "_panel"), "de kop 'Q1' staat er twee"),
    ],
)  # fmt: skip
def test_a_questionnaire_that_cannot_work_is_refused(tmp_path, text, said):
    with pytest.raises(UsageError, match=said):
        read(tmp_path, text)


def test_a_missing_or_broken_file_is_named(tmp_path):
    with pytest.raises(FileError, match=r"data/questionnaires/weg\.toml ontbreekt"):
        read_questionnaire(tmp_path, "weg")
    with pytest.raises(FileError, match="niet leesbaar"):
        read(tmp_path, "audience =")
