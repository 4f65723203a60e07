"""How long the yearly job takes, beside what only opening its workbooks takes elsewhere.

    python benchmarks/build.py [repeats]

Builds a copy of this project cold (nothing processed), again where only the reports and the
workbook are gone, and again with nothing changed, and makes both reports alone: each time as a user
does, start of the program included. Beside it, in the same run: pandas with openpyxl reading the
same exports, cell by cell as text and without cleaning anything. Prints medians and ratios: seconds
by the clock, and of the processor over all processes (not on Windows). Beside them a plain loop,
that takes longer where the machine is slow or busy: trust the ratios.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
PARTS = ("pijler.toml", "data/raw", "data/questionnaires", "data/decisions", "notebooks")

READ_ALL = """
import sys, pathlib, pandas as pd
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx")):
    pd.read_excel(path, sheet_name=None, header=None, dtype=str, engine="openpyxl")
"""


def main(repeats: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        for part in PARTS:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            (project / part).parent.mkdir(parents=True, exist_ok=True)
            copy(ROOT / part, project / part)
        pijler = [sys.executable, "-m", "pijler_analysis.cli", "--project", str(project)]
        build = [*pijler, "build", "--engine", "embedded"]
        both = [*pijler, "report", "evaluatie", "actieplan", "--engine", "embedded"]
        read = [sys.executable, "-c", READ_ALL, str(project / "data" / "raw")]
        cold = median(build, repeats, before=lambda: forget(project, "data/processed", "reports"))
        pages = median(build, repeats, before=lambda: forget(project, "reports"))
        warm = median(build, repeats)
        reports = median(both, repeats)
        opened = median(read, repeats)
    print("                                     clock  processor")
    print(f"cold build                          {cold[0]:6.2f} s  {cold[1]:6.2f} s")
    print(f"reports and workbook, data ready    {pages[0]:6.2f} s  {pages[1]:6.2f} s")
    print(f"both reports alone, data ready      {reports[0]:6.2f} s  {reports[1]:6.2f} s")
    print(f"build with nothing changed          {warm[0]:6.2f} s  {warm[1]:6.2f} s")
    print(f"pandas + openpyxl, reading only     {opened[0]:6.2f} s  {opened[1]:6.2f} s")
    print(f"five million turns of a plain loop            {plain_loop():6.2f} s")
    print(f"cold build / reading with openpyxl  {cold[0] / opened[0]:6.2f}")
    print(f"warm build / cold build             {warm[0] / cold[0]:6.2f}")


def forget(project: Path, *made_before: str) -> None:
    """Remove folders that a build made."""
    for made in made_before:
        shutil.rmtree(project / made, ignore_errors=True)


def median(
    command: list[str], repeats: int, before: Callable[[], None] = lambda: None
) -> tuple[float, float]:
    """Return the median time of a command over some runs: by the clock, and of the processor."""
    clock, processor = [], []
    for _ in range(repeats):
        before()
        start, used = time.perf_counter(), used_by_children()
        subprocess.run(command, check=True, capture_output=True)
        clock.append(time.perf_counter() - start)
        processor.append(used_by_children() - used)
    return statistics.median(clock), statistics.median(processor)


def used_by_children() -> float:
    """Return the processor seconds of all processes started from here that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def plain_loop() -> float:
    """Return the processor seconds of a loop that does nothing."""
    start = time.process_time()
    for _ in range(5_000_000):
        pass
    return time.process_time() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
