"""What nobody may type in a notebook, however it is dressed up."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell
from report_cells import TITLE, notebook, stored

from pijler_analysis.display.fragments import Sentence
from pijler_analysis.display.language import SOURCE, VARIABLE, languages, say
from pijler_analysis.display.verdict_check import FALLS, HEDGES, NO_MOVES, RISES
from pijler_analysis.errors import PijlerError
from pijler_analysis.report.prose import check_prose
from pijler_analysis.report.run import build_report


def fault(*cells, title: str = TITLE) -> str:
    """Return what is wrong with a notebook of these cells; empty where nothing is."""
    try:
        check_prose(notebook(*cells, title=title), name="a.ipynb")
    except PijlerError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("We bereikten 903 organisaties.", 1),
        ("Eerst niets.\n\nDan 15 % meer.", 3),
        ("# Bereik in 2024", 1),
        ("Een **12**de keer", 1),
        ("1. een lijst", 1),
        ("de helft (½) van de leden", 1),
        ("m² per organisatie", 1),
        ("&#49;5 procent", 1),
        ("١٥ procent", 1),
        ("１５ procent", 1),
        ("Ⅻ keer", 1),
        ("`903`", 1),
        ("$x = 15$", 1),
        ("Zie de 4de Pijler, 5de jaar", 1),
        ("De leden van 11.11.11 en 12.12.12", 1),
        ("<b>15</b> procent", 1),
        ("[vijftien: 15](adres)", 1),
        ("::: {.lead}\n\n15 leden\n\n:::", 3),
        ("```{=typst}\n#v(3mm)\n```\n\n15 leden", 5),
    ],
)
def test_a_typed_figure_is_named_with_its_cell_and_line(typed, line):
    assert fault("Inleiding.", typed).startswith(f"a.ipynb, cel 3, regel {line}: ")
    assert "getypt cijfer" in fault("Inleiding.", typed)


@pytest.mark.parametrize(
    "allowed",
    [
        "De 4de Pijler en het 11.11.11-Fonds.",
        "::: {layout-ncol=2}\n\ntekst\n\n:::",
        "```{=typst}\n#v(3mm)\n```",
        "![Kaart](kaart_2.svg){fig-alt='x' width=50%}",
        "[de nota](https://example.org/2024)",
        "<!-- 15 -->",
        "Steeg het aandeel diaspora?",
        "De grens is de laagste waarde.",
        "",
    ],
)
def test_names_markup_and_questions_are_no_figures(allowed):
    assert not fault(allowed)


@pytest.mark.parametrize("verb", ["steeg", "Daalden", "nam toe", "is gestegen", "lag lager"])
def test_a_typed_direction_has_no_verdict(verb):
    assert "zonder oordeel" in fault(f"Het aandeel {verb} dit jaar.")
    assert fault("Vraag?\n" + f"Het aandeel {verb}.").startswith("a.ipynb, cel 2, regel 2: ")


def test_captions_and_texts_in_code_are_prose_and_parameters_are_not():
    assert "regel 2: " in fault(
        new_code_cell('#| label: fig-a\n#| fig-cap: "Bereik in 2024"\ndraw()')
    )
    assert "regel 3: " in fault(
        new_code_cell("table(\n    rows,\n    caption='Top 5 van het jaar',\n)")
    )
    assert "regel 1: " in fault(new_code_cell('print(f"Al {n} van de 903 leden")'))
    assert not fault(new_code_cell('changes(results, ["reach.new"], year=year - 1, below=0.95)'))
    assert not fault(new_code_cell("year = 2024", metadata={"tags": ["parameters"]}))
    assert "cel 1, regel 2" in fault(title="---\ntitle: Bereik in 2024\n---")


def test_a_build_stops_and_leaves_what_was_there(tmp_path):
    path = stored(tmp_path / "a.ipynb", "# Een", "Er zijn\n12 leden.")
    output = tmp_path / "a.pdf"
    output.write_bytes(b"vorige")
    with pytest.raises(PijlerError, match=r"a\.ipynb, cel 3, regel 2: \"12\""):
        build_report(path, output, parameters={}, engine="embedded")
    assert output.read_bytes() == b"vorige"


@pytest.mark.parametrize(
    ("text", "verdict", "shape"),
    [
        ("Het aandeel steeg.", "onzeker", "unsure"),
        ("Het aandeel daalde licht.", "geen verschil van belang", "same"),
        ("Het aandeel steeg.", "waarschijnlijk", "up"),
        ("Het aandeel daalde.", "duidelijk", "up"),
        ("Het aandeel lag hoger.", "duidelijk", "down"),
        ("Het aandeel bleef ongeveer gelijk.", "duidelijk", "up"),
    ],
)
def test_a_sentence_that_contradicts_its_verdict_cannot_be_made(text, verdict, shape):
    with pytest.raises(ValueError, match=f"past niet bij het oordeel {verdict}"):
        Sentence(text, verdict, shape)


@pytest.mark.parametrize(
    ("text", "verdict", "shape"),
    [
        ("The share rose.", "onzeker", "unsure"),
        ("The share was slightly lower.", "geen verschil van belang", "same"),
        ("The share rose.", "waarschijnlijk", "up"),
        ("The share fell.", "duidelijk", "up"),
        ("The number of members grew.", "duidelijk", "down"),
        ("The share stayed about the same.", "duidelijk", "up"),
        ("Whether this changed cannot be said.", "duidelijk", "up"),
    ],
)
def test_nor_can_it_in_english(monkeypatch, text, verdict, shape):
    monkeypatch.setenv(VARIABLE, "en")
    with pytest.raises(ValueError, match=f"past niet bij het oordeel {verdict}"):
        Sentence(text, verdict, shape)
    assert Sentence("The share probably rose.", "waarschijnlijk", "up")


@pytest.mark.parametrize("lang", languages())
def test_every_language_has_its_own_words_for_a_direction(lang):
    for kind in (RISES, FALLS, HEDGES, NO_MOVES):
        assert lang == SOURCE or not {*kind} & {say(word, lang) for word in kind}


def test_such_a_sentence_stops_a_build_with_its_cell_and_line(tmp_path):
    code = new_code_cell(
        "from pijler_analysis.display.fragments import Sentence\n"
        'Sentence("Het aandeel " + "daalde.", "duidelijk", "up")'
    )
    path = stored(tmp_path / "a.ipynb", "# Een", code)
    with pytest.raises(PijlerError, match=r"a\.ipynb, cel 3, regel 2: ValueError: \"daalde\""):
        build_report(path, tmp_path / "a.pdf", parameters={}, engine="embedded")
