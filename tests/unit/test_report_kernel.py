"""Cells mean in a report what they mean in Jupyter, and what they show is kept in order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pijler_analysis.processes import Beside
from pijler_analysis.report.kernel import Executed, Failure, execute_cells

SHOWING = (
    "print('eerst')\nfrom IPython.display import HTML, display\ndisplay(HTML('<b>toen</b>'))\n"
    "print('ten', end=' ')\nprint('slotte')\n1 + 1",
    "stil = 3\nstil;",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "class Seen:\n    def _repr_png_(self):\n        return b'png'\nSeen()",
    "import asyncio\nawait asyncio.sleep(0, result='gewacht')",
    "print('weg')\nfrom IPython.display import clear_output\nclear_output()\nprint('blijft')",
    "import sys, os\nprint('fout', file=sys.stderr)\nos.environ['ALLEEN'], os.getcwd(), Out[1]",
)


def run(*sources: str, folder: Path) -> Executed:
    environment = {"PATH": os.environ["PATH"], "IPYTHONDIR": str(folder), "ALLEEN": "dit"}
    return Beside(execute_cells, sources, folder=folder, environment=environment).result()


def told(output: dict) -> str:
    """Return what a reader sees of an output: printed text, or the richest form in letters."""
    if output["output_type"] == "stream":
        return output["text"]
    data = output["data"]
    return data.get("text/html") or data.get("image/png") or data["text/plain"]


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> list[list[str]]:
    folder = tmp_path_factory.mktemp("cells")
    done = run(*SHOWING, folder=folder)
    assert done.failure is None
    return [[told(output) for output in outputs] for outputs in done.outputs] + [[str(folder)]]


def test_what_is_printed_displayed_and_come_to_keeps_its_order(shown):
    assert shown[0] == ["eerst\n", "<b>toen</b>", "ten slotte\n", "2"]


def test_a_line_that_ends_in_a_semicolon_shows_nothing(shown):
    assert shown[1] == []


def test_pictures_are_kept_in_letters(shown):
    assert [text[:8] for text in shown[2]] == ["iVBORw0K"]
    assert shown[3] == ["cG5n"]


def test_a_cell_may_wait_and_may_clear_what_it_showed(shown):
    assert shown[4] == ["'gewacht'"]
    assert shown[5] == ["blijft\n"]


def test_cells_have_their_own_folder_and_variables_and_what_goes_to_stderr_is_left_out(shown):
    assert shown[6] == [f"('dit', '{shown[7][0]}', 2)"]


@pytest.mark.parametrize(
    ("source", "failure"),
    [
        ("def low():\n    return {}['x']\n\nlow()", Failure("KeyError", "'x'", 4)),
        ("a = 1\nb = = 2", Failure("SyntaxError", "invalid syntax", 2)),
        ("raise SystemExit(3)", Failure("SystemExit", "3", 1)),
    ],
)
def test_the_first_cell_that_fails_is_the_last_and_tells_its_line(source, failure, tmp_path):
    done = run("1", source, "2", folder=tmp_path)
    assert len(done.outputs) == 2
    assert done.failure == failure
