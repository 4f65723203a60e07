"""Several faults in one file: every row kept, listed or refused, and never a traceback."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from bad_combined import COMBINED, Case
from clean_files import PROJECT

from pijler_analysis.clean.year import CleanedYear, clean_file
from pijler_analysis.cli import main
from pijler_analysis.errors import DataError, FileError
from pijler_analysis.settings import Source, read_settings

SETTINGS = read_settings(PROJECT)
READ = [name for name, case in COMBINED.items() if not case.refused]
REFUSED = [name for name, case in COMBINED.items() if case.refused]


def clean(case: Case, folder: Path) -> CleanedYear:
    case.make(folder / case.name)
    source = Source(name="bron", table="registrations", file="*", layout=case.layout,
                    columns=case.columns, header_rows=case.header_rows)  # fmt: skip
    settings = replace(SETTINGS, sources={"bron": source})
    return clean_file(settings, "bron", folder / case.name, year=2024)


@pytest.mark.parametrize("name", READ)
def test_every_row_is_kept_or_listed(name, tmp_path):
    case = COMBINED[name]
    done = clean(case, tmp_path)
    table = done.tables["registrations"]
    counts = [None if pd.isna(count) else count for count in table["volunteers"]]
    assert list(zip(table["registration_id"], counts, strict=True)) == list(case.kept)
    found = done.accounting[["read", "kept", "rejected", "merged", "furniture"]]
    assert found.to_numpy().tolist() == [list(case.counts)]
    assert case.said in " ".join([*done.warnings, *done.rejected["reason"]])


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_the_place_and_the_reason(name, tmp_path):
    case = COMBINED[name]
    with pytest.raises((DataError, FileError)) as caught:
        clean(case, tmp_path)
    message = str(caught.value)
    assert all(part in message for part in (case.name, *case.refused.split("|"))), message


@pytest.mark.parametrize("name", COMBINED)
def test_inspecting_it_gives_a_table_or_one_line(name, tmp_path, capsys):
    case = COMBINED[name]
    case.make(tmp_path / case.name)
    code = main(["inspect", "--json", str(tmp_path / case.name)])
    said = capsys.readouterr()
    if code == 0:
        assert json.loads(said.out)["file"] == case.name
    else:
        assert (code, said.out) in ((1, ""), (3, ""))
        assert said.err.count("\n") == 1
        assert case.name in said.err
