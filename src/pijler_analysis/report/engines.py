"""The two engines that make a report: Quarto where it is installed, or the embedded one.

Both start from the same notebook and use the same Typst template and fonts. The embedded engine
needs nothing but the package's own wheels.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from pijler_analysis.display.language import SOURCE, say
from pijler_analysis.display.language import VARIABLE as LANGUAGE_VARIABLE
from pijler_analysis.display.numbers import FILE_VARIABLE
from pijler_analysis.errors import PijlerError, UsageError
from pijler_analysis.report.cells import front_matter, manuscript, skip_unevaluated
from pijler_analysis.report.embedded import REGISTER, document_date, write_document
from pijler_analysis.report.execute import add_parameters, read_notebook, run_notebook
from pijler_analysis.report.prose import check_prose
from pijler_analysis.report.variants import Variant, cells_of, full_report, with_variants

if TYPE_CHECKING:
    from nbformat import NotebookNode

ENGINES = ("auto", "quarto", "embedded")
FORMATS = {"pdf": "typst", "html": "html", "docx": "docx"}


def choose_engine(engine: str) -> str:
    """Settle ``auto``: Quarto if it is on the path, else the embedded engine.

    Raises
    ------
    UsageError
        For an unknown engine, or for ``quarto`` where it is not installed.
    """
    if engine not in ENGINES:
        raise UsageError(f'Onbekende engine "{engine}": kies uit {", ".join(ENGINES)}.')
    found = shutil.which("quarto") is not None
    if engine == "auto":
        return "quarto" if found else "embedded"
    if engine == "quarto" and not found:
        raise UsageError("Quarto staat niet op deze computer: gebruik --engine embedded.")
    return engine


def render_embedded(
    notebook: Path,
    output: Path,
    *,
    parameters: Mapping[str, object],
    to: str,
    metadata: Mapping[str, Any],
) -> None:
    """Execute the notebook and typeset it with pandoc and Typst."""
    content = full_report(add_parameters(read_notebook(notebook), parameters))
    beside = output.parent
    with _executed(content, notebook, to=to, metadata=metadata, beside=beside) as (figures, known):
        report = manuscript(content, name=notebook.name, figures=figures, metadata=known)
        write_document(report, output, to=to, name=notebook.name, source=notebook.parent)


def render_variants(
    notebook: Path,
    outputs: Mapping[Variant, Path],
    *,
    parameters: Mapping[str, object],
    to: str,
    metadata: Mapping[str, Any],
    progress: Callable[[str], None],
    workers: int = 2,
) -> None:
    """Execute the notebook once and typeset each variant of it, a few side by side."""
    content = with_variants(add_parameters(read_notebook(notebook), parameters), outputs)
    lang = str(metadata.get("lang", SOURCE))
    beside = next(iter(outputs.values())).parent
    subtitles = {variant.suffix: variant.told(lang) for variant in outputs}
    with (
        _executed(content, notebook, to=to, metadata=metadata, beside=beside) as (figures, known),
        ThreadPoolExecutor(max_workers=workers) as pool,
    ):

        def write(variant: Variant, output: Path) -> None:
            own = figures.with_name(f"{figures.name}-{variant.suffix}")
            shutil.copytree(figures, own)
            told = known | {"subtitle": subtitles[variant.suffix]}
            name, cut = notebook.name, cells_of(content, variant)
            report = manuscript(cut, name=name, figures=own, metadata=told)
            write_document(report, output, to=to, name=name, source=notebook.parent)

        made = [pool.submit(write, *one) for one in outputs.items()]
        for variant, future in zip(outputs, made, strict=True):
            future.result()
            progress(variant.suffix)


@contextmanager
def _executed(
    content: NotebookNode, path: Path, *, to: str, metadata: Mapping[str, Any], beside: Path
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Check and execute a notebook; give the folder of its figures and what its pages must know.

    The folder lies beside the output for as long as needed: where that is a staging folder, the
    next build sweeps what one that was killed left.
    """
    check_prose(content, name=path.name)
    known = _first_known(metadata, front_matter(content, name=path.name))
    lang = str(known["lang"])
    known |= {key: say(str(known[key]), lang) for key in ("title", "subtitle") if known.get(key)}
    skip_unevaluated(content, name=path.name)
    with tempfile.TemporaryDirectory(prefix=".", dir=beside, ignore_cleanup_errors=True) as folder:
        figures = Path(folder).resolve() / "figures"
        figures.mkdir()
        environment = {
            "SOURCE_DATE_EPOCH": str(int(document_date(known).timestamp())),
            LANGUAGE_VARIABLE: lang,
        }
        if to == "pdf":
            environment[FILE_VARIABLE] = str(figures / REGISTER)
        run_notebook(content, path=path, figures=figures, environment=environment)
        yield figures, known


def _first_known(given: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """What the caller knows goes before what the notebook says of itself."""
    return {"lang": "nl"} | dict(written) | {k: v for k, v in given.items() if v is not None}


def render_quarto(
    notebook: Path,
    output: Path,
    *,
    parameters: Mapping[str, object],
    to: str,
    metadata: Mapping[str, Any],
) -> None:
    """Let Quarto render the notebook in its own folder and move the result."""
    check_prose(read_notebook(notebook), name=notebook.name)
    beside = notebook.parent / f".{notebook.stem}-{output.name}"
    facts = output.with_suffix(".yml").resolve()
    known = {key: value for key, value in metadata.items() if value is not None}
    facts.write_text(yaml.safe_dump(known), encoding="utf-8")
    try:
        command = quarto_command(
            notebook, beside.name, to=to, parameters=parameters, metadata_file=facts
        )
        finished = subprocess.run(
            command,
            cwd=notebook.parent,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if finished.returncode or not beside.exists():
            raise PijlerError(f"{notebook.name}: Quarto stopte ({_reason(finished.stderr)}).")
        shutil.move(beside, output)
    finally:
        facts.unlink()
        beside.unlink(missing_ok=True)


def quarto_command(
    notebook: Path,
    output_name: str,
    *,
    to: str,
    parameters: Mapping[str, object],
    metadata_file: Path,
) -> list[str]:
    """The words of the ``quarto render`` command, to be run in the notebook's folder.

    Examples
    --------
    >>> command = quarto_command(
    ...     Path("notebooks/evaluatie.ipynb"), "evaluatie.pdf", to="pdf",
    ...     parameters={"year": 2024, "project": None}, metadata_file=Path("facts.yml"),
    ... )
    >>> " ".join(command[:7])
    'quarto render evaluatie.ipynb --to typst -P year:2024'
    >>> " ".join(command[7:])
    '--metadata-file facts.yml --output evaluatie.pdf'
    """
    given = [
        word
        for name, value in parameters.items()
        if value is not None
        for word in ("-P", f"{name}:{_yaml_value(value)}")
    ]
    facts = ["--metadata-file", str(metadata_file), "--output", output_name]
    return ["quarto", "render", notebook.name, "--to", FORMATS[to], *given, *facts]


def _yaml_value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _reason(messages: str) -> str:
    lines = [line.strip() for line in messages.splitlines() if line.strip()]
    named = [line for line in lines if "error" in line.lower()]
    return (named or lines or ["geen uitleg"])[-1]
