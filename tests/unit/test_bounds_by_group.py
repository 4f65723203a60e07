"""Uncertain pairs bound the groups of what counts unique organisations too, each by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from tables import numbers, organisation, year_data

from pijler_analysis import indicators as pijler
from pijler_analysis.indicators.catalogue import CATALOGUE, MEASURES
from pijler_analysis.indicators.doubts import new_share_of

REGISTER = [
    organisation(1, province="Limburg", is_diaspora=True, has_newsletter=True, themes="water",
                 partner_countries="CD"),
    organisation(2, province="Limburg", is_diaspora=True, has_newsletter=True, themes="water",
                 partner_countries="CD;PE"),
    organisation(3, province="Antwerpen", is_diaspora=False, has_newsletter=False),
    organisation(4, province="Limburg", is_diaspora=False, has_newsletter=False),
]  # fmt: skip
SESSIONS = [
    {"session_id": "V1", "session_kind": "training", "session_theme": "basics",
     "session_title": "Basisreeks diaspora"}
]  # fmt: skip
CAME = ("R1", "R2", "R3", "X1")
ATTENDANCE = [{"session_id": "V1", "organisation_id": one, "is_present": True} for one in CAME]


def made(*doubts: tuple[str, str]):
    return year_data(
        registrations=REGISTER, sessions=SESSIONS, attendance=ATTENDANCE, doubts=[*doubts],
        fund=[{"application_id": one, "organisation_id": one} for one in CAME],
        helpdesk=[{"question_id": one, "organisation_id": one} for one in CAME],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("doubts", "limburg", "antwerpen", "unknown"),
    [
        ([], (2, 3), (1, 2), (0, 1)),
        ([("R1", "R2")], (1, 3), (1, 2), (0, 1)),  # one in Limburg
        ([("R2", "R3")], (1, 3), (0, 2), (0, 1)),  # of one province or of the other
        ([("R2", "X1")], (2, 3), (1, 2), (0, 1)),  # X1 would be of Limburg, as R2
        ([("R1", "X1"), ("X1", "R2")], (1, 3), (1, 2), (0, 1)),
        ([("R1", "X1"), ("X1", "R3")], (1, 3), (0, 2), (0, 1)),
        ([("R4", "X9")], (2, 3), (1, 2), (0, 1)),  # neither came
    ],
)
def test_a_count_by_province(doubts, limburg, antwerpen, unknown):
    found = numbers(pijler.training_organisations(made(*doubts)), "province")
    assert found["Limburg"][3:] == limburg
    assert found["Antwerpen"][3:] == antwerpen
    assert found["unknown"][3:] == unknown
    assert (found["Limburg"][0], found["Antwerpen"][0], found["unknown"][0]) == (2, 1, 1)


def test_a_count_by_theme_of_the_session_and_in_groups_one_may_belong_to_several_of():
    data = made(("R1", "R2"))
    assert numbers(pijler.training_organisations(data), "theme")["basics"] == (4, None, 4, 3, 4)
    listed = pijler.reach_registrations(data)
    assert numbers(listed, "project_theme")["water"][3:] == (1, 4)  # two of unknown theme
    assert numbers(listed, "country")["CD"][3:] == (1, 4)
    assert numbers(listed, "country")["PE"][3:] == (1, 3)  # R1 would work there too


@pytest.mark.parametrize(
    ("doubts", "low", "high"),
    [
        ([], 0.666666667, 0.666666667),
        ([("R1", "R2")], 0.5, 0.666666667),  # one that came, and R4 that did not
        ([("R4", "X1")], 0.666666667, 1.0),  # R4 came, if it is X1
        ([("R2", "R3")], 0.5, 0.666666667),  # R2 may be of Antwerpen
    ],
)
def test_a_part_of_the_register_by_province(doubts, low, high):
    found = numbers(pijler.training_reach(made(*doubts)), "province")
    assert found["Limburg"] == (2, 3, 0.666666667, low, high)
    assert found["Antwerpen"] == (1, 1, 1.0, 1.0, 1.0)


def test_a_share_of_a_status_by_province():
    both = made(("R1", "R2"))
    found = numbers(pijler.reach_newsletter_share(both), "province")["Limburg"]
    assert found == (2, 3, 0.666666667, 0.5, 0.666666667)  # one of two takes it, or two of three
    assert numbers(pijler.reach_newsletter_share(both))["total"][3:] == (round(1 / 3, 9), 0.5)
    found = numbers(pijler.diaspora_organisations_share(both), "province")["Limburg"]
    assert found == (2, 3, 0.666666667, 0.5, 0.666666667)


def test_the_note_stands_beside_the_bounds_it_explains():
    rows = pijler.training_organisations(made(("R1", "R2"))).set_index(["by", "group"])
    assert "1 paren" in rows.loc[("province", "Limburg"), "note"]
    assert pd.isna(rows.loc[("province", "Antwerpen"), "note"])


LINES = {
    "fund.applications", "fund.grants", "fund.grant_rate", "fund.diaspora_share", "survey.invited",
    "reach.new", "reach.ended", "reach.net_growth", "reach.freshness", "panel.unlikeness",
}  # fmt: skip
"""What counts lines — applications, invitations, comings and goings — and not who they are of."""
UNIQUE = {name for name, one in CATALOGUE.items() if one.counts == "organisations"} - LINES


def test_every_row_of_unique_organisations_is_at_least_as_wide_where_two_may_be_one():
    plain, doubted = made(), made(("R1", "R2"), ("R3", "X1"))
    for name in sorted(UNIQUE):
        before, after = (
            {(row["by"], row["group"]): row for row in MEASURES[name](data)}
            for data in (plain, doubted)
        )
        assert before.keys() == after.keys()
        for key, row in after.items():
            for limit, side in (("low", 1), ("high", -1)):
                if before[key][limit] is not None and "note" in row:
                    assert side * row[limit] <= side * before[key][limit] + 1e-9, (name, key)


def test_two_pairs_that_cross_may_be_two_organisations_seen_in_both():
    """Taken all as one they would be one; each pair apart they are two."""
    asked = [{"question_id": one, "organisation_id": one} for one in ("X1", "X2")]
    crossed = [(one, other) for one in ("R1", "R2") for other in ("X1", "X2")]
    data = year_data(registrations=REGISTER[:2], helpdesk=asked, doubts=crossed)
    found = pijler.diaspora_overlap(data)
    assert numbers(found)["total"][3:] == (0, 2)
    assert numbers(found, "channel_pair")["registrations+helpdesk"][3:] == (0, 2)


def test_each_that_seems_new_may_have_been_there_before():
    data = year_data(doubts=[("N1", "B1"), ("N2", "B2"), ("B1", "B2")])
    row = new_share_of(data, frozenset({"N1", "N2", "N3"}), frozenset({"B1", "B2"}))
    assert (round(row["low"], 3), row["high"]) == (0.333, 1)
