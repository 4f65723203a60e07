"""What nobody may type in a notebook: a figure, or that something rose or fell.

Figures come from the results, and the verb of a change from its verdict; what is typed would stay
when the results change. A question may ask for a direction: its answer comes from the results.
"""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pijler_analysis.display.numbers import NAMES
from pijler_analysis.display.verdict_check import DIRECTIONS
from pijler_analysis.errors import PijlerError
from pijler_analysis.report.cells import OPTION, front_matter
from pijler_analysis.report.execute import cell_number, tags

if TYPE_CHECKING:
    from nbformat import NotebookNode

TERMS = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in NAMES))

_NO_PROSE = re.compile(r"```\{=.*?```|\{[^}\n]*\}|\]\([^)\n]*\)|<!--.*?-->", re.DOTALL)
"""Raw blocks for the typesetter, attributes, addresses of links and pictures, remarks."""

_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r"[^.!?]+[.!?]?")
_TITLES = ("title", "subtitle", "short-title")


def check_prose(notebook: NotebookNode, *, name: str) -> None:
    """Stop where a notebook types a figure or a direction.

    Parameters
    ----------
    notebook : as stored
    name : its file name, for the error

    Raises
    ------
    PijlerError
        One line: notebook, cell, line within the cell, and what stands there.
    """
    for index, cell in enumerate(notebook.cells):
        if {"parameters", "injected-parameters"} & {*tags(cell)}:
            continue
        for line, text in _texts(cell, front_matter(notebook, name=name) if not index else {}):
            if fault := _fault(text):
                raise PijlerError(
                    f"{name}, cel {cell_number(notebook, index)}, regel {line}: {fault}"
                )


def _texts(cell: NotebookNode, head: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield the lines of a cell that a reader sees, with their place in it."""
    if cell.cell_type == "raw":
        lines = cell.source.splitlines()
        for key in _TITLES:
            place = next((at for at, one in enumerate(lines, 1) if one.startswith(f"{key}:")), 1)
            yield place, str(head.get(key) or "")
    elif cell.cell_type == "markdown":
        yield from enumerate(_without_markup(cell.source).splitlines(), start=1)
    else:
        yield from _typed_in_code(cell.source)


def _without_markup(source: str) -> str:
    """Blank out what is no prose, so that every line keeps its number."""
    return _NO_PROSE.sub(lambda found: "\n" * found.group().count("\n"), html.unescape(source))


def _typed_in_code(source: str) -> Iterator[tuple[int, str]]:
    """Yield what a cell writes out in words: its captions, and texts of more than one word."""
    for place, line in enumerate(source.splitlines(), start=1):
        option = OPTION.match(line)
        if option and option.group(1).partition(":")[0] in ("fig-cap", "tbl-cap", "fig-alt"):
            yield place, option.group(1).partition(":")[2]
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return  # running the cell says it better
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, _TAG.sub("", node.value)


def _fault(text: str) -> str:
    """Say what is wrong with a line of prose; empty where nothing is."""
    plain = TERMS.sub("", text)
    for word in plain.split():
        if any(sign.isnumeric() for sign in word):
            return f'"{word}" is een getypt cijfer; laat het uit de resultaten komen'
    for sentence in _SENTENCE.findall(plain):
        typed = DIRECTIONS.search(sentence)
        if typed and not sentence.endswith("?"):
            return (
                f'"{typed.group()}" zegt een richting zonder oordeel; laat narrative.changes of '
                "narrative.change_sentence de zin schrijven"
            )
    return ""
