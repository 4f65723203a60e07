"""The kernel of a report: IPython with all that its cells import, loaded before the first one.

It starts while the data are still being made, so loading is done by then.
"""

from __future__ import annotations

import os
import sys
import time
import warnings
from importlib import import_module
from multiprocessing.connection import Connection

from pijler_analysis.imports import without
from pijler_analysis.processes import begin

LOADED = (
    "matplotlib.figure",
    "matplotlib.backends.backend_svg",
    "pijler_analysis.project",
    "pijler_analysis.display.figures",
    "pijler_analysis.display.tables",
    "pijler_analysis.report.narrative",
)


def wait_for_notebook(asked: Connection, asking: Connection) -> None:
    """Load, wait to be told of a notebook, then answer for its cells until told to stop.

    Parameters
    ----------
    asked : tells the arguments of a kernel, its environment variables and its working folder; it
        closes where there is no notebook after all
    asking : its other end, of which a copied process has a copy
    """
    asking.close()
    if os.name == "posix":
        os.setsid()  # what stops the build from the keyboard is not meant for a kernel
    _hush()
    load()
    begin()
    try:
        arguments, environment, folder = asked.recv()
    except EOFError:
        return
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    if hasattr(time, "tzset"):
        time.tzset()
    warnings.simplefilter("ignore")
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance(argv=arguments)


def _hush() -> None:
    """Say nothing on the screen: what a cell prints goes through its sockets."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    sys.stdin = sys.__stdin__


def load() -> None:
    """Load what cells import.

    seaborn asks SciPy for smoothed densities, of which it has its own where there are none, and for
    trees of clusters; without these it loads in a third of the time. A debugger, which costs a
    fifth of the start, is of no use in a report.
    """
    for module in LOADED:
        import_module(module)
    with without("scipy.stats", "scipy.cluster"):
        import_module("seaborn")
    with without("debugpy"):
        import_module("ipykernel.kernelapp")
