"""Whole reports from notebook to page: parameters, faults, same bytes, side by side, Quarto."""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
from pathlib import Path

import pytest
import yaml
from nbformat.v4 import new_code_cell
from pypdf import PdfReader
from report_cells import FACTS, stored

from pijler_analysis.errors import DataError, PijlerError, UsageError
from pijler_analysis.report import embedded, execute
from pijler_analysis.report.engines import choose_engine
from pijler_analysis.report.run import ReportJob, build_report, build_reports

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
DEFAULTS = new_code_cell("year = 2020", metadata={"tags": ["parameters"]})
PROSE = new_code_cell(
    "import os, time, warnings\n"
    "from pathlib import Path\n"
    "from IPython.display import Markdown\n"
    "warnings.warn('niet in het verslag')\n"
    'svg = \'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9"></svg>\'\n'
    "Path(os.environ['PIJLER_FIGURES'], 'a.svg').write_text(svg)\n"
    "text = f'Het jaar {year}. Zone {time.tzname[0]}, {hash(str(year))}.'\n"
    "Markdown(text + '\\n\\n![Lijn](a.svg){#fig-a fig-alt=Lijn}')"
)
KNOWN = {"data_date": "2024-12-31", "fingerprint": "4f1c9a2e"}


def build(notebook: Path, output: Path, **options: object) -> Path:
    arguments = {"parameters": {"year": 2024}, "metadata": KNOWN, "engine": "embedded"} | options
    return build_report(notebook, output, **arguments)


def text_of(pdf: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(pdf).pages)


def test_same_inputs_give_the_same_bytes_in_another_folder_zone_and_language(tmp_path, monkeypatch):
    first = build(stored(tmp_path / "a.ipynb", "# Een", DEFAULTS, PROSE), tmp_path / "een.pdf")
    text = text_of(first)
    assert "Het jaar 2024." in text
    assert "niet in het verslag" not in text

    elsewhere = tmp_path / "een andere map é"
    elsewhere.mkdir()
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "nl_BE.UTF-8")
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    monkeypatch.chdir(elsewhere)
    second = build(stored(elsewhere / "a.ipynb", "# Een", DEFAULTS, PROSE), Path("uit/twee.pdf"))
    assert second.read_bytes() == first.read_bytes()


def test_a_cell_that_fails_is_named_and_the_earlier_report_stays(tmp_path):
    failing = new_code_cell("from pijler_analysis.errors import DataError\nraise DataError('leeg')")
    notebook = stored(tmp_path / "a.ipynb", DEFAULTS, "# Een", failing)
    output = tmp_path / "a.pdf"
    output.write_text("eerder")
    with pytest.raises(DataError) as fault:
        build(notebook, output)
    assert str(fault.value) == "a.ipynb, cel 4, regel 2: leeg"
    assert output.read_text() == "eerder"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.ipynb", "a.pdf"]


@pytest.mark.parametrize(
    "source",
    [
        "while True:\n    try:\n        sum(range(1000))\n    except BaseException:\n        pass",
        "import re\nre.match('(a+)+$', 'a' * 99 + 'b')",
    ],
    ids=["that catches all", "in compiled code"],
)
def test_a_cell_that_loops_for_ever_is_named_with_the_limit(source, tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "LONGEST_CELL_SECONDS", 1)
    notebook = stored(tmp_path / "a.ipynb", DEFAULTS, "# Een", new_code_cell(source))
    with pytest.raises(PijlerError) as fault:
        build(notebook, tmp_path / "a.pdf")
    assert str(fault.value).startswith("a.ipynb, cel 4: rekent langer dan 1 seconden; ")
    assert [file.name for file in tmp_path.iterdir()] == ["a.ipynb"]


def test_a_cell_may_wait_longer_than_it_may_compute(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "LONGEST_CELL_SECONDS", 1)
    waiting = new_code_cell("import time\ntime.sleep(4)")
    notebook = stored(tmp_path / "a.ipynb", DEFAULTS, "# Een", waiting)
    assert build(notebook, tmp_path / "a.pdf").exists()


@pytest.mark.skipif(os.name != "posix", reason="needs a script that runs as a command")
@pytest.mark.parametrize("to", ["pdf", "html"])
def test_pages_are_the_same_where_pandoc_ends_lines_as_windows_does(to, tmp_path, monkeypatch):
    """It does so unless told otherwise; written as text, each end would become two."""
    notebook = stored(tmp_path / "a.ipynb", "# Een\n\nTekst.", DEFAULTS, PROSE)
    here = build(notebook, tmp_path / f"een.{to}", to=to)
    script = tmp_path / "pandoc"
    script.write_text(f'#!/bin/sh\nexec "{embedded.pandoc_path()}" --eol=crlf "$@"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(embedded, "pandoc_path", lambda: str(script))
    assert build(notebook, tmp_path / f"twee.{to}", to=to).read_bytes() == here.read_bytes()


def test_reports_side_by_side_and_cells_that_are_not_evaluated(tmp_path):
    skipped = new_code_cell("#| eval: false\nraise SystemExit")
    notebook = stored(tmp_path / "a.ipynb", "# Een", DEFAULTS, skipped, PROSE)
    jobs = [
        ReportJob(notebook, tmp_path / f"{year}.pdf", {"year": year}, metadata=KNOWN)
        for year in (2023, 2024)
    ]
    made = build_reports(jobs, engine="embedded")
    assert [
        f"Het jaar {year}." in text_of(file) for file, year in zip(made, (2023, 2024), strict=True)
    ]
    assert "Het jaar 2023." in text_of(made[0])
    assert "Het jaar 2024." in text_of(made[1])


def test_where_two_reports_fail_the_first_is_told_and_the_third_is_made(tmp_path):
    cells = {
        "een": "raise ValueError('in een')",
        "twee": "raise ValueError('in twee')",
        "drie": "3",
    }
    for name, source in cells.items():
        stored(tmp_path / f"{name}.ipynb", "# Een", new_code_cell(source))
    jobs = [
        ReportJob(tmp_path / f"{name}.ipynb", tmp_path / f"{name}.pdf", metadata=KNOWN)
        for name in cells
    ]
    with pytest.raises(PijlerError, match=r"een\.ipynb, cel 3, regel 1: ValueError: in een"):
        build_reports(jobs, engine="embedded")
    assert [file.name for file in tmp_path.glob("*.pdf")] == ["drie.pdf"]


def test_of_two_cells_that_are_alike_the_one_that_fails_is_named(tmp_path):
    alike = [new_code_cell("seen.append(1)\nassert len(seen) < 2") for _ in range(2)]
    notebook = stored(tmp_path / "a.ipynb", "# Een", new_code_cell("seen = []"), *alike)
    content = json.loads(notebook.read_text())
    for cell in content["cells"]:
        del cell["id"]
    notebook.write_text(json.dumps(content | {"nbformat_minor": 4}))
    with pytest.raises(PijlerError, match=r"cel 5, regel 2: AssertionError"):
        build(notebook, tmp_path / "a.pdf")


class TestEngines:
    def test_auto_takes_quarto_only_where_it_is(self, monkeypatch, tmp_path):
        monkeypatch.setenv("PATH", str(tmp_path))
        assert choose_engine("auto") == "embedded"
        with pytest.raises(UsageError, match="Quarto staat niet op deze computer"):
            choose_engine("quarto")
        with pytest.raises(UsageError, match='Onbekende engine "word"'):
            choose_engine("word")

    def test_an_unknown_form_is_refused(self, tmp_path):
        with pytest.raises(UsageError, match='Onbekende vorm "odt"'):
            build(tmp_path / "a.ipynb", tmp_path / "a.odt", to="odt")

    @pytest.mark.skipif(os.name != "posix", reason="needs a script that runs as a command")
    def test_quarto_gets_parameters_and_facts_and_its_file_is_moved(self, tmp_path, monkeypatch):
        """A stand-in for the command writes its own arguments as the document."""
        script = tmp_path / "bin" / "quarto"
        script.parent.mkdir()
        script.write_text(
            f"#!{sys.executable}\nimport sys, pathlib\n"
            "words = sys.argv[1:]\n"
            "facts = pathlib.Path(words[words.index('--metadata-file') + 1]).read_text()\n"
            "output = words[words.index('--output') + 1]\n"
            "words.remove(output)\n"
            "pathlib.Path(output).write_text(' '.join(words[:8]) + '\\n---\\n' + facts)\n"
        )
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(script.parent))
        (tmp_path / "n").mkdir()
        notebook = stored(tmp_path / "n" / "a.ipynb")

        made = build(notebook, tmp_path / "uit" / "a.pdf", engine="auto")

        command, _, facts = made.read_text().partition("\n---\n")
        assert command.startswith("render a.ipynb --to typst -P year:2024 --metadata-file")
        assert yaml.safe_load(facts) == FACTS | {"year": 2024}
        assert [file.name for file in notebook.parent.iterdir()] == ["a.ipynb"]

    @pytest.mark.skipif(os.name != "posix", reason="needs a script that runs as a command")
    def test_a_failing_quarto_gives_its_reason(self, tmp_path, monkeypatch):
        script = tmp_path / "quarto"
        script.write_text("#!/bin/sh\necho 'ERROR: geen kernel' >&2\necho einde >&2\nexit 1\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(PijlerError, match=r"a\.ipynb: Quarto stopte \(ERROR: geen kernel\)"):
            build(stored(tmp_path / "a.ipynb"), tmp_path / "a.pdf", engine="quarto")

    @pytest.mark.skipif(os.name != "posix", reason="needs a script that runs as a command")
    def test_a_failing_quarto_may_use_letters_of_another_system(self, tmp_path, monkeypatch):
        script = tmp_path / "quarto"
        script.write_bytes(b"#!/bin/sh\necho 'ERROR: caf\xe9' >&2\nexit 1\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(PijlerError, match=r"Quarto stopte \(ERROR: caf\ufffd\)"):
            build(stored(tmp_path / "a.ipynb"), tmp_path / "a.pdf", engine="quarto")

    @pytest.mark.skipif(os.name != "posix", reason="needs a script that runs as a command")
    def test_quarto_makes_one_report_after_the_other(self, tmp_path, monkeypatch):
        """A stand-in that refuses to start while another one runs."""
        script = tmp_path / "quarto"
        script.write_text(
            f"#!{sys.executable}\nimport os, sys, time\n"
            "os.mkdir('bezig')\n"
            "time.sleep(0.2)\n"
            "open(sys.argv[-1], 'w').close()\n"
            "os.rmdir('bezig')\n"
        )
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path))
        notebook = stored(tmp_path / "a.ipynb")
        jobs = [ReportJob(notebook, tmp_path / f"{name}.pdf") for name in "ab"]
        assert all(file.exists() for file in build_reports(jobs, engine="quarto"))

    @pytest.mark.skipif(shutil.which("quarto") is None, reason="quarto is not installed")
    def test_quarto_itself_makes_the_same_text(self, tmp_path):
        notebook = stored(NOTEBOOKS / ".proef.ipynb", "# Een", DEFAULTS, PROSE)
        try:
            made = build(notebook, tmp_path / "a.pdf", engine="quarto")
        finally:
            notebook.unlink()
        assert "Het jaar 2024." in text_of(made)
