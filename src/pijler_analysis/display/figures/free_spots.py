"""Where names can stand among dots so that none lies on a dot, on another name or on its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_GAP = 1.5
"""Points between a name and what it must not touch."""
_STEP = 3.0
_REACH = (150.0, 90.0)
"""How far off a name may stand, in points across and up."""


@dataclass(frozen=True)
class Spot:
    """The middle of a name, and the points of the line from the edge of its dot to it."""

    middle: np.ndarray
    line: np.ndarray


def free_spots(
    sizes: Sequence[tuple[float, float]], dots: np.ndarray, *, within: np.ndarray
) -> list[Spot | None]:
    """Find a place for the name of each of the first dots, as near to its dot as there is room.

    Parameters
    ----------
    sizes : width and height of each name, in points
    dots : a row per dot: x, y and radius, in points from the lower left corner
    within : width and height of the plot

    Returns
    -------
    a spot per name, or None where there is no room for it; a line crosses another dot with a name
    only where nothing else is free
    """
    named = dots[: len(sizes)]
    found: list[Spot | None] = []
    boxes: list[tuple[np.ndarray, np.ndarray]] = []
    obstacles = dots
    for place, (size, dot) in enumerate(zip(sizes, named, strict=True)):
        half = np.array(size) / 2
        spot = _nearest_free(half, dot, obstacles, boxes, within, np.delete(named, place, axis=0))
        found.append(spot)
        if spot is not None:
            boxes.append((spot.middle, half))
            obstacles = np.vstack((obstacles, np.insert(spot.line, 2, 0, axis=1)))
    return found


def _nearest_free(
    half: np.ndarray,
    dot: np.ndarray,
    obstacles: np.ndarray,
    boxes: list[tuple[np.ndarray, np.ndarray]],
    within: np.ndarray,
    others: np.ndarray,
) -> Spot | None:
    """Return the nearest spot whose line crosses no other dot with a name, if there is one."""
    crossing = None
    across, up = (np.arange(-far, far + 1, _STEP) for far in _REACH)
    middles = dot[:2] + np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    middles = middles[((middles >= half) & (middles <= within - half)).all(axis=1)]
    for middle, other in boxes:
        middles = middles[(abs(middles - middle) > half + other + _GAP).any(axis=1)]
    for middle in middles[np.argsort(_gaps(middles, half, dot[None])[:, 0], kind="stable")]:
        if (_gaps(middle[None], half, obstacles) <= _GAP).any():
            continue
        line = _line(dot, np.clip(dot[:2], middle - half, middle + half))
        if all((abs(line - other) > size).any(axis=1).all() for other, size in boxes):
            if (_gaps(line, np.zeros(2), others) > 0).all():
                return Spot(middle, line)
            crossing = crossing or Spot(middle, line)
    return crossing


def _gaps(middles: np.ndarray, half: np.ndarray, dots: np.ndarray) -> np.ndarray:
    """Measure from each box to the edge of each dot; negative where they overlap."""
    apart = np.maximum(abs(middles[:, None] - dots[None, :, :2]) - half, 0)
    return np.hypot(apart[..., 0], apart[..., 1]) - dots[:, 2]


def _line(dot: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return points from the edge of a dot to a point, close enough to stand for the line."""
    start = dot[:2] + (end - dot[:2]) * dot[2] / np.hypot(*(end - dot[:2]))
    return np.linspace(start, end, 40)
