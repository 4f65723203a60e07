"""The reading process: whatever a file does to it, the one who asks lives and says why."""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pijler_analysis.errors import FileError
from pijler_analysis.ingest import reader
from pijler_analysis.ingest.reader import Reader, _Answers
from pijler_analysis.ingest.worker import answer

on_posix = pytest.mark.skipif(os.name != "posix", reason="a process is stopped by a signal")


@pytest.fixture
def own_reader():
    one = Reader()
    yield one
    one.close()


def csv_file(folder: Path, name: str = "a.csv", rows: int = 2) -> Path:
    path = folder / name
    path.write_text("Nr;Naam\n" + "1;An\n" * rows)
    return path


def test_one_process_reads_file_after_file(own_reader, tmp_path):
    own_reader.ask("sheets", csv_file(tmp_path))
    first = own_reader._process.popen.pid
    with pytest.raises(FileError, match=r"weg\.csv ontbreekt"):
        own_reader.ask("sheets", tmp_path / "weg.csv")
    assert own_reader.ask("sheets", csv_file(tmp_path))[0].rows[1] == ["1", "An"]
    assert own_reader._process.popen.pid == first


def test_the_one_who_asks_survives_a_reader_that_is_killed(own_reader, tmp_path):
    own_reader.ask("sheets", csv_file(tmp_path))
    own_reader._process.popen.kill()
    with pytest.raises(FileError, match=r"a\.csv .*tijd of geheugen"):
        own_reader.ask("sheets", csv_file(tmp_path))
    assert own_reader.ask("sheets", csv_file(tmp_path))[0].rows[0] == ["Nr", "Naam"]


def test_a_watch_ends_a_process_that_takes_too_much_memory(tmp_path):
    guarded = Reader(memory=60 * 1024**2, watches_use=True)
    path = csv_file(tmp_path, rows=3_000_000)
    with pytest.raises(FileError, match=r"a\.csv vraagt te veel tijd of geheugen"):
        guarded.ask("sheets", path)
    guarded.close()


def test_a_watch_ends_a_process_that_takes_too_much_processor_time(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "SHORTEST", 0.05)
    monkeypatch.setattr(reader, "PER_MEGABYTE", 0.0)
    guarded = Reader(watches_use=True)
    with pytest.raises(FileError, match=r"a\.csv vraagt te veel tijd of geheugen"):
        guarded.ask("sheets", csv_file(tmp_path, rows=1_000_000))
    guarded.close()


@on_posix
@pytest.mark.parametrize("has_started", [False, True], ids=["before it started", "while it reads"])
def test_a_process_that_gets_no_turn_is_waited_for(own_reader, tmp_path, monkeypatch, has_started):
    """A machine at its limit lets a process wait; no processor time, so no fault of the file."""
    monkeypatch.setattr(reader, "SHORTEST", 0.2)
    path = csv_file(tmp_path)
    own_reader.start()
    if has_started:
        own_reader.ask("sheets", path)
    pid = own_reader._process.popen.pid
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(2.0, os.kill, (pid, signal.SIGCONT)).start()
    assert own_reader.ask("sheets", path)[0].rows[1] == ["1", "An"]


@on_posix
def test_a_process_that_never_answers_is_ended(tmp_path):
    impatient = Reader(patience=0.1)
    path = csv_file(tmp_path)
    impatient.ask("sheets", path)
    os.kill(impatient._process.popen.pid, signal.SIGSTOP)
    with pytest.raises(FileError, match=r"a\.csv .*het antwoord blijft uit"):
        impatient.ask("sheets", path)
    assert impatient.ask("sheets", path)[0].rows[1] == ["1", "An"]
    impatient.close()


LIMITED = """
import sys
from pijler_analysis.ingest import worker
{limit}
{spend}
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the system enforces these limits on Linux")
@pytest.mark.parametrize(
    ("limit", "spend", "ends"),
    [
        ("worker.limit_memory(400 * 1024**2)", "bytearray(800 * 1024**2)", "MemoryError"),
        ("worker.limit_time(1)", "while True: pass", ""),
    ],
)
def test_the_process_limits_itself(limit, spend, ends):
    code = LIMITED.format(limit=limit, spend=spend)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert ends in done.stderr


def test_a_fault_of_a_reader_is_an_answer_too(tmp_path, monkeypatch):
    from pijler_analysis.ingest import reading

    def panics(_: Path) -> None:
        raise type("PanicException", (BaseException,), {})

    monkeypatch.setattr(reading, "read_file", panics)
    assert answer("sheets", tmp_path / "a.xlsx") == (
        "refused",
        "a.xlsx is op een ongewone manier geschreven (PanicException); "
        "open het, bewaar het als .xlsx en probeer opnieuw",
    )


def test_an_answer_cannot_run_code():
    class Evil:
        def __reduce__(self):
            return print, ("gehackt",)

    with pytest.raises(pickle.UnpicklingError, match="does not belong"):
        _Answers(io.BytesIO(pickle.dumps(Evil()))).load()


def test_the_process_ends_with_the_one_who_started_it(tmp_path):
    code = (
        "import sys, os, pathlib\nfrom pijler_analysis.ingest.reader import reader\n"
        "reader().ask('sheets', pathlib.Path(sys.argv[1]))\n"
        "print(reader()._process.popen.pid, flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(csv_file(tmp_path))], capture_output=True, text=True
    )
    import psutil

    pid = int(done.stdout)
    if psutil.pid_exists(pid):
        psutil.wait_procs([psutil.Process(pid)], timeout=5)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
