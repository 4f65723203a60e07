"""One cell at a time: what each reader makes of the spellings that occur, and what it refuses."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from pijler_analysis.clean.countries import continents_of, countries, find_country
from pijler_analysis.clean.dates import dates
from pijler_analysis.clean.places import postcodes, province_of, provinces_of
from pijler_analysis.clean.readings import read_column, shape_of
from pijler_analysis.clean.survey import answers, chosen, ticks
from pijler_analysis.clean.values import (
    amounts,
    booleans,
    codes,
    enterprise_numbers,
    lists,
    mend,
    numbers,
    texts,
)
from pijler_analysis.ingest.dialects.contract import is_tick
from pijler_analysis.ingest.questionnaire import Choice, Item
from pijler_analysis.reference import continents, spellings
from pijler_analysis.schema.columns import COLUMNS, CONTINENTS, PROVINCES


def values(reader, *cells):
    return [reading.value for reading in reader(list(cells))]


def reason(reader, *cells):
    """Return the reason of the last cell."""
    return reader(list(cells))[-1].reason


# ── text ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cell", "clean", "rule"),
    [
        ("Hart voor Gent", "Hart voor Gent", ""),
        ("CongrÃ©gatie", "Congrégatie", "tekens hersteld"),
        ("BÃƒÂ©nin", "Bénin", "tekens hersteld"),
        ("â€œSamenâ€\u009d", "“Samen”", "tekens hersteld"),
        ("”É", "”É", ""),
        ("Be\u0301nin", "Bénin", "tekens hersteld"),
        ("Hart\u00a0voor  Gent ", "Hart voor Gent", "spaties rechtgezet"),
        ("'=geen", "=geen", "tekens hersteld"),
        ("=geen", "=geen", ""),
        ("None", "None", ""),
        ("NA", "NA", ""),
        ("a\x07b", "ab", "tekens hersteld"),
        (" - ", None, "leesteken is niet ingevuld"),
        ("  ", None, ""),
        ("", None, ""),
        (9000.0, "9000", ""),
        (32470000001.0, "32470000001", ""),
        (7.5, "7.5", ""),
    ],
)
def test_text_is_mended_and_every_mend_has_a_rule(cell, clean, rule):
    [reading] = texts()([cell])
    assert (reading.value, reading.rule, reading.reason) == (clean, rule, "")


def test_text_that_excel_altered_is_refused():
    assert "meer cijfers dan Excel" in reason(texts(), 1.2345678901234567e19)
    assert "datum in een kolom zonder datums" in reason(texts(), date(2024, 5, 1))
    assert "foutmelding van Excel" in reason(texts(), "#N/B")


def test_line_ends_stay_only_where_they_mean_something():
    assert values(texts(lines=True), "een \r\n twee  drie") == ["een\ntwee drie"]
    assert values(texts(), "een \r\n twee") == ["een twee"]


@given(st.text(alphabet="abcXYZ 019\t\u00a0éèëïôçñÉŒœßłş'’“”-–&.,;:()=+@#€/", max_size=40))
def test_cleaning_text_twice_changes_nothing_more(text):
    [once] = values(texts(), text)
    if once is not None:
        assert values(texts(), once) == [once]


@given(st.text(alphabet="éèëïôçêñüóá abcXYZ", min_size=1, max_size=30))
def test_a_double_encoding_is_undone(text):
    try:
        garbled = text.encode().decode("cp1252")
    except UnicodeDecodeError:
        return
    assert mend(garbled) == text


def test_lists_are_joined_in_one_way():
    assert values(lists(), "onderwijs, water / jeugd", ";;", "") == [
        "onderwijs;water;jeugd", None, None,
    ]  # fmt: skip


# ── codes ─────────────────────────────────────────────────────────────────────────────────


def test_every_packaged_spelling_leads_to_a_declared_code_and_to_one_only():
    for name in ("legal_form", "registration_status", "channel", "asker", "topic", "session_kind",
                 "session_theme", "project_theme", "decision", "challenge", "quarter",
                 "activity_status", "role"):  # fmt: skip
        known = spellings(name)
        assert set(known) == set(COLUMNS[name].values), name
        for code, words in known.items():
            assert values(codes(name), *words) == [code] * len(words), name


def test_an_unknown_code_is_refused_with_the_known_ones():
    [reading] = codes("channel")(["fax"])
    assert (reading.value, reading.expected) == (None, "e-mail, telefoon of gesprek")


def test_a_project_may_add_its_own_spelling():
    assert values(codes("channel", own={"Signal": "telephone"}), "signal", "mail") == [
        "telephone", "email",
    ]  # fmt: skip


def test_only_a_spelling_that_is_not_the_plain_one_is_logged():
    rules = [reading.rule for reading in codes("channel")(["e-mail", "E-Mail", "Mailtje"])]
    assert rules == ["", "", "schrijfwijze herkend"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("ja", True), ("J", True), ("x", True), (1.0, True), ("WAAR", True), ("neen", False),
     ("N", False), (0.0, False), ("onbekend", None), ("", None), ("-", None)],
)  # fmt: skip
def test_yes_and_no(cell, value):
    assert values(booleans(), cell) == [value]
    assert reason(booleans(), cell) == ""


def test_a_dash_on_a_list_of_presence_is_absent_and_doubt_is_refused():
    reader = booleans(spelled="presence")
    assert values(reader, "X", "-", "Checked In", "Attending", "Not Attending", "", "?") == [
        True, False, True, False, False, None, None,
    ]  # fmt: skip
    assert reason(reader, "misschien") == "onbekende waarde"


# ── numbers ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (1250.0, 1250.0), ("1250", 1250.0), ("1250,-", 1250.0), ("1.250", 1250.0),
        ("€ 1.250,00", 1250.0), ("€1250,5", 1250.5), ("1.250,00 EUR", 1250.0),
        ("1 250,00", 1250.0), ("1\u00a0250", 1250.0), ("1'250,00", 1250.0), ("3k", 3000.0),
        ("2,5k", 2500.0), ("€ 4.500,--", 4500.0), ("1.234.567,89", 1234567.89), ("", None),
        ("n.v.t.", None),
    ],
)  # fmt: skip
def test_belgian_amounts(cell, value):
    assert values(amounts(), cell) == [value]
    assert reason(amounts(), cell) == ""


@pytest.mark.parametrize("cell", ["veel", "$ 100", "100 USD", "1.25.0", "12/2024", "-5", "1,2345"])
def test_what_is_no_amount_is_refused(cell):
    [reading] = amounts()([cell])
    assert reading.value is None
    assert reading.reason


def test_the_pattern_of_a_column_is_established_before_a_value_is_read():
    assert values(amounts(), "12,50", "1.250") == [12.5, 1250.0]
    assert values(amounts(), "12.50", "1,250") == [12.5, 1250.0]
    assert (
        reason(amounts(), "12,50", "13,75", "4.5") == "past niet bij de schrijfwijze van de kolom"
    )


@given(st.lists(st.integers(0, 9_999_999), min_size=1, max_size=20))
def test_cents_written_the_belgian_way_come_back(cents):
    written = [f"€ {value / 100:,.2f}".translate(str.maketrans(",.", ".,")) for value in cents]
    assert values(amounts(), *written) == [value / 100 for value in cents]


def test_numbers_keep_their_range_and_whole_ones_have_no_decimals():
    score = numbers(lowest=0, highest=10)
    assert values(score, "7,5", 8.0, "10") == [7.5, 8.0, 10.0]
    assert reason(score, 11.0) == "ligt buiten wat mogelijk is"
    assert reason(numbers(lowest=0, highest=99, whole=True), 1.5) == "heeft decimalen"


def test_enterprise_numbers_pass_their_check_digits():
    reader = enterprise_numbers()
    assert values(reader, "0403.170.701", "BE 0403170701", "403170701") == ["0403170701"] * 3
    assert reason(reader, "0403.170.702") == "is geen geldig ondernemingsnummer"
    assert reason(reader, "geen") == "is geen geldig ondernemingsnummer"


# ── dates ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "cell",
    ["12/03/2024", "12-3-2024", "12.03.24", "2024-03-12", "2024-03-12 10:15:00",
     "12/03/2024 10:15", "2024-03-12T10:15:00Z", "12 maart 2024", "dinsdag 12 mrt. 2024",
     45363.0, "45363", 45363.75, date(2024, 3, 12), datetime(2024, 3, 12, 23, 59)],
)  # fmt: skip
def test_one_day_in_every_spelling(cell):
    assert values(dates(), cell) == [date(2024, 3, 12)]


@pytest.mark.parametrize("cell", ["3/12/24", "3/12/2024 9:03 AM", "03/12/2024"])
def test_a_tool_that_writes_the_month_first(cell):
    assert values(dates(order="us"), cell) == [date(2024, 3, 12)]


@pytest.mark.parametrize(
    "cell",
    ["31/02/2024", "12/13/2024", "0/3/2024", "12/03/0024", "12 foo 2024", "volgende week", 12.0,
     "2024", "20240312", "12/03", date(1600, 1, 1)],
)  # fmt: skip
def test_what_is_no_date_is_refused(cell):
    [reading] = dates()([cell])
    assert reading.value is None
    assert reading.reason in ("onmogelijke datum", "geen datum herkend")
    assert reading.expected == "een datum als dag/maand/jaar"


@given(st.dates(min_value=date(1955, 1, 1), max_value=date(2099, 1, 1)))
def test_a_serial_number_and_a_text_mean_the_same_day(day):
    serial = float((pd.Timestamp(day) - pd.Timestamp("1899-12-30")).days)
    assert values(dates(), serial, day.strftime("%d/%m/%Y"), day.isoformat()) == [day] * 3


def test_the_word_a_tool_writes_for_no_date_is_blank():
    assert values(dates(blank=("N",)), "N", "n", "2024-01-02") == [None, None, date(2024, 1, 2)]


# ── places ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "cell", ["9000", "B-9000", "BE 9000", "9000 ", 9000.0, "9000.0", "9000 Gent"]
)
def test_one_postcode_in_every_spelling(cell):
    assert values(postcodes(), cell) == ["9000"]


@pytest.mark.parametrize("cell", ["900", "90000", "1012 AB", "0900", "Gent", "F-75001"])
def test_what_is_no_belgian_postcode_is_refused(cell):
    assert reason(postcodes(), cell) == "is geen Belgische postcode"


@pytest.mark.parametrize(
    ("postcode", "province"),
    [("1000", "Brussel"), ("1299", "Brussel"), ("1300", "Wallonië"), ("1499", "Wallonië"),
     ("1500", "Vlaams-Brabant"), ("2000", "Antwerpen"), ("3499", "Vlaams-Brabant"),
     ("3500", "Limburg"), ("4000", "Wallonië"), ("7999", "Wallonië"), ("8000", "West-Vlaanderen"),
     ("9999", "Oost-Vlaanderen")],
)  # fmt: skip
def test_provinces_by_range(postcode, province):
    assert province_of(postcode, year=2024) == province


def test_one_postcode_changed_province_in_2025():
    codes_ = pd.Series(["2070", "2071", None], dtype="string")
    assert provinces_of(codes_, year=2024).tolist()[:2] == ["Antwerpen", "Antwerpen"]
    assert provinces_of(codes_, year=2025).tolist() == ["Oost-Vlaanderen", "Antwerpen", pd.NA]


def test_every_postcode_lies_in_a_declared_province():
    assert {province_of(str(code), year=2024) for code in range(1000, 10_000)} == set(PROVINCES)


@pytest.mark.parametrize(
    ("name", "code"),
    [("DR Congo", "CD"), ("Congo (DRC)", "CD"), ("Kongo-Kinshasa", "CD"), ("Uganda", "UG"),
     ("Congo-Brazzaville", "CG"), ("Ivoorkust", "CI"), ("Ivoor kust", "CI"), ("Ethiopie", "ET"),
     ("Côte d'Ivoire", "CI"), ("BÃ©nin", "BJ"), ("Bénin", "BJ"), ("Cameroun", "CM"),
     ("zuid afrika", "ZA"), ("Atlantis", ""), ("Guinee-Bissau", "GW"),
     ("Niger", "NE"), ("Nigeria", "NG"), ("Sao Tomé en Principe", "ST")],
)  # fmt: skip
def test_loose_country_names(name, code):
    assert find_country(name) == ((code,) if code else ())


def test_congo_alone_is_two_countries_and_says_so():
    [reading] = countries()(["Congo"])
    assert reading.value is None
    assert reading.expected == "Congo-Kinshasa of Congo-Brazzaville"


def test_every_official_dutch_name_is_that_country():
    territories = Locale.parse("nl").territories
    assert {code: find_country(territories[code]) for code in continents()} == {
        code: (code,) for code in continents()
    }


def test_a_list_keeps_the_countries_it_knows_and_reports_the_other():
    [reading] = countries(several=True)(["Kenia; Atlantis en Trinidad en Tobago"])
    assert (reading.value, reading.reason) == ("KE;TT", "onbekend land")
    assert values(countries(several=True), "Togo, Benin / Togo", "") == ["TG;BJ", None]


def test_every_country_has_a_declared_continent():
    assert set(continents().values()) == set(CONTINENTS)
    assert continents_of(pd.Series(["CD", "XX"])).tolist() == ["Africa", pd.NA]


# ── survey answers ────────────────────────────────────────────────────────────────────────

SCALE = Item("satisfaction_fund", "Q", "?", ("Slecht", "Gaat", "Goed"), ("Geen ervaring",), 3)
YES_NO = Item("has_ethical_code", "Q", "?", ("Nee", "Ja"), boolean=True)
CHOICE = Choice("Q", "?", {"need_stem": "Een stem", "need_europa": "Europa"}, "Geen", separator=";")


def test_answers_are_ranked_from_the_lowest():
    assert values(answers(SCALE), "slecht ", "Goed", "Geen\xa0ervaring", "N/A", "") == [
        1, 3, None, None, None,
    ]  # fmt: skip
    assert reason(answers(SCALE), "Best") == "onbekend antwoord"
    assert values(answers(YES_NO), "Ja", "N", "Nee", "Y", "") == [True, False, False, True, None]


def test_not_ticked_is_not_the_same_as_not_shown():
    assert values(ticks, "Y", "", "N/A", "Nee") == [True, False, None, False]
    assert ticks(["9"])[0].reason == "onbekend antwoord"


def test_a_code_of_the_questionnaire_counts_before_a_common_word_for_yes():
    """SPSS often numbers no and yes 1 and 2, and 1 is yes elsewhere."""
    numbered = replace(YES_NO, codes=("1", "2"))
    assert values(answers(numbered), "1", "2", "ja", "0") == [False, True, True, False]


def test_a_tick_that_inspect_knows_is_read_as_one():
    """Older exports of Kobo write True and False, a workbook WAAR and ONWAAR."""
    words = ["True", "FALSE", "WAAR", "ONWAAR", "Checked", "Unchecked"]
    assert all(is_tick(word, "Een stem") for word in words)
    assert values(ticks, *words) == [True, False] * 3
    assert values(answers(YES_NO), *words) == [True, False] * 3


def test_options_chosen_in_one_cell():
    assert values(chosen(CHOICE), "Europa;Een stem;", "Geen;", "") == [
        "need_europa;need_stem", "_none", None,
    ]  # fmt: skip
    [partly] = chosen(CHOICE)(["Europa;Iets anders"])
    assert (partly.value, partly.reason) == ("need_europa", "onbekende keuze")


# ── columns ───────────────────────────────────────────────────────────────────────────────


def test_each_distinct_cell_is_read_once_and_mapped_back():
    seen = []

    def reader(cells):
        seen.extend(cells)
        return texts()(cells)

    column = read_column(["b", "a", "b", "", "b"], reader, "string")
    assert column.values.tolist() == ["b", "a", "b", pd.NA, "b"]
    assert sorted(seen) == ["", "a", "b"]


@pytest.mark.parametrize("dtype", ["string", "date", "integer", "number", "boolean"])
def test_a_column_without_rows_or_values_has_its_type(dtype):
    empty = read_column([], texts(), dtype).values
    blank = read_column(["", ""], texts(), dtype).values
    assert empty.dtype == blank.dtype
    assert pd.isna(pd.Series(blank)).all()


def test_a_personal_value_shows_its_shape_only():
    assert shape_of("An Peeters") == "tekst, 10 tekens"
    assert shape_of(date(1980, 1, 1)) == "datum"
