"""An indicator in plain words: what it is, how sure, and what it does not say."""

import re
from dataclasses import replace

import pytest
from display_sample import sample_results

from pijler_analysis.display.explain import explain
from pijler_analysis.display.language import language, say_note, speaking
from pijler_analysis.errors import UsageError
from pijler_analysis.indicators import CATALOGUE, catalogue_table
from pijler_analysis.schema.notes import FILLED
from pijler_analysis.schema.results import result_rows


def explained(id: str, year: int = 2024) -> dict[str, str]:
    return dict(explain(sample_results(), catalogue_table([CATALOGUE[id]]), year=year).parts)


def test_a_count_is_told_with_its_bounds_its_change_and_its_silence():
    told = explained("diaspora.share")
    assert told["Wat het meet"] == CATALOGUE["diaspora.share"].definition
    assert told["Waarde in 2024"].replace("\xa0", " ") == "15 % (14 tot 18 %)"
    assert told["Hoe zeker"].startswith("Een volledige telling, zonder foutenmarge. De grenzen")
    assert told["Hoe zeker"].endswith("van een deel weten we niet of het om diaspora gaat.")
    assert "telt drie keer" in told["Wat het niet zegt"]
    assert any(head.startswith("Tegenover 2019") for head in told)


def test_a_survey_between_waves_tells_of_the_last_wave_and_of_those_who_kept_silent():
    told = explained("survey.satisfaction")
    assert "gewogen" in told["Waarde in 2024"]
    assert "95 % zekerheid" in told["Hoe zeker"]
    assert "Wie niet antwoordde" in told["Wat het niet zegt"]


def test_a_year_without_figures_says_so():
    assert "geen" in str(explain(sample_results().iloc[:0], catalogue_table(
        [CATALOGUE["panel.members"]]), year=2024))  # fmt: skip


def test_a_year_without_figures_between_others_says_so_too():
    results = sample_results()
    others = results[(results["indicator"] != "panel.members") | (results["year"] != 2024)]
    told = explain(others, catalogue_table([CATALOGUE["panel.members"]]), year=2024)
    assert dict(told.parts)["Waarde in 2024"] == "geen gegevens"
    assert "Hoe zeker" not in dict(told.parts)


def test_agreement_tells_of_those_who_read_and_not_of_those_who_kept_silent():
    readers = explained("survey.reader_agreement")
    assert "leden en van stakeholders tellen samen" in readers["Wat het meet"]
    assert "Wie niet antwoordde" not in readers["Wat het niet zegt"]
    assert "Met andere lezers" in readers["Wat het niet zegt"]
    assert "Met andere juryleden" in explained("fund.reviewer_agreement")["Wat het niet zegt"]


def test_every_indicator_can_be_explained():
    for id, declared in CATALOGUE.items():
        assert explained(id)["Wat het niet zegt"].startswith(declared.silence)


def test_every_indicator_can_be_explained_in_english():
    figured = set(sample_results()["indicator"])
    for id, declared in CATALOGUE.items():
        told = str(explain(sample_results(), catalogue_table([declared]), year=2024, lang="en"))
        heads = {line.split(":")[0].strip() for line in told.splitlines()[1:]}
        assert {"What it measures", "What it does not say"} <= heads, id
        assert ("How sure" in heads) == (id in figured), id
        assert declared.silence not in told
        assert " de " not in told.split("What it does not say")[1], id
    assert language() == "nl"


def test_a_note_with_a_number_in_it_is_translated_around_it():
    with speaking("en"):
        for text in FILLED:
            note = re.sub(r"\{\w+\}", "42", text)
            told = say_note(note)
            assert told != note
            assert ("42" in told) == ("{" in text)
        assert say_note("schatting van het veld: een telling").endswith("field: een telling")
    assert say_note("vragen sinds 2019") == "vragen sinds 2019"


def test_a_language_that_is_not_there_is_refused():
    with pytest.raises(UsageError, match="taal 'xx' is er niet; wel nl en en"):
        explain(sample_results(), catalogue_table([CATALOGUE["reach.new"]]), year=2024, lang="xx")


def test_what_an_indicator_does_not_say_is_told_of_each_and_has_no_figures():
    for declared in CATALOGUE.values():
        assert declared.silence.endswith("."), declared.id
        assert not any(letter.isdigit() for letter in declared.silence), declared.id
    with pytest.raises(ValueError, match="no word on what it does not say"):
        replace(CATALOGUE["reach.new"], silence="")


def test_answers_are_told_along_their_scale_building_block_after_building_block():
    def answer(group, share):
        return {
            "indicator": "survey.answers", "version": 1, "year": 2024, "by": "block_answer",
            "group": group, "estimate": share, "basis": "sample", "unit": "share",
        }  # fmt: skip

    shares = {"fund 4/5": 0.4, "website 5/5": 0.3, "website 1/5": 0.1, "fund 3/5": 0.6}
    rows = result_rows([answer(*one) for one in shares.items()])
    declared = catalogue_table([CATALOGUE["survey.answers"]])
    told = dict(explain(rows, declared, year=2024).parts)["Per antwoord"].replace("\xa0", " ")
    assert told == (
        "Website: zeer ontevreden 10 %; Website: zeer tevreden 30 %; "
        "11.11.11-Fonds: neutraal 60 %; 11.11.11-Fonds: tevreden 40 %"
    )
