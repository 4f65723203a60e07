"""Files with several faults at once, as colleagues and tools really leave them behind.

Construction → file, its layout, and what must come of it: the number and count of each kept row
with ``read, kept, rejected, merged, furniture``, or why it is refused; ``said`` must stand in the
warnings or the reasons of rejection.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

import openpyxl
from bad_makers import (
    Make,
    book,
    cell,
    content,
    csv_rows,
    ods,
    ods_row,
    ods_text,
    row,
    sheet,
    text,
    xls,
)

COLUMNS = {
    "Nr": "registration_id", "Naam": "organisation_name", "Status": "registration_status",
    "Postcode": "postcode", "Sinds": "registered_on", "Vrijwilligers": "volunteers",
}  # fmt: skip
HEAD = list(COLUMNS)
LINE = ";".join(HEAD)
ONE = ["R1", "An", "actief", 9000, date(2020, 3, 1), 5]
TWO = ["R2", "Bo", "actief", "1000", "2 maart 2021", 7]
THREE = ["R3", "Ci", "stopgezet", "8000", "03/04/2022", "12"]
ALL = [("R1", 5), ("R2", 7), ("R3", 12)]
BOTH = ALL[:2]
UNDER_GROUPS = {
    f"{'Wie' if place < 2 else 'Wat'} · {heading}": column
    for place, (heading, column) in enumerate(COLUMNS.items())
}


@dataclass(frozen=True)
class Case:
    """A file, and what must come of it; ``refused`` where nothing may."""

    name: str
    make: Make
    kept: Sequence[tuple[str, object]] = ()
    counts: tuple[int, ...] = ()
    said: str = ""
    refused: str = ""
    layout: str = "log"
    columns: dict[str, str] = field(default_factory=lambda: COLUMNS)
    header_rows: int = 1


def workbook(*rows: Sequence[object]) -> Make:
    return content(book({"Blad1": [list(cells) for cells in rows]}))


def changed(change: Callable, *rows: Sequence[object]) -> Make:
    """Write a workbook that openpyxl changed; ``change`` gets its sheet."""

    def make(path: Path) -> None:
        written = openpyxl.load_workbook(io.BytesIO(book({"Blad1": [list(r) for r in rows]})))
        change(written.active)
        written.save(path)

    return make


def lines(*rows: str, head: str = LINE) -> Make:
    return csv_rows([head, *rows])


def line(number: int, name: str = "An") -> str:
    return f"R{number};{name};actief;9000;01/02/2020;5"


def xml_row(number: int, *values: object) -> str:
    return row(number, *(text(f"{letter}{number}", str(value))
                         for letter, value in zip("ABCDEF", values, strict=False)))  # fmt: skip


HEAD_XML = xml_row(1, *HEAD)


def _grouped(found) -> None:
    found.insert_rows(1, 2)
    found["A1"], found["A2"], found["C2"] = "Register 2024", "Wie", "Wat"
    for block in ("A1:F1", "A2:B2", "C2:F2"):
        found.merge_cells(block)
    found.row_dimensions[5].hidden = True


def _moved(found) -> None:
    found.insert_cols(1, 3)
    found.insert_rows(1, 8)
    found["D9"], found["E9"] = "Nr\n", "\u00a0Naam "


def _typed(found) -> None:
    found["F2"], found["D3"] = True, time(9, 0)
    found["D2"].number_format = "d/m/yyyy"


def _old_sheet(found) -> None:
    old = found.parent.create_sheet("Oud", 0)
    for cells in (HEAD, ["X1", "Oud", "actief", 9000, "01/02/2000", 1]):
        old.append(cells)
    old.sheet_state = "hidden"


def _titled(found) -> None:
    found.title = "Foto's & thema's"
    found.parent.create_sheet('Nota "oud"')["A1"] = "vrije tekst"


def _chart_first(found) -> None:
    found.parent.create_chartsheet("Grafiek", 0)


def _filtered(found) -> None:
    for number in (3, 4):
        found.row_dimensions[number].hidden = True
    found.column_dimensions["A"].hidden = True


COMBINED: dict[str, Case] = {
    # ── layout ────────────────────────────────────────────────────────────────────────────
    "merged groups, hidden row, total and text dates": Case(
        "a.xlsx", changed(_grouped, HEAD, ONE, TWO, THREE, ["Totaal", "", "", "", "", 24]),
        ALL, (7, 3, 0, 0, 4), "1 verborgen rij is wel gelezen (rij 5)",
        columns=UNDER_GROUPS, header_rows=2),
    "totals in the middle, worded in other columns": Case(
        "a.xlsx", workbook(HEAD, ONE, TWO, ["", "Totaal", "", "", "", 12], THREE,
                           ["", "", "", "", "Eindtotaal:", 24]), ALL, (6, 3, 0, 0, 3)),
    "totals in the plural, their number a text": Case(
        "a.xlsx", workbook(HEAD, ONE, TWO, THREE, ["TOTALEN 2024", "", "", "", "", "\u00a024 "]),
        ALL, (5, 3, 0, 0, 2)),
    "a general total": Case(
        "a.xlsx", workbook(HEAD, ONE, TWO, ["Algemeen totaal", "", "", "", "", 12]),
        BOTH, (4, 2, 0, 0, 2)),
    "an organisation called after a total": Case(
        "a.xlsx", workbook(HEAD, ONE, ["R9", "Totaal Anders", "actief", 9000, "01/02/2020", 3]),
        [("R1", 5), ("R9", 3)], (3, 2, 0, 0, 1)),
    "headings and subtotals on every page": Case(
        "a.xlsx", workbook(HEAD, ONE, ["Subtotaal", "", "", "", "", 5], [], HEAD, TWO,
                           ["Subtotaal", "", "", "", "", 7], [], HEAD, THREE),
        ALL, (8, 3, 0, 0, 5)),
    "a table from D9, line ends and blanks in its headings": Case(
        "a.xlsx", changed(_moved, HEAD, ONE, TWO), BOTH, (3, 2, 0, 0, 1)),
    "a remark between the rows and one beside them": Case(
        "a.xlsx", workbook(HEAD, ONE, ["let op: hieronder nog nakijken"], [*TWO, "", "bellen"]),
        BOTH, (4, 2, 0, 0, 2), "cellen onder een lege kop zijn niet gelezen"),
    "a list that goes on beside itself": Case(
        "a.xlsx", workbook([*HEAD, "", *HEAD], [*ONE, "", *TWO], THREE),
        refused="de tabel gaat verder in kolom H"),
    "another table beside it, longer": Case(
        "a.xlsx", workbook([*HEAD, "", "Land", "Aantal"], [*ONE, "", "Benin", 3],
                           [*TWO, "", "Togo", 2], [*[""] * 7, "Peru", 1]),
        BOTH, (4, 2, 0, 0, 2), "een andere tabel vanaf kolom H is niet gelezen"),
    "the table again below, its columns turned round": Case(
        "a.xlsx", workbook(HEAD, ONE, TWO, [], HEAD[::-1], THREE[::-1]), ALL, (5, 3, 0, 0, 2)),
    "another table below": Case(
        "a.xlsx", workbook(HEAD, ONE, TWO, [], ["Land", "Aantal"], ["Benin", 3]),
        BOTH, (5, 2, 2, 0, 1), "verplichte waarde ontbreekt"),
    "headings twice, one hidden": Case(
        "a.xlsx", changed(lambda found: setattr(found.column_dimensions["G"], "hidden", True),
                          [*HEAD, "Naam"], [*ONE, "x"]), refused="twee keer (kolommen B en G)"),
    "filtered rows and a hidden key": Case(
        "a.xlsx", changed(_filtered, HEAD, ONE, TWO, THREE), ALL, (4, 3, 0, 0, 1),
        "verborgen kolommen zijn wel gelezen (A)"),
    "an old hidden sheet first": Case(
        "a.xlsx", changed(_old_sheet, HEAD, ONE, TWO), BOTH, (3, 2, 0, 0, 1)),
    "a title with an apostrophe, and a sheet of such a name with a quote": Case(
        "a.xlsx", changed(_titled, HEAD, ONE, TWO), BOTH, (3, 2, 0, 0, 1)),
    "a sheet with a chart first": Case(
        "a.xlsx", changed(_chart_first, HEAD, ONE, TWO), BOTH, (3, 2, 0, 0, 1)),
    "merged keys that nobody allowed to repeat": Case(
        "a.xlsx", changed(lambda found: found.merge_cells("A2:A3"), HEAD, ONE, ["", *TWO[1:]],
                          THREE), [("R1", 5), ("R3", 12)], (4, 2, 1, 0, 1),
        "verplichte waarde ontbreekt"),
    "an old workbook with a title, blanks and a total": Case(
        "a.xls", xls(rows=[["Register"], HEAD, ["R1", "An", "actief", 9000.0, "01/02/2020", 5],
                           ["R2", "Bo", "actief", "9000\u00a0", "2 maart 2021", "7"],
                           ["Totaal", "", "", "", "", 12]]), BOTH, (5, 2, 0, 0, 3)),
    "an open document with rows that stand there twice": Case(
        "a.ods", ods(ods_row(*map(ods_text, HEAD))
                     + ods_row(*map(ods_text, ["R1", "An", "actief", "9000", "01/02/2020", "5"]),
                               more='table:number-rows-repeated="3"')),
        [("R1", 5)], (4, 1, 0, 2, 1)),
    # ── cells ─────────────────────────────────────────────────────────────────────────────
    "a grid of a million rows declared, one there": Case(
        "a.xlsx", sheet(HEAD_XML + xml_row(2, "R1", "An", "actief", "9000", "01/02/2020", "5"),
                        head='<dimension ref="A1:XFD1048576"/>'), [("R1", 5)], (2, 1, 0, 0, 1)),
    "a grid declared smaller than the table": Case(
        "a.xlsx", sheet(HEAD_XML + "".join(xml_row(at, f"R{at}", "An", "actief", "9000", "2020", 5)
                                           for at in (2, 3, 4)), head='<dimension ref="A1:B2"/>'),
        [("R2", 5), ("R3", 5), ("R4", 5)], (4, 3, 0, 0, 1)),
    "errors in the key, a code and a number": Case(
        "a.xlsx", sheet(HEAD_XML
                        + row(2, cell("A2", "#REF!", "e", "X1"), text("B2", "An"),
                              text("C2", "actief"))
                        + row(3, text("A3", "R2"), text("B3", "Bo"), text("C3", "actief"),
                              cell("D3", "#N/A", "e", "X1"), cell("F3", "#DIV/0!", "e", "X1"))),
        [("R2", None)], (3, 1, 1, 0, 1), "een foutmelding van Excel in plaats van een waarde"),
    "a shared formula without value far below": Case(
        "a.xlsx", sheet(HEAD_XML + xml_row(2, "R1", "An", "actief", "9000", "01/02/2020", "5")
                        + row(9, '<c r="F9"><f t="shared" si="0"/></c>')), refused="cel F9"),
    "numbers as text behind blanks and an apostrophe": Case(
        "a.xlsx", workbook(HEAD, ["R1", "An", "actief", "9000\u00a0", "1\u00a0maart 2020", " 12"],
                           ["R2", "Bo", "actief", "\u00a08000", "01/02/2020", "1\u202f200"],
                           ["R3", "Ci", "actief", "1000", "01/02/2020", "'15"]),
        [("R1", 12), ("R2", 1200), ("R3", 15)], (4, 3, 0, 0, 1)),
    "truth values, times and counts shown as dates": Case(
        "a.xlsx", changed(_typed, HEAD, ONE, TWO), [("R1", None), ("R2", 7)], (3, 2, 0, 0, 1),
        "een datum in een kolom zonder datums"),
    "counts that are no number": Case(
        "a.xlsx", workbook(HEAD, *([f"R{at}", "An", "actief", 9000, "2020", count]
                                   for at, count in enumerate(("5 à 10", "±20", "10-15", "5%")))),
        [(f"R{at}", None) for at in range(4)], (5, 4, 0, 0, 1), "is niet een geheel getal"),
    "signs that turn a name round, and one of nothing else": Case(
        "a.xlsx", workbook(HEAD, ["R1", "Hart \u202eGent", "actief", 9000, "2020", 5],
                           ["R2", "🙂", "actief", 9000, "2020", 5]),
        [("R1", 5)], (3, 1, 1, 0, 1), "verplichte waarde ontbreekt"),
    "keys that differ in type or in blanks only": Case(
        "a.xlsx", workbook(HEAD, [1, "An", "actief", 9000, "2020", 5],
                           ["1 ", "Bo", "actief", 9000, "2020", 6],
                           ["01", "Ci", "actief", 9000, "2020", 7]),
        [("1", 5), ("01", 7)], (4, 2, 1, 0, 1), "komt al voor met andere inhoud"),
    # ── text files ────────────────────────────────────────────────────────────────────────
    "quotes inside quotes, not doubled": Case(
        "a.csv", lines(line(1), 'R2;"Werking "zes" vzw";actief;9000;01/02/2020;5', line(3)),
        refused="rij 3|aanhalingstekens"),
    "quotes masked with a stroke": Case(
        "a.csv", lines('R1;"An \\"de\\" Bo";actief;9000;01/02/2020;5', line(2)),
        refused="rij 2|aanhalingstekens"),
    "a quote opened in one row and closed in the next": Case(
        "a.csv", lines('R1;"Werking;actief;9000;01/02/2020;5', 'R2;Bo";actief;9000;01/02/2020;5',
                       line(3)), refused="rij 2|slokt"),
    "the same among thousands of rows": Case(
        "a.csv", lines(*map(line, range(2500)), 'R2500;"Bo;actief;9000;01/02/2020;5',
                       'R2501;Bo";actief;9000;01/02/2020;5'), refused="rij 2502|slokt"),
    "quotes that open nothing": Case(
        "a.csv", lines('R1;De "Brug";actief;9000;01/02/2020;5', line(2, 'Bo"')),
        [("R1", 5), ("R2", 5)], (3, 2, 0, 0, 1), layout="csv"),
    "two exports put behind each other, mark and all": Case(
        "a.csv", content(f"\ufeff{LINE}\n{line(1)}\n\ufeff{LINE}\n{line(2)}\n"),
        [("R1", 5), ("R2", 5)], (4, 2, 0, 0, 2), layout="csv"),
    "UTF-16 without its mark, high byte first": Case(
        "a.csv", content(f"{LINE}\r\n{line(1, 'Bénin')}\r\n".encode("utf-16-be")),
        refused="nulbytes"),
    "UTF-8 with one row of another encoding": Case(
        "a.csv", content(f"{LINE}\n{line(1, 'Bénin')}\n".encode() + line(2, "Café").encode("cp1252")
                         + b"\n"), [("R1", 5), ("R2", 5)], (3, 2, 0, 0, 1), layout="csv"),
    "a delimiter too many in some rows, too few in others": Case(
        "a.csv", lines("R1;An;actief", f"{line(2)};;", line(3)),
        [("R1", None), ("R2", 5), ("R3", 5)], (4, 3, 0, 0, 1), layout="csv"),
    "a comma in a name and a date that is not there": Case(
        "a.csv", csv_rows([",".join(HEAD), "R1,An,actief,9000,01/02/2020,5",
                           "R2,Bo, vzw,actief,9000,01/02/2020"]),
        [("R1", 5)], (3, 1, 1, 0, 1), "onbekende waarde", layout="csv"),
    "semicolons in every name of a comma file": Case(
        "a.csv", csv_rows([",".join(HEAD), *(f"R{at},An; vzw,actief,9000,01/02/2020,5"
                                             for at in (1, 2, 3))]),
        [("R1", 5), ("R2", 5), ("R3", 5)], (4, 3, 0, 0, 1), layout="csv"),
    "line ends of an old Mac": Case(
        "a.csv", content(f"{LINE}\r{line(1)}\r{line(2)}\r"), [("R1", 5), ("R2", 5)],
        (3, 2, 0, 0, 1), layout="csv"),
}  # fmt: skip
