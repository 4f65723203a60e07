"""Run a notebook: its parameters put in, every cell executed, nothing written back.

Its kernel (``kernels``) is stopped the moment the last cell is done.
"""

from __future__ import annotations

import atexit
import copy
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pijler_analysis import errors
from pijler_analysis.errors import FileError, PijlerError
from pijler_analysis.imports import without
from pijler_analysis.report.kernels import kernel_manager

if TYPE_CHECKING:
    from nbformat import NotebookNode

FIGURES_VARIABLE = "PIJLER_FIGURES"
CELL_TIMEOUT_SECONDS = 600
IN_CELL = re.compile(r"Cell In\[\d+\], line (\d+)")
COLOUR = re.compile(r"\x1b\[[\d;]*m")
INJECTED = "injected-parameters"
"""The tag of a cell that the engine adds; the notebook as stored has none."""

NUMBER = "number"
"""In the metadata of a cell that was moved or repeated: its number in the notebook as stored."""

SLOW_GRAMMAR = "rfc3987_syntax"
"""Comes with Jupyter: a grammar of web addresses, a second's work on import and of no use here."""


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook, or say in one line why that cannot be done."""
    with without(SLOW_GRAMMAR):
        import nbformat
    from nbformat.reader import NotJSONError

    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise FileError(f"{path.name}: dit notebook bestaat niet in {path.parent}.") from None
    except (NotJSONError, UnicodeDecodeError, nbformat.ValidationError, OSError):
        raise FileError(
            f"{path.name}: dit is geen leesbaar Jupyter-notebook. Open het in Jupyter en bewaar"
            " het opnieuw."
        ) from None


def add_parameters(notebook: NotebookNode, parameters: Mapping[str, object]) -> NotebookNode:
    """Put the parameters in a cell tagged ``injected-parameters``, as papermill does.

    It comes after the cell tagged ``parameters``, whose values are the defaults, or after the
    front matter when there is none. A cell injected earlier is replaced. The notebook given
    stays as it is.
    """
    import nbformat

    notebook = copy.deepcopy(notebook)
    cells = [cell for cell in notebook.cells if INJECTED not in tags(cell)]
    if parameters:
        lines = [f"{name} = {_literal(value)}" for name, value in parameters.items()]
        injected = nbformat.v4.new_code_cell("\n".join(lines))
        injected.metadata["tags"] = [INJECTED]
        places = [index for index, cell in enumerate(cells) if "parameters" in tags(cell)]
        cells.insert(places[0] + 1 if places else 1, injected)
    notebook.cells = cells
    return notebook


def _literal(value: object) -> str:
    return repr(str(value) if isinstance(value, Path) else value)


def tags(cell: NotebookNode) -> list[str]:
    """The tags of a cell; none is an empty list."""
    return list(cell.metadata.get("tags", []))


def run_notebook(
    notebook: NotebookNode, *, path: Path, figures: Path, environment: Mapping[str, str]
) -> NotebookNode:
    """Execute all cells and return the notebook with its outputs.

    Parameters
    ----------
    notebook : NotebookNode
        With its parameters in place; it is filled with outputs.
    path : Path
        Where the notebook lies: its folder is the working folder, its name goes in errors.
    figures : Path
        Folder for figures, told to the kernel as ``PIJLER_FIGURES``.
    environment : mapping
        Further environment variables of the kernel.

    Raises
    ------
    PijlerError
        When a cell fails: notebook, cell number and last line of the error.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    with kernel_folder() as folder:
        client = NotebookClient(
            notebook,
            km=kernel_manager(folder),
            timeout=CELL_TIMEOUT_SECONDS,
            startup_timeout=CELL_TIMEOUT_SECONDS,
            shutdown_kernel="immediate",
            resources={"metadata": {"path": str(path.parent.resolve())}},
        )
        client.owns_km = True
        variables = kernel_environment(folder, figures) | dict(environment)
        try:
            return client.execute(env=variables, stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            raise cell_error(notebook, path, error.ename, error.evalue) from None
        except CellTimeoutError:
            raise PijlerError(
                f"{path.name}: een cel rekende langer dan {CELL_TIMEOUT_SECONDS} seconden."
            ) from None
        except (DeadKernelError, RuntimeError) as error:
            raise PijlerError(
                f"{path.name}: Python stopte tijdens het uitvoeren ({_last_line(str(error))})."
            ) from None
        finally:
            atexit.unregister(client._cleanup_kernel)  # left behind by a kernel that never started


@contextmanager
def kernel_folder() -> Iterator[Path]:
    """A folder for one kernel's connection file, sockets and settings."""
    with tempfile.TemporaryDirectory(prefix="pijler", ignore_cleanup_errors=True) as name:
        yield Path(name)


def kernel_environment(folder: Path, figures: Path) -> dict[str, str]:
    """The environment of a kernel: no settings of the user's own, one time zone."""
    return os.environ | {
        FIGURES_VARIABLE: str(figures),
        "IPYTHONDIR": str(folder),
        "TZ": "UTC",
    }


def cell_error(notebook: NotebookNode, path: Path, name: str, value: str) -> PijlerError:
    """The error of the cell that failed, in one line, with the exit code it had inside."""
    place = next(
        (
            f"cel {cell_number(notebook, index)}{_line_in_cell(output.get('traceback', []))}"
            for index, cell in enumerate(notebook.cells)
            for output in cell.get("outputs", [])
            if output.output_type == "error"
        ),
        "cel ?",
    )
    line = _last_line(value)
    kind = getattr(errors, name, None)
    if isinstance(kind, type) and issubclass(kind, PijlerError):
        return kind(f"{path.name}, {place}: {line}")
    return PijlerError(f"{path.name}, {place}: {name}: {line}".removesuffix(": "))


def _line_in_cell(traceback: list[str]) -> str:
    """Say in which line of a cell an error began, where Python tells."""
    found = IN_CELL.search(COLOUR.sub("", "\n".join(traceback)))
    return f", regel {found.group(1)}" if found else ""


def cell_number(notebook: NotebookNode, index: int) -> str:
    """The place of a cell in the notebook as stored, counting from one.

    The cell with the injected parameters is not stored, so it is not counted.
    """
    known = notebook.cells[index].metadata.get(NUMBER)
    before = notebook.cells[:index]
    return str(known or 1 + sum(INJECTED not in tags(cell) for cell in before))


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return lines[-1] if lines else ""
