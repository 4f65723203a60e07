"""The pages a reader holds: none half empty, no heading left alone, nothing off the paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from pijler_analysis.build import build_report_of_year

YEAR = 2024
LENGTH = {"evaluatie": (15, 21), "actieplan": (10, 13)}
PER_MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 24 * PER_MM, (210 - 24) * PER_MM, 24 * PER_MM, 275 * PER_MM
FULL = 0.6
"""Part of the room between the margins that a page before the last at least fills."""

BODY_HEIGHT = 14.5
"""Points that a line of text is high; a heading is higher."""


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


@pytest.fixture(scope="module", params=[(name, lang) for name in LENGTH for lang in ("nl", "en")])
def pages(request, project) -> tuple[str, list[list[Line]]]:
    name, lang = request.param
    path = build_report_of_year(project, name, YEAR, engine="embedded", lang=lang)
    return name, lines_of(path)


def on_paper(page: list[Line]) -> list[Line]:
    """Return what stands between the margins, from top to bottom."""
    shown = [line for line in page if line.top > TOP and line.bottom < BOTTOM]
    return sorted(shown, key=lambda line: line.bottom)


def test_a_report_has_about_the_length_asked(pages):
    name, found = pages
    shortest, longest = LENGTH[name]
    assert shortest <= len(found) <= longest


def test_no_page_before_the_last_is_half_empty(pages):
    _, found = pages
    filled = [(on_paper(page)[-1].bottom - TOP) / (BOTTOM - TOP) for page in found[1:-1]]
    assert {number: part for number, part in enumerate(filled, 2) if part < FULL} == {}


def test_no_heading_stands_last_on_a_page(pages):
    _, found = pages
    last = [on_paper(page)[-1] for page in found[1:]]
    assert [line.text for line in last if line.bottom - line.top > BODY_HEIGHT] == []


def test_nothing_runs_into_the_margins(pages):
    _, found = pages
    for page in found[1:]:
        assert [line.text for line in page if line.left < LEFT - 2 or line.right > RIGHT + 2] == []
