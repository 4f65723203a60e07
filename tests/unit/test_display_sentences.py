"""The verb follows the verdict, and a withheld figure is never told."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pandas as pd
import pytest
from display_sample import sample_results, swap_years, withhold

import pijler_analysis.display as display_package
import pijler_analysis.report as report_package
from pijler_analysis.display.cells import change
from pijler_analysis.display.group_sentences import group_sentence
from pijler_analysis.display.sentences import (
    UNSURE,
    UNSURE_SIZE,
    change_sentence,
    level_sentence,
    target_sentence,
    verb,
    verdict_words,
)
from pijler_analysis.schema.results import VERDICTS


@pytest.mark.parametrize(
    ("verdict", "difference", "singular", "plural"),
    [
        ("duidelijk", 1, "steeg", "stegen"),
        ("duidelijk", -1, "daalde", "daalden"),
        ("waarschijnlijk", 1, "steeg waarschijnlijk", "stegen waarschijnlijk"),
        ("waarschijnlijk", -1, "daalde waarschijnlijk", "daalden waarschijnlijk"),
        ("geen verschil van belang", 1, "bleef ongeveer gelijk", "bleven ongeveer gelijk"),
        ("geen verschil van belang", -1, "bleef ongeveer gelijk", "bleven ongeveer gelijk"),
        ("geen verschil van belang", 0, "bleef gelijk", "bleven gelijk"),
        ("onzeker", 1, UNSURE, UNSURE),
        ("onzeker", -1, UNSURE, UNSURE),
    ],
)
def test_the_verb_follows_the_verdict(
    verdict: str, difference: float, singular: str, plural: str
) -> None:
    assert verb(verdict, difference) == singular
    assert verb(verdict, difference, is_plural=True) == plural


def test_no_other_verdict_has_a_verb() -> None:
    with pytest.raises(KeyError):
        verb("significant", 1)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_sentence_says_no_more_than_its_verdict(verdict: str) -> None:
    results = sample_results()
    changed = (
        (results["indicator"] == "diaspora.share")
        & (results["by"] == "change")
        & (results["group"] == "2019")
    )
    results.loc[changed, "verdict"] = verdict
    results.loc[changed, "low"] = -0.01
    told = change_sentence(results, "diaspora.share", against=2019)
    assert verb(verdict, 1) in told.text.replace("Of", "of")
    assert ("steeg" in told.text) == (verdict in ("duidelijk", "waarschijnlijk"))
    assert told.verdict == verdict
    assert "significant" not in told.text


def test_the_headline_reads_as_a_reader_expects() -> None:
    told = change_sentence(
        sample_results(), "diaspora.share", year=2024, against=2019, with_difference=True
    )
    assert told.text.replace("\u00a0", " ") == (
        "Het aandeel diaspora in onze contacten steeg van 7 % in 2019 naar 15 % in 2024. "
        "Dat is 8 procentpunt meer."
    )


@pytest.mark.parametrize(
    ("indicator", "was", "becomes"),
    [
        ("diaspora.share", "steeg van 7 % in 2019 naar 15 %", "daalde van 15 % in 2019 naar 7 %"),
        ("helpdesk.response_days", "daalde van 4 werkdagen", "steeg van 3 werkdagen"),
        ("fund.granted_eur", "steeg van € 88.250", "daalde van € 100.450"),
        (
            "survey.satisfaction",
            "steeg waarschijnlijk: van 83 %",
            "daalde waarschijnlijk: van 86 %",
        ),
    ],
)
def test_swapping_two_years_turns_the_sentence_round(
    indicator: str, was: str, becomes: str
) -> None:
    results = sample_results()
    before = str(change_sentence(results, indicator, year=2024, against=2019))
    after = str(change_sentence(swap_years(results), indicator, year=2024, against=2019))
    assert was in before.replace("\u00a0", " ")
    assert becomes in after.replace("\u00a0", " ")


def test_a_difference_that_would_not_add_up_is_left_out() -> None:
    results = sample_results()
    told = str(
        change_sentence(results, "reach.coverage", year=2024, against=2019, with_difference=True)
    )
    assert "68\u00a0% in 2019 naar 75\u00a0% in 2024." in told  # 7,7 prints as 8, 75 − 68 is 7


def test_figures_that_print_alike_get_a_decimal_when_they_moved() -> None:
    results = sample_results()
    totals = (results["indicator"] == "diaspora.share") & (results["by"] == "total")
    results.loc[totals & (results["year"] == 2019), "estimate"] = 0.1474
    told = str(change_sentence(results, "diaspora.share", year=2024, against=2019))
    assert "van 14,7\u00a0% in 2019 naar 15,1\u00a0%" in told


def test_what_cannot_be_told_says_why() -> None:
    results = sample_results()
    census = str(change_sentence(results, "panel.presence", year=2024, against=2019))
    assert census.endswith(": van een deel is de aanwezigheid niet ingevuld.")
    short = change_sentence(results, "panel.presence", year=2024, against=2019, with_reason=False)
    assert short.title.endswith(f". {UNSURE_SIZE.capitalize()}")
    results.loc[results["indicator"] == "panel.presence", "low"] = -0.01
    short = change_sentence(results, "panel.presence", year=2024, against=2019, with_reason=False)
    assert short.title.endswith(f". {UNSURE.capitalize()}")


def test_a_withheld_figure_is_never_told() -> None:
    results = withhold(sample_results(), "panel.presence", years=(2024,))
    for told in (
        change_sentence(results, "panel.presence", year=2024, against=2019),
        level_sentence(results, "panel.presence", year=2024),
    ):
        assert "te klein" in told.text
        assert not re.search(r"\d", told.text.replace("2024", ""))
    assert target_sentence(results, "panel.presence", year=2024) is None


def test_a_withheld_year_before_is_not_compared_with() -> None:
    results = withhold(sample_results(), "panel.presence", years=(2019,))
    told = str(change_sentence(results, "panel.presence", year=2024, against=2019))
    assert "De groep van 2019 is te klein om te tonen" in told
    assert "44" not in told


def test_a_year_without_figures_is_said_plainly() -> None:
    told = str(level_sentence(sample_results(), "survey.satisfaction", year=2021))
    assert told == "Over het aandeel tevreden leden zijn er in 2021 geen gegevens."


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("gehaald", "Het doel van 50 % werd gehaald"),
        ("waarschijnlijk gehaald", "Het doel van 50 % werd waarschijnlijk gehaald"),
        ("onbeslist", "Of het doel van 50 % gehaald werd, valt niet te zeggen"),
        ("waarschijnlijk niet gehaald", "Het doel van 50 % werd waarschijnlijk niet gehaald"),
        ("niet gehaald", "Het doel van 50 % werd niet gehaald"),
    ],
)
def test_a_target_is_told_by_its_status(status: str, words: str) -> None:
    results = sample_results()
    results.loc[results["target"].notna(), "status"] = status
    told = target_sentence(results, "panel.presence", year=2024)
    assert told is not None
    assert words in told.text.replace("\u00a0", " ")


def test_verdict_words_name_the_direction() -> None:
    results = sample_results()
    up = change(results, "diaspora.share", year=2024, against=2019)
    assert verdict_words(up) == ("up", "duidelijk gestegen")
    assert verdict_words(None) == ("none", "niet te vergelijken")


def test_the_lowest_group_is_not_named_where_a_smaller_one_is_hidden() -> None:
    told = str(group_sentence(sample_results(), "helpdesk.questions", "asker", year=2024))
    assert told == (
        "De meeste vragen aan de helpdesk kwamen in 2024 van 4de Pijlerorganisaties (120)."
    )


def test_a_share_among_withheld_groups_says_that_it_speaks_of_the_others() -> None:
    told = str(group_sentence(sample_results(), "diaspora.organisations_share", "province"))
    assert " die we kunnen tonen" in told
    assert "West-Vlaanderen" not in told


def test_an_order_that_unknown_rows_could_turn_is_only_told_as_far_as_we_know() -> None:
    results = sample_results()
    channels = (results["indicator"] == "diaspora.share") & (results["by"] == "channel")
    uncertain = str(group_sentence(results, "diaspora.share", "channel"))
    assert uncertain.endswith(", voor zover we weten.")
    results.loc[channels, ["low", "high"]] = results.loc[channels, ["estimate", "estimate"]].values
    assert "voor zover" not in str(group_sentence(results, "diaspora.share", "channel"))


def test_groups_that_stand_equal_are_named_together() -> None:
    told = str(group_sentence(sample_results(), "survey.stakeholder_satisfaction", "block"))
    assert "de helpdesk en de Dag van de 4de Pijler (elk\u00a085\u00a0%)" not in told  # overall: 90
    results = sample_results()
    results = results[results["group"] != "overall"]
    told = str(group_sentence(results, "survey.stakeholder_satisfaction", "block"))
    assert "de helpdesk en de Dag van de 4de Pijler (elk\u00a085\u00a0%)" in told


def test_no_figure_is_typed_into_the_words() -> None:
    homes = [
        *(Path(str(display_package.__path__[0])) / f"{name}.py"
          for name in ("sentences", "group_sentences", "subjects")),
        Path(str(report_package.__path__[0])) / "narrative.py",
    ]  # fmt: skip
    typed = {(path.name, text) for path in homes for text in _texts(path) if _has_figure(text)}
    assert typed == set()


def _has_figure(text: str) -> bool:
    return bool(re.search(r"\d", text.replace("4de", "").replace("11.11.11", "")))


def _texts(path: Path) -> list[str]:
    """Return the strings of a module that are not its documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told
    ]


def test_the_scan_for_figures_sees_one(tmp_path: Path) -> None:
    module = tmp_path / "words.py"
    module.write_text('"""7 in een docstring mag."""\nTEXT = "in 2024 waren er 7"\n')
    assert [_has_figure(text) for text in _texts(module)] == [True]


def test_an_input_never_changes() -> None:
    results = sample_results()
    copy = results.copy()
    change_sentence(results, "diaspora.share")
    group_sentence(results, "diaspora.share", "channel")
    pd.testing.assert_frame_equal(results, copy)
