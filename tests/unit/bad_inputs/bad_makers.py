"""Small writers of broken and of odd files: each takes a path and writes one file there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import xlsxwriter

Make = Callable[[Path], object]

SHEET, BOOK, TEXTS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROWS = [["Nr", "Naam"], [1, "Hart voor Benin"], [2, "Samen"]]


def content(data: bytes | str, encoding: str = "utf-8") -> Make:
    """Write these bytes, or this text."""
    raw = data if isinstance(data, bytes) else data.encode(encoding)
    return lambda path: path.write_bytes(raw)


def book(sheets: dict[str, Sequence[Sequence[object]]] | None = None) -> bytes:
    """Return a sound workbook, its texts shared as Excel shares them."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream, {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}
    ) as written:
        for title, rows in (sheets or {"Blad1": ROWS}).items():
            found = written.add_worksheet(title)
            for number, cells in enumerate(rows):
                found.write_row(number, 0, cells)
    return stream.getvalue()


def edited(change: Callable[[openpyxl.Workbook], object], rows: object = None) -> Make:
    """Write a workbook that openpyxl changed."""

    def make(path: Path) -> None:
        written = openpyxl.load_workbook(io.BytesIO(book(rows and {"Blad1": rows})))
        change(written)
        written.save(path)

    return make


def parts(changes: dict[str, bytes | None], whole: bytes | None = None) -> Make:
    """Write a workbook with parts replaced, added or (None) left out."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(io.BytesIO(whole or book())) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
        held |= changes
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in held.items():
                if part is not None:
                    archive.writestr(name, part)

    return make


def sheet_xml(body: str, head: str = "", tail: str = "") -> bytes:
    return (
        f'<worksheet xmlns="{SPACE}">{head}<sheetData>{body}</sheetData>{tail}</worksheet>'.encode()
    )


def sheet(body: str, head: str = "", tail: str = "") -> Make:
    """Write a workbook whose sheet holds these rows as XML."""
    return parts({SHEET: sheet_xml(body, head, tail)})


def row(number: int, *cells: str, more: str = "") -> str:
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


def cell(reference: str, value: object = 1, kind: str = "n", formula: str = "") -> str:
    written = f"<f>{formula}</f>" if formula else ""
    return f'<c r="{reference}" t="{kind}">{written}<v>{value}</v></c>'


def text(reference: str, value: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'


def cut(make: Make, keep: float) -> Make:
    """Cut a file off after a part of its bytes."""

    def cut_off(path: Path) -> None:
        make(path)
        raw = path.read_bytes()
        path.write_bytes(raw[: int(len(raw) * keep)])

    return cut_off


def flipped(part: str, at: float) -> Make:
    """Turn one bit in the packed bytes of a part of a workbook."""

    def flip(path: Path) -> None:
        path.write_bytes(book({"Blad1": [[n, f"naam {n * n}"] for n in range(300)]}))
        with zipfile.ZipFile(path) as archive:
            entry = archive.getinfo(part)
        raw = bytearray(path.read_bytes())
        start = entry.header_offset + 30 + len(entry.filename)
        raw[start + int(entry.compress_size * at)] ^= 0x10
        path.write_bytes(raw)

    return flip


def ods(rows_xml: str, extra: str = "", manifest: str = "") -> Make:
    """Write an OpenDocument workbook whose table holds these rows as XML."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"),
                            ("style", "style"))
    )  # fmt: skip
    calcext = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?>{extra}<office:document-content {names} {calcext} '
        f'office:version="1.3"><office:body><office:spreadsheet><table:table table:name="Blad1">'
        f"{rows_xml}</table:table></office:spreadsheet></office:body></office:document-content>"
    )

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
            archive.writestr("content.xml", body)

    return make


def ods_text(value: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {more}><text:p>{value}</text:p>'
        "</table:table-cell>"
    )


def ods_number(value: float, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}" {more}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def ods_row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def xls(change: Callable[[object], object] = lambda _: None, rows: object = None) -> Make:
    """Write an old workbook; ``change`` gets its sheet."""
    import xlwt

    def make(path: Path) -> None:
        written = xlwt.Workbook()
        found = written.add_sheet("Blad1")
        for number, cells in enumerate(rows or ROWS):
            for column, value in enumerate(cells):
                found.write(number, column, value)
        change(found)
        written.save(str(path))

    return make


def patched(make: Make, change: Callable[[bytearray], object]) -> Make:
    """Write a file and change its bytes."""

    def patch(path: Path) -> None:
        make(path)
        raw = bytearray(path.read_bytes())
        change(raw)
        path.write_bytes(raw)

    return patch


def poke(offset: int, value: bytes) -> Callable[[bytearray], object]:
    def change(raw: bytearray) -> None:
        raw[offset : offset + len(value)] = value

    return change


def swap(old: bytes, new: bytes) -> Callable[[bytearray], object]:
    def change(raw: bytearray) -> None:
        assert old in raw
        place = raw.index(old)
        raw[place : place + len(old)] = new

    return change


def zipped(names: dict[str, bytes]) -> Make:
    """Write a zip of other things."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, held in names.items():
                archive.writestr(name, held)

    return make


def csv_rows(rows: Sequence[str], *, encoding: str = "utf-8", end: str = "\r\n") -> Make:
    """Write lines of text."""
    return content("".join(line + end for line in rows).encode(encoding))
