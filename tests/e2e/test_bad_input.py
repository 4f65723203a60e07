"""Whatever arrives broken gets one line that says where and what to do, and changes nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from conftest import REPOSITORY, copy_project

from pijler_analysis.cli import main

RAW = Path("data/raw/2024")
HELPDESK, REGISTER, FUND = "helpdesk_2024.xlsx", "website_registraties_2024.csv", "fonds_2024.xlsx"


@pytest.fixture(scope="module")
def one_year(tmp_path_factory) -> Path:
    """Return a project of 2024 alone, processed once."""
    folder = copy_project(tmp_path_factory.mktemp("bad"), years=[2024])
    assert main(["--project", str(folder), "kpi", "reach.registrations"]) == 0
    return folder


def rewrite_sheet(change: Callable) -> Callable[[Path], None]:
    def rewrite(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)

    return rewrite


def replace_text(old: str, new: str) -> Callable[[Path], None]:
    def rewrite(path: Path) -> None:
        text = path.read_bytes().decode("cp1252")
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode("cp1252"))

    return rewrite


def set_cell(sheet: str, cell: str, value: object) -> Callable[[Path], None]:
    def change(book) -> None:
        book[sheet][cell] = value

    return rewrite_sheet(change)


def rename_sheet(old: str, new: str) -> Callable[[Path], None]:
    def change(book) -> None:
        book[old].title = new

    return rewrite_sheet(change)


BROKEN = {
    "a missing file": (HELPDESK, Path.unlink, 3, "helpdesk"),
    "an empty file": (FUND, lambda path: path.write_bytes(b""), 3, FUND),
    "a truncated workbook": (
        FUND, lambda path: path.write_bytes(path.read_bytes()[:4000]), 3, FUND),
    "a page named as a workbook": (FUND, lambda path: path.write_text("<html></html>"), 3, FUND),
    "a CSV in UTF-16 without its mark": (
        REGISTER, lambda path: path.write_bytes(path.read_bytes().decode("cp1252")
                                                .encode("utf-16-le")), 3, REGISTER),
    "a missing heading": (REGISTER, replace_text("Postcode", "PC-nummer"), 1, "Postcode"),
    "a heading that stands twice": (REGISTER, replace_text("Gemeente", "Postcode"), 1, "Postcode"),
    "a formula without its value": (FUND, set_cell("Aanvragen", "B4", "=1+1"), 3, "cel B4"),
    "zero bytes in a text": (
        REGISTER, lambda path: path.write_bytes(path.read_bytes() + b"\x00\x00"), 3, "nulbytes"),
    "an old workbook of which half arrived": (
        FUND, lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99), 3,
        "beschadigd"),
    "a missing sheet": (HELPDESK, rename_sheet("Logboek", "Blad1"), 1, "Logboek"),
    "a missing heading in a workbook": (HELPDESK, set_cell("Logboek", "C3", "Weg"), 1, "Kanaal"),
}  # fmt: skip


@pytest.mark.parametrize("fault", list(BROKEN))
def test_one_line_names_the_place_and_nothing_changes(fault, one_year, tmp_path, capfd):
    file, damage, code, named = BROKEN[fault]
    project = tmp_path / "project"
    shutil.copytree(one_year, project)
    before = snapshot(project)
    damage(project / RAW / file)
    assert main(["--project", str(project), "check"]) == code
    error = capfd.readouterr().err
    told = [line for line in error.splitlines() if line.startswith("pijler: ")]
    assert len(told) == 1
    assert named in told[0]
    assert "Traceback" not in error
    assert snapshot(project) == before


def snapshot(project: Path) -> dict[str, bytes]:
    processed = project / "data" / "processed"
    return {
        path.relative_to(processed).as_posix(): path.read_bytes()
        for path in processed.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def test_an_unknown_code_is_rejected_with_the_known_ones_and_counted(one_year, tmp_path, capfd):
    project = tmp_path / "project"
    shutil.copytree(one_year, project)
    set_cell("Logboek", "C6", "postduif")(project / RAW / HELPDESK)
    assert main(["--project", str(project), "check"]) == 1
    lines = [line for line in capfd.readouterr().out.splitlines() if 'kolom "Kanaal"' in line]
    assert any("rij 6" in line and "e-mail" in line.lower() for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[project]", "[project", "niet leesbaar"),
        ("fte = 3.0", "fte = -1", "fte"),
        ("fte = 3.0", "", "fte"),
        ("smallest_cell = 5", "smallest_cell = 2", "smallest_cell"),
        ("smallest_base = 20", "smallest_base = 2", "smallest_base"),
        ("rounding = 5", "rounding = 1", "rounding"),
        ("special_cell = 10", "special_cell = 0", "special_cell"),
        ("special_base = 30", 'special_base = "30"', "special_base"),
        ('table = "helpdesk"', 'table = "helpdesks"', "helpdesks"),
        ('"Kanaal" = "channel"', '"Kanaal" = "chanel"', "chanel"),
        ('[targets."diaspora.share"]', '[targets."diaspora.aandeel"]', "diaspora.aandeel"),
    ],
)
def test_a_wrong_setting_is_named(old, new, said, tmp_path, capfd):
    folder = copy_project(tmp_path / "project", years=[2024])
    settings = folder / "pijler.toml"
    text = settings.read_text(encoding="utf-8")
    assert old in text
    settings.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert main(["--project", str(folder), "check"]) in (2, 3)
    assert said in capfd.readouterr().err


def test_errors_never_quote_a_personal_cell(one_year, tmp_path, capfd):
    project = tmp_path / "project"
    shutil.copytree(one_year, project)
    main(["--project", str(project), "check"])
    shown = capfd.readouterr().out
    assert not re.search(r"[\w.]+@[\w.]+", shown)


def test_the_repository_is_the_project_that_is_copied():
    assert (REPOSITORY / "pijler.toml").is_file()
