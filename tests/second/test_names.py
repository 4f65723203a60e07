"""The test material itself: it holds what its texts promise."""

from __future__ import annotations

import csv
from collections import defaultdict

import numpy as np
import pytest
from names import SEED, SOURCES, make_organisations, make_records, write_records
from places import TOWNS


@pytest.fixture(scope="module")
def records():
    return make_records()


def test_size_and_sources(records):
    assert 2800 <= len(records) <= 3300
    assert {record.source for record in records} == set(SOURCES)
    assert len({(record.source, record.record_id) for record in records}) == len(records)
    assert len({record.truth for record in records if record.truth}) == 1100


def test_only_records_without_an_organisation_say_why_not(records):
    assert all(bool(record.truth) != bool(record.why_not) for record in records)
    assert sum(not record.truth for record in records) == 170


def test_postcodes_lie_in_the_municipality_named(records):
    places = {(town.postcode, name) for town in TOWNS for name in (town.name, town.municipality)}
    told = {(r.postcode, r.municipality) for r in records if r.postcode and r.municipality}
    assert told <= places


def test_enterprise_numbers_have_right_check_digits_but_for_a_few_typed_wrong(records):
    numbers = [
        "".join(c for c in record.enterprise_number if c.isdigit()).zfill(10)
        for record in records
        if record.enterprise_number
    ]
    wrong = [number for number in numbers if 97 - int(number[:8]) % 97 != int(number[8:])]
    assert len(numbers) > 500
    assert 0 < len(wrong) < 0.03 * len(numbers)


def test_one_name_belongs_to_organisations_in_several_towns():
    towns = defaultdict(set)
    for organisation in make_organisations(np.random.default_rng(SEED)):
        towns[organisation.name].add(organisation.town.municipality)
    assert sum(len(places) > 1 for places in towns.values()) > 40


def test_the_file_reads_back_as_written_and_a_seed_gives_the_same_records(records, tmp_path):
    write_records(tmp_path / "names.csv", make_records())
    with (tmp_path / "names.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows == [vars(record) for record in records]
