"""From Markdown to PDF, HTML or Word with wheels only: pandoc converts, Typst typesets.

One pandoc call with our Lua filters also checks what would make a page unfit (a figure without
alt text, a skipped heading level, a reference to nothing) and names the cell. The PDF follows
PDF/A-2a and PDF/UA-1; the data date is its date, so the same inputs give the same bytes.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from pijler_analysis.display.labels import capitalised
from pijler_analysis.display.language import SOURCE, locale_of, say
from pijler_analysis.display.numbers import registered
from pijler_analysis.errors import PijlerError
from pijler_analysis.report.cells import Manuscript
from pijler_analysis.report.characters import FONTS, settable
from pijler_analysis.report.webfont import font_faces
from pijler_analysis.report.word import reference_document

if TYPE_CHECKING:
    from typst import PDFStandard

TEMPLATES = Path(__file__).parent / "typst"
STANDARDS: list[PDFStandard] = ["a-2a", "ua-1"]
FILTERS = ("columns.lua", "divs.lua", "embedded.lua", "word.lua")
WRITERS = {"pdf": "typst", "html": "html5", "docx": "docx"}
PIXELS_PER_INCH = 220
NO_DATE = "2000-01-01"
REGISTER = "numbers.jsonl"
"""The file among the figures in which the cells enter the numbers they write."""

FAULTS = {
    "no-alt": 'figuur "{}" heeft geen beschrijving: geef de cel een regel "#| fig-alt: …".',
    "no-image": 'figuur "{}" bestaat niet.',
    "heading-level": 'kop "{}" slaat een niveau over: gebruik één # minder.',
    "duplicate-label": 'label "{}" komt twee keer voor: geef één van beide een andere naam.',
    "unknown-ref": "@{} verwijst naar geen enkele figuur, tabel of kop.",
}
FONT_STYLE = "font.html"
OPTIONS = {
    "html": [
        "--standalone",
        "--embed-resources",
        "--toc",
        "--toc-depth=2",
        "--shift-heading-level-by=1",
        f"--template={TEMPLATES / 'report.html'}",
        f"--include-in-header={FONT_STYLE}",
    ],
    "docx": ["--reference-doc=reference.docx"],
}

WORDS: dict[str, str | tuple[str, ...]] = {
    "data-label": "gegevens tot",
    "build-label": "versie",
    "toc-title": "Inhoud",
    "page-word": "pagina",
    "of-word": "van",
    "skip-label": "Naar de tekst",
    "status-label": "Stand van dit verslag",
    "sort-up": "Oplopend gesorteerd op",
    "sort-down": "Aflopend gesorteerd op",
    "figure-word": "Figuur",
    "table-word": "Tabel",
    "card-heads": ("Kerncijfer", "Waarde", "Zekerheid", "Vorig jaar en doel", "Oordeel"),
}
"""What the pages say besides the text of the notebook."""

FINDING_PANDOC = Lock()
CHECK_LINE = re.compile(r"^pijler-check\|([^|]*)\|([^|]*)\|(.*)$", re.MULTILINE)
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
MARKDOWN_KEYS = {"title", "subtitle", "short-title"}
LITERAL_KEYS = {
    "lang", "organisation", "year", "data-date", "fingerprint", "draft-marks",
    "pagetitle", "data-line", "build-line", "author", "date",
    "data-day", "data-start", "build-start", *WORDS,
}  # fmt: skip
CELL_MARK = re.compile(r"^\s*// pijler-cel (\S+)")
POSITION = re.compile(r":(\d+):\d+$", re.MULTILINE)


def write_document(report: Manuscript, output: Path, *, to: str, name: str, source: Path) -> None:
    """Convert a manuscript and write the finished file.

    Parameters
    ----------
    report : Manuscript
        Markdown, metadata and the folder of the figures.
    output : Path
        The file to write; its folder must exist.
    to : str
        ``pdf``, ``html`` or ``docx``.
    name : str
        The notebook's name, for errors.
    source : Path
        The notebook's folder: pictures that no cell made are looked up there.
    """
    if not str(report.metadata.get("title") or "").strip():
        raise PijlerError(f"{name}, cel 1: de titel ontbreekt (title: …).")
    words = _words(report.metadata)
    if to == "pdf":
        if report.metadata["lang"] != SOURCE:
            report = replace(report, metadata=words | report.metadata)
        pages, numbers = typeset(_typst_source(report, name, source), report, name=name)
        output.write_bytes(pages)
        cells = registered(report.figures / REGISTER)
        write_numbers(
            numbers_path(output), [{"page": page} | cells[code] for code, page in numbers]
        )
        return
    report = replace(report, metadata=report.metadata | words)
    if to == "docx":
        report = replace(report, metadata=report.metadata | _title_lines(report.metadata))
        _write_reference(report)
    else:
        _prepare_page(report)
    _pandoc(report, to, name, source, [*OPTIONS[to], "--output", str(output.resolve())])


def _words(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """What the page's own lines say, in the language of the report."""
    from babel.dates import format_date

    lang = str(metadata["lang"])[:2]
    words: dict[str, Any] = {key: _said(text, lang) for key, text in WORDS.items()}
    words |= {"pagetitle": str(metadata["title"]), "lang": locale_of(lang).replace("_", "-")}
    for start, label in (("data-start", "data-label"), ("build-start", "build-label")):
        words[start] = capitalised(words[label])
    if metadata.get("data-date"):
        date = format_date(document_date(metadata), "d MMMM y", locale=locale_of(lang))
        words["data-day"] = date
        words["data-line"] = f"{words['data-label']} {date}"
    if metadata.get("fingerprint"):
        words["build-line"] = f"{words['build-label']} {metadata['fingerprint']}"
    return words


def _said(text: str | tuple[str, ...], lang: str) -> str | list[str]:
    return say(text, lang) if isinstance(text, str) else [say(one, lang) for one in text]


def _title_lines(metadata: Mapping[str, Any]) -> dict[str, str]:
    """What stands under the title in Word, in the styles it has for that."""
    facts = [metadata.get(key) for key in ("year", "data-line", "build-line")]
    lines = {
        "author": metadata.get("organisation"),
        "date": " · ".join(map(str, filter(None, facts))),
    }
    return {key: str(line) for key, line in lines.items() if line}


def _prepare_page(report: Manuscript) -> None:
    """Put the font beside the figures, which the page takes in with the script."""
    drawn = [
        picture.read_text(encoding="utf-8") for picture in sorted(report.figures.glob("*.svg"))
    ]
    printed = "".join([report.markdown, *map(str, report.metadata.values()), *drawn])
    style = f"<style>\n{font_faces(printed)}\n</style>"
    (report.figures / FONT_STYLE).write_text(style, encoding="utf-8", newline="\n")


def _write_reference(report: Manuscript) -> None:
    """Put the styles for Word, and a PNG of each figure, in the figures' folder."""
    _rasterise(report.figures)
    default = subprocess.run(
        [pandoc_path(), "--print-default-data-file=reference.docx"], capture_output=True, check=True
    ).stdout
    known = report.metadata
    title = known.get("short-title") or known["title"]
    facts = [title, known.get("data-line"), known.get("build-line")]
    dressed = reference_document(
        default,
        marks=known.get("draft-marks", []),
        footer=" · ".join(str(fact) for fact in facts if fact),
    )
    (report.figures / "reference.docx").write_bytes(dressed)


def _typst_source(report: Manuscript, name: str, source: Path) -> str:
    for picture in report.figures.glob("*.svg"):
        text = picture.read_text(encoding="utf-8")
        if (drawable := settable(text)) != text:
            picture.write_text(drawable, encoding="utf-8", newline="\n")
    clean = replace(
        report,
        markdown=settable(report.markdown, marks=len(registered(report.figures / REGISTER))),
        metadata=_settable_all(report.metadata),
    )
    options = [f"--template={TEMPLATES / 'embedded.typ'}"]
    return _pandoc(clean, "pdf", name, source, options)


def _settable_all(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: settable(value) if isinstance(value, str) else value for key, value in metadata.items()
    }


def _pandoc(report: Manuscript, to: str, name: str, source: Path, options: list[str]) -> str:
    """Run pandoc in the figures' folder; its checks become one error that names the cell."""
    metadata = report.figures / "metadata.json"
    metadata.write_text(json.dumps(_as_markdown(report.metadata)), encoding="utf-8")
    command = [
        pandoc_path(),
        "--from=markdown",
        f"--to={WRITERS[to]}",
        "--wrap=none",
        "--eol=lf",
        f"--metadata-file={metadata}",
        f"--resource-path={os.pathsep.join(['.', str(source.resolve()), str(TEMPLATES)])}",
        *(f"--lua-filter={TEMPLATES / filter}" for filter in FILTERS),
        *options,
    ]
    finished = subprocess.run(
        command,
        input=report.markdown.encode(),
        capture_output=True,
        cwd=report.figures,
        env=os.environ
        | {"SOURCE_DATE_EPOCH": str(int(document_date(report.metadata).timestamp()))},
        check=False,
    )
    messages = finished.stderr.decode(errors="replace")
    if fault := CHECK_LINE.search(messages):
        cell, code, detail = fault.groups()
        raise PijlerError(f"{name}, cel {cell}: {FAULTS[code].format(detail)}")
    if finished.returncode:
        raise PijlerError(f"{name}: pandoc kon dit niet omzetten ({_first_line(messages)}).")
    return finished.stdout.decode()


def _as_markdown(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """What the templates print: titles are Markdown, facts stay as they were typed."""
    known = {key: value for key, value in metadata.items() if value is not None}
    literal = {key: _literal(value) for key, value in known.items() if key in LITERAL_KEYS}
    return literal | {key: str(value) for key, value in known.items() if key in MARKDOWN_KEYS}


def _literal(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_literal(item) for item in value]
    return PUNCTUATION.sub(r"\\\g<0>", str(value))


@cache
def pandoc_path() -> str:
    """The pandoc that came with its wheel; asked by two at once, it might name another's."""
    import pypandoc

    with FINDING_PANDOC:
        return str(pypandoc.get_pandoc_path())


def document_date(metadata: Mapping[str, Any]) -> datetime:
    """The date in the file's own data: midnight UTC of the data date."""
    iso = str(metadata.get("data-date") or NO_DATE)
    try:
        return datetime.fromisoformat(iso[:10]).replace(tzinfo=UTC)
    except ValueError:
        raise PijlerError(f'Datum van de gegevens "{iso}": verwacht wordt jjjj-mm-dd.') from None


def numbers_path(output: Path) -> Path:
    """Where the list of the numbers in a PDF lies: beside it."""
    return output.with_suffix(".numbers.json")


def write_numbers(path: Path, numbers: Sequence[Mapping[str, Any]]) -> None:
    """Write the page, the printed digits and the cell of each number, a line each."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in numbers)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")


def typeset(text: str, report: Manuscript, *, name: str) -> tuple[bytes, list[list[int]]]:
    """Typeset a Typst text as a tagged, archivable PDF.

    Returns
    -------
    the file, and the mark and page of each number in it that came from a table
    """
    import typst

    main = report.figures / "report.typ"
    main.write_text(text, encoding="utf-8", newline="\n")
    try:
        compiler = typst.Compiler(main, root=report.figures, font_paths=_fonts())
        pages = compiler.compile(pdf_standards=STANDARDS, timestamp=document_date(report.metadata))
        numbers = json.loads(compiler.query("<numbers>", field="value", one=True))
        return cast(bytes, pages), numbers
    except typst.TypstError as error:
        cell = _cell_at(text, error.diagnostic)
        place = f"{name}, cel {cell}" if cell else name
        raise PijlerError(f"{place}: {_first_line(error.message)}.") from None


@cache
def _fonts() -> Any:
    """Fira Sans and the fonts inside Typst; never the machine's own, so pages are the same."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _cell_at(text: str, diagnostic: str) -> str | None:
    """The number of the cell in which a Typst error lies: the last mark before its line."""
    lines = text.splitlines()
    deepest = max((int(line) for line in POSITION.findall(diagnostic)), default=0)
    for line in reversed(lines[:deepest]):
        if mark := CELL_MARK.match(line):
            return mark.group(1)
    return None


def _rasterise(figures: Path) -> None:
    """Give each SVG a PNG beside it for Word, drawn by Typst with the report's own font."""
    import typst

    for picture in sorted(figures.glob("*.svg")):
        page = (
            "#set page(width: auto, height: auto, margin: 0pt)\n"
            f'#set text(font: "Fira Sans")\n#image("{picture.name}")'
        )
        drawn = typst.Compiler(root=figures, font_paths=_fonts()).compile(
            page.encode(), format="png", ppi=PIXELS_PER_INCH
        )
        picture.with_suffix(".png").write_bytes(cast(bytes, drawn))


def _first_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else "geen uitleg"
