"""A decision file that was edited into nonsense: one line says which, and it is left as it is."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from tables import SETTINGS

from pijler_analysis.clean.answer_codes import read_coded
from pijler_analysis.clean.corrections import read_corrections
from pijler_analysis.clean.recode import read_recodes
from pijler_analysis.errors import PijlerError
from pijler_analysis.link.decisions import read_decisions
from pijler_analysis.protect.forgotten import read_requests
from pijler_analysis.protect.ledger import FOLDER, RELEASE, read_releases
from pijler_analysis.strategy.consultation import read_consultation
from pijler_analysis.strategy.crosswalk import wave_crosswalk
from pijler_analysis.strategy.focus_groups import read_statements
from pijler_analysis.strategy.objectives import read_judgements
from pijler_analysis.strategy.plan import read_plan

READERS = {
    "koppelingen.csv": lambda settings: read_decisions(settings.decisions),
    "corrections.xlsx": read_corrections,
    "andere.xlsx": read_recodes,
    "open_antwoorden.xlsx": read_coded,
    "focusgroepen_2024.xlsx": lambda settings: read_statements(
        settings.decisions / "focusgroepen_2024.xlsx"
    ),
    "actieplan_2025.xlsx": lambda settings: read_plan(settings, 2025),
    "overleg_2025.toml": lambda settings: read_consultation(settings, 2025),
    "doelen_2024.toml": lambda settings: read_judgements(settings, 2024, known=[]),
    "crosswalk_2019_2024.toml": lambda settings: wave_crosswalk(settings, 2019, 2024),
    "vergeten.json": lambda settings: read_requests(settings, bytes(32)),
    f"{FOLDER}/001_2024/{RELEASE}": lambda settings: read_releases(settings.decisions / FOLDER),
}


def other_headings(path):
    book = openpyxl.Workbook()
    book.active.append(["iets", "anders", "dan", "gevraagd"])
    book.active.append(["een", "twee", "drie", "vier"])
    book.save(path)


def nonsense(kind):
    def write(path):
        if kind == "other headings" and path.suffix == ".xlsx":
            other_headings(path)
        elif kind == "other headings":
            path.write_text("iets = [1, 2]\n", encoding="utf-8")
        else:
            path.write_bytes(b"\xff\xfe\x00]{;")

    return write


@pytest.mark.parametrize("kind", ["other headings", "no such file at all"])
@pytest.mark.parametrize("name", READERS)
def test_nonsense_is_refused_by_name_and_nothing_is_changed(tmp_path, name, kind):
    path = tmp_path / "decisions" / name
    path.parent.mkdir(parents=True)
    nonsense(kind)(path)
    before = path.read_bytes()
    settings = replace(SETTINGS, decisions=tmp_path / "decisions", is_sample=True)
    with pytest.raises(PijlerError) as stopped:
        READERS[name](settings)
    assert path.name in str(stopped.value)
    assert "\n" not in str(stopped.value)
    assert path.read_bytes() == before
