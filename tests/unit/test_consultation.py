"""The record of the consultation: read as written, or its fault named."""

from dataclasses import replace

import pytest
from tables import SETTINGS

from pijler_analysis.display import tables
from pijler_analysis.errors import DataError
from pijler_analysis.strategy.consultation import read_consultation

GOOD = """[[advice]]
who = "panel"
date = 2024-11-28
advice = "Meer avonden."
followed = false
why = "Geen dagen."
"""


def settings(tmp_path, text):
    (tmp_path / "overleg_2025.toml").write_text(text, encoding="utf-8")
    return replace(SETTINGS, decisions=tmp_path)


def test_the_table_says_why_a_plan_departs_from_advice(tmp_path):
    table = tables.consultation_table(read_consultation(settings(tmp_path, GOOD), 2025))
    assert table.rows == [["Panel", "28/11/2024", "Meer avonden.", "Niet gevolgd. Geen dagen."]]


def test_without_a_record_there_is_one_line(tmp_path):
    assert read_consultation(settings(tmp_path, GOOD), 2030).empty


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('who = "panel"', 'who = "gemeente"', "advies 1: who is steering_group"),
        ('why = "Geen dagen."', 'why = ""', "waarom het plan ervan afwijkt"),
        ("date = 2024-11-28", 'date = "28/11"', "date is een datum"),
        ('advice = "Meer avonden."', "", "'advice' ontbreekt"),
        ("[[advice]]", "[[advice]", "niet leesbaar"),
        ("date = 2024-11-28", "date = 2024-11-28T10:00:00", "date is een datum"),
        ('advice = "Meer avonden."', "advice = 3", "advice is een tekst"),
        ('advice = "Meer avonden."', 'advice = " "', "zeg bij advice"),
        ('why = "Geen dagen."', 'why = ["Geen dagen."]', "why is een tekst"),
        ("followed = false", "followed = false\nextra = 1", "'extra' is niet bekend"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, message):
    with pytest.raises(DataError, match=r"overleg_2025\.toml") as raised:
        read_consultation(settings(tmp_path, GOOD.replace(old, new)), 2025)
    assert message in str(raised.value)
