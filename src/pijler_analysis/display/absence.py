"""What a report says where a figure or a table has nothing to show: one plain line in its place.

An organisation need not hold trainings, run a fund or ask a survey, and a first year has no year
before it. Whoever draws or lays out raises :class:`NothingToShowError` with the line; the public
functions are marked :func:`or_one_line` and return it as a :class:`Sentence`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.cells import Cell, NothingToShowError, cell
from pijler_analysis.display.fragments import Sentence
from pijler_analysis.display.language import say
from pijler_analysis.display.sentences import level_sentence
from pijler_analysis.display.subjects import subject
from pijler_analysis.schema.results import TOTAL

_Given = ParamSpec("_Given")
_Shown = TypeVar("_Shown")

_NOT_COUNTED = ("share", "eur", "days", "index")
"""Units of figures that are no count: a zero of these does not mean that there was none."""


def or_one_line(make: Callable[_Given, _Shown]) -> Callable[_Given, _Shown | Sentence]:
    """Let a figure or a table return one line where there is nothing to show.

    Examples
    --------
    >>> @or_one_line
    ... def trainings() -> str:
    ...     raise NothingToShowError("Geen vormingen in 2024.")
    >>> print(trainings())
    Geen vormingen in 2024.
    """

    @wraps(make)
    def made(*args: _Given.args, **options: _Given.kwargs) -> _Shown | Sentence:
        try:
            return make(*args, **options)
        except NothingToShowError as nothing:
            return Sentence(str(nothing))

    return made


def check_any_to_show(
    shown: Sequence[Cell], results: pd.DataFrame, indicator: str, *, year: int, by: str = TOTAL
) -> None:
    """Stop where no row shows a value, or all of them count none.

    Parameters
    ----------
    shown : the rows that would be drawn; a withheld one is worth its place
    results, indicator, year, by : what they are rows of, for the words of the line

    Raises
    ------
    NothingToShowError
        With the line that takes the place of the figure or table.
    """
    if not any(_says_something(row) for row in shown):
        raise NothingToShowError(nothing_line(results, indicator, year=year, by=by))


def nothing_line(results: pd.DataFrame, indicator: str, *, year: int, by: str = TOTAL) -> str:
    """Say that there was none, that nothing is known, or that it is not known by group.

    Examples
    --------
    >>> from pijler_analysis.schema.results import result_rows
    >>> none = {"indicator": "training.sessions", "year": 2024, "by": "total", "group": "total",
    ...         "unit": "sessions", "estimate": 0, "low": 0, "high": 0}
    >>> nothing_line(result_rows([none]), "training.sessions", year=2024, by="theme")
    'Geen vormingen in 2024.'
    >>> nothing_line(result_rows([]), "training.sessions", year=2024, by="theme")
    'Over het aantal vormingen zijn er in 2024 geen gegevens.'
    """
    total = cell(results, indicator, year=year)
    if total is None or not total.has_value:
        return level_sentence(results, indicator, year=year).text
    if _is_surely_none(total):
        return say("Geen {things} in {year}.", things=subject(indicator).of_what, year=year)
    level = level_sentence(results, indicator, year=year).text
    if by == TOTAL or not total.estimate:
        return level
    return say("{told}; per {group} is er niets te tonen.",
               told=level.removesuffix("."), group=labels.heading(by).lower())  # fmt: skip


def _says_something(row: Cell) -> bool:
    if row.is_withheld or row.protection == "bound":
        return True
    if row.estimate is None:
        return False
    return row.is_share or bool(row.estimate) or bool(row.limits and row.limits[1])


def _is_surely_none(total: Cell) -> bool:
    may_be_more = bool(total.limits and total.limits[1])
    return total.estimate == 0 and not may_be_more and total.unit not in _NOT_COUNTED
