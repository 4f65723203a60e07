"""The words of a questionnaire come from the file that made it, where that lies beside the answers.

The form is held against pyxform, which is what Kobo and ODK build theirs with.
"""

import openpyxl
import pyreadstat
import pytest
from clean_files import write_csv
from pyxform.xls2xform import convert

from pijler_analysis.errors import FileError
from pijler_analysis.ingest.sidecars import read_lss
from pijler_analysis.inspection.report import as_json, inspect_file

LABEL = "label::Nederlands (nl)"
SURVEY = [
    ["type", "name", "label::English (en)", LABEL, "required"],
    ["start", "start", "", "", ""],
    ["begin_group", "org", "Organisation", "Over de organisatie", ""],
    ["text", "naam", "Name", "Naam van de organisatie", "yes"],
    ["select_one tevreden", "web", "Website?", "Hoe tevreden bent u over de <b>website</b>?", ""],
    ["end_group", "", "", "", ""],
    ["select_multiple noden", "nood", "Needs?", "Waarbij wilt u ondersteuning?", ""],
    ["select one ja_nee", "lid", "Member?", "Bent u lid?", ""],
]
CHOICES = [
    ["list_name", "name", "label::English (en)", LABEL],
    ["tevreden", "1", "Dissatisfied", "Ontevreden"],
    ["tevreden", "2", "Satisfied", "Tevreden"],
    ["noden", "geld", "Funds", "Fondsenwerving"],
    ["noden", "net", "Network", "Netwerk"],
    ["ja_nee", "y", "Yes", "Ja"],
    ["ja_nee", "n", "No", "Nee"],
]
SETTINGS = [["form_title", "form_id", "default_language"], ["Bevraging", "bevraging", "English"]]
HEAD = ["start", "org/naam", "org/web", "nood", "nood/geld", "nood/net", "lid", "_id", "_uuid",
        "_submission_time", "_index"]  # fmt: skip
MOMENT = "2024-05-01T10:00:01.123+02:00"
ROWS = [
    [MOMENT, "Hoop", "2", "geld net", "1", "1", "y", "11", "a", MOMENT, "1"],
    [MOMENT, "Zon", "1", "", "", "", "n", "12", "b", MOMENT, "2"],
]


def form(path, *, survey=SURVEY):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in (("survey", survey), ("choices", CHOICES), ("settings", SETTINGS)):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def columns(tmp_path):
    """What inspect says of each column, with the form beside the answers."""
    form(tmp_path / "formulier.xlsx")
    (tmp_path / "kapot.xlsx").write_bytes(b"PK\x03\x04 half")
    path = write_csv(tmp_path / "antwoorden.csv", [HEAD, *ROWS], delimiter=";")
    return {column["name"]: column for column in as_json(inspect_file(path))["columns"]}


def test_the_form_is_one_that_kobo_would_take(tmp_path):
    assert "Hoe tevreden bent u" in convert(form(tmp_path / "formulier.xlsx")).xform


def test_a_form_gives_questions_their_dutch_words(columns):
    assert columns["org/naam"]["label"] == "Naam van de organisatie"
    assert columns["org/web"]["label"] == "Hoe tevreden bent u over de website?"
    assert columns["lid"]["label"] == "Bent u lid?"
    assert columns["nood/geld"]["label"] == "Waarbij wilt u ondersteuning? [Fondsenwerving]"


def test_a_form_gives_codes_their_answers(columns):
    assert columns["org/web"]["options"] == ["Ontevreden", "Tevreden"]
    assert columns["org/web"]["maps_to"] == "satisfaction_website"
    assert columns["lid"]["options"] == ["Ja", "Nee"]
    assert columns["nood/geld"]["maps_to"] == "need_financien"


def test_answers_without_a_form_keep_their_codes(tmp_path):
    path = write_csv(tmp_path / "antwoorden.csv", [HEAD, *ROWS], delimiter=";")
    found = {column["name"]: column for column in as_json(inspect_file(path))["columns"]}
    assert found["org/web"]["label"] == "web"


def structure(*tables: str) -> str:
    return f"<document><LimeSurveyDocType>Survey</LimeSurveyDocType>{''.join(tables)}</document>"


def table(name: str, *rows: dict[str, str]) -> str:
    cells = ("".join(f"<{key}><![CDATA[{text}]]></{key}>" for key, text in row.items())
             for row in rows)  # fmt: skip
    return f"<{name}><rows>{''.join(f'<row>{row}</row>' for row in cells)}</rows></{name}>"


def test_a_structure_of_limesurvey_5_keeps_its_words_by_language(tmp_path):
    path = tmp_path / "survey.lss"
    path.write_text(
        structure(
            table("answers", {"aid": "7", "qid": "1", "code": "A1"}),
            table("answer_l10ns", {"aid": "7", "answer": "Good", "language": "en"},
                  {"aid": "7", "answer": "Goed", "language": "nl"}),
            table("questions", {"qid": "1", "parent_qid": "0", "title": "Q1"}),
            table("subquestions", {"qid": "2", "parent_qid": "1", "title": "SQ1"}),
            table("question_l10ns", {"qid": "1", "question": "<p>Hoe goed?</p>", "language": "nl"},
                  {"qid": "1", "question": "How good?", "language": "en"},
                  {"qid": "2", "question": "De helpdesk", "language": "nl"}),
        ), encoding="utf-8",
    )  # fmt: skip
    found = read_lss(path)
    assert found.questions == {"Q1": "Hoe goed?"}
    assert found.options == {("Q1", "SQ1"): "De helpdesk"}
    assert found.answers == {"Q1": {"A1": "Goed"}}


def test_a_structure_of_limesurvey_3_repeats_its_rows_per_language(tmp_path):
    path = tmp_path / "survey.lss"
    path.write_text(
        structure(table(
            "questions",
            {"qid": "1", "parent_qid": "0", "title": "Q1", "question": "How?", "language": "en"},
            {"qid": "1", "parent_qid": "0", "title": "Q1", "question": "Hoe?", "language": "nl"},
        )), encoding="utf-8",
    )  # fmt: skip
    found = read_lss(path)
    assert (found.questions, found.answers) == ({"Q1": "Hoe?"}, {})


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "leeg of te groot"), ("<document>", "geen vragenlijst van LimeSurvey"),
     ('<!DOCTYPE a [<!ENTITY b "c">]><document/>', "onveilige inhoud")],
)  # fmt: skip
def test_a_structure_that_cannot_be_read_says_why(tmp_path, content, said):
    path = tmp_path / "survey.lss"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match=said):
        read_lss(path)


def test_labels_inside_an_spss_file_are_the_words_of_its_questions(tmp_path):
    import pandas as pd

    path = tmp_path / "bevraging.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"v1": [1.0, 2.0, 9.0], "v2": ["a", "b", "c"]}), path,
        column_labels=["Hoe tevreden bent u over de website?", "Naam van de organisatie"],
        variable_value_labels={"v1": {1: "Ontevreden", 2: "Tevreden", 9: "Geen ervaring"}},
        missing_ranges={"v1": [9]},
    )  # fmt: skip
    found = {column["name"]: column for column in as_json(inspect_file(path))["columns"]}
    assert found["v1"]["label"] == "Hoe tevreden bent u over de website?"
    assert found["v1"]["maps_to"] == "satisfaction_website"
    assert {"Ontevreden", "Tevreden"} <= set(found["v1"]["options"])
    assert found["v2"]["maps_to"] == "organisation_name"
