"""Cells mean in a report what they mean in Jupyter, and what they show is kept in order."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

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
    "print('weg')\nclear_output(wait=True)\nprint('in de plaats')\nclear_output(wait=True)",
    "import logging\nlogging.basicConfig(stream=sys.stdout, format='%(message)s', force=True)",
    "logging.warning('hier')\nsys.stdout.encoding, sys.stdout.writable()",
    "handle = display('eerst zo', display_id=True)\nprint('erna')",
    "handle.update('later anders')",
    "%matplotlib inline\nplt.plot([1, 2]);",
    "import beside\nbeside.KNOWN",
    "class Word(str): ...\n"
    "display({'text/plain': Word('gezien'), 'x': lambda: 1}, raw=True, metadata={'y': Word})",
    "import pandas as pd\nwide = pd.DataFrame([range(100, 130)])\nprint(wide)\nwide",
)
NOT_SENT = 14
"""The cell that shows what Jupyter's messages cannot carry."""


def environment_of(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "IPYTHONDIR": str(folder), "ALLEEN": "dit"}


def run(*sources: str, folder: Path) -> Executed:
    environment = environment_of(folder) | {"MPLBACKEND": "vreemd"}
    return Beside(
        execute_cells, sources, folder=folder, environment=environment, under_way=folder / "cell"
    ).result()


def run_in_jupyter(*sources: str, folder: Path) -> list[list[str]]:
    """Return what a reader sees of each cell, executed by a real kernel."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    client = NotebookClient(notebook, resources={"metadata": {"path": str(folder)}})
    client.execute(env=environment_of(folder))
    return [
        [told(output) for output in cell.outputs if output.get("name") != "stderr"]
        for cell in notebook.cells
    ]


def told(output: dict) -> str:
    """Return what a reader sees of an output: printed text, or the richest form in letters."""
    if output["output_type"] == "stream":
        return output["text"]
    data = output["data"]
    return data.get("text/html") or data.get("image/png") or data["text/plain"]


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> list[list[str]]:
    folder = tmp_path_factory.mktemp("cells")
    (folder / "beside.py").write_text("KNOWN = 7")
    done = run(*SHOWING, folder=folder)
    assert done.failure is None
    return [[told(output) for output in outputs] for outputs in done.outputs] + [[str(folder)]]


def test_a_cell_shows_what_it_shows_in_jupyter(shown):
    *found, [folder] = shown
    sources = [*SHOWING[:NOT_SENT], "0", *SHOWING[NOT_SENT + 1 :]]
    expected = run_in_jupyter(*sources, folder=Path(folder))
    expected[NOT_SENT] = found[NOT_SENT]
    assert found == expected


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


def test_a_cell_may_wait_to_clear_until_there_is_something_else(shown):
    assert shown[7] == ["in de plaats\n"]


def test_what_a_cell_keeps_to_print_on_prints_in_the_cell_that_prints(shown):
    assert shown[8] == []
    assert shown[9] == ["hier\n", "('UTF-8', True)"]


def test_what_is_displayed_under_a_name_may_change_later(shown):
    assert shown[10:12] == [["'later anders'", "erna\n"], []]


def test_pictures_may_be_asked_for_in_so_many_words(shown):
    assert [text[:8] for text in shown[12]] == ["iVBORw0K"]


def test_a_module_beside_the_notebook_may_be_imported(shown):
    assert shown[13] == ["7"]


def test_of_what_cannot_leave_the_process_what_can_be_read_is_kept(shown):
    assert shown[NOT_SENT] == ["gezien"]


def test_cells_have_their_own_folder_and_variables_and_what_goes_to_stderr_is_left_out(shown):
    assert shown[6] == [f"('dit', '{shown[-1][0]}', 2)"]


@pytest.mark.parametrize(
    ("source", "failure"),
    [
        ("def low():\n    return {}['x']\n\nlow()", Failure("KeyError", "'x'", 4)),
        ("a = 1\nb = = 2", Failure("SyntaxError", "invalid syntax", 2)),
        ("raise SystemExit(3)", Failure("SystemExit", "3", 1)),
        (
            "class Mute(Exception):\n    def __str__(self): raise OSError\nraise Mute",
            Failure("Mute", "zonder uitleg, want __str__ ervan faalt met OSError", 3),
        ),
        (
            "class Hollow(Exception):\n    def __len__(self): return 0\nraise Hollow('hol')",
            Failure("Hollow", "hol", 3),
        ),
        ("import broken", Failure("SyntaxError", "invalid syntax (broken.py, line 1)", 1)),
    ],
)
def test_the_first_cell_that_fails_is_the_last_and_tells_its_line(source, failure, tmp_path):
    (tmp_path / "broken.py").write_text("b = = 2")
    done = run("1", source, "2", folder=tmp_path)
    assert len(done.outputs) == 2
    assert done.failure == failure


def test_what_a_machine_without_the_letter_prints_on_stderr_fails_no_cell(tmp_path, monkeypatch):
    for name, value in {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}.items():
        monkeypatch.setenv(name, value)
    assert run("import sys\nprint('→', file=sys.stderr)", folder=tmp_path).failure is None


@pytest.mark.parametrize(
    "source",
    [
        "class Seen:\n    def _repr_markdown_(self):\n        raise ValueError('stuk')\nSeen()",
        "import matplotlib.pyplot as plt\nplt.title(r'$\\stuk$');",
        "%%time\nraise ValueError('stuk')",
    ],
)
def test_an_error_of_which_ipython_only_tells_fails_the_cell(source, tmp_path):
    """The page would lack what the cell could not show."""
    done = run(source, "2", folder=tmp_path)
    assert len(done.outputs) == 1
    assert "stuk" in done.failure.message


def test_a_million_printed_pieces_take_seconds(tmp_path):
    lines = "for _ in range(500_000):\n    print('x' * 19)"
    began = time.monotonic()
    done = run(lines, folder=tmp_path)
    assert len(done.outputs[0][0]["text"]) == 10_000_000
    assert time.monotonic() - began < 60


def test_a_thread_that_a_cell_leaves_running_keeps_nobody(tmp_path):
    began = time.monotonic()
    source = "import threading, time\nthreading.Thread(target=time.sleep, args=(90,)).start()"
    assert run(source, folder=tmp_path).failure is None
    assert time.monotonic() - began < 60
