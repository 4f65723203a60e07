"""Who came to the register, who went, and how the register divides, counted by hand."""

from dataclasses import replace

import pandas as pd
from tables import numbers, organisation, year_data

from pijler_analysis import indicators as pijler
from pijler_analysis.reference import inhabitants
from pijler_analysis.settings import Field

NA = pd.NA


def date(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


LOST = [{"table": "registrations", "file": "a", "sheet": None, "row": 9, "effect": "row"}]
REGISTER = [
    organisation(1, registered_on=date("2024-01-01"), province="Limburg", is_diaspora=True),
    organisation(2, registered_on=date("2024-12-31"), province=None),
    organisation(3, registered_on=date("2023-12-31")),
    organisation(4, registered_on=pd.NaT),  # not there last year, so it may be new
    organisation(5, registered_on=pd.NaT),  # there last year
    organisation(6, registration_status="ended", ended_on=date("2024-02-01"), province="Brussel"),
    organisation(7, registration_status="ended", ended_on=date("2023-02-01")),
    organisation(8, registration_status="ended", ended_on=pd.NaT),  # active last year
    organisation(9, registration_status="ended", ended_on=pd.NaT),  # ended last year
]
LAST_YEAR = year_data(
    year=2023,
    registrations=[
        organisation(5),
        organisation(6),
        organisation(8),
        organisation(9, registration_status="ended"),
    ],
)


def test_new_and_ended_count_the_dates_of_the_year_and_what_may_lie_in_it():
    data = year_data(registrations=REGISTER, rejected=LOST, earlier=(LAST_YEAR,))
    assert numbers(pijler.reach_new(data)) == {"total": (2, None, 2, 2, 4)}
    assert numbers(pijler.reach_ended(data)) == {"total": (1, None, 1, 1, 3)}
    assert numbers(pijler.reach_net_growth(data)) == {"total": (1, None, 1, -1, 3)}
    assert numbers(pijler.reach_new(data), "province")["Limburg"] == (1, None, 1, 1, 4)
    assert numbers(pijler.reach_new(data), "diaspora")["unknown"] == (1, None, 1, 0, 3)
    assert numbers(pijler.reach_ended(data), "province")["Brussel"][0] == 1


def test_without_last_year_every_undated_registration_may_be_new_or_ended():
    data = year_data(registrations=REGISTER)
    assert numbers(pijler.reach_new(data))["total"][2:] == (2, 2, 4)
    assert numbers(pijler.reach_ended(data))["total"][2:] == (1, 1, 3)


def test_shares_of_the_register_leave_the_ended_out_and_bound_the_unknown():
    register = [
        organisation(1, confirmed_on=date("2023-01-01"), has_newsletter=True, is_diaspora=True,
                     partner_countries="CD;PE"),
        organisation(2, confirmed_on=date("2022-12-31"), has_newsletter=False, is_diaspora=False,
                     partner_countries="PE"),
        organisation(3, confirmed_on=pd.NaT, has_newsletter=NA, partner_countries=None),
        organisation(4, registration_status="ended", confirmed_on=date("2024-05-01"),
                     has_newsletter=True, partner_countries="CD"),
    ]  # fmt: skip
    data = year_data(registrations=register, rejected=LOST)
    half = {"total": (1, 2, 0.5, 0.25, 0.75)}
    assert numbers(pijler.reach_freshness(data)) == half
    assert numbers(pijler.reach_newsletter_share(data)) == half
    assert numbers(pijler.reach_least_developed_share(data)) == half
    by_status = numbers(pijler.reach_newsletter_share(data), "diaspora")
    assert by_status["yes"] == (1, 1, 1, 1, 1)
    assert by_status["unknown"] == (0, 0, None, 0, 1)


def test_the_list_of_least_developed_countries_is_that_of_the_year():
    bhutan = [organisation(1, partner_countries="BT")]  # left the list in December 2023
    in_year = {
        year: numbers(
            pijler.reach_least_developed_share(year_data(year=year, registrations=bhutan))
        )
        for year in (2023, 2024)
    }
    assert in_year[2023]["total"][0] == 1
    assert in_year[2024]["total"][0] == 0


def test_the_register_divides_in_one_way_for_every_indicator():
    register = [
        organisation(1, legal_form="vzw", founded_year=2020, volunteers=5, region="Vlaanderen"),
        organisation(2, legal_form=None, founded_year=2019, volunteers=6, region="Brussel"),
        organisation(3, legal_form="vzw", founded_year=2004, volunteers=21, region=None),
        organisation(4, legal_form="other", founded_year=None, volunteers=None, region="Brussel"),
        organisation(5, legal_form="other", founded_year=2030, volunteers=0, region="Brussel"),
    ]
    found = pijler.reach_registrations(year_data(registrations=register))

    def estimates(by: str) -> dict:
        return {group: row[2] for group, row in numbers(found, by).items() if row[2]}

    assert estimates("legal_form") == {"vzw": 2, "other": 2, "unknown": 1}
    assert estimates("age") == {"under_5": 1, "from_5": 1, "from_20": 1, "unknown": 2}
    assert estimates("size") == {"to_5": 2, "from_6": 1, "from_21": 1, "unknown": 1}
    assert estimates("region") == {"Vlaanderen": 1, "Brussel": 3, "unknown": 1}
    assert numbers(found, "age")["from_10"] == (0, None, 0, 0, 2)


def test_organisations_are_counted_by_municipality_and_what_is_none_is_unknown():
    places = ("Gent", "Gent", "Waver", "bij de kerk", None)
    register = [organisation(n, municipality=place) for n, place in enumerate(places)]
    data = year_data(year=2024, registrations=register)
    found = numbers(pijler.reach_registrations(data), "municipality")
    assert {group: row[0] for group, row in found.items()} == {"Gent": 2, "Waver": 1, "unknown": 2}


def test_municipalities_are_classed_by_their_inhabitants_with_the_borders_of_the_year():
    places = ("Antwerpen", "Borsbeek", "Pajottegem", "Galmaarden", "Lier", "Waver", None)
    register = [organisation(n, municipality=place) for n, place in enumerate(places)]

    def classed(year: int) -> dict:
        data = year_data(year=year, registrations=register)
        found = numbers(pijler.reach_registrations(data), "municipality_size")
        return {group: row[0] for group, row in found.items()}

    # Borsbeek has 10,949 inhabitants; Galmaarden 8,836, and 24,724 with those it merged with.
    assert classed(2024) == {
        "under_10000": 1, "from_10000": 1, "from_20000": 1, "from_50000": 1, "unknown": 3,
    }  # fmt: skip
    assert classed(2025) == {
        "under_10000": 0, "from_10000": 0, "from_20000": 2, "from_50000": 1, "unknown": 4,
    }  # fmt: skip


def test_the_inhabitants_add_up_to_those_of_the_regions_as_published():
    """Flanders and Brussels on 1 January 2020 (Statbel): 6,629,143 and 1,218,255."""
    for year in (2019, 2024, 2025):
        assert sum(inhabitants(year).values()) == 6_629_143 + 1_218_255
    assert "Aalter" not in inhabitants(2018)  # it had merged with Knesselare since
    assert inhabitants(2018)["Gent"] == 263_927


def test_coverage_is_told_at_both_ends_of_the_estimate_of_the_field():
    field = Field(1200, "onderzoek", at_least=1000, at_most=2000)
    data = year_data(registrations=REGISTER[:5], rejected=LOST)
    data = replace(data, settings=replace(data.settings, field=field))
    found = pijler.reach_coverage(data)
    assert numbers(found)["total"][:3] == (5, 1200, round(5 / 1200, 9))
    assert numbers(found, "field") == {
        "at_least": (5, 1000, 0.005, 0.005, 0.006), "at_most": (5, 2000, 0.0025, 0.0025, 0.003),
    }  # fmt: skip
    assert set(found["note"]) == {"schatting van het veld: onderzoek"}
    unknown = replace(data, settings=replace(data.settings, field=Field(0, "", 0, 0)))
    assert numbers(pijler.reach_coverage(unknown))["total"][2] is None


def test_an_organisation_counts_in_each_of_its_countries_and_themes_once():
    register = [
        organisation(1, partner_countries="CD;RW;PE", themes="Onderwijs;school;water"),
        organisation(2, partner_countries="CD", themes="ruimtevaart"),
        organisation(3, partner_countries=None, themes=None),
    ]
    found = pijler.reach_registrations(year_data(registrations=register))
    continents = numbers(found, "continent")
    assert continents["Africa"] == (2, None, 2, 2, 3)
    assert (continents["Latin America"][0], continents["unknown"][0]) == (1, 1)
    assert {group: row[0] for group, row in numbers(found, "country").items()} == {
        "CD": 2, "PE": 1, "RW": 1, "unknown": 1,
    }  # fmt: skip
    themes = numbers(found, "project_theme")
    assert (themes["education"][0], themes["water"][0], themes["unknown"][0]) == (1, 1, 2)


def test_a_registration_made_twice_counts_as_one_organisation_by_its_active_line():
    twice = organisation(2, registration_status="ended", organisation_id="R1", province="Brussel")
    data = year_data(registrations=[twice, organisation(1, province="Limburg")])
    found = pijler.reach_registrations(data)
    assert numbers(found)["total"][0] == 1
    assert numbers(found, "province")["Limburg"][0] == 1


def test_two_that_may_be_one_lower_the_count():
    data = year_data(registrations=[organisation(1), organisation(2)], doubts=[("R1", "R2")])
    assert numbers(pijler.reach_registrations(data))["total"] == (2, None, 2, 1, 2)
    assert numbers(pijler.reach_coverage(data))["total"][3] == round(1 / 1200, 9)
