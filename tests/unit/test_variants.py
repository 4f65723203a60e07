"""Which cells stand in which variant, and that one run of a notebook makes them all."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from pypdf import PdfReader
from report_cells import FACTS, notebook, stored

from pijler_analysis.errors import PijlerError, UsageError
from pijler_analysis.report.execute import add_parameters
from pijler_analysis.report.run import ReportJob, build_report, build_variants
from pijler_analysis.report.variants import (
    BOARD,
    PANEL,
    cells_of,
    full_report,
    part_variant,
    read_variants,
    with_variants,
)

LIMBURG = part_variant("province", "Limburg")
SMALL = part_variant("municipality_size", "under_10000")


def tagged(cell, *tags: str):
    cell.metadata["tags"] = list(tags)
    return cell


def sample(*, fault: str = ""):
    return [
        tagged(new_code_cell("year = 1\npart_by, part = None, None"), "parameters"),
        new_code_cell("#| include: false\nfrom IPython.display import Markdown\nruns = []"),
        tagged(new_markdown_cell("# Voor allen"), "board", "panel", "province"),
        tagged(new_code_cell("runs.append(1)\nMarkdown(f'Jaar {year}.')"), "board", "province"),
        tagged(
            new_code_cell(f"{fault}Markdown(f'Over {{part}}, {{len(runs)}} keer.')"),
            "only",
            "province",
        ),
        new_markdown_cell("Enkel volledig."),
    ]


def sources(made) -> list[str]:
    return [cell.source.splitlines()[-1] for cell in made.cells[1:]]


def test_the_full_report_has_all_but_what_stands_in_a_variant_only():
    full = sources(full_report(notebook(*sample())))
    assert "Enkel volledig." in full
    assert not any("Over {part}" in source for source in full)


def test_a_variant_has_its_own_cells_in_the_order_of_the_notebook():
    run = with_variants(add_parameters(notebook(*sample()), {"year": 2024}), [PANEL, LIMBURG])
    assert sources(cells_of(run, PANEL)) == [
        "part_by, part = None, None",
        "runs = []",
        "# Voor allen",
    ]
    assert sources(cells_of(run, LIMBURG))[2:] == [
        "# Voor allen",
        "Markdown(f'Jaar {year}.')",
        "Markdown(f'Over {part}, {len(runs)} keer.')",
    ]


def test_a_cell_for_one_part_stands_in_no_report_of_another():
    run = with_variants(add_parameters(notebook(*sample()), {"year": 2024}), [SMALL, LIMBURG])
    assert not any("Over {part}" in source for source in sources(cells_of(run, SMALL)))
    assert any("Over {part}" in source for source in sources(cells_of(run, LIMBURG)))


def test_the_subtitle_names_the_part_in_the_language_of_the_report():
    assert SMALL.told("nl") == "Cijfers voor gemeenten met minder dan 10.000 inwoners"
    assert SMALL.told("en") == "Figures for municipalities with fewer than 10,000 inhabitants"
    assert BOARD.told("nl") == "Voor het bestuur"


def build(tmp_path: Path, *cells) -> dict[str, str]:
    path = stored(tmp_path / "a.ipynb", *cells)
    job = ReportJob(path, tmp_path / "a.pdf", {"year": 2024}, metadata=FACTS)
    variants = [BOARD, LIMBURG, part_variant("province", "Brussel")]
    told: list[str] = []
    made = build_variants(
        job, {one: tmp_path / f"{one.suffix}.pdf" for one in variants}, progress=told.append
    )
    assert told == [one.suffix for one in variants]
    return {
        path.stem: "".join(page.extract_text() for page in PdfReader(path).pages) for path in made
    }


def test_one_run_makes_them_all_and_each_province_has_its_own(tmp_path):
    pages = build(tmp_path, *sample())
    assert "Over Limburg, 1 keer." in pages["limburg"]
    assert "Over Brussel, 1 keer." in pages["brussel"]
    assert "Limburg" not in pages["brussel"]
    assert "Over" not in pages["bestuur"]
    assert "Voor het bestuur" in pages["bestuur"]
    assert "Cijfers voor Brussel" in pages["brussel"]
    assert all("Jaar 2024." in text and "Enkel volledig" not in text for text in pages.values())


def test_a_fault_names_the_cell_as_it_stands_in_the_notebook(tmp_path):
    with pytest.raises(PijlerError, match=r"a\.ipynb, cel 6, regel 1: ZeroDivisionError"):
        build(tmp_path, *sample(fault="1 / 0\n"))


def test_the_full_report_runs_without_a_province(tmp_path):
    path = stored(tmp_path / "a.ipynb", *sample(fault="1 / 0\n"))
    made = build_report(path, tmp_path / "a.html", parameters={}, to="html", engine="embedded")
    assert "Enkel volledig." in made.read_text()


def test_an_unknown_variant_names_the_known_ones():
    with pytest.raises(UsageError, match="kies uit board, panel, province=Limburg, all"):
        read_variants("province=Zeeland", parts={"province": ["Limburg"]})
