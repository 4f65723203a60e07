"""The notebook that shows an analyst the package: it runs from top to bottom, and shows tables."""

from __future__ import annotations

import os
import re

import pytest
from nbclient import NotebookClient

from pijler_analysis.report.execute import read_notebook


@pytest.fixture(scope="module")
def run(project):
    """Run it as Jupyter does: in its own folder, without the variables of a report."""
    path = project.settings.notebooks / "verkenning.ipynb"
    notebook = read_notebook(path)
    client = NotebookClient(
        notebook, resources={"metadata": {"path": str(path.parent)}}, timeout=120
    )
    client.execute(env=os.environ | {"PYTHONWARNINGS": "error::FutureWarning"})
    return notebook


def shown(run) -> list[dict]:
    code = [cell for cell in run.cells if cell.cell_type == "code"]
    return [cell.outputs[-1].data for cell in code]


def test_ten_short_cells_each_say_what_they_do_and_show_something(run):
    code = [cell for cell in run.cells if cell.cell_type == "code"]
    assert len(code) == 10
    assert all(cell.source.startswith("# ") and cell.source.count("\n") <= 8 for cell in code)
    assert all(cell.outputs for cell in code)
    assert not [one for cell in code for one in cell.outputs if one.output_type != "execute_result"]


def test_results_show_as_tables_in_dutch(run, project):
    pages = [data.get("text/html", "") for data in shown(run)]
    tables = [page for page in pages if 'class="pijler-table"' in page]
    assert len(tables) == 4
    channels = re.findall(r'scope="row"[^>]*>([^<]*)<', tables[1])
    assert set(channels) == {"Aandeel diaspora"}
    assert "Registraties" in tables[1]
    assert "duidelijk gestegen" in tables[2]
    share = project.indicators("diaspora.share", years=2024, by="total")["estimate"].iloc[0]
    assert f"{share:.0%}".replace("%", "\xa0%") in tables[0]


def test_a_figure_shows_with_its_description(run):
    assert any('<img alt="Het aandeel diaspora' in data.get("text/html", "") for data in shown(run))
