"""Which rows of a clean table stand behind a figure, and the selections most figures share.

A selection names the rows that its measure counts, as a column of True (in the numerator), False
(in the denominator only) and missing (not known, so in neither).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.organisations import (
    Ids,
    active_registrations,
    ids_earlier,
    present_at,
    register_column,
)
from pijler_analysis.schema.results import TOTAL

ORGANISATION = "organisation_id"


@dataclass(frozen=True)
class Counted:
    """Rows of one clean table behind a figure.

    ``status`` has the index of the table; ``once_per`` is the column whose different values are
    counted, ``adds`` the column that is summed, both empty where the rows themselves are counted,
    ``times`` each. ``of`` is the year the rows are of, where that is another one.
    """

    table: str
    status: pd.Series
    by: str = TOTAL
    group: str = TOTAL
    once_per: str = ""
    adds: str = ""
    times: int = 1
    of: YearData | None = None


Select = Callable[[YearData], Iterable[Counted]]
"""What names the rows behind an indicator in a year."""


def all_of(rows: pd.DataFrame, *, count: bool = True) -> pd.Series:
    """Put rows in the numerator, or in the denominator where ``count`` is False."""
    return pd.Series(count, index=rows.index, dtype="boolean")


def every(table: str) -> Select:
    """Select every row of a table."""

    def select(data: YearData) -> Iterable[Counted]:
        yield Counted(table, all_of(data.tables[table]))

    return select


def active(*, status: Callable[[YearData, pd.DataFrame], pd.Series]) -> Select:
    """Select the active register, each organisation by a status of its own."""

    def select(data: YearData) -> Iterable[Counted]:
        rows = active_registrations(data)
        yield Counted("registrations", status(data, rows), once_per=ORGANISATION)

    return select


def present(kind: str, *, once_per: str = "") -> Select:
    """Select who was present at sessions of a kind, or the organisations among them."""

    def select(data: YearData) -> Iterable[Counted]:
        lines = present_at(data, kind)
        if once_per:
            lines = lines[lines[once_per].notna()]
        yield Counted("attendance", all_of(lines), once_per=once_per)

    return select


def first_seen(kind: str, ids_of: Callable[[YearData], Ids]) -> Select:
    """Select the organisations at sessions of a kind: True where no earlier year saw them."""

    def select(data: YearData) -> Iterable[Counted]:
        before = ids_earlier(data, ids_of)
        lines = present_at(data, kind)
        lines = lines[lines[ORGANISATION].notna()]
        if before is not None:
            new = ~lines[ORGANISATION].isin(before)
            yield Counted("attendance", new, once_per=ORGANISATION)

    return select


def diaspora_at(kind: str) -> Select:
    """Select the organisations at sessions of a kind by their diaspora status."""

    def select(data: YearData) -> Iterable[Counted]:
        lines = present_at(data, kind)
        status = register_column(data, lines[ORGANISATION], "is_diaspora")
        yield Counted("attendance", status, once_per=ORGANISATION)

    return select


def divided(
    table: str, numerator: str, denominator: str,
    *, rows: Callable[[YearData], pd.DataFrame] | None = None,
) -> Select:  # fmt: skip
    """Select the rows of which one column is summed above the line and another below it."""

    def select(data: YearData) -> Iterable[Counted]:
        chosen = data.tables[table] if rows is None else rows(data)
        yield Counted(table, all_of(chosen), adds=numerator)
        yield Counted(table, all_of(chosen, count=False), adds=denominator)

    return select
