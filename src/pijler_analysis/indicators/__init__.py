"""What is counted, by whom it is seen, and how sure it is: one function per indicator.

Each function takes the clean tables of one year and returns a result table; importing this
package declares them all, in the order of the report.
"""

from pijler_analysis.indicators.reach import reach_coverage, reach_registrations  # isort: skip
from pijler_analysis.indicators.diaspora import (  # isort: skip
    diaspora_organisations_share,
    diaspora_share,
)
from pijler_analysis.indicators.training import (  # isort: skip
    day_attendances,
    meeting_attendances,
    training_attendances,
    training_organisations,
    training_reach,
    training_sessions,
)
from pijler_analysis.indicators.helpdesk import (  # isort: skip
    helpdesk_conversations,
    helpdesk_questions,
    helpdesk_questions_per_fte,
    helpdesk_response_days,
)
from pijler_analysis.indicators.fund import (  # isort: skip
    fund_applications,
    fund_diaspora_share,
    fund_gini,
    fund_grant_rate,
    fund_granted_eur,
    fund_granted_median,
    fund_requested_eur,
)
from pijler_analysis.indicators.survey import (  # isort: skip
    survey_needs,
    survey_respondents,
    survey_response_rate,
    survey_satisfaction,
    survey_stakeholder_needs,
    survey_stakeholder_satisfaction,
)
from pijler_analysis.indicators.panel import panel_members, panel_presence  # isort: skip
from pijler_analysis.indicators.plan import (  # isort: skip
    plan_days_spent_share,
    plan_done_share,
)
from pijler_analysis.indicators.catalogue import CATALOGUE, catalogue_table  # isort: skip
from pijler_analysis.indicators.compute import compute_indicators  # isort: skip

__all__ = [
    "CATALOGUE",
    "catalogue_table",
    "compute_indicators",
    "day_attendances",
    "diaspora_organisations_share",
    "diaspora_share",
    "fund_applications",
    "fund_diaspora_share",
    "fund_gini",
    "fund_grant_rate",
    "fund_granted_eur",
    "fund_granted_median",
    "fund_requested_eur",
    "helpdesk_conversations",
    "helpdesk_questions",
    "helpdesk_questions_per_fte",
    "helpdesk_response_days",
    "meeting_attendances",
    "panel_members",
    "panel_presence",
    "plan_days_spent_share",
    "plan_done_share",
    "reach_coverage",
    "reach_registrations",
    "survey_needs",
    "survey_respondents",
    "survey_response_rate",
    "survey_satisfaction",
    "survey_stakeholder_needs",
    "survey_stakeholder_satisfaction",
    "training_attendances",
    "training_organisations",
    "training_reach",
    "training_sessions",
]
