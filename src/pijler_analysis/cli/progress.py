"""What is being done, said on stderr: a line per step, and on a terminal a bar under them."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self, TextIO

WIDTH = 30


class Progress:
    """Call it at the start of each step; leave the ``with`` block when all is done.

    Parameters
    ----------
    steps : how many steps are to come; a step too many leaves the bar full
    stream : where to say it; stderr if none is named

    Examples
    --------
    >>> with Progress(2, stream=sys.stdout) as progress:
    ...     progress("lezen")
    ...     progress("tellen")
    lezen
    tellen
    """

    def __init__(self, steps: int, *, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._has_bar = self._stream.isatty()
        self._steps, self._begun = steps, 0

    def __call__(self, text: str) -> None:
        """Say which step begins."""
        self._erase()
        print(text, file=self._stream, flush=True)
        self._begun += 1
        self._draw()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._erase()

    def _draw(self) -> None:
        """Show as done what was begun before the last step."""
        if self._has_bar:
            done = min((self._begun - 1) / self._steps, 1.0)
            bar = "█" * round(done * WIDTH)
            print(f"{bar:░<{WIDTH}} {done:4.0%}", end="\r", file=self._stream, flush=True)

    def _erase(self) -> None:
        # blanks, not an escape code: an old console shows those as they are
        if self._has_bar:
            print(" " * (WIDTH + 5), end="\r", file=self._stream, flush=True)
