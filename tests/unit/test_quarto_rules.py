"""What Quarto asks of a project and its notebooks, held where Quarto itself is not installed.

Rules after Quarto's own documentation: the first cell is raw YAML, ``#|`` options open a cell and
carry known names, a parameter has a default in the one cell tagged ``parameters``, labels of
floats have a prefix, headings start at the first level.
"""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pypdf
import pytest
import typst
import yaml

from pijler_analysis.report.cells import cell_options, front_matter
from pijler_analysis.report.embedded import STANDARDS, pandoc_path
from pijler_analysis.report.engines import FORMATS
from pijler_analysis.report.execute import read_notebook, tags
from pijler_analysis.start import QUARTO, _copy_notebooks

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
TYPST = Path(__file__).parents[2] / "src/pijler_analysis/report/typst"
REPORTS = ("evaluatie", "actieplan", "strategie", "kwaliteit")
PROJECT = yaml.safe_load((NOTEBOOKS / QUARTO).read_text(encoding="utf-8"))
PROJECT_KEYS = {"project", "lang", "execute", "filters", "format"}
CELL_OPTIONS = {"label", "include", "echo", "eval", "output", "warning", "error", "fig-cap",
                "fig-alt", "tbl-cap", "layout-ncol"}  # fmt: skip


def named_files(project: dict, folder: Path) -> list[Path]:
    made = project["format"]["typst"]
    named = [*made["template-partials"], made["font-paths"], *project["filters"]]
    return [folder / name for name in named]


class TestProject:
    def test_it_runs_notebooks_that_are_stored_without_outputs_and_hides_code(self):
        assert set(PROJECT) == PROJECT_KEYS
        assert PROJECT["execute"] == {"enabled": True, "echo": False, "warning": False}

    def test_each_format_the_engine_asks_for_is_set_up(self):
        assert set(PROJECT["format"]) == set(FORMATS.values())
        assert PROJECT["format"]["typst"]["pdf-standard"] == STANDARDS
        assert PROJECT["format"]["typst"]["html-table-processing"] == "none"

    def test_the_files_it_names_are_there_in_a_clone_and_in_a_new_project(self, tmp_path):
        assert all(path.exists() for path in named_files(PROJECT, NOTEBOOKS))
        _copy_notebooks(tmp_path)
        folder = tmp_path / "notebooks"
        made = yaml.safe_load((folder / QUARTO).read_text(encoding="utf-8"))
        assert all(path.exists() for path in named_files(made, folder))
        assert (folder / "_environment").read_text().splitlines()[-1] == "PIJLER_FIGURES=figuren"

    def test_partials_have_the_names_that_quarto_replaces(self):
        partials = [Path(name).name for name in PROJECT["format"]["typst"]["template-partials"]]
        assert partials == ["typst-template.typ", "typst-show.typ"]
        assert "$" not in (TYPST / "typst-template.typ").read_text()


@pytest.mark.parametrize("name", REPORTS)
class TestNotebook:
    def test_it_opens_with_its_metadata_and_names_its_kernel(self, name):
        notebook = read_notebook(NOTEBOOKS / f"{name}.ipynb")
        head = front_matter(notebook, name=name)
        assert notebook.cells[0].cell_type == "raw"
        assert set(head) == {"title", "subtitle", "lang", "format"}
        assert set(head["format"]) <= set(PROJECT["format"])
        assert notebook.metadata["kernelspec"]["name"] == "python3"
        assert notebook.metadata["kernelspec"]["language"] == "python"

    def test_one_cell_holds_the_default_of_every_parameter(self, name):
        cells = read_notebook(NOTEBOOKS / f"{name}.ipynb").cells
        found = [cell.source for cell in cells if "parameters" in tags(cell)]
        assert len(found) == 1
        assert {"year", "project"} <= set(re.findall(r"(?m)^(\w+) = ", found[0]))

    def test_options_of_a_cell_have_names_that_quarto_knows(self, name):
        for cell in read_notebook(NOTEBOOKS / f"{name}.ipynb").cells:
            if cell.cell_type == "code":
                options, code = cell_options(cell.source, where=name)
                assert set(options) <= CELL_OPTIONS
                assert "#|" not in code

    def test_headings_start_at_the_first_level_and_skip_none(self, name):
        last = 0
        for cell in read_notebook(NOTEBOOKS / f"{name}.ipynb").cells:
            if cell.cell_type == "markdown":
                for marks in re.findall(r"(?m)^(#+) ", cell.source):
                    assert len(marks) <= last + 1
                    last = len(marks)

    def test_blocks_are_closed_with_as_many_fences_as_open_them(self, name):
        cells = read_notebook(NOTEBOOKS / f"{name}.ipynb").cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        fences = re.findall(r"(?m)^:::( \{.*\})?$", text)
        assert len([one for one in fences if one]) * 2 == len(fences)


FLOAT = """
```{=typst}
#figure([
#pijler-table(header: ("Provincie", "n"), note: "Bron: register.", groups: ((0, "Alle"),),
  rows: range(70).map(n => ("Antwerpen", str(n))))
], caption: figure.caption(position: top, [Per provincie]), kind: "quarto-float-tbl",
supplement: "Tabel") <tbl-provincie>
```
"""
"""A table as Quarto writes one: with its own kind of figure, and the caption given."""

BEFORE = '#set page(paper: "us-letter", margin: (x: 1.25in, y: 1.25in), numbering: none)\n'
"""What Quarto sets before our show rule."""


def test_the_template_is_set_with_what_quarto_fills_in_and_puts_before_it(tmp_path):
    """pandoc fills in the show rule as Quarto does; Typst sets it after Quarto's own page."""
    page = tmp_path / "template.typ"
    page.write_text("$partial()$\n\n$body$\n")
    (tmp_path / "partial.typ").write_text((TYPST / "typst-show.typ").read_text())
    command = [pandoc_path(), "--from=markdown", "--to=typst", f"--template={page}",
               f"--lua-filter={TYPST / 'divs.lua'}", "-M", "title=Evaluatie", "-M", "lang=nl",
               "-V", "data-date=2024-12-31", "-V", "draft-marks=Ontwerp"]  # fmt: skip
    body = subprocess.run(
        command, input=f"# Een\n\n::: {{.dense}}\n{FLOAT}\n:::\n".encode(), capture_output=True,
        check=True,
    ).stdout.decode()  # fmt: skip
    source = (TYPST / "typst-template.typ").read_text() + BEFORE + body
    made = typst.compile(
        source.encode(), font_paths=[TYPST / "fonts"], pdf_standards=list(STANDARDS)
    )
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]
    assert all("Provincie" in one.extract_text() for one in pages[1:])
    assert len(pages) > 2
