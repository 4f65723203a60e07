"""What a build keeps is made again where something else than a build has been at it."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest
from tables import SETTINGS

from pijler_analysis import store


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Return settings with processed data that are fresh."""
    monkeypatch.setattr(store, "data_state", lambda settings: {"fingerprint": "same"})
    (tmp_path / "2024").mkdir()
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "2024" / "fund.parquet")
    sizes = store.table_sizes(tmp_path)
    (tmp_path / store.MANIFEST).write_text(
        json.dumps({"fingerprint": "same", "files": sizes}), encoding="utf-8"
    )
    settings = replace(SETTINGS, processed=tmp_path)
    assert store.is_fresh(settings)
    return settings


@pytest.mark.parametrize("content", [None, b"", b"half"])
def test_a_table_that_is_gone_or_damaged_is_made_again(kept, content):
    table = kept.processed / "2024" / "fund.parquet"
    table.unlink()
    if content is not None:
        table.write_bytes(content)
    assert not store.is_fresh(kept)


@pytest.mark.parametrize("content", [b"", b'{"fingerprint": "sa', b"[]", b"\xff\xfe"])
def test_a_manifest_that_cannot_be_read_counts_for_none(kept, content):
    (kept.processed / store.MANIFEST).write_bytes(content)
    assert store.read_manifest(kept) == {}
    assert not store.is_fresh(kept)


def test_published_results_that_are_damaged_are_made_again(kept):
    (kept.processed / store.PUBLISHED).write_bytes(b"half")
    assert store.is_fresh(kept)
    assert store.load_published(kept, "key") is None
