"""What was released of two waves: an earlier figure stays where the new one differs by a few.

The counts behind each item go into the ledger with what readers got of it. When a count moved by
one to four since, the whole item keeps what was released, in every table: the change, who moved
where, the share the next wave is rehearsed with. Its counts stay with it, so that small corrections
add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pijler_analysis.strategy.wave_change import Wave, both_answers
from pijler_analysis.strategy.wave_protection import MOVES

CHANGES, MOVED, SHARES = "changes", "moves", "shares"
PARTS = (CHANGES, MOVED, SHARES)
"""The tables of two waves that readers get."""

_BEHIND = "exact_"

Released = Mapping[str, pd.DataFrame]
"""Table → its rows as released last, with the counts behind them."""


def counts_behind(then: Wave, now: Wave) -> pd.DataFrame:
    """Return the counts each item of the later wave rests on, one row per item."""
    return pd.DataFrame([_counts(str(item), then, now) for item in now.answers])


def _counts(item: str, then: Wave, now: Wave) -> dict[str, object]:
    found: dict[str, object] = {"item": item}
    for name, wave in (("then", then), ("now", now)):
        if item in wave.answers:
            found[f"{_BEHIND}n_{name}"] = int(wave.answers[item].count())
            found[f"{_BEHIND}yes_{name}"] = int(wave.answers[item].sum())
    if item in then.answers:
        pairs = both_answers(item, then, now)
        for (first, second), name in MOVES.items():
            same = (pairs["then"] == first) & (pairs["now"] == second)
            found[f"{_BEHIND}{name}"] = int(same.sum())
    return found


def keep_earlier(
    shown: pd.DataFrame, behind: pd.DataFrame, earlier: pd.DataFrame | None, *, smallest: int
) -> pd.DataFrame:
    """Return a table with the counts behind it, the earlier rows where a few would show.

    Parameters
    ----------
    shown : what readers would get, one or more rows per ``item``
    behind : see ``counts_behind``
    earlier : what they got last, as this function returned it; None where nothing was released
    smallest : differences of 1 up to, not including, this many stay unpublished
    """
    new = shown.merge(behind, on="item", how="left", validate="many_to_one")
    if earlier is None or earlier.empty:
        return new
    stays = _few_apart(behind, earlier, smallest)
    parts = [
        earlier.loc[earlier["item"] == item, list(new)] if item in stays else rows
        for item, rows in new.groupby("item", sort=False)
    ]
    return pd.concat(parts, ignore_index=True).astype(new.dtypes.to_dict()) if parts else new


def _few_apart(behind: pd.DataFrame, earlier: pd.DataFrame, smallest: int) -> set[str]:
    """Return the items of which a count moved by a few since."""
    counts = [name for name in behind if name in earlier and name != "item"]
    then = earlier.drop_duplicates("item").set_index("item")[counts]
    now = behind.set_index("item")[counts]
    common = now.index.intersection(then.index)
    apart = (now.loc[common].astype(float) - then.loc[common].astype(float)).abs()
    return set(common[apart.apply(lambda column: column.between(1, smallest - 1)).any(axis=1)])


def without_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Return what readers get of a table."""
    return table[[name for name in table if not str(name).startswith(_BEHIND)]]


def last_released(releases: Sequence[Mapping[str, pd.DataFrame]], then: int, now: int) -> Released:
    """Return the tables of two waves as they were released last.

    Parameters
    ----------
    releases : what ``protect.ledger`` keeps of each release beside its cells, the oldest first
    """
    found: dict[str, pd.DataFrame] = {}
    for tables in releases:
        for name in PARTS:
            if name in tables:
                table = tables[name]
                own = table[(table["wave_then"] == then) & (table["wave_now"] == now)]
                if len(own):
                    found[name] = own.drop(columns=["wave_then", "wave_now"])
    return found
