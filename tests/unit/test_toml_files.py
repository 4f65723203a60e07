"""A TOML file that goes wrong says in Dutch in which line."""

from __future__ import annotations

import pytest

from pijler_analysis.errors import DataError
from pijler_analysis.toml_files import read_toml


@pytest.mark.parametrize(
    ("content", "where"),
    [(b'a = 1\nb = "x\n', "regel 2"), (b"a = 1\na = 2\n", "regel 2|het einde"),
     (b"[deel", "regel|het einde"), (b"a = '\xe9'", "UTF-8")],
)  # fmt: skip
def test_the_line_is_named(tmp_path, content, where):
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(DataError, match=rf"^data/a\.toml is niet leesbaar.*({where})") as told:
        read_toml(path, "data/a.toml", error=DataError)
    assert not any(word in str(told.value) for word in ("Invalid", "at line", "Expected"))


def test_the_mark_an_editor_puts_first_is_no_part_of_it(tmp_path):
    (tmp_path / "a.toml").write_text("a = 1\n", encoding="utf-8-sig")
    assert read_toml(tmp_path / "a.toml", "a.toml") == {"a": 1}
