"""A figure with everything a reader needs beside it: finding, source, alt text, data."""

from __future__ import annotations

import base64
import html
import io
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pijler_analysis.display.fragments import escape_markdown
from pijler_analysis.display.numbers import MARK, is_traced, marks, unmarked
from pijler_analysis.display.style import Width, house_style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure
    from matplotlib.text import Text

FOLDER_VARIABLE = "PIJLER_FIGURES"
"""The folder in which a report being made collects its figures."""


@dataclass(frozen=True, eq=False)
class Chart:
    """One figure of a report.

    Attributes
    ----------
    figure : the matplotlib figure, its title drawn in it
    title : the finding, in one sentence without full stop
    caption : what is shown, over which years, from which source, on how many
    alt : the figure in words, for who cannot see it
    data : the rows that were drawn
    label : name without prefix; ``@fig-<label>`` refers to it
    marks : of the numbers drawn, see ``display.numbers``
    """

    figure: Figure = field(repr=False)
    title: str
    caption: str
    alt: str
    data: pd.DataFrame = field(repr=False)
    label: str
    width: Width = "full"
    marks: str = field(init=False, repr=False, default="")

    def __post_init__(self) -> None:
        """Take the marks of its numbers out of the drawing, which cannot hold them."""
        if not is_traced():
            return
        drawn = [text for text in _texts(self.figure) if MARK.search(text.get_text())]
        object.__setattr__(self, "marks", marks([text.get_text() for text in drawn]))
        for text in drawn:
            text.set_text(unmarked(text.get_text()))
        for name in ("title", "alt"):
            object.__setattr__(self, name, unmarked(getattr(self, name)))

    @cached_property
    def svg(self) -> str:
        """The figure as SVG, its text as text; the same figure gives the same bytes."""
        buffer = io.StringIO()
        with house_style():
            self.figure.savefig(
                buffer, format="svg", metadata={"Date": None, "Creator": None, "Title": self.title}
            )
        return buffer.getvalue()

    def save(self, path: str | Path) -> Path:
        """Write the figure; the suffix (svg, png, pdf) says how."""
        target = Path(path)
        if target.suffix == ".svg":
            target.write_text(self.svg, encoding="utf-8", newline="\n")
        else:
            with house_style():
                self.figure.savefig(target)
        return target

    def _repr_markdown_(self) -> str | None:
        folder = os.environ.get(FOLDER_VARIABLE)
        if not folder:
            return None
        picture = Path(folder) / f"{self.label}.svg"
        picture.parent.mkdir(parents=True, exist_ok=True)
        self.save(picture)
        # A report engine resolves names against the folder it gave; plain Quarto gives a relative
        # one and resolves against the notebook.
        shown = picture.name if picture.is_absolute() else picture.as_posix()
        width = "" if self.width == "full" else " width=50%"
        return (
            f"![{self.marks}{escape_markdown(self.caption)}]({shown})"
            f'{{#fig-{self.label} fig-alt="{attribute(self.alt)}"{width}}}'
        )

    def _repr_html_(self) -> str | None:
        if os.environ.get(FOLDER_VARIABLE):
            return None  # a report takes the Markdown; encoding the picture again would be lost
        image = base64.b64encode(self.svg.encode()).decode()
        alt = html.escape(self.alt)
        return (
            f'<figure style="margin:0"><img alt="{alt}" src="data:image/svg+xml;base64,{image}">'
            f"<figcaption>{html.escape(self.caption, quote=False)}</figcaption></figure>"
        )


def _texts(figure: Figure) -> Iterator[Text]:
    """Yield every text of a figure; an axis that is not drawn would first make its ticks."""
    from matplotlib.text import Text

    yield from figure.texts
    for axes in figure.axes:
        yield from axes.findobj(Text) if axes.axison else axes.texts


def attribute(text: str) -> str:
    r"""Make text fit between the quotes of a Markdown attribute.

    >>> attribute('zei "ja" {x}')
    'zei ’ja’ (x)'
    """
    plain = " ".join(text.replace("\\", "/").split())
    return plain.replace('"', "’").replace("{", "(").replace("}", ")")
