"""The worked example in docs/methode.md is what the functions give."""

from pathlib import Path

import pytest

from pijler_analysis.stats.change import census_verdict, proportion_change
from pijler_analysis.stats.proportions import proportion_interval

TEXT = (Path(__file__).parents[2] / "docs" / "methode.md").read_text(encoding="utf-8")
N985 = {"population1": 985, "population2": 985}


def dutch(share: float, *, signed: bool = False) -> str:
    """Percent with a decimal comma, and a real minus sign."""
    return f"{100 * share:{'+' if signed else ''}.1f}".replace(".", ",").replace("-", "−")


@pytest.mark.parametrize(
    ("counts", "overlap"),
    [
        ((11, 150, 23, 150), None),
        ((11, 150, 23, 150), [0, 0, 0, 0]),
        ((11, 150, 23, 150), [3, 1, 5, 41]),
        ((11, 150, 23, 150), [9, 2, 14, 125]),
        ((4, 60, 9, 60), None),
    ],
)
def test_the_table_of_overlaps(counts: tuple, overlap: list | None) -> None:
    found = proportion_change(*counts, **N985, overlap=overlap)
    limits = [dutch(found[key], signed=True) for key in ("low", "high")]
    assert f"| {' tot '.join(limits)} | {found['verdict']} |" in TEXT


def test_the_answers_needed() -> None:
    found = proportion_change(4, 60, 9, 60, **N985)
    assert f"hier {found['answers_needed']:.0f} per golf" in TEXT


@pytest.mark.parametrize("yes", [11, 23])
def test_each_wave(yes: int) -> None:
    found = proportion_interval(yes, 150, population=985)
    shown = [dutch(found[key]) for key in ("estimate", "low", "high")]
    assert "({} %, interval {} tot {})".format(*shown) in TEXT


def test_the_complete_count() -> None:
    then, now = (70 / 1040, 110 / 1040), (150 / 1060, 210 / 1060)
    for share in (*then, *now):
        assert f"{dutch(share)} %" in TEXT
    low, high = now[0] - then[1], now[1] - then[0]
    assert f"tussen {dutch(low, signed=True)} en {dutch(high, signed=True)} procentpunt" in TEXT
    assert census_verdict(low, high) == "duidelijk"


def test_the_process_view() -> None:
    found = proportion_change(70, 1000, 150, 1000)
    assert f"{dutch(found['low'], signed=True)} tot {dutch(found['high'], signed=True)}" in TEXT
