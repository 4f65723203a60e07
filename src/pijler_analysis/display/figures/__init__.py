"""One function per figure: result rows (or a clean table) in, a :class:`Chart` out.

Figures draw what the protected results hold and compute nothing; their titles state the finding
in the verb of its verdict, and their alt texts are written from the same rows. Where there is
nothing to draw, a function returns one line as a :class:`Sentence` (``display.absence``).
"""

from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.calendar import helpdesk_calendar
from pijler_analysis.display.figures.flows import answer_flows
from pijler_analysis.display.figures.groups import (
    by_group,
    diaspora_by_channel,
    diaspora_by_province,
    fund_by_continent,
    fund_by_province,
    helpdesk_by_asker,
    helpdesk_by_channel,
    helpdesk_by_topic,
    registrations_by_province,
    training_by_province,
    training_by_theme,
)
from pijler_analysis.display.figures.likert import answers
from pijler_analysis.display.figures.lorenz import fund_spread
from pijler_analysis.display.figures.maps import partner_countries, province_map
from pijler_analysis.display.figures.municipalities import municipality_map
from pijler_analysis.display.figures.plan import plan_days, plan_progress, plan_status
from pijler_analysis.display.figures.reached import channel_overlap, reach_funnel
from pijler_analysis.display.figures.sparkline import sparkline
from pijler_analysis.display.figures.strategy_cards import (
    need_among_needs,
    questions_over_the_years,
)
from pijler_analysis.display.figures.survey import needs, needs_by_audience, satisfaction
from pijler_analysis.display.figures.trend import (
    diaspora_trend,
    panel_presence,
    part_trend,
    response_time,
    trend,
)
from pijler_analysis.display.figures.uncertainty import uncertainty
from pijler_analysis.display.figures.use import use_and_satisfaction
from pijler_analysis.display.figures.waves import capacity_lines, rank_bars, wave_changes

__all__ = [
    "Chart",
    "answer_flows",
    "answers",
    "by_group",
    "capacity_lines",
    "channel_overlap",
    "diaspora_by_channel",
    "diaspora_by_province",
    "diaspora_trend",
    "fund_by_continent",
    "fund_by_province",
    "fund_spread",
    "helpdesk_by_asker",
    "helpdesk_by_channel",
    "helpdesk_by_topic",
    "helpdesk_calendar",
    "municipality_map",
    "need_among_needs",
    "needs",
    "needs_by_audience",
    "panel_presence",
    "part_trend",
    "partner_countries",
    "plan_days",
    "plan_progress",
    "plan_status",
    "province_map",
    "questions_over_the_years",
    "rank_bars",
    "reach_funnel",
    "registrations_by_province",
    "response_time",
    "satisfaction",
    "sparkline",
    "training_by_province",
    "training_by_theme",
    "trend",
    "uncertainty",
    "use_and_satisfaction",
    "wave_changes",
]
