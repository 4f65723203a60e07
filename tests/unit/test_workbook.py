"""The workbook holds numbers as numbers and text as text, on sheets that say what they are."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from display_sample import (
    sample_activities,
    sample_catalogue,
    sample_results,
    withhold,
)

from pijler_analysis.report.workbook import write_workbook

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group:UserWarning")

QUALITY = {
    "accounting": pd.DataFrame(
        {"source": ["fund"], "file": ["fonds.xlsx"], "read": [131], "kept": [125],
         "rejected": [1], "merged": [1], "furniture": [4]}
    ),
    "rejected": pd.DataFrame(
        {"source": ["fund"], "effect": ["row"], "reason": ["geen bedrag"], "count": [1]}
    ),
    "links": pd.DataFrame(
        {"table": ["fund"], "rows": [125], "linked": [115], "linked_share": [0.92]}
    ),
}  # fmt: skip


TARGETS = pd.DataFrame(
    {"activity_id": ["A01"], "unit": ["share"], "baseline": [0.3], "target": [0.35],
     "detectable": [0.04], "chance": [1.0]}
)  # fmt: skip


def write(path: Path, **changed: Any) -> Path:
    """Write the sample's workbook."""
    options: dict[str, Any] = {
        "results": sample_results(), "catalogue": sample_catalogue(), "quality": QUALITY,
        "activities": sample_activities(), "year": 2024, "marks": ("Voorbeelddata", "Ontwerp"),
        "fingerprint": "abc123", "plan": (sample_activities(), TARGETS),
    }  # fmt: skip
    write_workbook(path, **(options | changed))
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    return openpyxl.load_workbook(write(tmp_path_factory.mktemp("book") / "kpi.xlsx"))


def row_of(sheet: Any, first: str) -> list[Any]:
    """Return the cells of the row whose first cell holds ``first``."""
    return next([c.value for c in row] for row in sheet.iter_rows() if row[0].value == first)


def test_the_sheets_stand_in_the_order_of_the_report(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [
        "Samenvatting", "Indicatoren", "Bereik", "Diaspora", "Vormingen", "Helpdesk", "Fonds",
        "Panel", "Bevraging", "Voortgang plan", "Actieplan", "Terugblik", "Definities",
        "Datakwaliteit",
    ]  # fmt: skip


def test_the_plan_says_who_does_what_and_whether_its_target_can_show(book):
    sheet = book["Actieplan"]
    assert sheet["A1"].value == "Actieplan 2025"
    heads = [cell.value for cell in sheet[4]]
    row = dict(zip(heads, row_of(sheet, "A01"), strict=True))
    assert (row["Wie"], row["Euro"], row["Bekijken op"]) == (
        "Medewerker vorming", 1200, "01/07/2025")  # fmt: skip
    assert (row["Nu"], row["Doel in cijfers"], row["Te tonen?"]) == (0.3, 0.35, "ja")
    assert next(c for c in sheet[5] if c.value == 0.3).number_format.startswith("0")


def test_without_a_chosen_plan_there_is_no_sheet_for_it(tmp_path: Path) -> None:
    names = openpyxl.load_workbook(write(tmp_path / "kpi.xlsx", plan=None)).sheetnames
    assert "Actieplan" not in names
    assert "Terugblik" in names


def test_every_sheet_is_marked_framed_and_fits_its_paper(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert sheet["A2"].value == "Voorbeelddata · Ontwerp"
        assert "Voorbeelddata · Ontwerp" in sheet.oddHeader.right.text
        assert sheet.freeze_panes is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.column_dimensions["A"].width > 5


def test_released_real_data_carry_no_mark(tmp_path: Path) -> None:
    real = openpyxl.load_workbook(write(tmp_path / "kpi.xlsx", marks=()))
    assert all(sheet["A2"].value is None for sheet in real)


def test_an_indicator_stands_with_its_years_verdict_and_target(book: openpyxl.Workbook) -> None:
    row = row_of(book["Indicatoren"], "Naam van diaspora.share")
    assert row[1:7] == ["Diaspora", 0.071, 0.132, 0.151, 0.141, 0.181]
    assert row[7] == pytest.approx(8.0)
    assert row[8:11] == ["▲ duidelijk gestegen", pytest.approx(1.9), "○ onzeker"]
    assert row[11:13] == [0.15, "✓ gehaald"]
    shares = book["Indicatoren"]["E"]
    assert {cell.number_format for cell in shares if cell.value == 0.151} == {"0.0\\ %"}


def test_amounts_and_counts_have_their_own_format(book: openpyxl.Workbook) -> None:
    formats = {
        row[0].value: row[4].number_format for row in book["Indicatoren"].iter_rows(min_row=5)
    }
    assert formats["Naam van fund.granted_eur"] == '"€" #,##0'
    assert formats["Naam van reach.registrations"] == "#,##0"
    assert formats["Naam van fund.gini"] == "0.00"


def test_text_that_looks_like_a_formula_or_a_link_stays_text(tmp_path: Path) -> None:
    nasty = ["=1+1", "+1", "-1", "@a", "https://example.org", '=HYPERLINK("x")']
    activities = sample_activities().head(len(nasty)).assign(activity=nasty, remark="=A1")
    sheet = openpyxl.load_workbook(write(tmp_path / "kpi.xlsx", activities=activities))["Terugblik"]
    rows = list(sheet.iter_rows(min_row=5, max_row=4 + len(nasty)))
    assert [row[1].value for row in rows] == nasty
    assert {cell.data_type for row in rows for cell in (row[1], row[10])} == {"s"}
    assert all(cell.hyperlink is None for row in rows for cell in row)


def test_withheld_figures_leave_no_number(tmp_path: Path) -> None:
    results = withhold(sample_results(), "panel.presence", years=(2019, 2023, 2024))
    kept = openpyxl.load_workbook(write(tmp_path / "kpi.xlsx", results=results))
    row = row_of(kept["Indicatoren"], "Naam van panel.presence")
    assert not [value for value in row if isinstance(value, int | float)]
    total = row_of(kept["Panel"], "Naam van panel.presence")
    assert total[3] == total[8] == "te klein"
    assert total[9:12] == [None, None, None]
    assert total[12] == "te klein om te tonen"


def test_a_hidden_group_keeps_its_row(book: openpyxl.Workbook) -> None:
    rows = [[cell.value for cell in row] for row in book["Helpdesk"].iter_rows(min_row=5)]
    hidden = next(row for row in rows if row[2] == "Overheid")
    assert hidden[3:9] == ["te klein"] * 6
    assert not [value for value in hidden if isinstance(value, int | float)]


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    first = write(tmp_path / "a.xlsx").read_bytes()
    time.sleep(2.1)  # the clock of a zip file counts in steps of two seconds
    assert write(tmp_path / "b.xlsx").read_bytes() == first


def links_of(sheet: Any) -> dict[str, str]:
    """Return where the names in the first column lead."""
    cells = [row[0] for row in sheet.iter_rows()]
    return {cell.value: cell.hyperlink.location for cell in cells if cell.hyperlink}


def follow(book: openpyxl.Workbook, location: str) -> Any:
    name, _, cell = location.rpartition("!")
    return book[name.strip("'")][cell].value


@pytest.mark.parametrize("sheet", ["Indicatoren", "Panel", "Definities"])
def test_a_name_leads_to_the_same_name_elsewhere(book: openpyxl.Workbook, sheet: str) -> None:
    links = links_of(book[sheet])
    assert "Naam van panel.members" in links
    assert {name: follow(book, location) for name, location in links.items()} == {
        n: n for n in links
    }
    assert all(sheet not in location for location in links.values())


def test_from_the_summary_to_figures_and_on_to_the_definition(book: openpyxl.Workbook) -> None:
    links = links_of(book["Samenvatting"])
    assert follow(book, links["Aanwezigheid op het panel"]) == "Naam van panel.presence"
    onward = links_of(book["Panel"])["Naam van panel.presence"]
    assert onward.startswith("'Definities'!")


def test_a_status_has_a_shape_beside_its_word(book: openpyxl.Workbook) -> None:
    said = {cell.value for row in book["Samenvatting"].iter_rows() for cell in row}
    assert "✓ gehaald" in said


def test_later_years_are_left_out(tmp_path: Path) -> None:
    earlier = openpyxl.load_workbook(write(tmp_path / "kpi.xlsx", year=2023))
    assert row_of(earlier["Bereik"], "Kerncijfer")[3:8] == ["2019", "2020", "2021", "2022", "2023"]
