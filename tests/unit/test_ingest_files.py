"""Which files belong to a year, and each file that cannot be read: one Dutch line, no traceback."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from clean_files import write_csv, write_project, write_xlsx

from pijler_analysis.errors import FileError
from pijler_analysis.ingest.delimited import decode
from pijler_analysis.ingest.files import input_files, read_sheets, unclaimed_files

# ── which files ───────────────────────────────────────────────────────────────────────────


def test_each_source_finds_its_files_whatever_the_case_of_the_name(tmp_path):
    settings = write_project(tmp_path)
    folder = settings.raw / "2024"
    (folder / "stuurgroep.csv").rename(folder / "Stuurgroep_DEF.CSV")
    (folder / "~$helpdesk.xlsx").write_bytes(b"x")
    found = input_files(settings, 2024)
    assert [path.name for path in found["steering_group"]] == ["Stuurgroep_DEF.CSV"]
    assert [path.name for path in found["helpdesk"]] == ["helpdesk.xlsx"]
    assert found["sessions"] == found["attendance"] == [folder / "vormingen.xlsx"]


def test_a_wave_needs_one_member_survey_and_other_years_need_none(tmp_path):
    settings = write_project(tmp_path)
    assert input_files(settings, 2024)["survey_members_previous"] == []
    (settings.raw / "2024" / "bevraging_leden_limesurvey.csv").unlink()
    with pytest.raises(FileError, match=r'bestand "bevraging_leden_limesurvey\*\.csv" in data/raw'):
        input_files(settings, 2024)
    without_wave = replace(settings, waves=(2019,))
    found = input_files(without_wave, 2024)
    assert found["survey_members"] == found["invitations"] == []


def test_a_missing_source_or_folder_is_named_and_an_optional_one_is_not(tmp_path):
    settings = write_project(tmp_path)
    (settings.raw / "2024" / "bevraging_stakeholders.xlsx").unlink()
    assert input_files(settings, 2024)["survey_stakeholders"] == []
    (settings.raw / "2024" / "fonds.xlsx").unlink()
    with pytest.raises(FileError, match=r'"fonds\*\.xlsx" in data/raw/2024 \(bron fund\)'):
        input_files(settings, 2024)
    with pytest.raises(FileError, match="map data/raw/2023 ontbreekt"):
        input_files(settings, 2023)


def test_a_file_of_no_source_is_pointed_out(tmp_path):
    settings = write_project(tmp_path)
    extra = write_csv(settings.raw / "2024" / "nieuwsbrief.csv", [["a", "b"]])
    folder = settings.raw / "2024" / "sessies"
    folder.mkdir()
    write_csv(settings.raw / "2024" / ".verborgen.csv", [["a", "b"]])
    assert unclaimed_files(settings, 2024, input_files(settings, 2024)) == [extra, folder]


# ── files that cannot be read ─────────────────────────────────────────────────────────────


def workbook(path: Path) -> Path:
    return write_xlsx(path, {"Blad1": [["Nr", "Naam"], [1, "An"]]})


def with_part(path: Path, name: str, content: bytes) -> None:
    """Replace a part of a workbook."""
    workbook(path)
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, held in parts.items():
            archive.writestr(entry, held)


def sheet_xml(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{body}</sheetData></worksheet>'.encode()


def cell(reference: str, value: int = 1) -> str:
    return f'<c r="{reference}"><v>{value}</v></c>'


SHEET = "xl/worksheets/sheet1.xml"


def _cut(path: Path) -> None:
    workbook(path)
    path.write_bytes(path.read_bytes()[:1500])


def _flipped(path: Path) -> None:
    write_xlsx(path, {"Blad1": [[n, f"naam {n}"] for n in range(200)]})
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(SHEET).header_offset
    raw = bytearray(path.read_bytes())
    raw[start + 200] ^= 0xFF
    path.write_bytes(raw)


def _protected(path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    path.write_bytes(ole + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600)


def _bomb(path: Path) -> None:
    with_part(path, SHEET, sheet_xml(" " * 60_000_000))


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///a">]><a>&x;</a>'

BAD: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "empty": ("a.xlsx", lambda path: path.write_bytes(b""), "leeg (0 bytes)"),
    "cut off": ("a.xlsx", _cut, "beschadigd"),
    "flipped bit": ("a.xlsx", _flipped, "beschadigd"),
    "password": ("a.xlsx", _protected, "wachtwoord"),
    "old workbook": (
        "a.xlsx", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        "beschadigd",
    ),
    "lock file": ("~$a.xlsx", lambda path: path.write_bytes(b"An Peeters"), "vergrendelbestand"),
    "a page named as workbook": (
        "a.xlsx", lambda path: path.write_text("\n<HTML><table></table></HTML>"), "webpagina",
    ),
    "a text named as workbook": ("a.xlsx", lambda path: path.write_text("a;b\n"), "tekstbestand"),
    "a workbook named as text": ("a.csv", workbook, "Excel-werkmap"),
    "a PDF": ("a.csv", lambda path: path.write_bytes(b"%PDF-1.7\n"), "PDF"),
    "a zip that is no workbook": (
        "a.xlsx", lambda path: zipfile.ZipFile(path, "w").writestr("b.txt", "b"), "zip-bestand",
    ),
    "another kind": ("a.json", lambda path: path.write_text("{}"), ".json"),
    "small packed, huge unpacked": ("a.xlsx", _bomb, "gecomprimeerd"),
    "a stray cell in the last row": (
        "a.xlsx",
        lambda path: with_part(path, SHEET, sheet_xml(
            f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("A1048576")}</row>')),
        "losse cel",
    ),
    "a stray cell in the last column": (
        "a.xlsx",
        lambda path: with_part(path, SHEET, sheet_xml(
            f'<row r="1">{cell("A1")}</row><row r="900">{cell("XFD900")}</row>')),
        "losse cel",
    ),
    "rows out of order": (
        "a.xlsx",
        lambda path: with_part(path, SHEET, sheet_xml(
            f'<row r="2">{cell("A2")}</row><row r="1">{cell("A1")}</row>')),
        "dubbel of door elkaar",
    ),
    "an external entity": (
        "a.xlsx",
        lambda path: with_part(path, "xl/workbook.xml", ENTITY),
        "onveilige inhoud",
    ),
    "no XML": ("a.xlsx", lambda path: with_part(path, "xl/workbook.xml", b"geen"), ""),
    "zero bytes in a text": ("a.csv", lambda path: path.write_bytes(b"a;b\n1;\x002\n"), "nulbytes"),
    "UTF-16 without its mark": (
        "a.csv", lambda path: path.write_bytes("a;b\n1;2\n".encode("utf-16-le")), "nulbytes",
    ),
    "unknown encoding": ("a.csv", lambda path: path.write_bytes(b"a;b\n\x81;\xff\n"), "codering"),
    "no delimiter": ("a.csv", lambda path: path.write_text("a b c\n1 2 3\n"), "scheidingsteken"),
    "two delimiters": ("a.csv", lambda path: path.write_text("a;b,c\n1;2,3\n"), "niet eenduidig"),
    "an open quote": ("a.csv", lambda path: path.write_text('a;b\n1;"2\n3;4\n'), "rij 2"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_cannot_be_read_says_why_in_one_line(tmp_path, kind):
    name, make, said = BAD[kind]
    path = tmp_path / name
    make(path)
    with pytest.raises(FileError) as caught:
        read_sheets(path)
    message = str(caught.value)
    assert name in message
    assert said in message
    assert "\n" not in message
    assert "An Peeters" not in message
    assert caught.value.exit_code == 3


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileError, match=r"weg\.csv ontbreekt"):
        read_sheets(tmp_path / "weg.csv")


# ── files that can ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_gives_the_same_text(encoding):
    assert decode("Bénin;€".encode(encoding), "a.csv")[0] == "Bénin;€"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_the_one_that_splits_the_headings(tmp_path, delimiter):
    rows = [["Nr", "Naam", "Bedrag"], ["1", "a, b; c", "3,5"], ["2", "regel 1\nregel 2", ""]]
    path = write_csv(tmp_path / "a.csv", rows, delimiter=delimiter)
    assert read_sheets(path)[0].rows == rows


def test_a_declared_delimiter_is_followed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sep=,\na,b\n1,2\n")
    assert read_sheets(path)[0].rows[1:] == [["a", "b"], ["1", "2"]]


def test_cells_of_a_workbook_stay_at_their_row_with_their_type(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx",
        {"Blad1": [[], ["", "titel"], [], [9000, date(2024, 3, 1), True, "1-5", "NA"]]},
    )
    rows = read_sheets(path)[0].rows
    assert rows[1][1] == "titel"
    assert rows[3] == [9000.0, date(2024, 3, 1), "WAAR", "1-5", "NA"]


def test_an_error_cell_is_seen_and_an_uncomputed_formula_named(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.active["B2"] = "#N/A"
    book.active["B2"].data_type = "e"
    book.save(path)
    sheet = read_sheets(path)[0]
    assert sheet.uncomputed == ("A1",)
    assert sheet.rows[1][1] == "#N/A"


def test_hidden_sheets_are_marked(tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("Oud", 0).sheet_state = "hidden"
    book.save(path)
    assert [(sheet.name, sheet.is_hidden) for sheet in read_sheets(path)] == [
        ("Oud", True),
        ("Blad1", False),
    ]


def test_no_message_holds_a_machine_path(tmp_path):
    with pytest.raises(FileError) as caught:
        read_sheets(tmp_path / "weg.csv")
    assert not re.search(r"/|\\", str(caught.value))
