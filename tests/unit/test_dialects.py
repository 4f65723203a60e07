"""Each tool's export recognised, its rows counted, its columns read as the tool means them."""

import pytest
from tool_exports import EXPORTS, write_csv, write_xlsx

from pijler_analysis.ingest.dialects import DIALECTS
from pijler_analysis.inspection.report import as_json, inspect_file
from pijler_analysis.settings import TOOLS

FORM = {  # encoding, delimiter, rows of headings, rows of data, first and last row
    "limesurvey": ("utf-8", ";", 1, 3, 2, 4), "ms_forms": (None, None, 1, 3, 2, 4),
    "google_forms": ("utf-8", ";", 1, 4, 2, 5), "surveymonkey": ("cp1252", ",", 2, 2, 3, 4),
    "qualtrics": ("utf-8", ",", 3, 2, 4, 6), "kobo": ("utf-8", ";", 2, 3, 3, 5),
    "spss": ("utf-8", None, 0, 3, 1, 3), "gravity_forms": ("utf-8", ",", 1, 2, 2, 3),
    "drupal_webform": ("utf-8", "\t", 3, 2, 4, 5), "civicrm": ("utf-8", ",", 1, 2, 2, 3),
    "odoo": (None, None, 1, 2, 2, 3), "mailchimp": ("utf-8", ",", 1, 1, 2, 2),
    "eventbrite": ("utf-8", ",", 1, 2, 2, 3), "freshdesk": ("utf-8", ",", 1, 1, 2, 2),
    "zendesk": ("utf-8", ",", 1, 1, 2, 2), "osticket": ("utf-8", ";", 1, 1, 2, 2),
    "zammad": (None, None, 1, 2, 4, 5), "outlook": ("cp1252", ",", 1, 2, 2, 3),
    "360giving": (None, None, 1, 1, 2, 2), "unknown": (None, None, 1, 2, 5, 6),
}  # fmt: skip

MEANING = {  # table, and some headings with their clean column
    "limesurvey": ("survey_members", {"Respons ID": "response_id",
                   "Tevreden over diensten? [Website]": "satisfaction_website",
                   "Nood aan ondersteuning? [Fondsen werven]": "need_financien"}),
    "ms_forms": ("survey_members", {"Hoe tevreden bent u over de website?": "satisfaction_website",
                                    "Tijd van voltooien": "submitted_on"}),
    "google_forms": ("survey_members", {"Naam organisatie": "organisation_name",
                     "Hoe tevreden bent u over de helpdesk?": "satisfaction_helpdesk"}),
    "surveymonkey": ("survey_members", {
        "Bij welke uitdagingen wilt u ondersteuning? [Netwerken]": "need_netwerk"}),
    "qualtrics": ("survey_members", {"Q2_1": "need_financien", "Finished": "is_complete"}),
    "spss": ("survey_members", {"v1": "satisfaction_website", "v2": "satisfaction_fund"}),
    "kobo": ("registrations", {"Naam organisatie": "organisation_name", "Thema's": "themes"}),
    "gravity_forms": ("registrations", {"Adres (Postcode)": "postcode", "Adres (Land)": None,
                      "Contactpersoon (Achternaam)": "contact_name", "Thema's": "themes",
                      "Landen waar actief (Rwanda)": "partner_countries"}),
    "civicrm": ("registrations", {"Organization Name": "organisation_name", "Country": None,
                                  "Membership Status": "registration_status"}),
    "eventbrite": ("attendance", {"Attendee Status": "is_present", "Organisatie":
                                  "organisation_name"}),
    "freshdesk": ("helpdesk", {"Created time": "asked_on", "Source": "channel"}),
    "zendesk": ("helpdesk", {"Id": "question_id", "Thema [list]": "topic"}),
    "osticket": ("helpdesk", {"Ticketnummer": "question_id", "Van e-mail": "contact_email"}),
    "zammad": ("helpdesk", {"#": "question_id", "Closed At": "answered_on"}),
    "360giving": ("fund", {"Amount Awarded": "granted_eur", "Amount Applied For": "requested_eur"}),
    "unknown": ("helpdesk", {"Nr": "question_id", "Wie vraagt?": "asker", "Kanaal": "channel"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What inspect says of each export."""
    return {
        tool: as_json(inspect_file(write(tmp_path_factory.mktemp(tool))))
        for tool, write in EXPORTS.items()
    }


def test_there_is_a_dialect_and_an_export_for_every_tool():
    assert set(DIALECTS) == set(TOOLS) == set(EXPORTS) - {"unknown"}


@pytest.mark.parametrize("tool", EXPORTS)
def test_a_tool_is_recognised_and_its_rows_are_counted(found, tool):
    keys = ("encoding", "delimiter", "header_rows", "data_rows", "first_row", "last_row")
    assert found[tool]["tool"] == tool
    assert tuple(found[tool][key] for key in keys) == FORM[tool]


@pytest.mark.parametrize("tool", MEANING)
def test_columns_mean_what_the_tool_means(found, tool):
    table, columns = MEANING[tool]
    proposed = {column["name"]: column["maps_to"] for column in found[tool]["columns"]}
    assert found[tool]["table"] == table
    assert {name: proposed[name] for name in columns} == columns


def test_unfinished_and_trial_responses_are_counted_apart(found):
    assert found["limesurvey"]["unfinished_rows"] == 1
    assert found["qualtrics"]["unfinished_rows"] == 1
    assert {"sheet": None, "row": 5, "kind": "test"} in found["qualtrics"]["furniture"]
    assert found["drupal_webform"]["unfinished_rows"] == 1


def test_several_answers_are_told_apart_by_how_they_are_written(found):
    multi = {
        tool: {column["name"]: column["multi"] for column in found[tool]["columns"]}
        for tool in ("ms_forms", "google_forms", "surveymonkey", "drupal_webform")
    }
    assert multi["ms_forms"]["Rond welke uitdagingen wilt u ondersteuning?"] == "separated"
    assert multi["google_forms"]["Waarbij wilt u hulp?"] == "separated"
    assert multi["drupal_webform"]["Thema's: Water"] == "columns"
    name = "Bij welke uitdagingen wilt u ondersteuning? [Fondsenwerving]"
    assert multi["surveymonkey"][name] == "columns"


def test_a_kept_workbook_lists_what_is_no_data(found):
    kinds = {(entry["row"], entry["kind"]) for entry in found["unknown"]["furniture"]}
    assert kinds == {(1, "title"), (4, "subheading"), (7, "total"), (9, "note"),
                     (None, "hidden_sheet")}  # fmt: skip


def test_names_are_masked_also_in_a_column_nobody_knows(found):
    (customer,) = [column for column in found["zammad"]["columns"] if column["name"] == "Customer"]
    assert customer["maps_to"] is None
    assert customer["examples"] == ["xxx xx xxxx"]


DUTCH_ZAMMAD = {
    "#": "2024001", "Titel": "Vraag", "Status": "closed", "Klant": "Els De Smet",
    "Organisatie": "Hart", "Maak kanaal": "email", "Gemaakt op": "2024-02-03",
    "Gesloten op": "2024-02-09", "Sluit Escalatie op": "", "Gesloten in minuten": 5,
    "Eerste reactie op": "2024-02-04",
}  # fmt: skip
"""The headings of its own Dutch translation."""


def test_zammad_is_recognised_in_dutch(tmp_path):
    rows = [["Tickets: 2024-2"], [], list(DUTCH_ZAMMAD), list(DUTCH_ZAMMAD.values())]
    found = as_json(inspect_file(write_xlsx(tmp_path, "tickets.xlsx", ("Blad", rows, False))))
    proposed = {column["name"]: column["maps_to"] for column in found["columns"]}
    assert (found["tool"], found["header_rows"], found["data_rows"]) == ("zammad", 1, 1)
    assert proposed["#"] == "question_id"
    assert proposed["Gemaakt op"] == "asked_on"
    assert proposed["Eerste reactie op"] == "answered_on"
    assert proposed["Maak kanaal"] == "channel"


def test_utf_16_is_named(tmp_path):
    path = write_csv(tmp_path, "lijst.csv", [["Naam", "Postcode"], ["Gent", "9000"]],
                     delimiter="\t", encoding="utf-16")  # fmt: skip
    assert as_json(inspect_file(path))["encoding"] == "utf-16"


def test_a_survey_structure_beside_the_export_gives_the_questions_their_words(tmp_path):
    head = ["id", "submitdate", "lastpage", "startlanguage", "Q1[SQ1]", "Q2"]
    rows = [["1", "2024-10-01 10:00:00", "4", "nl", "A4", "ja"]]
    path = write_csv(tmp_path, "results.csv", [head, *rows])
    (tmp_path / "survey.lss").write_text(
        "<document><questions><rows>"
        "<row><qid>1</qid><parent_qid>0</parent_qid><title>Q1</title>"
        "<question>&lt;p&gt;Hoe tevreden bent u over&lt;/p&gt;</question></row>"
        "<row><qid>2</qid><parent_qid>0</parent_qid><title>Q2</title>"
        "<question>Nog iets?</question></row></rows></questions>"
        "<subquestions><rows><row><qid>3</qid><parent_qid>1</parent_qid><title>SQ1</title>"
        "<question>De website</question></row></rows></subquestions>"
        "<answers><rows><row><qid>1</qid><code>A2</code><answer>Ontevreden</answer></row>"
        "<row><qid>1</qid><code>A4</code><answer>Tevreden</answer></row></rows></answers>"
        "</document>",
        encoding="utf-8",
    )
    columns = {one["name"]: one for one in as_json(inspect_file(path))["columns"]}
    assert columns["Q1[SQ1]"]["label"] == "Hoe tevreden bent u over [De website]"
    assert columns["Q1[SQ1]"]["maps_to"] == "satisfaction_website"
    assert columns["Q2"]["label"] == "Nog iets?"
