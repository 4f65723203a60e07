"""Nobody planted in the exports of a year is found in anything a build leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from canaries import found_in, kept_texts, plant, squeezed, take
from conftest import copy_project

BEFORE, YEAR = 2019, 2024
"""Two waves, so that what changed between them is told too; the persons are in the later one."""
COMMANDS = (
    ("build", "--engine", "embedded"),
    ("check",),
    ("report", "evaluatie", "--to", "html", "--engine", "embedded"),
    ("report", "evaluatie", "--to", "docx", "--engine", "embedded"),
    ("report", "evaluatie", "--variant", "panel"),
    ("report", "kwaliteit", "--engine", "embedded"),
    ("report", "strategie", "--engine", "embedded"),
    ("match",),
    ("code",),
    ("plan",),
    ("kpi", "--format", "csv"),
    ("inspect", "--json"),
)
"""What an analyst types; ``inspect`` gets every export that was not called after a person."""


IN_TITLES = [take(1, kind)[0] for kind in ("name", "email", "phone", "reversed")]


def rename(raw: Path) -> None:
    """Call files and sheets after persons."""
    name, mail, phone, other = IN_TITLES
    (raw / f"panel_{YEAR}.xlsx").rename(raw / f"panel {name.text} {mail.text}.xlsx")
    (raw / f"stuurgroep_{YEAR}.csv").rename(raw / f"stuurgroep_{squeezed(str(phone.text))}.csv")
    (raw / f"foto {other.text}.txt").write_text("x", encoding="utf-8")
    funds = raw / f"fonds_{YEAR}.xlsx"
    book = openpyxl.load_workbook(funds)
    book.create_sheet(f"van {name.text}").append(["een", "twee"])
    book.create_sheet(str(mail.text)[:31]).append(["een"])
    book.save(funds)
    sessions = next(raw.glob("vormingen*.xlsx"))
    book = openpyxl.load_workbook(sessions)
    old = book.sheetnames[-1]
    overview = book["Overzicht"]
    for row in overview.iter_rows():
        for cell in row:
            if cell.value == old:
                cell.value = name.text
    book[old].title = str(name.text)
    book.save(sessions)


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Return the project with its canaries, what the commands said, and the canaries."""
    root = copy_project(tmp_path_factory.mktemp("kanaries") / "project", years=[BEFORE, YEAR])
    raw = root / "data" / "raw" / str(YEAR)
    plan = next((root / "data" / "decisions").glob("actieplan*.xlsx"))
    everybody = plant(raw, plan, also=IN_TITLES) + IN_TITLES
    rename(raw)
    lists = [str(path) for path in sorted(raw.iterdir()) if not found_in(
        {"": squeezed(path.name)}, IN_TITLES)]  # fmt: skip
    home = root.parent / "home"
    home.mkdir()
    said = {}
    for command in COMMANDS:
        run = subprocess.run(
            [sys.executable, "-m", "pijler_analysis.cli", "--project", str(root), *command,
             *(lists if command[0] == "inspect" else ())],
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=900,
            env=os.environ | {"HOME": str(home), "TMPDIR": str(home), "XDG_CACHE_HOME": str(home)},
        )  # fmt: skip
        assert run.returncode in (0, 1), run.stderr
        assert "Traceback" not in run.stderr
        said[" ".join(command)] = squeezed(run.stdout + run.stderr)
    return root, said, everybody


def test_there_are_enough_of_every_kind(planted):
    _, _, everybody = planted
    assert len(everybody) >= 200
    assert {kind: sum(one.kind == kind for one in everybody) >= 20
            for kind in ("name", "email", "phone", "iban", "decomposed")} == dict.fromkeys(
        ("name", "email", "phone", "iban", "decomposed"), True)  # fmt: skip


def test_the_build_made_everything(planted):
    root, _, _ = planted
    made = {path.name for path in (root / "reports" / str(YEAR)).iterdir()}
    assert {
        "kpi.xlsx", "evaluatie.pdf", "evaluatie.html", "evaluatie.docx", "evaluatie_panel.pdf",
        "kwaliteit.pdf", "strategie.pdf", "evaluatie.numbers.json",
    } <= made  # fmt: skip
    assert (root / "koppelingen.xlsx").is_file()
    assert (root / "data" / "processed" / str(YEAR) / "afgekeurd.xlsx").is_file()


@pytest.mark.parametrize(
    "part", ["data/processed", "reports", "notebooks", "../home", "koppelingen.xlsx",
             "data/decisions/open_antwoorden.xlsx"]
)  # fmt: skip
def test_no_canary_is_in_what_is_kept(planted, part):
    root, _, everybody = planted
    assert found_in(kept_texts((root / part).resolve()), everybody) == []


def test_no_canary_is_on_the_screen(planted):
    _, said, everybody = planted
    assert found_in(said, everybody) == []


def test_the_search_finds_what_is_there(planted):
    root, _, everybody = planted
    raw = kept_texts(root / "data" / "raw")
    assert len({needle for _, _, needle in found_in(raw, everybody)}) > 200
