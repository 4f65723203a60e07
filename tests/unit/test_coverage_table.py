"""The table of how often intervals hold the truth: as computed, complete, and kept to."""

from importlib.util import module_from_spec, spec_from_file_location
from itertools import product
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "benchmarks"
FOUND = pd.read_csv(BENCHMARKS / "coverage.csv")


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """benchmarks/coverage.py, under a name that the package coverage does not have."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    spec = spec_from_file_location("coverage_table", BENCHMARKS / "coverage.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_shows_what_was_found(benchmark: ModuleType) -> None:
    page = benchmark.TARGET.read_text(encoding="utf-8")
    assert benchmark.dutch_table(FOUND) in page


def test_every_default_keeps_its_promise(benchmark: ModuleType) -> None:
    assert benchmark.failures(FOUND).empty
    worse = FOUND.assign(coverage=FOUND["coverage"].where(FOUND["method"] != "full", 0.93))
    assert set(benchmark.failures(worse)["method"]) == {"full"}


@pytest.mark.parametrize(
    ("what", "methods"),
    [
        ("share", ["auto", "exact"]),
        ("survey share", ["wilson"]),
        ("share, raked", ["wilson", "bootstrap"]),
        ("share change", ["none", "third", "full"]),
        ("share change, raked", ["none", "third", "full"]),
    ],
)
def test_every_setting_was_tried(what: str, methods: list[str]) -> None:
    sizes, shares = (20, 40, 80, 150, 200), (0.01, 0.07, 0.15, 0.5)
    rows = FOUND[FOUND["what"] == what]
    tried = set(zip(rows["method"], rows["n"], rows["p1"], strict=True))
    assert set(product(methods, sizes, shares)) <= tried


@pytest.mark.parametrize("part", ["single_shares", "rates"])
def test_what_is_added_up_comes_to_the_same_again(benchmark: ModuleType, part: str) -> None:
    again = pd.DataFrame(getattr(benchmark, part)())
    keys = ["what", "method", "n", "p1", "coverage"]
    stored = FOUND[FOUND["what"].isin(again["what"])]
    pd.testing.assert_frame_equal(
        again.round({"coverage": 5})[keys].sort_values(keys, ignore_index=True),
        stored[keys].sort_values(keys, ignore_index=True),
        atol=2e-5,
    )
