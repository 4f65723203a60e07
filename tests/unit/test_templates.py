"""The forms: what a colleague may fill in, and that our own reader takes it without a mapping."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from tables import SETTINGS

from pijler_analysis.clean.year import clean_year
from pijler_analysis.errors import FileError
from pijler_analysis.ingest.files import input_files
from pijler_analysis.reference import FORM_GUIDE, FORM_SHEET, forms, spellings
from pijler_analysis.schema.columns import COLUMNS
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import form_sources
from pijler_analysis.templates import write_templates

FILLED = {
    "helpdesk": [
        ["1", date(2024, 3, 4), "telefoon", "starter", "Hart voor Bénin", "an@hart.example",
         "financiën", "Hoe vind ik geld?", date(2024, 3, 6), ""],
        ["2", date(2024, 5, 2), "gesprek", None, None, None, None, None, None, None],
    ],
    "sessies": [["V01", date(2024, 4, 1), "Starten", "vorming", "basis", "Gent", "9000", "nee",
                 "Gent", 20]],
    "aanwezigheden": [["V01", "An Peeters", "Hart voor Bénin", "an@hart.example",
                       date(2024, 3, 1), "ja"],
                      ["V01", "Jo Maes", None, None, None, "nee"]],
    "fonds": [["F1", "Hart voor Bénin", None, "Benin", "water", 1250.5, 7, 8, 6.5, "toegekend",
               1000]],
    "panel": [["P1", "An", "Peeters", "Hart voor Bénin", None, "ja", date(2020, 1, 1), "ja", ""]],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the raw folder of 2024 with every form filled in as a colleague would."""
    raw = tmp_path / "data" / "raw" / "2024"
    for path in write_templates(raw, year=2024):
        book = openpyxl.load_workbook(path)
        name = path.stem.split("_")[1]
        for number, row in enumerate(FILLED[name], start=2):
            for column, value in enumerate(row, start=1):
                book[FORM_SHEET].cell(number, column).value = value
        book.save(path)
    return raw


@pytest.fixture
def settings(folder: Path):
    root = folder.parents[2]
    return replace(SETTINGS, root=root, raw=folder.parent, decisions=root / "decisions",
                   years=(2024,), waves=(), sources=form_sources())  # fmt: skip


def test_filled_forms_are_read_without_a_mapping_and_nothing_is_lost(settings):
    cleaned = clean_year(settings, 2024)
    assert cleaned.rejected.empty
    assert cleaned.warnings == []
    helpdesk = cleaned.tables["helpdesk"]
    assert helpdesk[["channel", "asker", "topic"]].iloc[0].tolist() == [
        "telephone", "starting", "financien"]  # fmt: skip
    assert helpdesk["response_days"].iloc[0] == 2
    assert pd.isna(helpdesk["response_days"].iloc[1])
    assert cleaned.tables["attendance"]["is_present"].tolist() == [True, False]
    fund = cleaned.tables["fund"].iloc[0]
    assert (fund["requested_eur"], fund["granted_eur"]) == (1250.5, 1000)
    assert (fund["country"], fund["decision"]) == ("BJ", "granted")
    assert cleaned.tables["panel"]["was_present_spring"].tolist() == [True]
    assert cleaned.tables["sessions"]["postcode"].tolist() == ["9000"]
    counts = cleaned.accounting.set_index("source")[["kept", "rejected"]]
    assert counts.loc["formulier_helpdesk"].tolist() == [2, 0]


@pytest.mark.parametrize("name", list(forms()))
def test_every_choice_is_known_and_every_column_belongs_to_its_table(name):
    form = forms()[name]
    for field in form["fields"]:
        assert field["column"] in TABLES[form["table"]].names
        if field["kind"] == "code":
            assert set(spellings(field["column"])) == set(COLUMNS[field["column"]].values)
    required = {field["column"] for field in form["fields"] if field.get("required")}
    derived = {"granted_eur"}
    assert set(TABLES[form["table"]].required) - required <= derived


def test_a_form_guides_whoever_fills_it_in(folder):
    book = openpyxl.load_workbook(folder / "formulier_helpdesk_2024.xlsx")
    assert book.sheetnames == [FORM_SHEET, FORM_GUIDE]
    sheet = book[FORM_SHEET]
    assert sheet.protection.sheet
    assert sheet["A1"].protection.locked
    assert not sheet.column_dimensions["A"].protection.locked
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["B2"].type == "date"
    assert rules["C2"].type == "list"
    area = rules["C2"].formula1.split("!")[1].replace("$", "")
    offered = [cell.value for row in book[FORM_GUIDE][area] for cell in row]
    assert offered == ["e-mail", "telefoon", "gesprek"]
    assert rules["C2"].promptTitle == "Kanaal"


def test_a_form_stands_in_for_the_export_of_its_table(folder, settings):
    """An export that is missing is no fault where the form is there, and is said."""
    export = replace(SETTINGS.sources["panel"])
    both = replace(settings, sources={"panel": export} | dict(settings.sources))
    assert "bron panel heeft geen bestand; formulier_panel_2024.xlsx staat er in de plaats van" in (
        clean_year(both, 2024).warnings
    )
    (folder / "formulier_panel_2024.xlsx").unlink()
    with pytest.raises(FileError, match="bron panel"):
        input_files(both, 2024)


def test_a_date_typed_with_a_time_is_still_a_date(folder, settings):
    path = folder / "formulier_panel_2024.xlsx"
    book = openpyxl.load_workbook(path)
    book[FORM_SHEET]["G2"].value = datetime(2021, 5, 4, 13, 30)
    book.save(path)
    assert str(clean_year(settings, 2024).tables["panel"]["member_since"].iloc[0].date()) == (
        "2021-05-04"
    )
