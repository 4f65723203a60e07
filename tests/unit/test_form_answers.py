"""Answers to an exported questionnaire, in every form in which a tool's manual says it exports.

The files are written by hand after the manuals and the code of the tools: LimeSurvey's options for
headings (code, words, both, code for expressions) and answers (words, codes), Kobo's and ODK
Central's for names or words, groups, and options in one cell or a column each.
"""

from __future__ import annotations

import csv
import shutil

import pandas as pd
import pytest
from tables import PROJECT

from pijler_analysis.clean.year import clean_file
from pijler_analysis.ingest.questionnaire import Choice, Item, Questionnaire
from pijler_analysis.report.forms import export_questionnaires
from pijler_analysis.settings import read_settings

SCALE = ("Ontevreden", "Tevreden")
ASKED = Questionnaire(
    "leden_2024", "members", "Bevraging 2024",
    {"Respons ID": "response_id", "Datum verstuurd": "submitted_on", "Toegangscode": "token",
     "Q5": "open_answer"}, {},
    (Item("satisfaction_overall", "Q1", "Hoe tevreden bent u?", SCALE, ("Geen ervaring",), top=2),
     Item("satisfaction_website", "Q2[SQ001]", "Tevreden over de website?", SCALE,
          ("Geen ervaring",), top=2),
     Item("satisfaction_fund", "Q2[SQ002]", "Tevreden over het fonds?", SCALE, ("Geen ervaring",),
          top=2),
     Item("has_ethical_code", "Q4", "Hebt u een code?", ("Nee", "Ja"), boolean=True)),
    (Choice("Q3", "Waarvoor wilt u steun?",
            {"need_stem": "Q3[SQ001]", "need_europa": "Q3[SQ002]"}, none="Q3[SQ003]",
            other="Q3[other]",
            texts={"need_stem": "Een stem", "need_europa": "Europese netwerken"}),),
    texts={"Q5": "Nog iets?"},
)  # fmt: skip


@pytest.fixture
def project(tmp_path):
    """Return a project from which the questionnaire went out."""
    shutil.copy(PROJECT / "pijler.toml", tmp_path)
    export_questionnaires(read_settings(tmp_path), [ASKED], year=2029)
    return read_settings(tmp_path)


def read(project, name, rows, *, delimiter=","):
    """Return the clean answers in an export, and what was said of it."""
    path = project.root / f"{name}_export.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    cleaned = clean_file(project, name, path, year=2024)
    assert cleaned.rejected.empty, cleaned.rejected.to_dict("records")
    return cleaned.tables["survey_members"].to_dict("records"), cleaned.warnings


def expect(rows, *, ids, other=True):
    """Hold two answers to what was filled in: the first nearly all, the second next to nothing."""
    first, second = rows
    assert [first["response_id"], second["response_id"]] == ids
    assert first["satisfaction_overall"] == 2
    assert pd.isna(first["satisfaction_website"])
    assert first["satisfaction_fund"] == 1
    assert first["has_ethical_code"] is True
    assert (first["need_stem"], first["need_europa"]) == (True, False)
    assert first["open_answer"] == "Meer vorming"
    assert first["is_complete"]
    assert pd.isna(second["satisfaction_overall"])
    assert pd.isna(second["need_stem"])


OWN = {
    "code": ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate",
             "datestamp"],
    "full": ["Respons ID", "Datum verstuurd", "Laatste pagina", "Begin taal", "Zaad",
             "Toegangscode", "Startdatum", "Datum laatste actie"],
    "codetext": ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page",
                 "startlanguage. Start language", "seed. Seed", "token. Access code",
                 "startdate. Date started", "datestamp. Date last action"],
}  # fmt: skip
OWN["expressions"] = OWN["code"]
HEADINGS = {
    "code": ["Q1", "Q2[SQ001]", "Q2[SQ002]", "Q3[SQ001]", "Q3[SQ002]", "Q3[SQ003]", "Q3[other]",
             "Q4", "Q5"],
    "full": ["Hoe tevreden bent u?", "Tevreden over … [Tevreden over de website?]",
             "Tevreden over … [Tevreden over het fonds?]", "Waarvoor wilt u steun? [Een stem]",
             "Waarvoor wilt u steun? [Europese netwerken]",
             "Waarvoor wilt u steun? [Geen van deze]", "Waarvoor wilt u steun? [Anders]",
             "Hebt u een code?", "Nog iets?"],
    "expressions": ["Q1", "Q2_SQ001", "Q2_SQ002", "Q3_SQ001", "Q3_SQ002", "Q3_SQ003", "Q3_other",
                    "Q4", "Q5"],
}  # fmt: skip
HEADINGS["codetext"] = [
    f"{code}. {words}" for code, words in zip(HEADINGS["code"], HEADINGS["full"], strict=True)
]
ANSWERS = {
    "words": (["Tevreden", "Geen ervaring", "Ontevreden", "Ja", "Nee", "Nee", "", "Ja"],
              ["", "", "", "N/A", "N/A", "N/A", "", ""]),
    "codes": (["A2", "X1", "A1", "Y", "", "", "", "A2"], [""] * 8),
}  # fmt: skip


@pytest.mark.parametrize("answers", list(ANSWERS))
@pytest.mark.parametrize("headings", list(HEADINGS))
def test_limesurvey_is_read_whatever_was_chosen_for_the_export(project, headings, answers):
    given, silent = ANSWERS[answers]
    own = ["7", "2024-10-08 10:12:00", "1", "nl", "123", "abc", "2024-10-08 10:00:00",
           "2024-10-08 10:12:00"]  # fmt: skip
    rows = [
        [*OWN[headings], *HEADINGS[headings]],
        [*own, *given, "Meer vorming"],
        ["8", *own[1:5], "def", *own[6:], *silent, ""],
    ]
    found, said = read(project, "leden_2029", rows)
    expect(found, ids=["7", "8"])
    assert not [line for line in said if "niet gelezen" in line]


KOBO = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
        "_submitted_by", "__version__", "_tags", "_index"]  # fmt: skip
KOBO_CELLS = ["e7", "2024-10-08T08:12:05", "", "", "submitted_via_web", "", "v1", "", "1"]
MOMENT = "2024-10-08T10:12:00.123+02:00"


def kobo(group, multiple, *, labels=False):
    """Return an export of Kobo: names or words, a group or none, options as was chosen."""
    one = ["Een stem", "Europese netwerken", "Geen van deze", "Andere"] if labels else [
        "SQ001", "SQ002", "SQ003", "other"]  # fmt: skip
    asked = HEADINGS["full"] if labels else HEADINGS["expressions"]
    stem = "Waarvoor wilt u steun?" if labels else "Q3"
    website, fund = ("Tevreden over de website?", "Tevreden over het fonds?") if labels else (
        "Q2_SQ001", "Q2_SQ002")  # fmt: skip
    columns = [f"{stem}/{option}" for option in one]
    headings = {"both": [stem, *columns], "columns": columns, "cell": [stem]}[multiple]
    cells = {"both": [one[0], "1", "0", "0", "0"], "columns": ["1", "0", "0", "0"],
             "cell": [one[0]]}[multiple]  # fmt: skip
    token, other = ("Welke code staat er in je uitnodiging?", "Andere, namelijk") if labels else (
        "token", "Q3_other")  # fmt: skip
    questions = [token, asked[0], website, fund, *headings, other, "Hebt u een code?" if labels
                 else "Q4", asked[-1]]  # fmt: skip
    silent = "Geen ervaring" if labels else "Geen_ervaring"
    given = ["abc", "Tevreden", silent, "Ontevreden", *cells, "", "Ja", "Meer vorming"]
    blank = ["def", "", "", "", *([""] * len(cells)), "", "", ""]
    return [
        ["start", "end", *(f"{group}{name}" for name in questions), *KOBO],
        [MOMENT, MOMENT, *given, "7", *KOBO_CELLS],
        [MOMENT, MOMENT, *blank, "8", *KOBO_CELLS],
    ]


@pytest.mark.parametrize("labels", [False, True], ids=["names", "words"])
@pytest.mark.parametrize("multiple", ["both", "columns", "cell"])
@pytest.mark.parametrize("group", ["", "deel/", "deel/vragen/"])
def test_kobo_is_read_whatever_was_chosen_for_the_export(project, group, multiple, labels):
    found, said = read(
        project, "leden_2029_kobo", kobo(group, multiple, labels=labels), delimiter=";"
    )
    expect(found, ids=["7", "8"])
    assert not [line for line in said if "niet gelezen" in line]


CENTRAL = ["KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected",
           "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"]  # fmt: skip


@pytest.mark.parametrize("is_split", [False, True], ids=["in one cell", "split"])
@pytest.mark.parametrize("group", ["", "deel-", "deel-vragen-"])
def test_odk_central_is_read_split_or_not_and_with_groups_or_without(project, group, is_split):
    options = [f"{group}Q3/{one}" for one in ("SQ001", "SQ003")] if is_split else []
    questions = [f"{group}{one}" for one in ("token", "Q1", "Q2_SQ001", "Q2_SQ002", "Q3")]
    after = [f"{group}{one}" for one in ("Q3_other", "Q4", "Q5")]
    meta = "meta-instanceID" if group else "instanceID"
    rows = [
        ["SubmissionDate", "start", "end", *questions, *options, *after, meta, *CENTRAL],
        ["2024-10-08T08:12:05.123Z", MOMENT, MOMENT, "abc", "Tevreden", "Geen_ervaring",
         "Ontevreden", "SQ001", *(["1", "0"] if is_split else []), "", "Ja", "Meer vorming",
         "uuid:7", "uuid:7", "12", "Web", "0", "0", "", "", "", "0", "1"],
        ["2024-10-08T08:13:05.123Z", MOMENT, MOMENT, "def", "", "", "", "",
         *(["0", "0"] if is_split else []), "", "", "", "uuid:8", "uuid:8", "12", "Web", "0", "0",
         "", "", "", "0", "1"],
    ]  # fmt: skip
    if is_split:  # only what was ever chosen gets a column there
        rows[0][rows[0].index(f"{group}Q3/SQ003")] = f"{group}Q3/SQ002"
    found, said = read(project, "leden_2029_kobo", rows)
    expect(found, ids=["uuid:7", "uuid:8"])
    assert not [line for line in said if "niet gelezen" in line]
    assert found[0]["submitted_on"].date().isoformat() == "2024-10-08"


def test_several_options_and_words_of_ones_own_in_one_cell(project):
    rows = kobo("", "cell")
    rows[1][rows[0].index("Q3")] = "SQ002 other SQ001"
    rows[1][rows[0].index("Q3_other")] = "een eigen zaal"
    rows[2][rows[0].index("Q3")] = "SQ003"
    found, _ = read(project, "leden_2029_kobo", rows)
    assert (found[0]["need_stem"], found[0]["need_europa"]) == (True, True)
    assert (found[1]["need_stem"], found[1]["need_europa"]) == (False, False)


def test_an_option_that_was_added_to_the_form_is_named_not_lost_in_silence(project):
    rows = kobo("", "cell")
    rows[1][rows[0].index("Q3")] = "SQ001 SQ009"
    found, said = read(project, "leden_2029_kobo", rows)
    assert found[0]["need_stem"] is True
    assert any('niet gelezen: "Q3/SQ009"' in line for line in said)
