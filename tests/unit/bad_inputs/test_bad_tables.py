"""Sheets that hold more than a table, or less: each row is data, furniture, or refused by name."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from bad_makers import Make, book, content, csv_rows, edited, row, sheet, text
from clean_files import PROJECT

from pijler_analysis.clean.year import clean_file
from pijler_analysis.errors import DataError, FileError
from pijler_analysis.settings import Source, read_settings

SETTINGS = read_settings(PROJECT)
COLUMNS = {"Nr": "registration_id", "Naam": "organisation_name", "Status": "registration_status"}
HEAD = list(COLUMNS)
FIRST, SECOND = ["R1", "An", "actief"], ["R2", "Bo", "actief"]


def workbook(*rows: list[object]) -> Make:
    return content(book({"Blad1": [list(cells) for cells in rows]}))


def _merged_title(found) -> None:
    found.active.insert_rows(1)
    found.active["A1"] = "Register 2024"
    found.active.merge_cells("A1:C1")


TABLES: dict[str, dict[str, tuple[str, Make, dict[str, int]]]] = {
    "titles and totals": {
        "title": ("a.xlsx", workbook(["Register 2024"], [], HEAD, FIRST, SECOND), {"title": 1}),
        "merged title": ("a.xlsx", edited(_merged_title, [HEAD, FIRST, SECOND]), {"title": 1}),
        "two titles": ("a.xlsx", workbook(["Register"], ["van 2024"], HEAD, FIRST, SECOND),
                       {"title": 2}),
        "total": ("a.xlsx", workbook(HEAD, FIRST, SECOND, ["Totaal", 2]), {"total": 1}),
        "subtotals": ("a.xlsx", workbook(HEAD, FIRST, ["Subtotaal", 1], SECOND, ["Totaal", 2]),
                      {"total": 2}),
        "headings again": ("a.xlsx", workbook(HEAD, FIRST, HEAD, SECOND), {"heading": 2}),
        "a heading per month": ("a.xlsx", workbook(HEAD, ["JANUARI"], FIRST, ["FEBRUARI"], SECOND),
                                {"subheading": 2}),
        "note below": ("a.xlsx", workbook(HEAD, FIRST, SECOND, [], ["Nota: nog na te kijken."]),
                       {"note": 1}),
        "blank block": ("a.xlsx", workbook(HEAD, FIRST, [], [], [], SECOND), {}),
        "in a CSV": ("a.csv", csv_rows(["Register;;", ";;", "Nr;Naam;Status", "R1;An;actief",
                                        "R2;Bo;actief", "Totaal;2;"]), {"title": 1, "total": 1}),
    },
}  # fmt: skip

REFUSED: dict[str, dict[str, tuple[str, Make, str]]] = {
    "duplicate headers": {
        "the same": ("a.xlsx", workbook([*HEAD, "Naam"], [*FIRST, "x"]), "kop|Naam|twee keer"),
        "in another case": ("a.xlsx", workbook([*HEAD, "NAAM "], [*FIRST, "x"]), "twee keer"),
        "in a CSV": ("a.csv", csv_rows(["Nr;Naam;Naam;Status", "R1;An;x;actief"]), "twee keer"),
        "with a blank that does not break": (
            "a.xlsx", workbook([*HEAD, "Naam\u00a0"], [*FIRST, "x"]), "twee keer"),
    },
    "rows longer than their header": {
        "decimal comma": ("a.csv", csv_rows(["Nr,Naam,Status", "R1,An,actief", "R2,4,5,actief"]),
                          "rij 3|meer cellen dan de kop"),
        "delimiter in a name": ("a.csv", csv_rows(["Nr;Naam;Status", "R1;An;Co;actief"]),
                                "rij 2|meer cellen dan de kop"),
        "two too many": ("a.csv", csv_rows(["Nr;Naam;Status", "R1;An;actief;x;y"]),
                         "rij 2|meer cellen dan de kop"),
    },
    "no table": {
        "another heading": ("a.xlsx", workbook(["Code", "Titel"], ["R1", "An"]), "geen rij met"),
        "a heading gone": ("a.xlsx", workbook(["Nr", "Naam"], ["R1", "An"]), '"Status" ontbreekt'),
        "empty sheet": ("a.xlsx", workbook(), "geen gevuld blad"),
    },
    "formula without value": {
        "in the table": (
            "a.xlsx", sheet(row(1, text("A1", "Nr"), text("B1", "Naam"), text("C1", "Status"))
                            + row(2, text("A2", "R1"), '<c r="B2"><f>A1</f></c>')), "cel B2"),
        "openpyxl": ("a.xlsx", edited(lambda found: found.active.__setitem__("B2", "=A1"),
                                      [HEAD, FIRST]), "cel B2"),
        "many": ("a.xlsx", edited(lambda found: [found.active.__setitem__(f"B{n}", "=A1")
                                                 for n in range(2, 9)], [HEAD, FIRST]),
                 "cel B2, B3, B4"),
    },
}  # fmt: skip


def clean(path: Path):
    source = Source(name="bron", table="registrations", file="*", layout="log", columns=COLUMNS)
    return clean_file(replace(SETTINGS, sources={"bron": source}), "bron", path, year=2024)


@pytest.mark.parametrize("kind", TABLES["titles and totals"])
def test_only_rows_of_data_count(kind, tmp_path):
    name, make, furniture = TABLES["titles and totals"][kind]
    make(tmp_path / name)
    done = clean(tmp_path / name)
    assert done.tables["registrations"]["registration_id"].tolist() == ["R1", "R2"]
    kinds = done.furniture["kind"].value_counts().to_dict()
    assert kinds == {"heading": 1} | furniture
    assert done.accounting[["kept", "rejected", "merged"]].to_numpy().tolist() == [[2, 0, 0]]


CASES = [(line, kind) for line, kinds in REFUSED.items() for kind in kinds]


@pytest.mark.parametrize(("line", "kind"), CASES, ids=[f"{line}: {kind}" for line, kind in CASES])
def test_refused_with_the_place(line, kind, tmp_path):
    name, make, said = REFUSED[line][kind]
    make(tmp_path / name)
    before = time.perf_counter()
    with pytest.raises((DataError, FileError)) as caught:
        clean(tmp_path / name)
    assert time.perf_counter() - before < 5
    message = str(caught.value)
    assert name in message
    assert "\n" not in message
    assert all(part in message for part in said.split("|")), message


def test_each_line_has_three_constructions():
    assert all(len(kinds) >= 3 for kinds in (TABLES | REFUSED).values())
