"""Personal data in texts: found in every notation, ordinary numbers left alone, in linear time."""

from __future__ import annotations

import time
import unicodedata

import pandas as pd
import pytest

from pijler_analysis.clean.identifiers import holds_identifier, without_identifiers
from pijler_analysis.clean.log import show
from pijler_analysis.protect.scrub import Scrubber, is_name, names_of, ordinary_words, scrub_text

NAMES = names_of(
    ["An De Smet", "José Claes", "N’Famara Traoré", "Roos Peeters", "Secretariaat Hart voor Benin"],
    ordinary=["roos"],
)


@pytest.mark.parametrize("number", [
    "0470 12 34 56", "0470/12.34.56", "0470123456", "0470-12-34-56", "(0470) 12 34 56",
    "+32 470 12 34 56", "+32 (0)470 12 34 56", "0032470123456", "32470123456", "470123456",
    "09 123 45 67", "09/123.45.67", "02-123 45 67", "04 222 33 44", "+1 202 555 0175",
    "0470\u00a012\u00a034\u00a056",
])  # fmt: skip
def test_a_telephone_number_is_found_in_every_notation(number):
    text, count = without_identifiers(f"Bel {number}, na zes uur")
    assert text == "Bel [telefoon], na zes uur"
    assert count == {"phone": 1}


@pytest.mark.parametrize("address", [
    "an.desmet@hart.example", "AN@HART.EXAMPLE", "j.o'neil+x@hart-x.co.uk", "an (at) hart.be",
    "an[at]hart.be", "an @ hart.be", unicodedata.normalize("NFD", "zoë@hart.be"),
])  # fmt: skip
def test_an_address_is_found_however_it_is_written(address):
    assert without_identifiers(f"Mail naar {address}.")[0] in (
        "Mail naar [e-mail].", "Mail naar [e-mail]"
    )  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), [
    ("BE71 0961 2345 6769", "iban"), ("be71096123456769", "iban"), ("NL91ABNA0417164300", "iban"),
    ("85.07.30-033.28", "national_number"), ("85073003328", "national_number"),
    ("https://hart.example/an?x=1", "link"), ("www.hart.example", "link"),
    ("facebook.com/an.desmet", "link"),
])  # fmt: skip
def test_other_identifiers_are_found(text, kind):
    assert without_identifiers(f"zie {text} dank")[1] == {kind: 1}


@pytest.mark.parametrize("text", [
    "R0001", "S-2024-00123", "1.250.000 euro", "01/03/2024 15 deelnemers", "240062658",
    "20240301123", "2024-10-07 12:02:46", "9000 Gent", "chat at hart",
    "1.11.11.11.11.11", "en/of", "2,5 VTE", "Hart.org",
])  # fmt: skip
def test_ordinary_numbers_and_words_stay(text):
    assert without_identifiers(text) == (text, {})
    assert not holds_identifier(text)


@pytest.mark.parametrize("text", [
    "An De Smet", "DE SMET, AN", "A. De Smet", "jose\u0301 claes", "Claes José",
    "Traoré N'Famara", "an-de-smet", "JoséClaes",
])  # fmt: skip
def test_a_known_person_is_found_however_the_name_is_written(text):
    assert scrub_text(f"{text} belde", NAMES)[0] == "[naam] belde"


def test_a_single_name_counts_in_own_words_only_and_only_with_a_capital():
    text = "Vraag het aan Claes of aan de claes; Roos en roos bloeien"
    assert scrub_text(text, NAMES)[0] == text
    assert scrub_text(text, NAMES, singles=True)[0] == (
        "Vraag het aan [naam] of aan de claes; Roos en roos bloeien"
    )
    assert "roos" in ordinary_words(pd.Series(["Een roos voor Roos", pd.NA], dtype="string"))


def test_what_stands_in_a_name_column_but_is_no_person_is_no_name():
    assert scrub_text("Secretariaat Hart voor Benin", NAMES)[0] == "Secretariaat Hart voor Benin"
    assert is_name("claes, José", NAMES)
    assert not is_name("Vrienden van José Claes", NAMES)


def test_a_keyed_list_finds_the_same_and_holds_no_name():
    keyed = NAMES.keyed(bytes(32))
    assert scrub_text("José Claes en joseclaes", keyed)[0] == "[naam] en [naam]"
    assert not {"claes jose", "joseclaes"} & (keyed.phrases | keyed.joined)
    assert keyed.phrases.isdisjoint(NAMES.keyed(bytes([1]) * 32).phrases)


def test_a_column_counts_every_row_and_leaves_missing_values():
    values = pd.Series(["an@hart.be", pd.NA, "an@hart.be", "goed"], dtype="string")
    scrubbed, count = Scrubber(NAMES).column(values)
    assert scrubbed.fillna("-").tolist() == ["[e-mail]", "-", "[e-mail]", "goed"]
    assert count == {"email": 2}


@pytest.mark.parametrize("unit", [
    "a", "@", "a@", "a.", "a@a.", "0", "0 ", "0470 12 ", "BE71", "4.", "(at)", "www.", "a/", "1-",
    "An De ", "An ", "Claes", "e\u0301", "\u0301",
])  # fmt: skip
def test_time_grows_with_the_length_of_the_text_and_no_faster(unit):
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        took = []
        for _ in range(2):
            start = time.process_time()
            scrub_text(text, NAMES, singles=True)
            took.append(time.process_time() - start)
        return min(took)

    half, whole = seconds(500_000), seconds(1_000_000)
    assert whole < 3.2 * half + 0.1
    assert whole < 15


@pytest.mark.parametrize(
    "value", ["0470 12 34 56", "an@hart.be", "BE71 0961 2345 6769", 470123456.0]
)
def test_a_list_shows_the_shape_of_what_looks_personal_in_any_column(value):
    assert show(value, False).endswith("tekens")
