"""Untrusted files are read in a process of their own: one that kills its reader kills no more.

The process is started once and reused. It limits its own memory and time (``worker``); here a
watch is kept over the clock, and over its memory where the system does not enforce that limit.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
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

_PATIENCE = 4
"""How many times longer it may take by the clock: a busy machine gives a process a part of it."""
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
    """A process under way, and whether it has said that it is ready."""

    popen: subprocess.Popen[bytes]
    questions: IO[bytes]
    answers: IO[bytes]
    is_ready: bool = False


class Reader:
    """A reading process, started when first needed and again after one that died.

    Parameters
    ----------
    memory : bytes above which the watch ends the process, where the system sets no limit
    watches_memory : whether that watch is kept; by default where the limit is not enforced
    """

    def __init__(
        self, *, memory: int = LARGEST_MEMORY, watches_memory: bool = sys.platform != "linux"
    ) -> None:
        self._memory, self._watches_memory = memory, watches_memory
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
                with self._watched(process.popen, _PATIENCE * seconds):
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
    def _watched(self, process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
        """End the process when it takes too long, or too much memory."""
        clock = threading.Timer(seconds, process.kill)
        clock.daemon = True
        clock.start()
        done = threading.Event()
        if self._watches_memory:
            threading.Thread(target=self._watch_memory, args=(process, done), daemon=True).start()
        try:
            yield
        finally:
            clock.cancel()
            done.set()

    def _watch_memory(self, process: subprocess.Popen[bytes], done: threading.Event) -> None:
        import psutil

        with suppress(psutil.Error):
            watched = psutil.Process(process.pid)
            while not done.wait(_WATCH_EVERY):
                if watched.memory_info().rss > self._memory:
                    process.kill()
                    return


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


@collector_paused()
def _exchange(process: _Process, question: tuple[str, str, float]) -> tuple[str, Any]:
    """Put a question and wait for the answer."""
    if not process.is_ready:
        process.is_ready = _Answers(process.answers).load()[0] == READY
    pickle.dump(question, process.questions)
    process.questions.flush()
    answer: tuple[str, Any] = _Answers(process.answers).load()
    return answer


def _obituary(process: _Process, path: Path, seconds: float) -> str:
    """Say what a process died of."""
    if not process.is_ready:
        return f"{path.name} kan niet worden gelezen: het leesproces start niet"
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
