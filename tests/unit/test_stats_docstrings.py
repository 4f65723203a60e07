"""Every function an analyst can call says what it answers, how, by whose method, and in R.

And R computed at least one of its numbers, beside which ours are held.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden"

MODULES = (
    "agreement", "association", "change", "counts", "distance", "inequality", "likert", "multiple",
    "proportions", "resample", "survey", "trend", "weights",
)  # fmt: skip


def public_functions() -> dict[str, Callable[..., object]]:
    """The functions of the statistics' public modules: what they list, or what they define."""
    found = {}
    for module in (import_module(f"pijler_analysis.stats.{name}") for name in MODULES):
        own = [
            name
            for name, value in vars(module).items()
            if inspect.isfunction(value) and value.__module__ == module.__name__
        ]
        listed = getattr(module, "__all__", [name for name in own if not name.startswith("_")])
        topic = module.__name__.rsplit(".")[-1]
        found |= {f"{topic}.{name}": vars(module)[name] for name in listed}
    return found


FUNCTIONS = public_functions()


def test_all_public_functions_are_looked_at() -> None:
    assert {"survey.shares", "change.paired_change", "proportions.limits"} < FUNCTIONS.keys()
    assert len(FUNCTIONS) >= 40


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_docstring_begins_with_the_question_it_answers(name: str) -> None:
    assert "?" in inspect.getdoc(FUNCTIONS[name]).partition("\n")[0]


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("part", ["Parameters", "Returns", "Notes", "Examples"])
def test_the_docstring_has_its_parts(name: str, part: str) -> None:
    assert f"\n{part}\n{'-' * len(part)}\n" in inspect.getdoc(FUNCTIONS[name])


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an example", r">>> "),
        ("missing values", r"[Mm]issing|as in `|that of `"),
        ("the formula's source", r"(18|19|20)\d\d|as in `|of `survey|[Dd]ocumented"),
        ("how R does it", r"\bR\b"),
    ],
)
def test_the_docstring_tells(name: str, what: str, pattern: str) -> None:
    assert re.search(pattern, inspect.getdoc(FUNCTIONS[name])), f"{name} lacks {what}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_number_of_r_is_held_beside_it(name: str) -> None:
    called = re.compile(rf"\b{name.partition('.')[2]}\(")
    tests = [path.read_text(encoding="utf-8") for path in GOLDEN.glob("*/test_*.py")]
    assert any(called.search(text) for text in tests)
