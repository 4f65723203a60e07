"""Run a notebook: its parameters put in, every cell executed, nothing written back.

Its cells are executed in a process of their own (``kernel``).
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pijler_analysis import errors
from pijler_analysis.errors import FileError, PijlerError
from pijler_analysis.imports import without
from pijler_analysis.processes import Beside
from pijler_analysis.report.kernel import Failure, execute_cells

if TYPE_CHECKING:
    from nbformat import NotebookNode

FIGURES_VARIABLE = "PIJLER_FIGURES"
INJECTED = "injected-parameters"
"""The tag of a cell that the engine adds; the notebook as stored has none."""

SKIPPED = "skip-execution"
"""The tag of a cell that is not executed."""

NUMBER = "number"
"""In the metadata of a cell that was moved or repeated: its number in the notebook as stored."""

LONGEST_CELL_SECONDS = 600
"""Seconds of processor time a cell may take; waiting, as for the data, takes none."""

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
        Folder for figures, told to the cells as ``PIJLER_FIGURES``. What else executing needs lies
        beside it.
    environment : mapping
        Further environment variables of the cells.

    Raises
    ------
    PijlerError
        When a cell fails: notebook, cell number and last line of the error. When it takes too long:
        notebook, cell number and the limit.
    """
    import nbformat

    places = [place for place, cell in enumerate(notebook.cells) if _is_executed(cell)]
    under_way = figures.with_name("cell")
    executed = Beside(
        execute_cells,
        [notebook.cells[place].source for place in places],
        folder=path.parent.resolve(),
        environment=_cell_environment(figures) | dict(environment),
        under_way=under_way,
    ).result(watch=_time_limit(under_way, [_where(notebook, path, place) for place in places]))
    for place, outputs in zip(places, executed.outputs, strict=False):
        notebook.cells[place].outputs = [nbformat.from_dict(one) for one in outputs]
    if executed.failure:
        failed = places[len(executed.outputs) - 1]
        raise cell_error(notebook, path, failed, executed.failure)
    return notebook


def _time_limit(under_way: Path, names: Sequence[str]) -> Callable[[int], None]:
    """Return a watch that fails where a process has taken too much time for one cell.

    Who watches is another process: a cell may keep its own from hearing anything.
    """
    import psutil

    began: dict[int, float] = {}

    def watch(pid: int) -> None:
        try:
            cell = int(under_way.read_text("utf-8"))
            used = sum(psutil.Process(pid).cpu_times()[:2])
        except (OSError, ValueError, psutil.Error):  # it begins a cell, or has just ended
            return
        if used - began.setdefault(cell, used) > LONGEST_CELL_SECONDS:
            raise PijlerError(
                f"{names[cell]}: rekent langer dan {LONGEST_CELL_SECONDS} seconden; kijk of een "
                "lus niet ophoudt, of verdeel het werk over meer cellen"
            )

    return watch


def _is_executed(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and SKIPPED not in tags(cell) and bool(cell.source.strip())


def _cell_environment(figures: Path) -> dict[str, str]:
    """The environment of the cells: no settings of the user's own, one time zone."""
    return os.environ | {
        FIGURES_VARIABLE: str(figures),
        "IPYTHONDIR": str(figures.with_name("settings")),
        "TZ": "UTC",
    }


def cell_error(notebook: NotebookNode, path: Path, index: int, failure: Failure) -> PijlerError:
    """The error of the cell that failed, in one line, with the exit code it had inside."""
    where = _where(notebook, path, index)
    if failure.line:
        where += f", regel {failure.line}"
    line = _last_line(failure.message)
    kind = getattr(errors, failure.kind, None)
    if isinstance(kind, type) and issubclass(kind, PijlerError):
        return kind(f"{where}: {line}")
    return PijlerError(f"{where}: {failure.kind}: {line}".removesuffix(": "))


def _where(notebook: NotebookNode, path: Path, index: int) -> str:
    return f"{path.name}, cel {cell_number(notebook, index)}"


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
