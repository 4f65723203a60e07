"""All that a file tells whoever takes it apart, piece by piece: a sentence, a row, a drawing.

A web page and a Word document hold more than they show: descriptions, attributes, remarks,
properties, what lies in a picture beside its points. Where a mark stands in a drawing is not read.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf

WHOLE = "tr"
"""What is one piece, whatever lies within it."""
PIECES = {
    "p", "div", "li", "dt", "dd", "h1", "h2", "h3", "h4", "figcaption", "small", "br", "svg",
    "title", "metadata", "dc:title", "dc:format", WHOLE,
}  # fmt: skip
DRAWN = {
    "id", "class", "style", "d", "x", "y", "r", "cx", "cy", "points", "width", "height", "viewbox",
    "transform", "clip-path", "fill", "stroke", "stroke-width", "href", "xlink:href", "xmlns",
    "xmlns:dc", "xmlns:cc", "xmlns:rdf", "rdf:resource", "aria-labelledby", "charset",
}  # fmt: skip
"""Attributes that say how something is drawn, or name it."""
CODE = {"style", "script"}
TEXT, ROW, PARAGRAPH = (f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{one}"
                        for one in ("t", "tr", "p"))  # fmt: skip
LOOKS = re.compile(
    r"\[Content_Types\]|/_rels/|/theme/|/styles|/numbering|/fontTable|/\w*[sS]ettings"
)
"""Parts of a Word document that say how it looks."""
PICTURE = {b"IHDR", b"IDAT", b"IEND"}
"""Parts of a PNG that hold its points and nothing else."""
BREAK = re.compile(r"[^\w%€<>.,]|[_▲▼●○]|[.,](?!\d)")


def bare(text: str) -> str:
    """Leave of a text its letters, its numbers and their signs, however its lines are broken."""
    return BREAK.sub("", text).casefold()


def pieces_of(path: Path) -> list[str]:
    """Return all that a web page or a Word document tells."""
    read = {".html": _of_page, ".docx": _of_word}[path.suffix]
    return [part for piece in read(path) for part in piece.split(" · ") if part.strip()]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.aside: list[str] = []
        self.pieces = [""]
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        self.aside += [value or "" for name, value in attrs if name not in DRAWN]
        if tag in {WHOLE, *CODE}:
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if [tag] == self._within[-1:]:
            self._within.pop()
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not CODE & {*self._within}:
            self.pieces[-1] += data

    def handle_comment(self, data: str) -> None:
        self.aside.append(data)

    def _break(self, tag: str) -> None:
        if tag in PIECES and WHOLE not in self._within:
            self.pieces.append("")


def _of_page(path: Path) -> list[str]:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page.pieces + page.aside


def _of_word(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            if name.endswith(".png"):
                yield from (str(kind) for kind in _parts_of_picture(content) - PICTURE)
            elif not LOOKS.search(name):
                yield from _of_part(ET.fromstring(content))


def _parts_of_picture(content: bytes) -> set[bytes]:
    kinds, at = set(), 8
    while at < len(content):
        kinds.add(content[at + 4 : at + 8])
        at += 12 + int.from_bytes(content[at : at + 4])
    return kinds


def _of_part(root: ET.Element) -> Iterator[str]:
    """Read the rows and paragraphs of a part, and what stands beside them."""
    seen: set[ET.Element] = set()
    for kind in (ROW, PARAGRAPH):
        for whole in root.iter(kind):
            texts = [one for one in whole.iter(TEXT) if one not in seen]
            seen |= {*texts}
            yield "".join(one.text or "" for one in texts)
    for one in root.iter():
        yield from () if one in seen else (one.text or "",)
        yield one.get("descr", "")
        yield one.get("title", "")


def text_of_pdf(path: Path) -> str:
    """Return what a PDF prints and what it reads out in the place of a drawing."""
    document = pypdf.PdfReader(path)
    printed = "".join(page.extract_text() for page in document.pages)
    return printed + " ".join(_read_out(document.trailer["/Root"]["/StructTreeRoot"]))


def _read_out(node: Any) -> Iterator[str]:
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _read_out(one)
    elif isinstance(node, dict):
        yield str(node.get("/Alt", ""))
        yield from _read_out(node["/K"]) if "/K" in node else ()
