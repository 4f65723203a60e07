"""A report shows what its notebook shows an analyst who runs it in Jupyter."""

from __future__ import annotations

import copy
import os
from pathlib import Path
from typing import Any

from conftest import REPOSITORY
from nbclient import NotebookClient
from nbformat import NotebookNode

from pijler_analysis.display.numbers import FILE_VARIABLE
from pijler_analysis.project import Project
from pijler_analysis.report.cells import skip_unevaluated
from pijler_analysis.report.execute import (
    FIGURES_VARIABLE,
    add_parameters,
    read_notebook,
    run_notebook,
)

NOTEBOOK = REPOSITORY / "notebooks" / "actieplan.ipynb"


def told(notebook: NotebookNode) -> list[list[Any]]:
    """Return what each cell shows; a kernel also keeps what was printed on stderr."""
    return [
        [
            output.get("data") or output.get("text")
            for output in cell.get("outputs", [])
            if output.get("name") != "stderr"
        ]
        for cell in notebook.cells
    ]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_cells_of_a_report_show_and_draw_the_same_as_in_jupyter(project: Project, tmp_path):
    parameters = {"year": 2024, "project": str(project.settings.root)}
    notebook = add_parameters(read_notebook(NOTEBOOK), parameters)
    skip_unevaluated(notebook, name=NOTEBOOK.name)
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    facts = {"SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0"}
    for folder in (ours, theirs):
        folder.mkdir()
    by_us = run_notebook(
        copy.deepcopy(notebook),
        path=NOTEBOOK,
        figures=ours,
        environment=facts | {FILE_VARIABLE: str(ours / "numbers.jsonl")},
    )
    known = {FIGURES_VARIABLE: str(theirs), FILE_VARIABLE: str(theirs / "numbers.jsonl")}
    NotebookClient(notebook, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute(
        env=os.environ | facts | known | {"IPYTHONDIR": str(tmp_path), "TZ": "UTC"}
    )
    assert told(by_us) == told(notebook)
    assert sum(map(len, told(by_us))) > 10
    assert files(ours) == files(theirs)
