"""Cells in, Markdown out: parameters, options, outputs, and faults that name their cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_output
from report_cells import SVG, TITLE, document, notebook, shown

from pijler_analysis.errors import DataError, FileError, PijlerError
from pijler_analysis.report.cells import cell_options, fenced, front_matter, manuscript
from pijler_analysis.report.characters import DRAWN, font_characters, settable
from pijler_analysis.report.execute import add_parameters, cell_error, read_notebook
from pijler_analysis.report.kernel import Failure


def markdown(tmp_path: Path, *cells: object) -> str:
    made = notebook(*cells)
    return manuscript(made, name="proef.ipynb", figures=tmp_path, metadata={}).markdown


class TestParameters:
    def test_they_follow_the_defaults_and_replace_an_earlier_injection(self):
        defaults = new_code_cell("year = 2020", metadata={"tags": ["parameters"]})
        earlier = new_code_cell("year = 2021", metadata={"tags": ["injected-parameters"]})
        given = notebook("eerst", defaults, earlier, "laatst")

        made = add_parameters(given, {"year": 2024, "project": Path("a b")})

        sources = [cell.source for cell in made.cells]
        assert sources == [TITLE, "eerst", "year = 2020", "year = 2024\nproject = 'a b'", "laatst"]
        assert given.cells[3].source == "year = 2021"

    def test_without_defaults_they_follow_the_front_matter(self):
        made = add_parameters(notebook("a"), {"year": 2024})
        assert [cell.source for cell in made.cells] == [TITLE, "year = 2024", "a"]

    def test_no_parameters_add_no_cell(self):
        assert len(add_parameters(notebook("a"), {}).cells) == 2


class TestFrontMatter:
    def test_read_from_the_first_cell(self):
        assert front_matter(notebook(), name="x") == {"title": "Evaluatie", "lang": "nl"}

    @pytest.mark.parametrize(
        ("first", "message"),
        [
            ("# Kop", r"x\.ipynb, cel 1: hier hoort een ruwe cel"),
            ("---\ntitle: [\n---", r"x\.ipynb, cel 1, regel \d: geen geldige YAML"),
        ],
    )
    def test_a_fault_names_the_cell(self, first, message):
        with pytest.raises(PijlerError, match=message):
            front_matter(notebook(title=first), name="x.ipynb")

    def test_options_that_are_no_yaml(self):
        with pytest.raises(PijlerError, match=r"x, cel 3: de regels met #\|"):
            cell_options("#| label fig-a", where="x, cel 3")


class TestOutputs:
    def test_markdown_goes_before_svg_before_html_before_text(self, tmp_path):
        text = markdown(
            tmp_path,
            shown(markdown="**m**", svg=SVG, html="<b>h</b>", plain="p"),
            shown(svg=SVG, html="<b>h</b>"),
            shown(html="<b>h</b>", plain="p"),
            shown(plain="p"),
        )
        assert "**m**" in text
        assert "![](cel-3-1.svg)" in text
        assert text.count("<b>h</b>") == 1
        assert text.endswith("```\np\n```\n")

    def test_a_picture_takes_label_caption_and_alt_from_its_cell(self, tmp_path):
        options = '#| label: fig-a\n#| fig-cap: Bereik\n#| fig-alt: Van "7" & 8\n'
        text = markdown(tmp_path, shown(options, svg=SVG))
        assert '![Bereik](cel-2-1.svg){#fig-a fig-alt="Van &quot;7&quot; &amp; 8"}' in text
        assert (tmp_path / "cel-2-1.svg").read_text() == SVG

    def test_a_caption_in_the_options_wraps_what_has_none_itself(self, tmp_path):
        options = "#| label: tbl-a\n#| tbl-cap: Aantallen\n"
        text = markdown(tmp_path, shown(options, markdown="| a |\n|---|\n| 1 |"))
        assert text.startswith("```{=typst}\n// pijler-cel 2\n```\n\n::: {#tbl-a}\n\n| a |")
        assert text.endswith("| 1 |\n\nAantallen\n\n:::\n")

    def test_code_stderr_and_hidden_cells_are_not_shown(self, tmp_path):
        stream = new_output("stream", name="stderr", text="FutureWarning: weg")
        text = markdown(
            tmp_path,
            new_code_cell("geheim = 1", outputs=[stream]),
            shown("#| include: false\nx", plain="weg"),
            shown("#| output: false\nx", plain="weg"),
        )
        assert text.strip() == ""

    def test_the_injected_cell_is_not_counted(self, tmp_path):
        injected = new_code_cell("year = 1", metadata={"tags": ["injected-parameters"]})
        assert "// pijler-cel 2\n" in markdown(tmp_path, injected, "tekst")

    def test_figures_named_in_full_become_names_in_their_folder(self, tmp_path):
        chart = shown(markdown=f"![a]({tmp_path.as_posix()}/a.svg){{#fig-a}}")
        assert "![a](a.svg){#fig-a}" in markdown(tmp_path, chart)

    def test_a_fence_outgrows_the_backticks_inside(self):
        assert fenced("````x").startswith("`````\n")


class TestCharacters:
    @given(st.text())
    def test_all_that_is_left_can_be_set(self, text):
        clean = settable(text)
        left = {c for c in clean if not c.isspace() and c != "\u00ad" and c not in DRAWN}
        assert {ord(c) for c in left} <= font_characters()

    @pytest.mark.parametrize(
        ("typed", "printed"),
        [
            ("👩‍👩‍👧 en 🇧🇪", "‹emoji› en ‹emoji›"),
            ("niet\u2011roken ✓", "niet-roken √"),
            ("e\u0301e\u0301n\u2066\x07 → ≥", "één → ≥"),
            ("▲ stijgt", "▲ stijgt"),
            ("العربية", "‹?›" * 7),
        ],
    )
    def test_examples(self, typed, printed):
        assert settable(typed) == printed


IMAGE = "![Bereik](a.svg){#fig-a fig-alt='Van 7 naar 8'}"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["# Een", "![Bereik](a.svg){#fig-a}"], 'cel 3: figuur "a.svg" heeft geen beschrijving'),
        (["# Een", "tekst ![](a.svg)"], 'cel 3: figuur "a.svg" heeft geen beschrijving'),
        (["# Een", "### Drie"], 'cel 3: kop "Drie" slaat een niveau over'),
        (["## Twee"], 'cel 2: kop "Twee" slaat een niveau over'),
        ([IMAGE, "x", IMAGE], 'cel 4: label "fig-a" komt twee keer voor'),
        (["x", "zie @tbl-b en @fig-a", IMAGE], "cel 3: @tbl-b verwijst naar geen enkele"),
        (["![x](weg.svg){fig-alt='x'}"], 'cel 2: figuur "weg.svg" bestaat niet'),
        (["x", "y", "```{=typst}\n#onbekend()\n```"], "cel 4: unknown variable: onbekend"),
    ],
)
def test_what_a_page_cannot_have_is_refused_with_its_cell(tmp_path, cells, message):
    (tmp_path / "a.svg").write_text(SVG)
    with pytest.raises(PijlerError) as fault:
        document(tmp_path, *cells)
    assert str(fault.value).startswith(f"proef.ipynb, {message}")
    assert "\n" not in str(fault.value)


def test_a_report_without_title_is_refused(tmp_path):
    with pytest.raises(PijlerError, match="cel 1: de titel ontbreekt"):
        document(tmp_path, "tekst", title="---\nlang: nl\n---")


def test_files_that_are_no_notebook(tmp_path):
    (tmp_path / "kapot.ipynb").write_text("{")
    with pytest.raises(FileError, match=r"kapot\.ipynb: dit is geen leesbaar Jupyter-notebook"):
        read_notebook(tmp_path / "kapot.ipynb")
    with pytest.raises(FileError, match=r"weg\.ipynb: dit notebook bestaat niet"):
        read_notebook(tmp_path / "weg.ipynb")


class TestErrorOfACell:
    failed = notebook("tekst", new_code_cell("x"))

    def test_names_notebook_cell_line_and_last_line(self):
        failure = Failure("ValueError", "veel\nkort", line=2)
        fault = cell_error(self.failed, Path("map/evaluatie.ipynb"), 2, failure)
        assert str(fault) == "evaluatie.ipynb, cel 3, regel 2: ValueError: kort"

    def test_keeps_the_kind_of_our_own_errors(self):
        failure = Failure("DataError", "geen gegevens", line=None)
        fault = cell_error(self.failed, Path("evaluatie.ipynb"), 2, failure)
        assert isinstance(fault, DataError)
        assert str(fault) == "evaluatie.ipynb, cel 3: geen gegevens"
