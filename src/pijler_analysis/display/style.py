"""The house style: colours by role, the report's fonts, the widths of the page.

Colours are named after what they mean, so that one quantity looks the same through a report.
Dark and warm differ in lightness as well as in hue: they part in grey and for colour-blind readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pijler_analysis.display.numbers import unmarked

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK = "#1f2a33"
THIS_YEAR = "#1d4e66"
EARLIER = "#9dbac8"
FILL = "#e8eff3"
BAND = "#dbe6ec"
ASKED = "#b8480f"
"""The one warm accent: a target, or what is off target."""
GREY = "#5c6770"
RULE = "#b9c2c9"
GRID = "#e1e6ea"
UNKNOWN_FILL = "#c9cfd4"
SHADES = ("#c6d9e2", "#8fb3c4", "#4d7f96", "#1d4e66")
"""From few to many, in steps that part in grey too."""

SOFT_ASKED = "#e3a47f"
"""Between the warm accent and neutral, for the answer next to the most negative one."""

Width = Literal["full", "half"]
WIDTHS: dict[Width, float] = {"full": 6.38, "half": 3.11}
"""Inches: the text's width and half of it."""

TEXT_SIZE = 8.0
TITLE_SIZE = 9.5

_STYLE = Path(__file__).with_name("pijler.mplstyle")
_FONTS = Path(__file__).parents[1] / "report" / "typst" / "fonts"


@contextmanager
def house_style() -> Iterator[None]:
    """Draw and save in the house style; the reader's own settings come back afterwards."""
    import matplotlib as mpl

    with mpl.rc_context(_style()):
        yield


def new_figure(*, width: Width, height: float) -> Figure:
    """Return an empty figure of the page's width; call it within :func:`house_style`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTHS[width], height))
    FigureCanvasAgg(figure)
    return figure


@lru_cache(maxsize=4096)
def text_width(text: str, *, size: float = TEXT_SIZE, weight: int | str = "normal") -> float:
    """Return how wide text is set, in inches."""
    from matplotlib.textpath import text_to_path

    width, _, _ = text_to_path.get_text_width_height_descent(
        unmarked(text), _font(size, weight), ismath=False
    )
    return float(width) / 72


def wrapped(text: str, *, width: float, size: float, weight: int | str = "normal") -> list[str]:
    """Break text into as few lines of about equal length as fit ``width`` inches."""
    words = text.split(" ")
    sizes = [text_width(word, size=size, weight=weight) for word in words]
    blank = text_width("n n", size=size, weight=weight) - text_width("nn", size=size, weight=weight)
    lines = _broken(words, sizes, blank, width)
    for part in (0.6, 0.7, 0.8, 0.9):
        even = _broken(words, sizes, blank, width * part)
        if len(even) == len(lines):
            return even
    return lines


def _broken(words: list[str], sizes: list[float], blank: float, width: float) -> list[str]:
    lines: list[str] = []
    used = 0.0
    for word, size in zip(words, sizes, strict=True):
        if lines and used + blank + size <= width:
            lines[-1] += f" {word}"
            used += blank + size
        else:
            lines.append(word)
            used = size
    return lines


@cache
def _style() -> Any:
    import matplotlib as mpl
    from matplotlib.font_manager import fontManager

    for font in sorted(_FONTS.glob("*.ttf")):
        fontManager.addfont(font)
    return mpl.rc_params_from_file(_STYLE, use_default_template=False)


@cache
def _font(size: float, weight: int | str) -> Any:
    from matplotlib.font_manager import FontProperties

    _style()
    return FontProperties(family="Fira Sans", size=size, weight=weight)
