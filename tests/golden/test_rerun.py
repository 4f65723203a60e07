"""Every R script runs again and prints the numbers that are stored beside it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from golden import is_close, read_rows

HERE = Path(__file__).parent
SCRIPTS = sorted(HERE.glob("*/*.R"))
ANOTHER_MACHINE = 1e-8  # another R, another linear algebra library


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
@pytest.mark.parametrize("script", SCRIPTS, ids=[script.stem for script in SCRIPTS])
def test_the_script_prints_what_is_stored(script: Path) -> None:
    run = subprocess.run(
        ["Rscript", "--vanilla", script.name],
        cwd=script.parent,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    again = read_rows(run.stdout)
    stored = read_rows(script.with_suffix(".csv").read_text(encoding="utf-8"))
    assert list(again) == list(stored)
    for name, (call, value) in stored.items():
        assert again[name][0] == call, name
        assert is_close(again[name][1], value, relative=ANOTHER_MACHINE), name
