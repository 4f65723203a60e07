"""What is found by trying is what the solver finds too, on tables of every shape."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pijler_analysis.protect.audit import _connected, _count, _extreme, _knowns
from pijler_analysis.protect.joins import Row
from pijler_analysis.protect.room import Room
from pijler_analysis.settings import Protection

RULES = Protection()


@st.composite
def tables(draw):
    """A total and the groups that add up to it, each shown, rounded or withheld."""
    counts = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=5))
    has_base = draw(st.booleans())
    total = tuple(float(sum(parts)) for parts in zip(*counts, strict=True))
    shown = st.sampled_from(["", "rounded", "withheld"])
    rows = []
    for place, pair in enumerate([total, *counts]):
        cell, rest = (float(one) for one in pair)
        rest = rest if has_base else 0.0
        protection = "" if place == 0 else draw(shown)
        near = RULES.rounding * round(cell / RULES.rounding)
        base = RULES.rounding * round((cell + rest) / RULES.rounding)
        by, group = ("total", "total") if place == 0 else ("province", f"g{place}")
        rows.append(Row("a", by, group, (cell, rest), has_base, protection, float(near), base))
    return rows


@settings(max_examples=300, deadline=None)
@given(tables())
def test_a_count_that_is_seen_to_have_room_has_it(rows):
    parts = _connected(_knowns(rows, RULES, {}))
    for place, row in enumerate(rows):
        for part in range(2 if row.has_base else 1):
            unknowns, known = parts[2 * place + part]
            at = unknowns.index(2 * place + part)
            room = Room([_count(rows, one) for one in unknowns], *known)
            for values in (2, 3, 4):
                if room.has(at, values):
                    low, high = (_extreme(at, up, *known) for up in (False, True))
                    assert high - low + 1 >= values
