"""``scipy.special``, imported when the first function of it is asked for.

A third of what the cells of a report would wait for at its start, and a report computes nothing.
"""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    from scipy import special

    return getattr(special, name)
