"""Raw exports of a support centre in; clean tables, indicators and yearly reports out.

>>> import pijler_analysis as pijler
>>> sorted(name for name in dir(pijler) if not name.startswith("_"))
['figures', 'indicators', 'narrative', 'open', 'tables']

Start with ``project = pijler.open()``; then ``project.load(2024)`` gives clean tables,
``project.indicators()`` the result table, ``pijler.indicators`` computes one indicator from
clean tables, and ``pijler.figures``, ``pijler.tables`` and ``pijler.narrative`` show results.
Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pijler_analysis import indicators
    from pijler_analysis.display import figures, tables
    from pijler_analysis.project import open_project as open
    from pijler_analysis.report import narrative

__all__ = ["figures", "indicators", "narrative", "open", "tables"]

_HOMES = {
    "figures": ("pijler_analysis.display.figures", None),
    "indicators": ("pijler_analysis.indicators", None),
    "narrative": ("pijler_analysis.report.narrative", None),
    "open": ("pijler_analysis.project", "open_project"),
    "tables": ("pijler_analysis.display.tables", None),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'pijler_analysis' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    home = import_module(module)
    return getattr(home, attribute) if attribute else home


def __dir__() -> list[str]:
    return __all__
