"""A definition that changed: both ways in the year of the change, and nothing compared across."""

from dataclasses import replace

import pandas as pd
import pytest
from tables import SETTINGS, year_data

from pijler_analysis.display.figures.trend import trend
from pijler_analysis.display.sentences import change_sentence
from pijler_analysis.display.terminal import format_results
from pijler_analysis.indicators.catalogue import CATALOGUE, MEASURES, Earlier, indicator
from pijler_analysis.indicators.compute import compute_indicators
from pijler_analysis.indicators.measures import count, counts_by
from pijler_analysis.protect.disclosure import protect_results
from pijler_analysis.schema.results import CHANGE, TOTAL, VERSION, result_rows

ID = "panel.members"
SEATS = {2020: (10, 4), 2021: (11, 5), 2022: (12, 8), 2023: (14, 9)}
"""Year → members, and how many of them came to the autumn meeting."""


def all_members(data):
    return [count(len(data.panel)), *counts_by(data.panel["member_id"], by="member")]


@pytest.fixture
def changed(monkeypatch):
    """Count, from 2022 on, only the members that came."""
    monkeypatch.delitem(CATALOGUE, ID)
    monkeypatch.delitem(MEASURES, ID)

    def panel_members(data):
        return [count(int(data.panel["was_present_autumn"].sum()))]

    told = dict.fromkeys(("name_en", "denominator"), "") | {
        "silence": "Niet veel.",
        "name_nl": "Leden", "definition": "wie kwam", "numerator": "leden", "tables": ("panel",),
        "unit": "members", "counts": "organisations", "protection": "public",
    }  # fmt: skip
    indicator(id=ID, version=2, since=2022, earlier=Earlier("wie lid is", all_members), **told)(
        panel_members
    )


@pytest.fixture
def results(changed, monkeypatch):
    return results_of(monkeypatch)


def results_of(monkeypatch):
    years = [
        year_data(year=year, panel=[
            {"member_id": str(number), "was_present_autumn": number < came}
            for number in range(members)
        ])
        for year, (members, came) in SEATS.items()
    ]  # fmt: skip
    for other in [id for id in MEASURES if id != ID]:
        monkeypatch.delitem(MEASURES, other)
    return compute_indicators(years, replace(SETTINGS, reference_year=2020, targets={}))


def found(results, by):
    rows = results[results["by"] == by]
    return {
        (row.year, row.group): (row.version, row.estimate) for row in rows.itertuples(index=False)
    }


def test_the_year_of_the_change_is_counted_in_both_ways(results):
    assert found(results, TOTAL) == {
        (2020, TOTAL): (1, 10), (2021, TOTAL): (1, 11), (2022, TOTAL): (2, 8),
        (2023, TOTAL): (2, 9),
    }  # fmt: skip
    assert found(results, VERSION) == {(2022, "1"): (1, 12), (2022, "2"): (2, 8)}
    assert not {2022, 2023} & set(results.loc[results["by"] == "member", "year"])


def test_a_change_is_bridged_by_the_old_definition_in_that_year_and_refused_after_it(results):
    assert found(results, CHANGE) == {
        (2021, "2020"): (1, 1), (2022, "2020"): (1, 2), (2022, "2021"): (1, 1),
        (2023, "2022"): (2, 1),
    }  # fmt: skip
    bridged = results[(results["by"] == CHANGE) & (results["year"] == 2022)]
    assert (bridged["note"] == "vergeleken volgens de vroegere definitie").all()
    assert results.loc[results["by"] == CHANGE, "note"].notna().sum() == 2


def test_sentences_say_how_they_compare_and_why_not(results):
    bridged = change_sentence(results, ID, year=2022, against=2021)
    assert "van 11 in 2021 naar 12 in 2022, geteld zoals vroeger" in bridged.text
    refused = change_sentence(results, ID, year=2023, against=2020)
    assert "9 in 2023. Met 2020 vergelijken we niet, want toen telden we anders." in refused.text
    assert "van 8 in 2022 naar 9 in 2023." in change_sentence(
        results, ID, year=2023, against=2022
    ).text  # fmt: skip


def test_the_trend_is_drawn_broken(results):
    chart = trend(results, ID, year=2023)
    drawn = [(line.get_xdata().tolist(), line.get_ydata().tolist())
             for line in chart.figure.axes[0].lines]  # fmt: skip
    assert ([0, 1, 2], [10, 11, 12]) in drawn
    assert ([2, 3], [8, 9]) in drawn
    assert ([0, 1, 2, 3], [10, 11, 8, 9]) not in drawn
    assert "In 2022 veranderde de definitie" in chart.caption
    assert "Volgens de vroegere definitie: 12" in chart.alt.replace("\xa0", " ")


@pytest.mark.parametrize(("old", "withheld"), [(250, False), (243, True), (240, False)])
def test_two_definitions_do_not_tell_of_the_few_between_them(results, old, withheld):
    rows = results[results["by"].isin([TOTAL, VERSION])].copy()
    rows.loc[rows["version"] == 1, ["estimate", "numerator"]] = old
    rows.loc[rows["version"] == 2, ["estimate", "numerator"]] = 245
    told = protect_results(rows, kinds={ID: "persons"}, rules=SETTINGS.protection)
    mine = told[(told["by"] == VERSION) & (told["group"] == "1")].iloc[0]
    assert (mine["protection"] == "withheld") is withheld
    assert pd.isna(mine["estimate"]) is withheld


@pytest.fixture
def changed_twice(monkeypatch):
    """Count every member until 2021, those with an odd number until 2023, and then who came."""
    monkeypatch.delitem(CATALOGUE, ID)
    monkeypatch.delitem(MEASURES, ID)

    def odd_members(data):
        return [count(int((data.panel["member_id"].astype(int) % 2).sum()))]

    def panel_members(data):
        return [count(int(data.panel["was_present_autumn"].sum()))]

    first = Earlier("wie lid is", all_members)
    second = Earlier("wie oneven is", odd_members, since=2021, earlier=first)
    told = dict.fromkeys(("name_en", "denominator"), "") | {
        "silence": "Niet veel.",
        "name_nl": "Leden", "definition": "wie kwam", "numerator": "leden", "tables": ("panel",),
        "unit": "members", "counts": "organisations", "protection": "public",
    }  # fmt: skip
    indicator(id=ID, version=3, since=2023, earlier=second, **told)(panel_members)


def test_a_definition_may_change_more_than_once(changed_twice, monkeypatch):
    results = results_of(monkeypatch)
    assert found(results, TOTAL) == {
        (2020, TOTAL): (1, 10), (2021, TOTAL): (2, 5), (2022, TOTAL): (2, 6), (2023, TOTAL): (3, 9),
    }  # fmt: skip
    assert found(results, VERSION) == {
        (2021, "1"): (1, 11), (2021, "2"): (2, 5), (2023, "2"): (2, 7), (2023, "3"): (3, 9),
    }  # fmt: skip
    assert found(results, CHANGE) == {
        (2021, "2020"): (1, 1), (2022, "2021"): (2, 1), (2023, "2022"): (2, 1),
    }  # fmt: skip
    assert CATALOGUE[ID].before == (
        "versie 2, tot en met 2023: wie oneven is; versie 1, tot en met 2021: wie lid is"
    )
    drawn = [list(line.get_ydata())
             for line in trend(results, ID, year=2023).figure.axes[0].lines]  # fmt: skip
    assert [10, 11] in drawn
    assert [5, 6, 7] in drawn
    with pytest.raises(ValueError, match="before the one before it"):
        replace(CATALOGUE[ID], since=2021)


def test_a_definition_is_not_the_first_and_the_second_at_once():
    with pytest.raises(ValueError, match="version 1"):
        replace(CATALOGUE[ID], earlier=Earlier("anders", all_members))


def test_the_terminal_names_the_version_where_a_series_goes_over_a_break():
    def level(year, version):
        return {
            "indicator": ID, "version": version, "year": year, "by": TOTAL, "group": TOTAL,
            "weighted": False, "estimate": 10.0, "unit": "members",
        }  # fmt: skip

    over, after = (
        format_results(result_rows([level(2021, one), level(2022, 2)])) for one in (1, 2)
    )
    assert "versie" in over
    assert "versie" not in after
