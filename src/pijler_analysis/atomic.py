"""Writing a folder of results so that a reader never sees half of one.

The files are made in a staging folder inside their destination. Only when all are there is a
journal written, and then each is moved into place, the manifest last. A build that was killed
before its journal leaves nothing but the staging folder, which the next one sweeps; one killed
after it is completed by the next.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pijler_analysis.errors import FileError

STAGING = ".staging"
JOURNAL = "journal.json"
MANIFEST = "manifest.json"


@contextmanager
def replacing_files(folder: Path) -> Iterator[Path]:
    """Yield a staging folder; what is written there replaces the files of ``folder`` as one.

    Nothing changes if the block fails. Hidden files are for the block itself and go with it.
    """
    finish_interrupted(folder)
    staging = folder / STAGING
    staging.mkdir(parents=True)
    try:
        yield staging
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    names = (path.relative_to(staging) for path in staging.rglob("*") if path.is_file())
    files = sorted(
        (name.as_posix() for name in names if not any(part[0] == "." for part in name.parts)),
        key=lambda name: (Path(name).name == MANIFEST, name),
    )
    for name in files:
        _flush(staging / name)
    journal = staging / JOURNAL
    journal.write_text(json.dumps(files), encoding="utf-8")
    _flush(journal)
    _flush_folder(staging)
    _move(folder, files)


def replace_text(path: Path, text: str) -> None:
    """Write a text file in one step: a reader sees the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="")
    _flush(beside)
    replace_file(beside, path)


def finish_interrupted(folder: Path) -> None:
    """Complete a write whose journal is there, or sweep what an earlier one left behind."""
    staging = folder / STAGING
    if (staging / JOURNAL).exists():
        try:
            files = json.loads((staging / JOURNAL).read_text(encoding="utf-8"))
        except json.JSONDecodeError:
            files = []  # killed while writing the journal: nothing had been moved yet
        _move(folder, files)
    shutil.rmtree(staging, ignore_errors=True)


def _move(folder: Path, files: list[str]) -> None:
    staging = folder / STAGING
    for name in files:
        if (staging / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            replace_file(staging / name, folder / name)
    shutil.rmtree(staging, ignore_errors=True)


def replace_file(made: Path, old: Path) -> None:
    """Move one file into place; on Windows nobody can while another program has the old one."""
    try:
        os.replace(made, old)
    except OSError as error:
        raise FileError(
            f"{old.name} kan niet worden vervangen: sluit het in Excel of elders en "
            "geef dezelfde opdracht opnieuw; wat klaar is, gaat dan verder"
        ) from error


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    """Have the names in a folder on disk, so that the journal is there before anything moves."""
    if os.name == "posix":
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
