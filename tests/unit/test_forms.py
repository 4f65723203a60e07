"""The next questionnaire as LimeSurvey and Kobo take it, and its answers read back."""

from __future__ import annotations

import csv
import html
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
from pijler_analysis.ingest.questionnaire import (
    Asked,
    Choice,
    Item,
    Questionnaire,
    read_questionnaire,
)
from pijler_analysis.report.form_questions import form_questions
from pijler_analysis.report.forms import export_questionnaires, next_questionnaire
from pijler_analysis.report.limesurvey_form import limesurvey_text
from pijler_analysis.report.xlsform_file import write_xlsform
from pijler_analysis.settings import read_settings
from pijler_analysis.strategy.crosswalk import crosswalk

MEMBERS = read_questionnaire(PROJECT, "leden_2024")
STAKEHOLDERS = read_questionnaire(PROJECT, "stakeholders_2024")


def structure(text: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter="\t")
    return [row | {"text": html.unescape(row["text"])} for row in rows]


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
    rows = structure(limesurvey_text(MEMBERS))
    headings = {heading for heading, _ in answered(rows)}
    asked = {one.code for one in MEMBERS.items} | set(MEMBERS.choices[0].options.values())
    assert asked | {"Q05", "Q03[SQ012]", "Q03[other]"} == headings
    assert headings <= set(MEMBERS.headings())


def test_answers_come_back_without_a_mapping(tmp_path):
    rows = structure(limesurvey_text(MEMBERS))
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
    rows = structure(limesurvey_text(asked))
    assert [row["relevance"] for row in rows if row["class"] == "Q"] == ["1", 'Q1.NAOK == "A2"']
    assert "relevant=" in convert(str(write_xlsform(tmp_path / "x.xlsx", asked))).xform


def test_who_sees_a_question_may_hang_on_a_row_of_a_table(tmp_path):
    """An expression knows a row of a table as its question, a line, and its own code."""
    rows = [Item(f"satisfaction_{name}", f"Q1[SQ{place}]", f"Tevreden over {name}?", ("Nee", "Ja"),
                 top=2) for place, name in enumerate(("fund", "panel"))]  # fmt: skip
    then = Item("has_ethical_code", "Q2", "Een code?", ("Nee", "Ja"), boolean=True,
                asked_if={"satisfaction_panel": "Nee"})  # fmt: skip
    asked = Questionnaire("leden_2024", "members", "x", {}, {}, (*rows, then), ())
    found = {row["name"]: row["relevance"] for row in structure(limesurvey_text(asked))}
    assert found["Q2"] == 'Q1_SQ1.NAOK == "A1"'
    made = convert(str(write_xlsform(tmp_path / "x.xlsx", asked)))
    assert "relevant=\" /data/Q1_SQ1  = 'Nee'" in made.xform
    assert not made.warnings


def test_limesurvey_keeps_what_links_and_dates_an_answer():
    settings = {row["name"]: row["text"] for row in structure(limesurvey_text(MEMBERS))
                if row["class"] == "S"}  # fmt: skip
    assert settings == {"language": "nl", "format": "G", "datestamp": "Y", "anonymized": "N"}


def test_signs_that_limesurvey_reads_as_html_or_as_an_expression_stay_signs():
    item = Item("satisfaction_fund", "Q1", '"<5 leden" {of} R&D?', ("<5", "5 & meer"), top=2)
    text = limesurvey_text(Questionnaire("x", "members", "x", {}, {}, (item,), ()))
    assert "&quot;&lt;5 leden&quot; &#123;of&#125; R&amp;D?" in text
    assert "{" not in text
    words = [row["text"] for row in structure(text)]
    assert {'"<5 leden" {of} R&D?', "<5", "5 & meer"} <= set(words)


def one_item(code="Q1", **more):
    item = Item("satisfaction_fund", code, "Tevreden?", ("Nee", "Ja"), top=2, **more)
    return Questionnaire("leden_2024", "members", "x", {}, {}, (item,), ())


def one_choice(options, **more):
    choice = Choice("Q1", "Wat?", dict(zip(("need_stem", "need_europa"), options, strict=True)),
                    **more)  # fmt: skip
    return Questionnaire("leden_2024", "members", "x", {}, {}, (), (choice,))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (one_item("Q" * 21), "is langer dan 20 tekens"),
        (one_item("TOKEN"), "houdt LimeSurvey voor zichzelf"),
        (one_item("Q1[time]"), "'time' houdt LimeSurvey voor zichzelf"),
        (one_item(f"Q1[{'S' * 21}]"), "het deel is langer dan 20 tekens"),
        (one_item(codes=("zeer_slecht", "B")), "'zeer_slecht' is geen reeks van hoogstens 5"),
        (one_item(codes=("b", "B")), "antwoordcode 'B' staat er twee keer"),
        (one_choice(("Q1[sq1]", "Q1[SQ1]")), "hoofdletters maken voor LimeSurvey niet uit"),
        (one_choice(("Q1[other]", "Q1[SQ1]"), other="Q1[other]"), "'other' houdt LimeSurvey"),
        (replace(one_item(), title="t" * 201), "title is langer dan 200 tekens"),
    ],
)
def test_a_code_that_limesurvey_would_change_stops_the_export(asked, told):
    with pytest.raises(UsageError, match=told) as raised:
        limesurvey_text(asked)
    assert str(raised.value).startswith("data/questionnaires/leden_2024.toml: ")
    assert "\n" not in str(raised.value)


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*") if path.is_file()}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ('[sources.leden_2029]\ntable = "helpdesk"\nfile = "x*.xlsx"\nlayout = "log"\n',
         "bron leden_2029 leest iets anders dan de antwoorden op de vragenlijst leden_2029"),
        ("", "langer dan 20 tekens"),
    ],
    ids=["a source of that name", "a code too long"],
)  # fmt: skip
def test_an_export_that_fails_leaves_every_file_as_it_was(project, source, told):
    path = project.root / "pijler.toml"
    path.write_text(f"{path.read_text('utf-8')}\n{source}", "utf-8")
    asked = MEMBERS if source else replace(MEMBERS, items=(one_item("Q" * 21).items[0],))
    before = contents(project.root)
    with pytest.raises(UsageError, match=told):
        export_questionnaires(read_settings(project.root), [STAKEHOLDERS, asked], year=2029)
    assert contents(project.root) == before
    assert not (project.root / "reports").exists()


def test_settings_that_broke_meanwhile_are_left_as_they_are(project):
    path = project.root / "pijler.toml"
    path.write_text(path.read_text("utf-8").replace("smallest_cell = 5", "smallest_cell = 1"))
    before = contents(project.root)
    with pytest.raises(UsageError, match="smallest_cell"):
        export_questionnaires(project, [MEMBERS], year=2029)
    assert contents(project.root) == before


def test_a_role_comes_back_by_the_code_of_its_answer_too(project):
    written, _ = export_questionnaires(project, [STAKEHOLDERS], year=2029)
    rows = structure(written[0].read_text("utf-8"))
    given = {"id": "1", "submitdate": "2024-10-08 10:12:00"} | dict(answered(rows))
    role = next(row["name"] for row in rows if row["text"].startswith("In welke hoedanigheid"))
    given[role] = "A4"
    export = project.root / "stakeholders_2029_limesurvey.csv"
    with export.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([given.keys(), given.values()])
    cleaned = clean_file(read_settings(project.root), "stakeholders_2029", export, year=2024)
    assert cleaned.rejected.empty
    assert cleaned.tables["survey_stakeholders"]["role"].tolist() == ["partner"]


def test_lines_an_analyst_wrote_in_the_settings_stay_to_the_byte(project):
    path = project.root / "pijler.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    export_questionnaires(read_settings(project.root), [MEMBERS], year=2029)
    assert path.read_bytes().startswith(before.rstrip())
    assert "leden_2029_kobo" in read_settings(project.root).sources


def test_a_questionnaire_without_a_year_in_its_name_gets_one_and_stays_as_it_is(project):
    asked = replace(STAKEHOLDERS, name="bevraging")
    written, _ = export_questionnaires(project, [asked], year=2029)
    assert written[0].name == "bevraging_2029_limesurvey.txt"
    assert read_questionnaire(project.root, "bevraging_2029").items[0].code == "Q02"


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


@pytest.mark.parametrize(
    "asked",
    [
        {"asked": (Asked("Q5[1]", "Rij een"), Asked("Q5[2]", "Rij twee"))},
        {"asked": (Asked("Q5", "Waarom?"),),
         "choices": (Choice("Q5", "Wat?", {"need_stem": "Q5[1]"}),)},
        {"items": (Item("satisfaction_fund", "Q5", "?", ("a", "b"), top=2),),
         "choices": (Choice("Q5", "Wat?", {"need_stem": "Q5[1]"}),)},
    ],
)  # fmt: skip
def test_two_questions_under_one_code_are_named_since_a_form_would_lose_one(asked):
    form = replace(Questionnaire("x", "members", "x", {}, {}, (), ()), **asked)
    with pytest.raises(UsageError, match="x: vraag Q5 staat er meer dan een keer"):
        form_questions(form)


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
        "data/questionnaires/leden_2029.toml", "data/questionnaires/stakeholders_2029.toml",
        *["pijler.toml"] * 4,
    ]  # fmt: skip
    assert not convert(str(written[3])).warnings
    given = {"Respons ID": "1", "Datum verstuurd": "2024-10-08 10:12:00"}
    given |= dict(answered(structure(written[2].read_text("utf-8"))))
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
    rows = structure(limesurvey_text(form))
    kinds = {row["name"]: row["type/scale"] for row in rows if row["class"] == "Q"}
    assert (kinds["Q8"], kinds["Q9"]) == ("L", "T")
    assert {"Via via", "Website"} <= {row["text"] for row in rows if row["class"] == "A"}


def test_a_title_and_name_get_the_year(tmp_path):
    again = next_questionnaire(MEMBERS, 2029)
    rows = structure(limesurvey_text(again))
    title = next(row for row in rows if row["class"] == "SL")["text"]
    assert title == "Bevraging van de 4de Pijlerorganisaties 2029"


@pytest.mark.parametrize("year", ["2024", "3029"])
def test_the_next_questionnaire_comes_after_the_last_and_not_in_a_thousand_years(capsys, year):
    assert main(["--project", str(PROJECT), "waves", "export", year]) == 2
    assert "komt na 2024, ten laatste in 2044" in capsys.readouterr().err
