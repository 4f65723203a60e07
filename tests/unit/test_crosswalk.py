"""Grades of items asked in two waves, on questionnaires small enough to see why."""

from __future__ import annotations

import json

import pytest
from tables import PROJECT, SETTINGS

from pijler_analysis.cli import main
from pijler_analysis.errors import FileError, UsageError
from pijler_analysis.ingest.questionnaire import Choice, Item, Questionnaire
from pijler_analysis.strategy.crosswalk import crosswalk, read_overrides, wave_crosswalk

FIVE = ("Zeer ontevreden", "Ontevreden", "Neutraal", "Tevreden", "Zeer tevreden")
FOUR = ("Niet tevreden", "Eerder niet tevreden", "Eerder tevreden", "Zeer tevreden")
ASKED = "Hoe tevreden bent u over de vormingen?"


def item(wording=ASKED, answers=FIVE, top: int | None = 4, **more) -> Item:
    return Item("satisfaction_training", "Q1", wording, answers, top=top, **more)


def wave(*items: Item, choices: tuple[Choice, ...] = (), audience: str = "members") -> dict:
    return {audience: Questionnaire("x", audience, "x", {}, {}, items, choices)}


def needs(*options: str) -> tuple[Choice, ...]:
    return (Choice("Q3", "Waarbij wilt u steun?", {f"need_{one}": f"[{one}]" for one in options}),)


@pytest.mark.parametrize(
    ("then", "now", "grade"),
    [
        (item(), item(), "A"),
        (item(), item("Bent u tevreden over onze vormingen?"), "B"),
        (item(), item("HOE tevreden bent u over de  vormingen?"), "A"),
        (item(answers=FOUR, top=3), item(), "C"),
        (item(top=5), item(), "C"),
        (item(no_experience=("Geen ervaring",)), item(), "C"),
        (item(answers=FOUR, top=None), item(), "–"),
        (item(), item("Hoe oud is uw organisatie?"), "–"),
        (item(), item(asked_if={"has_ethical_code": "Ja"}), "–"),
    ],
)
def test_the_grade_follows_from_wording_scale_and_routing(then, now, grade):
    assert crosswalk(wave(then), wave(now))["grade"].tolist() == [grade]


def test_an_item_asked_of_other_people_is_another_item():
    table = crosswalk(wave(item()), wave(item(), audience="stakeholders"))
    assert table[["audience", "status", "grade"]].to_numpy().tolist() == [
        ["stakeholders", "added", ""], ["members", "dropped", ""],
    ]  # fmt: skip


def test_a_longer_list_of_options_is_another_scale():
    table = crosswalk(wave(choices=needs("stem")), wave(choices=needs("stem", "europa")))
    assert table.set_index("item")["grade"].to_dict() == {"need_stem": "C", "need_europa": ""}
    assert "1 en nu uit 2" in table["rule"][0]


def test_an_override_keeps_its_reason():
    decided = {("members", "satisfaction_training"): ("B", "getoetst")}
    (row,) = crosswalk(wave(item(top=5)), wave(item()), overrides=decided).to_dict("records")
    assert (row["grade"], row["reason"]) == ("B", "getoetst")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[members.x]\ngrade = "B"', "er ontbreekt een reason"),
        ('[members.x]\ngrade = "B"\nreason = " "', "er ontbreekt een reason"),
        ('[members.x]\ngrade = "D"\nreason = "zo"', "grade is een van A, B, C, –"),
        ('members = "B"', "verwacht een tabel"),
        ('[members.x]\ngrade = "B"\nreason = 3', "er ontbreekt een reason"),
        ('[members.x]\ngrade = "B"\nreden = "zo"', "'reden' is niet bekend"),
    ],
)
def test_an_override_without_reason_or_grade_is_refused(tmp_path, text, said):
    path = tmp_path / "crosswalk_2019_2024.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said) as stopped:
        read_overrides(path)
    assert path.name in str(stopped.value)


def test_an_override_of_what_was_not_asked_twice_is_refused():
    for key in (("members", "satisfaction_fund"), ("members", "satisfaction_training")):
        with pytest.raises(UsageError, match=rf"^x\.toml: \[members\.{key[1]}\] werd niet"):
            crosswalk(wave(), wave(item()), overrides={key: ("A", "zo")}, decided_in="x.toml")


def test_an_unreadable_override_says_which_file(tmp_path):
    path = tmp_path / "crosswalk_2019_2024.toml"
    path.write_text("[members", encoding="utf-8")
    with pytest.raises(FileError, match=path.name):
        read_overrides(path)


def test_the_waves_of_the_sample_share_fifteen_items_none_on_one_scale():
    table = wave_crosswalk(SETTINGS, 2019, 2024)
    members = table[table["audience"] == "members"].set_index("item")
    asked_twice = members[members["status"] == "kept"]
    assert set(asked_twice["grade"]) == {"C"}
    assert len(asked_twice) == 7 + 8
    assert members.loc["satisfaction_panel", "status"] == "added"


def test_a_year_without_a_survey_and_the_wrong_order_are_refused():
    with pytest.raises(UsageError, match="in 2020 was er geen bevraging"):
        wave_crosswalk(SETTINGS, 2020, 2024)
    with pytest.raises(UsageError, match="de vroegere bevraging komt eerst"):
        wave_crosswalk(SETTINGS, 2024, 2019)
    with pytest.raises(UsageError, match="noem twee bevragingen"):
        wave_crosswalk(SETTINGS, 2024, 2024)


def test_the_command_prints_a_table_for_people_and_for_programs(capsys):
    assert main(["--project", str(PROJECT), "waves", "2019", "2024"]) == 0
    assert "C  satisfaction_overall" in capsys.readouterr().out
    assert main(["--project", str(PROJECT), "waves", "2019", "2024", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) > 30
