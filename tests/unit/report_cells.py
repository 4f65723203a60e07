"""Small notebooks for the tests of the report engine."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from pijler_analysis.report.cells import front_matter, manuscript
from pijler_analysis.report.embedded import write_document

TITLE = '---\ntitle: "Evaluatie"\nlang: nl\n---'
FACTS = {"data-date": "2024-12-31", "fingerprint": "4f1c9a2e", "draft-marks": ["Voorbeelddata"]}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80">'
    '<rect width="200" height="80" fill="#9dbac8"/>'
    '<text x="10" y="40" font-family="Fira Sans" font-size="12">12 %</text></svg>'
)


def shown(source: str = "", **data: str) -> nbformat.NotebookNode:
    """Make a code cell that ran and showed something: ``markdown=``, ``svg=``, ``html=`` …"""
    kinds = {
        "markdown": "text/markdown",
        "svg": "image/svg+xml",
        "html": "text/html",
        "plain": "text/plain",
    }
    output = new_output("execute_result", data={kinds[kind]: text for kind, text in data.items()})
    return new_code_cell(source, outputs=[output])


def notebook(*cells: nbformat.NotebookNode | str, title: str = TITLE) -> nbformat.NotebookNode:
    """Make a notebook: a string is a Markdown cell."""
    made = [new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return new_notebook(cells=[new_raw_cell(title), *made])


def stored(path: Path, *cells: nbformat.NotebookNode | str, title: str = TITLE) -> Path:
    """Write such a notebook to a file."""
    nbformat.write(notebook(*cells, title=title), path)
    return path


def document(
    folder: Path,
    *cells: nbformat.NotebookNode | str,
    to: str = "pdf",
    title: str = TITLE,
    facts: dict = FACTS,
) -> Path:
    """Typeset cells that need no kernel; figures go in a folder of their own."""
    figures = folder / "figures"
    figures.mkdir(exist_ok=True)
    content = notebook(*cells, title=title)
    known = front_matter(content, name="proef.ipynb") | facts
    report = manuscript(content, name="proef.ipynb", figures=figures, metadata=known)
    output = folder / f"proef.{to}"
    write_document(report, output, to=to, name="proef.ipynb", source=folder)
    return output
