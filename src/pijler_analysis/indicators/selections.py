"""The rows behind each indicator, by its id.

Each names the rows with the same selections its measure counts from. The agreement of two readers
has none: it is of pairs of decisions, and no row adds to it.
"""

from __future__ import annotations

from pijler_analysis.indicators import selections_reach, selections_work
from pijler_analysis.indicators.counted import Select

SELECTIONS: dict[str, Select] = selections_reach.SELECTIONS | selections_work.SELECTIONS
"""The indicators whose rows are known, by id."""
