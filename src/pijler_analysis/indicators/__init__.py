"""What is counted, by whom it is seen, and how sure it is: one function per indicator.

Each function takes the clean tables of one year and returns a result table; importing this
package declares them all, in the order of the report.
"""

from pijler_analysis.indicators.reach import (  # isort: skip
    reach_coverage,
    reach_ended,
    reach_freshness,
    reach_least_developed_share,
    reach_net_growth,
    reach_new,
    reach_newsletter_share,
    reach_registrations,
)
from pijler_analysis.indicators.online import (  # isort: skip
    reach_manual_share,
    reach_newsletter_click_share,
    reach_newsletter_open_share,
    reach_newsletter_receivers,
    reach_website_views,
)
from pijler_analysis.indicators.diaspora import (  # isort: skip
    diaspora_governance_share,
    diaspora_organisations_share,
    diaspora_overlap,
    diaspora_share,
)
from pijler_analysis.indicators.series import (  # isort: skip
    diaspora_series_organisations,
    diaspora_series_sessions,
)
from pijler_analysis.indicators.training import (  # isort: skip
    training_attendances,
    training_first_time_share,
    training_no_show_share,
    training_occupancy,
    training_online_share,
    training_organisations,
    training_partner_share,
    training_reach,
    training_returning_share,
    training_sessions,
)
from pijler_analysis.indicators.gatherings import (  # isort: skip
    day_attendances,
    day_diaspora_share,
    day_first_time_share,
    day_organisations,
    meeting_attendances,
    meeting_diaspora_share,
    meeting_first_time_share,
    meeting_organisations,
)
from pijler_analysis.indicators.participants import (  # isort: skip
    training_first_time_people_share,
    training_people,
    training_returning_people_share,
)
from pijler_analysis.indicators.helpdesk import (  # isort: skip
    helpdesk_conversations,
    helpdesk_questions,
    helpdesk_questions_per_fte,
    helpdesk_referrals_share,
    helpdesk_response_days,
    helpdesk_response_days_nine_in_ten,
)
from pijler_analysis.indicators.helpdesk_load import (  # isort: skip
    helpdesk_month_pattern,
    helpdesk_questions_per_day,
)
from pijler_analysis.indicators.helpdesk_askers import (  # isort: skip
    helpdesk_ever_asked_share,
    helpdesk_repeat_askers_share,
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
from pijler_analysis.indicators.fund_spread import (  # isort: skip
    fund_granted_share,
    fund_top_share,
)
from pijler_analysis.indicators.fund_applicants import (  # isort: skip
    fund_new_applicants_share,
    fund_panel_share,
    fund_reapplied_share,
    fund_register_share,
    fund_regranted_share,
)
from pijler_analysis.indicators.response import (  # isort: skip
    survey_dissimilarity,
    survey_invited,
    survey_representativeness,
    survey_respondents,
    survey_response_rate,
)
from pijler_analysis.indicators.survey import (  # isort: skip
    survey_answers,
    survey_diaspora_partner,
    survey_diversified_income,
    survey_ethical_code,
    survey_exit_strategy,
    survey_experience,
    survey_need_ranks,
    survey_needs,
    survey_satisfaction,
    survey_stakeholder_needs,
    survey_stakeholder_satisfaction,
    survey_volunteer_preparation,
)
from pijler_analysis.indicators.remarks import (  # isort: skip
    survey_reader_agreement,
    survey_remarks,
    survey_stakeholder_remarks,
)
from pijler_analysis.indicators.panel import (  # isort: skip
    panel_members,
    panel_presence,
    panel_renewal_share,
    panel_unlikeness,
)
from pijler_analysis.indicators.plan import (  # isort: skip
    plan_activities,
    plan_days_planned,
    plan_days_spent,
    plan_days_spent_share,
    plan_done_share,
    plan_goals_met_share,
)
from pijler_analysis.indicators.catalogue import CATALOGUE, catalogue_table  # isort: skip
from pijler_analysis.indicators.compute import compute_indicators  # isort: skip

__all__ = [
    "CATALOGUE",
    "catalogue_table",
    "compute_indicators",
    "day_attendances",
    "day_diaspora_share",
    "day_first_time_share",
    "day_organisations",
    "diaspora_governance_share",
    "diaspora_organisations_share",
    "diaspora_overlap",
    "diaspora_series_organisations",
    "diaspora_series_sessions",
    "diaspora_share",
    "fund_applications",
    "fund_diaspora_share",
    "fund_gini",
    "fund_grant_rate",
    "fund_granted_eur",
    "fund_granted_median",
    "fund_granted_share",
    "fund_new_applicants_share",
    "fund_panel_share",
    "fund_reapplied_share",
    "fund_register_share",
    "fund_regranted_share",
    "fund_requested_eur",
    "fund_top_share",
    "helpdesk_conversations",
    "helpdesk_ever_asked_share",
    "helpdesk_month_pattern",
    "helpdesk_questions",
    "helpdesk_questions_per_day",
    "helpdesk_questions_per_fte",
    "helpdesk_referrals_share",
    "helpdesk_repeat_askers_share",
    "helpdesk_response_days",
    "helpdesk_response_days_nine_in_ten",
    "meeting_attendances",
    "meeting_diaspora_share",
    "meeting_first_time_share",
    "meeting_organisations",
    "panel_members",
    "panel_presence",
    "panel_renewal_share",
    "panel_unlikeness",
    "plan_activities",
    "plan_days_planned",
    "plan_days_spent",
    "plan_days_spent_share",
    "plan_done_share",
    "plan_goals_met_share",
    "reach_coverage",
    "reach_ended",
    "reach_freshness",
    "reach_least_developed_share",
    "reach_manual_share",
    "reach_net_growth",
    "reach_new",
    "reach_newsletter_click_share",
    "reach_newsletter_open_share",
    "reach_newsletter_receivers",
    "reach_newsletter_share",
    "reach_registrations",
    "reach_website_views",
    "survey_answers",
    "survey_diaspora_partner",
    "survey_dissimilarity",
    "survey_diversified_income",
    "survey_ethical_code",
    "survey_exit_strategy",
    "survey_experience",
    "survey_invited",
    "survey_need_ranks",
    "survey_needs",
    "survey_reader_agreement",
    "survey_remarks",
    "survey_representativeness",
    "survey_respondents",
    "survey_response_rate",
    "survey_satisfaction",
    "survey_stakeholder_needs",
    "survey_stakeholder_remarks",
    "survey_stakeholder_satisfaction",
    "survey_volunteer_preparation",
    "training_attendances",
    "training_first_time_people_share",
    "training_first_time_share",
    "training_no_show_share",
    "training_occupancy",
    "training_online_share",
    "training_organisations",
    "training_partner_share",
    "training_people",
    "training_reach",
    "training_returning_people_share",
    "training_returning_share",
    "training_sessions",
]
