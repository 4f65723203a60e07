"""What a report warns of, and only where it holds."""

from __future__ import annotations

import pandas as pd
from display_sample import sample_results

from pijler_analysis.indicators.change import bounds_verdict
from pijler_analysis.report import narrative
from pijler_analysis.schema.results import result_rows

NONE = result_rows([])


def test_a_field_nobody_counted_is_not_called_an_estimate() -> None:
    assert "schatting" in narrative.field_note(sample_results(), year=2024).markdown
    assert "schatting" not in narrative.field_note(NONE, year=2024).markdown


def test_a_survey_says_what_it_did_and_no_more() -> None:
    results = sample_results()
    told = narrative.survey_method(results, wave=2024).markdown
    assert "vorige bevraging" in told
    assert "gewogen" in told
    plain = results[~results["weighted"]]
    assert "gewogen" not in narrative.survey_method(plain, wave=2024).markdown
    assert "vorige bevraging" not in narrative.survey_method(results, wave=2019).markdown
    assert narrative.survey_method(NONE, wave=None).markdown == ""


def test_stakeholders_are_named_where_they_were_asked() -> None:
    results = sample_results()
    assert "stakeholders" in narrative.survey_limits(results, wave=2024).markdown
    members = results[~results["indicator"].str.contains("stakeholder")]
    assert "stakeholders" not in narrative.survey_limits(members, wave=2024).markdown
    assert narrative.survey_limits(NONE, wave=None).markdown == ""


def test_without_targets_none_was_reached() -> None:
    results = sample_results()
    bare = results.assign(target=pd.NA, status=pd.NA).astype(dict(results.dtypes))
    told = " ".join(str(one) for one in narrative.decisions(bare, year=2024))
    assert "Voor 2024 waren er geen doelen" in told
    assert "werden gehaald" not in told


def test_a_first_year_changed_in_nothing() -> None:
    told = narrative.summary_changes(sample_results(), year=2019, against=2019).markdown
    assert told == "- 2019 is het eerste jaar: er is niets om mee te vergelijken.\n"


def test_none_that_stays_none_did_not_fall() -> None:
    assert bounds_verdict(0.0, 0.0, relevant=0.0) == "geen verschil van belang"
    assert bounds_verdict(0.0, 4.0, relevant=0.0) == "onzeker"
    assert bounds_verdict(2.0, 4.0, relevant=0.0) == "duidelijk"
