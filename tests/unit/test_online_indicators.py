"""The newsletter and the website on small tables with blanks in them, counted by hand."""

import pandas as pd
from tables import numbers, year_data

from pijler_analysis import indicators as pijler

NA = pd.NA


def sent(day: str, delivered, opened, people, clicked=NA) -> dict:
    return {
        "mailing_id": day, "sent_on": pd.Timestamp(day), "delivered": delivered, "opened": opened,
        "opened_by_people": people, "clicked": clicked,
    }  # fmt: skip


MAILINGS = [
    sent("2022-11-03", 220, 120, 90, 20),
    sent("2022-01-05", 200, 100, 80, 10),
    sent("2022-06-01", 210, NA, NA),  # the tool lost what became of this one
    sent("2022-12-01", NA, 130, 99, 30),  # and here at how many addresses it came
]


def test_receivers_are_those_of_the_last_mailing_that_says_so():
    found = pijler.reach_newsletter_receivers(year_data(year=2022, mailings=MAILINGS))
    assert numbers(found)["total"] == (220, None, 220, 220, 220)


def test_opened_is_by_anyone_before_2022_by_people_after_and_both_in_that_year():
    found = {
        year: pijler.reach_newsletter_open_share(year_data(year=year, mailings=MAILINGS))
        for year in (2021, 2022, 2023)
    }
    anyone, people = round(220 / 420, 9), round(170 / 420, 9)
    assert numbers(found[2021])["total"][:3] == (220, 420, anyone)
    assert numbers(found[2022])["total"][:3] == (170, 420, people)
    assert {group: row[2] for group, row in numbers(found[2022], "version").items()} == {
        "1": anyone, "2": people,
    }  # fmt: skip
    assert numbers(found[2023])["total"][:3] == (170, 420, people)
    assert [set(one["version"]) for one in found.values()] == [{1}, {1, 2}, {2}]


def test_a_year_of_mailings_that_say_nothing_has_no_share():
    silent = [sent("2023-01-05", 200, NA, NA)]
    row = pijler.reach_newsletter_click_share(year_data(year=2023, mailings=silent)).iloc[0]
    assert pd.isna(row["estimate"])
    assert "in geen enkele nieuwsbrief" in row["note"]


def test_views_are_added_up_per_chapter_of_the_manual():
    pages = [
        {"page": "/", "page_views": 50, "manual_chapter": NA},
        {"page": "/handboek", "page_views": 7, "manual_chapter": "start"},
        {"page": "/handboek/diaspora", "page_views": 10, "manual_chapter": "diaspora"},
        {"page": "/handboek/diaspora/kaart", "page_views": 13, "manual_chapter": "diaspora"},
    ]
    data = year_data(pages=pages)
    found = pijler.reach_website_views(data)
    assert numbers(found)["total"][2] == 80
    assert {group: row[2] for group, row in numbers(found, "manual_chapter").items()} == {
        "start": 7, "diaspora": 23,
    }  # fmt: skip
    assert numbers(pijler.reach_manual_share(data))["total"][:3] == (30, 80, 30 / 80)
