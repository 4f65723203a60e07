"""IPython as the cells of a report meet it: what they show is kept for who asked.

A cell means here what it means in Jupyter: the same shell reads it, and the same formatters show
what it comes to.
"""

from __future__ import annotations

import base64
import io
import traceback
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

IN_CELL = "<ipython-input-"
"""How the file of a cell is called in a traceback."""

Output = dict[str, Any]
"""An output of a cell, as a notebook keeps it."""


def message_of(error: BaseException) -> str:
    """Return what an error says; of one in the cell's own text without the name of its file."""
    return str(error.msg if isinstance(error, SyntaxError) else error)


def line_of(error: BaseException) -> int | None:
    """Return the line of the cell in which an error began, where Python tells."""
    if isinstance(error, SyntaxError) and str(error.filename).startswith(IN_CELL):
        return error.lineno
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(IN_CELL):
            return line
    return None


def _displayed(data: Mapping[str, Any], metadata: Mapping[str, Any] | None) -> Output:
    """Return what a cell showed as an output; pictures are kept in letters."""
    kept = {
        kind: base64.b64encode(content).decode() if isinstance(content, bytes) else content
        for kind, content in data.items()
    }
    return {"output_type": "display_data", "data": kept, "metadata": dict(metadata or {})}


class _Printed(io.TextIOBase):
    """What a cell prints, in its place among what it shows."""

    def __init__(self, shown: list[Output]) -> None:
        self._shown = shown

    def write(self, text: str) -> int:
        if not self._shown or self._shown[-1]["output_type"] != "stream":
            self._shown.append({"output_type": "stream", "name": "stdout", "text": ""})
        self._shown[-1]["text"] += text
        return len(text)


class _Hook(DisplayHook):
    """Takes the value of a cell's last line."""

    def start_displayhook(self) -> None: ...

    def write_output_prompt(self) -> None: ...

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        assert self.shell is not None
        self.shell.shown.append(_displayed(format_dict, md_dict))

    def finish_displayhook(self) -> None: ...


class _Publisher(DisplayPublisher):
    """Takes what a cell displays itself."""

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **_: Any) -> None:
        self.shell.shown.append(_displayed(data, metadata))

    def clear_output(self, wait: bool = False) -> None:
        self.shell.shown.clear()


class Shell(InteractiveShell):
    """Executes one cell after the other and keeps what it shows."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    shown: list[Output]

    @classmethod
    def start(cls) -> Shell:
        """Return the one shell of this process, which writes no history."""
        return cls.instance(config=Config(HistoryManager={"enabled": False}))

    def execute(self, source: str) -> tuple[list[Output], BaseException | None]:
        """Execute a cell; returns its outputs, and what stopped it."""
        self.shown = []
        with redirect_stdout(_Printed(self.shown)), redirect_stderr(io.StringIO()):
            done = self.run_cell(source, store_history=True)
        return self.shown, done.error_before_exec or done.error_in_exec

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        """Leave an error to who asked for the cell."""
