"""The summary, the chapter answers and the cards follow the results."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from display_sample import sample_results, swap_years, withhold

from pijler_analysis.display.cards import build_card
from pijler_analysis.display.subjects import HEADLINE
from pijler_analysis.report import narrative


def plain(text: object) -> str:
    """Return a fragment's Markdown with ordinary blanks."""
    return str(text).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("chapter", "opening"),
    [
        ("diaspora", "Ja. Het aandeel diaspora"),
        ("helpdesk", "Ja. De antwoordtijd van de helpdesk daalde"),
        ("panel", "Dat weten we niet. De aanwezigheid op het panel was"),
        ("satisfaction", "Waarschijnlijk wel. Het aandeel tevreden leden steeg waarschijnlijk"),
    ],
)
def test_a_chapter_answers_its_question_as_surely_as_the_verdict(
    chapter: str, opening: str
) -> None:
    assert narrative.chapter_question(chapter).endswith("?")
    answer = plain(narrative.chapter_answer(sample_results(), chapter, year=2024, against=2019))
    assert answer.startswith(f"::: {{.lead}}\n\n{opening}")


@pytest.mark.parametrize(
    ("chapter", "opening"),
    [
        ("diaspora", "Nee. Het aandeel diaspora in onze contacten daalde"),
        ("helpdesk", "Nee. De antwoordtijd van de helpdesk steeg"),
        ("satisfaction", "Waarschijnlijk niet. Het aandeel tevreden leden daalde"),
    ],
)
def test_swapping_two_years_turns_the_answer_round(chapter: str, opening: str) -> None:
    results = swap_years(sample_results())
    assert opening in plain(narrative.chapter_answer(results, chapter, year=2024, against=2019))


def test_every_chapter_has_an_answer() -> None:
    for chapter in narrative.CHAPTERS:
        answer = narrative.chapter_answer(sample_results(), chapter, year=2024, against=2019)
        assert "2024" in answer.markdown


def test_the_summary_tells_at_most_five_changes_each_with_its_verdict() -> None:
    told = plain(narrative.summary_changes(sample_results(), year=2024, against=2019))
    lines = told.strip().splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("- ▲ Het aandeel diaspora in onze contacten steeg")
    assert all(
        re.search(r"\((duidelijk|waarschijnlijk|onzeker|geen .*)\)\.$", one) for one in lines
    )


def test_the_headline_stays_in_the_summary_when_it_is_uncertain() -> None:
    results = sample_results()
    row = (results["indicator"] == "diaspora.share") & (results["by"] == "change")
    results.loc[row, "verdict"] = "onzeker"
    told = plain(narrative.summary_changes(results, year=2024, against=2019))
    assert told.startswith("- ○ Het aandeel diaspora")
    assert "valt niet te zeggen" in told.splitlines()[0]


def test_what_there_is_to_decide_follows_from_missed_targets() -> None:
    asked = [str(one) for one in narrative.decisions(sample_results(), year=2024)]
    assert 2 <= len(asked) <= 3
    assert "Het doel van 35\u00a0% werd niet gehaald" in asked[0]
    assert asked[-1].endswith("Krijgt die uitdaging volgend jaar genoeg dagen?")
    assert all(one.endswith("?") for one in asked)


def test_met_targets_leave_something_to_decide() -> None:
    results = sample_results()
    results.loc[results["status"].notna(), "status"] = "gehaald"
    asked = [str(one) for one in narrative.decisions(results, year=2024)]
    assert len(asked) == 2
    assert "hoger" in asked[-1]


def test_a_card_says_value_bounds_target_and_verdict() -> None:
    card = build_card(sample_results(), "diaspora.share", year=2024, against=2019)
    assert plain(card.value) == "15 %"
    assert plain(card.interval) == "14 tot 18 %"
    assert plain(card.last) == "2023: 13 %"
    assert plain(card.target) == "doel: 15 % (gehaald)"
    assert (card.shape, card.verdict) == ("up", "sinds 2019 duidelijk gestegen")
    assert card.spark == (0.071, 0.082, 0.094, 0.111, 0.132, 0.151)
    assert card.tone == "good"


def test_a_missed_target_takes_the_warm_tone_and_waves_are_dots() -> None:
    results = sample_results()
    assert build_card(results, "training.reach", year=2024, against=2019).tone == "off"
    assert build_card(results, "survey.satisfaction", year=2024, against=2019).is_waves
    assert not build_card(results, "diaspora.share", year=2024, against=2019).is_waves


def test_working_days_stand_large_as_a_bare_number() -> None:
    card = build_card(sample_results(), "helpdesk.response_days", year=2024, against=2019)
    assert (card.value, card.interval) == ("3", "werkdagen")


def test_a_withheld_card_holds_no_number() -> None:
    results = withhold(sample_results(), "panel.presence", years=(2024,))
    card = build_card(results, "panel.presence", year=2024, against=2019)
    assert card.value == "te klein om te tonen"
    assert (card.interval, card.target, card.spark[-1]) == ("", "", None)
    assert "46" not in narrative.summary_cards(results, year=2024, against=2019).markdown


def test_the_cards_are_one_block_per_format() -> None:
    cards = narrative.summary_cards(sample_results(), year=2024, against=2019)
    assert cards.markdown.count("kpi-card(") == len(HEADLINE)
    assert cards.markdown.startswith("```{=typst}\n#cards(columns: 4,")
    assert "```{=html}" in cards.markdown
    assert cards.html.count('class="card"') == len(HEADLINE)


def test_data_quality_is_told_in_numbers_of_the_build() -> None:
    quality = {
        "accounting": pd.DataFrame(
            {"read": [260, 140], "kept": [230, 136], "rejected": [2, 1], "merged": [0, 2],
             "furniture": [28, 1]}
        ),
        "rejected": pd.DataFrame({"effect": ["row", "value"], "count": [3, 1]}),
        "links": pd.DataFrame(
            {"table": ["attendance", "helpdesk"], "rows": [900, 100], "linked": [810, 60],
             "linked_share": [0.9, 0.6]}
        ),
        "scrubbed": pd.DataFrame({"table": ["helpdesk"], "kind": ["email"], "count": [4]}),
    }  # fmt: skip
    assert plain(narrative.quality_sentences(quality, year=2024)) == (
        "Uit de exports van 2024 lazen we 371 rijen met gegevens. 3 rijen zijn afgekeurd, "
        "2 rijen waren dubbel en 366 rijen tellen mee. 1 waarde was niet bruikbaar en "
        "bleef leeg. Van de rijen die een "
        "organisatie noemen, konden we 87 % aan het register koppelen. Bij de tabel helpdesk "
        "lukte dat het minst (60 %). 4 persoonsgegevens werden weggelaten uit teksten en nummers."
    )


@pytest.mark.parametrize(
    ("available", "told"),
    [
        (600, "Dat past niet: het team heeft 600 werkdagen, 1 werkdag te weinig."),
        (601, "Dat past in de 601 werkdagen van het team, met 0 werkdagen over."),
        (640, "Dat past in de 640 werkdagen van het team, met 39 werkdagen over."),
    ],
)
def test_a_plan_says_whether_the_team_has_its_days(available, told):
    plan = pd.DataFrame({"days_planned": [600.5, 0.5]})
    evidence = pd.DataFrame(
        {"challenge": ["stem"], "planned": [2], "days_planned": [601], "need": [0.2]}
    )
    summary = narrative.plan_summary(plan, evidence, year=2025, available=available)
    assert told in plain(summary)


def test_how_many_activities_will_show_whether_they_reached_their_goal() -> None:
    targets = pd.DataFrame(
        {"activity_id": ["A1", "A2", "A3"], "is_shown": [True, False, None]}
    ).astype({"is_shown": "boolean"})
    assert "Bij 1 van de 3 activiteiten zal te zien zijn of ze hun doel haalden." in plain(
        narrative.targets_summary(targets)
    )
    none = narrative.targets_summary(targets.assign(is_shown=False))
    assert plain(none).count("Bij geen enkele van de 3 activiteiten") == 1
