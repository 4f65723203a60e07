"""The next questionnaire as LimeSurvey and Kobo take it, and its answers read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pyxform.xls2xform import convert
from tables import PROJECT, SETTINGS

from pijler_analysis.clean.year import clean_file
from pijler_analysis.cli import main
from pijler_analysis.errors import UsageError
from pijler_analysis.ingest.questionnaire import Item, Questionnaire, read_questionnaire
from pijler_analysis.report.forms import (
    export_questionnaires,
    form_questions,
    write_limesurvey,
    write_xlsform,
)

MEMBERS = read_questionnaire(PROJECT, "leden_2024")


def structure(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def answered(rows: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield heading and answer as LimeSurvey exports them: everyone takes the last but one."""
    question, parts, answers = {}, [], []
    for row in [*rows, {"class": "Q", "type/scale": "", "name": ""}]:
        if row["class"] == "Q":
            if question:
                yield from _headings(question, parts, answers)
            question, parts, answers = row, [], []
        elif row["class"] == "SQ":
            parts.append(row["name"])
        elif row["class"] == "A":
            answers.append(row["text"])


def _headings(question: dict, parts: list[str], answers: list[str]) -> Iterator[tuple[str, str]]:
    name, kind = question["name"], question["type/scale"]
    given = {"L": answers[-2:][0] if answers else "", "F": answers[-2:][0] if answers else "",
             "M": "Y", "T": "Meer vorming"}[kind]  # fmt: skip
    for heading in [f"{name}[{part}]" for part in parts] or [name]:
        yield heading, given
    if question["other"] == "Y":
        yield f"{name}[other]", ""


def test_every_heading_limesurvey_will_write_is_one_the_questionnaire_knows(tmp_path):
    rows = structure(write_limesurvey(tmp_path / "leden.txt", MEMBERS))
    headings = {heading for heading, _ in answered(rows)}
    asked = {one.code for one in MEMBERS.items} | set(MEMBERS.choices[0].options.values())
    assert asked | {"Q05", "Q03[SQ012]", "Q03[other]"} == headings
    assert headings <= set(MEMBERS.headings())


def test_answers_come_back_without_a_mapping(tmp_path):
    rows = structure(write_limesurvey(tmp_path / "leden.txt", MEMBERS))
    own = {"Respons ID": "1", "Datum verstuurd": "2024-10-08 10:12:00", "Laatste pagina": "4",
           "Begin taal": "nl", "Startdatum": "2024-10-08 10:00:00",
           "Datum laatste actie": "2024-10-08 10:12:00", "Toegangscode": "x"}  # fmt: skip
    given = own | dict(answered(rows))
    export = tmp_path / "bevraging_leden_limesurvey_2029.csv"
    with export.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([given.keys(), given.values()])
    cleaned = clean_file(SETTINGS, "survey_members", export, year=2024)
    assert cleaned.rejected.empty
    (answer,) = cleaned.tables["survey_members"].to_dict("records")
    assert (
        answer["satisfaction_overall"] == 5
    )  # the last but one is the highest: then no experience
    assert answer["satisfaction_panel"] == 5
    assert not answer["has_ethical_code"]
    assert answer["need_europa"] is True


def test_the_xlsform_is_one(tmp_path):
    path = write_xlsform(tmp_path / "leden.xlsx", MEMBERS)
    made = convert(str(path))
    assert not made.warnings
    assert "Q02_SQ009" in made.xform
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["survey", "choices", "settings"]
    wordings = {row[2] for row in book["survey"].iter_rows(values_only=True)}
    assert {item.wording for item in MEMBERS.items} <= wordings


def test_who_sees_a_question_is_kept(tmp_path):
    first = Item("has_ethical_code", "Q1", "Hebt u een code?", ("Nee", "Ja"), boolean=True)
    then = Item("satisfaction_fund", "Q2", "Tevreden?", ("Nee", "Ja"), top=2,
                asked_if={"has_ethical_code": "Ja"})  # fmt: skip
    asked = Questionnaire("leden_2024", "members", "x", {}, {}, (first, then), ())
    rows = structure(write_limesurvey(tmp_path / "x.txt", asked))
    assert [row["relevance"] for row in rows if row["class"] == "Q"] == ["1", 'Q1.NAOK == "A2"']
    assert "relevant=" in convert(str(write_xlsform(tmp_path / "x.xlsx", asked))).xform


def test_a_row_of_a_table_with_other_answers_needs_a_code_of_its_own():
    items = [
        Item(f"satisfaction_{name}", f"Q1[S{place}]", "?", answers, top=2)
        for place, (name, answers) in enumerate({"fund": ("a", "b"), "panel": ("a", "c")}.items())
    ]
    with pytest.raises(UsageError, match=r"Q1\[S1\] heeft andere antwoorden"):
        form_questions(Questionnaire("x", "members", "x", {}, {}, tuple(items), ()))


def test_a_questionnaire_without_codes_is_left_out_and_said(tmp_path):
    stakeholders = read_questionnaire(PROJECT, "stakeholders_2024")
    written, left = export_questionnaires(tmp_path, [MEMBERS, stakeholders], year=2029)
    assert [path.name for path in written] == ["leden_2029_limesurvey.txt",
                                               "leden_2029_xlsform.xlsx"]  # fmt: skip
    assert len(left) == 1
    assert left[0].startswith("stakeholders_2029: de koppen zijn geen vraagcodes")
    title = next(row for row in structure(written[0]) if row["class"] == "SL")["text"]
    assert title == "Bevraging van de 4de Pijlerorganisaties 2029"


def test_the_next_questionnaire_comes_after_the_last(capsys):
    assert main(["--project", str(PROJECT), "waves", "export", "2024"]) == 2
    assert "de volgende bevraging komt na 2024" in capsys.readouterr().err
