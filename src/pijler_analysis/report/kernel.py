"""What executes the cells of a report: IPython (``shell``), in a process of its own.

Between two processes of ours Jupyter's messages are left out, since who asks waits for all cells.
"""

from __future__ import annotations

import os
import sys
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pijler_analysis.imports import without
from pijler_analysis.processes import context

if TYPE_CHECKING:
    from pijler_analysis.report.shell import Output

LOADED = (
    "matplotlib.figure",
    "matplotlib.backends.backend_svg",
    "pijler_analysis.project",
    "pijler_analysis.display.figures",
    "pijler_analysis.display.tables",
    "pijler_analysis.report.narrative",
    "pijler_analysis.report.shell",
)

SHOWING_PICTURES = "module://matplotlib_inline.backend_inline"
"""Where pyplot draws in Jupyter: in the output of the cell."""

SHOWN_COLUMNS = 20
"""How many columns of a table pandas prints in Jupyter; elsewhere as many as a terminal has room
for."""


@dataclass(frozen=True)
class Failure:
    """What stopped a cell: the kind of error, its message and the line it began in."""

    kind: str
    message: str
    line: int | None


@dataclass(frozen=True)
class Executed:
    """The outputs of each cell that was executed; the last one failed where there is a failure."""

    outputs: list[list[Output]]
    failure: Failure | None = None


def load_for_copies() -> None:
    """Load what cells import, where the processes that execute them are copies of this one."""
    if context().get_start_method() == "fork":
        load()


def load() -> None:
    """Load what cells import.

    seaborn asks SciPy for smoothed densities, of which it has its own where there are none, and for
    trees of clusters; without these it loads in a third of the time.
    matplotlib refuses to load where the user chose a kind of window it does not know.
    """
    os.environ.pop("MPLBACKEND", None)
    for module in LOADED:
        import_module(module)
    with without("scipy.stats", "scipy.cluster"):
        import_module("seaborn")


def execute_cells(
    sources: Sequence[str], *, folder: Path, environment: Mapping[str, str], under_way: Path
) -> Executed:
    """Execute cells in this process, which is theirs alone from now on, until one fails.

    Parameters
    ----------
    sources : the code of each cell
    folder : the working folder
    environment : the environment variables; none of this process's own are kept
    under_way : the file to write the place of each cell in as it begins
    """
    _hush()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.path.insert(0, "")  # as in Jupyter: a module beside the notebook
    if hasattr(time, "tzset"):
        time.tzset()
    warnings.simplefilter("ignore")
    load()
    import matplotlib
    import pandas as pd

    from pijler_analysis.report.shell import Shell, line_of, message_of

    matplotlib.rcParams["backend"] = SHOWING_PICTURES
    pd.options.display.max_columns = SHOWN_COLUMNS
    shell = Shell.start()
    outputs: list[list[Output]] = []
    for place, source in enumerate(sources):
        under_way.write_text(str(place), "utf-8")
        shown, error = shell.execute(source)
        outputs.append(shown)
        if isinstance(error, KeyboardInterrupt):
            raise error
        if error is not None:
            return Executed(
                outputs, Failure(type(error).__name__, message_of(error), line_of(error))
            )
    return Executed(outputs)


def _hush() -> None:
    """Say nothing on the screen: what a cell prints is one of its outputs."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    sys.stdin = sys.__stdin__
