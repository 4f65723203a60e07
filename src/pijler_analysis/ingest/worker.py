"""The reading process: takes paths, gives back sheets, and may die without harm to anyone.

Started by ``reader``. It limits itself before it touches a file: memory, processor time, and no
core dump, since that would hold what was being read.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from pijler_analysis.errors import FileError

LARGEST_MEMORY = 3 * 1024**3
"""Bytes of address space the process may take."""

READY, DONE, REFUSED = "ready", "done", "refused"
TASKS = {
    "sheets": ("pijler_analysis.ingest.reading", "read_file"),
    "marks": ("pijler_analysis.ingest.openpyxl_reader", "read_workbook_marks"),
}
"""What can be asked of the process: the module and function that answer."""

try:
    import resource
except ImportError:  # Windows: the one who asks keeps watch
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Answer one question after another until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    gc.disable()  # cells hold no cycles; looking for them takes longer than reading
    limit_memory(LARGEST_MEMORY)
    import_module("pijler_analysis.ingest.workbook")
    _send(answers, (READY, None))
    while True:
        try:
            task, path, seconds = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        limit_time(seconds)
        _send(answers, answer(task, Path(path)))


def answer(task: str, path: Path) -> tuple[str, Any]:
    """Carry out a task; what goes wrong is an answer too."""
    module, name = TASKS[task]
    function: Callable[[Path], Any] = getattr(import_module(module), name)
    try:
        return DONE, function(path)
    except FileError as error:
        return REFUSED, str(error)
    except MemoryError:
        return REFUSED, (
            f"{path.name} vraagt meer dan {LARGEST_MEMORY // 1024**3} GB geheugen; "
            "verwijder lege rijen en kolommen of splits het bestand"
        )
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a reader written in Rust panics outside Exception
        return REFUSED, (
            f"{path.name} is op een ongewone manier geschreven ({type(error).__name__}); "
            "open het, bewaar het als .xlsx en probeer opnieuw"
        )


def limit_memory(size: int) -> None:
    """Limit the address space of this process, and let it leave no core dump."""
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        size = size if most == resource.RLIM_INFINITY else min(size, most)
        resource.setrlimit(resource.RLIMIT_AS, (size, most))


def limit_time(seconds: float) -> None:
    """Let this process use so much more processor time, and no more."""
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    allowed = int(usage.ru_utime + usage.ru_stime + seconds) + 1
    if most != resource.RLIM_INFINITY:
        allowed = min(allowed, most)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, most))


def _send(stream: BinaryIO, content: tuple[str, Any]) -> None:
    pickle.dump(content, stream, protocol=5)
    stream.flush()


if __name__ == "__main__":
    main()
