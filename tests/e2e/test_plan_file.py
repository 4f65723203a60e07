"""A choice written as a workbook is read back as the plan of that year, and never overwritten."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from pijler_analysis.cli import main
from pijler_analysis.errors import FileError
from pijler_analysis.strategy.plan import read_plan
from pijler_analysis.strategy.plan_file import write_plan


@pytest.fixture(scope="module")
def written(project, tmp_path_factory):
    """Return a choice for 2026, and the plan read back from its workbook."""
    plan = project.year_plan(2026)
    path = write_plan(project.settings, plan, year=2026)
    yield plan, read_plan(project.settings, 2026)
    path.unlink()


def test_every_chosen_activity_comes_back_with_what_was_chosen(written):
    plan, kept = written
    chosen = plan.portfolio.chosen.set_index("activity_id")
    assert kept["activity_id"].tolist() == chosen.index.tolist()
    assert kept["days_planned"].tolist() == chosen["days"].tolist()
    assert kept["budget_eur"].tolist() == chosen["eur"].tolist()
    quarters = {"year": 0, "Q1": 1, "Q2": 2, "Q3": 3, "Q4": 4}
    assert kept["quarter"].map(quarters).tolist() == chosen["quarter"].tolist()
    assert kept["review_on"].dt.year.eq(2026).all()
    assert kept["activity_status"].eq("planned").all()


def test_an_activity_is_carried_by_the_role_with_most_days_and_moves_its_indicator(written):
    plan, kept = written
    rows = kept.set_index("activity_id")
    for challenge in plan.programme.values():
        for activity in challenge.activities:
            if activity.id in rows.index:
                row = rows.loc[activity.id]
                assert activity.days[row["owner_role"]] == max(activity.days.values())
                assert row["challenge"] == challenge.id
                assert abs(row["target_change"]) == pytest.approx(activity.change)
    waiting = rows.loc["administratie.vragen"]  # fewer days is better, so the change is down
    assert waiting["indicator"] == "helpdesk.response_days"
    assert waiting["target_change"] < 0


def test_a_plan_that_is_there_stays(project, written, capsys):
    with pytest.raises(FileError, match="is er al"):
        write_plan(project.settings, written[0], year=2026)
    command = ["--project", str(project.settings.root), "plan", "2025", "--write"]
    assert main(command) == 3
    assert "actieplan_2025.xlsx is er al" in capsys.readouterr().err


def test_the_command_prints_how_firm_the_choice_is_and_what_more_would_buy(project, capsys):
    command = ["--project", str(project.settings.root), "plan", "2026", "--force", "europa.brussel"]
    assert main(command) == 0
    printed = capsys.readouterr().out
    plan = project.year_plan(2026, force=["europa.brussel"])
    assert f"gekozen: {len(plan.portfolio.chosen)} activiteiten, " in printed
    robust = plan.robustness().set_index("activity_id")["robust"]
    words = {"always": "altijd", "depends": "soms", "never": "nooit"}
    for line in printed.splitlines():
        for id in robust.index[[f" {id} " in line for id in robust.index]]:
            assert "VTE" in line or "zeker" in line or f" {words[robust[id]]} " in line
    people = project.settings.capacity.fte
    more = plan.sweep(project.settings.capacity, fte=[people + 0.5]).iloc[0]
    after = printed.split("met 3,5 VTE en 0 euro extra:")[1].split("met ")[0].split()
    assert [id for id in after if "." in id] == [*more["gained"], *more["lost"]]
    pushed = plan.pushed_out()["europa.brussel"]
    done = printed.split("door europa.brussel zeker te doen:")[1].split("dagen gebruikt")[0]
    assert [id for id in done.split() if "." in id] == [*pushed["in"], *pushed["out"]]


def test_the_command_prints_which_weights_put_another_challenge_first(project, capsys):
    command = ["--project", str(project.settings.root), "plan", "2025"]
    assert main(command) == 0
    printed = capsys.readouterr().out.split("een andere eerst kwam:")[1]
    evidence = project.year_plan(2025).evidence
    lowest, highest = (evidence.groupby("criterion")[end].agg(how)
                       for end, how in (("low", "min"), ("high", "max")))  # fmt: skip
    scaled = evidence.assign(
        score=(evidence["value"] - evidence["criterion"].map(lowest))
        / evidence["criterion"].map(highest - lowest)
    ).pivot(index="alternative", columns="criterion", values="score").fillna(0.5)  # fmt: skip
    told = re.findall(r"(\w+) +leden (\d+) %, stakeholders (\d+) %, helpdesk (\d+) %", printed)
    assert told
    for challenge, *shares in told:
        members, stakeholders, signals = map(int, shares)
        worth = scaled @ pd.Series(
            {"members": members, "stakeholders": stakeholders, "signals": signals}
        )
        assert worth[challenge] >= worth.max() - 1  # of 100, as the shares are rounded
    first = (scaled @ pd.Series(dict(project.settings.priorities.weights))).idxmax()
    assert re.search(rf"{first} +met onze gewichten", printed)
    assert main([*command, "--json"]) == 0
    flips = json.loads(capsys.readouterr().out)["flips"]
    assert {one["challenge"] for one in flips if one["members"] is not None} == {
        first, *(challenge for challenge, *_ in told)
    }  # fmt: skip
