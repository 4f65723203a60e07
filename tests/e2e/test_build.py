"""The whole build: three files that a director can open, the same ones every time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pypdf
import pytest
from conftest import REPOSITORY, copy_project

from pijler_analysis.report.execute import read_notebook
from pijler_analysis.report.prose import check_prose

OUTPUTS = ("kpi.xlsx", "evaluatie.pdf", "actieplan.pdf")
ENGLISH = {
    "the",
    "and",
    "with",
    "share",
    "year",
    "total",
    "unknown",
    "nan",
    "none",
    "true",
    "false",
}


PROGRAM = ("-m", "pijler_analysis.cli")
NOT_COPIED = """
import multiprocessing, sys
from pijler_analysis import processes
from pijler_analysis.cli import main
from pijler_analysis.report import kernel

processes.context = kernel.context = lambda: multiprocessing.get_context("spawn")
if __name__ == "__main__":
    sys.exit(main())
"""
"""The program as it runs where a process cannot be copied."""


def pijler(
    folder: Path, *arguments: str, program: tuple[str, str] = PROGRAM, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *program, "--project", str(folder), *arguments],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=600,
        env=os.environ | environment,
    )  # fmt: skip


@pytest.fixture(scope="module")
def built(project):
    """Return the reports folder of the sample, built by the command."""
    run = pijler(project.settings.root, "build", "--engine", "embedded")
    assert run.returncode == 0, run.stderr
    folder = project.settings.reports / "2024"
    assert [Path(line) for line in run.stdout.splitlines()] == [folder / name for name in OUTPUTS]
    return folder


@pytest.fixture(scope="module", params=["evaluatie", "actieplan"])
def report(request, built):
    return pypdf.PdfReader(built / f"{request.param}.pdf")


def test_every_page_says_sample_data_and_draft(report):
    assert len(report.pages) >= 8
    for page in report.pages:
        assert {"Voorbeelddata", "Ontwerp"} <= set(page.extract_text().split())


def test_no_english_and_no_missing_values_in_dutch_pages(report):
    for number, page in enumerate(report.pages, start=1):
        words = {word.strip(".,;:()").lower() for word in page.extract_text().split()}
        assert not words & ENGLISH, f"page {number}"


def test_the_report_is_archivable_and_accessible(report):
    assert report.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert report.trailer["/Root"]["/Lang"].startswith("nl")
    assert report.outline
    metadata = report.trailer["/Root"]["/Metadata"].get_data().decode("utf-8")
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_the_summary_prints_the_figures_of_the_results(built, project):
    page = pypdf.PdfReader(built / "evaluatie.pdf").pages[1].extract_text().replace("\xa0", " ")
    results = project.indicators(years=2024, by="total").set_index(["indicator", "weighted"])
    registrations = results.loc[("reach.registrations", False), "estimate"]
    diaspora = results.loc[("diaspora.share", False), "estimate"]
    attendances = results.loc[("training.attendances", False), "estimate"]
    assert f"{registrations:.0f}" in page
    assert f"{diaspora:.0%}".replace("%", " %") in page
    assert f"{attendances:,.0f}".replace(",", ".") in page


# openpyxl cannot keep the sparklines it reads; the test only looks at cells.
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning")


def test_the_workbook_holds_no_formula_and_the_results(built, project):
    book = openpyxl.load_workbook(built / "kpi.xlsx")
    texts = [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert not texts
    shown = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    results = project.indicators(years=2024, by="total")
    exact = results.loc[results["indicator"] == "fund.granted_eur", "estimate"].iloc[0]
    assert exact in shown


def test_nothing_withheld_stands_in_the_workbook(built, project):
    """The panel's own share is withheld on every page; its exact value may stand nowhere."""
    exact = project.indicators("diaspora.share", by="channel", protected=False)
    hidden = exact.loc[exact["group"] == "panel", "estimate"].tolist()
    book = openpyxl.load_workbook(built / "kpi.xlsx")
    shown = [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, float)
    ]
    assert len(hidden) == 6
    assert not [value for value in hidden if any(abs(value - one) < 1e-9 for one in shown)]


def test_a_second_build_does_nothing(built, project):
    before = {path.name: path.stat().st_mtime_ns for path in built.iterdir()}
    run = pijler(project.settings.root, "build", "--engine", "embedded")
    assert run.returncode == 0
    assert run.stderr.count("overgeslagen") == 2
    assert {path.name: path.stat().st_mtime_ns for path in built.iterdir()} == before


def test_the_strategy_report_is_made_on_request(built, project):
    run = pijler(project.settings.root, "report", "strategie")
    assert run.returncode == 0, run.stderr
    text = "".join(page.extract_text() for page in pypdf.PdfReader(built / "strategie.pdf").pages)
    assert "Voorbeelddata" in text
    assert "2019" in text


def test_an_output_that_was_touched_is_made_again(built, project, tmp_path):
    saved = shutil.copy(built / "kpi.xlsx", tmp_path)
    (built / "kpi.xlsx").write_bytes(b"opened and spoiled")
    assert pijler(project.settings.root, "build", "--engine", "embedded").returncode == 0
    assert (built / "kpi.xlsx").read_bytes() == Path(saved).read_bytes()


@pytest.mark.parametrize("content", ["", "[]"])
def test_a_manifest_that_something_else_wrote_in_is_made_again(built, project, content):
    made = (built / "manifest.json").read_bytes()
    (built / "manifest.json").write_text(content, encoding="utf-8")
    assert pijler(project.settings.root, "build", "--engine", "embedded").returncode == 0
    assert (built / "manifest.json").read_bytes() == made


def test_another_folder_time_zone_locale_and_way_to_start_give_the_same_bytes(
    built, project, tmp_path
):
    folder = copy_project(tmp_path / "elders, mèt [spaties]")
    run = pijler(
        folder, "build", "--engine", "embedded",
        program=("-c", NOT_COPIED), TZ="Pacific/Auckland", LC_ALL="C",
        PYTHONIOENCODING="cp1252",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    for name in OUTPUTS:
        again = folder / "reports" / "2024" / name
        assert again.read_bytes() == (built / name).read_bytes(), name
    processed = project.settings.processed
    for path in sorted(processed.rglob("*.parquet")):
        name = path.relative_to(processed)
        assert (folder / "data" / "processed" / name).read_bytes() == path.read_bytes(), name


def test_two_builds_at_once_wait_for_each_other(tmp_path):
    folder = copy_project(tmp_path / "project", years=[2024])
    with ThreadPoolExecutor() as pool:
        runs = list(pool.map(lambda _: pijler(folder, "build", "--engine", "embedded"), range(2)))
    assert [run.returncode for run in runs] == [0, 0], [run.stderr for run in runs]
    assert sorted(run.stderr.count("overgeslagen") for run in runs) == [0, 2]


def test_two_reports_at_once_wait_for_each_other(tmp_path):
    folder = copy_project(tmp_path / "project", years=[2024])
    asked = (("report", name, "--engine", "embedded") for name in ("kwaliteit", "actieplan"))
    with ThreadPoolExecutor() as pool:
        runs = list(pool.map(lambda command: pijler(folder, *command), asked))
    assert [run.returncode for run in runs] == [0, 0], [run.stderr for run in runs]
    assert {path.stem for path in (folder / "reports" / "2024").glob("*.pdf")} == {
        "kwaliteit", "actieplan",
    }  # fmt: skip


def test_a_fault_in_a_notebook_leaves_the_reports_and_says_where(built, project, tmp_path):
    folder = tmp_path / "project"
    shutil.copytree(project.settings.root, folder)
    notebook = folder / "notebooks" / "evaluatie.ipynb"
    notebook.write_text(
        notebook.read_text(encoding="utf-8").replace("reach.coverage", "reach.dekking"),
        encoding="utf-8",
    )
    before = {path.name: path.read_bytes() for path in (folder / "reports" / "2024").iterdir()}
    run = pijler(folder, "build", "--engine", "embedded")
    assert run.returncode == 1
    fault = run.stderr.splitlines()[-1]
    assert fault.startswith("pijler: evaluatie.ipynb, cel ")
    assert "Traceback" not in run.stderr
    after = {path.name: path.read_bytes() for path in (folder / "reports" / "2024").iterdir()}
    assert after == before


def test_a_report_shows_protected_figures_only(monkeypatch, project):
    from pijler_analysis.errors import UsageError

    monkeypatch.setenv("PIJLER_FIGURES", "somewhere")
    with pytest.raises(UsageError, match="beschermde"):
        project.indicators(protected=False)


def masters() -> list[tuple[str, str]]:
    package = "src/pijler_analysis"
    notebooks = sorted(path for path in (REPOSITORY / "notebooks").iterdir() if path.is_file())
    return [
        ("pijler.toml", f"{package}/sample/pijler.toml"),
        *((f"notebooks/{one.name}", f"{package}/report/notebooks/{one.name}") for one in notebooks),
    ]


@pytest.mark.parametrize(("copy", "master"), masters())
def test_what_travels_with_the_package_is_what_the_repository_shows(copy, master):
    """Copy the one you changed over the other."""
    assert (REPOSITORY / copy).read_bytes() == (REPOSITORY / master).read_bytes()


@pytest.mark.parametrize(
    "notebook", ["evaluatie", "actieplan", "strategie", "kwaliteit", "verkenning"]
)
def test_notebooks_are_stored_without_outputs_and_type_no_figures(notebook):
    stored = read_notebook(REPOSITORY / "notebooks" / f"{notebook}.ipynb")
    assert not any(cell.get("outputs") for cell in stored.cells)
    check_prose(stored, name=notebook)
