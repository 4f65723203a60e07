"""A year goes from draft to released, and a correction of a few persons does not show."""

from __future__ import annotations

import csv
import re
import shutil
import zipfile

import openpyxl
import pandas as pd
import pypdf
import pytest
from attack import (
    ANSWERS,
    HIDDEN,
    SATISFIED,
    Edition,
    Place,
    learn,
    read_pages,
    read_results,
    read_workbook,
    solve,
)
from conftest import copy_project
from told import bare, pieces_of, text_of_pdf

from pijler_analysis.build import asked_variants
from pijler_analysis.cli import main
from pijler_analysis.display import labels
from pijler_analysis.project import open_project
from pijler_analysis.schema.results import TOTAL
from pijler_analysis.schema.tables import TABLES

YEARS = [2019, 2023, 2024]


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("released"), years=YEARS)


def pijler(root, *arguments):
    return main(["--project", str(root), *arguments])


def words_of_first_page(root):
    report = pypdf.PdfReader(root / "reports" / "2024" / "evaluatie.pdf")
    return set(report.pages[0].extract_text().split())


def add_lines(root, n):
    """Let ``n`` more people come to the yearly day."""
    path = next((root / "data" / "raw" / "2024").glob("dag_van_de_4de_pijler*.csv"))
    text = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    present = next(row for row in rows[1:] if row[rows[0].index("Attendee Status")] == "Checked In")
    for _ in range(n):
        new = list(present)
        new[0] = new[rows[0].index("Email")] = f"nieuw{len(rows)}@example.org"
        rows.append(new)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def day_total(root, *, protected=True):
    results = open_project(root).indicators("day.attendances", by="total", years=2024,
                                            protected=protected)  # fmt: skip
    return float(results["estimate"].iloc[0])


def test_release_takes_the_draft_mark_away_and_fills_the_ledger(root, capsys):
    assert pijler(root, "build") == 0
    assert "Ontwerp" in words_of_first_page(root)
    assert pijler(root, "release", "2024") == 0
    assert "Ontwerp" not in words_of_first_page(root)
    kept = root / "data" / "decisions" / "published" / "001_2024"
    assert {path.name for path in kept.iterdir()} == {
        "cells.parquet", "changes.parquet", "moves.parquet", "shares.parquet", "release.json"
    }  # fmt: skip
    cells = pd.read_parquet(kept / "cells.parquet").set_index(["indicator", "by", "weighted"])
    asked = cells.loc[("survey.satisfaction", "total", True)]
    now = asked[asked["year"] == 2024].iloc[0]
    assert len(set(now["members"].split())) == 158
    assert cells["members"].notna().sum() < 200
    changes = pd.read_parquet(kept / "changes.parquet")
    assert set(changes["item"]) == set(open_project(root).waves().changes["item"])
    assert (root / "reports" / "2024" / "strategie.pdf").is_file()
    capsys.readouterr()
    assert pijler(root, "build") == 0
    assert "ongewijzigd: overgeslagen" in capsys.readouterr().err
    assert "Ontwerp" not in words_of_first_page(root)
    assert pijler(root, "release", "2024") == 2
    assert "al vrijgegeven" in capsys.readouterr().err


@pytest.fixture(scope="module")
def editions():
    """Return what a reader learned of each edition so far."""
    return {}


def edition_of(root, year):
    """Read the workbook of a year and every PDF beside it, all its variants too."""
    folder = root / "reports" / str(year)
    found = Edition()
    read_workbook(folder / "kpi.xlsx", year, found)
    for path in sorted(folder.glob("*.pdf")):
        read_pages(path, found, words_of(root))
    return found


def words_of(root):
    """Return how the workbook of a project names a cell."""
    names = open_project(root).catalogue.set_index("id")["name_nl"]

    def words(id, by, group):
        heading = "" if by == TOTAL else labels.heading(by)
        return names[id], heading, labels.label(by, group)

    return words


def test_no_edition_of_two_years_gives_a_hidden_count_away(root, editions):
    """Everything of two waves that a reader may hold: workbooks, reports, variants, English."""
    for year in ("2019", "2024"):
        assert year == "2024" or pijler(root, "release", year) == 0
        assert pijler(root, "report", "evaluatie", "--year", year, "--variant", "all") == 0
    assert pijler(root, "report", "evaluatie", "--year", "2024", "--lang", "en") == 0
    editions |= {"2019": edition_of(root, 2019), "first": edition_of(root, 2024)}
    made = len(list((root / "reports" / "2024").glob("*.pdf")))
    assert made == 3 + len(asked_variants("all")) + 1
    for seen in (["2019"], ["first"], ["2019", "first"]):
        ranges = solve([editions[name] for name in seen])
        assert len(ranges) > 20
        assert narrow(ranges) == {}


def test_all_that_a_figure_can_be_drawn_from_gives_no_hidden_count_away(root, editions):
    """Whoever measures bars and dots, in whatever edition, learns the published rows at most."""
    measured = Edition(units=editions["first"].units)
    read_results(open_project(root).indicators(), measured, words_of(root))
    assert len(measured.hidden) > 60
    both = editions["first"].with_what(measured)
    assert len(both.limits) > len(editions["first"].limits)
    assert narrow(solve([both])) == {}


OF_THE_FORMAT = {
    "width=device-width, initial-scale=1", r'TOC \o "1-2" \h \z \u', "12.0000", "583",
    "Microsoft Word 12.0.0", "2024-12-31", "2024-12-31T00:00:00Z",
}  # fmt: skip
"""Numbers that Word and browsers want, and the day of the data."""


@pytest.fixture(scope="module")
def page(root):
    assert pijler(root, "report", "evaluatie", "--to", "html") == 0
    return root / "reports" / "2024" / "evaluatie.html"


def told_beyond(path, *, known):
    """Return what a file tells in figures that is nowhere in a text."""
    pieces = {piece.strip() for piece in pieces_of(path)} - OF_THE_FORMAT
    with_figures = {piece for piece in pieces if re.search(r"\d", piece)}
    assert len(with_figures) > 50
    return {piece for piece in with_figures if bare(piece) not in known}


def test_a_web_page_and_a_word_document_tell_nothing_that_the_pdf_does_not(root, page):
    """In sentences, rows and drawings, and in all that lies behind them."""
    assert pijler(root, "report", "evaluatie", "--to", "docx") == 0
    printed = bare(text_of_pdf(page.with_suffix(".pdf")))
    assert told_beyond(page, known=printed) == set()
    shown = bare("".join(pieces_of(page)))
    assert told_beyond(page.with_suffix(".docx"), known=printed + shown) == set()


@pytest.mark.parametrize(
    ("report", "variant"), [("evaluatie", "province=Limburg"), ("strategie", None)]
)
def test_nor_does_the_web_page_of_a_part_or_of_the_strategy(root, report, variant):
    asked = ("--variant", variant) if variant else ()
    assert pijler(root, "report", report, "--to", "html", *asked) == 0
    name = f"{report}_limburg" if variant else report
    path = root / "reports" / "2024" / f"{name}.html"
    printed = bare(text_of_pdf(path.with_suffix(".pdf")))
    assert told_beyond(path, known=printed) == set()


SHOWN_AS_IT_IS = {
    "activities": [column.name for column in TABLES["activities"].columns],
    "helpdesk": ["asked_on"],
}
"""Columns of clean tables that a page draws: what the team did, and its workload per day."""


def test_what_a_page_shows_hangs_on_nothing_but_published_figures(root, page, tmp_path):
    """With every person and every exact count in another place it is the same to the last byte."""
    copy = shutil.copytree(root, tmp_path / "copy")
    processed = copy / "data" / "processed"
    for path in [processed / "indicators.parquet", *processed.glob("20*/[!_]*.parquet")]:
        table = pd.read_parquet(path)
        for column in table.columns.difference(SHOWN_AS_IT_IS.get(path.stem, [])):
            table[column] = table[column].sample(frac=1, random_state=1).array
        table.to_parquet(path)
    assert pijler(copy, "report", "evaluatie", "--to", "html") == 0
    assert (copy / "reports" / "2024" / "evaluatie.html").read_bytes() == page.read_bytes()


def test_a_chart_keeps_no_more_than_its_cells_show(root):
    """Excel keeps a copy of the numbers it drew; a hidden one may not lie there either."""
    path = root / "reports" / "2024" / "kpi.xlsx"
    book = openpyxl.load_workbook(path, data_only=True)
    kept = 0
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.startswith("xl/charts/chart"):
                continue
            drawn = re.findall(r"<c:f>'?([^<!']+)'?!([^<]+)</c:f><c:\w+Cache>(.*?)</c:\w+Cache>",
                               package.read(name).decode())  # fmt: skip
            for sheet, cells, copy in drawn:
                shown = [cell.value for cell in book[sheet][cells.replace("$", "")][0]]
                for at, value in re.findall(r'<c:pt idx="(\d+)"><c:v>([^<]*)</c:v>', copy):
                    assert float(value or 0) == pytest.approx(_number(shown[int(at)])), name
                    kept += 1
    assert kept > 30


def _number(cell):
    """Return what a cell gives a chart: a year written as text is one, a word or nothing is 0."""
    text = str(cell)
    return float(text) if text.replace(".", "", 1).lstrip("-").isdigit() else 0.0


def test_three_late_rows_wait_and_ten_are_shown(root):
    """After the release: the exact figure moves, the published one only from five on."""
    before = day_total(root)
    add_lines(root, 3)
    assert day_total(root, protected=False) == before + 3
    assert day_total(root) == before
    add_lines(root, 7)
    assert day_total(root) == before + 10


def test_a_second_edition_beside_the_first_gives_no_hidden_count_away(root, editions):
    """Ten late rows came between the two."""
    assert pijler(root, "release", "2024") == 0
    editions["second"] = edition_of(root, 2024)
    assert editions["first"].limits != editions["second"].limits
    for seen in (["second"], ["first", "second"], ["2019", "first", "second"]):
        assert narrow(solve([editions[name] for name in seen])) == {}


def test_the_attacker_finds_a_count_that_is_hidden_badly():
    """The same solver against tables as they should never be: 100 - 60 - 37 leaves 3."""
    table = Edition(units={"a": "deelnames"})
    for group, value in {"x": 60, "y": 37, "z": HIDDEN}.items():
        learn(table, Place("a", "Provincie", group, "2024"), value, None, "")
    learn(table, Place("a", "", "Totaal", "2024"), 100, None, "")
    assert list(narrow(solve([table])).values()) == [(3, 3)]


def test_the_attacker_joins_two_tables_on_one_question():
    """97 of 104 satisfied leaves 7; two hidden answers of at most 4 are 3 or 4 each."""
    table = Edition(units=dict.fromkeys((ANSWERS, SATISFIED), "aandeel"))
    learn(table, Place(SATISFIED, "Bouwsteen", "Fonds", "2024"), 97 / 104, 104, "")
    for answer, value in {"ontevreden": HIDDEN, "neutraal": HIDDEN, "tevreden": 0.9}.items():
        place = Place(ANSWERS, "Antwoord", f"Fonds: {answer}", "2024")
        learn(table, place, value, 105 if value != HIDDEN else None, "afgerond")
    assert list(narrow(solve([table])).values()) == [(3, 4), (3, 4)]


def narrow(ranges):
    """Return the hidden counts of which fewer than three values are left."""
    return {hidden: ends for hidden, ends in ranges.items() if ends[1] - ends[0] + 1 < 3}


def test_a_released_year_outlives_its_exports(root, tmp_path, capsys):
    """Its figures stay as they were published, the next year compares with them, none is remade."""
    copy = shutil.copytree(root, tmp_path / "copy")
    before = open_project(copy).indicators()
    shutil.rmtree(copy / "data" / "raw" / "2023")
    after = open_project(copy).indicators()
    columns = ["indicator", "by", "group", "weighted", "estimate", "low", "high", "protection"]
    for table in (before, after):
        table["note"] = table["note"].fillna("")
    old, new = (
        table[(table["year"] == 2023) & (table["by"] != "change")][columns].sort_values(columns[:4])
        for table in (before, after)
    )
    pd.testing.assert_frame_equal(old.reset_index(drop=True), new.reset_index(drop=True))
    was, became = (
        table[
            (table["indicator"] == "reach.registrations")
            & (table["by"] == "change")
            & (table["year"] == 2024)
        ].set_index("group")["estimate"]
        for table in (before, after)
    )
    assert became["2023"] == was["2023"]
    assert pijler(copy, "build", "2023") == 2
    assert "2023 is bevroren" in capsys.readouterr().err


def test_an_edited_release_stops_the_build_and_changes_nothing(root, tmp_path, capsys):
    copy = shutil.copytree(root, tmp_path / "copy")
    before = (copy / "reports" / "2024" / "evaluatie.pdf").read_bytes()
    for name in ("cells.parquet", "moves.parquet"):
        kept = copy / "data" / "decisions" / "published" / "001_2024" / name
        good = kept.read_bytes()
        kept.write_bytes(good[:-1])
        assert pijler(copy, "build") == 1
        assert f"{name} is gewijzigd na de publicatie" in capsys.readouterr().err
        kept.write_bytes(good)
    assert (copy / "reports" / "2024" / "evaluatie.pdf").read_bytes() == before
