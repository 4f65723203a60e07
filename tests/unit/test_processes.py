"""What comes back from a process that works beside this one."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from pijler_analysis.errors import PijlerError, UsageError
from pijler_analysis.processes import Beside, patched_environment


class HoldsLockError(Exception):
    """An error that cannot be sent to another process."""

    def __init__(self) -> None:
        super().__init__("met een slot")
        self.held = open(os.devnull)  # noqa: SIM115


class TwoPartsError(Exception):
    """An error that can be sent and cannot be received."""

    def __init__(self, part: str, other: str) -> None:
        super().__init__(part + other)


def fail_in_two() -> None:
    raise TwoPartsError("een ", "twee")


def refuse() -> None:
    raise UsageError("dit kan niet")


def fail() -> None:
    raise HoldsLockError


def die() -> None:
    os._exit(3)


def test_what_the_work_comes_to_comes_back():
    assert Beside(divmod, 7, 2).result() == (3, 1)


def test_an_error_keeps_its_kind_its_line_and_where_it_was():
    with pytest.raises(UsageError, match="dit kan niet") as caught:
        Beside(refuse).result()
    assert "in refuse" in caught.value.__notes__[0]


def test_an_error_that_cannot_be_sent_is_told_in_words():
    with pytest.raises(RuntimeError, match="HoldsLockError: met een slot"):
        Beside(fail).result()


def test_an_error_that_cannot_be_received_is_told_in_words():
    with pytest.raises(RuntimeError, match="TwoPartsError: een twee"):
        Beside(fail_in_two).result()


def test_a_process_that_is_gone_is_told_in_one_line():
    with pytest.raises(PijlerError, match="van buiten gestopt"):
        Beside(die).result()


def test_a_process_that_goes_in_the_midst_of_its_answer_is_told_in_one_line():
    work = Beside(bytes, 10_000_000)
    assert work._answer.poll(120)
    work._process.kill()
    with pytest.raises(PijlerError, match="van buiten gestopt"):
        work.result()


def test_who_is_interrupted_ends_the_process_it_waits_for():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    work = Beside(time.sleep, 600)
    threading.Timer(1, os.kill, [os.getpid(), signal.SIGINT]).start()
    try:
        with pytest.raises(KeyboardInterrupt):
            work.result()
    finally:
        signal.signal(signal.SIGINT, before)
    work._process.join(60)
    assert work._process.exitcode is not None


def test_the_environment_is_as_it_was(monkeypatch):
    monkeypatch.setenv("ONE", "before")
    monkeypatch.delenv("OTHER", raising=False)
    with patched_environment({"ONE": "within", "OTHER": "within"}):
        assert (os.environ["ONE"], os.environ["OTHER"]) == ("within", "within")
    assert os.environ["ONE"] == "before"
    assert "OTHER" not in os.environ
