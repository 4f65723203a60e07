"""All indicators of all years in one result table, with changes, targets and status."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import MEASURES
from pijler_analysis.indicators.change import add_changes
from pijler_analysis.indicators.targets import add_targets
from pijler_analysis.schema.results import result_rows
from pijler_analysis.settings import Settings


def compute_indicators(
    years: Iterable[YearData], settings: Settings, *, frozen: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Compute the whole catalogue for every year.

    Parameters
    ----------
    years : clean tables, one per year
    settings : targets, reference year and the smallest changes that matter
    frozen : level rows of years whose exports are gone, as they were released

    Returns
    -------
    the result table, exact: not to be shown before ``protect.disclosure`` has passed over it.
    """
    return judge_levels(count_levels(years), settings, frozen=frozen)


def count_levels(years: Iterable[YearData]) -> pd.DataFrame:
    """Compute what each year comes to by itself: no change, target or status yet."""
    return result_rows(
        [row for data in years for measure in MEASURES.values() for row in measure(data)]
    )


def judge_levels(
    levels: pd.DataFrame, settings: Settings, *, frozen: pd.DataFrame | None
) -> pd.DataFrame:
    """Add the changes between years, the targets and the status; see ``compute_indicators``."""
    if frozen is not None:
        levels = pd.concat([frozen, levels], ignore_index=True)
    with_changes = add_changes(
        levels, reference_year=settings.reference_year, verdicts=settings.verdicts
    )
    return add_targets(with_changes, settings.targets)
