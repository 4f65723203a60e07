"""Workbooks kept by hand: what is carried over, what stands beside, under and between the rows."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from pijler_analysis.clean.rows import Context, clean_rows
from pijler_analysis.clean.year import RECIPES
from pijler_analysis.errors import UsageError
from pijler_analysis.ingest.colours import name_of
from pijler_analysis.ingest.files import read_sheets
from pijler_analysis.ingest.tables import RawTable, read_source
from pijler_analysis.settings import Source, read_settings

PROJECT = Path(__file__).parents[2]
COLUMNS = {"Dossier": "application_id", "Organisatie": "organisation_name", "Land": "country",
           "Gevraagd": "requested_eur", "Uitslag": "decision",
           "Toegekend": "granted_eur"}  # fmt: skip
HEAD = list(COLUMNS)


def fund(**more) -> Source:
    return Source(name="fonds", table="fund", file="fonds*.xlsx", layout="log", columns=COLUMNS,
                  **more)  # fmt: skip


def workbook(path: Path, *sheets: tuple[str, list[list]], touch=None) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if touch:
        touch(book)
    book.save(path)
    return path


def read(path: Path, source: Source, **more) -> RawTable:
    return read_source(source, {path: read_sheets(path)}, source.columns, **more)


def kinds(raw: RawTable) -> dict[int, str]:
    return {row: kind for _, _, _, row, kind in raw.furniture}


def adds_up(raw: RawTable) -> bool:
    read_rows = sum(count[2] for count in raw.counts)
    return read_rows == len(raw.places) + len(raw.merged) + len(raw.furniture)


def test_a_sub_heading_goes_into_its_column(tmp_path):
    rows = [["Aanvragen 2024"], [], [*HEAD[:2], *HEAD[3:]], ["Kenia"], ["F1", "Hart", 100, "ja", 1],
            ["Totaal", None, 100], ["Peru"], ["F2", "Samen", 200, "nee", None],
            ["F3", "Weg", 300, "ja", 3], [], ["Alles is nagekeken."]]  # fmt: skip
    source = fund(subheadings="country")
    source = replace(source, columns={k: v for k, v in COLUMNS.items() if k != "Land"})
    raw = read(workbook(tmp_path / "fonds.xlsx", ("Blad", rows)), source)
    assert raw.cells["country"] == ("Kenia", "Peru", "Peru")
    assert kinds(raw) == {1: "title", 3: "heading", 4: "subheading", 6: "total", 7: "subheading",
                          11: "note"}  # fmt: skip
    assert adds_up(raw)


def test_equal_rows_under_two_sub_headings_are_two_rows(tmp_path):
    rows = [[*HEAD[:2], *HEAD[3:]], ["Kenia"], ["F1", "Hart", 100, "ja", 1], ["Peru"],
            ["F1", "Hart", 100, "ja", 1]]  # fmt: skip
    source = replace(fund(subheadings="country"),
                     columns={k: v for k, v in COLUMNS.items() if k != "Land"})  # fmt: skip
    raw = read(workbook(tmp_path / "fonds.xlsx", ("Blad", rows)), source)
    assert raw.cells["country"] == ("Kenia", "Peru")
    assert not raw.merged


def test_idem_and_merged_cells_repeat_the_row_above_where_that_is_allowed(tmp_path):
    rows = [HEAD, ["F1", "Hart", "Kenia", 100, "ja", 1], ["F2", "idem", '"', 200, "ja", 2],
            ["F3", "Samen", "Peru", 300, "ja", 3], ["F4", None, None, 400, "ja", 4],
            ["F5", "Id.", None, 500, "ja", 5]]  # fmt: skip
    path = workbook(
        tmp_path / "fonds.xlsx",
        ("Blad", rows),
        touch=lambda book: book["Blad"].merge_cells("B4:B5"),
    )
    raw = read(path, fund(fill_down=("organisation_name", "country")))
    assert raw.cells["organisation_name"] == ("Hart", "Hart", "Samen", "Samen", "Samen")
    assert raw.cells["country"] == ("Kenia", "Kenia", "Peru", "", "")
    assert [(change[0][2], change[1]) for change in raw.carried] == [
        (3, "organisation_name"), (3, "country"), (5, "organisation_name"),
        (6, "organisation_name"),
    ]  # fmt: skip
    context = Context(read_settings(PROJECT), 2024)
    log = clean_rows(raw, RECIPES["fund"], context).changes
    assert ("idem", "Hart", "idem: de waarde van de rij erboven") in [
        (change.old, change.new, change.rule) for change in log
    ]


def test_idem_is_said_where_the_mapping_does_not_allow_it(tmp_path):
    rows = [HEAD, ["F1", "Hart", "Kenia", 100, "ja", 1], ["F2", "idem", "Peru", 200, "ja", 2]]
    raw = read(workbook(tmp_path / "fonds.xlsx", ("Blad", rows)), fund())
    assert raw.cells["organisation_name"] == ("Hart", "idem")
    assert any("fill_down" in line for line in raw.warnings)


def test_idem_on_the_first_row_is_said_and_left_empty(tmp_path):
    rows = [HEAD, ["F1", "idem", "Kenia", 100, "ja", 1]]
    raw = read(
        workbook(tmp_path / "fonds.xlsx", ("Blad", rows)), fund(fill_down=("organisation_name",))
    )
    assert raw.cells["organisation_name"] == ("",)
    assert any("rij 2: idem zonder waarde erboven" in line for line in raw.warnings)


def test_headings_that_come_again_in_another_order_are_followed(tmp_path):
    rows = [HEAD, ["F1", "Hart", "Kenia", 100, "ja", 1], [],
            [HEAD[1], HEAD[0], *HEAD[2:]], ["Samen", "F2", "Peru", 200, "nee", 0]]  # fmt: skip
    raw = read(workbook(tmp_path / "fonds.xlsx", ("Blad", rows)), fund())
    assert raw.cells["application_id"] == ("F1", "F2")
    assert raw.cells["organisation_name"] == ("Hart", "Samen")
    assert kinds(raw) == {1: "heading", 4: "heading"}
    assert adds_up(raw)


def test_a_table_beside_ours_is_left_out_and_said(tmp_path):
    rows = [
        [*HEAD, None, "Dossier", "Jurylid"],
        ["F1", "Hart", "Kenia", 100, "ja", 1, None, "F1", "An"],
        ["F2", "Samen", "Peru", 200, "nee", None, None, "F2", "Jan"],
        [None] * 7 + ["F3", "Piet"],
    ]
    raw = read(workbook(tmp_path / "fonds.xlsx", ("Blad", rows)), fund())
    assert raw.cells["application_id"] == ("F1", "F2")
    assert kinds(raw)[4] == "other"
    assert any("een andere tabel vanaf kolom H" in line for line in raw.warnings)
    assert adds_up(raw)


def test_a_table_of_another_source_under_ours_is_left_to_it(tmp_path):
    rows = [HEAD, ["F1", "Hart", "Kenia", 100, "ja", 1], [], ["Lidnummer", "Naam", "Lid sinds"],
            ["P1", "An", 2019], ["P2", "Jan", 2020]]  # fmt: skip
    path = workbook(tmp_path / "fonds.xlsx", ("Blad", rows))
    panel = Source(name="panel", table="panel", file="fonds*.xlsx", layout="log",
                   columns={"Lidnummer": "member_id", "Naam": "contact_name",
                            "Lid sinds": "member_since"})  # fmt: skip
    first = read(path, fund(), others=[panel.columns])
    second = read(path, panel, others=[COLUMNS])
    assert first.cells["application_id"] == ("F1",)
    assert [row for row, kind in kinds(first).items() if kind == "other"] == [4, 5, 6]
    assert second.cells["member_id"] == ("P1", "P2")
    assert adds_up(first)
    assert adds_up(second)


def test_a_sheet_per_month_gives_its_title(tmp_path):
    head, line = [*HEAD[:2], *HEAD[3:]], ["F1", "Hart", 100, "ja", 1]
    path = workbook(
        tmp_path / "fonds.xlsx",
        ("Kenia", [head, line]),
        ("Peru", [head, line]),
        ("Uitleg", [["x"]]),
    )
    source = fund(sheet_titles="country", skip_sheets=("Uitleg",))
    source = replace(source, layout="sheet_per_month",
                     columns={k: v for k, v in COLUMNS.items() if k != "Land"})  # fmt: skip
    raw = read(path, source)
    assert raw.cells["country"] == ("Kenia", "Peru")


def paint(book, colours: dict[int, str]) -> None:
    for row, rgb in colours.items():
        for cell in book["Blad"][row]:
            cell.fill = PatternFill("solid", fgColor=rgb)


def test_a_status_told_by_colour_is_read_where_the_mapping_says_so(tmp_path):
    rows = [HEAD, ["F1", "Hart", "Kenia", 100, None, 1], ["F2", "Samen", "Peru", 200, None, None],
            ["F3", "Weg", "Peru", 300, "nee", None], ["F4", "Ver", "Peru", 400, None, 4],
            ["F5", "Ver", "Peru", 500, None, 4]]  # fmt: skip
    path = workbook(
        tmp_path / "fonds.xlsx", ("Blad", rows),
        touch=lambda book: paint(book, {2: "C6EFCE", 3: "FF0000", 4: "92D050", 5: "0070C0"}),
    )  # fmt: skip
    source = fund(colours={"column": "decision", "groen": "goedgekeurd", "rood": "afgewezen"})
    raw = read(path, source)
    assert raw.cells["decision"] == ("goedgekeurd", "afgewezen", "nee", "", "")
    assert any("rij 5: de kleur blauw heeft geen betekenis" in line for line in raw.warnings)
    assert read(path, fund()).cells["decision"] == ("", "", "nee", "", "")


@pytest.mark.parametrize(
    ("rgb", "name"),
    [("C00000", "rood"), ("FF0000", "rood"), ("FFC000", "oranje"), ("FFFF00", "geel"),
     ("92D050", "groen"), ("00B050", "groen"), ("00B0F0", "blauw"), ("0070C0", "blauw"),
     ("7030A0", "paars"), ("C6EFCE", "groen"), ("FFC7CE", "rood"), ("FFEB9C", "geel"),
     ("D9D9D9", "grijs"), ("FFFFFF", ""), ("000000", "")],
)  # fmt: skip
def test_the_colours_of_the_palette_have_the_name_a_person_gives_them(rgb, name):
    assert name_of(rgb) == name


def test_hidden_rows_and_columns_are_read_and_said(tmp_path):
    rows = [HEAD, ["F1", "Hart", "Kenia", 100, "ja", 1], ["F2", "Samen", "Peru", 200, "nee", None]]

    def hide(book):
        book["Blad"].row_dimensions[3].hidden = True
        book["Blad"].column_dimensions["C"].hidden = True

    raw = read(workbook(tmp_path / "fonds.xlsx", ("Blad", rows), touch=hide), fund())
    assert raw.cells["application_id"] == ("F1", "F2")
    said = " ".join(raw.warnings)
    assert "1 verborgen rij is wel gelezen (rij 3)" in said
    assert "verborgen kolommen zijn wel gelezen (C)" in said


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('subheadings = "kleur"', "geen kolom 'kleur'"),
        ('fill_down = ["postcode"]', "geen kolom 'postcode'"),
        ('colours = { groen = "ja" }', "nodig"),
        ('colours = { column = "decision", fuchsia = "ja" }', "kleur 'fuchsia' bestaat niet"),
    ],
)
def test_a_setting_that_cannot_work_is_refused(tmp_path, setting, said):
    text = (PROJECT / "pijler.toml").read_text(encoding="utf-8")
    place = '[sources.fund]\ntable = "fund"\n'
    (tmp_path / "pijler.toml").write_text(text.replace(place, f"{place}{setting}\n"))
    with pytest.raises(UsageError, match=said):
        read_settings(tmp_path)


def test_settings_for_hand_kept_sheets_are_refused_elsewhere(tmp_path):
    text = (PROJECT / "pijler.toml").read_text(encoding="utf-8")
    place = '[sources.steering_group]\ntable = "steering_group"\n'
    changed = text.replace(place, f'{place}fill_down = ["contact_name"]\n')
    (tmp_path / "pijler.toml").write_text(changed)
    with pytest.raises(UsageError, match="horen bij layout log"):
        read_settings(tmp_path)
