"""Open answers: out to a workbook with suggestions, back with codes, counted, quoted if allowed."""

from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from tables import SETTINGS, numbers, organisation, year_data

from pijler_analysis import indicators as pijler
from pijler_analysis.clean.answer_codes import (
    ANSWERS,
    BOOK,
    FILE,
    answer_codes,
    challenges_of,
    is_no_answer,
    read_code_book,
    read_coded,
)
from pijler_analysis.coding import open_answers_of, quotations, suggest_codes, write_coded
from pijler_analysis.errors import DataError
from pijler_analysis.quality import open_points
from pijler_analysis.sample.remarks import _CODES, CODE_BOOK

NA = pd.NA
WRITTEN = {
    "1": "Meer vormingen dichtbij, graag ook online",
    "2": "Bedankt voor alles!",
    "3": "De formulieren zijn te lang",
    "4": "Online vormingen zijn handig",
    "5": NA,
}


def response(number: str, *, complete=True, **more) -> dict:
    return {"response_id": number, "is_complete": complete,
            "open_answer": WRITTEN.get(number, NA)} | more  # fmt: skip


@pytest.fixture
def data(tmp_path):
    settings = replace(SETTINGS, decisions=tmp_path)
    return replace(
        year_data(survey_members=[response(number) for number in WRITTEN]), settings=settings
    )


def fill(
    path, answers: dict[str, tuple], codes=("dichtbij", "eenvoud", "dank"), challenges=None
) -> None:
    """Fill in the workbook as readers do: response → Lezer 1, Lezer 2, Beslist, Citeren."""
    book = openpyxl.load_workbook(path)
    for row in book[ANSWERS].iter_rows(min_row=2):
        for cell, value in zip(row[5:], answers.get(row[2].value, ()), strict=False):
            cell.value = value
    book[BOOK].delete_rows(2)
    for code in codes:
        book[BOOK].append([code, f"over {code}", "", (challenges or {}).get(code)])
    book.save(path)


def write(data) -> pd.DataFrame:
    settings = data.settings
    return write_coded(
        settings.decisions / FILE, open_answers_of(data), read_coded(settings),
        read_code_book(settings),
    )  # fmt: skip


READ = {
    "1": ("Dichtbij", "dichtbij", None, "ja"),
    "2": ("-", None, None, None),
    "3": ("eenvoud", "dank", None, None),
}


@pytest.mark.parametrize(
    "text", ["geen", "Geen.", "N.v.t.", "nvt", "/", "...", "-", " Neen ", "xx"]
)
def test_what_says_nothing_is_no_answer(text):
    assert is_no_answer(text)


@pytest.mark.parametrize("text", ["Geen klachten, doe zo voort", "Niets dan lof", "Top!", "11"])
def test_what_says_something_is_one(text):
    assert not is_no_answer(text)


def test_answers_go_out_once_and_what_people_decided_comes_back(data):
    assert write(data)["is_waiting"].tolist() == [True] * 4
    path = data.settings.decisions / FILE
    fill(path, READ)
    again = write(data).set_index("response_id")
    assert again["is_waiting"].to_dict() == {"1": False, "2": False, "3": True, "4": True}
    assert again.loc["4", "suggestion"] == "dichtbij"
    found = {key.response_id: one.codes for key, one in read_coded(data.settings).items()}
    assert found == {"1": {"dichtbij"}, "2": frozenset(), "3": None, "4": None}
    assert list(read_code_book(data.settings)) == ["dichtbij", "eenvoud", "dank"]


def test_a_code_that_is_not_in_the_book_is_named_with_its_row(data):
    write(data)
    fill(data.settings.decisions / FILE, {"3": ("eenvoudig", None, None, None)})
    with pytest.raises(DataError, match=r"open_antwoorden.xlsx, .*Antwoorden.*rij 4.*eenvoudig"):
        read_coded(data.settings)


def test_an_answer_that_stands_there_twice_is_named(data):
    write(data)
    path = data.settings.decisions / FILE
    book = openpyxl.load_workbook(path)
    book[ANSWERS].append([cell.value for cell in book[ANSWERS][2]])
    book.save(path)
    with pytest.raises(DataError, match=r"Antwoorden.*rij 6: respons '1' van leden 2024 staat er"):
        read_coded(data.settings)


def test_a_code_keeps_its_challenge_when_the_workbook_is_written_again(data):
    write(data)
    path = data.settings.decisions / FILE
    fill(path, READ, challenges={"dichtbij": " Netwerk ", "eenvoud": "administratie"})
    write(data)
    book = read_code_book(data.settings)
    assert challenges_of(book) == {"dichtbij": "netwerk", "eenvoud": "administratie"}
    found = answer_codes(
        read_coded(data.settings), data.tables, wave=2024, challenges=challenges_of(book)
    )
    told = found.dropna(subset=["challenge"]).set_index("answer_code")["challenge"].to_dict()
    assert told == {"dichtbij": "netwerk", "eenvoud": "administratie"}


def test_a_code_book_of_before_has_no_challenges(data):
    write(data)
    path = data.settings.decisions / FILE
    fill(path, READ)
    book = openpyxl.load_workbook(path)
    book[BOOK].delete_cols(4)
    book.save(path)
    assert challenges_of(read_code_book(data.settings)) == {}


@pytest.mark.parametrize(
    ("codes", "challenges", "told"),
    [
        (("dichtbij", "dank"), {"dank": "Geluk"}, r"Codeboek.*rij 3.*'Geluk' is geen uitdaging.*"
                                                  r"kies uit kwaliteit, netwerk"),
        (("dichtbij", "Dichtbij"), {}, r"Codeboek.*rij 3.*'dichtbij' staat er al"),
    ],
)  # fmt: skip
def test_a_line_of_the_code_book_that_cannot_be_is_named(data, codes, challenges, told):
    write(data)
    fill(data.settings.decisions / FILE, {}, codes, challenges)
    with pytest.raises(DataError, match=told):
        read_code_book(data.settings)


def test_an_answer_that_is_gone_leaves_the_workbook(data):
    write(data)
    kept = replace(data, tables=dict(data.tables) | {
        "survey_members": data.survey_members.iloc[1:]})  # fmt: skip
    assert "1" not in set(write(kept)["response_id"])


CODED = [
    ("1", "dichtbij", True, True, True, True),
    ("2", "none", True, NA, True, False),
    ("3", "dank", False, True, NA, True),
    ("3", "eenvoud", True, False, NA, True),
    ("4", "dichtbij", True, NA, True, False),
    ("4", "dank", True, NA, True, False),
    ("9", "dank", True, NA, True, True),  # never submitted
]


@pytest.fixture
def coded():
    names = ["response_id", "answer_code", "is_by_first", "is_by_second", "is_decided",
             "may_be_quoted"]  # fmt: skip
    rows = [dict(zip(names, row, strict=True)) | {"wave": 2024, "audience": "members"}
            for row in CODED]  # fmt: skip
    members = [response(n, organisation_id=f"R{n}") for n in WRITTEN]
    members.append(response("9", complete=False))
    return year_data(
        answer_codes=rows,
        survey_members=members,
        registrations=[organisation(1, is_diaspora=True), organisation(4, is_diaspora=False)],
    )


def test_codes_are_shares_of_the_answers_whose_codes_are_decided(coded):
    found = pijler.survey_remarks(coded)
    by_code = numbers(found, "answer_code")
    assert {code: row[:2] for code, row in by_code.items()} == {"dichtbij": (2, 3), "dank": (1, 3)}
    wide = by_code["dichtbij"]
    assert wide[3] < 2 / 3 < wide[4]
    by_status = numbers(found, "answer_code_diaspora")
    assert by_status["dichtbij yes"][:2] == (1, 1)
    assert by_status["dank no"][:2] == (1, 1)
    assert by_status["dank yes"][:2] == (0, 1)
    assert (found["note"] == "1 antwoorden wachten nog op een lezer").all()


def test_an_answer_counts_once_for_a_challenge_however_many_of_its_subjects_it_names(coded):
    belongs = {"dichtbij": "netwerk", "dank": "netwerk", "eenvoud": "administratie"}
    table = coded.answer_codes
    more = table.assign(challenge=table["answer_code"].map(belongs))
    told = replace(coded, tables=dict(coded.tables) | {"answer_codes": more})
    found = numbers(pijler.survey_remarks(told), "answer_challenge")
    # 1 is near, 4 is near and thanks, 2 has no code, 3 waits: two of three; nobody decided more
    assert {name: row[:2] for name, row in found.items()} == {"netwerk": (2, 3)}


def test_without_challenges_in_the_book_there_are_no_rows_of_them(coded):
    assert numbers(pijler.survey_remarks(coded), "answer_challenge") == {}


def test_only_what_may_be_quoted_is_and_nobody_stands_beside_it(coded):
    found = quotations(coded)
    assert found.to_dict("records") == [
        {"about": "dichtbij", "quotation": "Meer vormingen dichtbij, graag ook online"}
    ]  # response 3 waits for a decision, 9 has no answer left


def test_agreement_of_the_readers_is_kappa(coded):
    twice = [
        {"wave": 2024, "audience": "members", "response_id": str(n), "answer_code": code,
         "is_by_first": one, "is_by_second": other}
        for n, code, one, other in
        [(n, "dank", True, True) for n in range(20)] + [(n, "dank", True, False)
         for n in range(20, 25)] + [(n, "dank", False, True) for n in range(25, 35)]
        + [(n, "none", n < 49, True) for n in range(25, 50)]
    ]  # fmt: skip
    found = pijler.survey_reader_agreement(year_data(answer_codes=twice))
    row = numbers(found, "answer_code")["dank"]
    # 20 both, 5 the first only, 10 the second only, 15 neither: (0.7 - 0.5) / (1 - 0.5)
    assert row[1:3] == (50, 0.4)
    assert numbers(found)["total"][2] == pytest.approx(0.4)


def test_codes_of_answers_that_are_there_only(data):
    write(data)
    fill(data.settings.decisions / FILE, READ)
    coded, tables = read_coded(data.settings), dict(data.tables)
    tables["survey_members"] = tables["survey_members"].iloc[1:]
    found = answer_codes(coded, tables, wave=2024, challenges={})
    kept = found[["response_id", "answer_code", "is_decided"]].values.tolist()
    assert kept == [["2", "none", True], ["3", "dank", NA], ["3", "eenvoud", NA]]
    assert answer_codes(coded, tables, wave=2019, challenges={}).empty


def test_suggestions_on_unseen_words_are_mostly_right():
    """Each text of the sample, with only the other texts and the code book to go by."""
    told = [(text, frozenset([code])) for code, two in CODE_BOOK.items() for text in two]
    right, made = 0, 0
    for text, codes in _CODES.items():
        others = [(other, frozenset(known)) for other, known in _CODES.items() if other != text]
        (found,) = suggest_codes([text], [*others, *told])
        made += bool(found)
        right += bool(found) and found[0] in codes
    assert made >= 0.8 * len(_CODES)
    assert right >= 0.7 * made


def test_check_names_the_answers_that_wait_for_a_reader_or_a_decision():
    members = [response(number) for number in WRITTEN]  # four of them wrote something
    codes = [
        {"audience": "members", "response_id": "1", "answer_code": "dichtbij", "is_decided": True},
        {"audience": "members", "response_id": "2", "answer_code": "dank", "is_decided": False},
        {"audience": "stakeholders", "response_id": "3", "answer_code": "dank",
         "is_decided": True},
    ]  # fmt: skip
    assert open_points(year_data(survey_members=members, answer_codes=codes)) == [
        "open antwoorden van leden: 3 wachten op een lezer of op een beslissing; typ `pijler code`"
    ]
    done = [{"audience": "members", "response_id": number, "answer_code": "x", "is_decided": True}
            for number in "1234"]  # fmt: skip
    assert open_points(year_data(survey_members=members, answer_codes=done)) == []
