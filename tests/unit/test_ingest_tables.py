"""Where the table stands on a sheet, what is furniture, and which heading is which column."""

from pathlib import Path

import pytest

from pijler_analysis.errors import DataError, FileError
from pijler_analysis.ingest.layouts import find_block
from pijler_analysis.ingest.mapping import map_headings
from pijler_analysis.ingest.sheets import Sheet
from pijler_analysis.ingest.tables import read_source, unread_sheets
from pijler_analysis.settings import Source

WANTED = {"Nr": "question_id", "Datum": "asked_on", "Organisatie": "organisation_name"}
HEAD = ["Nr", "Datum", "Organisatie"]


def sheet(*rows: list, name: str | None = "Blad1", **options: object) -> Sheet:
    width = max(map(len, rows))
    padded = [row + [""] * (width - len(row)) if name else row for row in rows]
    return Sheet("log.xlsx" if name else "log.csv", name, padded, **options)


def kinds(found: Sheet, layout: str = "log") -> dict[int, str]:
    return dict(find_block(found, list(WANTED), layout=layout).furniture)


# ── furniture ─────────────────────────────────────────────────────────────────────────────


def test_a_kept_table_is_found_between_its_furniture():
    block = find_block(
        sheet(
            ["Logboek 2024"],
            [],
            HEAD,
            ["JANUARI"],
            [1.0, "02/01/2024", "Hart"],
            [2.0, "03/01/2024", ""],
            ["Totaal januari", 2.0],
            ["Nr", "Datum ", "ORGANISATIE"],
            [3.0, "04/02/2024", "Totaal Anders vzw"],
            [4.0],
            ["Eindtotaal", "", 4.0],
            [],
            ["* telefonisch gesteld"],
        ),
        list(WANTED),
        layout="log",
    )
    assert block.numbers == [5, 6, 9, 10]
    assert dict(block.furniture) == {
        1: "title", 3: "heading", 4: "subheading", 7: "total", 8: "heading", 11: "total",
        13: "note",
    }  # fmt: skip
    assert block.read == 11


def test_a_lone_value_that_looks_like_its_column_is_data_and_not_furniture():
    found = sheet(HEAD, ["H-01", "1/1/2024", "a"], ["H-02"], ["MAART"], ["H-03", "1/3/2024", "b"])
    assert kinds(found) == {1: "heading", 4: "subheading"}


def test_a_lone_value_outside_the_first_column_is_data():
    found = sheet(HEAD, [1.0, "1/1/2024", "a"], ["", "", "van iemand"], [2.0, "2/1/2024", "b"])
    assert kinds(found) == {1: "heading"}


def test_an_organisation_called_total_is_data():
    found = sheet(HEAD, ["Totaal Anders", "1/1/2024", "Gent"], ["Som", 3.0])
    assert kinds(found) == {1: "heading", 3: "total"}


def test_an_export_of_a_tool_has_no_furniture_but_its_headings():
    found = sheet(HEAD, ["JANUARI"], ["Totaal", "2"], name=None)
    assert kinds(found, layout="csv") == {1: "heading"}


def test_groups_over_the_headings_are_joined_by_what_is_merged():
    rows = [["Titel"], ["Aanvraag", "", "Jury", "", ""], ["Nr", "Land", "Nr", "Score", "Opmerking"],
            ["F1", "Peru", 3.0, 7.0, ""]]  # fmt: skip
    merged = sheet(*rows, merges=(((1, 0), (1, 1)), ((1, 2), (1, 3))))
    block = find_block(merged, ["Aanvraag · Nr", "Jury · Nr"], layout="log", header_rows=2)
    assert block.headings == [
        "Aanvraag · Nr", "Aanvraag · Land", "Jury · Nr", "Jury · Score", "Opmerking",
    ]  # fmt: skip
    assert block.furniture == [(1, "title"), (2, "heading"), (3, "heading")]
    unmerged = find_block(sheet(*rows), ["Aanvraag · Nr"], layout="log", header_rows=2)
    assert unmerged.headings[1] == "Aanvraag · Land"


def test_a_longer_row_of_a_text_file_is_refused_by_number():
    found = sheet(HEAD, ["1", "1/1/2024", "Hart", "5"], name=None)
    with pytest.raises(DataError, match=r"log\.csv, rij 2: .*meer cellen dan de kop \(4 tegen 3\)"):
        find_block(found, list(WANTED), layout="csv")


def test_no_headings_at_all_names_what_was_expected():
    with pytest.raises(DataError, match='blad "Blad1": geen rij met de koppen "Nr", "Datum"'):
        find_block(sheet(["a", "b"]), list(WANTED), layout="log")


# ── headings ──────────────────────────────────────────────────────────────────────────────


def test_blanks_case_and_line_ends_in_headings_do_not_count():
    mapped = map_headings(["NR", "Datum\n", "organisatie\xa0", "Kleur", ""], WANTED, where="log")
    assert mapped.columns == {"question_id": 0, "asked_on": 1, "organisation_name": 2}
    assert mapped.unmapped == {3: "Kleur"}


def test_a_missing_heading_names_the_nearest_one():
    with pytest.raises(DataError, match=r'log: de kop "Organisatie" ontbreekt.*"Organisaties"'):
        map_headings(["Nr", "Datum", "Organisaties"], WANTED, where="log")


def test_a_column_that_came_later_may_be_lacking():
    mapped = map_headings(["Nr", "Datum"], WANTED, where="log", may_lack=["organisation_name"])
    assert mapped.columns == {"question_id": 0, "asked_on": 1}


def test_a_heading_that_stands_twice_is_refused_with_its_columns():
    with pytest.raises(DataError, match=r"twee keer \(kolommen A en C\)"):
        map_headings(["Nr", "Datum", "nr ", "Organisatie"], WANTED, where="log")


def test_one_of_several_headings_of_a_column_is_enough_and_two_are_refused():
    either = WANTED | {"Vereniging": "organisation_name", "Kleur": ""}
    mapped = map_headings(["Nr", "Datum", "Vereniging"], either, where="log")
    assert mapped.headings["organisation_name"] == "Vereniging"
    with pytest.raises(DataError, match="zijn dezelfde kolom"):
        map_headings(["Nr", "Datum", "Vereniging", "Organisatie"], either, where="log")


# ── sources ───────────────────────────────────────────────────────────────────────────────


def source(**options: object) -> Source:
    return Source(
        **{"name": "helpdesk", "table": "helpdesk", "file": "*", "layout": "log"} | options
    )


def read(*sheets: Sheet, **options: object):
    return read_source(source(**options), {Path("log.xlsx"): list(sheets)}, WANTED)


def test_the_same_cells_twice_are_merged_and_the_place_is_kept():
    raw = read(sheet(HEAD, [1.0, "a", "b"], [1.0, "a", "b"], [1.0, "a", "c"]))
    assert list(raw.places) == [("log.xlsx", "Blad1", 2), ("log.xlsx", "Blad1", 4)]
    assert raw.merged == [(("log.xlsx", "Blad1", 3), ("log.xlsx", "Blad1", 2))]
    assert raw.counts == [("log.xlsx", "Blad1", 4, 1, 1)]


def test_a_column_set_aside_still_tells_two_lines_apart():
    rows = sheet([*HEAD, "Ticket"], [1.0, "a", "b", "gratis"], [1.0, "a", "b", "duo"])
    raw = read_source(source(), {Path("log.xlsx"): [rows]}, WANTED | {"Ticket": ""})
    assert len(raw.places) == 2


def test_two_files_with_columns_in_another_order_give_one_table():
    first = sheet(HEAD, [1.0, "a", "b"])
    second = sheet(["Organisatie", "Nr", "Datum"], ["b", 1.0, "a"], ["d", 2.0, "c"])
    raw = read_source(source(), {Path("x.xlsx"): [first], Path("y.xlsx"): [second]}, WANTED)
    assert raw.cells["question_id"] == (1.0, 2.0)
    assert raw.cells["organisation_name"] == ("b", "d")
    assert len(raw.merged) == 1


def test_a_missing_sheet_names_those_that_are_there():
    with pytest.raises(DataError, match=r'het blad "Logboek" ontbreekt \(er zijn: "Blad1"\)'):
        read(sheet(HEAD), sheet="Logboek")


def test_the_first_visible_sheet_is_read_where_none_is_named():
    hidden = sheet(HEAD, [9.0, "oud", ""], name="Oud", is_hidden=True)
    raw = read(hidden, sheet(HEAD, [1.0, "a", "b"]))
    assert raw.cells["question_id"] == (1.0,)
    assert unread_sheets([source()], Path("log.xlsx"), [hidden, sheet(HEAD)]) == ["Oud"]


def test_what_is_not_mapped_is_said_and_a_hidden_sheet_too():
    odd = sheet([*HEAD, "Kleur", ""], [1.0, "a", "b", "rood", "los"], is_hidden=True)
    said = " | ".join(read(odd, sheet="Blad1").warnings)
    assert '"Kleur"' in said
    assert "lege kop" in said
    assert "verborgen" in said


def test_a_formula_without_result_is_refused_where_its_sheet_is_read():
    with pytest.raises(FileError, match="formule zonder berekende waarde in cel B2"):
        read(sheet(HEAD, [1.0, "", ""], uncomputed=("B2",)))


def test_an_empty_table_keeps_its_columns():
    raw = read(sheet(HEAD))
    assert raw.cells == {"question_id": (), "asked_on": (), "organisation_name": ()}
    assert list(raw.places) == []


def test_a_remark_strewn_below_the_table_is_no_data():
    rows = [["Nr", "Naam", "Leden", "Sinds"], ["1", "Zon", 3.0, 2001.0], ["2", "Maan", 4.0, 2002.0],
            ["Dit"], ["", "is een"], ["", "", "nota"]]  # fmt: skip
    block = find_block(sheet(*rows), ["Nr", "Naam"], layout="log")
    assert block.numbers == [2, 3]
    assert [kind for row, kind in block.furniture if row > 3] == ["note"] * 3
    rows[-1] = ["9", "", "nog niet"]
    assert find_block(sheet(*rows), ["Nr", "Naam"], layout="log").numbers[-1] == 6


def test_an_empty_sheet_is_no_list_of_a_session():
    filled, empty = sheet(HEAD, ["1", "", "a"], name="V01"), sheet([], [" "], name="Blad2")
    raw = read(filled, empty, layout="sheet_per_session")
    assert list(raw.places) == [("log.xlsx", "V01", 2)]
    assert [count[1] for count in raw.counts] == ["V01"]


def test_headings_of_a_file_put_behind_another_are_no_row():
    rows = [HEAD, ["1", "", "a"], HEAD, ["2", "", "b"], ["\ufeffNr", *HEAD[1:]]]
    raw = read(sheet(*rows), layout="csv")
    assert [row for _, _, row in raw.places] == [2, 4]
    assert [row[3:] for row in raw.furniture] == [(1, "heading"), (3, "heading"), (5, "heading")]
