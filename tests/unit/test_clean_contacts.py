"""Addresses, telephone numbers, and national register numbers that somebody typed."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.be import nn, vat

from pijler_analysis.clean.contacts import email_addresses, phone_numbers
from pijler_analysis.clean.dates import dates
from pijler_analysis.clean.identifiers import holds_identifier
from pijler_analysis.clean.national_numbers import without_national_numbers
from pijler_analysis.clean.values import enterprise_numbers, texts


def one(reader, cell):
    return reader([cell])[0]


@pytest.mark.parametrize(
    ("cell", "address", "rule"),
    [
        ("an@hart.example", "an@hart.example", ""),
        (" An.Maes@HART.example ", "An.Maes@hart.example", "e-mailadres gelezen"),
        ("An <an@hart.example>", "an@hart.example", "e-mailadres gelezen"),
        ("mailto:an@hart.example", "an@hart.example", "e-mailadres gelezen"),
        ("an@a.be; jan@b.be", "an@a.be", "eerste van meer adressen genomen"),
        ("rené@hart.be", "rené@hart.be", ""),
        ("anonymous", None, ""),
        ("", None, ""),
        ("onbekend", None, "niet ingevuld"),
    ],
)
def test_an_address_is_read(cell, address, rule):
    assert one(email_addresses(), cell)[:3] == (address, rule, "")


@pytest.mark.parametrize("cell", ["an@hart", "an at hart.be", "an@@hart.be", ".@.be", 12.0])
def test_what_is_no_address_is_refused(cell):
    assert one(email_addresses(), cell).reason == "is geen e-mailadres"


def test_a_long_text_with_signs_is_refused_at_once():
    assert one(email_addresses(), "a." * 50_000 + "@").reason


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("09 123 45 67", "+3291234567"),
        ("+32 (0)9 123 45 67", "+3291234567"),
        ("0470/12.34.56", "+32470123456"),
        (470123456.0, "+32470123456"),
        (32470000001.0, "+32470000001"),
        ("0031 6 12345678", "+31612345678"),
        ("09 123 45 67 of 0470 12 34 56", "+3291234567"),
        ("09 123 45 67 / 0470 12 34 56", "+3291234567"),
        ("09/000.60.70", "+3290006070"),
        ("tel. 09 123 45 67", "+3291234567"),
    ],
)
def test_a_number_is_brought_to_one_form(cell, number):
    assert one(phone_numbers(), cell).value == number


@pytest.mark.parametrize("cell", ["12", "geen", "1234567890123456789"])
def test_what_is_no_number_is_refused(cell):
    assert one(phone_numbers(), cell).reason


# ── national register numbers ─────────────────────────────────────────────────────────────


@given(
    born=st.dates(date(1910, 1, 1), date(2024, 12, 31)),
    serial=st.integers(1, 997),
    shape=st.sampled_from(["{}{}{}{}{}", "{}.{}.{}-{}.{}", "{}.{}.{}-{}-{}", "{} {} {} {} {}"]),
)
def test_a_number_is_found_in_a_sentence_whatever_signs_stand_in_it(born, serial, shape):
    stem = f"{born:%y%m%d}{serial:03d}"
    check = 97 - int(("2" if born.year >= 2000 else "") + stem) % 97
    digits = f"{stem}{check:02d}"
    assert nn.is_valid(digits)
    typed = shape.format(digits[:2], digits[2:4], digits[4:6], digits[6:9], digits[9:])
    assert without_national_numbers(f"Zie {typed}, graag antwoord") == "Zie …, graag antwoord"
    assert holds_identifier(typed)


@given(st.from_regex(r"[0-9]{11}", fullmatch=True))
def test_eleven_digits_that_another_checker_refuses_are_left(digits):
    if not nn.is_valid(digits) and not (digits[2:4] == "00" or digits[4:6] == "00"):
        assert without_national_numbers(digits) == digits


def test_a_number_leaves_a_text_column_with_a_word_and_without_its_digits():
    readings = texts()(["RR: 85.07.30-033.28", "85073003328", 85073003328.0, "Gent"])
    assert [reading.value for reading in readings] == ["RR: …", None, None, "Gent"]
    assert {reading.rule for reading in readings[:3]} == {"rijksregisternummer weggelaten"}
    assert texts(is_id=True)(["85073003328"])[0].value == "85073003328"


def test_no_list_shows_a_national_number(tmp_path):
    from clean_files import HELPDESK, write_project, write_xlsx

    from pijler_analysis.clean.year import clean_year

    settings = write_project(tmp_path)
    log = [list(row) for row in HELPDESK]
    log[4][2] = log[4][4] = "85.07.30-033.28"
    log[5][9] = "zie 85.07.30-033.28"
    write_xlsx(settings.raw / "2024" / "helpdesk.xlsx", {"Logboek": log})
    cleaned = clean_year(settings, 2024)
    everything = [*cleaned.tables.values(), cleaned.log, cleaned.rejected]
    shown = pd.concat(everything).astype("string")
    assert not shown.apply(lambda column: column.str.contains("033", na=False)).any().any()
    assert "helpdesk.xlsx: 2 cellen met een rijksregisternummer" in " ".join(cleaned.warnings)


@given(st.integers(0, 1_999_999_999))
def test_an_enterprise_number_is_judged_as_another_checker_does(number):
    assume(1 <= number % 100 <= 97)  # no other check is ever given; the other lets 98 and 99 pass
    digits = f"{number:010d}"
    found = one(enterprise_numbers(), digits).value
    assert (found == digits) == vat.is_valid(digits)


# ── the future ────────────────────────────────────────────────────────────────────────────


def test_a_date_after_the_last_possible_day_is_refused_and_that_day_is_not():
    read = dates(latest=date(2024, 6, 30))
    assert one(read, "30/06/2024").value == date(2024, 6, 30)
    assert one(read, "01/07/2024").reason == "datum in de toekomst"
    assert one(read, 55_000.0).reason == "datum in de toekomst"
