"""IPython as the cells of a report meet it: what they show is kept for who asked.

A cell means here what it means in Jupyter: the same shell reads it, and the same formatters show
what it comes to.
"""

from __future__ import annotations

import base64
import io
import os
import traceback
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, TextIO, TypeGuard

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
    """Return what an error says; of one in the cell's own text without the name of its file.

    An error may fail to tell what is wrong: then with what it failed.
    """
    try:
        return str(error.msg if _is_in_cell(error) else error)
    except Exception as failing:
        return f"zonder uitleg, want __str__ ervan faalt met {type(failing).__name__}"


def _is_in_cell(error: BaseException) -> TypeGuard[SyntaxError]:
    return isinstance(error, SyntaxError) and str(error.filename).startswith(IN_CELL)


def line_of(error: BaseException) -> int | None:
    """Return the line of the cell in which an error began, where Python tells."""
    if _is_in_cell(error):
        return error.lineno
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(IN_CELL):
            return line
    return None


def _displayed(data: Mapping[str, Any]) -> Output:
    """Return what a cell showed as an output; pictures are kept in letters.

    Of what a page can show: other objects need not survive the way to another process.
    """
    kept = {
        kind: base64.b64encode(content).decode() if isinstance(content, bytes) else str(content)
        for kind, content in data.items()
        if isinstance(content, str | bytes)
    }
    return {"output_type": "display_data", "data": kept, "metadata": {}}


def _whole(output: Output) -> Output:
    """Return an output with the pieces of what was printed put together."""
    if output["output_type"] != "stream":
        return output
    return output | {"text": "".join(output["text"])}


class _Printed(io.TextIOBase):
    """What cells print, in its place among what they show.

    It stays the same for all cells: what one of them keeps, as a log does, another prints on.
    """

    encoding = "UTF-8"

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        shown = self._shell.cleared()
        if not shown or shown[-1]["output_type"] != "stream":
            shown.append({"output_type": "stream", "name": "stdout", "text": []})
        shown[-1]["text"].append(text)
        return len(text)


class _Hook(DisplayHook):
    """Takes the value of a cell's last line."""

    def start_displayhook(self) -> None: ...

    def write_output_prompt(self) -> None: ...

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        assert self.shell is not None
        self.shell.cleared().append(_displayed(format_dict))

    def finish_displayhook(self) -> None: ...


class _Publisher(DisplayPublisher):
    """Takes what a cell displays itself."""

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        output = _displayed(data)
        named = self.shell.named.setdefault((transient or {}).get("display_id"), [])
        if update:
            for earlier in named:
                earlier.update(output)
        else:
            named.append(output)
            self.shell.cleared().append(output)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.is_to_clear = True
        if not wait:
            self.shell.cleared()


class Shell(InteractiveShell):
    """Executes one cell after the other and keeps what it shows."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    printed: _Printed
    unseen: TextIO
    """Takes what cells print on stderr."""

    shown: list[Output]
    named: dict[str | None, list[Output]]
    """What was displayed under a name, by which a cell may change it later."""

    is_to_clear = False
    """Whether what the cell showed so far goes once it shows something more."""

    told: BaseException | None
    """The error that Jupyter would show: of the cell, or of showing what it came to."""

    @classmethod
    def start(cls) -> Shell:
        """Return the one shell of this process, which writes no history."""
        shell = cls.instance(config=Config(HistoryManager={"enabled": False}))
        shell.named = {}
        shell.printed = _Printed(shell)
        shell.unseen = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        return shell

    def execute(self, source: str) -> tuple[list[Output], BaseException | None]:
        """Execute a cell; returns its outputs, and what went wrong."""
        self.shown, self.told, self.is_to_clear = [], None, False
        with redirect_stdout(self.printed), redirect_stderr(self.unseen):
            done = self.run_cell(source, store_history=True)
        errors = (self.told, done.error_before_exec, done.error_in_exec)
        return (
            [_whole(output) for output in self.shown],
            next((error for error in errors if error is not None), None),
        )

    def cleared(self) -> list[Output]:
        """Return what the cell showed, where more of it comes: nothing if that was to go."""
        if self.is_to_clear:
            self.shown.clear()
            self.is_to_clear = False
        return self.shown

    def enable_gui(self, gui: str | None = None) -> None:
        """Have no windows: ``%matplotlib inline`` asks for none."""

    def showtraceback(self, exc_tuple: Any = None, *_: Any, **__: Any) -> None:
        """Keep an error that IPython only tells of: what it stopped is missing on the page."""
        if self.told is None:
            self.told = self._get_exc_info(exc_tuple)[1]

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        """Leave an error in the text of a cell to who asked for the cell."""
