"""The commands as an analyst types them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pijler_analysis.cli import main
from pijler_analysis.project import open_project
from pijler_analysis.schema.results import RESULT_DTYPES


@pytest.fixture
def run(project, capfd):
    """Run a command in the sample project; returns exit code, output and messages."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(["--project", str(project.settings.root), *arguments])
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return command


def test_kpi_as_json_is_a_list_of_result_rows(run):
    code, out, _ = run("kpi", "diaspora.share", "--year", "2019-2024", "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert {row["year"] for row in rows} == set(range(2019, 2025))
    assert all(list(row) == list(RESULT_DTYPES) for row in rows)
    total = next(row for row in rows if row["year"] == 2024 and row["by"] == "total")
    assert total["estimate"] == total["numerator"] / total["denominator"]


def test_kpi_as_csv_has_a_row_per_province(run):
    code, out, _ = run("kpi", "reach.registrations", "--by", "province", "--year", "2024",
                       "--format", "csv")  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert {"Antwerpen", "Limburg", "Brussel"} <= {row["group"] for row in rows}


def test_kpi_as_table_speaks_dutch(run):
    code, out, _ = run("kpi", "diaspora.share", "--year", "2024")
    assert code == 0
    assert "jaar" in out
    assert "%" in out


def test_kpi_says_where_there_are_figures_of_what_has_none_here(run):
    assert run("kpi", "survey.satisfaction", "--year", "2022")[:2] == (
        0, "geen cijfers; wel van 2019, 2024\n")  # fmt: skip
    assert run("kpi", "survey.satisfaction", "--rows", "--year", "2022")[:2] == (
        0, "survey.satisfaction: geen rijen; wel van 2019, 2024\n")  # fmt: skip
    code, out, _ = run("kpi", "survey.needs")
    assert (code, out) == (0, "geen totaal; vraag het per challenge (--by)\n")


def test_kpi_explains_in_english_too(run):
    code, out, _ = run("kpi", "reach.newsletter_open_share", "--explain", "--lang", "en")
    assert code == 0
    assert "What it does not say: Opening is not reading" in out
    assert "Before: Version 1, up to and including 2022: newsletters opened at least once" in out
    assert run("kpi", "reach.new", "--explain")[1].startswith("Nieuwe registraties (reach.new)")


def test_reports_asked_together_are_made_together(run):
    code, out, _ = run("report", "kwaliteit", "actieplan", "kwaliteit", "--engine", "embedded")
    paths = [Path(line) for line in out.splitlines()]
    assert code == 0
    assert [path.name for path in paths] == ["kwaliteit.pdf", "actieplan.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF-") for path in paths)


def test_check_lists_what_needs_a_human(run):
    code, out, _ = run("check", "2024")
    assert code == 1
    assert "rij niet meegeteld" in out
    assert "uitdagingen en activiteiten: uit data/challenges.toml" in out
    assert out.splitlines()[-1].startswith("2024: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["kpi", "diaspora.aandeel"], "bestaat niet"),
        (["kpi", "--year", "1999"], "1999"),
        (["kpi", "diaspora.sharee"], "misschien diaspora.share"),
        (["kpi", "reach.registrations", "--by", "maand"], "wel per age, "),
        (["kpi", "reach.registrations", "--by", "provincie"], "typ --by province"),
        (
            ["kpi", "diaspora.share", "--by", "province"],
            "wel per change, channel; die indeling heeft wel diaspora.organisations_share",
        ),
        (["kpi", "survey.satisfaction", "--by", "block", "--year", "2022"], "wel van 2019, 2024"),
        (["kpi", "panel.members", "--explain", "--by", "meeting"], "laat --by"),
        (["kpi", "panel.members", "--lang", "en"], "--lang is de taal van --explain"),
        (["kpi", "panel.members", "--by", ""], "--by vraagt een indeling"),
        (["build", "2031"], "2031"),
        (["report", "evaluatie", "kpi"], "vraag kpi en varianten apart"),
        (["report", "evaluatie", "actieplan", "--variant", "board"], "varianten apart"),
    ],
)
def test_wrong_use_is_one_line_and_two(run, arguments, said):
    code, _, err = run(*arguments)
    assert code == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_check_names_what_is_wrong_in_the_files_a_plan_rests_on(project, tmp_path, capfd):
    folder = tmp_path / "project"
    shutil.copytree(project.settings.root, folder)
    data = folder / "data"
    edit(data / "challenges.toml", "eur = 3200", 'eur = "veel"')
    edit(data / "decisions" / "overleg_2025.toml", "followed = true", 'followed = "ja"')
    edit(data / "decisions" / "doelen_2024.toml", 'reached = "partly"', 'reached = "half"')
    assert main(["--project", str(folder), "check", "2024"]) == 1
    said = capfd.readouterr().out
    assert "challenges.toml: activiteit 'kwaliteit.vorming': eur is geen getal" in said
    assert "followed is true of false" in said
    assert said.count("challenges.toml: ") == 1
    edit(data / "challenges.toml", 'eur = "veel"', "eur = 3200")
    main(["--project", str(folder), "check", "2024"])
    assert "reached is" in capfd.readouterr().out


def test_what_nobody_reads_is_named_though_it_came_after_a_build(project, tmp_path, capfd):
    folder = tmp_path / "project"
    shutil.copytree(project.settings.root, folder)
    raw = folder / "data" / "raw" / "2024"
    (raw / "nieuwsbrief.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    (raw / "sessies").mkdir()
    main(["--project", str(folder), "check", "2024"])
    said = capfd.readouterr().out
    assert "nieuwsbrief.csv: hoort bij geen bron in pijler.toml" in said
    assert "sessies: is een map en is niet gelezen" in said
    assert open_project(folder).fingerprint == project.fingerprint


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("command", ["", "build", "check", "kpi", "report", "sample", "init"])
def test_help_shows_examples(command, capfd):
    with pytest.raises(SystemExit) as stopped:
        main([*command.split(), "--help"])
    assert stopped.value.code == 0
    assert "pijler " + command in capfd.readouterr().out.split("voorbeelden:")[1]


def test_no_project_here_says_what_to_do(tmp_path, capfd):
    assert main(["--project", str(tmp_path), "check"]) == 2
    assert "pijler init" in capfd.readouterr().err


def test_init_makes_a_project_whose_settings_hold(tmp_path, capfd):
    assert main(["init", str(tmp_path / "nieuw")]) == 0
    capfd.readouterr()
    assert main(["--project", str(tmp_path / "nieuw"), "check"]) == 3
    assert "is leeg; zet daar de exports" in capfd.readouterr().err
    assert main(["init", str(tmp_path / "nieuw")]) == 2


def test_importing_the_package_is_cheap():
    heavy = "{'matplotlib', 'scipy', 'seaborn', 'pandas'} & set(sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", f"import sys, pijler_analysis, pijler_analysis.cli; print({heavy})"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stdout.strip() == "set()"
