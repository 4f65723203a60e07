"""Each indicator declared once: what it is called, counts, divides by, and who may see it.

The annex of the report, the workbook's sheet of definitions, ``pijler kpi`` and the manual all
print these declarations. A function becomes an indicator with the decorator :func:`indicator`;
it returns plain rows, and the declaration fills in what is the same in every row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import wraps
from typing import Any

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.schema.columns import CHALLENGES
from pijler_analysis.schema.results import UNITS, result_rows
from pijler_analysis.schema.tables import TABLES

Row = dict[str, Any]
Rows = list[Row]

PROTECTIONS = ("public", "persons", "answers", "special", "workload")
"""Whom a figure counts, and so how it is protected (see ``protect.disclosure``)."""

_PERSON_TABLES = {"attendance", "panel", "steering_group"}
_ANSWER_TABLES = {"survey_members", "survey_stakeholders"}


@dataclass(frozen=True)
class Indicator:
    """The declaration of one indicator.

    ``counts`` says what the numerator consists of (organisations, persons, answers, activities,
    euro, questions); ``protection`` follows from it, and *public* is refused for persons and
    answers. ``direction`` is +1 where more is better, -1 where less is, 0 where neither.
    ``workload_by`` names breakdowns that say nothing of a person. ``is_relative`` judges a change
    relative to the earlier figure although the unit is a share; ``is_comparable`` is false where
    two years did not count the same. ``is_pooled`` counts over several tables, each of which will
    do; else a year without an export of the first of ``tables`` has no such figure.
    """

    id: str
    name_nl: str
    name_en: str
    definition: str
    numerator: str
    denominator: str
    tables: tuple[str, ...]
    unit: str
    counts: str
    protection: str
    basis: str = "census"
    direction: int = 1
    challenge: str | None = None
    headline: bool = False
    workload_by: tuple[str, ...] = ()
    is_relative: bool = False
    is_comparable: bool = True
    is_pooled: bool = False
    version: int = 1
    since: int = 2019

    @property
    def theme(self) -> str:
        """The part of the work it belongs to: what stands before the dot of its id."""
        return self.id.split(".")[0]

    @property
    def counted_from(self) -> tuple[str, ...]:
        """The tables of which one must have been delivered for a year to have the figure."""
        return self.tables if self.is_pooled else self.tables[:1]

    def __post_init__(self) -> None:
        problems = [
            (self.unit not in UNITS, f"unit {self.unit!r}"),
            (self.protection not in PROTECTIONS, f"protection {self.protection!r}"),
            (self.basis not in ("census", "sample"), f"basis {self.basis!r}"),
            (self.direction not in (-1, 0, 1), f"direction {self.direction!r}"),
            (bool(set(self.tables) - set(TABLES)), f"tables {self.tables!r}"),
            (self.challenge not in (None, *CHALLENGES), f"challenge {self.challenge!r}"),
            (
                self.protection == "public" and self.counts in ("persons", "answers"),
                f"protection 'public' for a numerator of {self.counts}",
            ),
        ]
        for wrong, what in problems:
            if wrong:
                raise ValueError(f"indicator {self.id}: {what} is not allowed")


Compute = Callable[[YearData], pd.DataFrame]
Measure = Callable[[YearData], Rows]

CATALOGUE: dict[str, Indicator] = {}
"""Every declared indicator by its id, in the order of the report."""

MEASURES: dict[str, Measure] = {}
"""The function behind each indicator, by the same id: clean tables in, plain rows out."""


def indicator(**declaration: Any) -> Callable[[Measure], Compute]:
    """Declare the decorated function as an indicator.

    The function is named after the id with an underscore for the dot, takes the clean tables of
    a year and returns rows holding ``by``, ``group`` and the numbers; the decorated one returns
    a result table.

    Raises
    ------
    ValueError
        If the declaration is not allowed, the id is taken, or the function has another name.
    """
    declared = Indicator(**declaration)

    def register(function: Measure) -> Compute:
        if declared.id in CATALOGUE:
            raise ValueError(f"indicator {declared.id} is declared twice")
        if function.__name__ != declared.id.replace(".", "_"):
            raise ValueError(f"indicator {declared.id}: function is called {function.__name__}")

        def measure(data: YearData) -> Rows:
            if not any(data.is_delivered(table) for table in declared.counted_from):
                return []
            return [_complete(row, declared, data.year) for row in function(data)]

        @wraps(function)
        def compute(data: YearData) -> pd.DataFrame:
            return result_rows(measure(data))

        CATALOGUE[declared.id] = declared
        MEASURES[declared.id] = measure
        return compute

    return register


def _complete(row: Row, declared: Indicator, year: int) -> Row:
    """Fill in what the declaration says of every row."""
    common = {
        "indicator": declared.id,
        "version": declared.version,
        "year": year,
        "weighted": False,
        "interval": "bounds",
        "method": "count",
        "basis": declared.basis,
        "unit": declared.unit,
        "protection": "",
    }
    return common | row


def catalogue_table(indicators: Iterable[Indicator] | None = None) -> pd.DataFrame:
    """Return the declarations as a table, one row per indicator, ready to print."""
    rows = CATALOGUE.values() if indicators is None else indicators
    names = [field.name for field in fields(Indicator)]
    return pd.DataFrame(
        [{name: getattr(row, name) for name in names} | {"theme": row.theme} for row in rows]
    )


def headline_ids(catalogue: Mapping[str, Indicator] | None = None) -> list[str]:
    """Return the ids of the indicators on the summary page, in its order."""
    declared = CATALOGUE if catalogue is None else catalogue
    return [id for id, one in declared.items() if one.headline]
