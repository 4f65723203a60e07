"""One row of the result table as a plain object, and the ways to ask for rows.

Figures, sentences, tables and the workbook all read results through here, so a withheld figure is
withheld everywhere and is written in the same words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import Origin, Sourced, is_traced, origin, unmarked
from pijler_analysis.display.subjects import subject
from pijler_analysis.schema.results import CHANGE, RESULT_DTYPES, TOTAL


class NothingToShowError(ValueError):
    """There are no rows to show; the message is the line a reader gets in their place."""


NUMBERS = tuple(name for name, dtype in RESULT_DTYPES.items() if dtype == "Float64")
WHOLE = "overall"
"""The building block that is the work as a whole."""


@dataclass(frozen=True)
class Cell:
    """One result: what was measured, how sure, what it means. Missing numbers are ``None``."""

    indicator: str
    version: int | None
    year: int
    by: str
    group: str
    weighted: bool
    numerator: float | None
    denominator: float | None
    population: float | None
    estimate: float | None
    low: float | None
    high: float | None
    low_80: float | None
    high_80: float | None
    interval: str | None
    confidence: float | None
    method: str | None
    basis: str | None
    unit: str
    verdict: str | None
    target: float | None
    status: str | None
    note: str | None
    protection: str | None

    def __post_init__(self) -> None:
        """Let its numbers remember where they stood, while pages are made."""
        if is_traced():
            for column in NUMBERS:
                value = getattr(self, column)
                if type(value) is float:
                    object.__setattr__(self, column, Sourced(value, self._origin(column)))

    def _origin(self, column: str) -> Origin:
        return origin(
            "results", column, indicator=self.indicator, year=self.year, by=self.by,
            group=self.group, weighted=self.weighted,
        )  # fmt: skip

    @property
    def is_withheld(self) -> bool:
        """Whether the group is too small to be shown."""
        return self.protection == "withheld"

    @property
    def has_value(self) -> bool:
        """Whether there is an estimate to show."""
        return self.estimate is not None and not self.is_withheld

    @property
    def is_share(self) -> bool:
        """Whether the estimate is a share of one."""
        return self.unit == "share"

    @property
    def limits(self) -> tuple[float, float] | None:
        """The two ends of its interval or bounds, where it has them."""
        if self.is_withheld or self.low is None or self.high is None:
            return None
        return self.low, self.high


def counted_cell(
    indicator: str, *, year: int, by: str, group: str, estimate: float, unit: str
) -> Cell:
    """Return a plain count as a cell, for a figure drawn from a clean table."""
    blank: dict[str, Any] = dict.fromkeys(RESULT_DTYPES)
    told = {
        "indicator": indicator, "year": year, "by": by, "group": group, "weighted": False,
        "estimate": estimate, "unit": unit, "basis": "census",
    }  # fmt: skip
    return Cell(**(blank | told))


def cells(
    results: pd.DataFrame,
    indicator: str,
    *,
    by: str = TOTAL,
    group: str | None = None,
    year: int | None = None,
    weighted: bool = False,
) -> list[Cell]:
    """Return the rows of an indicator, in the order of years and then of the table.

    Parameters
    ----------
    results : result table, protected
    by, group, year : which rows; every group or year where left out
    weighted : weighted rows instead of plain ones

    Examples
    --------
    >>> from pijler_analysis.schema.results import result_rows
    >>> results = result_rows([{"indicator": "panel.members", "year": 2024, "by": "total",
    ...                         "group": "total", "unit": "members", "estimate": 250}])
    >>> [cell.estimate for cell in cells(results, "panel.members")]
    [250.0]
    """
    wanted = _equals(results["indicator"], indicator) & _equals(results["by"], by)
    wanted &= results["weighted"].to_numpy(dtype=bool, na_value=False) == weighted
    if group is not None:
        wanted &= _equals(results["group"], group)
    if year is not None:
        wanted &= _equals(results["year"], year)
    return sorted(_read(results, np.flatnonzero(wanted)), key=lambda row: row.year)


@dataclass(frozen=True)
class CellIndex:
    """All rows of a result table by their place, read once where thousands are asked for."""

    by_place: dict[tuple[str, int, str, str, bool], Cell]

    def cell(
        self,
        indicator: str,
        *,
        year: int,
        by: str = TOTAL,
        group: str = TOTAL,
        weighted: bool = False,
    ) -> Cell | None:
        """Return one row, or ``None`` where the year has no such figure."""
        return self.by_place.get((indicator, year, by, group, weighted))

    def change(self, indicator: str, *, year: int, against: int) -> Cell | None:
        """Return the row that compares two years, or ``None`` where they are not compared."""
        return self.cell(indicator, year=year, by=CHANGE, group=str(against))


def index_cells(results: pd.DataFrame) -> CellIndex:
    """Read a whole result table into cells.

    Raises
    ------
    ValueError
        If the table has a row twice.
    """
    columns = (_plain_column(results[name].array, dtype) for name, dtype in RESULT_DTYPES.items())
    by_place: dict[tuple[str, int, str, str, bool], Cell] = {}
    for row in (Cell(*values) for values in zip(*columns, strict=True)):
        place = (row.indicator, row.year, row.by, row.group, row.weighted)
        if by_place.setdefault(place, row) is not row:
            raise ValueError(_twice(row))
    return CellIndex(by_place)


def cell(
    results: pd.DataFrame,
    indicator: str,
    *,
    year: int,
    by: str = TOTAL,
    group: str = TOTAL,
    weighted: bool = False,
) -> Cell | None:
    """Return one row, or ``None`` where the year has no such figure.

    Raises
    ------
    ValueError
        If the table has the row twice.
    """
    found = cells(results, indicator, by=by, group=group, year=year, weighted=weighted)
    if len(found) > 1:
        raise ValueError(_twice(found[0]))
    return found[0] if found else None


def _twice(row: Cell) -> str:
    return f"{row.indicator} {row.year} {row.by}={row.group} staat meermaals in de resultaten"


def change(
    results: pd.DataFrame, indicator: str, *, year: int, against: int, weighted: bool = False
) -> Cell | None:
    """Return the row that compares two years, or ``None`` where they are not compared."""
    return cell(results, indicator, year=year, by=CHANGE, group=str(against), weighted=weighted)


def survey_cells(
    results: pd.DataFrame, indicator: str, by: str, *, year: int, weighted: bool = False
) -> dict[str, Cell]:
    """Return what was asked in a wave by group: withheld groups too, groups not asked about not.

    The total joins the building blocks as the work as a whole.
    """
    found = cells(results, indicator, by=by, year=year, weighted=weighted)
    if by == "block":
        whole = cells(results, indicator, year=year, weighted=weighted)
        found += [replace(row, by=by, group=WHOLE) for row in whole]
    return {row.group: row for row in found if row.estimate is not None or row.protection}


def latest_year(
    results: pd.DataFrame, indicator: str, *, by: str = TOTAL, until: int | None = None
) -> int:
    """Return the last year an indicator has rows for, up to ``until`` where that is given.

    Raises
    ------
    NothingToShowError
        If it has none.
    """
    rows = results.loc[(results["indicator"] == indicator) & (results["by"] == by), "year"]
    if until is not None:
        rows = rows[rows <= until]
    if rows.empty:
        split = "" if by == TOTAL else say(" per {group}", group=labels.heading(by).lower())
        up_to = "" if until is None else say("tot en met {year} ", year=until)
        raise NothingToShowError(
            say("Over {phrase}{split} zijn er {until}geen gegevens.",
                phrase=subject(indicator).phrase, split=split, until=up_to)
        )  # fmt: skip
    return int(rows.max())


def reference_year(results: pd.DataFrame, indicator: str, *, year: int) -> int | None:
    """Return the earliest year that ``year`` is compared with, if any."""
    compared = cells(results, indicator, by=CHANGE, year=year)
    years = [int(row.group) for row in compared]
    return min(years) if years else None


def decimals_for(shown: Iterable[Cell]) -> int:
    """Return how many decimals percentages in one column deserve.

    One where every base counts at least two hundred answers and nothing was rounded, else none.
    """
    shares = [row for row in shown if row.is_share and row.has_value]
    exact = all(row.protection != "rounded" for row in shares)
    large = all((row.denominator or 0) >= labels.LARGE_BASE for row in shares)
    return int(bool(shares) and exact and large)


def value_text(shown: Cell | None, *, decimals: int = 0) -> str:
    """Write the value of a cell, or why there is none."""
    if shown is None:
        return say(labels.MISSING)
    if shown.is_withheld:
        return say(labels.WITHHELD)
    if shown.estimate is None:
        return _bound_text(shown, decimals=decimals)
    return labels.quantity(shown.estimate, shown.unit, decimals=decimals)


def limits_text(shown: Cell | None, *, decimals: int = 0) -> str:
    """Write the interval or the bounds of a cell; empty where they add nothing."""
    if shown is None or shown.limits is None or shown.estimate is None:
        return ""
    low, high = shown.limits
    written = labels.value_range(low, high, shown.unit, decimals=decimals)
    alone = value_text(shown, decimals=decimals)
    return "" if unmarked(written) == unmarked(alone) else written


def known(found: Sequence[Cell]) -> list[Cell]:
    """Keep the cells that have a value to show."""
    return [row for row in found if row.has_value]


def _bound_text(shown: Cell, *, decimals: int) -> str:
    """Write that a figure is very small or very large, which is all that may be told of it."""
    if shown.protection != "bound" or shown.limits is None:
        return say(labels.MISSING)
    low, high = shown.limits
    step = 100 if shown.is_share else 1
    if low <= 0:
        limit = math.ceil(high * step - 1e-9) / step
        written = labels.quantity(limit, shown.unit, decimals=decimals)
        return say("hoogstens {limit}", limit=written)
    limit = math.floor(low * step + 1e-9) / step
    written = labels.quantity(limit, shown.unit, decimals=decimals)
    return say("minstens {limit}", limit=written)


def _equals(values: pd.Series, wanted: object) -> np.ndarray:
    same: Any = values.array == wanted  # the Series around it would cost more than the comparison
    return np.asarray(same.to_numpy(dtype=bool, na_value=False))


def _read(results: pd.DataFrame, rows: np.ndarray) -> list[Cell]:
    """Read a handful of rows, value by value: far faster than taking rows out of a table."""
    columns = []
    for name, dtype in RESULT_DTYPES.items():
        values = results[name].array
        columns.append([_plain(values[row], dtype) for row in rows.tolist()])
    return [Cell(*values) for values in zip(*columns, strict=True)]


def _plain_column(values: Any, dtype: str) -> list[Any]:
    """Read a whole column; as `_plain` does value by value."""
    if dtype == "boolean":
        return values.to_numpy(dtype=bool, na_value=False).tolist()
    if dtype == "string":
        texts = values.to_numpy(dtype=object, na_value=pd.NA).tolist()
        return [None if text is pd.NA else text for text in texts]
    numbers = values.to_numpy(dtype=float, na_value=np.nan).tolist()
    kind = int if dtype == "Int64" else float
    return [None if number != number else kind(number) for number in numbers]


def _plain(value: Any, dtype: str) -> Any:
    if value is pd.NA or value is None or value != value:
        return False if dtype == "boolean" else None
    if dtype == "Float64":
        return float(value)
    return int(value) if dtype == "Int64" else value
