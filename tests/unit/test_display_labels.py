"""Numbers as a Flemish reader writes them, and a Dutch word for every code."""

from __future__ import annotations

import pytest
from display_sample import sample_results

from pijler_analysis.display import labels
from pijler_analysis.display.cells import cell, decimals_for, limits_text, value_text
from pijler_analysis.display.subjects import HEADLINE, SUBJECTS, subject
from pijler_analysis.display.words import DIMENSIONS, WORDS
from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.schema.columns import COLUMNS
from pijler_analysis.schema.results import UNITS

NB = labels.NO_BREAK


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (labels.number(1234567.5, decimals=1), "1.234.567,5"),
        (labels.number(-0.4), "0"),
        (labels.number(2.5), "3"),
        (labels.number(1.005, decimals=2), "1,01"),
        (labels.percent(0.145), f"15{NB}%"),
        (labels.percent(0.0749, decimals=1), f"7,5{NB}%"),
        (labels.euro(1250), f"€{NB}1.250"),
        (labels.points(0.08), f"8{NB}procentpunt"),
        (labels.working_days(1), f"1{NB}werkdag"),
        (labels.working_days(2), f"2{NB}werkdagen"),
        (labels.difference(-0.08, "share"), f"−8{NB}procentpunt"),
        (labels.difference(0.001, "share"), f"0{NB}procentpunt"),
        (labels.value_range(0.135, 0.18, "share"), f"14 tot 18{NB}%"),
        (labels.value_range(1000, 1200, "eur"), f"€{NB}1.000 tot 1.200"),
        (labels.value_range(0.151, 0.154, "share"), f"15{NB}%"),
        (labels.listing(["a"]), "a"),
    ],
)
def test_numbers_are_written_in_dutch(written: str, expected: str) -> None:
    assert written == expected


def test_every_code_of_the_schema_has_a_dutch_word() -> None:
    unworded = [
        (column.name, code)
        for column in COLUMNS.values()
        for code in column.values
        if code not in WORDS.get(column.name, {})
    ]
    assert unworded == []


def test_every_unit_has_a_word_and_every_breakdown_of_the_results_a_heading() -> None:
    assert set(UNITS) <= set(WORDS["unit"])
    assert set(sample_results()["by"]) - {"total", "change"} <= set(DIMENSIONS)


def test_an_unknown_code_fails_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match=r"onbekende code 'fax'.*email"):
        labels.label("channel", "fax")
    with pytest.raises(KeyError, match="onbekende indeling"):
        labels.label("colour", "red")
    with pytest.raises(KeyError, match="bekend zijn"):
        subject("weather.rain")


def test_headline_indicators_have_words() -> None:
    assert set(HEADLINE) <= set(SUBJECTS)
    assert len(HEADLINE) == 8


def test_a_percentage_gets_a_decimal_from_two_hundred_answers_on() -> None:
    results = sample_results()
    large = cell(results, "diaspora.share", year=2024)
    small = cell(results, "survey.satisfaction", year=2024)
    assert large is not None
    assert small is not None
    assert (large.denominator, small.denominator) == (1200, 148)
    assert decimals_for([large]) == 1
    assert decimals_for([large, small]) == 0


def test_bounds_that_print_like_the_value_are_left_out() -> None:
    results = sample_results()
    assert limits_text(cell(results, "fund.granted_eur", year=2024)) == ""
    assert limits_text(cell(results, "diaspora.share", year=2024)) == f"14 tot 18{NB}%"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.0, 0.0253, f"hoogstens 3{NB}%"), (0.9747, 1.0, f"minstens 97{NB}%")],
)
def test_a_very_small_or_large_share_prints_as_a_bound(
    low: float, high: float, expected: str
) -> None:
    results = sample_results()
    row = (
        (results["indicator"] == "panel.presence")
        & (results["year"] == 2024)
        & (results["by"] == "total")
    )
    results.loc[row, ["estimate", "low", "high", "protection"]] = [None, low, high, "bound"]
    assert value_text(cell(results, "panel.presence", year=2024)) == expected


def test_every_indicator_has_the_words_of_a_sentence() -> None:
    assert [id for id in CATALOGUE if id not in SUBJECTS] == []
