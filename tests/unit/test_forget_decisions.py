"""Whoever is forgotten leaves the decisions: small files, each with one line that must go."""

from __future__ import annotations

import os
import tomllib
from types import SimpleNamespace

import openpyxl
import pytest

from pijler_analysis.clean.answer_codes import HEADINGS as ANSWERS
from pijler_analysis.clean.corrections import HEADINGS as CORRECTIONS
from pijler_analysis.errors import FileError
from pijler_analysis.forget import Found
from pijler_analysis.forget_decisions import Forgotten, OwnRow, clear_decisions
from pijler_analysis.protect.forgotten import ORGANISATION
from pijler_analysis.protect.people import PERSON
from pijler_analysis.protect.scrub import Names, names_of

MAIL, NAME = "an.smet@hart.example", "An De Smet"
AN = Found(PERSON, frozenset({MAIL}), frozenset({MAIL}), names_of([NAME]))
HART = Found(ORGANISATION, frozenset({"r0001"}), frozenset({"r0001", "hart vzw"}), Names())


def own(table, source, key, number, *, goes, texts=()):
    return OwnRow(2024, source, table, key, frozenset({f"rij {number}"}), goes,
                  {"Telefoon": "contact_phone"}, frozenset(texts))  # fmt: skip


ROWS = (
    own("survey_members", "leden", "17", 9, goes=True),
    own("panel", "panel", "P7", 12, goes=True, texts={"ja", "P7"}),
    own("registrations", "register", "R0001", 3, goes=False),
)


@pytest.fixture
def settings(tmp_path):
    decisions = tmp_path / "data" / "decisions"
    decisions.mkdir(parents=True)
    return SimpleNamespace(root=tmp_path, decisions=decisions)


def clear(settings, found=AN, rows=ROWS):
    return clear_decisions(settings, Forgotten(found.is_in, found.without, rows))


def write(path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def read(path, sheet=0):
    rows = openpyxl.load_workbook(path).worksheets[sheet].iter_rows(values_only=True)
    return [list(row) for row in rows]


def test_the_coded_answer_of_a_response_goes_with_its_line(settings):
    path = settings.decisions / "open_antwoorden.xlsx"
    heads = list(ANSWERS)
    rest = [None] * (len(heads) - 4)
    write(
        path,
        ("Antwoorden", [heads, [2024, "leden", "17", "Meer!", *rest],
                        [2019, "leden", "17", "Minder", *rest],
                        [2024, "stakeholders", "17", "Anders", *rest],
                        [2024, "leden", "18", f"Vraag het {NAME}", *rest]]),
        ("Codeboek", [["Code", "Wat hoort erbij", "Voorbeeld"], ["a", "b", "c"]]),
    )  # fmt: skip
    assert clear(settings) == []
    assert [row[:4] for row in read(path)[1:]] == [
        [2019, "leden", "17", "Minder"],
        [2024, "stakeholders", "17", "Anders"],
        [2024, "leden", "18", "Vraag het [naam]"],
    ]
    assert read(path, 1)[1] == ["a", "b", "c"]


def test_a_correction_of_their_cells_goes_and_of_their_organisation_stays(settings):
    path = settings.decisions / "corrections.xlsx"
    heads = ["Bron", "Sleutel", "Kolom", "Oud", "Nieuw", "Wie", "Waarom"]
    assert set(heads) <= set(CORRECTIONS)
    signed = ["x", "y"]
    write(
        path,
        ("Blad1", [heads,
                   ["panel", "P7", "Voorjaar", "nee", "ja", *signed],
                   ["panel", "rij 12", "Voorjaar", "nee", "ja", *signed],
                   ["panel", "rij 12", "Lid sinds", "2001", "2002", *signed],
                   ["panel", "P8", "E-mail", "x", MAIL.upper(), *signed],
                   ["register", "R0001", "Telefoon", "1", "2", *signed],
                   ["register", "R0001", "Gemeente", "Gnt", "Gent", NAME, "y"],
                   ["fonds", "P7", "Land", "x", "y", *signed]]),
    )  # fmt: skip
    clear(settings)
    assert [(row[1], row[2], row[5]) for row in read(path)[1:]] == [
        ("rij 12", "Lid sinds", "x"),
        ("R0001", "Gemeente", "[naam]"),
        ("P7", "Land", "x"),
    ]


def test_what_was_decided_of_two_organisations_goes_but_not_for_who_decided(settings):
    path = settings.decisions / "koppelingen.csv"
    head = "eerste;naam eerste;tweede;naam tweede;besluit;door;op\n"
    pair = "R0001;Hart vzw;X2;Huis;dezelfde;Piet;2025-01-31\n"
    other = f"R0009;Zee;X2;Huis;dezelfde;{NAME};2025-01-31\n"
    path.write_text(head + pair + other, encoding="utf-8-sig")
    waiting = settings.root / "koppelingen.xlsx"
    write(waiting, ("Na te kijken", [["eerste", "naam eerste"], ["R0001", "Hart"], ["R2", "Zee"]]))
    clear(settings, HART, ())
    assert path.read_text(encoding="utf-8-sig") == head + other
    assert read(waiting) == [["eerste", "naam eerste"], ["R2", "Zee"]]
    clear(settings)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_text(encoding="utf-8-sig") == head + other.replace(NAME, "[naam]")


def test_a_plan_and_a_focus_group_stay_without_the_name(settings):
    plan, group = (settings.decisions / name for name in ("actieplan_2025.xlsx", "focus.xlsx"))
    write(
        plan, ("Actieplan", [["Activiteit", "Opmerking"], ["Vorming", f"met {NAME}, zie {MAIL}"]])
    )
    write(group, ("Blad1", [["Groep", "Uitspraak"], ["A", "De Smet, An zei ja"], ["B", "nee"]]))
    clear(settings)
    assert read(plan)[1] == ["Vorming", "met [naam], zie [e-mail]"]
    assert read(group)[1:] == [["A", "[naam] zei ja"], ["B", "nee"]]


def test_a_written_answer_that_names_them_goes(settings):
    path = settings.decisions / "andere.xlsx"
    write(path, ("Andere", [["Vraag", "Antwoord", "Hoort bij"], ["Q3", f"bel {NAME}", "-"],
                            ["Q3", "fietsen", "-"]]))  # fmt: skip
    clear(settings)
    assert [row[1] for row in read(path)[1:]] == ["fietsen"]


def test_texts_of_advice_lose_the_name_and_keep_everything_else(settings):
    path = settings.decisions / "overleg_2025.toml"
    text = f'[advies]\nop = 2025-01-31 # {NAME}\ndoor = "{NAME}"\nhoe = ["Hart vzw", "x"]\n'
    path.write_text(text, encoding="utf-8")
    clear(settings)
    told = tomllib.loads(path.read_text(encoding="utf-8"))["advies"]
    assert told["door"] == "[naam]"
    assert NAME not in path.read_text(encoding="utf-8")
    clear(settings, HART, ())
    told = tomllib.loads(path.read_text(encoding="utf-8"))["advies"]
    assert told["hoe"] == ["(vergeten)", "x"]


def test_what_cannot_be_cleared_is_left_as_it_is_and_named(settings):
    """A key is no text to change, and a file that is no workbook cannot be looked into."""
    toml = settings.decisions / "overleg_2025.toml"
    toml.write_text(f'["{NAME}"]\nx = 1\n', encoding="utf-8")
    (settings.decisions / "kapot.xlsx").write_bytes(b"x")
    (settings.decisions / "oud.csv").write_bytes(b"na\xefm;x\n")
    before = {path.name: path.read_bytes() for path in settings.decisions.iterdir()}
    assert clear(settings) == [
        f"data/decisions/{name}: kan niet gelezen worden; kijk zelf na"
        for name in ("kapot.xlsx", "oud.csv", "overleg_2025.toml")
    ]
    assert {path.name: path.read_bytes() for path in settings.decisions.iterdir()} == before


@pytest.mark.parametrize("file", ["koppelingen.xlsx", "koppelingen.csv"])
def test_a_file_open_in_excel_is_said_in_one_line_and_keeps_what_it_had(
    settings, monkeypatch, file
):
    path = settings.root / file if file.endswith("xlsx") else settings.decisions / file
    if path.suffix == ".xlsx":
        write(path, ("Na te kijken", [["eerste"], [MAIL]]))
    else:
        path.write_text(f"eerste;tweede\n{MAIL};x\n", encoding="utf-8")
    before = path.read_bytes()

    def held(*_):
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(FileError, match=r"^koppelingen\.\w+ kan niet worden vervangen: sluit het"):
        clear(settings)
    assert path.read_bytes() == before
    monkeypatch.undo()
    assert clear(settings) == []
    assert MAIL.encode() not in path.read_bytes()
    assert not path.with_name(f".{path.name}").exists()
