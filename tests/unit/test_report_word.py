"""A report in Word, opened as a reader's own program does: styles, fields, tables, alt texts."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from report_cells import SVG, document, shown

from pijler_analysis.display.tables import ReportTable, TableColumn

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
LONG = "een zin die veel langer is dan een getal en dus meer plaats op de bladzijde vraagt"


def table() -> ReportTable:
    frame = pd.DataFrame(
        {"name": ["Limburg", LONG, "Totaal"], "n": [9, 80, 89]}, index=range(3), dtype="object"
    )
    columns = [TableColumn("name", "Provincie"), TableColumn("n", "Aantal", "right")]
    return ReportTable(
        frame, columns, "Per provincie", "prov", note="Bron: register.", total=(2,),
        groups=((0, "Vlaanderen"),),
    )  # fmt: skip


CARD = "".join(
    f'<div class="{part}">{text}</div>'
    for part, text in [("label", "Aandeel"), ("value", "15 %"), ("verdict", "▲ gestegen")]
)
CELLS = (
    shown(markdown=f'```{{=html}}\n<div class="cards"><div class="card">{CARD}</div></div>\n```'),
    "# Bereiken we meer?\n\nZie @fig-a en @tbl-prov.\n\n- ▲ Het steeg.\n- ○ Onzeker.",
    "::: {.lead}\nJa.\n:::",
    shown("#| label: fig-a\n#| fig-cap: Bereik\n#| fig-alt: Van 7 naar 8 procent", svg=SVG),
    shown(markdown=table()._repr_markdown_()),
    "## Hoe zeker?\n\n::: {.source}\nBron: register.\n:::",
)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ElementTree.Element]:
    folder: Path = tmp_path_factory.mktemp("word")
    made = document(folder, *CELLS, to="docx")
    with zipfile.ZipFile(made) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: ElementTree.fromstring(archive.read(name)) for name in names}


@pytest.fixture(scope="module")
def body(parts) -> ElementTree.Element:
    return parts["word/document.xml"][0]


def text_of(element: ElementTree.Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t")).replace("\xa0", " ")


def styled(body: ElementTree.Element, style: str) -> list[str]:
    """Return the text of the paragraphs in a style."""
    path = f"{W}pPr/{W}pStyle"
    found = [(one.find(path), text_of(one)) for one in body.iter(f"{W}p")]
    return [text for mark, text in found if mark is not None and mark.get(f"{W}val") == style]


def fields(body: ElementTree.Element) -> list[str]:
    return [(one.text or "").strip() for one in body.iter(f"{W}instrText")]


def test_every_kind_of_text_has_a_style_that_word_can_change_at_once(body):
    expected = {
        "Title": ["Evaluatie"],
        "Heading1": ["Bereiken we meer?"],
        "Heading2": ["Hoe zeker?"],
        "Lead": ["Ja."],
        "ImageCaption": ["Figuur 1. Bereik"],
        "TableCaption": ["Tabel 1. Per provincie"],
        "Source": ["Bron: register.", "Bron: register."],
        "Verdict": ["▲Het steeg.", "○Onzeker."],
    }
    assert {style: styled(body, style) for style in expected} == expected


def test_all_styles_used_are_declared(parts, body):
    declared = {one.get(f"{W}styleId") for one in parts["word/styles.xml"].iter(f"{W}style")}
    used = {one.get(f"{W}val") for kind in ("pStyle", "rStyle", "tblStyle")
            for one in body.iter(f"{W}{kind}")}  # fmt: skip
    assert used <= declared
    assert len(declared) == len([*parts["word/styles.xml"].iter(f"{W}style")])


def test_captions_and_references_are_fields_on_the_same_bookmarks(body):
    marks = {one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")}
    assert fields(body)[1:] == [
        "REF ref_fig_1 \\h",
        "REF ref_tbl_1 \\h",
        "SEQ Figuur \\* ARABIC",
        "SEQ Tabel \\* ARABIC",
    ]
    assert {"ref_fig_1", "ref_tbl_1"} <= marks
    ids = [one.get(f"{W}id") for one in body.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))


def test_the_contents_list_the_chapters_before_word_counts_pages(body):
    assert fields(body)[0] == 'TOC \\o "1-2" \\h \\z \\u'
    assert styled(body, "TOC1") == ["Bereiken we meer?"]
    assert styled(body, "TOC2") == ["Hoe zeker?"]
    targets = {one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")}
    assert targets <= {one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")}


def test_a_table_repeats_its_head_gives_words_room_and_sets_totals_bold(body):
    made = list(body.iter(f"{W}tbl"))[-1]
    rows = list(made.iter(f"{W}tr"))
    heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert [text_of(row) for row in heads] == ["ProvincieAantal"]
    first, last = [int(one.get(f"{W}w")) for one in made.iter(f"{W}gridCol")]
    assert first > 3 * last
    bold = [text_of(row) for row in rows if row.find(f".//{W}b") is not None]
    assert bold == ["Vlaanderen", "Totaal89"]


def test_the_cards_of_the_summary_are_a_table(body):
    made = next(body.iter(f"{W}tbl"))
    rows = [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in made.iter(f"{W}tr")]
    assert rows == [
        ["Kerncijfer", "Waarde", "Zekerheid", "Vorig jaar en doel", "Oordeel"],
        ["Aandeel", "15 %", "", "", "▲ gestegen"],
    ]


def test_language_alt_texts_marks_and_paper(parts, body):
    assert [one.get("descr") for one in body.iter(f"{DRAWING}docPr")] == ["Van 7 naar 8 procent"]
    language = next(parts["word/styles.xml"].iter(f"{W}lang"))
    assert language.get(f"{W}val") == "nl-BE"
    assert "nl-BE" in ElementTree.tostring(parts["docProps/core.xml"], encoding="unicode")
    assert "Voorbeelddata" in text_of(parts["word/header1.xml"])
    assert re.search("gegevens tot 31 december 2024", text_of(parts["word/footer1.xml"]))
    page = next(body.iter(f"{W}pgSz"))
    assert (page.get(f"{W}w"), page.get(f"{W}h")) == ("11906", "16838")


def test_pictures_are_of_a_kind_every_word_can_show(tmp_path):
    with zipfile.ZipFile(document(tmp_path, *CELLS, to="docx")) as archive:
        pictures = [name for name in archive.namelist() if "/media/" in name]
    assert [name.rpartition(".")[2] for name in pictures] == ["png"]
