"""Processes beside this one: a build shares its work with them.

Where systems can copy a process safely (Linux, and no other thread is at work) each is a copy of
this one with all it has loaded. Elsewhere each starts as a new interpreter and loads that itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pijler_analysis.errors import PijlerError

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

_WATCH = "ends with whom it works for"


def context() -> ForkContext | SpawnContext:
    """How a process starts here and now: as a copy of this one where that is safe."""
    threads = [thread for thread in threading.enumerate() if thread.name != _WATCH]
    if sys.platform == "linux" and len(threads) == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def begin() -> None:
    """Do what is best for a process that works for another one, and ends with it."""
    import psutil  # not in the thread: a copy made meanwhile would have half of it

    parent = multiprocessing.parent_process()

    def watch() -> None:
        while parent and os.getppid() == parent.pid and psutil.pid_exists(parent.pid):
            time.sleep(1)
        os._exit(1)

    rarely_collect()
    threading.Thread(target=watch, name=_WATCH, daemon=True).start()


def rarely_collect() -> None:
    """Look for rings of objects seldom, and never again among those that are there now.

    Nearly all that a build makes goes when nobody refers to it any more; looking for the rest at
    Python's own pace costs a twelfth of a build.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@contextmanager
def other_processes(count: int) -> Iterator[Executor]:
    """Yield processes to work with; where the block fails they end, and all they started.

    A kernel that waits for the data would otherwise begin to make them itself.
    """
    with ProcessPoolExecutor(count, context(), begin) as others:
        try:
            yield others
        except BaseException as error:
            _end_children()
            if isinstance(error, BrokenExecutor):
                raise PijlerError(
                    "een van de processen van de build werd van buiten gestopt, wellicht bij "
                    "gebrek aan geheugen; sluit andere programma's en geef dezelfde opdracht "
                    "opnieuw"
                ) from None
            raise


def _end_children() -> None:
    import psutil

    for child in multiprocessing.active_children():
        started = []
        with suppress(psutil.NoSuchProcess):
            started = psutil.Process(child.pid).children(recursive=True)
        for process in started:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        child.kill()
