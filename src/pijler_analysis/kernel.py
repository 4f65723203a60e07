"""The kernel of a report: IPython with all that its cells import, loaded before the first one.

    python -m pijler_analysis.kernel -f connection.json

It starts while the data are still being made, so loading is done by then.
"""

from __future__ import annotations

import os
from importlib import import_module

from pijler_analysis.imports import without

LOADED = (
    "matplotlib.figure",
    "matplotlib.backends.backend_svg",
    "pijler_analysis.project",
    "pijler_analysis.display.figures",
    "pijler_analysis.display.tables",
    "pijler_analysis.report.narrative",
)


GIVES_WAY = 10
"""How nice a kernel is, where systems know that: making the data goes before its loading."""


def main() -> None:
    """Load, then answer until told to stop.

    seaborn asks SciPy for smoothed densities, of which it has its own where there are none, and for
    trees of clusters; without these it loads in a third of the time. A debugger, which costs a
    fifth of the start, is of no use in a report.
    """
    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)
    for module in LOADED:
        import_module(module)
    with without("scipy.stats", "scipy.cluster"):
        import_module("seaborn")
    with without("debugpy"):
        from ipykernel.kernelapp import launch_new_instance

        launch_new_instance()


if __name__ == "__main__":
    main()
