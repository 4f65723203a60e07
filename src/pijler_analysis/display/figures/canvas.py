"""The sheet a figure is drawn on: its title measured and broken, its margins in inches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pijler_analysis.display.style import (
    GREY,
    INK,
    TITLE_SIZE,
    WIDTHS,
    Width,
    new_figure,
    text_width,
    wrapped,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Align = Literal["left", "center", "right"]
VerticalAlign = Literal["top", "center", "bottom"]
_LINE = TITLE_SIZE * 1.3 / 72
_GAP = 0.1
_SAFE = 0.98
"""Part of the width a title may fill: a viewer sets type a little wider than it is measured."""

_KEY_HEIGHT = 0.2


@dataclass(frozen=True)
class KeyEntry:
    """One mark and its meaning, in the line under the title."""

    text: str
    color: str
    marker: str = "s"
    hollow: bool = False


@dataclass(frozen=True)
class Canvas:
    """A figure with one plot area; every length is in inches."""

    figure: Figure
    axes: Axes
    width: float
    height: float
    bottom: float
    plot_height: float
    plot_width: float


def open_canvas(
    title: str,
    *,
    width: Width = "full",
    plot_height: float,
    left: float = 0.0,
    right: float = 0.0,
    bottom: float = 0.22,
    key: Sequence[KeyEntry] = (),
) -> Canvas:
    """Lay out a figure: title lines, key line, plot area; nothing can overlap or be cut off.

    Its axes draw no ticks of their own: :func:`write` sets labels as plain text, far faster.
    Call it within ``house_style()``.
    """
    total = WIDTHS[width]
    lines = wrapped(title, width=_SAFE * total, size=TITLE_SIZE, weight="semibold")
    key_lines = _key_lines(key, total)
    head = len(lines) * _LINE + len(key_lines) * _KEY_HEIGHT + _GAP
    height = head + plot_height + bottom
    figure = new_figure(width=width, height=height)
    axes = figure.add_axes(
        (left / total, bottom / height, (total - left - right) / total, plot_height / height)
    )
    axes.set_axis_off()
    for place, line in enumerate(lines):
        figure.text(
            0, 1 - place * _LINE / height, line, size=TITLE_SIZE, weight="semibold", color=INK,
            ha="left", va="top",
        )  # fmt: skip
    for place, entries in enumerate(key_lines):
        top = height - len(lines) * _LINE - (place + 0.55) * _KEY_HEIGHT
        _draw_key(figure, entries, top, total, height)
    return Canvas(figure, axes, total, height, bottom, plot_height, total - left - right)


def write(
    axes: Axes,
    text: str,
    spot: tuple[float, float],
    shift: tuple[float, float],
    *,
    color: str = INK,
    ha: Align = "center",
    va: VerticalAlign = "center",
    weight: str = "normal",
    style: Literal["normal", "italic"] = "normal",
) -> None:
    """Write text beside a spot of the plot; ``shift`` is in points."""
    axes.annotate(
        text, spot, xytext=shift, textcoords="offset points", ha=ha, va=va, color=color,
        weight=weight, style=style, annotation_clip=False, zorder=5,
    )  # fmt: skip


def _entry_width(entry: KeyEntry) -> float:
    return 0.14 + text_width(entry.text) + 0.2


def _key_lines(key: Sequence[KeyEntry], width: float) -> list[list[KeyEntry]]:
    lines: list[list[KeyEntry]] = []
    for entry in key:
        used = sum(_entry_width(other) for other in lines[-1]) if lines else width
        if lines and used + _entry_width(entry) <= width:
            lines[-1].append(entry)
        else:
            lines.append([entry])
    return lines


def _draw_key(
    figure: Figure, entries: Sequence[KeyEntry], y: float, width: float, height: float
) -> None:
    from matplotlib.lines import Line2D

    at = 0.0
    for entry in entries:
        face = "white" if entry.hollow else entry.color
        # the marks are lines of the figure, so their place is a fraction of its size
        mark = Line2D(
            [(at + 0.05) / width], [y / height], marker=entry.marker, markersize=5, linestyle="",
            color=entry.color, markerfacecolor=face, transform=figure.transFigure,
        )  # fmt: skip
        figure.add_artist(mark)
        figure.text((at + 0.14) / width, y / height, entry.text, color=GREY, va="center")
        at += _entry_width(entry)
