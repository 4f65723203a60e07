"""The strategy report: words follow verdicts, lines follow grades, years follow each other."""

from __future__ import annotations

import pandas as pd
import pytest
from tables import SETTINGS

from pijler_analysis.display import figures, tables
from pijler_analysis.display.fragments import Sentence
from pijler_analysis.display.wave_words import change_words, changes_title
from pijler_analysis.report import narrative
from pijler_analysis.settings import read_settings
from pijler_analysis.strategy.outlook import capacity_outlook
from pijler_analysis.strategy.portfolio import Limits


def change(item: str, verdict: str | None, difference=0.1, grade="B", note="") -> dict:
    hidden = verdict is None
    return {
        "item": item, "grade": grade, "share_then": None if hidden else 0.4,
        "share_now": None if hidden else 0.4 + difference, "difference": difference,
        "low": difference - 0.05, "high": difference + 0.05, "verdict": verdict, "note": note,
        "standardised_difference": difference, "rule": "toen en nu",
    }  # fmt: skip


CHANGES = pd.DataFrame(
    [
        change("satisfaction_fund", "duidelijk", 0.2),
        change("satisfaction_website", "duidelijk", 0.3, grade="C"),
        change("satisfaction_training", "onzeker", -0.02),
        change("satisfaction_panel", None, note="niet te vergelijken", grade="–"),
        change("need_stem", "waarschijnlijk", -0.1),
    ]
)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (change("need_stem", "duidelijk", -0.1), "duidelijk gedaald"),
        (change("need_stem", "duidelijk", -0.1, grade="C"), "duidelijk lager"),
        (change("need_stem", "geen verschil van belang", 0.01), "ongeveer gelijk"),
        (change("need_stem", "onzeker"), "onzeker"),
        (change("need_stem", None, note="te klein om te tonen"), "te klein om te tonen"),
    ],
)
def test_a_verb_follows_the_verdict_and_a_bridged_item_neither_rose_nor_fell(row, said):
    assert change_words(row) == said


def test_the_title_names_what_changed_clearly_and_nothing_else():
    rows = [row for row in CHANGES.to_dict("records") if row["item"] != "satisfaction_panel"]
    title = changes_title(rows, kind="satisfaction", then=2019, now=2024)
    assert "het 11.11.11-Fonds" in title
    assert "de vormingen" not in title
    none = changes_title(rows[2:3], kind="satisfaction", then=2019, now=2024)
    assert none.startswith("Van geen enkele vraag")


def test_a_line_is_whole_for_one_scale_broken_for_two_and_absent_where_refused():
    chart = figures.wave_changes(CHANGES, kind="satisfaction", then=2019, now=2024)
    joins = [line for line in chart.figure.axes[0].lines if len(line.get_xdata()) == 2]
    drawn = {round(line.get_xdata()[1], 2): line.is_dashed() for line in joins}
    assert drawn == {0.6: False, 0.7: True, 0.38: False}
    assert "4de Pijlerpanel: niet te vergelijken" in chart.alt


def test_without_items_asked_twice_there_is_one_line():
    empty = CHANGES.head(0)
    assert isinstance(figures.wave_changes(empty, kind="need", then=2019, now=2024), Sentence)
    assert isinstance(tables.waves_table(empty, then=2019, now=2024), Sentence)


def test_the_summary_counts_the_clear_and_warns_of_another_scale():
    told = str(narrative.waves_summary(CHANGES, then=2019, now=2024))
    assert "bij 2 duidelijk anders" in told
    assert "daalde waarschijnlijk van" in told
    assert "met een andere vraag" in told
    assert "schaal" in told


def activity(id: str, days: float, *, running=False, after=()) -> dict:
    return {
        "activity_id": id, "activity": id, "value": 1.0, "eur": 0.0, "is_running": running,
        "is_all_year": running, "first_quarter": 1, "after": after, "serves": (), "days": days,
    }  # fmt: skip


def test_the_outlook_does_each_candidate_once_and_what_waited_for_it_later():
    role = "medewerker"
    rows = [activity("loopt", 40, running=True), activity("een", 60), activity("twee", 60),
            activity("drie", 60, after=("twee",))]  # fmt: skip
    activities = pd.DataFrame(rows)
    effort = activities.set_index("activity_id")[["days"]].rename(columns={"days": role})
    capacity = type(SETTINGS.capacity)(fte=1, days_per_fte=200, roles={role: 1.0})
    limits = Limits(capacity=pd.DataFrame())
    table = capacity_outlook(activities, effort, limits, capacity, years=[2026, 2027, 2028, 2029],
                             fte=[0.1, 1.4])  # fmt: skip
    few, many = (table[table["fte"] == fte] for fte in (0.1, 1.4))
    assert few["conflict"].astype(bool).all()
    assert many["done"].is_monotonic_increasing
    assert many["done"].tolist()[-1] == 3
    assert many["new"].sum() == 3


def test_a_programme_that_ends_before_it_starts_is_refused(tmp_path):
    from pijler_analysis.errors import UsageError

    text = (SETTINGS.root / "pijler.toml").read_text(encoding="utf-8")
    assert SETTINGS.programme == (2027, 2031)
    (tmp_path / "pijler.toml").write_text(text.replace("[2027, 2031]", "[2031, 2027]"), "utf-8")
    with pytest.raises(UsageError, match="programme loopt van 2031 tot 2027"):
        read_settings(tmp_path)
