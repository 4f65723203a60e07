"""The next questionnaire as LimeSurvey and Kobo take it, and its answers read back."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from pyxform.xls2xform import convert
from tables import PROJECT, SETTINGS

from pijler_analysis.clean.year import clean_file
from pijler_analysis.cli import main
from pijler_analysis.errors import UsageError
from pijler_analysis.ingest.questionnaire import Asked, Item, Questionnaire, read_questionnaire
from pijler_analysis.report.forms import (
    export_questionnaires,
    form_questions,
    next_questionnaire,
    write_limesurvey,
    write_xlsform,
)
from pijler_analysis.settings import read_settings
from pijler_analysis.strategy.crosswalk import crosswalk

MEMBERS = read_questionnaire(PROJECT, "leden_2024")
STAKEHOLDERS = read_questionnaire(PROJECT, "stakeholders_2024")


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


def kobo_answer(form: Path) -> dict[str, str]:
    """Fill in an XLSForm and give it as Kobo exports it, with XML values as headings and answers.

    Everyone takes the last but one answer, ticks the first option, and writes the rest.
    """
    book = openpyxl.load_workbook(form)
    survey, choices = (list(book[name].iter_rows(values_only=True))[1:]
                       for name in ("survey", "choices"))  # fmt: skip
    moment = "2024-10-08T10:12:00.123+02:00"
    found = {}
    for kind, name, *_ in survey:
        names = [choice for list_name, choice, _ in choices if kind.endswith(f" {list_name}")]
        if kind.startswith("select_multiple"):
            found[name] = names[0]
            found |= {f"{name}/{one}": str(int(one == names[0])) for one in names}
        else:
            found[name] = (
                names[-2] if names else moment if kind in ("start", "end") else "Meer vorming"
            )
    own = ("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
           "_submitted_by", "__version__", "_tags", "_index")  # fmt: skip
    return found | dict.fromkeys(own, "1") | {"_submission_time": "2024-10-08T08:12:05"}


@pytest.mark.parametrize(
    ("asked", "website"), [(MEMBERS, "Q02_SQ001"), (STAKEHOLDERS, "Q03")],
    ids=["members", "stakeholders"],
)  # fmt: skip
def test_answers_of_kobo_come_back_without_a_mapping(project, asked, website):
    shutil.copytree(PROJECT / "data" / "questionnaires", project.root / "data" / "questionnaires",
                    dirs_exist_ok=True)  # fmt: skip
    written, _ = export_questionnaires(project, [asked], year=2029)
    given = kobo_answer(written[1])
    given[website] = "Geen_ervaring"
    name = next_questionnaire(asked, 2029).name
    export = project.root / f"{name}_kobo.csv"
    with export.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerows([given.keys(), given.values(), {**given, "_id": "2"}.values()])
    cleaned = clean_file(read_settings(project.root), f"{name}_kobo", export, year=2024)
    assert cleaned.rejected.empty
    assert not any("niet gelezen" in line for line in cleaned.warnings)
    first, second = cleaned.tables[asked.table].to_dict("records")
    assert (first["response_id"], second["response_id"]) == ("1", "2")
    assert first["is_complete"]
    assert first["satisfaction_overall"] == 5  # the last is that somebody has no experience
    assert pd.isna(first["satisfaction_website"])
    options = [need for choice in asked.choices for need in choice.options]
    assert [first[need] for need in options] == [True] + [False] * (len(options) - 1)
    assert first["open_answer"] == "Meer vorming"
    if asked is MEMBERS:
        assert not first["has_ethical_code"]  # of no and yes
    else:
        assert first["role"] == "partner"


def test_a_row_of_a_table_with_other_answers_needs_a_code_of_its_own():
    items = [
        Item(f"satisfaction_{name}", f"Q1[S{place}]", "?", answers, top=2)
        for place, (name, answers) in enumerate({"fund": ("a", "b"), "panel": ("a", "c")}.items())
    ]
    with pytest.raises(UsageError, match=r"Q1\[S1\] heeft andere antwoorden"):
        form_questions(Questionnaire("x", "members", "x", {}, {}, tuple(items), ()))


@pytest.fixture
def project(tmp_path):
    """Return the settings of a project without data that questionnaires may be added to."""
    shutil.copy(PROJECT / "pijler.toml", tmp_path)
    return read_settings(tmp_path)


def test_a_questionnaire_without_codes_gets_them_and_its_answers_come_back(project):
    written, kept = export_questionnaires(project, [MEMBERS, STAKEHOLDERS], year=2029)
    assert [path.name for path in written] == [
        "leden_2029_limesurvey.txt", "leden_2029_xlsform.xlsx",
        "stakeholders_2029_limesurvey.txt", "stakeholders_2029_xlsform.xlsx",
    ]  # fmt: skip
    assert [line.partition(":")[0] for line in kept] == [
        "pijler.toml", "pijler.toml", "data/questionnaires/stakeholders_2029.toml", "pijler.toml"
    ]  # fmt: skip
    assert not convert(str(written[3])).warnings
    given = {"Respons ID": "1", "Datum verstuurd": "2024-10-08 10:12:00"}
    given |= dict(answered(structure(written[2])))
    assert set(given) <= set(read_questionnaire(project.root, "stakeholders_2029").headings())
    export = project.root / "stakeholders_2029_limesurvey.csv"
    with export.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([given.keys(), given.values()])
    cleaned = clean_file(read_settings(project.root), "stakeholders_2029", export, year=2024)
    assert cleaned.rejected.empty
    (answer,) = cleaned.tables["survey_stakeholders"].to_dict("records")
    assert answer["role"] == "partner"  # everyone takes the last but one
    assert answer["satisfaction_yearly_day"] == 5
    assert answer["need_europa"] is True
    assert answer["open_answer"] == "Meer vorming"


def test_the_next_wave_asks_the_same_in_the_same_words(project):
    export_questionnaires(project, [STAKEHOLDERS], year=2029)
    again = read_questionnaire(project.root, "stakeholders_2029")
    compared = crosswalk({"stakeholders": STAKEHOLDERS}, {"stakeholders": again})
    assert set(compared["grade"]) == {"A"}
    assert len(compared) == len(STAKEHOLDERS.items) + len(STAKEHOLDERS.choices[0].options)


def test_what_an_analyst_changed_goes_out_and_stays(project):
    export_questionnaires(project, [STAKEHOLDERS], year=2029)
    path = project.root / "data" / "questionnaires" / "stakeholders_2029.toml"
    path.write_text(path.read_text("utf-8").replace("de helpdesk?", "onze helpdesk?"), "utf-8")
    settings = read_settings(project.root)
    before = (project.root / "pijler.toml").read_bytes(), path.read_bytes()
    written, kept = export_questionnaires(settings, [STAKEHOLDERS], year=2029)
    assert kept == []
    assert before == ((project.root / "pijler.toml").read_bytes(), path.read_bytes())
    assert "onze helpdesk?" in written[0].read_text("utf-8")


def test_a_question_that_fills_no_column_goes_out_too(tmp_path):
    asked = (Asked("Q8", "Hoe kent u ons?", ("Via via", "Website")), Asked("Q9", "Waarom?"))
    form = replace(MEMBERS, asked=asked)
    rows = structure(write_limesurvey(tmp_path / "x.txt", form))
    kinds = {row["name"]: row["type/scale"] for row in rows if row["class"] == "Q"}
    assert (kinds["Q8"], kinds["Q9"]) == ("L", "T")
    assert {"Via via", "Website"} <= {row["text"] for row in rows if row["class"] == "A"}


def test_a_title_and_name_get_the_year(tmp_path):
    again = next_questionnaire(MEMBERS, 2029)
    rows = structure(write_limesurvey(tmp_path / "x.txt", again))
    title = next(row for row in rows if row["class"] == "SL")["text"]
    assert title == "Bevraging van de 4de Pijlerorganisaties 2029"


@pytest.mark.parametrize("year", ["2024", "3029"])
def test_the_next_questionnaire_comes_after_the_last_and_not_in_a_thousand_years(capsys, year):
    assert main(["--project", str(PROJECT), "waves", "export", year]) == 2
    assert "komt na 2024, ten laatste in 2044" in capsys.readouterr().err
