"""Persons who do not exist, planted in every column of exports and looked for afterwards."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pypdf

NOTATIONS = (
    "0470 {0} {1} {2}", "0470/{0}.{1}.{2}", "0470{0}{1}{2}", "+32 470 {0} {1} {2}",
    "0032470{0}{1}{2}", "+32 (0)470-{0}-{1}-{2}",
)  # fmt: skip
FIRST = ("Quirijn", "Zoë", "José", "N’Famara", "Anne-Loïs", "Øyvind")
IN_A_PLAN = ("Activiteit", "Wie", "Doel", "Opmerking")
OVERVIEW, WITHOUT_LIST = "Overzicht", 4
"""In the first columns of the overview a fault loses the session, so its list must go too."""
KINDS = ("name", "email", "phone", "iban", "decomposed", "number", "reversed")


@dataclass(frozen=True)
class Canary:
    """What is planted, what may be found nowhere, and the person's name where it is one."""

    kind: str
    text: str | int
    needle: str
    person: tuple[str, str] | None = None


def canaries() -> Iterator[Canary]:
    """Make canaries without end, each unlike all others."""
    for number, kind in enumerate(cycle(KINDS)):
        code = "".join(chr(ord("a") + int(digit)) for digit in f"{number:04d}")
        first, last = FIRST[number % len(FIRST)], f"Zwaluw{code}"
        whole = f"{first} {last}"
        digits = (
            f"{number // 10000 + 10:02d}",
            f"{number // 100 % 100:02d}",
            f"{number % 100:02d}",
        )
        if kind == "name":
            yield Canary(kind, whole, squeezed(last), (first, last))
        elif kind == "decomposed":
            yield Canary(kind, unicodedata.normalize("NFD", whole), squeezed(last), (first, last))
        elif kind == "reversed":
            yield Canary(kind, f"{last.upper()}, {first}", squeezed(last), (first, last))
        elif kind == "email":
            yield Canary(kind, f"kanarie.{code}@vogel{code}.example", f"kanarie{code}")
        elif kind == "number":
            text = f"470{''.join(digits)}"
            yield Canary(kind, int(text), text)
        elif kind == "phone":
            notation = NOTATIONS[number // len(KINDS) % len(NOTATIONS)]
            yield Canary(kind, notation.format(*digits), f"470{''.join(digits)}")
        else:
            yield Canary(kind, *_account(number))


def _account(number: int) -> tuple[str, str]:
    """Return a Belgian account number with a right check, spaced in four, and its digits."""
    stem = f"9{number:09d}"
    body = f"{stem}{int(stem) % 97 or 97:02d}"
    check = 98 - int(f"{body}111400") % 97
    whole = f"BE{check:02d}{body}"
    return " ".join(whole[at : at + 4] for at in range(0, 16, 4)), body


def squeezed(text: str) -> str:
    """Return letters and digits only, without accents and capitals."""
    plain = unicodedata.normalize("NFKD", unquote(text).casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def plant(folder: Path, plan: Path, *, also: list[Canary]) -> list[Canary]:
    """Plant canaries in every column of every export of a year, and in the words of a plan.

    Parameters
    ----------
    also : persons that are planted elsewhere, and whom the data must know

    Returns
    -------
    those planted
    """
    supply, planted = canaries(), []
    for path in sorted(folder.iterdir()):
        planted += _plant_csv(path, supply) if path.suffix == ".csv" else _plant_book(path, supply)
    planted += _plant_book(plan, supply, only=IN_A_PLAN)
    _name_persons(folder, [*planted, *also])
    return planted


def _targets(
    rows: list[list], supply: Iterator[Canary], only: tuple[str, ...] = ()
) -> Iterator[tuple[int, int, Canary]]:
    """Yield cells below the headings, each in a row of its own, some kinds for every column."""
    head = max(range(min(12, len(rows))), key=lambda at: sum(bool(cell) for cell in rows[at]))
    below = [at for at in range(head + 1, len(rows)) if sum(bool(c) for c in rows[at]) > 2][1:]
    columns = [at for at, heading in enumerate(rows[head])
               if heading and (not only or heading in only)]  # fmt: skip
    rounds = max(1, min(len(KINDS), len(below) // (2 * len(columns))))
    wanted = [column for _ in range(rounds) for column in columns]
    yield from zip(below[:: max(1, len(below) // len(wanted))], wanted, supply, strict=False)


def _plant_csv(path: Path, supply: Iterator[Canary]) -> list[Canary]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    planted = []
    for row, column, canary in _targets(rows, supply):
        rows[row][column] = str(canary.text)
        planted.append(canary)
    _write_csv(path, rows, delimiter)
    return planted


def _write_csv(path: Path, rows: list[list[str]], delimiter: str) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def _plant_book(path: Path, supply: Iterator[Canary], only: tuple[str, ...] = ()) -> list[Canary]:
    book = openpyxl.load_workbook(path)
    planted = []
    for sheet in book.worksheets[:6]:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for row, column, canary in _targets(rows, supply, only):
            if (
                sheet.title == OVERVIEW
                and column < WITHOUT_LIST
                and rows[row][0] in book.sheetnames
            ):
                del book[rows[row][0]]
            cell = sheet.cell(row + 1, column + 1)
            if isinstance(cell, openpyxl.cell.cell.MergedCell):
                continue
            cell.value = canary.text
            planted.append(canary)
    book.properties.creator = planted[0].text if isinstance(planted[0].text, str) else "Zwaluw"
    book.save(path)
    return planted


def _name_persons(folder: Path, planted: list[Canary]) -> None:
    """Let every planted person bring somebody to the yearly day, so that the data know the name."""
    path = next(folder.glob("dag_*.csv"))
    rows = list(csv.reader(path.open(encoding="utf-8-sig")))
    for number, canary in enumerate(one for one in planted if one.person):
        first, last = canary.person or ("", "")
        rows.append([f"9{number:08d}", "10/2/24", first, last, "", "", "", "Checked In"])
    _write_csv(path, rows, ",")


def take(count: int, *kinds: str) -> list[Canary]:
    """Return canaries of some kinds that ``plant`` does not use."""
    return [one for one in islice(canaries(), 5000, 9000) if one.kind in kinds][:count]


def texts_of(path: Path) -> Iterator[str]:
    """Yield every text in a file: cells, parts of a package, pages and metadata, or all of it."""
    if path.suffix == ".parquet":
        table = pd.read_parquet(path)
        yield f"{list(table)} {table.attrs}"
        yield from (" ".join(table[name].dropna().astype(str)) for name in table)
    elif path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                yield name
                yield re.sub(r"<[^>]+>", " ", package.read(name).decode("utf-8", "ignore"))
    elif path.suffix == ".pdf":
        document = pypdf.PdfReader(path)
        yield f"{document.metadata} {document.trailer['/Root']['/Metadata'].get_data()!r}"
        yield from (page.extract_text() for page in document.pages)
    else:
        yield path.read_bytes().decode("utf-8", "ignore")


def found_in(texts: dict[str, str], planted: list[Canary]) -> list[tuple[str, str, str]]:
    """Return which canaries stand in which text: ``(where, kind, needle)``."""
    return [
        (where, canary.kind, canary.needle)
        for where, text in texts.items()
        for canary in planted
        if canary.needle in text
    ]


def kept_texts(root: Path) -> dict[str, str]:
    """Return what lies in a folder, or in a file, squeezed, by path; the path is part of it."""
    return {
        path.relative_to(root).as_posix(): squeezed(
            " ".join([path.relative_to(root).as_posix(), *texts_of(path)])
        )
        for path in ([root] if root.is_file() else sorted(root.rglob("*")))
        if path.is_file()
    }
