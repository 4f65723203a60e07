"""Odd files that ordinary readers get wrong without a word, and what must be read from them.

Row of the table of inputs × construction → file, rows of the first sheet (as many as matter), and
what the notes must say.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pyreadstat
from bad_makers import (
    BOOK,
    SHEET,
    SPACE,
    TEXTS,
    Make,
    book,
    cell,
    content,
    csv_rows,
    edited,
    ods,
    ods_number,
    ods_row,
    ods_text,
    parts,
    row,
    sheet,
    sheet_xml,
    text,
    xls,
)

Read = dict[str, dict[str, tuple[str, Make, list[list[object]], str]]]

ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?")
NAMES = ["None", "NA", "NaN", "null", "N/A", "TRUE", "1E5", "0012", "nan", "-"]
DAY = date(2024, 3, 1)
_SERIAL_1904 = (DAY - date(1904, 1, 1)).days
TABLE = [["Nr", "Naam"], ["1", "Bénin"]]
STYLES = (
    f'<styleSheet xmlns="{SPACE}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>'
    "</cellXfs></styleSheet>"
).encode()


def _since_1904(attribute: str) -> Make:
    workbook = (
        f'<workbook xmlns="{SPACE}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships"><workbookPr {attribute}/><sheets><sheet name="Blad1" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>'
    )
    day = f'<c r="A1" s="1"><v>{_SERIAL_1904}</v></c>'
    return parts({BOOK: workbook.encode(), "xl/styles.xml": STYLES,
                  SHEET: sheet_xml(row(1, day))})  # fmt: skip


def _xls_1904(path: Path) -> None:
    import xlwt

    written = xlwt.Workbook()
    written.dates_1904 = True
    written.add_sheet("Blad1").write(
        0, 0, datetime(2024, 3, 1), xlwt.easyxf(num_format_str="DD/MM/YYYY")
    )
    written.save(str(path))


def _xls_error(path: Path) -> None:
    import xlwt

    written = xlwt.Workbook()
    found = written.add_sheet("Blad1")
    found.row(0).set_cell_error(0, 42)
    found.write(0, 1, 7)
    written.save(str(path))


def _spss(path: Path) -> None:
    import pandas as pd

    frame = pd.DataFrame({"V1": [1.0, 9.0, None], "V2": ["NA", "", "Bénin"]})
    pyreadstat.write_sav(frame, str(path), column_labels={"V1": "Hoe tevreden?"},
                         variable_value_labels={"V1": {1.0: "Zeer", 9.0: "Weet niet"}},
                         missing_ranges={"V1": [9.0]})  # fmt: skip


def _names_as_xls(path: Path) -> None:
    xls(rows=[[name] for name in NAMES])(path)


READ: Read = {
    "error values": {
        **{f"xlsx {error}": (
            "a.xlsx", sheet(row(1, cell("A1", error, "e"), cell("B1", 7))), [[error, 7.0]], "")
           for error in ERRORS},
        "xlsx, Dutch, which calamine refuses": (
            "a.xlsx", sheet(row(1, cell("A1", "#N/B", "e"), cell("B1", 7))), [["#N/B", 7.0]],
            "openpyxl"),
        "formula with an error": (
            "a.xlsx", sheet(row(1, cell("A1", "#N/A", "e", formula="VLOOKUP(1,B1:C9,2)"),
                                cell("B1", 7))), [["#N/A", 7.0]], ""),
        "single quotes": (
            "a.xlsx", sheet("<row r='1'><c r='A1' t='e'><v>#N/A</v></c>"
                            "<c r='B1'><v>7</v></c></row>"), [["#N/A", 7.0]], ""),
        "the last cell of a row": (
            "a.xlsx", sheet(row(1, cell("A1", 7), cell("B1", "#N/A", "e"))), [[7.0, "#N/A"]], ""),
        "old workbook": ("a.xls", _xls_error, [["#N/A", 7.0]], ""),
        "ods": ("a.ods", ods(ods_row(ods_text("#N/B", 'calcext:value-type="error"'),
                                     ods_number(7))), [["#N/B", 7.0]], ""),
    },
    "names that look like nothing": {
        "xlsx": ("a.xlsx", content(book({"Blad1": [[name] for name in NAMES]})),
                 [[name] for name in NAMES], ""),
        "xlsx, texts in the cells": (
            "a.xlsx", sheet("".join(row(n, text(f"A{n}", name))
                                    for n, name in enumerate(NAMES, 1))),
            [[name] for name in NAMES], ""),
        "xls": ("a.xls", _names_as_xls, [[name] for name in NAMES], ""),
        "ods": ("a.ods", ods("".join(ods_row(ods_text(name)) for name in NAMES)),
                [[name] for name in NAMES], ""),
        "csv": ("a.csv", csv_rows([f"{name};x" for name in NAMES]),
                [[name, "x"] for name in NAMES], ""),
        "SPSS": ("a.sav", _spss, [["V1", "V2"], [1.0, "NA"], [9.0, ""], ["", "Bénin"]], ""),
    },
    "encodings": {
        "cp1252": ("a.csv", csv_rows(["Nr;Naam", "1;Bénin"], encoding="cp1252"), TABLE, ""),
        "UTF-8 with its mark": (
            "a.csv", csv_rows(["Nr;Naam", "1;Bénin"], encoding="utf-8-sig"), TABLE, ""),
        "UTF-16": ("a.csv", csv_rows(["Nr;Naam", "1;Bénin"], encoding="utf-16"), TABLE, ""),
        "UTF-16-BE with its mark": (
            "a.txt", content(b"\xfe\xff" + "Nr\tNaam\n1\tBénin\n".encode("utf-16-be")), TABLE, ""),
        "carriage returns alone": ("a.csv", csv_rows(["Nr;Naam", "1;Bénin"], end="\r"), TABLE, ""),
        "no line end at the end": ("a.csv", content("Nr;Naam\n1;Bénin"), TABLE, ""),
    },
    "semicolon and decimal comma": {
        "comma in every row": ("a.csv", csv_rows(["Nr;Bedrag", "1;4,5", "2;3,5"]),
                               [["Nr", "Bedrag"], ["1", "4,5"], ["2", "3,5"]], ""),
        "commas in a heading": (
            "a.csv", csv_rows(["Nr;Wat, hoe, waar, wie?;X", "1;a;b", "2;c;d"]),
            [["Nr", "Wat, hoe, waar, wie?", "X"], ["1", "a", "b"]], ""),
        "quoted": ("a.csv", csv_rows(['"Nr","Bedrag"', '"1","4,5"']),
                   [["Nr", "Bedrag"], ["1", "4,5"]], ""),
        "declared": ("a.csv", content("sep=;\nNr;Bedrag\n1;4,5\n"),
                     [["sep=", ""], ["Nr", "Bedrag"], ["1", "4,5"]], ""),
        "tab": ("a.tsv", content("Nr\tBedrag\n1\t4,5\n"), [["Nr", "Bedrag"], ["1", "4,5"]], ""),
    },
    "1904 dates": {
        "xlsx": ("a.xlsx", _since_1904('date1904="1"'), [[DAY]], "1904"),
        "xlsx, true": ("a.xlsx", _since_1904('date1904="true"'), [[DAY]], "1904"),
        "xlsx, single quotes": ("a.xlsx", _since_1904("date1904='1'"), [[DAY]], "1904"),
        "xls": ("a.xls", _xls_1904, [[DAY]], "1904"),
    },
    "cells that are text for a reason": {
        "formula in a CSV": ("a.csv", csv_rows(["Nr;Naam", "1;=1+1", "2;@som", "3;+32 9"]),
                             [["Nr", "Naam"], ["1", "=1+1"], ["2", "@som"], ["3", "+32 9"]], ""),
        "formula as text in xlsx": (
            "a.xlsx", sheet(row(1, text("A1", "=HYPERLINK(1)"), text("B1", "-5"))),
            [["=HYPERLINK(1)", "-5"]], ""),
        "formula as text in xls": ("a.xls", xls(rows=[["'=1+1", "+32"]]), [["'=1+1", "+32"]], ""),
        "long number as text": ("a.xlsx", sheet(row(1, text("A1", "12345678901234567890"))),
                                [["12345678901234567890"]], ""),
        "answer 1-5 as text": ("a.xlsx", sheet(row(1, text("A1", "1-5"))), [["1-5"]], ""),
    },
    "written in another way": {
        "rows without numbers": (
            "a.xlsx", sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"),
            [[1.0, 2.0], [3.0, ""]], ""),
        "prefixed": ("a.xlsx", parts({SHEET: (
            f'<x:worksheet xmlns:x="{SPACE}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v>'
            "</x:c></x:row></x:sheetData></x:worksheet>").encode()}), [[1.0]], ""),
        "comment between rows": (
            "a.xlsx", sheet('<!-- <row r="9"> -->' + row(1, cell("A1"))), [[1.0]], ""),
        "row break after the data": (
            "a.xlsx", sheet(row(1, cell("A1")), tail='<rowBreaks><brk id="1"/></rowBreaks>'),
            [[1.0]], ""),
        "empty shared text": (
            "a.xlsx", parts({TEXTS: f'<sst xmlns="{SPACE}"><si><t/></si><si><t>b</t></si></sst>'
                             .encode(),
                             SHEET: sheet_xml(row(1, cell("A1", 0, "s"), cell("B1", 1, "s")))}),
            [["", "b"]], ""),
        "rich text and how it sounds": (
            "a.xlsx", sheet('<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r>'
                            "<rPh><t>hoe</t></rPh></is></c></row>"), [["ab"]], ""),
        "true and false": ("a.xlsx", sheet(row(1, cell("A1", 1, "b"), cell("B1", 0, "b"))),
                           [["WAAR", "ONWAAR"]], ""),
        "ISO date": ("a.xlsx", sheet(row(1, cell("A1", "2024-03-01", "d"))), [[DAY]], ""),
        "thousands of millions of texts stated": (
            "a.xlsx", parts({TEXTS: (f'<sst xmlns="{SPACE}" uniqueCount="4000000000"><si><t>a</t>'
                                     "</si></sst>").encode(),
                             SHEET: sheet_xml(row(1, cell("A1", 0, "s")))}), [["a"]], "openpyxl"),
        "a million cells declared": (
            "a.xlsx", sheet(row(1, cell("A1")), head='<dimension ref="A1:XFD1048576"/>'),
            [[1.0]], ""),
        "xlsx named as xls": ("a.xls", content(book({"Blad1": [["a"]]})), [["a"]],
                              "inhoud is .xlsx"),
        "old workbook named as xlsx": ("a.xlsx", xls(rows=[["a"]]), [["a"]], "inhoud is .xls"),
        "blank rows repeated to the end of an ods": (
            "a.ods", ods(ods_row(ods_text("a")) + ods_row(
                '<table:table-cell table:number-columns-repeated="16384"/>',
                more='table:number-rows-repeated="1048575"')), [["a"]], ""),
    },
}  # fmt: skip


HIDDEN: dict[str, Make] = {
    "first sheet": edited(
        lambda found: setattr(found.create_sheet("Oud", 0), "sheet_state", "hidden")),
    "very hidden sheet": edited(
        lambda found: setattr(found.create_sheet("Oud", 0), "sheet_state", "veryHidden")),
    "row": edited(lambda found: setattr(found.active.row_dimensions[2], "hidden", True)),
    "column": edited(lambda found: setattr(found.active.column_dimensions["B"], "hidden", True)),
}  # fmt: skip
