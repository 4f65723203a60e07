"""The clean tables of one year, as indicators and notebooks read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from pijler_analysis.settings import Settings


def _no_doubts() -> pd.DataFrame:
    return pd.DataFrame({"left": [], "right": []}, dtype="string")


@dataclass(frozen=True)
class YearData:
    """Clean tables of one year as attributes: ``data.helpdesk``, ``data.registrations``, …

    ``rejected`` holds the rows and values that could not be used, ``links`` how many rows of each
    table were tied to an organisation and by which key, ``accounting`` what became of the rows of
    each file, ``warnings`` what looks wrong but was kept, ``doubts`` the pairs of organisations
    (``left``, ``right``) that may be one and the same.
    """

    year: int
    settings: Settings
    tables: Mapping[str, pd.DataFrame]
    rejected: pd.DataFrame
    links: pd.DataFrame
    accounting: pd.DataFrame
    warnings: tuple[str, ...] = ()
    doubts: pd.DataFrame = field(default_factory=_no_doubts)

    def __getattr__(self, name: str) -> pd.DataFrame:
        try:
            return self.__dict__["tables"][name]
        except KeyError:
            raise AttributeError(f"no clean table {name!r} in {self.__dict__['year']}") from None

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

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
    def _rejected_rows(self) -> dict[str, int]:
        whole = self.rejected[self.rejected["effect"] == "row"]
        rows = whole.drop_duplicates(["table", "file", "sheet", "row"])
        return {str(name): int(n) for name, n in rows["table"].value_counts().items()}
