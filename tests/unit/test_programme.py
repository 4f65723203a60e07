"""The challenges as data: what is in them holds together, and what is wrong is named."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest
from tables import SETTINGS

from pijler_analysis.cli import plan as cli_plan
from pijler_analysis.decided import programme_line
from pijler_analysis.display import tables
from pijler_analysis.errors import DataError, UsageError
from pijler_analysis.report import narrative
from pijler_analysis.schema.columns import CHALLENGES
from pijler_analysis.settings import read_settings
from pijler_analysis.strategy.challenges import priority_evidence
from pijler_analysis.strategy.programme import (
    LINES,
    activity_table,
    effort_table,
    read_programme,
)
from pijler_analysis.strategy.sensitivity import pushed_out, quarter_capacity, sweep
from pijler_analysis.strategy.yearplan import plan_year

TEXT = files("pijler_analysis.strategy").joinpath("challenges.toml").read_text("utf-8")


def project(tmp_path: Path, text: str):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "challenges.toml").write_text(text, encoding="utf-8")
    return replace(SETTINGS, root=tmp_path)


def test_every_challenge_has_a_goal_objectives_and_something_running():
    programme = read_programme()
    assert list(programme) == list(CHALLENGES)
    for challenge in programme.values():
        assert challenge.goal.endswith(".")
        assert challenge.goal.count(".") == 1
        assert challenge.objectives
        assert any(one.running for one in challenge.activities)


def test_every_activity_says_how_it_serves_partnership_and_some_each_line_of_innovation():
    activities = activity_table(read_programme())
    assert activities["partnership"].str.len().min() > 10
    assert set().union(*activities["innovation"]) == set(LINES)


def test_the_repository_holds_the_packages_own_copy():
    root = SETTINGS.root / "data" / "challenges.toml"
    assert root.read_text(encoding="utf-8") == TEXT, "kopieer challenges.toml naar data/"


SERVES = "serves = { kwaliteit = 3, netwerk = 1 }"
DAYS = 'days = { "medewerker vorming" = 50 }'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[kwaliteit]", "[kwaliteid]", "uitdaging 'kwaliteid' bestaat niet"),
        ("quarter = \"Q2\"", "quarter = \"Q5\"", "quarter is Q1"),
        ("running = true", "running = 1", "running is true of false"),
        ("eur = 3200", "eur = -1", "'kwaliteit.vorming': eur is geen getal"),
        ("change = 0.03", "", "veld 'change' ontbreekt"),
        ("indicator = \"training.attendances\"", "indicator = \"x.y\"", "'x.y' bestaat niet"),
        (SERVES, "serves = { kwaliteit = 4 }", "sterkte van 1"),
        (SERVES, "serves = { kwaliteit = 3, netwrek = 1 }", "serves noemt 'netwrek'; kies uit"),
        ("after = []", "after = [\"x\"]", "after noemt 'x'"),
        ("after = []", "after = [\"kwaliteit.verzameling\"]", None),
        ("id = \"kwaliteit.proef\"", "id = \"kwaliteit.vorming\"", "meer dan eens"),
        ("[kwaliteit]", "[kwaliteit", "niet leesbaar"),
        (DAYS, "days = \"veel\"", "days is een lijst van naam = waarde"),
        (DAYS, "days = { \"minister\" = 5 }", "rol 'minister'; kies uit coördinator"),
        ("after = []", "after = \"netwerk.buddy\"", "after is een lijst van activiteiten"),
        ("after = []", "after = 3", "after is een lijst van activiteiten"),
        (SERVES, "serves = [\"kwaliteit\"]", "serves is een lijst"),
        (SERVES, "serves = { kwaliteit = true }", "sterkte van 1"),
        ("innovation = {}", "innovation = \"x\"", "innovation is een lijst"),
        ("innovation = {}", "innovation = { digital = 3 }", "innovation: veld 'digital'"),
        ("id = \"kwaliteit.praktijken\"", "id = \"kwaliteit.begeleiding\"", "meer dan eens"),
        ("[[kwaliteit.objectives]]", "[kwaliteit.objectives]", "niet leesbaar"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path, old, new, message):
    settings = project(tmp_path, TEXT.replace(old, new, 1))
    if message is None:
        read_programme(settings)
        return
    with pytest.raises(DataError, match=r"challenges\.toml") as raised:
        read_programme(settings)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_whose_challenges_are_used_is_said(tmp_path, plan):
    own = project(tmp_path, TEXT)
    assert programme_line(own) == "uitdagingen en activiteiten: uit data/challenges.toml"
    (tmp_path / "data" / "challenges.toml").unlink()
    told = "uitdagingen en activiteiten: die van het pakket, want data/challenges.toml ontbreekt"
    assert programme_line(own) == told
    assert "van het pakket" not in str(narrative.choice_summary(plan))
    borrowed = plan_year(needs(), own, year=2025)
    assert "uit de activiteiten van het pakket" in str(narrative.choice_summary(borrowed))


def test_activities_that_wait_for_each_other_are_named(tmp_path):
    text = TEXT
    start = text.index('id = "netwerk.ervaren"')
    circle = text[:start] + text[start:].replace(
        "after = []", 'after = ["netwerk.buddyprogramma"]', 1
    )
    with pytest.raises(DataError, match=r"wachten op elkaar: .*buddyprogramma"):
        read_programme(project(tmp_path, circle))


def test_a_circle_is_seen_past_what_leads_nowhere(tmp_path):
    """Of three that wait for each other, each first names one that waits for nothing."""
    text = TEXT
    names = ("kwaliteit.bezoeken", "diaspora.noden", "administratie.signalen")
    for one, next_one in zip(names, (*names[1:], names[0]), strict=True):
        start = text.index(f'id = "{one}"')
        wanted = f'after = ["kwaliteit.vorming", "{next_one}"]'
        text = text[:start] + text[start:].replace("after = []", wanted, 1)
    with pytest.raises(DataError, match=r"wachten op elkaar: .*signalen na .*bezoeken"):
        read_programme(project(tmp_path, text))


def needs() -> pd.DataFrame:
    """Members ask for finance, stakeholders for quality; Europe was not asked."""
    from pijler_analysis.schema.results import result_rows

    def row(indicator, by, group, share):
        return {"indicator": indicator, "year": 2024, "by": by, "group": group, "weighted": False,
                "estimate": share, "low": share, "high": share, "protection": ""}  # fmt: skip

    rows = [row("survey.needs", "challenge", one, 0.7 if one == "financien" else 0.2)
            for one in CHALLENGES if one != "europa"]  # fmt: skip
    rows += [row("survey.stakeholder_needs", "challenge", one, 0.4) for one in CHALLENGES]
    rows += [row("helpdesk.questions", "topic", one, 10) for one in CHALLENGES]
    return result_rows(rows)


def test_evidence_leaves_missing_what_was_not_asked():
    evidence = priority_evidence(needs(), year=2024).set_index(["criterion", "alternative"])
    assert evidence.loc[("members", "financien"), "value"] == 0.7
    assert pd.isna(evidence.loc[("members", "europa"), "value"])
    assert len(evidence) == 3 * len(CHALLENGES)


@pytest.fixture(scope="module")
def plan():
    return plan_year(needs(), SETTINGS, year=2025)


def test_the_running_work_of_the_sample_fits_and_stays(plan):
    running = set(plan.activities.loc[plan.activities["is_running"], "activity_id"])
    assert running <= set(plan.portfolio.chosen["activity_id"])
    assert (plan.portfolio.use["used"] <= plan.portfolio.use["available"] + 1e-9).all()
    assert plan.portfolio.eur <= SETTINGS.capacity.budget


def test_chosen_and_left_out_are_all_activities_once(plan):
    ids = [*plan.portfolio.chosen["activity_id"], *plan.portfolio.left_out["activity_id"]]
    assert sorted(ids) == sorted(effort_table(read_programme()).index)


def test_more_people_buy_more_and_fewer_may_not_do_what_runs(plan):
    capacity = SETTINGS.capacity
    table = sweep(plan.activities, plan.effort, plan.limits, capacity, fte=[2.0, 3.0, 3.5])
    assert table["value"].is_monotonic_increasing
    assert "gaan niet samen" in table["conflict"].iloc[0]
    assert table["gained"].iloc[1] == ()
    assert table["gained"].iloc[2]
    assert quarter_capacity(capacity).sum().sum() == pytest.approx(600)


def test_whatever_still_fits_is_in(plan):
    """Nothing is left out without a reason that says what it falls short of."""
    assert not plan.portfolio.left_out["reason"].str.contains("levert minder").any()


def test_doing_one_thing_for_certain_pushes_others_out(plan):
    moved = pushed_out(plan.activities, plan.effort, plan.limits, forced="zichtbaarheid.online")
    assert "zichtbaarheid.online" in moved["in"]
    assert moved["out"]


def test_a_challenge_members_do_not_ask_for_is_first_only_where_they_weigh_nothing(plan):
    """Stakeholders and the helpdesk name all alike, so members alone set finance apart."""
    flips = plan.flips().set_index("challenge")
    own = [flips.loc["financien", name] for name in ("members", "stakeholders", "signals")]
    assert own == pytest.approx([0.5, 0.2, 0.3])
    assert flips.loc["financien", "is_defensible"]
    assert flips.loc["kwaliteit", "members"] == pytest.approx(0, abs=1e-9)
    assert not flips.loc["kwaliteit", "is_defensible"]
    rows = tables.weights_table(
        plan.flips(), weights={"members": 5, "stakeholders": 2, "signals": 3},
        bounds={"members": (0.3, 0.8)},
    )  # fmt: skip
    told = {row[0]: row[-1] for row in rows.rows}
    assert told["Financiën"] == "de onze"
    assert told["Kwaliteit van de projecten"] == "niet te verdedigen"
    assert "leden 50 % (30 tot 80 %)" in rows.note.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"fte": -1}, "getal groter dan 0"),
        ({"fte": 0}, "getal groter dan 0"),
        ({"fte": float("nan")}, "getal groter dan 0"),
        ({"extra_eur": float("inf")}, "bedrag in euro"),
        ({"force": ["kwaliteit.prof"]}, "bestaat niet; bedoel je kwaliteit.proef"),
        ({"drop": ["xyz"]}, "`pijler plan` noemt ze alle"),
        ({"year": 2019}, "plannen vanaf 2020"),
        ({"year": 99999}, "ten laatste 2044"),
        ({"extra_eur": -40001}, "budget is 40000 euro; er kan niet meer af dan dat"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(wishes, told):
    with pytest.raises(UsageError, match=told):
        plan_year(needs(), SETTINGS, **({"year": 2025} | wishes))


def least(**minimum: int):
    return replace(SETTINGS, capacity=replace(SETTINGS.capacity, minimum=minimum))


def test_a_minimum_of_the_settings_is_met_or_named_as_what_conflicts(plan):
    serving = plan.activities["serves"].map(lambda serves: "stem" in serves)
    ids = set(plan.activities.loc[serving, "activity_id"])
    chosen = len(ids & set(plan.portfolio.chosen["activity_id"]))
    more = plan_year(needs(), least(stem=chosen + 1), year=2025).portfolio.chosen
    assert len(ids & set(more["activity_id"])) == chosen + 1
    with pytest.raises(UsageError, match="minstens 50 voor europa"):
        plan_year(needs(), least(europa=50), year=2025)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("signals = 0.3", "", "elk een getal van 0 of meer"),
        ("members = 0.5", "members = -1", "elk een getal van 0 of meer"),
        ("members = 0.5", 'members = "veel"', "elk een getal van 0 of meer"),
        ("members = 0.5", "geluk = 0.5", "kent geen 'geluk'; wel members"),
        ("members = [0.3, 0.8]", "geluk = [0.3, 0.8]", "kent geen 'geluk'; wel members"),
        ("members = [0.3, 0.8]", "members = 0.5", "een laagste en een hoogste deel"),
        ("members = [0.3, 0.8]", "members = [0.9, 0.1]", "een laagste en een hoogste deel"),
        ("members = [0.3, 0.8]", "members = [0.95, 1.0]", "telt binnen deze grenzen op tot 1"),
        ('"coördinator" = 0.16', '"coördinator" = "veel"', "coördinator moet een getal"),
        ('"coördinator" = 0.16', '"coördinator" = -0.16', "coördinator moet een getal"),
        ("budget = 40000", "budget = -1", "budget mag niet onder 0 liggen"),
    ],
)
def test_weights_bounds_and_roles_that_cannot_be_are_refused(tmp_path, old, new, told):
    text = (SETTINGS.root / "pijler.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "pijler.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(UsageError, match=told):
        read_settings(tmp_path)


def test_bounds_that_leave_hardly_any_weights_are_said_to_be_too_narrow():
    narrow = {"members": (0.0, 0.0001), "stakeholders": (0.0, 0.0001), "signals": (0.0, 1.0)}
    settings = replace(SETTINGS, priorities=replace(SETTINGS.priorities, bounds=narrow))
    with pytest.raises(UsageError, match="maak ze ruimer"):
        plan_year(needs(), settings, year=2025)


@pytest.mark.parametrize(
    ("line", "told"),
    [("geluk = 1", "'geluk' is geen uitdaging"), ("europa = 1.5", "een aantal van 0 of meer")],
)
def test_a_minimum_that_cannot_be_is_refused(tmp_path, line, told):
    text = (SETTINGS.root / "pijler.toml").read_text("utf-8")
    (tmp_path / "pijler.toml").write_text(f"{text}\n[capacity.minimum]\n{line}\n", "utf-8")
    with pytest.raises(UsageError, match=told):
        read_settings(tmp_path)


def test_a_choice_of_which_the_search_ran_out_of_time_does_not_claim_to_be_the_best(plan):
    settled = str(narrative.choice_summary(plan))
    assert "staat niet vast" not in settled
    hurried = replace(plan, portfolio=replace(plan.portfolio, gap=0.043))
    told = str(narrative.choice_summary(hurried)).replace("\u00a0", " ")
    assert "staat niet vast" in told
    assert "hoogstens 4,3 % meer" in told
    printed = cli_plan._as_text(hurried, cli_plan._more(plan, SETTINGS.capacity, fte=None))
    assert "de tijd was op: een betere keuze kan nog hoogstens 4,3 % meer opleveren" in printed
