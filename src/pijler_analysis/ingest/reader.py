"""Untrusted files are read in a process of their own: one that kills its reader kills no more.

The process is started once and reused. It limits its own memory and processor time (``worker``);
here a watch is kept over both where the system does not enforce those limits. The clock ends only
what waits for something that never comes: on a busy machine a good file may wait long for its turn.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from pijler_analysis.errors import FileError
from pijler_analysis.ingest.worker import LARGEST_MEMORY, READY, REFUSED
from pijler_analysis.memory import collector_paused

SHORTEST, PER_MEGABYTE = 3.0, 1.0
"""Seconds of processor time a file gets, and those for each megabyte of it."""

_START_UP, _PATIENCE = 300.0, 100
"""Seconds the process may take to start by the clock, and how many times longer than its processor
time a file may take by it."""
_WATCH_EVERY = 0.1
_PLAIN = {
    ("builtins", "frozenset"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("pijler_analysis.ingest.grid", "Grid"),
    ("pijler_analysis.ingest.sheets", "Sheet"),
    ("pijler_analysis.ingest.sheets", "Variable"),
    ("pijler_analysis.ingest.openpyxl_reader", "Mark"),
}
"""All that an answer may be made of."""


class _Answers(pickle.Unpickler):
    """Reads answers that hold plain values only: nothing in a file may have code run here."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _PLAIN:
            raise pickle.UnpicklingError(f"{module}.{name} does not belong in an answer")
        return super().find_class(module, name)


@dataclass
class _Process:
    """A process under way, whether it has said that it is ready, and whether it waited too long."""

    popen: subprocess.Popen[bytes]
    questions: IO[bytes]
    answers: IO[bytes]
    is_ready: bool = False
    is_overdue: bool = False


class Reader:
    """A reading process, started when first needed and again after one that died.

    Parameters
    ----------
    memory : bytes above which the watch ends the process, where the system sets no limit
    watches_use : whether the watch looks at memory and processor time; by default where the system
        does not enforce both limits
    patience : how many times longer than its processor time a file may take by the clock
    """

    def __init__(
        self,
        *,
        memory: int = LARGEST_MEMORY,
        watches_use: bool = sys.platform != "linux",
        patience: float = _PATIENCE,
    ) -> None:
        self._memory, self._watches_use, self._patience = memory, watches_use, patience
        self._process: _Process | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the process without waiting for it."""
        self._process = self._process or _started()

    def ask(self, task: str, path: Path) -> Any:
        """Have the process carry out a task of ``worker.TASKS`` on a file.

        Raises
        ------
        FileError
            If the file is refused, or the process died over it.
        """
        seconds = SHORTEST + PER_MEGABYTE * _megabytes(path)
        with self._lock:
            process = self._process = self._process or _started()
            try:
                if not process.is_ready:
                    with self._watched(process, _START_UP):
                        _await_start(process)
                with self._watched(process, self._patience * seconds, use=seconds):
                    kind, content = _exchange(process, (task, os.path.abspath(path), seconds))
            except (EOFError, OSError, pickle.UnpicklingError) as error:
                self.close()
                raise FileError(_obituary(process, path, seconds)) from error
            except BaseException:
                self.close()
                raise
        if kind == REFUSED:
            raise FileError(content)
        return content

    def close(self) -> None:
        """End the process; the next question starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.popen.kill()
        for stream in (process.questions, process.answers):
            with suppress(OSError):
                stream.close()
        process.popen.wait()

    @contextmanager
    def _watched(
        self, process: _Process, clock: float, *, use: float | None = None
    ) -> Iterator[None]:
        """End the process when it takes too long, or uses too much."""
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(process, clock, use, done), daemon=True)
        watch.start()
        try:
            yield
        finally:
            done.set()
            watch.join()

    def _watch(
        self, process: _Process, clock: float, use: float | None, done: threading.Event
    ) -> None:
        """Count turns, not the time of day: a machine that sleeps or stalls stops this too."""
        is_beyond = self._limits(process, use) if use and self._watches_use else lambda: False
        for _ in range(int(clock / _WATCH_EVERY)):
            if done.wait(_WATCH_EVERY):
                return
            if is_beyond():
                process.popen.kill()
                return
        process.is_overdue = True
        process.popen.kill()

    def _limits(self, process: _Process, use: float) -> Callable[[], bool]:
        """Return the test whether the process is beyond its memory or processor time."""
        import psutil

        watched = psutil.Process(process.popen.pid)
        before = sum(watched.cpu_times()[:2])

        def is_beyond() -> bool:
            with suppress(psutil.Error):
                used = sum(watched.cpu_times()[:2]) - before
                return used > use or watched.memory_info().rss > self._memory
            return False

        return is_beyond


def _started() -> _Process:
    popen = subprocess.Popen(
        [sys.executable, "-P", "-X", "utf8", "-m", "pijler_analysis.ingest.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    if popen.stdin is None or popen.stdout is None:
        raise OSError("the reading process has no pipes")
    return _Process(popen, popen.stdin, popen.stdout)


def _await_start(process: _Process) -> None:
    process.is_ready = _Answers(process.answers).load()[0] == READY


@collector_paused()
def _exchange(process: _Process, question: tuple[str, str, float]) -> tuple[str, Any]:
    """Put a question and wait for the answer."""
    pickle.dump(question, process.questions)
    process.questions.flush()
    answer: tuple[str, Any] = _Answers(process.answers).load()
    return answer


def _obituary(process: _Process, path: Path, seconds: float) -> str:
    """Say what a process died of."""
    if not process.is_ready:
        return f"{path.name} kan niet worden gelezen: het leesproces start niet; probeer opnieuw"
    if process.is_overdue:
        return (
            f"{path.name} kan niet worden gelezen: het antwoord blijft uit; sluit andere "
            "programma's of zet het bestand op deze computer en probeer opnieuw"
        )
    if process.popen.returncode in (-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGKILL", 0)):
        return (
            f"{path.name} vraagt te veel tijd of geheugen om te lezen (meer dan {seconds:.0f} s of "
            f"{LARGEST_MEMORY // 1024**3} GB); open het, verwijder lege rijen en kolommen en "
            "bewaar het opnieuw"
        )
    return (
        f"{path.name} doet de lezer vastlopen; het bestand is beschadigd of kwaadwillig; "
        "open het, kopieer de gegevens naar een nieuwe werkmap en bewaar die"
    )


@cache
def reader() -> Reader:
    """Return the reading process of this program."""
    one = Reader()
    atexit.register(one.close)
    return one


if hasattr(os, "register_at_fork"):  # a copy of this program needs a reading process of its own
    os.register_at_fork(after_in_child=reader.cache_clear)


def _megabytes(path: Path) -> float:
    try:
        return path.stat().st_size / 1024**2
    except OSError:
        return 0.0


def _environment() -> dict[str, str]:
    """Return the environment in which the process finds this package, and one thread suffices."""
    package = str(Path(__file__).parents[2])
    others = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([package, others] if others else [package]),
        "OPENBLAS_NUM_THREADS": "1",
    }
