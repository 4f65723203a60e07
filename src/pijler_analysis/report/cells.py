"""An executed notebook as one pandoc Markdown text.

Markdown cells go in as they are. Of every output the richest form that pandoc can use is taken:
Markdown, then SVG or PNG (written beside the text), then HTML, then plain text; what a cell
printed on stderr is left out. Code is never shown. Before each cell stands a raw Typst comment
with its number, so that a later fault can name it; other formats drop that comment.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from pijler_analysis.display.language import SOURCE, say
from pijler_analysis.errors import PijlerError
from pijler_analysis.report.execute import SKIPPED, cell_number, tags

if TYPE_CHECKING:
    from nbformat import NotebookNode

OPTION = re.compile(r"#\|\s?(.*)")
FRONT_MATTER = re.compile(r"\A\s*---\s*\n(.*?)\n---\s*\Z", re.DOTALL)
FLOATS = {"fig": "fig-cap", "tbl": "tbl-cap"}
PROSE_MARK = re.compile(r":::.*|#+ ")
PICTURES = {"image/svg+xml": "svg", "image/png": "png"}


@dataclass(frozen=True)
class Manuscript:
    """A report before it is typeset: its Markdown, its metadata and the folder of its figures."""

    markdown: str
    metadata: dict[str, Any]
    figures: Path


@dataclass
class _Target:
    """Where the outputs of one cell go: options of the cell, folder and name for pictures."""

    options: dict[str, Any]
    figures: Path
    number: str
    pictures: list[str] = field(default_factory=list)


def front_matter(notebook: NotebookNode, *, name: str) -> dict[str, Any]:
    """The YAML in the first cell, as Quarto reads it: title, subtitle, lang, …

    Raises
    ------
    PijlerError
        When the first cell holds no YAML between lines of three dashes, or it cannot be read.
    """
    first = notebook.cells[0] if notebook.cells else None
    found = FRONT_MATTER.match(first.source) if first and first.cell_type != "code" else None
    if found is None:
        raise PijlerError(
            f"{name}, cel 1: hier hoort een ruwe cel met de titel, tussen twee regels met ---."
        )
    try:
        content = yaml.safe_load(found.group(1))
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise PijlerError(f"{name}, cel 1, regel {line}: geen geldige YAML.") from None
    return content if isinstance(content, dict) else {}


def cell_options(source: str, *, where: str = "") -> tuple[dict[str, Any], str]:
    """Split a code cell in its ``#|`` options and its code.

    Only the leading lines count, as in Quarto.

    Examples
    --------
    >>> cell_options("#| label: fig-bereik\\n#| echo: false\\ndraw(data)\\n#| not: an option")
    ({'label': 'fig-bereik', 'echo': False}, 'draw(data)\\n#| not: an option')
    """
    lines = source.splitlines()
    head = []
    while lines and (match := OPTION.match(lines[0])):
        head.append(match.group(1))
        lines.pop(0)
    try:
        options = yaml.safe_load("\n".join(head)) or {}
    except yaml.YAMLError:
        options = None
    if not isinstance(options, dict):
        raise PijlerError(f"{where}: de regels met #| zijn geen geldige YAML (naam: waarde).")
    return options, "\n".join(lines)


def skip_unevaluated(notebook: NotebookNode, *, name: str) -> None:
    """Tag the cells with ``#| eval: false`` so that they are not executed."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            where = f"{name}, cel {cell_number(notebook, index)}"
            options, _ = cell_options(cell.source, where=where)
            if options.get("eval") is False:
                cell.metadata["tags"] = [*tags(cell), SKIPPED]


def prose_blocks(markdown: str) -> list[tuple[str, str]]:
    """Split the text of a cell in paragraphs: what marks each, and its words on one line.

    >>> prose_blocks("::: {.summary}\\n\\n# Samenvatting")
    [('::: {.summary}', ''), ('# ', 'Samenvatting')]
    """
    found = []
    for block in filter(str.strip, markdown.split("\n\n")):
        mark = PROSE_MARK.match(block.strip())
        start = mark.group() if mark else ""
        found.append((start, " ".join(block.strip()[len(start) :].split())))
    return found


def in_language(markdown: str, lang: str) -> str:
    """Put the text of a cell in the language of the report, paragraph by paragraph."""
    if lang == SOURCE:
        return markdown
    told = [start + (say(text, lang) if text else "") for start, text in prose_blocks(markdown)]
    return "\n\n".join(told)


def manuscript(
    notebook: NotebookNode, *, name: str, figures: Path, metadata: dict[str, Any]
) -> Manuscript:
    """Turn an executed notebook into Markdown; pictures are written to ``figures``.

    ``lang`` in the metadata is the language that the prose of the notebook is put in.
    """
    lang = str(metadata.get("lang") or SOURCE)[:2]
    parts = []
    for index, cell in enumerate(notebook.cells):
        number = cell_number(notebook, index)
        text = _cell_text(cell, number, figures, name) if index else ""
        if cell.cell_type == "markdown":
            text = in_language(text, lang)
        if text.strip():
            parts += [raw_block("typst", f"// pijler-cel {number}"), text]
    # A chart may name its file in full; pandoc and Typst both work from the figures' folder.
    markdown = "\n\n".join(parts).replace(f"{figures.as_posix()}/", "").replace(f"{figures}\\", "")
    return Manuscript(markdown + "\n", metadata, figures)


def _cell_text(cell: NotebookNode, number: str, figures: Path, name: str) -> str:
    if cell.cell_type != "code":
        return str(cell.source)
    options, _ = cell_options(cell.source, where=f"{name}, cel {number}")
    if options.get("output") is False or options.get("include") is False:
        return ""
    target = _Target(options, figures, number)
    texts = [_output_text(output, target) for output in cell.outputs]
    return "\n\n".join(text for text in texts if text.strip())


def _output_text(output: NotebookNode, target: _Target) -> str:
    if output.output_type == "stream":
        return fenced(output.text) if output.name == "stdout" else ""
    data = output.data
    if "text/markdown" in data:
        return _with_caption(data["text/markdown"], target.options)
    for kind in PICTURES:
        if kind in data:
            return _picture(data[kind], kind, target)
    if "text/html" in data:
        html = f"::: {{.html-output}}\n\n{raw_block('html', data['text/html'])}\n\n:::"
        return _with_caption(html, target.options)
    return fenced(data.get("text/plain", ""))


def _with_caption(text: str, options: dict[str, Any]) -> str:
    """Wrap an output in a float when its cell gives label and caption and it has none itself."""
    label = str(options.get("label", ""))
    caption = options.get(FLOATS.get(label.partition("-")[0], ""))
    if not caption or f"#{label}" in text:
        return text
    return f"::: {{#{label}}}\n\n{text}\n\n{caption}\n\n:::"


def _picture(content: str, kind: str, target: _Target) -> str:
    """Write a picture that a cell showed and point to it, with caption and alt text."""
    options = target.options
    label = str(options.get("label", ""))
    count = len(target.pictures) + 1
    file = f"cel-{target.number}-{count}.{PICTURES[kind]}"
    target.pictures.append(file)
    data = content.encode() if kind == "image/svg+xml" else base64.b64decode(content)
    (target.figures / file).write_bytes(data)
    attributes = []
    if label.startswith("fig-") and count == 1:
        attributes.append(f"#{label}")
    if alt := options.get("fig-alt"):
        attributes.append('fig-alt="' + str(alt).replace("&", "&amp;").replace('"', "&quot;") + '"')
    braces = f"{{{' '.join(attributes)}}}" if attributes else ""
    return f"![{options.get('fig-cap', '')}]({file}){braces}"


def raw_block(format: str, text: str) -> str:
    """A raw block that only one output format takes over.

    Examples
    --------
    >>> print(raw_block("typst", "#pagebreak()"))
    ```{=typst}
    #pagebreak()
    ```
    """
    return fenced(text, f"{{={format}}}")


def fenced(text: str, info: str = "") -> str:
    """A code block whose fence is longer than any run of backticks in the text."""
    runs = [len(run) for run in re.findall(r"`{3,}", text)]
    fence = "`" * (max(runs, default=2) + 1)
    return f"{fence}{info}\n{text.rstrip()}\n{fence}" if text.strip() else ""
