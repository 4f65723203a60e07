"""No sentence that a report prints is longer than twenty words."""

from __future__ import annotations

import re

import pytest
from display_sample import sample_results

from pijler_analysis.display.group_sentences import _FINDINGS, group_sentence
from pijler_analysis.display.sentences import VERDICTS, change_sentence, target_sentence
from pijler_analysis.display.subjects import SUBJECTS
from pijler_analysis.indicators import CATALOGUE
from pijler_analysis.report.messages import messages
from pijler_analysis.schema.results import result_rows

MOST_WORDS = 20
A_SOURCE = re.compile(r"Bron: [^.]*\.")
"""A list of sources is read as a list."""


def long_sentences(text: str) -> list[str]:
    """Return the sentences of a text that have too many words; a sign alone is no word."""
    plain = A_SOURCE.sub("", text.replace("\u00a0", " "))
    found = re.split(r"(?<=[.!?])\s+", plain)
    return [one for one in found if len(re.findall(r"\S*\w\S*", one)) > MOST_WORDS]


def test_a_sentence_of_more_than_twenty_words_is_found():
    assert long_sentences("Een " + "twee " * 19 + "drie. Vier.") == [
        "Een " + "twee " * 19 + "drie."
    ]
    assert long_sentences("Een " + "twee " * 18 + "drie. " * 2) == []


def test_every_text_of_the_reports_has_short_sentences():
    assert [one for text in messages() for one in long_sentences(text)] == []


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("indicator", sorted(SUBJECTS))
def test_a_change_is_told_in_short_sentences_whatever_the_verdict(indicator, verdict):
    unit = CATALOGUE[indicator].unit
    first, last = (0.4, 0.56) if unit == "share" else (1234.0, 2345.0)
    row = {"indicator": indicator, "by": "total", "group": "total", "unit": unit,
           "basis": CATALOGUE[indicator].basis}  # fmt: skip
    results = result_rows([
        row | {"year": 2019, "estimate": first}, row | {"year": 2024, "estimate": last},
        row | {"year": 2024, "by": "change", "group": "2019", "estimate": last - first,
               "verdict": verdict},
    ])  # fmt: skip
    told = change_sentence(results, indicator, year=2024, against=2019, with_difference=True)
    assert told.verdict == verdict
    assert long_sentences(told.text) == []


def test_a_target_and_what_stands_highest_and_lowest_are_told_in_short_sentences():
    results = sample_results()
    aimed = results.loc[results["target"].notna(), "indicator"].unique()
    told = [target_sentence(results, one, year=2024) for one in aimed]
    known = set(zip(results["indicator"], results["by"], strict=True))
    told += [group_sentence(results, *pair) for pair in _FINDINGS if pair in known]
    assert len(told) > 10
    assert [one for text in told for one in long_sentences(str(text))] == []
