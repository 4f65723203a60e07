"""What every reader hands on: a sheet of cells, each row at its own number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pijler_analysis.ingest.cells import Row

Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged block, as (row, column) counted from 0."""


@dataclass(frozen=True)
class Variable:
    """What a file itself says of a column: the question, and the label of each value (SPSS)."""

    name: str
    label: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or the whole of a delimited file (``name`` is then None).

    ``rows[0]`` is row 1 of the spreadsheet; the rows of a large sheet are a ``grid.Grid``.
    ``uncomputed`` names the cells whose formula was never calculated: their value is not in the
    file. ``encoding`` and ``delimiter`` are those of
    a text file; ``variables`` the labels a file of SPSS carries, in the order of its columns.
    ``hidden_rows`` and ``hidden_columns`` are positions from 0, like those of ``merges``;
    ``notes`` are Dutch one-liners on how the file was read.
    """

    file: str
    name: str | None
    rows: Sequence[Row]
    merges: tuple[Merge, ...] = ()
    is_hidden: bool = False
    uncomputed: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    variables: tuple[Variable, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()

    @property
    def is_delimited(self) -> bool:
        """Whether it was a text file, in which a longer row means shifted cells."""
        return self.name is None
