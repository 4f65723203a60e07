"""Pieces of a report that are text: a sentence, or a block in Markdown and HTML.

Jupyter takes the HTML; Quarto and the embedded engine take the Markdown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pijler_analysis.display.cells import Cell
from pijler_analysis.display.language import say
from pijler_analysis.display.verdict_check import check_verdict

_MARKUP = re.compile(r"([\\`*_#@$\[\]<>^~|])")
_LIST_START = re.compile(r"^(\d+|[-+])([.)]?)(?=\s)")


@dataclass(frozen=True)
class Sentence:
    """One sentence, the verdict it carries and the results it was filled from."""

    text: str
    verdict: str | None = None
    shape: str = "none"
    cells: tuple[Cell, ...] = ()

    def __post_init__(self) -> None:
        """Put a sentence without blanks in the language of the report."""
        object.__setattr__(self, "text", say(self.text))
        check_verdict(self.text, self.verdict, self.shape)

    def __str__(self) -> str:
        """Return the sentence as plain text."""
        return self.text

    @property
    def title(self) -> str:
        """The sentence without its full stop, as above a figure."""
        return self.text.removesuffix(".")

    def _repr_markdown_(self) -> str:
        return escape_markdown(self.text)

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(self.text, quote=False)}</p>"


@dataclass(frozen=True)
class Fragment:
    """A block that knows its Markdown and its HTML."""

    markdown: str
    html: str

    def __str__(self) -> str:
        """Return the Markdown."""
        return self.markdown

    def _repr_markdown_(self) -> str:
        return self.markdown

    def _repr_html_(self) -> str:
        return self.html


def escape_markdown(text: str) -> str:
    r"""Make text print as typed where Markdown is read.

    >>> escape_markdown("a*b @c")
    'a\\*b \\@c'
    >>> escape_markdown("1. geen lijst")
    '1\\. geen lijst'
    """
    escaped = _MARKUP.sub(r"\\\1", text.replace("\n", " "))
    start = _LIST_START.match(escaped)
    if start and not start.group(1).isdigit():
        return f"\\{escaped}"
    if start and start.group(2):
        return f"{start.group(1)}\\{start.group(2)}{escaped[start.end() :]}"
    return escaped


def typst_string(text: str) -> str:
    r"""Write text as a Typst string, so that nothing in it is read as markup.

    >>> typst_string('#let "x"')
    '"#let \\"x\\""'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped.replace(chr(13), "")}"'


def paragraph(sentences: Sequence[Sentence]) -> Fragment:
    """Set sentences after each other as one paragraph."""
    text = " ".join(sentence.text for sentence in sentences)
    return Fragment(escape_markdown(text), f"<p>{html.escape(text, quote=False)}</p>")


def bullets(sentences: Sequence[Sentence]) -> Fragment:
    """Set sentences as a list; a verdict shows as its shape in front."""
    lines = [f"{_SHAPES.get(sentence.shape, '')}{sentence.text}" for sentence in sentences]
    items = "".join(f"<li>{html.escape(line, quote=False)}</li>" for line in lines)
    return Fragment(
        "\n".join(f"- {escape_markdown(line)}" for line in lines) + "\n", f"<ul>{items}</ul>"
    )


def lead(sentence: Sentence) -> Fragment:
    """Set one sentence large, as the answer that opens a chapter."""
    return Fragment(
        f"::: {{.lead}}\n\n{escape_markdown(sentence.text)}\n\n:::\n",
        f'<p style="font-size:1.25em">{html.escape(sentence.text, quote=False)}</p>',
    )


def stacked(fragments: Sequence[Fragment]) -> Fragment:
    """Set fragments under each other."""
    return Fragment(
        "\n\n".join(fragment.markdown for fragment in fragments),
        "\n".join(fragment.html for fragment in fragments),
    )


SHAPES = {"up": "▲", "down": "▼", "same": "●", "unsure": "○"}
"""Shapes of a verdict; the report draws them, a font need not hold them."""

_SHAPES = {name: f"{sign} " for name, sign in SHAPES.items()}
