"""Each indicator declared once: what it is called, counts, divides by, and who may see it.

The annex of the report, the workbook's sheet of definitions, ``pijler kpi`` and the manual all
print these declarations. A function becomes an indicator with the decorator :func:`indicator`;
it returns plain rows, and the declaration fills in what is the same in every row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import wraps
from typing import Any

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.schema.columns import CHALLENGES
from pijler_analysis.schema.results import TOTAL, UNITS, VERSION, result_rows
from pijler_analysis.schema.tables import TABLES

Row = dict[str, Any]
Rows = list[Row]

Compute = Callable[[YearData], pd.DataFrame]
Measure = Callable[[YearData], Rows]

PROTECTIONS = ("public", "persons", "answers", "special", "workload")
"""Whom a figure counts, and so how it is protected (see ``protect.disclosure``)."""

_PERSON_TABLES = {"attendance", "panel", "steering_group"}
_ANSWER_TABLES = {"survey_members", "survey_stakeholders"}


@dataclass(frozen=True)
class Earlier:
    """How an indicator was counted before its definition changed.

    ``since`` is the year in which this definition itself came in place of another, ``earlier``.
    """

    definition: str
    measure: Measure
    since: int | None = None
    earlier: Earlier | None = None


@dataclass(frozen=True)
class Indicator:
    """The declaration of one indicator.

    ``silence`` says in whole sentences what a reader might think it tells and it does not;
    ``reservation`` is said after it in place of what no census, or no sample, says.
    ``counts`` says what the numerator consists of (organisations, persons, answers, activities,
    euro, questions); ``protection`` follows from it, and *public* is refused for persons and
    answers. ``direction`` is +1 where more is better, -1 where less is, 0 where neither.
    ``workload_by`` names breakdowns that say nothing of a person. ``is_relative`` judges a change
    relative to the earlier figure although the unit is a share; ``is_comparable`` is false where
    two years did not count the same. ``is_pooled`` counts over several tables, each of which will
    do; else a year without an export of the first of ``tables`` has no such figure.

    Where the definition changed and the years before cannot be counted anew, ``since`` is the year
    of the change, ``version`` one more than before, and ``earlier`` how it was counted until then:
    the years before are counted that way, and the year itself in both ways. An earlier definition
    may have had one before it.
    """

    id: str
    name_nl: str
    name_en: str
    definition: str
    silence: str
    numerator: str
    denominator: str
    tables: tuple[str, ...]
    unit: str
    counts: str
    protection: str
    basis: str = "census"
    reservation: str = ""
    direction: int = 1
    challenge: str | None = None
    headline: bool = False
    workload_by: tuple[str, ...] = ()
    is_relative: bool = False
    is_comparable: bool = True
    is_pooled: bool = False
    version: int = 1
    since: int = 2019
    earlier: Earlier | None = None

    @property
    def theme(self) -> str:
        """The part of the work it belongs to: what stands before the dot of its id."""
        return self.id.split(".")[0]

    @property
    def before(self) -> str:
        """How it was counted before its definition changed, in a line; empty where it did not."""
        return "; ".join(
            f"versie {version}, tot en met {until}: {told.definition}"
            for version, until, told in self.history()
        )

    def history(self) -> Iterator[tuple[int, int, Earlier]]:
        """Yield the earlier definitions, newest first: version, last year, definition."""
        version, until, told = self.version, self.since, self.earlier
        while told is not None:
            version -= 1
            yield version, until, told
            until, told = told.since or 0, told.earlier

    @property
    def counted_from(self) -> tuple[str, ...]:
        """The tables of which one must have been delivered for a year to have the figure."""
        return self.tables if self.is_pooled else self.tables[:1]

    def __post_init__(self) -> None:
        past = list(self.history())
        problems = [
            (not self.silence.endswith("."), "no word on what it does not say"),
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
            (any(v < 1 for v, _, _ in past), f"version {self.version} after {len(past)} others"),
            (
                [year for _, year, _ in past] != sorted({year for _, year, _ in past})[::-1],
                "a definition that came before the one before it",
            ),
        ]
        for wrong, what in problems:
            if wrong:
                raise ValueError(f"indicator {self.id}: {what} is not allowed")


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
            return [_complete(row, declared, data.year) for row in _counted(data)]

        def _counted(data: YearData) -> Rows:
            version, count = declared.version, function
            for before, until, told in declared.history():
                if data.year > until:
                    break
                if data.year == until:
                    now = _numbered(count(data), version)
                    return [*now, *_side_by_side(_numbered(told.measure(data), before), now)]
                version, count = before, told.measure
            return _numbered(count(data), version)

        @wraps(function)
        def compute(data: YearData) -> pd.DataFrame:
            return result_rows(measure(data))

        CATALOGUE[declared.id] = declared
        MEASURES[declared.id] = measure
        return compute

    return register


def _numbered(rows: Rows, version: int) -> Rows:
    return [row | {"version": version} for row in rows]


def _side_by_side(before: Rows, now: Rows) -> Rows:
    """Return the totals by the old and by the new definition, as a breakdown of their own."""
    return [
        row | {"by": VERSION, "group": str(row["version"])}
        for row in (*before, *now)
        if row["by"] == TOTAL
    ]


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
    names = [*(field.name for field in fields(Indicator) if field.name != "earlier"), "theme",
             "before"]  # fmt: skip
    return pd.DataFrame(
        [
            {name: getattr(row, name) for name in names}
            | {"history": [(*when, told.definition) for *when, told in row.history()]}
            for row in rows
        ]
    )
