"""What cannot be read is refused in one Dutch line that names the file and the reason, quickly."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from bad_refused import REFUSED

from pijler_analysis.errors import FileError, place
from pijler_analysis.ingest.files import read_sheets

CASES = [(line, kind) for line, kinds in REFUSED.items() for kind in kinds]
LONGEST = 5.0


def read(path: Path) -> None:
    """Read a file, and refuse it where a source would: at a formula without a value."""
    for sheet in read_sheets(path):
        if sheet.uncomputed:
            where = place(sheet.file, sheet=sheet.name)
            cells = ", ".join(sheet.uncomputed)
            raise FileError(f"{where}: formule zonder berekende waarde in cel {cells}")


@pytest.mark.parametrize(("line", "kind"), CASES, ids=[f"{line}: {kind}" for line, kind in CASES])
def test_refused_in_one_line(line, kind, tmp_path):
    name, make, said = REFUSED[line][kind]
    path = tmp_path / name
    make(path)
    before = time.perf_counter()
    with pytest.raises(FileError) as caught:
        read(path)
    assert time.perf_counter() - before < LONGEST
    message = str(caught.value)
    assert name in message
    assert all(part in message for part in said.split("|")), message
    assert "\n" not in message
    assert not re.search(r"Traceback|Error|Exception|An Peeters|/tmp", message)
    assert caught.value.exit_code == 3


def test_each_line_has_three_constructions():
    assert all(len(kinds) >= 3 for kinds in REFUSED.values())
