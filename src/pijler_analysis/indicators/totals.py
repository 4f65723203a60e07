"""What finance or the event office counted, held against our own totals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pijler_analysis.errors import DataError, UsageError
from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.ingest.control import CONTROL, StatedTotal
from pijler_analysis.schema.results import TOTAL


def reconcile(results: pd.DataFrame, stated: Mapping[str, StatedTotal], *, year: int) -> list[str]:
    """Say in Dutch, a line each, which of our totals differ from those stated.

    Parameters
    ----------
    results : exact result table
    stated : indicator → what a colleague counted in the year

    Raises
    ------
    DataError
        If a total lies further from ours than its tolerance, or we have none.
    UsageError
        If a total names no indicator.
    """
    is_total = (results["year"] == year) & (results["by"] == TOTAL) & ~results["weighted"]
    ours = results[is_total].drop_duplicates("indicator", keep="last")
    found = ours.set_index("indicator")["estimate"]
    lines = []
    for id, total in stated.items():
        if id not in CATALOGUE:
            raise UsageError(f'{year}/{CONTROL}: [totalen] "{id}" is geen indicator')
        value = found.get(id)
        if value is None or pd.isna(value):
            raise DataError(f"{year}/{CONTROL}: {id} staat er, maar wij hebben dat cijfer niet")
        apart = float(value) - total.value
        if apart:
            lines.append(_line(id, float(value), total, year))
        if abs(apart) > total.tolerance * total.value:
            raise DataError(
                f"{lines[-1]}; meer dan de tolerantie van {_written(total.tolerance)} van dat "
                f"getal: zoek het verschil of verbeter {CONTROL}"
            )
    return lines


def _line(id: str, value: float, total: StatedTotal, year: int) -> str:
    return (
        f"{year}/{CONTROL}: {id} is volgens ons {_written(value)} en volgens de opgave "
        f"{_written(total.value)}, een verschil van {_written(value - total.value)}"
    )


def _written(number: float) -> str:
    return f"{number:.10g}".replace(".", ",")
