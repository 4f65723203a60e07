"""A table as a report prints it: one object for Jupyter, Quarto and the embedded engine.

Cells are written as Typst strings, so an answer that holds ``#``, ``@`` or ``*`` prints as typed.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from pijler_analysis.display.fragments import SHAPES, escape_markdown, typst_string
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import quoted


@dataclass(frozen=True)
class Mark:
    """A cell with a shape before its word, such as a verdict."""

    shape: str
    text: str

    def __str__(self) -> str:
        """Return shape and word as plain text."""
        sign = SHAPES.get(self.shape, "")
        return f"{sign} {self.text}".strip()


@dataclass(frozen=True)
class TableColumn:
    """A column of a report table.

    ``name`` is the column of the frame, ``width`` a Typst track (``auto``, ``1fr``, ``24mm``),
    ``write`` turns a value into text; numbers go right, words left.
    """

    name: str
    heading: str
    align: Literal["left", "right"] = "left"
    width: str = "auto"
    write: Callable[[Any], str] | None = None


@dataclass(frozen=True, eq=False)
class ReportTable:
    """A table with caption, note and label; ``@tbl-<label>`` refers to it.

    Attributes
    ----------
    frame : what is shown: text, numbers a column knows how to write, or :class:`Mark`
    columns : in order; a column of the frame that is not named here is not shown
    caption : what the table shows
    note : small print under it
    total : positions of rows that are totals
    muted : positions of rows set in grey, such as withheld groups
    groups : (position, sub-heading above that row)
    """

    frame: pd.DataFrame = field(repr=False)
    columns: Sequence[TableColumn] = field(repr=False)
    caption: str
    label: str
    note: str = ""
    total: Sequence[int] = ()
    muted: Sequence[int] = ()
    groups: Sequence[tuple[int, str]] = ()

    @property
    def rows(self) -> list[list[str | Mark]]:
        """The cells as they are printed."""
        shown = [self.frame[column.name].tolist() for column in self.columns]
        written = [
            [_cell(value, column) for value in values]
            for values, column in zip(shown, self.columns, strict=True)
        ]
        return [list(row) for row in zip(*written, strict=True)]

    def _repr_markdown_(self) -> str:
        return (
            f"::: {{#tbl-{self.label}}}\n\n```{{=typst}}\n{self._typst()}\n```\n\n"
            f"```{{=html}}\n{self._html()}\n```\n\n{escape_markdown(say(self.caption))}\n\n:::\n"
        )

    def _repr_html_(self) -> str:
        return self._html(caption=True)

    def _typst(self) -> str:
        columns = ", ".join(column.width for column in self.columns)
        if {column.width for column in self.columns} == {"auto"}:
            columns = ", ".join(["1fr", *["auto"] * (len(self.columns) - 1)])
        rows = ",\n  ".join(_array(map(_typst_cell, row)) for row in self.rows)
        groups = [_array([str(at), typst_string(text)]) for at, text in self.groups]
        return (
            "#pijler-table(\n"
            f"  header: {_array(typst_string(say(column.heading)) for column in self.columns)},\n"
            f"  columns: ({columns}),\n"
            f"  align: {_array(column.align for column in self.columns)},\n"
            f"  total: {_array(map(str, self.total))},\n"
            f"  muted: {_array(map(str, self.muted))},\n"
            f"  groups: {_array(groups)},\n"
            f"  note: {typst_string(say(self.note)) if self.note else 'none'},\n"
            f"  rows: {_array([rows] if rows else [])},\n)"
        )

    def _html(self, *, caption: bool = False) -> str:
        heads = "".join(
            f'<th scope="col" style="text-align:{column.align}">{_plain(say(column.heading))}</th>'
            for column in self.columns
        )
        above = dict(self.groups)
        bodies: list[list[str]] = [[]]
        for place, row in enumerate(self.rows):
            if place in above:
                bodies.append(
                    [
                        f'<tr><th scope="rowgroup" colspan="{len(self.columns)}" '
                        f'style="text-align:left">{_plain(above[place])}</th></tr>'
                    ]
                )
            bodies[-1].append(self._html_row(place, row))
        body = "".join(f"<tbody>{''.join(lines)}</tbody>" for lines in bodies if lines)
        title = f"<caption>{_plain(say(self.caption))}</caption>" if caption else ""
        note = (
            f'<div class="source"><p><small>{_plain(say(self.note))}</small></p></div>'
            if self.note
            else ""
        )
        return (
            f'<table class="pijler-table">{title}<thead><tr>{heads}</tr></thead>'
            f"{body}</table>{note}"
        )

    def _html_row(self, place: int, row: Sequence[str | Mark]) -> str:
        look = "total" if place in self.total else "muted" if place in self.muted else ""
        style = {"total": "font-weight:600", "muted": "color:#5c6770"}.get(look, "")
        cells = [
            _html_cell(str(text), column.align, is_name=not order)
            for order, (text, column) in enumerate(zip(row, self.columns, strict=True))
        ]
        return f'<tr class="{look}" style="{style}">{"".join(cells)}</tr>'


def _html_cell(text: str, align: str, *, is_name: bool) -> str:
    style = f"text-align:{align};font-variant-numeric:tabular-nums"
    if is_name:
        return f'<th scope="row" style="{style};font-weight:inherit">{_plain(text)}</th>'
    return f'<td style="{style}">{_plain(text)}</td>'


def _cell(value: Any, column: TableColumn) -> str | Mark:
    if isinstance(value, Mark):
        return value
    if value is None or value is pd.NA or value != value:
        return ""
    if column.write:
        return column.write(value)
    return quoted(value) if isinstance(value, str) else str(value)


def _typst_cell(value: str | Mark) -> str:
    if isinstance(value, Mark) and value.shape in SHAPES:
        return f"verdict({typst_string(value.shape)}, {typst_string(value.text)})"
    return typst_string(value.text if isinstance(value, Mark) else value)


def _array(items: Any) -> str:
    return "(" + "".join(f"{item}, " for item in items).rstrip() + ")"


def _plain(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")
