"""``pijler inspect --write``: what an analyst wrote stays, and what is added is read by a build."""

import shutil

import pytest
from clean_files import PROJECT
from tool_exports import EXPORTS, write_csv

from pijler_analysis.clean.year import clean_file
from pijler_analysis.cli import main
from pijler_analysis.ingest.questionnaire import read_questionnaire
from pijler_analysis.settings import read_settings


@pytest.fixture
def project(tmp_path):
    """The settings of the sample, and a year without files."""
    shutil.copy(PROJECT / "pijler.toml", tmp_path)
    folder = tmp_path / "data" / "raw" / "2024"
    folder.mkdir(parents=True)
    return tmp_path


def inspect_written(project, tool):
    """Write the export of a tool into the year and have it inspected."""
    path = EXPORTS[tool](project / "data" / "raw" / "2024")
    assert main(["--project", str(project), "inspect", str(path), "--write"]) == 0
    return path, read_settings(project)


def test_comments_and_order_stay_and_an_unused_source_makes_room(project):
    before = (project / "pijler.toml").read_text(encoding="utf-8")
    _, settings = inspect_written(project, "osticket")
    after = (project / "pijler.toml").read_text(encoding="utf-8")
    assert before.split("[sources.helpdesk]")[0] == after.split("[sources.helpdesk]")[0]
    source = settings.sources["helpdesk"]
    assert (source.layout, source.file) == ("osticket", "tickets*.csv")
    assert source.columns["Van e-mail"] == "contact_email"
    assert list(settings.sources) == list(read_settings(PROJECT).sources)


@pytest.mark.parametrize(("tool", "rows"), [("zendesk", 1), ("zammad", 2), ("gravity_forms", 2),
                                            ("civicrm", 2), ("unknown", 2)])  # fmt: skip
def test_what_was_written_is_read(project, tool, rows):
    path, settings = inspect_written(project, tool)
    layout = "log" if tool == "unknown" else tool
    (name,) = [one.name for one in settings.sources.values()
               if one.layout == layout and path.match(one.file)]  # fmt: skip
    cleaned = clean_file(settings, name, path, year=2024)
    (table,) = cleaned.tables.values()
    assert len(table) == rows


def test_options_in_columns_of_their_own_are_read_as_one_list(project):
    path, settings = inspect_written(project, "gravity_forms")
    (table,) = clean_file(settings, "registrations", path, year=2024).tables.values()
    assert table["partner_countries"].tolist() == ["RW", "CD;RW"]
    assert table["themes"].tolist() == ["Onderwijs;Water", "Water"]


@pytest.mark.parametrize("tool", ["limesurvey", "ms_forms", "google_forms", "surveymonkey",
                                  "qualtrics", "spss"])  # fmt: skip
def test_a_survey_gets_a_questionnaire_and_is_read_by_it(project, tool):
    path, settings = inspect_written(project, tool)
    source = next(one for one in settings.sources.values() if one.layout == tool
                  and one.questionnaire and path.match(one.file))  # fmt: skip
    questionnaire = read_questionnaire(project, source.questionnaire)
    assert questionnaire.items
    (table,) = clean_file(settings, source.name, path, year=2024).tables.values()
    satisfaction = table.filter(like="satisfaction_").dropna(axis="columns", how="all")
    assert satisfaction.shape[1] >= 1
    assert len(table) == {"google_forms": 4, "surveymonkey": 2, "qualtrics": 2}.get(tool, 3)


def test_not_shown_is_not_the_same_as_not_ticked(project):
    path, settings = inspect_written(project, "limesurvey")
    (table,) = clean_file(settings, "survey_members", path, year=2024).tables.values()
    assert table["need_financien"].tolist()[0] is True
    assert table["need_vrijwilligers"].tolist()[0] is False
    assert table["need_financien"].isna().tolist() == [False, True, True]
    assert table["is_complete"].tolist() == [True, False, True]


def test_a_tick_that_repeats_its_option_is_a_tick(project):
    path, settings = inspect_written(project, "surveymonkey")
    (table,) = clean_file(settings, "survey_members", path, year=2024).tables.values()
    assert table["need_financien"].tolist() == [True, False]
    assert table["need_netwerk"].tolist() == [False, True]


def test_spss_codes_are_read_by_their_labels(project):
    path, settings = inspect_written(project, "spss")
    (table,) = clean_file(settings, "survey_members", path, year=2024).tables.values()
    assert table["satisfaction_website"].tolist() == [4, 5, 2]
    assert table["satisfaction_fund"].isna().tolist() == [False, True, False]


def test_a_heading_renamed_next_year_becomes_another_way(project):
    folder = project / "data" / "raw" / "2024"
    head = ["Nr", "Datum", "Kanaal", "Vraag", "Onderwerp"]
    rows = [["1", "01/02/2024", "mail", "Hoe begin je een vzw?", "statuten"]]
    for number, text in enumerate(("Kanaal", "Contactwijze")):
        renamed = [text if name == "Kanaal" else name for name in head]
        path = write_csv(folder, f"vragen_{2023 + number}.csv", [renamed, *rows])
        assert main(["--project", str(project), "inspect", str(path), "--write"]) == 0
    source = read_settings(project).sources["helpdesk"]
    assert [head for head, column in source.columns.items() if column == "channel"] == [
        "Kanaal", "Contactwijze"
    ]  # fmt: skip


def test_a_file_that_means_nothing_changes_nothing(project, capsys):
    before = (project / "pijler.toml").read_bytes()
    path = write_csv(project / "data" / "raw" / "2024", "x.csv", [["Kleur", "Smaak"], ["a", "b"]])
    assert main(["--project", str(project), "inspect", str(path), "--write"]) == 0
    assert "niets geschreven" in capsys.readouterr().err
    assert (project / "pijler.toml").read_bytes() == before
