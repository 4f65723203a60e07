"""Organisations that may be the same count as their chains do, however the pairs lie."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import year_data

from pijler_analysis.indicators.doubts import count_of, repeated_share_of

NAMES = st.sampled_from("ABCDEFGH")
PAIRS = st.lists(st.tuples(NAMES, NAMES), max_size=8)


def chains(names: set[str], pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Give every name the first of all it hangs together with, by walking until nothing moves."""
    first = {name: name for name in names}
    for _ in names:
        for one, other in pairs:
            if one in names and other in names:
                first[one] = first[other] = min(first[one], first[other])
    return first


@settings(deadline=None)
@given(names=st.sets(NAMES), pairs=PAIRS)
def test_at_least_as_many_as_there_are_chains(names, pairs):
    row = count_of(year_data(doubts=pairs), frozenset(names))
    assert row["estimate"] == row["high"] == len(names)
    assert row["low"] == len(set(chains(names, pairs).values()))


@settings(deadline=None)
@given(rows=st.lists(NAMES, min_size=1, max_size=12), pairs=PAIRS)
def test_rows_of_one_chain_may_be_of_one_organisation(rows, pairs):
    def repeated(ids):
        return (ids.value_counts() > 1).mean()

    apart = pd.Series(rows)
    together = apart.map(chains(set(rows), pairs))
    row = repeated_share_of(year_data(doubts=pairs), apart)
    assert row["estimate"] == repeated(apart)
    assert {row["low"], row["high"]} <= {repeated(apart), repeated(together)}
    assert row["low"] <= row["high"]
