"""A build that is killed at any moment leaves a reader with one whole result, old or new."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from conftest import copy_project

from pijler_analysis.atomic import STAGING, finish_interrupted
from pijler_analysis.project import open_project

POINTS = 10
READING = "pijler_analysis.ingest.worker"
PROCESSES = 5
"""Two that work, one per report and one that reads, at least."""
REGISTER = Path("data/raw/2024/website_registraties_2024.csv")

KILLED = """
import os, sys
from pathlib import Path
from pijler_analysis.pipeline import process
from pijler_analysis.settings import read_settings

at, root = int(sys.argv[1]), Path(sys.argv[2])
settings = read_settings(root)
processed, seen = str(settings.processed), 0

def watch(event, details):
    global seen
    if event in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir") and processed in str(
        details[0]
    ):
        seen += 1
        if seen == at:
            os.kill(os.getpid(), 9)

sys.addaudithook(watch)
process(settings)
print(seen)
"""


def snapshot(project: Path) -> dict[str, bytes]:
    processed = project / "data" / "processed"
    return {
        path.relative_to(processed).as_posix(): path.read_bytes()
        for path in processed.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def build(project: Path, *, killed_at: int = 0) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(killed_at), str(project)],
        capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="a signal that cannot be caught")
def test_killed_at_any_moment_a_reader_sees_one_whole_result(tmp_path):
    start = copy_project(tmp_path / "start", years=[2024])
    assert build(start).returncode == 0
    old = snapshot(start)
    lines = (start / REGISTER).read_bytes().splitlines(keepends=True)
    (start / REGISTER).write_bytes(b"".join(lines[:-3]))
    finished = shutil.copytree(start, tmp_path / "finished")
    moments = int(build(finished).stdout)
    new = snapshot(finished)
    assert old != new
    dice = random.Random(7)
    points = {1, moments, *dice.sample(range(2, moments), POINTS - 2)}
    seen = set()
    for point in sorted(points):
        project = shutil.copytree(start, tmp_path / f"at {point}")
        assert build(project, killed_at=point).returncode == -signal.SIGKILL
        finish_interrupted(project / "data" / "processed")
        found = snapshot(project)
        assert found in (old, new), f"half a result after a kill at moment {point}"
        seen.add("old" if found == old else "new")
        assert not list(project.rglob(STAGING)), "personal data left behind"
        shutil.rmtree(project)
    assert seen == {"old", "new"}


def test_a_build_that_loses_one_of_its_processes_says_so_in_one_line(tmp_path):
    folder = copy_project(tmp_path / "project", years=[2024])
    command = ["-m", "pijler_analysis.cli", "--project", str(folder), "build"]
    with subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as running:
        program = psutil.Process(running.pid)
        workers: list[psutil.Process] = []
        while not workers:
            workers = [one for one in program.children() if READING not in " ".join(one.cmdline())]
        workers[-1].kill()
        told = running.stderr.read().splitlines()
    assert running.returncode == 1
    assert told[-1].startswith("pijler: een van de processen van de build werd van buiten gestopt")
    assert not any("Traceback" in line for line in told)
    assert not list((folder / "reports").rglob("*.pdf"))


@pytest.mark.skipif(os.name != "posix", reason="a signal that cannot be caught")
def test_what_works_for_a_build_that_is_killed_ends_with_it(tmp_path):
    folder = copy_project(tmp_path / "project", years=[2024])
    command = ["-m", "pijler_analysis.cli", "--project", str(folder), "build"]
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL) as running:
        program = psutil.Process(running.pid)
        helping: list[psutil.Process] = []
        while len(helping) < PROCESSES:
            helping = program.children(recursive=True)
        running.kill()
    _, alive = psutil.wait_procs(helping, timeout=60)
    assert not alive


def build_until_cells_run(folder: Path, temporary: Path) -> subprocess.Popen[str]:
    """Start a build and return it once the cells of a report are executed."""
    temporary.mkdir()
    running = subprocess.Popen(
        [sys.executable, "-m", "pijler_analysis.cli", "--project", str(folder), "build"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env=os.environ | {"TMPDIR": str(temporary)},
    )  # fmt: skip
    while not [*folder.glob("reports/2024/**/figures"), *temporary.glob("**/figures")]:
        assert running.poll() is None
        time.sleep(0.1)
    return running


@pytest.mark.skipif(os.name != "posix", reason="signals as a terminal sends them")
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("whom", [os.kill, os.killpg], ids=["program", "all"])
def test_a_build_that_is_asked_to_stop_leaves_nothing(asked, whom, tmp_path):
    folder = copy_project(tmp_path / "project", years=[2024])
    with build_until_cells_run(folder, tmp_path / "temporary") as running:
        whom(running.pid, asked)
        told = running.stderr.read().splitlines()
    assert running.returncode == 1
    assert told[-1] == "pijler: afgebroken; de vorige uitvoer bleef zoals hij was"
    assert not any("Traceback" in line for line in told)
    assert not list(folder.rglob(STAGING))
    assert not list((tmp_path / "temporary").iterdir())


@pytest.mark.skipif(os.name != "posix", reason="a signal that cannot be caught")
def test_what_a_killed_build_leaves_lies_where_the_next_one_sweeps(tmp_path):
    folder = copy_project(tmp_path / "project", years=[2024])
    with build_until_cells_run(folder, tmp_path / "temporary") as running:
        os.killpg(running.pid, signal.SIGKILL)
    assert not list((tmp_path / "temporary").iterdir())
    for place in (folder / "data" / "processed", folder / "reports" / "2024"):
        finish_interrupted(place)
    assert not list(folder.rglob(STAGING))
    assert [path.name for path in (folder / "reports" / "2024").iterdir()] == []


def test_what_a_killed_build_left_is_swept_even_where_nothing_is_to_be_done(tmp_path):
    folder = copy_project(tmp_path / "project", years=[2024])
    open_project(folder).refresh()
    left = folder / "data" / "processed" / STAGING
    left.mkdir()
    (left / "registrations.parquet").write_text("An Peeters")
    open_project(folder).refresh()
    assert not left.exists()
