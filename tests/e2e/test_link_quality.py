"""Every line of the sample beside the organisation it stands for: who was joined, rightly."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

TRUTH = json.loads((Path(__file__).parents[1] / "truth" / "truth.json").read_text(encoding="utf-8"))
KEYS = {
    "helpdesk": "question_id", "fund": "application_id", "panel": "member_id",
    "attendance": "attendance_id", "survey_members": "response_id",
}  # fmt: skip


@pytest.fixture(scope="module")
def lines(project):
    parts = []
    for year in project.settings.years:
        for table, key in KEYS.items():
            rows = getattr(project.load(year), table)[[key, "organisation_id"]]
            parts.append(rows.rename(columns={key: "key"}).assign(year=year, table=table))
    true = pd.DataFrame(TRUTH["meant"], columns=["year", "table", "key", "meant"])
    return true.merge(pd.concat(parts), on=["year", "table", "key"], validate="one_to_one")


def pairs(*groups: pd.Series) -> int:
    sizes = pd.DataFrame({str(at): group for at, group in enumerate(groups)}).value_counts()
    return int((sizes * (sizes - 1) // 2).sum())


def test_pairs_joined_are_right_and_few_are_missed(lines):
    named = lines[(lines["meant"] != "") & lines["organisation_id"].notna()]
    right = pairs(named["meant"], named["organisation_id"])
    assert right / pairs(named["organisation_id"]) >= 0.99
    assert right / pairs(named["meant"]) >= 0.93


def test_a_human_would_find_nearly_all_the_rest_with_little_work(project, lines):
    named = lines[(lines["meant"] != "") & lines["organisation_id"].notna()]
    doubts = pd.concat([project.load(year).doubts for year in project.settings.years])
    doubts = doubts.drop_duplicates(["left", "right"])
    meant = named.groupby("organisation_id")["meant"].agg(lambda them: them.mode()[0])
    asked = doubts.assign(l=doubts["left"].map(meant), r=doubts["right"].map(meant))
    said = asked[asked["l"] == asked["r"]]
    joined = dict(zip(said["right"], said["left"], strict=True))
    after = named["organisation_id"].replace(joined).replace(joined)
    assert pairs(named["meant"], after) / pairs(named["meant"]) >= 0.98
    assert len(doubts) <= 0.06 * len(lines)


def test_nobody_who_asks_for_himself_becomes_an_organisation(lines):
    assert lines.loc[lines["meant"] == "", "organisation_id"].isna().all()
    assert lines.loc[lines["meant"] != "", "organisation_id"].notna().all()
