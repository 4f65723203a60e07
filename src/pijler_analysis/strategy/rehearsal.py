"""The next wave rehearsed: which items will be able to show a change, as things stand.

What can be shown depends on how many answer, how many answer again, and where the share lies now.
An item that cannot show the change asked for needs more answers, or another question.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd

from pijler_analysis.stats.proportions import detectable_change

CHANGE = 0.05
POWER = 0.8
CORRELATION = 0.5
"""Between the two answers of who answers twice, where it was never measured."""


def rehearse(
    items: pd.DataFrame,
    *,
    population: int,
    response: float = 1.0,
    again: float = 0.0,
    design_effect: float = 1.0,
    change: float = CHANGE,
    power: float = POWER,
    correlation: float = CORRELATION,
) -> pd.DataFrame:
    """Say of each item how small a change the next wave could show.

    Parameters
    ----------
    items : one row per item of the last wave: ``item, share, n``, protected; missing shares stay
        missing
    population : organisations that will be invited, as many as now
    response : answers of the next wave as a part of today's: 1 for as many
    again : part of the next wave's answers that come from who answers this wave too
    design_effect : what weighting costs (Kish): ``n`` counts for ``n / design_effect``
    change : the change that should be seen
    power, correlation : as in ``stats.proportions.detectable_change``

    Returns
    -------
    ``item, share, n, n_next, rise, fall`` (the smallest that would be seen; missing where even
    the largest would not), ``is_shown`` (whether a rise or fall of ``change``, whichever is
    harder, would be) and ``n_needed``: answers to the item with which it would be; missing where
    not even everyone's answer is enough

    Raises
    ------
    ValueError
        If a part, effect or change is none.

    Examples
    --------
    >>> items = pd.DataFrame({"item": ["a"], "share": [0.9], "n": [800]})
    >>> rehearse(items, population=985, again=0.9)[["rise", "is_shown"]].round(3).values.tolist()
    [[0.015, True]]
    """

    _check(response=response, again=again, design_effect=design_effect, change=change)

    def harder(share: float, n: float, later: float) -> tuple[float, float]:
        counts = [min(one, population) / design_effect for one in (n, later)]
        overlap = min(again * counts[1], *counts)
        overlap = max(overlap, sum(counts) - population)
        rise, fall = (
            detectable_change(
                *counts, baseline=baseline, population1=population, population2=population,
                overlap=overlap, correlation=correlation, power=power,
            )
            for baseline in (share, 1 - share)
        )  # fmt: skip
        return rise, fall

    def is_shown(share: float, n: float, later: float) -> bool:
        return all(one <= change for one in harder(share, n, later))  # nan is never smaller

    def row(item: str, share: float, n: float) -> dict[str, object]:
        later = min(n * response, population)
        rise, fall = harder(share, n, later)
        needed = _fewest(lambda size: is_shown(share, n, size), later, population)
        return {"item": item, "share": share, "n": n, "n_next": later, "rise": rise, "fall": fall,
                "is_shown": is_shown(share, n, later), "n_needed": needed}  # fmt: skip

    known = items[items["share"].between(0, 1, inclusive="neither") & (items["n"] > 1)]
    rows = [row(*one) for one in known[["item", "share", "n"]].itertuples(index=False)]
    columns = ["item", "share", "n", "n_next", "rise", "fall", "is_shown", "n_needed"]
    return items[["item"]].merge(
        pd.DataFrame(rows, columns=columns).astype({"n_needed": "Float64"}), on="item", how="left",
        validate="one_to_one",
    )  # fmt: skip


def _check(*, response: float, again: float, design_effect: float, change: float) -> None:
    """Stop at a wave that cannot be."""
    told = {
        f"response must be more than 0, not {response}": response > 0,
        f"again must lie between 0 and 1, not {again}": 0 <= again <= 1,
        f"design_effect must be 1 or more, not {design_effect}": design_effect >= 1,
        f"change must lie between 0 and 1, not {change}": 0 < change < 1,
    }
    for problem, holds in told.items():
        if not holds:
            raise ValueError(problem)


def _fewest(is_enough: Callable[[float], bool], least: float, most: int) -> int | None:
    """Return the fewest answers, from ``least`` on, that are enough; None where all are not."""
    if not is_enough(most):
        return None
    short, enough = math.ceil(least) - 1, most
    while enough - short > 1:
        middle = (short + enough) // 2
        short, enough = (short, middle) if is_enough(middle) else (middle, enough)
    return enough
