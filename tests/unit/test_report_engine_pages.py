"""The pages themselves: structure of the PDF, text as typed, tables over pages, HTML and Word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typst as typst_wheel
from pypdf import PdfReader
from report_cells import SVG, document, shown

TYPST = Path(__file__).parents[2] / "src/pijler_analysis/report/typst"
CAPTIONED = "![Bereik per jaar](a.svg){#fig-a fig-alt='Van 7 naar 8 procent'}"


def typst(text: str) -> str:
    return f"```{{=typst}}\n{text}\n```"


def table(rows: int, *, label: str = "tbl-a") -> str:
    call = f'#pijler-table(header: ("Naam", "n"), rows: range({rows}).map(i => ("rij", str(i))))'
    return f"::: {{#{label}}}\n\n{typst(call)}\n\nAantal per naam\n\n:::"


def make(tmp_path: Path, *cells: object, to: str = "pdf") -> Path:
    (tmp_path / "a.svg").write_text(SVG)
    return document(tmp_path, *cells, to=to)


def pages(pdf: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(pdf).pages]


def elements(node: object) -> list[dict]:
    """Return all structure elements below a node, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [found for child in node for found in elements(child)]
    if not isinstance(node, dict):
        return []
    return ([node] if "/S" in node else []) + elements(node.get("/K", []))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    cells = [
        "# Bereiken we meer?\n\nZie @fig-a, [@tbl-a] en @sec-b; mail @pijler of a@b.be.",
        shown(markdown=CAPTIONED),
        "::: {.source}\nBron: register.\n:::",
        table(3),
        "# Wat weten we niet? {#sec-b}\n\n## Ook dit",
        "::: {.callout-note}\n## Let op\nVoorlopig.\n:::",
    ]
    return PdfReader(make(tmp_path_factory.mktemp("pdf"), *cells))


class TestStructure:
    def test_language_title_and_bookmarks(self, report):
        catalog = report.trailer["/Root"]
        assert catalog["/MarkInfo"]["/Marked"]
        assert catalog["/Lang"] == "nl-BE"
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        assert report.metadata.title == "Evaluatie"
        chapters = [entry.title for entry in report.outline if not isinstance(entry, list)]
        assert chapters == ["Bereiken we meer?", "Wat weten we niet?"]

    def test_the_file_says_which_standards_it_keeps(self, report):
        packet = report.trailer["/Root"]["/Metadata"].get_data().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in packet
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in packet
        assert "<pdfuaid:part>1</pdfuaid:part>" in packet

    def test_tags_in_reading_order_with_alt_text_and_table_heads(self, report):
        tree = elements(report.trailer["/Root"]["/StructTreeRoot"]["/K"])
        kinds = [element["/S"] for element in tree]
        figures = [element for element in tree if element["/S"] == "/Figure"]
        assert [element["/Alt"] for element in figures] == ["Van 7 naar 8 procent"]
        assert kinds.count("/TH") == 2
        assert kinds.count("/TR") == 4
        assert [k for k in kinds if re.match("/H[1-6]$", k)] == ["/H1", "/H1", "/H1", "/H2"]

    def test_the_date_is_the_data_date(self, report):
        assert report.metadata.creation_date_raw.startswith("D:20241231")

    def test_without_a_data_date_the_date_is_still_fixed(self, tmp_path):
        made = PdfReader(document(tmp_path, "# Een", facts={}))
        assert made.metadata.creation_date_raw.startswith("D:20000101")


class TestWords:
    def test_numbers_references_and_what_only_looks_like_one(self, report):
        text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in report.pages))
        assert "Zie Figuur 1, Tabel 1 en Wat weten we niet?; mail @pijler of a@b.be." in text
        assert "Figuur 1. Bereik per jaar" in text
        assert "Tabel 1. Aantal per naam" in text

    def test_every_page_carries_the_mark_the_date_and_its_number(self, report):
        count = len(report.pages)
        for number, page in enumerate(report.pages, start=1):
            text = page.extract_text()
            assert "Voorbeelddata" in text
            assert "Evaluatie · Gegevens tot 31 december 2024 · Versie 4f1c9a2e" in text
            assert f"pagina {number} van {count}" in text

    def test_the_cover_lists_the_chapters(self, report):
        cover = report.pages[0].extract_text()
        assert re.search(r"Inhoud\s+Bereiken we meer\?\s*2\s+Wat weten we niet\?\s*\d", cover)

    @pytest.mark.parametrize(
        "typed",
        ["# kop", "@jan <label>", "*ster* _streep_", "1. x", "$x^2$", "a\\b", "`k` ~ //", "[a](b)"],
    )
    def test_a_cell_of_a_table_prints_as_typed(self, tmp_path, typed):
        text = typed.replace("\\", "\\\\")
        call = f'#pijler-table(header: ("Antwoord",), rows: (("{text} “q” 😀",),))'
        pdf = make(tmp_path, "# Een", typst(call))
        assert f"{typed} “q” ‹emoji›" in pages(pdf)[-1]


class TestTables:
    def test_a_long_address_stays_inside_its_column(self, tmp_path):
        address = "voornaam.achternaam@een-heel-lange-organisatienaam.example/pagina_met_naam"
        call = (
            f'#pijler-table(columns: (30mm, 1fr), align: left, header: ("Adres", "Naam"),'
            f' rows: (("{address}", "x"),))'
        )
        lines: list[str] = []
        page = PdfReader(make(tmp_path, "# Een", typst(call))).pages[-1]
        page.extract_text(visitor_text=lambda text, *_: lines.append(text.strip()))
        assert address not in lines
        printed = re.sub("[\\s\u00ad\u200b-]", "", "".join(lines))
        assert address.replace("-", "") in printed

    def test_a_long_one_repeats_its_head_and_its_sub_head(self, tmp_path):
        call = (
            '#pijler-table(header: ("Naam", "n"), groups: ((0, "Bereik"), (3, "Vorming")),'
            ' total: (119,), rows: range(120).map(i => ("rij", "nr " + str(i))))'
        )
        body = f"::: {{#tbl-a}}\n\n{typst(call)}\n\nAantal per naam\n\n:::"
        texts = pages(make(tmp_path, "# Een", body))[1:]
        assert len(texts) >= 3
        assert all(re.search(r"Naam\s+n\b", text) for text in texts)
        assert "Bereik" in texts[0]
        assert all("Vorming" in text for text in texts)

    @pytest.mark.parametrize("lines", [22, 25, 28])
    def test_a_short_one_stays_in_one_piece(self, tmp_path, lines):
        filler = "\n\n".join(["Regel."] * lines)
        texts = pages(make(tmp_path, "# Een", filler, table(12)))
        assert sum("rij" in text for text in texts) == 1

    def test_tables_of_pandoc_count_only_with_a_caption(self, tmp_path):
        plain = "| a |\n|---|\n| 1 |"
        pdf = make(tmp_path, "# Een", plain, f"{plain}\n\n: Met titel {{#tbl-b}}")
        assert "Tabel 1. Met titel" in pages(pdf)[-1]

    def test_a_table_that_is_only_html_is_still_set(self, tmp_path):
        frame = "<table><tr><th>kolom</th></tr><tr><td>x*</td></tr></table>"
        assert "x*" in pages(make(tmp_path, "# Een", shown(html=frame)))[-1]


class TestLayout:
    @pytest.mark.parametrize("lines", range(27, 32))
    def test_a_source_line_stays_with_its_figure(self, tmp_path, lines):
        filler = "\n\n".join(["Regel."] * lines)
        texts = pages(make(tmp_path, "# Een", filler, CAPTIONED, "::: {.source}\nBron: x\n:::"))
        assert ["Figuur 1." in text for text in texts] == ["Bron: x" in text for text in texts]

    @pytest.mark.parametrize("lines", range(27, 33))
    def test_a_chapter_begins_on_the_page_of_its_answer_and_first_figure(self, tmp_path, lines):
        filler = "\n\n".join(["Regel."] * lines)
        lead = "::: {.lead}\nJa. Het steeg.\n:::"
        texts = pages(make(tmp_path, "# Een", filler, "# Twee", lead, CAPTIONED))[1:]
        for part in ("Ja. Het steeg.", "Figuur 1."):
            assert [part in text for text in texts] == ["Twee" in text for text in texts]

    @pytest.mark.parametrize("count", [1, 2, 7, 40, 150])
    def test_definitions_fill_two_columns_of_about_one_length(self, tmp_path, count):
        terms = [f"t{place}t" for place in range(count)]
        entries = ", ".join(f'("{term}", "woord " * {3 + len(term)})' for term in terms)
        found: list[tuple[float, float]] = []
        report = PdfReader(make(tmp_path, "# Een", typst(f"#definitions({entries},)")))
        printed = re.findall(r"t\d+t", " ".join(page.extract_text() for page in report.pages))
        assert printed == terms
        report.pages[-1].extract_text(
            visitor_text=lambda text, cm, tm, *_: (
                found.append((cm[4] + tm[4], cm[5] + tm[5])) if re.match(r"t\d+t", text) else None
            )
        )
        left = [height for start, height in found if start < 300]
        right = [height for start, height in found if start > 300]
        assert 0 <= len(left) - len(right) <= 1
        assert count < 2 or left[0] == pytest.approx(right[0])

    def test_the_summary_has_a_page_of_its_own(self, tmp_path):
        texts = pages(make(tmp_path, "::: {.summary}\n\n# Samen\n\nkort\n\n:::", "# Een\n\nx"))
        assert ["Samen" in texts[1], "Een" in texts[1], "Een" in texts[2]] == [True, False, True]

    def test_two_figures_share_a_row_each_with_its_source(self, tmp_path):
        half = "![{0}](a.svg){{#fig-{0} fig-alt='x' width=50%}}\n\n::: {{.source}}\nBron {0}\n:::"
        body = f"::: {{layout-ncol=2}}\n\n{half.format('l')}\n\n{half.format('r')}\n\n:::"
        page = PdfReader(make(tmp_path, "# Een", body)).pages[-1]
        heights: dict[str, float] = {}
        page.extract_text(
            visitor_text=lambda text, cm, tm, *_: heights.setdefault(text.strip(), cm[5] + tm[5])
        )
        sources = [height for text, height in heights.items() if text.startswith("Bron")]
        assert len(sources) == 2
        assert sources[0] == pytest.approx(sources[1])
        plain = PdfReader(make(tmp_path, "# Een", body.replace(" width=50%", ""))).pages[-1]
        assert plain.get_contents().get_data() == page.get_contents().get_data()

    def test_a_list_of_verdicts_has_shapes_for_markers(self, tmp_path):
        text = pages(make(tmp_path, "# Een\n\n- ▲ Het steeg.\n- ○ Onzeker.\n\ntekst\n\n- los"))[-1]
        assert re.search(r"^\s*Het steeg\.\s+Onzeker\.\s+tekst\s+–\s*los", text, re.MULTILINE)

    def test_cards_show_all_they_are_given(self, tmp_path):
        card = (
            'kpi-card(label: "Aandeel diaspora", value: "15 %", interval: "13 tot 19 %",'
            ' spark: (0.07, none, 0.15), spark-labels: ("2019", "2024"), spark-alt: "verloop",'
            ' last: "2023: 14 %", target: "doel: 20 %", verdict: "duidelijk gestegen",'
            ' shape: "up", tone: "good")'
        )
        text = pages(make(tmp_path, "# Een", typst(f"#cards({card}, kpi-card(value: [3]))")))[-1]
        for part in ("Aandeel diaspora", "15 %", "13 tot 19 %", "2019", "doel: 20 %", "gestegen"):
            assert part in text

    def test_facts_that_a_cell_gives_reach_the_cover(self, tmp_path):
        pdf = make(tmp_path, "# Een", shown(markdown=typst('#report-facts(marks: ("Ontwerp",))')))
        assert all("Ontwerp" in text for text in pages(pdf))


@pytest.mark.parametrize("fill", [20, 24, 28, 31])
def test_a_chapter_opens_on_the_page_of_its_figure(tmp_path, fill):
    """However full the page before: the figure takes heading and opening paragraph along."""
    filling = "\n\n".join(["Zin."] * fill)
    chapter = ["# Wie veranderde?\n\nWie twee keer antwoordde.", shown(markdown=CAPTIONED)]
    printed = pages(make(tmp_path, f"# Eerst\n\n{filling}", *chapter))[1:]
    opened = [page for page in printed if "Wie twee keer antwoordde." in page]
    assert len(opened) == 1
    assert "Bereik per jaar" in opened[0]


def test_facts_print_as_typed_and_a_final_report_has_no_mark(tmp_path):
    known = {"organisation": "4. *Pijler* #1 @x", "fingerprint": "a_b_c", "year": 2024}
    texts = pages(document(tmp_path, "# Een", facts=known))
    assert "4. *Pijler* #1 @x" in texts[0]
    assert "2024" in texts[0]
    assert all("Versie a_b_c" in text for text in texts)
    assert not any("Voorbeelddata" in text for text in texts)


def test_what_quarto_writes_is_set_by_the_same_template(tmp_path):
    """Quarto names its floats otherwise and gives callouts other arguments."""
    body = """
        = Een
        Zie @tbl-a.
        #figure([#pijler-table(header: ("Kop",), rows: range(90).map(i => ("rij",)))],
          kind: "quarto-float-tbl", supplement: "Tabel",
          caption: figure.caption(position: top, [Lang])) <tbl-a>
        #callout(body: [Voorlopig.], title: [Let op], background_color: rgb("#fff"), icon: none)
    """
    template = (TYPST / "typst-template.typ").read_text()
    show = "#show: pijler-report.with(title: [Proef], marks: ([Ontwerp],))\n"
    pdf = tmp_path / "quarto.pdf"
    source = f"{template}\n{show}{body}".encode()
    typst_wheel.compile(source, pdf, font_paths=[TYPST / "fonts"], pdf_standards=["a-2a", "ua-1"])
    texts = pages(pdf)
    assert sum("Kop" in text for text in texts) == sum("rij" in text for text in texts) >= 2
    assert "Tabel 1. Lang" in texts[1]
    assert "Voorlopig." in texts[-1]
    assert all("Ontwerp" in text for text in texts)


class TestOtherFormats:
    cells = (
        "# Bereiken we meer?\n\nZie @fig-a en @tbl-a.",
        shown("#| label: fig-a\n#| fig-cap: Bereik\n#| fig-alt: Van 7 naar 8 procent", svg=SVG),
        "::: {#tbl-a}\n\n"
        + typst("#pijler-table()")
        + "\n\n```{=html}\n<table><thead><tr><th>Naam</th></tr></thead><tr><td>x</td></tr></table>"
        "\n```\n\nPer naam\n\n:::",
        "::: {.callout-note}\n## Let op\nVoorlopig.\n:::",
        "::: {.source}\nBron: register.\n:::",
    )

    def test_html_is_one_file_with_numbers_marks_and_alt_texts(self, tmp_path):
        text = make(tmp_path, *self.cells, to="html").read_text()
        assert not re.search(r'(?:src|href)="(?!data:|#)', text)
        assert '<a href="#fig-a">Figuur\u00a01</a> en <a href="#tbl-a">Tabel\u00a01</a>' in text
        assert ' alt="Van 7 naar 8 procent"' in text
        assert '<span class="mark">Voorbeelddata</span>' in text
        assert "gegevens tot 31 december 2024 · versie 4f1c9a2e" in text
        assert text.count("<h1") == 1
        assert text.count("<th>Naam</th>") == 1
