"""The reading process: whatever a file does to it, the one who asks lives and says why."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from pijler_analysis.errors import FileError
from pijler_analysis.ingest.reader import Reader, _Answers
from pijler_analysis.ingest.worker import answer


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
    guarded = Reader(memory=60 * 1024**2, watches_memory=True)
    path = csv_file(tmp_path, rows=3_000_000)
    with pytest.raises(FileError, match=r"a\.csv vraagt te veel tijd of geheugen"):
        guarded.ask("sheets", path)
    guarded.close()


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
