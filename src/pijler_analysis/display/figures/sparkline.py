"""A line of a few years the size of a word, for cards and cells where nothing else fits."""

from __future__ import annotations

import html
from collections.abc import Sequence

from pijler_analysis.display.style import EARLIER, THIS_YEAR

WIDTH, HEIGHT, PAD = 120.0, 28.0, 4.0


def sparkline(values: Sequence[float | None], *, dots: bool = False, alt: str = "") -> str:
    """Draw a series as a small SVG, its last value as a dot.

    Parameters
    ----------
    values : one per year, ``None`` where there is none (the line is broken there)
    dots : draw each value as a dot, for survey waves years apart
    alt : the series in words; without it the drawing is decoration

    Examples
    --------
    >>> sparkline([1, 2, 3]).startswith("<svg")
    True
    """
    spots = _spots(values)
    role = f'role="img" aria-label="{html.escape(alt)}"' if alt else 'aria-hidden="true"'
    parts = [] if dots else [_line(run) for run in _runs(spots) if len(run) > 1]
    shown = [spot for spot in spots if spot is not None]
    if shown and dots:
        parts += [_dot(spot, EARLIER) for spot in shown[:-1]]
    if shown:
        parts.append(_dot(shown[-1], THIS_YEAR))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
        f'width="{WIDTH:g}" height="{HEIGHT:g}" {role}>{"".join(parts)}</svg>'
    )


def _spots(values: Sequence[float | None]) -> list[tuple[float, float] | None]:
    known = [value for value in values if value is not None]
    low, span = min(known, default=0.0), (max(known, default=0.0) - min(known, default=0.0)) or 1.0
    step = (WIDTH - 2 * PAD) / max(len(values) - 1, 1)
    return [
        None
        if value is None
        else (PAD + place * step, HEIGHT - PAD - (value - low) / span * (HEIGHT - 2 * PAD))
        for place, value in enumerate(values)
    ]


def _runs(spots: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for spot in spots:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(spot)
    return runs


def _line(run: Sequence[tuple[float, float]]) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
    return f'<polyline points="{points}" fill="none" stroke="{EARLIER}" stroke-width="1.6"/>'


def _dot(spot: tuple[float, float], color: str) -> str:
    return f'<circle cx="{spot[0]:.1f}" cy="{spot[1]:.1f}" r="3" fill="{color}"/>'
