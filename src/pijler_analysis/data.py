"""The clean tables of one year, as indicators and notebooks read them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

from pijler_analysis.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")


def _no_doubts() -> pd.DataFrame:
    return pd.DataFrame({"left": [], "right": []}, dtype="string")


def _nothing_scrubbed() -> pd.DataFrame:
    return pd.DataFrame({"table": [], "column": [], "kind": [], "count": []}, dtype="string")


@dataclass(frozen=True)
class YearData:
    """Clean tables of one year as attributes: ``data.helpdesk``, ``data.registrations``, …

    ``rejected`` holds the rows and values that could not be used, ``links`` how many rows of each
    table were tied to an organisation and by which key, ``accounting`` what became of the rows of
    each file, ``warnings`` what looks wrong but was kept, ``doubts`` the pairs of organisations
    (``left``, ``right``) that may be one and the same, ``scrubbed`` how often something personal
    was left out of a text, by table, column and kind. ``history`` fetches the years before, which
    are read only when something asks for them.
    """

    year: int
    settings: Settings
    tables: Mapping[str, pd.DataFrame]
    rejected: pd.DataFrame
    links: pd.DataFrame
    accounting: pd.DataFrame
    warnings: tuple[str, ...] = ()
    doubts: pd.DataFrame = field(default_factory=_no_doubts)
    scrubbed: pd.DataFrame = field(default_factory=_nothing_scrubbed)
    history: Callable[[], tuple[YearData, ...]] = tuple

    @cached_property
    def earlier(self) -> tuple[YearData, ...]:
        """The years before this one of which there are data, oldest first."""
        return self.history()

    @property
    def previous(self) -> YearData | None:
        """The year before; None where there are no data of it."""
        return next((data for data in self.earlier if data.year == self.year - 1), None)

    def __getattr__(self, name: str) -> pd.DataFrame:
        try:
            return self.__dict__.get("tables", {})[name]  # none while it is being copied
        except KeyError:
            raise AttributeError(
                f"no clean table {name!r} in {self.__dict__.get('year')}"
            ) from None

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    def is_delivered(self, table: str) -> bool:
        """Tell whether the year has an export of a table.

        Without one nothing is known of it: a count of 0 would say that nothing happened. Data
        without an account of their files, as made by hand, are taken as they are.
        """
        return self.accounting.empty or table in self._delivered or not self.tables[table].empty

    def rejected_rows(self, table: str) -> int:
        """Count the rows of a table that were rejected as a whole."""
        return self._rejected_rows.get(table, 0)

    def rejected_values(self, table: str, column: str) -> int:
        """Count the values of a column that were refused in rows that were kept."""
        headings = {
            heading
            for source in self.settings.sources.values()
            if source.table == table
            for heading, name in source.columns.items()
            if name == column
        }
        rows = self.rejected
        refused = (rows["table"] == table) & (rows["effect"] == "value")
        return int((refused & rows["column"].isin(headings)).sum())

    @cached_property
    def _delivered(self) -> frozenset[str]:
        read = set(self.accounting["source"])
        return frozenset(
            source.table for name, source in self.settings.sources.items() if name in read
        )

    @cached_property
    def _rejected_rows(self) -> dict[str, int]:
        whole = self.rejected[self.rejected["effect"] == "row"]
        rows = whole.drop_duplicates(["table", "file", "sheet", "row"])
        return {str(name): int(n) for name, n in rows["table"].value_counts().items()}

    @cached_property
    def derived(self) -> dict[Hashable, Any]:
        """What ``once_a_year`` made of these tables."""
        return {}


def once_a_year(
    derive: Callable[Concatenate[YearData, P], T],
) -> Callable[Concatenate[YearData, P], T]:
    """Make what a function derives from a year once, however many indicators ask for it.

    Nothing may change what it returns; its other arguments are plain values.
    """

    @wraps(derive)
    def remembered(data: YearData, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (derive, args, tuple(sorted(kwargs.items())))
        if key not in data.derived:
            data.derived[key] = derive(data, *args, **kwargs)
        return cast(T, data.derived[key])

    return remembered
