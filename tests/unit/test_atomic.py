"""Writing as one: a failure leaves the old, a kill is completed or swept by the next write."""

import json

import pytest

from pijler_analysis.atomic import JOURNAL, STAGING, finish_interrupted, replacing_files
from pijler_analysis.errors import FileError


def test_replaces_all_files_at_the_end(tmp_path):
    (tmp_path / "a.txt").write_text("old")
    with replacing_files(tmp_path) as staging:
        (staging / "a.txt").write_text("new")
        (staging / "sub").mkdir()
        (staging / "sub" / "b.txt").write_text("new")
        assert (tmp_path / "a.txt").read_text() == "old"
    assert (tmp_path / "a.txt").read_text() == "new"
    assert (tmp_path / "sub" / "b.txt").read_text() == "new"
    assert not (tmp_path / STAGING).exists()


def test_hidden_files_are_no_result(tmp_path):
    with replacing_files(tmp_path) as staging:
        (staging / "a.txt").write_text("new")
        (staging / ".work").mkdir()
        (staging / ".work" / "b.txt").write_text("half")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_failure_leaves_everything_as_it_was(tmp_path):
    (tmp_path / "a.txt").write_text("old")

    def fail() -> None:
        with replacing_files(tmp_path) as staging:
            (staging / "a.txt").write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def killed(folder, *, journal: str | None, files: dict[str, str]) -> None:
    """Leave a folder as a killed write would."""
    staging = folder / STAGING
    staging.mkdir()
    for name, text in files.items():
        (staging / name).write_text(text)
    if journal is not None:
        (staging / JOURNAL).write_text(journal)


def test_a_kill_before_the_journal_is_swept(tmp_path):
    (tmp_path / "a.txt").write_text("old")
    killed(tmp_path, journal=None, files={"a.txt": "half"})
    finish_interrupted(tmp_path)
    assert (tmp_path / "a.txt").read_text() == "old"
    assert not (tmp_path / STAGING).exists()


def test_a_kill_while_writing_the_journal_is_swept(tmp_path):
    (tmp_path / "a.txt").write_text("old")
    killed(tmp_path, journal='["a.t', files={"a.txt": "new"})
    finish_interrupted(tmp_path)
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_kill_amid_the_moves_is_completed(tmp_path):
    (tmp_path / "a.txt").write_text("new")  # already moved
    (tmp_path / "b.txt").write_text("old")
    killed(tmp_path, journal=json.dumps(["a.txt", "b.txt"]), files={"b.txt": "new"})
    with replacing_files(tmp_path) as staging:
        (staging / "c.txt").write_text("new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "a.txt": "new", "b.txt": "new", "c.txt": "new"}  # fmt: skip


def test_a_file_that_cannot_be_replaced_is_said_in_one_line_and_done_later(tmp_path):
    (tmp_path / "kpi.xlsx").mkdir()  # cannot be replaced, as a file that Excel holds on Windows
    with pytest.raises(FileError, match=r"^kpi\.xlsx kan niet worden vervangen"):  # noqa: SIM117
        with replacing_files(tmp_path) as staging:
            (staging / "kpi.xlsx").write_text("nieuw", encoding="utf-8")
    (tmp_path / "kpi.xlsx").rmdir()
    finish_interrupted(tmp_path)
    assert (tmp_path / "kpi.xlsx").read_text(encoding="utf-8") == "nieuw"
