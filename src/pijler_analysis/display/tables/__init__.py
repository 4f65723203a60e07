"""Tables as a report prints them, from protected results or from a clean table.

Each shows as HTML in Jupyter and as a numbered, tagged table in a report. Where there is nothing
to lay out, a function returns one line as a :class:`Sentence` (``display.absence``).
"""

from pijler_analysis.display.tables.cards import card_table, done_table, work_table
from pijler_analysis.display.tables.choice import (
    capacity_table,
    consultation_table,
    left_out_table,
    objectives_table,
    review_table,
    robust_table,
    sweep_table,
)
from pijler_analysis.display.tables.parts import part_table
from pijler_analysis.display.tables.plan import (
    activities_table,
    challenge_table,
    partnership_table,
    targets_table,
)
from pijler_analysis.display.tables.quality import (
    accounting_table,
    completeness_table,
    links_table,
    rejected_table,
    sources_table,
)
from pijler_analysis.display.tables.report_table import Mark, ReportTable, TableColumn
from pijler_analysis.display.tables.results import (
    group_table,
    indicator_table,
    survey_table,
)
from pijler_analysis.display.tables.shown import show
from pijler_analysis.display.tables.waves import (
    bridges_table,
    focus_table,
    moves_table,
    outlook_table,
    rehearsal_table,
    waves_table,
    weights_table,
)

__all__ = [
    "Mark",
    "ReportTable",
    "TableColumn",
    "accounting_table",
    "activities_table",
    "bridges_table",
    "capacity_table",
    "card_table",
    "done_table",
    "work_table",
    "challenge_table",
    "completeness_table",
    "consultation_table",
    "focus_table",
    "group_table",
    "indicator_table",
    "left_out_table",
    "objectives_table",
    "links_table",
    "moves_table",
    "outlook_table",
    "part_table",
    "partnership_table",
    "targets_table",
    "rehearsal_table",
    "rejected_table",
    "show",
    "sources_table",
    "review_table",
    "robust_table",
    "survey_table",
    "sweep_table",
    "waves_table",
    "weights_table",
]
