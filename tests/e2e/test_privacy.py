"""A project of one's own: its key touches no figure, and whoever asks is forgotten."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from conftest import copy_project

from pijler_analysis import build
from pijler_analysis.cli import main
from pijler_analysis.project import open_project
from pijler_analysis.protect.pseudonyms import VARIABLE, make_key

YEAR = 2024


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Return a project of one year that is no sample."""
    root = copy_project(tmp_path_factory.mktemp("eigen") / "project", years=[YEAR])
    settings = root / "pijler.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^sample = true.*$", "sample = false", text), encoding="utf-8")
    return root


@pytest.fixture
def key(folder, monkeypatch):
    """Use a key that lies beside the project, by name."""

    def use(name: str) -> None:
        monkeypatch.setenv(VARIABLE, str(folder.parent / name))
        make_key(folder)

    return use


def outcome(folder: Path) -> dict:
    """Build the data and the workbook; return what readers get, and the pseudonyms."""
    project = open_project(folder)
    project.refresh()
    book = folder.parent / "kpi.xlsx"
    build._write_workbook(project, YEAR, book, ())
    return {
        "fingerprint": project.fingerprint,
        "published": project.published_digest(),
        "exact": project.indicators(protected=False).to_csv(),
        "workbook": book.read_bytes(),
        "people": project.load(YEAR).attendance["person_id"],
    }


def test_no_key_stops_with_one_line_and_writes_nothing(folder, monkeypatch, capfd):
    monkeypatch.setenv(VARIABLE, str(folder.parent / "nergens" / "x.key"))
    assert main(["--project", str(folder), "build"]) == 2
    said = capfd.readouterr().err.strip().splitlines()[-1]
    assert "geen sleutel" in said
    assert not (folder / "data" / "processed" / "manifest.json").exists()


def test_two_keys_give_the_same_figures_and_other_pseudonyms(folder, key):
    key("een.key")
    one = outcome(folder)
    key("twee.key")
    other = outcome(folder)
    for what in ("fingerprint", "published", "exact", "workbook"):
        assert one[what] == other[what], what
    assert one["people"].isna().equals(other["people"].isna())
    assert one["people"].nunique() == other["people"].nunique() > 100
    assert not set(one["people"].dropna()) & set(other["people"].dropna())


def member(folder: Path) -> tuple[str, str, str]:
    """Return the number, the name and the address of a member of the panel who attended as well."""
    path = next((folder / "data" / "raw" / str(YEAR)).glob("panel*.xlsx"))
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows()]
    head = next(at for at, row in enumerate(rows) if "Lidnummer" in row)
    place = {name: at for at, name in enumerate(rows[head])}
    row = next(row for row in rows[head + 5 :] if row[place["E-mail"]])
    return (row[place["Lidnummer"]], f"{row[place['Voornaam']]} {row[place['Naam']]}",
            row[place["E-mail"]].strip())  # fmt: skip


def test_whoever_asks_is_forgotten(folder, key, capfd):
    key("een.key")
    number, name, address = member(folder)
    remark = folder / "data" / "decisions" / "notities.csv"
    remark.write_text(f"wie;wat\n{name};belde\niemand;niets\n", encoding="utf-8")
    before = open_project(folder).load(YEAR).panel
    capfd.readouterr()
    assert main(["--project", str(folder), "forget", address]) == 1
    said = capfd.readouterr().out
    assert re.search(rf'data/raw/{YEAR}/panel_{YEAR}\.xlsx, blad "Ledenlijst", rij \d+', said)
    assert address not in said
    assert 1 <= len(said.splitlines()) - 1 < 20
    after = open_project(folder).load(YEAR)
    assert number in set(before["member_id"])
    assert number not in set(after.panel["member_id"])
    assert len(after.panel) == len(before) - 1
    assert (after.rejected["reason"] == "vergeten op verzoek").any()
    rows = after.accounting
    ends = rows[["kept", "rejected", "merged", "furniture"]].sum(axis=1)
    assert rows["read"].equals(ends.astype(rows["read"].dtype))
    assert remark.read_text(encoding="utf-8") == "wie;wat\niemand;niets\n"
    listed = (folder / "data" / "decisions" / "vergeten.json").read_text(encoding="utf-8")
    assert address.casefold() not in listed.casefold()


def test_an_answer_under_the_code_of_an_invitation_goes_with_whoever_was_invited(
    folder, key, capfd
):
    """The answers name nobody: only the code leads to the person, and it must."""
    key("een.key")
    raw = folder / "data" / "raw" / str(YEAR)
    invited, answered = (
        pd.read_csv(next(raw.glob(pattern)), dtype=str, encoding="utf-8-sig")
        for pattern in ("bevraging_uitnodigingen*.csv", "bevraging_leden*.csv")
    )
    both = invited.merge(answered, left_on="token", right_on="Toegangscode")
    before = open_project(folder).load(YEAR).survey_members
    kept = both[both["Respons ID"].isin(before["response_id"])]
    who = kept[~kept["email"].duplicated(keep=False)].iloc[0]
    corrections = folder / "data" / "decisions" / "corrections.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Bron", "Sleutel", "Kolom", "Oud", "Nieuw", "Wie", "Waarom"])
    book.active.append(["survey_members", who["Respons ID"], "Q06", "Nee", "Ja", "x", "y"])
    book.save(corrections)
    assert main(["--project", str(folder), "forget", who["email"]]) == 1
    line = answered.index[answered["Toegangscode"] == who["token"]][0] + 2
    assert f"bevraging_leden_limesurvey_{YEAR}.csv, rij {line}\n" in capfd.readouterr().out
    after = open_project(folder).load(YEAR).survey_members
    assert set(before["response_id"]) - set(after["response_id"]) == {who["Respons ID"]}
    assert openpyxl.load_workbook(corrections).active.max_row == 1
    corrections.unlink()


def test_the_list_of_who_is_forgotten_works_with_its_own_key_only(folder, key, capfd):
    key("twee.key")
    assert main(["--project", str(folder), "check"]) == 2
    assert "andere sleutel" in capfd.readouterr().err


def test_a_list_edited_into_nonsense_is_an_error(folder, key, capfd):
    key("een.key")
    path = folder / "data" / "decisions" / "vergeten.json"
    good = path.read_text(encoding="utf-8")
    for bad in ("{", "[]", json.dumps({**json.loads(good), "requests": [{"kind": "x"}]})):
        path.write_text(bad, encoding="utf-8")
        assert main(["--project", str(folder), "check"]) == 1
        assert "vergeten.json" in capfd.readouterr().err
    path.write_text(good, encoding="utf-8")


def test_nobody_of_that_address_changes_nothing(folder, key, capfd):
    key("een.key")
    before = (folder / "data" / "decisions" / "vergeten.json").read_bytes()
    assert main(["--project", str(folder), "forget", "niemand@nergens.example"]) == 2
    assert "komt in geen enkele export voor" in capfd.readouterr().err
    assert (folder / "data" / "decisions" / "vergeten.json").read_bytes() == before


def test_an_organisation_is_forgotten_in_every_table(folder, key, capfd):
    key("een.key")
    fund = open_project(folder).load(YEAR).fund
    organisation = fund["organisation_id"].dropna()
    wanted = organisation[organisation.str.startswith("R")].iloc[0]
    assert main(["--project", str(folder), "forget", wanted]) == 1
    after = open_project(folder).load(YEAR)
    for name, table in after.tables.items():
        if "organisation_id" in table:
            assert wanted not in set(table["organisation_id"].dropna()), name
    kept = pd.read_parquet(folder / "data" / "processed" / "organisations.parquet")
    assert wanted not in set(kept["organisation_id"])


def test_exports_kept_too_long_are_named(folder, key, capfd):
    key("een.key")
    settings = folder / "pijler.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub("keep_raw_years = 10", "keep_raw_years = 1", text), encoding="utf-8")
    assert main(["--project", str(folder), "check"]) == 1
    assert f"data/raw/{YEAR}: langer dan 1 jaar bewaard" in capfd.readouterr().out


def test_an_error_names_nobody_after_whom_a_file_or_sheet_is_called(folder, key, capfd):
    key("een.key")
    raw = folder / "data" / "raw" / str(YEAR)
    listed = next(raw.glob("stuurgroep*.csv")).read_text(encoding="utf-8-sig").splitlines()
    _, name, _, address, *_ = listed[1].split(";")
    panel = next(raw.glob("panel*.xlsx"))
    book = openpyxl.load_workbook(panel)
    book["Ledenlijst"].title = name
    book.save(raw / f"panel {name} {address}.xlsx")
    panel.unlink()
    assert main(["--project", str(folder), "check"]) == 1
    said = capfd.readouterr().err
    assert 'het blad "Ledenlijst" ontbreekt' in said
    assert "[naam]" in said
    assert "[e-mail]" in said
    assert name not in said
    assert address not in said
