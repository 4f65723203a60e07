"""Where the lines of a PDF stand on its pages, as poppler finds them."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

PER_MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 24 * PER_MM, (210 - 24) * PER_MM, 24 * PER_MM, 275 * PER_MM
FULL = 0.6
"""Part of the room between the margins that a page before the last at least fills."""


@dataclass(frozen=True)
class Line:
    left: float
    right: float
    top: float
    bottom: float
    text: str


def lines_of(path: Path) -> list[list[Line]]:
    """Return the lines on each page, as poppler finds them."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    told = subprocess.run(
        ["pdftotext", "-bbox-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    found = re.compile(
        r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</line>', re.S
    )
    return [
        [
            Line(float(left), float(right), float(top), float(bottom), re.sub("<.*?>|\\s+", " ", t))
            for left, top, right, bottom, t in found.findall(page)
        ]
        for page in told.split("<page ")[1:]
    ]


def on_paper(page: list[Line]) -> list[Line]:
    """Return what stands between the margins, from top to bottom."""
    shown = [line for line in page if line.top > TOP and line.bottom < BOTTOM]
    return sorted(shown, key=lambda line: line.bottom)


def half_empty(pages: list[list[Line]], *, least: float = FULL) -> dict[int, float]:
    """Return how full the pages between the first and the last are that leave too much empty."""
    filled = [(on_paper(page)[-1].bottom - TOP) / (BOTTOM - TOP) for page in pages[1:-1]]
    return {number: part for number, part in enumerate(filled, 2) if part < least}
