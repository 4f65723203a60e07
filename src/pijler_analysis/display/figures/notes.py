"""What stands under a figure: what it shows, over which years, from where, on how many."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.cells import Cell
from pijler_analysis.display.language import say
from pijler_analysis.display.subjects import subject
from pijler_analysis.schema.results import TOTAL, result_rows

ROUNDED = "Afgerond om kleine groepen te beschermen."


def caption(
    indicator: str, shown: Sequence[Cell], *, extra: str = "", part: str | None = None
) -> str:
    """Write the caption of a figure from the rows it draws, or of one ``part`` from its rows."""
    words = subject(indicator)
    years = years_text([row.year for row in shown])
    unit = say(" in werkdagen") if any(row.unit == "days" for row in shown) else ""
    where = say(" in {part}", part=part) if part else _by(shown)
    what = f"{words.name}{unit}{where}, {years}."
    rounded = say(ROUNDED) if any(row.protection == "rounded" for row in shown) else ""
    parts = [what, say("Bron: {source}.", source=words.source + base_text(shown)), rounded, extra]
    return " ".join(part for part in parts if part)


def years_text(years: Sequence[int]) -> str:
    """Write years: a range where they follow each other, else a list.

    >>> years_text([2019, 2020, 2021]), years_text([2019, 2024])
    ('2019–2021', '2019 en 2024')
    """
    found = sorted(set(years))
    if len(found) > 2 and found == list(range(found[0], found[-1] + 1)):
        return f"{found[0]}–{found[-1]}"
    return labels.listing([str(year) for year in found])


def base_text(shown: Sequence[Cell]) -> str:
    """Write on how many the percentages of the last year rest; empty where that is not known."""
    last = max((row.year for row in shown), default=0)
    rows = [row for row in shown if row.year == last and row.is_share and row.has_value]
    bases = sorted({row.denominator for row in rows if row.denominator})
    if not bases:
        return ""
    of_what = subject(rows[0].indicator).of_what
    count = labels.number(bases[-1])
    if len(bases) > 1:
        count = say("{low} tot {high}", low=labels.number(bases[0]), high=count)
    population = {row.population for row in rows if row.population}
    of_all = ""
    if len(population) == 1 and rows[0].basis == "sample":
        of_all = say(" op {number} uitgenodigden", number=labels.number(population.pop()))
    return (
        say("; n\xa0=\xa0{count} {things} in {year}", count=count, things=of_what, year=last)
        + of_all
    )


def cells_frame(shown: Sequence[Cell]) -> pd.DataFrame:
    """Return drawn cells as a result table."""
    return result_rows([vars(row) for row in shown])


def _by(shown: Sequence[Cell]) -> str:
    dimensions = {row.by for row in shown} - {TOTAL}
    if len(dimensions) != 1:
        return ""
    return say(" per {group}", group=labels.heading(dimensions.pop()).lower())
