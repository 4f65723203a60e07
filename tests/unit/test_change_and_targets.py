"""Change rows and targets of complete counts, worked out by hand."""

import pytest

from pijler_analysis.errors import UsageError
from pijler_analysis.indicators.change import add_changes, bounds_verdict, smallest_change
from pijler_analysis.indicators.targets import add_targets, target_status
from pijler_analysis.schema.results import result_rows
from pijler_analysis.settings import Verdicts


def level(year, estimate, low=None, high=None, indicator="diaspora.share", **more):
    return {
        "indicator": indicator, "version": 1, "year": year, "by": "total", "group": "total",
        "estimate": estimate, "low": estimate if low is None else low,
        "high": estimate if high is None else high, "basis": "census", "unit": "share",
    } | more  # fmt: skip


def changes(*levels):
    table = add_changes(result_rows(list(levels)), reference_year=2019, verdicts=Verdicts())
    table = table[table["by"] == "change"]
    return {
        (row.year, row.group): (round(row.estimate, 9), row.verdict) for row in table.itertuples()
    }


def test_compares_with_last_year_and_with_the_reference_year():
    found = changes(level(2019, 0.07), level(2023, 0.14), level(2024, 0.15))
    assert found == {
        (2023, "2019"): (0.07, "duidelijk"),
        (2024, "2023"): (0.01, "geen verschil van belang"),
        (2024, "2019"): (0.08, "duidelijk"),
    }


def test_a_bound_that_nobody_knows_leaves_the_change_uncertain():
    """So many questions are still open that nine in ten may never be answered."""
    open_ended = level(2024, 0.15, low=0.1) | {"high": None}
    assert changes(level(2023, 0.14), open_ended)[2024, "2023"] == (0.01, "onzeker")


def test_the_year_after_the_reference_year_is_compared_once():
    assert list(changes(level(2019, 0.07), level(2020, 0.08))) == [(2020, "2019")]


def test_bounds_of_both_years_widen_the_difference():
    table = add_changes(
        result_rows([level(2019, 0.07, 0.06, 0.09), level(2024, 0.15, 0.13, 0.2)]),
        reference_year=2019,
        verdicts=Verdicts(),
    )
    row = table[table["by"] == "change"].iloc[0]
    assert (round(row["low"], 9), round(row["high"], 9)) == (0.04, 0.14)


def test_a_missing_year_a_survey_and_another_version_are_not_compared():
    assert changes(level(2019, None), level(2024, 0.15)) == {}
    assert changes(level(2019, 0.1, basis="sample"), level(2024, 0.2, basis="sample")) == {}
    assert changes(level(2019, 0.1, version=1), level(2024, 0.2, version=2)) == {}


def test_questionnaires_of_two_years_with_other_audiences_are_not_compared():
    counts = [
        level(year, n, indicator="survey.respondents") for year, n in ((2019, 190), (2024, 205))
    ]
    assert changes(*counts) == {}


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.02, 0.05, "duidelijk"),
        (-0.05, -0.02, "duidelijk"),
        (0.0, 0.0, "geen verschil van belang"),
        (-0.019, 0.019, "geen verschil van belang"),
        (-0.03, 0.03, "onzeker"),
        (0.019, 0.021, "onzeker"),
    ],
)
def test_verdict_of_a_complete_count(low, high, verdict):
    assert bounds_verdict(low, high, relevant=0.02) == verdict


def test_the_smallest_change_that_matters_depends_on_the_unit():
    verdicts = Verdicts()
    assert smallest_change("diaspora.share", 0.07, verdicts) == 0.02
    assert smallest_change("fund.granted_eur", 100_000, verdicts) == 5000
    assert smallest_change("fund.gini", 0.3, verdicts) == 0.02
    # Coverage is a count over a constant: it changes exactly where the count does.
    assert smallest_change("reach.coverage", 0.8, verdicts) == pytest.approx(0.04)


@pytest.mark.parametrize(
    ("limits", "direction", "status"),
    [
        ((10, 12), 1, "gehaald"),
        ((8, 9.9), 1, "niet gehaald"),
        ((9, 12), 1, "onbeslist"),
        ((9, 13, 10, 12), 1, "waarschijnlijk gehaald"),
        ((7, 11, 8, 9.5), 1, "waarschijnlijk niet gehaald"),
        ((8, 10), -1, "gehaald"),
        ((11, 12), -1, "niet gehaald"),
        ((7, 11, 8, 9.5), -1, "waarschijnlijk gehaald"),
        ((None, None), 1, None),
    ],
)
def test_status_against_a_target_of_ten(limits, direction, status):
    assert target_status(10, *limits, direction=direction) == status


def test_targets_stand_beside_the_total_of_their_year_only():
    table = result_rows([level(2023, 0.16), level(2024, 0.14), level(2024, 0.2, by="channel")])
    filled = add_targets(table, {"diaspora.share": {2024: 0.15}})
    assert filled["target"].isna().tolist() == [True, False, True]
    assert filled["status"].fillna("").tolist() == ["", "niet gehaald", ""]


def test_a_target_on_an_unknown_indicator_is_refused():
    with pytest.raises(UsageError, match=r"geen indicator; bedoeld is diaspora\.share\?"):
        add_targets(result_rows([]), {"diaspora.shares": {2024: 1}})


def test_a_target_where_there_is_no_total_is_refused():
    table = result_rows([level(2024, 0.2, by="channel")])
    with pytest.raises(UsageError, match="geen totaal, enkel cijfers per channel"):
        add_targets(table, {"diaspora.share": {2024: 0.15}})


def test_a_share_typed_as_a_percentage_is_refused():
    with pytest.raises(UsageError, match="13 % schrijf je als"):
        add_targets(result_rows([level(2024, 0.14)]), {"diaspora.share": {2024: 13}})
