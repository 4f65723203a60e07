"""What lies where, and what a country was, on a given date: mergers, income, the UN's list."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from pijler_analysis.clean.countries import are_least_developed, income_groups_of
from pijler_analysis.clean.places import located, municipality_of, postcode_of_place, province_of
from pijler_analysis.reference import (
    continents,
    income_groups,
    least_developed,
    municipalities,
    sub_municipalities,
)
from pijler_analysis.schema.columns import INCOME_GROUPS, PROVINCES, REGIONS

MERGERS_2025 = {
    "Antwerpen": ["2150"], "Bilzen-Hoeselt": ["3740", "3730"],
    "Pajottegem": ["1570", "1755", "1540"],
    "Beveren-Kruibeke-Zwijndrecht": ["9120", "9150", "2070"], "Nazareth-De Pinte": ["9810", "9840"],
    "Tessenderlo-Ham": ["3980", "3945"], "Hasselt": ["3500", "3720"], "Lochristi": ["9080", "9185"],
    "Lokeren": ["9160", "9180"], "Merelbeke-Melle": ["9820", "9090"], "Tielt": ["8700", "8760"],
    "Tongeren-Borgloon": ["3700", "3840"], "Wingene": ["8750", "8755"],
    "Bastenaken": ["6600", "6687"],
}  # fmt: skip
MERGERS_2019 = {
    "Aalter": ["9880", "9910"], "Deinze": ["9800", "9850"], "Kruisem": ["9770", "9750"],
    "Lievegem": ["9920", "9950", "9930"], "Puurs-Sint-Amands": ["2870", "2890"],
    "Oudsbergen": ["3660", "3670"], "Pelt": ["3900", "3910"],
}  # fmt: skip


@pytest.mark.parametrize(("year", "mergers"), [(2019, MERGERS_2019), (2025, MERGERS_2025)])
def test_a_merger_holds_from_its_year_on(year, mergers):
    for merged, postcodes in mergers.items():
        before = [municipality_of(code, year=year - 1) for code in postcodes]
        assert {municipality_of(code, year=year) for code in postcodes} == {merged}
        assert len(set(before)) == len(before), merged


def test_every_postcode_has_one_municipality_at_a_time_and_a_province():
    for postcode, known in municipalities().items():
        years = [year for _, year in known]
        assert years[0] == 0, postcode
        assert years == sorted(set(years)), postcode
        assert province_of(postcode, year=2024) in PROVINCES


def test_every_part_of_a_municipality_has_a_postcode_that_exists():
    assert set(sub_municipalities().values()) <= set(municipalities())


@pytest.mark.parametrize(
    ("name", "postcode"),
    [("Kessel-Lo", "3010"), ("ST AMANDSBERG", None), ("Sint Amandsberg", "9040"),
     ("Nevele", "9850"), ("Waver", "1300"), ("Mariakerke", None), ("Antwerpen", "2000")],
)  # fmt: skip
def test_a_place_has_a_postcode_where_its_name_is_enough(name, postcode):
    assert postcode_of_place(name) == postcode


def test_a_row_lies_where_its_postcode_says_or_else_its_place():
    table = pd.DataFrame(
        {"postcode": ["9000", None, None, None, "2070"],
         "municipality": ["Gentbrugge", "Kessel-Lo", "Parijs", None, None]},
        dtype="string",
    )  # fmt: skip
    found = located(table, year=2025)
    assert found["municipality"].tolist()[:3] == ["Gent", "Leuven", "Parijs"]
    assert found["municipality"].iloc[4] == "Beveren-Kruibeke-Zwijndrecht"
    assert found["province"].tolist()[:2] == ["Oost-Vlaanderen", "Vlaams-Brabant"]
    assert found["province"].isna().tolist() == [False, False, True, True, False]
    assert set(found["region"].dropna()) == {"Vlaanderen"} < set(REGIONS)


# the World Bank's lists as published, counted without the tables of the package
LOW_2022 = {
    "AF", "BF", "BI", "CF", "TD", "CD", "ER", "ET", "GM", "GN", "GW", "KP", "LR", "MG", "MW", "ML",
    "MZ", "NE", "RW", "SL", "SO", "SS", "SD", "SY", "TG", "UG", "YE", "ZM",
}  # fmt: skip


def test_the_poorest_countries_of_july_2022_are_those_the_world_bank_listed():
    codes = pd.Series(sorted(continents()))
    low = income_groups_of(codes, on=date(2022, 7, 1)) == "low"
    assert set(codes[low.fillna(False)]) == LOW_2022


@pytest.mark.parametrize(
    ("year", "low", "lower_middle", "upper_middle"),
    [(2018, 34, 47, 56), (2019, 31, 47, 60), (2020, 29, 50, 56), (2021, 27, 55, 55),
     (2022, 28, 54, 54), (2023, 26, 54, 54), (2024, 26, 51, 54)],
)  # fmt: skip
def test_as_many_countries_are_poor_as_the_world_bank_counted(
    year, low, lower_middle, upper_middle
):
    groups = income_groups_of(pd.Series(sorted(continents())), on=date(year, 7, 1)).value_counts()
    counted = [groups[group] for group in ("low", "lower_middle", "upper_middle")]
    assert counted == [low, lower_middle, upper_middle]


def test_every_step_in_income_is_dated_and_changes_something():
    for country, known in income_groups().items():
        assert country in continents()
        assert {group for _, group in known} <= {*INCOME_GROUPS, ""}
        assert all(day.month == 7 and day.day == 1 for day, _ in known), country
        groups = [group for _, group in known]
        assert all(old != new for old, new in pairwise(groups)), country


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2014, 6, 1), 48), (date(2021, 9, 27), 46), (date(2023, 12, 31), 45),
     (date(2024, 12, 31), 44), (date(2018, 7, 1), 47)],
)  # fmt: skip
def test_the_list_of_least_developed_countries_had_this_length(day, number):
    codes = pd.Series(sorted(least_developed()))
    assert int(are_least_developed(codes, on=day).sum()) == number


def test_reference_tables_hold_no_row_twice():
    folder = Path(__file__).parents[2] / "src" / "pijler_analysis" / "reference"
    for path in folder.glob("*.csv"):
        rows = [tuple(row) for row in csv.reader(path.read_text(encoding="utf-8").splitlines())]
        assert len(rows) == len(set(rows)), path.name
