"""The commands as an analyst types them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest

from pijler_analysis.cli import main
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


def test_check_lists_what_needs_a_human(run):
    code, out, _ = run("check", "2024")
    assert code == 1
    assert "rij niet meegeteld" in out
    assert out.splitlines()[-1].startswith("2024: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["kpi", "diaspora.aandeel"], "bestaat niet"),
        (["kpi", "--year", "1999"], "1999"),
        (["kpi", "reach.registrations", "--by", "maand"], "maand"),
        (["build", "2031"], "2031"),
    ],
)
def test_wrong_use_is_one_line_and_two(run, arguments, said):
    code, _, err = run(*arguments)
    assert code == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1


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
