"""Objectives are judged by their figure where they have one, else by whoever gave a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pijler_analysis.display import tables
from pijler_analysis.errors import DataError
from pijler_analysis.report import narrative
from pijler_analysis.schema.results import result_rows
from pijler_analysis.settings import read_settings
from pijler_analysis.strategy.objectives import judge_objectives, read_judgements
from pijler_analysis.strategy.programme import Challenge, Objective

ROOT = Path(__file__).parents[2]
MEASURED = Objective("netwerk.a", "Meer samen", "More", "meeting.attendances", 200.0)
OTHERS = (Objective("netwerk.b", "Beter", "Better"), Objective("netwerk.c", "Sterker", "Stronger"))
PROGRAMME = {"netwerk": Challenge("netwerk", "Doel", "Goal", (MEASURED, *OTHERS), ())}
TOTAL = {"indicator": "meeting.attendances", "by": "total", "group": "total", "weighted": False,
         "unit": "attendances"}  # fmt: skip
RESULTS = result_rows(
    [
        TOTAL | {"year": 2023, "estimate": 150.0, "low": 150.0, "high": 150.0},
        TOTAL | {"year": 2024, "estimate": 210.0, "low": 205.0, "high": 215.0},
        TOTAL | {"year": 2025, "estimate": 100.0, "low": 100.0, "high": 100.0},
    ]
)
ENTRY = """[[objective]]
id = "netwerk.b"
reached = "partly"
who = "panel"
why = "Half."
"""


def settings_with(folder, text):
    folder.mkdir(exist_ok=True)
    (folder / "doelen_2024.toml").write_text(text, encoding="utf-8")
    return replace(read_settings(ROOT), decisions=folder)


def judged(folder, text=ENTRY):
    known = (MEASURED, *OTHERS)
    said = read_judgements(settings_with(folder, text), 2024, known=known)
    return judge_objectives(PROGRAMME, RESULTS, said, year=2024)


def test_a_figure_a_word_and_nothing(tmp_path):
    found = judged(tmp_path)
    assert found["status"].tolist() == ["gehaald", "deels gehaald", "nog niet beoordeeld"]
    assert (found["value"][0], found["measured_in"][0]) == (210, 2024)  # not that of 2025
    assert found["why"].tolist() == ["", "Half.", ""]
    assert [row[1:] for row in tables.objectives_table(found).rows] == [
        ["Gehaald", "Deelnames aan ontmoetingen: 210 in 2024, doel 200"],
        ["Deels gehaald", "Half."],
        ["Nog niet beoordeeld", ""],
    ]


def test_the_summary_counts_what_is_known_and_what_is_not(tmp_path):
    told = narrative.objectives_summary(judged(tmp_path))._repr_markdown_().replace("\u00a0", " ")
    assert "Van 3 doelen haalden we er 1 helemaal" in told
    assert "1 niet of maar ten dele" in told
    assert "Van 1 doel valt dat nog niet te zeggen" in told


def test_before_there_is_a_figure_nothing_is_said(tmp_path):
    said = read_judgements(settings_with(tmp_path, ""), 2024, known=())
    found = judge_objectives(PROGRAMME, RESULTS, said, year=2022)
    assert found["status"][0] == "geen gegevens"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (ENTRY.replace("netwerk.b", "netwerk.x"), "geen doel uit challenges.toml"),
        (ENTRY.replace("netwerk.b", "netwerk.a"), "met meeting.attendances, niet met de hand"),
        (ENTRY + ENTRY, "doel 2: 'netwerk.b' staat er twee keer"),
        (ENTRY.replace("partly", "bijna"), "reached is yes, partly, no"),
        (ENTRY.replace("panel", "iemand"), "who is steering_group, panel, management"),
        (ENTRY.replace("Half.", " "), "zeg bij why waarom"),
        (ENTRY.replace('why = "Half."', ""), "'why' ontbreekt"),
        ("[[objective", "is niet leesbaar"),
        (ENTRY.replace('"netwerk.b"', '["netwerk.b"]'), "id is een tekst"),
        (ENTRY.replace('"partly"', '["partly"]'), "reached is een tekst"),
        (ENTRY.replace('"Half."', "3"), "why is een tekst"),
    ],
)
def test_a_wrong_judgement_is_named(tmp_path, text, fault):
    with pytest.raises(DataError, match=fault):
        judged(tmp_path, text)
