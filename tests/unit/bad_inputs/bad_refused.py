"""Files that must be refused: row of the table of inputs × construction → file, line.

A line is what the message must hold beside the name of the file; several parts are joined by ``|``.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pyreadstat
from bad_makers import (
    BOOK,
    OLE,
    SHEET,
    SPACE,
    TEXTS,
    Make,
    book,
    cell,
    content,
    csv_rows,
    cut,
    edited,
    flipped,
    ods,
    ods_number,
    ods_row,
    ods_text,
    parts,
    patched,
    poke,
    row,
    sheet,
    sheet_xml,
    swap,
    text,
    xls,
    zipped,
)

Refused = dict[str, dict[str, tuple[str, Make, str]]]

PASSWORD, DAMAGED, STRAY = "heeft een wachtwoord", "beschadigd", "losse cel"
NEVER, DISORDER = "formule zonder berekende waarde", "dubbel of door elkaar"
UTF16 = "nulbytes"


def _ole(stream: str) -> bytes:
    return OLE + b"\x00" * 600 + stream.encode("utf-16-le") + b"\x00" * 600


def _flagged(path: Path) -> None:
    """Mark every entry of a workbook as encrypted."""
    path.write_bytes(book())
    raw = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.find(signature)
        while start >= 0:
            raw[start + offset] |= 1
            start = raw.find(signature, start + 4)
    path.write_bytes(raw)


def _twice(path: Path) -> None:
    """Put the same part in a workbook twice: readers differ on which one counts."""
    path.write_bytes(book())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET.replace("sheet1", "Sheet1"), sheet_xml(row(1, cell("A1", 666))))


def _wrong_checksum(path: Path) -> None:
    path.write_bytes(book())
    with zipfile.ZipFile(path) as archive:
        offset = archive.getinfo(TEXTS).header_offset
    raw = bytearray(path.read_bytes())
    central = raw.rindex(TEXTS.encode()) - 46
    raw[central + 16] ^= 0xFF
    raw[offset + 14] ^= 0xFF
    path.write_bytes(raw)


def _overflowing_date(path: Path) -> None:
    """Write an SPSS file with a date no calendar has."""
    import pandas as pd

    pyreadstat.write_sav(pd.DataFrame({"d": [1e17]}), str(path), variable_format={"d": "DATE11"})


def _spss(path: Path) -> None:
    import pandas as pd

    pyreadstat.write_sav(pd.DataFrame({"d": [1.0] * 50}), str(path))


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
FORMULA = '<c r="B2"><f>SUM(A1:A9)</f></c>'
HEAD = row(1, text("A1", "Nr"), text("B1", "Bedrag"))
STREAM_END = patched(xls(), poke(48, b"\x07\x00\x00\x00"))
CIRCLE = patched(xls(), lambda raw: raw.__setitem__(slice(512, 1024), b"\x01\x00\x00\x00" * 128))

REFUSED: Refused = {
    "password": {
        "agile": ("a.xlsx", content(_ole("EncryptedPackage")), PASSWORD),
        "named as old workbook": ("a.xls", content(_ole("EncryptedPackage")), PASSWORD),
        "zip with encrypted entries": ("a.xlsx", _flagged, PASSWORD),
        "xls with a filepass record": (
            "a.xls", patched(xls(), swap(b"\x42\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\x00\x00")),
            PASSWORD),
        "ods": ("a.ods", ods(ods_row(ods_number(1)), manifest="<manifest:encryption-data/>"),
                PASSWORD),
    },
    "bomb or grid": {
        "60 MB of blanks in 60 kB": (
            "a.xlsx", parts({SHEET: sheet_xml(" " * 60_000_000)}), "gecomprimeerd"),
        "60 MB of texts": (
            "a.xlsx", parts({TEXTS: b"<sst>" + b"<si><t>a</t></si>" * 3_500_000 + b"</sst>"}),
            "gecomprimeerd"),
        "bomb in an ods": ("a.ods", ods(ods_row(ods_text(" " * 60_000_000))), "gecomprimeerd"),
        "stray cell in the last row": (
            "a.xlsx", sheet(row(1, cell("A1")) + row(1048576, cell("A1048576"))), STRAY),
        "stray cell in the last column": (
            "a.xlsx", sheet(row(1, cell("A1")) + row(900, cell("XFD900"))), STRAY),
        "stray cell in the last corner": (
            "a.xlsx", sheet(row(1, cell("A1")) + row(1048576, cell("XFD1048576"))), STRAY),
        "stray cell with single quotes": (
            "a.xlsx", sheet("<row r='1'><c r='A1'><v>1</v></c></row>"
                            "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"), STRAY),
        "stray cell of an old workbook": (
            "a.xls", xls(lambda found: found.write(65534, 255, "x")), STRAY),
        "a row repeated a million times": (
            "a.ods", ods(ods_row(ods_number(1, 'table:number-columns-repeated="16000"'),
                                 more='table:number-rows-repeated="1000000"')), "|blad"),
        "a cell repeated two thousand million times": (
            "a.ods", ods(ods_row(ods_number(1, 'table:number-columns-repeated="2000000000"'))),
            "blad"),
        "ten thousand parts": (
            "a.xlsx", parts({f"x/{n}.txt": b"" for n in range(10_100)}), "te veel onderdelen"),
    },
    "damaged": {
        **{f"cut off at {keep:.0%}": ("a.xlsx", cut(content(book()), keep), DAMAGED)
           for keep in (0.02, 0.3, 0.7, 0.99)},
        "bit in a sheet": ("a.xlsx", flipped(SHEET, 0.5), DAMAGED),
        "bit in the texts": ("a.xlsx", flipped("xl/sharedStrings.xml", 0.6), DAMAGED),
        "bit in the styles": ("a.xlsx", flipped("xl/styles.xml", 0.4), DAMAGED),
        "wrong checksum": ("a.xlsx", _wrong_checksum, DAMAGED),
        "old workbook cut off": ("a.xls", cut(xls(), 0.3), DAMAGED),
        "only the mark of an old workbook": ("a.xls", content(OLE + b"\0" * 600), DAMAGED),
        "ods cut off": ("a.ods", cut(ods(ods_row(ods_number(1))), 0.5), DAMAGED),
        "ods with broken XML": ("a.ods", ods("<table:table-row>"), "beschadigd (regel"),
        "SPSS cut off": ("a.sav", cut(_spss, 0.4), DAMAGED),
        "a part is missing": ("a.xlsx", parts({SHEET: None}), "onvolledig"),
        "relations are missing": (
            "a.xlsx", parts({"xl/_rels/workbook.xml.rels": None}), "onvolledig"),
        "sheet is no XML": ("a.xlsx", parts({SHEET: b"geen"}), DAMAGED),
        "only NULs": ("a.xlsx", content(b"\0" * 5000), "alleen nulbytes"),
        "empty": ("a.xlsx", content(b""), "leeg (0 bytes)"),
        "empty text": ("a.csv", content(b""), "leeg (0 bytes)"),
        "part twice": ("a.xlsx", _twice, "twee keer"),
        "SPSS date outside any calendar": ("a.sav", _overflowing_date, "buiten elke kalender"),
    },
    "unsafe": {
        "entities in the workbook": ("a.xlsx", parts({BOOK: f"{LAUGHS}<a>&c;</a>".encode()}),
                                     "onveilige inhoud"),
        "entities in the sheet": (
            "a.xlsx", parts({SHEET: LAUGHS.encode() + sheet_xml(row(1, text("A1", "&c;")))}),
            "onveilige inhoud"),
        "external entity in the texts": (
            "a.xlsx", parts({TEXTS: f"{OUTSIDE}<sst>&x;</sst>".encode()}), "onveilige inhoud"),
        "declaration behind a long comment": (
            "a.xlsx", parts({SHEET: b"<!--" + b"x" * 5000 + b"-->" + OUTSIDE[21:].encode()
                             + sheet_xml(row(1, cell("A1")))}), "onveilige inhoud"),
        "declaration in UTF-16": (
            "a.xlsx", parts({SHEET: ('<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS[21:]
                                     + "<a/>").encode("utf-16")}), "niet in UTF-8"),
        "entity in an ods": ("a.ods", ods(ods_row(ods_text("&x;")), extra=OUTSIDE[21:]),
                             "onveilige inhoud"),
    },
    "aborts the reader": {
        "shared texts in thousands of millions": (
            "a.xlsx", parts({SHEET: sheet_xml(row(1, cell("A1", 99999999999, "s")))}), "a.xlsx"),
        "sectors in a circle": ("a.xls", CIRCLE, DAMAGED),
        "directory out of bounds": ("a.xls", patched(xls(), poke(48, b"\xf0\xff\xff\x7f")),
                                    DAMAGED),
        "sector size of 2 to the 255": ("a.xls", patched(xls(), poke(30, b"\xff\x00")), DAMAGED),
    },
    "formula without value": {
        "one": ("a.xlsx", sheet(HEAD + row(2, cell("A2"), FORMULA)), f"{NEVER}|B2|Blad1"),
        "openpyxl": ("a.xlsx", edited(lambda found: found.active.__setitem__("B2", "=1+1")),
                     f"{NEVER}|B2"),
        "empty value": (
            "a.xlsx", sheet(HEAD + row(2, '<c r="B2"><f>1+1</f><v></v></c>')), f"{NEVER}|B2"),
        "shared formula": (
            "a.xlsx", sheet(HEAD + row(2, '<c r="B2"><f t="shared" si="0"/></c>')), f"{NEVER}|B2"),
        "single quotes": (
            "a.xlsx", sheet("<row r='1'><c r='A1'><f>1+1</f></c></row>"), f"{NEVER}|A1"),
        "prefixed": ("a.xlsx", parts({SHEET: (
            f'<x:worksheet xmlns:x="{SPACE}"><x:sheetData><x:row r="1"><x:c r="A1"><x:f>1+1</x:f>'
            "</x:c></x:row></x:sheetData></x:worksheet>").encode()}), f"{NEVER}|A1"),
        "old workbook": ("a.xls", xls(lambda found: found.write(3, 1, __import__("xlwt").Formula(
            "1+1"))), f"{NEVER}|B4"),
        "ods": ("a.ods", ods(ods_row(ods_text("Nr")) + ods_row(
            '<table:table-cell table:formula="of:=1+1"/>')), f"{NEVER}|A2"),
    },
    "rows doubled or out of order": {
        "row twice": ("a.xlsx", sheet(row(1, cell("A1")) + row(1, cell("A1", 2))), DISORDER),
        "rows the other way round": (
            "a.xlsx", sheet(row(2, cell("A2")) + row(1, cell("A1"))), DISORDER),
        "one row back": ("a.xlsx", sheet(row(1, cell("A1")) + row(3, cell("A3"))
                                         + row(2, cell("A2"))), DISORDER),
        "single quotes": ("a.xlsx", sheet("<row r='1'><c r='A1'><v>1</v></c></row>"
                                          "<row r='1'><c r='A1'><v>2</v></c></row>"), DISORDER),
        "line end in the tag": ("a.xlsx", sheet('<row\nr="1"><c r="A1"><v>1</v></c></row>'
                                                '<row\nr="1"><c r="A1"><v>2</v></c></row>'),
                                DISORDER),
        "cell twice": ("a.xlsx", sheet(row(1, cell("A1"), cell("A1", 2))), f"{DISORDER}|A1"),
        "cell that names another row": (
            "a.xlsx", sheet(row(1, cell("A5")) + row(5, cell("A5", 2))), DISORDER),
    },
    "65,536 rows": {
        "exactly": ("a.xls", xls(rows=[[n] for n in range(65536)]), "afgekapt|65536"),
        "texts": ("a.xls", xls(rows=[["naam"]] * 65536), "afgekapt|Blad1"),
        "two columns": ("a.xls", xls(rows=[[n, "a"] for n in range(65536)]), "afgekapt"),
    },
    "UTF-16 or NULs": {
        "UTF-16-LE without mark": ("a.csv", content("Nr;Naam\n1;An\n", "utf-16-le"), UTF16),
        "UTF-16-BE without mark": ("a.csv", content("Nr;Naam\n1;An\n", "utf-16-be"), UTF16),
        "NUL in a name": ("a.csv", content(b"Nr;Naam\n1;A\x00n\n"), UTF16),
        "NULs after the first page": (
            "a.csv", content(b"Nr;Naam\n" + b"1;An\n" * 2000 + b"\x00" * 20), UTF16),
        "UTF-32": ("a.csv", content("Nr;Naam\n1;An\n", "utf-32"), UTF16),
        "neither UTF-8 nor Windows-1252": ("a.csv", content(b"Nr;Naam\n1;\x81\x8d\n"), "codering"),
    },
    "no delimiter to be sure of": {
        "blanks": ("a.csv", content("Nr Naam\n1 An\n"), "geen scheidingsteken"),
        "two that fit": ("a.csv", content("a;b,c\n1;2,3\n"), "niet eenduidig"),
        "one column": ("a.csv", content("Naam\nAn\nBo\n"), "geen scheidingsteken"),
        "hash": ("a.csv", content("Nr#Naam\n1#An\n"), "geen scheidingsteken"),
    },
    "broken CSV": {
        "open quote": ("a.csv", content('a;b\n1;"2\n3;4\n'), "rij 2|aanhalingstekens"),
        "text behind a quote": ("a.csv", content('a;b\n1;"2"x\n'), "rij 2|aanhalingstekens"),
        "quote that swallows rows": (
            "a.csv", csv_rows(["Nr;Naam;Plaats;Land", '1;"An;Gent;BE', "2;Bo;Aalst;BE",
                               '3;Cis";Gent;BE', "4;Dirk;Gent;BE"]), "rij 2|opslokt"),
        "cut off in a row": ("a.csv", content("Nr;Naam;Plaats\n1;An;Gent\n2;B"),
                             "rij 3|breekt hier midden in een rij af"),
    },
    "not what its name says": {
        "page as xls": ("a.xls", content("<html><table><tr><td>1</td></tr></table></html>"),
                        "webpagina"),
        "page as xlsx": ("a.xlsx", content("\n <!DOCTYPE html><html></html>"), "webpagina"),
        "page as CSV": ("a.csv", content("<table><tr><td>1</td></tr></table>"), "webpagina"),
        "CSV as xls": ("a.xls", content("Nr;Naam\n1;An\n"), "tekstbestand"),
        "CSV as xlsx": ("a.xlsx", content("Nr;Naam\n1;An\n"), "tekstbestand"),
        "XML of Excel 2003 as xls": (
            "a.xls", content('<?xml version="1.0"?><Workbook '
                             'xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
            "losse XML"),
        "Numbers": ("a.numbers", zipped({"Index/Document.iwa": b"x"}), "Apple Numbers"),
        "Numbers as xlsx": ("a.xlsx", zipped({"Index.zip": b"x"}), "Apple Numbers"),
        "binary workbook": ("a.xlsb", zipped({"xl/workbook.bin": b"x"}), ".xlsb"),
        "Word as xlsx": ("a.xlsx", zipped({"word/document.xml": b"x"}), "tekstdocument"),
        "old Word as xls": ("a.xls", content(_ole("WordDocument")), "Word-document"),
        "zip as xlsx": ("a.xlsx", zipped({"export.csv": b"a;b"}), "zip-bestand"),
        "xlsx as CSV": ("a.csv", content(book()), "Excel-werkmap"),
        "xls as CSV": ("a.csv", xls(), "oude Excel-werkmap"),
        "ods as CSV": ("a.csv", ods(ods_row(ods_number(1))), "LibreOffice"),
        "PDF as CSV": ("a.csv", content("%PDF-1.7\n"), "PDF"),
        "gzip as CSV": ("a.csv", content(b"\x1f\x8b\x08\x00" + b"x" * 50), "gzip"),
        "picture as xlsx": ("a.xlsx", content(b"\x89PNG\r\n\x1a\n" + b"x" * 50), "afbeelding"),
        "SPSS as CSV": ("a.csv", _spss, "SPSS"),
        "JSON": ("a.json", content("{}"), ".json"),
        "no extension": ("a", content("Nr;Naam\n1;An\n"), "zonder extensie"),
        "Excel's lock file": ("~$a.xlsx", content("An Peeters"), "vergrendelbestand"),
        "LibreOffice's lock file": (".~lock.a.ods#", content("An Peeters"), "vergrendelbestand"),
        "lock file of an old workbook": ("~$a.xls", content(b"An\0Peeters"), "vergrendelbestand"),
    },
    "another encoding inside": {
        "sheet in UTF-16": ("a.xlsx", parts({SHEET: sheet_xml(row(1, cell("A1"))).decode()
                                             .encode("utf-16")}), "niet in UTF-8"),
        "texts in UTF-16": ("a.xlsx", parts({TEXTS: "<sst/>".encode("utf-16")}), "niet in UTF-8"),
        "sheet in Latin-1": (
            "a.xlsx", parts({SHEET: b'<?xml version="1.0" encoding="ISO-8859-1"?>'
                             + sheet_xml(row(1, text("A1", "a")))}), "niet in UTF-8"),
    },
}  # fmt: skip
