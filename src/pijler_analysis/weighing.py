"""How challenges are weighed against each other, as the settings say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

CRITERIA = ("members", "stakeholders", "signals")
"""What makes a challenge urgent: what members ask, what stakeholders ask, what comes in."""


@dataclass(frozen=True)
class Priorities:
    """What makes a challenge urgent, and how far one may disagree about that.

    ``weights`` per criterion (``members``, ``stakeholders``, ``signals``); ``bounds`` the smallest
    and largest share of each.
    """

    weights: Mapping[str, float] = field(
        default_factory=lambda: {"members": 0.5, "stakeholders": 0.2, "signals": 0.3}
    )
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def read_priorities(entry: Mapping[str, Any]) -> Priorities:
    """Return how challenges are weighed, from a part of the settings with known names.

    Raises
    ------
    ValueError
        If a criterion is unknown or lacks a weight, or no weights can lie within the bounds.
    """
    for part in ("weights", "bounds"):
        unknown = sorted(set(entry.get(part, ())) - set(CRITERIA))
        if unknown:
            raise ValueError(
                f"[priorities.{part}] kent geen {unknown[0]!r}; wel {', '.join(CRITERIA)}"
            )
    weights = entry.get("weights", Priorities().weights)
    if set(weights) != set(CRITERIA) or not all(
        is_number(one) and one >= 0 for one in weights.values()
    ):
        raise ValueError(
            f"[priorities.weights] geeft {', '.join(CRITERIA)} elk een getal van 0 of meer"
        )
    if not sum(weights.values()):
        raise ValueError("[priorities.weights] zijn niet allemaal 0")
    return Priorities(weights, _bounds(entry.get("bounds", {})))


def _bounds(entry: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Return between which shares each criterion may weigh."""
    for name, two in entry.items():
        is_pair = isinstance(two, list) and len(two) == 2 and all(map(is_number, two))
        if not is_pair or not 0 <= two[0] <= two[1] <= 1:
            raise ValueError(
                f"[priorities.bounds] {name} is een laagste en een hoogste deel, zoals [0.3, 0.8]"
            )
    ends = [[entry.get(name, (0.0, 1.0))[end] for name in CRITERIA] for end in range(2)]
    if sum(ends[0]) > 1 + 1e-9 or sum(ends[1]) < 1 - 1e-9:
        raise ValueError(
            "[priorities.bounds]: geen enkel stel gewichten telt binnen deze grenzen op tot 1"
        )
    return {name: (float(low), float(high)) for name, (low, high) in entry.items()}


def is_number(value: object) -> bool:
    """Tell whether a value of the settings is a plain number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
