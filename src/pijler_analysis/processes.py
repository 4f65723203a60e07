"""Processes beside this one: a build shares its work with them.

Where a process can be copied safely (Linux, our own program, no other thread at work) each is a
copy of this one with all it has loaded. Elsewhere each is a new interpreter and loads that itself.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

from pijler_analysis.errors import PijlerError

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

P = ParamSpec("P")
T = TypeVar("T")

_WATCH = "ends with whom it works for"
_may_copy = False

LONGEST_END_SECONDS = 2
"""How long a process may take to end once its work is done."""

ONE_ORDER = {"PYTHONHASHSEED": "0"}
"""The environment in which sets have the same order in every interpreter."""


def allow_copies() -> None:
    """Say that all this program does is ours, so that we know what a copy would lack.

    A library may have threads of its own (Typst once it has set a page): they are not copied, and
    who waits for them waits for ever. So nobody copies a program that only uses this package.

    A copy has the order of sets of what it was copied from. So where there are copies the program
    first starts anew with the one order all pages are made in.
    """
    global _may_copy
    if sys.platform != "linux":
        return
    if sys.flags.hash_randomization and not ONE_ORDER.items() <= os.environ.items():
        os.environ.update(ONE_ORDER)
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
    _may_copy = True


def context() -> ForkContext | SpawnContext:
    """How a process starts here and now: as a copy of this one where that is safe."""
    threads = [thread for thread in threading.enumerate() if thread.name != _WATCH]
    if _may_copy and len(threads) == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def begin() -> None:
    """Do what is best for a process that works for another one, and ends with it.

    Who interrupts a program in its window interrupts all its processes: only the first one answers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    import psutil  # not in the thread: a copy made meanwhile would have half of it

    parent = multiprocessing.parent_process()

    def watch() -> None:
        while parent and os.getppid() == parent.pid and psutil.pid_exists(parent.pid):
            time.sleep(1)
        os._exit(1)

    rarely_collect()
    threading.Thread(target=watch, name=_WATCH, daemon=True).start()


def give_way(steps: int) -> None:
    """Let this process and those it starts come after others, where systems know that."""
    if os.name == "posix":
        os.nice(steps)


def rarely_collect() -> None:
    """Look for rings of objects seldom, never again among those that are there now, and not at the
    end, when all goes with the process.

    Nearly all that a build makes goes when nobody refers to it any more; looking for the rest at
    Python's own pace costs a twelfth of a build.
    """
    gc.freeze()
    atexit.register(gc.freeze)
    gc.set_threshold(100_000, 50, 50)


@contextmanager
def patched_environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Have these environment variables while a process starts."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        for name in variables.keys() - before.keys():
            del os.environ[name]
        os.environ.update({name: before[name] for name in variables.keys() & before.keys()})


class Beside(Generic[T]):
    """Work under way in another process; what a copied process works on need not be sent to it."""

    def __init__(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> None:
        self._answer, there = context().Pipe(duplex=False)
        self._process = context().Process(
            target=_answer, args=(there, partial(work, *args, **kwargs))
        )
        with patched_environment(ONE_ORDER):
            self._process.start()
        there.close()

    def result(self, *, watch: Callable[[int], None] = lambda _: None) -> T:
        """Wait for what the work comes to.

        Parameters
        ----------
        watch : told the number of the process every second; the process ends where this raises

        Raises
        ------
        PijlerError
            If the process was ended by someone else; else what the work raised.
        """
        try:
            while not self._answer.poll(1):
                watch(self._process.pid or 0)
            error, found = self._answer.recv()
        except (EOFError, OSError):  # before its answer, or in the midst of it
            raise PijlerError(
                "een van de processen van de build werd van buiten gestopt, wellicht bij "
                "gebrek aan geheugen; sluit andere programma's en geef dezelfde opdracht "
                "opnieuw"
            ) from None
        except BaseException:
            _end_with_all_it_started(self._process)
            raise
        self._end()
        if error is not None:
            raise error
        return cast(T, found)

    def _end(self) -> None:
        """Let the process end; a thread that its work left running would keep it for ever."""
        self._process.join(LONGEST_END_SECONDS)
        if self._process.is_alive():
            _end_with_all_it_started(self._process)

    @staticmethod
    def finish(*works: Beside[Any]) -> None:
        """Wait for works of which only the end matters; one that fails is told of at once."""
        under_way = {work._answer: work for work in works}
        while under_way:
            for ended in wait(list(under_way)):
                under_way.pop(cast(Connection, ended)).result()


def _answer(there: Connection, work: Callable[[], object]) -> None:
    begin()
    try:
        there.send((None, work()))
    except BaseException as error:
        error.add_note(traceback.format_exc())  # where it went wrong is not sent along
        try:
            pickle.loads(pickle.dumps(error))
            there.send((error, None))
        except Exception:  # it holds what cannot be sent; its words can
            there.send((RuntimeError(error.__notes__[-1]), None))


@contextmanager
def ending_together() -> Iterator[None]:
    """Where the block fails, end the processes that work beside this one and all they started.

    A report that waits for the data would otherwise begin to make them itself.
    """
    try:
        yield
    except BaseException:
        _end_children()
        raise


def _end_children() -> None:
    for child in multiprocessing.active_children():
        _end_with_all_it_started(child)


def _end_with_all_it_started(child: BaseProcess) -> None:
    import psutil

    started = []
    with suppress(psutil.NoSuchProcess):
        started = psutil.Process(child.pid).children(recursive=True)
    for process in started:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    child.kill()
    child.join(LONGEST_END_SECONDS)
