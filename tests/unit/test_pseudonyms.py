"""The key of the pseudonyms, and who is who: what is refused, and which rows are one person."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import replace

import pandas as pd
import pytest
from tables import SETTINGS, year_data

from pijler_analysis.errors import FileError, PijlerError, UsageError
from pijler_analysis.protect.people import People
from pijler_analysis.protect.pseudonyms import VARIABLE, key_file, make_key, pseudonym, read_key


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Return a project that is no sample, with a key file beside it that is not there yet."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "elders" / "pijler.key"))
    (tmp_path / "project").mkdir()
    return replace(SETTINGS, root=tmp_path / "project", is_sample=False)


def test_a_pseudonym_is_the_standard_keyed_hash_of_the_plain_text():
    key = bytes(range(32))
    expected = hmac.new(key, b"person\0jose claes", hashlib.sha256).hexdigest()[:24]
    assert pseudonym(" José  CLAES", key=key, kind="person") == expected
    assert pseudonym("jose claes", key=key, kind="organisation") != expected
    assert pseudonym("jose claes", key=bytes(32), kind="person") != expected


def test_a_new_key_is_secret_and_stays(own):
    path = make_key(own.root)
    assert path == key_file()
    assert len(read_key(own)) == 32
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    before = read_key(own)
    assert make_key(own.root) is None
    assert read_key(own) == before


def test_without_a_key_nothing_is_built_and_one_line_says_what_to_do(own):
    with pytest.raises(UsageError, match="pijler init") as stopped:
        read_key(own)
    assert "\n" not in str(stopped.value)
    assert not key_file().exists()


def test_a_sample_has_the_key_everybody_knows_and_nobody_else_may(own):
    known = read_key(replace(own, is_sample=True))
    key_file().parent.mkdir()
    key_file().write_text(known.hex())
    key_file().chmod(0o600)
    with pytest.raises(UsageError, match="voorbeelddata"):
        read_key(own)


@pytest.mark.parametrize("content", ["", "geheim", "00" * 31, "zz" * 32])
def test_what_is_no_key_of_256_bits_is_refused(own, content):
    key_file().parent.mkdir()
    key_file().write_text(content)
    key_file().chmod(0o600)
    with pytest.raises(FileError, match="256"):
        read_key(own)


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
def test_a_key_that_others_can_read_is_refused(own):
    make_key(own.root).chmod(0o640)
    with pytest.raises(UsageError, match="chmod 600"):
        read_key(own)


def test_a_key_in_the_project_is_refused(own, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(own.root / "data" / "pijler.key"))
    for attempt in (lambda: make_key(own.root), lambda: read_key(own)):
        with pytest.raises(PijlerError, match="in het project"):
            attempt()
    assert not (own.root / "data").exists()


def numbers(*rows: dict, year: int = 2024, **others: list[dict]) -> list[str | None]:
    """Number the people on an attendance list."""
    listed = [{"attendance_id": str(at), "session_id": "V1"} | row for at, row in enumerate(rows)]
    data = year_data(attendance=listed, **others)
    return People({year: data.tables}).numbers(year, "attendance")


def person(name: str | None = None, mail: str | None = None, organisation: str | None = None):
    return {"contact_name": name, "contact_email": mail, "organisation_id": organisation}


@pytest.mark.parametrize(("one", "other", "same"), [
    (person("An Claes", "an@hart.be"), person(None, "AN@hart.be"), True),
    (person("An Claes", None, "R1"), person("Claes, An", None, "R1"), True),
    (person("An Claes", None, "R1"), person("An Claes", None, "R2"), False),
    (person("An Claes", "an@hart.be", "R1"), person("An Claes", "an@gmail.com", "R1"), True),
    (person("An Claes", "info@hart.be"), person("Jan Claes", "info@hart.be"), False),
    (person("An Claes", "info@hart.be"), person("A. Claes", "info@hart.be"), True),
    (person("Annelies Claes", "a@hart.be"), person("Anneleis Claes", "a@hart.be"), True),
    (person("An Claes"), person("An Peeters"), False),
])  # fmt: skip
def test_which_two_rows_are_one_person(one, other, same):
    first, second = numbers(one, other)
    assert (first == second) == same


def test_a_row_that_names_nobody_is_nobody():
    assert numbers(person(), person("An Claes")) == [None, "1"]


def test_a_person_is_the_same_in_every_table_and_year():
    tables = year_data(
        attendance=[{"attendance_id": "1", "session_id": "V1"} | person("An Claes", "an@hart.be")],
        panel=[{"member_id": "P1"} | person("An Claes", "AN@hart.be", "R1")],
    ).tables
    people = People({2023: tables, 2024: tables})
    found = {
        people.numbers(year, name)[0] for year in (2023, 2024) for name in ("attendance", "panel")
    }
    assert len(found) == 1


def test_a_number_has_one_pseudonym_and_another_key_another():
    data = year_data(panel=[{"member_id": "P1"} | person("An Claes", "an@hart.be")])
    people = People({2024: data.tables})
    people.numbers(2024, "panel")
    one, other = people.pseudonyms(bytes(32)), people.pseudonyms(bytes([1]) * 32)
    assert one.keys() == other.keys() == {"1"}
    assert set(one.values()).isdisjoint(other.values())
    assert "an@hart.be" not in pd.Series([*one.values()]).str.cat()
